import Recurrence
import Testing

/// Rules written in code: whatever compiles is a rule that strict reading takes.
@Suite struct RuleDraftTests {
  static let until = RecurrenceRule.Until.date(CivilDate(dayNumber: 20_818))

  @Test(arguments: [
    (RecurrenceRule.yearly().in(5, 9).onDays(25, 29).rule, "FREQ=YEARLY;BYMONTHDAY=25,29;BYMONTH=5,9"),
    (
      RecurrenceRule.yearly(every: 4).in(11).on(.first, .monday).rule,
      "FREQ=YEARLY;INTERVAL=4;BYDAY=1MO;BYMONTH=11"
    ),
    (RecurrenceRule.yearly().inWeeks(20, -1).on(.monday).rule, "FREQ=YEARLY;BYDAY=MO;BYWEEKNO=-1,20"),
    (RecurrenceRule.yearly().onYearDays(.first, 100, .last).rule, "FREQ=YEARLY;BYYEARDAY=-1,1,100"),
    (
      RecurrenceRule.monthly(every: 2).on(.first, .sunday).on(.last, .sunday).ending(after: 10).rule,
      "FREQ=MONTHLY;COUNT=10;INTERVAL=2;BYDAY=-1SU,1SU"
    ),
    (
      RecurrenceRule.monthly().on(.monday, .tuesday, .wednesday, .thursday, .friday).picking(-2).rule,
      "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2"
    ),
    (
      RecurrenceRule.weekly(every: 2).on(.tuesday).weeksStarting(.sunday).ending(until).rule,
      "FREQ=WEEKLY;UNTIL=20261231;INTERVAL=2;BYDAY=TU;WKST=SU"
    ),
    (RecurrenceRule.daily().rule, "FREQ=DAILY"),
    (
      RecurrenceRule.daily().in(1).atHours(9, 17).atMinutes(7).atSeconds(0).picking(.last).rule,
      "FREQ=DAILY;BYSECOND=0;BYMINUTE=7;BYHOUR=9,17;BYMONTH=1;BYSETPOS=-1"
    ),
    (RecurrenceRule.hourly(every: 3).onYearDays(1).rule, "FREQ=HOURLY;INTERVAL=3;BYYEARDAY=1"),
    (RecurrenceRule.minutely().onDays(13).on(.friday).rule, "FREQ=MINUTELY;BYDAY=FR;BYMONTHDAY=13"),
    (RecurrenceRule.secondly(every: 15).atHours(0).rule, "FREQ=SECONDLY;INTERVAL=15;BYHOUR=0"),
    (
      RecurrenceRule.yearly().in(.leap(6)).onDays(1).scale(.chinese, skip: .backward).rule,
      "RSCALE=CHINESE;FREQ=YEARLY;BYMONTHDAY=1;BYMONTH=6L;SKIP=BACKWARD"
    ),
  ])
  func `a draft is written as the standard writes it, and read back strictly`(
    _ rule: RecurrenceRule, _ text: String
  ) throws {
    #expect(rule.description == text)
    #expect(try RecurrenceRule(parsing: text, mode: .strict) == rule)
  }

  @Test func `numbers that are not literals are checked when they are made`() {
    #expect(RecurrencePlace<31>(exactly: 32) == nil)
    #expect(RecurrencePlace<31>(exactly: 0) == nil)
    #expect(RecurrencePlace<31>(exactly: -31)?.value == -31)
    #expect(RecurrenceNumber<0, 23>(exactly: 24) == nil)
    #expect(RecurrenceNumber<0, 23>(exactly: -1) == nil)
    #expect(RecurrenceMonth(exactly: 13) == nil)
    #expect(RecurrenceWeekday(.friday, ordinal: 0) == nil)
  }

  @Test func `a literal out of range traps`() async {
    await #expect(processExitsWith: .failure) { _ = RecurrenceRule.monthly().onDays(32) }
    await #expect(processExitsWith: .failure) { _ = RecurrenceRule.daily(every: 0) }
    await #expect(processExitsWith: .failure) { _ = RecurrenceRule.yearly().in(13) }
  }
}
