import Foundation
import GRDB
import Ledger
import Recurrence
import TestSupport
import Testing

/// One flipped bit anywhere in a stored row is found, and the row is named.
struct FlippedByteTests {
  /// A row in the file: where its record begins and what its columns are.
  private struct StoredRecord {
    let entry: EntryID
    let columns: [(name: String, bytes: [UInt8])]
    let header: Range<Int>
    let body: Range<Int>
  }

  @Test func `every byte of a row's header and one of each column, in every row`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "flip-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "ledger.sqlite").path
    try await fill(path)
    let file = Array(try #require(FileManager.default.contents(atPath: path)))
    let records = try records(of: path, in: file)
    #expect(records.count == 8)
    var random = SeededGenerator(seed: 20_260_529)
    var checked = 0
    for record in records {
      var places = record.header.map { ("header", $0) }
      var at = record.body.lowerBound
      for column in record.columns where !column.bytes.isEmpty {
        let ends = [
          at, at + column.bytes.count - 1, at + Int.random(in: 0..<column.bytes.count, using: &random),
        ]
        places += Set(ends).sorted().map { (column.name, $0) }
        at += column.bytes.count
      }
      for (name, place) in places {
        var changed = file
        changed[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        let found = try await faults(in: changed, folder)
        #expect(
          found.contains { $0.entry == record.entry },
          "\(name) of \(record.entry) at \(place), \(file[place]) to \(changed[place]): \(found)")
        checked += 1
      }
    }
    #expect(checked > 300)
  }

  @Test(arguments: [
    "ledger_session_by_key", "ledger_session_by_unit", "ledger_session_by_day",
    "sqlite_autoindex_ledger_session_1",
    "ledger_origin", "ledger_origin_copy",
  ])
  func `a flipped bit in an index or in the ledger's own id is found, too`(_ name: String) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "flip-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "ledger.sqlite").path
    try await fill(path)
    let file = Array(try #require(FileManager.default.contents(atPath: path)))
    #expect(try await faults(in: file, folder) == [])
    let (page, size) = try await DatabaseQueue(path: path).read { database in
      let page = try Int.fetchOne(
        database, sql: "SELECT rootpage FROM sqlite_master WHERE name = ?", arguments: [name])
      return (try #require(page), try #require(try Int.fetchOne(database, sql: "PRAGMA page_size")))
    }
    var random = SeededGenerator(seed: 20_261_020)
    // A page fills from its end.
    for back in 1...16 {
      var changed = file
      changed[page * size - back] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      let found = try await faults(in: changed, folder)
      #expect(!found.isEmpty, "\(name), \(back) from the end of page \(page)")
    }
  }

  /// Rows of every kind that leave different columns empty, a void and a correction, a late one, and one that does not
  /// fit on a page.
  private func fill(_ path: String) async throws {
    let queue = try DatabaseQueue(path: path)
    var migrator = DatabaseMigrator()
    LedgerMigrations.register(in: &migrator)
    try migrator.migrate(queue)
    let store = LedgerStore(queue)
    let key = try await store.addSession(
      lecture(), occurrence: memberDay, unit: "diecai",
      figures: [.count(Count(.attendance, group: "家长", quantity: .exact(58)))], by: "县", at: noon
    ).key
    let entry = try await store.entries(of: key)[1].id
    let correction = try await store.correct(
      entry, with: .count(Count(.attendance, quantity: .exact(59))), reason: "漏数", by: "市", at: noon)
    _ = try await store.void(correction.id, reason: "原来没错", by: "县", at: noon)
    _ = try await store.append(
      [
        LedgerDraft(scope: .init(unit: "qixing"), .record(.note("下雨")), source: "a#1"),
        LedgerDraft(
          scope: .init(occurrence: memberDay, unit: "diecai"), .record(.report(Report())), lateReason: "迟"),
        LedgerDraft(
          scope: .init(unit: "guilin"),
          .record(.goods(GoodsMove(.receive, item: "折页", quantity: .exact(9), counter: "份")))),
        LedgerDraft(scope: .init(unit: "gx"), .record(.note("末条"))),
      ], by: "县", at: noon)
    // Pages that were split may hold old copies of rows, which nobody reads.
    try await queue.vacuum()
    try queue.close()
  }

  private func faults(in file: [UInt8], _ folder: URL) async throws -> [ChainFault] {
    let path = folder.appending(path: "changed-\(UUID().uuidString).sqlite").path
    try Data(file).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try await LedgerStore(DatabaseQueue(path: path)).verify()
  }

  /// Finds each row's record by its bytes, as SQLite's file format lays them out: the key, then the other columns.
  private func records(of path: String, in file: [UInt8]) throws -> [StoredRecord] {
    let queue = try DatabaseQueue(path: path)
    let rows = try queue.read {
      try Row.fetchAll($0, sql: "SELECT * FROM ledger_entry ORDER BY origin, number").map { $0.copy() }
    }
    // `origin` and `number` stand first in the table, so that its order is the record's.
    return try rows.map { row in
      let columns = row.map { name, value in (name: name, bytes: Self.bytes(of: value)) }
      let body = columns.flatMap(\.bytes)
      let start = try #require(Self.position(of: body, in: file), "\(row)")
      let width = 1 + row.map { Self.typeWidth(of: $0.1) }.reduce(0, +)
      return StoredRecord(
        entry: EntryID(origin: row["origin"], number: row["number"]), columns: columns,
        header: (start - width)..<start, body: start..<(start + body.count))
    }
  }

  private static func bytes(of value: DatabaseValue) -> [UInt8] {
    switch value.storage {
    case .null: []
    case .string(let text): Array(text.utf8)
    case .int64(let number): integer(number)
    default: []
    }
  }

  /// Big-endian in as few bytes as hold it; 0 and 1 take none.
  private static func integer(_ number: Int64) -> [UInt8] {
    if number == 0 || number == 1 { return [] }
    let all = withUnsafeBytes(of: number.bigEndian) { Array($0) }
    let width =
      [1, 2, 3, 4, 6, 8].first { number >= -(1 << ($0 * 8 - 1)) && number < (1 << ($0 * 8 - 1)) } ?? 8
    return Array(all.suffix(width))
  }

  /// How many bytes a column's type takes in the header: two from 58 bytes of text on.
  private static func typeWidth(of value: DatabaseValue) -> Int {
    guard case .string(let text) = value.storage else { return 1 }
    return text.utf8.count * 2 + 13 < 128 ? 1 : 2
  }

  private static func position(of bytes: [UInt8], in file: [UInt8]) -> Int? {
    Data(file).range(of: Data(bytes)).map(\.lowerBound)
  }
}
