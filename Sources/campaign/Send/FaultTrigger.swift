import Foundation
import Outbox

/// Kills this process at a named point, for crash tests: `CRASH_AT=after-claim`, or `after-claim:3` for the third time.
enum FaultTrigger {
  static let current: @Sendable (FaultPoint) -> Void = {
    guard let words = ProcessInfo.processInfo.environment["CRASH_AT"]?.split(separator: ":"),
      let point = words.first.flatMap({ FaultPoint(rawValue: String($0)) })
    else { return { _ in } }
    let countdown = Countdown(words.count > 1 ? Int(words[1]) ?? 1 : 1)
    return { reached in
      if reached == point, countdown.isOver() { kill(getpid(), SIGKILL) }
    }
  }()
}
