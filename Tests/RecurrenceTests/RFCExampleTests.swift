import Recurrence
import Testing

/// The examples of RFC 5545 and of RFC 7529, in their order, by their own titles and with their own lists.
@Suite struct RFCExampleTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let title: String
    /// DTSTART; at 9:00 where no time is written.
    let start: String
    /// RRULE; empty for a set of single dates.
    let rule: String
    var additions = ""
    var exceptions = ""
    /// Local times: year and month as long as they stay, the start's time where none is written, `02..30` for
    /// each of these days.
    let expected: String
    /// Whether the list is complete, and not only the beginning.
    var isWhole = true
    /// Nil for whole days.
    var zone: String? = "America/New_York"

    var testDescription: String { "\(title): \(rule)" }
  }

  /// RFC 5545 3.8.5.3.
  static let examples: [Example] = [
    Example(
      title: "Daily for 10 occurrences", start: "1997-09-02", rule: "FREQ=DAILY;COUNT=10",
      expected: "1997-09-02..11"),
    Example(
      title: "Daily until December 24, 1997", start: "1997-09-02", rule: "FREQ=DAILY;UNTIL=19971224T000000Z",
      expected: "1997-09-02..30 1997-10-01..31 1997-11-01..30 1997-12-01..23"),
    Example(
      title: "Every other day - forever", start: "1997-09-02", rule: "FREQ=DAILY;INTERVAL=2",
      expected: """
        1997-09-02 04 06 08 10 12 14 16 18 20 22 24 26 28 30 \
        1997-10-02 04 06 08 10 12 14 16 18 20 22 24 26 28 30 \
        1997-11-01 03 05 07 09 11 13 15 17 19 21 23 25 27 29 1997-12-01 03
        """,
      isWhole: false),
    Example(
      title: "Every 10 days, 5 occurrences", start: "1997-09-02", rule: "FREQ=DAILY;INTERVAL=10;COUNT=5",
      expected: "1997-09-02 12 22 1997-10-02 12"),
    Example(
      title: "Every day in January, for 3 years", start: "1998-01-01",
      rule: "FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA",
      expected: "1998-01-01..31 1999-01-01..31 2000-01-01..31"),
    Example(
      title: "Every day in January, for 3 years (or)", start: "1998-01-01",
      rule: "FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1",
      expected: "1998-01-01..31 1999-01-01..31 2000-01-01..31"),
    Example(
      title: "Weekly for 10 occurrences", start: "1997-09-02", rule: "FREQ=WEEKLY;COUNT=10",
      expected: "1997-09-02 09 16 23 30 1997-10-07 14 21 28 1997-11-04"),
    Example(
      title: "Weekly until December 24, 1997", start: "1997-09-02",
      rule: "FREQ=WEEKLY;UNTIL=19971224T000000Z",
      expected: "1997-09-02 09 16 23 30 1997-10-07 14 21 28 1997-11-04 11 18 25 1997-12-02 09 16 23"),
    Example(
      title: "Every other week - forever", start: "1997-09-02", rule: "FREQ=WEEKLY;INTERVAL=2;WKST=SU",
      expected: """
        1997-09-02 16 30 1997-10-14 28 1997-11-11 25 1997-12-09 23 1998-01-06 20 1998-02-03 17
        """,
      isWhole: false),
    Example(
      title: "Weekly on Tuesday and Thursday for five weeks", start: "1997-09-02",
      rule: "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH",
      expected: "1997-09-02 04 09 11 16 18 23 25 30 1997-10-02"),
    Example(
      title: "Weekly on Tuesday and Thursday for five weeks (or)", start: "1997-09-02",
      rule: "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH",
      expected: "1997-09-02 04 09 11 16 18 23 25 30 1997-10-02"),
    Example(
      title: """
        Every other week on Monday, Wednesday, and Friday until December 24, 1997, \
        starting on Monday, September 1, 1997
        """,
      start: "1997-09-01", rule: "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR",
      expected: """
        1997-09-01 03 05 15 17 19 29 1997-10-01 03 13 15 17 27 29 31 1997-11-10 12 14 24 26 28 \
        1997-12-08 10 12 22
        """),
    Example(
      title: "Every other week on Tuesday and Thursday, for 8 occurrences", start: "1997-09-02",
      rule: "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
      expected: "1997-09-02 04 16 18 30 1997-10-02 14 16"),
    Example(
      title: "Monthly on the first Friday for 10 occurrences", start: "1997-09-05",
      rule: "FREQ=MONTHLY;COUNT=10;BYDAY=1FR",
      expected: """
        1997-09-05 1997-10-03 1997-11-07 1997-12-05 1998-01-02 1998-02-06 1998-03-06 1998-04-03 1998-05-01 \
        1998-06-05
        """),
    Example(
      title: "Monthly on the first Friday until December 24, 1997", start: "1997-09-05",
      rule: "FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR",
      expected: "1997-09-05 1997-10-03 1997-11-07 1997-12-05"),
    Example(
      title: "Every other month on the first and last Sunday of the month for 10 occurrences",
      start: "1997-09-07", rule: "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
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
      expected: """
        1997-06-10 1997-07-10 1998-06-10 1998-07-10 1999-06-10 1999-07-10 2000-06-10 2000-07-10 2001-06-10 \
        2001-07-10
        """),
    Example(
      title: "Every other year on January, February, and March for 10 occurrences", start: "1997-03-10",
      rule: "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3",
      expected: """
        1997-03-10 1999-01-10 1999-02-10 1999-03-10 2001-01-10 2001-02-10 2001-03-10 2003-01-10 2003-02-10 \
        2003-03-10
        """),
    Example(
      title: "Every third year on the 1st, 100th, and 200th day for 10 occurrences", start: "1997-01-01",
      rule: "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200",
      expected: """
        1997-01-01 1997-04-10 1997-07-19 2000-01-01 2000-04-09 2000-07-18 2003-01-01 2003-04-10 2003-07-19 \
        2006-01-01
        """),
    Example(
      title: "Every 20th Monday of the year, forever", start: "1997-05-19", rule: "FREQ=YEARLY;BYDAY=20MO",
      expected: "1997-05-19 1998-05-18 1999-05-17", isWhole: false),
    Example(
      title: "Monday of week number 20 (where the default start of the week is Monday), forever",
      start: "1997-05-12", rule: "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
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
        """,
      isWhole: false),
    Example(
      title: "Every Friday the 13th, forever", start: "1997-09-02",
      rule: "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", exceptions: "1997-09-02",
      expected: "1998-02-13 1998-03-13 1998-11-13 1999-08-13 2000-10-13", isWhole: false),
    Example(
      title: "The first Saturday that follows the first Sunday of the month, forever", start: "1997-09-13",
      rule: "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13",
      expected: """
        1997-09-13 1997-10-11 1997-11-08 1997-12-13 1998-01-10 1998-02-07 1998-03-07 1998-04-11 1998-05-09 \
        1998-06-13
        """,
      isWhole: false),
    Example(
      title: """
        Every 4 years, the first Tuesday after a Monday in November, forever (U.S. Presidential Election day)
        """,
      start: "1996-11-05", rule: "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
      expected: "1996-11-05 2000-11-07 2004-11-02", isWhole: false),
    Example(
      title: """
        The third instance into the month of one of Tuesday, Wednesday, or Thursday, for the next 3 months
        """,
      start: "1997-09-04", rule: "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3",
      expected: "1997-09-04 1997-10-07 1997-11-06"),
    Example(
      title: "The second-to-last weekday of the month", start: "1997-09-29",
      rule: "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
      expected: "1997-09-29 1997-10-30 1997-11-27 1997-12-30 1998-01-29 1998-02-26 1998-03-30",
      isWhole: false),
    Example(
      title: "Every 3 hours from 9:00 AM to 5:00 PM on a specific day (as erratum 3883 corrects UNTIL)",
      start: "1997-09-02", rule: "FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T210000Z",
      expected: "1997-09-02T0900 T1200 T1500"),
    Example(
      title: "Every 3 hours from 9:00 AM to 5:00 PM on a specific day (as printed: until 1 PM in New York)",
      start: "1997-09-02", rule: "FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000Z",
      expected: "1997-09-02T0900 T1200"),
    Example(
      title: "Every 15 minutes for 6 occurrences", start: "1997-09-02",
      rule: "FREQ=MINUTELY;INTERVAL=15;COUNT=6", expected: "1997-09-02T0900 T0915 T0930 T0945 T1000 T1015"),
    Example(
      title: "Every hour and a half for 4 occurrences", start: "1997-09-02",
      rule: "FREQ=MINUTELY;INTERVAL=90;COUNT=4", expected: "1997-09-02T0900 T1030 T1200 T1330"),
    Example(
      title: "Every 20 minutes from 9:00 AM to 4:40 PM every day", start: "1997-09-02",
      rule: "FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40", expected: everyTwentyMinutes,
      isWhole: false),
    Example(
      title: "Every 20 minutes from 9:00 AM to 4:40 PM every day (or)", start: "1997-09-02",
      rule: "FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16", expected: everyTwentyMinutes,
      isWhole: false),
    Example(
      title: "An example where the days generated makes a difference because of WKST", start: "1997-08-05",
      rule: "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", expected: "1997-08-05 10 19 24"),
    Example(
      title: "changing only WKST from MO to SU, yields different results", start: "1997-08-05",
      rule: "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", expected: "1997-08-05 17 19 31"),
    Example(
      title: "An example where an invalid date (i.e., February 30) is ignored", start: "2007-01-15",
      rule: "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", expected: "2007-01-15 30 2007-02-15 2007-03-15 30"),
  ]

  private static let everyTwentyMinutes = """
    1997-09-02T0900 T0920 T0940 T1000 T1020 T1040 T1100 T1120 T1140 T1200 T1220 T1240 \
    T1300 T1320 T1340 T1400 T1420 T1440 T1500 T1520 T1540 T1600 T1620 T1640 \
    03T0900 T0920 T0940 T1000 T1020 T1040 T1100 T1120 T1140 T1200 T1220 T1240 \
    T1300 T1320 T1340 T1400 T1420 T1440 T1500 T1520 T1540 T1600 T1620 T1640
    """

  /// What RFC 5545 shows elsewhere: mostly without a list, so that lists, and starts in 3.3.10, are ours.
  static let otherExamples: [Example] = [
    Example(
      title: "3.1.1: RDATE as a list of values", start: "1997-03-04", rule: "",
      additions: "1997-03-04 1997-05-04 1997-07-04 1997-09-04",
      expected: "1997-03-04 1997-05-04 1997-07-04 1997-09-04", zone: nil),
    Example(
      title: "3.3.10: BYDAY, the first Monday within the month", start: "1997-09-01",
      rule: "FREQ=MONTHLY;BYDAY=+1MO", expected: "1997-09-01 1997-10-06 1997-11-03 1997-12-01",
      isWhole: false),
    Example(
      title: "3.3.10: BYDAY, the last Monday of the month", start: "1997-09-29",
      rule: "FREQ=MONTHLY;BYDAY=-1MO", expected: "1997-09-29 1997-10-27 1997-11-24 1997-12-29",
      isWhole: false),
    Example(
      title: "3.3.10: BYDAY, all Mondays within the month", start: "1997-09-01",
      rule: "FREQ=MONTHLY;BYDAY=MO",
      expected: "1997-09-01 08 15 22 29 1997-10-06", isWhole: false),
    Example(
      title: "3.3.10: BYMONTHDAY, the tenth to the last day of the month", start: "1997-12-22",
      rule: "FREQ=MONTHLY;BYMONTHDAY=-10", expected: "1997-12-22 1998-01-22 1998-02-19 1998-03-22",
      isWhole: false),
    Example(
      title: "3.3.10: BYYEARDAY, the last day of the year (December 31st)", start: "1997-12-31",
      rule: "FREQ=YEARLY;BYYEARDAY=-1", expected: "1997-12-31 1998-12-31 1999-12-31 2000-12-31",
      isWhole: false),
    Example(
      title: "3.3.10: BYYEARDAY, the 306th to the last day of the year (March 1st)", start: "1997-03-01",
      rule: "FREQ=YEARLY;BYYEARDAY=-306", expected: "1997-03-01 1998-03-01 1999-03-01 2000-03-01",
      isWhole: false),
    Example(
      title: "3.3.10: BYWEEKNO, the third week of the year", start: "1997-01-13",
      rule: "FREQ=YEARLY;BYWEEKNO=3;BYDAY=MO", expected: "1997-01-13 1998-01-12 1999-01-18 2000-01-17",
      isWhole: false),
    Example(
      title: "3.3.10: BYWEEKNO, week 53 only in a year of 53 weeks", start: "1998-12-28",
      rule: "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO",
      expected: "1998-12-28 2004-12-27 2009-12-28 2015-12-28 2020-12-28",
      isWhole: false),
    Example(
      title: "3.3.10: the last work day of the month", start: "1997-09-30",
      rule: "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
      expected: "1997-09-30 1997-10-31 1997-11-28 1997-12-31", isWhole: false),
    Example(
      title: "3.3.10: an example of evaluating multiple BYxxx rule parts", start: "1997-01-05T0830",
      rule: "FREQ=YEARLY;INTERVAL=2;BYMONTH=1;BYDAY=SU;BYHOUR=8,9;BYMINUTE=30",
      expected: """
        1997-01-05 T0930 12 T0930 19 T0930 26 T0930 1999-01-03 T0930 10 T0930 17 T0930 24 T0930 31 T0930 \
        2001-01-07
        """,
      isWhole: false),
    Example(
      title: "3.3.10: 10 occurrences that occur every other day", start: "1997-09-02",
      rule: "FREQ=DAILY;COUNT=10;INTERVAL=2", expected: "1997-09-02 04 06 08 10 12 14 16 18 20"),
    Example(
      title: "3.6.1: an anniversary that will occur annually", start: "1997-11-02", rule: "FREQ=YEARLY",
      expected: "1997-11-02 1998-11-02 1999-11-02 2000-11-02", isWhole: false, zone: nil),
    // 3.6.5: the onsets are civil times with TZOFFSETFROM, and the last of them is UNTIL.
    Example(
      title: "3.6.5: New York City, EDT from April 30, 1967", start: "1967-04-30T0200",
      rule: "FREQ=YEARLY;BYMONTH=4;BYDAY=-1SU;UNTIL=19730429T070000Z",
      expected: "1967-04-30 1968-04-28 1969-04-27 1970-04-26 1971-04-25 1972-04-30 1973-04-29",
      zone: "Etc/GMT+5"),
    Example(
      title: "3.6.5: New York City, EST from 1967", start: "1967-10-29T0200",
      rule: "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20061029T060000Z",
      expected: """
        1967-10-29 1968-10-27 1969-10-26 1970-10-25 1971-10-31 1972-10-29 1973-10-28 1974-10-27 1975-10-26 \
        1976-10-31 1977-10-30 1978-10-29 1979-10-28 1980-10-26 1981-10-25 1982-10-31 1983-10-30 1984-10-28 \
        1985-10-27 1986-10-26 1987-10-25 1988-10-30 1989-10-29 1990-10-28 1991-10-27 1992-10-25 1993-10-31 \
        1994-10-30 1995-10-29 1996-10-27 1997-10-26 1998-10-25 1999-10-31 2000-10-29 2001-10-28 2002-10-27 \
        2003-10-26 2004-10-31 2005-10-30 2006-10-29
        """,
      zone: "Etc/GMT+4"),
    Example(
      title: "3.6.5: New York City, EDT in 1974 and 1975", start: "1974-01-06T0200", rule: "",
      additions: "1975-02-23", expected: "1974-01-06 1975-02-23", zone: "Etc/GMT+5"),
    Example(
      title: "3.6.5: New York City, EDT from 1976", start: "1976-04-25T0200",
      rule: "FREQ=YEARLY;BYMONTH=4;BYDAY=-1SU;UNTIL=19860427T070000Z",
      expected: """
        1976-04-25 1977-04-24 1978-04-30 1979-04-29 1980-04-27 1981-04-26 1982-04-25 1983-04-24 1984-04-29 \
        1985-04-28 1986-04-27
        """,
      zone: "Etc/GMT+5"),
    Example(
      title: "3.6.5: New York City, EDT from 1987", start: "1987-04-05T0200",
      rule: "FREQ=YEARLY;BYMONTH=4;BYDAY=1SU;UNTIL=20060402T070000Z",
      expected: """
        1987-04-05 1988-04-03 1989-04-02 1990-04-01 1991-04-07 1992-04-05 1993-04-04 1994-04-03 1995-04-02 \
        1996-04-07 1997-04-06 1998-04-05 1999-04-04 2000-04-02 2001-04-01 2002-04-07 2003-04-06 2004-04-04 \
        2005-04-03 2006-04-02
        """,
      zone: "Etc/GMT+5"),
    Example(
      title: "3.6.5: New York City, EDT from 2007", start: "2007-03-11T0200",
      rule: "FREQ=YEARLY;BYMONTH=3;BYDAY=2SU", expected: "2007-03-11 2008-03-09 2009-03-08 2010-03-14",
      isWhole: false, zone: "Etc/GMT+5"),
    Example(
      title: "3.6.5: New York City, EST from 2007", start: "2007-11-04T0200",
      rule: "FREQ=YEARLY;BYMONTH=11;BYDAY=1SU", expected: "2007-11-04 2008-11-02 2009-11-01 2010-11-07",
      isWhole: false, zone: "Etc/GMT+4"),
    Example(
      title: "3.6.5: a fictitious time zone, EST", start: "1967-10-29T0200",
      rule: "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", expected: "1967-10-29 1968-10-27 1969-10-26 1970-10-25",
      isWhole: false, zone: "Etc/GMT+4"),
    Example(
      title: "3.6.5: a fictitious time zone, EDT with an effective end date, the day before an onset",
      start: "1987-04-05T0200", rule: "FREQ=YEARLY;BYDAY=1SU;BYMONTH=4;UNTIL=19980404T070000Z",
      expected: """
        1987-04-05 1988-04-03 1989-04-02 1990-04-01 1991-04-07 1992-04-05 1993-04-04 1994-04-03 1995-04-02 \
        1996-04-07 1997-04-06
        """,
      zone: "Etc/GMT+5"),
    Example(
      title: "3.6.5: a fictitious time zone, a second EDT rule, which does not give its start, a Saturday",
      start: "1999-04-24T0200", rule: "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=4",
      expected: "1999-04-25 2000-04-30 2001-04-29 2002-04-28", isWhole: false, zone: "Etc/GMT+5"),
    Example(
      title: "3.8.5.1: EXDATE, beside a rule of ours", start: "1996-04-01T0100", rule: "FREQ=DAILY;COUNT=5",
      exceptions: "1996-04-02 03 04", expected: "1996-04-01 05", zone: "UTC"),
    Example(
      title: "3.8.5.2: RDATE in UTC", start: "1997-07-14T1230", rule: "", additions: "1997-07-14",
      expected: "1997-07-14", zone: "UTC"),
    Example(
      title: "3.8.5.2: RDATE in New York", start: "1997-07-14T0830", rule: "", additions: "1997-07-14",
      expected: "1997-07-14"),
    Example(
      title: "3.8.5.2: RDATE as periods, whose beginnings count", start: "1996-04-03T0200", rule: "",
      additions: "1996-04-03 04T0100", expected: "1996-04-03 04T0100", zone: "UTC"),
    Example(
      title: "3.8.5.2: RDATE as dates (with the comma of erratum 2527)", start: "1997-01-01", rule: "",
      additions: """
        1997-01-01 20 1997-02-17 1997-04-21 1997-05-26 1997-07-04 1997-09-01 1997-10-14 1997-11-28 29 \
        1997-12-25
        """,
      expected: """
        1997-01-01 20 1997-02-17 1997-04-21 1997-05-26 1997-07-04 1997-09-01 1997-10-14 1997-11-28 29 \
        1997-12-25
        """,
      zone: nil),
  ]

  /// RFC 7529 4.3; then what 4.1 and 4.2 tell without a list, with lists of ours.
  static let examplesOfRFC7529: [Example] = [
    Example(
      title: "Chinese New Year", start: "2013-02-10", rule: "RSCALE=CHINESE;FREQ=YEARLY",
      expected: "2013-02-10 2014-01-31 2015-02-19 2016-02-08 2017-01-28", isWhole: false, zone: nil),
    Example(
      title: "Gregorian Leap Day with SKIP (without RSCALE)", start: "2012-02-29", rule: "FREQ=YEARLY",
      expected: "2012-02-29 2016-02-29 2020-02-29", isWhole: false, zone: nil),
    Example(
      title: "Gregorian Leap Day with SKIP", start: "2012-02-29",
      rule: "RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=FORWARD",
      expected: "2012-02-29 2013-03-01 2014-03-01 2015-03-01 2016-02-29 2017-03-01", isWhole: false,
      zone: nil),
    Example(
      title: "4.1: a leap day, moved backward", start: "2012-02-29",
      rule: "RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=BACKWARD",
      expected: "2012-02-29 2013-02-28 2014-02-28 2015-02-28 2016-02-29 2017-02-28", isWhole: false,
      zone: nil),
    Example(
      title: "4.1: a leap day, left out by default", start: "2012-02-29",
      rule: "RSCALE=GREGORIAN;FREQ=YEARLY",
      expected: "2012-02-29 2016-02-29 2020-02-29", isWhole: false, zone: nil),
    Example(
      title: "4.1: January 31st monthly, left out", start: "2014-01-31",
      rule: "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=OMIT;COUNT=4",
      expected: "2014-01-31 2014-03-31 2014-05-31 2014-07-31", zone: nil),
    Example(
      title: "4.1: January 31st monthly, moved backward", start: "2014-01-31",
      rule: "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=BACKWARD;COUNT=4",
      expected: "2014-01-31 2014-02-28 2014-03-31 2014-04-30", zone: nil),
    Example(
      title: "4.1: January 31st monthly, moved forward", start: "2014-01-31",
      rule: "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=FORWARD;COUNT=4",
      expected: "2014-01-31 2014-03-01 2014-03-31 2014-05-01", zone: nil),
    Example(
      title: "4.1: January 31st monthly, as BYMONTHDAY=-1", start: "2014-01-31",
      rule: "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=4", expected: "2014-01-31 2014-02-28 2014-03-31 2014-04-30",
      zone: nil),
    Example(
      title: "4.1: dates moved onto each other count once", start: "2014-01-29",
      rule: "RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=29,30,31;SKIP=FORWARD;COUNT=6",
      expected: "2014-01-29 30 31 2014-03-01 29 30", zone: nil),
    Example(
      title: "4.2: a month and the leap month that follows it", start: "2014-10-03",
      rule: "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=9,9L;BYMONTHDAY=10;COUNT=4",
      expected: "2014-10-03 2014-11-02 2015-10-22 2016-10-10", zone: nil),
  ]

  @Test(arguments: examples, RecurrencePolicies.Start.allCases)
  func `RFC 5545 gives`(_ example: Example, _ start: RecurrencePolicies.Start) throws {
    try check(example, RecurrencePolicies(start: start))
  }

  @Test(arguments: otherExamples)
  func `RFC 5545 gives elsewhere`(_ example: Example) throws {
    try check(example, RecurrencePolicies(start: example.rule.isEmpty ? .always : .ifRuleGivesIt))
  }

  @Test(arguments: examplesOfRFC7529)
  func `RFC 7529 gives`(_ example: Example) throws {
    try check(example, RecurrencePolicies())
  }

  @Test(arguments: [
    ("Ethiopic 13th Month", "RSCALE=ETHIOPIC;FREQ=MONTHLY;BYMONTH=13", "ETHIOPIC"),
    (
      "Hebrew Anniversary Starting in a Leap Month",
      "RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=5L;BYMONTHDAY=8;SKIP=FORWARD", "HEBREW"
    ),
  ])
  func `RFC 7529's examples in calendars that are not supported are refused by name`(
    _ title: String, _ rule: String, _ calendar: String
  ) {
    let error = #expect(throws: RecurrenceRuleError.self) { try RecurrenceRule(parsing: rule) }
    #expect(error?.part == "RSCALE")
    #expect(error?.value == calendar)
    #expect(error?.offset == 7)
  }

  private func check(_ example: Example, _ policies: RecurrencePolicies) throws {
    let nine = try #require(CivilTime(hour: 9, minute: 0))
    let local = try #require(
      Self.moments(example.start, at: example.zone == nil ? .midnight : nine).first)
    let start: RecurrenceStart =
      if let zone = example.zone { try .zoned(local, Zone(zone)) } else { .date(local.date) }
    let rules = example.rule.isEmpty ? [] : [try RecurrenceRule(parsing: example.rule, mode: .strict)]
    let set = try RecurrenceSet(
      start: start, rules: rules,
      additions: Self.moments(example.additions, at: local.time).map { .local($0) },
      exceptions: Self.moments(example.exceptions, at: local.time).map { .local($0) }, policies: policies)
    let expected = try Self.moments(example.expected, at: local.time)
    let found = set.occurrences().prefix(example.isWhole ? expected.count + 1 : expected.count)
    #expect(found.map(\.local) == expected)
  }

  /// Reads a list as in ``Example/expected``, with this time where none is written.
  private static func moments(_ text: String, at usual: CivilTime) throws -> [CivilDateTime] {
    var month = ""
    var days: [CivilDate] = []
    return try text.split(separator: " ").flatMap { word in
      let parts = word.split(separator: "T", omittingEmptySubsequences: false)
      let ends = parts[0].split(separator: "..")
      if let first = ends.first, let last = ends.last {
        if first.count == 10 { month = String(first.prefix(8)) }
        days = try Array(
          #require(CivilDate(iso: month + first.suffix(2)))...#require(CivilDate(iso: month + last.suffix(2)))
        )
      }
      let time =
        parts.count == 2
        ? try #require(CivilTime(iso: "\(parts[1].prefix(2)):\(parts[1].suffix(2))")) : usual
      return days.suffix(ends.isEmpty ? 1 : days.count).map { CivilDateTime($0, time) }
    }
  }
}
