import GRDB
@testable import Ledger
import Planning
import Recurrence
import TestSupport
import Testing

/// What stands in compact rows is always what a fold of the entries says.
struct FactsTests {
  private func sorted(_ sessions: [SessionFacts]) -> [SessionFacts] {
    sessions.sorted { ($0.recordedAt, $0.root) < ($1.recordedAt, $1.root) }
  }

  private func expectAgreement(_ store: LedgerStore, _ note: Comment) async throws {
    let balance = try await store.balance()
    let folded = LedgerFacts(balance)
    let kept = try await store.facts(zone: .utc)
    // The folded facts themselves, which no byte has gone through.
    #expect(try sorted(kept.sessions.all()) == sorted(balance.sessions.map { SessionFacts($0) }), note)
    #expect(kept == folded, note)
  }

  private func rows(_ table: String, _ pool: DatabasePool) async throws -> Int {
    try await pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") ?? 0 }
  }

  @Test(arguments: 1...12)
  func `facts and fold agree on random ledgers, corrected, voided and merged`(_ seed: UInt64) async throws {
    try await withLedger { one, onePool in
      try await withLedger { two, twoPool in
        var first = RandomLedger(seed: seed)
        var second = RandomLedger(seed: seed &+ 1000)
        try await first.take(60, in: one, onePool)
        try await second.take(40, in: two, twoPool)
        #expect(try await self.rows("ledger_stale", onePool) == 0)
        try await self.expectAgreement(one, "one alone")
        _ = try await one.takeBack(try await two.exportedLines())
        try await self.expectAgreement(one, "merged")
        try await first.take(40, in: one, onePool)
        try await self.expectAgreement(one, "after the merge")
        _ = try await two.takeBack(try await one.exportedLines())
        try await self.expectAgreement(two, "merged the other way")
        #expect(try await one.verify() == [])
        #expect(try await self.rows("ledger_session", onePool) > 20)
      }
    }
  }

  @Test(arguments: 1...6)
  func `a choice of sessions is the same from rows and from a fold`(_ seed: UInt64) async throws {
    try await withLedger { store, pool in
      var ledger = RandomLedger(seed: seed)
      try await ledger.take(80, in: store, pool)
      let day = CivilDate(dayNumber: 20_400)
      let choices: [SessionChoice] = [
        .occurrence(memberDay), .span(day...day.adding(days: 200)),
        .campaign(memberDay.campaign, in: day...day.adding(days: 200)),
        .occurrences([memberDay, OccurrenceKey(campaign: "breastfeeding-week", occurrence: "2026")]),
        .session(SessionKey(occurrence: memberDay, unit: "diecai", number: 1)),
        .session(SessionKey(occurrence: nil, unit: "qixing", number: 1)),
      ]
      for choice in choices {
        let folded = try await store.balance().sessions.map { SessionFacts($0) }
          .filter { $0.isChosen(by: choice) }
        let kept = try await store.facts(choice, zone: .utc).sessions.all()
        #expect(self.sorted(kept) == self.sorted(folded))
      }
    }
  }

  @Test func `entries that another program wrote are seen at the next question`() async throws {
    try await withLedger { store, pool in
      let (key, _) = try await store.addSession(
        lecture(), occurrence: memberDay, unit: "diecai", by: "甲", at: noon)
      try await pool.write { database in
        var chain = try ChainWriter(database, by: "乙", at: noon)
        _ = try chain.append(
          LedgerDraft(scope: .init(key), .record(.count(Count(.attendance, quantity: .exact(58))))))
      }
      #expect(try await self.rows("ledger_stale", pool) == 1)
      #expect(try await store.verify() == [])
      #expect(try await store.facts(zone: .utc).sessions.map(\.counts.count) == [1])
      #expect(try await self.rows("ledger_stale", pool) == 0)
    }
  }

