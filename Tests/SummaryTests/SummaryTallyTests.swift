import Foundation
import Ledger
@testable import Planning
import Recurrence
import TestSupport
import Testing

@testable import CampaignScheduler

/// A list that is counted in parts makes the summary that it makes as a whole.
struct SummaryTallyTests {
  private func campaign(_ units: UnitTree) throws -> Campaign {
    let date = try #require(CivilDate(iso: "2023-08-01"))
    var campaign = Campaign(
      id: "classes", name: BilingualText(zh: "家长课堂"), kind: "awareness-week",
      schedule: Schedule(rule: .once(date, through: nil), zone: .utc),
      participation: Participation(level: try #require(units.level(named: "county")), under: "gx"),
      file: "w.yaml")
    campaign.targets.sessions = .total(10)
    campaign.targets.attendance = .total(460)
    campaign.targets.services = ["咨询": .total(30)]
    return campaign
  }

  private func tally(
    of facts: LedgerFacts, cutAt cuts: [Int], _ units: UnitTree, _ campaign: Campaign,
    today: CivilDate = CivilDate(dayNumber: 20_500)
  ) throws -> SummaryTally {
    func tally(_ part: Range<Int>) throws -> SummaryTally {
      try SummaryTally(
        facts.sessions, part, in: units, Plausibility(today: today), campaign: campaign, under: nil)
    }
    let ends = cuts + [facts.sessions.count]
    var whole = try tally(0..<ends[0])
    for (start, end) in zip(ends, ends.dropFirst()) { whole.add(try tally(start..<end)) }
    return whole
  }

  private func summary(
    of facts: LedgerFacts, cutAt cuts: [Int], _ units: UnitTree, _ campaign: Campaign
  ) throws -> Summary {
    let whole = try tally(of: facts, cutAt: cuts, units, campaign)
    return Summary(
      facts, whole, SessionPlaces(whole.sessions, in: units, under: nil),
      checks: whole.sessions.checks(facts.sessions), scope: SummaryScope(), units: units, keyTasks: [],
      stock: [])
  }

  @Test func `the newsletter cut anywhere, and into its single sessions`() throws {
    let units = try smallRegion()
    let facts = LedgerFacts(try newsletter())
    let campaign = try campaign(units)
    let whole = Summary(
      try newsletter(), units: units, campaign: campaign,
      plausibility: Plausibility(today: CivilDate(dayNumber: 20_500)))
    #expect(whole.sessions.count == 6 && whole.targets.count == 3 && !whole.repeats.isEmpty)
    for cut in 0...6 {
      #expect(try summary(of: facts, cutAt: [cut], units, campaign) == whole, "\(cut)")
    }
    #expect(try summary(of: facts, cutAt: Array(1...5), units, campaign) == whole)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `a year of sessions of every certainty, cut at random`(_ seed: UInt64) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tally-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = LedgerStore(try DatabaseFile.open(folder.appending(path: "campaign.sqlite").path))
    let units = try smallRegion()
    var year = YearOfLedger(units: units.units.map { ($0.id, "") }, year: 2026, seed: seed)
    _ = try await store.enter((0..<300).map { _ in year.session() }, at: Timestamp(milliseconds: 0))
    let facts = try await store.facts(zone: .utc)
    let campaign = try campaign(units)
    let whole = try summary(of: facts, cutAt: [], units, campaign)
    #expect(whole.people.attendance.total.isKnown && !whole.missing.isEmpty && !whole.warnings.isEmpty)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<5 {
      let cuts = (0..<3).map { _ in Int.random(in: 0...300, using: &random) }.sorted()
      #expect(try summary(of: facts, cutAt: cuts, units, campaign) == whole, "\(cuts)")
      let today = try #require(CivilDate(year: 2026, month: Int.random(in: 1...12, using: &random), day: 15))
      let tally = try tally(of: facts, cutAt: cuts, units, campaign, today: today)
      let days = try await store.lastDays(until: today, zone: .utc)
      #expect(!days.isEmpty && tally.sessions.lastDaysByUnit == days, "\(today)")
    }
  }
}
