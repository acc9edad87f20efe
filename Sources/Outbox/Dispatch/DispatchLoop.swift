import Logging
import Planning
import Recurrence
import ServiceLifecycle

/// One run of a dispatcher: a single loop owns all its state, and children of one task group do the waiting.
///
/// What the loop does itself takes no time: it never waits for the database or the network, so that sending goes on while
/// the next reminders are looked for, prepared and claimed, and while answers are written.
struct DispatchLoop {
  enum Mode {
    /// Ends when nothing is due.
    case untilIdle
    /// Sleeps until something is due, and ends at graceful shutdown.
    case untilStopped
  }

  /// What children of the task group report.
  enum Signal: Sendable {
    case found(Search, Search.Findings)
    case prepared(Proposal)
    case written(Writing, DispatchBatch.Written)
    case answered(Assignment, DeliveryReport, at: Timestamp)
    case flushDue
    case alarm(Wake)
    case stop
    case graceOver
  }

  /// What ended a sleep.
  enum Wake: Sendable {
    case time
    /// Somebody changed the outbox.
    case rung
    /// Something gets due earlier than the sleep knew.
    case hurried
  }

  /// A claimed reminder with what there is to send.
  struct Assignment: Sendable {
    let reminder: DueReminder
    let lease: Lease
    let preparation: Preparation
    let host: String
  }

  typealias Group = ThrowingTaskGroup<Signal, any Error>

  let dispatcher: Dispatcher
  let mode: Mode
  let metrics = DispatchMetrics()
  var lanes: Lanes<Assignment>
  var gates = EndpointGates([:])
  /// How far the claim has come that is under way.
  var claim = ClaimStage.none
  /// Answers that are not written yet, and what is given back unsent.
  var pending: [(settlement: Settlement, message: Message?)] = []
  var released: [DispatchBatch.Release] = []
  /// How many answers are being written; nil while nothing is written.
  var writing: Int?
  /// How often something has been written.
  var writeCount = 0
  /// Whether answers are to be written though they are few.
  var isFlushUrgent = false
  /// Answers of ``carefulRows`` that wait to be written, and that are being written: nothing starts before they are.
  var carefulAnswers = (waiting: 0, inWriting: 0)
  /// Rows that a crash left open: first in turn, few to a claim, and each answer written at once.
  var recovered: [Int64] = []
  var carefulRows: Set<Int64> = []
  /// Until the first round is over: a crash loop is one of short runs, and a host that hangs must not hold up others.
  var isAfterCrash = false
  var held = HeldEndpoints()
  /// Endpoints that were held and are to be looked at again.
  var ripe: [EndpointID] = []
  /// Reminders that were seen when there was no room at their hosts, and now there is.
  var seen: [WaitingReminder] = []
  /// Whether there may be due reminders that are not claimed.
  var hasBacklog = true {
    didSet { lookedThrough = nil }
  }
  /// How far they have been looked through, in their order: what stands before is claimed or held.
  var lookedThrough: DueReminder.Place?
  /// Up to which instant due reminders were looked for: what got due since then still has to wake the loop.
  var lookedUntil: Timestamp?
  /// When work was last claimed or looked for.
  var lastClaim: Timestamp?
  /// How far the clock was set back, as long as next tries are not moved by it.
  var setBack: Duration?
  var startsRound = true
  /// Whether the store is to be asked for endpoints that a person has reset.
  var asksForResets = false
  var isStopping = false
  var settledCount = 0
  private var isFlushArmed = false
  /// When the sleep that is under way ends by itself.
  private var alarm: Timestamp?
  /// When due reminders are looked for again.
  private var nextLook: Timestamp?
  /// Ends a sleep that is too long.
  private let hurry = Bell()

  init(of dispatcher: Dispatcher, mode: Mode) {
    self.dispatcher = dispatcher
    self.mode = mode
    let limits = dispatcher.limits
    lanes = Lanes(
      .init(
        width: limits.perEndpoint, depth: limits.claimedPerEndpoint, hostWidth: limits.perHost,
        hostDepth: limits.claimedPerHost))
  }

  var limits: Dispatcher.Limits { dispatcher.limits }
  var world: World { dispatcher.world }

  /// - Returns: The number of attempts made, and when more of what is due already may go: an endpoint's rate or quiet
  ///   holds it up.
  mutating func run() async throws -> (attempts: Int, nextOpening: Timestamp?) {
    try await recover()
    return try await withThrowingTaskGroup(of: Signal.self) { group in
      group.addTask {
        try? await gracefulShutdown()
        return .stop
      }
      while true {
        // What is in flight is then found open at the next start.
        try Task.checkCancellation()
        dispatcher.pulse(.turned)
        start(in: &group)
        look(in: &group)
        write(in: &group)
        if isIdle, isStopping || mode == .untilIdle && held.nextOfRate() == nil { break }
        try await arm(in: &group)
        guard let signal = try await group.next() else { break }
        take(signal, in: &group)
      }
      group.cancelAll()
      return (settledCount, held.nextOpening())
    }
  }

