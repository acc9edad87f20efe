import Logging
import Planning
import Recurrence
import ServiceLifecycle

extension DispatchLoop {
  /// Before anything is claimed: what a crash left open, and how the endpoints stand.
  mutating func recover() async throws {
    let (store, now, policy) = (store, world.clock.now, dispatcher.policy)
    let report = try await persist { try await store.recover(at: now, policy: policy) }
    if mode == .untilStopped { try await persist { try await store.limitRetries(at: now) } }
    recovered = report.rows
    carefulRows = Set(report.rows)
    isAfterCrash = !report.repeated.isEmpty || !report.held.isEmpty
    let standings = try await persist { try await store.endpointStandings() }
    gates = EndpointGates(standings)
    metrics.breakers(open: gates.openCount)
    guard isAfterCrash else { return }
    world.logger.warning(
      "attempts were open",
      metadata: ["repeated": "\(report.repeated.count)", "held": "\(report.held.count)"])
  }

  /// Claims work while there are free slots for it.
  ///
  /// - Returns: False if there may be more to claim, but what is claimed now can start before.
  mutating func refill() async throws -> Bool {
    while mayClaim, lanes.ready + lanes.inFlight < limits.concurrency, room > 0 {
      let now = world.clock.now
      try await heedClock(at: now)
      if startsRound {
        startsRound = false
        try await expire(at: now)
        try await heedResets(at: now)
      }
      ripe += held.releaseOpened(at: now)
      guard let found = try await candidates(at: now) else { return true }
      try await claim(admitted(found, at: now), at: now)
      // What can start does not wait for the rest of a long backlog to be looked through.
      if lanes.ready > 0 { return false }
    }
    return true
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

  /// A person may have reset endpoints, in another process.
  private mutating func heedResets(at now: Timestamp) async throws {
    guard gates.hasQuiet(at: now) else { return }
    let store = store
    let quiet = try await persist { try await store.quietEndpoints(at: now) }
    for endpoint in gates.forgetQuiet(except: quiet, at: now) {
      world.logger.notice("endpoint reset", metadata: ["endpoint": "\(endpoint)"])
      held.release(endpoint)
      ripe.append(endpoint)
    }
    metrics.breakers(open: gates.openCount)
  }

  /// What may be claimable: what a crash left open, then what waits for endpoints that are free again, then whatever is
  /// due. Nil if there is nothing to look at.
  private mutating func candidates(at now: Timestamp) async throws -> [DueReminder]? {
    let store = store
    if !recovered.isEmpty {
      let rows = Array(recovered.prefix(min(limits.repeatBatch, room)))
      recovered.removeFirst(rows.count)
      return try await persist { try await store.due(rows: rows, at: now) }
    }
    if !ripe.isEmpty { return try await candidatesOfRipe(at: now) }
    guard hasBacklog else { return nil }
    let (limit, place) = (min(limits.claimBatch, room), lookedThrough)
    // Thousands of held endpoints cost more to be named to the database than their rows cost to be read.
    let left = held.count <= limits.claimBatch ? Array(held.endpoints) : []
    let found = try await persist { try await store.due(limit: limit, at: now, except: left, after: place) }
    lookedUntil = now
    hasBacklog = found.count == limit
    lookedThrough = hasBacklog ? found.last?.place : nil
    return found
  }

  /// What waits for the endpoints that are free again, as much as makes a batch; of each one more than it has room for,
  /// which tells whether more waits.
  private mutating func candidatesOfRipe(at now: Timestamp) async throws -> [DueReminder] {
    let (store, batch) = (store, min(limits.claimBatch, room))
    let asked = ripe.suffix(batch).reversed().map { ($0, limit: max(1, lanes.room(for: $0)) + 1) }
    let (found, answered) = try await persist { try await store.due(of: asked, atMost: batch, at: now) }
    for (endpoint, _) in asked.prefix(answered) { held.release(endpoint) }
    ripe.removeLast(answered)
    return found
  }

  /// Those that their lanes, their hosts and their rates have room for; the endpoints of the others are held.
  private mutating func admitted(_ candidates: [DueReminder], at now: Timestamp) -> [Admitted] {
    var taken: [EndpointID: Int] = [:]
    var ofHosts: [String: Int] = [:]
    return candidates.compactMap { reminder in
      let endpoint = reminder.planned.endpoint
      guard !held.contains(endpoint) else { return nil }
      let traits = dispatcher.traits(endpoint)
      let host = traits.host ?? endpoint.description
      let claimed = taken[endpoint, default: 0]
      if let cause = obstacle(
        endpoint, traits, atHost: host, claimed: claimed, ofHost: ofHosts[host, default: 0], at: now)
      {
        held.hold(endpoint, for: cause)
        return nil
      }
      taken[endpoint] = claimed + 1
      ofHosts[host, default: 0] += 1
      return Admitted(reminder: reminder, host: host)
    }
  }

  private mutating func obstacle(
    _ endpoint: EndpointID, _ traits: EndpointTraits, atHost host: String, claimed: Int, ofHost: Int,
    at now: Timestamp
  ) -> HeldEndpoints.Cause? {
    if claimed >= lanes.room(for: endpoint) { return .lane }
    if ofHost >= lanes.room(atHost: host) { return .host(host) }
    switch gates.admit(endpoint, traits, isBusy: claimed > 0 || lanes.isBusy(endpoint), at: now) {
    case .admitted: return nil
    case .probing: return .lane
    case .paced(let instant): return .rate(instant)
    case .quiet(let instant): return .quiet(instant)
    }
  }

  /// A reminder that may be claimed, and the host that it would go to.
  private struct Admitted {
    let reminder: DueReminder
    let host: String
  }

  private mutating func claim(_ admitted: [Admitted], at now: Timestamp) async throws {
    var sendable: [DueReminder] = []
    var notNeeded: [(DueReminder, reason: String)] = []
    var superseded: [DueReminder] = []
    var chosen: [Int64: (preparation: Preparation, host: String)] = [:]
    let preparations = try await prepared(admitted.map(\.reminder), at: now)
    for (admitted, preparation) in zip(admitted, preparations) {
      switch preparation {
      case .notNeeded(let reason): notNeeded.append((admitted.reminder, reason))
      case .superseded: superseded.append(admitted.reminder)
      case .send, .faulty:
        sendable.append(admitted.reminder)
        chosen[admitted.reminder.row] = (preparation, admitted.host)
      }
    }
    if !preparations.isEmpty {
      let (store, lease, standings) = (store, now.advanced(by: limits.lease), gates.takeChanges())
      let claimed = try await persist { [sendable, notNeeded, superseded] in
        try await store.claim(
          sendable, notNeeded: notNeeded, superseded: superseded, standings: standings, until: lease, at: now)
      }
      // Some changed while they were prepared: what they are now is to be read again.
      if claimed.count < sendable.count { hasBacklog = true }
      for reminder in claimed {
        guard let (preparation, host) = chosen[reminder.row] else { continue }
        lanes.append(
          Assignment(
            reminder: reminder, lease: Lease(attempt: reminder.attempts + 1, until: lease),
            preparation: preparation, host: host),
          for: reminder.planned.endpoint, atHost: host)
      }
    }
    // What was not claimed after all leaves nobody who would let its endpoint go.
    var seen: Set<EndpointID> = []
    for admitted in admitted where seen.insert(admitted.reminder.planned.endpoint).inserted {
      releaseIfFree(admitted.reminder.planned.endpoint, atHost: admitted.host)
    }
  }

  /// What there is to send for each; if they cannot be prepared together, for each by itself.
  private func prepared(_ reminders: [DueReminder], at now: Timestamp) async throws -> [Preparation] {
    let prepare = dispatcher.prepare
    do {
      return try await persist { try await prepare(reminders, now) }
    } catch let error where !(error is CancellationError) && OutboxStore.storageFault(in: error) == nil {
      guard reminders.count == 1 else {
        var preparations: [Preparation] = []
        for reminder in reminders { preparations += try await prepared([reminder], at: now) }
        return preparations
      }
      world.logger.error("not prepared", metadata: ["key": "\(reminders[0].key)", "error": "\(error)"])
      return [.faulty("\(error)")]
    }
  }
}
