import CampaignScheduler
@testable import Ledger
import Planning
import Recurrence
import TestSupport
import Testing

/// Figures that belong to no session: the network's size, a baseline beside the end; and units that are hard to reach.
struct SheetRowsTests {
  private func summary(_ yaml: String, units: UnitTree? = nil) throws -> Summary {
    let units = try units ?? smallRegion()
    let file = SessionsFile(yaml, file: "test.yaml")
    #expect(file.refused == [] && file.diagnostics == [])
    return Summary(file.preview(units: units).balance, units: units)
  }

  private func json(_ summary: Summary, _ key: String, _ language: Language = .zh) -> String? {
    guard case .object(let members) = summary.json(language) else { return nil }
    return members.first { $0.name == key }?.value.description
  }

  // MARK: - Several times

  @Test(
    arguments: [
      (nil, 27, "2026-12", "2025-12、2026-06"), ("2026-01-01/2026-06-30", 22, "2026-06", "2026-12"),
      ("2026-01-01/2026-12-31", 27, "2026-12", "2026-06"), ("2025-01-01/2025-12-31", 21, "2025-12", nil),
      ("2026-01-01/2026-03-31", 22, "2026-06", "2026-12"),
      ("2025-07-01/2026-09-30", 22, "2026-06", "2025-12、2026-12"),
    ] as [(String?, Int, String, String?)])
  func `of several times the last in the span counts, the others are named`(
    _ span: String?, _ posts: Int, _ time: String, _ others: String?
  ) throws {
    let units = try smallRegion()
    let rows = [("2025-12", 21), ("2026-12", 27), ("2026-06", 22)].flatMap { time, posts in
      let row = "staffing: [{id: cities, level: 市, units: 3, posts: \(posts), as_of: \"\(time)\"}]"
      return SessionsFile(row, file: "s.yaml").sheets
    }
    let entries = rows.enumerated().map { index, sheet in
      LedgerEntry(
        id: EntryID(origin: "a", number: index + 1), at: Timestamp(milliseconds: 0), by: "甲",
        scope: LedgerEntry.Scope(unit: "gx"), act: .record(.sheet(sheet)), source: nil, lateReason: nil,
        previous: "",
        hash: "")
    }
    let ends = span?.split(separator: "/").compactMap { CivilDate(iso: String($0)) }
    let scope = ends.map { SummaryScope(.span($0[0]...$0[1])) } ?? SummaryScope()
    let summary = Summary(Balance(entries), scope: scope, units: units)
    #expect(summary.json(.zh).description.contains("\"allPosts\":\(posts)"))
    let notes = summary.warnings.filter { $0.code == .editions }.map { $0.text(.zh) }
    #expect(notes == (others.map { ["W-EDITIONS staffing/cities 有几期数，用 \(time) 的（另有 \($0)）"] } ?? []))
  }

  // MARK: - The network

