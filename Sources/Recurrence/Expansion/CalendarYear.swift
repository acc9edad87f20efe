/// The calendar that a rule's months and years belong to: RSCALE of RFC 7529.
public enum RecurrenceScale: String, Hashable, CaseIterable, Sendable {
  case gregorian = "GREGORIAN"
  /// The Chinese calendar, lunar years 1901...2099; see ``LunarDate``.
  case chinese = "CHINESE"
}

/// The shape of one year in one of the calendars: where its months begin and how long they are.
struct CalendarYear {
  let number: Int
  /// The day number of its first day.
  let first: Int
  let dayCount: Int
  let monthCount: Int
  private let lunar: LunarYear?

  /// Nil outside 1...9999, or outside the lunar table.
  init?(_ number: Int, _ scale: RecurrenceScale) {
    self.number = number
    switch scale {
    case .gregorian:
      guard (1...9999).contains(number) else { return nil }
      first = Int(CivilDate.dayNumber(year: number, month: 1, day: 1))
      dayCount = CivilDate.isLeap(year: number) ? 366 : 365
      monthCount = 12
      lunar = nil
    case .chinese:
      guard let lunar = try? LunarYear(number) else { return nil }
      first = lunar.firstDayNumber
      dayCount = lunar.dayCount
      monthCount = lunar.monthCount
      self.lunar = lunar
    }
  }

  /// The number of the year that a day falls in; nil outside the calendar.
  static func number(ofDay day: Int, _ scale: RecurrenceScale) -> Int? {
    switch scale {
    case .gregorian:
      guard day >= Int(CivilDate.min.dayNumber), day <= Int(CivilDate.max.dayNumber) else { return nil }
      return CivilDate(dayNumber: Int32(day)).year
    case .chinese: return LunarYear(dayNumber: day)?.year
    }
  }

  /// The years of a calendar.
  static func numbers(_ scale: RecurrenceScale) -> ClosedRange<Int> {
    scale == .gregorian ? 1...9999 : LunarYear.supported
  }

  /// 0 for Monday.
  var firstWeekday: Int {
    let rest = (first + 3) % 7
    return rest >= 0 ? rest : rest + 7
  }

  private static let daysBefore: InlineArray<13, Int> = [
    0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365,
  ]

  /// Days before the month at `index`, counted from 0; for ``monthCount`` the days of the year.
  func daysBefore(monthAt index: Int) -> Int {
    if let lunar { return lunar.daysBefore(monthAt: index) }
    return CalendarYear.daysBefore[index] + (index > 1 && dayCount == 366 ? 1 : 0)
  }

  func length(ofMonthAt index: Int) -> Int { daysBefore(monthAt: index + 1) - daysBefore(monthAt: index) }

  /// The place of a month, or nil for a leap month that the year lacks.
  func index(_ month: RecurrenceMonth) -> Int? {
    if let lunar { return lunar.index(month: month.number, isLeap: month.isLeap) }
    return month.isLeap ? nil : month.number - 1
  }

  /// Months since some fixed one, leap months counted.
  func monthsBefore() -> Int {
    lunar == nil ? number * 12 : LunarYear.monthsBefore[number - LunarYear.supported.lowerBound]
  }

  /// Gregorian years that look alike from within: by weekday of 1 January and which of last, this and next year
  /// is a leap year. 0 ..< 28; nil for lunar years, which are each their own.
  var likeness: Int? {
    guard lunar == nil else { return nil }
    if dayCount == 366 { return 7 + firstWeekday }
    if CivilDate.isLeap(year: number - 1) { return 14 + firstWeekday }
    return (CivilDate.isLeap(year: number + 1) ? 21 : 0) + firstWeekday
  }

  /// Where week 1 begins, in days from the year's first, -3...3: the first week with four days in the year.
  func firstWeek(startingOn weekStart: Int) -> Int {
    let offset = (weekStart - firstWeekday + 7) % 7
    return offset >= 4 ? offset - 7 : offset
  }

  func weekCount(startingOn weekStart: Int) -> Int {
    (dayCount - firstWeek(startingOn: weekStart) + 3) / 7
  }
}

extension LunarYear {
  /// Months from the table's beginning to each year's first.
  static let monthsBefore: [Int] = {
    var sum = 0
    return supported.map { year in
      defer { sum += (try? LunarYear(year).monthCount) ?? 0 }
      return sum
    }
  }()
}