  /// Whether nothing is under way but sleeps.
  private var isIdle: Bool {
    lanes.isIdle && claim.isNone && writing == nil && pending.isEmpty && released.isEmpty && setBack == nil
  }

  /// How much may be claimed and not yet written down. After a crash about as much as the run has got done: a loop of
  /// crashes leaves little more open, and repeats little more, than it sends.
  var allowance: Int { isAfterCrash ? limits.repeatBatch + settledCount : .max }

  /// How much more may be claimed.
  var room: Int { max(0, allowance - lanes.waiting - lanes.inFlight - pending.count - (writing ?? 0)) }

  /// False as soon as a shutdown is asked for, whether or not its signal has come through the group.
  var mayClaim: Bool { !isStopping && !Task.isShuttingDownGracefully }

  private mutating func take(_ signal: Signal, in group: inout Group) {
    switch signal {
    case .found(let search, let findings): take(findings, of: search, in: &group)
    case .prepared(let proposal): claim = mayClaim ? .proposed(proposal) : .none
    case .written(let writing, let written): take(written, of: writing)
    case .answered(let assignment, let report, let instant):
      let now = world.clock.now
      heedClock(at: now)
      // By a clock that was set back since, its next try would wait for that much longer.
      settle(assignment, report, at: min(instant, now))
    case .flushDue:
      isFlushArmed = false
      isFlushUrgent = !pending.isEmpty
    case .alarm(let wake):
      alarm = nil
      // An endpoint that opens is looked at by itself; whatever else is due is looked for only now and then.
      guard wake == .rung || wake == .time && nextLook.map({ world.clock.now >= $0 }) ?? true else { return }
      nextLook = nil
      isAfterCrash = false
      hasBacklog = true
      startsRound = true
    case .stop: stop(in: &group)
    case .graceOver: group.cancelAll()
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
    // Only what is in flight is waited for.
    giveBack(lanes.removeWaiting())
  }

  /// Gives back what was claimed and has not gone out.
  mutating func giveBack(_ assignments: [Assignment]) {
    let now = world.clock.now
    released += assignments.map { .init(reminder: $0.reminder, lease: $0.lease, at: now) }
  }

  private mutating func start(in group: inout Group) {
    let world = world
    while mayClaim, carefulAnswers == (0, 0), lanes.inFlight < limits.concurrency,
      let assignment = lanes.next()
    {
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
    try await armAlarm(in: &group)
  }

  private mutating func armAlarm(in group: inout Group) async throws {
    guard !isStopping else { return }
    let now = world.clock.now
    var deadline = held.nextOpening()
    switch mode {
    case .untilIdle:
      // While anything is under way its end comes first: a simulated clock would run ahead of it.
      guard isIdle else { return }
      deadline = held.nextOfRate()
    case .untilStopped:
      // What gets due during a claim is known when it is over.
      if nextLook == nil, claim.isNone { nextLook = try await nextLook(from: now) }
      deadline = [deadline, nextLook].compactMap(\.self).min()
    }
    guard let deadline else { return }
    if let alarm {
      if deadline < alarm { hurry.ring() }
      return
    }
    alarm = deadline
    sleep(until: deadline, in: &group)
  }

  /// When due reminders are to be looked for again.
  private func nextLook(from now: Timestamp) async throws -> Timestamp {
    let looked = lookedUntil ?? now
    let next = try await storage.persist { try await $0.nextDue(after: looked) }
    let latest = now.advanced(by: limits.longestSleep)
    return next.map { min($0, latest) } ?? latest
  }

  /// Has due reminders looked for as at the start: nothing is known of them by the clock as it is now.
  mutating func lookAnew() {
    (hasBacklog, lookedUntil, nextLook) = (true, nil, nil)
  }

  /// Has due reminders looked for at an instant, if they were to be looked for later only.
  mutating func wakeEarlier(at due: Timestamp) {
    guard let look = nextLook, due < look else { return }
    nextLook = due
    hurry.ring()
  }

  private func sleep(until deadline: Timestamp, in group: inout Group) {
    let (clock, bell, hurry) = (world.clock, dispatcher.bell, hurry)
    group.addTask {
      await withTaskGroup(of: Wake?.self) { race in
        race.addTask {
          try? await clock.sleep(until: deadline, tolerance: nil)
          return .time
        }
        race.addTask { await bell.rung() ? .rung : nil }
        race.addTask { await hurry.rung() ? .hurried : nil }
        var wakes = Set([await race.next() ?? nil])
        race.cancelAll()
        for await wake in race { wakes.insert(wake) }
        // A ring that came at the same instant as another end is not lost with it.
        return .alarm(wakes.contains(.rung) ? .rung : wakes.contains(.hurried) ? .hurried : .time)
      }
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
        attemptsBefore: reminder.attemptsBefore, message: message, at: world.clock.now,
        mayBeRepeat: reminder.mayBeRepeat, due: reminder.planned.due))
  }

  var message: Message? {
    if case .send(let message) = preparation { message } else { nil }
  }
}
