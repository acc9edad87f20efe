import GRDB
import Outbox
import Planning
import Recurrence
import Testing

private let april = "2026-04-01T00:00:00Z"
private let due = instant("2026-05-28T01:07:00Z")

private func days(_ count: Int) -> Duration { .seconds(count * 86_400) }

@Suite struct RetentionTests {
  /// A reminder in each terminal state with one attempt, settled at `due`, and one that waits to be tried again.
  private func settled() async throws -> TemporaryOutbox {
    let outbox = try TemporaryOutbox()
    let century = Duration.seconds(36_525 * 86_400)
    _ = try await outbox.reconcile(
      ["delivered", "refused", "cancelled", "waiting", "late"].map {
        planned($0, expires: $0 == "late" ? days(1) : century)
      }, at: april)
    let found = try await outbox.store.due(limit: 9, at: due)
    let claimed = try await outbox.store.claim(found, until: due.advanced(by: .seconds(600)), at: due)
    let settlements = claimed.map { reminder in
      let (outcome, state): (DeliveryOutcome, ReminderState) =
        switch reminder.key.unit {
        case "delivered": (.delivered, .delivered)
        case "refused": (.refused(code: "93000"), .discarded(.refused(code: "93000")))
        default: (.failed(reason: "reset"), .retryable(due: due.advanced(by: .seconds(60))))
        }
      return Settlement(
        of: reminder, under: Lease(attempt: 1, until: due), ended: due, report: DeliveryReport(outcome),
        state: state)
    }
    _ = try await outbox.store.settle(settlements)
    _ = try await outbox.store.cancel([key("cancelled")], at: due)
    _ = try await outbox.store.expire(at: due.advanced(by: days(1)))
    return outbox
  }

  private func attempts(_ outbox: TemporaryOutbox) async throws -> [String] {
    try await outbox.pool.read {
      try String.fetchAll(
        $0, sql: "SELECT unit FROM attempt JOIN reminder ON reminder.id = attempt.reminder ORDER BY unit")
    }
  }

  @Test(arguments: [
    (29, ["cancelled", "delivered", "late", "refused", "waiting"]),
    (31, ["cancelled", "late", "refused", "waiting"]), (89, ["cancelled", "late", "refused", "waiting"]),
    (91, ["late", "waiting"]), (365, ["late", "waiting"]), (367, ["waiting"]), (3000, ["waiting"]),
  ])
  func `attempts go after their time, by what became of them, and never while something waits`(
    _ age: Int, _ left: [String]
  ) async throws {
    let outbox = try await settled()
    let report = try await outbox.store.prune(at: due.advanced(by: days(age)))
    #expect(try await attempts(outbox) == left)
    #expect(report.attempts == 5 - left.count)
    #expect(report.reminders == 5 - left.count)
  }

  @Test func `what is gone is summed up once, and a second time adds nothing`() async throws {
    let outbox = try await settled()
    let late = due.advanced(by: days(100))
    _ = try await outbox.store.prune(at: late)
    #expect(try await outbox.store.prune(at: late) == PruneReport())
    let sums = try await outbox.store.attemptSums()
    #expect(sums.map(\.outcome) == ["delivered", "failed", "refused"])
    #expect(sums.map(\.attempts) == [1, 1, 1])
    #expect(sums.allSatisfy { $0.campaign == "member-day" && $0.occurrence == "2026" })
    _ = try await outbox.store.prune(at: due.advanced(by: days(400)))
    #expect(try await outbox.store.attemptSums().map(\.attempts) == [1, 2, 1])
  }

  @Test func `a pruned reminder keeps its state, its outcome and its key`() async throws {
    let outbox = try await settled()
    _ = try await outbox.store.prune(at: due.advanced(by: days(3000)))
    let history = try #require(try await outbox.store.entry(key("delivered")))
    #expect(history.entry.state == .delivered)
    #expect(history.entry.outcome == .delivered)
    #expect(history.entry.attempts == 1)
    #expect(history.attempts.isEmpty)
    #expect(history.prunedAttempts == 1)
    let refused = try #require(try await outbox.store.entry(key("refused")))
    #expect(refused.entry.detail == "refused: 93000")
    // The same occurrence, planned again years later, is not sent a second time.
    let report = try await outbox.reconcile(
      [planned("delivered"), planned("refused")], at: "2034-08-01T00:00:00Z")
    #expect(report.added == [])
    #expect(try await outbox.store.counts()[.delivered] == 1)
  }

  @Test func `a person's retry of a pruned reminder counts on`() async throws {
    let outbox = try await settled()
    let late = due.advanced(by: days(100))
    _ = try await outbox.store.prune(at: late)
    #expect(try await outbox.store.retry([key("refused")], at: late).changed == [key("refused")])
    let found = try await outbox.store.due(limit: 9, at: late).filter { $0.key == key("refused") }
    _ = try await outbox.store.claim(found, until: late, at: late)
    let history = try #require(try await outbox.store.entry(key("refused")))
    #expect(history.attempts.map(\.number) == [2])
    #expect(history.prunedAttempts == 1)
    // An attempt that is open stays, however old.
    _ = try await outbox.store.prune(at: late.advanced(by: days(3000)))
    #expect(try await outbox.store.entry(key("refused"))?.attempts.map(\.number) == [2])
  }

  @Test func `more reminders than one transaction takes are all pruned`() async throws {
    let outbox = try TemporaryOutbox()
    _ = try await outbox.reconcile((0..<1203).map { planned("unit-\($0)") }, at: april)
    try await outbox.pool.write {
      try $0.execute(
        sql: """
          INSERT INTO attempt (reminder, number, started, ended, outcome)
          SELECT id, 1, ?1, ?1, 'delivered' FROM reminder;
          """, arguments: [due.milliseconds])
      try $0.execute(
        sql: "UPDATE reminder SET state = 'delivered', attempt = 1, changed = ?",
        arguments: [due.milliseconds])
    }
    let report = try await outbox.store.prune(at: due.advanced(by: days(31)))
    #expect(report.attempts == 1203)
    #expect(try await outbox.store.attemptSums().map(\.attempts) == [1203])
  }
}
