import Metrics
import Planning
import Recurrence

/// Counters of a dispatcher, in whatever metrics system the program has set up.
struct DispatchMetrics {
  private let outcomes: [String: Counter]
  private let missed = Counter(label: "campaign_reminders_missed_total")
  private let openBreakers = Gauge(label: "campaign_endpoints_closed")
  private let lateness = Metrics.Timer(label: "campaign_delivery_lateness_seconds")

  init() {
    let names = ["delivered", "refused", "failed", "throttled", "notSent", "ambiguous", "blocked"]
    outcomes = Dictionary(
      uniqueKeysWithValues: names.map {
        ($0, Counter(label: "campaign_attempts_total", dimensions: [("outcome", $0)]))
      })
  }

  func breakers(open count: Int) {
    openBreakers.record(count)
  }

  func missed(_ count: Int) {
    missed.increment(by: count)
  }

  func settled(_ settlement: Settlement) {
    outcomes[settlement.report.outcome.name]?.increment()
    guard settlement.state == .delivered else { return }
    let late = settlement.reminder.planned.due.duration(to: settlement.ended)
    lateness.recordMilliseconds(max(0, Int64(late / .milliseconds(1))))
  }
}
