import Foundation
import TestSupport
import Testing

/// The daemon as monitoring, a service manager and somebody with a log see it.
@Suite(.timeLimit(.minutes(10))) struct DaemonServiceTests {
  private static let morning = "on the day, 00:00"

  /// What a running daemon has written to standard error so far, once it has what is looked for.
  ///
  /// Waits by running something else meanwhile.
  private func errors(of daemon: ProcessUnderTest, holding text: String, in workspace: ScratchWorkspace)
    async throws -> String
  {
    for _ in 0..<300 {
      let written = daemon.errorsSoFar
      if written.contains(text) { return written }
      _ = try await CommandRun.shell("timeout 0.1 tail -f /dev/null; :", in: workspace.root)
    }
    Issue.record("'\(text)' was never written: \(daemon.errorsSoFar)")
    return daemon.errorsSoFar
  }

  private func curl(_ arguments: String, in workspace: ScratchWorkspace) async throws -> String {
    try await CommandRun.shell("curl -s --max-time 20 \(arguments)", in: workspace.root).output
  }

  @Test func `a daemon that sends shows it in its metrics, and no secret anywhere`() async throws {
    let server = try HookServer(then: .status(503))
    defer { server.close() }
    let workspace = try ScratchWorkspace(
      counties: 3, when: "every: day", at: Self.morning, allow: server.port)
    var environment = ScratchWorkspace.environment(server)
    environment["HOOK_URL"] = "\(server.url)/hook/tell-nobody-4711"
    let daemon = try ProcessUnderTest(
      ["daemon", "--listen", "127.0.0.1:0", "--verbose", "--log-format", "json", "--lang", "en"],
      in: workspace.root, environment: environment)
    await server.waitForArrivals(3)
    let log = try await errors(of: daemon, holding: "listening on", in: workspace)
    let address = try #require(log.firstMatch(of: #/listening on (http:\/\/127\.0\.0\.1:\d+)/#)?.1)
    var metrics = ""
    for _ in 0..<100 where !metrics.contains("campaign_queue_reminders{state=\"retryable\"} 3") {
      metrics = try await curl("\(address)/metrics", in: workspace)
    }
    #expect(metrics.contains("campaign_queue_reminders{state=\"retryable\"} 3"))
    #expect(metrics.contains("campaign_attempt_phase_seconds_bucket{phase=\"first_byte\",le=\"+Inf\"}"))
    let failed = metrics.firstMatch(of: #/campaign_attempts_total\{outcome="failed"\} ([0-9]+)/#)?.1
    #expect((failed.flatMap { Int($0) } ?? 0) >= 3)
    #expect(metrics.contains("campaign_loops_live 1\n"))
    let ready = try await curl("-w '%{http_code}' '\(address)/readyz'", in: workspace)
    #expect(ready.hasSuffix("200"), "\(ready)")
    let calendar = try await curl("'\(address)/calendar.ics?unit=county-1'", in: workspace)
    #expect(calendar.hasPrefix("BEGIN:VCALENDAR"))
    daemon.kill(SIGTERM)
    let run = try await daemon.ended()
    #expect(run.exitCode == 0)
    for line in run.errors.split(separator: "\n") {
      #expect((try? JSONSerialization.jsonObject(with: Data(line.utf8))) is [String: Any], "\(line)")
    }
    for text in [run.errors, run.output, metrics, ready, calendar] {
      #expect(!text.contains("tell-nobody") && !text.contains(ScratchWorkspace.secret.dropFirst(6)))
    }
  }

  @Test func `a port that is taken ends the daemon with 74 and what to do`() async throws {
    let server = try HookServer()
    defer { server.close() }
    let workspace = try ScratchWorkspace(counties: 1, allow: server.port)
    let run = try await workspace.run("daemon", "--listen", "127.0.0.1:\(server.port)", "--lang", "en")
    #expect(run.exitCode == 74)
    #expect(run.errors.contains("error: can't listen on 127.0.0.1:\(server.port): the port is in use"))
  }

  @Test(arguments: [
    ["--listen", "0.0.0.0:0"], ["--listen", "office.example:80"], ["--listen", "9464"],
    ["--listen", "127.0.0.1:0", "--once"],
  ])
  func `what the listener must not do is a usage error`(_ arguments: [String]) async throws {
    let workspace = try ScratchWorkspace(counties: 1, allow: 1)
    let run = try await CommandRun.run(["daemon"] + arguments, in: workspace.root)
    #expect(run.exitCode == 64)
    #expect(run.errors.contains("--listen"))
  }

  @Test func `a service manager hears when the daemon is ready, reloads and stops`() async throws {
    let workspace = try ScratchWorkspace(counties: 2, allow: 1)
    // A service manager in a few lines: what comes, a line each.
    try workspace.write(
      "manager.py",
      """
      import os, socket
      ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      ear.bind("notify")
      while True:
          print(ear.recv(4096).decode().replace("\\n", " "), flush=True)
      """)
    let manager = try ProcessUnderTest(
      ["manager.py"], of: URL(filePath: "/usr/bin/python3"), in: workspace.root)
    func heard(_ text: String, times: Int = 1) async throws -> Bool {
      for _ in 0..<300 {
        if manager.outputSoFar.components(separatedBy: text).count > times { return true }
        _ = try await CommandRun.shell("timeout 0.1 tail -f /dev/null; :", in: workspace.root)
      }
      Issue.record("'\(text)' never came: \(manager.outputSoFar)")
      return false
    }
    let socket = workspace.root.appending(path: "notify").path
    _ = try await CommandRun.shell("until [ -S notify ]; do :; done", in: workspace.root)
    let daemon = try ProcessUnderTest(
      ["daemon", "--lang", "en"], in: workspace.root,
      environment: ["NOTIFY_SOCKET": socket, "WATCHDOG_USEC": "200000"])
    #expect(try await heard("READY=1"))
    #expect(try await heard("WATCHDOG=1"))
    #expect(try await heard("STATUS="))
    daemon.kill(SIGHUP)
    #expect(try await heard("RELOADING=1 MONOTONIC_USEC="))
    #expect(try await heard("READY=1", times: 2))
    daemon.kill(SIGTERM)
    #expect(try await heard("STOPPING=1"))
    #expect(try await daemon.ended().exitCode == 0)
    manager.kill(SIGKILL)
    _ = try await manager.ended()
  }

  @Test(.enabled(if: FakeClock.isAvailable, "no clang to build the clock that this test sets"))
  func `a wall clock that is set is noticed, even where the kernel's timers tell nothing`() async throws {
    let workspace = try ScratchWorkspace(counties: 2, when: "every: day", allow: 1)
    let clock = try FakeClock(at: "2026-05-29T08:00:00+08:00")
    let environment = ["HOOK_URL": "http://127.0.0.1:1", "HOOK_SECRET": ScratchWorkspace.secret]
      .merging(clock.environment) { $1 }
    let daemon = try ProcessUnderTest(
      ["daemon", "--log-format", "logfmt", "--lang", "en"], in: workspace.root, environment: environment)
    _ = try await errors(of: daemon, holding: "plan: ", in: workspace)
    try clock.advance(by: .seconds(40 * 86_400))
    let log = try await errors(of: daemon, holding: "clock set", in: workspace)
    let step = log.firstMatch(of: #/level=notice msg="clock set" by=([0-9]+)s now=/#).flatMap { Int($0.1) }
    #expect(((40 * 86_400 - 5)...(40 * 86_400 + 5)).contains(step ?? 0), "\(log)")
    daemon.kill(SIGTERM)
    #expect(try await daemon.ended().exitCode == 0)
    // Forty days were planned anew, two units each.
    let list = try await workspace.run("outbox", "list", "--json", environment: environment)
    #expect(list.json.count > 190, "\(list.json.count)")
  }
}
