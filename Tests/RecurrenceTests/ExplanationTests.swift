import Recurrence
import Testing

@Suite struct ExplanationTests {
  private static func set(
    _ start: String, _ zone: String, _ rule: String, _ policies: RecurrencePolicies = .init(),
    additions: [String] = []
  ) throws -> RecurrenceSet {
    try RecurrenceSet(
      start: .zoned(#require(CivilDateTime(iso: start)), Zone(zone)), rules: [RecurrenceRule(parsing: rule)],
      additions: additions.map { .local(try #require(CivilDateTime(iso: $0))) }, policies: policies)
  }

  @Test(arguments: [(RecurrencePolicies.Gap.shiftForward, "2026-03-08T03:30"), (.before, "2026-03-08T01:30")])
  func `an occurrence in a gap tells the civil time that was asked for`(
    _ gap: RecurrencePolicies.Gap, _ shown: String
  ) throws {
    let set = try Self.set("2026-03-07T02:30", "America/New_York", "FREQ=DAILY;COUNT=3", .init(gap: gap))
    let found = Array(set.occurrences())
    #expect(found.map(\.local.description) == ["2026-03-07T02:30", shown, "2026-03-09T02:30"])
    let explanation = set.explanation(of: found[1])
    #expect(explanation.beforeGap?.description == "2026-03-08T02:30")
    #expect(explanation.zoneData == Zone.dataVersion)
    #expect(explanation.rule == set.rules[0])
    #expect(set.explanation(of: found[0]).beforeGap == nil)
  }

  @Test func `an occurrence that SKIP moved says so`() throws {
    let set = try Self.set("2026-01-31T09:00", "UTC", "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=BACKWARD;COUNT=4")
    let moved = set.occurrences().map { set.explanation(of: $0).isMovedBySkip }
    #expect(moved == [false, true, false, true])
  }

  @Test func `an addition is told from a rule, and the rule comes first`() throws {
    let set = try Self.set(
      "2026-01-01T09:00", "Asia/Shanghai", "FREQ=DAILY;COUNT=2",
      additions: ["2026-01-02T09:00", "2026-01-05T09:00"])
    #expect(set.occurrences().map(\.reason.source) == [.rule(0), .rule(0), .addition])
  }

  @Test(arguments: [
    (RecurrencePolicies.Overlap.first, ["2026-11-01T05:30:00Z"]), (.second, ["2026-11-01T06:30:00Z"]),
    (.both, ["2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z"]),
  ])
  func `a civil time that comes twice is read as the policy says`(
    _ overlap: RecurrencePolicies.Overlap, _ expected: [String]
  ) throws {
    let set = try Self.set(
      "2026-11-01T01:30", "America/New_York", "FREQ=YEARLY;UNTIL=20261231T000000Z", .init(overlap: overlap))
    #expect(set.occurrences().map(\.instant.description) == expected)
  }

  @Test func `hours are elapsed time, or the wall clock's by policy`() throws {
    let rule = "FREQ=HOURLY;COUNT=4"
    let elapsed = try Self.set("2026-03-08T00:30", "America/New_York", rule)
    #expect(elapsed.occurrences().map(\.local.time.description) == ["00:30", "01:30", "03:30", "04:30"])
    let wall = try Self.set(
      "2026-03-08T00:30", "America/New_York", rule, .init(gap: .skip, subDaily: .wallClock))
    #expect(wall.occurrences().map(\.local.time.description) == ["00:30", "01:30", "03:30", "04:30"])
    let autumn = try Self.set("2026-11-01T00:30", "America/New_York", rule)
    #expect(autumn.occurrences().map(\.local.time.description) == ["00:30", "01:30", "01:30", "02:30"])
    let autumnWall = try Self.set("2026-11-01T00:30", "America/New_York", rule, .init(subDaily: .wallClock))
    #expect(autumnWall.occurrences().map(\.local.time.description) == ["00:30", "01:30", "02:30", "03:30"])
  }

  @Test func `a start that the rule does not give is left out, or always first and counted`() throws {
    let rule = "FREQ=WEEKLY;BYDAY=MO;COUNT=2"
    let plain = try Self.set("2026-01-01T09:00", "UTC", rule)
    #expect(plain.occurrences().map(\.local.date.description) == ["2026-01-05", "2026-01-12"])
    let always = try Self.set("2026-01-01T09:00", "UTC", rule, .init(start: .always))
    #expect(always.occurrences().map(\.local.date.description) == ["2026-01-01", "2026-01-05"])
    #expect(always.occurrences().map(\.reason.source) == [.start, .rule(0)])
  }

  @Test func `transforms move days by days, working days and rolls, and say how sure that is`() throws {
    let day = try #require(CivilDate(iso: "2027-02-06"))
    let calendar = WorkdayCalendar.provisional
    let steps: [DayTransform] = [.days(-1), .roll(.backward), .workdays(-2)]
    let (moved, isMoved, status) = steps.apply(to: day, in: calendar)
    #expect((moved.description, isMoved, status) == ("2027-02-02", true, .provisional))
    #expect(DayTransform.roll(.forward)(day, in: calendar).description == "2027-02-09")
    #expect(DayTransform.days(.max)(day, in: calendar) == .max)
  }
}
