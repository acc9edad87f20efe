import Foundation
import Synchronization
import TestSupport
import Testing

/// Everything at once, and a receiver that is not up to it.
@Suite(.enabled(if: FakeClock.isAvailable, "no clang to build the clock that these tests set"))
struct BurstTests {
  private static let robots = 32
  /// A county's message by the other channel, to another host.
  private static let other = """
      - {id: other, at: "on the day, 08:07", to: county.contact, channel: other, template: note, if_closed: send}
    """

  private static func workspace(counties: Int, _ server: HookServer, _ other: HookServer? = nil) throws
    -> ScratchWorkspace
  {
    let workspace = try ScratchWorkspace(counties: 1, allow: server.port)
    try workspace.writeRegion(
      counties: counties, cities: robots, allow: server.port, other?.port ?? server.port)
    try workspace.writeCityCampaign(other == nil ? "" : Self.other)
    return workspace
  }

  private static func environment(_ server: HookServer, _ other: HookServer? = nil) -> [String: String] {
    ScratchWorkspace.robots(server, cities: robots).merging(["OTHER_URL": other?.url ?? server.url]) { $1 }
  }

  @Test func `20: everything due in one second to the robots of one host arrives once`() async throws {
    try await burst(of: 1500)
  }

  @Test(.heavy) func `20: the same with 23,200, in bounded memory`() async throws {
    try await burst(of: 23_200)
  }

  private func burst(of counties: Int) async throws {
    let server = try HookServer()
    defer { server.close() }
    let clock = try FakeClock(at: "2026-05-29T08:10:00+08:00")
    let workspace = try Self.workspace(counties: counties, server)
    let daemon = try workspace.daemon("--quiet", environment: Self.environment(server), clock: clock)
    await server.waitForArrivals(counties)
    try await eventually("all are settled") { try OutboxProbe(workspace).count("delivered") == counties }
    let peak = try #require(daemon.peakMemory)
    daemon.kill(SIGTERM)
    #expect(try await daemon.ended().exitCode == 0)
    #expect(server.ids.count == counties && Set(server.ids).count == counties)
    #expect(server.peakInFlight <= 16)
    #expect(peak < 100 * 1024, "\(peak) KiB")
  }

  /// What the sick receiver answers: by the number of the request, and by how often its robot was told to wait.
  private static let sickness: HookServer.Rule = { arrival, number in
    switch number {
    case ..<16: .after(.seconds(2), .ok)
    case ..<32: .status(429, headers: [("Retry-After", "2")])
    case ..<48: .status(429, headers: [("Retry-After", "1.5")])
    case ..<64: .status(429, headers: [("Retry-After", httpDate(in: 3))])
    case ..<96: .status(503)
    case ..<112: .hang
    default: .ok
    }
  }

  private static func httpDate(in seconds: Double) -> String {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = .gmt
    format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    return format.string(from: Date(timeIntervalSinceNow: seconds))
  }

