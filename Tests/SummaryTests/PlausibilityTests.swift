import CampaignScheduler
import Ledger
import Planning
import Recurrence
import TestSupport
import Testing

struct PlausibilityTests {
  private func warnings(_ events: String, _ plausibility: Plausibility = Plausibility()) throws -> [String] {
    let units = try smallRegion()
    let file = SessionsFile(events, file: "s.yaml")
    #expect(file.refused.isEmpty)
    let balance = file.preview(units: units).balance
    return Summary(balance, units: units, plausibility: plausibility).warnings.map { $0.text(.zh) }
  }

  private func event(_ id: String, _ rest: String, unit: String = "叠彩区", title: String = "讲座") -> String {
    "  - {id: \(id), title: \(title), unit: \(unit), \(rest)}\n"
  }

  @Test(arguments: [
    (#"date: "2023-08-10", attendance: [{n: 100001}]"#, "W-PLAUSIBLE 叠彩区“讲座”（diecai/1） 参加 100001 人"),
    (
      #"date: "2023-08-10", served: [{service: 义诊, n: 200000, is: at-least}]"#,
      "W-PLAUSIBLE 叠彩区“讲座”（diecai/1） 义诊 200000 余人"
    ),
    (
      #"date: "2023-08-10", materials: [{name: 手册, n: 3.5, unit: 本}]"#,
      "W-PLAUSIBLE 叠彩区“讲座”（diecai/1） “手册”3.5 本不是整数"
    ),
    (#"date: "2023-09-01", attendance: [{n: 5}]"#, "W-DATE 叠彩区“讲座”（diecai/1） 记为已办，日期 2023-09-01 却在今天之后"),
    (
      #"date: "2023-08-10", venue: 会议室（可容纳 60 人）, attendance: [{n: 61}]"#,
      "W-VENUE 叠彩区“讲座”（diecai/1） 参加 61 人，场地只能容纳 60 人"
    ),
    (
      #"date: "2023-08-10", attendance: [{group: 家长, n: 30}, {group: 孩子, n: 27}, {group: 合计, n: 60}]"#,
      "W-TOTAL 叠彩区“讲座”（diecai/1） 参加的合计写的是 60，各项相加是 57，按相加的计"
    ),
    (
      #"date: "2023-07-20", campaign: week, occurrence: "2023", attendance: [{n: 5}]"#,
      "W-DATE 叠彩区“讲座”（week/2023/diecai/1） 的日期 2023-07-20 早于活动开始的 2023-08-01"
    ),
  ])
  func `a figure or a day that can hardly be right is pointed out`(_ event: String, _ warning: String) throws
  {
    let week = OccurrenceKey(campaign: "week", occurrence: "2023")
    let first = try #require(CivilDate(iso: "2023-08-01"))
    let plausibility = Plausibility(
      today: CivilDate(iso: "2023-08-31"), days: [week: first...first.adding(days: 6)])
    let found = try warnings("events:\n" + self.event("a", event), plausibility)
    #expect(found.contains { $0.hasPrefix(warning) }, "\(found)")
  }

  @Test(arguments: [
    #"date: "2023-08-10", attendance: [{n: 100000}]"#, #"date: "2023-08-31", attendance: [{n: 5}]"#,
    #"date: "2023-08-10", venue: 会议室（可容纳 60 人）, attendance: [{n: 60}]"#,
    #"date: "2023-08-10", attendance: [{group: 家长, n: 30}, {group: 孩子, n: 27}, {group: 合计, n: 57}]"#,
    #"date: "2023-08-10", attendance: [{group: 合计, n: 57}]"#,
    #"date: "2023-08-10", materials: [{name: 手册, n: 100000, unit: 本}]"#,
    #"date: "2023-08-10", materials: [{name: 大米, n: 2.5, unit: 公斤}]"#,
    #"date: "2023-08-03", campaign: week, occurrence: "2023", attendance: [{n: 5}]"#,
  ])
  func `what can be right raises nothing`(_ event: String) throws {
    let week = OccurrenceKey(campaign: "week", occurrence: "2023")
    let first = try #require(CivilDate(iso: "2023-08-01"))
    let plausibility = Plausibility(
      today: CivilDate(iso: "2023-08-31"), days: [week: first...first.adding(days: 6)])
    #expect(try warnings("events:\n" + self.event("a", event), plausibility) == [])
  }

  @Test func `the same title on the same day is asked about, in one unit or with one figure above it`() throws
  {
    let day = #"date: "2023-08-10", attendance: [{n: 57}]"#
    func repeats(_ rows: String...) throws -> Int {
      try warnings("events:\n" + rows.joined()).count { $0.hasPrefix("W-SAME-EVENT") }
    }
    #expect(try repeats(event("a", day), event("b", day, title: "“讲座”")) == 1)
    #expect(try repeats(event("a", day), event("b", #"date: "2023-08-11", attendance: [{n: 57}]"#)) == 0)
    #expect(try repeats(event("a", day, unit: "七星区"), event("b", day, unit: "朝阳社区")) == 1)
    #expect(
      try repeats(
        event("a", day, unit: "七星区"), event("b", #"date: "2023-08-10", attendance: [{n: 58}]"#, unit: "朝阳社区"))
        == 0)
    #expect(try repeats(event("a", day, unit: "七星区"), event("b", day, unit: "叠彩区")) == 0)
  }

  @Test(arguments: [
    (#"date: "2023-08-10", attendance: [{n: 57}]"#, "date: 2023年8月上旬", "讲座", 1),
    ("date: 2023年8月上旬", "date: 2023年8月上旬", "讲座", 1), ("date: 2023年8月上旬", "date: 2023年8月中旬", "讲座", 0),
    (#"date: 近日, not_after: "2023-08-27""#, #"date: 近日, not_after: "2023-08-30""#, "讲座", 1),
    (#"date: 近日, not_after: "2023-08-27""#, #"date: "2023-08-10""#, "讲座", 1),
    (#"date: 近日, not_after: "2023-08-27""#, #"date: "2023-06-10""#, "讲座", 0),
    (
      #"date: "2023-08-10", attendance: [{n: 57}]"#, #"date: "2023-08-10", attendance: [{n: 57, unit: 名}]"#,
      "义诊", 1
    ),
    (#"date: "2023-08-10", attendance: [{n: 57}]"#, #"date: "2023-08-10", attendance: [{n: 58}]"#, "义诊", 0),
    (
      #"date: "2023-08-10", attendance: [{n: 57}]"#, #"date: "2023-08-10", served: [{service: 义诊, n: 57}]"#,
      "义诊", 0
    ),
    ("date: 2023年8月上旬, materials: 折页 30 份", #"date: "2023-08-10", materials: 折页 30 份"#, "义诊", 1),
    (#"date: "2023-08-10", materials: 折页 30 份"#, #"date: "2023-08-10", materials: 手册 30 份"#, "义诊", 0),
    ("date: 2023年8月上旬", #"date: "2023-08-10""#, "义诊", 0),
  ])
  func `sessions of a unit on overlapping days are asked about if titles or figures are the same`(
    _ one: String, _ other: String, _ title: String, _ count: Int
  ) throws {
    let rows = event("a", one) + event("b", other, title: title)
    #expect(try warnings("events:\n" + rows).count { $0.hasPrefix("W-SAME-EVENT") } == count)
  }

  @Test func `many warnings of one kind are counted, not listed`() throws {
    let rows = (1...25).map { event("e\($0)", "date: \"2023-09-\($0 < 10 ? "0" : "")\($0)\"") }.joined()
    let found = try warnings("events:\n" + rows, Plausibility(today: CivilDate(iso: "2023-08-31")))
    #expect(found.count { $0.hasPrefix("W-DATE") } == 21)
    #expect(found.contains("W-DATE 另有 5 条同类提示"))
  }

  @Test(arguments: [
    ("staffing: [{id: a, level: 市, units: 4, posts: 5, in_post: 6}]", "W-PLAUSIBLE a: 在岗多于编制（6 与 5）"),
    ("questionnaire: {sent: 10, returned: 12}", "W-PLAUSIBLE questionnaire: 收回多于发放（12 与 10）"),
    (
      "questionnaire: {sent: 10, returned: 10, dimensions: [{name: 学习, items: 2, counts: {好: 21}}]}",
      "W-PLAUSIBLE 问卷“学习”的答案 21 个，多于 20 个"
    ),
    (
      "questionnaire: {sent: 284, returned: 284, dimensions: [{name: 学习, items: 2, counts: {好: 469}, printed: {好: \"82.75\"}}]}",
      "W-TOTAL 问卷“学习”的“好”印的是 82.75%，算出来是 82.57%"
    ),
    (
      "programmes: [{id: p, name: 险, policies: 5, cards_delivered_percent: \"100.5\"}]",
      "W-PLAUSIBLE p: 比例 100.5% 超过 100%"
    ),
  ])
  func `figures without a session are checked against one another`(_ section: String, _ warning: String)
    throws
  {
    #expect(try warnings(section + "\n").contains(warning))
  }

  @Test func `a programme's own target gives its share and what is short`() throws {
    let units = try smallRegion()
    let text = "programmes: [{id: care, name: 关爱保险, policies: {n: 72636, is: exact}, target: 81504}]\n"
    let json = Summary(SessionsFile(text, file: "s.yaml").preview(units: units).balance, units: units).json(
      .zh)
    #expect(json.description.contains(#""care":{"target":81504,"percentOfTarget":"89.12","shortBy":8868}"#))
  }
}
