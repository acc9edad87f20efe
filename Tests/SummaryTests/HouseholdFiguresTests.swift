import Ledger
@testable import Planning
import Recurrence
import TestSupport
import Testing

@testable import CampaignScheduler

/// Visits count households: targets of so much for each, and the league.
struct HouseholdFiguresTests {
  private func sessions(_ events: [String]) -> String {
    "events:\n"
      + events.enumerated().map { "  - {id: e\($0), title: 走访\($0), date: \"2026-02-04\", \($1)}\n" }.joined()
  }

  private static let given: [(events: [String], zh: String, en: String)] = [
    (
      ["unit: 叠彩区, attendance: [{n: 80, unit: 户}], materials: [{name: 慰问品, n: 60, unit: 份}]"],
      "60 / 80（75.00%）", "60 / 80 (75.00%)"
    ),
    // 20 boxes are no parcels.
    (
      [
        "unit: 叠彩区, attendance: [{n: 80, unit: 户}], materials: [{name: 慰问品, n: 60, unit: 份}]",
        "unit: 七星区, attendance: [{n: 20, unit: 户}], materials: [{name: 慰问品, n: 20, unit: 箱}]",
      ], "60 / 100（60.00%），另 20 箱不计入", "60 / 100 (60.00%), not counted: 20 cartons"
    ),
    (
      ["unit: 叠彩区, attendance: [{n: 80, is: at-least, unit: 户}], materials: [{name: 慰问品, n: 80, unit: 份}]"],
      "80 / 80 余（不超过 100.00%）", "80 / 80+ (at most 100.00%)"
    ),
    // Of the second nobody said how many households there were.
    (
      [
        "unit: 叠彩区, attendance: [{n: 20, unit: 户}], materials: [{name: 慰问品, n: 20, unit: 份}]",
        "unit: 七星区, attendance: [{is: unknown, unit: 户}], materials: [{name: 慰问品, n: 30, unit: 份}]",
      ], "50 / 20 余（不超过 250.00%）", "50 / 20+ (at most 250.00%)"
    ),
  ]

  @Test(arguments: given.indices)
  func `what each household is to get is as sure as the households are`(_ index: Int) throws {
    let units = try smallRegion()
    let date = try #require(CivilDate(iso: "2026-02-04"))
    var campaign = Campaign(
      id: "spring-visits", name: BilingualText(zh: "节前走访"), kind: "visit",
      schedule: Schedule(rule: .once(date, through: nil), zone: .utc),
      participation: Participation(level: try #require(units.level(named: "county")), under: "gx"),
      file: "w.yaml")
    campaign.materials = [
      MaterialPlan(id: "parcel", name: "慰问品", unit: "份", plan: .eachHousehold(1))
    ]
    let expected = Self.given[index]
    let file = SessionsFile(sessions(expected.events), file: "s.yaml")
    let summary = Summary(file.preview(units: units).balance, units: units, campaign: campaign)
    let row = try #require(summary.targets.first)
    #expect(row.text(.zh) == "慰问品（每户 1 份） " + expected.zh)
    #expect(row.text(.en).hasSuffix(" a household " + expected.en), "\(row.text(.en))")
  }

  @Test func `a league holds one counting word against itself and shows the others`() throws {
    let tree = try smallRegion()
    let root = try #require(tree["gx"])
    let text = sessions([
      "unit: 叠彩区, attendance: [{n: 130}, {n: 200, unit: 人次}]", "unit: 七星区, attendance: [{n: 300, unit: 户}]",
      "unit: 田阳区, served: [{service: 走访, n: 80, is: at-least, unit: 户}]",
    ])
    let all = SessionsFile(text, file: "s.yaml").preview(units: tree).balance.sessions.map(SessionFacts.init)
    func rows(_ counter: String) -> [String] {
      League(all, ReportCounts(), levels: [tree.levels[2]], under: root, in: tree, counter: counter).rows.map
      {
        "\($0.rank) \($0.unit.name) \($0.attendanceText(.zh))"
      }
    }
    #expect(rows("人") == ["1 叠彩区 130 人，另 200 人次", "2 七星区 300 户", "2 田阳区 未报"])
    #expect(rows("户") == ["1 七星区 300 户", "2 田阳区 80 余户", "3 叠彩区 130 人、200 人次"])
  }
}
