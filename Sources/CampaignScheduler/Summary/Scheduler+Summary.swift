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
    let facts = try await ledger.facts(
      scope.choice, zone: scope.zone, where: scope.membership(in: shared.tree))
    let plausibility = Plausibility(today: today, days: holdingDays(of: facts.sessions.occurrences))
    let stock =
      scope.choice.includesStock
      ? StockTotal.all(of: try await ledger.keptGoods(), scope: scope, units: shared.tree) : []
    let sessions = facts.sessions
    let half = sessions.count / 2
    // Two halves side by side: to make facts out of their bytes is most of the work.
    async let later = SummaryTally(
      sessions, half..<sessions.count, in: shared.tree, plausibility, campaign: campaign, under: scope.unit)
    var tally = try SummaryTally(
      sessions, 0..<half, in: shared.tree, plausibility, campaign: campaign, under: scope.unit)
    tally.add(try await later)
    return Summary(
      facts, tally, scope: scope, units: shared.tree, keyTasks: shared.keyTasks, stock: stock)
  }

  /// The days on which units may hold occurrences.
  private func holdingDays(of keys: Set<OccurrenceKey>) -> [OccurrenceKey: ClosedRange<CivilDate>] {
    let planner = Planner(shared: current.now.definitions.shared)
    var days: [OccurrenceKey: ClosedRange<CivilDate>] = [:]
    for key in keys {
      guard let campaign = current.now.campaign(key.campaign),
        let occurrence = planner.occurrence(key.occurrence, of: campaign)
      else { continue }
      let window = campaign.schedule.window?.days(around: occurrence)
      days[key] = window ?? occurrence.firstDay...max(occurrence.firstDay, occurrence.lastDay)
    }
    return days
  }
}
