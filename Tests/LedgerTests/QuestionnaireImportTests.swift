import Foundation
import GRDB
import Planning
import Recurrence
import TestSupport
import Testing

@testable import Ledger

/// Questionnaires: figures that somebody tabulated, and forms one a row.
struct QuestionnaireImportTests {
  static let tabulated = """
    2026年“托育服务”群众满意度问卷统计表,,,,,
    共发放问卷 420 份，收回 400 份，其中有效 392 份。,,,,,
    维度,题数,满意,基本满意,不满意,备注
    服务态度,2,600,150,34,
    收费公示,1,２０８,160,24,
    合计,,808,310,58,
    ,,,,,
    措施,票数,,,,
    延长开放时间,301,,,,
    公开收费标准,"1,204",,,,
    合计,1600,,,,
    """

  private func sheet(_ store: LedgerStore) async throws -> SheetValue {
    let sheets = try await store.balance().sheets.map(\.value)
    #expect(sheets.count == 1)
    return try #require(sheets.first).value
  }

  @Test func `a tabulated questionnaire becomes forms, ratings and votes`() async throws {
    try await withLedger { store, _ in
      try await ImportFiles.withFolder { folder in
        let file = try ImportFiles.write(Self.tabulated, to: folder)
        let report = try await store.importTable(file)
        #expect(report.rows.map(\.result) == [.ok, .ok, .ok, .ok], "\(report.rows)")
        #expect(report.table?.holdUp == nil)
        let value = try await sheet(store)
        #expect(["sent", "returned", "usable"].map { value[$0]?.text } == ["420", "400", "392"])
        let dimensions = try #require(value["dimensions"]?.elements)
        #expect(dimensions.map { $0["name"]?.text } == ["服务态度", "收费公示"])
        #expect(dimensions.map { $0["items"]?.text } == ["2", "1"])
        #expect(dimensions[1]["counts"]?["满意"]?.text == "208")
        #expect(value["measures"]?["total_votes"]?.text == "1600")
        #expect(value["measures"]?["items"]?.elements.map { $0["votes"]?.text } == ["301", "1204"])
        let again = try await store.importTable(file)
        #expect(again.accepted == 4)
        #expect(try await store.balance().sheets.count == 1)
      }
    }
  }

  @Test(arguments: [
    ("收费公示,1,208,160,24,", "收费公示,1,208,160,240,", "“收费公示”的答案 608 个"),
    ("收回 400 份", "收回 430 份", "收回 430 份，比发放 420 份还多"),
    ("延长开放时间,301", "延长开放时间,七十", "“七十”不是份数"),
    ("服务态度,2,600", "服务态度,2,76.5%", "是比例"),
    ("合计,1600", "合计,1000", "总票数 1000，各项相加 1505"),
  ])
  func `figures that contradict one another or are none keep all of it out`(
    _ good: String, _ bad: String, _ reason: String
  ) async throws {
    let text = Self.tabulated.replacing("２０８", with: "208").replacing(good, with: bad)
    #expect(text.contains(bad))
    try await withLedger { store, _ in
      try await ImportFiles.withFolder { folder in
        let report = try await store.importTable(try ImportFiles.write(text, to: folder))
        let said = report.rows.compactMap { $0.reason?.zh } + (report.table?.warnings.map(\.zh) ?? [])
        #expect(said.contains { $0.contains(reason) }, "\(said)")
        #expect(report.accepted == 0 && report.table?.holdUp != nil)
        #expect(try await store.balance().sheets.isEmpty)
      }
    }
  }

  @Test func `a changed questionnaire is asked about and changes nothing`() async throws {
    try await withLedger { store, _ in
      try await ImportFiles.withFolder { folder in
        _ = try await store.importTable(try ImportFiles.write(Self.tabulated, to: folder))
        let changed = Self.tabulated.replacing("600", with: "601")
        let report = try await store.importTable(try ImportFiles.write(changed, to: folder, as: "b.csv"))
        #expect(report.table?.holdUp != nil && report.accepted == 0)
        let dimensions = try await sheet(store)["dimensions"]
        #expect(dimensions?.elements.first?["counts"]?["满意"]?.text == "600")
      }
    }
  }

