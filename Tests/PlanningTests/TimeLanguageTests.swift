import Planning
import Recurrence
import Testing

@testable import Planning

/// The small language of days, clocks and amounts: what it takes, and what it does not take for something else.
@Suite struct TimeLanguageTests {
  private func text(_ offset: DayOffset?) -> String? {
    offset.map { "\($0.count) \($0.measure)" }
  }

  @Test(arguments: [
    ("7 days before", "-7 days"), ("1 day after", "1 days"), ("5 workdays before", "-5 workdays"),
    ("2 weeks before", "-14 days"), ("1week after", "7 days"), ("0 days before", "0 days"),
    ("on the day", "0 days"), ("same day", "0 days"), ("当天", "0 days"), (" 当日 ", "0 days"),
    ("前7天", "-7 days"), ("提前7日", "-7 days"), ("后2个工作日", "2 workdays"), ("推后3工作日", "3 workdays"),
    ("会后5个工作日", "5 workdays"), ("前２周", "-14 days"), ("后1个星期", "7 days"), ("3660 days after", "3660 days"),
  ])
  func `an offset is read`(_ typed: String, _ offset: String) {
    #expect(text(TimeLanguage.offset(typed)) == offset)
  }

  @Test(arguments: [
    "", "7", "7 days", "days before", "7 daysbefore", "7 days  later", "-7 days before", "7 Days before",
    "3661 days after", "99999 days after", "前7", "前天", "前 7天", "7天前", "前7个", "on the day x",
    "7 days before x",
    "前-7天", "７ days", "٧ days before",
  ])
  func `what is no offset is refused`(_ typed: String) {
    #expect(TimeLanguage.offset(typed) == nil)
  }

  @Test(arguments: [
    ("1 workday", "1 workdays"), ("3 个工作日", "3 workdays"), ("21 days", "21 days"), ("-7 days", "-7 days"),
    ("－7天", "-7 days"), ("2weeks", "14 days"), ("2个星期", "14 days"), ("1 个", nil), ("7", nil),
    ("- 7 days", nil),
    ("--7 days", nil), ("7 days before", nil), ("个工作日", nil), ("1.5 days", nil), ("12345 days", nil),
  ])
  func `a span has no direction`(_ typed: String, _ span: String?) {
    #expect(text(TimeLanguage.span(typed)) == span)
  }

  @Test(arguments: [
    ("on the day, 08:07", "0 days 08:07"), ("前7天 09:07", "-7 days 09:07"), ("前7天，09:07", "-7 days 09:07"),
    ("7 days before , 9:07", "-7 days 09:07"), ("7 days before", "-7 days"),
    ("前7天 9：07", "clock 9：07"), ("on the day, 25:00", "clock 25:00"), ("on the day, 8", "clock 8"),
    ("on the day, 08:07, 09:07", "clock 08:07, 09:07"), ("7 days, 08:07", "offset"), ("08:07", "offset"),
    ("on the day 8:7", "clock 8:7"), ("on the day,, 08:07", "0 days 08:07"),
    ("on the day\n, 08:07", "offset"),
    ("前 7天 09:07", "offset"), ("", "offset"),
  ])
  func `an offset may have a clock behind it`(_ typed: String, _ result: String) {
    #expect(described(TimeLanguage.timed(typed)) == result)
  }

  @Test(arguments: [
    ("1 workday", "1 workdays"), ("3 workdays, 10:07", "3 workdays 10:07"),
    ("3 个工作日 10:07", "3 workdays 10:07"),
    ("3 days after, 10:07", "3 days 10:07"), ("后3天 10:07", "3 days 10:07"), ("3 days, 10：07", "clock 10：07"),
    ("3 days, 24:00", "clock 24:00"), ("3 days, 10", "offset"), ("3, 10:07", "offset"), ("soon", "offset"),
  ])
  func `a span may have a clock behind it`(_ typed: String, _ result: String) {
    #expect(described(TimeLanguage.timedSpan(typed)) == result)
  }

