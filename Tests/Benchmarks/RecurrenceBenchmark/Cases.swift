import Recurrence

/// A rule, and maybe a window of it: what is asked of the engine here and of its peers alike.
struct Question {
  /// How a peer calls it in its answer.
  let name: String
  /// As iCalendar writes it: `20000529T090000`.
  let start: String
  var rule: String
  let zone: String
  /// Only the occurrences in it, rather than all.
  var window: Range<Timestamp>?

  func recurrenceStart() throws -> RecurrenceStart {
    guard let local = CivilDateTime(basic: start) else { preconditionFailure("a start that is no time") }
    return try .zoned(local, Zone(zone))
  }

  func set() throws -> RecurrenceSet {
    try RecurrenceSet(start: recurrenceStart(), RecurrenceRule(parsing: rule))
  }

  /// What this engine finds.
  func occurrences() throws -> OccurrenceSequence {
    try window.map { try set().occurrences(within: $0) } ?? set().occurrences()
  }

  func count() throws -> Int { try occurrences().reduce(0) { count, _ in count + 1 } }

  /// The same rule, as long as the calendar goes.
  var withoutEnd: Question {
    var question = self
    question.rule = rule.split(separator: ";").filter { !$0.hasPrefix("UNTIL=") }.joined(separator: ";")
    return question
  }
}

extension Question {
  static let yearly = Question(
    name: "yearly", start: "20000529T090000",
    rule: "FREQ=YEARLY;BYMONTH=5,9;BYMONTHDAY=25,29;UNTIL=20991231T000000Z", zone: "Asia/Shanghai")
  static let monthly = Question(
    name: "monthly", start: "20000103T090000",
    rule: "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;UNTIL=20991231T000000Z", zone: "Asia/Shanghai")
  static let daily = Question(
    name: "daily", start: "20200101T023000", rule: "FREQ=DAILY;UNTIL=20291231T235959Z",
    zone: "America/New_York")
  static let chinese = Question(
    name: "chinese", start: "20100214T090000", rule: "RSCALE=CHINESE;FREQ=YEARLY;UNTIL=20941231T000000Z",
    zone: "Asia/Shanghai")
  static let secondly = Question(
    name: "secondly", start: "20260308T000000", rule: "FREQ=SECONDLY;UNTIL=20260309T000000Z",
    zone: "America/New_York")

  /// Only for allocations: fifty million of it pass every change of offset of 95 years.
  static let minutely = Question(
    name: "minutely", start: "20260308T000000", rule: "FREQ=MINUTELY", zone: "America/New_York")

  /// A rule that starts 36 years before ``week``.
  static func window(_ name: String, _ rule: String) -> Question {
    Question(
      name: name, start: "19900101T090000", rule: rule, zone: "America/New_York",
      window: week)
  }

  /// Seven days, the last that of a change of offset in New York.
  static let week = Timestamp(fixed: "2026-10-26T00:00:00Z")..<Timestamp(fixed: "2026-11-02T00:00:00Z")
}

/// 23,200 units, each with a rule of its own of the kinds that campaigns have.
enum Units {
  static let start = RecurrenceStart.zoned(
    CivilDateTime(CivilDate(fixed: "2020-01-06"), CivilTime(secondsOfDay: 9 * 3600 + 7 * 60)), .shanghai)
  static let year = Timestamp(fixed: "2026-01-01T00:00:00Z")..<Timestamp(fixed: "2027-01-01T00:00:00Z")

  static let rules: [String] = (0..<23_200).map { unit in
    let weekday = ["MO", "TU", "WE", "TH", "FR"][unit / 5 % 5]
    let (month, day) = (unit / 5 % 12 + 1, unit / 7 % 28 + 1)
    return switch unit % 5 {
    case 0: "FREQ=YEARLY;BYMONTH=\(month);BYMONTHDAY=\(day)"
    case 1: "FREQ=MONTHLY;BYDAY=-1\(weekday)"
    case 2: "FREQ=WEEKLY;BYDAY=\(weekday)"
    case 3: "FREQ=MONTHLY;BYMONTHDAY=\(day)"
    default: "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=\(month);BYMONTHDAY=\(day)"
    }
  }
}

/// Inputs drawn before anything is measured, since drawing them takes as long as using them.
enum Drawn {
  static let count = 65_536

  /// From 1970 to 2079.
  static func civilTimes() -> [CivilDateTime] {
    dates(from: "1970-01-01", through: "2079-12-31").enumerated().map { index, date in
      CivilDateTime(date, CivilTime(secondsOfDay: scattered(index &* 7, in: 0...86_399)))
    }
  }

  /// Where the table of the Chinese calendar reaches.
  static func lunarDates() -> [CivilDate] { dates(from: "1901-02-19", through: "2100-02-08") }

  /// Dates, and how many working days to go from them.
  static func workdaySteps() -> [(date: CivilDate, count: Int)] {
    dates(from: "2004-01-01", through: "2099-12-31").enumerated().map { index, date in
      (date, Int(scattered(index &* 7, in: -20...20)))
    }
  }

  private static func dates(from first: String, through last: String) -> [CivilDate] {
    let days = CivilDate(fixed: first).dayNumber...CivilDate(fixed: last).dayNumber
    return (0..<count).map { CivilDate(dayNumber: scattered($0, in: days)) }
  }
}

/// A number in `range` that looks drawn at random, the same for an index in every run: multiples of the golden ratio.
private func scattered(_ index: Int, in range: ClosedRange<Int32>) -> Int32 {
  let drawn = UInt64(index) &* 0x9E37_79B9_7F4A_7C15 >> 32
  return range.lowerBound + Int32(drawn % UInt64(range.count))
}

extension Instance {
  /// Of all that an occurrence tells, so that none of it can be left out.
  var checksum: Int64 {
    instant.milliseconds &+ Int64(local.date.dayNumber) &+ Int64(local.time.secondsOfDay)
  }
}

extension OccurrenceSequence {
  /// Walks to the end.
  func checksum() -> Int64 {
    var sum: Int64 = 0
    for occurrence in self { sum &+= occurrence.checksum }
    return sum
  }
}

extension Zone {
  static let shanghai = Zone(fixed: "Asia/Shanghai")
  static let newYork = Zone(fixed: "America/New_York")

  private init(fixed identifier: String) {
    guard let zone = try? Zone(identifier) else { preconditionFailure("no zone \(identifier)") }
    self = zone
  }
}

extension CivilDate {
  /// A date written in this program.
  init(fixed text: String) {
    guard let date = CivilDate(iso: text) else { preconditionFailure("no date: \(text)") }
    self = date
  }
}

extension Timestamp {
  /// An instant written in this program.
  init(fixed text: String) {
    guard let instant = Timestamp(iso: text) else { preconditionFailure("no instant: \(text)") }
    self = instant
  }
}
