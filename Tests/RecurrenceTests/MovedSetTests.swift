import Recurrence
import TestSupport
import Testing

/// Days moved after a rule gave them: by days, by working days, off rest days.
@Suite struct MovedSetTests {
  private static func set(_ rule: String, from start: String = "2026-01-01T09:00") throws -> RecurrenceSet {
    try RecurrenceSet(
      start: .zoned(#require(CivilDateTime(iso: start)), Zone("Asia/Shanghai")), RecurrenceRule(parsing: rule)
    )
  }

  private static func days(_ occurrences: some Sequence<MovedInstance>) -> [String] {
    occurrences.map { String($0.local.date.description.dropFirst(5)) }
  }

  @Test func `the 15th or the working day before it follows the notice of 2026`() throws {
    let moved = MovedSet(
      try Self.set("FREQ=MONTHLY;BYMONTHDAY=15;COUNT=12"), by: [.roll(.backward)],
      workdays: try Fixture.announcedYears())
    let occurrences = Array(moved.occurrences())
    #expect(
      Self.days(occurrences) == [
        // 15 February is in the Spring Festival's holiday; Saturday the 14th is worked for it.
        "01-15", "02-14", "03-13", "04-15", "05-15", "06-15", "07-15", "08-14", "09-15", "10-15", "11-13",
        "12-15",
      ])
    #expect(occurrences.allSatisfy { $0.status == .announced })
    let february = moved.explanation(of: occurrences[1])
    #expect(february.movedFrom?.description == "2026-02-15")
    #expect(february.notice?.source == "notice of 2026")
    #expect(february.notice?.version == 1)
    #expect(february.rule == moved.set.rules[0])
    #expect(moved.explanation(of: occurrences[0]).movedFrom == nil)
  }

  @Test func `two working days before the Spring Festival are provisional until the notice`() throws {
    let moved = MovedSet(
      try Self.set("RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1;COUNT=3"), by: [.workdays(-2)],
      workdays: try Fixture.announcedYears())
    let occurrences = Array(moved.occurrences())
    #expect(
      occurrences.map(\.local.description) == ["2026-02-13T09:00", "2027-02-03T09:00", "2028-01-21T09:00"])
    #expect(occurrences.map(\.status) == [.announced, .provisional, .provisional])
    #expect(moved.explanation(of: occurrences[1]).lunarData == LunarYear.source)
  }

  @Test func `what falls on one instant comes once, and a day's times ascend`() throws {
    // 9 January 2026 is a Friday.
    let set = try RecurrenceSet(
      start: .floating(#require(CivilDateTime(iso: "2026-01-09T18:00"))),
      rules: [RecurrenceRule(parsing: "FREQ=DAILY;BYHOUR=9,18;COUNT=7")])
    let moved = MovedSet(set, by: [.roll(.forward)], workdays: try Fixture.announcedYears())
    #expect(
      moved.occurrences().map(\.local.description) == [
        "2026-01-09T18:00", "2026-01-12T09:00", "2026-01-12T18:00",
      ])
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `a window is the filtered whole, and the whole ascends`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let workdays = try Fixture.announcedYears()
    let rules = [
      "FREQ=DAILY;INTERVAL=3;BYHOUR=1,23", "FREQ=WEEKLY;BYDAY=SA,SU,MO", "FREQ=MONTHLY;BYMONTHDAY=1,4,-1",
      "RSCALE=CHINESE;FREQ=MONTHLY;BYMONTHDAY=1,15",
    ]
    for _ in 0..<40 {
      let rolls = DayTransform.Roll.allCases
      let steps = (0..<Int.random(in: 0...3, using: &random)).map { _ -> DayTransform in
        switch Int.random(in: 0..<3, using: &random) {
        case 0: .days(Int.random(in: -40...40, using: &random))
        case 1: .workdays(Int.random(in: -30...30, using: &random))
        default: .roll(rolls[Int.random(in: 0..<3, using: &random)])
        }
      }
      let set = try Self.set(rules[Int.random(in: 0..<rules.count, using: &random)], from: "2024-05-29T09:07")
      let moved = MovedSet(set, by: steps, workdays: workdays)
      let whole = Array(moved.occurrences().prefix(300))
      #expect(zip(whole, whole.dropFirst()).allSatisfy { $0.instant < $1.instant }, "\(steps) \(set.rules)")
      let (from, to) = (whole[120].instant, whole[150].instant)
      for shift in [Duration.zero, .seconds(1), .seconds(-1), .seconds(90_000)] {
        let window = from.advanced(by: shift)..<to
        #expect(
          Array(moved.occurrences(within: window)) == whole.filter { window.contains($0.instant) },
          "\(steps) \(set.rules) \(window)")
      }
    }
  }
}
