public import Planning
public import Recurrence

/// A reminder that waits to be sent now.
public struct DueReminder: Hashable, Sendable {
  public let planned: PlannedReminder
  public let state: ReminderState
  /// How many attempts there were over its whole life; the next one has the number after it.
  public let attempts: Int
  /// How many of them belong to rounds before a person had it sent anew.
  public let attemptsBefore: Int
  /// When it may be claimed: its due time, or that of the next try.
  public let next: Timestamp
  /// From here on it is too late to send it; later than planned if a person had it sent anew.
  public let until: Timestamp
  /// An earlier attempt may have been delivered.
  public let mayBeRepeat: Bool
  /// Its row, and what the row said of the plan when it was read.
  let row: Int64
  let content: Int64

  public var key: ReminderKey { planned.key }

  /// Where it stands among those that wait.
  struct Place: Hashable, Sendable {
    let next: Timestamp
    let row: Int64
  }

  var place: Place { Place(next: next, row: row) }
}

/// As much of a reminder that waits as it takes to decide whether it is its turn.
struct WaitingReminder: Hashable, Sendable {
  let place: DueReminder.Place
  let endpoint: EndpointID
}

/// What there is to send for a reminder, found out when it is claimed.
public enum Preparation: Hashable, Sendable {
  case send(Message)
  /// Its condition does not hold (any more).
  case notNeeded(String)
  /// The files, which changed since it was planned, no longer know it: cancelled as the next plan would cancel it, and
  /// brought back by one that names it again.
  case superseded
  /// It cannot be written just now, for example because its template is faulty: tried again later, as if the network
  /// were down.
  case faulty(String)
}

/// The end of an attempt, on its way to the store.
public struct Settlement: Hashable, Sendable {
  public let reminder: DueReminder
  public let lease: Lease
  public let ended: Timestamp
  public let report: DeliveryReport
  /// Where it goes, as ``ReminderState/applying(_:at:policy:)`` decided.
  public let state: ReminderState

  public init(
    of reminder: DueReminder, under lease: Lease, ended: Timestamp, report: DeliveryReport,
    state: ReminderState
  ) {
    self.reminder = reminder
    self.lease = lease
    self.ended = ended
    self.report = report
    self.state = state
  }
}

/// A settled attempt, as an observer sees it once it is written.
public struct SettledAttempt: Hashable, Sendable {
  public let at: Timestamp
  public let reminder: DueReminder
  public let attempt: Int
  public let report: DeliveryReport
  public let state: ReminderState
  /// Nil if none could be written.
  public let message: Message?

  public var key: ReminderKey { reminder.key }
}
