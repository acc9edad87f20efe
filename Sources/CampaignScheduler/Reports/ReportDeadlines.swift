import Ledger
public import Planning
public import Recurrence

/// By when each unit has to hand in its report of an occurrence, or one part: in working days of the workspace's calendar,
/// counted from the unit's own day if it chose one.
public struct ReportDeadlines: Sendable {
  private let campaign: Campaign
  private let occurrence: Occurrence
  private let planner: Planner
  private let due: Deadline?
  /// Of the common days.
  private let common: Due?

  /// A day, and the instant at which it is over.
  private struct Due: Sendable {
    let day: CivilDate
    let end: Timestamp
  }

  /// - `part`: Nil for the report.
  public init(_ campaign: Campaign, _ occurrence: Occurrence, part: String? = nil, planner: Planner) {
    self.campaign = campaign
    self.occurrence = occurrence
    self.planner = planner
    due = part.map { id in campaign.parts.first { $0.id == id }?.due } ?? campaign.report?.due
    let days = occurrence.firstDay...occurrence.lastDay
    common = due.map { Self.due($0, after: days, campaign, planner) }
  }

  private static func due(
    _ deadline: Deadline, after days: ClosedRange<CivilDate>, _ campaign: Campaign, _ planner: Planner
  ) -> Due {
    let day = planner.reportDay(deadline, after: days)
    return Due(
      day: day,
      end: campaign.schedule.zone.resolve(CivilDateTime(day.adding(days: 1), .midnight)).instant)
  }

  private func due(of unit: Unit) -> Due? {
    guard let due, !planner.sessionDays.isEmpty else { return common }
    let days = planner.days(of: unit, occurrence, of: campaign)
    return days == occurrence.firstDay...occurrence.lastDay
      ? common : Self.due(due, after: days, campaign, planner)
  }

  /// The last day; nil if nothing is due.
  public func day(of unit: Unit) -> CivilDate? { due(of: unit)?.day }

  /// Whether what came then came in time; always, where nothing is due.
  public func isOnTime(_ unit: Unit, at instant: Timestamp) -> Bool {
    due(of: unit).map { instant < $0.end } ?? true
  }
}
