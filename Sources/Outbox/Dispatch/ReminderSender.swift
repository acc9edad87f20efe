public import Planning
public import Recurrence

/// Sends one reminder once. Never throws: whatever happens is an outcome.
public protocol ReminderSender: Sendable {
  func send(_ reminder: ClaimedReminder) async -> DeliveryReport
}

/// A reminder that a dispatcher holds the lease of, with the text to send.
public struct ClaimedReminder: Hashable, Sendable {
  public let key: ReminderKey
  public let endpoint: EndpointID
  /// Counted from 1 over the reminder's whole life.
  public let attempt: Int
  /// How many of them belong to rounds before a person had it sent anew.
  public let attemptsBefore: Int
  public let message: Message
  /// The instant of this attempt: signatures and marks use it.
  public let at: Timestamp
  /// An earlier attempt may have been delivered: a robot's repeat carries a mark.
  public let mayBeRepeat: Bool
  /// When it was to be sent; nil for what nobody planned, such as a trial.
  public let due: Timestamp?

  public init(
    key: ReminderKey, endpoint: EndpointID, attempt: Int, attemptsBefore: Int = 0, message: Message,
    at: Timestamp, mayBeRepeat: Bool, due: Timestamp? = nil
  ) {
    self.key = key
    self.endpoint = endpoint
    self.attempt = attempt
    self.attemptsBefore = attemptsBefore
    self.message = message
    self.at = at
    self.mayBeRepeat = mayBeRepeat
    self.due = due
  }

  /// Which try it is since it was planned, or since a person had it sent anew; from 1.
  public var tryNumber: Int { attempt - attemptsBefore }

  /// Its due time, if this attempt is so late that its reader is to be told.
  public var lateSince: Timestamp? {
    due.flatMap { $0.duration(to: at) > Lateness.told ? $0 : nil }
  }
}
