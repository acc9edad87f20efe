public import Planning
public import Recurrence

/// What a new plan changed in the outbox.
public struct ReconcileReport: Hashable, Sendable {
  public struct Move: Hashable, Sendable {
    public let key: ReminderKey
    public let from: Timestamp
    public let to: Timestamp
  }

  /// New ones, and cancelled ones that the plan names again.
  public internal(set) var added: [ReminderKey] = []
  /// Those with another due time.
  public internal(set) var moved: [Move] = []
  /// Those with the same due time and something else that differs, such as the condition.
  public internal(set) var changed: [ReminderKey] = []
  public internal(set) var cancelled: [ReminderKey] = []
  /// Those that stand as planned, and those that are past changing.
  public internal(set) var unchanged = 0
  /// Planned for occurrences that ended before their campaign was first loaded, so not added.
  public internal(set) var tooOld = 0

  public init() {}

  mutating func append(_ other: ReconcileReport) {
    added += other.added
    moved += other.moved
    changed += other.changed
    cancelled += other.cancelled
    unchanged += other.unchanged
    tooOld += other.tooOld
  }

  /// Whether the plan said nothing new.
  public var isEmpty: Bool { added.isEmpty && moved.isEmpty && changed.isEmpty && cancelled.isEmpty }
}
