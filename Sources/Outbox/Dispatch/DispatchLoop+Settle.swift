import Logging
import Planning
import Recurrence

extension DispatchLoop {
  /// Takes an answer and frees its slot.
  mutating func settle(_ assignment: Assignment, _ report: DeliveryReport, at now: Timestamp) {
    let endpoint = assignment.reminder.planned.endpoint
    lanes.finish(endpoint)
    judge(endpoint, assignment, report, at: now)
    record(assignment, report, at: now)
    releaseIfFree(endpoint, atHost: assignment.host)
  }

  /// What an attempt's end says of its endpoint: if that is to be left alone, what waits for it is given back.
  private mutating func judge(
    _ endpoint: EndpointID, _ assignment: Assignment, _ report: DeliveryReport, at now: Timestamp
  ) {
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
    giveBack(lanes.removeWaiting(for: endpoint))
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
      let (single, others) = held.release(ofHost: host, atMost: room)
      seen += single
      ripe += others
    }
  }

  /// Keeps an answer until it is written.
  private mutating func record(_ assignment: Assignment, _ report: DeliveryReport, at now: Timestamp) {
    let reminder = assignment.reminder
    let policy = dispatcher.policy(reminder.key.channel)
    let attempt = assignment.lease.attempt - reminder.attemptsBefore
    let facts = AttemptFacts(
      attempt: attempt, number: assignment.lease.attempt,
      jitter: report.outcome == .delivered ? 0 : world.jitter(reminder.key, attempt),
      expires: reminder.lastInstant(under: policy))
    let settlement = Settlement(
      of: reminder, under: assignment.lease, ended: now, report: report,
      state: .settled(report.outcome, facts, at: now, policy: policy))
    pending.append((settlement, assignment.message))
    if carefulRows.remove(reminder.row) != nil {
      isFlushUrgent = true
      carefulAnswers.waiting += 1
    }
  }

  // MARK: - Writing

  /// What is being written.
  struct Writing: Sendable {
    let proposal: Proposal?
    let batch: DispatchBatch
    /// What the settled messages said, in their order.
    let messages: [Message?]
  }

  var storage: Storage {
    Storage(dispatcher: dispatcher, mode: mode, unwritten: pending.count + (writing ?? 0))
  }

  /// Writes what there is to write, one transaction at a time: a claim at once, answers in groups.
  mutating func write(in group: inout Group) {
    guard writing == nil else { return }
    var proposal: Proposal?
    if case .proposed(let ready) = claim { proposal = ready }
    let isGroup = pending.count >= min(limits.flushEvery, allowance)
    let isLast = !pending.isEmpty && lanes.isIdle && claim.isNone
    let isUrgent = isFlushUrgent && !pending.isEmpty || !released.isEmpty || setBack != nil
    guard proposal != nil || isGroup || isLast || isUrgent else { return }
    let work = nextWriting(of: proposal)
    writing = work.batch.settlements.count
    writeCount += 1
    let (storage, dispatcher, metrics) = (storage, dispatcher, metrics)
    group.addTask {
      let written = try await storage.persist { try await $0.write(work.batch) }
      work.tell(dispatcher, metrics, late: Set(written.late))
      return .written(work, written)
    }
  }

  private mutating func nextWriting(of proposal: Proposal?) -> Writing {
    var batch = DispatchBatch()
    batch.settlements = pending.map(\.settlement)
    batch.released = released
    batch.standings = gates.takeChanges()
    batch.setBack = setBack.map { ($0, world.clock.now) }
    setBack = nil
    if let proposal {
      claim = .claiming
      let now = world.clock.now
      batch.claim = proposal.claim(until: now.advanced(by: limits.lease), at: now)
    }
    let work = Writing(proposal: proposal, batch: batch, messages: pending.map(\.message))
    pending.removeAll(keepingCapacity: true)
    released.removeAll()
    isFlushUrgent = false
    carefulAnswers = (waiting: 0, inWriting: carefulAnswers.waiting)
    return work
  }

  mutating func take(_ written: DispatchBatch.Written, of work: Writing) {
    let now = world.clock.now
    writing = nil
    carefulAnswers.inWriting = 0
    settledCount += work.batch.settlements.count
    for settlement in work.batch.settlements {
      if case .retryable(let due) = settlement.state {
        if due <= now { hasBacklog = true }
        wakeEarlier(at: due)
      }
    }
    for endpoint in Set(work.batch.released.map(\.reminder.planned.endpoint)) where !held.contains(endpoint) {
      ripe.append(endpoint)
    }
    if work.batch.setBack != nil { lookAnew() }
    guard let proposal = work.proposal, let claim = work.batch.claim else { return }
    // Some changed while they were prepared: what they are now is to be read again.
    if written.claimed.count < claim.reminders.count { hasBacklog = true }
    take(written.claimed, of: proposal, until: claim.lease)
  }
}

extension DispatchLoop.Proposal {
  fileprivate func claim(until lease: Timestamp, at now: Timestamp) -> DispatchBatch.Claim {
    var claim = DispatchBatch.Claim(lease: lease, at: now)
    for (reminder, preparation, _) in reminders {
      switch preparation {
      case .notNeeded(let reason): claim.notNeeded.append((reminder, reason))
      case .superseded: claim.superseded.append(reminder)
      case .send, .faulty: claim.reminders.append(reminder)
      }
    }
    return claim
  }
}

extension DispatchLoop.Writing {
  /// Tells of what is settled, now that it is written.
  fileprivate func tell(_ dispatcher: Dispatcher, _ metrics: DispatchMetrics, late: Set<Settlement>) {
    var settled: [SettledAttempt] = []
    for (settlement, message) in zip(batch.settlements, messages) {
      guard late.isEmpty || !late.contains(settlement) else {
        dispatcher.world.logger.warning(
          "settled too late",
          metadata: ["key": "\(settlement.reminder.key)", "attempt": "\(settlement.lease.attempt)"])
        continue
      }
      metrics.settled(settlement)
      settled.append(
        SettledAttempt(
          at: settlement.ended, reminder: settlement.reminder, attempt: settlement.lease.attempt,
          report: settlement.report, state: settlement.state, message: message))
    }
    if !settled.isEmpty { dispatcher.observer(settled) }
  }
}
