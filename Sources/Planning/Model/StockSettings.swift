public import Recurrence

/// What the settings say about goods; nil for the usual.
public struct StockSettings: Hashable, Sendable {
  /// How long a receiver has to accept what was allocated.
  public var acceptWithin: DayOffset?
  /// Words that mark an item as health goods.
  public var health: [String]?
  /// Words that mark an item as relief.
  public var relief: [String]?

  public init() {}

  /// In days or working days.
  static let longestWait = 366

  public static let usualWait = DayOffset(count: 5, measure: .workdays)

  /// The last day on which something may be accepted in time.
  ///
  /// - `rounds`: How many waits after the first one it is about.
  public func lastDay(
    allocatedOn day: CivilDate, workdays: WorkdayCalendar, rounds: Int = 0
  ) -> CivilDate {
    let wait = acceptWithin ?? Self.usualWait
    let count = wait.count * (rounds + 1)
    return switch wait.measure {
    case .workdays: workdays.adding(workdays: count, to: day)
    case .days: workdays.onOrAfter(day.adding(days: count))
    }
  }
}
