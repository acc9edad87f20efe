import Ledger
import Planning
import Recurrence
import TestSupport
import Testing

/// Two machines decide without knowing of one another: nothing is lost, and somebody is asked.
struct VerdictTests {
  private typealias Verdict = LedgerStore.Verdict

  private func merge(_ one: LedgerStore, _ two: LedgerStore) async throws {
    _ = try await one.takeBack(try await two.exportedLines())
    _ = try await two.takeBack(try await one.exportedLines())
  }

  private func later(_ seconds: Int) -> Timestamp { noon.advanced(by: .seconds(seconds)) }

  private func attendance(_ n: Int, of group: String? = nil) -> LedgerEntry.Content {
    .count(Count(.attendance, group: group, quantity: .exact(Figure(n))))
  }

  private func counts(_ store: LedgerStore) async throws -> [Quantity] {
    try await store.balance().sessions.flatMap { $0.finalCounts().map(\.quantity) }
  }

  /// What the two say, as a dispute of the ledger of both.
  private enum Case: String, CaseIterable { case figures, amendments, voidAgainstCorrection, sessions }

  /// Two ledgers that disagree on one thing and know it.
  private func withDispute(
    _ kind: Case, _ body: (LedgerStore, LedgerStore, Dispute) async throws -> Void
  ) async throws {
    try await withLedger { one, _ in
      try await withLedger { two, _ in
        let added = try await one.addSession(
          lecture(), occurrence: memberDay, unit: "diecai", figures: [self.attendance(58, of: "家长")], by: "县",
          at: noon)
        if kind == .sessions {
          _ = try await two.addSession(
            lecture(on: "2026-05-30"), occurrence: memberDay, unit: "diecai",
            figures: [self.attendance(70, of: "家长")], by: "市", at: self.later(5))
        } else {
          try await self.merge(one, two)
        }
        let entry = added.entries[1].id
        switch kind {
        case .figures:
          _ = try await one.record([self.attendance(5, of: "孩子")], in: added.key, by: "县", at: self.later(1))
          _ = try await two.record([self.attendance(8, of: "孩子")], in: added.key, by: "市", at: self.later(2))
        case .amendments:
          _ = try await one.correct(
            entry, with: self.attendance(60), reason: "重数", by: "县", at: self.later(1))
          _ = try await two.correct(
            entry, with: self.attendance(66), reason: "签到", by: "市", at: self.later(2))
        case .voidAgainstCorrection:
          _ = try await one.void(entry, reason: "重复", by: "县", at: self.later(1))
          _ = try await two.correct(
            entry, with: self.attendance(66), reason: "签到", by: "市", at: self.later(2))
        case .sessions: break
        }
        try await self.merge(one, two)
        try await body(one, two, try #require(try await one.balance().disputes.first))
      }
    }
  }

  /// What counts while two verdicts stand against each other, and once the first or the second one is taken.
  ///
  /// Of a dispute's own entries 0 is the first branch, 1 the second, -1 the entry itself and nil both.
  @Test func `two machines that settle a dispute differently are asked again, and lose nothing`() async throws
  {
    let cases: [(Case, Int?, Int?, meanwhile: [Int], first: [Int], second: [Int])] = [
      (.figures, 0, 1, [58, 8], [58, 5], [58, 8]),
      (.figures, nil, 1, [5, 8, 58], [5, 8, 58], [58, 8]),
      (.figures, nil, 0, [5, 8, 58], [5, 8, 58], [58, 5]),
      (.amendments, 0, 1, [66], [60], [66]),
      (.amendments, -1, 0, [60], [58], [60]),
      (.voidAgainstCorrection, 0, 1, [66], [], [66]),
      (.sessions, 0, 1, [58], [58], [70]),
      (.sessions, nil, 0, [58, 70], [58, 70], [58]),
      (.sessions, nil, 1, [58, 70], [58, 70], [70]),
    ]
    for (kind, mine, theirs, meanwhile, first, second) in cases {
      for isSecondKept in [false, true] {
        try await withDispute(kind) { one, two, dispute in
          let name = "\(kind) \(String(describing: mine)) \(String(describing: theirs))"
          // By what they say: ids are random, and so is their order.
          let branches = try await self.inOrder(dispute, one)
          func verdict(_ choice: Int?) -> Verdict {
            choice.map { .keep($0 < 0 ? dispute.entry : branches[$0]) } ?? .both
          }
          let said = try await one.settle(
            dispute.entry, verdict(mine), reason: "县里核对", by: "县", at: self.later(10))
          let other = try await two.settle(
            dispute.entry, verdict(theirs), reason: "市里核对", by: "市", at: self.later(20))
          try await self.merge(one, two)
          let disputes = try await one.balance().disputes
          #expect(disputes.map(\.subject) == [.verdicts], "\(name): \(disputes)")
          #expect(try await two.balance().disputes == disputes, "\(name)")
          #expect(try await one.facts(zone: .utc).disputes == disputes, "\(name)")
          #expect(try await Set(self.counts(one)) == Set(meanwhile.map { .exact(Figure($0)) }), "\(name)")
          #expect(try await one.counted() == meanwhile.reduce(0, +), "\(name)")
          let kept = try #require((isSecondKept ? other : said).first?.id)
          _ = try await two.settle(disputes[0].entry, .keep(kept), reason: "定了", by: "区", at: self.later(30))
          try await self.merge(one, two)
          for store in [one, two] {
            #expect(try await store.balance().disputes == [], "\(name)")
            let expected = (isSecondKept ? second : first).map { Quantity.exact(Figure($0)) }
            #expect(try await Set(self.counts(store)) == Set(expected), "\(name) \(isSecondKept)")
            #expect(try await store.facts(zone: .utc).disputes == [], "\(name)")
            #expect(try await store.verify() == [], "\(name)")
          }
        }
      }
    }
  }

  private func inOrder(_ dispute: Dispute, _ store: LedgerStore) async throws -> [EntryID] {
    var entries: [LedgerEntry] = []
    for id in dispute.branches { entries.append(try #require(try await store.entry(id))) }
    return entries.sorted { $0.at < $1.at }.map(\.id)
  }

  @Test func `the same verdict twice is no dispute`() async throws {
    try await withDispute(.figures) { one, two, dispute in
      for (store, seconds) in [(one, 10), (two, 20)] {
        _ = try await store.settle(
          dispute.entry, .keep(dispute.branches[0]), reason: "核对", by: "市", at: self.later(seconds))
      }
      try await self.merge(one, two)
      #expect(try await one.balance().disputes == [])
      #expect(try await one.facts(zone: .utc).disputes == [])
    }
  }

  @Test(arguments: [true, false])
  func `let in by one machine and left out by the other is asked about`(_ isLetIn: Bool) async throws {
    try await withLedger { one, _ in
      try await withLedger { two, _ in
        let key = try await one.addSession(
          lecture(), occurrence: memberDay, unit: "diecai", by: "县", at: noon
        ).key
        try await self.merge(one, two)
        let closing = try await one.append(
          [
            LedgerDraft(
              scope: .init(occurrence: memberDay, unit: "gx"), .record(.closing(Closing(isClosed: true))))
          ], by: "区", at: self.later(5))[0].id
        let late = try await two.record([self.attendance(21)], in: key, by: "市", at: self.later(9))[0].id
        try await self.merge(one, two)
        let letIn = try await one.settle(late, .keep(late), reason: "补报", by: "县", at: self.later(10))
        let out = try await two.settle(late, .keep(closing), reason: "迟了", by: "市", at: self.later(11))
        try await self.merge(one, two)
        let dispute = try #require(try await one.balance().disputes.first)
        #expect(dispute.subject == .verdicts && dispute.session == key)
        #expect(try await one.facts(zone: .utc).disputes == [dispute])
        _ = try await one.settle(
          dispute.entry, .keep((isLetIn ? letIn : out)[0].id), reason: "定了", by: "区", at: self.later(20))
        #expect(try await one.balance().disputes == [])
        #expect(try await self.counts(one) == (isLetIn ? [.exact(21)] : []))
      }
    }
  }

  // MARK: Decisions and goods

  private func decision(_ act: ReportDecision.Act) -> LedgerDraft {
    LedgerDraft(
      scope: .init(occurrence: memberDay, unit: "diecai"),
      .record(.acceptance(ReportDecision(act, decidedBy: "guilin", reason: act == .waive ? "停电" : nil))))
  }

  private var report: LedgerDraft {
    LedgerDraft(scope: .init(occurrence: memberDay, unit: "diecai"), .record(.report(Report())))
  }

  @Test(arguments: [true, false], [1, -1])
  func `what was recorded unknown to whoever accepted the report is asked about`(
    _ isOpenedAgain: Bool, _ seconds: Int
  ) async throws {
    try await withLedger { one, _ in
      try await withLedger { two, _ in
        let added = try await one.addSession(
          lecture(), occurrence: memberDay, unit: "diecai", figures: [self.attendance(50)], by: "县", at: noon)
        _ = try await one.append([self.report], by: "县", at: self.later(1))
        try await self.merge(one, two)
        let accepted = try await one.append([self.decision(.accept)], by: "市", at: self.later(10))[0].id
        let entry = added.entries[1].id
        let corrected = try await two.correct(
          entry, with: self.attendance(90), reason: "重数", by: "县", at: self.later(10 + seconds)
        ).id
        try await self.merge(one, two)
        let disputes = try await one.balance().disputes
        #expect(disputes.map(\.subject) == [.decided(memberDay, unit: "diecai", .accept)])
        #expect(disputes[0].branches == [accepted, corrected])
        #expect(try await one.facts(zone: .utc).disputes == disputes)
        _ = try await one.settle(
          corrected, .keep(isOpenedAgain ? corrected : accepted), reason: "核对", by: "市", at: self.later(20))
        for store in [one, two] {
          try await self.merge(one, two)
          #expect(try await store.balance().disputes == [])
          #expect(try await store.facts(zone: .utc).disputes == [])
          #expect(try await self.counts(store) == [.exact(isOpenedAgain ? 90 : 50)])
          let balance = try await store.reportBalance(of: memberDay)
          let state = Acceptance(balance, units: nil).state(of: "diecai")
          #expect(state == (isOpenedAgain ? .reported : .accepted))
        }
      }
    }
  }

  @Test(arguments: [true, false])
  func `a report and a waiver that knew nothing of one another are asked about`(_ isTaken: Bool) async throws
  {
    try await withLedger { one, _ in
      try await withLedger { two, _ in
        _ = try await one.append(
          [LedgerDraft(scope: .init(unit: "gx"), .record(.note("开始")))], by: "区", at: noon)
        try await self.merge(one, two)
        let reported = try await one.append([self.report], by: "县", at: self.later(1))[0].id
        let waived = try await two.append([self.decision(.waive)], by: "市", at: self.later(2))[0].id
        try await self.merge(one, two)
        let disputes = try await two.balance().disputes
        #expect(disputes.map(\.subject) == [.decided(memberDay, unit: "diecai", .waive)])
        #expect(try await two.facts(zone: .utc).disputes == disputes)
        _ = try await two.settle(
          reported, .keep(isTaken ? reported : waived), reason: "核对", by: "市", at: self.later(9))
        #expect(try await two.balance().disputes == [])
        let state = Acceptance(try await two.reportBalance(of: memberDay), units: nil).state(of: "diecai")
        #expect(state == (isTaken ? .reported : .waived))
      }
    }
  }

  /// Which of the two came first, and which is kept.
  @Test(arguments: [(true, true), (true, false), (false, true), (false, false)])
  func `an acceptance and a sending back that knew nothing of one another are asked about`(
    _ isAcceptedFirst: Bool, _ isAccepted: Bool
  ) async throws {
    try await withLedger { one, _ in
      try await withLedger { two, _ in
        _ = try await one.append([self.report], by: "县", at: noon)
        try await self.merge(one, two)
        let accepted = try await one.append(
          [self.decision(.accept)], by: "市", at: self.later(isAcceptedFirst ? 1 : 3))[0].id
        let opened = try await two.append([self.decision(.reopen)], by: "市", at: self.later(2))[0].id
        try await self.merge(one, two)
        let disputes = try await two.balance().disputes
        #expect(disputes.map(\.subject) == [.opposed(memberDay, unit: "diecai", .accept)])
        #expect(disputes.map(\.branches) == [[accepted, opened]])
        #expect(try await two.facts(zone: .utc).disputes == disputes)
        func state() async throws -> ReportState {
          Acceptance(try await two.reportBalance(of: memberDay), units: nil).state(of: "diecai")
        }
        #expect(try await state() == (isAcceptedFirst ? .reopened : .accepted))
        _ = try await two.settle(
          opened, .keep(isAccepted ? accepted : opened), reason: "核对", by: "市", at: self.later(9))
        try await self.merge(one, two)
        #expect(try await one.balance().disputes == [])
        #expect(try await one.facts(zone: .utc).disputes == [])
        #expect(try await state() == (isAccepted ? .accepted : .reopened))
      }
    }
  }

  /// What two machines entered of one shelf, whether that is asked about, and what is left meanwhile and if both are.
  @Test(arguments: [
    ("receive 100", "receive 100", true, 100, 200), ("receive 100", "receive 90", false, 190, 190),
    ("count 50", "count 40", true, 40, 40), ("count 50", "count 50", false, 50, 50),
  ])
  func `goods of a unit that two machines entered are asked about if they look the same`(
    _ mine: String, _ theirs: String, _ isAsked: Bool, _ meanwhile: Int, _ both: Int
  ) async throws {
    func draft(_ words: String) throws -> LedgerDraft {
      let parts = words.split(separator: " ").map(String.init)
      let move = GoodsMove(
        try #require(GoodsMove.Kind(rawValue: parts[0])), item: "折页",
        quantity: .exact(try #require(Figure(parts[1]))), counter: "份")
      return LedgerDraft(scope: .init(unit: "diecai"), .record(.goods(move)))
    }
    func left(_ store: LedgerStore) async throws -> [Quantity] {
      StockBook(try await store.goods(), units: try smallRegion(), zone: .utc).stocks.map(\.left)
    }
    try await withLedger { one, _ in
      try await withLedger { two, _ in
        let first = try await one.append([try draft(mine)], by: "县", at: noon)[0].id
        let second = try await two.append([try draft(theirs)], by: "县", at: self.later(2))[0].id
        try await self.merge(one, two)
        for store in [one, two] {
          let disputes = try await store.balance().disputes
          #expect(disputes.map(\.branches) == (isAsked ? [[first, second]] : []))
          #expect(try await store.facts(zone: .utc).disputes == disputes)
          #expect(try await left(store) == [.exact(Figure(meanwhile))])
        }
        guard isAsked, mine == theirs else { return }
        _ = try await one.settle(first, .both, reason: "两批", by: "县", at: self.later(9))
        #expect(try await one.balance().disputes == [])
        #expect(try await left(one) == [.exact(Figure(both))])
      }
    }
  }

  /// How much each machine accepted of 200, whether that is asked about, and what counts meanwhile.
  @Test(arguments: [(200, 190, true, 190), (120, 80, false, 200)])
  func `an allocation that two machines accepted is asked about if it is more than was sent`(
    _ mine: Int, _ theirs: Int, _ isAsked: Bool, _ meanwhile: Int
  ) async throws {
    try await withLedger { one, _ in
      try await withLedger { two, _ in
        var sent = GoodsMove(.allocate, item: "折页", quantity: .exact(200), counter: "份", to: "diecai")
        sent.reason = nil
        let allocation = try await one.append(
          [LedgerDraft(scope: .init(unit: "guilin"), .record(.goods(sent)))], by: "市", at: noon)[0].id
        try await self.merge(one, two)
        func accepted(_ n: Int) -> LedgerDraft {
          var move = GoodsMove(.accept, item: "折页", quantity: .exact(Figure(n)), counter: "份")
          move.allocation = allocation.description
          return LedgerDraft(scope: .init(unit: "diecai"), .record(.goods(move)))
        }
        let first = try await one.append([accepted(mine)], by: "县", at: self.later(1))[0].id
        _ = try await two.append([accepted(theirs)], by: "县", at: self.later(2))
        try await self.merge(one, two)
        let disputes = try await one.balance().disputes
        #expect(disputes.map(\.subject) == (isAsked ? [.acceptances(allocation)] : []))
        #expect(try await one.facts(zone: .utc).disputes == disputes)
        #expect(try await one.accepted() == meanwhile)
        guard isAsked else { return }
        _ = try await one.settle(first, .both, reason: "两批", by: "县", at: self.later(9))
        #expect(try await one.balance().disputes == [])
        #expect(try await one.accepted() == mine + theirs)
      }
    }
  }

  /// Two machines, each of which kept its own acceptance of one allocation; `isBoth` where the second kept both.
  @Test(arguments: [false, true])
  func `opposite verdicts about an acceptance lose neither, and are asked about`(_ isBoth: Bool) async throws
  {
    try await withLedger { one, _ in
      try await withLedger { two, _ in
        let allocation = try await one.append(
          [
            LedgerDraft(
              scope: .init(unit: "guilin"),
              .record(
                .goods(
                  GoodsMove(.allocate, item: "折页", quantity: .exact(200), counter: "份", to: "diecai"))))
          ], by: "市", at: noon)[0].id
        try await self.merge(one, two)
        func accepted(_ n: Int) -> LedgerDraft {
          var move = GoodsMove(.accept, item: "折页", quantity: .exact(Figure(n)), counter: "份")
          move.allocation = allocation.description
          return LedgerDraft(scope: .init(unit: "diecai"), .record(.goods(move)))
        }
        let mine = try await one.append([accepted(200)], by: "县", at: self.later(1))[0].id
        let theirs = try await two.append([accepted(190)], by: "县", at: self.later(2))[0].id
        try await self.merge(one, two)
        let kept = try await one.settle(mine, .keep(mine), reason: "以一为准", by: "县", at: self.later(3))
        _ = try await two.settle(
          theirs, isBoth ? .both : .keep(theirs), reason: "以二为准", by: "县", at: self.later(4))
        try await self.merge(one, two)
        for store in [one, two] {
          let disputes = try await store.balance().disputes
          #expect(disputes.map(\.subject) == [.verdicts])
          #expect(try await store.facts(zone: .utc).disputes == disputes)
          #expect(try await store.accepted() > 0)
        }
        _ = try await two.settle(
          kept[0].id, .keep(kept[0].id), reason: "定了", by: "市", at: self.later(9))
        try await self.merge(one, two)
        for store in [one, two] {
          #expect(try await store.balance().disputes == [])
          #expect(try await store.accepted() == 200)
        }
      }
    }
  }
}

extension LedgerStore {
  /// The attendance that summaries read.
  fileprivate func counted() async throws -> Int {
    try await facts(zone: .utc).sessions.all().filter(\.isCounted).flatMap(\.counts)
      .reduce(0) { $0 + (Int($1.quantity.n?.description ?? "") ?? 0) }
  }

  fileprivate func accepted() async throws -> Int {
    try await goods().goods.filter { $0.value.kind == .accept }
      .reduce(0) { $0 + (Int($1.value.quantity.n?.description ?? "") ?? 0) }
  }
}
