public import Ledger
import Planning
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

  /// Whether an occurrence takes no more entries without a reason although nobody closed it.
  public func isOver(_ key: OccurrenceKey, at now: Timestamp) -> Bool {
    let today = current.now.definitions.shared.zone.local(at: now).date
    return lastOpenDay(of: key).map { today > $0 } ?? false
  }
}
