import Outbox
import Planning
import Recurrence
import ServiceLifecycle
import Synchronization
import Testing

private let april = "2026-04-01T00:00:00Z"
private let due = instant("2026-05-28T01:07:00Z")
private let evening = instant("2026-05-28T14:00:00Z")

/// A dispatcher on a manual clock, whose sender notes the instant of each request.
private struct Rig {
  let outbox: TemporaryOutbox
  let clock = ManualClock(now: due)
  let sender: ScriptedSender
  let book = LogBook()
  var limits = Dispatcher.Limits()
  var traits: @Sendable (EndpointID) -> EndpointTraits = { _ in EndpointTraits() }

  init(
    plan: [PlannedReminder], outbox: TemporaryOutbox? = nil,
    script: @escaping @Sendable (ClaimedReminder) async -> DeliveryReport = { _ in .init(.delivered) }
  ) async throws {
    self.outbox = try outbox ?? TemporaryOutbox()
    sender = ScriptedSender(script)
    limits.flushAfter = .seconds(3600)
    limits.flushEvery = 1
    _ = try await self.outbox.reconcile(plan, at: april)
  }

  var world: World {
    World(clock: clock, sender: sender, logger: book.logger, jitter: { _, _ in 0 })
  }

  var dispatcher: Dispatcher {
    Dispatcher(
      store: outbox.store, world: world, limits: limits, traits: traits,
      prepare: { reminder, _ in message(reminder) })
  }

  /// Seconds after the due time at which requests of an endpoint went out.
  func seconds(_ endpoint: String) -> [Double] {
    sender.requests.filter { $0.endpoint.unit == endpoint }.map { due.duration(to: $0.at) / .seconds(1) }
  }
}

@Suite struct EndpointDispatchTests {
  private static func many(_ count: Int, for robot: String) -> [PlannedReminder] {
    (0..<count).map { planned("\(robot)-\($0)", endpoint: robot) }
  }

  private static let twentyAMinute = EndpointTraits(pace: Pace([RateLimit(20, per: .seconds(60))]))

  @Test func `A robot's rate is kept, and holds up no other robot`() async throws {
    var rig = try await Rig(plan: Self.many(50, for: "slow") + Self.many(50, for: "free"))
    rig.traits = { $0.unit == "slow" ? Self.twentyAMinute : EndpointTraits() }
    #expect(try await rig.dispatcher.drain() == 100)
    #expect(rig.seconds("free").allSatisfy { $0 == 0 })
    let slow = rig.seconds("slow")
    #expect(slow.prefix(6) == [0, 0, 0, 0, 3.6, 7.2])
    for first in slow { #expect(slow.count { $0 >= first && $0 < first + 60 } <= 20) }
    #expect(slow.last == 46 * 3.6)
    #expect(
      rig.sender.requests.filter { $0.endpoint.unit == "slow" }.map(\.attempt)
        == Array(repeating: 1, count: 50))
  }

  @Test func `A rate is kept over a restart`() async throws {
    let outbox = try TemporaryOutbox()
    var rig = try await Rig(plan: Self.many(4, for: "slow"), outbox: outbox)
    rig.traits = { _ in Self.twentyAMinute }
    #expect(try await rig.dispatcher.drain() == 4)
    var next = try await Rig(plan: Self.many(6, for: "slow"), outbox: outbox)
    next.traits = { _ in Self.twentyAMinute }
    #expect(try await next.dispatcher.drain() == 2)
    #expect(next.seconds("slow") == [3.6, 7.2])
  }

  @Test func `Quiet that one message was asked for holds for all of its robot`() async throws {
    let rig = try await Rig(plan: Self.many(5, for: "busy") + Self.many(2, for: "free")) { reminder in
      guard reminder.endpoint.unit == "busy", reminder.key.unit == "busy-0", reminder.attempt == 1 else {
        return DeliveryReport(.delivered)
      }
      return DeliveryReport(.throttled(until: due.advanced(by: .seconds(60))), status: 429)
    }
    #expect(try await rig.dispatcher.drain(through: evening) == 8)
    #expect(rig.seconds("free") == [0, 0])
    #expect(rig.seconds("busy") == [0, 60, 60, 60, 60, 60])
    #expect(try await rig.outbox.store.counts()[.delivered] == 7)
  }

