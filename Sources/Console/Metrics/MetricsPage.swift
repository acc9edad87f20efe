import CampaignScheduler
import Outbox
import Planning
import Recurrence

/// All that is counted, with what is measured for each visit, as Prometheus reads it. No names of people or units, no
/// addresses.
struct MetricsPage {
  static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  let registry: MetricsRegistry
  let probe: HealthProbe
  let clock: any WallClock
  let version: String

  func text() async -> String {
    let families = registry.snapshot() + daemon + (await queue()) + ProcessFigures.families
    return families.sorted { $0.name < $1.name }.map(\.text).joined()
  }

  private var daemon: [MetricFamily] {
    let storage = probe.storage
    return [
      .gauges("campaign_build_info", by: "version", [version: 1]),
      .gauge("campaign_loops_live", probe.liveness().level == .ok ? 1 : 0),
      .gauge("campaign_database_bytes", Double(storage.databaseBytes)),
      .gauge("campaign_database_wal_bytes", Double(storage.walBytes)),
    ] + (storage.freeBytes.map { [.gauge("campaign_disk_free_bytes", Double($0))] } ?? [])
  }

  private func queue() async -> [MetricFamily] {
    guard let figures = try? await probe.queueFigures() else { return [.gauge("campaign_database_up", 0)] }
    let lag = figures.oldestDue.map { max(0, $0.duration(to: clock.now) / .seconds(1)) } ?? 0
    return [
      .gauge("campaign_database_up", 1), .gauge("campaign_due_lag_seconds", lag),
      .gauges(
        "campaign_queue_reminders", by: "state",
        [
          "scheduled": Double(figures.scheduled), "retryable": Double(figures.retryable),
          "sending": Double(figures.sending),
        ]),
      .gauges("campaign_endpoints", by: "breaker", figures.breakers.mapValues(Double.init)),
    ]
      + (figures.nextDue.map {
        [.gauge("campaign_next_due_timestamp_seconds", Double($0.milliseconds) / 1000)]
      } ?? [])
  }
}
