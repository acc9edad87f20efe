import Metrics

/// Counters of planning, clocks and storage, in whatever metrics system the program has set up.
struct DaemonMetrics {
  private let replanning = Metrics.Timer(label: "campaign_replan_duration_seconds")
  private let failedPlans = Counter(label: "campaign_replans_failed_total")
  private let plannedRows: [String: Gauge]
  private let reload = Gauge(label: "campaign_config_last_reload_successful")
  private let brokenFiles = Gauge(label: "campaign_config_broken_files")
  private let steps: [String: Counter]
  private let faults: [String: Counter]

  /// - `faultKinds`: Every word that ``storageFailed(_:)`` may be told.
  init(faultKinds: [String]) {
    plannedRows = Dictionary(
      uniqueKeysWithValues: ["added", "moved", "changed", "cancelled", "unchanged"].map {
        ($0, Gauge(label: "campaign_planned_reminders", dimensions: [("change", $0)]))
      })
    steps = Self.counters("campaign_clock_changes_total", "kind", ["step", "sleep"])
    faults = Self.counters("campaign_database_faults_total", "class", faultKinds)
  }

  func planned(_ rows: [(change: String, count: Int)], took span: Duration) {
    replanning.recordMicroseconds(Int64(span / .microseconds(1)))
    for (change, count) in rows { plannedRows[change]?.record(count) }
  }

  func planFailed() {
    failedPlans.increment()
  }

  func reloaded(brokenFiles count: Int) {
    reload.record(count == 0 ? 1 : 0)
    brokenFiles.record(count)
  }

  func clockChanged(_ kind: String) {
    steps[kind]?.increment()
  }

  func storageFailed(_ kind: String) {
    faults[kind]?.increment()
  }

  private static func counters(_ label: String, _ dimension: String, _ values: [String]) -> [String: Counter]
  {
    Dictionary(
      uniqueKeysWithValues: values.map { ($0, Counter(label: label, dimensions: [(dimension, $0)])) })
  }
}
