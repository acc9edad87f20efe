/// A day that every lunar year has, or some have: 正月初一, 闰六月初一, 除夕.
public struct LunarDay: Hashable, Sendable {
  /// 1...12.
  public let month: Int
  public let isLeapMonth: Bool
  /// 1...30; nil for the last day of the month, which in month 12 is 除夕.
  public let day: Int?

  /// 除夕: the 29th or 30th of the last month.
  public static let newYearsEve = LunarDay(checked: 12, false, nil)

  /// Nil for a month outside 1...12 or a day outside 1...30.
  public init?(month: Int, isLeapMonth: Bool = false, day: Int?) {
    guard (1...12).contains(month), (1...30).contains(day ?? 1) else { return nil }
    self.init(checked: month, isLeapMonth, day)
  }

  private init(checked month: Int, _ isLeapMonth: Bool, _ day: Int?) {
    self.month = month
    self.isLeapMonth = isLeapMonth
    self.day = day
  }

  /// Reads 正月初一, 八月十五, 闰六月初一, 腊月三十, 冬月廿三, 十一月二十三, 除夕, 八月末; nil for anything else.
  public init?(_ text: String) {
    if text == "除夕" {
      self = .newYearsEve
      return
    }
    let isLeap = text.hasPrefix("闰") || text.hasPrefix("閏")
    let parts = (isLeap ? text.dropFirst() : text[...])
      .split(separator: "月", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let month = LunarWords.month(parts[0]) else { return nil }
    if parts[1] == "末" {
      self.init(month: month, isLeapMonth: isLeap, day: nil)
    } else {
      guard let day = LunarWords.day(parts[1]) else { return nil }
      self.init(month: month, isLeapMonth: isLeap, day: day)
    }
  }

  /// The day in a lunar year; nil if it is in a leap month that the year does not have.
  ///
  /// Day 30 of a month with 29 days gives the month's last day, and says so.
  ///
  /// - Throws: ``LunarCalendarError/yearOutOfRange(_:)`` outside 1901...2099.
  public func date(inLunarYear year: Int) throws(LunarCalendarError) -> LunarDayInYear? {
    let lunarYear = try LunarYear(year)
    guard let index = lunarYear.index(month: month, isLeap: isLeapMonth) else { return nil }
    let length = lunarYear.length(ofMonthAt: index)
    let actual = min(day ?? length, length)
    return LunarDayInYear(
      date: CivilDate(
        dayNumber: Int32(lunarYear.firstDayNumber + lunarYear.daysBefore(monthAt: index) + actual - 1)),
      lunarDate: try LunarDate(year: year, month: month, isLeapMonth: isLeapMonth, day: actual),
      isClamped: day.map { $0 > length } ?? false)
  }
}

extension LunarDay: CustomStringConvertible {
  /// `八月十五`, `闰六月初一`, `除夕`.
  public var description: String {
    if self == .newYearsEve { return "除夕" }
    return LunarWords.month(month, isLeap: isLeapMonth) + (day.map { LunarWords.day($0) } ?? "末")
  }
}

/// Where a ``LunarDay`` falls in one lunar year.
public struct LunarDayInYear: Hashable, Sendable {
  public let date: CivilDate
  public let lunarDate: LunarDate
  /// Whether the day does not exist in this year, so that the month's last day stands for it: 腊月三十 in a year
  /// whose last month has 29 days.
  public let isClamped: Bool
}
