import Ledger
import Planning

extension Scheduler {
  /// What a campaign's parts are to reach, and what the units that are counted handed in of it: so many stories, so many
  /// launches.
  func partTargets(_ scope: SummaryScope, _ campaign: Campaign?) async throws -> [TargetProgress] {
    guard let campaign, campaign.parts.contains(where: { $0.target != nil }) else { return [] }
    let occurrences = occurrences(of: campaign, in: scope.choice)
    guard !occurrences.isEmpty else { return [] }
    let members = TargetMembers(campaign, current.now.definitions.shared.tree, under: scope.unit)
    var standings: [UnitStanding] = []
    for occurrence in occurrences {
      let key = OccurrenceKey(campaign: campaign.id, occurrence: occurrence.id)
      let all = try await ledger.unitBalance(of: key).standings
      standings += members.holders.compactMap { all[$0.id] }
    }
    return campaign.parts.compactMap { part in
      guard let each = members.total(part.target), each > .zero
      else { return nil }
      return TargetProgress(
        what: part.name, target: each, reached: part.reached(by: standings),
        counter: part.submission?.unit ?? "场"
      ).repeated(over: occurrences.count)
    }
  }
}

extension Part {
  /// What came of it: the number of what it collects, or the sessions that its reports are about. A report that names none
  /// speaks of one.
  fileprivate func reached(by standings: [UnitStanding]) -> Quantity {
    if let submission {
      let reached = standings.map { $0.reached(Count.Measure(rawValue: submission.what)) }
      return reached.contains(where: \.isKnown) ? QuantitySum(reached).total : .exact(0)
    }
    let held = standings.filter { $0.hasReport(part: id) }.map { standing in
      max(1, Set(standing.reports.filter { $0.value.part == id }.flatMap { $0.value.sessions ?? [] }).count)
    }
    return .exact(Figure(held.reduce(0, +)))
  }
}
