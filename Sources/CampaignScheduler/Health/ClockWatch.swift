import Recurrence

/// Notices that the wall clock was set, or that the machine slept, by comparing it with clocks that nobody sets.
struct ClockWatch {
  /// Readings of three clocks at one moment.
  struct Reading: Hashable, Sendable {
    let wall: Timestamp
    /// Since the machine started, the time it slept included.
    let boot: Duration
    /// The same without the time it slept.
    let awake: Duration

    /// The kernel's clocks now, beside a wall clock.
    static func now(_ clock: any WallClock) -> Reading {
      Reading(wall: clock.now, boot: bootOrigin.duration(to: .now), awake: awakeOrigin.duration(to: .now))
    }

    // On Linux the continuous clock is CLOCK_BOOTTIME and the suspending one CLOCK_MONOTONIC.
    private static let bootOrigin = ContinuousClock.now
    private static let awakeOrigin = SuspendingClock.now
  }

  enum Change: Hashable, Sendable {
    /// The wall clock was set forward, or back if negative.
    case stepped(Duration)
    case slept(Duration)
  }

  /// What is less is the slewing of a time service, and the time between two readings.
  static let tolerance = Duration.seconds(2)

  private var last: Reading

  init(_ reading: Reading) {
    last = reading
  }

  /// What happened since the last reading.
  mutating func changes(at reading: Reading) -> [Change] {
    let wall = last.wall.duration(to: reading.wall)
    let boot = reading.boot - last.boot
    let asleep = boot - (reading.awake - last.awake)
    last = reading
    var changes: [Change] = []
    if asleep > Self.tolerance { changes.append(.slept(asleep)) }
    let step = wall - boot
    if step > Self.tolerance || step < .zero - Self.tolerance { changes.append(.stepped(step)) }
    return changes
  }
}
