import Foundation
import TestSupport
import Testing

/// Rare days over more than a year, and files that claim the same campaign.
@Suite struct LongPlanTests {
  /// The days on which the one county's reminder goes out in a rehearsal.
  private func days(_ when: String, from: String, to: String) async throws -> [String] {
    let workspace = try ScratchWorkspace(counties: 1, when: when, allow: 1)
    let run = try await workspace.run("rehearse", "--from", from, "--to", to, "--json")
    #expect(run.exitCode == 0)
    #expect(Set(run.json.compactMap { $0["key"] as? String }).count == run.json.count)
    return run.json.compactMap { ($0["at"] as? String).map { String($0.prefix(10)) } }
  }

  @Test func `400 days of the 31st skip the months without one`() async throws {
    #expect(
      try await days("every: month, on: 31", from: "2027-12-01", to: "2029-01-04") == [
        "2027-12-31", "2028-01-31", "2028-03-31", "2028-05-31", "2028-07-31", "2028-08-31", "2028-10-31",
        "2028-12-31",
      ])
  }

  @Test func `400 days of the last day of the month hold 29 February`() async throws {
    #expect(
      try await days(
        "rrule: \"FREQ=MONTHLY;BYMONTHDAY=-1\", start: 2027-12-31", from: "2027-12-01", to: "2029-01-04") == [
          "2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30", "2028-05-31", "2028-06-30",
          "2028-07-31", "2028-08-31", "2028-09-30", "2028-10-31", "2028-11-30", "2028-12-31",
        ])
  }

  @Test func `29 February comes in leap years only`() async throws {
    #expect(
      try await days(
        "rrule: \"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29\", start: 2024-02-29", from: "2027-01-01",
        to: "2032-12-31") == ["2028-02-29", "2032-02-29"])
  }

  @Test func `two files with one campaign's id are refused, and nobody gets two messages under one key`()
    async throws
  {
    let server = try HookServer()
    defer { server.close() }
    let workspace = try ScratchWorkspace(counties: 3, allow: server.port)
    try workspace.write(
      "Campaigns/twin.yaml", ScratchWorkspace.campaign(when: "once: 2026-05-29", at: "on the day, 08:06"))
    let check = try await workspace.run("check", "--json")
    #expect(check.exitCode == 1)
    #expect(check.json.contains { $0["code"] as? String == "E303" })
    for now in ["2026-05-29T08:06:30+08:00", ScratchWorkspace.morning] {
      let run = try await workspace.run("daemon", "--once", "--now", now, environment: server.environment)
      #expect(run.exitCode == 1)
    }
    let keys = server.arrivals.compactMap(\.key)
    #expect(keys.count == Set(keys).count)
  }

  @Test func `a folder that was deleted under its shell ends in a message`() async throws {
    let workspace = try ScratchWorkspace(counties: 1, allow: 1)
    let run = try await CommandRun.shell(
      "mkdir gone && cd gone && rmdir ../gone && ulimit -t 10 && exec campaign daemon --once",
      in: workspace.root)
    #expect(run.exitCode > 0 && run.exitCode < 75)
    #expect(run.errors.contains("Campaigns"))
  }
}
