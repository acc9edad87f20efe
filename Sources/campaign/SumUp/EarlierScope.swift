import CampaignScheduler
import Ledger
import Planning
import Recurrence

/// The time before that a summary is compared with: the campaign's occurrence, or the same span, of an earlier year.
struct EarlierScope {
  private let scope: SummaryScope
  private let campaign: Campaign?
  private let earlier: Int
  private let later: Int
  private let isOffered: Bool

  /// - `compare`: A year, or `last`; nil for the year before if `isOffered`, where nothing is shown unless something was
  ///   recorded then.
  /// - Returns: Nil if nothing is to be compared.
  /// - Throws: ``Failure`` if the scope has no earlier year.
  init?(
    _ scope: SummaryScope, _ campaign: Campaign?, _ scheduler: Scheduler, compare: String?, isOffered: Bool
  )
    throws
  {
    guard compare != nil || isOffered else { return nil }
    guard let later = Self.year(of: scope, campaign) else {
      guard compare != nil else { return nil }
      throw Failure(
        .usage, "比较要写年份：--campaign 加 --year，或 --year，或 --from 和 --to",
        "to compare, give --campaign with --year, or --year, or --from and --to")
    }
    guard
      let earlier = compare == nil || compare == "last" || compare == "上年"
        ? later - 1 : compare.flatMap({ Int($0) }),
      (1...9999).contains(earlier), earlier != later
    else {
      throw Failure(
        .usage, "--compare 写一个别的年份，如 \(later - 1)，或 last",
        "--compare takes another year such as \(later - 1), or 'last'")
    }
    self.campaign = campaign
    self.earlier = earlier
    self.later = later
    self.isOffered = compare == nil
    self.scope = Self.moved(
      scope, campaign, from: later, to: earlier, scheduler.current.now.definitions.shared)
  }

  private static func year(of scope: SummaryScope, _ campaign: Campaign?) -> Int? {
    switch scope.choice {
    case .everything, .session: nil
    case .occurrence(let key): Int(key.occurrence.prefix(4)) ?? campaign?.onlyYear
    case .occurrences(let keys): keys.lazy.compactMap { Int($0.occurrence.prefix(4)) }.first
    case .span(let days), .campaign(_, let days): days.lowerBound.year
    }
  }

  private static func moved(
    _ scope: SummaryScope, _ campaign: Campaign?, from later: Int, to earlier: Int,
    _ shared: SharedDefinitions
  ) -> SummaryScope {
    var scope = scope
    if let days = scope.choice.days {
      let first = days.lowerBound.moved(years: earlier - later)
      let before = first...max(first, days.upperBound.moved(years: earlier - later))
      scope.choice = campaign.map { .campaign($0.id, in: before) } ?? .span(before)
    } else if let campaign {
      scope.choice = campaign.choice(inYear: earlier, shared)
    }
    return scope
  }

  /// Nil if it was only offered and nothing was recorded then.
  func comparison(with summary: Summary, _ scheduler: Scheduler) async throws -> SummaryComparison? {
    let before = try await scheduler.summary(scope, campaign: campaign)
    if isOffered, before.sessions.isEmpty { return nil }
    func name(_ year: Int) -> BilingualText { BilingualText(zh: "\(year) 年", en: "\(year)") }
    return SummaryComparison(summary, before: before, earlier: name(earlier), later: name(later))
  }
}

extension CivilDate {
  /// The same day of another year; 28 February for a leap day.
  fileprivate func moved(years: Int) -> CivilDate {
    CivilDate(year: year + years, month: month, day: day) ?? CivilDate(
      year: year + years, month: month, day: 28) ?? self
  }
}

extension Campaign {
  /// The year of a campaign that is held once.
  var onlyYear: Int? {
    if case .once(let first, _) = schedule.rule { first.year } else { nil }
  }

  /// All of its occurrences in a year; the key that the year's would have if there is none.
  func choice(inYear year: Int, _ shared: SharedDefinitions) -> SessionChoice {
    let keys = occurrences(inYear: year, workdays: shared.workdays).map {
      OccurrenceKey(campaign: id, occurrence: $0.id)
    }
    if keys.count > 1 { return .occurrences(Set(keys)) }
    return .occurrence(keys.first ?? OccurrenceKey(campaign: id, occurrence: "\(year)"))
  }
}