  @Test func `a summary that is asked for while others write is of one moment`() async throws {
    try await withLedger { store, _ in
      @Sendable func pair(_ number: Int) -> [LedgerDraft] {
        ["diecai", "qixing"].map { unit in
          let key = SessionKey(occurrence: memberDay, unit: unit, number: number)
          return LedgerDraft(scope: .init(key), .record(.session(lecture())))
        }
      }
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          for number in 1...60 { _ = try await store.append(pair(number), by: "甲", at: noon) }
        }
        group.addTask {
          var known = 0
          while known < 120 {
            let sessions = try await store.facts(zone: .utc).sessions
            #expect(sessions.count % 2 == 0 && sessions.count >= known)
            known = sessions.count
          }
        }
        try await group.waitForAll()
      }
    }
  }

  @Test func `a correction in a forged scope changes the session that it names`() async throws {
    try await withLedger { store, pool in
      let (key, entries) = try await store.addSession(
        lecture(), occurrence: memberDay, unit: "diecai",
        figures: [.count(Count(.attendance, quantity: .exact(58)))], by: "甲", at: noon)
      _ = try await store.addSession(lecture(), occurrence: memberDay, unit: "qixing", by: "甲", at: noon)
      let other = SessionKey(occurrence: memberDay, unit: "qixing", number: 1)
      let content = LedgerEntry.Content.count(Count(.attendance, quantity: .exact(57)))
      let correction = try await store.append(
        [LedgerDraft(scope: .init(other), .correct(entries[1].id, content, reason: "重数"))], by: "乙", at: noon)
      try await self.expectAgreement(store, "corrected from elsewhere")
      #expect(try await store.facts(.session(key), zone: .utc).sessions[0].counts[0].quantity == .exact(57))
      _ = try await store.append(
        [LedgerDraft(scope: .init(other), .void(correction[0].id, reason: "错"))], by: "乙", at: noon)
      try await self.expectAgreement(store, "and taken back from there")
    }
  }

  @Test func `a ledger from before the table is folded when it is first asked`() async throws {
    let columns = EntryRow.columns.replacing(", seen, moment", with: "")
    let rows = try await withLedger { store, pool in
      let (key, _) = try await store.addSession(
        lecture(), occurrence: memberDay, unit: "diecai", by: "甲", at: noon)
      // The clock was set back in between.
      _ = try await store.record(
        [.count(Count(.attendance, quantity: .exact(58)))], in: key, by: "甲",
        at: noon.advanced(by: .seconds(-60)))
      return try await pool.read {
        try Row.fetchAll($0, sql: "SELECT \(columns) FROM ledger_entry ORDER BY number").map {
          Array($0.databaseValues)
        }
      }
    }
    try await withLedger(upTo: "ledger-2") { store, pool in
      try await pool.write { database in
        let places = Array(repeating: "?", count: 18).joined(separator: ", ")
        for row in rows {
          try database.execute(
            sql: "INSERT INTO ledger_entry (\(columns)) VALUES (\(places))",
            arguments: StatementArguments(row))
        }
      }
      var migrator = DatabaseMigrator()
      LedgerMigrations.register(in: &migrator)
      try migrator.migrate(pool)
      try await self.expectAgreement(store, "after the migration")
      #expect(try await store.facts(zone: .utc).sessions.map(\.isHeld) == [true])
      #expect(try await store.verify() == [])
    }
  }

  @Test(arguments: [
    "UPDATE ledger_session SET facts = (SELECT facts FROM ledger_session WHERE unit = 'qixing') WHERE unit = 'diecai'",
    "UPDATE ledger_session SET is_counted = 0 WHERE unit = 'diecai'",
    "PRAGMA ignore_check_constraints = ON; UPDATE ledger_session SET is_counted = 5 WHERE unit = 'diecai'; PRAGMA ignore_check_constraints = OFF",
    "DELETE FROM ledger_session WHERE unit = 'diecai'",
    "INSERT INTO ledger_session SELECT 'x', 9, campaign, occurrence, 'z', 1, 0, NULL, NULL, NULL, 1, 1, 0, facts FROM ledger_session LIMIT 1",
  ])
  func `verify finds facts that differ, and they can be worked out anew`(_ change: String) async throws {
    try await withLedger { store, pool in
      _ = try await store.addSession(
        lecture(), occurrence: memberDay, unit: "diecai",
        figures: [.count(Count(.attendance, quantity: .exact(58)))], by: "甲", at: noon)
      _ = try await store.addSession(lecture(), occurrence: memberDay, unit: "qixing", by: "甲", at: noon)
      try await pool.write { try $0.execute(sql: change) }
      #expect(try await store.verify().map(\.kind) == [.factsDiffer])
      try await store.rebuildFacts()
      #expect(try await store.verify() == [])
      try await self.expectAgreement(store, "rebuilt")
    }
  }

  @Test(arguments: [5, -1])
  func `a row cut off in its head or its figures is refused by the entry that added it`(_ length: Int)
    async throws
  {
    try await withLedger { store, pool in
      let (key, _) = try await store.addSession(
        lecture(), occurrence: memberDay, unit: "diecai",
        figures: [.count(Count(.attendance, quantity: .exact(58)))], by: "甲", at: noon)
      let root = try #require(try await store.facts(.session(key), zone: .utc).sessions.first).root
      try await pool.write { database in
        try database.execute(
          sql: "UPDATE ledger_session SET facts = substr(facts, 1, iif(?1 > 0, ?1, length(facts) + ?1))",
          arguments: [length])
      }
      await #expect(throws: LedgerFault.unreadableEntry(root)) {
        _ = try await store.facts(zone: .utc).sessions.all()
      }
    }
  }

  @Test func `activities and English titles are those that stand, corrections included`() async throws {
    try await withLedger { store, _ in
      var session = lecture()
      session.englishTitle = "Lecture"
      session.activities = ["讲课", "答题"]
      _ = try await store.addSession(session, occurrence: memberDay, unit: "diecai", by: "甲", at: noon)
      _ = try await store.addSession(lecture(), occurrence: memberDay, unit: "qixing", by: "甲", at: noon)
      let (_, entries) = try await store.addSession(
        session, occurrence: memberDay, unit: "qixing", by: "甲", at: noon)
      session.activities = ["义诊"]
      session.englishTitle = "Clinic"
      _ = try await store.correct(
        entries[0].id, with: .session(session), reason: "写错", by: "甲", at: noon)
      let facts = try await store.facts(zone: .utc).sessions.all()
      let found = try await store.wordings(of: facts)
      let expected = try await store.balance().sessions.filter { !$0.session.activities.isEmpty }
      #expect(
        found.mapValues(\.activities)
          == Dictionary(uniqueKeysWithValues: expected.map { ($0.root, $0.session.activities) }))
      #expect(
        found.values.map(\.activities).sorted { $0.count < $1.count } == [["义诊"], ["讲课", "答题"]])
      #expect(found.values.compactMap(\.englishTitle).sorted() == ["Clinic", "Lecture"])
      #expect(try await store.wordings(of: facts.filter { $0.key.unit == "diecai" }).count == 1)
    }
  }

  @Test func `a list has exact days first, then intervals, then sessions without a day`() async throws {
    try await withLedger { store, _ in
      let day = CivilDate(dayNumber: 20_600)
      let days: [SessionDate.Day] = [
        .unknown(notAfter: day), .interval(day.adding(days: -9), day), .exact(day), .unknown(notAfter: nil),
        .exact(day.adding(days: -1)), .exact(day),
      ]
      for day in days {
        var session = lecture()
        session.date = SessionDate(day)
        _ = try await store.addSession(session, occurrence: memberDay, unit: "diecai", by: "甲", at: noon)
      }
      let list = try await store.facts(zone: .utc).sessions
      #expect(list.map(\.key.number) == [5, 3, 6, 2, 1, 4])
      #expect(try list.all() == Array(list) && list.occurrences == [memberDay])
      let some = list.filtered { $0.key.number < 4 }
      #expect(some.map(\.key.number) == [3, 2, 1])
      #expect(some == SessionList(some.reversed()) && some != list)
    }
  }

  @Test func `facts cut off at any byte are refused, never misread`() throws {
    var session = lecture()
    session.venue = "礼堂"
    let day = CivilDate(dayNumber: 20_400)
    session.date = SessionDate(.interval(day, day.adding(days: 9)), isOpen: true)
    let bytes = try #require(facts(of: session)).bytes
    #expect(read(bytes) == facts(of: session))
    for length in bytes.indices { #expect(read(Array(bytes[..<length])) == nil, "\(length)") }
  }

  /// Nil for bytes that are refused.
  private func read(_ bytes: [UInt8]) -> SessionFacts? {
    bytes.withUnsafeBytes { raw in
      var reader = FactsReader()
      reader.open(raw)
      return try? SessionFacts(from: &reader)
    }
  }

  private func facts(of session: Session) -> SessionFacts? {
    let scope = LedgerEntry.Scope(occurrence: nil, unit: "diecai", number: 1)
    func entry(_ number: Int, _ content: LedgerEntry.Content) -> LedgerEntry {
      LedgerEntry(
        id: EntryID(origin: "o", number: number), at: noon, by: "甲", scope: scope, act: .record(content),
        source: nil,
        lateReason: nil, previous: "", hash: "")
    }
    let balance = Balance([
      entry(1, .session(session)),
      entry(2, .count(Count(.attendance, quantity: .range(20, 30, said: "二三十人")))),
      entry(3, .goods(GoodsMove(.give, item: "册", quantity: .exact(Figure(ticks: 12_345)), counter: "份"))),
    ])
    return balance.sessions.first.map { SessionFacts($0) }
  }

  @Test func `a stated total is evidence beside its parts, and counts where it stands alone`() async throws {
    try await withLedger { store, _ in
      func count(_ group: String, _ n: Int) -> LedgerEntry.Content {
        .count(Count(.attendance, group: group, quantity: .exact(Figure(n))))
      }
      _ = try await store.addSession(
        lecture(), occurrence: memberDay, unit: "diecai",
        figures: [count("家长", 30), count("孩子", 27), count("合计", 60)], by: "甲", at: noon)
      _ = try await store.addSession(
        lecture(), occurrence: memberDay, unit: "qixing", figures: [count("合计", 60)], by: "甲", at: noon)
      let balance = try await store.balance()
      #expect(balance.sessions[0].finalCounts().map(\.group) == ["家长", "孩子"])
      #expect(balance.sessions[0].statedTotals().map(\.quantity) == [.exact(60)])
      #expect(balance.sessions[1].finalCounts().map(\.group) == ["合计"])
      #expect(balance.sessions[1].statedTotals().isEmpty)
    }
  }
}

extension SessionFacts {
  fileprivate func isChosen(by choice: SessionChoice) -> Bool { choice.contains(head, zone: .utc) }
}
