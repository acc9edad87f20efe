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

  /// A release of the zone files: a tree of its own, in which Berlin keeps summer time or has given it up.
  private static func release(_ version: String, hasSummerTime: Bool, in workspace: ScratchWorkspace) throws
    -> [String: String]
  {
    let file =
      hasSummerTime
      ? ZoneFileBytes([.init(3600)], rule: "CET-1CEST,M3.5.0,M10.5.0/3")
      : ZoneFileBytes([.init(3600)], rule: "CET-1")
    let tree = workspace.root.appending(path: "zones-\(version)")
    try FileManager.default.createDirectory(
      at: tree.appending(path: "Europe"), withIntermediateDirectories: true)
    try Data(file.bytes).write(to: tree.appending(path: "Europe/Berlin"))
    try Data("\(version)\n".utf8).write(to: tree.appending(path: "+VERSION"))
    // One step from the old tree to the new.
    let (link, new) = (workspace.root.appending(path: "zones"), workspace.root.appending(path: "zones-new"))
    try FileManager.default.createSymbolicLink(at: new, withDestinationURL: tree)
    #expect(rename(new.path, link.path) == 0)
    return ["TZDIR": link.path]
  }

  @Test
  func `17: a country gives up summer time: what is planned moves at the start, and what was sent stays`()
    async throws
  {
    let server = try HookServer()
    defer { server.close() }
    let workspace = try Self.workspace("Europe/Berlin", "09:00", port: server.port)
    func runOnce(_ now: String, _ zones: [String: String]) async throws -> CommandRun {
      try await workspace.run(
        "daemon", "--once", "--now", now, environment: server.environment.merging(zones) { $1 })
    }
    let old = try Self.release("2026a", hasSummerTime: true, in: workspace)
    #expect(try await runOnce("2026-05-29T07:01:00Z", old).exitCode == 0)
    #expect(server.arrivals.count == 1)
    let planned = try OutboxProbe(workspace).count("scheduled")
    let new = try Self.release("2026b", hasSummerTime: false, in: workspace)
    let restarted = try await runOnce("2026-05-29T08:01:00Z", new)
    #expect(restarted.errors.contains("plan: 0 added, \(planned) moved, 0 cancelled"))
    // As the workspace's own zone shows it.
    #expect(
      restarted.errors.contains("from=2026-05-30T15:00") && restarted.errors.contains("to=2026-05-30T16:00"))
    #expect(server.arrivals.count == 1)
    _ = try await runOnce("2026-05-30T07:59:00Z", new)
    #expect(server.arrivals.count == 1)
    _ = try await runOnce("2026-05-30T08:00:00Z", new)
    #expect(server.ids.count == 2 && Set(server.ids).count == 2)
  }

  /// By SIGHUP, or when a new day begins.
  @Test(.enabled(if: FakeClock.isAvailable), arguments: [true, false])
  func `17: a daemon that runs follows a newer release of the zone files`(_ isTold: Bool) async throws {
    let server = try HookServer()
    defer { server.close() }
    let clock = try FakeClock(at: "2026-05-28T21:30:00Z")
    let workspace = try Self.workspace("Europe/Berlin", "09:00", port: server.port)
    // Berlin for whoever reads the log, too.
    let settings = workspace.root.appending(path: "Campaigns/shared/settings.yaml")
    try String(contentsOf: settings, encoding: .utf8).replacing("Asia/Shanghai", with: "Europe/Berlin")
      .write(to: settings, atomically: true, encoding: .utf8)
    let zones = try Self.release("2026a", hasSummerTime: true, in: workspace)
    let daemon = try workspace.daemon(
      "--verbose", environment: server.environment.merging(zones) { $1 }, clock: clock)
    let probe = OutboxProbe(workspace)
    try await eventually("the plan is made") { daemon.errorsSoFar.contains("plan: ") }
    try await eventually("it listens") {
      daemon.kill(SIGHUP)
      return daemon.errorsSoFar.contains("unchanged=")
    }
    // The one of the day that is nearly over.
    try await eventually("what is due is sent late") { try probe.count("delivered") == 1 }
    let planned = try probe.count("scheduled")
    #expect(!daemon.errorsSoFar.contains("time zone data changed"))
    _ = try Self.release("2026b", hasSummerTime: false, in: workspace)
    if isTold {
      daemon.kill(SIGHUP)
    } else {
      // Past midnight, in Berlin as it was and as it is.
      try clock.advance(by: .seconds(2 * 3600))
    }
    try await eventually("what is planned moves") { daemon.errorsSoFar.contains("moved=\(planned)") }
    let log = daemon.errorsSoFar.split(separator: "\n")
    let change = try #require(log.first { $0.contains("time zone data changed") })
    #expect(change.contains("from=2026a") && change.contains("to=2026b"))
    #expect(log.count { $0.contains("time zone data changed") } == 1)
    // Told one by one behind the sum.
    try await eventually("each move is told") {
      daemon.errorsSoFar.split(separator: "\n").contains {
        $0.contains("moved") && $0.contains("from=2026-05-29T08:00") && $0.contains("to=2026-05-29T09:00")
      }
    }
    // Nothing at seven in UTC, when it was due by the old rules.
    try clock.advance(by: .seconds((isTold ? 10 : 8) * 3600))
    try await eventually("it is sent an hour later") {
      try clock.advance(by: .seconds(30))
      return try probe.count("delivered") == 2
    }
    #expect(server.arrivals.count == 2)
    try await eventually("it prints what it sent") { daemon.outputSoFar.contains("day/2026-05-29/") }
    let sent = daemon.outputSoFar.split(separator: "\n")
    #expect(sent.count == 2)
    #expect(sent.first?.contains("+02:00  delivered  day/2026-05-28/") == true, "by the old rules")
    #expect(sent.last?.hasPrefix("2026-05-29T09:") == true)
    #expect(sent.last?.contains("+01:00  delivered  day/2026-05-29/") == true, "by the new rules")
    daemon.kill(SIGTERM)
    let run = try await daemon.ended()
    #expect(run.exitCode == 0)
    let last = try #require(run.errors.split(separator: "\n").last { $0.hasPrefix("2026-05-29T") })
    #expect(last.contains("+01:00 "), "the log by the new rules: \(last)")
  }
}
