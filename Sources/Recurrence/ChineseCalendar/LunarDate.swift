/// A day of the Chinese calendar: 2026's 八月十五.
///
/// Lunar years 1901-2099, from a table: outside it a conversion throws. Days are those of China (UTC+8), whatever
/// zone they are later used in.
public struct LunarDate: Hashable, Sendable {
  private let packedYear: Int16
  private let packedMonth: Int8
  public let isLeapMonth: Bool
  private let packedDay: Int8

  /// The Gregorian year in which the lunar year begins.
  public var year: Int { Int(packedYear) }
  /// 1...12; a leap month has the number of the month before it.
  public var month: Int { Int(packedMonth) }
  /// 1...30.
  public var day: Int { Int(packedDay) }

  /// - Throws: ``LunarCalendarError`` for a year outside 1901...2099, or a month or day that it does not have.
  public init(year: Int, month: Int, isLeapMonth: Bool = false, day: Int) throws(LunarCalendarError) {
    let lunarYear = try LunarYear(year)
    guard (1...12).contains(month) else { throw .monthOutOfRange(month) }
    guard let index = lunarYear.index(month: month, isLeap: isLeapMonth) else {
      throw .noSuchLeapMonth(year: year, month: month, has: lunarYear.leapMonth)
    }
    let length = lunarYear.length(ofMonthAt: index)
    guard (1...length).contains(day) else {
      throw .noSuchDay(year: year, month: month, isLeapMonth: isLeapMonth, day: day, days: length)
    }
    self.init(unchecked: year, month, isLeapMonth, day)
  }

  /// - Throws: ``LunarCalendarError/dateOutOfRange(_:)`` outside 1901-02-19 ... 2100-02-08.
  public init(_ date: CivilDate) throws(LunarCalendarError) {
    guard let (year, offset) = LunarYear.find(Int(date.dayNumber)) else { throw .dateOutOfRange(date) }
    let (index, day) = year.place(ofDay: offset)
    let (month, isLeap) = year.number(ofMonthAt: index)
    self.init(unchecked: year.year, month, isLeap, day)
  }

  private init(unchecked year: Int, _ month: Int, _ isLeap: Bool, _ day: Int) {
    packedYear = Int16(truncatingIfNeeded: year)
    packedMonth = Int8(truncatingIfNeeded: month)
    isLeapMonth = isLeap
    packedDay = Int8(truncatingIfNeeded: day)
  }

  private var lunarYear: LunarYear { LunarYear(known: year) }

  public var civilDate: CivilDate {
    let lunarYear = lunarYear
    let index = lunarYear.index(ofKnown: month, isLeap: isLeapMonth)
    return CivilDate(
      dayNumber: Int32(lunarYear.firstDayNumber + lunarYear.daysBefore(monthAt: index) + day - 1))
  }

  /// The month it falls in, with its first day and length.
  public var lunarMonth: LunarMonth {
    let lunarYear = lunarYear
    return lunarYear.month(at: lunarYear.index(ofKnown: month, isLeap: isLeapMonth))
  }

  /// 丙午 for 2026.
  public var sexagenaryYear: SexagenaryYear { SexagenaryYear(lunarYear: year) }

  public var animal: ZodiacAnimal { sexagenaryYear.animal }

  /// Whether this is 除夕, the last day of its lunar year.
  public var isNewYearsEve: Bool { month == 12 && day == lunarMonth.dayCount }
}

extension LunarDate: Comparable {
  public static func < (left: LunarDate, right: LunarDate) -> Bool {
    if left.packedYear != right.packedYear { return left.packedYear < right.packedYear }
    if left.packedMonth != right.packedMonth { return left.packedMonth < right.packedMonth }
    if left.isLeapMonth != right.isLeapMonth { return right.isLeapMonth }
    return left.packedDay < right.packedDay
  }
}

extension LunarDate: CustomStringConvertible {
  /// `八月十五`, `闰六月初一`: month and day as a wall calendar prints them, without the year.
  public var description: String {
    LunarWords.month(month, isLeap: isLeapMonth) + LunarWords.day(day)
  }
}

/// Why a lunar date cannot be had.
public enum LunarCalendarError: RecurrenceFault {
  case yearOutOfRange(Int)
  case dateOutOfRange(CivilDate)
  case monthOutOfRange(Int)
  /// `has` is the month that this year repeats, if any.
  case noSuchLeapMonth(year: Int, month: Int, has: Int?)
  case noSuchDay(year: Int, month: Int, isLeapMonth: Bool, day: Int, days: Int)
  /// Solar terms are known for the Gregorian years 1901...2099.
  case termYearOutOfRange(Int)
}
