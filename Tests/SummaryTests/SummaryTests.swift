@testable import CampaignScheduler
@testable import Ledger
@testable import Planning
import Recurrence
import TestSupport
import Testing

struct SummaryTests {
  private func summary(_ scope: SummaryScope = SummaryScope()) throws -> Summary {
    Summary(try newsletter(), scope: scope, units: try smallRegion(), keyTasks: sixKeyTasks)
  }

  private func span(_ first: String, _ last: String) throws -> SummaryScope {
    SummaryScope(.span(try #require(CivilDate(iso: first))...(try #require(CivilDate(iso: last)))))
  }

  /// The printed text with every run of spaces as one.
  private func words(_ text: String) -> [String] {
    text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
  }

  @Test func `the newsletter's summary prints the golden lines`() throws {
    var golden = words(try fixture("golden-summary.zh.txt")).filter { !$0.hasPrefix("#") }
    // Where in the other text it stands is in nobody's data.
    golden = golden.map { $0.replacing("》末段）", with: "》）") }
    #expect(words(try summary().text(.zh)) == golden)
  }

  @Test func `every figure of the newsletter comes out as expected`() throws {
    let json = try summary().json(.zh).description
    let expected = [
      #""from":"2023-07-12","to":"2023-08-27","sessions":6"#,
      #""byDatePrecision":{"day":3,"interval":2,"none":1}"#,
      #""byMonth":{"2023-07":1,"2023-08":4,"undated":1}"#,
      #""byCity":{"桂林市":5,"百色市":1}"#,
      #""byUnit":{"叠彩区":3,"七星区":1,"桂林华侨旅游经济区":1,"田阳区":1}"#,
      #""byKind":{"lecture":2,"outreach":2,"clinic":1,"visit":1}"#,
      #""byKeyTask":{"宣传教育":2,"家庭健康促进":2,"优生优育指导":1,"计生家庭帮扶":1}"#,
      #""keyTasksWithoutSession":["生殖健康咨询服务","权益维护"]"#,
      #""attendance":{"n":115,"certainty":"exact","reporting":2,"notReporting":4,"text":"115 人（6 场活动中 2 场报了人数）"}"#,
      #""served":{"n":30,"certainty":"atLeast","unknownEntries":2,"text":"30 余人（另有 2 项未报数）"}"#,
      #""reachedPersonTimes":{"n":145,"certainty":"atLeast","text":"145 余人次"}"#,
      #""materials":{"items":{"宣传资料":{"n":600,"certainty":"atLeast","text":"600 余份"}"#,
      #""活动礼包":{"n":100,"certainty":"atLeast","text":"100 余份"}"#,
      #""暖心服务卡":{"n":183,"certainty":"exact","text":"183 份"}}"#,
      #""unknown":["叶酸","避孕药具","宣传折页","宣传品"]"#,
      #""all":{"n":883,"certainty":"atLeast","text":"883 余份（另有 4 种未报数）"}"#,
      #""市":{"with":2,"of":14,"percent":"14.29","apart":[]}"#,
      #""县":{"with":3,"of":111,"percent":"2.70","apart":["桂林华侨旅游经济区"]}"#,
      #""missing":[{"unit":"田阳区","fields":["日期","发放数量","人数"]},{"unit":"桂林华侨旅游经济区","fields":["日期","人数"]}"#,
      #""targets":[],"warnings":["#,
    ]
    for part in expected { #expect(json.contains(part), "\(part)") }
  }

  @Test(arguments: [
    #""cities-visited":{"filledPercent":"78.26","vacant":5}"#,
    #""counties-visited":{"filledPercent":"75.82","vacant":37}"#,
    #""liuzhou-counties":{"filledPercent":"54.84","vacant":14}"#,
    #""baise":{"filledPercent":"40.00","vacant":3}"#, #""liuzhou":{"filledPercent":"60.00","vacant":2}"#,
    #""allPosts":472"#, #""postsPerCounty":"3.53""#,
    #""insurance-care":{"targetRange":[81500,81508],"targetNearest":81504,"shortByNearest":8868,"premiumEachYuan":"4.97","paidEachClaimYuan":"781.43","paidOverPremium":"5.93"}"#,
    #""insurance-love":{"policiesPerHousehold":"1.24"}"#,
    #""insurance-special":{"premiumEachYuan":"400.00"}"#,
    #""insurance-poverty":{"premiumEachYuan":"149.86"}"#,
    #""projects":{"sitesChange":-49,"sitesLeftPercent":"30.99","classesChange":-5}"#,
    #""questionnaire":{"returnPercent":"100.00","answeredPercent":"98.24","answeredForms":279,"blankForms":5"#,
    #""理论学习":{"一般":"0.53","好":"82.57","较好":"15.14"}"#, #""廉洁自律":{"一般":"0.35","好":"91.20","较好":"6.69"}"#,
    #""强化责任落实，提高干部服务意识和责任意识":"20.32""#,
    #""singleItems":{"用党的创新理论指导实践、解决问题":{"好":"81.34"},"推动高质量发展、做好群众工作、应对风险挑战的本领":{"好":"83.45"}}"#,
    #""sent":284,"returned":284,"name":"干部作风建设调查问卷表"}"#,
    "W-PLAUSIBLE insurance-care: 赔付金额是投保金额的 5.93 倍",
    "W-PLAUSIBLE 同名险种单价相差 30.17 倍: 4.97 元/份 与 149.86 元/份",
  ])
  func `staffing, programmes and the questionnaire are worked out as expected`(_ part: String) throws {
    #expect(try summary().json(.zh).description.contains(part))
  }

  @Test func `the keys of the JSON object stand in the order of the contract`() throws {
    guard case .object(let members) = try summary().json(.en) else {
      Issue.record("not an object")
      return
    }
    #expect(
      members.map(\.name) == [
        "from", "to", "sessions", "byDatePrecision", "byMonth", "byCity", "byUnit", "byKind", "byKeyTask",
        "keyTasksWithoutSession", "attendance", "served", "reachedPersonTimes", "materials", "coverage",
        "missing",
        "targets", "warnings", "staffing", "insurance", "projects", "questionnaire", "stages", "findings",
        "dormant", "stock", "remote", "network", "training", "online", "rates", "title",
        "helpers", "otherCounters", "unreported", "scope", "projectYears", "signedUp", "groups",
        "services", "sessionsWithoutKeyTask", "programmes", "plannedMaterials",
      ])
  }

  @Test func `a kind is counted once, whatever it is called`() throws {
    let text =
      "events:\n"
      + ["义诊", "clinic", "Free clinic", "讲座", "亲子活动", " 亲子活动 "].enumerated().map {
        "  - {id: a\($0.offset), title: 活动, unit: 七星区, date: 2026-03-0\($0.offset + 1), kind: \"\($0.element)\"}\n"
      }.joined()
    let units = try smallRegion()
    let summary = Summary(SessionsFile(text, file: "s.yaml").preview(units: units).balance, units: units)
    #expect(summary.json(.en).description.contains(#""byKind":{"clinic":3,"亲子活动":2,"lecture":1}"#))
    #expect(SessionKind.name("义诊", .en) == "free clinic" && SessionKind.name("clinic", .zh) == "义诊")
    #expect(SessionKind.name("亲子活动", .en) == "亲子活动" && !SessionKind.isKnown("亲子活动"))
  }

  @Test func `an empty summary has every key and no zeros for what is unknown`() throws {
    let empty = Summary(Balance([]), units: try smallRegion())
    let json = empty.json(.en).description
    #expect(json.contains(#""from":null,"to":null,"sessions":0"#))
    #expect(
      json.contains(
        #""attendance":{"n":null,"certainty":"unknown","reporting":0,"notReporting":0,"text":"not reported"}"#
      ))
    #expect(
      json.contains(
        #""materials":{"items":{},"unknown":[],"all":{"n":null,"certainty":"unknown","text":"not reported"},"apart":{}}"#
      ))
    #expect(json.contains(#""city":"#) == false)
    #expect(empty.text(.zh).hasPrefix("工作简讯汇总\n活动        0 场"))
  }