  private func described(
    _ result: Result<(offset: DayOffset, clock: CivilTime?), TimeLanguage.TimeFault>
  ) -> String {
    switch result {
    case .success(let (offset, clock)):
      [text(offset), clock?.description].compactMap { $0 }.joined(separator: " ")
    case .failure(.offset): "offset"
    case .failure(.clock(let clock)): "clock \(clock)"
    }
  }

  @Test(arguments: [
    ("09:07", "09:07"), ("9:07", "09:07"), ("23:59", "23:59"), ("24:00", nil), ("09:60", nil), ("9:7", nil),
    ("009:07", nil), ("09:07:00", nil), ("9：07", nil), (" 09:07", nil), ("0907", nil), ("", nil),
  ])
  func `a clock has two digits of minutes`(_ typed: String, _ clock: String?) {
    #expect(TimeLanguage.clock(typed)?.description == clock)
  }

  @Test(arguments: [
    ("09:00-11:30", "09:00 11:30"), ("21:00 至 08:00", "21:00 08:00"), ("9:00–11:30", "09:00 11:30"),
    ("09:00", "09:00"), ("09:00-", nil), ("09:00-10:00-11:00", nil), ("9-11", nil),
  ])
  func `hours of the day`(_ typed: String, _ hours: String?) {
    let found = TimeLanguage.hours(typed).map { [$0.from, $0.to].compactMap { $0?.description } }
    #expect(found?.joined(separator: " ") == hours)
  }

  @Test(arguments: [
    ("05-29", "5-29"), ("5-9", "5-9"), ("5月29日", "5-29"), ("０５－２９", "5-29"), ("02-29", "2-29"),
    ("5.30", "decimal"), ("05．3", "decimal"), ("02-30", "impossible"), ("13-01", "impossible"),
    ("5月29", "notUnderstood"), ("5-29日", "notUnderstood"), ("2026-05-29", "notUnderstood"),
    ("5.30.1", "notUnderstood"), ("005-29", "notUnderstood"), ("", "notUnderstood"),
  ])
  func `a day of the year`(_ typed: String, _ result: String) {
    let described =
      switch TimeLanguage.monthDay(typed) {
      case .success(let day): "\(day.month)-\(day.day)"
      case .failure(let fault): "\(fault)"
      }
    #expect(described == result)
  }

  @Test(arguments: [
    ("2026-05-29", "2026-05-29"), ("2026-5-9", "2026-05-09"), ("2026年5月29日", "2026-05-29"),
    ("2026-02-29", "impossible"), ("2026.5.29", "decimal"), ("2026.5", "decimal"), ("5.30", "decimal"),
    ("2026-05", "notUnderstood"), ("26-05-29", "notUnderstood"), ("2026年05-29", "notUnderstood"),
    ("2026-5月29日", "notUnderstood"), ("2026-05-29 x", "notUnderstood"), ("2026.5.29.1", "notUnderstood"),
    ("2026.", "notUnderstood"),
  ])
  func `a date`(_ typed: String, _ result: String) {
    let described =
      switch TimeLanguage.date(typed) {
      case .success(let date): "\(date)"
      case .failure(let fault): "\(fault)"
      }
    #expect(described == result)
  }

  @Test(arguments: [
    ("08-01 to 08-07", "08-01|08-07"), ("08-01  to  08-07", "08-01|08-07"), ("8月1日至8月7日", "8月1日|8月7日"),
    ("8月1日 ～ 8月7日", "8月1日|8月7日"), ("a~b~c", "a|b~c"), ("至a至b", "至a|b"), ("a至", "a至"), ("a to", "a to"),
    ("08-01to08-07", "08-01to08-07"), ("a\nto b", "a\nto b"), ("a\n至b", "a\n至b"), ("", ""),
  ])
  func `two sides, or the one there is`(_ typed: String, _ sides: String) {
    let (from, to) = TimeLanguage.sides(typed)
    #expect([from, to].compactMap { $0 }.joined(separator: "|") == sides)
  }

