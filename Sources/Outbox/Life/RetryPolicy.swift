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
  /// After how many crashes in which it was open a reminder is left to a person: it may be their cause.
  public var crashes = 6
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
    max(
      now.advanced(by: wait(after: attempt, jitter: jitter)),
      heeded(after: attempt, asked: asked, at: now))
  }

  /// Up to when a receiver that asked for quiet gets it: at most the longer of twice the own wait and the platform's
  /// window.
  public func heeded(after attempt: Int, asked: Timestamp, at now: Timestamp) -> Timestamp {
    let longest = max(wait(after: attempt, jitter: 0) * 2, platformWindow)
    return now.advanced(by: min(now.duration(to: asked), longest))
  }

  /// The wait after an attempt that failed on this side, before anything went out: a secret that is missing, a template
  /// that is broken. From a minute to a quarter of an hour, for as long as the reminder is good.
  func waitForOwnFault(after number: Int) -> Duration {
    min(.seconds(15 * 60), .seconds(60 << min(10, max(0, number - 1))))
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
