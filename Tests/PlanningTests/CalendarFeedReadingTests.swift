import Planning
import Recurrence
import Testing

/// What another program reads in the file: python3-icalendar, with the zones that the file itself describes.
@Suite struct CalendarFeedReadingTests {
  /// Every day of a year at hours that clocks skip and repeat.
  private static func daily(_ zone: String, _ hours: String) throws -> Plan {
    Plan(
      definitions: try Fixtures.check(
        """
        format: 1
        id: daily
        name: {zh: 每日, en: Daily}
        kind: outreach
        when: {every: day, time: "\(hours)", zone: \(zone)}
        who: {units: {level: 县, under: gx}}
        tasks: [{id: ready, do: 准备, owner: county.contact, due: on the day}]
        reminders:
          - {id: early, at: "on the day, 01:37", to: county.contact, channel: county-groups, template: today, if_closed: send}
          - {id: later, at: "on the day, 02:07", to: county.contact, channel: county-groups, template: today, if_closed: send}
        quiet_hours: "00:00-00:00"
        """))
  }

  @Test(
    arguments: [
      "Asia/Shanghai", "America/New_York", "Europe/Dublin", "Australia/Lord_Howe", "Africa/Casablanca",
      "Antarctica/Troll", "Pacific/Chatham", "America/St_Johns", "Asia/Kathmandu", "America/Santiago", "UTC",
    ], [2026])
  func `its instants are those of the plan, across every change of the clock`(_ zone: String, _ year: Int)
    async throws
  {
    try await Self.compare(zone, year)
  }

  @Test(arguments: [
    ("Asia/Shanghai", 1988), ("Europe/Istanbul", 2016), ("Asia/Pyongyang", 2018), ("Pacific/Apia", 2012),
    ("America/Caracas", 2016), ("Asia/Pyongyang", 2015), ("Europe/Moscow", 2011),
    ("America/Mexico_City", 2022),
  ])
  func `its instants are right in a year in which a zone changed its mind`(_ zone: String, _ year: Int)
    async throws
  {
    try await Self.compare(zone, year)
  }

  private static func compare(_ name: String, _ year: Int) async throws {
    let plan = try daily(name, "01:40-02:20")
    let zone = try Zone(name)
    func isCalm(_ instant: Timestamp, _ span: Duration) -> Bool {
      zone.offset(at: instant.advanced(by: .zero - span)) == zone.offset(at: instant.advanced(by: span))
    }
    // All days around a change of the clock, and a few of each month.
    let rows = plan.rows(year).filter { row in
      row.local.date.day % 10 == 1 || !isCalm(row.at, .seconds(3 * 86_400))
    }
    let text = try plan.feed.text(
      of: rows, scope: .init(.year(year)), now: #require(Timestamp(iso: "2026-01-05T08:00:00Z")))
    let events = try await ReadEvent.events(in: text)
    try #require(events.count == rows.count)
    #expect(rows.count > 140)
    var starts = Dictionary(grouping: events, by: \.start).mapValues(\.count)
    for row in rows {
      let expected = row.kind == .task ? "\(row.local.date)" : "\(row.at)"
      #expect((starts[expected] ?? 0) > 0, "\(row.kind) \(row.local) \(row.at)")
      starts[expected, default: 0] -= 1
    }
    #expect(starts.values.allSatisfy { $0 == 0 })
    for event in events where event.start.contains("T") {
      let start = try #require(Timestamp(iso: event.start))
      let length = start.duration(to: try #require(Timestamp(iso: event.end)))
      let usual: Duration = event.summary.contains("提醒") ? .seconds(15 * 60) : .seconds(40 * 60)
      #expect(
        isCalm(start, .seconds(7200)) ? length == usual : length > .zero && length <= .seconds(3 * 3600),
        "\(event)")
    }
  }

  @Test func `what each kind of row becomes`() async throws {
    let events = try await ReadEvent.events(in: try Plan.healthDay().text(2026, at: "2026-01-05T08:00:00Z"))
    let shown = events.map { event in
      "\(event.start) \(event.end) \(event.status) \(event.transparent ? "free" : "busy") \(event.summary)"
    }
    #expect(
      shown == [
        "2026-02-16 2026-02-17 CONFIRMED free 健康日🎈；义诊，讲座 · 任务：写方案；报预算, 落实场地，并且把每个乡镇和社区的联络员、志愿者、义诊医生的名单都核对一遍",
        "2026-03-07T20:07:00Z 2026-03-07T20:22:00Z CONFIRMED free 健康日🎈；义诊，讲座 · 提醒：tomorrow",
        "2026-03-08T13:00:00Z 2026-03-08T15:30:00Z CONFIRMED busy 健康日🎈；义诊，讲座",
        "2026-03-13 2026-03-14 CONFIRMED free 健康日🎈；义诊，讲座 · 截止：报告",
        "2026-03-16T13:07:00Z 2026-03-16T13:22:00Z CONFIRMED free 健康日🎈；义诊，讲座 · 催报：county.contact",
        "2026-03-16T13:07:00Z 2026-03-16T13:22:00Z CONFIRMED free 健康日🎈；义诊，讲座 · 提醒：poster，海报征集",
        "2026-03-18T13:07:00Z 2026-03-18T13:22:00Z CONFIRMED free 健康日🎈；义诊，讲座 · 催报：county.contact",
        "2026-03-18 2026-03-19 CONFIRMED free 健康日🎈；义诊，讲座 · 截止：海报征集",
        "2026-03-20T13:07:00Z 2026-03-20T13:22:00Z CONFIRMED free 健康日🎈；义诊，讲座 · 催报：city.contact（汇总）",
      ])
    let day = try #require(events.first { !$0.transparent })
    #expect(day.description == "第7个健康日\n主题：走进社区\n4 个单位")
    #expect(day.location == "文化广场（东门\\西门）, 雨天改在礼堂")
    #expect(day.categories == ["活动", "家庭健康促进", "宣传教育"])
    let task = try #require(events.first)
    #expect(task.description == "负责：county.contact\n当天 23:59 前完成\n4 个单位")
    #expect(task.location == "" && task.categories.first == "任务")
  }

