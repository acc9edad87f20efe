/// A rule of RFC 5545 (RRULE) with the calendars of RFC 7529: `FREQ=MONTHLY;BYDAY=-1FR`.
///
/// A value of this type is always well formed. Written in code, it is best begun with ``yearly(every:)`` … and
/// ``secondly(every:)``, which offer only what makes a right rule; the initialisers check, and throw. Lists are kept
/// sorted and without repetition. What a rule gives depends on a start; see ``RecurrenceSet``.
public struct RecurrenceRule: Hashable, Sendable {
  /// FREQ, from the shortest period to the longest.
  public enum Frequency: String, Hashable, CaseIterable, Sendable {
    case secondly = "SECONDLY"
    case minutely = "MINUTELY"
    case hourly = "HOURLY"
    case daily = "DAILY"
    case weekly = "WEEKLY"
    case monthly = "MONTHLY"
    case yearly = "YEARLY"
  }

  /// When a rule stops; COUNT and UNTIL exclude each other.
  public enum End: Hashable, Sendable {
    case never
    /// After so many occurrences, exceptions included.
    case count(Int)
    case until(Until)
  }

  /// The last moment that may be an occurrence, in the kind of the start.
  public enum Until: Hashable, Sendable {
    case date(CivilDate)
    case local(CivilDateTime)
    case utc(CivilDateTime)
  }

  /// What becomes of a date that a month or year does not have: SKIP of RFC 7529.
  public enum Skip: String, Hashable, CaseIterable, Sendable {
    case omit = "OMIT"
    case backward = "BACKWARD"
    case forward = "FORWARD"
  }

  public var frequency: Frequency { content.values.frequency }
  /// 1...999,999,999.
  public var interval: Int { content.values.interval }
  public var end: End { content.values.end }
  public var parts: Parts { content.values.parts }
  public var weekStart: Weekday { content.values.weekStart }
  public var scale: RecurrenceScale { content.values.scale }
  public var skip: Skip { content.values.skip }

  private let content: Content

  private struct Values: Hashable, Sendable {
    let frequency: Frequency
    let interval: Int
    let end: End
    let parts: Parts
    let weekStart: Weekday
    let scale: RecurrenceScale
    let skip: Skip
  }

  /// Shared by all copies: a rule has nine lists, and copying them would take as long as reading it.
  private final class Content: Sendable {
    let values: Values
    init(_ values: Values) { self.values = values }
  }

  /// Checked as strictly as ``init(parsing:mode:)`` checks a text.
  public init(
    _ frequency: Frequency, every interval: Int = 1, _ parts: Parts = Parts(), weekStart: Weekday = .monday,
    scale: RecurrenceScale = .gregorian, skip: Skip = .omit, end: End = .never
  ) throws(RecurrenceRuleError) {
    self.init(
      unchecked: frequency, interval: interval, parts: parts, weekStart: weekStart, scale: scale, skip: skip,
      end: end)
    if let fault = RuleCheck(rule: self).faults().first { throw fault.error }
  }

  init(
    unchecked frequency: Frequency, interval: Int, parts: Parts, weekStart: Weekday, scale: RecurrenceScale,
    skip: Skip, end: End
  ) {
    var parts = parts
    parts.sort()
    content = Content(
      Values(
        frequency: frequency, interval: interval, end: end, parts: parts, weekStart: weekStart, scale: scale,
        skip: skip))
  }

  public static func == (left: RecurrenceRule, right: RecurrenceRule) -> Bool {
    left.content === right.content || left.content.values == right.content.values
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(content.values) }

  /// The rule with other parts, unchecked.
  func with(_ parts: Parts, skip: Skip? = nil) -> RecurrenceRule {
    RecurrenceRule(
      unchecked: frequency, interval: interval, parts: parts, weekStart: weekStart, scale: scale,
      skip: skip ?? self.skip, end: end)
  }
}

