import Foundation
import TestSupport
import Testing

/// What an organiser does, with the program that is shipped and the campaigns that are shipped.
@Suite struct StoryTests {
  static let repository = ScratchWorkspace.repository

  @Test(arguments: ["zh", "en"])
  func `the demo tells its story and ends well`(_ language: String) async throws {
    let demo = try await CommandRun.run(["demo", "--lang", language], in: Self.repository)
    #expect(demo.exitCode == 0, "\(demo.errors)")
    #expect(demo.output.contains("93000"))
    #expect(demo.output.contains("500"))
  }

  @Test func `the shipped campaigns have no fault`() async throws {
    let check = try await CommandRun.run(["check", "--json"], in: Self.repository)
    #expect(check.exitCode == 0)
    #expect(check.json.filter { $0["severity"] as? String == "error" }.isEmpty)
  }

  @Test func `a rehearsed year sends every planned reminder exactly once`() async throws {
    let server = try HookServer()
    defer { server.close() }
    let workspace = try ScratchWorkspace(
      counties: 25, when: "every: week, on: [monday, friday]", allow: server.port)
    let rehearsal = try await workspace.run(
      "rehearse", "--from", "2026-01-01", "--to", "2026-12-31", "--deliver", server.url, "--json")
    #expect(rehearsal.exitCode == 0, "\(rehearsal.errors)")
    let keys = rehearsal.json.compactMap { $0["key"] as? String }
    // 2026 has 52 Mondays and 52 Fridays.
    #expect(keys.count == 104 * 25)
    #expect(Set(keys).count == keys.count)
    #expect(rehearsal.json.allSatisfy { $0["outcome"] as? String == "delivered" })
    let ids = server.arrivals.compactMap { $0.headers["webhook-id"] }
    #expect(ids.count == keys.count)
    #expect(Set(ids).count == keys.count)
  }

  @Test func `figures go in by words and come out in the summary, with their correction`() async throws {
    let workspace = try ScratchWorkspace(counties: 3, allow: 1)
    let recorded = try await workspace.run(
      "record", "day/once/county-1/1", "--attended", "58 位家长", "--gave", "宣传资料 500 余份", "--json")
    #expect(recorded.exitCode == 0, "\(recorded.errors)")
    let attendance = try #require(recorded.json.first { $0["n"] as? Int == 58 })
    #expect(attendance["certainty"] as? String == "exact")
    #expect(recorded.json.contains { $0["n"] as? Int == 500 && $0["certainty"] as? String == "atLeast" })
    let entry = try #require(attendance["entry"] as? String)
    let corrected = try await workspace.run("correct", entry, "--attended", "60 位家长", "--reason", "recounted")
    #expect(corrected.exitCode == 0, "\(corrected.errors)")
    let summary = try await workspace.run("summary", "--campaign", "day", "--year", "2026", "--json")
    let sums = try #require(summary.json.first?["attendance"] as? [String: Any])
    #expect(sums["n"] as? Int == 60)
    let log = try await workspace.run("log", "day/once/county-1/1", "--lang", "zh")
    #expect(log.output.contains("58") && log.output.contains("更正"))
    let verified = try await workspace.run("verify")
    #expect(verified.exitCode == 0)
  }

  @Test func `a report stops the chase`() async throws {
    let server = try HookServer()
    defer { server.close() }
    let workspace = try ScratchWorkspace(counties: 2, allow: server.port)
    let text =
      ScratchWorkspace.campaign(when: "once: 2026-05-29", at: "on the day, 08:07")
        + """

        report: {due: 5 workdays after}
        chase:
          - {after: 1 workday, to: county.contact, channel: hook, template: note}
        """
    try workspace.write("Campaigns/day.yaml", text)
    let submitted = try await workspace.run(
      "report", "submit", "--campaign", "day", "--occurrence", "once", "--unit", "county-1")
    #expect(submitted.exitCode == 0, "\(submitted.errors)")
    _ = try await workspace.run(
      "daemon", "--once", "--now", "2026-05-28T08:00:00+08:00",
      environment: ScratchWorkspace.environment(server))
    _ = try await workspace.run(
      "daemon", "--once", "--now", ScratchWorkspace.morning, environment: ScratchWorkspace.environment(server)
    )
    let chase = try await workspace.run(
      "daemon", "--once", "--now", "2026-06-08T09:30:00+08:00", "--json",
      environment: ScratchWorkspace.environment(server))
    #expect(chase.exitCode == 0, "\(chase.errors)")
    let sent = chase.json.compactMap { $0["key"] as? String }
    #expect(sent.filter { $0.contains("chase-1") } == ["day/once/-/county-2/chase-1/county.contact/hook"])
  }

  @Test func `the newsletter goes in once and its briefs come out in their order`() async throws {
    let newsletter = Self.repository.appending(path: "Tests/LedgerTests/Fixtures/newsletter.yaml")
    let golden = Self.repository.appending(path: "Tests/SummaryTests/Fixtures/golden-briefs.zh.txt")
    let workspace = try ScratchWorkspace(counties: 1, allow: 1)
    for name in ["units.csv", "settings.yaml"] {
      let text = try String(
        contentsOf: Self.repository.appending(path: "Campaigns/shared/\(name)"), encoding: .utf8)
      try workspace.write("Campaigns/shared/\(name)", text)
    }
    for _ in 1...2 {
      let imported = try await workspace.run("import", newsletter.path, "--json")
      #expect(imported.exitCode == 0, "\(imported.errors)")
    }
    let span = ["--from", "2023-07-01", "--to", "2023-08-31"]
    let summary = try await CommandRun.run(["summary", "--json"] + span, in: workspace.root)
    let object = try #require(summary.json.first)
    #expect(object["sessions"] as? Int == 6)
    #expect((object["attendance"] as? [String: Any])?["n"] as? Int == 115)
    #expect((object["reachedPersonTimes"] as? [String: Any])?["n"] as? Int == 145)
    let all = ((object["materials"] as? [String: Any])?["all"] as? [String: Any])
    #expect(all?["n"] as? Int == 883)
    #expect(all?["certainty"] as? String == "atLeast")
    let briefs = try await CommandRun.run(["brief", "--lang", "zh"] + span, in: workspace.root)
    func paragraphs(_ text: String) -> [Substring] {
      text.split(separator: "\n").filter { !$0.hasPrefix("#") && !$0.isEmpty }
    }
    #expect(paragraphs(briefs.output) == paragraphs(try String(contentsOf: golden, encoding: .utf8)))
  }
}
