public import Recurrence
import Foundation
import GRDB
public import Ledger

/// A copy of a database in one file of its own, made while others use it, and looked through.
public struct DatabaseBackup: Hashable, Sendable {
  public let path: String
  public let bytes: Int
  /// How many rows each table has.
  public let rows: [String: Int]
  /// The migrations that its tables come from, oldest first.
  public let versions: [String]
  /// When the newest of its reminders changed; nil if it has none.
  public let lastChange: Timestamp?
  /// The last entry of each of the ledger's chains: what shows later whether its end was cut off.
  public let heads: [LedgerHead]

  /// Copies a database as it is at one instant.
  ///
  /// The copy is made under another name, compared with its source, written down for good and only then given its name.
  ///
  /// - `target`: A file; readable by its owner only.
  /// - `replacing`: Whether a file of that name is replaced.
  /// - `progress`: Told from 0 to 1.
  public static func make(
    of source: String, at target: String, replacing: Bool = false,
    progress: @escaping (Double) -> Void = { _ in }
  ) throws(DatabaseFault) -> DatabaseBackup {
    try explaining(target) {
      try refuse(target, of: source, replacing: replacing)
      let draft = "\(target).\(ProcessInfo.processInfo.processIdentifier).tmp"
      defer { removeDraft(draft) }
      removeDraft(draft)
      let counts = try copy(source, to: draft, for: target, progress)
      let backup = try check(draft)
      guard backup.rows == counts else {
        let table = counts.keys.sorted().first { backup.rows[$0] != counts[$0] }
        throw DatabaseFault.incomplete(target, table: table ?? "-")
      }
      // Somebody may have made the file meanwhile.
      if !replacing, FileStatus(target) != nil { throw DatabaseFault.exists(target) }
      try DatabaseFile.publish(draft, as: target)
      return backup.renamed(target)
    }
  }

  /// Looks a copy through; writes nothing.
  public static func check(_ path: String) throws(DatabaseFault) -> DatabaseBackup {
    do {
      return try explaining(path) {
        try DatabaseFile.reading(path, isQuiet: true).read { db in
          guard try DatabaseFile.isSound(db) else { throw DatabaseFault.corrupt(path) }
          try DatabaseFile.refuseForeign(db, path)
          return try DatabaseBackup(db, path)
        }
      }
    } catch .corrupt {
      throw .damagedCopy(path)
    }
  }

  private init(_ db: Database, _ path: String) throws {
    self.init(
      path: path, bytes: FileStatus(path)?.bytes ?? 0, rows: try DatabaseFile.rowCounts(db),
      versions: try DatabaseFile.versions(db),
      lastChange: try Int64.fetchOne(db, sql: "SELECT max(changed) FROM reminder")
        .map(Timestamp.init(milliseconds:)), heads: try LedgerStore.heads(in: db))
  }

  /// What the ledger in a copy, or in any database of ours, knows of entries.
  public static func ledger(of path: String) throws(DatabaseFault) -> [LedgerHead] {
    try explaining(path) {
      try DatabaseFile.reading(path, isQuiet: true).read { db in
        try DatabaseFile.refuseForeign(db, path)
        return try LedgerStore.known(in: db)
      }
    }
  }

  private init(
    path: String, bytes: Int, rows: [String: Int], versions: [String], lastChange: Timestamp?,
    heads: [LedgerHead]
  ) {
    self.path = path
    self.bytes = bytes
    self.rows = rows
    self.versions = versions
    self.lastChange = lastChange
    self.heads = heads
  }

  func renamed(_ path: String) -> DatabaseBackup {
    DatabaseBackup(
      path: path, bytes: bytes, rows: rows, versions: versions, lastChange: lastChange, heads: heads)
  }

  private static func refuse(_ target: String, of source: String, replacing: Bool) throws {
    guard let status = FileStatus(target) else { return }
    if status.isFolder { throw DatabaseFault.folderInPlace(target) }
    // A copy over the database itself, or over its log, would be the end of both.
    let own = ["", "-wal", "-shm"].compactMap { FileStatus(source + $0) }
    if own.contains(where: status.isSameFile) { throw DatabaseFault.itself(target) }
    if !replacing { throw DatabaseFault.exists(target) }
  }

  /// - Returns: How many rows the source's tables have in what was copied.
  private static func copy(
    _ source: String, to draft: String, for target: String, _ progress: @escaping (Double) -> Void
  ) throws -> [String: Int] {
    let reader = try explaining(source) { try DatabaseFile.reading(source) }
    let writer = try DatabaseQueue(path: draft)
    defer { try? writer.close() }
    // One read transaction holds one state for the counts and for all steps.
    return try reader.read { db in
      let counts = try explaining(source) {
        try DatabaseFile.refuseForeign(db, source)
        return try DatabaseFile.rowCounts(db)
      }
      try explaining(target) {
        try writer.writeWithoutTransaction { copy in
          try db.backup(to: copy, pagesPerStep: 512) { step in
            progress(1 - Double(step.remainingPageCount) / Double(max(1, step.totalPageCount)))
          }
          // A copy is one file: it needs no log beside it to be complete.
          try copy.execute(sql: "PRAGMA journal_mode = DELETE")
          try LedgerStore.markAsCopy(copy)
        }
      }
      return counts
    }
  }

  static func removeDraft(_ draft: String) {
    for ending in ["", "-journal", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: draft + ending)
    }
  }

  /// Says of which file an error speaks.
  static func explaining<Result>(_ path: String, _ work: () throws -> Result) throws(DatabaseFault) -> Result
  {
    do {
      return try work()
    } catch {
      throw DatabaseFault(error, path: path) ?? .unusable(path, "\(error.localizedDescription)")
    }
  }
}
