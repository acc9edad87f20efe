import Foundation
import GRDB
import TestSupport
import Testing

/// Receivers that answer badly, or not at all, and what else a burst may run into.
@Suite struct ReceiverTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    var kind = "webhook"
    let answer: HookServer.Answer
    /// The states of three reminders after one pass.
    let states: [String: Int]
    /// In the list of the outbox, for one of them.
    var detail: String?

    var testDescription: String { name }
  }

  /// A robot that refuses everything shuts: only the first message finds out.
  @Test(arguments: [
    Case(
      name: "200, and not in the group", kind: "wecom", answer: .status(200, body: #"{"errcode":93000}"#),
      states: ["discarded/refused": 1, "scheduled": 2], detail: "93000"),
    Case(
      name: "200, and a wrong signature", kind: "dingtalk",
      answer: .status(200, body: #"{"errcode":400013}"#),
      states: ["discarded/refused": 1, "scheduled": 2], detail: "400013"),
    Case(
      name: "200, and a bad request", kind: "feishu", answer: .status(200, body: #"{"code":19021}"#),
      states: ["discarded/refused": 1, "scheduled": 2], detail: "19021"),
    Case(
      name: "a redirect", answer: .status(302, headers: [("Location", "/elsewhere")]),
      states: ["discarded/refused": 3], detail: "HTTP 302"),
    Case(name: "a body without end", kind: "wecom", answer: .endlessBody, states: ["retryable": 3]),
    Case(name: "headers without end", answer: .endlessHeaders, states: ["retryable": 3]),
    Case(name: "a connection reset", answer: .reset, states: ["retryable": 3]),
    Case(name: "a connection closed", answer: .drop, states: ["retryable": 3]),
  ])
  func `a bad answer is written down as what it is`(_ example: Case) async throws {
    let server = try HookServer(then: example.answer)
    defer { server.close() }
    let workspace = try ScratchWorkspace(counties: 3, allow: server.port)
    try workspace.write(
      "Campaigns/shared/channels.yaml",
      "format: 1\nchannels:\n  hook: {kind: \(example.kind), url_from: \"env:HOOK_URL\"}\n")
    let run = try await workspace.run(
      "daemon", "--once", "--now", ScratchWorkspace.morning,
      environment: ["HOOK_URL": server.url + "/cgi-bin/webhook/send?key=k"])
    #expect(run.exitCode == 1)
    let counts = try OutboxProbe(workspace).counts()
    #expect(counts == example.states)
    #expect(server.arrivals.allSatisfy { !$0.path.contains("elsewhere") })
    if let detail = example.detail {
      let dead = try await workspace.run("outbox", "list", "--state", "discarded", "--json").json
      #expect((dead.first?["detail"] as? String)?.contains(detail) == true)
    }
  }

  @Test(arguments: ["http://no-such-host.invalid/hook", "https://127.0.0.1:%/hook"])
  func `a name that nobody knows, and a host that speaks no TLS, are tried again`(_ address: String)
    async throws
  {
    let server = try HookServer(then: .drop)
    defer { server.close() }
    let workspace = try ScratchWorkspace(counties: 2, allow: server.port)
    let run = try await workspace.run(
      "daemon", "--once", "--now", ScratchWorkspace.morning,
      environment: [
        "HOOK_URL": address.replacing("%", with: "\(server.port)"), "HOOK_SECRET": ScratchWorkspace.secret,
      ])
    #expect(run.exitCode == 1)
    #expect(try OutboxProbe(workspace).counts() == ["retryable": 2])
    #expect(server.arrivals.isEmpty)
  }

  @Test(.enabled(if: FakeClock.isAvailable, "no clang to build the clock that this test sets"))
  func `a certificate that is over, and that nobody vouches for, is refused before anything goes out`()
    async throws
  {
    let workspace = try ScratchWorkspace(counties: 2, allow: 1)
    // Made in 2020 for a day.
    let clock = try FakeClock(at: "2020-06-01T00:00:00Z")
    let made = try await CommandRun.shell(
      """
      openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out ca.pem -subj /CN=127.0.0.1 \
        -addext subjectAltName=IP:127.0.0.1 -days 1 2>/dev/null
      """, in: workspace.root, environment: clock.environment)
    #expect(made.exitCode == 0)
    let server = try ProcessUnderTest(
      ["s_server", "-accept", "127.0.0.1:0", "-cert", "ca.pem", "-key", "key.pem", "-www"],
      of: URL(filePath: "/usr/bin/openssl"), in: workspace.root)
    defer { server.kill(SIGKILL) }
    try await eventually("the server listens") { server.outputSoFar.contains("ACCEPT 127.0.0.1:") }
    let port = try #require(
      server.outputSoFar.firstMatch(of: #/ACCEPT 127\.0\.0\.1:(\d+)/#).flatMap { UInt16($0.1) })
    let settings = "Campaigns/shared/settings.yaml"
    let text = try String(contentsOf: workspace.root.appending(path: settings), encoding: .utf8)
    try workspace.write(settings, text.replacing("127.0.0.1:1\"", with: "127.0.0.1:\(port)\""))
    let run = try await workspace.run(
      "daemon", "--once", "--now", ScratchWorkspace.morning,
      environment: ["HOOK_URL": "https://127.0.0.1:\(port)/hook", "HOOK_SECRET": ScratchWorkspace.secret])
    #expect(run.exitCode == 1)
    #expect(try OutboxProbe(workspace).counts() == ["retryable": 2])
    let list = try await workspace.run("outbox", "list", "--json").output
    #expect(list.contains("TLS") || list.contains("证书"))
  }

  @Test func `64 descriptors are enough for 300 messages by 40 robots`() async throws {
    let server = try HookServer(then: .after(.milliseconds(5), .ok))
    defer { server.close() }
    let workspace = try ScratchWorkspace(counties: 1, allow: server.port)
    try workspace.writeRegion(counties: 300, cities: 40, allow: server.port)
    try workspace.writeCityCampaign()
    let run = try await CommandRun.shell(
      "ulimit -n 64 && exec campaign daemon --once --now \(ScratchWorkspace.morning)", in: workspace.root,
      environment: ScratchWorkspace.robots(server, cities: 40))
    #expect(run.exitCode == 0)
    #expect(try OutboxProbe(workspace).counts() == ["delivered": 300])
    #expect(Set(server.ids).count == 300 && server.ids.count == 300)
  }

  @Test(.enabled(if: FakeClock.isAvailable, "no clang to build the clock that this test sets"))
  func `a receiver that is down and comes up gets everything once`() async throws {
    let port = try SilentPort()
    let clock = try FakeClock(at: "2026-05-29T08:10:00+08:00")
    let workspace = try ScratchWorkspace(counties: 6, allow: port.number)
    let environment = ["HOOK_URL": "http://127.0.0.1:\(port.number)", "HOOK_SECRET": ScratchWorkspace.secret]
    let daemon = try workspace.daemon("--verbose", environment: environment, clock: clock)
    try await eventually("three failed") { try OutboxProbe(workspace).count("retryable") >= 3 }
    let server = try HookServer(on: port)
    defer { server.close() }
    try await eventually("all are delivered") {
      try clock.advance(by: .seconds(20))
      return try OutboxProbe(workspace).counts() == ["delivered": 6]
    }
    daemon.kill(SIGTERM)
    #expect(try await daemon.ended().exitCode == 0)
    #expect(server.ids.count == 6 && Set(server.ids).count == 6)
  }

  @Test func `a reader that stays in its transaction neither stops the sending nor sees it`() async throws {
    let server = try HookServer()
    defer { server.close() }
    let workspace = try ScratchWorkspace(counties: 200, allow: server.port)
    func runOnce(_ now: String) async throws -> CommandRun {
      try await workspace.run("daemon", "--once", "--now", now, environment: server.environment)
    }
    #expect(try await runOnce("2026-05-29T08:00:00+08:00").exitCode == 0)
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let reader = try DatabaseQueue(
      path: workspace.root.appending(path: ".campaign/campaign.sqlite").path, configuration: configuration)
    let scheduled = "SELECT count(*) FROM reminder WHERE state = 'scheduled'"
    try await reader.writeWithoutTransaction { try $0.execute(sql: "BEGIN") }
    #expect(try await reader.writeWithoutTransaction { try Int.fetchOne($0, sql: scheduled) } == 200)
    #expect(try await runOnce(ScratchWorkspace.morning).exitCode == 0)
    #expect(try await reader.writeWithoutTransaction { try Int.fetchOne($0, sql: scheduled) } == 200)
    try await reader.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
    #expect(try OutboxProbe(workspace).counts() == ["delivered": 200])
    #expect(server.ids.count == 200)
  }
}
