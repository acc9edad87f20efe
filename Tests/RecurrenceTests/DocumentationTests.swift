import Recurrence
import Testing

@Suite struct DocumentationTests {
  @Test func `the example of the documentation gives what it says`() throws {
    let rule = try RecurrenceRule(parsing: "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2")
    let start = RecurrenceStart.zoned(
      try #require(CivilDateTime(iso: "2026-01-05T09:00")), try Zone("Asia/Shanghai"))
    let set = try RecurrenceSet(start: start, rule)
    #expect(
      set.occurrences().prefix(3).map(\.local.description) == [
        "2026-01-29T09:00", "2026-02-26T09:00", "2026-03-30T09:00",
      ])
  }
}
