import Foundation
import TestSupport
import Testing

/// What goes wrong in an office: each gives a message in both languages and the right exit code.
@Suite struct BadInputTests {
  @Test(arguments: ["zh", "en"])
  func `outside a workspace it says what to do`(_ language: String) async throws {
    let run = try await CommandRun.run(
      ["plan", "--lang", language], in: FileManager.default.temporaryDirectory)
    #expect(run.exitCode == 74)
    #expect(run.errors.contains("campaign init"))
  }

  @Test func `an unknown option is a usage error`() async throws {
    let run = try await CommandRun.run(
      ["plan", "--no-such-option"], in: FileManager.default.temporaryDirectory)
    #expect(run.exitCode == 64)
  }

  @Test func `a missing secret is reported by the variable's name and nothing is lost`() async throws {
    let workspace = try ScratchWorkspace(counties: 1, allow: 1)
    let run = try await workspace.run("daemon", "--once", "--now", CrashTests.morning, "--json")
    #expect(run.json.first?["outcome"] as? String == "notSent")
    let list = try await workspace.run("outbox", "list", "--json")
    #expect(list.json.first?["state"] as? String == "retryable")
    #expect((list.json.first?["detail"] as? String)?.contains("HOOK_URL") == true)
  }

  @Test func `an unreachable receiver is tried again later`() async throws {
    let silent = try SilentPort()
    let workspace = try ScratchWorkspace(counties: 1, allow: silent.number)
    let environment = ["HOOK_URL": "http://127.0.0.1:1/hook", "HOOK_SECRET": CrashTests.secret]
    try workspace.write(
      "Campaigns/shared/settings.yaml",
      try String(
        contentsOf: workspace.root.appending(path: "Campaigns/shared/settings.yaml"), encoding: .utf8
      )
      .replacingOccurrences(of: "127.0.0.1:\(silent.number)", with: "127.0.0.1:1"))
    let run = try await workspace.run(
      "daemon", "--once", "--now", CrashTests.morning, "--json", environment: environment)
    #expect(run.json.allSatisfy { ["failed", "notSent"].contains($0["outcome"] as? String) })
    let list = try await workspace.run("outbox", "list", "--json")
    #expect(list.json.first?["state"] as? String == "retryable")
  }

  @Test func `a private address that no setting allows is blocked, with the setting's name`() async throws {
    let workspace = try ScratchWorkspace(counties: 1, allow: 1)
    let environment = ["HOOK_URL": "http://127.0.0.1:9/hook", "HOOK_SECRET": CrashTests.secret]
    let run = try await workspace.run(
      "daemon", "--once", "--now", CrashTests.morning, "--json", environment: environment)
    #expect(run.json.first?["outcome"] as? String == "blocked")
    let list = try await workspace.run("outbox", "list", "--json")
    #expect((list.json.first?["detail"] as? String)?.contains("outgoing.allow") == true)
  }

  @Test(arguments: ["zh", "en"])
  func `a damaged database is named and left as it is`(_ language: String) async throws {
    let workspace = try ScratchWorkspace(counties: 1, allow: 1)
    let garbage = String(repeating: "not a database ", count: 500)
    try workspace.write(".campaign/campaign.sqlite", garbage)
    let run = try await workspace.run("outbox", "--lang", language)
    #expect(run.exitCode == 74)
    #expect(run.errors.contains("campaign.sqlite"))
    let kept = try String(
      contentsOf: workspace.root.appending(path: ".campaign/campaign.sqlite"), encoding: .utf8)
    #expect(kept == garbage)
  }

  @Test func `a faulty file is left out and the others go on`() async throws {
    let workspace = try ScratchWorkspace(counties: 1, allow: 1)
    try workspace.write("Campaigns/broken.yaml", "format: 1\nid: broken\nremainders: []\n")
    let check = try await workspace.run("check", "--json")
    #expect(check.exitCode == 1)
    #expect(check.json.contains { $0["code"] as? String == "E101" })
    let plan = try await workspace.run("plan", "--year", "2026", "--json")
    #expect(plan.json.contains { $0["campaign"] as? String == "day" })
  }

  @Test func `an unknown template variable is found before anything is sent`() async throws {
    let workspace = try ScratchWorkspace(counties: 1, allow: 1)
    try workspace.write("Templates/note.mustache", "{{campaing}}\n\n{{unit}}\n")
    let check = try await workspace.run("check", "--json", "--lang", "en")
    #expect(check.exitCode == 1)
    let fault = try #require(check.json.first { $0["file"] as? String == "Templates/note.mustache" })
    #expect(fault["code"] as? String == "E301")
    #expect((fault["message"] as? String)?.contains("campaign") == true)
  }
}
