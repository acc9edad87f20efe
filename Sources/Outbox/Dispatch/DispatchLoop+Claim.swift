import Logging
import Planning
import Recurrence

extension DispatchLoop {
  /// A claim goes through these stages one after the other, most of them in a child of the group; there is one at a time.
  enum ClaimStage {
    case none
    case looking
    case preparing
    /// To be written with the next transaction.
    case proposed(Proposal)
    case claiming

    var isNone: Bool { if case .none = self { true } else { false } }
  }

  /// A reminder that may be claimed, and the host that it would go to.
  struct Admitted: Sendable {
    let row: Int64
    let endpoint: EndpointID
    let host: String
  }

  /// What there is to send for those that may be claimed.
  struct Proposal: Sendable {
    let admitted: [Admitted]
    let reminders: [(reminder: DueReminder, preparation: Preparation, host: String)]
  }

  /// Before anything is claimed: what a crash left open, and how the endpoints stand.
  mutating func recover() async throws {
    let (now, policy) = (world.clock.now, dispatcher.policy)
    let report = try await storage.persist { try await $0.recover(at: now, policy: policy) }
    if mode == .untilStopped { try await storage.persist { try await $0.limitRetries(at: now) } }
    recovered = report.rows
    carefulRows = Set(report.rows)
    isAfterCrash = !report.repeated.isEmpty || !report.held.isEmpty
    let standings = try await storage.persist { try await $0.endpointStandings() }
    gates = EndpointGates(standings)
    metrics.breakers(open: gates.openCount)
    guard isAfterCrash else { return }
    world.logger.warning(
      "attempts were open",
      metadata: ["repeated": "\(report.repeated.count)", "held": "\(report.held.count)"])
  }

  /// Looks for work while there are free slots for it.
  mutating func look(in group: inout Group) {
    guard claim.isNone, mayClaim, lanes.ready + lanes.inFlight < limits.concurrency, room > 0 else { return }
    let now = world.clock.now
    heedClock(at: now)
    ripe += held.releaseOpened(at: now)
    guard let search = nextSearch(at: now) else { return }
    claim = .looking
    let storage = storage
    group.addTask { .found(search, try await search.findings(in: storage)) }
  }

  /// What to look for: what a crash left open, then what waits for endpoints that are free again, then whatever is due;
  /// nil if there is nothing.
  private mutating func nextSearch(at now: Timestamp) -> Search? {
    let starts = startsRound
    if starts { (startsRound, asksForResets) = (false, gates.hasQuiet(at: now)) }
    // Endpoints that are on their way to the disk would look as if somebody had reset them.
    let resets = asksForResets && writing == nil
    let place = nextPlace(at: now)
    guard place != nil || starts || resets else { return nil }
    return Search(
      place: place, at: now, startsRound: starts, asksForResets: resets, writeCount: writeCount)
  }

  private mutating func nextPlace(at now: Timestamp) -> Search.Place? {
    let batch = min(limits.claimBatch, room)
    if !recovered.isEmpty {
      let rows = Array(recovered.prefix(min(limits.repeatBatch, room)))
      recovered.removeFirst(rows.count)
      return .rows(rows)
    }
    if !seen.isEmpty {
      defer { seen.removeFirst(min(batch, seen.count)) }
      return .seen(Array(seen.prefix(batch)))
    }
    if !ripe.isEmpty {
      // Of each one more than it has room for, which tells whether more waits.
      let asked = ripe.suffix(batch).reversed().map { ($0, limit: max(1, lanes.room(for: $0)) + 1) }
      ripe.removeLast(asked.count)
      return .endpoints(asked, atMost: batch)
    }
    guard hasBacklog else { return nil }
    // Thousands of held endpoints cost more to be named to the database than their rows cost to be read.
    let left = held.count <= limits.claimBatch ? held.endpoints : []
    defer { (hasBacklog, lookedUntil) = (false, now) }
    return .backlog(after: lookedThrough, except: left, atMost: batch)
  }

