public import Planning
public import Recurrence

/// What a unit has to do: what is overdue, what is for today, and what the days ahead bring.
///
/// Made for whoever has just taken over the post, so that it asks for nothing that lies in somebody's memory. Messages
/// are not in it: the daemon sends them. Nor are tasks that are late once the day has come, since few record whether they
/// were done.
public struct Agenda: Hashable, Sendable {
  public enum State: String, Hashable, Comparable, CaseIterable, Sendable {
    case overdue, today, week

    public static func < (left: State, right: State) -> Bool { left.rank < right.rank }
    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  public enum Kind: String, Hashable, Sendable {
    /// The day or days on which it is held.
    case occurrence
    /// A session that the unit has entered.
    case session
    case task
    /// A report, or a part of the campaign.
    case due
    /// Something an inspection found.
    case finding
    /// How far a project has come in its year.
    case stage
    /// Goods that were allocated to the unit.
    case acceptance = "accept"
    /// Units below it that have held nothing for a while.
    case dormant
  }

  public struct Item: Hashable, Sendable {
    /// The deadline, or the beginning of what is held.
    public let at: Timestamp
    public let day: CivilDate
    public let kind: Kind
    /// Nil for a session that no campaign planned.
    public let campaign: String?
    public let occurrence: String?
    /// The campaign's, the task's, the session's or the part's; `report` for the report.
    public let id: String
    public let part: String?
    /// Nil for the whole organisation.
    public let unit: String?
    public let state: State
    /// Days since it was due, or until it is.
    public let days: Int
    /// The campaign's or the session's name.
    public let name: String
    public let text: String
    /// The shell line that settles it; nil where none can.
    public let command: String?
  }

  /// The overdue first, each state by time.
  public let items: [Item]
  public let unit: Unit?
  /// By the organisation's clock.
  public let today: CivilDate
  public let daysAhead: Int

  /// What is later than this is for the year's summary and no longer for today.
  static let longestOverdue = 92

  init(items: [Item], unit: Unit?, today: CivilDate, daysAhead: Int) {
    self.items = items.sorted(by: Self.inOrder)
    self.unit = unit
    self.today = today
    self.daysAhead = daysAhead
  }

  private static func inOrder(_ left: Item, _ right: Item) -> Bool {
    if left.state != right.state { return left.state < right.state }
    if left.at != right.at { return left.at < right.at }
    let (one, other) = (
      (left.campaign ?? "", left.occurrence ?? "", left.kind.rawValue, left.id, left.part ?? ""),
      (right.campaign ?? "", right.occurrence ?? "", right.kind.rawValue, right.id, right.part ?? "")
    )
    return one < other
  }
}

extension Agenda.Item {
  /// - `zone`: In which its instant is printed.
  public func json(_ zone: Zone) -> JSONText {
    [
      "at": .string(zone.format(at)), "kind": .string(kind.rawValue), "campaign": .optional(campaign),
      "occurrence": .optional(occurrence), "id": .string(id), "part": .optional(part),
      "unit": .optional(unit),
      "state": .string(state.rawValue), "days": .number(days), "text": .string(text),
      "command": .optional(command),
    ]
  }
}
