/// The identity of a session: the occurrence it belongs to, if any, its unit, and a number that its unit counts up.
public struct SessionKey: Hashable, Sendable {
  /// Campaign and occurrence; nil for a session that nobody planned.
  public let occurrence: OccurrenceKey?
  public let unit: String
  /// Counted from 1 within its occurrence and unit.
  public let number: Int

  public init(occurrence: OccurrenceKey?, unit: String, number: Int) {
    self.occurrence = occurrence
    self.unit = unit
    self.number = number
  }

  /// Reads what ``description`` prints; nil for anything else.
  public init?(_ text: String) {
    let fields = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard fields.allSatisfy({ !$0.isEmpty }), let last = fields.last, let number = Int(last), number > 0
    else {
      return nil
    }
    switch fields.count {
    case 2: self.init(occurrence: nil, unit: fields[0], number: number)
    case 4:
      self.init(
        occurrence: OccurrenceKey(campaign: fields[0], occurrence: fields[1]), unit: fields[2], number: number
      )
    default: return nil
    }
  }
}

extension SessionKey: CustomStringConvertible {
  /// `member-day-529/2026/diecai/1`, or `diecai/3` for a session without an occurrence.
  public var description: String {
    let place = occurrence.map { "\($0)/\(unit)" } ?? unit
    return "\(place)/\(number)"
  }
}

/// One edition of a campaign.
public struct OccurrenceKey: Hashable, Sendable, CustomStringConvertible {
  public let campaign: String
  /// The year, `once`, or the rule's date.
  public let occurrence: String

  public init(campaign: String, occurrence: String) {
    self.campaign = campaign
    self.occurrence = occurrence
  }

  public var description: String { "\(campaign)/\(occurrence)" }
}
