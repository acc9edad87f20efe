import Ledger
public import Planning
public import Recurrence

/// What the plan holds for a unit around a day, before the ledger says what is done.
///
/// For a unit at a campaign's level its own rows; for one above it the common rows of the units below. It never looks
/// at units that are not asked for.
public struct AgendaOutline: Sendable {
  /// A row of the plan with what it belongs to.
  struct Line: Sendable {
    let row: PlanRow
    let campaign: Campaign
    let occurrence: Occurrence
    /// Whether the unit itself has to do it, not units below it.
    let isOwn: Bool

    var key: OccurrenceKey { OccurrenceKey(campaign: campaign.id, occurrence: occurrence.id) }
  }

  let planner: Planner
  let unit: Unit?
  let now: Timestamp
  let daysAhead: Int
  let lines: [Line]

  /// - `planner`: Knows the days that the unit chose; those of others are not asked for.
  /// - `unit`: Nil for the whole organisation.
  /// - `daysAhead`: 0 for today only.
  public init(of campaigns: [Campaign], planner: Planner, unit: Unit?, at now: Timestamp, daysAhead: Int) {
    self.planner = planner
    self.unit = unit
    self.now = now
    self.daysAhead = daysAhead
    lines = campaigns.flatMap { campaign in
      Self.lines(of: campaign, planner, unit, Self.window(of: campaign, at: now, daysAhead))
    }
  }

  /// The occurrences of which the ledger has to say who reported, each once, and whether the unit alone is meant.
  var reportedOccurrences: [OccurrenceKey: Bool] {
    lines.reduce(into: [:]) { found, line in
      if line.row.kind == .due { found[line.key] = line.isOwn }
    }
  }

  /// The other occurrences of which the ledger has to say which tasks are done.
  var taskOccurrences: Set<OccurrenceKey> {
    let reported = reportedOccurrences
    return Set(lines.filter { $0.row.kind == .task && reported[$0.key] != true }.map(\.key))
  }

  /// Days that are chosen from a span before the common day begin before it.
  private static func window(of campaign: Campaign, at now: Timestamp, _ ahead: Int) -> Range<Timestamp> {
    let zone = campaign.schedule.zone
    let today = zone.local(at: now).date
    let lead = campaign.schedule.window.map { max(0, $0.before) } ?? 0
    let first = today.adding(days: -Agenda.longestOverdue)
    let end = today.adding(days: ahead + 1 + lead)
    return zone.resolve(CivilDateTime(first, .midnight))
      .instant..<zone.resolve(CivilDateTime(end, .midnight)).instant
  }

  private static func lines(
    of campaign: Campaign, _ planner: Planner, _ unit: Unit?, _ window: Range<Timestamp>
  ) -> [Line] {
    let rows = planner.rows(of: [campaign], over: window, unit: unit)
    let isParticipant = unit.map { campaign.participation.includes($0, in: planner.shared.tree) } ?? false
    var wanted = rows.filter { [.occurrence, .task, .due].contains($0.kind) }.map { ($0, true) }
    if let unit, !isParticipant, unit.level < campaign.participation.level,
      !campaign.participation.units(below: unit, in: planner.shared.tree).isEmpty
    {
      wanted += planner.rows(of: [campaign], over: window).filter { [.occurrence, .due].contains($0.kind) }
        .map { ($0, false) }
    }
    var known: [String: Occurrence] = [:]
    return wanted.compactMap { row, isOwn in
      let occurrence = known[row.occurrence] ?? planner.occurrence(row.occurrence, of: campaign)
      known[row.occurrence] = occurrence
      return occurrence.map {
        Line(row: row, campaign: campaign, occurrence: $0, isOwn: isOwn && (unit != nil || row.kind == .task))
      }
    }
  }
}
