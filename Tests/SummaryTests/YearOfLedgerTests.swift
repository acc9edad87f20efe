import CampaignScheduler
import Foundation
import Ledger
import Planning
import Recurrence
import TestSupport
import Testing

struct YearOfLedgerTests {
  /// The region's 14 cities and 111 counties.
  private func region() throws -> UnitTree {
    let levels = [("自治区", "region"), ("市", "city"), ("县", "county")].enumerated().map {
      Level(depth: $0.offset, name: BilingualText(zh: $0.element.0, en: $0.element.1))
    }
    let cities = (1...14).map { Unit(id: "c\($0)", name: "第\($0)市", level: levels[1], parent: "gx") }
    let counties = (1...111).map {
      Unit(id: "x\($0)", name: "第\($0)县", level: levels[2], parent: "c\(($0 - 1) % 14 + 1)")
    }
    return try UnitTree(
      levels: levels,
      units: [Unit(id: "gx", name: "自治区计生协", level: levels[0], parent: nil)] + cities + counties)
  }

  private func text(_ quantity: Quantity) -> String {
    guard let n = quantity.n, let upper = quantity.upper else { return "unknown" }
    return quantity.certainty == .range ? "range \(n)-\(upper)" : "\(quantity.certainty.rawValue) \(n)"
  }

  private func counts(_ tallies: [Summary.Tally]) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: tallies.map { ($0.name, $0.count) })
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `a year of 125 units sums to the generator's own totals`(_ seed: UInt64) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "year-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = LedgerStore(try DatabaseFile.open(folder.appending(path: "campaign.sqlite").path))
    let tree = try region()
    let units = tree.units.dropFirst().map { unit in
      (id: unit.id, city: unit.parent == "gx" ? unit.name : tree[unit.parent ?? ""]?.name ?? "")
    }
    #expect(units.count == 125)
    var year = YearOfLedger(units: units, year: 2026, seed: seed)
    let sessions = (0..<500).map { _ in year.session() }
    let at = try #require(Timestamp(iso: "2026-12-31T12:00:00+08:00"))
    #expect(try await store.enter(sessions, at: at) > 2500)
    let facts = try await store.facts(
      .occurrence(OccurrenceKey(campaign: "classes", occurrence: "2026")), zone: .utc)
    let totals = year.totals
    for summary in [try Summary(facts, units: tree), Summary(try await store.balance(), units: tree)] {
      #expect(summary.sessions.count == totals.sessions)
      #expect(counts(summary.byMonth) == totals.byMonth)
      #expect(Dictionary(uniqueKeysWithValues: summary.regions.map { ($0.name, $0.count) }) == totals.byCity)
      #expect(counts(summary.byKind) == totals.byKind)
      #expect(counts(summary.byKeyTask) == totals.byKeyTask)
      #expect(summary.people.reporting == totals.reporting)
      #expect(text(summary.people.attendance.total) == totals.attendance.text)
      #expect(text(summary.people.served.total) == totals.served.text)
      #expect(summary.people.unknownServiceEntries == totals.served.unknown)
      for item in summary.materials.items { #expect(text(item.total) == totals.items[item.name]?.text) }
      #expect(summary.materials.items.count + summary.materials.unknown.count == totals.items.count)
    }
  }

  @Test func `a month of the year, a city and both together are parts of the whole`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "year-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = LedgerStore(try DatabaseFile.open(folder.appending(path: "campaign.sqlite").path))
    let tree = try region()
    var year = YearOfLedger(units: tree.units.dropFirst(15).map { ($0.id, "") }, year: 2026, seed: 9)
    _ = try await store.enter((0..<300).map { _ in year.session() }, at: Timestamp(milliseconds: 0))
    let first = try #require(CivilDate(iso: "2026-05-01"))
    let month = SessionChoice.span(first...first.adding(days: 30))
    let all = try await store.balance()
    for unit in [nil, tree["c3"]] {
      let scope = SummaryScope(month, unit: unit)
      let summary = try Summary(await store.facts(month, zone: .utc), scope: scope, units: tree)
      #expect(summary == Summary(all, scope: scope, units: tree))
      #expect(summary.sessions.count > 0)
    }
  }
}
