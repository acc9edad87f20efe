/// A step that moves a day after a rule gave it; see ``MovedSet``. None lets a day overtake another.
public enum DayTransform: Hashable, Sendable {
  /// Which way a rest day gives way.
  public enum Roll: String, Hashable, CaseIterable, Sendable { case backward, forward, nearest }

  /// So many days later, or earlier if negative.
  case days(Int)
  /// So many working days later, or earlier if negative; day 0 is never counted.
  case workdays(Int)
  /// A rest day becomes the nearest working day on that side; a working day stays.
  case roll(Roll)

  /// The day moved, by the calendar in force.
  public func callAsFunction(_ day: CivilDate, in calendar: WorkdayCalendar) -> CivilDate {
    switch self {
    case .days(let count): day.adding(days: min(max(count, -4_000_000), 4_000_000))
    case .workdays(let count): calendar.adding(workdays: count, to: day)
    case .roll(.backward): calendar.onOrBefore(day)
    case .roll(.forward): calendar.onOrAfter(day)
    case .roll(.nearest): calendar.nearest(day)
    }
  }
}

extension Sequence where Element == DayTransform {
  /// The day after all steps in order, and whether any year it touched is not yet announced.
  public func apply(
    to day: CivilDate, in calendar: WorkdayCalendar
  ) -> (day: CivilDate, isMoved: Bool, status: CalendarStatus) {
    var (moved, status) = (day, calendar.status(of: day.year))
    for transform in self {
      moved = transform(moved, in: calendar)
      status = Swift.min(status, calendar.status(of: moved.year))
    }
    return (moved, moved != day, status)
  }
}
