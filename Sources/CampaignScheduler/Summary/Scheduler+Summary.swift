import Ledger
public import Planning
public import Recurrence

extension Scheduler {
  /// Sums up what belongs to a scope, as of today.
  ///
  /// - `campaign`: The campaign of an occurrence, for its targets.
  public func summary(_ scope: SummaryScope, campaign: Campaign? = nil, today: CivilDate? = nil) async throws
    -> Summary
  {
    let shared = current.now.definitions.shared
    let facts = try await ledger.facts(scope.choice, zone: scope.zone)
    let plausibility = Plausibility(today: today, days: holdingDays(of: facts))
    let stock =
      scope.choice.includesStock
      ? StockTotal.all(of: try await ledger.keptGoods(), scope: scope, units: shared.tree) : []
    let sessions = scope.sessions(of: facts.sessions, in: shared.tree)
    async let figures = FigureTally(sessions, in: shared.tree)
    let tally = SessionTally(sessions, in: shared.tree, plausibility)
    return Summary(
      facts, sessions, await figures, tally, scope: scope, units: shared.tree, keyTasks: shared.keyTasks,
      campaign: campaign, stock: stock)
  }

  /// The days on which units may hold the occurrences that sessions belong to.
  private func holdingDays(of facts: LedgerFacts) -> [OccurrenceKey: ClosedRange<CivilDate>] {
    let planner = Planner(shared: current.now.definitions.shared)
    var days: [OccurrenceKey: ClosedRange<CivilDate>] = [:]
    var asked: Set<OccurrenceKey> = []
    var last: OccurrenceKey?
    for session in facts.sessions {
      guard let key = session.key.occurrence, key != last else { continue }
      last = key
      guard asked.insert(key).inserted,
        let campaign = current.now.campaign(key.campaign),
        let occurrence = planner.occurrence(key.occurrence, of: campaign)
      else { continue }
      let window = campaign.schedule.window?.days(around: occurrence)
      days[key] = window ?? occurrence.firstDay...max(occurrence.firstDay, occurrence.lastDay)
    }
    return days
  }
}
