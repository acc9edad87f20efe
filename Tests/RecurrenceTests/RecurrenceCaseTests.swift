import Recurrence
import Testing

@Suite struct RecurrenceCaseTests {
  private static func cases() throws -> [RecurrenceCase] {
    try RecurrenceCase.read(Fixture.lines("recurrence-cases.jsonl"))
  }

  @Test func `all 593 cases, read strictly, give what is expected, on the clock and in UTC`() throws {
    let cases = try Self.cases()
    #expect(cases.count == 593)
    for entry in cases {
      let found = try entry.occurrences(entry.set(mode: .strict))
      #expect(found.map(\.local.basicText) == entry.expected, "\(entry.id) \(entry.rrule ?? [])")
      guard let utc = entry.expected_utc else { continue }
      #expect(found.map { Zone.utc.local(at: $0.instant).basicText + "Z" } == utc, "\(entry.id)")
    }
  }

  @Test func `with gaps skipped, the cases at clock changes give what is expected`() throws {
    for entry in try Self.cases() {
      guard let expected = entry.expected_gap_skip else { continue }
      let set = try entry.set(RecurrencePolicies(gap: .skip), mode: .strict)
      #expect(
        try entry.occurrences(set).map(\.local.basicText) == expected, "\(entry.id) \(entry.rrule ?? [])")
    }
  }
}
