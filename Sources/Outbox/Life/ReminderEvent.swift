public import Recurrence

/// What happens to a reminder.
public enum ReminderEvent: Hashable, Sendable {
  case claimed(Lease)
  case settled(DeliveryOutcome, AttemptFacts)
  /// The dispatcher that held the lease is gone: a crash, a power cut, a long stall.
  case leaseLost(AttemptFacts)
  /// What was claimed has not gone out, and waits as it did before.
  case released(Lease, to: ReminderState)
  case expired
  /// Its condition does not hold, for this reason.
  case conditionFalse(String)
  case cancelled
}

/// What the decision about an attempt rests on, besides its outcome.
public struct AttemptFacts: Hashable, Sendable {
  /// The number of its lease.
  public let number: Int
  /// Which try it was, from 1. A retry that a person asked for starts to count again; what did not leave this machine
  /// and what a crash left open is no try.
  public let attempt: Int
  /// From -1 to 1, drawn by the caller; see ``RetryPolicy/stableJitter(_:_:)``.
  public let jitter: Double
  /// From here on it is too late to try again.
  public let expires: Timestamp
  /// How many of its attempts were open when their dispatcher died, this one among them.
  public let crashes: Int

  /// - `number`: `attempt`, unless a person had it sent anew or some attempts did not count as tries.
  public init(attempt: Int, number: Int? = nil, jitter: Double, expires: Timestamp, crashes: Int = 0) {
    self.number = number ?? attempt
    self.attempt = attempt
    self.jitter = jitter
    self.expires = expires
    self.crashes = crashes
  }
}

/// An event that cannot happen in this state: a bug of the caller, not a condition to handle.
public struct InvalidTransition: Error, Hashable, CustomStringConvertible {
  public let state: ReminderState
  public let event: ReminderEvent

  public var description: String { "a reminder that is \(state) cannot be \(event)" }
}
