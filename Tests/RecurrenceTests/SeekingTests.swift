import Recurrence
import Testing

/// Jumping far: COUNT has to be known at the place where a window begins.
@Suite struct SeekingTests {
  private static func set(
    _ rule: String, _ zone: String = "America/New_York", _ policies: RecurrencePolicies = .init()
  ) throws -> RecurrenceSet {
    let start = try #require(CivilDateTime(iso: "2026-01-01T09:00"))
    return try RecurrenceSet(
      start: .zoned(start, Zone(zone)), rules: [RecurrenceRule(parsing: rule)], policies: policies)
  }

  @Test(arguments: [
    ("FREQ=SECONDLY;COUNT=900000000", "2054-07-10T01:00:00Z", "2054-07-10T00:59:59Z"),
    ("FREQ=SECONDLY;COUNT=900000000", "2060-01-01T00:00:00Z", "2054-07-10T05:59:59Z"),
    ("FREQ=MINUTELY;INTERVAL=7;BYSECOND=5,50;COUNT=4000000", "2053-01-01T00:00:00Z", "2052-08-14T19:13:50Z"),
    ("FREQ=DAILY;COUNT=1000000", "4000-01-01T00:00:00Z", "3999-12-31T14:00:00Z"),
    // 900 million half minutes at 30 past in the working hours are centuries: 8 * 60 a day.
    (
      "FREQ=SECONDLY;BYSECOND=30;BYHOUR=9,10,11,12,13,14,15,16;COUNT=480000", "2040-01-01T00:00:00Z",
      "2028-09-26T20:59:30Z"
    ),
  ])
  func `a great COUNT is jumped over, not walked`(_ rule: String, _ before: String, _ expected: String) throws
  {
    #expect(
      try Self.set(rule).last(before: #require(Timestamp(iso: before)))?.instant.description == expected)
  }

  @Test func `hours go on evenly where clocks move by no whole minute`() throws {
    // Monrovia's clocks went forward by 44 minutes and 30 seconds on 7 January 1972: what had been 15 minutes past the
    // hour and half a minute later then stood on both sides of the full hour.
    let start = try #require(CivilDateTime(iso: "1971-12-31T09:15"))
    let set = try RecurrenceSet(
      start: .zoned(start, Zone("Africa/Monrovia")), RecurrenceRule(parsing: "FREQ=HOURLY;BYSECOND=0,30"))
    let found = Array(set.occurrences().prefix(600))
    for (left, right) in zip(found, found.dropFirst(2)) {
      #expect(left.instant.duration(to: right.instant) == .seconds(3600))
    }
    #expect(found.last?.local.description == "1972-01-12T21:00")
    #expect(Array(set.occurrences(from: found[300].instant).prefix(300)) == Array(found[300...]))
  }

  /// Rules whose counting takes another way each: steps that fit hours, days or neither, limits of every kind, offsets
  /// that hours and steps don't share, SKIP across years, several times a day.
  @Test(arguments: [
    "FREQ=SECONDLY;INTERVAL=7;BYMINUTE=0,30;COUNT=30000",
    "FREQ=SECONDLY;INTERVAL=3600;BYDAY=MO,FR;COUNT=3000",
    "FREQ=SECONDLY;INTERVAL=86399;COUNT=900",
    "FREQ=MINUTELY;INTERVAL=45;BYMONTH=3,11;BYHOUR=1,2,3;COUNT=2000",
    "FREQ=MINUTELY;BYSECOND=0,20,40;BYSETPOS=-1;BYMONTHDAY=1,-1;COUNT=20000",
    "FREQ=HOURLY;INTERVAL=5;COUNT=7000", "FREQ=HOURLY;BYMINUTE=10,50;BYDAY=SU;COUNT=4000",
    "FREQ=HOURLY;INTERVAL=25;BYYEARDAY=1,100,-1;COUNT=60",
    "RSCALE=CHINESE;FREQ=HOURLY;INTERVAL=2;BYMONTH=1,6L;COUNT=900",
    "RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=29,30,31;SKIP=FORWARD;BYHOUR=8,20;COUNT=150",
    "RSCALE=GREGORIAN;FREQ=YEARLY;BYYEARDAY=1,366;SKIP=FORWARD;COUNT=9",
    "RSCALE=GREGORIAN;FREQ=YEARLY;BYYEARDAY=-366,-1;SKIP=BACKWARD;COUNT=9",
    "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,SU;COUNT=90",
    "FREQ=DAILY;BYHOUR=1,2,3;COUNT=3000", "FREQ=MINUTELY;INTERVAL=38;BYSECOND=20;COUNT=9000",
  ])
  func `COUNT ends a walk and a jump at the same moment`(_ rule: String) throws {
    for zone in ["America/New_York", "Australia/Lord_Howe", "Asia/Shanghai", "UTC"] {
      for policies in [
        RecurrencePolicies(), RecurrencePolicies(gap: .skip, subDaily: .wallClock),
        RecurrencePolicies(overlap: .both, subDaily: .wallClock),
        RecurrencePolicies(gap: .before, overlap: .second),
      ] {
        let set = try Self.set(rule, zone, policies)
        let walked = Array(set.occurrences())
        for index in [1, walked.count / 3, walked.count / 2, walked.count - 2] {
          let jumped = Array(set.occurrences(from: walked[index].instant))
          let same = jumped.map(\.instant) == walked[index...].map(\.instant)
          #expect(same, "\(rule) \(zone) \(policies) \(index) \(jumped.count) \(walked.count - index)")
        }
      }
    }
  }
}
