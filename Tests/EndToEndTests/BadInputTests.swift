import Foundation
import GRDB
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
    let run = try await workspace.run("daemon", "--once", "--now", ScratchWorkspace.morning, "--json")
    #expect(run.json.first?["outcome"] as? String == "notSent")
    let list = try await workspace.run("outbox", "list", "--json")
    #expect(list.json.first?["state"] as? String == "retryable")
    #expect((list.json.first?["detail"] as? String)?.contains("HOOK_URL") == true)
  }

  @Test func `an unreachable receiver is tried again later`() async throws {
    let silent = try SilentPort()
    let workspace = try ScratchWorkspace(counties: 1, allow: silent.number)
    let environment = ["HOOK_URL": "http://127.0.0.1:1/hook", "HOOK_SECRET": ScratchWorkspace.secret]
    try workspace.write(
      "Campaigns/shared/settings.yaml",
      try String(
        contentsOf: workspace.root.appending(path: "Campaigns/shared/settings.yaml"), encoding: .utf8
      )
      .replacingOccurrences(of: "127.0.0.1:\(silent.number)", with: "127.0.0.1:1"))
    let run = try await workspace.run(
      "daemon", "--once", "--now", ScratchWorkspace.morning, "--json", environment: environment)
    #expect(run.json.allSatisfy { ["failed", "notSent"].contains($0["outcome"] as? String) })
    let list = try await workspace.run("outbox", "list", "--json")
    #expect(list.json.first?["state"] as? String == "retryable")
  }

  @Test func `a private address that no setting allows is blocked, with the setting's name`() async throws {
    let workspace = try ScratchWorkspace(counties: 1, allow: 1)
    let environment = ["HOOK_URL": "http://127.0.0.1:9/hook", "HOOK_SECRET": ScratchWorkspace.secret]
    let run = try await workspace.run(
      "daemon", "--once", "--now", ScratchWorkspace.morning, "--json", environment: environment)
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

  @Test(arguments: ["units.csv", "channels.yaml", "settings.yaml"])
  func `a broken shared file cancels, moves and sends nothing`(_ name: String) async throws {
    let server = try HookServer()
    defer { server.close() }
    let workspace = try ScratchWorkspace(counties: 5, allow: server.port)
    let environment = ScratchWorkspace.environment(server)
    _ = try await workspace.run(
      "daemon", "--once", "--now", "2026-05-28T08:00:00+08:00", environment: environment)
    let good = try String(
      contentsOf: workspace.root.appending(path: "Campaigns/shared/\(name)"), encoding: .utf8)
    try workspace.write(
      "Campaigns/shared/\(name)",
      good.replacingOccurrences(of: "kind: webhook", with: "kind: webhok")
        .replacingOccurrences(of: "Asia/Shanghai", with: "Asia/Shangai").replacingOccurrences(
          of: "第2县,县", with: "第2县,省"))
    let broken = try await workspace.run(
      "daemon", "--once", "--now", ScratchWorkspace.morning, environment: environment)
    #expect(broken.exitCode == 1)
    #expect(broken.errors.contains("Campaigns/shared/\(name)"))
    #expect(server.arrivals.isEmpty)
    #expect(try await workspace.states() == ["scheduled": 5])
    try workspace.write("Campaigns/shared/\(name)", good)
    let mended = try await workspace.run(
      "daemon", "--once", "--now", ScratchWorkspace.morning, environment: environment)
    #expect(mended.exitCode == 0, "\(mended.errors)")
    #expect(server.arrivals.count == 5)
  }

  @Test func `a database that was cut off is not taken for a new one`() async throws {
    let server = try HookServer()
    defer { server.close() }
    let workspace = try ScratchWorkspace(counties: 2, allow: server.port)
    let environment = ScratchWorkspace.environment(server)
    _ = try await workspace.run(
      "daemon", "--once", "--now", ScratchWorkspace.morning, environment: environment)
    for file in ["campaign.sqlite-wal", "campaign.sqlite-shm"] {
      try? FileManager.default.removeItem(at: workspace.root.appending(path: ".campaign/\(file)"))
    }
    try workspace.write(".campaign/campaign.sqlite", "")
    let again = try await workspace.run(
      "daemon", "--once", "--now", ScratchWorkspace.morning, environment: environment)
    #expect(again.exitCode == 74)
    #expect(server.arrivals.count == 2)
  }

  @Test func `the same figure entered twice is asked about`() async throws {
    let workspace = try ScratchWorkspace(counties: 1, allow: 1)
    let first = try await workspace.run("record", "day/once/county-1/1", "--attended", "58 位家长")
    #expect(first.exitCode == 0)
    let second = try await workspace.run("record", "day/once/county-1/1", "--attended", "58 位家长")
    #expect(second.exitCode == 1)
    #expect(second.errors.contains("--more"))
    let more = try await workspace.run("record", "day/once/county-1/1", "--attended", "58 位家长", "--more")
    #expect(more.exitCode == 0)
  }

  @Test(arguments: [
    ("--attended", "学员 约50名", "学员 50 人", 1), ("--attended", "500 余人", "520 人", 1),
    ("--attended", "20-30 人", "25 人", 1), ("--attended", "90 人", "95 人", 0),
    ("--attended", "30 余人", "100 人", 0), ("--attended", "家长 约 50 人", "学生 50 人", 0),
    ("--gave", "折页 约 400 张", "折页 400 张", 1), ("--gave", "折页 约 400 张", "画册 400 张", 0),
  ])
  func `what may well be the same figure in other words is asked about`(
    _ option: String, _ first: String, _ second: String, _ code: Int32
  ) async throws {
    let workspace = try ScratchWorkspace(counties: 1, allow: 1)
    #expect(try await workspace.run("record", "day/once/county-1/1", option, first).exitCode == 0)
    let run = try await workspace.run("record", "day/once/county-1/1", option, second)
    #expect(run.exitCode == code, "\(run.errors)")
    // Another number of the same people goes in, with the way back; other people or things raise nothing.
    #expect(run.errors.contains("--more") == (code == 1 || option == "--attended" && !second.contains("学生")))
  }

  @Test func `what a slow clock records counts, and an earlier time cancels`() async throws {
    let workspace = try ScratchWorkspace(counties: 1, allow: 1)
    let (now, before) = ("2026-06-02T10:00:00+08:00", "2026-06-02T09:59:59+08:00")
    _ = try await workspace.run(
      "session", "add", "--unit", "county-1", "--title", "甲", "--date", "2026-06-01", "--held", "--now", now)
    _ = try await workspace.run(
      "record", "county-1/1", "--attended", "70 人", "--gave", "折页 40 份", "--now", before)
    let summary = try await workspace.run("summary", "county-1/1", "--now", now)
    #expect(summary.output.contains("70") && summary.output.contains("40"))
    #expect(try await workspace.run("brief", "county-1/1", "--now", now).output.contains("70"))
    _ = try await workspace.run("session", "cancel", "county-1/1", "--now", "2026-06-02T09:00:00+08:00")
    #expect(try await workspace.run("record", "county-1/1", "--attended", "5 人", "--now", now).exitCode == 1)
  }

  @Test func `global options may stand before the command, and a wrong command gets its nearest`()
    async throws
  {
    let workspace = try ScratchWorkspace(counties: 1, allow: 1)
    let plan = try await workspace.run("--json", "--lang", "zh", "plan", "--year", "2026")
    #expect(plan.exitCode == 0, "\(plan.errors)")
    #expect(!plan.json.isEmpty)
    let wrong = try await workspace.run("--lang", "zh", "chek")
    #expect(wrong.exitCode == 64)
    #expect(wrong.errors.contains("是不是 check"))
  }

  @Test func `nothing is lost when standard output is full`() async throws {
    let server = try HookServer()
    defer { server.close() }
    let workspace = try ScratchWorkspace(counties: 30, allow: server.port)
    let run = try await CommandRun.shell(
      "campaign daemon --once --now \(ScratchWorkspace.morning) > /dev/full", in: workspace.root,
      environment: ScratchWorkspace.environment(server))
    #expect(run.exitCode == 74)
    #expect(try await workspace.states() == ["delivered": 30])
  }

  @Test func `no secret and no address reaches the most talkative log, the output or the database`()
    async throws
  {
    let server = try HookServer()
    defer { server.close() }
    let workspace = try ScratchWorkspace(counties: 2, allow: server.port)
    let environment = [
      "HOOK_URL": "\(server.url)/hook/TOPSECRETPATH", "HOOK_SECRET": ScratchWorkspace.secret,
    ]
    let once = try await workspace.run(
      "daemon", "--once", "--verbose", "--now", ScratchWorkspace.morning, environment: environment)
    #expect(once.exitCode == 0, "\(once.errors)")
    let daemon = try ProcessUnderTest(["daemon", "--verbose"], in: workspace.root, environment: environment)
    daemon.kill(SIGTERM)
    let stopped = try await daemon.ended()
    let channels = try await workspace.run("channels", "--verbose", environment: environment)
    let listed = try await workspace.run("outbox", "list", "--json", environment: environment)
    var said = [once, stopped, channels, listed].map { $0.output + $0.errors }
    let folder = workspace.root.appending(path: ".campaign")
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      said.append(String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self))
    }
    #expect(said.count > 4)
    for text in said {
      #expect(!text.contains("TOPSECRETPATH"))
      #expect(!text.contains(ScratchWorkspace.secret.dropFirst(6)))
    }
  }

  @Test(arguments: ["zh", "en"])
  func `a database of a newer version is refused and left alone`(_ language: String) async throws {
    let workspace = try ScratchWorkspace(counties: 1, allow: 1)
    _ = try await workspace.run("outbox")
    let path = workspace.root.appending(path: ".campaign/campaign.sqlite").path
    let database = try DatabaseQueue(path: path)
    try await database.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('ledger-99')") }
    try database.close()
    let run = try await workspace.run("outbox", "--lang", language)
    #expect(run.exitCode == 74)
    #expect(run.errors.contains("campaign.sqlite"))
    #expect(run.errors.contains(language == "zh" ? "更新的版本" : "newer version"))
  }
}
