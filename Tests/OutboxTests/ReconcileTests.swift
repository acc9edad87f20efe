import GRDB
import Outbox
import Planning
import Recurrence
import Testing

private let april = "2026-04-01T00:00:00Z"

@Suite struct ReconcileTests {
  @Test func `A new plan is added, and the same plan again changes nothing`() async throws {
    let outbox = try TemporaryOutbox()
    let plan = [
      planned("diecai", condition: .noReport, note: BilingualText(zh: "提前", en: "earlier")),
      planned("lingui"),
    ]
    let first = try await outbox.reconcile(plan, at: april)
    #expect(first.added == [key("diecai"), key("lingui")])
    #expect(first.unchanged == 0)

    let before = try await outbox.pool.writeWithoutTransaction { $0.totalChangesCount }
    let second = try await outbox.reconcile(plan, at: "2026-04-02T00:00:00Z")
    #expect(second.isEmpty)
    #expect(second.unchanged == 2)
    #expect(try await outbox.pool.writeWithoutTransaction { $0.totalChangesCount } == before)

    let entries = try await outbox.store.entries()
    #expect(entries.map(\.planned) == plan)
    #expect(entries.map(\.state) == [.scheduled, .scheduled])
    #expect(entries.map(\.changed) == [instant(april), instant(april)])
  }

  @Test func `What moves is moved and keeps its key`() async throws {
    let outbox = try TemporaryOutbox()
    _ = try await outbox.reconcile([planned("diecai"), planned("lingui")], at: april)
    let moved = planned("diecai", due: "2026-05-27T01:07:00Z")
    let report = try await outbox.reconcile([moved, planned("lingui")], at: april)
    #expect(report.moved.map(\.key) == [key("diecai")])
    #expect(report.moved.map(\.from) == [instant("2026-05-28T01:07:00Z")])
    #expect(report.moved.map(\.to) == [instant("2026-05-27T01:07:00Z")])
    #expect(report.added.isEmpty)
    #expect(report.cancelled.isEmpty)
    let entry = try #require(try await outbox.store.entry(key("diecai"))).entry
    #expect(entry.due == instant("2026-05-27T01:07:00Z"))
    #expect(entry.planned == moved)
  }

  @Test func `What differs in other ways is changed where it stands`() async throws {
    let outbox = try TemporaryOutbox()
    _ = try await outbox.reconcile([planned("diecai")], at: april)
    for changed in [
      planned("diecai", condition: .held), planned("diecai", endpoint: "guilin"),
      planned("diecai", note: BilingualText(zh: "改期")), planned("diecai", ends: "2026-05-30T16:00:00Z"),
      planned("diecai", expires: .seconds(60)),
    ] {
      let report = try await outbox.reconcile([changed], at: april)
      #expect(report.changed == [key("diecai")])
      #expect(report.moved.isEmpty)
      #expect(try await outbox.store.entries().map(\.planned) == [changed])
    }
  }

  @Test func `What vanishes is cancelled and is scheduled again when it reappears`() async throws {
    let outbox = try TemporaryOutbox()
    _ = try await outbox.reconcile([planned("diecai"), planned("lingui")], at: april)
    let without = try await outbox.reconcile([planned("lingui")], at: april)
    #expect(without.cancelled == [key("diecai")])
    let gone = try #require(try await outbox.store.entry(key("diecai"))).entry
    #expect(gone.state == .cancelled)
    #expect(gone.cancelledBy == "superseded")

    let again = planned("diecai", due: "2026-05-26T01:07:00Z")
    let back = try await outbox.reconcile([again, planned("lingui")], at: april)
    #expect(back.added == [key("diecai")])
    #expect(back.unchanged == 1)
    let entry = try #require(try await outbox.store.entry(key("diecai"))).entry
    #expect(entry.state == .scheduled)
    #expect(entry.due == instant("2026-05-26T01:07:00Z"))
  }

  @Test func `Only what is due in the window is cancelled`() async throws {
    let outbox = try TemporaryOutbox()
    _ = try await outbox.reconcile(
      [planned("diecai"), planned("lingui", due: "2026-06-01T00:00:00Z")], at: april)
    let report = try await outbox.store.reconcile(
      [], over: instant("2026-05-01T00:00:00Z")..<instant("2026-06-01T00:00:00Z"), keeping: [],
      at: instant(april))
    #expect(report.cancelled == [key("diecai")])
  }

  @Test func `What moves into the window from outside it is moved, not doubled`() async throws {
    let outbox = try TemporaryOutbox()
    _ = try await outbox.reconcile([planned("diecai", due: "2026-07-01T00:00:00Z")], at: april)
    let report = try await outbox.store.reconcile(
      [planned("diecai")], over: instant("2026-05-01T00:00:00Z")..<instant("2026-06-01T00:00:00Z"),
      keeping: [],
      at: instant(april))
    #expect(report.moved.map(\.from) == [instant("2026-07-01T00:00:00Z")])
    #expect(report.added.isEmpty)
    #expect(try await outbox.store.entries().count == 1)
  }

