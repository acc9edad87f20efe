import Planning
import Recurrence
import Testing

/// `years: "2026": {skip: true}`, whatever rule the campaign has.
@Suite struct SkippedYearTests {
  private static func definitions(_ when: String) throws -> Definitions {
    try Fixtures.check(
      """
      format: 1
      id: talks
      name: {zh: 讲座, en: Talks}
      kind: lecture
      when: \(when)
      who: {units: {level: 县, under: gx}}
      tasks: [{id: hall, do: 订场地, owner: county.contact, due: 3 days before}]
      report: {due: 2 workdays after, ask: [date]}
      years:
        "2026": {skip: true, reason: 换届}
      """)
  }

  @Test(arguments: [
    ("{every: year, date: \"05-29\"}", ["2026-05-29"]), ("{every: year, lunar: 正月初一}", ["2026-02-17"]),
    ("{every: year, dates: 08-01 to 08-07}", ["2026-08-01"]), ("{once: 2026-05-29}", ["2026-05-29"]),
    ("{every: month, on: 15}", (1...12).map { "2026-\($0 < 10 ? "0" : "")\($0)-15" }),
    ("{rrule: FREQ=YEARLY, start: \"2020-03-01T09:00\"}", ["2026-03-01"]),
  ])
  func `is not in the plan, and stands in it as not held if asked for`(_ when: String, _ days: [String])
    throws
  {
    let definitions = try Self.definitions(when)
    let planner = Planner(shared: definitions.shared)
    #expect(definitions.campaigns.count == 1)
    #expect(planner.rows(of: definitions.campaigns, year: 2026) == [])
    let year =
      try #require(
        Timestamp(iso: "2026-01-01T00:00:00+08:00"))..<(try #require(
        Timestamp(iso: "2027-01-01T00:00:00+08:00")))
    let window = planner.rows(of: definitions.campaigns, over: year)
    #expect(!window.contains { $0.year == 2026 })
    #expect(
      Array(planner.reminders(of: definitions.campaigns, over: year)).allSatisfy {
        $0.key.occurrence.hasPrefix("2026") == false
      })
    for rows in [
      planner.rows(of: definitions.campaigns, year: 2026, includesSkipped: true),
      planner.rows(of: definitions.campaigns, over: year, includesSkipped: true).filter { $0.year == 2026 },
    ] {
      #expect(rows.map(\.local.date.description) == days)
      #expect(rows.allSatisfy { $0.kind == .occurrence && $0.isSkipped })
      #expect(rows.allSatisfy { $0.note == BilingualText(zh: "停办: 换届", en: "not held: 换届") })
    }
  }

  @Test func `for a unit above those that hold it there is no row`() throws {
    let definitions = try Self.definitions("{every: year, date: \"05-29\"}")
    let planner = Planner(shared: definitions.shared)
    func rows(_ unit: String) -> [PlanRow] {
      planner.rows(
        of: definitions.campaigns, year: 2026, unit: definitions.shared.tree[unit], includesSkipped: true)
    }
    #expect(rows("diecai").map(\.unit) == ["diecai"])
    #expect(rows("guilin") == [])
  }
}
