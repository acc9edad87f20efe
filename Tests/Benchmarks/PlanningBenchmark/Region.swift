import Foundation
import Planning
import TestSupport

/// A made-up region of the size of a real one, as the files of a workspace: 1 region, 14 cities, 111 counties, and so
/// many townships and villages that there are as many units as asked for.
struct Region {
  let shared: [SourceFile]
  let templates: [SourceFile]
  /// Campaigns that villages hold: a year of them has some 80 reminders a village.
  let campaigns: [SourceFile]
  /// A thousand copies of one file, each with an id of its own.
  let thousandCampaigns: [SourceFile]

  init(units: Int, seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let table = Region.table(units, &random)
    shared =
      [Region.file("units.csv", table), Region.file("channels.yaml", Region.channels)]
      + (try Region.repositoryFiles(
        ["settings.yaml", "calendar-2026.yaml"].map { "Campaigns/shared/" + $0 }))
    templates = try Region.repositoryFiles(
      ["checklist", "kickoff", "overdue", "overdue-list", "part-due", "please-report", "today", "tomorrow"]
        .map { "Templates/\($0).zh.mustache" } + ["Templates/brief.zh.mustache"])
    campaigns = Region.yearOfVillages.map { id, body in
      SourceFile(path: "Campaigns/\(id).yaml", bytes: Array((Region.head(id) + body).utf8))
    }
    let sample = try Region.repositoryFiles(["Campaigns/member-day-529.yaml"])[0]
    let text = String(decoding: sample.bytes, as: UTF8.self)
    thousandCampaigns = (0..<1000).map { number in
      let copy = text.replacing("id: member-day-529", with: "id: member-day-\(number)", maxReplacements: 1)
      return SourceFile(path: "Campaigns/member-day-\(number).yaml", bytes: Array(copy.utf8))
    }
  }

  var unitsFile: SourceFile { shared[0] }

  /// All of it without a fault, or the program ends: a benchmark of faults would measure something else.
  func definitions(_ campaigns: [SourceFile]) -> Definitions {
    let definitions = Definitions.read(campaigns: campaigns, shared: shared, templates: templates)
    if let fault = definitions.diagnostics.first(where: { $0.severity == .error }) {
      preconditionFailure(DiagnosticPrinter(language: .en).text(fault, line: nil))
    }
    return definitions
  }

  private static func file(_ name: String, _ text: String) -> SourceFile {
    SourceFile(path: "Campaigns/shared/" + name, bytes: Array(text.utf8))
  }

  private static func repositoryFiles(_ paths: [String]) throws -> [SourceFile] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
    return try paths.map {
      SourceFile(path: $0, bytes: try Array(Data(contentsOf: root.appending(path: $0))))
    }
  }
}

extension Region {
  /// Rows in the order in which a region would export them: each county with its townships, each of these with its
  /// villages.
  private static func table(_ units: Int, _ random: inout SeededGenerator) -> String {
    let (cities, counties) = (14, 111)
    let townships = max(1, (units - 1 - cities - counties) / 18)
    let villages = units - 1 - cities - counties - townships
    var rows = ["id,name,level,parent,aliases,counted,code", "gx,自治区计生协,自治区,,自治区计划生育协会,true,450000"]
    rows += (0..<cities).map { "city-\($0),\(name(&random))市,市,gx,,true,45\(10 + $0)00" }
    let parents = (0..<townships).map { $0 * counties / townships }
    var villagesOf = Array(repeating: 0, count: townships)
    for _ in 0..<villages { villagesOf[Int.random(in: 0..<townships, using: &random)] += 1 }
    var number = 0
    for county in 0..<counties {
      let city = county * cities / counties
      let called = name(&random)
      rows.append("county-\(county),\(called)县,县,city-\(city),\(called)县卫健局|\(called)县计生协,true,")
      for township in parents.indices where parents[township] == county {
        rows.append("township-\(township),\(name(&random))镇,乡,county-\(county),,true,")
        for _ in 0..<villagesOf[township] {
          rows.append("village-\(number),\(name(&random))村,村,township-\(township),,true,")
          number += 1
        }
      }
    }
    return rows.joined(separator: "\n") + "\n"
  }

  private static func name(_ random: inout SeededGenerator) -> String {
    String(String.UnicodeScalarView((0..<2).map { _ in syllables.randomElement(using: &random) ?? "山" }))
  }

