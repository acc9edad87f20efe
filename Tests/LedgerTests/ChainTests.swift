import GRDB
import Ledger
import Recurrence
import Testing

struct ChainTests {
  private func fill(_ store: LedgerStore) async throws -> [EntryID] {
    let figures: [LedgerEntry.Content] = [
      .count(Count(.attendance, quantity: .exact(58))),
      .goods(GoodsMove(.give, item: "宣传资料", quantity: Quantity(500, .atLeast)!, counter: "份")),
      .note("下雨"),
    ]
    return try await store.addSession(
      lecture(), occurrence: nil, unit: "diecai", figures: figures, by: "县", at: noon
    ).entries.map(\.id)
  }

  @Test func `an untouched ledger verifies`() async throws {
    try await withLedger { store, _ in
      let ids = try await fill(store)
      #expect(ids.map(\.number) == [1, 2, 3, 4])
      #expect(try await store.verify() == [])
    }
  }

  @Test(arguments: [
    "UPDATE ledger_entry SET author = '别人' WHERE number = 2", "DELETE FROM ledger_entry WHERE number = 4",
    "INSERT OR REPLACE INTO ledger_entry SELECT * FROM ledger_entry WHERE number = 1",
  ])
  func `the table refuses every change`(_ sql: String) async throws {
    try await withLedger { store, pool in
      _ = try await fill(store)
      await #expect(throws: DatabaseError.self) { try await pool.write { try $0.execute(sql: sql) } }
      #expect(try await store.balance().sessions.count == 1)
    }
  }

  @Test(arguments: [
    (
      "UPDATE ledger_entry SET body = replace(body, '\"58\"', '\"59\"') WHERE number = 2", 2,
      ChainFault.Kind.changed
    ),
    ("UPDATE ledger_entry SET author = '别人' WHERE number = 3", 3, .changed),
    ("UPDATE ledger_entry SET at = at + 1 WHERE number = 1", 1, .changed),
    ("UPDATE ledger_entry SET unit = 'qixing' WHERE number = 4", 4, .changed),
    ("DELETE FROM ledger_entry WHERE number = 2", 3, .gapBefore),
  ])
  func `a row changed behind the triggers is found and named`(
    _ sql: String, _ number: Int, _ kind: ChainFault.Kind
  ) async throws {
    try await withLedger { store, pool in
      let ids = try await fill(store)
      try await pool.write { database in
        for name in ["updated", "deleted"] {
          try database.execute(sql: "DROP TRIGGER ledger_entry_is_never_\(name)")
        }
        try database.execute(sql: sql)
      }
      let faults = try await store.verify()
      #expect(faults.map(\.entry) == [ids[number - 1]])
      #expect(faults.map(\.kind) == [kind])
    }
  }

  @Test func `a rewritten row with a fitting hash breaks the link after it`() async throws {
    try await withLedger { store, pool in
      let ids = try await fill(store)
      try await pool.write { database in
        try database.execute(sql: "DROP TRIGGER ledger_entry_is_never_updated")
        try database.execute(
          sql: "UPDATE ledger_entry SET hash = ? WHERE number = 2",
          arguments: [String(repeating: "0", count: 64)])
      }
      let faults = try await store.verify()
      #expect(faults.map(\.entry) == [ids[1], ids[2]])
      #expect(faults.map(\.kind) == [.changed, .brokenLink])
    }
  }
}
