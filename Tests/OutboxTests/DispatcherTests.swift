import Logging
import Outbox
import Planning
import Recurrence
import ServiceLifecycle
import Synchronization
import Testing

private let april = "2026-04-01T00:00:00Z"
private let due = instant("2026-05-28T01:07:00Z")

/// A dispatcher with a manual clock and no jitter, and what its observer saw.
private struct Rig {
  let outbox: TemporaryOutbox
  let clock: ManualClock
  let sender: ScriptedSender
  let book: LogBook
  let seen = Seen()
  var limits = Dispatcher.Limits()
  var policy: @Sendable (String) -> RetryPolicy = { _ in RetryPolicy() }
  var prepare: Dispatcher.Prepare = { reminder, _ in message(reminder) }
  var jitter: @Sendable (ReminderKey, Int) -> Double = { _, _ in 0 }

  /// The observer's list, a line an attempt: instant, unit, attempt, outcome, new state.
  final class Seen: Sendable {
    let attempts = Mutex<[SettledAttempt]>([])

    var lines: [String] {
      attempts.withLock { attempts in
        attempts.map {
          "\($0.at) \($0.key.unit) \($0.attempt) \($0.report.outcome.name) \($0.state.name)"
        }
      }
    }
  }

  init(
    _ outbox: TemporaryOutbox, plan: [PlannedReminder], at now: Timestamp = due, book: LogBook = LogBook(),
    script: @escaping @Sendable (ClaimedReminder) async -> DeliveryReport = { _ in .init(.delivered) }
  ) async throws {
    self.outbox = outbox
    self.book = book
    clock = ManualClock(now: now)
    sender = ScriptedSender(script)
    limits.storageRetry = .zero
    // Of a real stopwatch: batches are flushed by their number and at the end, whatever the machine does.
    limits.flushAfter = .seconds(3600)
    _ = try await outbox.reconcile(plan, at: april)
  }

  var dispatcher: Dispatcher {
    Dispatcher(
      store: outbox.store,
      world: World(clock: clock, sender: sender, logger: book.logger, jitter: jitter), limits: limits,
      policy: policy, prepare: prepare,
      observer: { [seen] settled in seen.attempts.withLock { $0 += settled } })
  }
}

@Suite struct DispatcherTests {
  @Test func `What is due is sent once, with its text, and nothing else is`() async throws {
    let rig = try await Rig(
      TemporaryOutbox(), plan: [planned("diecai"), planned("lingui", due: "2026-05-28T01:07:01Z")])
    #expect(try await rig.dispatcher.drain() == 1)
    #expect(try await rig.dispatcher.drain() == 0)
    let request = try #require(rig.sender.requests.first)
    #expect(rig.sender.requests.count == 1)
    #expect(request.key == key("diecai"))
    #expect(request.endpoint == EndpointID(channel: "groups", unit: "diecai"))
    #expect(request.attempt == 1)
    #expect(request.message == Message(title: "Member day", text: "For diecai"))
    #expect(request.at == due)
    #expect(!request.mayBeRepeat)
    #expect(rig.seen.lines == ["2026-05-28T01:07:00Z diecai 1 delivered delivered"])
    #expect(rig.seen.attempts.withLock { $0.first?.message } == request.message)
  }