extension RecurrenceRule {
  /// The BY… parts; an empty list is an absent part.
  public struct Parts: Hashable, Sendable {
    /// 0...60; 60 is read as 59, since leap seconds do not exist here.
    public var seconds: [Int]
    /// 0...59.
    public var minutes: [Int]
    /// 0...23.
    public var hours: [Int]
    /// Numbered only with MONTHLY and YEARLY.
    public var weekdays: [RecurrenceWeekday]
    /// 1...31 or -31...-1 (-1: the last).
    public var monthDays: [Int]
    /// 1...366 or -366...-1; to 385 in the Chinese calendar.
    public var yearDays: [Int]
    /// 1...53 or -53...-1; to 55 in the Chinese calendar.
    public var weekNumbers: [Int]
    public var months: [RecurrenceMonth]
    /// 1...366 or -366...-1: which of the occurrences within one period.
    public var positions: [Int]

    public init(
      months: [RecurrenceMonth] = [], weekNumbers: [Int] = [], yearDays: [Int] = [], monthDays: [Int] = [],
      weekdays: [RecurrenceWeekday] = [], hours: [Int] = [], minutes: [Int] = [], seconds: [Int] = [],
      positions: [Int] = []
    ) {
      self.months = months
      self.weekNumbers = weekNumbers
      self.yearDays = yearDays
      self.monthDays = monthDays
      self.weekdays = weekdays
      self.hours = hours
      self.minutes = minutes
      self.seconds = seconds
      self.positions = positions
    }

    mutating func sort() {
      func sort<Value: Comparable>(_ list: inout [Value]) {
        guard list.count > 1, !zip(list, list.dropFirst()).allSatisfy(<) else { return }
        list.sort()
        list = list.indices.filter { $0 == 0 || list[$0] != list[$0 - 1] }.map { list[$0] }
      }
      sort(&months)
      sort(&weekNumbers)
      sort(&yearDays)
      sort(&monthDays)
      sort(&weekdays)
      sort(&hours)
      sort(&minutes)
      sort(&seconds)
      sort(&positions)
    }
  }
}

/// A weekday in BYDAY, every one of the period or the n-th: `FR`, `2TU`, `-1FR`.
public struct RecurrenceWeekday: Hashable, Comparable, Sendable {
  public let weekday: Weekday
  /// 1...53, -53...-1 from the end, in the Chinese calendar to 55; nil for every one.
  public let ordinal: Int?

  /// Nil for an ordinal that no calendar has.
  public init?(_ weekday: Weekday, ordinal: Int) {
    guard let place = RecurrencePlace<55>(exactly: ordinal) else { return nil }
    self.init(unchecked: weekday, place.value)
  }

  init(unchecked weekday: Weekday, _ ordinal: Int?) {
    self.weekday = weekday
    self.ordinal = ordinal
  }

  public static func every(_ weekday: Weekday) -> RecurrenceWeekday {
    RecurrenceWeekday(unchecked: weekday, nil)
  }

  public static func < (left: RecurrenceWeekday, right: RecurrenceWeekday) -> Bool {
    (left.weekday, left.ordinal ?? 0) < (right.weekday, right.ordinal ?? 0)
  }
}

/// A month in BYMONTH: `5`, or `5L` for the leap month that follows it.
public struct RecurrenceMonth: Hashable, Comparable, Sendable, ExpressibleByIntegerLiteral {
  /// 1...12.
  public let number: Int
  public let isLeap: Bool

  /// Nil outside 1...12.
  public init?(exactly number: Int, isLeap: Bool = false) {
    guard (1...12).contains(number) else { return nil }
    self.init(unchecked: number, isLeap: isLeap)
  }

  init(unchecked number: Int, isLeap: Bool) {
    self.number = number
    self.isLeap = isLeap
  }

  /// A literal outside 1...12 is a bug, and traps.
  public init(integerLiteral number: Int) {
    precondition((1...12).contains(number), "there is no month \(number)")
    self.init(unchecked: number, isLeap: false)
  }

  public static func leap(_ number: RecurrenceNumber<1, 12>) -> RecurrenceMonth {
    RecurrenceMonth(unchecked: number.value, isLeap: true)
  }

  public static func < (left: RecurrenceMonth, right: RecurrenceMonth) -> Bool {
    (left.number, left.isLeap ? 1 : 0) < (right.number, right.isLeap ? 1 : 0)
  }
}
