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
    let dormant = try await dormantUnits(below: unit, at: now, daysAhead: daysAhead, language: language)
    return Agenda(outline, record: record, language: language).adding(
      acceptances + [dormant].compactMap(\.self))
  }

  /// One line about the units below one that have gone quiet, for its next working day.
  ///
  /// - Returns: Nil without any, and as long as the ledger reaches less far back than it takes to go quiet: then nobody
  ///   knows who held nothing.
  private func dormantUnits(below unit: Unit?, at now: Timestamp, daysAhead: Int, language: Language)
    async throws -> Agenda.Item?
  {
    let shared = current.now.definitions.shared
    let today = shared.zone.local(at: now).date
    guard let level = reportingLevel, unit.map({ $0.level < level }) ?? true,
      let ahead = (0...daysAhead).first(where: { shared.workdays.isWorkday(today.adding(days: $0)) }),
      try await !ledger.lastDays(until: today.adding(days: -dormantAfterDays), zone: shared.zone).isEmpty,
      let dormancy = try await dormancy(under: unit, on: today), !dormancy.rows.isEmpty
    else { return nil }
    let day = today.adding(days: ahead)
    return Agenda.Item(
      at: shared.zone.resolve(CivilDateTime(day, .midnight)).instant, day: day, kind: .dormant, campaign: nil,
      occurrence: nil, id: "dormant", part: nil, unit: unit?.id, state: ahead == 0 ? .today : .week,
      days: ahead, name: language("沉寂单位", "Dormant units"), text: dormancy.text(language),
      command: "campaign dormant" + (unit.map { " --unit \($0.id)" } ?? ""))
  }
}