  @Test func `an occurrence of several days is one bar, and with hours it is each day's`() async throws {
    func occurrence(_ replacements: KeyValuePairs<String, String>) async throws -> ReadEvent? {
      let text = try Plan.healthDay(replacements).text(2026, at: "2026-01-05T08:00:00Z")
      return try await ReadEvent.events(in: text).first { $0.categories[0] == "活动" }
    }
    let days = "dates: 03-06 to 03-10"
    let bar = try #require(try await occurrence(["date: \"03-08\"": days, "time: \"09:00-11:30\", ": ""]))
    #expect([bar.start, bar.end] == ["2026-03-06", "2026-03-11"] && bar.days == 1 && bar.transparent)
    let hours = try #require(try await occurrence(["date: \"03-08\"": days]))
    #expect([hours.start, hours.end] == ["2026-03-06T14:00:00Z", "2026-03-06T16:30:00Z"] && hours.days == 5)
    let open = try #require(try await occurrence(["09:00-11:30": "09:00"]))
    #expect([open.start, open.end] == ["2026-03-08T13:00:00Z", "2026-03-08T14:00:00Z"])
    #expect(open.description.contains("结束时间没有写"))
    let night = try #require(try await occurrence(["09:00-11:30": "22:00-01:00"]))
    #expect([night.start, night.end] == ["2026-03-09T02:00:00Z", "2026-03-09T05:00:00Z"])
    let single = try #require(try await occurrence(["time: \"09:00-11:30\", ": ""]))
    #expect([single.start, single.end] == ["2026-03-08", "2026-03-09"])
  }

  @Test func `what is provisional is tentative`() async throws {
    let plan = Plan(definitions: try Fixtures.examples(), language: .en)
    let events = try await ReadEvent.events(in: plan.text(2028, at: "2026-01-05T08:00:00Z"))
    let rows = plan.rows(2028)
    #expect(events.filter { $0.status == "TENTATIVE" }.count == rows.filter(\.provisional).count)
    #expect(events.contains { $0.status == "TENTATIVE" && $0.summary.hasSuffix("(provisional)") })
    #expect(events.contains { $0.summary.hasSuffix("(digest, provisional)") })
    #expect(rows.contains { !$0.provisional } == events.contains { $0.status == "CONFIRMED" })
  }

  @Test func `an occurrence that is not held stands there as cancelled, with the reason`() async throws {
    let events = try await ReadEvent.events(in: try Plan.healthDay().text(2027, at: "2026-01-05T08:00:00Z"))
    #expect(events.map(\.status) == ["CANCELLED"])
    #expect(events[0].start == "2027-03-08T14:00:00Z" && events[0].sequence == 0 && events[0].transparent)
    #expect(events[0].summary == "健康日🎈；义诊，讲座（停办）")
    #expect(events[0].description == "第8个健康日\n停办: 场馆维修，停一年\n4 个单位")
  }
}
