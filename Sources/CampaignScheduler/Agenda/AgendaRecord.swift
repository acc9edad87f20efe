import Ledger
import Planning
import Recurrence

/// What the ledger and the outbox know, as far as an agenda asks.
public struct AgendaRecord: Sendable {
  /// Of the unit itself.
  var sessions: [SessionBalance] = []
  private var reporters: [ReportKey: Set<String>] = [:]
  /// The days that units chose.
  private(set) var sessionDays: [Planner.SessionDayKey: CivilDate] = [:]
  /// When each campaign's file was first loaded, if a daemon ever did.
  var firstLoads: [String: Timestamp] = [:]

  private struct ReportKey: Hashable {
    let occurrence: OccurrenceKey
    let part: String?
  }

  /// Nothing is recorded: a workspace without a database.
  public init() {}

  mutating func add(_ reports: [Standing<Report>], of occurrence: OccurrenceKey) {
    for report in reports {
      reporters[ReportKey(occurrence: occurrence, part: report.value.part), default: []].insert(
        report.scope.unit)
    }
  }

  mutating func add(_ days: [Planner.SessionDayKey: CivilDate]) {
    sessionDays.merge(days) { min($0, $1) }
  }

  func hasReport(_ unit: String, _ occurrence: OccurrenceKey, part: String?) -> Bool {
    reporters[ReportKey(occurrence: occurrence, part: part)]?.contains(unit) == true
  }

  func sessions(of occurrence: OccurrenceKey) -> [SessionBalance] {
    sessions.filter { $0.key.occurrence == occurrence && $0.isCounted }
  }
}
