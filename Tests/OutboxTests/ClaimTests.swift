import GRDB
import Outbox
import Planning
import Recurrence
import Testing

private let april = "2026-04-01T00:00:00Z"
private let due = instant("2026-05-28T01:07:00Z")
private let lease = instant("2026-05-28T01:17:00Z")

@Suite struct ClaimTests {
  @Test func `What is due is claimed in due order, and its attempt is open on disk`() async throws {
    let outbox = try TemporaryOutbox()
    _ = try await outbox.reconcile(
      [
        planned("third", due: "2026-05-28T01:06:00Z"), planned("tomorrow", due: "2026-05-29T01:06:00Z"),
        planned("first", due: "2026-05-28T01:00:00Z"), planned("second", due: "2026-05-28T01:06:00Z"),
      ], at: april)
    #expect(try await outbox.store.nextDue(after: instant(april)) == instant("2026-05-28T01:00:00Z"))
    let found = try await outbox.store.due(limit: 3, at: due)
    #expect(found.map(\.key.unit) == ["first", "third", "second"])
    #expect(try await outbox.store.due(limit: 2, at: due).map(\.key.unit) == ["first", "third"])

    let claimed = try await outbox.store.claim(found, until: lease, at: due)
    #expect(claimed == found)
    #expect(try await outbox.store.due(limit: 3, at: due).isEmpty)
    #expect(try await outbox.store.nextDue(after: due) == instant("2026-05-29T01:06:00Z"))
    let history = try #require(try await outbox.reopened().entry(key("first")))
    #expect(history.entry.state == .sending(Lease(attempt: 1, until: lease)))
    #expect(history.attempts.map(\.number) == [1])
    #expect(history.attempts.map(\.started) == [due])
    #expect(history.attempts.map(\.ended) == [nil])
    #expect(history.attempts.map(\.report) == [nil])
  }

  @Test func `Endpoints that have enough to do are left out`() async throws {
    let outbox = try TemporaryOutbox()
    _ = try await outbox.reconcile([planned("diecai"), planned("we\"ird\\"), planned("lingui")], at: april)
    let held: Set = [
      EndpointID(channel: "groups", unit: "diecai"), EndpointID(channel: "groups", unit: "we\"ird\\"),
    ]
    #expect(try await outbox.store.due(limit: 9, at: due, except: held).map(\.key.unit) == ["lingui"])
  }

  @Test func `What was moved, changed, cancelled or claimed since it was read is not claimed`() async throws {
    let outbox = try TemporaryOutbox()
    let units = ["moved", "changed", "cancelled", "claimed", "same"]
    _ = try await outbox.reconcile(units.map { planned($0) }, at: april)
    let found = try await outbox.store.due(limit: 9, at: due)
    _ = try await outbox.reconcile(
      [
        planned("moved", due: "2026-05-29T00:00:00Z"), planned("changed", condition: .noReport),
        planned("claimed"), planned("same"), planned("cancelled"),
      ], at: april)
    _ = try await outbox.store.cancel([key("cancelled")], at: due)
    _ = try await outbox.store.claim([found[3]], until: lease, at: due)
    #expect(try await outbox.store.claim(found, until: lease, at: due).map(\.key.unit) == ["same"])
  }

  @Test func `What is not needed is discarded with its reason and without an attempt`() async throws {
    let outbox = try TemporaryOutbox()
    _ = try await outbox.reconcile([planned("diecai")], at: april)
    let found = try await outbox.store.due(limit: 9, at: due)
    let claimed = try await outbox.store.claim(
      [], notNeeded: found.map { ($0, reason: "reported") }, until: lease, at: due)
    #expect(claimed.isEmpty)
    let history = try #require(try await outbox.store.entry(key("diecai")))
    #expect(history.entry.state == .discarded(.notNeeded("reported")))
    #expect(history.attempts.isEmpty)
  }