  @Test func `A campaign whose file is broken keeps its reminders`() async throws {
    let outbox = try TemporaryOutbox()
    _ = try await outbox.reconcile([planned("diecai"), planned("diecai", campaign: "visits")], at: april)
    let report = try await outbox.store.reconcile(
      [], over: everything, keeping: ["visits"], at: instant(april))
    #expect(report.cancelled == [key("diecai")])
    #expect(try await outbox.store.counts(of: "visits")[.scheduled] == 1)
  }

  @Test func `Nothing is added for an occurrence that ended before its campaign was first loaded`()
    async throws
  {
    let outbox = try TemporaryOutbox()
    let chase = planned("diecai", rule: "chase-1", due: "2026-06-10T01:07:00Z")
    let late = try await outbox.reconcile([chase], at: "2026-05-29T16:00:00Z")
    #expect(late.added.isEmpty)
    #expect(late.tooOld == 1)
    #expect(try await outbox.store.entries().isEmpty)
    #expect(try await outbox.reconcile([chase], at: "2026-06-01T00:00:00Z").tooOld == 1)
  }

  @Test func `The first load counts, not the latest plan`() async throws {
    let outbox = try TemporaryOutbox()
    let chase = planned("diecai", rule: "chase-1", due: "2026-06-10T01:07:00Z")
    try await outbox.store.recordLoad(of: ["member-day"], at: instant(april))
    try await outbox.store.recordLoad(of: ["member-day"], at: instant("2026-06-01T00:00:00Z"))
    #expect(try await outbox.reconcile([chase], at: "2026-06-01T00:00:00Z").added == [chase.key])
  }

  @Test func `What was attempted is left alone, whatever the plan says`() async throws {
    let outbox = try TemporaryOutbox()
    let units = ["delivered", "refused", "failed", "open"]
    _ = try await outbox.reconcile(units.map { planned($0) }, at: april)
    let now = instant("2026-05-28T01:07:00Z")
    let lease = now.advanced(by: .seconds(600))
    let due = try await outbox.store.due(limit: 10, at: now)
    let claimed = try await outbox.store.claim(due, until: lease, at: now)
    let states: [(DeliveryOutcome, ReminderState)] = [
      (.delivered, .delivered), (.refused(code: "93000"), .discarded(.refused(code: "93000"))),
      (.failed(reason: "reset"), .retryable(due: lease)),
    ]
    _ = try await outbox.store.settle(
      zip(claimed, states).map { reminder, end in
        Settlement(
          of: reminder, under: Lease(attempt: 1, until: lease), ended: now, report: DeliveryReport(end.0),
          state: end.1)
      })
    let before = try await outbox.store.entries()
    #expect(
      before.map(\.state.name).sorted { $0.rawValue < $1.rawValue } == [
        .delivered, .discarded, .retryable, .sending,
      ])

    let moved = try await outbox.reconcile(units.map { planned($0, due: "2026-05-29T01:07:00Z") }, at: april)
    #expect(moved.isEmpty)
    #expect(moved.unchanged == 4)
    #expect(try await outbox.reconcile([], at: april).isEmpty)
    #expect(try await outbox.store.entries() == before)
  }

  @Test func `What a person cancelled stays cancelled`() async throws {
    let outbox = try TemporaryOutbox()
    let plan = [planned("diecai")]
    _ = try await outbox.reconcile(plan, at: april)
    _ = try await outbox.store.cancel([key("diecai")], at: instant(april))
    #expect(try await outbox.reconcile(plan, at: april).isEmpty)
    #expect(try await outbox.reconcile([planned("diecai", due: "2026-05-27T00:00:00Z")], at: april).isEmpty)
    #expect(try await outbox.store.counts()[.cancelled] == 1)
  }

  @Test func `A plan that broke off between its batches is completed by the next run`() async throws {
    let outbox = try TemporaryOutbox()
    let plan = (0..<2500).map { planned("unit-\($0)") }
    // The sequence ends where the process would have died: after two batches and a half.
    let broken = try await outbox.store.reconcile(
      plan.prefix(2100), over: everything, keeping: ["member-day"], at: instant(april))
    #expect(broken.added.count == 2100)
    let report = try await outbox.reconcile(plan, at: april)
    #expect(report.added.count == 400)
    #expect(report.unchanged == 2100)
    #expect(try await outbox.store.counts()[.scheduled] == 2500)
  }

  @Test func `Batches pass the fault point between them`() async throws {
    let passed = Tally()
    let outbox = try TemporaryOutbox(faultPoint: { passed.add($0.rawValue) })
    _ = try await outbox.reconcile((0..<2500).map { planned("unit-\($0)") }, at: april)
    #expect(passed.counts == ["plan-mid": 3])
  }
}