  /// Takes in what was found, and has it prepared.
  mutating func take(_ findings: Search.Findings, of search: Search, in group: inout Group) {
    let now = world.clock.now
    claim = .none
    tell(of: findings.missed)
    if let quiet = findings.quiet, search.writeCount == writeCount, writing == nil {
      asksForResets = false
      heedResets(except: quiet, at: now)
    }
    switch search.place {
    case .endpoints(let asked, _):
      for (endpoint, _) in asked.prefix(findings.endpoints) { held.release(endpoint) }
      ripe += asked.dropFirst(findings.endpoints).reversed().map(\.0)
    case .backlog(_, _, let limit):
      // Unless somebody has asked meanwhile for all to be looked through anew.
      if findings.candidates.count == limit, !hasBacklog {
        hasBacklog = true
        lookedThrough = findings.candidates.last?.place
      }
    case .rows, .seen, nil: break
    }
    guard mayClaim else { return }
    let admitted = admitted(findings.candidates, at: now)
    guard !admitted.isEmpty else { return }
    claim = .preparing
    let preparing = Preparing(dispatcher: dispatcher, storage: storage)
    group.addTask { .prepared(try await preparing.proposal(for: admitted, at: now)) }
  }

  private func tell(of missed: [String: Int]) {
    MissedReminders.count(missed)
    for (campaign, count) in missed.sorted(by: { $0.key < $1.key }) {
      world.logger.warning("reminders missed", metadata: ["campaign": "\(campaign)", "count": "\(count)"])
    }
  }

  /// A person may have reset endpoints, in another process.
  private mutating func heedResets(except quiet: Set<EndpointID>, at now: Timestamp) {
    for endpoint in gates.forgetQuiet(except: quiet, at: now) {
      world.logger.notice("endpoint reset", metadata: ["endpoint": "\(endpoint)"])
      held.release(endpoint)
      ripe.append(endpoint)
    }
    metrics.breakers(open: gates.openCount)
  }

  /// Those that their lanes, their hosts and their rates have room for; the endpoints of the others are held.
  private mutating func admitted(_ candidates: [WaitingReminder], at now: Timestamp) -> [Admitted] {
    var taken: [EndpointID: Int] = [:]
    var ofHosts: [String: Int] = [:]
    return candidates.compactMap { candidate in
      let endpoint = candidate.endpoint
      guard !held.takes(candidate) else { return nil }
      let traits = dispatcher.traits(endpoint)
      let host = traits.host ?? endpoint.description
      let claimed = taken[endpoint, default: 0]
      if let cause = obstacle(
        endpoint, traits, atHost: host, claimed: claimed, ofHost: ofHosts[host, default: 0], at: now)
      {
        held.hold(candidate, for: cause)
        return nil
      }
      taken[endpoint] = claimed + 1
      ofHosts[host, default: 0] += 1
      return Admitted(row: candidate.place.row, endpoint: endpoint, host: host)
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

  /// Puts what is claimed into its lanes, except for endpoints that asked for quiet meanwhile.
  private mutating func enter(_ assignments: [Assignment]) {
    guard mayClaim else { return giveBack(assignments) }
    let now = world.clock.now
    for assignment in assignments {
      let endpoint = assignment.reminder.planned.endpoint
      if let cause = gates.obstacle(of: endpoint, at: now) {
        held.hold(endpoint, for: cause)
        giveBack([assignment])
      } else {
        lanes.append(assignment, for: endpoint, atHost: assignment.host)
      }
    }
  }

  /// Puts into their lanes those of a proposal that are claimed now.
  mutating func take(_ claimed: [DueReminder], of proposal: Proposal, until lease: Timestamp) {
    claim = .none
    // Both are in the same order.
    var rest = claimed[...]
    let assignments = proposal.reminders.compactMap { reminder, preparation, host -> Assignment? in
      guard rest.first?.row == reminder.row else { return nil }
      rest.removeFirst()
      return Assignment(
        reminder: reminder, lease: Lease(attempt: reminder.attempts + 1, until: lease),
        preparation: preparation, host: host)
    }
    enter(assignments)
    // What was not claimed after all leaves nobody who would let its endpoint go.
    var seen: Set<EndpointID> = []
    for admitted in proposal.admitted where seen.insert(admitted.endpoint).inserted {
      releaseIfFree(admitted.endpoint, atHost: admitted.host)
    }
  }
}