  @Test(arguments: [
    ("2023-07-01", "2023-07-31", ["diecai/1"]),
    ("2023-08-07", "2023-08-10", ["diecai/2", "breastfeeding-week/2023/huaqiao/1"]),
    ("2023-08-20", "2023-08-20", ["diecai/3"]),
    ("2023-08-24", "2023-12-31", ["tianyang/1"]),
    ("2022-01-01", "2022-12-31", []),
  ])
  func `a span takes both its days, overlapping intervals, and undated sessions by their latest day`(
    _ first: String, _ last: String, _ keys: [String]
  ) throws {
    let summary = try summary(try span(first, last))
    #expect(summary.sessions.map(\.key.description) == keys)
    #expect(summary.from?.description == first)
  }

  @Test(arguments: [
    ("2023-08-01", "2023-08-31", ["breastfeeding-week/2023/huaqiao/1"], "（2023 年 8 月）"),
    ("2023-08-01", "2023-08-07", ["breastfeeding-week/2023/huaqiao/1"], "（2023-08-01 至 2023-08-07）"),
    ("2023-07-01", "2023-08-31", ["breastfeeding-week/2023/huaqiao/1"], "（2023 年 7 月—8 月）"),
    ("2023-08-20", "2023-08-20", [], "（2023-08-20）"),
  ])
  func `a campaign's span takes none but its own sessions, and no figures of the organisation`(
    _ first: String, _ last: String, _ keys: [String], _ period: String
  ) throws {
    let days = try #require(CivilDate(iso: first))...(try #require(CivilDate(iso: last)))
    let summary = try summary(SummaryScope(.campaign("breastfeeding-week", in: days)))
    #expect(summary.sessions.map(\.key.description) == keys)
    #expect(summary.heading(.zh) == "工作简讯汇总" + period)
    #expect(summary.json(.zh).description.contains(#""staffing":{},"insurance":{}"#))
  }

