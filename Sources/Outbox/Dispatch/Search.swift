import Logging
import Planning
import Recurrence

/// One look at the outbox for what may be claimed.
struct Search: Sendable {
  enum Place: Sendable {
    case rows([Int64])
    /// What an earlier look has seen already.
    case seen([WaitingReminder])
    /// The first few of each, until there are enough.
    case endpoints([(EndpointID, limit: Int)], atMost: Int)
    case backlog(after: DueReminder.Place?, except: [EndpointID], atMost: Int)
  }

  /// Nil to look for none.
  let place: Place?
  let at: Timestamp
  /// Whether what is too late is to be discarded first.
  let startsRound: Bool
  let asksForResets: Bool
  /// How often something had been written.
  let writeCount: Int

  struct Findings: Sendable {
    var candidates: [WaitingReminder] = []
    /// How many of the endpoints were looked at.
    var endpoints = 0
    /// What was too late, by campaign.
    var missed: [String: Int] = [:]
    /// The endpoints that the store knows to be quiet; nil if it was not asked.
    var quiet: Set<EndpointID>?
  }

  func findings(in storage: Storage) async throws -> Findings {
    let now = at
    var findings = Findings()
    if startsRound { findings.missed = try await storage.persist { try await $0.expire(at: now) } }
    if asksForResets {
      findings.quiet = try await storage.persist { try await $0.quietEndpoints(at: now) }
    }
    switch place {
    case .rows(let rows):
      findings.candidates = try await storage.persist { store in
        try await store.due(rows: rows, at: now)
          .map { WaitingReminder(place: $0.place, endpoint: $0.planned.endpoint) }
      }
    case .seen(let candidates): findings.candidates = candidates
    case .endpoints(let asked, let most):
      (findings.candidates, findings.endpoints) = try await storage.persist {
        try await $0.waiting(of: asked, atMost: most, at: now)
      }
    case .backlog(let place, let left, let limit):
      findings.candidates = try await storage.persist {
        try await $0.waiting(limit: limit, at: now, except: left, after: place)
      }
    case nil: break
    }
    return findings
  }
}

/// Finds out what there is to send for reminders that may be claimed.
struct Preparing: Sendable {
  let dispatcher: Dispatcher
  let storage: Storage

  func proposal(
    for admitted: [DispatchLoop.Admitted], at now: Timestamp
  ) async throws -> DispatchLoop.Proposal {
    let rows = admitted.map(\.row)
    let reminders = try await storage.persist { try await $0.due(rows: rows, at: now) }
    let preparations = try await prepared(reminders, at: now)
    let hosts = Dictionary(uniqueKeysWithValues: admitted.map { ($0.row, $0.host) })
    return DispatchLoop.Proposal(
      admitted: admitted,
      reminders: zip(reminders, preparations).map { reminder, preparation in
        (reminder, preparation, hosts[reminder.row] ?? "\(reminder.planned.endpoint)")
      })
  }

  /// What there is to send for each; if they cannot be prepared together, for each by itself.
  private func prepared(_ reminders: [DueReminder], at now: Timestamp) async throws -> [Preparation] {
    let prepare = dispatcher.prepare
    do {
      return try await storage.persist { _ in try await prepare(reminders, now) }
    } catch let error where !(error is CancellationError) && OutboxStore.storageFault(in: error) == nil {
      guard reminders.count == 1 else {
        var preparations: [Preparation] = []
        for reminder in reminders { preparations += try await prepared([reminder], at: now) }
        return preparations
      }
      dispatcher.world.logger.error(
        "not prepared", metadata: ["key": "\(reminders[0].key)", "error": "\(error)"])
      return [.faulty("\(error)")]
    }
  }
}
