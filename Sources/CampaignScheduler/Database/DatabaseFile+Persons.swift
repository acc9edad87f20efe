import Foundation
import GRDB
import Ledger
public import Recurrence

extension DatabaseFile {
  /// The copies of a database that this program knows of: those from before migrations and before a restore beside it,
  /// and the last backup. Where older backups went, nobody wrote down.
  static func knownCopies(of path: String) -> [String] {
    let url = URL(filePath: path)
    let folder = url.deletingLastPathComponent().path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let replaced = names.filter {
      $0.hasPrefix(url.lastPathComponent + ".replaced-") && !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm")
    }.sorted().map { "\(folder)/\($0)" }
    let backup = BackupRecord(beside: path)?.path
    return copies(of: path) + replaced + [backup].compactMap(\.self)
  }

  /// Takes names and phones whose day has come out of the copies that are known, see `PersonStore.blank(_:on:)`.
  ///
  /// - Returns: Those that were changed, and those that are there and could not be.
  static func blankCopies(of path: String, on today: CivilDate) -> (
    blanked: [String: Int], unreached: [String]
  ) {
    var blanked: [String: Int] = [:]
    var unreached: [String] = []
    for copy in knownCopies(of: path) where FileStatus(copy) != nil {
      do {
        if try isDue(copy, today) {
          blanked[copy] = try blank(copy, on: today)
        }
      } catch {
        unreached.append(copy)
      }
    }
    return (blanked, unreached)
  }

  /// Takes names and phones whose day has come out of one copy.
  ///
  /// - Throws: ``DatabaseFault`` for a file that is no copy of such a database or can't be written.
  public static func blankBackup(_ path: String, on today: CivilDate) throws(DatabaseFault) -> Int {
    try DatabaseBackup.explaining(path) {
      try reading(path).read { try refuseForeign($0, path) }
      return try isDue(path, today) ? try blank(path, on: today) : 0
    }
  }

  /// Looks without writing: most copies hold nothing that is due.
  private static func isDue(_ path: String, _ today: CivilDate) throws -> Bool {
    try reading(path, isQuiet: true).read { db in
      guard try db.tableExists("person") else { return false }
      return try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM person WHERE delete_on <= ? AND masked_name <> '-*')",
        arguments: [today.description]) ?? false
    }
  }

  private static func blank(_ path: String, on today: CivilDate) throws -> Int {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    let count = try queue.writeWithoutTransaction { db in
      let count = try PersonStore.blank(db, on: today)
      _ = try? db.checkpoint(.truncate)
      return count
    }
    try queue.close()
    return count
  }
}
