import CampaignScheduler
import Ledger
import Planning
import Recurrence

extension Scheduler {
  /// A session that is like another one of the unit is more often the same one entered twice; so is a second one on one
  /// day of the same campaign, or of none.
  ///
  /// - Throws: ``Failure`` that names the other one.
  func checkIsNew(
    _ session: Session, _ figures: [LedgerEntry.Content] = [], of key: OccurrenceKey?, unit id: String,
    today: CivilDate
  ) async throws {
    let held = try await ledger.sessions(of: [id]).filter(\.isCounted).map { SessionFacts($0) }
    let told = ToldEvent(session, figures, of: key, recordedOn: today)
    let isExact = session.date.precision == .day
    let same =
      held.first { isExact && $0.key.occurrence == key && $0.date.day == session.date.day }
      ?? EarlierSessions(held).first(like: told)?.session
    guard let same else { return }
    let unit = current.now.definitions.shared.tree[id]?.name ?? id
    if isExact, same.date.day == session.date.day {
      throw Failure(
        .failed,
        "\(unit)这一天已有场次 \(same.key)（\(same.title)）；就是这一场的，数字请用 campaign record \(same.key) 记；确是另一场请加 --another",
        "\(unit) has the session \(same.key) (\(same.title)) on that day already; to record its figures use 'campaign record \(same.key)', if it is another one add --another"
      )
    }
    throw Failure(
      .failed,
      "\(unit)已有日期重合的场次 \(same.key)（\(same.date.listText(.zh))，\(same.title)）；补数用 campaign record \(same.key)，确是另一场请加 --another",
      "\(unit) has the session \(same.key) (\(same.date.listText(.en)), \(same.title)), whose days overlap; to add figures use 'campaign record \(same.key)', if it is another one add --another"
    )
  }
}
