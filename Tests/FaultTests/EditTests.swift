import Foundation
import TestSupport
import Testing

/// Definitions that change under a running daemon: what was not sent follows, what was sent stays, and a broken file
/// changes nothing.
@Suite(.enabled(if: FakeClock.isAvailable, "no clang to build the clock that these tests set"))
struct EditTests {
  @Test func `18: time, text and audience change in mid-burst: nobody gets both, nobody gets none`()
    async throws
  {
    try await editInMidBurst(counties: 2000, keeping: 700)
  }

  @Test(.heavy) func `18: the same with 23,200 planned`() async throws {
    try await editInMidBurst(counties: 23_200, keeping: 1500)
  }

  private func editInMidBurst(counties: Int, keeping cut: Int) async throws {
    // Most of them still wait when the files change.
    let server = try HookServer(then: .after(.milliseconds(20), .ok))
    server.hold(from: 300)
    defer { server.close() }
    let clock = try FakeClock(at: "2026-05-29T08:10:00+08:00")
    let workspace = try ScratchWorkspace(counties: counties, when: "once: 2026-05-29", allow: server.port)
    let daemon = try workspace.daemon("--quiet", environment: server.environment, clock: clock)
    await server.waitForArrivals(300)
    let units = try String(
      contentsOf: workspace.root.appending(path: "Campaigns/shared/units.csv"), encoding: .utf8
    ).split(separator: "\n")
    try workspace.write("Templates/note.mustache", "改过的 {{campaign}}\n\n{{unit}}：{{date}}\n")
    try workspace.write(
      "Campaigns/day.yaml", ScratchWorkspace.campaign(when: "once: 2026-05-29", at: "on the day, 08:08"))
    try workspace.write(
      "Campaigns/shared/units.csv", units.prefix(cut + 2).joined(separator: "\n") + "\n")
    server.release()
    let probe = OutboxProbe(workspace)
    try await eventually("the cut ones are cancelled", within: .seconds(120)) {
      try probe.count("cancelled/superseded") > (counties - cut) / 2
    }
    try await eventually("the others are sent", within: .seconds(120)) {
      let counts = try probe.counts()
      return (counts["delivered"] ?? 0) >= cut && counts["scheduled"] == nil && counts["sending"] == nil
    }
    daemon.kill(SIGTERM)
    #expect(try await daemon.ended().exitCode == 0)
    let counts = try probe.counts()
    #expect(counts.keys.sorted() == ["cancelled/superseded", "delivered"])
    #expect(counts.values.reduce(0, +) == counties)
    let keys = server.arrivals.compactMap(\.key)
    #expect(keys.count == Set(keys).count)
    #expect(Set(keys) == (try probe.keys("delivered")))
    let kept = Set((1...cut).map { "day/once/-/county-\($0)/now/county.contact/hook" })
    #expect(kept.subtracting(keys) == [])
    // Old texts first, then new ones only.
    let isNew = server.arrivals.map { $0.body.contains("改过的") }
    #expect(isNew.first == false)
    // On a quick machine those that are kept have theirs before the new text is read.
    #expect(zip(isNew, isNew.dropFirst()).count { $0.0 != $0.1 } <= 1)
  }

  /// A daemon at 08:00 with reminders of 08:07, told of what happens while it runs.
  private static func daemon(_ workspace: ScratchWorkspace, _ server: HookServer, _ clock: FakeClock)
    async throws
    -> ProcessUnderTest
  {
    let daemon = try workspace.daemon("--verbose", environment: server.environment, clock: clock)
    try await eventually("the plan is made") { daemon.errorsSoFar.contains("plan: 4 added") }
    return daemon
  }

  @Test(arguments: [
    ("[", "day.yaml:5:7", "E001"),
    ("{once: 2026-05-29, zone: Asia/Shanghia}", "day.yaml:5:32", "E301"),
  ])
  func
    `19: a file broken while the daemon runs is told of by line and column, and the old one stays in force`(
      _ when: String, _ place: String, _ code: String
    ) async throws
  {
    let server = try HookServer()
    defer { server.close() }
    let clock = try FakeClock(at: "2026-05-29T08:00:00+08:00")
    let workspace = try ScratchWorkspace(counties: 4, allow: server.port)
    let daemon = try await Self.daemon(workspace, server, clock)
    let good = ScratchWorkspace.campaign(when: "once: 2026-05-29", at: "on the day, 08:07")
    try workspace.write("Campaigns/day.yaml", good.replacing("{once: 2026-05-29}", with: when))
    try await eventually("the fault is told of") { daemon.errorsSoFar.contains("definition fault") }
    #expect(daemon.errorsSoFar.contains("code=\(code)"))
    #expect(daemon.errorsSoFar.contains("place=Campaigns/\(place)"))
    try clock.advance(by: .seconds(600))
    try await eventually("the old one is sent") { try OutboxProbe(workspace).counts() == ["delivered": 4] }
    daemon.kill(SIGTERM)
    #expect(try await daemon.ended().exitCode == 0)
    #expect(server.ids.count == 4)
  }

  @Test
  func `19: a campaign renamed keeps its reminders, one deleted has them cancelled, and SIGHUP reads anew`()
    async throws
  {
    let server = try HookServer()
    defer { server.close() }
    let clock = try FakeClock(at: "2026-05-29T08:00:00+08:00")
    let workspace = try ScratchWorkspace(counties: 4, allow: server.port)
    let daemon = try await Self.daemon(workspace, server, clock)
    func plans(_ words: String) -> Int { daemon.errorsSoFar.components(separatedBy: words).count - 1 }
    daemon.kill(SIGHUP)
    try await eventually("SIGHUP makes the plan anew") { plans("unchanged=4") == 1 }
    let campaigns = workspace.root.appending(path: "Campaigns")
    try FileManager.default.moveItem(
      at: campaigns.appending(path: "day.yaml"), to: campaigns.appending(path: "renamed.yaml"))
    try await eventually("a new name changes nothing") { plans("unchanged=4") == 2 }
    #expect(try OutboxProbe(workspace).counts() == ["scheduled": 4])
    try FileManager.default.removeItem(at: campaigns.appending(path: "renamed.yaml"))
    try await eventually("a deleted campaign is cancelled") {
      try OutboxProbe(workspace).counts() == ["cancelled/superseded": 4]
    }
    try clock.advance(by: .seconds(600))
    try await eventually("the clock is noticed") { daemon.errorsSoFar.contains("clock set") }
    daemon.kill(SIGTERM)
    #expect(try await daemon.ended().exitCode == 0)
    #expect(server.arrivals.isEmpty)
  }
}