  @Test func `A robot that takes its last message for a while gets the next after it, in the same pass`()
    async throws
  {
    let rig = try await Rig(plan: Self.many(5, for: "full") + Self.many(2, for: "free")) { reminder in
      guard reminder.endpoint.unit == "full", reminder.key.unit != "full-3" else {
        return DeliveryReport(.delivered)
      }
      return DeliveryReport(
        .delivered, status: 204, quietUntil: reminder.at.advanced(by: .milliseconds(2500)))
    }
    #expect(try await rig.dispatcher.drain() == 7)
    #expect(rig.seconds("free") == [0, 0])
    #expect(rig.seconds("full") == [0, 2.5, 5, 7.5, 7.5])
    #expect(rig.sender.requests.allSatisfy { $0.attempt == 1 })
    #expect(try await rig.outbox.store.counts()[.delivered] == 7)
    #expect(try await rig.outbox.store.endpointStandings().values.allSatisfy { $0.failures == 0 })
  }

  @Test func `A receiver that is down costs the tries of a few, and all go out when it is back`() async throws
  {
    let back = due.advanced(by: .seconds(1200))
    let clock = Mutex<ManualClock?>(nil)
    let rig = try await Rig(plan: Self.many(40, for: "down") + Self.many(3, for: "free")) { reminder in
      reminder.endpoint.unit == "down" && reminder.at < back
        ? DeliveryReport(.failed(reason: "not_connected")) : DeliveryReport(.delivered)
    }
    clock.withLock { $0 = rig.clock }
    try await rig.dispatcher.drain(through: evening)
    #expect(try await rig.outbox.store.counts()[.delivered] == 43)
    let failed = rig.sender.requests.filter { $0.endpoint.unit == "down" && $0.at < back }
    #expect(failed.count < 20)
    // Probes at growing distances, not a storm.
    #expect(rig.seconds("down").filter { $0 < 60 }.count <= 9)
    #expect(rig.book.messages == ["endpoint closed", "endpoint works again"])
    #expect(try await rig.outbox.store.endpointStandings().values.allSatisfy { !$0.isOpen })
  }

  @Test func `A robot that is gone takes one message with it, the others wait for a person`() async throws {
    let mended = Mutex(false)
    let rig = try await Rig(plan: Self.many(30, for: "gone")) { _ in
      mended.withLock { $0 }
        ? DeliveryReport(.delivered)
        : DeliveryReport(.refused(code: "93000"), status: 200, endpointIsClosed: true)
    }
    let gone = EndpointID(channel: "groups", unit: "gone")
    #expect(try await rig.dispatcher.drain() == 1)
    #expect(try await rig.outbox.store.counts()[.scheduled] == 29)
    #expect(try await rig.outbox.store.backlog(at: due) == [gone: 29])
    let standing = try #require(try await rig.outbox.store.endpointStandings()[gone])
    #expect(standing.breaker == .open(reason: "93000", since: due))
    #expect(try await rig.dispatcher.drain() == 0)

    mended.withLock { $0 = true }
    #expect(try await rig.outbox.store.reset([gone]) == [gone])
    #expect(try await rig.outbox.store.reset([gone]) == [])
    #expect(try await rig.dispatcher.drain() == 29)
  }

