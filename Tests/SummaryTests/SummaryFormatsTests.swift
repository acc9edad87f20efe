@testable import CampaignScheduler
import Ledger
@testable import Planning
import Recurrence
import TestSupport
import Testing

/// Every format of a summary tells the same figures.
struct SummaryFormatsTests {
  private static let events = """
    events:
      - {id: a, title: 甲, unit: 叠彩区, kind: 讲座, date: "2025-08-10", attendance: [{n: 12, group: 家长}, {n: 8}], volunteers: {n: 363, is: at-least},
         served: [{service: 观看, n: 5000}, {service: 义诊, n: 2}], materials: [{name: 折页, n: 40, unit: 份}]}
      - {id: b, title: 乙, unit: 叠彩区, date: "2025-08-12", attendance: [{n: 30, unit: 人次}],
         served: [{service: 义诊, n: 45, unit: 人次}, {service: 检查, is: unknown}],
         materials: [{name: 折页, unit: 份, is: unknown}, {name: 叶酸, is: unknown}]}
      - {id: c, title: 丙, unit: 田阳区, date: "2025-08-01/2025-08-07"}
      - {id: d, title: 丁, unit: 桂林市, kind: 义诊, date: "2025-08-09", attendance: [{said: 5余, group: 家长}]}
      - {id: e, title: 戊, unit: 自治区计生协, date: "2025-08-08", attendance: [{n: 6}]}
      - {id: f, title: 己, unit: 田阳区, date: null}
    """

  private func summary() throws -> Summary {
    let units = try smallRegion()
    let (balance, unknown) = SessionsFile(Self.events, file: "s.yaml").preview(units: units)
    #expect(unknown == [])
    return Summary(balance, units: units)
  }

  @Test(arguments: [
    #""helpers":{"staff":null,"volunteers":{"n":363,"certainty":"atLeast","text":"363 余人"},"speakers":null}"#,
    #""otherCounters":{"attendance":{"人次":{"n":30,"certainty":"exact","text":"30 人次"}},"served":{"人次":{"n":45,"certainty":"exact","text":"45 人次"}},"online":{}}"#,
    #""unreported":{"services":["检查"],"materials":{"折页":1,"叶酸":1},"groups":[],"helpers":{}},"scope""#,
    #""byCity":{"桂林市":3,"百色市":2}"#,
    #""groups":[{"name":"家长","n":17,"certainty":"atLeast","unit":"人","text":"17 余人"},{"name":"","n":14,"certainty":"exact","unit":"人","text":"14 人"},{"name":"","n":30,"certainty":"exact","unit":"人次","text":"30 人次"}]"#,
    #""services":[{"name":"义诊","n":2,"certainty":"exact","unit":"人","text":"2 人"},{"name":"义诊","n":45,"certainty":"exact","unit":"人次","text":"45 人次"},{"name":"检查","n":null,"certainty":"unknown","unit":"人","text":"未报数"}],"sessionsWithoutKeyTask":6,"programmes":{},"plannedMaterials":[]}"#,
    #""byUnit":{"叠彩区":2,"田阳区":2,"桂林市":1,"自治区计生协":1}"#,
  ])
  func `JSON has them, new keys at the end`(_ part: String) throws {
    #expect(try summary().json(.zh).description.contains(part))
  }

  @Test(arguments: [
    "datePrecision,day,4,,exact,场,4 场", "datePrecision,interval,1,,exact,场,1 场",
    "datePrecision,none,1,,exact,场,1 场",
    "attendance,,31,,atLeast,人,31 余人", "attendance,,30,,exact,人次,30 人次",
    "attendanceReporting,,4,,exact,场,4 场",
    "attendanceNotReporting,,2,,exact,场,2 场", "served,,2,,exact,人,2 人", "served,,45,,exact,人次,45 人次",
    "online,,5000,,exact,人,5000 人",
    "helpers,volunteers,363,,atLeast,人,363 余人",
    "attendanceGroup,家长,17,,atLeast,人,17 余人", "service,义诊,45,,exact,人次,45 人次",
    "materialsNotReported,折页,1,,exact,处,1 处", "servedNotReported,,1,,exact,项,1 项",
    "coveragePercent,县,1.80,,exact,%,1.80%",
    "missing,百色市田阳区,,,,,日期、人数", "city,桂林市,3,,exact,场,3 场", "unit,自治区计生协,1,,exact,场,1 场",
  ])
  func `CSV has a row for each`(_ row: String) throws {
    let csv = try summary().csv(.zh)
    #expect(csv.contains("\r\n\(row)\r\n"), "\(csv)")
    #expect(!csv.contains("city,自治区计生协"))
  }

