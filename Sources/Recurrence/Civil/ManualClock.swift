import Synchronization

/// A clock that stands still until it is told to go on: for tests, rehearsals and `--now`.
///
/// A sleep advances it to the sleep's deadline at once, so a year passes as fast as its work gets done.
public final class ManualClock: WallClock {
  private let instant: Mutex<Timestamp>

  public init(now: Timestamp) {
    instant = Mutex(now)
  }

  public var now: Timestamp { instant.withLock { $0 } }

  /// Sets the clock, forward or back.
  public func set(to now: Timestamp) {
    instant.withLock { $0 = now }
  }

  public func advance(by duration: Duration) {
    instant.withLock { $0 = $0.advanced(by: duration) }
  }

  public func sleep(until deadline: Timestamp, tolerance: Duration?) async throws {
    try Task.checkCancellation()
    instant.withLock { $0 = max($0, deadline) }
    await Task.yield()
  }
}