  @Test func `A refusal is final, a failure is tried again on schedule`() async throws {
    let rig = try await Rig(TemporaryOutbox(), plan: [planned("refusing"), planned("flaky")]) { reminder in
      if reminder.key.unit == "refusing" { return DeliveryReport(.refused(code: "93000"), status: 200) }
      return DeliveryReport(reminder.attempt < 4 ? .failed(reason: "reset") : .delivered)
    }
    #expect(try await rig.dispatcher.drain(through: instant("2026-05-29T00:00:00Z")) == 5)
    #expect(
      rig.seen.lines == [
        "2026-05-28T01:07:00Z refusing 1 refused discarded",
        "2026-05-28T01:07:00Z flaky 1 failed retryable",
        "2026-05-28T01:07:05Z flaky 2 failed retryable",
        "2026-05-28T01:12:05Z flaky 3 failed retryable",
        "2026-05-28T01:42:05Z flaky 4 delivered delivered",
      ])
  }

  @Test func `Seven failures are enough`() async throws {
    let rig = try await Rig(TemporaryOutbox(), plan: [planned("dead")]) { _ in .init(.failed(reason: "reset"))
    }
    #expect(try await rig.dispatcher.drain(through: instant("2026-06-30T00:00:00Z")) == 7)
    #expect(
      rig.seen.lines.suffix(2) == [
        "2026-05-28T08:42:05Z dead 6 failed retryable", "2026-05-28T18:42:05Z dead 7 failed discarded",
      ])
    let history = try #require(try await rig.outbox.store.entry(key("dead")))
    #expect(history.entry.state == .discarded(.triesSpent(last: "reset")))
    #expect(history.attempts.count == 7)
  }

  @Test func `Retries are jittered by key and attempt, the same in every run`() async throws {
    var rig = try await Rig(TemporaryOutbox(), plan: [planned("diecai")]) { _ in
      .init(.failed(reason: "reset"))
    }
    rig.jitter = RetryPolicy.stableJitter
    try await rig.dispatcher.drain()
    #expect(
      try await rig.outbox.store.entry(key("diecai"))?.entry.state
        == .retryable(due: due.advanced(by: .milliseconds(5800))))
  }

  @Test func `A receiver that asks to wait is not asked before`() async throws {
    let rig = try await Rig(TemporaryOutbox(), plan: [planned("busy")]) { reminder in
      DeliveryReport(
        reminder.attempt == 1 ? .throttled(until: instant("2026-05-28T01:07:42Z")) : .delivered, status: 429)
    }
    try await rig.dispatcher.drain(through: instant("2026-05-28T02:00:00Z"))
    #expect(
      rig.seen.lines == [
        "2026-05-28T01:07:00Z busy 1 throttled retryable", "2026-05-28T01:07:42Z busy 2 delivered delivered",
      ])
  }

  @Test func `A request without an answer is repeated and marked, or held, as its channel says`() async throws
  {
    let script: @Sendable (ClaimedReminder) async -> DeliveryReport = {
      DeliveryReport($0.attempt == 1 ? .ambiguous(reason: "no answer") : .delivered)
    }
    let repeating = try await Rig(TemporaryOutbox(), plan: [planned("diecai")], script: script)
    try await repeating.dispatcher.drain(through: instant("2026-05-28T02:00:00Z"))
    #expect(
      repeating.seen.lines == [
        "2026-05-28T01:07:00Z diecai 1 ambiguous retryable",
        "2026-05-28T01:07:05Z diecai 2 delivered delivered",
      ])
    #expect(repeating.sender.requests.map(\.mayBeRepeat) == [false, true])

    var holding = try await Rig(TemporaryOutbox(), plan: [planned("diecai")], script: script)
    holding.policy = { RetryPolicy(ambiguity: $0 == "groups" ? .hold : .retry) }
    try await holding.dispatcher.drain(through: instant("2026-05-28T02:00:00Z"))
    #expect(holding.seen.lines == ["2026-05-28T01:07:00Z diecai 1 ambiguous discarded"])
    #expect(try await holding.outbox.store.entry(key("diecai"))?.entry.detail == "unknown: no answer")

    // A person has looked and wants it sent all the same.
    _ = try await holding.outbox.store.retry([key("diecai")], at: holding.clock.now)
    try await holding.dispatcher.drain()
    #expect(holding.sender.requests.map(\.mayBeRepeat) == [false, true])
    #expect(holding.seen.lines.last?.hasSuffix("diecai 2 delivered delivered") == true)
  }

  @Test func `A year of reminders is sent, each exactly once and at its time`() async throws {
    let plan = (0..<365).flatMap { day in
      ["diecai", "lingui", "yangshuo"].map { unit in
        let at = instant("2026-01-01T01:07:00Z").advanced(by: .seconds(86_400 * day))
        return planned(unit, rule: "day-\(day)", due: "\(at)", ends: "2027-06-01T00:00:00Z")
      }
    }
    let rig = try await Rig(TemporaryOutbox(), plan: plan, at: instant("2026-01-01T00:00:00Z"))
    #expect(try await rig.dispatcher.drain(through: instant("2026-12-31T23:59:00Z")) == 1095)
    #expect(Set(rig.sender.requests.map(\.key)) == Set(plan.map(\.key)))
    #expect(rig.sender.requests.count == 1095)
    let times = rig.seen.attempts.withLock { $0.map { [$0.at, $0.reminder.planned.due] } }
    #expect(times.allSatisfy { $0[0] == $0[1] })
    #expect(try await rig.outbox.store.counts()[.delivered] == 1095)
  }

  @Test func `What was missed while the machine was off is counted and said, the rest is caught up`()
    async throws
  {
    let rig = try await Rig(
      TemporaryOutbox(),
      plan: [
        planned("missed"), planned("later", due: "2026-05-29T01:00:00Z"),
        planned("earlier", due: "2026-05-28T23:00:00Z"),
      ], at: instant("2026-05-29T03:00:00Z"))
    try await rig.dispatcher.drain()
    #expect(rig.sender.units == ["earlier", "later"])
    #expect(rig.book.messages == ["reminders missed"])
    #expect(try await rig.outbox.store.entry(key("missed"))?.entry.state == .discarded(.missed))
  }

  @Test func `What is not needed any more is discarded and not sent`() async throws {
    var rig = try await Rig(TemporaryOutbox(), plan: [planned("reported"), planned("silent")])
    rig.prepare = { reminder, now in
      #expect(now == due)
      return reminder.key.unit == "reported" ? .notNeeded("the report is there") : message(reminder)
    }
    #expect(try await rig.dispatcher.drain() == 1)
    #expect(rig.sender.units == ["silent"])
    #expect(
      try await rig.outbox.store.entry(key("reported"))?.entry.state
        == .discarded(.notNeeded("the report is there")))
  }

  @Test func `A template's fault is recorded and tried again, and the others go out`() async throws {
    struct Missing: Error, CustomStringConvertible { let description = "no partial 'footer'" }
    var rig = try await Rig(
      TemporaryOutbox(), plan: [planned("faulty"), planned("throwing"), planned("fine")])
    rig.prepare = { reminder, now in
      if now > due || reminder.key.unit == "fine" { return message(reminder) }
      if reminder.key.unit == "throwing" { throw Missing() }
      return .faulty("unknown variable 'nmae'")
    }
    #expect(try await rig.dispatcher.drain(through: instant("2026-05-28T02:00:00Z")) == 5)
    #expect(rig.sender.units.first == "fine")
    #expect(Set(rig.sender.units) == ["fine", "faulty", "throwing"])
    let faulty = try #require(try await rig.outbox.store.entry(key("faulty")))
    #expect(
      faulty.attempts.map(\.report?.outcome) == [.notSent(reason: "unknown variable 'nmae'"), .delivered])
    let throwing = try #require(try await rig.outbox.store.entry(key("throwing")))
    #expect(throwing.attempts.first?.report?.outcome == .notSent(reason: "no partial 'footer'"))
  }

  @Test func `Answers are written in groups of at least 200`() async throws {
    let passed = Tally()
    let outbox = try TemporaryOutbox(faultPoint: { passed.add($0.rawValue) })
    let rig = try await Rig(outbox, plan: (0..<450).map { planned("unit-\($0)") })
    #expect(try await rig.dispatcher.drain() == 450)
    #expect(passed.counts["after-claim"] == 1)
    #expect((1...3).contains(passed.counts["before-settle"] ?? 0))
  }

  @Test func `Requests in flight are bounded, and one endpoint has one at a time, in due order`() async throws
  {
    let inFlight = Mutex((now: 0, most: 0))
    let perEndpoint = Mutex<[String: Int]>([:])
    let plan = (0..<200).map { index in
      planned(
        "unit-\(index)", due: "\(due.advanced(by: .seconds(index - 200)))", endpoint: "robot-\(index % 10)")
    }
    var rig = try await Rig(TemporaryOutbox(), plan: plan) { reminder in
      inFlight.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
      let mine = perEndpoint.withLock { counts in
        counts[reminder.endpoint.description, default: 0] += 1
        return counts[reminder.endpoint.description] ?? 0
      }
      #expect(mine == 1)
      for _ in 0..<5 { await Task.yield() }
      perEndpoint.withLock { $0[reminder.endpoint.description, default: 0] -= 1 }
      inFlight.withLock { $0.now -= 1 }
      return DeliveryReport(.delivered)
    }
    rig.limits.concurrency = 4
    rig.limits.claimedPerEndpoint = 3
    rig.limits.claimBatch = 50
    #expect(try await rig.dispatcher.drain() == 200)
    #expect(inFlight.withLock { $0.most } <= 4)
    for robot in 0..<10 {
      let mine = rig.sender.requests.filter { $0.endpoint.unit == "robot-\(robot)" }.map(\.key.unit)
      #expect(mine == stride(from: robot, to: 200, by: 10).map { "unit-\($0)" })
    }
  }

  @Test func `An endpoint that hangs holds up nobody else`() async throws {
    let others = 100
    let (gate, open) = AsyncStream.makeStream(of: Void.self)
    let delivered = Tally()
    // Two hundred for the endpoint that hangs are due before all others.
    let plan =
      (0..<200).map { planned("hung-\($0)", due: "2026-05-28T01:00:00Z", endpoint: "hung") }
      + (0..<others).map { planned("unit-\($0)") }
    var rig = try await Rig(TemporaryOutbox(), plan: plan) { reminder in
      if reminder.endpoint.unit == "hung" {
        // The first one waits until all others are through.
        for await _ in gate {}
        return DeliveryReport(.failed(reason: "timeout"))
      }
      if delivered.add("others") == others { open.finish() }
      return DeliveryReport(.delivered)
    }
    rig.limits.concurrency = 4
    rig.limits.claimBatch = 20
    // Three failures in a row, and the endpoint is left alone: the others that wait for it lose no try.
    #expect(try await rig.dispatcher.drain() == 103)
    #expect(delivered.counts["others"] == others)
    let counts = try await rig.outbox.store.counts()
    #expect(counts[.retryable] == 3)
    #expect(counts[.scheduled] == 197)
    #expect(counts[.sending] == 0)
  }

  /// As in the documentation of the module.
  @Test func `The documentation's example compiles and sends`() async throws {
    let outbox = try TemporaryOutbox()
    let (database, sender, logger) = (outbox.pool, ScriptedSender(), LogBook().logger)
    let today = Timestamp(seconds: SystemClock().now.milliseconds / 1000)
    _ = try await outbox.reconcile(
      [planned("diecai", due: "\(today)", ends: "2099-01-01T00:00:00Z")], at: april)
    let dispatcher = Dispatcher(
      store: OutboxStore(database),
      world: World(clock: SystemClock(), sender: sender, logger: logger),
      prepare: { due, now in .send(Message(title: "Member day", text: "On \(due.planned.eventDay)")) })
    try await dispatcher.drain()
    #expect(sender.requests.map(\.message.text) == ["On 2026-05-29"])
  }
}
