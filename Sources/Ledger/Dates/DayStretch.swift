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
    /// Lunar days from one to the next, such as those of the Spring Festival.
    case lunarSpan(daysBefore: Int, month: Int, day: Int, days: Int)
    case days(month: Int, ClosedRange<Int>)
    /// 清明.
    case term(SolarTerm)
    /// 周三, of some week.
    case weekday(Weekday)
    /// 5 号, of some month.
    case dayOfMonth(Int)
    /// 今天, 上周.
    case fixed(ClosedRange<CivilDate>)
  }

  var year: Int?
  var span: Span

  /// Nil if the year has no such day.
  func days(in year: Int) -> ClosedRange<CivilDate>? {
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
    case .lunarSpan(let before, let month, let day, let days):
      guard let date = Self.lunar(year, month, false, day)?.adding(days: -before) else { return nil }
      return date...date.adding(days: days - 1)
    case .term(let term): return (try? term.date(in: year)).map { $0...$0 }
    case .weekday, .dayOfMonth: return nil
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
    case .lunar, .lunarSpan, .term, .weekday, .dayOfMonth, .fixed: nil
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
  /// By when everything was done: 截止 8 月 20 日.
  var closing: DayStretch?
  var partOfDay: String?
  /// 中旬 rather than a day that somebody wrote down.
  var isRough = false
  /// Whether a brief can print the words: 7.12 and 昨天 it can't.
  var isPrintable = false
}

/// The words of days.
enum DayWords {
  static let recent: Set<String> = [
    "近日", "日前", "不久前", "前不久", "近期", "最近", "近来", "近段时间", "前些天", "前几天", "前段时间", "此前", "早前", "日前不久", "recently",
    "lately", "not long ago", "a few days ago", "the other day",
  ]
  static let unknown: Set<String> = [
    "", "不详", "日期不详", "时间不详", "未知", "待定", "未定", "日期待定", "时间待定", "另行通知", "unknown", "tbd", "tbc", "not known",
    "-", "—",
    "?", "？",
  ]
  static let partsOfDay = WordIndex<String>(chineseParts.map { ($0, $0) } + englishParts)
  private static let chineseParts = [
    "上午", "下午", "晚上", "早上", "早晨", "清晨", "中午", "午后", "傍晚", "夜间", "凌晨", "全天", "当晚", "晚", "晚间",
  ]
  private static let englishParts: [(word: String, value: String)] = [
    ("morning", "上午"), ("in the morning", "上午"), ("afternoon", "下午"), ("in the afternoon", "下午"),
    ("evening", "晚上"), ("in the evening", "晚上"), ("am", "上午"), ("pm", "下午"), ("a.m.", "上午"), ("p.m.", "下午"),
  ]
  static let months = WordIndex<Int>(
    monthNames.enumerated().flatMap { index, name in forms(of: name, index + 1) })
  private static let monthNames = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november",
    "december",
  ]

  private static func forms(of name: String, _ number: Int) -> [(word: String, value: Int)] {
    let short = String(name.prefix(3))
    let sept: [(word: String, value: Int)] = number == 9 ? [("sept", 9), ("sept.", 9)] : []
    return [(name, number), (short, number), (short + ".", number)] + sept
  }

  static let tenths = WordIndex<ClosedRange<Int>>([
    ("上旬", 0...0), ("中旬", 1...1), ("下旬", 2...2), ("初", 0...0), ("月初", 0...0), ("底", 2...2), ("末", 2...2),
    ("月底", 2...2),
    ("月末", 2...2), ("中下旬", 1...2), ("上中旬", 0...1), ("中", 1...1), ("月中", 1...1), ("份上旬", 0...0),
    ("份中旬", 1...1),
    ("份下旬", 2...2),
  ])
  static let englishTenths = WordIndex<ClosedRange<Int>>([
    ("early", 0...0), ("mid", 1...1), ("middle of", 1...1), ("late", 2...2), ("end of", 2...2),
    ("beginning of", 0...0),
  ])
  /// Parts of a year, in months.
  static let partsOfYear = WordIndex<ClosedRange<Int>>([
    ("年初", 1...3), ("初", 1...3), ("年中", 6...7), ("中", 6...7), ("年底", 10...12), ("年末", 10...12),
    ("底", 10...12),
    ("末", 10...12), ("岁末", 10...12), ("上半年", 1...6), ("下半年", 7...12), ("一季度", 1...3), ("二季度", 4...6),
    ("三季度", 7...9), ("四季度", 10...12), ("1季度", 1...3), ("2季度", 4...6), ("3季度", 7...9), ("4季度", 10...12),
    ("春季", 3...5), ("夏季", 6...8), ("秋季", 9...11), ("冬季", 12...14), ("春天", 3...5), ("夏天", 6...8),
    ("秋天", 9...11),
    ("冬天", 12...14), ("暑假", 7...8), ("暑期", 7...8), ("寒假", 1...2), ("first quarter", 1...3),
    ("second quarter", 4...6),
    ("third quarter", 7...9), ("fourth quarter", 10...12), ("q1", 1...3), ("q2", 4...6), ("q3", 7...9),
    ("q4", 10...12),
    ("spring", 3...5), ("summer", 6...8), ("autumn", 9...11), ("winter", 12...14),
  ])
}
