import Foundation
import TestSupport
import Testing

@testable import Recurrence

/// A tree of zone files in a temporary folder.
private final class ZoneTree {
  let root = FileManager.default.temporaryDirectory.appending(path: "zones-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: root)
  }

  var database: ZoneDatabase { ZoneDatabase(preferring: root.path) }

  func write(_ name: String, _ bytes: some Sequence<UInt8>) throws {
    let url = root.appending(path: name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url, options: .atomic)
  }

  /// A zone with one offset.
  func write(_ name: String, hours: Int32) throws {
    try write(name, ZoneFileBytes([.init(hours * 3600)]).bytes)
  }
}

@Suite struct ZoneDatabaseTests {
  private static let day = Timestamp(seconds: 1_780_000_000)

  private func hours(_ name: String, _ tables: ZoneTables) throws -> Int {
    try Zone(name, in: tables).offset(at: Self.day) / 3600
  }

  @Test func `a preferred tree comes before the system's, and what it lacks is found elsewhere`() throws {
    let tree = try ZoneTree()
    try tree.write("Asia/Shanghai", hours: 3)
    try tree.write("Mars/Base/North_1", hours: 7)
    let tables = ZoneTables(tree.database)
    #expect(try hours("Asia/Shanghai", tables) == 3)
    #expect(try hours("Mars/Base/North_1", tables) == 7)
    #expect(try hours("Asia/Tokyo", tables) == 9)
    #expect(try hours("Asia/Shanghai", ZoneTables(.system)) == 8)
    #expect(try hours("Asia/Shanghai", ZoneTables(.foundation)) == 8)
    #expect(ZoneDatabase(preferring: "") == .system)
  }

  @Test func `what lies outside, or has another clock, is no zone`() throws {
    let tree = try ZoneTree()
    let names = [
      "../outside", "Asia/../Asia/Base", "Asia//Base", "/Asia/Base", "Asia/Base/", "./Asia/Base",
      "Asia/.Base",
      "posix/Asia/Base", "right/Asia/Base", "localtime", "posixrules", "Base", "Asia", "Asia/Bäse",
      "Asia/Base\0",
      "Asia/-Base", "Asia/Folder",
    ]
    for name in [
      "Asia/Base", "posix/Asia/Base", "right/Asia/Base", "localtime", "posixrules", "Base", "Asia/.Base",
    ] {
      try tree.write(name, hours: 1)
    }
    try tree.write("Asia/Folder/Base", hours: 1)
    try tree.write("../outside", hours: 1)
    defer { try? FileManager.default.removeItem(at: tree.root.appending(path: "../outside")) }
    let tables = ZoneTables(tree.database)
    #expect(try hours("Asia/Base", tables) == 1)
    for name in names + ["\(tree.root.path)/Asia/Base"] {
      #expect(throws: UnknownZone.self, "\(name)") { try Zone(name, in: tables) }
    }
  }

  @Test func `a file that can't be used counts as none`() throws {
    let tree = try ZoneTree()
    try tree.write("Asia/Shanghai", "no zone".utf8)
    try tree.write("Mars/Base", "no zone".utf8)
    var leaping = ZoneFileBytes([.init(3600)])
    leaping.leapSeconds = [(78_796_800, 1)]
    try tree.write("Asia/Tokyo", leaping.bytes)
    let tables = ZoneTables(tree.database)
    #expect(try hours("Asia/Shanghai", tables) == 8)
    #expect(try hours("Asia/Tokyo", tables) == 9)
    #expect(throws: UnknownZone(identifier: "Mars/Base")) { try Zone("Mars/Base", in: tables) }
    #expect(!tree.database.hasFile(for: "Mars/Base"))
  }

  @Test func `its release is what its folder says`() throws {
    let tree = try ZoneTree()
    #expect(tree.database.version == "?")
    try tree.write("tzdata.zi", "# version 2031c\nZ Asia/Shanghai 8 - CST\n".utf8)
    #expect(tree.database.version == "2031c")
    try tree.write("+VERSION", "2032a\n".utf8)
    #expect(tree.database.version == "2032a")
    #expect(ZoneDatabase.foundation.version == TimeZone.timeZoneDataVersion)
    #expect(ZoneDatabase(preferring: "/nowhere").version == ZoneDatabase.system.version)
  }

  @Test func `data that was replaced is read anew once it is looked for`() throws {
    let tree = try ZoneTree()
    try tree.write("+VERSION", "2031a".utf8)
    try tree.write("Asia/Shanghai", hours: 8)
    let tables = ZoneTables(tree.database)
    let old = try Zone("Asia/Shanghai", in: tables)
    #expect(tables.reload() == nil)
    try tree.write("Asia/Shanghai", hours: 9)
    #expect(try hours("Asia/Shanghai", tables) == 8)
    #expect(tables.reload() == ZoneDataChange(from: "2031a", to: "2031a"))
    #expect(tables.reload() == nil)
    #expect(try hours("Asia/Shanghai", tables) == 9)
    // A value keeps what it has read.
    #expect(old.offset(at: Self.day) == 8 * 3600)
    try tree.write("+VERSION", "2031b".utf8)
    #expect(tables.version == "2031a")
    #expect(tables.reload() == ZoneDataChange(from: "2031a", to: "2031b"))
    #expect(tables.version == "2031b")
    // A zone's file that was not there.
    #expect(try hours("Asia/Tokyo", tables) == 9)
    try tree.write("Asia/Tokyo", hours: 10)
    #expect(tables.reload() != nil)
    #expect(try hours("Asia/Tokyo", tables) == 10)
  }

  /// Two packagings of one release may differ in what was before 1970, and in the zones without a city.
  @Test(.enabled(if: ZoneDatabase.system.version == ZoneDatabase.foundation.version))
  func `the system's files and Foundation agree from 1970 where they are of one release`() throws {
    let (files, foundation) = (ZoneTables(.system), ZoneTables(.foundation))
    let span = Timestamp(seconds: 0)..<Timestamp(seconds: ZoneTable.horizon)
    for name in TimeZone.knownTimeZoneIdentifiers where name.contains("/") {
      let pair = try [files, foundation].map {
        try Zone(name, in: $0).changes(in: span).map { [$0.instant.wholeSeconds, Int64($0.after)] }
      }
      #expect(pair[0] == pair[1], "\(name)")
    }
  }
}
