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
    let day = dormancyDay(of: scope, campaign, today: today)
    async let asked = lastDaysOfOthers(scope, until: day)
    let facts = try await ledger.facts(
      scope.choice, zone: scope.zone, where: scope.membership(in: shared.tree))
    let plausibility = Plausibility(
      today: today, zone: scope.zone, days: holdingDays(of: facts.sessions.occurrences))
    let stock =
      scope.choice.includesStock(on: today)
      ? StockTotal.all(of: try await ledger.keptGoods(), scope: scope, units: shared.tree) : []
    let reporting =
      try await partTargets(scope, campaign) + [try await reporting(scope, campaign)].compactMap(\.self)
    let tags = TaskTags(current.now.campaigns, names: shared.keyTasks)
    let all = try await SummaryTally(
      facts.sessions, in: shared.tree, plausibility, campaign: campaign, tags: tags, under: scope.unit)
    async let checks = all.sessions.checks(facts.sessions)
    let places = SessionPlaces(all.sessions, in: shared.tree, under: scope.unit)
    var dormancy: Dormancy?
    if let day {
      let lastDays = try await asked ?? all.sessions.lastDaysByUnit
      dormancy = try await self.dormancy(under: scope.unit, on: day, lastDays: lastDays)
    }
    var summary = Summary(
      facts, all, places, checks: await checks, scope: scope, units: shared.tree,
      keyTasks: shared.keyTasks.map(\.zh), tags: tags,
      stock: stock,
      occurrences: max(1, campaign.map { occurrences(of: $0, in: scope.choice).count } ?? 1),
      reporting: reporting)
    summary.dormancy = dormancy
    return summary
  }

  /// Up to what day a unit has been quiet: today, or the end of a span. Nil where one campaign or session is asked for.
  private func dormancyDay(of scope: SummaryScope, _ campaign: Campaign?, today: CivilDate?) -> CivilDate? {
    guard campaign == nil, !scope.choice.isOneSession else { return nil }
    return today.map { min($0, scope.choice.days?.upperBound ?? $0) }
  }

  /// Of each unit the last day on which it held anything; nil if nobody asks, or all sessions are gone over and tell it.
  private func lastDaysOfOthers(
    _ scope: SummaryScope, until day: CivilDate?
  ) async throws -> [String: CivilDate]? {
    guard let day, scope.choice != .everything else { return nil }
    return try await ledger.lastDays(until: day, zone: scope.zone)
  }

  /// Reports on time, where the campaign says how many of them there should be.
  private func reporting(_ scope: SummaryScope, _ campaign: Campaign?) async throws -> TargetProgress? {
    guard let campaign, let basisPoints = campaign.targets.reportingBasisPoints else { return nil }
    let shared = current.now.definitions.shared
    let occurrences = occurrences(of: campaign, in: scope.choice)
    guard !occurrences.isEmpty, let unit = scope.unit ?? shared.tree[campaign.participation.under] else {
      return nil
    }
    // Without a report on the whole each part has its own.
    let parts: [String?] =
      campaign.report == nil && !campaign.parts.isEmpty ? campaign.parts.map(\.id) : [nil]
    var (onTime, expected) = (0, 0)
    for part in parts {
      // What is due when changes nothing about what came on time.
      let question = CoverageQuestion(
        campaign, occurrences, part: part, under: unit, at: Timestamp(milliseconds: 0))
      guard let all = try await coverage(question, withFigures: false).first else { continue }
      onTime += all.onTime
      expected += all.expected
    }
    return .reporting(onTime: onTime, of: expected, basisPoints: basisPoints)
  }

  func occurrences(of campaign: Campaign, in choice: SessionChoice) -> [Occurrence] {
    let shared = current.now.definitions.shared
    let planner = Planner(shared: shared)
    switch choice {
    case .occurrence(let key): return [planner.occurrence(key.occurrence, of: campaign)].compactMap(\.self)
    case .occurrences(let keys):
      return keys.map(\.occurrence).sorted().compactMap { planner.occurrence($0, of: campaign) }
    case .campaign(_, let days):
      // One that began before the year may still last.
      let years = days.lowerBound.year - 1...days.upperBound.year
      return years.flatMap { campaign.occurrences(inYear: $0, workdays: shared.workdays) }.filter {
        $0.firstDay <= days.upperBound && $0.lastDay >= days.lowerBound
      }
    case .everything, .session, .span: return []
    }
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