  @Test func `A running dispatcher heeds a reset by another process`() async throws {
    let calls = Mutex(0)
    let (delivered, done) = AsyncStream.makeStream(of: Void.self)
    let outbox = try TemporaryOutbox()
    let gone = EndpointID(channel: "groups", unit: "gone")
    let (closed, signalClosed) = AsyncStream.makeStream(of: Void.self)
    let book = LogBook { if $0 == "endpoint closed" { signalClosed.finish() } }
    let sender = ScriptedSender { _ in
      let number = calls.withLock {
        $0 += 1; return $0
      }
      if number == 3 { done.finish() }
      return number == 1
        ? DeliveryReport(.refused(code: "93000"), endpointIsClosed: true) : DeliveryReport(.delivered)
    }
    _ = try await outbox.reconcile(Self.many(3, for: "gone"), at: april)
    let bell = Bell()
    let dispatcher = Dispatcher(
      store: outbox.store, world: World(clock: StoppedClock(now: due), sender: sender, logger: book.logger),
      bell: bell, prepare: { reminder, _ in message(reminder) })
    let group = ServiceGroup(
      configuration: .init(services: [dispatcher], gracefulShutdownSignals: [], logger: book.logger))
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      for await _ in closed {}
      // The breaker is written soon after it opened.
      while try await outbox.store.reset([gone]).isEmpty { await Task.yield() }
      bell.ring()
      for await _ in delivered {}
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
    }
    #expect(try await outbox.store.counts()[.delivered] == 2)
  }

  @Test func `A host that hangs costs its own share of the slots`() async throws {
    let others = 60
    let (gate, open) = AsyncStream.makeStream(of: Void.self)
    let delivered = Tally()
    let hanging = Mutex((now: 0, most: 0))
    let plan =
      (0..<100).map { planned("hung-\($0)", due: "2026-05-28T01:00:00Z") }
      + (0..<others).map { planned("unit-\($0)") }
    var rig = try await Rig(plan: plan) { reminder in
      if reminder.key.unit.hasPrefix("hung") {
        hanging.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
        for await _ in gate {}
        hanging.withLock { $0.now -= 1 }
        return DeliveryReport(.delivered)
      }
      if delivered.add("others") == others { open.finish() }
      return DeliveryReport(.delivered)
    }
    rig.limits.concurrency = 8
    rig.limits.perHost = 4
    rig.limits.claimedPerHost = 16
    rig.traits = { EndpointTraits(host: $0.unit?.hasPrefix("hung") == true ? "hung" : "platform") }
    #expect(try await rig.dispatcher.drain() == 160)
    #expect(hanging.withLock { $0.most } == 4)
    #expect(try await rig.outbox.store.counts()[.delivered] == 160)
  }

  @Test func `What waits in a lane that is told to be quiet is given back without a try`() async throws {
    let rig = try await Rig(plan: Self.many(20, for: "busy")) { reminder in
      reminder.at == due
        ? DeliveryReport(.throttled(until: due.advanced(by: .seconds(40))), status: 429)
        : DeliveryReport(.delivered)
    }
    #expect(try await rig.dispatcher.drain() == 1)
    let counts = try await rig.outbox.store.counts()
    #expect(counts[.scheduled] == 19 && counts[.retryable] == 1 && counts[.sending] == 0)
    #expect(try await rig.outbox.store.entries().map(\.attempts).reduce(0, +) == 1)
    #expect(try await rig.dispatcher.drain(through: evening) == 20)
  }

  @Test func `What is being claimed when its robot asks for quiet waits, too`() async throws {
    let (preparing, startedPreparing) = AsyncStream.makeStream(of: Void.self)
    let (settled, wroteAnswer) = AsyncStream.makeStream(of: Void.self)
    var rig = try await Rig(plan: Self.many(2, for: "busy")) { reminder in
      guard reminder.key.unit == "busy-0", reminder.attempt == 1 else { return DeliveryReport(.delivered) }
      for await _ in preparing {}
      return DeliveryReport(.throttled(until: due.advanced(by: .seconds(40))), status: 429)
    }
    rig.limits.claimBatch = 1
    let dispatcher = Dispatcher(
      store: rig.outbox.store, world: rig.world, limits: rig.limits,
      prepare: { reminder, _ in
        if reminder.key.unit == "busy-1" {
          startedPreparing.finish()
          for await _ in settled {}
        }
        return message(reminder)
      }, observer: { _ in wroteAnswer.finish() })
    #expect(try await dispatcher.drain(through: evening) == 3)
    #expect(rig.seconds("busy") == [0, 40, 40])
    #expect(try await rig.outbox.store.counts()[.delivered] == 2)
    #expect(rig.sender.requests.map(\.attempt).sorted() == [1, 1, 2])
  }
}

@Suite struct SupersededTests {
  @Test func `What the files no longer know is cancelled, and brought back by a plan that names it again`()
    async throws
  {
    let outbox = try TemporaryOutbox()
    let plan = [planned("cut"), planned("kept")]
    _ = try await outbox.reconcile(plan, at: april)
    let sender = ScriptedSender()
    let dispatcher = Dispatcher(
      store: outbox.store,
      world: World(clock: ManualClock(now: due), sender: sender, logger: LogBook().logger),
      prepare: { reminder, _ in reminder.key.unit == "cut" ? .superseded : message(reminder) })
    #expect(try await dispatcher.drain() == 1)
    let entry = try #require(try await outbox.store.entry(key("cut"))?.entry)
    #expect(entry.state == .cancelled && entry.cancelledBy == "superseded" && entry.attempts == 0)
    #expect(try await outbox.reconcile(plan, at: april).added == [key("cut")])
    #expect(sender.units == ["kept"])
  }
}
