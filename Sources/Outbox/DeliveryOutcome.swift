public import Recurrence

/// What became of one attempt to deliver a reminder. A failed delivery is a value, not an error.
public enum DeliveryOutcome: Hashable, Sendable {
  /// The receiver said so itself, in the words of its kind.
  case delivered
  /// The receiver understood and declined; the same message again would not help.
  case refused(code: String)
  /// It went wrong on the way or at the receiver; another attempt may succeed.
  case failed(reason: String)
  /// The receiver asked to wait until an instant.
  case throttled(until: Timestamp)
  /// Nothing left this machine.
  case notSent(reason: String)
  /// The request went out and no answer came: it may have been delivered.
  case ambiguous(reason: String)
  /// A rule of this installation forbids the address.
  case blocked(policy: String)
}

/// What is kept of an attempt besides its outcome. Holds no address and no secret.
public struct DeliveryReport: Hashable, Sendable {
  public let outcome: DeliveryOutcome
  /// HTTP status; nil if no answer came.
  public let status: Int?
  /// The beginning of the answer, control characters escaped; at most 2 KiB.
  public let answer: String?
  /// Bytes of the request's body.
  public let bytes: Int
  /// Whether the text had to be shortened for the channel.
  public let shortened: Bool

  public init(
    _ outcome: DeliveryOutcome, status: Int? = nil, answer: String? = nil, bytes: Int = 0,
    shortened: Bool = false
  ) {
    self.outcome = outcome
    self.status = status
    self.answer = answer
    self.bytes = bytes
    self.shortened = shortened
  }
}
