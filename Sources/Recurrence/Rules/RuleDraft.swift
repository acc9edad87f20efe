/// A rule in the making that can only be a right one: which steps it offers depends on its period, as the table of
/// RFC 5545 3.3.10 demands, and its numbers know their ranges.
///
/// Begin with one of the frequencies of ``RecurrenceRule``, and end with ``rule``:
///
///     let rule = RecurrenceRule.monthly(every: 2).on(.last, .friday).ending(after: 10).rule
public struct RuleDraft<Period: RulePeriod, Stage>: Sendable {
  /// A draft that has a BY… part.
  public typealias Narrowed<NewPeriod: RulePeriod> = RuleDraft<NewPeriod, RuleStages.Narrowed>

  private var interval: RecurrenceRule.Interval
  private var parts = RecurrenceRule.Parts()
  private var weekStart = Weekday.monday
  private var scale = RecurrenceScale.gregorian
  private var skip = RecurrenceRule.Skip.omit
  private var end = RecurrenceRule.End.never

  init(every interval: RecurrenceRule.Interval) where Stage == RuleStages.Bare { self.interval = interval }

  private init<OtherPeriod, OtherStage>(_ other: RuleDraft<OtherPeriod, OtherStage>) {
    interval = other.interval
    parts = other.parts
    weekStart = other.weekStart
    scale = other.scale
    skip = other.skip
    end = other.end
  }

  /// The rule as drafted.
  public var rule: RecurrenceRule {
    RecurrenceRule(
      unchecked: Period.frequency, interval: interval.value, parts: parts, weekStart: weekStart, scale: scale,
      skip: skip, end: end)
  }

  /// A copy with a part more, and with it something that ``picking(_:)`` can choose from.
  private func narrowed<NewPeriod>(
    to period: NewPeriod.Type = Period.self, _ change: (inout RecurrenceRule.Parts) -> Void
  ) -> Narrowed<NewPeriod> {
    var copy = Narrowed<NewPeriod>(self)
    change(&copy.parts)
    return copy
  }

  private func with(_ change: (inout Self) -> Void) -> Self {
    var copy = self
    change(&copy)
    return copy
  }
}

/// How far a ``RuleDraft`` has come.
public enum RuleStages {
  /// It has no BY… part yet.
  public enum Bare {}
  /// It has one.
  public enum Narrowed {}
}

// MARK: What every period has

extension RuleDraft {
  /// In these months: BYMONTH.
  public func `in`(_ first: RecurrenceMonth, _ more: RecurrenceMonth...) -> Narrowed<Period> {
    narrowed { $0.months += [first] + more }
  }

  /// On every such weekday of the period: BYDAY.
  public func on(_ first: Weekday, _ more: Weekday...) -> Narrowed<Period> {
    narrowed { $0.weekdays += ([first] + more).map { .every($0) } }
  }

  /// At these hours: BYHOUR.
  public func atHours(_ first: RecurrenceNumber<0, 23>, _ more: RecurrenceNumber<0, 23>...)
    -> Narrowed<Period>
  {
    narrowed { $0.hours += ([first] + more).map(\.value) }
  }

  /// At these minutes: BYMINUTE.
  public func atMinutes(_ first: RecurrenceNumber<0, 59>, _ more: RecurrenceNumber<0, 59>...)
    -> Narrowed<Period>
  {
    narrowed { $0.minutes += ([first] + more).map(\.value) }
  }

  /// At these seconds: BYSECOND.
  public func atSeconds(_ first: RecurrenceNumber<0, 59>, _ more: RecurrenceNumber<0, 59>...)
    -> Narrowed<Period>
  {
    narrowed { $0.seconds += ([first] + more).map(\.value) }
  }

  /// WKST, Monday unless set; it matters to weekly rules that skip weeks, and to numbers of weeks.
  public func weeksStarting(_ weekday: Weekday) -> Self { with { $0.weekStart = weekday } }

  /// Months, and years of them, of another calendar; `skip` says what becomes of dates that it lacks.
  public func scale(_ scale: RecurrenceScale, skip: RecurrenceRule.Skip = .omit) -> Self {
    with { ($0.scale, $0.skip) = (scale, skip) }
  }

  /// After so many occurrences: COUNT, in place of any other end.
  public func ending(after count: RecurrenceNumber<1, 999_999_999>) -> Self {
    with { $0.end = .count(count.value) }
  }

  /// At a last moment, itself included: UNTIL, in place of any other end.
  public func ending(_ until: RecurrenceRule.Until) -> Self { with { $0.end = .until(until) } }
}

extension RuleDraft where Stage == RuleStages.Narrowed {
  /// Of the occurrences in each period only those at these places: BYSETPOS.
  public func picking(_ first: RecurrencePlace<366>, _ more: RecurrencePlace<366>...) -> Self {
    with { $0.parts.positions += ([first] + more).map(\.value) }
  }
}

// MARK: What some periods have

extension RuleDraft where Period: PeriodOfMonthDays {
  /// On these days of the month, -1 being the last: BYMONTHDAY.
  public func onDays(_ first: RecurrencePlace<31>, _ more: RecurrencePlace<31>...) -> Narrowed<Period> {
    narrowed { $0.monthDays += ([first] + more).map(\.value) }
  }
}

extension RuleDraft where Period: PeriodOfYearDays {
  /// On these days of the year: BYYEARDAY.
  public func onYearDays(_ first: RecurrencePlace<366>, _ more: RecurrencePlace<366>...) -> Narrowed<Period> {
    narrowed { $0.yearDays += ([first] + more).map(\.value) }
  }
}

extension RuleDraft where Period: PeriodOfNumberedWeekdays {
  /// On the n-th such weekday of the month, or of a year without months: BYDAY.
  public func on(_ place: RecurrencePlace<53>, _ weekday: Weekday) -> Narrowed<Period.Numbered> {
    narrowed { $0.weekdays.append(RecurrenceWeekday(unchecked: weekday, place.value)) }
  }
}

extension RuleDraft where Period: PeriodOfWeeks {
  /// In these weeks of the year, the first being the one with four days in it: BYWEEKNO.
  public func inWeeks(_ first: RecurrencePlace<53>, _ more: RecurrencePlace<53>...)
    -> Narrowed<RulePeriods.YearlyByWeeks>
  {
    narrowed { $0.weekNumbers += ([first] + more).map(\.value) }
  }
}
