import Recurrence
import Testing

@Suite struct DocumentationTests {
  @Test func `the first example of the documentation gives what it says`() throws {
    let rule = try RecurrenceRule(parsing: "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2")
    let start = RecurrenceStart.zoned(
      try #require(CivilDateTime(iso: "2026-01-05T09:00")), try Zone("Asia/Shanghai"))
    let set = try RecurrenceSet(start: start, rule)
    #expect(
      set.occurrences().prefix(3).map(\.local.description) == [
        "2026-01-29T09:00", "2026-02-26T09:00", "2026-03-30T09:00",
      ])
  }

  @Test func `the rule that is written in code reads as it should`() {
    let rule = RecurrenceRule.monthly(every: 2).on(.last, .friday).ending(after: 10).rule
    #expect(rule.description == "FREQ=MONTHLY;COUNT=10;INTERVAL=2;BYDAY=-1FR")
  }

  @Test func `the visits five working days before the Spring Festival are provisional`() throws {
    let rule = try RecurrenceRule(parsing: "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1")
    let set = try RecurrenceSet(start: .date(#require(CivilDate(iso: "2026-02-17"))), rule)
    let visits = MovedSet(set, by: [.workdays(-5)], workdays: .provisional)
    let found = Array(visits.occurrences().prefix(3))
    #expect(found.map(\.local.date.description) == ["2026-02-09", "2027-01-29", "2028-01-18"])
    #expect(found.allSatisfy { $0.status == .provisional })
  }
}
