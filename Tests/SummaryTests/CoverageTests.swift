import CampaignScheduler
import Foundation
import Ledger
@testable import Planning
import Recurrence
import TestSupport
import Testing

/// Coverage, leagues and dormant units over random years, against the generator's own totals.
struct CoverageTests {
  private let now = Timestamp(iso: "2026-12-31T12:00:00+08:00")!

  private func question(_ year: RandomYear, _ unit: String = "gx", level: String? = nil, only: String? = nil)
    throws -> CoverageQuestion
  {
    let shared = year.scheduler.current.now.definitions.shared
    let occurrences = year.campaign.occurrences(inYear: 2026, workdays: shared.workdays)
      .filter { only == nil || $0.id == only }
    return CoverageQuestion(
      year.campaign, occurrences, under: try #require(shared.tree[unit]),
      level: try level.map { try #require(shared.tree.level(named: $0)) }, at: now)
  }

  /// Two places, half up, without the code under test.
  private func percent(_ part: Int, of whole: Int) -> String? {
    guard whole > 0 else { return nil }
    let hundredths = (part * 20_000 + whole) / (2 * whole)
    let digits = "\(hundredths % 100)"
    return "\(hundredths / 100)." + (digits.count == 1 ? "0" : "") + digits
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `a random year comes to the generator's own totals, city by city and county by county`(_ seed: UInt64)
    async throws
  {
    let year = try await RandomYear(seed: seed)
    let all = year.fates.keys.sorted()
    #expect(all.count == 12)
    var rows = try await year.scheduler.coverage(try question(year))
    #expect(rows.count == 15)
    let counties = try await year.scheduler.coverage(try question(year, level: "county"))
    #expect(counties.count == 1 + 110)
    rows += counties.dropFirst()
    for row in rows {
      let own =
        switch row.unit.level.depth {
        case 0: year.counted()
        case 1: year.counted(row.unit.id)
        default: [row.unit.id]
        }
      let (reported, onTime) = (
        year.total(all, own) { $0.reported ? 1 : 0 }, year.total(all, own) { $0.onTime ? 1 : 0 }
      )
      #expect(row.expected == own.count * 12, "\(row.unit.id)")
      #expect((row.reported, row.onTime) == (reported, onTime), "\(row.unit.id)")
      #expect(row.rate == percent(reported, of: own.count * 12))
      #expect(row.onTimeRate == percent(onTime, of: own.count * 12))
      let silent = own.filter { unit in
        year.total(all, [unit]) { $0.reported ? 1 : 0 } == 0
          && year.total(all, [unit]) { $0.waived ? 1 : 0 } < 12
      }
      #expect(Set(row.silent.map(\.id)) == Set(silent))
      #expect(row.notDue == 0)
    }
    let apart = Dictionary(uniqueKeysWithValues: rows[0].apart.map { ($0.unit.id, $0.reported) })
    #expect(apart.keys.sorted() == RandomYear.uncounted)
    for unit in RandomYear.uncounted {
      #expect(apart[unit] == year.total(all, [unit]) { $0.reported ? 1 : 0 })
    }
  }

  @Test func `each occurrence has a row of its own, and they sum to the year`() async throws {
    let year = try await RandomYear(seed: 4)
    let rows = try await year.scheduler.coverageByOccurrence(try question(year, "c3"))
    let own = year.counted("c3")
    #expect(rows.compactMap(\.occurrence) == year.fates.keys.sorted())
    for row in rows {
      let day = try #require(row.occurrence)
      #expect(row.expected == own.count)
      #expect(row.reported == year.total([day], own) { $0.reported ? 1 : 0 })
      #expect(row.onTime == year.total([day], own) { $0.onTime ? 1 : 0 })
      #expect(row.waived.count == year.total([day], own) { $0.waived ? 1 : 0 })
      #expect(row.silent.count + row.waived.count + row.reported == own.count)
    }
    let sum = try await year.scheduler.coverage(try question(year, "c3"))[0]
    #expect(sum.reported == rows.map(\.reported).reduce(0, +))
    #expect(sum.onTime == rows.map(\.onTime).reduce(0, +))
  }

  @Test func `what is not due yet is neither late nor forgotten`() async throws {
    let year = try await RandomYear(seed: 5)
    var question = try question(year, only: "2026-05-15")
    // Due on the 22nd.
    for (day, isOpen) in [("2026-05-22T23:59:59+08:00", true), ("2026-05-23T00:00:00+08:00", false)] {
      question.now = try #require(Timestamp(iso: day))
      let row = try await year.scheduler.coverage(question)[0]
      #expect(row.notDue == (isOpen ? row.expected - row.reported - row.waived.count : 0))
    }
  }

  @Test(arguments: [6, 7] as [UInt64])
  func `the league's sums are the generator's, and equals share a rank`(_ seed: UInt64) async throws {
    let year = try await RandomYear(seed: seed)
    let all = year.fates.keys.sorted()
    let shared = year.scheduler.current.now.definitions.shared
    let league = try await year.scheduler.league(
      LeagueQuestion(campaign: year.campaign, year: 2026, unit: try #require(shared.tree["gx"])))
    #expect(league.rows.count == 14 + 111)
    for level in 1...2 {
      let rows = league.rows.filter { $0.unit.level.depth == level }
      for row in rows {
        // A session outside the denominator is a session of its city all the same.
        let own = level == 1 ? year.cityOf.keys.filter { year.cityOf[$0] == row.unit.id } : [row.unit.id]
        let counted = own.filter { year.counted().contains($0) }
        #expect(row.sessions == year.total(all, own) { $0.sessions })
        let people = year.total(all, own) { $0.attendance }
        #expect(row.attendance.n == (row.sessions == 0 ? nil : Figure(people)))
        #expect(row.onTime == year.total(all, counted) { $0.onTime ? 1 : 0 })
        #expect(row.reported == year.total(all, counted) { $0.reported ? 1 : 0 })
        func isBetter(_ other: League.Row) -> Bool {
          let (one, two) = (
            [other.sessions, other.attendance.n.map { Int("\($0)") ?? 0 } ?? -1, other.onTime],
            [row.sessions, row.attendance.n.map { Int("\($0)") ?? 0 } ?? -1, row.onTime]
          )
          return two.lexicographicallyPrecedes(one)
        }
        #expect(row.rank == 1 + rows.count(where: isBetter), "\(row.unit.id)")
      }
      #expect(rows.map(\.rank) == rows.map(\.rank).sorted())
    }
  }

  @Test func `the newsletter's league has Guilin with 5 sessions before Baise with one`() throws {
    let tree = try smallRegion()
    let root = try #require(tree["gx"])
    let sessions = try newsletter().sessions.map(SessionFacts.init)
    let league = League(sessions, levels: Array(tree.levels[1...2]), under: root, in: tree)
    let text = league.rows.map {
      "\($0.rank) \($0.unit.name) \($0.sessions) \($0.attendance.n?.description ?? "-")"
    }
    #expect(
      text == [
        "1 桂林市 5 115", "2 百色市 1 -", "1 叠彩区 3 58", "2 七星区 1 57", "3 田阳区 1 -",
      ])
  }

  @Test(arguments: [
    ("2023-08-27", 30, []), ("2023-11-28", 97, ["叠彩区 100", "七星区 97"]),
    ("2023-11-30", 90, ["叠彩区 102", "七星区 99", "田阳区 95"]),
    ("2023-07-01", 90, ["叠彩区 -", "七星区 -", "田阳区 -"]),
  ])
  func `who held nothing for so long is dormant`(_ day: String, _ days: Int, _ expected: [String]) throws {
    let tree = try smallRegion()
    let day = try #require(CivilDate(iso: day))
    let lastDays = try newsletter().lastDays(until: day, zone: try Zone("Asia/Shanghai"))
    let dormancy = Dormancy(
      lastDays, in: tree, at: tree.levels[2], under: try #require(tree.root), days: days, on: day)
    let found = dormancy.rows.map { "\($0.unit.name) \($0.days.map(String.init) ?? "-")" }
    #expect(found == expected)
    #expect(dormancy.of == 3)
  }
}
