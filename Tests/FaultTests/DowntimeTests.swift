import Foundation
import TestSupport
import Testing

/// What was due while nothing ran is sent late or recorded as missed; nothing is silent. Numbers are of the table in the
/// documentation's page on faults.
@Suite(.enabled(if: FakeClock.isAvailable, "no clang to build the clock that these tests set"))
struct DowntimeTests {
  @Test func `10: down over the due time by two minutes, then everything late is sent once`() async throws {
    let server = try HookServer()
    defer { server.close() }
    let clock = try FakeClock(at: "2026-05-29T08:06:00+08:00")
    let workspace = try ScratchWorkspace(counties: 20, allow: server.port)
    let first = try workspace.daemon(environment: server.environment, clock: clock)
    try await eventually("the plan is made") { first.errorsSoFar.contains("plan: 20 added") }
    first.kill(SIGTERM)
    #expect(try await first.ended().exitCode == 0)
    #expect(server.arrivals.isEmpty)
    try clock.advance(by: .seconds(120))
    let second = try workspace.daemon(environment: server.environment, clock: clock)
    try await eventually("everything is sent") { try OutboxProbe(workspace).count("delivered") == 20 }
    second.kill(SIGTERM)
    let end = try await second.ended()
    #expect(end.exitCode == 0)
    #expect(!end.errors.contains("missed"))
    #expect(Set(server.ids).count == 20)
    #expect(server.ids.count == 20)
    let shown = try await workspace.run(
      "outbox", "show", "day/once/-/county-7/now/county.contact/hook", "--json")
    #expect(shown.json.compactMap { $0["late"] as? Bool } == [true])
    // A minute is nothing that a reader has to know.
    #expect(server.arrivals.allSatisfy { !$0.body.contains("late") })
  }

  @Test(arguments: [
    // Every day at 08:07, back at 08:30: eight days are over, the ninth is less than a day late.
    ("every: day", "2026-05-20T08:10:00+08:00", missed: 8, late: 1),
    // On Fridays: the one of last week is over, this week's is of today.
    ("every: week, on: friday", "2026-05-20T08:10:00+08:00", missed: 1, late: 1),
    // On Wednesdays: one is over, and nothing is due now.
    ("every: week, on: wednesday", "2026-05-20T08:10:00+08:00", missed: 1, late: 0),
  ])
  func `11: down for nine days, then what expired is missed and nobody gets a storm`(
    _ when: String, _ start: String, missed: Int, late: Int
  ) async throws {
    let server = try HookServer()
    defer { server.close() }
    let clock = try FakeClock(at: start)
    let workspace = try ScratchWorkspace(counties: 3, when: when, allow: server.port)
    let first = try workspace.daemon(environment: server.environment, clock: clock)
    try await eventually("the plan is made") { first.errorsSoFar.contains("plan:") }
    try await eventually("what is due is sent") {
      try OutboxProbe(workspace).count("delivered") == (when.contains("friday") ? 0 : 3)
    }
    first.kill(SIGTERM)
    #expect(try await first.ended().exitCode == 0)
    let before = server.ids.count
    try clock.advance(by: .seconds(9 * 86_400 + 20 * 60))
    let second = try workspace.daemon(environment: server.environment, clock: clock)
    try await eventually("the missed are told of") {
      second.errorsSoFar.contains("day: \(missed * 3) were too late and are recorded as missed")
    }
    try await eventually("what is not yet too late is sent") { server.ids.count >= before + late * 3 }
    second.kill(SIGTERM)
    #expect(try await second.ended().exitCode == 0)
    #expect(server.ids.count == before + late * 3)
    #expect(Set(server.ids).count == server.ids.count)
    #expect(try OutboxProbe(workspace).count("discarded/missed") == missed * 3)
    let listed = try await workspace.run("outbox", "list", "--state", "discarded", "--json").json
    #expect(listed.count == missed * 3)
    #expect(listed.allSatisfy { $0["detail"] as? String == "missed" })
  }

  @Test func `11: down for longer than the plan reaches, and what was never planned is accounted for, too`()
    async throws
  {
    let server = try HookServer()
    defer { server.close() }
    let workspace = try ScratchWorkspace(counties: 1, when: "every: day", allow: server.port)
    for now in ["2026-05-20T08:10:00+08:00", "2026-09-01T08:30:00+08:00"] {
      _ = try await workspace.run("daemon", "--once", "--now", now, environment: server.environment)
    }
    #expect(
      server.arrivals.compactMap(\.key).map { String($0.prefix(14)) } == ["day/2026-05-20", "day/2026-09-01"])
    // 21 May to 31 August.
    #expect(try OutboxProbe(workspace).count("discarded/missed") == 103)
  }
}
