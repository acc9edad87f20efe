import Planning
import Recurrence
import Testing

/// What the reader takes and what it must not pass over.
@Suite struct ReaderRulesTests {
  private static let head = "format: 1\nid: demo\nname: 演示\nkind: outreach\n"
  private static let when = "when: {every: year, date: \"05-29\"}\n"
  private static let who = "who: {units: {level: 县, under: gx}}\n"

  private func read(_ text: String) throws -> Definitions {
    var whole = Self.head + text + "\n"
    if !text.contains("when:") { whole += Self.when }
    if !text.contains("who:") { whole += Self.who }
    return try Fixtures.check(whole)
  }

  private func codes(_ text: String) throws -> [String] {
    try read(text).diagnostics.filter { $0.file == "Campaigns/test.yaml" }.map(\.code.rawValue)
  }

  @Test func `one word without brackets counts as a list of one`() throws {
    let definitions = try read("who: {units: {level: 县, under: gx, except: qixing}, may_join: 乡}")
    let campaign = try #require(definitions.campaigns.first)
    #expect(campaign.participation.mayJoin.map(\.name.zh) == ["乡"])
    #expect(campaign.participation.except == ["qixing"])
  }

  @Test(arguments: [
    ("who: {units: {level: 县, under: gx}, may_join: 镇}", "E301"),
    ("who: {units: {level: 县, under: gx, except: nowhere}}", "E301"),
    ("tasks: [{id: a, do: x, owner: county.contact, due: 1 day before, needs: nothing}]", "E301"),
    ("key_tasks: {宣传教育: 1}", "E001"),
    ("targets: {services: [量血压, 测血糖]}", "E001"),
  ])
  func `a wrong word without brackets, or a wrong shape, is not passed over`(_ text: String, _ code: String)
    throws
  {
    #expect(try codes(text) == [code])
  }

  @Test(arguments: [
    "when: {every: fortnight, lunar: 正月初一}", "when: {every: month, lunar: 正月初一}", "when: {每: 天}",
    "when: {every: yearly, rrule: FREQ=DAILY, start: \"2026-01-01\"}",
    "when: {every: once, once: \"2026-05-29\"}",
  ])
  func `a cycle that is none, or not the lunar day's, is refused`(_ when: String) throws {
    #expect(try codes(when) == ["E301"])
  }

  @Test func `a chase's clock has the code of a clock`() throws {
    let chase = "report: {due: 5 workdays after}\nchase: [{after: \"3 workdays, 25:00\", to: county.contact, "
    #expect(try codes(chase + "channel: county-groups, template: overdue}]") == ["E204"])
  }

  @Test(arguments: ["report", "报告"])
  func `a test may call the report's deadline by the key's word`(_ word: String) throws {
    let test = "report: {due: 5 workdays after}\ntests: [{name: 截止, year: 2026, expect: [{截止: \(word)}]}]"
    #expect(try read(test).campaigns.first?.tests.first?.expected.first?.id == "report")
  }

  @Test(arguments: [
    ("", "2026-05-30T08:00"), ("quiet_hours: \"00:00-00:00\"", "2026-05-29T22:30"),
    ("quiet_hours: \"23:00-06:00\"", "2026-05-29T22:30"),
  ])
  func `nights are quiet unless the file says otherwise`(_ quiet: String, _ local: String) throws {
    let reminder = "{id: late, at: \"on the day, 22:30\", to: county.contact, channel: county-groups, "
    let definitions = try read("reminders: [\(reminder)template: today, if_closed: send}]\n\(quiet)")
    let rows = Planner(shared: definitions.shared).rows(of: definitions.campaigns, year: 2026)
    #expect(rows.first { $0.id == "late" }?.local.description == local)
  }

  private func calendar(_ text: String) throws -> Definitions {
    try Fixtures.workspace(
      [],
      putting: [
        SourceFile(
          path: "Campaigns/shared/calendar-2027.yaml", bytes: Array(("format: 1\nyear: 2027\n" + text).utf8))
      ])
  }

  @Test func `a calendar's only rest day needs no brackets, and its names need a key`() throws {
    let newYear = try #require(CivilDate(iso: "2027-01-01"))
    #expect(!(try calendar("off: 01-01\n").shared.workdays.isWorkday(newYear)))
    let faults = try calendar("off: 01-01\nnames: 元旦\n").diagnostics.filter { $0.severity == .error }
    #expect(faults.map(\.code.rawValue) == ["E001"])
  }
}
