import Recurrence

/// How long the attempts of a reminder are kept after it was done with.
///
/// The reminder itself is never dropped: its key is what keeps it from being sent a second time when the same occurrence
/// is planned again.
public struct Retention: Hashable, Sendable {
  public var delivered = Duration.seconds(30 * 86_400)
  /// Also for what a plan or a person cancelled after an attempt.
  public var discarded = Duration.seconds(90 * 86_400)
  /// Of what failed at first and then came too late.
  public var missed = Duration.seconds(365 * 86_400)

  public init() {}

  /// The last instant of a change to a reminder of this state whose attempts may go; nil if they stay.
  func limit(_ state: ReminderState.Name, isMissed: Bool, at now: Timestamp) -> Timestamp? {
    let span: Duration
    switch state {
    case .scheduled, .sending, .retryable: return nil
    case .delivered: span = delivered
    case .discarded where isMissed: span = missed
    case .discarded, .cancelled: span = discarded
    }
    return now.advanced(by: .zero - span)
  }
}

/// Attempts of one occurrence that are gone but for their number.
public struct AttemptSum: Hashable, Sendable {
  public let campaign: String
  public let occurrence: String
  /// A name of ``DeliveryOutcome``.
  public let outcome: String
  public let attempts: Int
}

/// What pruning did.
public struct PruneReport: Hashable, Sendable {
  public internal(set) var reminders = 0
  public internal(set) var attempts = 0

  public init() {}
}