  private static let syllables = Array("山河清平安定和宁康乐福寿林泉石桥溪岭塘湾坡坪龙凤鹤鹿松柏梅兰东西南北上下大小新古".unicodeScalars)

  private static let channels = """
    format: 1
    channels:
      county-groups: {kind: wecom, one_per: county, url_from: "env:WECOM_URL_<unit>", limit: 20 per minute, spread: 15 minutes}
      city-groups: {kind: dingtalk, one_per: city, url_from: "env:DINGTALK_URL_<unit>", secret_from: "env:DINGTALK_SECRET_<unit>"}
      region-office: {kind: feishu, url_from: "env:FEISHU_URL", limit: 100 per minute, spread: 1 hours, avoid: [":00", ":30"]}

    """
}

extension Region {
  private static func head(_ id: String) -> String {
    """
    format: 1
    id: \(id)
    name: {zh: \(id), en: \(id)}
    kind: demo
    who: {units: {level: 村, under: gx}}
    quiet_hours: "21:00-08:00"

    """
  }

  /// 48 reminders a village in the first, 16 in the second, 10 in the third, 8 in the last.
  private static let yearOfVillages = [
    (
      "monthly-visits",
      """
      when: {every: month, on: 15, if_closed: next workday}
      reminders:
        - {id: prepare, at: "5 workdays before, 09:07", to: village.contact, channel: county-groups, template: checklist}
        - {id: today, at: "on the day, 08:07", to: village.contact, channel: county-groups, template: today}
        - {id: report, at: "1 workday after, 10:07", to: village.contact, channel: region-office, template: please-report}
      report: {due: 5 workdays after, ask: [date]}
      chase:
        - {after: 1 workday, to: village.contact, channel: county-groups, template: overdue}
        - {after: 3 workdays, to: county.contact, channel: county-groups, template: overdue-list, digest: true}
        - {after: 5 workdays, to: city.contact, channel: city-groups, template: overdue-list, digest: true}

      """
    ),
    (
      "quarterly-classes",
      """
      when: {rrule: FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=20, start: "2025-02-20T09:00"}
      reminders:
        - {id: prepare, at: "10 workdays before, 09:07", to: village.contact, channel: county-groups, template: checklist}
        - {id: tomorrow, at: "1 workday before, 20:57", to: village.contact, channel: county-groups, template: tomorrow}
        - {id: report, at: "1 workday after, 10:07", to: village.contact, channel: county-groups, template: please-report}
      report: {due: 5 workdays after, ask: [date]}
      chase:
        - {after: 1 workday, to: village.contact, channel: county-groups, template: overdue}

      """
    ),
    (
      "member-day",
      """
      when: {every: year, date: "05-29", if_closed: previous workday, hold_within: {before: 7 days, after: 2 days}}
      reminders:
        - {id: kickoff, at: "30 days before, 09:07", to: village.contact, channel: county-groups, template: kickoff}
        - {id: prepare, at: "7 workdays before, 09:07", to: village.contact, channel: county-groups, template: checklist}
        - {id: tomorrow, at: "1 workday before, 15:07", to: village.contact, channel: county-groups, template: tomorrow}
        - {id: today, at: "on the day, 08:07", to: village.contact, channel: county-groups, template: today}
        - {id: report, at: "1 workday after, 10:07", to: village.contact, channel: county-groups, template: please-report}
      report: {due: 5 workdays after, ask: [date]}
      chase:
        - {after: 1 workday, to: village.contact, channel: county-groups, template: overdue}
        - {after: 2 workdays, to: village.contact, channel: county-groups, template: overdue}
        - {after: 3 workdays, to: village.contact, channel: county-groups, template: overdue}
        - {after: 4 workdays, to: village.contact, channel: city-groups, template: overdue}
        - {after: 5 workdays, to: village.contact, channel: region-office, template: overdue}

      """
    ),
    (
      "good-family",
      """
      when: {once: 2026-05-15 to 2026-12-11}
      parts:
        - {id: launch, name: 启动, due: "2026-06-12"}
        - {id: stories, name: 故事, due: "2026-09-11"}
        - {id: tastes, name: 味道, due: "2026-10-30"}
        - {id: quiz, name: 竞赛, due: "2026-12-04"}
      reminders:
        - {id: early, at: "10 workdays before, 09:07", of: each part, to: village.contact, channel: county-groups, template: part-due}
        - {id: last, at: "2 workdays before, 09:07", of: each part, to: village.contact, channel: county-groups, template: part-due}

      """
    ),
  ]
}
