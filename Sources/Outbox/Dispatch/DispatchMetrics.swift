import Metrics
import Planning
import Recurrence

/// Counters of a dispatcher, in whatever metrics system the program has set up. Labels are words of ours: no name, no
/// address, nothing that a receiver said.
struct DispatchMetrics {
  private let outcomes: [String: Counter]
  private let discarded: [String: Counter]
  private let retried = Counter(label: "campaign_reminders_retried_total")
  private let openBreakers = Gauge(label: "campaign_endpoints_closed")
  private let lateness = Metrics.Timer(label: "campaign_delivery_lateness_seconds")
  private let phases: [Metrics.Timer]

  /// Makes all of them at once, so that those which never move show as zero.
  init() {
    let names = ["delivered", "refused", "failed", "throttled", "notSent", "ambiguous", "blocked"]
    outcomes = Self.counters("campaign_attempts_total", "outcome", names)
    discarded = Self.counters(
      "campaign_reminders_discarded_total", "reason",
      ["refused", "blocked", "triesSpent", "timeSpent", "unknown"])
    phases = ["lookup", "connect", "tls", "first_byte", "total"].map {
      Metrics.Timer(label: "campaign_attempt_phase_seconds", dimensions: [("phase", $0)])
    }
  }

  func breakers(open count: Int) {
    openBreakers.record(count)
  }

  func settled(_ settlement: Settlement) {
    outcomes[settlement.report.outcome.name]?.increment()
    if let spans = settlement.report.phases { record(spans) }
    switch settlement.state {
    case .delivered:
      let late = settlement.reminder.planned.due.duration(to: settlement.ended)
      lateness.recordMilliseconds(max(0, Int64(late / .milliseconds(1))))
    case .retryable: retried.increment()
    case .discarded(let reason): discarded[reason.name]?.increment()
    case .scheduled, .sending, .cancelled: break
    }
  }

  /// What each step took: a step that was not reached or not needed took nothing and is not counted.
  private func record(_ reached: AttemptPhases) {
    let marks = [reached.lookedUp, reached.connected, reached.secured, reached.firstByte]
    var last = Duration.zero
    for (timer, mark) in zip(phases, marks) where mark > last {
      timer.recordMicroseconds(Int64((mark - last) / .microseconds(1)))
      last = mark
    }
    if reached.total > .zero { phases.last?.recordMicroseconds(Int64(reached.total / .microseconds(1))) }
  }

  private static func counters(_ label: String, _ dimension: String, _ values: [String]) -> [String: Counter]
  {
    Dictionary(
      uniqueKeysWithValues: values.map { ($0, Counter(label: label, dimensions: [(dimension, $0)])) })
  }
}

/// Reminders that were too late to send, counted by campaign: by the dispatcher, and by a start that finds them.
public enum MissedReminders {
  public static func count(_ missed: [String: Int]) {
    for (campaign, count) in missed {
      Counter(label: "campaign_reminders_missed_total", dimensions: [("campaign", campaign)])
        .increment(by: count)
    }
  }
}

/// A sign of life of a dispatcher's loop, for whoever watches it.
public enum DispatchPulse: Hashable, Sendable {
  /// The loop has turned once. It does so at least every ``Dispatcher/Limits/longestSleep`` unless it is stopping.
  case turned
  /// The database fails, and is tried again; the word is one of ``StorageFault/Kind``.
  case storageFailed(String)
  case storageWorks
}
