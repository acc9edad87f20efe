import Foundation
import GRDB
import Recurrence
import Testing

@testable import CampaignScheduler

/// A backup holds what the database held at one instant, and comes back with it.
@Suite struct BackupTests {
  private let now = instant("2026-06-01T08:00:00Z")

  private func opened(in folder: ScratchFolder) throws -> DatabasePool {
    try DatabaseFile.open(try folder.database(fromVersion: 1))
  }

  @Test func `a backup is one file for its owner, complete, and made beside a writer`() throws {
    let folder = try ScratchFolder()
    let pool = try opened(in: folder)
    // Not yet in the database's own file.
    try pool.write { try $0.execute(sql: "INSERT INTO outbox_campaign VALUES ('in-the-log', 0)") }
    let backup = try DatabaseBackup.make(of: pool.path, at: folder["copy.sqlite"])
    #expect(backup.rows["outbox_campaign"] == 2)
    #expect(backup.rows["reminder"] == 13)
    #expect(backup.lastChange == instant("2026-05-28T01:08:00Z").advanced(by: .milliseconds(13)))
    #expect(try #require(FileStatus(backup.path)).mode == 0o600)
    #expect(try folder.names.filter { $0.hasPrefix("copy") } == ["copy.sqlite"])
    #expect(try DatabaseBackup.check(backup.path) == backup)
  }

  @Test func `it holds one state though rows are added while it is made`() throws {
    let folder = try ScratchFolder()
    let pool = try opened(in: folder)
    // More pages than one step copies.
    let filling = """
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000)
      INSERT INTO outbox_campaign SELECT printf('%0100d', i), 0 FROM n
      """
    try pool.write { try $0.execute(sql: filling) }
    var steps = 0
    let backup = try DatabaseBackup.make(of: pool.path, at: folder["copy.sqlite"]) { _ in
      steps += 1
      try? pool.write {
        try $0.execute(sql: "INSERT INTO outbox_campaign VALUES (?, 0)", arguments: ["late-\(steps)"])
      }
    }
    #expect(steps > 1)
    #expect(backup.rows["outbox_campaign"] == 40_001)
    #expect(
      try pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM outbox_campaign") } == 40_001 + steps)
  }

  @Test func `it overwrites nothing unless told to, and never the database itself`() throws {
    let folder = try ScratchFolder()
    let pool = try opened(in: folder)
    try Data("mine".utf8).write(to: folder.url.appending(path: "copy.sqlite"))
    let target = folder["copy.sqlite"]
    #expect(throws: DatabaseFault.exists(target)) { try DatabaseBackup.make(of: pool.path, at: target) }
    #expect(try folder.bytes(of: "copy.sqlite") == Array("mine".utf8))
    _ = try DatabaseBackup.make(of: pool.path, at: target, replacing: true)
    try FileManager.default.createSymbolicLink(atPath: folder["link.sqlite"], withDestinationPath: pool.path)
    for own in [pool.path, pool.path + "-wal", folder["link.sqlite"]] {
      #expect(throws: DatabaseFault.itself(own)) {
        try DatabaseBackup.make(of: pool.path, at: own, replacing: true)
      }
    }
  }

  @Test func `a missing or foreign database is told, and leaves nothing behind`() throws {
    let folder = try ScratchFolder()
    let target = folder["copy.sqlite"]
    #expect(throws: DatabaseFault.missing(folder["none.sqlite"])) {
      try DatabaseBackup.make(of: folder["none.sqlite"], at: target)
    }
    try DatabaseQueue(path: folder["other.sqlite"]).write { try $0.execute(sql: "CREATE TABLE a (b)") }
    #expect(throws: DatabaseFault.foreign(folder["other.sqlite"])) {
      try DatabaseBackup.make(of: folder["other.sqlite"], at: target)
    }
    #expect(try folder.names.filter { $0.hasPrefix("copy") || $0.hasPrefix("none") } == [])
  }

  @Test func `an older backup comes back, up to date, and the database that was there stays whole`() throws {
    let folder = try ScratchFolder()
    let pool = try opened(in: folder)
    let backup = try DatabaseBackup.make(of: pool.path, at: folder["copy.sqlite"])
    try pool.write { try $0.execute(sql: "UPDATE reminder SET note_zh = '之后'") }
    let log = FileStatus(pool.path + "-wal")?.bytes ?? 0
    #expect(log > 0)
    let restore = try DatabaseRestore.run(backup.path, to: pool.path, at: instant("2026-05-28T01:20:00Z"))
    // Scheduled, open and waiting to be tried again.
    #expect(restore.due == 3)
    let aside = try #require(restore.aside)
    let (before, after) = (try notes(aside), try notes(pool.path))
    #expect(before == ["之后"])
    #expect(after == [nil, "与端午同日"])
    #expect(FileStatus(pool.path)?.names == 1)
  }

  private func notes(_ path: String) throws -> Set<String?> {
    Set(
      try DatabaseFile.reading(path).read {
        try Optional<String>.fetchAll($0, sql: "SELECT DISTINCT note_zh FROM reminder")
      })
  }

  @Test func `a damaged backup, or a running daemon, leaves the database alone`() throws {
    let folder = try ScratchFolder()
    let pool = try opened(in: folder)
    let backup = try DatabaseBackup.make(of: pool.path, at: folder["copy.sqlite"])
    let lock = try InstanceLock(databasePath: pool.path)
    #expect(throws: InstanceLockFault.self) { try DatabaseRestore.run(backup.path, to: pool.path, at: now) }
    lock.release()
    try folder.spoil(
      "copy.sqlite", at: UInt64(backup.bytes - 4096), with: [UInt8](repeating: 0xFF, count: 4096))
    #expect(throws: DatabaseFault.damagedCopy(backup.path)) {
      try DatabaseRestore.run(backup.path, to: pool.path, at: now)
    }
    #expect(throws: DatabaseFault.itself(pool.path)) {
      try DatabaseRestore.run(pool.path, to: pool.path, at: now)
    }
    #expect(try folder.names.filter { $0.contains("replaced") || $0.hasSuffix(".tmp") } == [])
  }

  @Test func `a restore that broke off in between is not taken for a new database`() throws {
    let folder = try ScratchFolder()
    let pool = try opened(in: folder)
    let backup = try DatabaseBackup.make(of: pool.path, at: folder["copy.sqlite"])
    try pool.close()
    // As far as the second name, before the copy has taken the first.
    try FileManager.default.linkItem(atPath: pool.path, toPath: pool.path + ".replaced-1")
    #expect(throws: DatabaseFault.severalNames(pool.path)) { try DatabaseFile.open(pool.path) }
    _ = try DatabaseRestore.run(backup.path, to: pool.path, at: now)
    #expect(try notes(pool.path) == [nil, "与端午同日"])
  }

  @Test func `when it was backed up last is remembered beside it`() throws {
    let folder = try ScratchFolder()
    let path = folder["campaign.sqlite"]
    #expect(BackupRecord(beside: path) == nil)
    let record = BackupRecord(at: now, path: "/mnt/my disk/copy.sqlite")
    try BackupRecord(at: now.advanced(by: .milliseconds(7)), path: record.path).write(beside: path)
    #expect(BackupRecord(beside: path) == record)
  }
}
