import Foundation
import TestSupport
import Testing

/// A daemon that is killed loses nothing, and repeats only under the id of what may have gone out.
@Suite struct CrashTests {
  @Test(arguments: [
    "plan-mid", "after-claim", "before-send", "before-send:7", "before-settle", "after-settle",
  ])
  func `kill -9 at a named point and a restart deliver every reminder`(_ point: String) async throws {
    let server = try HookServer()
    defer { server.close() }
    let workspace = try ScratchWorkspace(counties: 40, allow: server.port)
    let killed = try await workspace.run(
      "daemon", "--once", "--now", ScratchWorkspace.morning,
      environment: ScratchWorkspace.environment(server, crashAt: point))
    #expect(killed.signal == 9)
    let before = server.arrivals.count
    let restarted = try await workspace.run(
      "daemon", "--once", "--now", ScratchWorkspace.morning, environment: ScratchWorkspace.environment(server)
    )
    #expect(restarted.exitCode == 0)
    #expect(try await workspace.states() == ["delivered": 40])
    let ids = server.arrivals.compactMap { $0.headers["webhook-id"] }
    #expect(Set(ids).count == 40)
    #expect(ids.count <= 40 + before)
  }

  @Test func `kill -9 in mid-delivery and a restart lose nothing`() async throws {
    let server = try HookServer()
    defer { server.close() }
    let workspace = try ScratchWorkspace(
      counties: 200, when: "every: day", at: ScratchWorkspace.today, allow: server.port)
    let daemon = try ProcessUnderTest(
      ["daemon"], in: workspace.root, environment: ScratchWorkspace.environment(server))
    await server.waitForArrivals(50)
    daemon.kill(SIGKILL)
    #expect(try await daemon.ended().signal == 9)
    let restarted = try await workspace.run(
      "daemon", "--once", environment: ScratchWorkspace.environment(server))
    #expect(restarted.exitCode == 0)
    let ids = server.arrivals.compactMap { $0.headers["webhook-id"] }
    #expect(Set(ids).count == 200)
    // What was in flight or not yet written may repeat, under its own id.
    #expect(ids.count <= 400)
    let states = try await workspace.states()
    #expect(states["delivered"] == 200)
    #expect(states["sending"] == nil)
  }

  @Test func `SIGTERM finishes what is in flight and ends with 0`() async throws {
    let server = try HookServer()
    defer { server.close() }
    let workspace = try ScratchWorkspace(counties: 3, allow: server.port)
    let daemon = try ProcessUnderTest(
      ["daemon"], in: workspace.root, environment: ScratchWorkspace.environment(server))
    try await waitForLock(in: workspace)
    let second = try await workspace.run(
      "daemon", "--once", environment: ScratchWorkspace.environment(server))
    #expect(second.exitCode == 1)
    #expect(second.errors.contains("another daemon already uses this database (pid "))
    daemon.kill(SIGTERM)
    #expect(try await daemon.ended().exitCode == 0)
    let after = try await workspace.run("daemon", "--once", environment: ScratchWorkspace.environment(server))
    #expect(after.exitCode == 0)
  }

  @Test func `a second SIGTERM stops at once, and nothing is lost by it`() async throws {
    let hanging = try HookServer(then: .hang)
    defer { hanging.close() }
    let workspace = try ScratchWorkspace(
      counties: 3, when: "every: day", at: ScratchWorkspace.today, allow: hanging.port)
    let daemon = try ProcessUnderTest(
      ["daemon"], in: workspace.root, environment: ScratchWorkspace.environment(hanging))
    await hanging.waitForArrivals(1)
    // Asked again and again by a process of its own, since the threads here may be busy with other tests.
    _ = try await CommandRun.shell(
      "while kill -TERM \(daemon.identifier) 2>/dev/null; do :; done", in: workspace.root)
    #expect(try await daemon.ended().signal == SIGTERM)
    let states = try await workspace.states()
    // What hung is open; what had not gone out is scheduled again.
    #expect((1...3).contains((states["sending"] ?? 0) + (states["retryable"] ?? 0)))
    #expect(states["delivered"] == nil && states["discarded"] == nil)
  }

  /// The lock's file appears when the daemon has it; another run of the program passes the time.
  private func waitForLock(in workspace: ScratchWorkspace) async throws {
    let lock = workspace.root.appending(path: ".campaign/campaign.sqlite.daemon-lock")
    for _ in 0..<200 {
      if let text = try? String(contentsOf: lock, encoding: .utf8), text.contains("pid") { return }
      _ = try await workspace.run("quantity", "1 人")
    }
    Issue.record("the daemon did not start")
  }
}
