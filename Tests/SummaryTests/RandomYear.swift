import CampaignScheduler
import Foundation
import Ledger
import Planning
import Recurrence
import TestSupport
import Testing

/// A region of 14 cities and 111 counties with a year of reports that a generator made, and the generator's own count.
///
/// It reckons its working days by itself, day by day from the list of rest days.
final class RandomYear {
  /// What the generator knows of a unit in an occurrence.
  struct Fate: Hashable {
    var reported = false
    var onTime = false
    var waived = false
    var sessions = 0
    var attendance = 0
  }

  static let cities = 14
  static let counties = 111
  /// Outside the denominator, and excepted.
  static let uncounted = ["x5", "x50"]
  static let excepted = ["x7"]

  let scheduler: Scheduler
  let campaign: Campaign
  /// By occurrence and county.
  private(set) var fates: [String: [String: Fate]] = [:]
  private(set) var cityOf: [String: String] = [:]
  private let scratch: ScratchWorkspace
  private var random: SeededGenerator
  private static let off: Set<String> = [
    "2026-01-01", "2026-04-06", "2026-05-01", "2026-05-04", "2026-05-05", "2026-10-01", "2026-10-02",
    "2026-10-05", "2026-10-06", "2026-10-07",
  ]
  private static let work: Set<String> = ["2026-05-09", "2026-10-10"]

  init(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    var rows = ["gx,自治区,自治区,,,true,"]
    for city in 1...Self.cities { rows.append("c\(city),第\(city)市,市,gx,,true,") }
    for county in 1...Self.counties + Self.uncounted.count {
      // Every city has a county.
      let city = county <= Self.cities ? county : Int.random(in: 1...Self.cities, using: &random)
      cityOf["x\(county)"] = "c\(city)"
      rows.append("x\(county),第\(county)县,县,c\(city),,\(!Self.uncounted.contains("x\(county)")),")
    }
    let days = Self.off.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
    let worked = Self.work.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
    let monthly = """
      format: 1
      id: monthly
      name: {zh: 月讲堂, en: Monthly lecture}
      kind: lecture
      when: {every: month, on: 15}
      who: {units: {level: 县, under: gx, except: [\(Self.excepted.joined(separator: ", "))]}}
      report: {due: 5 workdays after}
      """
    scratch = try ScratchWorkspace(
      units: rows.joined(separator: "\n"), settings: "expected: {市: 14, 县: 111}",
      calendar: "off: [\(days)]\nwork: [\(worked)]", files: ["Campaigns/monthly.yaml": monthly])
    scheduler = try Scheduler(Workspace(root: scratch.root.path))
    let definitions = scheduler.current.now.definitions
    try #require(!definitions.hasErrors, "\(definitions.diagnostics)")
    campaign = try #require(definitions.campaigns.first)
    self.random = random
    for month in 1...12 { try await fill("2026-\(month < 10 ? "0" : "")\(month)-15") }
  }

  /// Five working days after, counted one by one.
  private static func deadline(of day: String) throws -> CivilDate {
    var date = try #require(CivilDate(iso: day))
    var left = 5
    while left > 0 {
      date = date.adding(days: 1)
      let isWeekend = [Weekday.saturday, .sunday].contains(date.weekday)
      if work.contains("\(date)") || !isWeekend && !off.contains("\(date)") { left -= 1 }
    }
    return date
  }

  private func fill(_ occurrence: String) async throws {
    let due = try Self.deadline(of: occurrence)
    let end = try #require(Timestamp(iso: "\(due.adding(days: 1))T00:00:00+08:00"))
    let key = OccurrenceKey(campaign: campaign.id, occurrence: occurrence)
    let participants = (1...Self.counties + Self.uncounted.count).map { "x\($0)" }.filter {
      !Self.excepted.contains($0)
    }
    var entries: [Timestamp: [LedgerDraft]] = [:]
    for unit in participants {
      var fate = Fate()
      let chance = Int.random(in: 0..<10, using: &random)
      func enter(_ content: LedgerEntry.Content, _ at: Timestamp) {
        entries[at, default: []].append(
          LedgerDraft(scope: LedgerEntry.Scope(occurrence: key, unit: unit), .record(content)))
      }
      if chance < 7 {
        // The last millisecond of the day is in time, midnight is not.
        let shift = ([-172_800_000, -1, 0, 1, 86_400_000] as [Int64]).randomElement(using: &random) ?? 0
        let at = Timestamp(milliseconds: end.milliseconds + shift)
        enter(.report(Report()), at)
        (fate.reported, fate.onTime) = (true, shift < 0)
        handOn(chance, at.advanced(by: .seconds(60)), &fate, enter)
      } else if chance == 7 {
        enter(.acceptance(ReportDecision(.waive, decidedBy: "gx", reason: "水灾")), end)
        fate.waived = true
      }
      if chance != 3 { try await hold(unit, key, &fate) }
      fates[occurrence, default: [:]][unit] = fate
    }
    for (at, drafts) in entries.sorted(by: { $0.key < $1.key }) {
      _ = try await scheduler.ledger.append(drafts, by: "test", at: at)
    }
  }

  /// What became of a report: handed in twice, sent back, sent back and handed in again, accepted.
  private func handOn(
    _ chance: Int, _ at: Timestamp, _ fate: inout Fate, _ enter: (LedgerEntry.Content, Timestamp) -> Void
  ) {
    let sentBack = LedgerEntry.Content.acceptance(ReportDecision(.reopen, decidedBy: "gx", reason: "数字有误"))
    switch chance {
    case 0: enter(.report(Report()), at)
    case 1:
      enter(sentBack, at)
      (fate.reported, fate.onTime) = (false, false)
    case 2:
      // It counts again when it comes again; it was in time the first time.
      enter(sentBack, at)
      enter(.report(Report()), at.advanced(by: .seconds(9 * 86_400)))
    case 3: enter(.acceptance(ReportDecision(.accept, decidedBy: "gx")), at)
    default: break
    }
  }

  private func hold(_ unit: String, _ key: OccurrenceKey, _ fate: inout Fate) async throws {
    guard Int.random(in: 0..<9, using: &random) == 0 else { return }
    let day = try #require(CivilDate(iso: key.occurrence))
    let status: Session.Status = Bool.random(using: &random) ? .held : .cancelled
    let people = Int.random(in: 1...90, using: &random)
    _ = try await scheduler.ledger.addSession(
      Session(title: "讲座", date: SessionDate(.exact(day)), status: status), occurrence: key, unit: unit,
      figures: [.count(Count(.attendance, quantity: .exact(Figure(people)), counter: CountingWord.person))],
      by: "test", at: try #require(Timestamp(iso: "\(day)T12:00:00+08:00")))
    guard status == .held else { return }
    fate.sessions += 1
    fate.attendance += people
  }

  /// The counties in the denominator, of a city or of all.
  func counted(_ city: String? = nil) -> [String] {
    cityOf.keys.filter { county in
      !Self.uncounted.contains(county) && !Self.excepted.contains(county)
        && (city == nil || cityOf[county] == city)
    }
  }

  /// The generator's own sum over some occurrences and counties.
  func total(_ occurrences: [String], _ counties: [String], _ figure: (Fate) -> Int) -> Int {
    occurrences.reduce(0) { sum, occurrence in
      sum + counties.reduce(0) { $0 + (fates[occurrence]?[$1].map(figure) ?? 0) }
    }
  }
}
