import Recurrence
import TestSupport
import Testing

@Suite struct RuleParsingTests {
  @Test(arguments: [
    ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY", "32", 24), ("FREQ=YEARLY;BYMONTH=5,13", "BYMONTH", "13", 22),
    ("FREQ=DAILY;INTERVAL=0", "INTERVAL", "0", 20), ("FREQ=DAILY;COUNT=0", "COUNT", "0", 17),
    ("FREQ=DAILY;COUNT=3;UNTIL=20260101", "UNTIL", "20260101", 25),
    ("FREQ=WEEKLY;BYDAY=MOO", "BYDAY", "MOO", 18),
    ("FREQ=WEEKLY;BYDAY=", "BYDAY", "", 18), ("FREQ=WEEKLY;BYDAY=MO,,TU", "BYDAY", "", 21),
    ("FREQ=WEEKLY;BYDAY=1MO", "BYDAY", "1MO", 18), ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO", "BYDAY", "1MO", 30),
    ("FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY", "1", 23), ("FREQ=MONTHLY;BYYEARDAY=1", "BYYEARDAY", "1", 23),
    ("FREQ=MONTHLY;BYWEEKNO=1", "BYWEEKNO", "1", 22), ("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS", "1", 22),
    ("FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY", "0", 24),
    ("FREQ=YEARLY;BYYEARDAY=367", "BYYEARDAY", "367", 22),
    ("FREQ=YEARLY;BYWEEKNO=-54", "BYWEEKNO", "-54", 21), ("FREQ=DAILY;BYHOUR=24", "BYHOUR", "24", 18),
    ("FREQ=DAILY;BYMINUTE=60", "BYMINUTE", "60", 20), ("FREQ=DAILY;BYSECOND=61", "BYSECOND", "61", 20),
    ("FREQ=DAILY;INTERVAL=99999999999999999999", "INTERVAL", "99999999999999999999", 20),
    ("FREQ=DAILY;FREQ=DAILY", "FREQ", "DAILY", 16), ("FREQ=FORTNIGHTLY", "FREQ", "FORTNIGHTLY", 5),
    ("INTERVAL=2", "FREQ", "", 0), ("FREQ=DAILY;BYEASTER=0", "BYEASTER", "BYEASTER", 11),
    ("", "RRULE", "", 0),
    ("FREQ=DAILY;", "RRULE", "", 11), ("FREQ=DAILY;UNTIL=20260230", "UNTIL", "20260230", 17),
    ("FREQ=DAILY;UNTIL=20260101T250000Z", "UNTIL", "20260101T250000Z", 17),
    ("FREQ=DAILY;WKST=XX", "WKST", "XX", 16),
    ("FREQ=YEARLY;SKIP=FORWARD", "SKIP", "FORWARD", 17),
    ("RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=UP", "SKIP", "UP", 34),
    ("FREQ=YEARLY;BYMONTH=5L", "BYMONTH", "5L", 20), ("FREQ=LUNAR_YEARLY", "FREQ", "LUNAR_YEARLY", 5),
    ("RSCALE=JULIAN;FREQ=YEARLY", "RSCALE", "JULIAN", 7), (" FREQ=DAILY", " FREQ", " FREQ", 0),
    ("每年", "RRULE", "每年", 0), ("FREQ=WEEKLY;BYDAY=ＭＯ", "BYDAY", "ＭＯ", 18),
    ("FREQ=DAILY;COUNT=+3", "COUNT", "+3", 17), ("\u{0}FREQ=DAILY", "\u{0}FREQ", "\u{0}FREQ", 0),
    ("FREQ=\u{0}DAILY", "FREQ", "\u{0}DAILY", 5),
  ])
  func `a strict reading says which part, which value and where`(
    _ text: String, _ part: String, _ value: String, _ offset: Int
  ) {
    let error = #expect(throws: RecurrenceRuleError.self) { try RecurrenceRule(parsing: text, mode: .strict) }
    #expect(error?.part == part)
    #expect(error?.value == value)
    #expect(error?.offset == offset)
    // The advice holds an example in both languages, and the example itself is right.
    #expect(error.map { $0.advice.zh.contains($0.example) && $0.advice.en.contains($0.example) } == true)
    // Nothing that was written is nothing to quote.
    #expect(value.isEmpty || error?.problem.zh.contains("“\(value)”") == true)
  }

