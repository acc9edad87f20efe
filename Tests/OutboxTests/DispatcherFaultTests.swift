import GRDB
import Outbox
import Planning
import Recurrence
import ServiceLifecycle
import Synchronization
import Testing

private let april = "2026-04-01T00:00:00Z"
private let due = instant("2026-05-28T01:07:00Z")

private func dispatcher(
  _ store: OutboxStore, _ sender: ScriptedSender, clock: any WallClock = ManualClock(now: due),
  book: LogBook = LogBook(), limits: Dispatcher.Limits = .init(), bell: Bell = Bell()
) -> Dispatcher {
  var limits = limits
  limits.storageRetry = .zero
  return Dispatcher(
    store: store, world: World(clock: clock, sender: sender, logger: book.logger, jitter: { _, _ in 0 }),
    limits: limits, bell: bell, prepare: { reminder, _ in message(reminder) })
}

@Suite struct CrashTests {
  @Test func `What was claimed and not sent when the process died is sent after the restart`() async throws {
    let outbox = try TemporaryOutbox()
    _ = try await outbox.reconcile([planned("diecai"), planned("lingui")], at: april)
    let found = try await outbox.store.due(limit: 9, at: due)
    _ = try await outbox.store.claim(found, until: due.advanced(by: .seconds(600)), at: due)

    let sender = ScriptedSender()
    let store = try outbox.reopened()
    #expect(try await dispatcher(store, sender).drain() == 2)
    #expect(sender.units == ["diecai", "lingui"])
    #expect(sender.requests.map(\.attempt) == [2, 2])
    #expect(sender.requests.map(\.mayBeRepeat) == [true, true])
    #expect(try await store.counts()[.delivered] == 2)
  }

  @Test func `A dispatcher that is torn down in flight loses nothing`() async throws {
    let outbox = try TemporaryOutbox()
    let units = (0..<40).map { "unit-\($0)" }
    _ = try await outbox.reconcile(units.map { planned($0) }, at: april)
    let (started, start) = AsyncStream.makeStream(of: Void.self)
    let hung = ScriptedSender { reminder in
      // The first ones get through, the others are in flight when it ends.
      if reminder.key.unit.count == 6 { return DeliveryReport(.delivered) }
      start.finish()
      try? await ContinuousClock().sleep(for: .seconds(3600))
      return DeliveryReport(.ambiguous(reason: "cancelled"))
    }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { _ = try? await dispatcher(outbox.store, hung).drain() }
      for await _ in started {}
      group.cancelAll()
    }
    let sender = ScriptedSender()
    let store = try outbox.reopened()
    try await dispatcher(store, sender).drain()
    #expect(try await store.counts()[.delivered] == 40)
    // Each was written as delivered, or was open and is sent again: never neither.
    #expect(Set(hung.units).union(sender.units) == Set(units))
    #expect(sender.requests.allSatisfy { $0.attempt == 2 && $0.mayBeRepeat })
  }

  @Test func `What a crash left open goes first, few at a time, and each answer is written at once`()
    async throws
  {
    let passed = Tally()
    let outbox = try TemporaryOutbox(faultPoint: { passed.add($0.rawValue) })
    _ = try await outbox.reconcile((0..<20).map { planned("open-\($0)") } + [planned("new")], at: april)
    let found = try await outbox.store.due(limit: 20, at: due)
    _ = try await outbox.store.claim(found, until: due.advanced(by: .seconds(600)), at: due)
    let sender = ScriptedSender()
    var limits = Dispatcher.Limits()
    limits.concurrency = 1
    limits.flushAfter = .seconds(3600)
    #expect(try await dispatcher(outbox.store, sender, limits: limits).drain() == 21)
    #expect(sender.units.last == "new")
    // The claim above, three of at most eight, and that of the new one; then one commit an answer.
    #expect(passed.counts["after-claim"] == 5)
    #expect(passed.counts["before-settle"] == 21)
  }

  @Test(.timeLimit(.minutes(10)), arguments: [1, 2, 3, 5])
  func `After a crash a flush that gets due while another is written holds up nothing`(
    _ concurrency: Int
  ) async throws {
    let outbox = try TemporaryOutbox()
    let units = (0..<200).map { "open-\($0)" }
    _ = try await outbox.reconcile(units.map { planned($0) }, at: april)
    let found = try await outbox.store.due(limit: 200, at: due)
    _ = try await outbox.store.claim(found, until: due.advanced(by: .seconds(600)), at: due)
    var limits = Dispatcher.Limits()
    limits.concurrency = concurrency
    // A timer that goes off at once may do so during any write.
    limits.flushAfter = .zero
    let sender = ScriptedSender { _ in
      await Task.yield()
      return DeliveryReport(.delivered)
    }
    #expect(try await dispatcher(outbox.store, sender, limits: limits).drain() == 200)
  }

  @Test func `A dispatcher whose lease was taken over reports its late answer and overwrites nothing`()
    async throws
  {
    let outbox = try TemporaryOutbox()
    _ = try await outbox.reconcile([planned("diecai")], at: april)
    let book = LogBook()
    let successor = ScriptedSender { _ in .init(.refused(code: "93000")) }
    let stalled = ScriptedSender { _ in
      _ = try? await dispatcher(outbox.store, successor).drain()
      return DeliveryReport(.delivered)
    }
    try await dispatcher(outbox.store, stalled, book: book).drain()
    #expect(book.messages == ["settled too late"])
    #expect(successor.requests.map(\.attempt) == [2])
    #expect(
      try await outbox.store.entry(key("diecai"))?.entry.state == .discarded(.refused(code: "93000")))
  }
}

