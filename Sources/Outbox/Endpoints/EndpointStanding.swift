public import Recurrence

/// How an endpoint stands: how fast it has been written to, whether it asked for quiet, whether it answers at all.
///
/// A value that a dispatcher keeps and moves on; it is written with the attempts that changed it.
public struct EndpointStanding: Hashable, Sendable {
  /// Whether messages go out, or wait for somebody or for better times.
  public enum Breaker: Hashable, Sendable {
    case closed
    /// - `reason`: The word of the outcome that opened it.
    case open(reason: String, since: Timestamp)
  }

  /// When its bucket of tokens is full again; see ``Pace``.
  public internal(set) var pacedUntil = Timestamp(milliseconds: 0)
  /// Nothing goes before, but for what is in flight.
  public internal(set) var quietUntil = Timestamp(milliseconds: 0)
  /// In a row, up to the last attempt.
  public internal(set) var failures = 0
  public internal(set) var failingSince: Timestamp?
  public internal(set) var breaker = Breaker.closed

  public init() {}

  public var isOpen: Bool { breaker != .closed }

  /// Whether only one message at a time finds out if it works again.
  var isProbing: Bool { failures >= BreakerPolicy.patience }
}

/// When an endpoint that fails is left alone, and for how long.
enum BreakerPolicy {
  /// Failures in a row that are borne without a pause: one message may be at fault.
  static let patience = 3
  /// How long it must have failed, and how often, until its breaker opens and somebody is told.
  static let longFailure = Duration.seconds(30)
  static let manyFailures = 6
  static let longestPause = Duration.seconds(30 * 60)
  /// How long a robot is left alone that said it takes nothing more.
  static let closedPause = Duration.seconds(60 * 60)
  static let longestClosedPause = Duration.seconds(6 * 60 * 60)

  /// The pause after so many failures in a row: 1 s, 2 s, 4 s … half an hour.
  static func pause(after failures: Int) -> Duration {
    guard failures >= patience else { return .zero }
    return min(longestPause, .seconds(1 << min(20, failures - patience)))
  }
}

extension EndpointStanding {
  /// What changed for those who watch.
  enum Change: Hashable, Sendable {
    case opened(reason: String)
    case closed
  }

  /// Takes in the end of an attempt.
  ///
  /// - `until`: Up to when a receiver that asked for quiet is heeded.
  mutating func settle(_ report: DeliveryReport, quietUntil until: Timestamp?, at now: Timestamp) -> Change? {
    if report.endpointIsClosed { return shut(report, at: now) }
    switch report.outcome {
    case .failed(let reason), .ambiguous(let reason):
      return fail(reason, at: now)
    case .throttled:
      quietUntil = max(quietUntil, until ?? now)
      return recover()
    case .delivered, .refused:
      return recover()
    case .notSent, .blocked:
      // Nobody was asked.
      return nil
    }
  }

  private mutating func fail(_ reason: String, at now: Timestamp) -> Change? {
    failures += 1
    let since = failingSince ?? now
    failingSince = since
    quietUntil = max(quietUntil, now.advanced(by: BreakerPolicy.pause(after: failures)))
    guard !isOpen, failures >= BreakerPolicy.manyFailures,
      since.duration(to: now) >= BreakerPolicy.longFailure
    else { return nil }
    breaker = .open(reason: reason, since: now)
    return .opened(reason: reason)
  }

  private mutating func shut(_ report: DeliveryReport, at now: Timestamp) -> Change? {
    let wasOpen = isOpen
    failures += 1
    failingSince = failingSince ?? now
    let pause = wasOpen ? BreakerPolicy.closedPause * failures : BreakerPolicy.closedPause
    quietUntil = max(quietUntil, now.advanced(by: min(pause, BreakerPolicy.longestClosedPause)))
    let reason = report.outcome.detail ?? report.outcome.name
    if !wasOpen { breaker = .open(reason: reason, since: now) }
    return wasOpen ? nil : .opened(reason: reason)
  }

  private mutating func recover() -> Change? {
    failures = 0
    failingSince = nil
    guard isOpen else { return nil }
    breaker = .closed
    return .closed
  }

  /// A person has seen to it: it is written to at once.
  mutating func reset() {
    quietUntil = Timestamp(milliseconds: 0)
    _ = recover()
  }
}
