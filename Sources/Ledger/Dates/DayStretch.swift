import Recurrence

/// A day or days as words name them, perhaps without a year.
struct DayStretch: Hashable {
  enum Span: Hashable {
    case day(month: Int, day: Int)
    /// 上旬, 中旬, 下旬: the first and the last of them, counted from 0.
    case tenths(month: Int, ClosedRange<Int>)
    /// Whole months; above 12 in the year after.
    case months(ClosedRange<Int>)
    case lunar(month: Int, isLeap: Bool, day: Int)
    case lunarMonth(Int, isLeap: Bool)
    /// Lunar days from one to the next, such as those of the Spring Festival.
    case lunarSpan(daysBefore: Int, month: Int, day: Int, days: Int)
    case days(month: Int, ClosedRange<Int>)
    /// 清明.
    case term(SolarTerm)
    /// 周三, of some week.
    case weekday(Weekday)
    /// 5 号, of some month.
    case dayOfMonth(Int)
    /// 月底, of some month.
    case tenthsOfMonth(ClosedRange<Int>)
    /// 今天, 上周.
    case fixed(ClosedRange<CivilDate>)
  }

  var year: Int?
  var span: Span
  /// The days told from the first: those before it of 春节前夕, around it of 端午假期.
  var around: ClosedRange<Int>?

  init(year: Int?, span: Span, around: ClosedRange<Int>? = nil) {
    self.year = year
    self.span = span
    self.around = around
  }

  /// Nil if the year has no such day.
  func days(in year: Int) -> ClosedRange<CivilDate>? {
    let days = named(in: year)
    guard let around, let first = days?.lowerBound else { return days }
    return first.adding(days: around.lowerBound)...first.adding(days: around.upperBound)
  }

  private func named(in year: Int) -> ClosedRange<CivilDate>? {
    switch span {
    case .day(let month, let day): return CivilDate(year: year, month: month, day: day).map { $0...$0 }
    case .days(let month, let days):
      guard let first = CivilDate(year: year, month: month, day: days.lowerBound),
        let last = CivilDate(year: year, month: month, day: days.upperBound)
      else { return nil }
      return first...last
    case .tenths(let month, let tenths):
      guard let first = CivilDate(year: year, month: month, day: tenths.lowerBound * 10 + 1) else {
        return nil
      }
      let end =
        tenths.upperBound == 2 ? CivilDate.daysInMonth(year: year, month: month) : tenths.upperBound * 10 + 10
      return first...first.adding(days: end - tenths.lowerBound * 10 - 1)
    case .months(let months):
      guard let first = Self.month(months.lowerBound, in: year),
        let after = Self.month(months.upperBound + 1, in: year)
      else { return nil }
      return first...after.adding(days: -1)
    case .lunar(let month, let isLeap, let day):
      guard let date = Self.lunar(year, month, isLeap, day) else { return nil }
      return date...date
    case .lunarMonth(let month, let isLeap):
      guard let first = Self.lunar(year, month, isLeap, 1), let last = Self.lunar(year, month, isLeap, 30)
      else {
        return nil
      }
      return first...last
    case .lunarSpan(let before, let month, let day, let days):
      guard let date = Self.lunar(year, month, false, day)?.adding(days: -before) else { return nil }
      return date...date.adding(days: days - 1)
    case .term(let term): return (try? term.date(in: year)).map { $0...$0 }
    case .weekday, .dayOfMonth, .tenthsOfMonth: return nil
    case .fixed(let days): return days
    }
  }

  /// All its days around one, for what comes every week or every month; nil for the rest.
  func days(around day: CivilDate) -> [ClosedRange<CivilDate>]? {
    switch span {
    case .weekday(let weekday):
      let ahead = weekday.rawValue - day.weekday.rawValue
      return [-14, -7, 0, 7, 14].map { day.adding(days: ahead + $0) }.map { $0...$0 }
    case .dayOfMonth(let number):
      return (-13...13).compactMap { offset in
        let month = day.year * 12 + day.month - 1 + offset
        return CivilDate(year: month / 12, month: month % 12 + 1, day: number).map { $0...$0 }
      }
    case .tenthsOfMonth(let tenths):
      return (-13...13).compactMap { offset in
        let month = day.year * 12 + day.month - 1 + offset
        return DayStretch(year: nil, span: .tenths(month: month % 12 + 1, tenths)).days(in: month / 12)
      }
    default: return nil
    }
  }

  /// 腊月三十 in a month of 29 days is its last day.
  private static func lunar(_ year: Int, _ month: Int, _ isLeap: Bool, _ day: Int) -> CivilDate? {
    if let date = try? LunarDate(year: year, month: month, isLeapMonth: isLeap, day: day) {
      return date.civilDate
    }
    guard day == 30 else { return nil }
    return (try? LunarDate(year: year, month: month, isLeapMonth: isLeap, day: 29))?.civilDate
  }

  private static func month(_ number: Int, in year: Int) -> CivilDate? {
    CivilDate(year: year + (number - 1) / 12, month: (number - 1) % 12 + 1, day: 1)
  }

  /// The month that a second day without one belongs to.
  var month: Int? {
    switch span {
    case .day(let month, _), .tenths(let month, _), .days(let month, _): month
    case .months(let months): months.count == 1 ? months.lowerBound : nil
    case .lunar, .lunarMonth, .lunarSpan, .term, .weekday, .dayOfMonth, .tenthsOfMonth, .fixed: nil
    }
  }
}

/// Days with the words around them.
struct DayPhrase {
  enum Kind { case on, from, until }

  var kind = Kind.on
  /// Those that stand beside the first and the last day.
  var weekdays: (first: Weekday?, last: Weekday?) = (nil, nil)
  /// 8 月 10 日左右.
  var isAbout = false
  var first: DayStretch
  var last: DayStretch?
  /// The same day in other words.
  var beside: DayStretch?
  /// By when everything was done: 截止 8 月 20 日.
  var closing: DayStretch?
  var partOfDay: String?
  /// 中旬 rather than a day that somebody wrote down.
  var isRough = false
  /// Whether a brief can print the words: 7.12 and 昨天 it can't.
  var isPrintable = false
}
