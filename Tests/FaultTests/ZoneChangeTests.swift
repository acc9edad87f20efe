import Foundation
import TestSupport
import Testing

/// Days on which a zone's clock is set, and zones whose rules change.
@Suite struct ZoneChangeTests {
  /// A civil time of a campaign's zone on one day, and the instant at which its reminder goes out.
  struct Turn: CustomTestStringConvertible, Sendable {
    let zone: String
    let day: String
    let time: String
    let instant: String

    var testDescription: String { "\(zone) \(day) \(time)" }
  }

  private static func workspace(_ zone: String, _ time: String, port: UInt16 = 1) throws -> ScratchWorkspace {
    try ScratchWorkspace(
      counties: 1, when: "every: day, zone: \(zone)", at: "on the day, \(time)", allow: port)
  }

  /// What a rehearsal of the days around a turn sends for its day.
  private func sent(on turn: Turn) async throws -> [Date] {
    let workspace = try Self.workspace(turn.zone, turn.time)
    let day = try Date("\(turn.day)T12:00:00Z", strategy: .iso8601)
    let bounds = [-3, 3].map { day.addingTimeInterval($0 * 86_400).formatted(.iso8601.year().month().day()) }
    let run = try await workspace.run("rehearse", "--from", bounds[0], "--to", bounds[1], "--json")
    #expect(run.exitCode == 0)
    let lines = run.json.filter {
      $0["key"] as? String == "day/\(turn.day)/-/county-1/now/county.contact/hook"
    }
    return try lines.map { try Date($0["at"] as? String ?? "", strategy: .iso8601) }
  }

  /// RFC 5545 reads a skipped time with the offset before the gap.
  @Test(arguments: [
    Turn(zone: "Europe/Berlin", day: "2026-03-29", time: "02:30", instant: "2026-03-29T01:30:00Z"),
    Turn(zone: "Australia/Lord_Howe", day: "2026-10-04", time: "02:15", instant: "2026-10-03T15:45:00Z"),
    Turn(zone: "Antarctica/Troll", day: "2026-03-29", time: "01:30", instant: "2026-03-29T01:30:00Z"),
    Turn(zone: "America/Santiago", day: "2026-09-06", time: "00:00", instant: "2026-09-06T04:00:00Z"),
  ])
  func `15: a time that the clock skips comes once, after the gap and on its day`(_ turn: Turn) async throws {
    #expect(try await sent(on: turn) == [Date(turn.instant, strategy: .iso8601)])
  }

  @Test(arguments: [
    Turn(zone: "Europe/Berlin", day: "2026-10-25", time: "02:30", instant: "2026-10-25T00:30:00Z"),
    Turn(zone: "Pacific/Chatham", day: "2026-04-05", time: "03:00", instant: "2026-04-04T13:15:00Z"),
    Turn(zone: "America/Santiago", day: "2026-04-04", time: "23:30", instant: "2026-04-05T02:30:00Z"),
    Turn(zone: "Antarctica/Troll", day: "2026-10-25", time: "01:30", instant: "2026-10-24T23:30:00Z"),
  ])
  func `16: a time that the clock repeats comes once, the first time`(_ turn: Turn) async throws {
    #expect(try await sent(on: turn) == [Date(turn.instant, strategy: .iso8601)])
  }

  @Test func `16: a run every few minutes over the repeated hour sends once, under the local day's key`()
    async throws
  {
    let server = try HookServer()
    defer { server.close() }
    let workspace = try Self.workspace("Europe/Berlin", "02:30", port: server.port)
    let start = try Date("2026-10-25T00:28:00Z", strategy: .iso8601)
    for minute in [0, 1, 2, 3, 10, 20, 31, 32, 33, 45, 58, 61, 62, 63, 64, 92, 93] {
      let now = start.addingTimeInterval(Double(minute) * 60).formatted(.iso8601)
      let run = try await workspace.run("daemon", "--once", "--now", now, environment: server.environment)
      #expect(run.exitCode == 0)
    }
    #expect(server.arrivals.map(\.key) == ["day/2026-10-25/-/county-1/now/county.contact/hook"])
  }

  @Test func `17: rows planned by an older release of the zones move at the start, and what was sent stays`()
    async throws
  {
    let server = try HookServer()
    defer { server.close() }
    let workspace = try Self.workspace("Europe/Berlin", "09:00", port: server.port)
    func runOnce(_ now: String) async throws -> CommandRun {
      try await workspace.run("daemon", "--once", "--now", now, environment: server.environment)
    }
    _ = try await runOnce("2026-05-29T09:01:00+02:00")
    #expect(server.arrivals.count == 1)
    // As if the country had given up summer time until today's release of the zones: an hour later in UTC.
    let probe = OutboxProbe(workspace)
    let planned = try probe.count("scheduled")
    try probe.execute(
      "UPDATE reminder SET due = due + 3600000, next = next + 3600000, until = until + 3600000, "
        + "expires = expires + 3600000 WHERE state IN ('scheduled', 'delivered')")
    let restarted = try await runOnce("2026-05-29T10:02:00+02:00")
    #expect(restarted.exitCode == 0)
    #expect(restarted.errors.contains("plan: 0 added, \(planned) moved, 0 cancelled"))
    #expect(restarted.errors.contains("moved"))
    #expect(
      restarted.errors.contains("from=2026-05-30T16:00") && restarted.errors.contains("to=2026-05-30T15:00"))
    // The one of today was sent by the old rules and is not sent again by the new ones.
    #expect(server.arrivals.count == 1)
    #expect(try await runOnce("2026-05-30T08:59:00+02:00").exitCode == 0)
    #expect(server.arrivals.count == 1)
    #expect(try await runOnce("2026-05-30T09:00:00+02:00").exitCode == 0)
    #expect(server.ids.count == 2 && Set(server.ids).count == 2)
  }

  @Test func `17: a newer release of the system's zone files is followed`() async throws {
    let workspace = try Self.workspace("Europe/Berlin", "09:00")
    // A tree in which Berlin has given up its offset.
    let zones = workspace.root.appending(path: "zones/Europe")
    try FileManager.default.createDirectory(at: zones, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: URL(filePath: "/usr/share/zoneinfo/Etc/UTC").resolvingSymlinksInPath(),
      to: zones.appending(path: "Berlin"))
    let run = try await CommandRun.run(
      ["recur", "FREQ=DAILY;COUNT=1", "--start", "2026-06-01T09:00", "--zone", "Europe/Berlin", "--json"],
      in: workspace.root, environment: ["TZDIR": zones.deletingLastPathComponent().path])
    #expect(run.exitCode == 0)
    withKnownIssue("zones come from the release that the toolchain's Foundation was built with") {
      #expect((run.json.first?["at"] as? String)?.hasSuffix("+00:00") == true)
    }
  }
}
