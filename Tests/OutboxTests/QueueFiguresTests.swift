import Foundation
import GRDB
import Outbox
import Planning
import Recurrence
import Synchronization
import Testing

private let april = "2026-04-01T00:00:00Z"
private let due = instant("2026-05-28T01:07:00Z")

@Suite struct QueueFiguresTests {
  private func dispatcher(
    _ store: OutboxStore, _ sender: ScriptedSender, at now: Timestamp,
    pulse: @escaping @Sendable (DispatchPulse) -> Void = { _ in }
  ) -> Dispatcher {
    var limits = Dispatcher.Limits()
    limits.storageRetry = .zero
    return Dispatcher(
      store: store,
      world: World(
        clock: ManualClock(now: now), sender: sender, logger: LogBook().logger, jitter: { _, _ in 0 }),
      limits: limits, prepare: { reminder, _ in message(reminder) }, pulse: pulse)
  }

  @Test func `an empty queue has nothing due and nothing ahead`() async throws {
    let outbox = try TemporaryOutbox()
    #expect(try await outbox.store.queueFigures(at: due) == QueueFigures())
  }

  @Test func `what waits, what is due and what comes next are told apart`() async throws {
    let outbox = try TemporaryOutbox()
    _ = try await outbox.reconcile([planned("diecai"), planned("lingui")], at: april)
    let before = try await outbox.store.queueFigures(at: due.advanced(by: .seconds(-60)))
    #expect(before.scheduled == 2 && before.waiting == 2)
    #expect(before.oldestDue == nil && before.oldestNeglected == nil)
    #expect(before.nextDue == due)
    let after = try await outbox.store.queueFigures(at: due.advanced(by: .seconds(60)))
    #expect(after.oldestDue == due && after.oldestNeglected == due && after.nextDue == nil)
  }

  @Test func `what is to be retried is late, but nobody neglects it`() async throws {
    let outbox = try TemporaryOutbox()
    _ = try await outbox.reconcile([planned("diecai"), planned("lingui")], at: april)
    let sender = ScriptedSender { reminder in
      DeliveryReport(reminder.key.unit == "diecai" ? .failed(reason: "down") : .delivered)
    }
    _ = try await dispatcher(outbox.store, sender, at: due).drain()
    let figures = try await outbox.store.queueFigures(at: due.advanced(by: .seconds(1)))
    #expect(figures.scheduled == 0 && figures.retryable == 1 && figures.sending == 0)
    #expect(figures.oldestDue == due)
    #expect(figures.oldestNeglected == nil)
    #expect(figures.nextDue.map { $0 > due } == true)
  }

  @Test func `what is in flight is due until it is delivered`() async throws {
    let outbox = try TemporaryOutbox()
    _ = try await outbox.reconcile([planned("diecai")], at: april)
    let found = try await outbox.store.due(limit: 9, at: due)
    _ = try await outbox.store.claim(found, until: due.advanced(by: .seconds(600)), at: due)
    let figures = try await outbox.store.queueFigures(at: due.advanced(by: .seconds(5)))
    #expect(figures.sending == 1 && figures.waiting == 0)
    #expect(figures.oldestDue == due && figures.oldestNeglected == nil)
  }

  @Test(arguments: [
    ("paced_until", 30, false), ("paced_until", -30, false), ("paced_until", -61, true),
    ("quiet_until", 600, false),
    ("quiet_until", -61, true),
  ])
  func `an endpoint that rests has its reminders waiting, not neglected`(
    _ column: String, _ seconds: Int64, _ isNeglected: Bool
  ) async throws {
    let outbox = try TemporaryOutbox()
    _ = try await outbox.reconcile([planned("diecai")], at: april)
    let now = due.advanced(by: .seconds(3600))
    try await outbox.pool.write { db in
      try db.execute(
        sql: "INSERT INTO endpoint (id, \(column)) SELECT endpoint, ? FROM reminder",
        arguments: [now.milliseconds + seconds * 1000])
    }
    let figures = try await outbox.store.queueFigures(at: now)
    #expect((figures.oldestNeglected != nil) == isNeglected)
    #expect(figures.oldestDue == due)
  }

  @Test func `an endpoint with an open breaker is counted, and neglects nothing`() async throws {
    let outbox = try TemporaryOutbox()
    _ = try await outbox.reconcile([planned("diecai")], at: april)
    try await outbox.pool.write { db in
      try db.execute(
        sql: """
          INSERT INTO endpoint (id, breaker, reason, opened, failures, failing_since)
          SELECT endpoint, 'open', 'gone', 0, 1, 0 FROM reminder
          """)
    }
    let figures = try await outbox.store.queueFigures(at: due.advanced(by: .seconds(3600)))
    #expect(figures.breakers == ["closed": 0, "open": 1])
    #expect(figures.oldestNeglected == nil)
  }

  @Test func `a beat is one row, whatever happened before`() async throws {
    let outbox = try TemporaryOutbox()
    for second in 0..<3 { try await outbox.store.beat(at: due.advanced(by: .seconds(second))) }
    let rows = try await outbox.pool.read { db in
      try Int64.fetchAll(db, sql: "SELECT at FROM outbox_heartbeat")
    }
    #expect(rows == [due.milliseconds + 2000])
  }

  @Test func `a loop gives signs of life, also while the database fails`() async throws {
    let outbox = try TemporaryOutbox(busy: .immediateError)
    _ = try await outbox.reconcile([planned("diecai")], at: april)
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let blocker = try DatabaseQueue(
      path: outbox.folder.appending(path: "campaign.sqlite").path, configuration: configuration)
    try await blocker.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
    let pulses = Mutex<[DispatchPulse]>([])
    let attempts = try await dispatcher(outbox.store, ScriptedSender(), at: due) { pulse in
      let count = pulses.withLock {
        $0.append(pulse)
        return $0.filter { $0 == .storageFailed("locked") }.count
      }
      // The other program lets go after the third failure.
      if count == 3 { try? blocker.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") } }
    }.drain()
    #expect(attempts == 1)
    let seen = pulses.withLock { $0 }
    #expect(seen.filter { $0 == .storageFailed("locked") }.count >= 3)
    let mended = try #require(seen.firstIndex(of: .storageWorks))
    #expect(seen[mended...].contains(.turned))
  }
}
