import Foundation
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
        try unguarded(database) { try $0.execute(sql: sql) }
      }
      let faults = try await store.verify()
      #expect(faults.map(\.entry) == [ids[number - 1]])
      #expect(faults.map(\.kind) == [kind])
    }
  }

  @Test func `a rewritten hash is found in its own row only`() async throws {
    try await withLedger { store, pool in
      let ids = try await fill(store)
      try await pool.write { database in
        try unguarded(database) {
          try $0.execute(
            sql: "UPDATE ledger_entry SET hash = ? WHERE number = 2",
            arguments: [String(repeating: "0", count: 64)])
        }
      }
      let faults = try await store.verify()
      #expect(faults.map(\.entry) == [ids[1]])
      #expect(faults.map(\.kind) == [.changed])
    }
  }

  @Test func `a row that names another predecessor is found`() async throws {
    try await withLedger { store, pool in
      let ids = try await fill(store)
      try await pool.write { database in
        try unguarded(database) {
          try $0.execute(
            sql: "UPDATE ledger_entry SET previous = ? WHERE number = 3",
            arguments: [String(repeating: "1", count: 64)])
        }
      }
      #expect(try await store.verify().map(\.entry) == [ids[2]])
    }
  }

  @Test func `rows that changed places are both named`() async throws {
    try await withLedger { store, pool in
      let ids = try await fill(store)
      try await pool.write { database in
        try unguarded(database) {
          for (from, to) in [(2, 99), (3, 2), (99, 3)] {
            try $0.execute(sql: "UPDATE ledger_entry SET number = ? WHERE number = ?", arguments: [to, from])
          }
        }
      }
      let faults = try await store.verify().filter { $0.kind == .misplaced }
      #expect(Set(faults.compactMap(\.entry)) == [ids[1], ids[2]])
    }
  }

  @Test(arguments: ["updated", "deleted", "replaced"])
  func `a dropped guard is found, and so is one that lets everything pass`(_ name: String) async throws {
    try await withLedger { store, pool in
      _ = try await fill(store)
      let trigger = "ledger_entry_is_never_\(name)"
      let sql = try await pool.write { database in
        let sql = try #require(
          try String.fetchOne(
            database, sql: "SELECT sql FROM sqlite_master WHERE name = ?", arguments: [trigger]))
        try database.execute(sql: "DROP TRIGGER \(trigger)")
        return sql
      }
      #expect(try await store.verify().map(\.detail) == ["trigger \(trigger)"])
      try await pool.write {
        try $0.execute(
          sql: "CREATE TRIGGER \(trigger) BEFORE UPDATE ON ledger_entry WHEN 0 BEGIN SELECT 1; END")
      }
      #expect(try await store.verify().map(\.kind) == [.unguarded])
      try await pool.write { database in
        try database.execute(sql: "DROP TRIGGER \(trigger)")
        try database.execute(sql: sql)
      }
      #expect(try await store.verify() == [])
    }
  }

  @Test(arguments: [
    "UPDATE ledger_origin SET origin = '0123456789abcdef'", "DELETE FROM ledger_origin",
    "UPDATE ledger_origin_copy SET origin = '0123456789abcdef'",
  ])
  func `another id of its own is found, and no second chain is begun under it`(_ sql: String) async throws {
    try await withLedger { store, pool in
      let ids = try await fill(store)
      try await pool.write { try $0.execute(sql: sql) }
      let faults = try await store.verify()
      #expect(faults.map(\.kind) == [.originChanged])
      #expect(faults[0].detail?.hasSuffix(ids[0].origin) == true)
      _ = try? await store.record([.note("后来")], in: SessionKey("diecai/1")!, by: "县", at: noon)
      #expect(try await store.heads().map(\.entry.origin) == [ids[0].origin])
    }
  }

  @Test func `a moment that does not follow from its chain is found`() async throws {
    try await withLedger { store, pool in
      let ids = try await fill(store)
      try await pool.write { database in
        try unguarded(database) {
          try $0.execute(sql: "UPDATE ledger_entry SET moment = moment - 1 WHERE number = 3")
        }
      }
      let faults = try await store.verify()
      #expect(faults.map(\.entry) == [ids[2]] && faults.map(\.kind) == [.changed])
    }
  }

  @Test func `a cut tail shows beside a receipt, an export or a copy`() async throws {
    try await withLedger { store, pool in
      let ids = try await fill(store)
      let heads = try await store.heads()
      #expect(heads.map(\.entry) == [ids[3]])
      let all = try await pool.read { try LedgerStore.known(in: $0) }
      #expect(try await store.verify(against: heads + all) == [])
      try await pool.write { database in
        try unguarded(database) { try $0.execute(sql: "DELETE FROM ledger_entry WHERE number > 2") }
      }
      // What summaries read still tells of it, until it is worked out anew.
      #expect(try await store.verify().map(\.kind) == [.factsDiffer])
      try await store.rebuildFacts()
      #expect(try await store.verify() == [])
      #expect(try await store.verify(against: heads).map(\.entry) == [ids[3]])
      let faults = try await store.verify(against: all)
      #expect(faults.map(\.kind) == [.cutOff])
      #expect(faults.map(\.entry) == [ids[2]])
      #expect(faults.map(\.detail) == [ids[3].description])
      // Somebody goes on after the cut: the receipt knows another entry under that name.
      _ = try await store.record([.note("后来")], in: SessionKey("diecai/1")!, by: "县", at: noon)
      #expect(try await store.verify(against: all).map(\.kind) == [.forked, .cutOff])
    }
  }
}

