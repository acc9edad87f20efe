import Ledger
public import Planning
import Recurrence

/// Who reported an occurrence: units expected, reported, on time, and those that are silent.
public struct ReportCoverage: Hashable, Sendable {
  public let unit: Unit
  public let expected: Int
  public let reported: Int
  public let onTime: Int
  /// Counted units without a report, in the order of the table.
  public let silent: [Unit]

  /// Of the expected, in percent with two places; nil if none is expected.
  public var rate: String? { Figure(reported).percent(of: Figure(expected)) }
  public var onTimeRate: String? { Figure(onTime).percent(of: Figure(expected)) }
}

extension Scheduler {
  /// The coverage of a unit and of each unit directly below it.
  ///
  /// Units that do not count (`counted: false`) stay out of every number.
  public func reportCoverage(
    of campaign: Campaign, _ occurrence: Occurrence, under unit: Unit
  ) async throws -> [ReportCoverage] {
    let shared = current.now.definitions.shared
    let balance = try await ledger.balance(
      of: OccurrenceKey(campaign: campaign.id, occurrence: occurrence.id))
    let planner = Planner(shared: shared, sessionDays: balance.sessionDays)
    func isOnTime(_ unit: Unit, _ report: Timestamp) -> Bool {
      guard let due = campaign.report?.due else { return true }
      let day = planner.reportDay(due, after: planner.days(of: unit, occurrence, of: campaign))
      return report < campaign.schedule.zone.resolve(CivilDateTime(day.adding(days: 1), .midnight)).instant
    }
    let units = campaign.participation.units(in: shared.tree).filter(\.counted)
    var firstReport: [String: Timestamp] = [:]
    for report in balance.reports where report.value.part == nil {
      firstReport[report.scope.unit] = min(firstReport[report.scope.unit] ?? report.at, report.at)
    }
    let places =
      [unit]
      + shared.tree.subtree(of: unit).filter {
        $0.parent == unit.id && $0.level < campaign.participation.level
      }
    return places.map { place in
      let below = units.filter { shared.tree.contains($0, under: place) }
      let reported = below.filter { firstReport[$0.id] != nil }
      return ReportCoverage(
        unit: place, expected: below.count, reported: reported.count,
        onTime: reported.count { unit in firstReport[unit.id].map { isOnTime(unit, $0) } ?? false },
        silent: below.filter { firstReport[$0.id] == nil })
    }
  }
}
