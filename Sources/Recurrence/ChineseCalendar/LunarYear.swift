/// A year of the Chinese calendar: its months and their first days, as the Hong Kong Observatory prints them.
///
/// Numbered by the Gregorian year in which it begins, 1901...2099. Days are those of China, UTC+8.
public struct LunarYear: Hashable, Comparable, Sendable {
  /// The years that the table holds; outside it nothing is guessed.
  public static let supported = 1901...2099

  /// Where the table comes from.
  public static let source = "Hong Kong Observatory, lunar years 1901-2099"

  /// The Gregorian year in which the lunar year begins.
  public let year: Int
  private let word: UInt32

  /// - Throws: ``LunarCalendarError/yearOutOfRange(_:)`` outside 1901...2099.
  public init(_ year: Int) throws(LunarCalendarError) {
    guard LunarYear.supported.contains(year) else { throw .yearOutOfRange(year) }
    self.init(index: year - LunarYear.supported.lowerBound)
  }

  /// The lunar year that `date` falls in.
  ///
  /// - Throws: ``LunarCalendarError/dateOutOfRange(_:)`` outside 1901-02-19 ... 2100-02-08.
  public init(containing date: CivilDate) throws(LunarCalendarError) {
    guard let year = LunarYear(dayNumber: Int(date.dayNumber)) else { throw .dateOutOfRange(date) }
    self = year
  }

  /// A year that is known to be in the table.
  @inline(__always)
  init(known year: Int) { self.init(index: year &- LunarYear.supported.lowerBound) }

  @inline(__always)
  private init(index: Int) {
    year = index + LunarYear.supported.lowerBound
    word = LunarTable.years[index]
  }

  /// Nil outside the table.
  init?(dayNumber: Int) {
    guard let found = LunarYear.find(dayNumber) else { return nil }
    self = found.year
  }

  /// The year that a day falls in, and the days before it in that year; nil outside the table.
  @inline(__always)
  static func find(_ dayNumber: Int) -> (year: LunarYear, offset: Int)? {
    guard dayNumber >= firstDay, dayNumber <= lastDay else { return nil }
    // A lunar year is a Gregorian year long on average, so one step corrects the guess.
    var index = (dayNumber &- firstDay) &* 400 / 146_097
    var year = LunarYear(index: index)
    var offset = dayNumber &- year.firstDayNumber
    if offset < 0 || offset >= shortestYear && offset >= year.dayCount {
      index = offset < 0 ? index &- 1 : index &+ 1
      year = LunarYear(index: index)
      offset = dayNumber &- year.firstDayNumber
    }
    return (year, offset)
  }

  /// 1901-02-19 and 2100-02-08.
  static let firstDay = -25_153
  static let lastDay = 47_520
  private static let shortestYear = 353

  /// The first of 正月: Spring Festival.
  public var newYear: CivilDate { CivilDate(dayNumber: Int32(firstDayNumber)) }

  /// The month after which a leap month of the same number follows, or nil.
  public var leapMonth: Int? {
    let month = Int(word & 15)
    return month == 0 ? nil : month
  }

  /// 12, or 13 with a leap month.
  public var monthCount: Int { word & 15 == 0 ? 12 : 13 }

  /// 353...355, or 383...385 with a leap month.
  public var dayCount: Int { monthCount * 29 + (Int(word >> 4) & 0x1FFF).nonzeroBitCount }

  public var months: [LunarMonth] { (0..<monthCount).map { month(at: $0) } }

  public var sexagenary: SexagenaryYear { SexagenaryYear(lunarYear: year) }

  public static func < (left: LunarYear, right: LunarYear) -> Bool { left.year < right.year }
}

extension LunarYear {
  /// From 1901 to 2100 every fourth year is a leap year but the last, whose February is not reached.
  @inline(__always)
  var firstDayNumber: Int {
    (year &- 1970) &* 365 &+ (year &+ 2031) >> 2 &- 1000 &+ Int(word >> 17)
  }

  /// Days before the month at `index`, counted from 0 with the leap month in its place; for the number of months,
  /// the days of the year.
  @inline(__always)
  func daysBefore(monthAt index: Int) -> Int {
    let before = (UInt32(1) &<< UInt32(truncatingIfNeeded: index)) &- 1
    return 29 &* index &+ (word >> 4 & before).nonzeroBitCount
  }

  @inline(__always)
  func length(ofMonthAt index: Int) -> Int {
    29 &+ Int(word &>> UInt32(truncatingIfNeeded: 4 &+ index) & 1)
  }

  /// The place of a month in the year, or nil for a leap month that this year does not have.
  func index(month: Int, isLeap: Bool) -> Int? {
    if isLeap, month != leapMonth { return nil }
    return index(ofKnown: month, isLeap: isLeap)
  }

  /// The place of a month that the year has.
  @inline(__always)
  func index(ofKnown month: Int, isLeap: Bool) -> Int {
    month &- 1 &+ (isLeap || month &- 1 > monthBeforeLeap ? 1 : 0)
  }

  @inline(__always)
  func number(ofMonthAt index: Int) -> (month: Int, isLeap: Bool) {
    (index &+ (index > monthBeforeLeap ? 0 : 1), index == monthBeforeLeap &+ 1)
  }

  /// The place of the month that the leap month follows; 15, beyond all months, if there is none.
  private var monthBeforeLeap: Int { (Int(word & 15) &- 1) & 15 }

  /// The month in which the year's day `offset`, counted from 0, falls, and the day within it, counted from 1.
  @inline(__always)
  func place(ofDay offset: Int) -> (index: Int, day: Int) {
    // Months have 29 or 30 days, and the shorter ones add up to less than a month.
    let index = Int(UInt32(truncatingIfNeeded: offset) / 30)
    let start = daysBefore(monthAt: index)
    let length = length(ofMonthAt: index)
    let isNext = offset &- start >= length
    return (index &+ (isNext ? 1 : 0), offset &- start &- (isNext ? length : 0) &+ 1)
  }

  func month(at index: Int) -> LunarMonth {
    let (month, isLeap) = number(ofMonthAt: index)
    let start = Int32(firstDayNumber + daysBefore(monthAt: index))
    return LunarMonth(
      year: year, month: month, isLeap: isLeap, start: CivilDate(dayNumber: start),
      dayCount: length(ofMonthAt: index),
      isUndecided: LunarTable.undecidedMonthStarts.contains(start))
  }
}

/// A month of a lunar year.
public struct LunarMonth: Hashable, Sendable {
  public let year: Int
  /// 1...12.
  public let month: Int
  public let isLeap: Bool
  public let start: CivilDate
  /// 29 or 30.
  public let dayCount: Int
  /// Whether its new moon falls so near midnight that sources disagree on `start` by a day: 2057-09-28,
  /// 2089-09-04 and 2097-08-07. No new year and no leap month depends on these.
  public let isUndecided: Bool
}
