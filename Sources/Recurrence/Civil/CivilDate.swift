/// A day of the proleptic Gregorian calendar, without a time or a zone.
///
/// Held as a day number, so that differences and weekdays are integer arithmetic. Years run from 1 to 9999.
public struct CivilDate: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01, negative before it.
  public let dayNumber: Int32

  /// 0001-01-01.
  public static let min = CivilDate(dayNumber: -719_162)
  /// 9999-12-31.
  public static let max = CivilDate(dayNumber: 2_932_896)

  /// - Precondition: none; day numbers outside ``min`` ... ``max`` are clamped to these.
  @inlinable
  public init(dayNumber: Int32) {
    self.dayNumber = Swift.min(Swift.max(dayNumber, -719_162), 2_932_896)
  }

  /// Nil for a day that does not exist, such as 2023-02-29, or a year outside 1...9999.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= CivilDate.daysInMonth(year: year, month: month)
    else { return nil }
    dayNumber = CivilDate.dayNumber(year: year, month: month, day: day)
  }

  /// Reads `2026-05-29`, and nothing else.
  public init?(iso text: some StringProtocol) {
    let digits = Array(text.utf8)
    guard digits.count == 10, digits[4] == 0x2D, digits[7] == 0x2D,
      let year = decimal(digits[0..<4]), let month = decimal(digits[5..<7]), let day = decimal(digits[8..<10])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Year, month and day, by Howard Hinnant's `civil_from_days`.
  public var components: (year: Int, month: Int, day: Int) {
    let shifted = Int(dayNumber) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }

  public var year: Int { components.year }
  public var month: Int { components.month }
  public var day: Int { components.day }

  public var weekday: Weekday {
    // 1970-01-01 was a Thursday.
    let remainder = (Int(dayNumber) + 3) % 7
    return Weekday.all[remainder >= 0 ? remainder : remainder + 7]
  }

  /// The day `days` later, or earlier if negative; stays within ``min`` ... ``max``.
  public func adding(days: Int) -> CivilDate {
    CivilDate(dayNumber: Int32(clamping: Int(dayNumber) + days))
  }

  /// How many days from `other` to this day.
  public func days(since other: CivilDate) -> Int {
    Int(dayNumber) - Int(other.dayNumber)
  }

  public static func < (left: CivilDate, right: CivilDate) -> Bool {
    left.dayNumber < right.dayNumber
  }

  public static func isLeap(year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  public static func daysInMonth(year: Int, month: Int) -> Int {
    switch month {
    case 2: isLeap(year: year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// By Howard Hinnant's `days_from_civil`; the parts must exist.
  static func dayNumber(year: Int, month: Int, day: Int) -> Int32 {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int32(era * 146_097 + dayOfEra - 719_468)
  }
}

extension CivilDate: CustomStringConvertible {
  /// `2026-05-29`.
  public var description: String {
    let (year, month, day) = components
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}

extension CivilDate: Strideable {
  public func distance(to other: CivilDate) -> Int { other.days(since: self) }
  public func advanced(by days: Int) -> CivilDate { adding(days: days) }
}

/// A day of the week, numbered as in ISO 8601: Monday is 1.
public enum Weekday: Int, Hashable, Comparable, CaseIterable, Sendable {
  case monday = 1
  case tuesday, wednesday, thursday, friday, saturday, sunday

  static let all = Weekday.allCases

  public var isWeekend: Bool { self == .saturday || self == .sunday }

  public static func < (left: Weekday, right: Weekday) -> Bool { left.rawValue < right.rawValue }
}

/// The value of a run of ASCII digits, or nil if there is anything else in it.
func decimal(_ digits: some Sequence<UInt8>) -> Int? {
  var value = 0
  var count = 0
  for digit in digits {
    guard (0x30...0x39).contains(digit), count < 9 else { return nil }
    value = value * 10 + Int(digit - 0x30)
    count += 1
  }
  return count > 0 ? value : nil
}

/// `number` in decimal, filled with zeros on the left.
func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
}
