import Foundation
import GRDB
import TestSupport
import Testing

/// Scenario 25, the versions: a newer program takes over where an older one was killed, an older one keeps its hands off.
@Suite struct UpgradeTests {
  @Test func `25: a database of version 1 with open attempts is brought up to date, and all of it is sent`()
    async throws
  {
    let server = try HookServer()
    defer { server.close() }
    let workspace = try ScratchWorkspace(counties: 6, allow: server.port)
    let path = try Self.makeFirstVersion(in: workspace)
    let before = try Self.read(path) {
      try Row.fetchAll($0, sql: "SELECT key, due, expires FROM reminder ORDER BY key")
    }
    let run = try await workspace.run(
      "daemon", "--once", "--now", "2026-05-29T08:11:00+08:00",
      environment: ScratchWorkspace.environment(server))
    // One was refused for good, and stays so.
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(try await workspace.states() == ["delivered": 5, "discarded": 1])
    let arrivals = server.arrivals.compactMap(DeliveryArrival.init)
    #expect(Set(arrivals.map(\.key)).count == 4)
    #expect(arrivals.count == 4, "what version 1 delivered or gave up is not sent again")
    try Self.read(path) { db in
      #expect(try Row.fetchAll(db, sql: "SELECT key, due, expires FROM reminder ORDER BY key") == before)
      #expect(try String.fetchAll(db, sql: "PRAGMA integrity_check") == ["ok"])
      #expect(try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").isEmpty)
      let applied = try String.fetchSet(db, sql: "SELECT identifier FROM grdb_migrations")
      #expect(applied.isSuperset(of: ["outbox-1", "outbox-2", "ledger-1"]))
      // The history of what was open is kept: it may have gone out.
      let open = try Int.fetchOne(
        db,
        sql: "SELECT count(*) FROM attempt WHERE number = 1 AND outcome = 'ambiguous' AND code = 'lease_lost'"
      )
      #expect(open == 2)
    }
    let names = try FileManager.default.contentsOfDirectory(
      atPath: URL(filePath: path).deletingLastPathComponent().path)
    let copy = try #require(names.first { $0.hasPrefix("campaign.sqlite.before-") })
    let url = URL(filePath: path).deletingLastPathComponent().appending(path: copy)
    let states = try Self.read(url.path) {
      try String.fetchAll($0, sql: "SELECT state FROM reminder ORDER BY id")
    }
    #expect(states == ["delivered", "sending", "sending", "retryable", "discarded", "scheduled"])
  }

  @Test func `25: a database of a newer version is refused by name and not touched`() async throws {
    let server = try HookServer()
    defer { server.close() }
    let workspace = try ScratchWorkspace(counties: 6, allow: server.port)
    let environment = ScratchWorkspace.environment(server)
    #expect(try await workspace.run("outbox", "list", environment: environment).exitCode == 0)
    let path = workspace.root.appending(path: ".campaign/campaign.sqlite").path
    try await DatabaseQueue(path: path).write {
      try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('outbox-99')")
    }
    for words in [["daemon", "--once"], ["outbox", "list"]] {
      let run = try await CommandRun.run(words, in: workspace.root, environment: environment)
      #expect(run.exitCode == 74)
      #expect(run.errors.contains("was made by a newer version; upgrade this program"), "\(run.errors)")
      #expect(run.errors.contains("campaign.sqlite"))
    }
    #expect(server.arrivals.isEmpty)
    let isEmpty = try Self.read(path) { try Int.fetchOne($0, sql: "SELECT count(*) FROM reminder") == 0 }
    #expect(isEmpty)
  }

  private static func makeFirstVersion(in workspace: ScratchWorkspace) throws -> String {
    let folder = workspace.root.appending(path: ".campaign")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = folder.appending(path: "campaign.sqlite").path
    let content = try String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "Fixtures/database-1.sql"),
      encoding: .utf8)
    let schema = try OldDatabase.schema(ofVersion: 1)
    try DatabaseQueue(path: path).writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA journal_mode = WAL;" + schema + content)
    }
    return path
  }

  @discardableResult
  private static func read<Result>(_ path: String, _ question: (Database) throws -> Result) throws -> Result {
    try DatabaseQueue(path: path).read(question)
  }
}