  @Test func `The claim reads the partial index, also when most rows are done`() async throws {
    let outbox = try TemporaryOutbox()
    let plan = try await outbox.pool.read { db in
      try Row.fetchAll(
        db,
        sql: """
          EXPLAIN QUERY PLAN SELECT id FROM reminder
          WHERE state IN ('scheduled', 'retryable') AND next <= 1 AND until > 1
            AND endpoint NOT IN (SELECT value FROM json_each('[]'))
          ORDER BY next, id LIMIT 500
          """
      ).map { $0["detail"] as String }
    }
    #expect(plan.contains { $0.contains("USING INDEX reminder_waiting") }, "\(plan)")
    #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
  }
}

@Suite struct SettleTests {
  private func claimOne(_ outbox: TemporaryOutbox) async throws -> DueReminder {
    _ = try await outbox.reconcile([planned("diecai")], at: april)
    let found = try await outbox.store.due(limit: 1, at: due)
    return try #require(try await outbox.store.claim(found, until: lease, at: due).first)
  }

  private func settlement(
    _ reminder: DueReminder, attempt: Int = 1, _ report: DeliveryReport, _ state: ReminderState
  ) -> Settlement {
    Settlement(
      of: reminder, under: Lease(attempt: attempt, until: lease), ended: due.advanced(by: .seconds(1)),
      report: report, state: state)
  }

  @Test(
    arguments: [
      (
        DeliveryReport(.delivered, status: 200, answer: "{\"errcode\":0}", bytes: 612, shortened: true),
        .delivered
      ),
      (DeliveryReport(.refused(code: "93000"), status: 200), .discarded(.refused(code: "93000"))),
      (DeliveryReport(.blocked(policy: "link-local")), .discarded(.blocked(policy: "link-local"))),
      (DeliveryReport(.failed(reason: "reset")), .retryable(due: lease)),
      (DeliveryReport(.throttled(until: lease), status: 429), .retryable(due: lease)),
      (DeliveryReport(.notSent(reason: "no route")), .discarded(.triesSpent(last: "no route"))),
      (DeliveryReport(.ambiguous(reason: "no answer")), .discarded(.unknown("no answer"))),
      (DeliveryReport(.failed(reason: "slow")), .discarded(.timeSpent(last: "slow"))),
    ] as [(DeliveryReport, ReminderState)])
  func `An attempt's end is kept as it was`(_ report: DeliveryReport, _ state: ReminderState) async throws {
    let outbox = try TemporaryOutbox()
    let reminder = try await claimOne(outbox)
    #expect(try await outbox.store.settle([settlement(reminder, report, state)]).isEmpty)
    let history = try #require(try await outbox.reopened().entry(key("diecai")))
    #expect(history.entry.state == state)
    #expect(history.entry.outcome == report.outcome)
    #expect(history.entry.attempts == 1)
    #expect(history.attempts.map(\.report) == [report])
    #expect(history.attempts.map(\.ended) == [due.advanced(by: .seconds(1))])
  }

  @Test func `A settlement after the lease has passed on changes nothing and is reported`() async throws {
    let outbox = try TemporaryOutbox()
    let first = try await claimOne(outbox)
    _ = try await outbox.store.recover(at: lease) { _ in RetryPolicy() }
    let again = try await outbox.store.due(limit: 1, at: lease)
    #expect(again.map(\.attempts) == [1])
    let second = try #require(
      try await outbox.store.claim(again, until: lease.advanced(by: .seconds(600)), at: lease).first)

    let late = settlement(first, DeliveryReport(.refused(code: "1")), .discarded(.refused(code: "1")))
    let done = settlement(second, attempt: 2, DeliveryReport(.delivered), .delivered)
    #expect(try await outbox.store.settle([late, done]) == [late])
    #expect(try await outbox.store.settle([done]) == [done])
    let history = try #require(try await outbox.store.entry(key("diecai")))
    #expect(history.entry.state == .delivered)
    #expect(history.attempts.map(\.report?.outcome) == [.ambiguous(reason: "lease_lost"), .delivered])
  }

  @Test func `An answer is kept up to 2 KiB, cut between characters`() async throws {
    let outbox = try TemporaryOutbox()
    let reminder = try await claimOne(outbox)
    let answer = String(repeating: "好", count: 1000)
    _ = try await outbox.store.settle([
      settlement(reminder, DeliveryReport(.delivered, answer: answer), .delivered)
    ])
    let history = try #require(try await outbox.store.entry(key("diecai")))
    #expect(history.attempts.first?.report?.answer == String(repeating: "好", count: 682))
  }
}

