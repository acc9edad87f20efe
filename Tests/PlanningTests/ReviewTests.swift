import Planning
import Recurrence
import Testing

/// Warnings about what comes next.
@Suite struct ReviewTests {
  private static let head = """
    format: 1
    id: demo
    name: {zh: 演示, en: Demo}
    kind: outreach
    who: {units: {level: 县, under: gx}}

    """

  private func warnings(_ text: String, from day: String, channels: String? = nil) throws -> [Diagnostic] {
    let shared = channels.map {
      [SourceFile(path: "Campaigns/shared/channels.yaml", bytes: Array("format: 1\nchannels:\n\($0)\n".utf8))]
    }
    let definitions = try Fixtures.check(Self.head + text, adding: shared ?? [])
    try #require(!definitions.hasErrors, "\(definitions.diagnostics)")
    return definitions.everything(from: try #require(CivilDate(iso: day))).filter {
      $0.file == "Campaigns/test.yaml" || $0.file.hasPrefix("Campaigns/shared/calendar")
    }
  }

  private static func reminder(_ at: String, channel: String = "county-groups", to: String = "county.contact")
    -> String
  {
    "reminders: [{id: r, at: \"\(at)\", to: \(to), channel: \(channel), template: today}]\n"
  }

  @Test func `a year without a calendar file is named once, and only if something depends on it`() throws {
    let text = "when: {every: year, date: \"05-29\", if_closed: previous workday}\n"
    let next = try warnings(text, from: "2026-06-01")
    #expect(next.map { "\($0.code.rawValue) \($0.file)" } == ["W501 Campaigns/shared/calendar-2027.yaml"])
    #expect(try warnings(text, from: "2026-05-01").isEmpty)
  }

  @Test func `a deadline written as a date that is a rest day is named with its weekday or holiday`() throws {
    let parts = """
      when: {once: 2026-08-01 to 2026-12-31}
      parts:
        - {id: a, name: 征集, due: "2026-08-22"}
        - {id: b, name: 评选, due: "2026-10-01"}
        - {id: c, name: 总结, due: "2026-10-10"}
      """
    let found = try warnings(parts, from: "2026-07-01").filter { $0.code.rawValue == "W502" }
    #expect(found.map(\.problem.zh) == ["截止日 8月22日是周六，休息日", "截止日 10月1日是周四，国庆节放假"])
    #expect(found.map(\.line) == [8, 9])
  }

  @Test func `a reminder that moves says to which day, and one in the quiet hours until when`() throws {
    let when = "when: {every: year, date: \"05-29\"}\n"
    // 22 May 2026 is a Friday; 6 days before is Saturday 23 May.
    let moved = try warnings(when + Self.reminder("6 days before, 09:07"), from: "2026-05-01")
    #expect(moved.map(\.code.rawValue) == ["W503"])
    #expect(moved.first?.problem.zh == "“r” 2026-05-23 休息，提前到 2026-05-22")
    #expect(try warnings(when + Self.reminder("7 days before, 09:07"), from: "2026-05-01").isEmpty)
    let quiet = try warnings(
      when + Self.reminder("7 days before, 22:30") + "quiet_hours: \"21:00-08:00\"\n", from: "2026-05-01")
    #expect(quiet.map(\.code.rawValue) == ["W503"])
    #expect(quiet.first?.problem.en == "'r' at 22:30 falls into the quiet hours and waits until 08:00")
  }

  @Test func `what is over is not spoken of`() throws {
    let text = "when: {once: 2026-05-29}\n" + Self.reminder("6 days before, 09:07")
    #expect(try warnings(text, from: "2026-05-29").map(\.code.rawValue) == ["W503"])
    #expect(try warnings(text, from: "2026-05-30").isEmpty)
  }

  @Test(arguments: [
    // Four counties write to one robot that takes three a minute.
    ("office: {kind: webhook, url: \"http://127.0.0.1/\", limit: 3 per minute}", true),
    ("office: {kind: webhook, url: \"http://127.0.0.1/\", limit: 4 per minute}", false),
    ("office: {kind: webhook, url: \"http://127.0.0.1/\", limit: 3 per minute, spread: 2 minutes}", false),
    ("office: {kind: webhook, url: \"http://127.0.0.1/\"}", false),
    ("office: {kind: webhook, one_per: city, url: \"http://127.0.0.1/\", limit: 2 per minute}", true),
    ("office: {kind: webhook, one_per: county, url: \"http://127.0.0.1/\", limit: 1 per minute}", false),
  ])
  func `a robot that gets more than it takes in a minute`(_ channel: String, _ isTooMuch: Bool) throws {
    let text =
      "when: {every: year, date: \"05-29\"}\n" + Self.reminder("7 days before, 09:07", channel: "office")
    let found = try warnings(text, from: "2026-05-01", channels: "  " + channel)
    #expect(found.map(\.code.rawValue) == (isTooMuch ? ["W508"] : []))
  }

  @Test func `messages of several reminders in one minute count together, and a digest counts once`() throws {
    let channel = "  office: {kind: webhook, url: \"http://127.0.0.1/\", limit: 7 per minute}"
    let twice = """
      when: {every: year, date: "05-29"}
      reminders:
        - {id: a, at: "7 days before, 09:07", to: county.contact, channel: office, template: today}
        - {id: b, at: "5 workdays before, 09:07", to: county.contact, channel: office, template: today}
      """
    let found = try warnings(twice, from: "2026-05-01", channels: channel)
    #expect(found.map(\.code.rawValue) == ["W508"])
    #expect(found.first?.problem.zh.contains("2026-05-22 09:07 有 8 条消息") == true)
    let digest = twice.replacing("template: today}", with: "template: today, digest: true}")
      .replacing("to: county.contact", with: "to: region.masses")
    #expect(try warnings(digest, from: "2026-05-01", channels: channel).isEmpty)
  }

  @Test(arguments: [
    ("09:00", "", true), ("09:30", "", true), ("09:07", "", false), ("09:00", ", avoid: [\":00\"]", false),
  ])
  func `Feishu's busy minutes`(_ clock: String, _ avoid: String, _ isBusy: Bool) throws {
    let text =
      "when: {every: year, date: \"05-29\"}\n" + Self.reminder("7 days before, \(clock)", channel: "office")
    let found = try warnings(
      text, from: "2026-05-01", channels: "  office: {kind: feishu, url: \"http://127.0.0.1/\"\(avoid)}")
    #expect(found.map(\.code.rawValue) == (isBusy ? ["W508"] : []))
  }
}
