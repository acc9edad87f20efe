import Ledger
import Recurrence
import TestSupport
import Testing

/// Corrections of corrections, voids and voids of those on three machines: whatever met, every dispute can be answered,
/// the answer stands, and at last nothing is left to ask.
struct SettlingTests {
  /// Machines that record one figure and amend it at random, and the random numbers that they do it by.
  private struct Machines {
    let stores: [LedgerStore]
    let session: SessionKey
    let root: EntryID
    var random: SeededGenerator
    private var seconds = 0

    init(_ stores: [LedgerStore], _ session: SessionKey, root: EntryID, seed: UInt64) {
      self.stores = stores
      (self.session, self.root) = (session, root)
      random = SeededGenerator(seed: seed)
    }

    /// Clocks go a little wrong.
    mutating func now() -> Timestamp {
      seconds += 10
      return noon.advanced(by: .seconds(seconds + Int.random(in: -25...25, using: &random)))
    }

    mutating func anyStore() -> LedgerStore { stores.randomElement(using: &random)! }

    /// Somebody amends what he sees, or takes in what another one wrote. What the ledger refuses is not entered.
    mutating func step(_ number: Int) async throws {
      let store = anyStore()
      switch Int.random(in: 0..<10, using: &random) {
      case 0..<3: _ = try await store.takeBack(try await anyStore().exportedLines())
      case 3..<5:
        guard let entry = try await figures(of: store).randomElement(using: &random) else { return }
        let at = now()
        _ = try? await store.void(entry, reason: "重复", by: "县", at: at)
      default:
        guard let entry = try await figures(of: store).randomElement(using: &random) else { return }
        let content = LedgerEntry.Content.count(Count(.attendance, quantity: .exact(Figure(100 + number))))
        let at = now()
        _ = try? await store.correct(entry, with: content, reason: "重数", by: "县", at: at)
      }
    }

    func figures(of store: LedgerStore) async throws -> [EntryID] {
      try await store.entries(of: session).filter { $0.act.content?.kind == "count" }.map(\.id)
    }

    func meet() async throws {
      for one in stores {
        for other in stores { _ = try await one.takeBack(try await other.exportedLines()) }
      }
    }
  }

  private func withMachines(seed: UInt64, _ body: (inout Machines) async throws -> Void) async throws {
    try await withLedger { one, _ in
      try await withLedger { two, _ in
        try await withLedger { three, _ in
          let figure = LedgerEntry.Content.count(Count(.attendance, quantity: .exact(58)))
          let added = try await one.addSession(
            lecture(), occurrence: memberDay, unit: "diecai", figures: [figure], by: "县", at: noon)
          var machines = Machines([one, two, three], added.key, root: added.entries[1].id, seed: seed)
          try await machines.meet()
          try await body(&machines)
        }
      }
    }
  }

  /// All ledgers say the same, and of one figure one version counts, or none.
  private func requireUnity(_ machines: Machines, _ remark: Comment) async throws -> Balance {
    let balance = try await machines.stores[0].balance()
    for store in machines.stores {
      #expect(try await store.balance() == balance, remark)
      let facts = try await store.facts(zone: .utc)
      #expect(facts.disputes == balance.disputes, remark)
      #expect(facts.sessions[0].counts == balance.sessions[0].finalCounts(), remark)
    }
    let states = EntryState.all(of: try await machines.stores[0].entries(of: machines.session))
    let figures = try await machines.figures(of: machines.stores[0])
    let counted = balance.sessions[0].counts.map(\.entry)
    #expect(counted.count <= 1, remark)
    #expect(counted.allSatisfy { states[$0] == .standing }, remark)
    if balance.disputes.isEmpty { #expect(figures.filter { states[$0] == .standing } == counted, remark) }
    return balance
  }

  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func `every dispute about a tree of amendments is answered once, and then none is left`(_ seed: UInt64)
    async throws
  {
    try await withMachines(seed: seed) { machines in
      for number in 0..<16 { try await machines.step(number) }
      try await machines.meet()
      var balance = try await requireUnity(machines, "seed \(seed)")
      var rounds = 0
      while let dispute = balance.disputes.randomElement(using: &machines.random) {
        rounds += 1
        try #require(rounds <= 40, "seed \(seed): settling does not end")
        let choices =
          dispute.subject == .amendments ? dispute.branches + [dispute.entry] : dispute.branches
        let kept = choices.randomElement(using: &machines.random)!
        let (store, at) = (machines.anyStore(), machines.now())
        _ = try await store.settle(dispute.entry, .keep(kept), reason: "核对", by: "市", at: at)
        try await machines.meet()
        balance = try await requireUnity(machines, "seed \(seed), round \(rounds)")
        #expect(!balance.disputes.contains(dispute), "seed \(seed), round \(rounds)")
        guard dispute.subject == .amendments else { continue }
        let states = EntryState.all(of: try await store.entries(of: machines.session))
        #expect(states[kept] != .void && states[kept] != .detached, "seed \(seed), round \(rounds)")
        for other in dispute.branches where other != kept {
          #expect(states[other] == .void, "seed \(seed), round \(rounds)")
        }
      }
    }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `what several machines settle at once is settled in the end, too`(_ seed: UInt64) async throws {
    try await withMachines(seed: seed) { machines in
      for number in 0..<12 { try await machines.step(number) }
      try await machines.meet()
      var balance = try await requireUnity(machines, "seed \(seed)")
      for round in 1...40 where !balance.disputes.isEmpty {
        // Who settles alone after a while has the last word.
        for store in round < 4 ? machines.stores : [machines.stores[0]] {
          guard let dispute = balance.disputes.randomElement(using: &machines.random),
            let kept = dispute.branches.randomElement(using: &machines.random)
          else { continue }
          let at = machines.now()
          _ = try await store.settle(dispute.entry, .keep(kept), reason: "核对", by: "市", at: at)
        }
        try await machines.meet()
        balance = try await requireUnity(machines, "seed \(seed), round \(round)")
      }
      #expect(balance.disputes == [], "seed \(seed): settling does not end")
    }
  }

  /// Settling one branch refuses everything that hangs on the other.
  @Test func `corrections of a refused correction are asked about no more`() async throws {
    try await withMachines(seed: 0) { machines in
      func count(_ n: Int) -> LedgerEntry.Content {
        .count(Count(.attendance, quantity: .exact(Figure(n))))
      }
      func later(_ seconds: Int) -> Timestamp { noon.advanced(by: .seconds(seconds)) }
      let (one, two, three) = (machines.stores[0], machines.stores[1], machines.stores[2])
      let root = machines.root
      let first = try await one.correct(root, with: count(60), reason: "重数", by: "县", at: later(1)).id
      _ = try await three.takeBack(try await one.exportedLines())
      let rival = try await two.correct(root, with: count(70), reason: "签到", by: "市", at: later(2)).id
      let below = try await one.correct(first, with: count(61), reason: "漏一人", by: "县", at: later(3)).id
      _ = try await three.correct(first, with: count(62), reason: "漏两人", by: "乡", at: later(4))
      try await machines.meet()
      #expect(try await one.balance().disputes.map(\.entry) == [root, first].sorted())
      _ = try await two.settle(root, .keep(rival), reason: "核对", by: "市", at: later(5))
      try await machines.meet()
      let balance = try await requireUnity(machines, "")
      #expect(balance.disputes == [])
      #expect(balance.sessions[0].counts.map(\.value.quantity) == [.exact(70)])
      await #expect(throws: BookFault.notDisputed(first)) {
        _ = try await one.settle(first, .keep(below), reason: "再来", by: "市", at: later(6))
      }
    }
  }
}
