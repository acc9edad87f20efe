import Recurrence
import TestSupport
import Testing

@Suite struct WorkdayCalendarTests {
  private static func date(_ text: some StringProtocol) throws -> CivilDate {
    try #require(CivilDate(iso: text), "\(text)")
  }

  @Test func `all golden answers of 2007 to 2026 hold`() throws {
    let calendar = try Fixture.announcedYears()
    let lines = try Fixture.lines("workdays.txt")
    #expect(lines.count == 684)
    for line in lines {
      let words = line.split(separator: " ")
      let date = try Self.date(words[1])
      switch words[0] {
      case "shift":
        let count = try #require(Int(words[2]))
        #expect(calendar.adding(workdays: count, to: date).description == words[3], "\(line)")
      case "is":
        #expect(calendar.isWorkday(date) == (words[2] == "yes"), "\(line)")
      default:
        let found = (1...5).reversed().map { calendar.adding(workdays: -$0, to: date).description }
        #expect(found == words[2...].map(String.init), "\(line)")
      }
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `counting by bits equals walking day by day`(seed: UInt64) throws {
    let calendar = try Fixture.announcedYears()
    var random = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      let start = CivilDate(dayNumber: .random(in: -26_000...48_500, using: &random))
      let count = Int.random(in: -400...400, using: &random)
      var day = start
      var left = abs(count)
      while left > 0 {
        day = day.adding(days: count.signum())
        if calendar.isWorkday(day) { left -= 1 }
      }
      #expect(calendar.adding(workdays: count, to: start) == day, "\(start) \(count)")
    }
  }

  @Test(arguments: [
    (1950, "01-01 02-17 02-18 02-19 05-01 10-01 10-02"),
    (1998, "01-01 01-28 01-29 01-30 05-01 10-01 10-02"),
    (1999, "01-01 02-16 02-17 02-18 05-01 10-01 10-02 10-03"),
    (2000, "01-01 02-05 02-06 02-07 05-01 05-02 05-03 10-01 10-02 10-03"),
    (2007, "01-01 02-18 02-19 02-20 05-01 05-02 05-03 10-01 10-02 10-03"),
    (2008, "01-01 02-06 02-07 02-08 04-04 05-01 06-08 09-14 10-01 10-02 10-03"),
    (2013, "01-01 02-09 02-10 02-11 04-04 05-01 06-12 09-19 10-01 10-02 10-03"),
    (2014, "01-01 01-31 02-01 02-02 04-05 05-01 06-02 09-08 10-01 10-02 10-03"),
    (2024, "01-01 02-10 02-11 02-12 04-04 05-01 06-10 09-17 10-01 10-02 10-03"),
    (2025, "01-01 01-28 01-29 01-30 01-31 04-04 05-01 05-02 05-31 10-01 10-02 10-03 10-06"),
    (2027, "01-01 02-05 02-06 02-07 02-08 04-05 05-01 05-02 06-09 09-15 10-01 10-02 10-03"),
  ])
  func `the law's days follow its revisions`(_ year: Int, _ expected: String) {
    #expect(
      StatutoryFestivals.days(in: year).map { $0.date.description.suffix(5) }.joined(separator: " ")
        == expected)
  }

  @Test func `a year without a notice is provisional, a year out of the law's reach is plain`() throws {
    let calendar = try Fixture.announcedYears()
    #expect(!calendar.isProvisional(2026))
    #expect(calendar.isProvisional(2027))
    #expect(calendar.status(of: 2027) == .provisional)
    #expect(calendar.status(of: 2100) == .none)
    let eve = calendar.day(try Self.date("2027-02-05"))
    #expect((eve.name, eve.kind, eve.status) == ("春节", .restDay, .provisional))
    #expect(calendar.isWorkday(try Self.date("2027-02-09")))
    #expect(calendar.isWorkday(try Self.date("2100-01-01")))
    #expect(!calendar.isWorkday(try Self.date("2100-01-02")))
  }

  @Test(
    arguments: [
      ("2026-02-15", "春节", false), ("2026-09-25", "中秋节", false), ("2026-09-20", nil, true),
      ("2026-10-08", nil, true),
      ("2025-10-07", "国庆节、中秋节", false), ("2026-09-19", nil, false), ("2026-05-04", "劳动节", false),
      ("2007-12-31", "元旦", false),
    ] as [(String, String?, Bool)])
  func `rest days carry their festival's name`(_ day: String, _ name: String?, _ works: Bool) throws {
    let notice = try AnnouncedYear(
      year: 2008, source: "", version: 2, off: ["2007-12-31", "2008-01-01"].map(Self.date),
      work: [Self.date("2007-12-29")])
    let calendar = day.hasPrefix("2007") ? WorkdayCalendar(announced: [notice]) : try Fixture.announcedYears()
    let found = calendar.day(try Self.date(day))
    #expect(found.name == name)
    #expect(found.isWorkday == works)
  }

  @Test func `rolling looks for the nearest working day on the side asked for`() throws {
    let calendar = try Fixture.announcedYears()
    let festival = try Self.date("2026-02-17")
    #expect(calendar.onOrBefore(festival).description == "2026-02-14")
    #expect(calendar.onOrAfter(festival).description == "2026-02-24")
    #expect(calendar.nearest(festival).description == "2026-02-14")
    #expect(calendar.adding(workdays: 0, to: festival) == festival)
    #expect(calendar.workdays(in: try Self.date("2026-01-01")..<Self.date("2027-01-01")) == 248)
    #expect(calendar.adding(workdays: .max, to: festival) == .max)
    #expect(calendar.adding(workdays: .min, to: festival) == .min)
  }

  @Test func `a later edition of a notice replaces the earlier one`() throws {
    let day = try Self.date("2020-01-31")
    let first = try AnnouncedYear(year: 2020, source: "first", version: 1, off: [], work: [])
    let second = try AnnouncedYear(year: 2020, source: "second", version: 2, off: [day], work: [])
    for order in [[first, second], [second, first]] {
      let calendar = WorkdayCalendar(announced: order)
      #expect(!calendar.isWorkday(day))
      #expect(calendar.day(day).source == "second" && calendar.day(day).version == 2)
    }
  }

  @Test func `a notice that contradicts itself is refused`() throws {
    let day = try Self.date("2026-01-04")
    #expect(throws: AnnouncedYearError.offAndWorked(day)) {
      try AnnouncedYear(year: 2026, source: "", off: [day], work: [day])
    }
    #expect(throws: AnnouncedYearError.outsideYear(day, year: 2025)) {
      try AnnouncedYear(year: 2025, source: "", off: [day], work: [])
    }
  }
}
