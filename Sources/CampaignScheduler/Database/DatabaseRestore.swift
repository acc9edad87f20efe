public import Recurrence
import Foundation
import GRDB

/// Puts a backup in the place of a database.
public struct DatabaseRestore: Hashable, Sendable {
  public let backup: DatabaseBackup
  /// Where the database that was there is now; nil if there was none.
  public let aside: String?
  /// Reminders that are due and, as far as the backup knows, not sent: a daemon sends them when it starts.
  public let due: Int

  /// Checks the backup, moves what is there aside, copies the backup in its place and brings it up to date.
  ///
  /// At each moment there is a whole database under the name, or none that would be opened.
  ///
  /// - Throws: ``InstanceLockFault`` while a daemon uses the database; ``DatabaseFault``.
  public static func run(_ backup: String, to path: String, at now: Timestamp) throws -> DatabaseRestore {
    let found = try DatabaseBackup.check(backup)
    let folder = URL(filePath: path).deletingLastPathComponent().path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    // What a link leads to is replaced, not the link.
    let place = URL(filePath: path).resolvingSymlinksInPath().path
    if let there = FileStatus(place), FileStatus(backup).map(there.isSameFile) ?? false {
      throw DatabaseFault.itself(path)
    }
    let lock = try InstanceLock(databasePath: path)
    let draft = "\(place).\(ProcessInfo.processInfo.processIdentifier).tmp"
    defer { DatabaseBackup.removeDraft(draft) }
    try DatabaseBackup.explaining(draft) {
      try FileManager.default.copyItem(atPath: backup, toPath: draft)
      guard try DatabaseBackup.check(draft).rows == found.rows else {
        throw DatabaseFault.incomplete(draft, table: "-")
      }
      try takeOverOwner(of: FileStatus(place) ?? FileStatus(folder), to: draft)
      try makeDurable(draft)
    }
    let aside = try moveAside(place, at: now)
    guard rename(draft, place) == 0 else { throw DatabaseFault.cannotWrite(place) }
    try makeDurable(URL(filePath: place).deletingLastPathComponent().path)
    lock.release()
    return DatabaseRestore(backup: found, aside: aside, due: try due(in: path, at: now))
  }

  /// The daemon's user keeps the database, whoever restores it.
  private static func takeOverOwner(of status: FileStatus?, to draft: String) throws {
    guard chmod(draft, mode_t(status.flatMap { $0.isFolder ? nil : $0.mode } ?? 0o600)) == 0 else {
      throw DatabaseFault.cannotWrite(draft)
    }
    if let status, geteuid() == 0 { chown(draft, status.user, status.group) }
  }

  /// The database keeps its name until the copy takes it: a start after a crash in between must not make a new one.
  private static func moveAside(_ place: String, at now: Timestamp) throws -> String? {
    guard FileStatus(place) != nil || DatabaseFile.logBytes(place) > 0 else { return nil }
    let stamp = "\(now)".filter(\.isNumber).prefix(14)
    var aside = "\(place).replaced-\(stamp)"
    while FileStatus(aside) != nil { aside += "+" }
    if FileStatus(place) != nil {
      // Two names until the second one is overwritten: ``DatabaseFile/open(_:logger:)`` refuses those.
      guard link(place, aside) == 0 || rename(place, aside) == 0 else {
        throw DatabaseFault.cannotWrite(aside)
      }
    }
    for ending in ["-wal", "-shm"] where FileStatus(place + ending) != nil {
      guard rename(place + ending, aside + ending) == 0 else {
        throw DatabaseFault.cannotWrite(aside + ending)
      }
    }
    return aside
  }

  private static func due(in path: String, at now: Timestamp) throws -> Int {
    let pool = try DatabaseFile.open(path)
    return try pool.read { db in
      try Int.fetchOne(
        db,
        sql: """
          SELECT count(*) FROM reminder
          WHERE state IN ('scheduled', 'retryable', 'sending') AND next <= ?1 AND until > ?1
          """, arguments: [now.milliseconds]) ?? 0
    }
  }
}
