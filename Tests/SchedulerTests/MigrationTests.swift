import Foundation
import GRDB
import Ledger
import Outbox
import Planning
import Recurrence
import Synchronization
import Testing

@testable import CampaignScheduler

/// Databases of older versions come up to date with everything that was in them.
@Suite struct MigrationTests {
  /// What each row of `version-1.sql` means, told without its SQL.
  static let rows:
    [(unit: String, state: ReminderState, attempts: Int, outcome: DeliveryOutcome?, detail: String?)] = [
      ("unit-scheduled", .scheduled, 0, nil, nil),
      ("unit-sending", .sending(Lease(attempt: 1, until: instant("2026-05-28T01:18:00Z"))), 1, nil, nil),
      (
        "unit-retryable", .retryable(due: instant("2026-05-28T01:13:00Z")), 2,
        .throttled(until: instant("2026-05-28T01:09:00Z")), nil
      ),
      ("unit-delivered", .delivered, 2, .delivered, nil),
      ("unit-refused", .discarded(.refused(code: "93000")), 1, .refused(code: "93000"), "refused: 93000"),
      (
        "unit-blocked", .discarded(.blocked(policy: "a loopback address")), 1,
        .blocked(policy: "a loopback address"), "blocked: a loopback address"
      ),
      (
        "unit-triesSpent", .discarded(.triesSpent(last: "HTTP 500")), 3, .failed(reason: "HTTP 500"),
        "triesSpent: HTTP 500"
      ),
      (
        "unit-timeSpent", .discarded(.timeSpent(last: "timed out")), 1, .failed(reason: "timed out"),
        "timeSpent: timed out"
      ),
      (
        "unit-unknown", .discarded(.unknown("lease lost")), 1, .ambiguous(reason: "lease lost"),
        "unknown: lease lost"
      ),
      ("unit-missed", .discarded(.missed), 0, nil, "missed"),
      ("unit-notNeeded", .discarded(.notNeeded("reported")), 0, nil, "notNeeded: reported"),
      ("unit-superseded", .cancelled, 0, nil, "superseded"),
      ("unit-person", .cancelled, 0, nil, "person"),
    ]

  private static func key(_ unit: String) -> ReminderKey {
    ReminderKey(
      campaign: "member-day-529", occurrence: "2026", part: nil, unit: unit, rule: "kickoff",
      receiver: "county.contact", channel: "county-groups")
  }

  /// - `version`: A last migration of the outbox; what is older is made on the way.
  @Test(arguments: ["outbox-1", "outbox-2", "outbox-3"])
  func `each version comes up to date with every row and its meaning`(_ version: String) async throws {
    let folder = try ScratchFolder()
    let path = try folder.database(fromVersion: 1)
    let older = try DatabaseQueue(path: path)
    var outbox = DatabaseMigrator()
    OutboxMigrations.register(in: &outbox)
    try outbox.migrate(older, upTo: version)
    try older.close()
    let pool = try DatabaseFile.open(path)
    #expect(try await pool.read { try DatabaseFile.migrator.hasCompletedMigrations($0) })
    #expect(try await pool.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
    let store = OutboxStore(pool)
    let entries = try await store.entries()
    #expect(entries.count == Self.rows.count)
    for row in Self.rows {
      let entry = try #require(entries.first { $0.key == Self.key(row.unit) })
      #expect(entry.state == row.state, "\(row.unit)")
      #expect(entry.attempts == row.attempts, "\(row.unit)")
      #expect(entry.outcome == row.outcome, "\(row.unit)")
      #expect(row.detail == nil || entry.detail == row.detail, "\(row.unit): \(entry.detail ?? "-")")
    }
    try await expectPlan(store)
    try await expectAttempts(store)
    try await expectLedger(LedgerStore(pool))
  }

  private func expectPlan(_ store: OutboxStore) async throws {
    let planned = try #require(try await store.entry(Self.key("unit-scheduled"))).entry.planned
    #expect(planned.due == instant("2026-05-28T01:07:00Z"))
    #expect(planned.expires == instant("2026-05-28T10:00:00Z"))
    #expect(planned.condition == .noReport)
    #expect(planned.note == BilingualText(zh: "与端午同日", en: "on Dragon Boat day"))
    #expect(planned.eventDay == CivilDate(iso: "2026-05-29"))
    #expect(planned.endpoint == EndpointID(channel: "county-groups", unit: "unit-scheduled"))
    let single = try #require(try await store.entry(Self.key("unit-delivered"))).entry.planned
    #expect(single.endpoint == EndpointID(channel: "hook", unit: nil))
    #expect(try await store.firstLoads() == ["member-day-529": instant("2026-01-02T00:00:00Z")])
  }

  private func expectAttempts(_ store: OutboxStore) async throws {
    let delivered = try #require(try await store.entry(Self.key("unit-delivered"))).attempts
    #expect(delivered.map(\.report?.outcome) == [.failed(reason: "HTTP 502"), .delivered])
    #expect(delivered.map(\.report?.status) == [502, 200])
    #expect(delivered.last?.report?.answer == #"{"errcode":0,"errmsg":"ok"}"#)
    #expect(delivered.last?.report?.bytes == 2048)
    #expect(delivered.last?.report?.shortened == true)
    let open = try #require(try await store.entry(Self.key("unit-sending"))).attempts
    #expect(open.map(\.ended) == [nil])
    let spent = try #require(try await store.entry(Self.key("unit-triesSpent"))).attempts
    #expect(spent.map(\.number) == [1, 2, 3])
  }