@Suite struct StorageFaultTests {
  /// How to break a database and to mend it, on the connection that writes.
  enum Fault: String, CaseIterable, Sendable {
    case full, readOnly

    var breaking: String {
      switch self {
      case .full: "PRAGMA max_page_count = 1"
      case .readOnly: "PRAGMA query_only = 1"
      }
    }

    var mending: String {
      switch self {
      case .full: "PRAGMA max_page_count = 1000000"
      case .readOnly: "PRAGMA query_only = 0"
      }
    }
  }

  @Test(arguments: Fault.allCases)
  func `A database that fails in mid-burst pauses sending; nothing is lost and nothing sent twice`(
    _ fault: Fault
  ) async throws {
    let outbox = try TemporaryOutbox()
    _ = try await outbox.reconcile((0..<600).map { planned("unit-\($0)") }, at: april)
    let answer = String(repeating: "x", count: 2000)
    let failures = Tally()
    let sender = ScriptedSender { [pool = outbox.pool] reminder in
      if reminder.key.unit == "unit-100" {
        try? await pool.writeWithoutTransaction { try $0.execute(sql: fault.breaking) }
      }
      return DeliveryReport(.delivered, answer: answer)
    }
    let book = LogBook { [pool = outbox.pool] line in
      guard line.hasPrefix("the database fails") else { return }
      failures.add("unwritten")
      // Nobody mends it before it was noticed.
      try? pool.writeWithoutTransaction { try $0.execute(sql: fault.mending) }
    }
    #expect(try await dispatcher(outbox.store, sender, book: book).drain() == 600)
    #expect(book.messages == ["the database fails; sending pauses", "the database works again"])
    #expect(failures.counts["unwritten"] == 1)
    #expect(sender.requests.count == 600)
    #expect(Set(sender.units).count == 600)
    #expect(try await outbox.store.counts()[.delivered] == 600)
    #expect(try await outbox.pool.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
  }

  @Test func `A database that another process holds is waited for`() async throws {
    let outbox = try TemporaryOutbox(busy: .immediateError)
    _ = try await outbox.reconcile([planned("diecai"), planned("lingui")], at: april)
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: outbox.pool.path, configuration: configuration)
    let sender = ScriptedSender { _ in
      try? await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
      return DeliveryReport(.delivered)
    }
    let book = LogBook { line in
      guard line.hasPrefix("the database fails") else { return }
      try? other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
    }
    var limits = Dispatcher.Limits()
    limits.concurrency = 1
    limits.claimBatch = 1
    #expect(try await dispatcher(outbox.store, sender, book: book, limits: limits).drain() == 2)
    #expect(sender.units == ["diecai", "lingui"])
    #expect(try await outbox.store.counts()[.delivered] == 2)
    #expect(book.messages.contains("the database works again"))
  }

  @Test func `A drain gives up on a database that stays broken, and the next start knows what was open`()
    async throws
  {
    let outbox = try TemporaryOutbox()
    _ = try await outbox.reconcile([planned("diecai")], at: april)
    let sender = ScriptedSender { [pool = outbox.pool] _ in
      try? await pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = 1") }
      return DeliveryReport(.delivered)
    }
    var limits = Dispatcher.Limits()
    limits.storagePatience = .zero
    let broken = dispatcher(outbox.store, sender, limits: limits)
    await #expect(throws: DatabaseError.self) { try await broken.drain() }
    let report = try await outbox.reopened().recover(at: due) { _ in RetryPolicy() }
    #expect(report.repeated == [key("diecai")])
  }
}

