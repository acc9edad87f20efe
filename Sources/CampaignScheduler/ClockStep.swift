import Recurrence

/// Tells a wall clock that somebody set from one that goes: it is held against a stopwatch.
///
/// The kernel's own notice is not enough: a paused machine that wakes in another hour gets none.
struct ClockStep {
  /// Less than this is a clock that is kept right, and nobody's business.
  private static let least = Duration.seconds(2)

  private let clock: any WallClock
  private var wall: Timestamp
  private var stopwatch: ContinuousClock.Instant

  init(_ clock: any WallClock) {
    self.clock = clock
    wall = clock.now
    stopwatch = .now
  }

  /// How far the clock was set since the last call, back if negative; nil if it was not.
  mutating func sinceLastTime() -> Duration? {
    let (now, instant) = (clock.now, ContinuousClock.now)
    let step = wall.duration(to: now) - stopwatch.duration(to: instant)
    (wall, stopwatch) = (now, instant)
    return step.magnitude > Self.least ? step : nil
  }
}

extension Duration {
  fileprivate var magnitude: Duration { self < .zero ? .zero - self : self }
}
