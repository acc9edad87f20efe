public import Recurrence

/// What happens to a reminder.
public enum ReminderEvent: Hashable, Sendable {
  case claimed(Lease)
  case settled(DeliveryOutcome, AttemptFacts)
  /// The dispatcher that held the lease is gone: a crash, a power cut, a long stall.
  case leaseLost(AttemptFacts)
  case expired
  /// Its condition does not hold, for this reason.
  case conditionFalse(String)
  case cancelled
}

/// What the decision about an attempt rests on, besides its outcome.
public struct AttemptFacts: Hashable, Sendable {
  /// The number of its lease.
  public let number: Int
  /// Which try it was, from 1; a retry that a person asked for starts to count again.
  public let attempt: Int
  /// From -1 to 1, drawn by the caller; see ``RetryPolicy/stableJitter(_:_:)``.
  public let jitter: Double
  /// From here on it is too late to try again.
  public let expires: Timestamp

  /// - `number`: `attempt`, unless a person had it sent anew.
  public init(attempt: Int, number: Int? = nil, jitter: Double, expires: Timestamp) {
    self.number = number ?? attempt
    self.attempt = attempt
    self.jitter = jitter
    self.expires = expires
  }
}

/// An event that cannot happen in this state: a bug of the caller, not a condition to handle.
public struct InvalidTransition: Error, Hashable, CustomStringConvertible {
  public let state: ReminderState
  public let event: ReminderEvent

  public var description: String { "a reminder that is \(state) cannot be \(event)" }
}
