import Recurrence
import Testing

@Suite struct LunarCalendarTests {
  /// One line of the fixture, read without the code under test.
  private struct Row {
    let year: Int
    let newYear: CivilDate
    let leap: Int
    let lengths: [Int]
    let terms: [CivilDate]
    let undecided: [String]

    init(_ line: Substring) throws {
      let fields = line.split(separator: "|", omittingEmptySubsequences: false)
      year = try #require(Int(fields[0]))
      newYear = try #require(CivilDate(iso: fields[1]))
      leap = try #require(Int(fields[2]))
      lengths = fields[3].split(separator: " ").compactMap { Int($0) }
      undecided = fields[5].split(separator: " ").map(String.init)
      terms = try fields[4].split(separator: " ").map {
        try #require(CivilDate(iso: "\(fields[0])-\($0.prefix(2))-\($0.suffix(2))"))
      }
    }
  }

  @Test func `every day of two centuries has the lunar date that the observatory prints, both ways`() throws {
    var civil = try #require(CivilDate(iso: "1901-02-19"))
    var previous: LunarDate?
    var count = 0
    for row in try Fixture.lines("chinese-calendar.txt").map(Row.init) {
      #expect(civil == row.newYear)
      for (index, length) in row.lengths.enumerated() {
        let month = row.leap == 0 || index < row.leap ? index + 1 : index
        let isLeap = row.leap != 0 && index == row.leap
        for day in 1...length {
          let lunar = try LunarDate(civil)
          let matches =
            (lunar.year, lunar.month, lunar.isLeapMonth, lunar.day) == (row.year, month, isLeap, day)
            && lunar.civilDate == civil && previous.map { $0 < lunar } ?? true
          #expect(matches, "\(civil)")
          previous = lunar
          civil = civil.adding(days: 1)
          count += 1
        }
      }
    }
    #expect(count == 72_674)
    #expect(civil.description == "2100-02-09")
  }

  @Test func `years know their new year, leap month, months and undecided new moons`() throws {
    for row in try Fixture.lines("chinese-calendar.txt").map(Row.init) {
      let year = try LunarYear(row.year)
      #expect(year.newYear == row.newYear)
      #expect(year.leapMonth == (row.leap == 0 ? nil : row.leap))
      #expect(year.months.map(\.dayCount) == row.lengths)
      #expect(year.months.filter(\.isUndecided).map(\.start.description) == row.undecided)
      #expect(year.dayCount == row.lengths.reduce(0, +))
    }
  }

  @Test func `every solar term falls on the day that the observatory prints, both ways`() throws {
    for row in try Fixture.lines("chinese-calendar.txt").map(Row.init) {
      for (term, date) in zip(SolarTerm.allCases, row.terms) {
        #expect(try term.date(in: row.year) == date)
        #expect(SolarTerm(startingOn: date) == term)
      }
      let found = row.terms[0].adding(days: -20).dayNumber...row.terms[23].adding(days: 8).dayNumber
      let count = found.filter {
        let date = CivilDate(dayNumber: $0)
        return date.year == row.year && SolarTerm(startingOn: date) != nil
      }.count
      #expect(count == 24)
    }
  }

  @Test(arguments: [(2027, "2027-02-06"), (2030, "2030-02-03"), (2026, "2026-02-17"), (1985, "1985-02-20")])
  func `Spring Festival is the observatory's, where ICU has it a day off in 2027 and 2030`(
    _ year: Int, _ expected: String
  ) throws {
    #expect(try LunarYear(year).newYear.description == expected)
    #expect(try LunarDate(year: year, month: 1, day: 1).civilDate.description == expected)
  }

  @Test func `2033 has a leap eleventh month`() throws {
    #expect(try LunarYear(2033).leapMonth == 11)
    #expect(try LunarDate(#require(CivilDate(iso: "2033-12-22"))).description == "闰冬月初一")
    #expect(try LunarDate(year: 2034, month: 1, day: 1).civilDate.description == "2034-02-19")
  }