  @Test(arguments: [
    (
      "FREQ=MONTHLY;BYMONTHDAY=32",
      "BYMONTHDAY: '32' at offset 24 is out of range; use 1...31 or -31...-1, as in BYMONTHDAY=15 (RFC 5545 3.3.10)"
    ),
    (
      "FREQ=LUNAR_YEARLY",
      "FREQ: 'LUNAR_YEARLY' at offset 5 is no frequency; a lunar rule names its calendar in RSCALE; "
        + "write RSCALE=CHINESE beside FREQ=YEARLY or MONTHLY, as in RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=15 "
        + "(RFC 7529 4.1)"
    ),
  ])
  func `messages name place, fault, range, example and clause`(_ text: String, _ message: String) {
    let error = #expect(throws: RecurrenceRuleError.self) { try RecurrenceRule(parsing: text) }
    #expect(error?.description == message)
  }

  @Test(arguments: [
    ("rrule:freq=daily;count=3;", "FREQ=DAILY;COUNT=3", 0),
    (" FREQ = WEEKLY ; BYDAY = MO , TU ", "FREQ=WEEKLY;BYDAY=MO,TU", 0),
    ("FREQ=WEEKLY;BYDAY=+1TU,-1TH", "FREQ=WEEKLY;BYDAY=TU,TH", 1),
    ("FREQ=WEEKLY;BYMONTHDAY=1,3", "FREQ=WEEKLY;BYMONTHDAY=1,3", 1),
    ("FREQ=DAILY;X-NAME=3", "FREQ=DAILY", 1),
    ("FREQ=YEARLY;SKIP=FORWARD", "RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=FORWARD", 1),
    ("FREQ=MONTHLY;COUNT=1;BYSETPOS=-1,1", "FREQ=MONTHLY;COUNT=1;BYSETPOS=-1,1", 1),
  ])
  func `a lenient reading takes what means something, and says so`(
    _ text: String, _ taken: String, _ notes: Int
  ) throws {
    let (rule, found) = try RecurrenceRule.parse(text, mode: .lenient)
    #expect(rule.description == taken)
    #expect(found.count == notes)
  }

  @Test func `SKIP may stand before RSCALE, parts in any order and in small letters`() throws {
    let rule = try RecurrenceRule(parsing: "skip=forward;bymonthday=30;rscale=chinese;freq=monthly")
    #expect(rule.description == "RSCALE=CHINESE;FREQ=MONTHLY;BYMONTHDAY=30;SKIP=FORWARD")
  }

  @Test func `an initialiser checks as strictly as the reader`() throws {
    #expect(throws: RecurrenceRuleError.self) { try RecurrenceRule(.weekly, .init(monthDays: [1])) }
    #expect(throws: RecurrenceRuleError.self) { try RecurrenceRule(.daily, every: 0) }
    #expect(throws: RecurrenceRuleError.self) { try RecurrenceRule(.yearly, .init(yearDays: [.min])) }
    #expect(throws: RecurrenceRuleError.self) { try RecurrenceRule(.daily, end: .count(.max)) }
    let lastFriday = try #require(RecurrenceWeekday(.friday, ordinal: -1))
    let rule = try RecurrenceRule(.monthly, every: 2, .init(weekdays: [lastFriday]), end: .count(10))
    #expect(rule.description == "FREQ=MONTHLY;COUNT=10;INTERVAL=2;BYDAY=-1FR")
    #expect(rule == RecurrenceRule.monthly(every: 2).on(.last, .friday).ending(after: 10).rule)
  }