  private func expectLedger(_ ledger: LedgerStore) async throws {
    #expect(try await ledger.entryCount() == 3)
    #expect(try await ledger.verify().isEmpty)
  }

  @Test func `what was open in an older version is recovered, and what waits can be claimed`() async throws {
    let folder = try ScratchFolder()
    let store = OutboxStore(try DatabaseFile.open(try folder.database(fromVersion: 1)))
    let now = instant("2026-05-28T01:30:00Z")
    let report = try await store.recover(at: now) { _ in RetryPolicy() }
    #expect(report.repeated == [Self.key("unit-sending")])
    let due = try await store.due(limit: 9, at: now)
    let claimed = try await store.claim(due, until: now.advanced(by: .seconds(600)), at: now)
    #expect(Set(claimed.map(\.key.unit)) == ["unit-scheduled", "unit-retryable", "unit-sending"])
  }

  @Test func `a copy from before the migration is kept, complete and for its owner only`() async throws {
    let folder = try ScratchFolder()
    let path = try folder.database(fromVersion: 1)
    _ = try DatabaseFile.open(path)
    let copy = path + ".before-outbox-2"
    #expect(try #require(FileStatus(copy)).mode == 0o600)
    let backup = try DatabaseBackup.check(copy)
    #expect(backup.versions == ["outbox-1", "ledger-1"])
    #expect(backup.rows["reminder"] == 13)
    #expect(backup.rows["attempt"] == 12)
    #expect(backup.rows["ledger_entry"] == 3)
  }

  @Test func `a database that is new or up to date is not copied`() throws {
    let folder = try ScratchFolder()
    _ = try DatabaseFile.open(folder["campaign.sqlite"])
    _ = try DatabaseFile.open(folder["campaign.sqlite"])
    #expect(try folder.names.filter { $0.contains(".before-") } == [])
  }

  @Test(arguments: [(false, 0), (true, 1)])
  func `those who open a database at once find its tables made once`(_ isOld: Bool, _ copies: Int) throws {
    let folder = try ScratchFolder()
    let path = isOld ? try folder.database(fromVersion: 1) : folder["campaign.sqlite"]
    let faults = Mutex<[DatabaseFault]>([])
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      do throws(DatabaseFault) {
        _ = try DatabaseFile.open(path)
      } catch {
        faults.withLock { $0.append(error) }
      }
    }
    #expect(faults.withLock(\.self) == [])
    #expect(DatabaseFile.copies(of: path).count == copies)
    #expect(try folder.names.filter { $0.hasSuffix(".tmp") } == [])
    #expect(try DatabaseFile.reading(path).read { try DatabaseFile.migrator.hasCompletedMigrations($0) })
  }

  @Test func `only the last two copies stay`() throws {
    let folder = try ScratchFolder()
    let path = try folder.database(fromVersion: 1)
    for (age, name) in [(3, "outbox-0"), (2, "outbox-1")] {
      let copy = path + ".before-" + name
      #expect(FileManager.default.createFile(atPath: copy, contents: Data("old".utf8)))
      let date = Date(timeIntervalSinceNow: Double(-age * 86_400))
      try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: copy)
    }
    _ = try DatabaseFile.open(path)
    #expect(
      DatabaseFile.copies(of: path).map { $0.split(separator: "-").suffix(2).joined(separator: "-") }
        == ["outbox-1", "outbox-2"])
  }

  @Test func `a newer database is refused and left as it is`() throws {
    let folder = try ScratchFolder()
    let path = folder["campaign.sqlite"]
    try DatabaseFile.open(path).write {
      try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('outbox-99')")
    }
    #expect(throws: DatabaseFault.newer(path)) { try DatabaseFile.open(path) }
    #expect(throws: DatabaseFault.newer(path)) { try DatabaseBackup.check(path) }
    #expect(try applied(path).contains("outbox-99"))
  }

  @Test func `a database is not migrated under a running daemon of an older version`() throws {
    let folder = try ScratchFolder()
    let path = try folder.database(fromVersion: 1)
    let lock = try InstanceLock(databasePath: path)
    #expect(throws: DatabaseFault.self) { try DatabaseFile.open(path) }
    #expect(try folder.names.filter { $0.contains(".before-") } == [])
    #expect(try applied(path) == ["ledger-1", "outbox-1"])
    lock.release()
    _ = try DatabaseFile.open(path)
    #expect(try applied(path).contains("outbox-3"))
  }

  private func applied(_ path: String) throws -> [String] {
    try DatabaseFile.reading(path).read {
      try String.fetchAll($0, sql: "SELECT identifier FROM grdb_migrations ORDER BY identifier")
    }
  }
}

/// Reads a literal of a test.
func instant(_ iso: String) -> Timestamp {
  guard let instant = Timestamp(iso: iso) else { preconditionFailure("not an instant: \(iso)") }
  return instant
}
