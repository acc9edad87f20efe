import Foundation
import GRDB
import Ledger
import Recurrence

/// What can be told of a database without writing to it.
struct DatabaseExamination: Hashable, Sendable {
  let pageSize: Int
  let freePages: Int
  let versions: [String]
  let pending: [String]
  /// What `integrity_check` says; empty if all is well.
  let damage: [String]
  /// When the newest reminder changed.
  let lastChange: Timestamp?
  /// Since when the oldest reminder that could go has been due.
  let oldestDue: Timestamp?
  let due: Int
  let discardedOfLate: Int
  /// What is wrong with the ledger's own id.
  let originFaults: [ChainFault]
  /// Whether the next entry begins a new chain.
  let isCopy: Bool
  /// Robots whose breaker is open, as `channel/unit`.
  let closedEndpoints: [String]

  /// - `week`: From when on a discarded reminder counts as one of late.
  init(of path: String, at now: Timestamp, since week: Timestamp) throws(DatabaseFault) {
    self = try DatabaseBackup.explaining(path) {
      try DatabaseFile.reading(path, isQuiet: true).read { db in
        try Self(db, path, now.milliseconds, week.milliseconds)
      }
    }
  }

  private init(_ db: Database, _ path: String, _ now: Int64, _ week: Int64) throws {
    damage = try String.fetchAll(db, sql: "PRAGMA integrity_check(5)").filter { $0 != "ok" }
    if !damage.isEmpty { throw DatabaseFault.corrupt(path) }
    try DatabaseFile.refuseForeign(db, path)
    pageSize = try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0
    freePages = try Int.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0
    let applied = try DatabaseFile.versions(db)
    versions = applied
    pending = DatabaseFile.migrator.migrations.filter { !applied.contains($0) }
    lastChange = try Int64.fetchOne(db, sql: "SELECT max(changed) FROM reminder").map(
      Timestamp.init(milliseconds:))
    let waiting = try Row.fetchOne(
      db,
      sql: """
        SELECT min(next), count(*) FROM reminder
        WHERE state IN ('scheduled', 'retryable') AND next <= ?1 AND until > ?1
        """, arguments: [now])
    oldestDue = (waiting?[0] as Int64?).map(Timestamp.init(milliseconds:))
    due = waiting?[1] ?? 0
    discardedOfLate =
      try Int.fetchOne(
        db, sql: "SELECT count(*) FROM reminder WHERE state = 'discarded' AND changed >= ?", arguments: [week]
      ) ?? 0
    originFaults = try LedgerStore.originFaults(in: db)
    isCopy = try LedgerStore.isCopy(db, in: FileStatus(path)?.identity)
    let hasEndpoints = try db.tableExists("endpoint")
    closedEndpoints =
      hasEndpoints
      ? try String.fetchAll(db, sql: "SELECT id FROM endpoint WHERE breaker = 'open' ORDER BY id") : []
  }

  /// Of the library in use; nil if it does not work.
  static var sqliteVersion: String? {
    try? DatabaseQueue().read { try String.fetchOne($0, sql: "SELECT sqlite_version()") }
  }
}
