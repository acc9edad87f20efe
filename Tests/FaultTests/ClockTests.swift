import Foundation
import TestSupport
import Testing

/// A clock that jumps, and a machine that sleeps, neither lose nor double anything.
@Suite(.enabled(if: FakeClock.isAvailable, "no clang to build the clock that these tests set"))
struct ClockTests {
  /// Due at 08:07, at 09:00 and at 11:00.
  private static func workspace(_ server: HookServer) throws -> ScratchWorkspace {
    let workspace = try ScratchWorkspace(counties: 5, allow: server.port)
    let lines = [("nine", "09:00"), ("eleven", "11:00")].map { id, time in
      """
        - {id: \(id), at: "on the day, \(time)", to: county.contact, channel: hook, template: note, if_closed: send}
      """
    }
    try workspace.write(
      "Campaigns/day.yaml",
      ScratchWorkspace.campaign(when: "once: 2026-05-29", at: "on the day, 08:07") + "\n"
        + lines.joined(separator: "\n") + "\n")
    return workspace
  }

  private static func steps(_ text: String) -> Int { text.components(separatedBy: "clock set").count - 1 }

  @Test func `12: the clock goes two hours forward, and what it jumped over is sent once`() async throws {
    let server = try HookServer()
    defer { server.close() }
    let clock = try FakeClock(at: "2026-05-29T08:00:00+08:00")
    let workspace = try Self.workspace(server)
    let daemon = try workspace.daemon(environment: server.environment, clock: clock)
    try await eventually("the plan is made") { daemon.errorsSoFar.contains("plan: 15 added") }
    try clock.advance(by: .seconds(7200))
    try await eventually("it is noticed within 30 s", within: .seconds(30)) {
      try Self.steps(daemon.errorsSoFar) == 1 && OutboxProbe(workspace).count("delivered") == 10
    }
    // The next step shows that the first is told of no more.
    try clock.advance(by: .seconds(3700))
    try await eventually("the last are sent", within: .seconds(30)) {
      try OutboxProbe(workspace).count("delivered") == 15
    }
    try await eventually("it is noticed, too") { Self.steps(daemon.errorsSoFar) == 2 }
    daemon.kill(SIGTERM)
    let end = try await daemon.ended()
    #expect(end.exitCode == 0)
    #expect(Self.steps(end.errors) == 2)
    #expect(server.ids.count == 15 && Set(server.ids).count == 15)
  }

  @Test func `13: the clock goes two hours back, and nothing is sent again or too early`() async throws {
    let server = try HookServer()
    defer { server.close() }
    let clock = try FakeClock(at: "2026-05-29T08:30:00+08:00")
    let workspace = try Self.workspace(server)
    let daemon = try workspace.daemon(environment: server.environment, clock: clock)
    try await eventually("what is due is sent") { try OutboxProbe(workspace).count("delivered") == 5 }
    try clock.advance(by: .seconds(-7200))
    try await eventually("it is noticed", within: .seconds(30)) { Self.steps(daemon.errorsSoFar) == 1 }
    // 06:30, and then 08:40 by itself: 08:07 comes a second time.
    try clock.advance(by: .seconds(7800))
    try await eventually("it is noticed", within: .seconds(30)) { Self.steps(daemon.errorsSoFar) == 2 }
    #expect(server.ids.count == 5)
    try clock.advance(by: .seconds(1300))
    try await eventually("what is due at nine is sent at nine", within: .seconds(30)) {
      try OutboxProbe(workspace).count("delivered") == 10
    }
    daemon.kill(SIGTERM)
    #expect(try await daemon.ended().exitCode == 0)
    #expect(server.ids.count == 10 && Set(server.ids).count == 10)
    #expect(server.arrivals.suffix(5).allSatisfy { $0.key?.contains("/nine/") == true })
  }

  @Test func `13: a clock set back does not hold up a robot that is asked to wait`() async throws {
    let server = try HookServer([.status(429, headers: [("Retry-After", "3")])])
    defer { server.close() }
    let clock = try FakeClock(at: "2026-05-29T08:30:00+08:00")
    let workspace = try ScratchWorkspace(counties: 5, allow: server.port)
    let daemon = try workspace.daemon(environment: server.environment, clock: clock)
    await server.waitForArrivals(1)
    // 08:20, when the wait reaches to 08:30:03 by the clock as it was.
    try clock.advance(by: .seconds(-600))
    await eventuallyArrived(server, 5)
    daemon.kill(SIGTERM)
    #expect(try await daemon.ended().exitCode == 0)
    #expect(Set(server.ids).count == 5)
  }

  private func eventuallyArrived(_ server: HookServer, _ count: Int) async {
    try? await eventually("the others go on within seconds", within: .seconds(30)) {
      Set(server.ids).count >= count
    }
  }

  @Test func `14: asleep over the due time, and sent within 30 s of waking`() async throws {
    let server = try HookServer()
    defer { server.close() }
    let clock = try FakeClock(at: "2026-05-29T07:00:00+08:00")
    let workspace = try Self.workspace(server)
    let daemon = try workspace.daemon(environment: server.environment, clock: clock)
    try await eventually("the plan is made") { daemon.errorsSoFar.contains("plan: 15 added") }
    daemon.kill(SIGSTOP)
    try clock.advance(by: .seconds(3 * 3600))
    #expect(server.arrivals.isEmpty)
    let woken = ContinuousClock.now
    daemon.kill(SIGCONT)
    try await eventually("what was slept over is sent", within: .seconds(30)) {
      try OutboxProbe(workspace).count("delivered") == 10
    }
    try await eventually("the step is told of") { Self.steps(daemon.errorsSoFar) == 1 }
    daemon.kill(SIGTERM)
    let end = try await daemon.ended()
    #expect(end.exitCode == 0)
    #expect(Self.steps(end.errors) == 1)
    #expect(server.ids.count == 10 && Set(server.ids).count == 10)
    #expect(try woken.duration(to: #require(server.arrivals.last).at) < .seconds(30))
  }

  @Test func `a clock before 2020 has not been told the time, and nothing is planned by it`() async throws {
    let server = try HookServer()
    defer { server.close() }
    let clock = try FakeClock(at: "1970-01-02T00:00:00Z")
    let workspace = try ScratchWorkspace(counties: 2, when: "every: day", allow: server.port)
    let daemon = try workspace.daemon(environment: server.environment, clock: clock)
    let end = try await daemon.ended()
    #expect(end.exitCode == 1)
    #expect(end.errors.contains("the clock says 1970-01-02T00:0"))
    #expect(try OutboxProbe(workspace).counts() == [:])
    #expect(server.arrivals.isEmpty)
  }
}
