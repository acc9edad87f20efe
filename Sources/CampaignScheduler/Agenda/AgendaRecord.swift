import Ledger
import Planning
import Recurrence

/// What the ledger and the outbox know, as far as an agenda asks.
public struct AgendaRecord: Sendable {
  /// Of the unit itself.
  var sessions: [SessionBalance] = []
  /// What was found there and is still to be put right.
  var findings: [InspectionRecord] = []
  /// Of campaigns whose stages somebody records, by campaign and year.
  var stages: [OccurrenceKey: ProjectStages] = [:]
  private var acceptances: [OccurrenceKey: Acceptance] = [:]
  private var tasksDone: [OccurrenceKey: [String: Set<String>]] = [:]
  /// The days that units chose.
  private(set) var sessionDays: [Planner.SessionDayKey: CivilDate] = [:]
  /// When each campaign's file was first loaded, if a daemon ever did.
  var firstLoads: [String: Timestamp] = [:]

  /// Nothing is recorded: a workspace without a database.
  public init() {}

  /// - `balance`: Of the occurrence, in the units that are asked about.
  mutating func add(_ balance: Balance, of occurrence: OccurrenceKey, units: UnitTree) {
    acceptances[occurrence] = Acceptance(balance, units: units)
    for task in balance.tasks {
      tasksDone[occurrence, default: [:]][task.scope.unit, default: []].insert(task.value.task)
    }
  }

  mutating func add(_ days: [Planner.SessionDayKey: CivilDate]) {
    sessionDays.merge(days) { min($0, $1) }
  }

  /// Whether a unit still has to hand something in: it has not, or it was sent back, and nobody excused it.
  func owesReport(_ unit: String, _ occurrence: OccurrenceKey, part: String?) -> Bool {
    acceptances[occurrence]?.state(of: unit, part: part).isOwed ?? true
  }

  /// Why it was sent back, as long as no other one has come.
  func sentBack(_ unit: String, _ occurrence: OccurrenceKey, part: String?) -> String? {
    guard let progress = acceptances[occurrence]?.progress(of: unit), progress.state(part: part) == .reopened
    else { return nil }
    return progress.decision(part: part)?.value.reason
  }

  func hasReport(_ unit: String, _ occurrence: OccurrenceKey, part: String?) -> Bool {
    acceptances[occurrence]?.state(of: unit, part: part).isReported ?? false
  }

  func hasDone(_ task: String, _ unit: String, _ occurrence: OccurrenceKey) -> Bool {
    tasksDone[occurrence]?[unit]?.contains(task) == true
  }

  func sessions(of occurrence: OccurrenceKey) -> [SessionBalance] {
    sessions.filter { $0.key.occurrence == occurrence && $0.isCounted }
  }
}
