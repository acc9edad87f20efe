public import Recurrence

/// Where a reminder stands between being planned and being done with.
public enum ReminderState: Hashable, Sendable {
  case scheduled
  /// An attempt is open: its outcome is not known yet.
  case sending(Lease)
  /// An attempt failed; the next one is due at an instant.
  case retryable(due: Timestamp)
  case delivered
  case discarded(DiscardReason)
  case cancelled

  /// A state without its details: for filters and counts.
  public enum Name: String, Hashable, CaseIterable, Sendable {
    case scheduled, sending, retryable, delivered, discarded, cancelled
  }

  public var name: Name {
    switch self {
    case .scheduled: .scheduled
    case .sending: .sending
    case .retryable: .retryable
    case .delivered: .delivered
    case .discarded: .discarded
    case .cancelled: .cancelled
    }
  }
}

/// The right to send a reminder, for one attempt and a span of time.
public struct Lease: Hashable, Sendable {
  /// Counted from 1 over the reminder's whole life; settling names it, so that a late dispatcher changes nothing.
  public let attempt: Int
  public let until: Timestamp

  public init(attempt: Int, until: Timestamp) {
    self.attempt = attempt
    self.until = until
  }
}

/// Why a reminder will not be sent any more. Only a person brings it back.
public enum DiscardReason: Hashable, Sendable {
  case refused(code: String)
  case blocked(policy: String)
  /// The last try failed, for this reason.
  case triesSpent(last: String)
  /// The next try would come too late; the last one failed for this reason.
  case timeSpent(last: String)
  /// It may have been delivered; a person has to look.
  case unknown(String)
  /// Too late before it was ever sent.
  case missed
  /// What it would say is no longer so.
  case notNeeded(String)

  /// A stable word for tables and for the store.
  public var name: String {
    switch self {
    case .refused: "refused"
    case .blocked: "blocked"
    case .triesSpent: "triesSpent"
    case .timeSpent: "timeSpent"
    case .unknown: "unknown"
    case .missed: "missed"
    case .notNeeded: "notNeeded"
    }
  }

  /// The code or the words that came with it; nil for ``missed``.
  public var detail: String? {
    switch self {
    case .refused(let text), .blocked(let text), .triesSpent(let text), .timeSpent(let text),
      .unknown(let text), .notNeeded(let text):
      text
    case .missed: nil
    }
  }

  /// Puts together what ``name`` and ``detail`` took apart; nil for an unknown word.
  public init?(name: String, detail: String?) {
    let text = detail ?? ""
    switch name {
    case "refused": self = .refused(code: text)
    case "blocked": self = .blocked(policy: text)
    case "triesSpent": self = .triesSpent(last: text)
    case "timeSpent": self = .timeSpent(last: text)
    case "unknown": self = .unknown(text)
    case "missed": self = .missed
    case "notNeeded": self = .notNeeded(text)
    default: return nil
    }
  }
}
