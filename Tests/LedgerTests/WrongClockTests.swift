import GRDB
@testable import Ledger
import Planning
import Recurrence
import TestSupport
import Testing

/// Whatever the clock of a machine did, nothing that was recorded is lost, and all who read it agree.
struct WrongClockTests {
  private func contents(_ store: LedgerStore) async throws -> [String] {
    try await store.balance().sessions.map { session in
      let counts = session.counts.map(\.value)
      let goods = session.goods.map(\.value)
      return
        "\(session.key) \(session.session) \(session.isHeld) \(counts) \(goods) \(session.notes.map(\.value))"
    }
  }

  private func expectAgreement(_ store: LedgerStore, _ note: Comment) async throws {
    let balance = try await store.balance()
    #expect(try await store.facts(zone: .utc) == LedgerFacts(balance), note)
    for session in balance.sessions {
      let alone = try await store.sessions(under: session.key).sessions
      #expect(alone.contains(session), note)
    }
    #expect(try await store.verify() == [], note)
  }

  @Test(arguments: 1...10)
  func `the same steps under a wrong clock make the same sessions, figures and states`(_ seed: UInt64)
    async throws
  {
    try await withLedger { right, rightPool in
      try await withLedger { wrong, wrongPool in
        var first = RandomLedger(seed: seed)
        var second = RandomLedger(seed: seed, clockSeed: seed &+ 7)
        try await first.take(80, in: right, rightPool)
        try await second.take(80, in: wrong, wrongPool)
        #expect(try await contents(right) == contents(wrong))
        try await expectAgreement(wrong, "alone")
        for session in try await wrong.balance().sessions {
          let numbers = try await wrong.entries(of: session.key).map(\.id.number)
          #expect(numbers == numbers.sorted())
        }
      }
    }
  }

  @Test(arguments: 1...10)
  func `two machines with wrong clocks that meet again and again agree with one another`(_ seed: UInt64)
    async throws
  {
    try await withLedger { one, onePool in
      try await withLedger { two, twoPool in
        var first = RandomLedger(seed: seed, clockSeed: seed &+ 1)
        var second = RandomLedger(seed: seed &+ 1000, clockSeed: seed &+ 2)
        for round in 1...4 {
          try await first.take(15, in: one, onePool)
          try await second.take(15, in: two, twoPool)
          _ = try await one.takeBack(try await two.exportedLines())
          _ = try await two.takeBack(try await one.exportedLines())
          let balance = try await one.balance()
          #expect(balance == (try await two.balance()), "round \(round)")
          try await expectAgreement(one, "round \(round)")
          try await expectAgreement(two, "round \(round)")
        }
        // Nobody stands before what he answers.
        let entries = try await onePool.read { try EntryRow.fetch($0, where: "TRUE", []) }
        for (place, entry) in entries.enumerated() {
          #expect(!entries[..<place].contains { $0.knows(entry.id) }, "\(entry.id)")
        }
      }
    }
  }

  private func later(_ seconds: Int) -> Timestamp { noon.advanced(by: .seconds(seconds)) }
  private let people = LedgerEntry.Content.count(Count(.attendance, quantity: .exact(70)))
  private let leaflets = LedgerEntry.Content.goods(
    GoodsMove(.give, item: "折页", quantity: .exact(40), counter: "份"))

  @Test(arguments: [-1, -300, -86_400, 0, 300])
  func `figures count though the clock of a second machine is slow`(_ seconds: Int) async throws {
    try await withLedger { one, _ in
      let key = try await one.addSession(lecture(), occurrence: memberDay, unit: "diecai", by: "县", at: noon)
        .key
      let next = try await one.addSession(lecture(), occurrence: memberDay, unit: "qixing", by: "县", at: noon)
        .key
      try await withLedger { two, _ in
        _ = try await two.takeBack(try await one.exportedLines())
        _ = try await two.record([people, leaflets], in: key, by: "市", at: later(seconds))
        _ = try await two.record([.status(.cancelled)], in: next, by: "市", at: later(seconds))
        _ = try await one.takeBack(try await two.exportedLines())
        for store in [one, two] {
          let facts = try await store.facts(zone: .utc)
          #expect(facts.sessions.map { $0.counts.count } == [1, 0] && facts.disputes == [])
          #expect(facts.sessions.map { $0.given.count } == [1, 0])
          #expect(facts.sessions.map(\.status) == [.planned, .cancelled])
          try await expectAgreement(store, "\(seconds)")
        }
        // And back: what answers an entry comes after it.
        _ = try await one.record([.status(.held)], in: next, by: "县", at: later(-7200))
        #expect(try await one.session(next)?.session.status == .held)
        _ = try await two.takeBack(try await one.exportedLines())
        #expect(try await two.session(next)?.session.status == .held)
        #expect(try await two.balance().disputes == [])
      }
    }
  }

  @Test func `a report that comes again counts though the clock was set back`() async throws {
    try await withLedger { store, _ in
      let scope = LedgerEntry.Scope(occurrence: memberDay, unit: "diecai")
      let steps: [(Int, LedgerEntry.Content)] = [
        (0, .report(Report())),
        (-60, .acceptance(ReportDecision(.reopen, part: nil, decidedBy: "guilin", reason: "缺照片"))),
        (-120, .report(Report())),
        (-600, .acceptance(ReportDecision(.accept, part: nil, decidedBy: "guilin", reason: nil))),
      ]
      let expected: [ReportState] = [.reported, .reopened, .reported, .accepted]
      for ((seconds, content), state) in zip(steps, expected) {
        _ = try await store.append([LedgerDraft(scope: scope, .record(content))], by: "县", at: later(seconds))
        #expect(try await store.standing(of: memberDay, unit: "diecai").progress.state() == state)
        let balance = try await store.reportBalance(of: memberDay)
        #expect(Acceptance(balance, units: nil).state(of: "diecai") == state)
      }
    }
  }
}
