import GRDB
import Planning
import Recurrence
import TestSupport
import Testing

@testable import Ledger

struct ImportTests {
  @Test func `the newsletter's six briefs become sessions with their figures`() async throws {
    let file = SessionsFile(try fixture("newsletter.yaml"), file: "newsletter.yaml")
    #expect(file.diagnostics == [])
    try #require(file.events.count == 6)
    let units = try smallRegion()
    try await withLedger { store, _ in
      let report = try await store.importSessions(file, units: units, by: "导入", at: noon)
      #expect(report.accepted == 6 + 1 + 7 + 8 + 1)
      #expect(report.refused == 0)
      #expect(report.persons == .exact(115))
      #expect(
        report.passedOver == [
          "other_events", "expected", "events.course.text", "events.course.topics",
          "events.course.learner_age",
          "events.course.methods", "events.ordinal", "events.services",
        ])
      #expect(try await store.balance().sheets.count == 17)
      let sessions = try await store.balance().sessions
      try #require(sessions.count == 6)
      #expect(
        sessions.map(\.key.description) == [
          "diecai/1", "breastfeeding-week/2023/huaqiao/1", "diecai/2", "diecai/3", "chaoyang/1", "tianyang/1",
        ])
      #expect(sessions[1].given.map(\.item) == ["宣传资料", "叶酸", "避孕药具"])
      #expect(sessions[1].given[0].titles.count == 4)
      #expect(sessions[0].session.byline?.maskedName == "刘○")
      #expect(sessions[2].session.mentions.map(\.document) == ["广西扎实开展 2023 年度家庭健康主题推进活动"])
      #expect(try await store.session(named: "diecai-cards-202308")?.description == "diecai/3")
      #expect(try await store.verify() == [])
    }
  }

  static let inChinese = """
    网络: {截至: 2026-05, 组织: 2.32 万个, 流动人口组织: {数量: 3971, 覆盖率: 86.8%}}
    编制:
      - {单位: 南宁市, 编制数: 8, 在岗人数: 7}
    项目:
      - {名称: 关爱保险, 年份: 2025, 投保份数: 70000}
      - {名称: 关爱保险, 年份: 2026, 投保份数: 72636, 保费: 36.08 万元, 完成率: 89.12%}
    问卷: {名称: 满意度, 收回: 10, 维度: [{名称: 讲解, 份数: {好: 9, 一般: 1}}]}
    """

  @Test func `sections and keys may be Chinese, and the ledger keeps the English ones`() {
    let file = SessionsFile(Self.inChinese, file: "数据.yaml")
    #expect(file.refused == [] && file.passedOver == [])
    #expect(
      file.sheets.map(\.key) == [
        "network/network", "staffing/南宁市", "programmes/关爱保险", "programmes/关爱保险 2026",
        "questionnaire/questionnaire",
      ])
    #expect(file.sheets[0].value["floating_population"]?["coverage_percent"]?.text == "86.8")
    #expect(file.sheets[1].value["in_post"]?.figure == 7)
    #expect(file.sheets[3].value["premium_yuan"]?.figure == 360_800)
    #expect(file.sheets[3].value["percent_of_target"]?.text == "89.12")
    #expect(file.sheets[4].value["dimensions"]?.elements.first?["counts"]?["一般"]?.figure == 1)
  }

  @Test(arguments: [
    ("89.12%", "九成", "programmes/关爱保险 (完成率) 第 6 行：完成率 不是数字：“九成”"),
    ("份数: {", "分数: {", "questionnaire/满意度 (分数) 第 7 行：不认识的键 “分数”；"),
    ("份数: {好: 9, 一般: 1}", "份数: 10", "questionnaire/满意度 (份数) 第 7 行：份数 要写成“答案: 数”"),
    ("组织: 2.32 万个", "组织: 23,200", "network (200) 第 1 行：数字里不要写逗号"),
    ("86.8%", "0.868", "network (覆盖率) 第 1 行：覆盖率 0.868 不到 1%；"),
    ("保费:", "投保金额: 1, 保费:", "programmes/关爱保险 (保费) 第 6 行：“投保金额”和“保费”是一回事，只写一个"),
  ])
  func `a fault is told in the words of the file`(_ good: String, _ bad: String, _ reason: String) {
    let file = SessionsFile(Self.inChinese.replacing(good, with: bad), file: "数据.yaml")
    let said = file.refused.map { "\($0.row) (\($0.cell ?? "")) \($0.reason?.zh ?? "")" }
    #expect(said.count == 1 && said[0].hasPrefix(reason), "\(said)")
    #expect(file.sheets.count == 4)
  }

  @Test(arguments: [
    "问卷: {名称: 卷, 发出: 9, 回收: 8, 维度: [{名称: 态度, 票数: {好: 5, 一般: 3}}], 措施: [{名称: 讲座, 票数: 6}]}",
    "问卷: {名称: 卷, 发放数: 9, 收回数: 8, 题目: [{名称: 态度, 好: 5, 一般: 3}], 选项: {讲座: 6}}",
    "问卷: {名称: 卷, 发放: 9 份, 收回: 8, 满意度: {态度: {好: 5, 一般: 3}}, 措施: {选项: [{名称: 讲座, 票数: 6}]}}",
  ])
  func `a questionnaire says the same in whatever words`(_ text: String) throws {
    let file = SessionsFile(text, file: "数据.yaml")
    let value = try #require(file.sheets.first, "\(file.refused)").value
    #expect(value["sent"]?.figure == 9 && value["returned"]?.figure == 8)
    let dimension = value["dimensions"]?.elements.first
    #expect(dimension?["name"]?.text == "态度" && dimension?["counts"]?["一般"]?.figure == 3)
    #expect(value["measures"]?["items"]?.elements.first?["votes"]?.figure == 6)
  }

  @Test func `a fact that the ledger has no place for is named, and keeps no figure out`() {
    let text =
      "编制: [{单位: 叠彩区, 编制数: 5, 在岗: 4, 空编: 1}]\nprogrammes: [{id: care, name: 保险, policies: 9, insurer: 公司}]"
    let file = SessionsFile(text, file: "s.yaml")
    #expect(file.refused.isEmpty && file.sheets.map(\.id) == ["叠彩区", "care"])
    #expect(file.passedOver == ["编制.空编", "programmes.insurer"])
    #expect(file.sheets[1].value["insurer"] == nil)
  }

  @Test func `a unit has several programmes, and one that is nearly known is asked for`() async throws {
    let text = """
      项目:
        - {名称: 关爱保险, 单位: 叠彩区, 投保份数: 12, 目标: 15}
        - {名称: 爱心保险, 单位: 叠彩区, 投保数: 3}
        - {名称: 关爱保险, 单位: 七星区, 投保份数: 8}
      编制: [{单位: 叠采区, 编制人数: 5, 在职: 4}]
      """
    let units = try smallRegion()
    try await withLedger { store, _ in
      let report = try await store.importSessions(
        SessionsFile(text, file: "s.yaml"), units: units, by: "导入", at: noon)
      #expect(report.accepted == 3 && report.refused == 1)
      #expect(report.unknownUnits.map(\.word) == ["叠采区"])
      #expect(try await store.balance().sheets.map(\.value.id) == ["叠彩区 关爱保险", "叠彩区 爱心保险", "七星区 关爱保险"])
    }
  }

  @Test(arguments: [
    ("", ImportRow.Result.ok, 1), ("投保份数: 12", .question, 1), ("名称: 关爱保险", .ok, 2),
  ])
  func `a programme that was entered under its unit alone is known by unit and name`(
    _ other: String, _ result: ImportRow.Result, _ count: Int
  ) async throws {
    let text = "项目: [{名称: 关爱保险, 单位: 叠彩区, 年份: 2026, 投保份数: 12}]"
    let units = try smallRegion()
    let now = try #require(SessionsFile(text, file: "s.yaml").sheets.first)
    let before = Sheet(section: .programmes, id: "叠彩区", value: now.value)
    let changed = ["投保份数: 12": "投保份数: 13", "名称: 关爱保险": "名称: 爱心保险"][other] ?? other
    try await withLedger { store, _ in
      _ = try await store.append(
        [LedgerDraft(scope: .init(unit: "gx"), .record(.sheet(before)), source: "programmes/叠彩区#0")],
        by: "导入", at: noon)
      for _ in 1...2 {
        let report = try await store.importSessions(
          SessionsFile(text.replacing(other, with: changed), file: "s.yaml"), units: units, by: "导入", at: noon
        )
        #expect(report.rows.map(\.result) == [result], "\(report.rows)")
        #expect(try await store.balance().sheets.count == count)
      }
    }
  }

  @Test func `a row of figures under a remembered word is the unit's own`() async throws {
    let units = try smallRegion()
    try await withLedger { store, _ in
      func take(_ unit: String) async throws -> [ImportRow] {
        let text = "项目: [{名称: 关爱保险, 单位: \(unit), 投保份数: 12}]\n编制: [{单位: \(unit), 编制: 5, 在岗: 4}]"
        return try await store.importSessions(
          SessionsFile(text, file: "s.yaml"), units: units, by: "导入", at: noon
        ).rows
      }
      #expect(try await take("叠采区").map(\.result) == [.refused, .refused])
      try await store.remember("叠采区", as: "diecai", by: "导入", at: noon)
      #expect(try await take("叠采区").map(\.result) == [.ok, .ok])
      #expect(Set(try await store.balance().sheets.map(\.value.id)) == ["叠彩区", "叠彩区 关爱保险"])
      for unit in ["叠彩区", "叠采区"] {
        #expect(try await take(unit).allSatisfy { $0.reason == .knownRow })
      }
      #expect(try await store.balance().sheets.count == 2)
    }
  }

  @Test(arguments: [
    ("单位,内设机构,编制数,在岗人数\n南宁市,3,8,7\n", "这是“编制”的数"),
    ("截至,计生协组织,会员\n2026年5月,2.32 万个,630 多万人\n", "这是“网络”的数"),
  ])
  func `a table of figures of no session is told where they belong`(_ text: String, _ reason: String)
    async throws
  {
    try await ImportFiles.withFolder { folder in
      let path = try ImportFiles.write(text, to: folder)
      let fault = #expect(throws: TableFault.self) { try TableFile(path: path, sheet: nil).format }
      #expect(fault?.reason.zh.contains(reason) == true)
    }
  }

  @Test func `where the speakers came from is who spoke`() throws {
    let file = SessionsFile(
      "events:\n  - {id: a, title: 讲座, unit: 叠彩区, speakers_from: [市疾控中心, 附属医院], topics: [《综合防控》]}\n",
      file: "s.yaml")
    let session = try #require(file.events.first?.session)
    #expect(session.speaker == "市疾控中心、附属医院的讲师" && session.topics == ["《综合防控》"])
  }

  @Test(arguments: [
    ("人", "人"), ("名", "人"), ("person", "人"), ("People", "人"), ("person-times", "人次"), ("visits", "人次"),
    ("household", "户"), ("families", "户"), ("copies", "份"), ("copy", "份"), ("boxes", "盒"), ("cards", "cards"),
  ])
  func `a counting word is understood in either language`(_ written: String, _ counter: String) throws {
    let people =
      "attendance: [{n: 5, unit: \(written)}], served: [{service: 咨询, group: 家长, n: 5, unit: \(written)}]"
    let things = "materials: [{name: 宣传册《甲》, n: 5, unit: \(written)}]"
    let isOfPeople = ["人", "人次", "户"].contains(counter)
    let file = SessionsFile(
      "events:\n  - {id: a, title: 甲, unit: 叠彩区, \(isOfPeople ? people : things)}\n", file: "s.yaml")
    #expect(file.refused == [])
    let session = try #require(file.preview(units: try smallRegion()).balance.sessions.first)
    guard isOfPeople else {
      #expect(session.given.map(\.counter) == [counter])
      #expect(session.given.map(\.item) == ["宣传册"] && session.given.map(\.titles) == [["《甲》"]])
      return
    }
    #expect(session.finalCounts().map(\.counter) == [counter, counter])
    #expect(session.finalCounts().map(\.group) == [nil, "家长"])
  }

  @Test(arguments: [
    ("date: {from: 2023-08-10, to: 2023-08-12}", "date"), ("date: [2023-08-10]", "date"),
    ("venue: {name: 文化广场}", "venue"), ("partners: [{name: 区妇联}]", "partners"),
    ("attendance: [{n: 5, group: {name: 家长}}]", "group"),
  ])
  func `what is more than words where words belong is refused, not lost`(_ line: String, _ cell: String) {
    let file = SessionsFile("events:\n  - {id: a, title: 甲, unit: 叠彩区, \(line)}\n", file: "s.yaml")
    #expect(file.refused.map(\.cell) == [cell], "\(file.refused)")
  }

  @Test(arguments: [
    ("叠彩区计生协暖心服务卡", "暖心服务卡"), ("叠彩区妇联爱心包", "爱心包"), ("桂林市叠彩区总工会清凉包", "清凉包"), ("妇联爱心包", "妇联爱心包"),
    ("叠彩区妇联", "妇联"), ("爱心包", "爱心包"), ("叠彩区妇幼手册", "妇幼手册"),
  ])
  func `an item goes without its giver`(_ item: String, _ plain: String) throws {
    let units = try smallRegion()
    let unit = try #require(units["diecai"])
    #expect(UnitMatcher(units).item(item, givenBy: unit) == plain)
  }

  @Test func `what is kept has its year`() {
    let day = SessionDate(.exact(CivilDate(iso: "2026-05-29")!), partOfDay: "下午")
    #expect(day.datedText(.zh) == "2026 年 5 月 29 日下午" && day.datedText(.en).hasPrefix("2026-05-29"))
    let rough = SessionDate.Day.interval(CivilDate(iso: "2026-02-16")!, CivilDate(iso: "2026-02-23")!)
    #expect(SessionDate(rough, said: "春节期间").datedText(.zh) == "2026 年春节期间")
    #expect(SessionDate(rough, said: "2026年春节期间").datedText(.zh) == "2026年春节期间")
    #expect(SessionDate(rough, said: "去年冬天").datedText(.zh) == "去年冬天（2026 年）")
    #expect(SessionDate(.unknown(notAfter: nil), said: "近日").datedText(.zh) == "近日")
  }

  @Test func `the same content twice doubles nothing, other content is asked about`() async throws {
    let text = try fixture("newsletter.yaml")
    let units = try smallRegion()
    try await withLedger { store, pool in
      func rows() async throws -> Int {
        try await pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM ledger_entry") ?? 0 }
      }
      let file = SessionsFile(text, file: "newsletter.yaml")
      let dry = try await store.importSessions(file, units: units, by: "导入", at: noon, dryRun: true)
      #expect(dry.accepted == 23)
      #expect(try await rows() == 0)
      _ = try await store.importSessions(file, units: units, by: "导入", at: noon)
      let before = try await rows()
      let again = SessionsFile("# 注释不算内容\n" + text, file: "copy.yaml")
      let second = try await store.importSessions(again, units: units, by: "导入", at: noon)
      #expect(second.accepted == 23)
      #expect(second.persons == .exact(115))
      let changed = SessionsFile(text.replacing("n: 58,", with: "n: 85,"), file: "newsletter.yaml")
      let third = try await store.importSessions(changed, units: units, by: "导入", at: noon)
      #expect(third.rows.filter { $0.result == .question }.map(\.row) == ["diecai-parents-20230712"])
      #expect(try await rows() == before)
    }
  }

  @Test(arguments: [
    ("2022-03-30/..", "2022-03-30/2022-12-31", true), ("2022-03-30", "2022-03-30", false),
    ("2022-03-30/2022-04-02", "2022-03-30/2022-04-02", false), ("1900-01-01", nil, false),
    ("2099-01-01", nil, false),
    ("2022-03/..", "2022-03-01/2022-12-31", true), ("../2022-03-30", nil, false),
  ])
  func `a day, an interval and an open one are read, years beyond reason are refused`(
    _ text: String, _ day: String?, _ isOpen: Bool
  ) async throws {
    let file = SessionsFile(
      "events:\n  - {id: a, title: 调研, unit: 叠彩区, date: \"\(text)\"}\n", file: "s.yaml")
    let units = try smallRegion()
    try await withLedger { store, _ in
      let report = try await store.importSessions(file, units: units, by: "导入", at: noon)
      #expect(report.accepted == (day == nil ? 0 : 1))
      if day == nil {
        #expect(report.rows[0].cell == "date" && report.rows[0].reason?.zh.contains("第 2 行") == true)
      }
      let date = try await store.balance().sessions.first?.session.date
      #expect(date.map { $0.day } == day.flatMap { SessionDate.day($0, notAfter: nil) })
      #expect(date?.isOpen ?? false == isOpen)
      if isOpen { #expect(date?.text(.zh).hasPrefix("自 3 月 ") == true) }
    }
  }

  @Test func `rows of a closed occurrence wait for a reason, the others go in, and known ones are known`()
    async throws
  {
    func file(_ more: String) -> SessionsFile {
      SessionsFile(
        """
        format: 1
        events:
          - {id: a, title: 甲, campaign: breastfeeding-week, occurrence: 2023, unit: 叠彩区, date: "2023-08-10"}
          - {id: b, title: 乙, unit: 叠彩区, date: "2023-08-10"}\(more)
        """, file: "s.yaml")
    }
    let units = try smallRegion()
    try await withLedger { store, _ in
      func rows(_ file: SessionsFile, late: String? = nil, dry: Bool = false) async throws -> [String] {
        try await store.importSessions(
          file, units: units, by: "导入", at: noon, dryRun: dry, lateReason: late
        ).rows.map { "\($0.row) \($0.result)" }
      }
      let key = try #require(file("").events[0].occurrence)
      #expect(try await rows(file("")) == ["a ok", "b ok"])
      _ = try await store.append(
        [
          LedgerDraft(
            scope: .init(occurrence: key, unit: "gx"), .record(.closing(Closing(isClosed: true))))
        ], by: "区", at: noon)
      let more = file(
        "\n  - {id: c, title: 丙, campaign: breastfeeding-week, occurrence: 2023, unit: 田阳区, date: \"2023-08-10\"}"
      )
      for dry in [true, false] {
        await #expect(throws: LedgerFault.self) { try await rows(more, late: "李秀英来电补报", dry: dry) }
      }
      #expect(try await rows(more, dry: true) == ["a ok", "b ok", "c refused"])
      #expect(try await rows(more) == ["a ok", "b ok", "c refused"])
      #expect(try await rows(more, late: "补报") == ["a ok", "b ok", "c ok"])
      let late = try await store.balance(of: key).sessions
      #expect(late.count == 2)
      let entries = try await store.entries(of: late[1].key)
      #expect(entries.map(\.lateReason) == ["补报"])
    }
  }

  @Test func `a bad row is reported and the others go in`() async throws {
    let text = """
      format: 1
      events:
        - {id: a, title: 甲, unit: 叠采区, date: "2023-08-10"}
        - {id: b, title: 乙, unit: 叠彩区计划生育协会, date: "2023-08-10", attendance: [{said: 20—30人}]}
        - {id: c, title: 丙, unit: 叠彩区, date: 8.10}
        - {id: d, title: 丁, unit: 百色市田阳区, attendance: [{n: -5}]}
        - {id: b, title: 戊, unit: 叠彩区}
        - {title: 己, unit: 叠彩区}
        - {id: g, title: 庚, unit: 叠彩区, materials: [{name: 慰问金, unit: 元, n: 500, is: at-least}]}
      """
    let units = try smallRegion()
    try await withLedger { store, _ in
      let file = SessionsFile(text, file: "s.yaml")
      let report = try await store.importSessions(file, units: units, by: "导入", at: noon)
      #expect(report.rows.filter { $0.result == .ok }.map(\.row) == ["b"])
      #expect(report.persons == .range(20, 30, said: nil))
      let refused = report.rows.filter { $0.result == .refused }
      #expect(refused.map(\.row).sorted() == ["a", "b", "c", "d", "g", "s.yaml:8"])
      #expect(refused.first { $0.row == "a" }?.reason?.zh == "第 3 行：没有单位“叠采区”；是不是叠彩区？")
      #expect(refused.first { $0.row == "c" }?.cell == "date")
      #expect(refused.first { $0.row == "d" }?.reason?.zh == "第 6 行：数量是负数")
    }
  }

  @Test func `a sessions file is checked as a table is`() async throws {
    let text = """
      format: 1
      events:
        - {id: a, title: 甲, unit: 叠彩区, date: "2023-08-10", attendance: [{n: 999999999999}]}
        - {id: b, title: 乙, unit: 叠彩区, date: "2023-08-10", attendance: [{n: 5.5, unit: 人}]}
        - {id: c, title: 丙, unit: 叠彩区, date: "2031-05-29", attendance: [{n: 5}]}
        - {id: d, title: 丁, unit: 叠彩区, date: "1900-01-01"}
        - {id: e, title: 戊, unit: 叠彩区, date: "2023-08-10", materials: [{name: 折页, n: 999999999}]}
        - {id: f, title: 己, unit: 叠彩区, date: "2031-05-29"}
        - {id: g, title: 庚, unit: 叠彩区, date: "2027-05-29", status: planned}
        - {id: h, title: 辛, unit: 叠彩区, date: "2024-05-29", campaign: no-such}
        - {id: i, title: 壬, unit: 叠彩区, date: "2024-05-29", key_task: 瞎写}
        - {id: j, title: 癸, unit: 叠彩区, date: "2024-05-29", key_task: 宣传教育, materials: [{name: 慰问金, unit: 元, n: 0.5}]}
      """
    let units = try smallRegion()
    let context = TableContext(
      units: units, today: CivilDate(iso: "2026-06-30")!, keyTasks: ["宣传教育"],
      occurrence: { _, _ in .noCampaign })
    try await withLedger { store, _ in
      let file = SessionsFile(text, file: "s.yaml")
      let report = try await store.importSessions(
        file, units: units, by: "导入", at: noon, context: context)
      let results = Dictionary(uniqueKeysWithValues: report.rows.map { ($0.row, $0) })
      for id in "abcdef" { #expect(results[String(id)]?.result == .refused, "\(id)") }
      for (id, cell) in [("h", "campaign"), ("i", "key_task")] {
        #expect(
          results[id]?.result == .question && results[id]?.isEntered == true && results[id]?.cell == cell)
      }
      for id in "gj" { #expect(results[String(id)]?.result == .ok, "\(id)") }
      #expect((report.accepted, report.refused) == (4, 6))
    }
  }

  @Test(arguments: [
    ("近日", "", "-", "近日"), ("近日", "not_after: \"2026-05-20\"", "..2026-05-20", "近日"),
    ("5月下旬", "", "2026-05-21/2026-05-31", "5月下旬"), ("2026年5月29日下午", "", "2026-05-29", "2026年5月29日下午"),
    ("自4月中旬起", "", "2026-04-11/2026-12-31", "自4月中旬起"),
    ("mid-May", "date_text: 五月中旬", "2026-05-11/2026-05-20", "五月中旬"),
    ("不详", "", "-", "不详"),
  ])
  func `an event's day may be written as people say it`(
    _ words: String, _ more: String, _ days: String, _ said: String
  ) throws {
    func file(_ today: String) -> SessionsFile {
      SessionsFile(
        "events:\n  - {id: a, title: 甲, unit: 叠彩区, date: \"\(words)\", \(more)}\n".replacing(
          ", }", with: "}"),
        file: "s.yaml", today: CivilDate(iso: today))
    }
    let event = try #require(file("2026-06-30").events.first)
    let date = event.session.date
    let read =
      switch date.day {
      case .exact(let day): "\(day)"
      case .interval(let first, let last): "\(first)/\(last)"
      case .unknown(let notAfter): notAfter.map { "..\($0)" } ?? "-"
      }
    #expect(read == days && date.said == said)
    #expect(file("2026-07-15").events.first == event)
  }

  @Test(arguments: [
    ("date: \"2026-02-30\"", "date", "没有 “2026-02-30” 这一天"),
    ("date: \"2026-13-10\"", "date", "没有 “2026-13-10” 这一天"),
    ("date: \"2026-07-14/2026-07-01\"", "date", "结束日期早于开始日期"), ("date: 昨天", "date", "要看文件是哪天写的"),
    ("date: 29日", "date", "要看文件是哪天写的"), ("date: 大雨那天", "date", "date_text"),
    ("date: 大雨那天", "date", "not_after"),
    ("not_after: 5月", "not_after", "not_after 不能是“5月”"),
    ("completed_on: \"2026-02-30\"", "completed_on", "2026-02-30"),
    ("attendance: 5 头牛", "attendance", "5 头牛"),
    ("attendance: [{unit: 份, n: 30}]", "attendance", "不是人数"),
    ("materials: [{name: 折页, n: 30, unit: 名}]", "materials", "以“人”计"),
    ("attendance: [{n: 50, said: 60 人}]", "attendance", "n 是 50，said 写的是“60 人”"),
    ("attendance: [{n: 5, is: unknown}]", "attendance", "请去掉一个"),
    ("attendance: [{is: about}]", "attendance", "没有写 n"),
    ("date: \"2026-03-15\", date_text: 3 月 16 日", "date_text", "却是 2026-03-16"),
    ("attendance: [{n: 20, is: range}]", "attendance", "两个数"),
    ("attendance: [{n: [30, 20]}]", "attendance", "“30, 20”"),
    ("attendance: [{n: 500余, is: exact}]", "attendance", "请改成一致"),
    ("attendance: [{n: 12,000}]", "000", "写 12000"),
    ("attendance: [{n: 5, is: surely}]", "attendance", "at-least"),
    ("attendance: [{n: 许多家长}]", "attendance", "500余"),
    ("materials: [{name: 库存宣传资料, n: 900}]", "materials", "不是发出去的数"),
    ("materials: [{name: 宣传资料, n: 900, said: 拟发900份}]", "materials", "计划"),
    ("materials: [{name: 其中折页, n: 200}]", "materials", "没写是谁的一部分"),
    ("served: [{service: 预计咨询, n: 60}]", "served", "计划"), ("attendance: [{n: 拟邀60}]", "attendance", "计划"),
    ("materials: [{name: 慰问金, n: 500, unit: 元, by: 张三}]", "by", "second"),
    ("materials: [{name: 慰问金, n: 500, unit: 元, by: 张三, second: 张三}]", "by", "同一人"),
    ("by: 张三", "by", "那一项"),
    ("attendance: [{said: 三十余份}]", "attendance", "三十余份"),
  ])
  func `a day or a figure that can't be read is refused with its line and what is wrong with it`(
    _ field: String, _ cell: String, _ reason: String
  ) throws {
    let file = SessionsFile(
      "events:\n  - {id: a, title: 甲, unit: 叠彩区, \(field)}\n", file: "s.yaml",
      today: CivilDate(iso: "2026-08-30"))
    let row = try #require(file.refused.first)
    #expect(row.cell == cell && row.reason?.zh.hasPrefix("第 2 行：") == true)
    #expect(row.reason?.zh.contains(reason) == true, "\(row.reason?.zh ?? "")")
    #expect(row.reason?.en?.hasPrefix("line 2: ") == true)
  }

  @Test(arguments: [
    ("attendance: [{group: 群众, said: 三十余户}]", "30+户"), ("served: [{service: 咨询, said: 五十多人次}]", "50+人次"),
    ("materials: [{name: 折页, said: 上千份}]", "1000+份"), ("attendance: [{said: 58 位家长}]", "58人"),
    ("attendance: [{n: 30, is: at-least, said: 30 余户}]", "30+户"),
    ("attendance: [{n: 30, unit: 户, said: 约三十}]", "30户"),
    ("attendance: [{said: 来了 58 个}]", "58人"), ("attendance: [{n: 58}]", "58人"),
    ("attendance: 60 余人", "60+人"), ("attendance: [58 位家长, 志愿者 10 人]", "58人 10人"),
    ("volunteers: 12 人", "12人"), ("served: [义诊 120 人次, 测血糖 80 人次]", "120人次 80人次"),
    ("attendance: [{n: 20, to: 30, is: range}]", "20-30人"), ("attendance: [{n: 20-30}]", "20-30人"),
    ("attendance: [{n: 若干}]", "?人"), ("attendance: [{n: 1.2万}]", "12000人"),
    ("attendance: [{n: 500余}]", "500+人"),
    ("attendance: [{n: 30, is: atLeast}]", "30+人"), ("attendance: [{n: \"12,000\"}]", "12000人"),
    ("attendance: [{n: 30, said: 30 余人}]", "30+人"), ("attendance: [{n: 5, unit: 位家长}]", "5人"),
    ("attendance: [{group: 家长和孩子, n: 57}, {group: 其中孩子, n: 30}]", "57人"),
    ("attendance: [{n: 50}, {group: 未到, n: 3}, {group: 应到, n: 53}, {group: 去年, n: 40}]", "50人"),
    ("materials: [{name: 慰问金, n: 500, unit: 元, by: 张三, second: 李明}]", "500元"),
    ("materials: [{name: 宣传资料, n: 500, unit: 份}, {name: 其中折页, n: 200, unit: 份}]", "500份"),
    ("materials: [{name: 宣传资料, n: 500}, {name: 含糖食品, n: 20}]", "500 20"),
    ("served: [{service: 义诊, n: 50}, {service: 其中复查, n: 5}]", "50人"),
    ("materials: 宣传册 500 余份、折页 200 张", "500+份 200张"), ("materials: [{name: 折页, n: 3}]", "3"),
  ])
  func `a figure of an event keeps what it counts, also in its words`(_ field: String, _ figures: String)
    throws
  {
    let file = SessionsFile("events:\n  - {id: a, title: 甲, unit: 叠彩区, \(field)}\n", file: "s.yaml")
    #expect(file.refused.isEmpty, "\(file.refused)")
    let read = file.events.first?.figures.compactMap(\.figure).map { quantity, counter in
      let range = quantity.upper.map { $0 == quantity.n ? "" : "-\($0)" } ?? ""
      return
        "\(quantity.n.map { "\($0)" } ?? "?")\(range)\(quantity.certainty == .atLeast ? "+" : "")\(counter ?? "")"
    }
    #expect(read?.joined(separator: " ") == figures)
  }

  @Test(arguments: [
    ("志愿者", "参加 volunteers -"), ("工作人员", "参加 staff -"), ("党员志愿者", "参加 volunteers 党员志愿者"),
    ("报名", "报名 public -"), ("线上观看", "观看 public -"), ("家长", "参加 public 家长"), ("计划生育家庭", "参加 public 计划生育家庭"),
  ])
  func `a group is counted as what its name says, as in words`(_ group: String, _ expected: String) {
    let file = SessionsFile(
      "events:\n  - {id: a, title: 甲, unit: 叠彩区, attendance: [{group: \(group), n: 9}]}\n", file: "s.yaml")
    guard case .count(let count)? = file.events.first?.figures.first else {
      Issue.record("\(file.refused)")
      return
    }
    #expect("\(count.measure.rawValue) \(count.role) \(count.group ?? "-")" == expected)
  }

  @Test func `what is said to be cancelled and has figures is taken as held and asked about`() async throws {
    let text = "events:\n  - {id: a, title: 甲, unit: 叠彩区, status: cancelled, attendance: 60 人}\n"
    let event = try #require(SessionsFile(text, file: "s.yaml").events.first)
    #expect(event.session.status == .held && event.remark?.zh.contains("却有数字") == true)
  }

  @Test(
    arguments: [
      ("clinic", "2026-05-15", "", "ok", "clinic/2026-05-15"),
      ("clinic", "2026-05-14", "", "ok", "clinic/2026-05-15"),
      ("clinic", "2026-05-15", "occurrence: \"2026-04-15\"", "question", "clinic/2026-04-15"),
      ("clinic", "2026-05-15", "occurrence: 2026", "refused", nil),
      ("clinci", "2026-05-15", "", "refused", nil),
      ("elsewhere", "2026-05-15", "", "question", "elsewhere/2026"),
      ("clinic", "2026-05-02", "", "question", "clinic/2026-05-15"),
      ("clinic", "2025-05-15", "", "refused", nil),
      ("clinic", "2025-05-15", "occurrence: \"2026-04-15\"", "question", "clinic/2026-04-15"),
    ] as [(String, String, String, String, String?)])
  func `an event goes to the edition that its day belongs to`(
    _ campaign: String, _ day: String, _ more: String, _ result: String, _ edition: String?
  ) async throws {
    let text =
      "events:\n  - {id: a, title: 甲, unit: 叠彩区, date: \"\(day)\", campaign: \(campaign), \(more)}\n"
      .replacing(", }", with: "}")
    let units = try smallRegion()
    var context = TableContext(units: units, today: CivilDate(iso: "2026-06-30")!) { word, date in
      guard word == "clinic", let day = date.first else { return .noCampaign }
      guard day.year == 2026 else { return .refused(BilingualText(zh: "前后没有届次", en: "no edition is near")) }
      let key = OccurrenceKey(campaign: word, occurrence: "2026-0\(day.month)-15")
      return abs(day.day - 15) <= 3 ? .found(key) : .outside(key, BilingualText(zh: "不在可选日期内", en: "outside"))
    }
    context.campaigns = ["clinic"]
    context.isEdition = { $0.campaign != "clinic" || $0.occurrence.hasSuffix("-15") }
    try await withLedger { [context] store, _ in
      let report = try await store.importSessions(
        SessionsFile(text, file: "s.yaml"), units: units, by: "导入", at: noon, context: context)
      #expect(report.rows.map(\.result.rawValue) == [result], "\(report.rows)")
      let key = try await store.balance().sessions.first?.key.occurrence
      #expect(key.map { "\($0.campaign)/\($0.occurrence)" } == edition)
    }
  }

  private static let first = """
    network: {as_of: "2026-06", organisations: 8450}
    staffing: [{id: cities, level: 市, units: 3, posts: 21}]
    programmes: [{id: care, year: 2026, target: 1000}]
    questionnaire: {name: 家长问卷, sent: 300, returned: 280}
    """

  @Test(arguments: [
    // Another quarter's, another year's, another questionnaire's.
    (#"as_of: "2026-06""#, #"as_of: "2026-09""#, ["network/network", "staffing/cities"], []),
    ("year: 2026", "year: 2027", ["programmes/care"], []),
    ("家长问卷", "教师问卷", ["questionnaire/questionnaire"], []),
    // Other figures of the same.
    ("8450", "8460", [], ["network/network"]), ("posts: 21", "posts: 22", [], ["staffing/cities"]),
    ("target: 1000", "target: 1100", [], ["programmes/care"]),
    ("returned: 280", "returned: 281", [], ["questionnaire/questionnaire"]),
  ])
  func
    `figures of another time stand beside the earlier ones, other figures of the same time are asked about`(
      _ old: String, _ new: String, _ entered: [String], _ asked: [String]
    ) async throws
  {
    let changed = Self.first.replacing(old, with: new).replacing(
      "posts: 21", with: entered.contains("staffing/cities") ? "posts: 24" : "posts: 21")
    let units = try smallRegion()
    try await withLedger { store, _ in
      func take(_ text: String) async throws -> ImportReport {
        try await store.importSessions(SessionsFile(text, file: "s.yaml"), units: units, by: "导入", at: noon)
      }
      #expect(try await take(Self.first).accepted == 4)
      let report = try await take(changed)
      let isNew = { (row: ImportRow) in row.result == .ok && row.reason == nil }
      #expect(report.rows.filter(isNew).map(\.row) == entered)
      #expect(report.rows.filter { $0.result == .question }.map(\.row) == asked)
      #expect(try await store.balance().sheets.count == 4 + entered.count)
      #expect(try await take(changed).rows.filter(isNew) == [])
      #expect(try await take(Self.first).rows.allSatisfy { $0.result == .ok && $0.reason == .knownRow })
      guard let row = report.rows.first(where: { $0.result == .question }) else { return }
      // What the row advises can be followed.
      let sheets = try await store.balance().sheets
      let entry = try #require(sheets.first { $0.value.key == row.row }?.entry)
      let reason = try #require(row.reason)
      #expect(
        reason.zh.contains("campaign void \(entry)") && reason.en?.contains("campaign void \(entry)") == true)
      _ = try await store.void(entry, reason: "抄错", by: "导入", at: noon)
      #expect(try await take(changed).rows.filter(isNew).map(\.row) == asked)
      #expect(try await store.balance().sheets.count == 4)
    }
  }

  @Test func `an event with other content names its session`() async throws {
    let text = "events:\n  - {id: a, title: 甲, unit: 叠彩区, date: \"2023-08-10\", attendance: [{n: 58}]}\n"
    let units = try smallRegion()
    try await withLedger { store, _ in
      for text in [text, text.replacing("58", with: "85")] {
        let report = try await store.importSessions(
          SessionsFile(text, file: "s.yaml"), units: units, by: "导入", at: noon)
        guard report.rows[0].result == .question else { continue }
        #expect(report.rows[0].reason?.zh.contains("campaign log diecai/1") == true)
        return
      }
      Issue.record("nothing was asked")
    }
  }

  @Test(
    arguments: [
      ("2026", 20_260_000), ("2026-09", 20_260_900), ("2026 年 9 月", 20_260_900), ("2026-09-30", 20_260_930),
      ("20260930", 20_260_930), ("2026年第三季度", 20_260_900), ("2026Q4", 20_261_200), ("2026 第2季度", 20_260_600),
      ("三季度", nil), ("2026-13", nil), ("", nil),
    ] as [(String, Int?)])
  func `the time of a row of figures is read as it is written`(_ text: String, _ order: Int?) async throws {
    let file = SessionsFile("network: {as_of: \"\(text)\", cities: 3}", file: "s.yaml")
    #expect(try #require(file.sheets.first).time?.order == order)
  }

  @Test(arguments: [
    // What stands of the unit, what comes from a file, and whether it may be the same.
    ("义诊, date: \"2024-05-29\"", "“义诊”, date: \"2024-05-29\"", true),
    ("义诊, date: \"2024-05-29\"", "义诊, date: 2024年5月下旬", true),
    ("义诊, date: 2024年5月下旬", "义诊, date: \"2024-05-29\"", true),
    ("义诊, date: \"2024-05-29\"", "义诊, date: 近日, not_after: \"2024-06-10\"", true),
    ("义诊, date: 近日, not_after: \"2024-06-10\"", "义诊, date: 近日, not_after: \"2024-06-20\"", true),
    ("义诊, date: \"2024-05-29\"", "义诊, date: 近日, not_after: \"2024-08-10\"", false),
    ("义诊, date: \"2024-05-29\"", "义诊, date: \"2024-05-30\"", false),
    ("义诊, date: \"2024-05-29\", attendance: 58 人", "讲座, date: \"2024-05-29\", attendance: 58 位家长", true),
    ("义诊, date: \"2024-05-29\", attendance: 58 人", "讲座, date: \"2024-05-29\", attendance: 59 人", false),
    (
      "义诊, date: \"2024-05-29\", attendance: 58 人",
      "讲座, date: 近日, not_after: \"2024-06-10\", attendance: 58 人", false
    ),
    ("义诊, campaign: week, date: \"2024-05-29\"", "讲座, campaign: week, date: 2024年5月下旬", true),
    ("义诊, campaign: week, date: \"2024-05-29\"", "讲座, date: 2024年5月下旬", false),
    ("义诊, status: cancelled, date: \"2024-05-29\"", "义诊, date: \"2024-05-29\"", false),
  ])
  func `an event like a session that its unit has is asked about, whatever its id`(
    _ standing: String, _ coming: String, _ isAsked: Bool
  ) async throws {
    func file(_ id: String, _ event: String) -> SessionsFile {
      SessionsFile(
        "events:\n  - {id: \(id), unit: 叠彩区, title: \(event)}\n", file: "s.yaml",
        today: CivilDate(iso: "2024-08-30"))
    }
    let units = try smallRegion()
    try await withLedger { store, _ in
      func take(_ file: SessionsFile, isAnother: Bool = false) async throws -> ImportRow? {
        #expect(file.refused == [])
        return try await store.importSessions(
          file, units: units, by: "导入", at: noon, isAnother: isAnother
        ).rows.first
      }
      #expect(try await take(file("a", standing))?.result == .ok)
      let row = try #require(try await take(file("b", coming)))
      #expect(row.result == (isAsked ? .question : .ok) && row.isEntered == !isAsked)
      guard isAsked else { return }
      #expect(row.reason?.zh.contains("--another") == true && row.reason?.zh.contains("diecai/1") == true)
      #expect(try await take(file("b", coming), isAnother: true)?.result == .ok)
      #expect(try await take(file("a", standing))?.reason == .knownRow)
      #expect(try await store.balance().sessions.count == 2)
    }
  }

  @Test(arguments: [
    ("date: 近日", "..2024-06-28"), ("date: null", "..2024-06-28"),
    ("date: 近日, not_after: \"2024-05-01\"", "..2024-05-01"),
    ("date: null, status: planned", "-"), ("date: 2024年5月下旬", "2024-05-21"),
  ])
  func `what has no day was over by the last day that its file tells of`(_ field: String, _ day: String)
    throws
  {
    let file = SessionsFile(
      "source: {latest_date_in_text: \"2024-06-28\"}\nevents:\n  - {id: a, title: 甲, unit: 叠彩区, \(field)}\n",
      file: "s.yaml", today: CivilDate(iso: "2026-08-30"))
    let date = try #require(file.events.first).session.date
    let read =
      if case .unknown(let last) = date.day { last.map { "..\($0)" } ?? "-" } else { "\(date.first ?? .min)" }
    #expect(read == day)
  }

  @Test(arguments: [
    ("dimensions: [{name: 态度, items: 1, counts: {好: 90, 一般: 50}}]", "refused", "140 个，多于 98 个"),
    ("dimensions: [{name: 态度, counts: {好: 90, 一般: 50}}]", "refused", "有几题请写 items"),
    ("single_items: [{name: 知晓, counts: {好: 99}}]", "refused", "99 个，多于 98 个"),
    ("dimensions: [{name: 态度, counts: {好: 九成}}]", "refused", "九成"),
    ("dimensions: [{name: 态度, printed: {好: \"91.84\", 较好: 15.10%}}]", "refused", "106.94%"),
    ("dimensions: [{name: 态度, printed: {好: \"33.4\", 较好: \"33.3\", 一般: \"33.4\"}}]", "ok", ""),
    ("measures: {total_votes: 10, items: [{name: 甲, votes: 8}, {name: 乙, votes: 7}]}", "refused", "各项相加 15"),
    ("measures: {items: [{name: 甲, votes: 8}, {name: 乙, votes: 7}]}", "question", "15 票"),
    ("measures: {total_votes: 10, items: [{name: 甲}]}", "question", "没有票数"),
    ("measures: {total_votes: 20, items: [{name: 甲, votes: 8, printed: \"45\"}]}", "question", "算出来是 40.00%"),
    ("dimensions: [{name: 态度, counts: {好: 90}, printed: {好: \"70.00\"}}]", "question", "算出来是 91.84%"),
    ("dimensions: [{name: 态度, counts: {好: 90}, printed: {好: \"91.8%\"}}]", "ok", ""),
  ])
  func `a questionnaire that can't be is refused, one that denies itself is asked about`(
    _ rows: String, _ result: String, _ reason: String
  ) async throws {
    let file = SessionsFile("questionnaire: {name: 卷, sent: 100, returned: 98, \(rows)}\n", file: "s.yaml")
    let units = try smallRegion()
    try await withLedger { store, _ in
      let report = try await store.importSessions(file, units: units, by: "导入", at: noon)
      let row = try #require(report.rows.first)
      #expect(row.result.rawValue == result && row.reason?.zh.contains(reason) ?? reason.isEmpty, "\(row)")
      #expect(try await store.balance().sheets.count == (result == "refused" ? 0 : 1))
    }
  }
}
