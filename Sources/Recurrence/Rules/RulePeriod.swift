/// The period of a ``RuleDraft``, as a type; what it conforms to says which parts a rule of it may have.
public protocol RulePeriod: Sendable {
  static var frequency: RecurrenceRule.Frequency { get }
}

/// BYMONTHDAY is allowed.
public protocol PeriodOfMonthDays: RulePeriod {}
/// BYYEARDAY is allowed.
public protocol PeriodOfYearDays: RulePeriod {}
/// BYWEEKNO is allowed.
public protocol PeriodOfWeeks: RulePeriod {}

/// BYDAY may count weekdays: `2TU`, `-1FR`.
public protocol PeriodOfNumberedWeekdays: RulePeriod {
  /// The period once it counts weekdays: BYWEEKNO is then no longer allowed.
  associatedtype Numbered: PeriodOfNumberedWeekdays
}

/// The periods there are.
public enum RulePeriods {
  public enum Yearly: PeriodOfMonthDays, PeriodOfYearDays, PeriodOfNumberedWeekdays, PeriodOfWeeks {
    public typealias Numbered = YearlyByNumberedWeekdays
    public static var frequency: RecurrenceRule.Frequency { .yearly }
  }

  public enum YearlyByNumberedWeekdays: PeriodOfMonthDays, PeriodOfYearDays, PeriodOfNumberedWeekdays {
    public typealias Numbered = Self
    public static var frequency: RecurrenceRule.Frequency { .yearly }
  }

  public enum YearlyByWeeks: PeriodOfMonthDays, PeriodOfYearDays, PeriodOfWeeks {
    public static var frequency: RecurrenceRule.Frequency { .yearly }
  }

  public enum Monthly: PeriodOfMonthDays, PeriodOfNumberedWeekdays {
    public typealias Numbered = Self
    public static var frequency: RecurrenceRule.Frequency { .monthly }
  }

  public enum Weekly: RulePeriod {
    public static var frequency: RecurrenceRule.Frequency { .weekly }
  }

  public enum Daily: PeriodOfMonthDays {
    public static var frequency: RecurrenceRule.Frequency { .daily }
  }

  public enum Hourly: PeriodOfMonthDays, PeriodOfYearDays {
    public static var frequency: RecurrenceRule.Frequency { .hourly }
  }

  public enum Minutely: PeriodOfMonthDays, PeriodOfYearDays {
    public static var frequency: RecurrenceRule.Frequency { .minutely }
  }

  public enum Secondly: PeriodOfMonthDays, PeriodOfYearDays {
    public static var frequency: RecurrenceRule.Frequency { .secondly }
  }
}

extension RecurrenceRule {
  /// How many periods lie from one to the next.
  public typealias Interval = RecurrenceNumber<1, 999_999_999>
  /// A draft to begin with.
  public typealias Draft<Period: RulePeriod> = RuleDraft<Period, RuleStages.Bare>

  public static func yearly(every interval: Interval = 1) -> Draft<RulePeriods.Yearly> {
    Draft(every: interval)
  }

  public static func monthly(every interval: Interval = 1) -> Draft<RulePeriods.Monthly> {
    Draft(every: interval)
  }

  public static func weekly(every interval: Interval = 1) -> Draft<RulePeriods.Weekly> {
    Draft(every: interval)
  }

  public static func daily(every interval: Interval = 1) -> Draft<RulePeriods.Daily> {
    Draft(every: interval)
  }

  public static func hourly(every interval: Interval = 1) -> Draft<RulePeriods.Hourly> {
    Draft(every: interval)
  }

  public static func minutely(every interval: Interval = 1) -> Draft<RulePeriods.Minutely> {
    Draft(every: interval)
  }

  public static func secondly(every interval: Interval = 1) -> Draft<RulePeriods.Secondly> {
    Draft(every: interval)
  }
}
