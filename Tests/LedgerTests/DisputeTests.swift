import GRDB
import Ledger
import Recurrence
import TestSupport
import Testing

/// Two machines' ledgers meet: both branches are kept until somebody says which one stands.
struct DisputeTests {
  private func attendance(_ n: Int) -> LedgerEntry.Content {
    .count(Count(.attendance, group: "家长", quantity: .exact(Figure(n))))
  }

  private func merge(_ one: LedgerStore, _ two: LedgerStore) async throws {
    _ = try await one.takeBack(try await two.exportedLines())
    _ = try await two.takeBack(try await one.exportedLines())
  }

  private func counts(_ store: LedgerStore) async throws -> [Quantity] {
    try await store.balance().sessions.flatMap { $0.finalCounts().map(\.quantity) }
  }

  /// Two ledgers with the same session and count; then the second one goes its own way.
  private func withTwo(
    _ body: (LedgerStore, LedgerStore, SessionKey, EntryID) async throws -> Void
  ) async throws {
    try await withLedger { one, _ in
      let added = try await one.addSession(
        lecture(), occurrence: memberDay, unit: "diecai", figures: [attendance(58)], by: "县", at: noon)
      try await withLedger { two, _ in
        try await merge(one, two)
        try await body(one, two, added.key, added.entries[1].id)
      }
    }
  }

  private func later(_ seconds: Int) -> Timestamp { noon.advanced(by: .seconds(seconds)) }

