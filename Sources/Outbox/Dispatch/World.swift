public import Logging
public import Planning
public import Recurrence

/// What the dispatcher needs of the world outside: the seam that tests replace.
public struct World: Sendable {
  public var clock: any WallClock
  public var sender: any ReminderSender
  public var logger: Logger
  /// From -1 to 1 for a key and an attempt.
  public var jitter: @Sendable (_ key: ReminderKey, _ attempt: Int) -> Double
  public var faultPoint: @Sendable (FaultPoint) -> Void

  public init(
    clock: any WallClock, sender: any ReminderSender, logger: Logger,
    jitter: @escaping @Sendable (_ key: ReminderKey, _ attempt: Int) -> Double = RetryPolicy.stableJitter,
    faultPoint: @escaping @Sendable (FaultPoint) -> Void = { _ in }
  ) {
    self.clock = clock
    self.sender = sender
    self.logger = logger
    self.jitter = jitter
    self.faultPoint = faultPoint
  }
}
