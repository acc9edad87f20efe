public import Recurrence

/// When a campaign takes place.
public struct Schedule: Hashable, Sendable {
  public var rule: DayRule
  /// The hours of the day, such as 09:00-11:30.
  public var hours: Hours?
  /// The days on which a unit may hold it, around the common day.
  public var window: Window?
  public var ifClosed: DayRoll = .keep
  public var zone: Zone

  public struct Hours: Hashable, Sendable {
    public let from: CivilTime
    public let to: CivilTime?
  }

  /// From `before` days before the common day to `after` days after it; a negative `after` ends before it.
  public struct Window: Hashable, Sendable {
    public let before: Int
    public let after: Int
  }
}

/// Which days a campaign falls on.
public enum DayRule: Hashable, Sendable {
  case yearly(MonthDay, through: MonthDay?)
  /// A day of the Chinese calendar in each lunar year.
  case lunar(LunarDay)
  /// Any rule of RFC 5545 or 7529; without a start it has always been going on.
  case recurring(RecurrenceRule, start: CivilDateTime?)
  case once(CivilDate, through: CivilDate?)
}

public struct MonthDay: Hashable, Comparable, Sendable {
  public let month: Int
  public let day: Int

  public static func < (left: MonthDay, right: MonthDay) -> Bool {
    (left.month, left.day) < (right.month, right.day)
  }
}

/// What a campaign's day does when it is a rest day.
public enum DayRoll: String, Hashable, CaseIterable, Sendable {
  case keep
  case previousWorkday = "previous workday"
  case nextWorkday = "next workday"
}

/// A number of days from an anchor; day 0 is never counted.
public struct DayOffset: Hashable, Sendable {
  public enum Measure: Hashable, Sendable { case days, workdays }

  /// Negative before the first day, positive after the last day, 0 on the day.
  public let count: Int
  public let measure: Measure

  public init(count: Int, measure: Measure) {
    self.count = count
    self.measure = measure
  }

  /// Reads `5 workdays before`, `2 days after`, `on the day`, `前5个工作日`; nil for anything else.
  public init?(_ text: String) {
    guard let offset = TimeLanguage.offset(text) else { return nil }
    self = offset
  }
}

/// An offset and a time of day: `7 days before, 09:07`.
public struct TimeRule: Hashable, Sendable {
  public let offset: DayOffset
  public let clock: CivilTime

  public init(offset: DayOffset, clock: CivilTime) {
    self.offset = offset
    self.clock = clock
  }
}

/// A deadline: counted from the day, or a date of its own.
public enum Deadline: Hashable, Sendable {
  case offset(DayOffset)
  case date(CivilDate)
}

/// The hours in which nobody is disturbed; they may cross midnight.
public struct QuietHours: Hashable, Sendable {
  public let from: CivilTime
  public let to: CivilTime

  public init(from: CivilTime, to: CivilTime) {
    self.from = from
    self.to = to
  }

  /// 21:00-08:00: what counts where a file says nothing.
  public static let usual = QuietHours(
    from: CivilTime(secondsOfDay: 21 * 3600), to: CivilTime(secondsOfDay: 8 * 3600))

  public func contains(_ time: CivilTime) -> Bool {
    from <= to ? time >= from && time < to : time >= from || time < to
  }
}
