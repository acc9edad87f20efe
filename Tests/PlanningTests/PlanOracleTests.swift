import Foundation
import Planning
import Recurrence
import Testing

/// Compares plans with the tables in `Fixtures/plans`, which a program that shares nothing with this one computed from
/// the rules of campaign files (`Generators/plan_oracle.py`).
@Suite struct PlanOracleTests {
  /// Whose files a table was computed from.
  enum Origin: String, CaseIterable, Sendable {
    /// The example workspace: one calendar file, so that all years but 2026 are provisional.
    case examples
    /// This repository's own campaigns and calendar files.
    case samples
    /// Campaigns made up for these tests, in the example workspace with this repository's calendar files.
    case made

    func definitions(adding shared: [SourceFile] = []) throws -> Definitions {
      switch self {
      case .examples: try Fixtures.examples(adding: shared)
      case .samples: try Fixtures.definitions(at: Fixtures.repository, adding: shared)
      case .made:
        try Fixtures.definitions(
          at: Fixtures.folder.appending(path: "workspace"),
          replacingCampaignsWith: try PlanOracleTests.files("Fixtures/plans", ending: ".yaml"),
          adding: try PlanOracleTests.files("../../Campaigns/shared", ending: ".yaml", starting: "calendar-")
            + shared)
      }
    }

    func tables() throws -> [String: [String]] {
      let files = try PlanOracleTests.files("Fixtures/plans/\(rawValue)", ending: ".tsv")
      return Dictionary(
        uniqueKeysWithValues: files.map { file in
          let name = file.path.split(separator: "/").last.map { String($0.dropLast(4)) } ?? ""
          return (name, PlanOracleTests.lines(String(decoding: file.bytes, as: UTF8.self)))
        })
    }
  }

  static let years = 2023...2027

  static func files(_ path: String, ending: String, starting: String = "") throws -> [SourceFile] {
    let folder = Fixtures.folder.deletingLastPathComponent().appending(path: path)
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .filter { $0.hasSuffix(ending) && $0.hasPrefix(starting) }
      .map { name in
        let isShared = path.hasSuffix("shared")
        return SourceFile(
          path: isShared ? "Campaigns/shared/\(name)" : "Campaigns/\(name)",
          bytes: Array(try Data(contentsOf: folder.appending(path: name))))
      }
  }