  static let forms = """
    序号,姓名,联系电话,1、服务态度—热情,2、服务态度—及时,3、环境,4、最需要改进的（多选）,5、还想说的话
    1,某甲,12900000011,好,较好,好,延长时间┋公开收费,希望越办越好
    2,某乙,12900000012,好,一般,好,公开收费,
    3,某丙,12900000013,较好,好,,公开收费┋延长时间┋加强培训,谢谢某丁
    4,某戊,12900000014,,,,,
    5,某己,12900000015,好,好,很行,延长时间,
    """

  @Test func `forms are tabulated, and nothing that tells of a person is kept`() async throws {
    try await withLedger { store, pool in
      try await ImportFiles.withFolder { folder in
        let file = try ImportFiles.write(Self.forms, to: folder, as: "托育问卷.csv")
        var options = TableOptions()
        options.sent = 8
        let report = try await store.importTable(file, options)
        #expect(report.rows.map(\.result) == [.ok, .ok, .ok, .ok, .question])
        #expect(report.rows.last?.cell == "F6")
        let value = try await sheet(store)
        #expect(["name", "sent", "returned", "usable"].map { value[$0]?.text } == ["托育问卷", "8", "5", "4"])
        let dimensions = try #require(value["dimensions"]?.elements)
        #expect(dimensions.map { $0["name"]?.text } == ["服务态度", "环境"])
        #expect(dimensions[0]["items"]?.text == "2")
        #expect(
          dimensions[0]["counts"]?.pairs.map { "\($0.key)\($0.value.text ?? "")" } == ["一般1", "好5", "较好2"])
        #expect(
          value["measures"]?["items"]?.elements.map { "\($0["name"]?.text ?? "")\($0["votes"]?.text ?? "")" }
            == [
              "公开收费3", "延长时间3", "加强培训1",
            ])
        let stored = try await pool.read { try String.fetchAll($0, sql: "SELECT body FROM ledger_entry") }
          .joined()
        for word in ["某甲", "129", "越办越好", "某丁"] { #expect(!stored.contains(word)) }
        #expect(report.json(.zh).description.contains("还想说的话"))
        #expect(!report.json(.zh).description.contains("某丁"))
      }
    }
  }

  @Test(arguments: [
    "序号,姓名,对讲座是否满意,还希望听什么\n1,某甲,A,营养\n2,某乙,B,托育\n", "答卷编号,活动满意度,服务态度\n1,5,5\n2,4,3\n",
  ])
  func `forms of which no question can be read are refused`(_ text: String) async throws {
    try await withLedger { store, _ in
      try await ImportFiles.withFolder { folder in
        var options = TableOptions()
        options.sent = 4
        let report = try await store.importTable(try ImportFiles.write(text, to: folder), options)
        #expect(report.accepted == 0 && report.table?.holdUp != nil)
        #expect(report.table?.warnings.contains { $0.zh.contains("一道题也没有读出来") } == true)
        #expect(try await store.balance().sheets.isEmpty)
      }
    }
  }

  @Test func `questions with numbers are no 接龙, and forms whose answers were not read are no blank ones`()
    async throws
  {
    try await withLedger { store, _ in
      try await ImportFiles.withFolder { folder in
        var options = TableOptions()
        options.questionnaire = "服务"
        let table = "题目,选项,票数\n1.是否满意,满意,150\n1.是否满意,不满意,8\n2.最需要哪些,讲座,120\n"
        let first = try await store.importTable(try ImportFiles.write(table, to: folder), options)
        #expect(first.accepted == 3)
        options.questionnaire = "需求"
        let forms = "编号,是否满意,服务态度\n1,A,好\n2,B,好\n3,A,\n"
        let second = try await store.importTable(
          try ImportFiles.write(forms, to: folder, as: "b.csv"), options)
        #expect(
          second.table?.warnings.map(\.zh).filter { $0.contains("1 份只在没有读的列") || $0.contains("“是否满意”") }.count
            == 2)
        let value = try await store.balance().sheets.map(\.value.value).first { $0["name"]?.text == "需求" }
        #expect(value?["usable"]?.text == "3" && value?["returned"]?.text == "3")
      }
    }
  }

  @Test func `sign-in sheets and tables of events are none`() async throws {
    for text in [EventTableTests.text, "姓名,电话,满意\n某甲,,3\n某乙,,4\n", "单位,日期,活动,人数\n叠彩区,6月1日,满意,9\n"] {
      try await ImportFiles.withFolder { folder in
        let file = try ImportFiles.write(text, to: folder)
        #expect(try QuestionnaireReader.read(path: file, sheet: nil, name: nil)?.result.name == nil)
      }
    }
  }
}
