import Planning
import Recurrence
import Testing

@Suite struct PlanTests {
  /// A row of `plan-2026.tsv`: `2026-07-20`, `周一`, `23:59`, `task    hospital`.
  struct ExpectedRow: Hashable, CustomStringConvertible {
    let local: String
    let what: String
    var description: String { "\(local) \(what)" }
  }

  /// The blocks of `plan-2026.tsv` by campaign; the one without its override under its whole heading.
  static func expectedBlocks() throws -> [String: [ExpectedRow]] {
    var blocks: [String: [ExpectedRow]] = [:]
    var heading = ""
    for line in try Fixtures.text("plan-2026.tsv").split(separator: "\n") {
      if line.hasPrefix("# ") {
        let title = line.dropFirst(2)
        heading = title.contains("without") ? "without override" : String(title.prefix { $0 != " " })
        continue
      }
      let fields = line.split(separator: "\t").map(String.init)
      guard fields.count >= 4 else { continue }
      let words = fields[3].split(separator: " ", omittingEmptySubsequences: true).map(String.init)
      let isDigest = words.contains("汇总")
      blocks[heading, default: []].append(
        ExpectedRow(
          local: "\(fields[0])T\(fields[2])",
          what: words.prefix(2).joined(separator: " ") + (isDigest ? " digest" : "")))
    }
    return blocks
  }

  static func rows(of campaign: String, in definitions: Definitions) -> [ExpectedRow] {
    Planner(shared: definitions.shared).rows(
      of: definitions.campaigns.filter { $0.id == campaign }, year: 2026
    )
    .filter { $0.kind != .occurrence }
    .map { row in
      ExpectedRow(
        local: "\(row.local)", what: "\(row.kind.rawValue) \(row.id)" + (row.digest ? " digest" : ""))
    }
  }

  @Test(arguments: ["breastfeeding-week", "member-day-529", "member-day-925", "spring-visits"])
  func `the example campaigns give the plan of 2026 that an independent program computed`(_ id: String) throws
  {
    let expected = try #require(try Self.expectedBlocks()[id])
    let rows = Self.rows(of: id, in: try Fixtures.examples())
    #expect(Set(rows) == Set(expected))
    #expect(rows.count == expected.count)
    #expect(rows.map(\.local) == rows.map(\.local).sorted())
  }

  @Test(arguments: ["breastfeeding-week", "member-day-529", "member-day-925", "spring-visits"])
  func `the campaigns of this repository give the same plan`(_ id: String) throws {
    let expected = try #require(try Self.expectedBlocks()[id])
    #expect(Set(Self.rows(of: id, in: try Fixtures.samples())) == Set(expected))
  }