@Suite struct RecoveryTests {
  @Test func `Every open attempt is ambiguous at the start, by the channel's policy`() async throws {
    let outbox = try TemporaryOutbox()
    _ = try await outbox.reconcile([planned("diecai"), planned("lingui"), planned("waiting")], at: april)
    let found = try await outbox.store.due(limit: 2, at: due)
    _ = try await outbox.store.claim(found, until: lease, at: due)

    let store = try outbox.reopened()
    let restart = instant("2026-05-28T01:08:00Z")
    let report = try await store.recover(at: restart) { _ in RetryPolicy() }
    #expect(report.repeated == [key("diecai"), key("lingui")])
    #expect(report.held.isEmpty)
    let entry = try #require(try await store.entry(key("diecai"))).entry
    #expect(entry.state == .retryable(due: restart))
    #expect(entry.outcome == .ambiguous(reason: "lease_lost"))
    let again = try await store.due(limit: 9, at: restart)
    #expect(again.map(\.mayBeRepeat) == [false, true, true])
    #expect(try await store.recover(at: restart) { _ in RetryPolicy() }.repeated.isEmpty)
  }

  @Test func `A channel that holds leaves them to a person`() async throws {
    let outbox = try TemporaryOutbox()
    _ = try await outbox.reconcile([planned("diecai")], at: april)
    _ = try await outbox.store.claim(try await outbox.store.due(limit: 1, at: due), until: lease, at: due)
    let report = try await outbox.store.recover(at: lease) { channel in
      RetryPolicy(ambiguity: channel == "groups" ? .hold : .retry)
    }
    #expect(report.held == [key("diecai")])
    #expect(try await outbox.store.entries().map(\.state) == [.discarded(.unknown("lease_lost"))])
    #expect(try await outbox.store.entries().map(\.detail) == ["unknown: lease_lost"])
  }

  @Test func `What came too late is missed, counted, and not sent`() async throws {
    let outbox = try TemporaryOutbox()
    _ = try await outbox.reconcile(
      [
        planned("diecai"), planned("lingui"), planned("visit", campaign: "visits"),
        planned("patient", expires: .seconds(86_401)), planned("later", due: "2026-05-30T00:00:00Z"),
      ], at: april)
    let late = instant("2026-05-29T01:07:00Z")
    #expect(try await outbox.store.due(limit: 9, at: late).map(\.key.unit) == ["patient"])
    #expect(try await outbox.store.expire(at: late) == ["member-day": 2, "visits": 1])
    #expect(try await outbox.store.expire(at: late) == [:])
    #expect(
      try await outbox.store.counts() == [
        .scheduled: 2, .sending: 0, .retryable: 0, .delivered: 0, .discarded: 3, .cancelled: 0,
      ])
    #expect(try await outbox.store.entry(key("diecai"))?.entry.state == .discarded(.missed))
  }
}

@Suite struct ListingTests {
  @Test func `Entries are filtered by state, campaign, unit and time`() async throws {
    let outbox = try TemporaryOutbox()
    _ = try await outbox.reconcile(
      [
        planned("diecai"), planned("lingui", due: "2026-05-29T01:07:00Z"),
        planned("diecai", campaign: "visits"),
      ], at: april)
    _ = try await outbox.store.cancel([key("lingui")], at: due)
    func units(_ filter: OutboxFilter) async throws -> [String] {
      try await outbox.store.entries(filter).map { "\($0.key.campaign)/\($0.key.unit)" }
    }
    #expect(try await units(.init()) == ["member-day/diecai", "visits/diecai", "member-day/lingui"])
    #expect(try await units(.init(states: [.cancelled])) == ["member-day/lingui"])
    #expect(try await units(.init(states: [.cancelled, .scheduled], limit: 1)) == ["member-day/diecai"])
    #expect(try await units(.init(campaign: "visits")) == ["visits/diecai"])
    #expect(try await units(.init(unit: "lingui")) == ["member-day/lingui"])
    #expect(try await units(.init(since: instant("2026-05-29T00:00:00Z"))) == ["member-day/lingui"])
    #expect(try await units(.init(states: [.delivered])).isEmpty)
  }

