import Foundation
import GRDB
import Ledger
import Recurrence
import TestSupport
import Testing

/// Ledgers made at random go out and in again byte for byte.
struct ExportRoundTripTests {
  private static let texts = [
    "家长课堂", "café \u{301}", "👩‍👧‍👦 会员", "\"引号\" \\ 反斜杠 /", "行一\n行二\r\n行三\u{2028}行四\u{85}", "\u{FEFF}BOM", "𠀀𪚥",
    "\t制表\u{7F}\u{1}",
    "é vs e\u{301}", "\\u0000 不是空字符", String(repeating: "长", count: 3000),
  ]

  /// Entries of every kind, in a few units, some corrected and voided.
  private func fill(_ store: LedgerStore, _ random: inout SeededGenerator, entries: Int) async throws {
    func text() -> String { Self.texts.randomElement(using: &random)! }
    let units = ["diecai", "qixing", "百色", "a b"]
    var ids: [EntryID] = []
    for step in 0..<entries {
      let at = noon.advanced(by: .seconds(Int.random(in: -9...9, using: &random) + step))
      let unit = units.randomElement(using: &random)!
      if let id = ids.randomElement(using: &random), Int.random(in: 0..<4, using: &random) == 0 {
        do {
          if Bool.random(using: &random) {
            ids.append(try await store.void(id, reason: text(), by: text(), at: at).id)
          } else {
            ids.append(try await store.correct(id, with: .note(text()), reason: text(), by: "市", at: at).id)
          }
        } catch is LedgerFault {
        }
        continue
      }
      let contents: [LedgerEntry.Content] = [
        .note(text()), .count(Count(.attendance, group: text(), quantity: Quantity(Figure(step), .atLeast)!)),
        .goods(GoodsMove(.receive, item: text(), quantity: .unknown(said: text()), counter: nil)),
        .report(Report(part: text(), missing: [text(), text()])),
      ]
      let content = contents.randomElement(using: &random)!
      let occurrence = Bool.random(using: &random) ? memberDay : nil
      ids += try await store.append(
        [LedgerDraft(scope: .init(occurrence: occurrence, unit: unit), .record(content), source: text())],
        by: text(), at: at
      ).map(\.id)
    }
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func `a random ledger round-trips byte for byte`(_ seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    try await withLedger { store, _ in
      try await fill(store, &random, entries: 60)
      let lines = try await store.exportedLines()
      #expect(lines.allSatisfy { !$0.utf8.contains(UInt8(ascii: "\n")) })
      try await withLedger { other, _ in
        // As a file that went through a Windows machine, with a byte-order mark.
        let file = "\u{FEFF}" + lines.joined(separator: "\r\n") + "\r\n"
        let intake = try await other.takeBack(Data(file.utf8))
        #expect(intake.added == lines.count && intake.known == 0)
        #expect(try await other.exportedLines() == lines)
        #expect(try await other.verify() == [])
        #expect(try await other.balance() == store.balance())
      }
    }
  }

  @Test func `merging is the same whichever ledger comes first`() async throws {
    var random = SeededGenerator(seed: 9)
    try await withLedger { one, _ in
      try await fill(one, &random, entries: 20)
      try await withLedger { two, _ in
        try await fill(two, &random, entries: 20)
        let (first, second) = (try await one.exportedLines(), try await two.exportedLines())
        _ = try await one.takeBack(second)
        _ = try await two.takeBack(first)
        #expect(try await one.exportedLines() == two.exportedLines())
        #expect(try await one.balance() == two.balance())
        #expect(try await one.verify() == [])
      }
    }
  }

  @Test func `a huge text goes out and in, a NUL does not come in at all`() async throws {
    try await withLedger { store, _ in
      func append(_ text: String, by: String = "县") async throws {
        _ = try await store.append(
          [LedgerDraft(scope: .init(unit: "diecai"), .record(.note(text)))], by: by, at: noon)
      }
      try await append(String(repeating: "字", count: 1_000_000))
      try await append("\\u0000")
      await #expect(throws: BookFault.containsNUL) { try await append("a\0b") }
      await #expect(throws: BookFault.containsNUL) { try await append("ab", by: "县\0") }
      let lines = try await store.exportedLines()
      #expect(lines.count == 2)
      try await withLedger { other, _ in
        let added = try await other.takeBack(lines)
        #expect(added == 2)
        #expect(try await other.exportedLines() == lines)
      }
    }
  }

  @Test func `whatever is done to one line, it is refused with its place and nothing enters`() async throws {
    try await withLedger { store, _ in
      let ids = try await store.append(
        (1...4).map { LedgerDraft(scope: .init(unit: "diecai"), .record(.note("第 \($0) 条"))) }, by: "县",
        at: noon
      ).map(\.id)
      _ = try await store.correct(ids[3], with: .note("改"), reason: "错", by: "县", at: noon)
      let lines = try await store.exportedLines()
      func refused(_ changed: [String], _ fault: ExportFault) async throws {
        try await withLedger { other, _ in
          await #expect(throws: fault) { _ = try await other.takeBack(changed) }
          let entries = try await other.entryCount()
          #expect(entries == 0)
        }
      }
      var changed = lines
      changed[2] = lines[2].replacingOccurrences(of: "第 3 条", with: "第 8 条")
      try await refused(changed, ExportFault(.changed, line: 3, entry: ids[2]))
      changed = lines
      changed.remove(at: 1)
      try await refused(changed, ExportFault(.gap, line: 2, entry: ids[2]))
      changed = lines
      changed.swapAt(1, 2)
      try await refused(changed, ExportFault(.gap, line: 2, entry: ids[2]))
      changed = lines
      changed[1] = lines[1].replacingOccurrences(of: "{", with: #"{"extra":1,"#)
      try await refused(changed, ExportFault(.notAnEntry, line: 2))
      changed = lines
      changed[4] = String(lines[4].dropLast(9))
      try await refused(changed, ExportFault(.notAnEntry, line: 5))
      try await refused(["{}"], ExportFault(.notAnEntry, line: 1))
      for text in ["", "\n\n"] { #expect(try await store.takeBack([text]) == 0) }
    }
  }

  @Test func `another entry under a known name is a fork, and a kind that nobody knows is not taken in`()
    async throws
  {
    try await withLedger { store, pool in
      let first = try await store.append(
        [LedgerDraft(scope: .init(unit: "diecai"), .record(.note("甲")))], by: "县", at: noon)[0]
      let lines = try await store.exportedLines()
      try await withLedger { other, otherPool in
        try await otherPool.write { database in
          try database.execute(sql: "UPDATE ledger_origin SET origin = ?", arguments: [first.id.origin])
        }
        _ = try await other.append(
          [LedgerDraft(scope: .init(unit: "diecai"), .record(.note("乙")))], by: "县", at: noon)
        await #expect(throws: ExportFault(.forked, line: 1, entry: first.id)) {
          _ = try await other.takeBack(lines)
        }
        #expect(try await other.entryCount() == 1)
      }
      _ = pool
    }
  }

  @Test func `what a copy wrote under the same id stands apart, and is known again`() async throws {
    try await withLedger { store, _ in
      let added = try await store.addSession(
        lecture(), occurrence: memberDay, unit: "diecai", by: "县", at: noon)
      try await withLedger { other, pool in
        _ = try await other.takeBack(try await store.exportedLines())
        try await pool.write { database in
          for table in ["ledger_origin", "ledger_origin_copy"] {
            try database.execute(
              sql: "UPDATE \(table) SET origin = ?", arguments: [added.entries[0].id.origin])
          }
        }
        func count(_ n: Int) -> LedgerEntry.Content {
          .count(Count(.attendance, quantity: .exact(Figure(n))))
        }
        func file() async throws -> Data {
          Data(try await other.exportedLines().joined(separator: "\n").utf8)
        }
        _ = try await store.record([count(5)], in: added.key, by: "县", at: noon)
        let theirs = try await other.record([count(8)], in: added.key, by: "市", at: noon)[0].id
        _ = try await other.correct(theirs, with: count(9), reason: "漏数", by: "市", at: noon)
        let first = try await file()
        await #expect(throws: ExportFault(.forked, line: 2, entry: theirs)) {
          _ = try await store.takeBack(first)
        }
        let intake = try await store.takeBack(first, forks: .apart)
        #expect((intake.added, intake.known, intake.forks.count) == (2, 1, 1))
        #expect(try await store.takeBack(first, forks: .apart).added == 0)
        _ = try await other.record([.note("后来")], in: added.key, by: "市", at: noon)
        #expect(try await store.takeBack(try await file(), forks: .apart).added == 1)
        let balance = try await store.balance()
        #expect(balance.disputes.map(\.subject) == [.figures(added.key)])
        #expect(balance.sessions.count == 1)
        #expect(
          Set(try await store.entries(of: added.key).compactMap(\.act.content)).isSuperset(of: [
            count(5), count(9),
          ]))
        #expect(try await store.verify() == [])
      }
    }
  }
}