  static func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map(String.init)
  }

  /// A row as the tables have it: year, occurrence, date, weekday, time, kind, id, part, digest, provisional.
  static func line(_ row: PlanRow, year: Int) -> String {
    let local = row.local
    let weekdays = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
    let fields: [String] = [
      "\(year)", row.occurrence, "\(local.date)", weekdays[local.date.weekday.rawValue - 1],
      String("\(local)".dropFirst(11).prefix(5)), row.kind.rawValue, row.id, row.part ?? "-",
      row.digest ? "汇总" : "-", row.provisional ? "暂定" : "-",
    ]
    return fields.joined(separator: "\t")
  }

  /// What one table and one plan have that the other lacks; a row marked `~` may be provisional or not.
  static func differences(_ expected: [String], _ actual: [String]) -> [String] {
    var left: [String: Int] = [:]
    for row in actual { left[row, default: 0] += 1 }
    func take(_ row: String) -> Bool {
      guard let count = left[row] else { return false }
      left[row] = count == 1 ? nil : count - 1
      return true
    }
    var differences: [String] = []
    for row in expected {
      let rows = row.hasSuffix("~") ? ["-", "暂定"].map { row.dropLast() + $0 } : [row]
      if !rows.contains(where: take) { differences.append("missing \(row)") }
    }
    return differences + left.keys.map { "extra \($0)" }.sorted()
  }

  @Test(arguments: Origin.allCases)
  func `five years of plans come out as an independent program computed them`(_ origin: Origin) throws {
    let definitions = try origin.definitions()
    #expect(definitions.diagnostics.filter { $0.severity == .error }.map(\.problem.en) == [])
    let planner = Planner(shared: definitions.shared)
    let tables = try origin.tables()
    #expect(tables.count == definitions.campaigns.count)
    for (name, expected) in tables.sorted(by: { $0.key < $1.key }) {
      let campaign = try #require(
        definitions.campaigns.first { $0.file == "Campaigns/\(name).yaml" }, "\(name)")
      var actual: [String] = []
      for year in Self.years {
        let rows = planner.rows(of: [campaign], year: year)
        #expect(rows.map(\.at) == rows.map(\.at).sorted(), "\(name)")
        for row in rows where campaign.schedule.zone.local(at: row.at) != row.local {
          Issue.record("\(name): \(row.local) is not the wall clock at \(row.at)")
        }
        actual += rows.map { Self.line($0, year: year) }
      }
      let differences = Self.differences(expected, actual)
      #expect(differences == [], "\(name): \(differences.count) of \(expected.count)")
    }
  }

  /// The days that one unit chose in 2026; the other units of the tables keep the common day.
  static let ownDays = [
    ("member-day-529", "2026-05-25"), ("member-day-925", "2026-09-27"), ("spring-visits", "2026-02-03"),
    ("breastfeeding-week", "2026-08-03"), ("mid-autumn", "2026-09-29"),
    ("rest-day-reminders", "2026-10-10"), ("chinese-words", "2026-10-17"),
    ("span-override", "2026-10-10"),
  ]

  static func sessionDays() throws -> [Planner.SessionDayKey: CivilDate] {
    var days: [Planner.SessionDayKey: CivilDate] = [:]
    for (campaign, day) in ownDays {
      let chosen = try #require(CivilDate(iso: day))
      days[.init(campaign: campaign, occurrence: "2026", unit: "diecai")] = chosen
    }
    return days
  }

  @Test func `a unit's own day moves its tasks and deadlines as an independent program computed`() throws {
    let days = try Self.sessionDays()
    var actual: [String] = []
    for origin in [Origin.examples, .made] {
      let definitions = try origin.definitions()
      let unit = try #require(definitions.shared.tree["diecai"])
      for campaign in definitions.campaigns where days.keys.contains(where: { $0.campaign == campaign.id }) {
        let owners = Dictionary(uniqueKeysWithValues: campaign.tasks.map { ($0.id, $0.owner.description) })
        actual += Planner(shared: definitions.shared, sessionDays: days)
          .rows(of: [campaign], year: 2026, unit: unit)
          .filter { [.occurrence, .due].contains($0.kind) || owners[$0.id]?.hasPrefix("county.") == true }
          .filter { ![.remind, .chase].contains($0.kind) }
          .map { "\($0.campaign)\t\("\($0.local)".prefix(16))\t\($0.kind.rawValue)\t\($0.id)" }
      }
    }
    let expected = Self.lines(try Fixtures.text("plans/unit-days-2026.tsv"))
    #expect(Self.differences(expected, actual) == [])
  }

  @Test func `each unit's messages are due at the instants that an independent program computed`() throws {
    // Without a spread and minutes to avoid, so that nothing moves a message off the instant of its rule.
    let channels = try Fixtures.text("workspace/Campaigns/shared/channels.yaml")
      .replacing(", spread: 15 minutes", with: "").replacing(", avoid: [\":00\", \":30\"]", with: "")
    #expect(!channels.contains("spread") && !channels.contains("avoid"))
    let days = try Self.sessionDays()
    let window =
      try #require(
        Timestamp(iso: "2026-01-01T00:00:00Z"))..<(try #require(Timestamp(iso: "2027-01-01T00:00:00Z")))
    var actual: [String] = []
    for origin in [Origin.examples, .made] {
      let definitions = try origin.definitions(
        adding: [SourceFile(path: "Campaigns/shared/channels.yaml", bytes: Array(channels.utf8))])
      actual += Planner(shared: definitions.shared, sessionDays: days)
        .reminders(of: definitions.campaigns, over: window)
        .filter { ["diecai", "qixing", "guilin", "gx"].contains($0.key.unit) }
        .map { "\($0.key)\t\($0.due)" }
    }
    let expected = Self.lines(try Fixtures.text("plans/instants-2026.tsv"))
    let differences = Self.differences(expected, actual)
    #expect(differences == [], "\(differences.count) of \(expected.count)")
  }
}