  @Test func `the newsletter's network keeps how sure its figures are, in its own words`() throws {
    let summary = Summary(try newsletter(), units: try smallRegion())
    let network = try #require(json(summary, "network"))
    for part in [
      #""text":"2.32 万个；630 多万人""#,
      #""members":{"n":6300000,"certainty":"atLeast","text":"630 多万人"}"#,
      #""grassroots":{"n":17900,"certainty":"exact","text":"17900 个","coveragePercent":"100"}"#,
      #""namedTypes":21871"#, #""otherTypes":1329"#, #""floatingTargetRange":[4573,4577]"#,
      #""counties":111"#,
    ] { #expect(network.contains(part), "\(part) in \(network)") }
    #expect(!network.contains("6,300,000"))
    #expect(summary.markdown(.zh).contains("2.32 万个；630 多万人"))
    #expect(summary.csv(.en).contains("floatingTargetRange"))
  }

  @Test(arguments: [
    ("organisations: 1.8 万个\n  members: 55 万多人", "1.8 万个；55 万多人"),
    ("organisations: {n: 18000}\n  members: {n: 550000, is: at-least}", "1.8 万个；55 多万人"),
    ("organisations: {n: 1234}\n  members: {n: 98000, is: about}", "1234 个；约 9.8 万人"),
    ("organisations: {n: 12345}\n  members: {is: unknown}", "12345 个；未报数"),
    ("volunteers: {n: 20000, is: nearly}", "近 2 万人"),
  ])
  func `a network's size is read and printed for other figures, too`(_ rows: String, _ text: String) throws {
    let summary = try summary("format: 1\nnetwork:\n  as_of: \"2026-05\"\n  \(rows)\n")
    #expect(try #require(json(summary, "network")).contains("\"text\":\"\(text)\""), "\(text)")
  }

  @Test(arguments: ["organisations: -5 个", "members: {n: -5}", "members: {n: 5, is: surely}", "cities: 80%"])
  func `a network with a figure that nobody understands is refused with its place`(_ row: String) {
    let file = SessionsFile("format: 1\nnetwork:\n  \(row)\n", file: "test.yaml")
    #expect(file.sheets == [])
    #expect(file.refused.map(\.row) == ["network"])
    #expect(file.refused.first?.reason?.text(.zh).hasPrefix("第 3 行") == true)
  }

  @Test func `kinds of bodies that are more than all are doubted`() throws {
    let summary = try summary(
      """
      format: 1
      network:
        organisations: {n: 100}
        grassroots: {n: 90, coverage_percent: "100"}
        floating_population: {n: 20, coverage_percent: "104"}
      """)
    let warnings = summary.warnings.map { $0.text(.en) }
    #expect(warnings.contains { $0.contains("110 bodies of all kinds, more than 100") })
    #expect(warnings.contains { $0.contains("a share of 104%") })
  }

  // MARK: - Years

  private static let years = """
    format: 1
    staffing: [{id: a, level: 市, units: 4, posts: 23, in_post: 18}]
    programmes:
      - {id: p22, name: 项目, year: 2022, classes: 8, sites: 71}
      - {id: p23, name: 项目, year: 2023, classes: 3, sites: 22}
      - {id: care, name: 保险, until: "2023-05", policies: 10, premium_yuan: 0.01 万元, claims: 1, paid_yuan: 900}
    questionnaire: {sent: 10, returned: 9}
    """

  @Test(arguments: [
    ("2023-01-01", "2023-12-31", ["staffing", "insurance", "projects", "questionnaire"], 1),
    ("2023-07-01", "2023-08-31", ["staffing", "insurance", "projects", "questionnaire"], 1),
    ("2022-11-01", "2023-02-28", ["staffing", "insurance", "projects", "questionnaire"], 1),
    ("2022-01-01", "2022-12-31", [], 0), ("2026-01-01", "2026-12-31", [], 0),
    ("1899-01-01", "1899-12-31", [], 0),
  ])
  func `rows of figures belong to the years that they, or others of their file, name`(
    _ first: String, _ last: String, _ sections: [String], _ warnings: Int
  ) throws {
    let units = try smallRegion()
    let balance = SessionsFile(Self.years, file: "a.yaml").preview(units: units).balance
    let days = try #require(CivilDate(iso: first))...(try #require(CivilDate(iso: last)))
    let summary = Summary(balance, scope: SummaryScope(.span(days)), units: units)
    let told = ["staffing", "insurance", "projects", "questionnaire"].filter { json(summary, $0) != "{}" }
    #expect(told == sections)
    #expect(summary.warnings.count == warnings)
    // Nothing can be worked out from one year alone, yet what it had is told.
    #expect(summary.sheetText(.zh).isEmpty == (sections.isEmpty && !first.hasPrefix("2022")))
  }

  @Test(arguments: [("1969-01-01", "1970-12-31", true), ("1971-01-01", "2026-12-31", false)])
  func `rows that name no year, nor others with them, are of the day of their entry`(
    _ first: String, _ last: String, _ isTold: Bool
  ) throws {
    let units = try smallRegion()
    let text = "staffing: [{id: a, level: 市, units: 4, posts: 23, in_post: 18}]"
    let balance = SessionsFile(text, file: "a.yaml").preview(units: units).balance
    let days = try #require(CivilDate(iso: first))...(try #require(CivilDate(iso: last)))
    let summary = Summary(balance, scope: SummaryScope(.span(days)), units: units)
    #expect((json(summary, "staffing") != "{}") == isTold)
  }

  @Test func `the text has what belongs to no session below the summary, in words`() throws {
    let summary = Summary(try newsletter(), units: try smallRegion())
    let zh = summary.sheetText(.zh)
    for line in [
      "组织网络    组织、会员：2.32 万个；630 多万人\n", "流动人口组织 3971 个（覆盖率 86.8%）", "百色市：在岗率（%） 40.00；空编 3\n",
      "计生家庭关爱保险：任务数范围 81500–81508；", "参保率 306/306（100.00%）", "项目点增减 -49；", "发出 284；收回 284\n",
      "理论学习：好 82.57%，较好 15.14%，一般 0.53%\n",
      "生育关怀·微笑行动：全区患者 不少于 2000；三县患者 29；连续年数 10\n", "计生特殊家庭走访慰问：户数 177\n",
      "单项 用党的创新理论指导实践、解决问题：好 81.34%\n", "健全民意诉求和反馈机制 17.95%",
    ] { #expect(zh.contains(line), "\(line)") }
    let en = summary.sheetText(.en)
    for line in [
      "Posts ", "filled (%) 40.00; vacant 3\n", "81500–81508", "sent 284; returned 284\n",
      "city × 4 (cities-visited): filled (%) 78.26; vacant 5\n",
    ] { #expect(en.contains(line), "\(line)") }
    // Whatever its labels' length, each remark begins in one column.
    let starts = Set(
      en.split(separator: "\n").filter { $0.hasPrefix(" ") }.map { $0.prefix { $0 == " " }.count })
    #expect(starts.count == 1, "\(en)")
    #expect(!zh.contains("/vacant") && !summary.markdown(.zh).contains("staffing/"))
  }

  private static let rows: [(yaml: String, zh: String, en: String)] = [
    (
      "network:\n  grassroots: {n: 150, coverage_percent: \"98.7\"}", "基层组织应建 152",
      "grassroots bodies to be set up 152"
    ),
    (
      "network:\n  grassroots: {n: 6300, coverage_percent: \"98.7\"}", "基层组织应建 6380–6386",
      "grassroots bodies to be set up 6380–6386"
    ),
    // The small region has 14 cities and 111 counties.
    (
      "staffing: [{id: a, level: 市, units: 14, posts: 70, in_post: 60}, {id: b, level: 县, units: 111, posts: 392, in_post: 300}, {id: c, level: 县, units: 3, posts: 9, in_post: 7}]",
      "编制合计 462", "posts a city 5.00"
    ),
    (
      "staffing: [{id: a, level: 市, units: 14, posts: 70}, {id: b, level: 市, units: 14, posts: 70, in_post: 60}]",
      "编制合计 70", "all posts 70"
    ),
    (
      "staffing: [{id: a, level: 市, units: 1, posts: 7, in_post: 8}]", "在岗率（%） 114.29；空编 0；超编 1",
      "vacant 0; more than the posts 1"
    ),
    ("编制: [{单位: 南宁市, 编制数: 8, 在岗人数: 7}]", "南宁市：在岗率（%） 87.50；空编 1", "南宁市: filled (%) 87.50; vacant 1"),
    ("staffing: [{id: x, unit: 南宁市, posts: 8, in_post: 8}]", "南宁市：在岗率（%） 100.00", "南宁市: filled (%) 100.00"),
    (
      "项目: [{名称: 险, 单位: 叠彩区, 投保份数: 12, 保费: 600, 慰问金: 50}]", "险（叠彩区）：慰问金 50\n",
      "险（叠彩区）: premium each (yuan) 50.00"
    ),
    (
      "programmes: [{id: p, name: 行动, households_county: 12, patients_three_sites: 4, people_two_cities: 30}]",
      "全县户数 12；patientsThreeSites 4；两市人数 30\n",
      "households of the county 12; patientsThreeSites 4; people of the two cities 30\n"
    ),
    ("项目: [{名称: 微笑行动, 户数: 30 多户}]", "微笑行动：户数 不少于 30", "微笑行动: households at least 30"),
    ("网络: {基层组织: {数量: 17900}}", "基层组织：17900 个", "17900"),
    (
      "programmes: [{id: p, name: 项目, year: 2024, sites: 70}, {id: q, name: 项目, year: 2026, sites: 21}]",
      "项目点（2026 年与 2024 年比）  项目点增减 -49；项目点为此前的（%） 30.00",
      "Project sites, 2026 against 2024  change in sites -49"
    ),
    (
      "programmes: [{id: p, name: 险, people: {n: 900, is: at-least}, premium_yuan: \"36000.50\", percent_of_target: \"90\"}]",
      "险：每份保费（元） 不超过 40.00\n", "险: premium each (yuan) at most 40.00\n"
    ),
    (
      "programmes: [{id: p, name: 险, policies: {n: 900, is: at-least}, target: 1000}]",
      "完成率（%） 不少于 90.00；还差 不超过 100\n", "share of target (%) at least 90.00; short by at most 100\n"
    ),
    (
      "programmes: [{id: p, name: 险, policies: 1000, percent_of_target: \"120\"}]", "还差 0\n", "short by 0\n"
    ),
  ]

  @Test(arguments: rows.indices)
  func `rows of figures say no more than they know`(_ index: Int) throws {
    let row = Self.rows[index]
    let summary = try summary(row.yaml + "\n")
    #expect(summary.sheetText(.zh).contains(row.zh), "\(summary.sheetText(.zh))")
    #expect(summary.sheetText(.en).contains(row.en), "\(summary.sheetText(.en))")
    #expect(!summary.csv(.zh).contains("Certainty"))
    let page = SummaryPage(summary, units: try smallRegion(), language: .zh).html
    #expect(!page.contains("Certainty") && !page.contains("上年"))
  }

  @Test func `the years and bounds of rows of figures stand in JSON`() throws {
    let summary = try summary(
      """
      programmes:
        - {id: p, name: 项目, year: 2024, sites: 70}
        - {id: q, name: 项目, year: 2026, sites: 21}
        - {id: r, name: 险, people: {n: 900, is: at-least}, premium_yuan: "36000.50"}
      """)
    #expect(json(summary, "projectYears") == #"{"from":2024,"to":2026}"#)
    #expect(
      json(summary, "insurance") == #"{"r":{"premiumEachYuan":"40.00","premiumEachYuanCertainty":"atMost"}}"#)
  }

  // MARK: - Questionnaires

  @Test func `each of several questionnaires stands in every format with its name`() throws {
    let summary = try summary(
      """
      questionnaire:
        - {id: a, name: 甲卷, sent: 10, returned: 8, single_items: [{name: 知晓, counts: {好: 6}}]}
        - {id: b, name: 乙卷, sent: 20, returned: 15, single_items: [{name: 满意, printed: {好: "66.7"}}, {name: 空}]}
      """)
    #expect(
      json(summary, "questionnaire")
        == #"{"returnPercent":"80.00","dimensions":{},"measures":{},"singleItems":{"知晓":{"好":"75.00"}},"sent":10,"returned":8,"name":"甲卷","others":{"乙卷":{"returnPercent":"75.00","dimensions":{},"measures":{},"singleItems":{"满意":{"好":"66.70"}},"sent":20,"returned":15}}}"#
    )
    let html = SummaryPage(summary, units: try smallRegion(), language: .zh).html
    for text in [html, summary.markdown(.zh), summary.csv(.zh), summary.sheetText(.zh)] {
      for part in ["甲卷", "乙卷", "75.00", "66.70", "知晓", "满意"] { #expect(text.contains(part), "\(part)") }
    }
  }

  @Test(arguments: [
    (
      "measures: {items: [{name: 甲, votes: 6}, {name: 乙, votes: 2}]}",
      #""measures":{"甲":"75.00","乙":"25.00"}"#
    ),
    (#"measures: {items: [{name: 甲, printed: "30.8%"}]}"#, #""measures":{"甲":"30.80"}"#),
    ("dimensions: [{name: 甲, counts: {好: 9}}]", #""answeredPercent":null"#),
  ])
  func `votes without their sum and shares alone are shown, more answers than forms are not`(
    _ rows: String, _ part: String
  ) throws {
    let json = try #require(
      json(try summary("questionnaire: {sent: 10, returned: 8, \(rows)}\n"), "questionnaire"))
    #expect(json.contains(part) != part.contains("null"), "\(json)")
    #expect(!part.contains("null") || !json.contains("blankForms"))
  }

  @Test func `a single item with more answers than forms, or another share than printed, is doubted`() throws
  {
    let summary = try summary(
      """
      questionnaire:
        {sent: 10, returned: 8, single_items: [{name: 甲, counts: {好: 9}}, {name: 乙, counts: {好: 6}, printed: {好: "80.00"}}]}
      """)
    #expect(
      summary.warnings.map { $0.text(.zh) } == [
        "W-PLAUSIBLE 问卷“甲”的答案 9 个，多于 8 个", "W-TOTAL 问卷“乙”的“好”印的是 80.00%，算出来是 75.00%",
      ])
  }

  // MARK: - Remote units

  /// The small region with villages that are marked.
  private func region() throws -> UnitTree {
    let plain = try smallRegion()
    let village = plain.levels[4]
    let marked = [
      Unit(id: "v1", name: "远山村", level: village, parent: "diecai", isRemote: true),
      Unit(id: "v2", name: "高坡村", level: village, parent: "tianyang", isRemote: true),
      Unit(id: "v3", name: "石板村", level: village, parent: "tianyang", counted: false, isRemote: true),
      Unit(id: "v4", name: "平地村", level: village, parent: "tianyang"),
    ]
    return try UnitTree(levels: plain.levels, units: plain.units + marked, expected: plain.expected)
  }

  private let visit = """
    format: 1
    events:
      - {id: a, title: 走访, date: "2026-02-03", unit: v2}
      - {id: b, title: 走访, date: "2026-02-04", unit: diecai}
    """

  @Test func `remote villages stand apart, and those without a session are listed`() throws {
    let units = try region()
    let all = try summary(visit, units: units)
    #expect(all.remote?.with == 1 && all.remote?.of == 2)
    #expect(json(all, "remote") == #"{"with":1,"of":2,"percent":"50.00","without":["v1"]}"#)
    #expect(all.text(.zh).contains("偏远单位    1 / 2（50.00%）；没有活动：桂林市叠彩区远山村\n"))
    #expect(all.text(.en).contains("1 / 2 (50.00%); without a session: 桂林市叠彩区远山村\n"))
    // A county's own session does not reach its villages, and nothing else changes.
    #expect(all.coverage.map(\.with) == [2, 2])
    let balance = SessionsFile(visit, file: "a.yaml").preview(units: units).balance
    let baise = Summary(balance, scope: SummaryScope(unit: units["baise"]), units: units)
    #expect(baise.remote?.of == 1 && baise.remote?.without == [])
  }

  @Test func `without marks a summary says nothing of remote units`() throws {
    let plain = Summary(try newsletter(), units: try smallRegion())
    #expect(json(plain, "remote") == "null")
    #expect(!plain.text(.zh).contains("偏远"))
  }

  @Test func `dormancy of remote units looks at all levels and at what is below them`() throws {
    let units = try region()
    let day = try #require(CivilDate(iso: "2026-06-30"))
    let held = try #require(CivilDate(iso: "2026-06-01"))
    let root = try #require(units["gx"])
    let dormancy = Dormancy(
      ["v2": held, "tianyang": held], in: units, at: units.levels[4], under: root, days: 90, on: day,
      isRemote: true)
    #expect(dormancy.of == 2 && dormancy.rows.map(\.unit.id) == ["v1"])
    let counties = Dormancy(["v2": held], in: units, at: units.levels[2], under: root, days: 90, on: day)
    #expect(counties.of == 3 && counties.rows.map(\.unit.id) == ["diecai", "qixing"])
  }

  // MARK: - Training

  @Test func `trainees and hours of trainings are summed apart from other sessions`() throws {
    let summary = try summary(
      """
      format: 1
      events:
        - {id: a, title: 业务培训, kind: training, hours: 6 学时, date: "2026-03-02", unit: diecai, attendance: [{n: 40, is: exact}]}
        - {id: b, title: 志愿者培训, kind: 志愿者培训, hours: "1.5", date: "2026-03-03", unit: qixing, attendance: [{n: 20, is: at-least}]}
        - {id: c, title: 师资培训, kind: training, date: "2026-03-04", unit: tianyang}
        - {id: d, title: 讲座, kind: lecture, date: "2026-03-05", unit: tianyang, attendance: [{n: 9, is: exact}]}
      """)
    let training = try #require(summary.training)
    #expect(training.sessions == 3 && training.sessionsWithoutHours == 1)
    #expect(training.trainees == Quantity(60, .atLeast))
    #expect(training.hours == Figure("7.5"))
    #expect(training.traineeHours == Quantity(270, .atLeast))
    #expect(summary.text(.zh).contains("培训        3 场       60 余人，7.5 学时，1 场未报学时，合 270 余人学时\n"))
    #expect(summary.text(.en).contains("60+ people, 7.5 hours, 1 did not give hours, 270+ trainee hours\n"))
    #expect(json(Summary(try newsletter(), units: try smallRegion()), "training") == "null")
  }

  @Test(arguments: ["-3", "0", "许多", "9000", "六七"])
  func `hours that are no such number are refused with their place`(_ hours: String) {
    let file = SessionsFile(
      "events:\n  - {id: a, title: 培训, date: \"2026-03-02\", unit: diecai, hours: \"\(hours)\"}\n",
      file: "a.yaml")
    #expect(file.events == [])
    #expect(file.refused.map(\.cell) == ["hours"])
  }

  // MARK: - What followed on another event

  @Test func `an event that follows on another needs no date of its own and says so in its brief`() throws {
    let units = try smallRegion()
    let file = SessionsFile(
      """
      events:
        - {id: launch, title: 远离职业病危害启动仪式, date: "2026-04-25", unit: tianyang}
        - {id: hpv, title: “加速消除宫颈癌行动计划”科普知识讲座, kind: lecture, date: null, after: launch, unit: tianyang}
        - {id: quiz, title: 知识竞赛, date: null, after: 全市推进会, unit: tianyang}
      """, file: "a.yaml")
    #expect(file.refused == [])
    let sessions = file.preview(units: units).balance.sessions
    let briefs = sessions.compactMap { Brief($0, units: units)?.text(.zh) }
    try #require(briefs.count == 3)
    #expect(briefs[1].contains("远离职业病危害启动仪式结束后，"))
    #expect(briefs[1].contains("【缺：活动日期"))
    #expect(briefs[2].contains("全市推进会结束后，"))
    #expect(!briefs[0].contains("结束后"))
    #expect(Brief(sessions[1], units: units)?.text(.en).contains("after “远离职业病危害启动仪式”") == true)
  }
}
