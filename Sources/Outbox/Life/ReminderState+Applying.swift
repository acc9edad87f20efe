import Planning
public import Recurrence

extension ReminderState {
  /// The state after an event: the whole life of a reminder, as a function.
  ///
  /// - Throws: ``InvalidTransition`` for every pair that the table in the documentation of this module marks "-", and
  ///   for an attempt that is not the one of the lease.
  public func applying(
    _ event: ReminderEvent, at now: Timestamp, policy: RetryPolicy
  ) throws(InvalidTransition) -> ReminderState {
    switch (self, event) {
    case (.scheduled, .claimed(let lease)), (.retryable, .claimed(let lease)):
      return .sending(lease)
    case (.scheduled, .expired), (.retryable, .expired):
      return .discarded(.missed)
    case (.scheduled, .conditionFalse(let reason)), (.retryable, .conditionFalse(let reason)):
      return .discarded(.notNeeded(reason))
    case (.scheduled, .cancelled), (.retryable, .cancelled):
      return .cancelled
    case (.sending(let lease), .settled(let outcome, let facts)) where lease.attempt == facts.number:
      return .settled(outcome, facts, at: now, policy: policy)
    case (.sending(let lease), .leaseLost(let facts)) where lease.attempt == facts.number:
      return .afterCrash(facts, at: now, policy: policy)
    case (.sending(let lease), .released(let given, let before))
    where given.attempt == lease.attempt && before.isWaiting:
      return before
    default:
      throw InvalidTransition(state: self, event: event)
    }
  }

  /// The state after an attempt.
  static func settled(
    _ outcome: DeliveryOutcome, _ facts: AttemptFacts, at now: Timestamp, policy: RetryPolicy
  ) -> ReminderState {
    let usual = now.advanced(by: policy.wait(after: facts.attempt, jitter: facts.jitter))
    switch outcome {
    case .delivered:
      return .delivered
    case .refused(let code):
      return .discarded(.refused(code: code))
    case .blocked(let rule):
      return .discarded(.blocked(policy: rule))
    case .failed(let reason):
      return .retrying(facts, due: usual, last: reason, at: now, policy: policy)
    case .notSent(let reason):
      // The fault is on this side, and nobody was asked: no try is spent.
      let due = now.advanced(by: policy.waitForOwnFault(after: facts.number))
      return due < facts.expires ? .retryable(due: due) : .discarded(.timeSpent(last: reason))
    case .throttled(let asked):
      let due = policy.due(after: facts.attempt, jitter: facts.jitter, asked: asked, at: now)
      return .retrying(facts, due: due, last: "throttled:\(asked)", at: now, policy: policy)
    case .ambiguous(let reason):
      return .afterDoubt(reason, facts, due: usual, at: now, policy: policy)
    }
  }

  private static func retrying(
    _ facts: AttemptFacts, due: Timestamp, last: String, at now: Timestamp, policy: RetryPolicy
  ) -> ReminderState {
    if facts.attempt >= policy.tries { return .discarded(.triesSpent(last: last)) }
    return due < facts.expires ? .retryable(due: due) : .discarded(.timeSpent(last: last))
  }

  /// The crash was the wait: what it left open goes first, at once. What was open in several crashes may be their cause:
  /// it waits longer each time, and is left to a person in the end.
  private static func afterCrash(
    _ facts: AttemptFacts, at now: Timestamp, policy: RetryPolicy
  ) -> ReminderState {
    let due = now.advanced(by: facts.crashes < 2 ? .zero : .seconds(1 << min(10, facts.crashes - 2)))
    guard policy.ambiguity == .retry, facts.crashes < policy.crashes, due < facts.expires else {
      return .discarded(.unknown(OutboxReason.leaseLost))
    }
    return .retryable(due: due)
  }

  /// After an attempt that may have arrived. One that cannot be tried again is unknown, not failed.
  private static func afterDoubt(
    _ reason: String, _ facts: AttemptFacts, due: Timestamp, at now: Timestamp, policy: RetryPolicy
  ) -> ReminderState {
    guard policy.ambiguity == .retry,
      case let next = retrying(facts, due: due, last: reason, at: now, policy: policy),
      next.name == .retryable
    else { return .discarded(.unknown(reason)) }
    return next
  }

  /// Whether it may be claimed when its time has come.
  var isWaiting: Bool {
    switch self {
    case .scheduled, .retryable: true
    case .sending, .delivered, .discarded, .cancelled: false
    }
  }
}