extension ChainTests {
  @Test func `another machine's entries are cut off only if they were here once`() async throws {
    try await withLedger { one, _ in
      let ids = try await self.fill(one)
      let heads = try await one.heads()
      try await withLedger { two, pool in
        let faults = try await two.verify(against: heads)
        #expect(faults.map(\.kind) == [.notImported] && faults.map(\.entry) == [ids[3]])
        _ = try await two.takeBack(try await one.exportedLines())
        _ = try await two.record([.note("后来")], in: SessionKey("diecai/1")!, by: "市", at: noon)
        try await pool.write { database in
          try unguarded(database) { database in
            try database.execute(
              sql: "DELETE FROM ledger_entry WHERE origin = ? AND number = 4", arguments: [ids[3].origin])
          }
        }
        #expect(try await two.verify(against: heads).map(\.kind) == [.cutOff])
      }
    }
  }

  @Test func `a database in another file goes on in a chain of its own`() async throws {
    try await withLedger { _, pool in
      func origin(in file: String?) async throws -> String {
        let store = LedgerStore(pool, home: { file })
        return try await store.append(
          [LedgerDraft(scope: .init(unit: "diecai"), .record(.note("记")))], by: "县", at: noon)[0].id.origin
      }
      let first = try await origin(in: nil)
      #expect(try await origin(in: "a") == first)
      #expect(try await origin(in: "a") == first)
      let second = try await origin(in: "b")
      #expect(second != first)
      #expect(try await origin(in: "b") == second)
      try await pool.write { try LedgerStore.markAsCopy($0) }
      #expect(try await pool.read { try LedgerStore.isCopy($0, in: "b") })
      #expect(try await ![first, second].contains(origin(in: "b")))
      #expect(try await LedgerStore(pool).verify() == [])
      // What is damaged is not made good by a new id.
      try await pool.write { try $0.execute(sql: "UPDATE ledger_origin SET origin = '0123456789abcdef'") }
      await #expect(throws: LedgerFault.self) { _ = try await origin(in: "c") }
      #expect(try await pool.read { try LedgerStore.originFaults(in: $0) }.map(\.kind) == [.originChanged])
    }
  }

  @Test(arguments: [
    "UPDATE checkin SET entry_number = entry_number + 1", "UPDATE checkin SET session = 'qixing/1'",
    "DELETE FROM checkin WHERE number = 2",
  ])
  func `codes that were read and the entry that counts them must agree`(_ sql: String) async throws {
    try await withLedger { store, pool in
      let key = try await store.addSession(
        lecture(), occurrence: memberDay, unit: "diecai", by: "县", at: noon
      ).key
      let persons = PersonStore(store)
      _ = try await persons.take([1, 2, 3], at: key, now: noon)
      #expect(try await store.verify() == [])
      _ = try await persons.countCheckins(at: key, by: "县", now: noon)
      #expect(try await store.verify() == [])
      try await pool.write { try $0.execute(sql: sql) }
      #expect(try await store.verify().map(\.kind) == [.checkinsDiffer])
    }
  }
}

/// What somebody with the file and a database program can do: the guards are put back afterwards.
func unguarded(_ database: Database, _ change: (Database) throws -> Void) throws {
  let triggers = try Row.fetchAll(
    database, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ledger_entry'"
  ).map { (name: $0[0] as String, sql: $0[1] as String) }
  for trigger in triggers { try database.execute(sql: "DROP TRIGGER \(trigger.name)") }
  try change(database)
  for trigger in triggers { try database.execute(sql: trigger.sql) }
}