  @Test func `UNTIL must be of the start's kind, and lenient reading says what it took`() throws {
    let rule = try RecurrenceRule(parsing: "FREQ=DAILY;UNTIL=20260105T090000Z")
    let start = RecurrenceStart.floating(try #require(CivilDateTime(iso: "2026-01-01T09:00")))
    #expect(throws: RecurrenceSetError.untilOfAnotherKind(rule.untilForTest, start)) {
      try RecurrenceSet(start: start, rule)
    }
    let set = try RecurrenceSet(start: start, rule, mode: .lenient)
    #expect(set.notes.count == 1)
    #expect(Array(set.occurrences()).count == 5)
  }

  @Test func `a start of whole days ignores times of day, and says so`() throws {
    let start = RecurrenceStart.date(try #require(CivilDate(iso: "2026-01-01")))
    let set = try RecurrenceSet(start: start, RecurrenceRule(parsing: "FREQ=DAILY;BYHOUR=9;COUNT=2"))
    #expect(set.notes.map(\.part) == ["BYHOUR"])
    #expect(set.occurrences().map(\.local.description) == ["2026-01-01T00:00", "2026-01-02T00:00"])
  }

  @Test func `a Chinese rule that starts outside the table is refused`() throws {
    let rule = try RecurrenceRule(parsing: "RSCALE=CHINESE;FREQ=YEARLY")
    let date = try #require(CivilDate(iso: "1900-01-31"))
    #expect(throws: RecurrenceSetError.startOutsideLunarTable(date)) {
      try RecurrenceSet(start: .date(date), rule)
    }
  }

  @Test(arguments: [11, 12, 13, 14, 15, 16] as [UInt64])
  func `any bytes end in a rule or an error`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "FREQ=", "YEARLY", "SECONDLY", "MINUTELY", "MONTHLY", "WEEKLY", ";", "=", ",", "BYDAY=", "BYMONTH=",
      "BYSETPOS=",
      "BYYEARDAY=", "BYWEEKNO=", "BYMONTHDAY=", "BYHOUR=", "INTERVAL=", "COUNT=", "UNTIL=",
      "99991231T235959Z", "-1", "+53",
      "366", "0", "MO", "-1FR", "5L", "RSCALE=CHINESE", "SKIP=FORWARD", "WKST=SU", "999999999", "\u{0}", "é",
      "🙂", " ",
    ]
    for _ in 0..<800 {
      var text = Bool.random(using: &random) ? "FREQ=DAILY;" : ""
      for _ in 0..<Int.random(in: 0...12, using: &random) {
        text += pieces[Int.random(in: 0..<pieces.count, using: &random)]
      }
      if Bool.random(using: &random) {
        text = String(
          decoding: text.utf8.map {
            UInt8.random(in: 0..<20, using: &random) == 0 ? UInt8.random(in: 0...255, using: &random) : $0
          },
          as: UTF8.self)
      }
      for mode in [RecurrenceParsingMode.strict, .lenient] {
        guard let rule = try? RecurrenceRule(parsing: text, mode: mode) else { continue }
        let start = CivilDateTime(
          CivilDate(dayNumber: .random(in: -719_162...2_932_896, using: &random)), .midnight)
        guard
          let set = try? RecurrenceSet(
            start: .zoned(start, Zone("America/New_York")), rules: [rule], mode: .lenient)
        else { continue }
        let found = Array(set.occurrences().prefix(5))
        #expect(found == found.sorted { $0.instant < $1.instant })
        _ = set.last(before: Timestamp(seconds: 4_000_000_000))
      }
    }
  }

  @Test func `a text of any length is refused in time`() {
    let long = "FREQ=DAILY;BYMONTHDAY=" + String(repeating: "1,", count: 100_000) + "1"
    #expect(throws: RecurrenceRuleError.self) { try RecurrenceRule(parsing: long, mode: .lenient) }
  }
}

extension RecurrenceRule {
  fileprivate var untilForTest: Until {
    if case .until(let until) = end { return until }
    return .date(.min)
  }
}
