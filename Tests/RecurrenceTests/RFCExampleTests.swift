import Recurrence
import Testing

/// The examples of RFC 5545 3.3.10 and 3.8.5.3 (all in America/New_York) and of RFC 7529, by their own titles.
@Suite struct RFCExampleTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let title: String
    let start: String
    let rule: String
    /// Local times; `T0900` where none is written, a month and year as long as they stay.
    let expected: String
    /// Whether the list is complete, and not only the beginning.
    var isWhole = true

    var testDescription: String { "\(title): \(rule)" }
  }

  private static let weekdays = "MO,TU,WE,TH,FR"

  static let examples: [Example] = [
    Example(
      title: "Daily for 10 occurrences", start: "1997-09-02", rule: "FREQ=DAILY;COUNT=10",
      expected: "1997-09-02 03 04 05 06 07 08 09 10 11"),
    Example(
      title: "Every other day, forever", start: "1997-09-02", rule: "FREQ=DAILY;INTERVAL=2",
      expected: "1997-09-02 04 06 08 10 12 14 16 18 20 22 24 26 28 30 1997-10-02 04 06", isWhole: false),
    Example(
      title: "Every 10 days, 5 occurrences", start: "1997-09-02", rule: "FREQ=DAILY;INTERVAL=10;COUNT=5",
      expected: "1997-09-02 12 22 1997-10-02 12"),
    Example(
      title: "Weekly for 10 occurrences", start: "1997-09-02", rule: "FREQ=WEEKLY;COUNT=10",
      expected: "1997-09-02 09 16 23 30 1997-10-07 14 21 28 1997-11-04"),
    Example(
      title: "Weekly until December 24, 1997", start: "1997-09-02",
      rule: "FREQ=WEEKLY;UNTIL=19971224T000000Z",
      expected: "1997-09-02 09 16 23 30 1997-10-07 14 21 28 1997-11-04 11 18 25 1997-12-02 09 16 23"),
    Example(
      title: "Every other week, forever", start: "1997-09-02", rule: "FREQ=WEEKLY;INTERVAL=2;WKST=SU",
      expected: "1997-09-02 16 30 1997-10-14 28 1997-11-11 25 1997-12-09 23 1998-01-06 20 1998-02-03 17",
      isWhole: false),
    Example(
      title: "Weekly on Tuesday and Thursday for five weeks", start: "1997-09-02",
      rule: "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH",
      expected: "1997-09-02 04 09 11 16 18 23 25 30 1997-10-02"),
    Example(
      title: "or", start: "1997-09-02", rule: "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH",
      expected: "1997-09-02 04 09 11 16 18 23 25 30 1997-10-02"),
    Example(
      title: "Every other week on Monday, Wednesday, and Friday until December 24, 1997", start: "1997-09-01",
      rule: "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR",
      expected:
        "1997-09-01 03 05 15 17 19 29 1997-10-01 03 13 15 17 27 29 31 1997-11-10 12 14 24 26 28 1997-12-08 10 12 22"
    ),
    Example(
      title: "Every other week on Tuesday and Thursday, for 8 occurrences", start: "1997-09-02",
      rule: "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
      expected: "1997-09-02 04 16 18 30 1997-10-02 14 16"),
    Example(
      title: "Monthly on the first Friday for 10 occurrences", start: "1997-09-05",
      rule: "FREQ=MONTHLY;COUNT=10;BYDAY=1FR",
      expected:
        "1997-09-05 1997-10-03 1997-11-07 1997-12-05 1998-01-02 1998-02-06 1998-03-06 1998-04-03 1998-05-01 1998-06-05"
    ),
    Example(
      title: "Monthly on the first Friday until December 24, 1997", start: "1997-09-05",
      rule: "FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR",
      expected: "1997-09-05 1997-10-03 1997-11-07 1997-12-05"),
    Example(
      title: "Every other month on the first and last Sunday of the month for 10 occurrences",
      start: "1997-09-07",
      rule: "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
      expected: "1997-09-07 28 1997-11-02 30 1998-01-04 25 1998-03-01 29 1998-05-03 31"),
    Example(
      title: "Monthly on the second-to-last Monday of the month for 6 months", start: "1997-09-22",
      rule: "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO",
      expected: "1997-09-22 1997-10-20 1997-11-17 1997-12-22 1998-01-19 1998-02-16"),
    Example(
      title: "Monthly on the third-to-the-last day of the month, forever", start: "1997-09-28",
      rule: "FREQ=MONTHLY;BYMONTHDAY=-3",
      expected: "1997-09-28 1997-10-29 1997-11-28 1997-12-29 1998-01-29 1998-02-26", isWhole: false),
    Example(
      title: "Monthly on the 2nd and 15th of the month for 10 occurrences", start: "1997-09-02",
      rule: "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15",
      expected: "1997-09-02 15 1997-10-02 15 1997-11-02 15 1997-12-02 15 1998-01-02 15"),
    Example(
      title: "Monthly on the first and last day of the month for 10 occurrences", start: "1997-09-30",
      rule: "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1",
      expected: "1997-09-30 1997-10-01 31 1997-11-01 30 1997-12-01 31 1998-01-01 31 1998-02-01"),
    Example(
      title: "Every 18 months on the 10th thru 15th of the month for 10 occurrences", start: "1997-09-10",
      rule: "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15",
      expected: "1997-09-10 11 12 13 14 15 1999-03-10 11 12 13"),
    Example(
      title: "Every Tuesday, every other month", start: "1997-09-02",
      rule: "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU",
      expected: "1997-09-02 09 16 23 30 1997-11-04 11 18 25 1998-01-06 13 20 27 1998-03-03 10 17 24 31",
      isWhole: false),
    Example(
      title: "Yearly in June and July for 10 occurrences", start: "1997-06-10",
      rule: "FREQ=YEARLY;COUNT=10;BYMONTH=6,7",
      expected:
        "1997-06-10 1997-07-10 1998-06-10 1998-07-10 1999-06-10 1999-07-10 2000-06-10 2000-07-10 2001-06-10 2001-07-10"
    ),
    Example(
      title: "Every other year on January, February, and March for 10 occurrences", start: "1997-03-10",
      rule: "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3",
      expected:
        "1997-03-10 1999-01-10 1999-02-10 1999-03-10 2001-01-10 2001-02-10 2001-03-10 2003-01-10 2003-02-10 2003-03-10"
    ),
    Example(
      title: "Every third year on the 1st, 100th, and 200th day for 10 occurrences", start: "1997-01-01",
      rule: "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200",
      expected:
        "1997-01-01 1997-04-10 1997-07-19 2000-01-01 2000-04-09 2000-07-18 2003-01-01 2003-04-10 2003-07-19 2006-01-01"
    ),
    Example(
      title: "Every 20th Monday of the year, forever", start: "1997-05-19", rule: "FREQ=YEARLY;BYDAY=20MO",
      expected: "1997-05-19 1998-05-18 1999-05-17", isWhole: false),
    Example(
      title: "Monday of week number 20, forever", start: "1997-05-12",
      rule: "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
      expected: "1997-05-12 1998-05-11 1999-05-17", isWhole: false),
    Example(
      title: "Every Thursday in March, forever", start: "1997-03-13", rule: "FREQ=YEARLY;BYMONTH=3;BYDAY=TH",
      expected: "1997-03-13 20 27 1998-03-05 12 19 26 1999-03-04 11 18 25", isWhole: false),
    Example(
      title: "Every Thursday, but only during June, July, and August, forever", start: "1997-06-05",
      rule: "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8",
      expected: """
        1997-06-05 12 19 26 1997-07-03 10 17 24 31 1997-08-07 14 21 28 \
        1998-06-04 11 18 25 1998-07-02 09 16 23 30 1998-08-06 13 20 27 \
        1999-06-03 10 17 24 1999-07-01 08 15 22 29 1999-08-05 12 19 26
        """, isWhole: false),
    Example(
      title: "Every Friday the 13th, forever", start: "1997-09-02",
      rule: "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
      expected: "1998-02-13 1998-03-13 1998-11-13 1999-08-13 2000-10-13", isWhole: false),
    Example(
      title: "The first Saturday that follows the first Sunday of the month, forever", start: "1997-09-13",
      rule: "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13",
      expected:
        "1997-09-13 1997-10-11 1997-11-08 1997-12-13 1998-01-10 1998-02-07 1998-03-07 1998-04-11 1998-05-09 1998-06-13",
      isWhole: false),
    Example(
      title: "Every 4 years, the first Tuesday after a Monday in November, forever", start: "1996-11-05",
      rule: "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
      expected: "1996-11-05 2000-11-07 2004-11-02", isWhole: false),
    Example(
      title:
        "The third instance into the month of one of Tuesday, Wednesday, or Thursday, for the next 3 months",
      start: "1997-09-04", rule: "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3",
      expected: "1997-09-04 1997-10-07 1997-11-06"),
    Example(
      title: "The second-to-last weekday of the month", start: "1997-09-29",
      rule: "FREQ=MONTHLY;BYDAY=\(weekdays);BYSETPOS=-2",
      expected: "1997-09-29 1997-10-30 1997-11-27 1997-12-30 1998-01-29 1998-02-26 1998-03-30", isWhole: false
    ),
    Example(
      title:
        "Every 3 hours from 9:00 AM to 5:00 PM on a specific day; its UNTIL is 1 PM in New York (erratum)",
      start: "1997-09-02", rule: "FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000Z",
      expected: "1997-09-02 1997-09-02T1200"),
    Example(
      title: "Every 15 minutes for 6 occurrences", start: "1997-09-02",
      rule: "FREQ=MINUTELY;INTERVAL=15;COUNT=6",
      expected: "1997-09-02T0900 T0915 T0930 T0945 T1000 T1015"),
    Example(
      title: "Every hour and a half for 4 occurrences", start: "1997-09-02",
      rule: "FREQ=MINUTELY;INTERVAL=90;COUNT=4",
      expected: "1997-09-02T0900 T1030 T1200 T1330"),
    Example(
      title: "Every 20 minutes from 9:00 AM to 4:40 PM every day", start: "1997-09-02",
      rule: "FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40", expected: everyTwentyMinutes,
      isWhole: false),
    Example(
      title: "or", start: "1997-09-02", rule: "FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16",
      expected: everyTwentyMinutes, isWhole: false),
    Example(
      title: "Where the week starts matters: Monday", start: "1997-08-05",
      rule: "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", expected: "1997-08-05 10 19 24"),
    Example(
      title: "Where the week starts matters: Sunday", start: "1997-08-05",
      rule: "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", expected: "1997-08-05 17 19 31"),
    Example(
      title: "An invalid date, February 30, is ignored", start: "2007-01-15",
      rule: "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5",
      expected: "2007-01-15 30 2007-02-15 2007-03-15 30"),
    Example(
      title: "3.3.10: the last work day of the month", start: "1997-09-30",
      rule: "FREQ=MONTHLY;BYDAY=\(weekdays);BYSETPOS=-1",
      expected: "1997-09-30 1997-10-31 1997-11-28 1997-12-31", isWhole: false),
    Example(
      title: "3.3.10: every other day, ten times", start: "1997-09-02",
      rule: "FREQ=DAILY;COUNT=10;INTERVAL=2",
      expected: "1997-09-02 04 06 08 10 12 14 16 18 20"),
    Example(
      title: "3.3.10: 8:30 and 9:30 on every Sunday in January, every other year", start: "1997-01-05",
      rule: "FREQ=YEARLY;INTERVAL=2;BYMONTH=1;BYDAY=SU;BYHOUR=8,9;BYMINUTE=30",
      expected: "1997-01-05T0930 12T0830 T0930 19T0830 T0930 26T0830 T0930 1999-01-03T0830 T0930",
      isWhole: false),
  ]

  private static let everyTwentyMinutes =
    "1997-09-02T0900 T0920 T0940 T1000 T1020 T1040 T1100 T1120 T1140 T1200 T1220 T1240 T1300 T1320 T1340 T1400 T1420 "
    + "T1440 T1500 T1520 T1540 T1600 T1620 T1640 03T0900 T0920 T0940"

  static let examplesOfRFC7529: [Example] = [
    Example(
      title: "Chinese New Year", start: "2013-02-10", rule: "RSCALE=CHINESE;FREQ=YEARLY",
      expected: "2013-02-10 2014-01-31 2015-02-19 2016-02-08", isWhole: false),
    Example(
      title: "A birthday on a leap day, moved forward", start: "2012-02-29",
      rule: "RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=FORWARD",
      expected: "2012-02-29 2013-03-01 2014-03-01 2015-03-01 2016-02-29",
      isWhole: false),
    Example(
      title: "The same, moved backward", start: "2012-02-29",
      rule: "RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=BACKWARD",
      expected: "2012-02-29 2013-02-28 2014-02-28 2015-02-28 2016-02-29", isWhole: false),
    Example(
      title: "The same, left out", start: "2012-02-29", rule: "RSCALE=GREGORIAN;FREQ=YEARLY",
      expected: "2012-02-29 2016-02-29 2020-02-29", isWhole: false),
    Example(
      title: "The 31st of every month, moved backward", start: "2014-01-31",
      rule: "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=BACKWARD;COUNT=4",
      expected: "2014-01-31 2014-02-28 2014-03-31 2014-04-30"),
    Example(
      title: "The 31st of every month, moved forward", start: "2014-01-31",
      rule: "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=FORWARD;COUNT=4",
      expected: "2014-01-31 2014-03-01 2014-03-31 2014-05-01"),
    Example(
      title: "Dates moved onto each other count once", start: "2014-01-29",
      rule: "RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=29,30,31;SKIP=FORWARD;COUNT=6",
      expected: "2014-01-29 30 31 2014-03-01 29 30"),
    Example(
      title: "A leap month and the month before it", start: "2014-10-03",
      rule: "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=9,9L;BYMONTHDAY=10;COUNT=4",
      expected: "2014-10-03 2014-11-02 2015-10-22 2016-10-10"),
  ]

  private static func moments(_ text: String) -> [String] {
    var (month, day) = ("", "")
    return text.split(separator: " ").map { word in
      let parts = word.split(separator: "T", omittingEmptySubsequences: false)
      if parts[0].count == 10 { month = String(parts[0].prefix(8)) }
      if !parts[0].isEmpty { day = String(parts[0].suffix(2)) }
      let time = parts.count == 2 ? parts[1] : "0900"
      return "\(month)\(day)T\(time.prefix(2)):\(time.suffix(2))"
    }
  }

  @Test(arguments: examples)
  func `RFC 5545 gives`(_ example: Example) throws {
    let local = try #require(CivilDateTime(iso: example.start + "T09:00"))
    let set = try RecurrenceSet(
      start: .zoned(local, Zone("America/New_York")), RecurrenceRule(parsing: example.rule, mode: .strict))
    let expected = Self.moments(example.expected)
    let found = Array(set.occurrences().prefix(example.isWhole ? expected.count + 1 : expected.count))
    #expect(found.map(\.local.description) == expected)
  }

  @Test(arguments: examplesOfRFC7529)
  func `RFC 7529 gives`(_ example: Example) throws {
    let set = try RecurrenceSet(
      start: .date(#require(CivilDate(iso: example.start))),
      RecurrenceRule(parsing: example.rule, mode: .strict))
    let expected = Self.moments(example.expected).map { String($0.prefix(10)) + "T00:00" }
    let found = Array(set.occurrences().prefix(example.isWhole ? expected.count + 1 : expected.count))
    #expect(found.map(\.local.description) == expected)
  }

  @Test(arguments: [
    ("FREQ=DAILY;UNTIL=19971224T000000Z", "1997-09-02", "1997-12-23", 113),
    (
      "FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA", "1998-01-01", "2000-01-31",
      93
    ),
    ("FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1", "1998-01-01", "2000-01-31", 93),
  ])
  func `RFC 5545's long examples have their length and end`(
    _ rule: String, _ start: String, _ last: String, _ count: Int
  ) throws {
    let local = try #require(CivilDateTime(iso: start + "T09:00"))
    let set = try RecurrenceSet(start: .zoned(local, Zone("America/New_York")), RecurrenceRule(parsing: rule))
    let found = Array(set.occurrences())
    #expect(found.count == count)
    #expect(found.first?.local == local)
    #expect(found.last?.local.date.description == last)
  }

  @Test(arguments: [
    "RSCALE=ETHIOPIC;FREQ=MONTHLY;BYMONTH=13",
    "RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=5L;BYMONTHDAY=8;SKIP=FORWARD",
  ])
  func `RFC 7529's examples in calendars that are not supported are refused by name`(_ rule: String) {
    let error = #expect(throws: RecurrenceRuleError.self) { try RecurrenceRule(parsing: rule) }
    #expect(error?.part == "RSCALE")
    #expect(error?.offset == 7)
  }
}
