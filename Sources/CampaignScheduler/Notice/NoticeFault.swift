public import Planning
public import Recurrence

/// A campaign that does not take place in the year asked for, and why.
public struct NoticeFault: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// The file says so, with its reason if it gives one.
    case skipped(String?)
    /// It begins in a later year.
    case before(Int)
    /// It takes place once, in another year.
    case only(CivilDate)
    /// The lunar year lacks the day, or lies outside the table.
    case noLunarDay(LunarDay)
    /// Its rule has no day then.
    case noDay
  }

  public let campaign: String
  public let name: BilingualText
  public let year: Int
  public let reason: Reason

  init(campaign: Campaign, year: Int, reason: Reason) {
    self.campaign = campaign.id
    name = campaign.name
    self.year = year
    self.reason = reason
  }

  public func text(_ language: Language) -> String {
    let name = name.text(language)
    return language("\(name)（\(campaign)）", "\(name) (\(campaign)) ") + why(language)
  }

  private func why(_ language: Language) -> String {
    switch reason {
    case .skipped(let reason):
      language("\(year) 年停办", "is not held in \(year)")
        + (reason.map { language("：\($0)", ": \($0)") }
          ?? language("（文件 years 里写了停办）", " (its file says 'skip' under 'years')"))
    case .before(let first):
      language("从 \(first) 年才开始，\(year) 年没有", "begins in \(first), so there is none in \(year)")
    case .only(let day):
      language("只在 \(day) 起举办一次，不在 \(year) 年", "takes place once, from \(day), and not in \(year)")
    case .noLunarDay(let day):
      language("按农历\(day)举办，\(year) 年没有这一天", "is held on \(day) of the Chinese calendar, which \(year) lacks")
    case .noDay:
      language(
        "在 \(year) 年没有活动；campaign plan --campaign \(campaign) 可查看哪年有",
        "has no day in \(year); see 'campaign plan --campaign \(campaign)'")
    }
  }
}

extension NoticeFault.Reason {
  init(_ campaign: Campaign, _ year: Int) {
    if let override = campaign.years[year], override.skip {
      self = .skipped(override.reason)
      return
    }
    self =
      switch campaign.schedule.rule {
      case .once(let first, _): .only(first)
      case .lunar(let day): .noLunarDay(day)
      case .recurring(_, let start):
        start.flatMap { $0.date.year > year ? .before($0.date.year) : nil } ?? .noDay
      case .yearly: .noDay
      }
  }
}
