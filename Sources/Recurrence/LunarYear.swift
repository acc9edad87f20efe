/// A year of the Chinese calendar: its months and their first days, as the Hong Kong Observatory prints them.
///
/// Numbered by the Gregorian year in which it begins, 1901...2099. Days are those of China, UTC+8.
public struct LunarYear: Hashable, Comparable, Sendable {
  /// The years that the table holds; outside it nothing is guessed.
  public static let supported = 1901...2099

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

  private init(index: Int) {
    year = index + LunarYear.supported.lowerBound
    word = LunarTable.years[index]
  }

  /// Nil outside the table. A lunar year is a Gregorian year long on average, so one step corrects the guess.
  init?(dayNumber: Int) {
    guard (LunarYear.firstDay...LunarYear.lastDay).contains(dayNumber) else { return nil }
    let index = (dayNumber - LunarYear.firstDay) * 400 / 146_097
    let guess = LunarYear(index: index)
    if dayNumber < guess.firstDayNumber {
      self.init(index: index - 1)
      return
    }
    if index + 1 < LunarTable.years.count {
      let next = LunarYear(index: index + 1)
      self = dayNumber < next.firstDayNumber ? guess : next
    } else {
      self = guess
    }
  }

  /// 1901-02-19 and 2100-02-08.
  static let firstDay = -25_153
  static let lastDay = 47_520

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
  var firstDayNumber: Int {
    (year - 1970) * 365 + (year - 1969 + 4000) / 4 - 1000 + Int(word >> 17)
  }

  /// Days before the month at `index`, counted from 0 with the leap month in its place; for the number of months,
  /// the days of the year.
  func daysBefore(monthAt index: Int) -> Int {
    29 * index + (Int(word >> 4) & ((1 << index) - 1)).nonzeroBitCount
  }

  func length(ofMonthAt index: Int) -> Int { 29 + Int(word >> (4 + UInt32(index))) & 1 }

  /// The place of a month in the year, or nil for a leap month that this year does not have.
  func index(month: Int, isLeap: Bool) -> Int? {
    let leap = Int(word & 15)
    if isLeap { return month == leap ? month : nil }
    return leap != 0 && month > leap ? month : month - 1
  }

  func number(ofMonthAt index: Int) -> (month: Int, isLeap: Bool) {
    let leap = Int(word & 15)
    if leap == 0 || index < leap { return (index + 1, false) }
    return (index, index == leap)
  }

  /// The month in which the year's day `offset`, counted from 0, falls, and the day within it, counted from 1.
  func place(ofDay offset: Int) -> (index: Int, day: Int) {
    // Months have 29 or 30 days, and the shorter ones add up to less than a month.
    let index = offset / 30
    let start = daysBefore(monthAt: index)
    let length = length(ofMonthAt: index)
    return offset - start < length ? (index, offset - start + 1) : (index + 1, offset - start - length + 1)
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
