import Foundation
import GRDB
import Planning
import Testing

@testable import CampaignScheduler

/// A database in a bad state or a bad place is refused with what to do, and nothing is made in its place.
@Suite struct DatabaseFileTests {
  private func made(in folder: ScratchFolder) throws -> String {
    let path = folder["campaign.sqlite"]
    // Not closed by hand: then the log would stay beside it.
    _ = try DatabaseFile.open(path)
    return path
  }

  /// Leaves the lock's file as a daemon that was killed leaves it.
  private func crash(_ path: String) throws {
    try Data("pid 1 @ office, since 2026-05-28T01:00:00Z\n".utf8).write(
      to: URL(filePath: path + ".daemon-lock"))
  }

  @Test func `a new database and its log are its owner's alone; what stands keeps its mode`() throws {
    let folder = try ScratchFolder()
    let path = folder["campaign.sqlite"]
    func mode(_ name: String) throws -> Int? {
      (try FileManager.default.attributesOfItem(atPath: path + name)[.posixPermissions] as? NSNumber)?
        .intValue
    }
    let pool = try DatabaseFile.open(path)
    for name in ["", "-wal", "-shm"] { #expect(try mode(name) == 0o600, "\(name)") }
    try pool.close()
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    let again = try DatabaseFile.open(path)
    #expect(try mode("") == 0o640)
    try again.close()
  }

  @Test func `a file of garbage is refused and kept`() throws {
    let folder = try ScratchFolder()
    let path = folder["campaign.sqlite"]
    try Data(repeating: 0x58, count: 9000).write(to: URL(filePath: path))
    #expect(throws: DatabaseFault.corrupt(path)) { try DatabaseFile.open(path) }
    #expect(try folder.bytes(of: "campaign.sqlite") == [UInt8](repeating: 0x58, count: 9000))
  }

  @Test func `a spoilt header is refused`() throws {
    let folder = try ScratchFolder()
    let path = try made(in: folder)
    try folder.spoil("campaign.sqlite", at: 0, with: Array("not a database".utf8))
    #expect(throws: DatabaseFault.corrupt(path)) { try DatabaseFile.open(path) }
  }

  @Test(arguments: [1, 5000, 40_000])
  func `a truncated file is refused`(_ length: UInt64) throws {
    let folder = try ScratchFolder()
    let path = try made(in: folder)
    let file = try FileHandle(forWritingTo: URL(filePath: path))
    try file.truncate(atOffset: length)
    try file.close()
    #expect(throws: DatabaseFault.corrupt(path)) { try DatabaseFile.open(path) }
    #expect(FileStatus(path)?.bytes == Int(length))
  }

  @Test func `an emptied file is refused once a daemon has run`() throws {
    let folder = try ScratchFolder()
    let path = try made(in: folder)
    try InstanceLock(databasePath: path).release()
    try Data().write(to: URL(filePath: path))
    #expect(throws: DatabaseFault.corrupt(path)) { try DatabaseFile.open(path) }
    #expect(FileStatus(path)?.bytes == 0)
  }

  @Test func `a log whose database is gone is not thrown away`() throws {
    let folder = try ScratchFolder()
    let path = folder["campaign.sqlite"]
    try Data(repeating: 1, count: 100).write(to: URL(filePath: path + "-wal"))
    #expect(throws: DatabaseFault.corrupt(path)) { try DatabaseFile.open(path) }
    #expect(try folder.names == ["campaign.sqlite-wal"])
  }

  @Test func `damage inside is looked for after a crash, and only then`() throws {
    let folder = try ScratchFolder()
    let path = try folder.database(fromVersion: 1)
    // An index that opening alone does not read.
    let page = try DatabaseFile.open(path).read { db in
      try #require(
        try UInt64.fetchOne(db, sql: "SELECT rootpage FROM sqlite_master WHERE name = 'reminder_due'"))
    }
    try folder.spoil("campaign.sqlite", at: (page - 1) * 4096, with: [UInt8](repeating: 0xFF, count: 4096))
    _ = try DatabaseFile.open(path)
    try crash(path)
    #expect(throws: DatabaseFault.corrupt(path)) { try DatabaseFile.open(path) }
    #expect(LastStop(databasePath: path) == .crash(holder: "pid 1 @ office, since 2026-05-28T01:00:00Z"))
  }

  @Test func `a sound database is looked through once after a crash`() throws {
    let folder = try ScratchFolder()
    let path = try made(in: folder)
    try crash(path)
    _ = try DatabaseFile.open(path)
    guard case .clean(let text) = LastStop(databasePath: path) else {
      Issue.record("\(LastStop(databasePath: path))")
      return
    }
    #expect(text.hasPrefix("checked "))
  }

  @Test func `a folder in its place, a second name and a network drive are refused`() throws {
    let folder = try ScratchFolder()
    try FileManager.default.createDirectory(
      atPath: folder["folder.sqlite"], withIntermediateDirectories: true)
    #expect(throws: DatabaseFault.folderInPlace(folder["folder.sqlite"])) {
      try DatabaseFile.open(folder["folder.sqlite"])
    }
    let path = try made(in: folder)
    try FileManager.default.linkItem(atPath: path, toPath: folder["second.sqlite"])
    for name in ["campaign.sqlite", "second.sqlite"] {
      #expect(throws: DatabaseFault.severalNames(folder[name])) { try DatabaseFile.open(folder[name]) }
    }
    try FileManager.default.removeItem(atPath: folder["second.sqlite"])
    _ = try DatabaseFile.open(path)
  }

  @Test(arguments: [
    (UInt32(0x6969), Volume.Kind.network("NFS")), (0xFF53_4D42, .network("SMB")),
    (0xFE53_4D42, .network("SMB")),
    (0xEF53, .local), (0x0102_1994, .local), (0x6573_5546, .served("FUSE")),
  ])
  func `network drives are known by their number`(_ magic: UInt32, _ kind: Volume.Kind) {
    #expect(Volume.Kind(magic: magic) == kind)
  }

  @Test func `a symbolic link and its target meet at one lock`() throws {
    let folder = try ScratchFolder()
    let path = try made(in: folder)
    try FileManager.default.createSymbolicLink(atPath: folder["link.sqlite"], withDestinationPath: path)
    let lock = try InstanceLock(databasePath: path)
    #expect(throws: InstanceLockFault.self) { try InstanceLock(databasePath: folder["link.sqlite"]) }
    guard case .running = LastStop(databasePath: folder["link.sqlite"]) else {
      Issue.record("the lock is not seen")
      return
    }
    lock.release()
    try InstanceLock(databasePath: folder["link.sqlite"]).release()
  }

  @Test func `every fault tells in both languages what to do`() {
    let path = "/data/campaign.sqlite"
    let faults: [DatabaseFault] = [
      .missing(path), .newer(path), .olderDaemon(path, holder: "pid 7"), .notDurable(path), .corrupt(path),
      .full(path), .cannotWrite(path), .locked(path), .folderInPlace(path), .severalNames(path),
      .onNetwork(path, kind: "NFS"), .foreign(path), .damagedCopy(path), .itself(path),
      .incomplete(path, table: "reminder"), .exists(path), .unusable(path, "SQLite 10: disk I/O error"),
    ]
    for fault in faults {
      #expect(fault.text(.zh).contains(path) && fault.text(.en).contains(path), "\(fault)")
      #expect(fault.text(.zh) != fault.text(.en))
    }
    #expect(DatabaseFault.corrupt(path).text(.en).contains("campaign restore"))
    #expect(DatabaseFault.cannotWrite("").text(.en).hasPrefix("the database can't be written"))
  }
}
