import Ledger
import Planning
import Recurrence

extension Scheduler {
  /// The reports that came on time, beside the share of the expected ones that the campaign asks for; nil if it asks for
  /// none, or nobody is to report.
  ///
  /// - `today`: For what is not due yet; it counts as missing.
  func reportingProgress(_ scope: SummaryScope, of campaign: Campaign, today: CivilDate) async throws
    -> TargetProgress?
  {
    let shared = current.now.definitions.shared
    guard let share = campaign.targets.reportingBasisPoints,
      let root = scope.unit ?? shared.tree[campaign.participation.under]
    else { return nil }
    let occurrences = occurrences(of: campaign, in: scope.choice)
    guard !occurrences.isEmpty else { return nil }
    let midnight = campaign.schedule.zone.resolve(CivilDateTime(today, .midnight)).instant
    let rows = try await coverage(CoverageQuestion(campaign, occurrences, under: root, at: midnight))
    return rows.first.flatMap { TargetProgress(reports: $0, basisPoints: share) }
  }

  private func occurrences(of campaign: Campaign, in choice: SessionChoice) -> [Occurrence] {
    let planner = Planner(shared: current.now.definitions.shared)
    switch choice {
    case .occurrence(let key): return [planner.occurrence(key.occurrence, of: campaign)].compactMap(\.self)
    case .occurrences(let keys):
      return keys.compactMap { planner.occurrence($0.occurrence, of: campaign) }
        .sorted { $0.firstDay < $1.firstDay }
    case .campaign(_, let days):
      return campaign.occurrences(
        in: days.lowerBound..<days.upperBound.adding(days: 1), workdays: planner.shared.workdays)
    case .everything, .span, .session: return []
    }
  }
}

extension TargetProgress {
  /// - `basisPoints`: Hundredths of a percent of the expected reports.
  init?(reports row: ReportCoverage, basisPoints: Int) {
    guard row.expected > 0, basisPoints > 0 else { return nil }
    let percent = Figure(ticks: Int128(basisPoints) * 100)
    what = BilingualText(
      zh: "按时报送（应报 \(row.expected) 份的 \(percent)%）", en: "reports on time (\(percent)% of \(row.expected))")
    // A share of whole reports is reached with the next whole one.
    target = Figure((row.expected * basisPoints + 9_999) / 10_000)
    reached = .exact(Figure(row.onTime))
    counter = CountingWord.copy
  }
}