  @Test func `A person has a dead letter sent again with the same key`() async throws {
    let outbox = try TemporaryOutbox()
    _ = try await outbox.reconcile([planned("diecai"), planned("lingui")], at: april)
    let late = instant("2026-06-05T00:00:00Z")
    _ = try await outbox.store.expire(at: late)
    let report = try await outbox.store.retry([key("diecai"), key("nobody")], at: late)
    #expect(report.changed == [key("diecai")])
    #expect(report.refused.map(\.key) == [key("nobody")])
    #expect(report.refused.map(\.state) == [nil])
    let again = try #require(try await outbox.store.due(limit: 9, at: late).first)
    #expect(again.key == key("diecai"))
    #expect(again.until == instant("2026-06-06T00:00:00Z"))
    #expect(try await outbox.store.retry([key("diecai")], at: late).refused.map(\.state) == [.scheduled])
    // A plan made meanwhile leaves it alone.
    #expect(
      try await outbox.reconcile([planned("diecai"), planned("lingui")], at: "2026-06-05T00:00:00Z").isEmpty)
    #expect(try await outbox.store.due(limit: 9, at: late) == [again])
  }

  @Test func `Only what waits can be cancelled`() async throws {
    let outbox = try TemporaryOutbox()
    _ = try await outbox.reconcile([planned("diecai"), planned("lingui")], at: april)
    let found = try await outbox.store.due(limit: 1, at: due)
    _ = try await outbox.store.claim(found, until: lease, at: due)
    let report = try await outbox.store.cancel([key("diecai"), key("lingui")], at: due)
    #expect(report.changed == [key("lingui")])
    #expect(report.refused.map(\.state) == [.sending])
    #expect(try await outbox.store.entry(key("lingui"))?.entry.detail == "person")
  }
}

@Suite struct OutboxMigrationTests {
  @Test(arguments: [
    "UPDATE reminder SET state = 'sent'",
    "UPDATE reminder SET state = 'discarded'",
    "UPDATE reminder SET state = 'discarded', reason = 'superseded'",
    "UPDATE reminder SET state = 'cancelled', reason = 'missed'",
    "UPDATE reminder SET state = 'sending', attempt = 1",
    "UPDATE reminder SET state = 'sending', lease_until = 1",
    "UPDATE reminder SET reason = 'missed'",
    "UPDATE reminder SET detail = 'x'",
    "UPDATE reminder SET attempts_before = 1",
    "UPDATE reminder SET campaign = 'unknown'",
    "UPDATE reminder SET due = 'tomorrow'",
    "INSERT INTO attempt (reminder, number, started) VALUES (99, 1, 1)",
    "INSERT INTO attempt (reminder, number, started) VALUES (1, 0, 1)",
    "INSERT INTO attempt (reminder, number, started, ended) VALUES (1, 1, 1, 2)",
    "INSERT INTO attempt (reminder, number, started, ended, outcome) VALUES (1, 1, 1, 2, 'lost')",
    "INSERT INTO attempt (reminder, number, started, ended, outcome) VALUES (1, 1, 1, 2, 'throttled')",
    "INSERT INTO attempt (reminder, number, started, answer) VALUES (1, 1, 1, printf('%.2049c', 'x'))",
  ])
  func `The schema refuses what cannot be`(_ sql: String) async throws {
    let outbox = try TemporaryOutbox()
    _ = try await outbox.reconcile([planned("diecai")], at: april)
    await #expect(throws: DatabaseError.self) {
      try await outbox.pool.write { try $0.execute(sql: sql) }
    }
  }

  @Test func `Two rows never have the same key`() async throws {
    let outbox = try TemporaryOutbox()
    let report = try await outbox.reconcile([planned("diecai"), planned("diecai")], at: april)
    #expect(report.added == [key("diecai")])
    #expect(try await outbox.store.entries().count == 1)
  }
}