  @Test func `without its override the member day of September moves off Mid-Autumn by its rule`() throws {
    let text = try Fixtures.text("workspace/Campaigns/member-day-925.yaml")
    let definitions = try Fixtures.check(
      String(text.prefix(upTo: try #require(text.firstRange(of: "years:")).lowerBound)))
    let expected = try #require(try Self.expectedBlocks()["without override"])
    #expect(Set(Self.rows(of: "member-day-925", in: definitions)) == Set(expected))
    let occurrence = try #require(
      definitions.campaigns[0].occurrences(inYear: 2026, workdays: definitions.shared.workdays).first)
    #expect(occurrence.firstDay.description == "2026-09-24")
    #expect(occurrence.note?.zh == "2026-09-25 休息，改到 2026-09-24")
  }

  @Test(arguments: [(2023, "2023-01-22"), (2027, "2027-02-06"), (2030, "2030-02-03")])
  func `visits follow the first day of the lunar year`(_ year: Int, _ day: String) throws {
    let definitions = try Fixtures.examples()
    let visits = try #require(definitions.campaigns.first { $0.id == "spring-visits" })
    #expect(
      visits.occurrences(inYear: year, workdays: definitions.shared.workdays).map {
        "\($0.id) \($0.firstDay)"
      }
        == ["\(year) \(day)"])
  }

  @Test func `a year without a calendar file is provisional`() throws {
    let definitions = try Fixtures.examples()
    let planner = Planner(shared: definitions.shared)
    let rows = planner.rows(of: definitions.campaigns.filter { $0.id == "member-day-529" }, year: 2027)
    #expect(rows.filter { $0.kind != .task }.contains { $0.provisional })
    #expect(rows.first { $0.kind == .occurrence }?.local.date.description == "2027-05-28")
    let announced = planner.rows(of: definitions.campaigns.filter { $0.id == "member-day-529" }, year: 2026)
    #expect(!announced.contains { $0.provisional })
  }

  @Test func `every unit gets each message once, and a digest goes to each receiver once`() throws {
    let definitions = try Fixtures.examples()
    let window =
      try #require(
        Timestamp(iso: "2026-01-01T00:00:00+08:00"))..<(try #require(
        Timestamp(iso: "2027-01-01T00:00:00+08:00")))
    let campaigns = definitions.campaigns.filter { $0.id == "member-day-529" }
    let reminders = Array(Planner(shared: definitions.shared).reminders(of: campaigns, over: window))
    #expect(Set(reminders.map(\.key)).count == reminders.count)
    // Four counties in the table; two of their cities; one region.
    let counts = Dictionary(grouping: reminders, by: \.key.rule).mapValues(\.count)
    #expect(
      counts == [
        "kickoff": 4, "prepare": 4, "tomorrow": 4, "today": 4, "report": 4, "chase-1": 4, "chase-2": 2,
        "chase-3": 1,
      ])
    let kickoff = try #require(reminders.first { $0.key.unit == "diecai" && $0.key.rule == "kickoff" })
    #expect(kickoff.key.description == "member-day-529/2026/-/diecai/kickoff/county.contact/county-groups")
    #expect(kickoff.endpoint.description == "county-groups/diecai")
    #expect(kickoff.nominal.description == "2026-04-29T09:07")
    let delay = try #require(Timestamp(iso: "2026-04-29T09:07:00+08:00")).duration(to: kickoff.due)
    #expect(delay >= .zero && delay < .seconds(15 * 60))
  }

  @Test func `a unit that chose its own day gets its reminders around that day`() throws {
    let definitions = try Fixtures.examples()
    let day = try #require(CivilDate(iso: "2026-05-25"))
    let key = Planner.SessionDayKey(campaign: "member-day-529", occurrence: "2026", unit: "diecai")
    let planner = Planner(shared: definitions.shared, sessionDays: [key: day])
    let window =
      try #require(
        Timestamp(iso: "2026-05-01T00:00:00+08:00"))..<(try #require(
        Timestamp(iso: "2026-07-01T00:00:00+08:00")))
    let reminders = planner.reminders(
      of: definitions.campaigns.filter { $0.id == "member-day-529" }, over: window)
    let today = Dictionary(
      uniqueKeysWithValues: reminders.filter { $0.key.rule == "today" }.map { ($0.key.unit, "\($0.nominal)") }
    )
    #expect(today["diecai"] == "2026-05-25T08:07")
    #expect(today["qixing"] == "2026-05-29T08:07")
  }

  @Test func `quiet hours delay to their end and never drop`() throws {
    let quiet = QuietHours(
      from: try #require(CivilTime(hour: 21, minute: 0)), to: try #require(CivilTime(hour: 8, minute: 0)))
    #expect(quiet.contains(try #require(CivilTime(hour: 23, minute: 59))))
    #expect(quiet.contains(try #require(CivilTime(hour: 7, minute: 59))))
    #expect(!quiet.contains(try #require(CivilTime(hour: 8, minute: 0))))
    let text = try Fixtures.text("workspace/Campaigns/member-day-529.yaml")
      .replacing("on the day, 08:07", with: "on the day, 22:30")
    let definitions = try Fixtures.check(text)
    let rows = Planner(shared: definitions.shared).rows(of: definitions.campaigns, year: 2026)
    #expect(rows.first { $0.id == "today" }?.local.description == "2026-05-30T08:00")
  }

  @Test func `the Chinese file reads exactly as the English one`() throws {
    let chinese = try Fixtures.check(try Fixtures.bytes("spring-visits.zh.yaml"), name: "spring-visits.yaml")
    #expect(chinese.diagnostics.filter { $0.severity == .error }.map(\.problem.zh) == [])
    let english = try #require(try Fixtures.examples().campaigns.first { $0.id == "spring-visits" })
    #expect(chinese.campaigns == [english])
  }
}
