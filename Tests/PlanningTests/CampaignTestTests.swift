import Planning
import Recurrence
import Testing

/// The `tests:` of a campaign file, as they are read; how they run is tested with the whole scheduler.
@Suite struct CampaignTestTests {
  private func check(_ tests: String) throws -> Definitions {
    let text = try Fixtures.text("workspace/Campaigns/member-day-529.yaml")
    return try Fixtures.check(text + "\ntests:\n" + tests)
  }

  @Test func `every form is read, in both languages`() throws {
    let english = try check(
      """
        - name: A
          year: 2026
          given: [{at: "2026-06-01", unit: diecai, report: received}, {at: "2026-05-20 10:00", unit: 七星区, session: "2026-05-27"}]
          expect: [{on: "2026-05-28 15:07", remind: tomorrow}, {due: report, on: "2026-06-05"}, {task: any, unit: diecai}]
          expect_none: [{unit: diecai, chase: any}, {chase: county.contact, says: 逾期}]
      """)
    let chinese = try check(
      """
        - 名称: A
          年份: 2026
          已知: [{时刻: "2026-06-01", 单位: diecai, 报告: 收到}, {时刻: "2026-05-20 10:00", 单位: 七星区, 场次: "2026-05-27"}]
          应有: [{于: "2026-05-28 15:07", 提醒: tomorrow}, {截止: report, 于: "2026-06-05"}, {任务: 任意, 单位: diecai}]
          不应有: [{单位: diecai, 催报: 任意}, {催报: county.contact, 内容: 逾期}]
      """)
    let test = try #require(english.campaigns.first?.tests.first, "\(english.diagnostics)")
    #expect(chinese.campaigns.first?.tests == [test], "\(chinese.diagnostics)")
    #expect(test.given.map(\.unit) == ["diecai", "qixing"])
    #expect(
      test.given.map(\.event) == [.report(part: nil), .session(try #require(CivilDate(iso: "2026-05-27")))])
    #expect(test.expected.map(\.subject) == [.remind, .due, .task])
    #expect(test.expected.map(\.id) == ["tomorrow", "report", nil])
    #expect(test.units == ["diecai", "qixing"])
  }

  @Test(arguments: [
    ("expect: [{on: \"2026-05-28\", remind: tomorow}]", "E301", "tomorow"),
    ("expect: [{on: \"2026-05-28\", chase: county.contakt}]", "E301", "county.contakt"),
    ("expect: [{on: \"2026-05-28\", due: reprot}]", "E301", "reprot"),
    ("expect: [{on: 5.28, due: report}]", "E202", "5.28"),
    ("expect: [{on: \"2026-05-28 25:00\", due: report}]", "E202", "\"2026-05-28 25:00\""),
    ("expect: [{unit: diecaii, due: report}]", "E301", "diecaii"),
    ("expect: [{on: \"2026-05-28\"}]", "E102", "{on"),
    ("expect: [{due: report, task: plan}]", "E103", "task"),
    ("given: []", "E102", "name"),
    ("given: [{at: \"2026-05-28\", unit: diecai}]\n    expect: []", "E102", "{at"),
    ("given: [{at: \"2026-05-28\", unit: diecai, report: arrived}]\n    expect: []", "E301", "arrived"),
    (
      "given: [{at: \"2026-05-28\", unit: diecai, report: received, held: true}]\n    expect: []", "E103",
      "held"
    ),
  ])
  func `a slip in a test is pointed at`(_ line: String, _ code: String, _ at: String) throws {
    let text = "  - name: A\n    year: 2026\n    \(line)\n"
    let definitions = try check(text)
    let faults = definitions.diagnostics.filter { $0.file == "Campaigns/test.yaml" }
    #expect(faults.map(\.code.rawValue) == [code], "\(faults)")
    let whole = try Fixtures.text("workspace/Campaigns/member-day-529.yaml") + "\ntests:\n" + text
    let fault = try #require(faults.first)
    let typed = whole.split(separator: "\n", omittingEmptySubsequences: false)[fault.line - 1]
    #expect(typed.dropFirst(fault.column - 1).hasPrefix(at))
  }
}
