import GRDB
import Ledger
import Planning
import Recurrence
import TestSupport
import Testing

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
      #expect(report.passedOver == ["other_events", "expected"])
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

  @Test(arguments: [
    ("人", "人"), ("名", "人"), ("person", "人"), ("People", "人"), ("person-times", "人次"), ("visits", "人次"),
    ("household", "户"), ("families", "户"), ("copies", "份"), ("copy", "份"), ("boxes", "盒"), ("cards", "cards"),
  ])
  func `a counting word is understood in either language`(_ written: String, _ counter: String) throws {
    let file = SessionsFile(
      """
      events:
        - id: a
          title: 甲
          unit: 叠彩区
          attendance: [{n: 5, unit: \(written)}]
          served: [{service: 咨询, group: 家长, n: 5, unit: \(written)}]
          materials: [{name: 宣传册《甲》, n: 5, unit: \(written)}]
      """, file: "s.yaml")
    #expect(file.refused == [])
    let session = try #require(file.preview(units: try smallRegion()).balance.sessions.first)
    #expect(session.finalCounts().map(\.counter) == [counter, counter])
    #expect(session.finalCounts().map(\.group) == [nil, "家长"])
    #expect(session.given.map(\.counter) == [counter])
    #expect(session.given.map(\.item) == ["宣传册"] && session.given.map(\.titles) == [["《甲》"]])
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
    ("2022-03/..", nil, false), ("../2022-03-30", nil, false),
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
      if isOpen { #expect(date?.text(.zh) == "自 3 月 30 日起") }
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
      #expect(refused.first { $0.row == "a" }?.reason?.zh == "没有单位“叠采区”；是不是叠彩区？")
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
}
