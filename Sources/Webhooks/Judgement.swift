package import Outbox
package import Recurrence

/// What an answer says of the message, and of the robot.
package struct Judgement: Hashable, Sendable {
  package let outcome: DeliveryOutcome
  /// The platform's own code as it came; nil if the answer held none.
  package let code: String?
  /// Whether the robot takes nothing more, whatever the message; false for faults of one message.
  package let closesEndpoint: Bool
  /// When the robot takes the next message, where it says so of itself without declining this one.
  package let quietUntil: Timestamp?

  init(
    _ outcome: DeliveryOutcome, code: String? = nil, closesEndpoint: Bool = false,
    quietUntil: Timestamp? = nil
  ) {
    self.outcome = outcome
    self.code = code
    self.closesEndpoint = closesEndpoint
    self.quietUntil = quietUntil
  }

  /// The same with the platform's code.
  func with(code: String?) -> Judgement {
    Judgement(
      outcome, code: code ?? self.code, closesEndpoint: closesEndpoint, quietUntil: quietUntil)
  }
}

extension Dialect {
  /// What became of the request.
  func outcome(of answer: CurlAnswer, in attempt: Attempt) -> DeliveryOutcome {
    judgement(of: answer, in: attempt).outcome
  }
}
