import Logging
import Planning
import Recurrence
import ServiceLifecycle

extension DispatchLoop {
  /// Before anything is claimed: what a crash left open.
  mutating func recover() async throws {
    let (store, now, policy) = (store, world.clock.now, dispatcher.policy)
    let report = try await persist { try await store.recover(at: now, policy: policy) }
    recovered = report.rows
    carefulRows = Set(report.rows)
    guard !report.repeated.isEmpty || !report.held.isEmpty else { return }
    world.logger.warning(
      "attempts were open",
      metadata: ["repeated": "\(report.repeated.count)", "held": "\(report.held.count)"])
  }

  /// Claims work while there are free slots for it.
  mutating func refill() async throws {
    while hasBacklog, mayClaim, lanes.ready + lanes.inFlight < limits.concurrency {
      let now = world.clock.now
      if startsRound {
        startsRound = false
        try await expire(at: now)
      }
      let found = try await candidates(at: now)
      try await claim(admitted(found), at: now)
    }
  }

  /// False as soon as a shutdown is asked for, whether or not its signal has come through the group.
  var mayClaim: Bool { !isStopping && !Task.isShuttingDownGracefully }

  private func expire(at now: Timestamp) async throws {
    let store = store
    let missed = try await persist { try await store.expire(at: now) }
    MissedReminders.count(missed)
    for (campaign, count) in missed.sorted(by: { $0.key < $1.key }) {
      world.logger.warning("reminders missed", metadata: ["campaign": "\(campaign)", "count": "\(count)"])
    }
  }

  private mutating func candidates(at now: Timestamp) async throws -> [DueReminder] {
    let (store, limit, held) = (store, limits.claimBatch, held)
    if !recovered.isEmpty {
      let rows = Array(recovered.prefix(limits.repeatBatch))
      recovered.removeFirst(rows.count)
      return try await persist { try await store.due(rows: rows, at: now) }
    }
    let found = try await persist { try await store.due(limit: limit, at: now, except: held) }
    lookedUntil = now
    hasBacklog = found.count == limit
    return found
  }

  /// Those that their lanes have room for; the endpoints of the others are held until theirs are empty again.
  private mutating func admitted(_ candidates: [DueReminder]) -> [DueReminder] {
    var taken: [EndpointID: Int] = [:]
    return candidates.filter { reminder in
      let endpoint = reminder.planned.endpoint
      guard !held.contains(endpoint), taken[endpoint, default: 0] < lanes.room(for: endpoint) else {
        held.insert(endpoint)
        return false
      }
      taken[endpoint, default: 0] += 1
      return true
    }
  }

  private mutating func claim(_ reminders: [DueReminder], at now: Timestamp) async throws {
    var sendable: [DueReminder] = []
    var notNeeded: [(DueReminder, reason: String)] = []
    var preparations: [Int64: Preparation] = [:]
    for reminder in reminders {
      let preparation = try await prepared(reminder, at: now)
      if case .notNeeded(let reason) = preparation {
        notNeeded.append((reminder, reason))
      } else {
        sendable.append(reminder)
        preparations[reminder.row] = preparation
      }
    }
    guard !sendable.isEmpty || !notNeeded.isEmpty else { return }
    let (store, lease) = (store, now.advanced(by: limits.lease))
    let claimed = try await persist { [sendable, notNeeded] in
      try await store.claim(sendable, notNeeded: notNeeded, until: lease, at: now)
    }
    // Some changed while they were prepared: what they are now is to be read again.
    if claimed.count < sendable.count { hasBacklog = true }
    for reminder in claimed {
      guard let preparation = preparations[reminder.row] else { continue }
      lanes.append(
        Assignment(
          reminder: reminder, lease: Lease(attempt: reminder.attempts + 1, until: lease),
          preparation: preparation),
        for: reminder.planned.endpoint)
    }
  }

  private func prepared(_ reminder: DueReminder, at now: Timestamp) async throws -> Preparation {
    let prepare = dispatcher.prepare
    do {
      return try await persist { try await prepare(reminder, now) }
    } catch let error where !(error is CancellationError) && OutboxStore.storageFault(in: error) == nil {
      world.logger.error("not prepared", metadata: ["key": "\(reminder.key)", "error": "\(error)"])
      return .faulty("\(error)")
    }
  }
}
