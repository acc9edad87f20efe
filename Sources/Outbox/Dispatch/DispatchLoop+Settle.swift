import Logging
import Planning
import Recurrence
import ServiceLifecycle

extension DispatchLoop {
  /// Takes an answer and frees its slot.
  mutating func settle(_ assignment: Assignment, _ report: DeliveryReport, at now: Timestamp) async throws {
    let endpoint = assignment.reminder.planned.endpoint
    lanes.finish(endpoint)
    try await judge(endpoint, assignment, report, at: now)
    try await record(assignment, report, at: now)
    releaseIfFree(endpoint, atHost: assignment.host)
  }

  /// What an attempt's end says of its endpoint: if that is to be left alone, what waits for it is given back.
  private mutating func judge(
    _ endpoint: EndpointID, _ assignment: Assignment, _ report: DeliveryReport, at now: Timestamp
  ) async throws {
    let reminder = assignment.reminder
    let quiet = report.wishForQuiet.map { asked in
      dispatcher.policy(reminder.key.channel)
        .heeded(after: assignment.lease.attempt - reminder.attemptsBefore, asked: asked, at: now)
    }
    switch gates.settle(endpoint, report, quietUntil: quiet, at: now) {
    case .opened(let reason):
      world.logger.error("endpoint closed", metadata: ["endpoint": "\(endpoint)", "reason": "\(reason)"])
      metrics.breakers(open: gates.openCount)
    case .closed:
      world.logger.notice("endpoint works again", metadata: ["endpoint": "\(endpoint)"])
      metrics.breakers(open: gates.openCount)
    case nil: break
    }
    guard let cause = gates.obstacle(of: endpoint, at: now), !lanes.isEmpty(endpoint) else { return }
    held.hold(endpoint, for: cause)
    try await giveBack(lanes.removeWaiting(for: endpoint))
  }

  /// Has an endpoint looked at again, and some of its host's, if nothing of theirs is claimed that would do so at its
  /// end.
  mutating func releaseIfFree(_ endpoint: EndpointID, atHost host: String) {
    if held.waitsForLane(endpoint), lanes.isEmpty(endpoint),
      !gates.isProbing(endpoint) || !lanes.isBusy(endpoint)
    {
      held.release(endpoint)
      ripe.append(endpoint)
    }
    let room = lanes.room(atHost: host)
    if held.waitsFor(host: host), room >= limits.claimedPerHost / 2 {
      ripe += held.release(ofHost: host, atMost: room)
    }
  }

  /// Keeps an answer until it is written.
  mutating func record(_ assignment: Assignment, _ report: DeliveryReport, at now: Timestamp) async throws {
    let reminder = assignment.reminder
    let policy = dispatcher.policy(reminder.key.channel)
    let attempt = assignment.lease.attempt - reminder.attemptsBefore
    let facts = AttemptFacts(
      attempt: attempt, number: assignment.lease.attempt, jitter: world.jitter(reminder.key, attempt),
      expires: reminder.lastInstant(under: policy))
    let state = try ReminderState.sending(assignment.lease)
      .applying(.settled(report.outcome, facts), at: now, policy: policy)
    let settlement = Settlement(
      of: reminder, under: assignment.lease, ended: now, report: report, state: state)
    pending.append((settlement, assignment.message))
    let isGroup = pending.count >= min(limits.flushEvery, allowance)
    if isGroup || carefulRows.contains(reminder.row) { try await flush() }
  }

  /// Writes the answers that have come, and tells the observer.
  mutating func flush() async throws {
    guard !pending.isEmpty else { return }
    let (store, standings) = (store, gates.takeChanges())
    let settlements = pending.map(\.settlement)
    let late = Set(try await persist { try await store.settle(settlements, standings: standings) })
    let now = world.clock.now
    for (settlement, message) in pending {
      let reminder = settlement.reminder
      carefulRows.remove(reminder.row)
      settledCount += 1
      guard !late.contains(settlement) else {
        world.logger.warning(
          "settled too late",
          metadata: ["key": "\(reminder.key)", "attempt": "\(settlement.lease.attempt)"])
        continue
      }
      metrics.settled(settlement)
      if case .retryable(let due) = settlement.state {
        if due <= now { hasBacklog = true }
        wakeEarlier(at: due)
      }
      dispatcher.observer(
        SettledAttempt(
          at: settlement.ended, reminder: reminder, attempt: settlement.lease.attempt,
          report: settlement.report,
          state: settlement.state, message: message))
    }
    pending.removeAll(keepingCapacity: true)
  }

  /// Does a piece of work on the database, again and again while the storage fails and may recover. Nothing is claimed
  /// and nothing is forgotten meanwhile: answers wait in memory.
  func persist<Result: Sendable>(_ work: () async throws -> Result) async throws -> Result {
    var since: ContinuousClock.Instant?
    while true {
      do {
        let result = try await work()
        if since != nil {
          world.logger.notice("the database works again")
          dispatcher.pulse(.storageWorks)
        }
        return result
      } catch {
        guard let fault = OutboxStore.storageFault(in: error) else { throw error }
        dispatcher.pulse(.storageFailed(fault.kind.rawValue))
        let start = since ?? .now
        if since == nil {
          world.logger.error(
            "the database fails; sending pauses",
            metadata: ["error": "\(fault)", "advice": "\(fault.advice)", "unwritten": "\(pending.count)"])
        }
        since = start
        if let patience = patience(with: fault), start.duration(to: .now) >= patience { throw error }
        try await ContinuousClock().sleep(for: limits.storageRetry)
      }
    }
  }

  /// How long a failing database is waited for; nil for ever.
  private func patience(with fault: StorageFault) -> Duration? {
    let isEnding = isStopping || Task.isShuttingDownGracefully
    switch fault.outlook {
    case .hopeless: return .zero
    case .doubtful: return isEnding ? min(limits.grace, limits.storagePatience) : limits.storagePatience
    case .passing:
      if isEnding { return limits.grace }
      return mode == .untilIdle ? limits.storagePatience : nil
    }
  }
}

extension DispatchLoop.Assignment {
  var message: Message? {
    if case .send(let message) = preparation { message } else { nil }
  }
}