  @Test func `text, Markdown and page say what the sums consist of`() throws {
    let summary = try summary()
    #expect(
      summary.partsText(.zh) == """
        参加人群    家长 17 余人；未写明人群 14 人；未写明人群 30 人次
        服务项目    义诊 2 人；义诊 45 人次；检查 未报数
        活动形式    义诊 1 场；讲座 1 场

        """)
    #expect(summary.markdown(.en).contains("| By group |  | 家长 17+ people; not said who 14 people"))
    let page = SummaryPage(summary, units: try smallRegion(), language: .zh).html
    #expect(page.contains("<h2>人群与服务项目</h2>") && page.contains(">家长</th>"))
  }

  @Test func `text names a city's own sessions and sets the root's apart`() throws {
    let summary = try summary()
    #expect(summary.text(.zh).contains("桂林市 3 场（叠彩区 2，本级 1）  百色市 2 场（田阳区 2）  自治区计生协本级 1 场\n"))
    #expect(summary.text(.en).contains("桂林市 3 (叠彩区 2, itself 1)  百色市 2 (田阳区 2)  自治区计生协 itself 1\n"))
  }

  @Test func `the page has them, a dash where there was nothing, and its list in order of days`() throws {
    let html = SummaryPage(try summary(), units: try smallRegion(), language: .zh).html
    for part in [
      "<span>线上观看</span><b>5000 人</b>", "<span>志愿者</span><b>363 余人</b>",
      "<th scope=\"row\">叶酸</th><td class=\"n\">未报数</td><td class=\"n\">—</td><td class=\"n\">1</td>",
      "<td class=\"n\">未报数</td><td class=\"n\">—</td></tr>\n<tr><th scope=\"row\">自治区计生协本级</th>",
    ] { #expect(html.contains(part), "\(part)") }
    let list = try #require(html.firstRange(of: "<h2>活动清单</h2>")).upperBound
    let titles = html[list...].matches(of: /<td>([甲乙丙丁戊己])<\/td>/).map { String($0.1) }
    #expect(titles == ["丙", "戊", "丁", "甲", "乙", "己"])
  }

  private func summary(_ events: String..., keyTasks: [String] = []) throws -> Summary {
    let units = try smallRegion()
    let text = "events:\n" + events.map { "  - {\($0)}\n" }.joined()
    let (balance, unknown) = SessionsFile(text, file: "s.yaml").preview(units: units)
    #expect(unknown == [])
    return Summary(balance, units: units, keyTasks: keyTasks)
  }

  @Test func `a row of a session has every figure, a counting word to a column`() throws {
    let summary = try summary(
      "id: a, title: 甲, unit: 叠彩区, date: \"2025-08-10\", kind: member-day, attendance: [{n: 2, unit: 户}, {n: 3, is: below}], materials: [{name: 折页, n: 40, unit: 份}, {name: 折页, n: 2, unit: 箱}]",
      "id: b, title: 乙, unit: 叠彩区, date: null, not_after: \"2025-08-12\", served: [{service: 义诊, n: 30, unit: 人次}, {service: 义诊, n: 20}], materials: [{name: 折页, n: 5, unit: 箱}]"
    )
    let units = try smallRegion()
    func rows(_ language: Language) -> [[String: String]] {
      let lines = SessionTable(summary, units: units, language: language).csv.split(separator: "\r\n")
        .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
      return lines.dropFirst().map { Dictionary(zip(lines[0], $0)) { first, _ in first } }
    }
    let zh = rows(.zh)
    let expected = [
      [
        "参加": "3", "参加·可靠程度": "不足", "参加·单位": "人", "参加（户）": "2", "参加（户）·可靠程度": "准确", "义诊": "", "折页（份）": "40",
        "折页（份）·单位": "份", "折页（箱）": "2", "日期类型": "具体日期", "形式": "会员活动日", "最早日期": "2025-08-10",
      ],
      [
        "参加": "", "参加（户）": "", "义诊": "20", "义诊（人次）": "30", "义诊（人次）·单位": "人次", "折页（份）": "", "折页（箱）": "5",
        "日期类型": "未写日期", "最早日期": "", "最晚日期": "2025-08-12",
      ],
    ]
    for (row, expected) in zip(zh, expected) {
      for (column, value) in expected { #expect(row[column] == value, "\(column): \(row)") }
    }
    let en = SessionTable(summary, units: units, language: .en).csv
    #expect(en.contains(",attendance (households),") && en.contains(",3,,below,people,2,,exact,households,"))
    #expect(en.contains(",member day,"))
  }

  @Test func `what is weighed or measured is no number of pieces`() throws {
    let summary = try summary(
      "id: a, title: 甲, unit: 叠彩区, date: \"2025-08-10\", materials: [{name: 大米, n: \"1.5\", unit: 吨}, {name: 食用油, n: 300, unit: 升}, {name: 礼包, n: 50, is: at-least, unit: 份}]"
    )
    #expect(summary.text(.zh).contains("共 50 余份，另 1.5 吨、300 升\n"))
    #expect(summary.text(.en).contains("together 50+, and 1.5 tonnes, 300 litres\n"))
    #expect(
      summary.json(.zh).description.contains(
        #""all":{"n":50,"certainty":"atLeast","text":"50 余份，另 1.5 吨、300 升"},"apart":{"吨":{"n":1.5,"certainty":"exact","text":"1.5 吨"},"#
      ))
    let rice = try self.summary(
      "id: a, title: 甲, unit: 叠彩区, date: \"2025-08-10\", materials: [{name: 大米, n: 2, unit: 吨}]",
      "id: b, title: 甲, unit: 叠彩区, date: \"2025-08-11\", materials: [{name: 面粉, n: 1, unit: 吨}]")
    #expect(rice.allGivenText(.zh) == "3 吨")
    #expect(rice.materials.measured == [])
  }

  @Test func `a group whose number nobody gave is named beside those who were counted`() throws {
    let summary = try summary(
      "id: a, title: 甲, unit: 叠彩区, date: \"2025-08-10\", attendance: [{group: 妇女, n: 86}, {group: 婴幼儿, is: unknown}]",
      "id: b, title: 乙, unit: 田阳区, date: \"2025-08-10\", attendance: [{group: 老人, is: unknown}]")
    #expect(summary.people.attendance.total == .exact(86))
    #expect(summary.attendanceText(.zh) == "86 人（2 场活动中 1 场报了人数；另有婴幼儿未报数）")
    #expect(summary.text(.zh).contains("2 场中 1 场报了人数；1 场未报；另有婴幼儿未报数\n"))
    #expect(summary.text(.zh).contains("请补报      桂林市叠彩区：婴幼儿人数；百色市田阳区：人数\n"))
    #expect(summary.text(.en).contains("not reported: 婴幼儿"))
    let json = summary.json(.zh).description
    #expect(
      json.contains(
        #""missing":[{"unit":"叠彩区","fields":["婴幼儿人数"]},{"unit":"田阳区","fields":["人数"]}]"#))
    #expect(json.contains(#""groups":["婴幼儿"]"#))
    #expect(summary.csv(.zh).contains("\r\nattendance,婴幼儿,,,unknown,人,未报数\r\n"))
  }

  @Test func `a session that names no key task counts for all of its campaign's`() throws {
    let units = try smallRegion()
    let text = """
      events:
        - {id: a, title: 甲, unit: 叠彩区, date: "2025-08-10", campaign: week, occurrence: "2025"}
        - {id: b, title: 乙, unit: 田阳区, date: "2025-08-11", campaign: week, occurrence: "2025", key_task: 权益维护}
        - {id: c, title: 丙, unit: 田阳区, date: "2025-08-12"}
      """
    var campaign = Campaign(
      id: "week", name: BilingualText(zh: "周"), kind: "member-day",
      schedule: Schedule(rule: .once(try #require(CivilDate(iso: "2025-08-10")), through: nil), zone: .utc),
      participation: Participation(level: try #require(units.level(named: "county")), under: "gx"),
      file: "w.yaml")
    campaign.keyTasks = ["计生家庭帮扶", "权益维护"]
    let summary = Summary(
      SessionsFile(text, file: "s.yaml").preview(units: units).balance, units: units, keyTasks: sixKeyTasks,
      tags: TaskTags([campaign]))
    #expect(summary.byKeyTask.map(\.name) == ["权益维护", "计生家庭帮扶"])
    #expect(summary.byKeyTask.map(\.count) == [2, 1])
    #expect(!summary.keyTasksWithoutSession.contains("计生家庭帮扶"))
    #expect(SessionTable(summary, units: units, language: .zh).csv.contains(",计生家庭帮扶；权益维护,"))
    let page = SummaryPage(summary, units: units, language: .zh).html
    #expect(page.contains("<th scope=\"row\">计生家庭帮扶</th><td class=\"b\"><svg"))
  }

  @Test func `a summary of one session, or of one place, says of which`() throws {
    let units = try smallRegion()
    let balance = try newsletter()
    let key = try #require(SessionKey("diecai/2"))
    var one = Summary(balance, scope: SummaryScope(.session(key)), units: units, keyTasks: sixKeyTasks)
    let session = try #require(one.session)
    #expect(one.text(.zh).contains("\n场次        \(session.title)（diecai/2）\n单位        桂林市叠彩区\n"))
    #expect(one.keyTasksWithoutSession == [] && !one.text(.zh).contains("没有活动"))
    one.englishTitles = [session.root: "Good day"]
    #expect(one.text(.en).contains("\nSession      Good day (diecai/2)\nUnit         桂林市叠彩区\n"))
    #expect(
      one.json(.en).description.contains(
        #""scope":{"unit":"diecai","unitName":"桂林市叠彩区","session":"diecai/2","title":"Good day"}"#))
    let page = SummaryPage(one, units: units, language: .en).html
    #expect(page.contains("桂林市叠彩区　Good day"))
    #expect(page.contains("<td>Good day</td>"))
    #expect(SessionTable(one, units: units, language: .en).csv.contains(",Good day,"))
    let city = Summary(balance, scope: SummaryScope(unit: units["guilin"]), units: units)
    #expect(city.text(.zh).contains("\n单位        桂林市\n"))
    #expect(
      city.json(.zh).description.contains(
        #""scope":{"unit":"guilin","unitName":"桂林市","session":null,"title":null}"#))
    #expect(city.csv(.zh).contains("\r\nscope,unit,,,,,桂林市\r\n"))
  }
}
