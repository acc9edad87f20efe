import Foundation
import TestSupport
import Testing

/// A robot that says it is gone: what the organiser sees, and what becomes of the messages.
@Suite struct ClosedRobotTests {
  @Test func `a robot that is gone is told, the others wait for it, and a reset sends them`() async throws {
    let server = try HookServer([.status(410, body: "gone")])
    defer { server.close() }
    let workspace = try ScratchWorkspace(counties: 3, allow: server.port)
    let environment = ScratchWorkspace.environment(server)
    let at = ["--now", ScratchWorkspace.morning]
    let first = try await workspace.run(["daemon", "--once", "--lang", "en"] + at, environment: environment)
    #expect(first.exitCode == 1)
    #expect(first.output.contains("refused"))
    #expect(try await workspace.states() == ["discarded": 1, "scheduled": 2])

    let list = try await workspace.run(["channels", "list", "--json"] + at, environment: environment)
    let robot = try #require(list.json.first)
    #expect(robot["state"] as? String == "closed")
    #expect(robot["waiting"] as? Int == 2)
    #expect(robot["next"] as? String == "2026-05-29T09:10:00+08:00")
    let chinese = try await workspace.run(["channels", "--lang", "zh"] + at, environment: environment)
    #expect(chinese.output.contains("起停发") && chinese.output.contains("2 条等着"))
    #expect(chinese.errors.contains("campaign channels reset"))
    #expect(try await workspace.run("next", "--lang", "en").output.contains("1 robot is closed"))

    let doctor = try await workspace.run("doctor", "--json", "--lang", "en", environment: environment)
    let finding = try #require(doctor.json.first { $0["check"] as? String == "robots" })
    #expect(
      finding["ok"] as? Bool == false && finding["detail"] as? String == "closed robots: 1, such as hook")

    let waiting = try await workspace.run(["outbox", "--state", "scheduled", "--lang", "en"] + at)
    #expect(waiting.output.split(separator: "\n").count == 2)
    #expect(
      waiting.output.split(separator: "\n").allSatisfy { $0.hasSuffix("see 'campaign channels'") },
      "\(waiting.output)")
    let details = try await workspace.run(["outbox", "--state", "scheduled", "--json", "--lang", "zh"] + at)
    #expect(
      details.json.allSatisfy { $0["detail"] as? String == "在等：机器人已停发，见 campaign channels" })
    // What is not due does not wait for it.
    let before = try await workspace.run(
      "outbox", "--state", "scheduled", "--json", "--now", "2026-05-29T08:00:00+08:00")
    #expect(before.json.count == 2 && before.json.allSatisfy { $0["detail"] is NSNull })

    // Nothing is asked of it meanwhile.
    _ = try await workspace.run(["daemon", "--once"] + at, environment: environment)
    #expect(server.arrivals.count == 1)

    let reset = try await workspace.run("channels", "reset", "hook", "--lang", "en")
    #expect(reset.output == "hook  is written to again\n")
    let retried = try await workspace.run(["outbox", "retry", "--state", "discarded"] + at)
    #expect(retried.exitCode == 0)
    let second = try await workspace.run(["daemon", "--once"] + at, environment: environment)
    #expect(second.exitCode == 0)
    #expect(try await workspace.states() == ["delivered": 3])
    let ids = server.arrivals.compactMap { $0.headers["webhook-id"] }
    #expect(ids.count == 4 && Set(ids).count == 3)
    #expect(try await workspace.run("channels", "reset", "--lang", "zh").errors.contains("没有停发的机器人"))
    #expect(try await workspace.run("channels", "reset", "nowhere").exitCode == 1)
  }

  @Test func `a robot's rate is kept by daemons that come one after another`() async throws {
    let server = try HookServer()
    defer { server.close() }
    let workspace = try ScratchWorkspace(counties: 10, allow: server.port)
    try workspace.write(
      "Campaigns/shared/channels.yaml",
      """
      format: 1
      channels:
        hook: {kind: webhook, url_from: "env:HOOK_URL", secret_from: "env:HOOK_SECRET", limit: 5 per minute}
      """)
    let run = try await workspace.run(
      "daemon", "--once", "--now", ScratchWorkspace.morning, "--json",
      environment: ScratchWorkspace.environment(server))
    #expect(run.exitCode == 0)
    let instants = try run.json.map { try #require($0["at"] as? String) }
    #expect(instants.count == 10)
    // One at once, then one every 12.24 s: five in a minute and a little slower.
    #expect(instants.first == "2026-05-29T08:10:00+08:00")
    #expect(
      instants.last.map { $0 > "2026-05-29T08:11:49+08:00" && $0 < "2026-05-29T08:11:52+08:00" } == true)
  }
}
