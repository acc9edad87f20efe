public import Ledger
public import Planning
public import Recurrence

/// How each unit stands with its report of an occurrence: a line for each that reports, and for each above that accepts.
public struct ReportList: Sendable {
  public struct Line: Hashable, Sendable {
    public let unit: Unit
    public let state: ReportState
    /// Nil for a unit that accepts what comes from below.
    public let gaps: ReportGaps?
    public let reportedAt: Timestamp?
    /// Nil for a unit that was not asked to report.
    public let due: CivilDate?
    /// Nil while nothing has arrived, and for a unit that was not asked.
    public let isOnTime: Bool?
    /// What was decided, as long as the state rests on it.
    public let decision: Standing<ReportDecision>?

    /// False for one that reported without being asked.
    public let isAsked: Bool

    public var isHolder: Bool { gaps != nil }
  }

  /// Each unit above those below it.
  public let lines: [Line]

  /// - `balance`: Of the occurrence, whole.
  /// - `part`: Nil for the report.
  init(
    _ balance: Balance, of campaign: Campaign, _ occurrence: Occurrence, part: String?, under root: Unit,
    shared: SharedDefinitions
  ) {
    let acceptance = Acceptance(balance, units: shared.tree)
    let ladder = AcceptanceLadder(campaign, units: shared.tree)
    let deadlines = ReportDeadlines(
      campaign, occurrence, part: part, planner: Planner(shared: shared, sessionDays: balance.sessionDays))
    let standings = balance.standings
    let ask = campaign.asked(part: part)
    let collected = campaign.parts.first { $0.id == part }?.submission
    let reporters = Set(acceptance.reporters(part: part))
    lines = shared.tree.subtree(of: root).filter { ladder.includes($0) || reporters.contains($0.id) }.map {
      unit in
      let progress = acceptance.progress(of: unit.id)
      let at = progress.reportedAt(part: part)
      let isDue = ladder.reports(unit)
      // Who only accepts may report all the same: nobody asked, and nothing is late.
      let isHolder = isDue || at != nil
      let standing = standings[unit.id] ?? UnitStanding(blank: unit.id)
      return Line(
        unit: unit, state: progress.state(part: part),
        gaps: isHolder ? ReportGaps(ask, standing: standing, part: part, collected: collected) : nil,
        reportedAt: at,
        due: isDue ? deadlines.day(of: unit) : nil,
        isOnTime: isDue ? at.map { deadlines.isOnTime(unit, at: $0) } : nil,
        decision: progress.decision(part: part), isAsked: isDue || !isHolder)
    }
  }
}

extension Scheduler {
  /// - `units`: Whose entries are read; nil for all.
  public func reportList(
    of campaign: Campaign, _ occurrence: Occurrence, part: String? = nil, under root: Unit,
    reading units: Set<String>? = nil
  ) async throws -> ReportList {
    let key = OccurrenceKey(campaign: campaign.id, occurrence: occurrence.id)
    let balance =
      if let units { try await ledger.balance(of: key, in: units) } else { try await ledger.balance(of: key) }
    return ReportList(
      balance, of: campaign, occurrence, part: part, under: root, shared: current.now.definitions.shared)
  }
}
