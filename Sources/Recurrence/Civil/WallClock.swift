/// A clock that tells civil time: reminders are due at instants of the wall, not after spans of a stopwatch.
///
/// Tests and rehearsals replace it; see ``ManualClock``.
public protocol WallClock: Clock where Instant == Timestamp, Duration == Swift.Duration {}

extension WallClock {
  public var minimumResolution: Duration { .milliseconds(1) }
}

/// The system's wall clock. It may jump when somebody sets it: a long sleep is cut into short ones.
public struct SystemClock: WallClock {
  public init() {}

  public var now: Timestamp { .systemNow() }

  public func sleep(until deadline: Timestamp, tolerance: Duration?) async throws {
    while case let rest = now.duration(to: deadline), rest > .zero {
      try await ContinuousClock().sleep(for: min(rest, .seconds(30)), tolerance: tolerance)
    }
  }
}
