import Outbox
import Planning
import Recurrence
import ServiceLifecycle
import Testing

private let april = "2026-04-01T00:00:00Z"
/// Two hours after the reminders were due.
private let start = instant("2026-05-28T03:07:00Z")
private let policy = RetryPolicy(waits: [.zero, .seconds(300)], tries: 9)

/// A wall clock that is set back does not hold up what waits for its next try.
@Suite(.timeLimit(.minutes(10))) struct ClockStepTests {
  /// A clock that a test sets, and on which no sleep ends but by being cancelled.
  private struct HandClock: WallClock {
    let hand: ManualClock
    var now: Timestamp { hand.now }

    func sleep(until deadline: Timestamp, tolerance: Duration?) async throws {
      while true { try await ContinuousClock().sleep(for: .seconds(3600)) }
    }
  }

  private final class Rig: Sendable {
    let outbox: TemporaryOutbox
    let hand: ManualClock
    let bell = Bell()
    let sender: ScriptedSender

    init(
      at now: Timestamp = start, outbox: TemporaryOutbox? = nil,
      script: @escaping @Sendable (ClaimedReminder, ManualClock) async -> DeliveryReport
    ) async throws {
      self.outbox = try outbox ?? TemporaryOutbox()
      let hand = ManualClock(now: now)
      self.hand = hand
      sender = ScriptedSender { await script($0, hand) }
      _ = try await self.outbox.reconcile([planned("diecai")], at: april)
    }

    /// Runs a dispatcher while the test does something.
    func run(_ body: (Rig) async throws -> Void) async throws {
      var limits = Dispatcher.Limits()
      limits.flushEvery = 1
      let book = LogBook()
      let dispatcher = Dispatcher(
        store: outbox.store,
        world: World(
          clock: HandClock(hand: hand), sender: sender, logger: book.logger, jitter: { _, _ in 0 }),
        limits: limits, policy: { _ in policy }, bell: bell, prepare: { reminder, _ in message(reminder) })
      let group = ServiceGroup(
        configuration: .init(services: [dispatcher], gracefulShutdownSignals: [], logger: book.logger))
      try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask { try await group.run() }
        try await body(self)
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
      }
    }

    func state() async throws -> ReminderState? { try await outbox.store.entry(key("diecai"))?.entry.state }

    func reaches(_ state: ReminderState) async throws {
      while try await self.state() != state { await Task.yield() }
    }

    func set(to instant: Timestamp) {
      hand.set(to: instant)
      bell.ring()
    }
  }

  private static func failing(_ reminder: ClaimedReminder, _ hand: ManualClock) async -> DeliveryReport {
    reminder.attempt == 1 ? DeliveryReport(.failed(reason: "HTTP 500")) : DeliveryReport(.delivered)
  }

  @Test func `what waits for its next try waits as long as it would have`() async throws {
    let rig = try await Rig(script: Self.failing)
    try await rig.run { rig in
      try await rig.reaches(.retryable(due: instant("2026-05-28T03:12:00Z")))
      rig.set(to: instant("2026-05-28T02:07:00Z"))
      try await rig.reaches(.retryable(due: instant("2026-05-28T02:12:00Z")))
      #expect(rig.sender.requests.count == 1)
      rig.set(to: instant("2026-05-28T02:12:00Z"))
      try await rig.reaches(.delivered)
    }
    #expect(rig.sender.requests.map(\.at) == [start, instant("2026-05-28T02:12:00Z")])
  }

  @Test func `a clock that was ahead by days has nothing sent before its due time`() async throws {
    let rig = try await Rig(script: Self.failing)
    try await rig.run { rig in
      try await rig.reaches(.retryable(due: instant("2026-05-28T03:12:00Z")))
      rig.set(to: instant("2026-05-25T03:07:00Z"))
      try await rig.reaches(.retryable(due: instant("2026-05-28T01:07:00Z")))
    }
    #expect(rig.sender.requests.count == 1)
  }

  @Test func `an answer that comes after the step waits by the new clock`() async throws {
    let rig = try await Rig { reminder, hand in
      hand.set(to: instant("2026-05-28T02:07:00Z"))
      return await Self.failing(reminder, hand)
    }
    try await rig.run { try await $0.reaches(.retryable(due: instant("2026-05-28T02:12:00Z"))) }
  }

  @Test func `a step while nothing ran costs no more than one whole wait`() async throws {
    let rig = try await Rig(script: Self.failing)
    try await rig.run { try await $0.reaches(.retryable(due: instant("2026-05-28T03:12:00Z"))) }
    let next = try await Rig(at: instant("2026-05-28T02:00:00Z"), outbox: rig.outbox, script: Self.failing)
    try await next.run { try await $0.reaches(.retryable(due: instant("2026-05-28T02:05:00Z"))) }
    #expect(next.sender.requests.isEmpty)
  }

  @Test func `a step moves neither what was never tried nor what was tried since`() async throws {
    let outbox = try TemporaryOutbox()
    _ = try await outbox.reconcile(
      [planned("diecai", due: "2026-05-28T03:30:00Z"), planned("lingui")], at: april)
    let lingui = try await outbox.store.due(limit: 9, at: start)
    let claimed = try await outbox.store.claim(lingui, until: start.advanced(by: .seconds(60)), at: start)
    let settlement = Settlement(
      of: try #require(claimed.first), under: Lease(attempt: 1, until: start.advanced(by: .seconds(60))),
      ended: start, report: DeliveryReport(.failed(reason: "HTTP 500")), state: .retryable(due: start))
    #expect(try await outbox.store.settle([settlement]).isEmpty)
    #expect(try await outbox.store.advanceRetries(by: .seconds(3600), at: start) == 0)
    #expect(try await outbox.store.entry(key("lingui"))?.entry.state == .retryable(due: start))
    #expect(try await outbox.store.due(limit: 9, at: start.advanced(by: .seconds(1379))).count == 1)
    #expect(try await outbox.store.due(limit: 9, at: start.advanced(by: .seconds(1380))).count == 2)
  }
}
