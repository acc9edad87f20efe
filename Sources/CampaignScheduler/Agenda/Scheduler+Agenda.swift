import Ledger
import Outbox
public import Planning
public import Recurrence

extension Scheduler {
  /// What a unit, or the whole organisation, has to do on a day and in the days after it.
  ///
  /// Reads what is recorded of that unit; of units below it only their reports and days, and only for occurrences that
  /// are near.
  public func agenda(
    of unit: Unit?, at now: Timestamp, daysAhead: Int, language: Language
  ) async throws -> Agenda {
    let state = current.now
    var record = AgendaRecord()
    if let unit { record.sessions = try await ledger.sessions(of: [unit.id]) }
    let planner = Planner(
      shared: state.definitions.shared, sessionDays: Balance.sessionDays(of: record.sessions))
    let outline = AgendaOutline(
      of: state.campaigns, planner: planner, unit: unit, at: now, daysAhead: daysAhead)
    record.firstLoads = try await outbox.firstLoads()
    let tree = state.definitions.shared.tree
    for (key, isOwn) in outline.reportedOccurrences {
      if isOwn, let unit {
        record.add(try await ledger.balance(of: key, in: [unit.id]), of: key, units: tree)
      } else {
        let balance = try await ledger.balance(of: key)
        record.add(balance, of: key, units: tree)
        record.add(balance.sessionDays)
      }
    }
    if let owner = unit ?? tree.root {
      for key in outline.taskOccurrences where outline.reportedOccurrences[key] == nil {
        record.add(try await ledger.balance(of: key, in: [owner.id]), of: key, units: tree)
      }
    }
    record.findings = try await ledger.inspections(of: unit.map { [$0.id] }).filter(\.isOpen)
    if unit == nil || unit?.parent == nil { record.stages = try await ledger.allStages() }
    let acceptances = try await acceptances(of: unit, at: now, daysAhead: daysAhead, language: language)
    return Agenda(outline, record: record, language: language).adding(acceptances)
  }
}
