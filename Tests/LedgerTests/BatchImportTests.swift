import Foundation
import GRDB
import Planning
import Recurrence
import TestSupport
import Testing

@testable import Ledger

/// Tables of thousands of sessions go in many entries to a statement, and leave what entries one by one leave.
struct BatchImportTests {
  private static let units = ["叠彩区", "七星区", "田阳区"]
  private static let days = ["2026-05-28", "5月29日", "2026/3/1", "3月上旬", ""]

  /// Rows with several sessions of a unit and a day among them, and some that are refused.
  private func table(_ rows: Int, seed: UInt64) -> String {
    var random = SeededGenerator(seed: seed)
    var text = "序号,单位,日期,活动,人数,咨询人次,宣传资料（份）\n"
    for row in 1...rows {
      let day = Self.days.randomElement(using: &random) ?? ""
      let title = ["会员日", "义诊", "课堂\(row)", "义诊#\(row % 7)"].randomElement(using: &random) ?? ""
      let count = ["", "58", "约100人", "30多", "20-30"].randomElement(using: &random) ?? ""
      let given = ["", "500余", "若干", "20"].randomElement(using: &random) ?? ""
      let unit = row % 97 == 0 ? "没有这个单位" : Self.units[row % 3]
      text += "\(row),\(unit),\(day),\(title),\(count),\(row % 5 == 0 ? "12" : ""),\(given)\n"
    }
    return text
  }

  private func number(_ sql: String, _ pool: DatabasePool) async throws -> Int {
    try await pool.read { try Int.fetchOne($0, sql: sql) ?? -1 }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `facts are what a fold says, the chain is whole, and nothing goes in twice`(_ seed: UInt64)
    async throws
  {
    try await withLedger { store, pool in
      try await ImportFiles.withFolder { folder in
        let file = try ImportFiles.write(table(900, seed: seed), to: folder)
        let first = try await store.importTable(file)
        #expect(first.accepted > 500)
        #expect(first.refused > 5)
        #expect(try await number("SELECT count(*) FROM ledger_stale", pool) == 0)
        #expect(try await number("SELECT count(*) FROM ledger_session", pool) == first.accepted)
        let kept = try await store.facts(zone: .utc).sessions.sorted { $0.root < $1.root }
        let folded = LedgerFacts(try await store.balance()).sessions.sorted { $0.root < $1.root }
        #expect(kept == folded)
        #expect(try await store.verify() == [])
        let entries = try await number("SELECT count(*) FROM ledger_entry", pool)
        let gaps = """
          SELECT count(*) FROM (SELECT max(session) <> count(DISTINCT session) AS gap FROM ledger_entry
          GROUP BY campaign, occurrence, unit) WHERE gap
          """
        #expect(try await number(gaps, pool) == 0)
        let second = try await store.importTable(file)
        #expect(second.accepted == first.accepted)
        #expect(try await number("SELECT count(*) FROM ledger_entry", pool) == entries)
      }
    }
  }

  @Test func `a table in two halves leaves the same entries as in one`() async throws {
    let header = "单位,日期,活动,人数\n"
    let rows = (1...700).map { "\(Self.units[$0 % 3]),2026-03-0\($0 % 9 + 1),课堂\($0),\($0)\n" }
    func entries(_ texts: [String]) async throws -> [String] {
      try await withLedger { store, pool in
        try await ImportFiles.withFolder { folder in
          for text in texts {
            _ = try await store.importTable(try ImportFiles.write(header + text, to: folder))
          }
          return try await pool.read {
            try String.fetchAll(
              $0,
              sql:
                "SELECT number || unit || session || kind || body || source FROM ledger_entry ORDER BY number"
            )
          }
        }
      }
    }
    let whole = try await entries([rows.joined()])
    #expect(whole.count == 1400)
    #expect(whole == (try await entries([rows.prefix(333).joined(), rows.dropFirst(333).joined()])))
  }

  @Test func `a dry run of thousands enters nothing, and says what the import then says`() async throws {
    try await withLedger { store, pool in
      try await ImportFiles.withFolder { folder in
        let file = try ImportFiles.write(table(700, seed: 9), to: folder)
        var options = TableOptions()
        options.dryRun = true
        let dry = try await store.importTable(file, options)
        #expect(try await number("SELECT count(*) FROM ledger_entry", pool) == 0)
        #expect(try await number("SELECT count(*) FROM ledger_session", pool) == 0)
        #expect(try await store.importTable(file).rows == dry.rows)
      }
    }
  }

  @Test func `a correction is not undone by the same table, nor by one that says something else`()
    async throws
  {
    try await withLedger { store, _ in
      try await ImportFiles.withFolder { folder in
        func table(_ people: Int) -> String {
          "单位,日期,活动,人数\n"
            + (1...600).map { "叠彩区,2026-03-01,课堂\($0),\($0 == 400 ? people : 10)\n" }.joined()
        }
        let file = try ImportFiles.write(table(40), to: folder)
        _ = try await store.importTable(file)
        let wrong = try #require(
          try await store.balance().sessions.first { $0.session.title == "课堂400" }?.counts.first)
        _ = try await store.correct(
          wrong.root, with: .count(Count(.attendance, quantity: .exact(44))), reason: "重数", by: "甲", at: noon)
        let again = try await store.importTable(file)
        #expect(again.rows.allSatisfy { $0.result == .ok })
        let changed = try await store.importTable(
          try ImportFiles.write(table(41), to: folder, as: "other.csv"))
        #expect(changed.rows.filter { $0.result != .ok }.map(\.row) == ["400"])
        let session = try await store.balance().sessions.first { $0.session.title == "课堂400" }
        #expect(session?.counts.map(\.value.quantity.n) == [44])
      }
    }
  }

  @Test(arguments: [
    (["义诊,10", "义诊,11", "义诊/2,12"], [ImportRow.Result.ok, .ok, .question]),
    (["义诊/2,12", "义诊,10", "义诊,11"], [.ok, .ok, .question]),
    (["义诊,10", "义诊,10", "义诊,11"], [.ok, .question, .ok]),
  ])
  func `a title that looks like the number of a second session is taken for one`(
    _ rows: [String], _ expected: [ImportRow.Result]
  ) async throws {
    try await withLedger { store, _ in
      try await ImportFiles.withFolder { folder in
        let text = "单位,日期,活动,人数\n" + rows.map { "叠彩区,2026-03-01,\($0)\n" }.joined()
        let report = try await store.importTable(try ImportFiles.write(text, to: folder))
        #expect(report.rows.map(\.result) == expected)
        #expect(try await store.balance().sessions.count == expected.count { $0 == .ok })
      }
    }
  }

  @Test func `entries of another program that wait for a fold get theirs before a table goes in`()
    async throws
  {
    try await withLedger { store, pool in
      let (key, _) = try await store.addSession(
        lecture(), occurrence: nil, unit: "diecai", by: "甲", at: noon)
      try await pool.write { database in
        var chain = try ChainWriter(database, by: "乙", at: noon)
        _ = try chain.append(
          LedgerDraft(scope: .init(key), .record(.count(Count(.attendance, quantity: .exact(58))))))
      }
      try await ImportFiles.withFolder { folder in
        _ = try await store.importTable(
          try ImportFiles.write("单位,日期,活动,人数\n叠彩区,2026-03-01,义诊,10\n", to: folder))
      }
      let kept = try await store.facts(.session(key), zone: .utc).sessions
      #expect(kept.map { $0.counts.map(\.quantity.n) } == [[58]])
      #expect(try await store.verify() == [])
    }
  }
}