  @Test(arguments: [
    ("20 per minute", 20), ("20/minute", 20), ("20 / minute", 20), ("每分钟20条", 20), ("每分钟 20 条", 20),
    ("每分钟20", 20),
    ("0 per minute", nil), ("20 per minutes", nil), ("20 per hour", nil), ("20", nil), ("每分钟条", nil),
    ("1234567 per minute", nil),
  ])
  func `messages a minute`(_ typed: String, _ count: Int?) {
    #expect(TimeLanguage.perMinute(typed) == count)
  }

  @Test(arguments: [
    ("15 minutes", 900), ("1 minute", 60), ("24 hours", 86_400), ("30 秒", 30), ("2小时", 7200), ("2个小时", 7200),
    ("3 days", 259_200), ("1天", 86_400), ("15", nil), ("15 minute s", nil), ("fifteen minutes", nil),
    ("1 week", nil), ("-1 days", nil),
  ])
  func `a duration`(_ typed: String, _ seconds: Int?) {
    #expect(TimeLanguage.duration(typed) == seconds.map { .seconds($0) })
  }

  @Test(arguments: [
    ("95%", 9500), ("95％", 9500), ("92.5 %", 9250), ("99.95%", 9995), ("100%", 10_000), ("0%", 0),
    ("100.01%", nil), ("101%", nil), ("95", nil), ("95.%", nil), ("95.123%", nil), (".5%", nil),
  ])
  func `a percentage in hundredths`(_ typed: String, _ points: Int?) {
    #expect(TimeLanguage.basisPoints(typed) == points)
  }

  @Test(arguments: [
    ("monday", 1), ("Fri", 5), ("周日", 7), ("星期天", 7), ("周六", 6), ("mo", nil), ("周八", nil), ("周一二", nil),
    ("", nil),
  ])
  func `a weekday`(_ typed: String, _ number: Int?) {
    #expect(TimeLanguage.weekday(typed)?.rawValue == number)
  }

  @Test(arguments: [
    ("15", "FREQ=MONTHLY;BYMONTHDAY=15"), ("15日", "FREQ=MONTHLY;BYMONTHDAY=15"),
    ("31号", "FREQ=MONTHLY;BYMONTHDAY=31"), ("last friday", "FREQ=MONTHLY;BYDAY=-1FR"),
    ("2nd tuesday", "FREQ=MONTHLY;BYDAY=2TU"), ("first  mon", "FREQ=MONTHLY;BYDAY=1MO"),
    ("最后一个周五", "FREQ=MONTHLY;BYDAY=-1FR"), ("第2个周二", "FREQ=MONTHLY;BYDAY=2TU"),
    ("第三个星期日", "FREQ=MONTHLY;BYDAY=3SU"), ("32", nil), ("0", nil), ("-1", nil), ("100日", nil),
    ("6th friday", nil), ("last Friday", nil), ("lastfriday", nil), ("第6个周二", nil), ("第周二", nil),
    ("last", nil),
  ])
  func `a day of the month`(_ typed: String, _ rule: String?) {
    #expect(TimeLanguage.monthlyRule(typed)?.description == rule)
  }

  @Test(arguments: [
    ("500 per county", "500 county"), ("1 per household", "1 household"), ("每县500", "500 county"),
    ("每个县 500", "500 county"), ("每户1", "1 household"), ("all listed", "all"), ("名单内全部", "all"), ("12", "12"),
    ("１２", "12"), ("500per county", nil), ("500 per", nil), ("500 per hamlet", nil), ("每500", nil),
    ("每县", nil),
    ("每县500份", nil), ("-1", nil), ("1,000", nil), ("许多", nil),
  ])
  func `an amount`(_ typed: String, _ amount: String?) throws {
    let definitions = try Fixtures.examples()
    let reader = CampaignReader(
      shared: definitions.shared, templates: definitions.templates, faults: FaultList(file: "x"))
    let described = reader.amount(typed).map { amount in
      switch amount {
      case .total(let count): "\(count)"
      case .each(let count, let level): "\(count) \(level.name.en ?? level.name.zh)"
      case .eachHousehold(let count): "\(count) household"
      case .allListed: "all"
      }
    }
    #expect(described == amount)
  }
}
