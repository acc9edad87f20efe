public import Recurrence

/// One message to be sent: to one receiver, about one unit, through one channel.
public struct PlannedReminder: Hashable, Sendable {
  public let key: ReminderKey
  /// The wall-clock time that its rule gives, after rest days, before quiet hours and spreading.
  public let nominal: CivilDateTime
  /// When to send it: after quiet hours and spreading.
  public let due: Timestamp
  /// From here on it is too late to send it.
  public let expires: Timestamp
  /// Asked at claim time, not when planning.
  public let condition: SendCondition?
  /// Lists units below the receiver instead of speaking of one.
  public let digest: Bool
  /// The unit whose post receives it: the holder of the robot, too.
  public let receiverUnit: String
  /// The robot it goes out by.
  public let endpoint: EndpointID
  /// Why it is not on the day that its rule names; empty if it is.
  public let note: BilingualText?
  /// The common day or the part's deadline: what the message speaks about.
  public let eventDay: CivilDate
  /// The end of the occurrence's last day: a file first loaded after it sends nothing for it.
  public let occurrenceEnds: Timestamp

  public init(
    key: ReminderKey, nominal: CivilDateTime, due: Timestamp, expires: Timestamp, condition: SendCondition?,
    digest: Bool, receiverUnit: String, endpoint: EndpointID, note: BilingualText?, eventDay: CivilDate,
    occurrenceEnds: Timestamp
  ) {
    self.key = key
    self.nominal = nominal
    self.due = due
    self.expires = expires
    self.condition = condition
    self.digest = digest
    self.receiverUnit = receiverUnit
    self.endpoint = endpoint
    self.note = note
    self.eventDay = eventDay
    self.occurrenceEnds = occurrenceEnds
  }
}

/// The identity of a send. It has no due time and no revision in it: a reminder that moves stays the same one, so
/// that neither an edit nor a second daemon sends it twice.
public struct ReminderKey: Hashable, Sendable {
  public let campaign: String
  public let occurrence: String
  public let part: String?
  public let unit: String
  /// The reminder's id, or the chase's (`chase-1` if it has none).
  public let rule: String
  /// Level and role, such as `county.contact`.
  public let receiver: String
  public let channel: String

  public init(
    campaign: String, occurrence: String, part: String?, unit: String, rule: String, receiver: String,
    channel: String
  ) {
    self.campaign = campaign
    self.occurrence = occurrence
    self.part = part
    self.unit = unit
    self.rule = rule
    self.receiver = receiver
    self.channel = channel
  }

  /// Reads what ``description`` prints; nil for anything else.
  public init?(_ text: String) {
    let fields = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard fields.count == 7, fields.allSatisfy({ !$0.isEmpty }) else { return nil }
    func field(_ index: Int) -> String { String(Substring(fields[index])) }
    let part = field(2)
    self.init(
      campaign: field(0), occurrence: field(1), part: part == "-" ? nil : part, unit: field(3),
      rule: field(4),
      receiver: field(5), channel: field(6))
  }
}

extension ReminderKey: CustomStringConvertible {
  /// `member-day-529/2026/-/diecai/kickoff/county.contact/county-groups`.
  public var description: String {
    // Made for every message several times: to join a list takes three times as long.
    var text = campaign
    text.reserveCapacity(96)
    for field in [occurrence, part ?? "-", unit, rule, receiver, channel] {
      text += "/"
      text += field
    }
    return text
  }
}

/// One robot: a channel, and the unit that holds it if the channel has one for each.
public struct EndpointID: Hashable, Sendable, CustomStringConvertible {
  public let channel: String
  public let unit: String?

  public init(channel: String, unit: String?) {
    self.channel = channel
    self.unit = unit
  }

  /// `county-groups/diecai`, or `region-office`.
  public var description: String { unit.map { "\(channel)/\($0)" } ?? channel }
}

/// What must hold at claim time for a reminder to go out (`only_if`).
public enum SendCondition: String, Hashable, CaseIterable, Sendable {
  case tasksOpen = "tasks open"
  case belowTarget = "below target"
  case noReport = "no report"
  case noSession = "no session"
  case held
}

/// A rendered message, before a channel makes its own JSON of it.
public struct Message: Hashable, Sendable {
  /// One line; channels without titles put it first in the text.
  public let title: String
  public let text: String
  /// Whom the robot is to call, by the ids of its platform or mobile numbers (``Contacts``). They stand in no text, so
  /// that neither a log nor a rehearsal shows them.
  public let mentions: [String]

  public init(title: String, text: String, mentions: [String] = []) {
    self.title = title
    self.text = text
    self.mentions = mentions
  }

  public func mentioning(_ mentions: [String]) -> Message {
    Message(title: title, text: text, mentions: mentions)
  }
}
