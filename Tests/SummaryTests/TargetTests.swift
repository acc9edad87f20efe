@testable import CampaignScheduler
import Ledger
@testable import Planning
import Recurrence
import TestSupport
import Testing

/// What counts towards a campaign's targets, and what stands beside them.
struct TargetTests {
  private func campaign(_ units: UnitTree, except: [String] = []) throws -> Campaign {
    let date = try #require(CivilDate(iso: "2025-08-01"))
    var participation = Participation(level: try #require(units.level(named: "county")), under: "gx")
    participation.except = except
    var campaign = Campaign(
      id: "visits", name: BilingualText(zh: "走访"), kind: "visit",
      schedule: Schedule(rule: .once(date, through: nil), zone: .utc), participation: participation,
      file: "v.yaml")
    campaign.targets.attendance = .total(400)
    campaign.targets.households = .total(80)
    campaign.targets.services = ["义诊": .total(50), "签约": .total(300)]
    campaign.materials = [MaterialPlan(id: "card", name: "签约", unit: "份")]
    return campaign
  }

  private func rows(_ events: [String], except: [String] = [], under root: String? = nil) throws -> [String] {
    let units = try smallRegion()
    let text =
      "events:\n"
      + events.enumerated().map { "  - {id: e\($0), title: 甲, date: \"2025-08-01\", \($1)}\n" }.joined()
    let (balance, unknown) = SessionsFile(text, file: "s.yaml").preview(units: units)
    #expect(unknown == [])
    let summary = Summary(
      balance, scope: SummaryScope(unit: root.flatMap { units[$0] }), units: units,
      campaign: try campaign(units, except: except))
    return summary.targets.map { $0.text(.zh) }
  }

  @Test(arguments: [
    (
      [
        "unit: 叠彩区, materials: [{name: 叠彩区宣传资料, n: 300, is: at-least, unit: 份}, {name: 科普宣传资料, n: 90, unit: 份}]"
      ], nil,
      [
        "宣传资料 计划 1500 份，已发 300 余份（不少于 20.00%）", "科普宣传资料 计划 100 份，已发 90 份（90.00%）", "展板 计划 6 块，已发 未报数",
      ]
    ),
    (
      [
        "unit: 叠彩区, materials: [{name: 宣传资料, n: 5, unit: 箱}, {name: 展板, n: 6}]",
        "unit: 桂林华侨旅游经济区, materials: [{name: 宣传资料, n: 9, unit: 份}]",
      ],
      "diecai", ["宣传资料 计划 500 份，已发 未报数，另 5 箱不计入", "科普宣传资料 计划 100 份，已发 未报数", "展板 计划 6 块，已发 6 块（100.00%）"]
    ),
  ])
  func `what is planned to be handed out stands beside what was`(
    _ events: [String], _ root: String?, _ rows: [String]
  ) throws {
    let units = try smallRegion()
    var campaign = try campaign(units)
    let county = try #require(units.level(named: "county"))
    campaign.materials = [
      MaterialPlan(id: "a", name: "宣传资料", unit: "份", plan: .each(500, county)),
      MaterialPlan(id: "b", name: "科普宣传资料", unit: "份", plan: .total(100)),
      MaterialPlan(id: "c", name: "展板", unit: "块", plan: .total(6)),
      MaterialPlan(id: "d", name: "礼包", unit: "个"),
    ]
    let text =
      "events:\n"
      + events.enumerated().map { "  - {id: e\($0), title: 甲, date: \"2025-08-01\", \($1)}\n" }.joined()
    let balance = SessionsFile(text, file: "s.yaml").preview(units: units).balance
    let summary = Summary(
      balance, scope: SummaryScope(unit: root.flatMap { units[$0] }), units: units, campaign: campaign)
    #expect(summary.plannedMaterials.map { $0.planText(.zh) } == rows)
    #expect(summary.text(.zh).contains("物资计划") && summary.text(.en).contains("宣传资料: "))
    #expect(summary.targets.count == 4)
    let json = summary.json(.zh).description
    #expect(json.contains(#""plannedMaterials":[{"item":"宣传资料","planned":{"n":"#))
    #expect(SummaryPage(summary, units: units, language: .zh).html.contains("物资计划"))
    #expect(Summary(balance, units: units).plannedMaterials == [])
  }

  private static let mixed: [(event: String, rows: [String])] = [
    (
      "unit: 叠彩区, attendance: [{n: 62, is: at-least}, {n: 25, unit: 户}, {n: 100, unit: 人次}]",
      [
        "参加人数 62 余 / 400（不少于 15.50%），另 25 户、100 人次不计入", "户数 25 / 80（31.25%）", "义诊 未报数 / 50", "签约 未报数 / 300",
      ]
    ),
    (
      "unit: 叠彩区, attendance: [{n: 25, unit: 户}], served: [{service: 签约, n: 270, unit: 户}, {service: 签承诺书, n: 270, unit: 户}]",
      [
        "参加人数 未报数 / 400，另 25 户不计入", "户数 25 / 80（31.25%），另 540 户不计入", "义诊 未报数 / 50", "签约 270 / 300（90.00%）",
      ]
    ),
    (
      "unit: 七星区, served: [{service: 入户慰问, n: 30, unit: 户}, {service: 走访, n: 40, unit: 户}]",
      ["参加人数 未报数 / 400", "户数 30 / 80（37.50%），另 40 户不计入", "义诊 未报数 / 50", "签约 未报数 / 300"]
    ),
    (
      "unit: 七星区, served: [{service: 义诊, n: 30, unit: 人次}, {service: 义诊, n: 20}]",
      ["参加人数 未报数 / 400", "户数 未报数 / 80", "义诊 20 / 50（40.00%），另 30 人次不计入", "签约 未报数 / 300"]
    ),
    (
      "unit: 七星区, materials: [{name: 签约, n: 5, unit: 盒}, {name: 签约, n: 120, unit: 份}]",
      ["参加人数 未报数 / 400", "户数 未报数 / 80", "义诊 未报数 / 50", "签约 120 / 300（40.00%），另 5 盒不计入"]
    ),
    (
      "unit: 七星区, served: [{service: 义诊, n: 30, unit: 人次}]",
      ["参加人数 未报数 / 400", "户数 未报数 / 80", "义诊 30 / 50（60.00%）", "签约 未报数 / 300"]
    ),
  ]

  @Test(arguments: mixed.indices)
  func `a target is reached in its own counting word, others are named beside it`(_ index: Int) throws {
    #expect(try rows([Self.mixed[index].event]) == Self.mixed[index].rows)
  }

  @Test(arguments: [
    ("测量血压", "血压测量 30 / 50（60.00%）"), ("血压测量", "血压测量 30 / 50（60.00%）"), ("测量血糖", "血压测量 未报数 / 50"),
    ("压测量血", "血压测量 未报数 / 50"),
  ])
  func `a target goes by its service with verb and object either way round`(_ service: String, _ row: String)
    throws
  {
    let units = try smallRegion()
    var campaign = try campaign(units)
    campaign.targets = Targets()
    campaign.targets.services = ["血压测量": .total(50)]
    let text =
      "events:\n  - {id: e, title: 甲, date: \"2025-08-01\", unit: 叠彩区, served: [{service: \(service), n: 30}]}\n"
    let (balance, _) = SessionsFile(text, file: "s.yaml").preview(units: units)
    let summary = Summary(balance, scope: SummaryScope(unit: nil), units: units, campaign: campaign)
    #expect(summary.targets.map { $0.text(.zh) } == [row])
  }

  private static let units: [(except: [String], root: String?, attendance: String)] = [
    // The zone is not counted; the city stands above its counties, the community below one.
    ([], nil, "参加人数 118 / 400（29.50%），另 32 人不计入"), (["qixing"], nil, "参加人数 110 / 400（27.50%），另 40 人不计入"),
    ([], "guilin", "参加人数 18 / 400（4.50%），另 32 人不计入"), ([], "huaqiao", "参加人数 未报数 / 400，另 32 人不计入"),
  ]

  @Test(arguments: units.indices)
  func `units outside the denominator stand apart`(_ index: Int) throws {
    let row = Self.units[index]
    let events = [
      "unit: 桂林市, attendance: [{n: 10}]", "unit: 朝阳社区, attendance: [{n: 8}]",
      "unit: 桂林华侨旅游经济区, attendance: [{n: 32}]", "unit: 田阳区, attendance: [{n: 100}]",
    ]
    #expect(try rows(events, except: row.except, under: row.root).first == row.attendance)
  }

  @Test func `a city that joins in holds nothing for its counties`() throws {
    let units = try smallRegion()
    let text = """
      events:
        - {id: a, title: 甲, unit: 桂林市, date: "2025-08-01"}
        - {id: b, title: 乙, unit: 朝阳社区, date: "2025-08-01"}
      """
    var campaign = try campaign(units)
    campaign.targets = Targets()
    for (level, words) in [
      ("county", "场次 1 / 3（33.33%），另 1 场不计入"), ("city", "场次 2 / 2（100.00%）"),
    ] {
      campaign.targets.sessions = .each(1, try #require(units.level(named: level)))
      let summary = Summary(
        SessionsFile(text, file: "s.yaml").preview(units: units).balance, units: units, campaign: campaign)
      #expect(summary.targets.map { $0.text(.zh) } == [words])
    }
  }

  @Test func `what does not count stands in every format`() throws {
    let units = try smallRegion()
    let text =
      "events: [{id: a, title: 甲, unit: 叠彩区, date: \"2025-08-01\", attendance: [{n: 20}, {n: 3, unit: 户}]}]"
    let summary = Summary(
      SessionsFile(text, file: "s.yaml").preview(units: units).balance, units: units,
      campaign: try campaign(units))
    #expect(
      summary.json(.en).description.contains(
        #""percent":"5.00","apart":[{"n":3,"certainty":"exact","text":"3 households"}],"occurrences":1}"#))
    #expect(summary.csv(.zh).contains("\r\ntargetApart,参加人数,3,,exact,户,3 户\r\n"))
    #expect(SummaryPage(summary, units: units, language: .zh).html.contains("<small>另 3 户不计入</small>"))
  }
}
