import Foundation
import GRDB
import Outbox
import Planning
import Recurrence
import Synchronization
import Testing

/// What is done at every look for work must not grow with what has been sent.
@Suite struct QueryPlanTests {
  /// The statements that a piece of work runs on the reminders, by what SQLite's tracing tells.
  private func statements(
    _ outbox: TemporaryOutbox, _ work: (OutboxStore) async throws -> Void
  ) async throws -> [String] {
    let seen = Mutex<Set<String>>([])
    var configuration = Configuration()
    configuration.prepareDatabase { db in
      db.trace { event in
        if case .statement(let statement) = event { seen.withLock { _ = $0.insert(statement.sql) } }
      }
    }
    let pool = try DatabasePool(
      path: outbox.folder.appending(path: "campaign.sqlite").path, configuration: configuration)
    try await work(OutboxStore(pool))
    return seen.withLock { $0 }.filter { $0.contains("reminder") && !$0.contains("INSERT") }.sorted()
  }

  @Test func `looking for work uses its indexes after 200,000 delivered reminders`() async throws {
    let outbox = try TemporaryOutbox()
    let now = "2026-05-29T08:10:00+08:00"
    _ = try await outbox.reconcile(
      (1...80).map { planned("u\($0)", due: "2026-05-29T08:07:00+08:00", endpoint: "e") }, at: now)
    try await outbox.pool.write { db in
      try db.execute(
        sql: """
          WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000)
          INSERT INTO reminder (key, campaign, unit, nominal, due, expires, condition, digest, receiver_unit,
            endpoint, note_zh, note_en, event_day, occurrence_ends, content, next, until, changed, state, attempt)
          SELECT key || '-' || i, campaign, unit, nominal, due - i, expires, condition, digest, receiver_unit,
            endpoint, note_zh, note_en, event_day, occurrence_ends, content, next - i, until, changed, 'delivered', 1
          FROM n, (SELECT * FROM reminder LIMIT 1)
          """)
    }
    let found = try await statements(outbox) { store in
      let dispatcher = Dispatcher(
        store: store,
        world: World(
          clock: ManualClock(now: instant(now)), sender: ScriptedSender(), logger: LogBook().logger),
        prepare: { reminder, _ in message(reminder) })
      #expect(try await dispatcher.drain() == 80)
      _ = try await store.nextDue(after: instant(now))
    }
    #expect(found.count >= 6)
    var used: Set<String> = []
    for analysed in [false, true] {
      if analysed { try await outbox.pool.write { try $0.execute(sql: "ANALYZE") } }
      for statement in found {
        let plan = try await outbox.pool.read { db in
          try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + statement.replacing(#/\?\d*/#, with: "NULL"))
            .map { $0["detail"] as String }
        }
        let steps = plan.filter { $0.contains("reminder") }
        let good = ["reminder_waiting", "reminder_of_endpoint", "reminder_sending", "PRIMARY KEY"]
        #expect(
          steps.allSatisfy { step in good.contains { step.contains($0) } },
          "\(statement)\n\(steps.joined(separator: "\n"))")
        used.formUnion(good.filter { name in steps.contains { $0.contains(name) } })
      }
    }
    #expect(used.isSuperset(of: ["reminder_waiting", "reminder_of_endpoint", "reminder_sending"]))
  }
}
