public import Ledger
public import Planning

/// A unit's report with the figures that come in the same breath. Handed in again it updates what changed and enters
/// nothing twice.
public struct ReportSubmission: Sendable {
  public let unit: Unit
  /// Nil for the report.
  public var part: String?
  public var figures: [LedgerEntry.Content] = []
  /// The day on which it was held, if it was not the common one.
  public var date: SessionDate?
  public var venue: String?
  /// What came with it that no figure shows, as `ask` words.
  public var enclosed: [String] = []
  /// The unit's session, if it has none yet and there are figures of one.
  public var newSession: Session
  /// Whether the figures are of the part, not of a session: stories, dishes.
  public var isOfPart = false
  /// Whether the part is about sessions: a launch, a quiz.
  public var isOfSessions = false
  /// The reason that corrections carry.
  public var reason: String
  /// Why it comes after the occurrence was closed.
  public var lateReason: String?

  public init(_ unit: Unit, newSession: Session, reason: String) {
    self.unit = unit
    self.newSession = newSession
    self.reason = reason
  }

  /// What is to be entered; empty if all of it is recorded already.
  ///
  /// - `nextSession`: The number that a unit's next session gets.
  /// - Throws: ``ReportRefusal/severalSessions(_:)``, or what `nextSession` throws.
  public func drafts(
    _ balance: Balance, of occurrence: OccurrenceKey, nextSession: (String) throws -> Int
  ) throws -> [LedgerDraft] {
    try entries(balance, of: occurrence, nextSession: nextSession).map { draft in
      var draft = draft
      draft.lateReason = lateReason
      return draft
    }
  }

  private func entries(
    _ balance: Balance, of occurrence: OccurrenceKey, nextSession: (String) throws -> Int
  ) throws -> [LedgerDraft] {
    var drafts: [LedgerDraft] = []
    if isOfPart {
      let update = FigureUpdate(balance.unitCounts.filter { $0.scope.unit == unit.id }, [], reason: reason)
      drafts += update.drafts(figures, in: LedgerEntry.Scope(occurrence: occurrence, unit: unit.id))
    } else if !figures.isEmpty || date != nil || venue != nil {
      drafts += try sessionDrafts(balance, of: occurrence, nextSession: nextSession)
    }
    let standing = UnitStanding(balance, unit: unit.id)
    let numbers = sessionNumbers(standing, drafts)
    let isNew =
      !standing.hasReport(part: part) || !Set(enclosed).isSubset(of: standing.enclosed(part: part))
      || isUnsaid(numbers, standing)
    guard isNew else { return drafts }
    let report = Report(part: part, enclosed: enclosed, sessions: numbers)
    return drafts + [
      LedgerDraft(scope: LedgerEntry.Scope(occurrence: occurrence, unit: unit.id), .record(.report(report)))
    ]
  }

  /// The sessions that a part is about: its own, or those that it makes now.
  private func sessionNumbers(_ standing: UnitStanding, _ drafts: [LedgerDraft]) -> [Int] {
    guard let part, isOfSessions else { return [] }
    let known = standing.sessions(of: part).map(\.key.number)
    return Set(known + drafts.compactMap(\.scope.number)).sorted()
  }

  /// Whether the part's report does not say yet which sessions it is about; once accepted it says no more.
  private func isUnsaid(_ numbers: [Int], _ standing: UnitStanding) -> Bool {
    guard let part, standing.progress.state(part: part) != .accepted else { return false }
    return !standing.names(numbers, part: part)
  }

  private func sessionDrafts(
    _ balance: Balance, of occurrence: OccurrenceKey, nextSession: (String) throws -> Int
  ) throws -> [LedgerDraft] {
    let sessions = UnitStanding(balance, unit: unit.id).sessions(of: part)
    guard let session = sessions.first else {
      let key = SessionKey(occurrence: occurrence, unit: unit.id, number: try nextSession(unit.id))
      var session = newSession
      if let date { session.date = date }
      return ([.session(session)] + figures).map { LedgerDraft(scope: .init(key), .record($0)) }
    }
    guard sessions.count == 1 else { throw ReportRefusal.severalSessions(sessions.map(\.key)) }
    let scope = LedgerEntry.Scope(session.key)
    var drafts: [LedgerDraft] = []
    if let venue, venue != session.session.venue {
      var told = session.session
      told.venue = venue
      drafts.append(LedgerDraft(scope: scope, .record(.session(told))))
    }
    if let date, date.day != session.session.date.day {
      drafts.append(LedgerDraft(scope: scope, .record(.moved(date))))
    }
    let notes = session.notes.map { LedgerEntry.Content.note($0.value) }
    drafts += FigureUpdate(session.counts, session.goods, reason: reason)
      .drafts(figures.filter { !notes.contains($0) }, in: scope)
    if session.session.status == .planned {
      drafts.append(LedgerDraft(scope: scope, .record(.status(.held))))
    }
    return drafts
  }
}