@Suite struct ServiceTests {
  /// Runs a dispatcher as a service until `signal` says so, and then shuts it down gracefully.
  private func run(_ dispatcher: Dispatcher, until signal: AsyncStream<Void>) async throws {
    let group = ServiceGroup(services: [dispatcher], logger: LogBook().logger)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      for await _ in signal {}
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
    }
  }

  /// A clock that a test moves, and on which only a sleep into the past ends.
  private struct PatientClock: WallClock {
    let hand: ManualClock
    var now: Timestamp { hand.now }

    func sleep(until deadline: Timestamp, tolerance: Duration?) async throws {
      while now < deadline { try await ContinuousClock().sleep(for: .seconds(3600)) }
    }
  }

  @Test(.timeLimit(.minutes(10)))
  func `What gets due while others are prepared is not slept over`() async throws {
    let outbox = try TemporaryOutbox()
    _ = try await outbox.reconcile(
      [planned("first"), planned("second", due: "2026-05-28T01:07:01Z")], at: april)
    let hand = ManualClock(now: due)
    let (arrivals, arrived) = AsyncStream<Void>.makeStream()
    let sender = ScriptedSender { reminder in
      if reminder.key.unit == "second" { arrived.finish() }
      return DeliveryReport(.delivered)
    }
    let service = Dispatcher(
      store: outbox.store,
      world: World(clock: PatientClock(hand: hand), sender: sender, logger: LogBook().logger),
      prepare: { reminder, _ in
        // Preparing the first takes five seconds, in which the second gets due.
        if reminder.key.unit == "first" { hand.advance(by: .seconds(5)) }
        return message(reminder)
      })
    try await run(service, until: arrivals)
    #expect(sender.units == ["first", "second"])
  }

  @Test func `A service sends what gets due, and stops when told`() async throws {
    let outbox = try TemporaryOutbox()
    // The clock runs on while requests are in flight, so nothing here may depend on how far it gets.
    let century = Duration.seconds(36_525 * 86_400)
    _ = try await outbox.reconcile(
      (0..<10).map { planned("unit-\($0)", due: "2026-05-2\($0)T01:07:00Z", expires: century) }, at: april)
    let (signal, done) = AsyncStream.makeStream(of: Void.self)
    let count = Tally()
    let sender = ScriptedSender { reminder in
      if count.add("sent") == 11 { done.finish() }
      return DeliveryReport(
        reminder.key.unit == "unit-3" && reminder.attempt == 1 ? .failed(reason: "reset") : .delivered)
    }
    let clock = ManualClock(now: instant("2026-05-19T00:00:00Z"))
    var limits = Dispatcher.Limits()
    limits.longestSleep = .seconds(86_400)
    try await run(dispatcher(outbox.store, sender, clock: clock, limits: limits), until: signal)
    #expect(Set(sender.units).count == 10)
    #expect(sender.requests.filter { $0.key.unit == "unit-3" }.map(\.attempt) == [1, 2])
    #expect(sender.requests.allSatisfy { $0.at >= instant("2026-05-2\($0.key.unit.suffix(1))T01:07:00Z") })
    #expect(try await outbox.store.counts()[.delivered] == 10)
  }

  @Test func `A bell wakes a dispatcher that has nothing to wait for`() async throws {
    let outbox = try TemporaryOutbox()
    let (signal, done) = AsyncStream.makeStream(of: Void.self)
    let sender = ScriptedSender { _ in
      done.finish()
      return DeliveryReport(.delivered)
    }
    let bell = Bell()
    let service = dispatcher(outbox.store, sender, clock: StoppedClock(now: due), bell: bell)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await run(service, until: signal) }
      _ = try await outbox.reconcile([planned("diecai")], at: april)
      bell.ring()
      try await tasks.waitForAll()
    }
    #expect(sender.units == ["diecai"])
    #expect(try await outbox.store.counts()[.delivered] == 1)
  }

  @Test func `At shutdown what is in flight is finished, and the rest is given back`() async throws {
    let outbox = try TemporaryOutbox()
    _ = try await outbox.reconcile((0..<30).map { planned("unit-\($0)") }, at: april)
    let (signal, stop) = AsyncStream.makeStream(of: Void.self)
    let (gate, open) = AsyncStream.makeStream(of: Void.self)
    let sender = ScriptedSender { _ in
      // In flight while the shutdown arrives.
      await withGracefulShutdownHandler {
        stop.finish()
        for await _ in gate {}
      } onGracefulShutdown: {
        open.finish()
      }
      return DeliveryReport(.delivered)
    }
    var limits = Dispatcher.Limits()
    limits.concurrency = 2
    limits.claimBatch = 10
    try await run(
      dispatcher(outbox.store, sender, clock: StoppedClock(now: due), limits: limits), until: signal)
    let counts = try await outbox.store.counts()
    #expect(counts[.delivered] == 2)
    #expect(counts[.scheduled] == 28)
    #expect(counts[.sending] == 0)
  }

  @Test func `After the grace time what hangs is cancelled and what waits is given back`() async throws {
    let outbox = try TemporaryOutbox()
    _ = try await outbox.reconcile((0..<5).map { planned("unit-\($0)", endpoint: "hung") }, at: april)
    let (signal, stop) = AsyncStream.makeStream(of: Void.self)
    let sender = ScriptedSender { _ in
      stop.finish()
      try? await ContinuousClock().sleep(for: .seconds(3600))
      return DeliveryReport(.ambiguous(reason: "cancelled"))
    }
    var limits = Dispatcher.Limits()
    limits.grace = .zero
    try await run(
      dispatcher(outbox.store, sender, clock: StoppedClock(now: due), limits: limits), until: signal)
    #expect(sender.requests.count == 1)
    let entries = try await outbox.store.entries()
    #expect(entries.count { $0.outcome?.name == "ambiguous" && $0.state.name == .retryable } == 1)
    // As if they had never been claimed.
    #expect(entries.count { $0.attempts == 0 && $0.state == .scheduled && $0.due == due } == 4)
  }
}
