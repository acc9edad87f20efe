public import Planning
public import Recurrence

/// A reminder as the outbox lists it.
public struct OutboxEntry: Hashable, Sendable {
  public let planned: PlannedReminder
  public let state: ReminderState
  /// When it is sent next, or was to be sent last.
  public let due: Timestamp
  public let attempts: Int
  /// Of the last attempt; nil before the first and while one is open.
  public let outcome: DeliveryOutcome?
  /// When its state changed last.
  public let changed: Timestamp
  /// `superseded` by a new plan, or cancelled by a `person`; nil if not cancelled.
  public let cancelledBy: String?

  public var key: ReminderKey { planned.key }

  /// Why it stands where it stands, in a few words.
  public var detail: String? {
    if case .discarded(let reason) = state {
      return [reason.name, reason.detail].compactMap(\.self).joined(separator: ": ")
    }
    return cancelledBy ?? outcome?.detail
  }
}

/// One attempt of a reminder's history. Holds no address and no secret.
public struct AttemptRecord: Hashable, Sendable {
  public let number: Int
  public let started: Timestamp
  /// Nil while it is open.
  public let ended: Timestamp?
  public let report: DeliveryReport?
}

/// A reminder with all its attempts, oldest first.
public struct OutboxHistory: Hashable, Sendable {
  public let entry: OutboxEntry
  public let attempts: [AttemptRecord]
  /// How many attempts were dropped for their age; only their sums are left.
  public let prunedAttempts: Int
}

/// Which entries to list.
public struct OutboxFilter: Hashable, Sendable {
  /// Empty for all.
  public var states: Set<ReminderState.Name> = []
  public var campaign: String?
  public var unit: String?
  /// Those planned for this instant or later.
  public var since: Timestamp?
  public var limit: Int?

  public init(
    states: Set<ReminderState.Name> = [], campaign: String? = nil, unit: String? = nil,
    since: Timestamp? = nil,
    limit: Int? = nil
  ) {
    self.states = states
    self.campaign = campaign
    self.unit = unit
    self.since = since
    self.limit = limit
  }
}

/// What a person's `retry` or `cancel` did.
public struct KeyChangeReport: Hashable, Sendable {
  public struct Refusal: Hashable, Sendable {
    public let key: ReminderKey
    /// The state that does not allow it; nil if there is no such reminder.
    public let state: ReminderState.Name?

    public init(key: ReminderKey, state: ReminderState.Name?) {
      self.key = key
      self.state = state
    }
  }

  public internal(set) var changed: [ReminderKey] = []
  public internal(set) var refused: [Refusal] = []

  public init(changed: [ReminderKey] = [], refused: [Refusal] = []) {
    self.changed = changed
    self.refused = refused
  }
}
