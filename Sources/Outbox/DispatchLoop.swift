import Logging
import Planning
import Recurrence
import ServiceLifecycle

/// One run of a dispatcher: a single loop owns all its state, and children of one task group do the waiting.
struct DispatchLoop {
  enum Mode {
    /// Ends when nothing is due.
    case untilIdle
    /// Sleeps until something is due, and ends at graceful shutdown.
    case untilStopped
  }

  /// What children of the task group report.
  enum Signal: Sendable {
    case answered(Assignment, DeliveryReport, at: Timestamp)
    case flushDue
    case alarm
    case stop
    case graceOver
  }

  /// A claimed reminder with what there is to send.
  struct Assignment: Sendable {
    let reminder: DueReminder
    let lease: Lease
    let preparation: Preparation
  }

  typealias Group = ThrowingTaskGroup<Signal, any Error>

  let dispatcher: Dispatcher
  let mode: Mode
  let metrics = DispatchMetrics()
  var lanes: Lanes<Assignment>
  /// Answers that are not written yet.
  var pending: [(settlement: Settlement, message: Message?)] = []
  /// Rows that a crash left open: first in turn, few to a claim, and each answer written at once.
  var recovered: [Int64] = []
  var carefulRows: Set<Int64> = []
  /// Endpoints of which more is due than their lane takes.
  var held: Set<EndpointID> = []
  /// Whether there may be due reminders that are not claimed.
  var hasBacklog = true
  /// Up to which instant due reminders were looked for: what got due since then still has to wake the loop.
  var lookedUntil: Timestamp?
  var startsRound = true
  var isStopping = false
  var settledCount = 0
  private var isFlushArmed = false
  private var isAlarmArmed = false

  init(of dispatcher: Dispatcher, mode: Mode) {
    self.dispatcher = dispatcher
    self.mode = mode
    lanes = Lanes(width: dispatcher.limits.perEndpoint, depth: dispatcher.limits.claimedPerEndpoint)
  }

  var limits: Dispatcher.Limits { dispatcher.limits }
  var store: OutboxStore { dispatcher.store }
  var world: World { dispatcher.world }

  /// - Returns: The number of attempts made.
  mutating func run() async throws -> Int {
    try await recover()
    return try await withThrowingTaskGroup(of: Signal.self) { group in
      group.addTask {
        try? await gracefulShutdown()
        return .stop
      }
      while true {
        try await refill()
        start(in: &group)
        if lanes.isIdle {
          try await flush()
          if hasBacklog && mayClaim { continue }
          if isStopping || mode == .untilIdle { break }
        }
        try await arm(in: &group)
        guard let signal = try await group.next() else { break }
        try await take(signal, in: &group)
      }
      group.cancelAll()
      return settledCount
    }
  }

  private mutating func take(_ signal: Signal, in group: inout Group) async throws {
    switch signal {
    case .answered(let assignment, let report, let instant):
      try await settle(assignment, report, at: instant)
    case .flushDue:
      isFlushArmed = false
      try await flush()
    case .alarm:
      isAlarmArmed = false
      hasBacklog = true
      startsRound = true
    case .stop:
      stop(in: &group)
    case .graceOver:
      group.cancelAll()
      try await abandonWaiting()
    }
  }

  private mutating func stop(in group: inout Group) {
    guard !isStopping else { return }
    isStopping = true
    world.logger.info("stopping", metadata: ["inFlight": "\(lanes.inFlight)", "waiting": "\(lanes.waiting)"])
    let grace = limits.grace
    group.addTask {
      try? await ContinuousClock().sleep(for: grace)
      return .graceOver
    }
  }

  /// Gives back what was claimed and has not gone out.
  private mutating func abandonWaiting() async throws {
    for assignment in lanes.removeWaiting() {
      try await record(
        assignment, DeliveryReport(.notSent(reason: "stopped_before_sending")), at: world.clock.now)
    }
  }

  private mutating func start(in group: inout Group) {
    let world = world
    while lanes.inFlight < limits.concurrency, let assignment = lanes.next() {
      group.addTask {
        let report = await assignment.send(in: world)
        return .answered(assignment, report, at: world.clock.now)
      }
    }
  }

  private mutating func arm(in group: inout Group) async throws {
    if !pending.isEmpty, !isFlushArmed {
      isFlushArmed = true
      let wait = limits.flushAfter
      // A span of a stopwatch, not of the wall: a simulated clock must not move by it.
      group.addTask {
        try? await ContinuousClock().sleep(for: wait)
        return .flushDue
      }
    }
    guard mode == .untilStopped, !isAlarmArmed, !isStopping else { return }
    isAlarmArmed = true
    let now = world.clock.now
    let store = store
    let looked = lookedUntil ?? now
    let next = try await persist { try await store.nextDue(after: looked) }
    let latest = now.advanced(by: limits.longestSleep)
    let deadline = next.map { min($0, latest) } ?? latest
    let clock = world.clock
    let bell = dispatcher.bell
    group.addTask {
      await withTaskGroup(of: Void.self) { race in
        race.addTask { try? await clock.sleep(until: deadline, tolerance: nil) }
        race.addTask { await bell.rung() }
        await race.next()
        race.cancelAll()
      }
      return .alarm
    }
  }
}

extension DispatchLoop.Assignment {
  func send(in world: World) async -> DeliveryReport {
    guard case .send(let message) = preparation else {
      if case .faulty(let reason) = preparation { return DeliveryReport(.notSent(reason: reason)) }
      return DeliveryReport(.notSent(reason: "not_needed"))
    }
    world.faultPoint(.beforeSend)
    return await world.sender.send(
      ClaimedReminder(
        key: reminder.key, endpoint: reminder.planned.endpoint, attempt: lease.attempt,
        attemptsBefore: reminder.attemptsBefore, message: message, at: world.clock.now, mayBeRepeat: reminder.mayBeRepeat))
  }
}
