/// What was decided about a unit's report: that it is accepted, that it is not needed, or that it is open again.
public struct ReportDecision: Hashable, Sendable, Codable {
  public enum Act: String, Hashable, CaseIterable, Sendable, Codable {
    case accept, waive, reopen

    /// Whether a report is in a state because of this; a report that came later is in another one.
    func leads(to state: ReportState) -> Bool {
      switch self {
      case .accept: state == .accepted
      case .waive: state == .waived
      case .reopen: state == .reopened || state == .silent
      }
    }
  }

  public let act: Act
  /// Nil for the whole: the report and every part.
  public let part: String?
  /// The unit or the post that decided: `nanning`, `region.masses`.
  public let decidedBy: String
  /// Why it was waived or opened again; acceptance needs none.
  public let reason: String?

  public init(_ act: Act, part: String? = nil, decidedBy: String, reason: String? = nil) {
    self.act = act
    self.part = part
    self.decidedBy = decidedBy
    self.reason = reason
  }
}

/// How far a unit's report, or one part of it, has come.
public enum ReportState: String, Hashable, CaseIterable, Sendable {
  /// Nothing has arrived, or, of a unit above those that report, nobody has accepted it.
  case silent
  case reported
  /// Sent back, and not handed in again.
  case reopened
  case accepted
  /// Excused, with a reason.
  case waived

  /// Whether nobody waits for it any more.
  public var isSettled: Bool { self == .accepted || self == .waived }
  /// Whether a report stands; one that was sent back does not.
  public var isReported: Bool { self == .reported || self == .accepted }
  /// Whether the unit is to be asked for it.
  public var isOwed: Bool { self == .silent || self == .reopened }
}
