import CampaignScheduler
import Console
import Outbox
import Planning
import Synchronization

/// Counts what arrives at one end and what is settled at the other.
final class Tally: Sendable {
  private struct State {
    var arrived = 0
    var attempts = 0
    var unsent = 0
    var failures = 0
    var keys: Set<String> = []
    var byKind: [String: Int] = [:]
    var sample: String?
  }

  private let state = Mutex(State())

  func arrived(_ received: ReceivedReminder) {
    state.withLock { state in
      state.arrived += 1
      state.byKind[received.kind.rawValue, default: 0] += 1
    }
  }

  /// Reminders that were too late to be sent.
  func missed(_ count: Int) {
    state.withLock { $0.failures += count }
  }

  func settled(_ settled: SettledAttempt) {
    state.withLock { state in
      if case .notSent = settled.report.outcome { state.unsent += 1 } else { state.attempts += 1 }
      if settled.report.outcome != .delivered { state.failures += 1 }
      state.keys.insert(settled.key.description)
      if state.sample == nil, settled.key.campaign == "member-day-529", let message = settled.message {
        state.sample = "\(message.title)\n\n\(message.text)".split(
          separator: "\n", omittingEmptySubsequences: false
        )
        .map { "  │ \($0)" }.joined(separator: "\n")
      }
    }
  }

  var figures: (arrived: Int, attempts: Int, keys: Int) {
    state.withLock { ($0.arrived, $0.attempts, $0.keys.count) }
  }

  /// What did not leave this machine, for want of an address or a text.
  var unsent: Int { state.withLock { $0.unsent } }
  /// Attempts that did not deliver.
  var failures: Int { state.withLock { $0.failures } }
  var byKind: [(key: String, value: Int)] { state.withLock { $0.byKind }.sorted { $0.key < $1.key } }
  var sample: String? { state.withLock { $0.sample } }
}