  @Test func `two corrections of one entry are both kept until one is chosen`() async throws {
    try await withTwo { one, two, key, entry in
      let first = try await one.correct(entry, with: attendance(60), reason: "重数", by: "县", at: later(1)).id
      let second = try await two.correct(entry, with: attendance(61), reason: "签到表", by: "市", at: later(2)).id
      try await merge(one, two)
      let dispute = try #require(try await one.balance().disputes.first)
      #expect(dispute.entry == entry && Set(dispute.branches) == [first, second])
      #expect(try await two.balance().disputes == [dispute])
      #expect(try await counts(one) == [.exact(61)])
      #expect(try await one.entries(of: key).map(\.id).suffix(2) == [first, second])
      let settled = try await one.settle(entry, .keep(first), reason: "现场核对", by: "市", at: later(3))
      #expect(settled.map(\.act) == [.void(second, reason: "现场核对")])
      #expect(try await one.balance().disputes == [])
      #expect(try await counts(one) == [.exact(60)])
      try await merge(one, two)
      #expect(try await counts(two) == [.exact(60)])
      #expect(try await two.verify() == [])
      await #expect(throws: BookFault.notDisputed(entry)) {
        _ = try await one.settle(entry, .keep(first), reason: "再来", by: "市", at: later(4))
      }
    }
  }

  @Test func `the amended entry itself may be what stands`() async throws {
    try await withTwo { one, two, _, entry in
      _ = try await one.correct(entry, with: attendance(60), reason: "重数", by: "县", at: later(1))
      _ = try await two.correct(entry, with: attendance(61), reason: "签到表", by: "市", at: later(2))
      try await merge(one, two)
      let other = EntryID(origin: entry.origin, number: 1)
      await #expect(throws: BookFault.self) {
        _ = try await one.settle(entry, .keep(other), reason: "?", by: "市", at: later(3))
      }
      await #expect(throws: BookFault.notSessions(entry)) {
        _ = try await one.settle(entry, .both, reason: "?", by: "市", at: later(3))
      }
      #expect(try await one.settle(entry, .keep(entry), reason: "原来没错", by: "市", at: later(3)).count == 2)
      #expect(try await counts(one) == [.exact(58)])
      #expect(try await one.balance().disputes == [])
    }
  }

  @Test func `a void on one machine and a correction on the other disagree, whichever came first`()
    async throws
  {
    for order in [(1, 2), (2, 1)] {
      try await withTwo { one, two, _, entry in
        let void = try await one.void(entry, reason: "重复", by: "县", at: later(order.0)).id
        let correction = try await two.correct(
          entry, with: attendance(61), reason: "签到表", by: "市", at: later(order.1)
        ).id
        try await merge(one, two)
        #expect(try await one.balance().disputes.map(\.entry) == [entry])
        #expect(try await counts(one) == [])
        _ = try await two.settle(entry, .keep(correction), reason: "没有重复", by: "市", at: later(3))
        #expect(try await counts(two) == [.exact(61)])
        #expect(try await two.balance().disputes == [])
        _ = void
      }
    }
  }

  @Test func `one who corrects twice, or corrects and then voids, disputes nothing`() async throws {
    try await withTwo { one, _, _, entry in
      _ = try await one.correct(entry, with: attendance(60), reason: "一", by: "县", at: later(1))
      _ = try await one.correct(entry, with: attendance(62), reason: "二", by: "县", at: later(2))
      #expect(try await counts(one) == [.exact(62)])
      _ = try await one.void(entry, reason: "三", by: "县", at: later(3))
      #expect(try await counts(one) == [])
      #expect(try await one.balance().disputes == [])
    }
  }

  /// Two machines that each add a session of one unit, with figures.
  private func withSameKey(_ body: (LedgerStore, SessionKey, [EntryID]) async throws -> Void) async throws {
    try await withLedger { one, _ in
      let first = try await one.addSession(
        lecture(), occurrence: memberDay, unit: "diecai", figures: [attendance(58)], by: "县", at: noon)
      try await withLedger { two, _ in
        let second = try await two.addSession(
          lecture(on: "2026-05-30"), occurrence: memberDay, unit: "diecai", figures: [attendance(70)],
          by: "市",
          at: later(5))
        try await merge(one, two)
        #expect(first.key == second.key)
        try await body(one, first.key, [first.entries[0].id, second.entries[0].id])
      }
    }
  }

  @Test func `of two sessions under one key the one that is kept takes the other's figures out`() async throws
  {
    for kept in [0, 1] {
      try await withSameKey { store, key, sessions in
        #expect(try await store.balance().disputes.map(\.subject) == [.sessions(key)])
        #expect(try await Set(counts(store)) == [.exact(58), .exact(70)])
        _ = try await store.settle(sessions[1], .keep(sessions[kept]), reason: "同一场", by: "市", at: later(9))
        #expect(try await counts(store) == [[.exact(58)], [.exact(70)]][kept])
        #expect(try await store.balance().disputes == [])
        #expect(try await store.entries(of: key).count == 6)
      }
    }
  }

  @Test func `two sessions that got one number are told apart`() async throws {
    try await withSameKey { store, key, sessions in
      _ = try await store.settle(sessions[0], .both, reason: "确是两场", by: "市", at: later(9))
      let balance = try await store.balance()
      #expect(balance.disputes == [])
      #expect(balance.sessions.map(\.key.number) == [1, 2])
      #expect(balance.sessions.map { $0.finalCounts().map(\.quantity) } == [[.exact(58)], [.exact(70)]])
      #expect(balance.sessions[1].session.date.first?.description == "2026-05-30")
      #expect(try await store.verify() == [])
      _ = key
    }
  }

  // MARK: What two machines say of one session

  private let leaflets = LedgerEntry.Content.goods(
    GoodsMove(.give, item: "画册", quantity: .exact(40), counter: "本"))
  private func moved(_ day: String) -> LedgerEntry.Content {
    .moved(SessionDate(SessionDate.day(day, notAfter: nil)!))
  }
  private func all(_ n: Int) -> LedgerEntry.Content {
    .count(Count(.attendance, quantity: .exact(Figure(n))))
  }

  /// What two machines record of a session that both have, neither knowing of the other's, and how many disputes come
  /// of it.
  @Test func `what can't both be so is asked about, and nothing else`() async throws {
    let cases: [(String, [LedgerEntry.Content], [LedgerEntry.Content], Int)] = [
      ("the same figures", [all(90), leaflets], [all(95), leaflets], 2),
      ("word for word the same", [all(90)], [all(90)], 1),
      ("of no group and of one", [all(90)], [attendance(95)], 1),
      ("other measures", [all(90)], [leaflets, .note("下雨")], 0),
      ("two days", [moved("2026-10-03")], [moved("2026-10-04")], 1),
      ("one day", [moved("2026-10-03")], [moved("2026-10-03")], 0),
      ("moved and cancelled", [moved("2026-10-03")], [.status(.cancelled)], 1),
      ("held and cancelled", [all(90), .status(.held)], [.status(.cancelled)], 1),
      ("counted and cancelled", [leaflets], [.status(.cancelled)], 1),
      ("held by both", [.status(.held)], [.status(.held)], 0),
      ("cancelled and merged", [.status(.cancelled)], [.status(.merged)], 1),
    ]
    for (name, mine, theirs, count) in cases {
      for order in [(1, 2), (2, 1)] {
        try await withTwo { one, two, key, entry in
          _ = try await one.void(entry, reason: "未报", by: "县", at: noon)
          try await merge(one, two)
          _ = try await one.record(mine, in: key, by: "县", at: later(order.0))
          _ = try await two.record(theirs, in: key, by: "市", at: later(order.1))
          try await merge(one, two)
          let disputes = try await one.balance().disputes
          #expect(disputes.count == count, "\(name)")
          #expect(try await one.facts(zone: .utc).disputes == disputes, "\(name)")
          #expect(try await two.balance().disputes == disputes, "\(name)")
          for dispute in disputes {
            _ = try await one.settle(
              dispute.entry, .keep(dispute.branches[0]), reason: "核对", by: "市", at: noon)
          }
          #expect(try await one.balance().disputes == [], "\(name)")
          try await merge(one, two)
          #expect(try await two.balance() == (try await one.balance()), "\(name)")
        }
      }
    }
  }

  @Test func `of two disputes about one entry the one is settled that the kept entry belongs to`()
    async throws
  {
    try await withTwo { one, two, key, _ in
      let mine = try await one.record([leaflets, .status(.cancelled)], in: key, by: "县", at: later(1))
      _ = try await two.record([leaflets], in: key, by: "市", at: later(2))
      try await merge(one, two)
      let disputes = try await one.balance().disputes
      #expect(disputes.map(\.subject) == [.figures(key), .course(key)])
      #expect(Set(disputes.map(\.entry)).count == 1)
      _ = try await one.settle(disputes[1].entry, .keep(mine[1].id), reason: "没办", by: "市", at: later(3))
      #expect(try await one.balance().disputes == [])
      #expect(try await one.session(key)?.isCounted == false)
    }
  }

  @Test func `of two figures the later one counts until one or both are chosen`() async throws {
    for verdict in [0, 1, 2] {
      try await withTwo { one, two, key, entry in
        _ = try await one.void(entry, reason: "未报", by: "县", at: noon)
        try await merge(one, two)
        let mine = try await one.record([all(90)], in: key, by: "县", at: later(1))[0].id
        let theirs = try await two.record([all(95)], in: key, by: "市", at: later(2))[0].id
        try await merge(one, two)
        #expect(try await counts(one) == [.exact(95)])
        #expect(try await one.facts(zone: .utc).sessions[0].counts.map(\.quantity) == [.exact(95)])
        let choice: LedgerStore.Verdict = [.keep(mine), .keep(theirs), .both][verdict]
        _ = try await one.settle(mine, choice, reason: "核对", by: "市", at: later(3))
        let expected: [Quantity] = [[.exact(90)], [.exact(95)], [.exact(95), .exact(90)]][verdict]
        try await merge(one, two)
        for store in [one, two] {
          #expect(try await counts(store) == expected)
          #expect(try await store.balance().disputes == [])
          #expect(try await store.verify() == [])
        }
      }
    }
  }

  @Test func `whoever knows of the other's figure, day or state disputes nothing`() async throws {
    try await withTwo { one, two, key, _ in
      _ = try await one.record([all(90), moved("2026-10-03")], in: key, by: "县", at: later(60))
      try await merge(one, two)
      // Its clock is slow, too.
      _ = try await two.record([all(20), moved("2026-10-04")], in: key, by: "市", at: later(1))
      try await merge(one, two)
      _ = try await one.record([.status(.cancelled)], in: key, by: "县", at: later(-5))
      try await merge(one, two)
      for store in [one, two] {
        let balance = try await store.balance()
        #expect(balance.disputes == [])
        #expect(balance.sessions[0].session.status == .cancelled)
        #expect(balance.sessions[0].session.date.first?.description == "2026-10-04")
        #expect(balance.sessions[0].counts.count == 3)
      }
    }
  }

  @Test(arguments: [true, false])
  func `what comes without a reason after another machine closed the occurrence is asked about`(
    _ isLetIn: Bool
  )
    async throws
  {
    try await withTwo { one, two, key, _ in
      _ = try await one.append(
        [
          LedgerDraft(
            scope: .init(occurrence: memberDay, unit: "gx"), .record(.closing(Closing(isClosed: true))))
        ], by: "区", at: later(5))
      let late = try await two.record([leaflets], in: key, by: "市", at: later(9))[0].id
      try await merge(one, two)
      let dispute = try #require(try await one.balance().disputes.first)
      #expect(dispute.subject == .late(memberDay) && dispute.entry == late)
      #expect(try await one.facts(zone: .utc).disputes == [dispute])
      #expect(try await two.balance().disputes == [dispute])
      let settled = try await one.settle(
        late, .keep(isLetIn ? late : dispute.branches[0]), reason: "补报", by: "区", at: later(20))
      #expect(settled.count == (isLetIn ? 2 : 1) && settled.allSatisfy { $0.lateReason == "补报" })
      try await merge(one, two)
      for store in [one, two] {
        #expect(try await store.balance().disputes == [])
        #expect(try await store.session(key)?.given.count == (isLetIn ? 1 : 0))
      }
    }
  }
}
