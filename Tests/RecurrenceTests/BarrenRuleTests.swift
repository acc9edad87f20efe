import Recurrence
import Testing

/// Rules that give nothing: they end with that answer instead of searching for ever. Some were found by fuzzing, slow at
/// the time.
@Suite(.timeLimit(.minutes(10))) struct BarrenRuleTests {
  static let rules = [
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=SECONDLY;INTERVAL=60;BYSECOND=1",
    "FREQ=DAILY;INTERVAL=7;BYDAY=FR", "FREQ=MINUTELY;INTERVAL=1440;BYHOUR=10",
    "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6",
    "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=3", "FREQ=WEEKLY;BYHOUR=22,22;BYSETPOS=2,3",
    "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=1L;BYMONTHDAY=1", "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=YEARLY;INTERVAL=999999999;BYYEARDAY=366", "FREQ=SECONDLY;INTERVAL=999999999;BYSETPOS=2;BYHOUR=9",
    "FREQ=MONTHLY;INTERVAL=7;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=WEEKLY;INTERVAL=53;BYMONTH=1;BYDAY=MO;BYSETPOS=3",
    "FREQ=HOURLY;INTERVAL=7;BYHOUR=5,9;BYDAY=TU",
    "FREQ=SECONDLY;INTERVAL=31;BYMONTH=2;BYMONTHDAY=30",
  ]

  @Test(arguments: rules, ["", ";COUNT=3"])
  func `a rule that can never match ends`(_ rule: String, _ end: String) throws {
    // Without daylight saving: with it, a day of elapsed time leads to another hour in summer.
    // A thousand years before the end of the calendar are enough; the lunar table ends long before.
    let day = rule.hasPrefix("RSCALE") ? "2026-01-01T09:00" : "9000-01-02T09:00"
    let start = RecurrenceStart.zoned(try #require(CivilDateTime(iso: day)), try Zone("Asia/Shanghai"))
    for policies in [RecurrencePolicies(), RecurrencePolicies(gap: .skip, subDaily: .wallClock)] {
      let set = try RecurrenceSet(
        start: start, rules: [RecurrenceRule(parsing: rule + end, mode: .lenient)], policies: policies)
      #expect(set.occurrences().first { _ in true } == nil)
      #expect(set.last(before: Timestamp(seconds: 230_000_000_000)) == nil)
    }
  }

  @Test(arguments: [
    "FREQ=SECONDLY;COUNT=3;BYMINUTE=6,18", "FREQ=HOURLY;COUNT=4;INTERVAL=769",
    "FREQ=SECONDLY;INTERVAL=90502;COUNT=3",
    "FREQ=HOURLY;BYHOUR=3,6;BYMINUTE=5,15,25;INTERVAL=7;COUNT=6",
    // The clocks of London's local mean time, 75 seconds behind, never show these minutes at a step's second.
    "FREQ=MINUTELY;BYMINUTE=5,25;INTERVAL=38;COUNT=2",
    "FREQ=MINUTELY;BYMINUTE=5,25;INTERVAL=38;BYSECOND=20;COUNT=2",
  ])
  func `what ended long ago is found without counting the years since`(_ rule: String) throws {
    let start = RecurrenceStart.zoned(
      try #require(CivilDateTime(iso: "1800-01-01T09:00")), try Zone("Europe/London"))
    for policies in [
      RecurrencePolicies(), RecurrencePolicies(gap: .skip, overlap: .both, subDaily: .wallClock),
    ] {
      let set = try RecurrenceSet(start: start, rules: [RecurrenceRule(parsing: rule)], policies: policies)
      let walked = Array(set.occurrences())
      #expect(set.last(before: Timestamp(seconds: 30_000_000_000)) == walked.last)
      #expect(set.occurrences(from: Timestamp(seconds: 30_000_000_000)).first { _ in true } == nil)
    }
  }
}