  @Test
  func
    `20: a receiver that is slow, throttles, fails and hangs holds up nobody else and gets all in the end`()
    async throws
  {
    let server = try HookServer(rule: Self.sickness)
    let other = try HookServer()
    defer {
      server.close()
      other.close()
    }
    let workspace = try Self.workspace(counties: 640, server, other)
    // The real clock, on which the date in an answer is: due since midnight.
    let today = Date.now.formatted(.iso8601.year().month().day().dateSeparator(.dash))
    try workspace.write(
      "Campaigns/shared/settings.yaml",
      try String(
        contentsOf: workspace.root.appending(path: "Campaigns/shared/settings.yaml"), encoding: .utf8
      )
      .replacing("Asia/Shanghai", with: "UTC"))
    try workspace.write(
      "Campaigns/day.yaml",
      try String(contentsOf: workspace.root.appending(path: "Campaigns/day.yaml"), encoding: .utf8)
        .replacing("2026-05-29", with: today).replacing("08:07", with: "00:00")
        .replacing("if_closed: send", with: "if_closed: send, expires: 48 hours"))
    let start = ContinuousClock.now
    let daemon = try workspace.daemon("--quiet", environment: Self.environment(server, other))
    await other.waitForArrivals(640)
    let others = other.arrivals.map { start.duration(to: $0.at) }
    // The first answers of the sick one take 2 s, and its silences 15 s: the others' queue waited for neither.
    let gaps = zip(others, others.dropFirst()).map { $1 - $0 }
    // On a machine that is busy besides, a bound of half its silence.
    #expect(gaps.max() ?? .zero < .seconds(7), "\(gaps.max() ?? .zero)")
    #expect(gaps.sorted()[gaps.count / 2] < .milliseconds(100))
    try await eventually("all are delivered", within: .seconds(120)) {
      try OutboxProbe(workspace).counts() == ["delivered": 1280]
    }
    let peak = try #require(daemon.peakMemory)
    daemon.kill(SIGTERM)
    #expect(try await daemon.ended().exitCode == 0)
    #expect(peak < 100 * 1024, "\(peak) KiB")
    #expect(server.peakInFlight <= 16)
    let arrivals = server.arrivals
    #expect(Set(arrivals.compactMap(\.key)).count == 640)
    // Each robot that was told to wait was left alone for so long.
    for (range, wait) in [(16..<32, 2.0), (32..<48, 1.5), (48..<64, 2.0)] {
      for number in range {
        let next = arrivals[(number + 1)...].first { $0.path == arrivals[number].path }
        let quiet = try arrivals[number].at.duration(to: #require(next).at)
        #expect(quiet >= .seconds(wait), "\(number): \(quiet)")
      }
    }
  }

  @Test
  func `20: a robot that fails for long is left alone, somebody is told, and one probe finds it well again`()
    async throws
  {
    let server = try HookServer(then: .status(503))
    defer { server.close() }
    let clock = try FakeClock(at: "2026-05-29T08:10:00+08:00")
    let workspace = try ScratchWorkspace(counties: 12, allow: server.port)
    let daemon = try workspace.daemon(environment: server.environment, clock: clock)
    // Each failure makes the pause longer; the clock goes over it.
    for count in 3...12 where !daemon.errorsSoFar.contains("endpoint closed") {
      await server.waitForArrivals(count)
      try await eventually("the answer is written") {
        try OutboxProbe(workspace).count("sending") == 0
      }
      try clock.advance(by: .seconds(10))
    }
    try await eventually("the breaker opens") { daemon.errorsSoFar.contains("endpoint closed") }
    server.turn(to: .ok)
    let failed = server.arrivals.count
    #expect(failed <= 12)
    try clock.advance(by: .seconds(1800))
    try await eventually("the robot is found well") { daemon.errorsSoFar.contains("endpoint works again") }
    try await eventually("all are delivered") { try OutboxProbe(workspace).counts() == ["delivered": 12] }
    daemon.kill(SIGTERM)
    #expect(try await daemon.ended().exitCode == 0)
    #expect(Set(server.ids).count == 12 && server.ids.count == failed + 12)
  }

  @Test
  func `21: one poison reminder is discarded at once, delays nobody, and is sent anew under its own id`()
    async throws
  {
    let server = try HookServer { arrival, _ in
      arrival.key?.contains("/county-3/") == true ? .status(400, body: "no such thing") : nil
    }
    defer { server.close() }
    let clock = try FakeClock(at: "2026-05-29T08:10:00+08:00")
    let workspace = try ScratchWorkspace(counties: 50, allow: server.port)
    let daemon = try workspace.daemon(environment: server.environment, clock: clock)
    await server.waitForArrivals(50)
    try await eventually("all are settled") {
      try OutboxProbe(workspace).counts() == ["delivered": 49, "discarded/refused": 1]
    }
    let arrivals = server.arrivals
    #expect(arrivals.count == 50)
    let span = try #require(arrivals.first).at.duration(to: try #require(arrivals.last).at)
    #expect(span < .seconds(20), "the others waited: \(span)")
    let dead = try await workspace.run("outbox", "list", "--state", "discarded", "--json").json
    let key = try #require(dead.first?["key"] as? String)
    #expect(key == "day/once/-/county-3/now/county.contact/hook" && dead.count == 1)
    #expect(dead.first?["reason"] as? String == "http:400")
    server.turn(to: .ok)
    let retry = try await workspace.run(
      "outbox", "retry", key, environment: clock.environment)
    #expect(retry.exitCode == 0)
    try await eventually("it is sent by the running daemon") {
      try OutboxProbe(workspace).counts() == ["delivered": 50]
    }
    daemon.kill(SIGTERM)
    #expect(try await daemon.ended().exitCode == 0)
    let ids = server.arrivals.filter { $0.key == key }.compactMap { $0.headers["webhook-id"] }
    #expect(ids.count == 2 && Set(ids).count == 1)
    #expect(server.arrivals.count == 51)
  }
}
