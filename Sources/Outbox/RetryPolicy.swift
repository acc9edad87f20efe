public import Planning
public import Recurrence

/// When a failed attempt is followed by another, and when no more.
public struct RetryPolicy: Hashable, Sendable {
  /// The wait before each attempt; after the list's end its last one goes on.
  public var waits: [Duration]
  /// How often it is tried in all.
  public var tries: Int
  /// How long after its due time nothing more is tried; nil for as long as the reminder's own `expires` allows.
  public var giveUpAfter: Duration?
  /// How much a wait varies, as a part of it.
  public var spread: Double
  /// What to do after an attempt that may have arrived.
  public var ambiguity: Channel.Ambiguity
  /// The longest that the platform is known to shut a robot out: how far an answer may push the next attempt.
  public var platformWindow: Duration

  public static let usualWaits: [Duration] = [
    .zero, .seconds(5), .seconds(5 * 60), .seconds(30 * 60), .seconds(2 * 3600), .seconds(5 * 3600),
    .seconds(10 * 3600),
  ]

  /// - `tries`: By default as many as there are waits.
  public init(
    waits: [Duration] = RetryPolicy.usualWaits, tries: Int? = nil, giveUpAfter: Duration? = nil,
    spread: Double = 0.2, ambiguity: Channel.Ambiguity = .retry, platformWindow: Duration = .seconds(60)
  ) {
    self.waits = waits
    self.tries = tries ?? waits.count
    self.giveUpAfter = giveUpAfter
    self.spread = spread
    self.ambiguity = ambiguity
    self.platformWindow = platformWindow
  }

  /// The wait after a failed attempt, before the next one.
  ///
  /// - Parameters:
  ///   - attempt: Counted from 1.
  ///   - jitter: From -1 to 1.
  public func wait(after attempt: Int, jitter: Double) -> Duration {
    guard let last = waits.last else { return .zero }
    let wait = waits.indices.contains(attempt) ? waits[attempt] : last
    return wait * (1 + spread * min(1, max(-1, jitter)))
  }

  /// When to try again if the receiver asked to wait: not before its instant, nor before the own wait has passed,
  /// but at most after the longer of twice the own wait and the platform's window.
  public func due(after attempt: Int, jitter: Double, asked: Timestamp, at now: Timestamp) -> Timestamp {
    let own = wait(after: attempt, jitter: jitter)
    let longest = max(wait(after: attempt, jitter: 0) * 2, platformWindow)
    return now.advanced(by: min(max(own, now.duration(to: asked)), longest))
  }

  /// The instant from which nothing is tried any more.
  public func lastInstant(due: Timestamp, expires: Timestamp) -> Timestamp {
    giveUpAfter.map { min(expires, due.advanced(by: $0)) } ?? expires
  }

  /// From -1 to 1, the same on every machine and in every run.
  public static func stableJitter(_ key: ReminderKey, _ attempt: Int) -> Double {
    var hash = StableHash()
    hash.combine(key.description)
    hash.combine(Int64(attempt))
    return Double(hash.value >> 11) / Double(UInt64(1) << 52) - 1
  }
}
