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
  /// The platform's own code as it came, such as `93000`; nil if the answer held none.
  public let code: String?
  /// The beginning of the answer, control characters escaped; at most 2 KiB.
  public let answer: String?
  /// Bytes of the request's body.
  public let bytes: Int
  /// Bytes of the answer's body, as far as it was read.
  public let answerBytes: Int
  /// Whether the text had to be shortened for the channel.
  public let shortened: Bool
  /// Nil if nothing was begun.
  public let phases: AttemptPhases?
  /// Whether the endpoint takes nothing more, whatever the message: a void address, a robot that was removed. Its
  /// breaker opens at once.
  public let endpointIsClosed: Bool
  /// When the endpoint takes the next message, where it says so of itself without declining this one. No failure.
  public let quietUntil: Timestamp?

  public init(
    _ outcome: DeliveryOutcome, status: Int? = nil, code: String? = nil, answer: String? = nil,
    bytes: Int = 0,
    answerBytes: Int = 0, shortened: Bool = false, phases: AttemptPhases? = nil,
    endpointIsClosed: Bool = false, quietUntil: Timestamp? = nil
  ) {
    self.outcome = outcome
    self.status = status
    self.code = code
    self.answer = answer
    self.bytes = bytes
    self.answerBytes = answerBytes
    self.shortened = shortened
    self.phases = phases
    self.endpointIsClosed = endpointIsClosed
    self.quietUntil = quietUntil
  }
}

extension DeliveryReport {
  /// Up to when the endpoint wants no more messages, said in declining one or in taking one.
  var wishForQuiet: Timestamp? {
    if case .throttled(let until) = outcome { until } else { quietUntil }
  }
}

/// When an attempt reached each step, counted from its start; zero for a step that was not reached or not needed.
public struct AttemptPhases: Hashable, Sendable {
  public var lookedUp: Duration
  public var connected: Duration
  public var secured: Duration
  public var firstByte: Duration
  public var total: Duration

  public init(
    lookedUp: Duration = .zero, connected: Duration = .zero, secured: Duration = .zero,
    firstByte: Duration = .zero,
    total: Duration = .zero
  ) {
    self.lookedUp = lookedUp
    self.connected = connected
    self.secured = secured
    self.firstByte = firstByte
    self.total = total
  }
}
