public import Ledger
public import Planning
public import Recurrence

extension Scheduler {
  /// How long after the last report day an occurrence still takes entries without a reason, unless its campaign says
  /// when it is closed: figures come in late, and last year's are mended while this year's are compared with them.
  public static let graceDays = 365

  /// The last day on which an occurrence takes entries without a reason, unless somebody closes it before; nil for one
  /// that the files don't know.
  public func lastOpenDay(of key: OccurrenceKey) -> CivilDate? {
    let state = current.now
    let planner = Planner(shared: state.definitions.shared)
    guard let campaign = state.campaign(key.campaign),
      let occurrence = planner.occurrence(key.occurrence, of: campaign)
    else { return nil }
    let days = occurrence.firstDay...max(occurrence.firstDay, occurrence.lastDay)
    let deadlines = (campaign.report.map { [$0.due] } ?? []) + campaign.parts.map(\.due)
    let last = deadlines.map { planner.reportDay($0, after: days) }.max() ?? days.upperBound
    let end = max(last, days.upperBound)
    guard let close = campaign.archive?.close else { return end.adding(days: Self.graceDays) }
    return max(end, planner.reportDay(.offset(close), after: days))
  }

  /// Refuses what comes after an occurrence is over without saying why: the one question that every command asks before
  /// it records, moves, corrects or voids anything of an occurrence. The ledger itself refuses only what was closed by
  /// an entry.
  ///
  /// - Throws: `BookFault.occurrenceClosed`.
  public func requireOpen(_ key: OccurrenceKey?, late: String?, at now: Timestamp) async throws {
    guard let key, late?.allSatisfy(\.isWhitespace) ?? true else { return }
    if let isClosed = try await ledger.closing(of: key) {
      if isClosed { throw BookFault.occurrenceClosed(key) }
      return
    }
    if isOver(key, at: now) { throw BookFault.occurrenceClosed(key) }
  }

  /// How far an occurrence has come: it runs from its first day, or from the first session that was held, until it is
  /// closed.
  ///
  /// - `campaign`: The occurrence's.
  public func status(of key: OccurrenceKey, _ campaign: Campaign, at now: Timestamp) async throws
    -> OccurrenceStatus
  {
    let shared = current.now.definitions.shared
    let balance = try await ledger.balance(of: key)
    let acceptance = Acceptance(balance, units: shared.tree)
    if acceptance.closing(campaign.participation.under) != nil { return .accepted }
    if try await ledger.closing(of: key) ?? isOver(key, at: now) { return .closed }
    if balance.sessions.contains(where: \.isHeld) { return .running }
    let occurrence = Planner(shared: shared).occurrence(key.occurrence, of: campaign)
    let first = occurrence.map { occurrence in
      let choice = campaign.schedule.window.flatMap { $0.days(around: occurrence) }
      return min(occurrence.firstDay, choice?.lowerBound ?? occurrence.firstDay)
    }
    let today = campaign.schedule.zone.local(at: now).date
    return first.map { today < $0 } ?? false ? .planned : .running
  }

  /// Whether an occurrence takes no more entries without a reason although nobody closed it.
  public func isOver(_ key: OccurrenceKey, at now: Timestamp) -> Bool {
    let today = current.now.definitions.shared.zone.local(at: now).date
    return lastOpenDay(of: key).map { today > $0 } ?? false
  }
}

/// How far an occurrence has come.
public enum OccurrenceStatus: String, Hashable, Sendable {
  case planned, running, closed
  /// By the unit at the top.
  case accepted

  public func text(_ language: Language) -> String {
    switch self {
    case .planned: language("待举办", "planned")
    case .running: language("进行中", "running")
    case .closed: language("已结束", "closed")
    case .accepted: language("已验收", "accepted")
    }
  }
}