  @Test(arguments: [
    (2024, "2025-01-28", 29), (2025, "2026-02-16", 29), (2026, "2027-02-05", 29), (2023, "2024-02-09", 30),
  ])
  func `New Year's Eve is the 29th or the 30th`(_ year: Int, _ expected: String, _ day: Int) throws {
    let eve = try #require(LunarDay("除夕"))
    let found = try #require(try eve.date(inLunarYear: year))
    #expect(found.date.description == expected)
    #expect(found.lunarDate.day == day)
    #expect(!found.isClamped)
    #expect(found.lunarDate.isNewYearsEve)
    let thirtieth = try #require(try LunarDay("腊月三十")?.date(inLunarYear: year))
    #expect(thirtieth.date == found.date)
    #expect(thirtieth.isClamped == (day == 29))
  }

  @Test(arguments: [
    ("正月初一", 1, false, 1), ("一月初一", 1, false, 1), ("八月十五", 8, false, 15), ("闰六月初一", 6, true, 1),
    ("閏六月初一", 6, true, 1), ("腊月三十", 12, false, 30), ("十二月三十", 12, false, 30), ("冬月廿三", 11, false, 23),
    ("十一月二十三", 11, false, 23), ("十月初十", 10, false, 10), ("九月初九", 9, false, 9), ("二月二十", 2, false, 20),
    ("三月十九", 3, false, 19), ("四月卅", 4, false, 30), ("五月廿", 5, false, 20),
  ])
  func `lunar days are read as people write them`(_ text: String, _ month: Int, _ leap: Bool, _ day: Int)
    throws
  {
    let found = try #require(LunarDay(text))
    #expect(found == LunarDay(month: month, isLeapMonth: leap, day: day))
    #expect(LunarDay(found.description) == found)
  }

  @Test(arguments: [
    "", "月", "十三月初一", "正月", "正月初十一", "正月三十一", "正月廿十一", "八月15", "初一", "闰除夕", "八月初", "八月十十",
    "八月初一日", "零月初一", "八月二十十", " 八月十五",
  ])
  func `what is no lunar day is refused`(_ text: String) {
    #expect(LunarDay(text) == nil)
  }

  @Test func `every lunar day is written and read back`() throws {
    for month in 1...12 {
      for day in (1...30).map(Optional.some) + [nil] {
        for leap in [false, true] {
          let lunar = try #require(LunarDay(month: month, isLeapMonth: leap, day: day))
          #expect(LunarDay(lunar.description) == lunar)
        }
      }
    }
  }

  @Test func `a leap month that a year lacks gives no date`() throws {
    let day = try #require(LunarDay("闰六月初一"))
    #expect(try day.date(inLunarYear: 2026) == nil)
    #expect(try day.date(inLunarYear: 2025)?.date.description == "2025-07-25")
  }

  @Test func `outside the table there is an error that says so, and no guess`() throws {
    #expect(throws: LunarCalendarError.yearOutOfRange(2100)) { try LunarYear(2100) }
    #expect(throws: LunarCalendarError.yearOutOfRange(Int.max)) {
      try LunarDay.newYearsEve.date(inLunarYear: .max)
    }
    for day in ["1901-02-18", "2100-02-09", "0001-01-01", "9999-12-31"] {
      let date = try #require(CivilDate(iso: day))
      #expect(throws: LunarCalendarError.dateOutOfRange(date)) { try LunarDate(date) }
    }
    #expect(throws: LunarCalendarError.noSuchLeapMonth(year: 2026, month: 6, has: nil)) {
      try LunarDate(year: 2026, month: 6, isLeapMonth: true, day: 1)
    }
    #expect(throws: LunarCalendarError.noSuchDay(year: 2026, month: 1, isLeapMonth: false, day: 31, days: 30))
    {
      try LunarDate(year: 2026, month: 1, day: 31)
    }
    #expect(throws: LunarCalendarError.monthOutOfRange(13)) { try LunarDate(year: 2026, month: 13, day: 1) }
    #expect(throws: LunarCalendarError.termYearOutOfRange(1900)) { try SolarTerm.minorCold.date(in: 1900) }
    #expect(LunarCalendarError.yearOutOfRange(2100).description.contains("1901...2099"))
  }

  @Test(arguments: [
    (2026, "丙午", "马"), (2025, "乙巳", "蛇"), (1984, "甲子", "鼠"), (2019, "己亥", "猪"), (4, "甲子", "鼠"),
  ])
  func `years have their sexagenary name and animal`(_ year: Int, _ name: String, _ animal: String) {
    #expect(SexagenaryYear(lunarYear: year).description == name)
    #expect(SexagenaryYear(lunarYear: year).animal.chineseName == animal)
  }
}