  @Test func `a unit's subtree has its own denominators`() throws {
    let region = try smallRegion()
    let guilin = try summary(SummaryScope(unit: region["guilin"]))
    #expect(guilin.sessions.count == 5)
    #expect(guilin.coverage.map(\.level.name.zh) == ["县"])
    #expect(guilin.coverage[0].with == 2)
    #expect(guilin.coverage[0].of == 2)
    let qixing = try summary(SummaryScope(unit: region["qixing"]))
    #expect(qixing.people.attendance.total == .exact(57))
    #expect(qixing.people.reached.sumText(.zh, counter: qixing.people.reachedCounter) == "57 人")
  }

  @Test func `a unit is told of its own disputes`() throws {
    let region = try smallRegion()
    var facts = LedgerFacts(try newsletter())
    let entries = [1, 2].map { EntryID(origin: "o", number: $0) }
    facts.disputes = [.moves(unit: "qixing"), .figures(try #require(SessionKey("diecai/2")))].map {
      Dispute($0, entry: entries[0], branches: entries)
    }
    for (unit, count) in [(nil, 2), ("guilin", 2), ("qixing", 1), ("tianyang", 0)] {
      let summary = try Summary(facts, scope: SummaryScope(unit: unit.flatMap { region[$0] }), units: region)
      #expect(summary.warnings.count { $0.code == .disputed } == count, "\(unit ?? "")")
    }
  }

  @Test func `a session and a campaign's year are summed up alone`() throws {
    let key = try #require(SessionKey("diecai/2"))
    #expect(try summary(SummaryScope(.session(key))).people.served.total == Quantity(30, .atLeast))
    let week = OccurrenceKey(campaign: "breastfeeding-week", occurrence: "2023")
    let summary = try summary(SummaryScope(.occurrence(week), title: BilingualText(zh: "母乳喂养周", en: "Week")))
    #expect(summary.materials.unknown == ["叶酸", "避孕药具"])
    #expect(summary.heading(.zh) == "母乳喂养周（2023 年 8 月）")
  }

  @Test func `persons, person-times and households are not mixed silently`() throws {
    let text = """
      events:
        - {id: a, title: 甲, unit: 叠彩区, date: "2023-08-10", attendance: [{n: 20, unit: 人}, {n: 30, unit: 人次}]}
        - {id: b, title: 乙, unit: 田阳区, date: "2023-08-11", served: [{service: 签约, n: 270, is: at-least, unit: 户}]}
      """
    let units = try smallRegion()
    let summary = Summary(SessionsFile(text, file: "s.yaml").preview(units: units).balance, units: units)
    #expect(summary.attendanceText(.zh) == "20 人，另 30 人次（2 场活动中 1 场报了人数）")
    #expect(summary.servedText(.zh) == "270 余户")
    #expect(summary.people.reached == .exact(50))
    #expect(summary.people.reachedCounter == "人次")
    #expect(summary.text(.zh).contains("合计服务    50 人次（人数与人次相加，可能有重复）"), "households are added to nobody")
    #expect(summary.warnings.map { $0.text(.zh) }.contains("W-MEASURES 合计服务人次由人数与人次相加，可能有重复"))
    #expect(summary.warnings.map { $0.text(.zh) }.contains("W-COUNTERS 有不同的计数单位（人、人次、户），分别合计"))
  }

  /// Of one session with these figures.
  private func summary(of counts: [Count]) throws -> Summary {
    let key = SessionKey(occurrence: nil, unit: "diecai", number: 1)
    let day = SessionDate(.exact(try #require(CivilDate(iso: "2023-08-10"))))
    let session = LedgerEntry.Content.session(Session(title: "甲", date: day, status: .held))
    let contents = [session] + counts.map { .count($0) }
    let entries = contents.enumerated().map { index, content in
      LedgerEntry(
        id: EntryID(origin: "0011223344556677", number: index + 1), at: Timestamp(milliseconds: 0), by: "甲",
        scope: .init(key), act: .record(content), source: nil, lateReason: nil, previous: "", hash: "")
    }
    return Summary(Balance(entries), units: try smallRegion())
  }

  @Test(
    arguments: [
      (
        [Quantity(437, .about)], [Quantity(30, .atLeast), .range(20, 30)], "约 437 人", "50 余人", "约 487 人次"
      ),
      (
        [Quantity(10, .nearly), .range(10, 20)], [.range(20, 30)], "约 20 人", "20—30 人", "约 40 人次"
      ),
      (
        [Quantity(50, .atLeast)], [Quantity(40, .below), .range(20, 30)], "50 余人", "至多 70 人", "约 120 人次"
      ),
    ] as [([Quantity?], [Quantity?], String, String, String)])
  func `what stands below is the sum of what stands above`(
    _ attended: [Quantity?], _ served: [Quantity?], _ attendance: String, _ services: String, _ all: String
  ) throws {
    let clinic = Count.Measure(rawValue: "义诊")
    let summary = try summary(
      of: attended.compactMap(\.self).map { Count(.attendance, quantity: $0) }
        + served.compactMap(\.self).map { Count(clinic, quantity: $0) })
    let people = summary.people
    #expect(summary.attendanceText(.zh) == attendance)
    #expect(summary.servedText(.zh) == services)
    #expect(people.reached.sumText(.zh, counter: people.reachedCounter) == all)
  }

  @Test func `who only signed up was neither served nor a helper`() throws {
    let summary = try summary(of: [
      Count(.attendance, quantity: .exact(20)), Count(.signedUp, quantity: .exact(35)),
      Count(.signedUp, role: .volunteers, quantity: .exact(4)),
    ])
    #expect(summary.people.helpers.isEmpty && summary.people.services.isEmpty)
    #expect(summary.people.reached == .exact(20))
    #expect(summary.text(.zh).contains("\n报名        35 人"), "\(summary.text(.zh))")
    #expect(summary.text(.zh).contains("\n志愿者报名  4 人"), "\(summary.text(.zh))")
  }

  @Test func `volunteers and viewers stand beside attendance`() throws {
    let text = """
      events:
        - {id: a, title: 甲, unit: 叠彩区, date: "2023-08-10", attendance: [{n: 20}], volunteers: {n: 12},
           served: [{service: 观看, n: 300, is: about}]}
      """
    let units = try smallRegion()
    let summary = Summary(SessionsFile(text, file: "s.yaml").preview(units: units).balance, units: units)
    #expect(summary.people.attendance.total == .exact(20))
    #expect(summary.people.served.total == .unknown())
    #expect(summary.text(.zh).contains("\n线上观看    约 300 人  不计入参加人数\n志愿者      12 人      不计入参加人数\n"))
  }

  @Test(arguments: [
    ("{name: 叶酸, is: unknown}", "1 item"), ("{name: 叶酸, is: unknown}, {name: 折页, is: unknown}", "2 items"),
  ])
  func `one item is one and several are several`(_ unknown: String, _ words: String) throws {
    let text = """
      events:
        - {id: a, title: 甲, unit: 叠彩区, date: "2023-08-10", materials: [{name: 手册, n: 20, unit: 份}, \(unknown)]}
      """
    let units = try smallRegion()
    let summary = Summary(SessionsFile(text, file: "s.yaml").preview(units: units).balance, units: units)
    #expect(summary.text(.en).contains("\(words) not reported: 叶酸"))
    #expect(summary.allGivenText(.en).hasSuffix("(\(words.replacing(" ", with: " more ")) not reported)"))
  }

  @Test(
    arguments: [
      (["n: 20, unit: 份", "n: 200"], ["手册 220 份"], [",20,", ",200,"]),
      (["n: 200", "n: 20, unit: 份"], ["手册 220 份"], [",200,", ",20,"]),
      (
        ["n: 20, unit: 份", "n: 3, unit: 箱", "n: 7"], ["手册 7", "手册（份） 20 份", "手册（箱） 3 箱"],
        [",20,", ",3,", ",7,"]
      ),
      (["n: 20", "n: 7"], ["手册 27"], [",20,", ",7,"]),
      (["n: 20, unit: 份", "n: 3, unit: 箱"], ["手册（份） 20 份", "手册（箱） 3 箱"], [",20,", ",3,"]),
      (["n: 3, unit: 箱", "n: 20, unit: 份"], ["手册（箱） 3 箱", "手册（份） 20 份"], [",3,", ",20,"]),
      (
        ["n: 3, unit: 箱", "n: 20, unit: 份", "is: unknown"], ["手册（箱） 3 箱", "手册（份） 20 份"],
        [",3,", ",20,", ",未报数,"]
      ),
    ] as [([String], [String], [String])])
  func `a bare number of goods joins their only counting word`(
    _ given: [String], _ items: [String], _ cells: [String]
  ) throws {
    let events = given.enumerated().map { index, figures in
      let session = "id: e\(index), title: 活动\(index), unit: 叠彩区, date: \"2023-08-1\(index)\""
      return "  - {\(session), materials: [{name: 手册, \(figures)}]}\n"
    }
    let units = try smallRegion()
    let text = "events:\n" + events.joined()
    let summary = Summary(SessionsFile(text, file: "s.yaml").preview(units: units).balance, units: units)
    #expect(
      summary.materials.items.map { "\($0.name) " + $0.total.sumText(.zh, counter: $0.counter) } == items)
    // No session's number is lost in the table.
    let rows = SessionTable(summary, units: units, language: .zh).csv.split(separator: "\r\n").dropFirst()
    #expect(rows.count == cells.count && zip(rows, cells).allSatisfy { $0.contains($1) })
  }

  @Test func `a campaign's targets show both numbers and a share`() throws {
    let units = try smallRegion()
    let county = try #require(units.level(named: "county"))
    let date = try #require(CivilDate(iso: "2023-08-01"))
    var campaign = Campaign(
      id: "breastfeeding-week", name: BilingualText(zh: "母乳喂养周"), kind: "awareness-week",
      schedule: Schedule(rule: .once(date, through: nil), zone: .utc),
      participation: Participation(level: county, under: "gx"), file: "w.yaml")
    campaign.targets.sessions = .each(2, county)
    campaign.targets.attendance = .total(460)
    let summary = Summary(try newsletter(), units: units, campaign: campaign)
    #expect(summary.targets.map(\.what.en) == ["sessions", "attendance"])
    // Three counted counties are in the small tree; the economic zone is not one of them, nor is its session.
    #expect(summary.targets.map(\.target) == [6, 460])
    #expect(summary.targets.map(\.percent) == ["83.33", "25.00"])
    #expect(
      summary.text(.zh).contains("目标        场次 5 / 6（83.33%），另 1 场不计入\n            参加人数 115 / 460（25.00%）"))
    #expect(summary.text(.en).contains("sessions 5 / 6 (83.33%), not counted: 1 session\n"))
  }

  private static let shares: [(reached: Quantity?, zh: String?, en: String?)] = [
    (Quantity(20, .about), "约 181.82%", "about 181.82%"),
    (Quantity(20, .nearly), "约 181.82%", "about 181.82%"),
    (Quantity(20, .atLeast), "不少于 181.82%", "at least 181.82%"),
    (Quantity(20, .below), "不超过 181.82%", "at most 181.82%"), (.exact(20), "181.82%", "181.82%"),
    (.range(20, 30), "不少于 181.82%", "at least 181.82%"), (.unknown(), nil, nil),
  ]

  @Test(arguments: shares.indices)
  func `a target's share is as sure as what was reached of it`(_ index: Int) throws {
    let share = Self.shares[index]
    let row = TargetProgress(
      what: BilingualText(zh: "参加人数"), target: 11, reached: try #require(share.reached), counter: "人")
    #expect(row.percentText(.zh) == share.zh)
    #expect(row.percentText(.en) == share.en)
  }

  @Test(arguments: [
    (53, 59, 9000, 54, "98.15"), (59, 59, 10_000, 59, "100.00"), (0, 3, 9550, 3, "0.00"),
    (4, 4, 7500, 3, "133.33"),
  ])
  func `reports on time are held against the least number that makes their share`(
    _ onTime: Int, _ expected: Int, _ basisPoints: Int, _ target: Int, _ percent: String
  ) throws {
    let row = try #require(TargetProgress.reporting(onTime: onTime, of: expected, basisPoints: basisPoints))
    #expect(row.target == Figure(target))
    #expect(row.percent == percent)
    #expect(TargetProgress.reporting(onTime: 0, of: 0, basisPoints: basisPoints) == nil)
  }

  @Test func `a table and a sheet carry the same figures`() throws {
    let summary = try summary()
    #expect(
      summary.markdown(.zh).contains("| 编制与在岗 |  | 市 × 4（cities-visited）：在岗率（%） 78.26；空编 5 |"))
    #expect(
      summary.csv(.zh).contains(
        "\r\nsheet,insurance/insurance-care/targetRange,81500–81508,,,,保险 · 计生家庭关爱保险 · 任务数范围 81500–81508\r\n")
    )
    #expect(summary.markdown(.zh).contains("| 合计服务 | 145 余人次 | （参加人数与咨询义诊人数相加，可能有重复） |"))
    let sheet = summary.csv(.en)
    #expect(
      sheet.hasPrefix("section,item,n,to,certainty,unit,text\r\nsessions,,6,,exact,sessions,6 sessions\r\n"))
    #expect(sheet.contains("\r\nmaterials,叶酸,,,unknown,,not reported\r\n"))
    #expect(sheet.contains("\r\ncoverageOf,county,111,,exact,,111\r\n"))
  }

  @Test func `a cell that a spreadsheet would run is disarmed`() throws {
    let text = "events: [{id: a, title: 甲, unit: 叠彩区, kind: '=1+1', key_task: '甲,\"乙\"'}]"
    let units = try smallRegion()
    let sheet = Summary(SessionsFile(text, file: "s.yaml").preview(units: units).balance, units: units).csv(
      .zh)
    #expect(sheet.contains("\r\nkind,'=1+1,1,"))
    #expect(sheet.contains("\r\nkeyTask,\"甲,\"\"乙\"\"\",1,"))
  }
}
