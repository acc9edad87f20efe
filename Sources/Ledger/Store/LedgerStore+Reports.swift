import GRDB
import Planning
public import Recurrence

extension LedgerStore {
  /// Reports, decisions and days of sessions of an occurrence, in every unit: all that coverage needs. Nothing else of a
  /// session is read, and no figure.
  public func reportBalance(of occurrence: OccurrenceKey) async throws -> Balance {
    try await database.read { Balance(try ReportRow.fetch($0, of: occurrence)) }
  }

  /// Appends what a closure makes of what stands of an occurrence, in one transaction, so that nothing comes between
  /// reading and writing.
  ///
  /// - `units`: Whose entries are read, whole; nil for the reports and decisions of all.
  /// - `drafts`: What stands, and the number that a unit's next session gets.
  public func append(
    of occurrence: OccurrenceKey, reading units: Set<String>? = nil, by: String, at: Timestamp,
    _ drafts: @escaping @Sendable (Balance, (String) throws -> Int) throws -> [LedgerDraft]
  ) async throws -> [LedgerEntry] {
    try await write { [self] database in
      let balance =
        if let units {
          try Self.balance(of: occurrence, in: units, database)
        } else {
          Balance(try ReportRow.fetch(database, of: occurrence))
        }
      var chain = try ChainWriter(database, by: by, at: at, units: self.units(), parts: parts)
      let fixed = chain
      return try drafts(balance) { try fixed.nextSession(of: occurrence, unit: $0) }.map {
        try chain.append($0)
      }
    }
  }

  static func balance(of occurrence: OccurrenceKey, in units: Set<String>, _ database: Database) throws
    -> Balance
  {
    let list = JSONText.strings(units.sorted()).description
    return Balance(
      try EntryRow.fetch(
        database, where: "campaign = ? AND occurrence = ? AND unit IN (SELECT value FROM json_each(?))",
        [occurrence.campaign, occurrence.occurrence, list]))
  }

  /// What units handed in of an occurrence apart from sessions: reports, decisions, and the figures of parts.
  public func unitBalance(of occurrence: OccurrenceKey) async throws -> Balance {
    try await database.read { database in
      Balance(
        try EntryRow.fetch(
          database, where: "campaign = ? AND occurrence = ? AND session IS NULL",
          [occurrence.campaign, occurrence.occurrence]))
    }
  }

  /// Every entry of a unit's part in an occurrence, oldest first.
  public func entries(of occurrence: OccurrenceKey, unit: String) async throws -> [LedgerEntry] {
    try await database.read { database in
      try EntryRow.fetch(
        database, where: "campaign = ? AND occurrence = ? AND unit = ?",
        [occurrence.campaign, occurrence.occurrence, unit])
    }
  }

  // MARK: - Inspections and stages

  /// Every inspection of some units, or of all, with its fix.
  ///
  /// - `occurrence`: Only those that belong to it.
  public func inspections(of units: Set<String>? = nil, in occurrence: OccurrenceKey? = nil) async throws
    -> [InspectionRecord]
  {
    try await notes("inspection").inspections.filter { record in
      (units?.contains(record.unit) ?? true) && (occurrence == nil || record.occurrence == occurrence)
    }
  }

  /// How far a campaign has come in a year.
  public func stages(of campaign: String, year: Int) async throws -> ProjectStages {
    let key = ProjectStages.key(campaign, year: year)
    return ProjectStages(try await notes("stage").stages.filter { $0.scope.occurrence == key })
  }

  /// Every project of which a stage is recorded.
  public func allStages() async throws -> [OccurrenceKey: ProjectStages] {
    Dictionary(grouping: try await notes("stage").stages.filter { $0.scope.occurrence != nil }) {
      $0.scope.occurrence ?? OccurrenceKey(campaign: "", occurrence: "")
    }.mapValues { ProjectStages($0) }
  }

  /// What stands of a kind of entries that are few, with what corrects and voids them.
  private func notes(_ kind: String) async throws -> Balance {
    try await database.read { Balance(try EntryRow.fetchAmended($0, where: "kind = '\(kind)'")) }
  }
}

extension ProjectStages {
  /// Where the stages of a campaign's year stand, whatever its occurrences are called.
  public static func key(_ campaign: String, year: Int) -> OccurrenceKey {
    OccurrenceKey(campaign: campaign, occurrence: String(year))
  }
}

/// The columns of an entry that reports and coverage need. A year of 23,200 units is read in one go, so neither hashes nor
/// whole bodies are.
private enum ReportRow {
  private static let columns = """
    origin, number, at, unit, session, act, kind, target_origin, target_number, reason,
    CASE WHEN kind IN ('report', 'acceptance') THEN body ->> '$.part'
      WHEN kind = 'session' THEN body ->> '$.date.day' WHEN kind = 'moved' THEN body ->> '$.day' END,
    CASE WHEN kind = 'acceptance' THEN body ->> '$.act' WHEN kind = 'session' THEN body ->> '$.status'
      WHEN kind = 'status' THEN body ->> '$.value' END,
    CASE WHEN kind = 'acceptance' THEN body ->> '$.decidedBy' END,
    CASE WHEN kind = 'acceptance' THEN body ->> '$.reason' WHEN kind = 'report' THEN body ->> '$.sessions' END, moment
    """

  static func fetch(_ database: Database, of occurrence: OccurrenceKey) throws -> [LedgerEntry] {
    let entries = try Array(
      Row.fetchCursor(
        database,
        sql: """
          SELECT \(columns) FROM ledger_entry
          WHERE campaign = ? AND occurrence = ?
            AND (kind IN ('report', 'acceptance', 'session', 'moved', 'status') OR kind IS NULL)
          ORDER BY moment, origin, number
          """, arguments: [occurrence.campaign, occurrence.occurrence]
      ).map { try entry($0, occurrence) })
    let isShared = entries.contains { $0.id.origin != entries[0].id.origin }
    return isShared ? try EntryRow.acquainted(entries, in: database) : entries
  }

  private static func entry(_ row: Row, _ occurrence: OccurrenceKey) throws -> LedgerEntry {
    let id = EntryID(origin: row[0], number: row[1])
    let target: EntryID? =
      if let origin: String = row[7], let number: Int = row[8] {
        EntryID(origin: origin, number: number)
      } else {
        nil
      }
    let act: LedgerEntry.Act
    switch (row[5] as String, target) {
    case ("record", nil): act = .record(try content(row, id))
    case ("correct", let target?): act = .correct(target, try content(row, id), reason: row[9])
    case ("void", let target?): act = .void(target, reason: row[9])
    default: throw LedgerFault.unreadableEntry(id)
    }
    return LedgerEntry(
      id: id, at: Timestamp(milliseconds: row[2]), by: "",
      scope: LedgerEntry.Scope(occurrence: occurrence, unit: row[3], number: row[4]), act: act, source: nil,
      lateReason: nil, previous: "", hash: "", moment: Timestamp(milliseconds: row[14]))
  }

  private static func content(_ row: Row, _ id: EntryID) throws -> LedgerEntry.Content {
    func date() -> SessionDate {
      SessionDate(SessionDate.day(row[10], notAfter: nil) ?? .unknown(notAfter: nil))
    }
    switch row[6] as String {
    case "report":
      let sessions: String? = row[13]
      return .report(Report(part: row[10], sessions: sessions.map(numbers) ?? []))
    case "acceptance":
      guard let act = ReportDecision.Act(rawValue: row[11]) else { throw LedgerFault.unreadableEntry(id) }
      return .acceptance(ReportDecision(act, part: row[10], decidedBy: row[12], reason: row[13]))
    case "session":
      guard let status = Session.Status(rawValue: row[11]) else { throw LedgerFault.unreadableEntry(id) }
      return .session(Session(title: "", date: date(), status: status))
    case "moved": return .moved(date())
    case "status":
      guard let status = Session.Status(rawValue: row[11]) else { throw LedgerFault.unreadableEntry(id) }
      return .status(status)
    default: throw LedgerFault.unreadableEntry(id)
    }
  }
}

extension ReportRow {
  /// Of a list in JSON that holds nothing but whole numbers.
  private static func numbers(_ list: String) -> [Int] {
    list.split(whereSeparator: { !$0.isNumber }).compactMap { Int($0) }
  }
}

extension ChainWriter {
  /// Refuses what would change an occurrence that is accepted: of the unit, or of one above it; as a whole, or the part
  /// that it belongs to.
  ///
  /// Decisions, tasks, inspections and stages may still come.
  mutating func requireNotAccepted(_ draft: LedgerDraft) throws {
    guard let occurrence = draft.scope.occurrence else { return }
    var changed: [LedgerEntry.Content] = []
    switch draft.act {
    case .correct(let target, .acceptance, _): throw LedgerFault.decisionStands(target)
    case .void(let target, _):
      if try Self.kind(of: target, in: database) == "acceptance" { throw LedgerFault.decisionStands(target) }
      guard let acceptance = try acceptance(of: occurrence) else { return }
      let content = try LedgerStore.entry(target, in: database)?.act.content
      return try require(acceptance, open: content.map { [$0] } ?? [], draft.scope, occurrence)
    case .correct(let target, let content, _):
      changed.append(content)
      // A figure may become one of another part: both have to be open.
      if try acceptance(of: occurrence)?.hasAcceptedParts == true,
        let old = try LedgerStore.entry(target, in: database)?.act.content
      {
        changed.append(old)
      }
    case .record(.acceptance):
      // What was read of decisions does not know of this one.
      acceptances[occurrence] = nil
      return
    case .record(let content): changed.append(content)
    }
    guard let acceptance = try acceptance(of: occurrence) else { return }
    try require(acceptance, open: changed, draft.scope, occurrence)
  }

  private func require(
    _ acceptance: Acceptance, open contents: [LedgerEntry.Content], _ scope: LedgerEntry.Scope,
    _ occurrence: OccurrenceKey
  ) throws {
    for content in contents {
      var part: String?
      switch content {
      case .session, .moved, .status, .count: break
      // What moves between stores is no part of a report: it may arrive after everything was accepted.
      case .goods(let move): if move.kind != .give, scope.number == nil { continue }
      case .report(let report): part = report.part
      default: continue
      }
      if let closing = acceptance.closing(scope.unit, part: part) {
        throw LedgerFault.accepted(occurrence, unit: scope.unit, by: closing, part: part)
      }
      guard part == nil, acceptance.hasAcceptedParts else { continue }
      if let (part, closing) = acceptance.closingPart(of: content, scope, among: parts(occurrence.campaign)) {
        throw LedgerFault.accepted(occurrence, unit: scope.unit, by: closing, part: part)
      }
    }
  }

  /// Read once for each occurrence that a transaction writes to; nil while nobody has decided anything.
  private mutating func acceptance(of occurrence: OccurrenceKey) throws -> Acceptance? {
    if let known = acceptances[occurrence] { return known }
    let isDecided =
      try Bool.fetchOne(
        database,
        sql: """
          SELECT EXISTS (SELECT 1 FROM ledger_entry WHERE kind = 'acceptance' AND campaign = ? AND occurrence = ?)
          """, arguments: [occurrence.campaign, occurrence.occurrence]) ?? false
    let acceptance =
      isDecided
      ? Acceptance(Balance(try ReportRow.fetch(database, of: occurrence)), units: units) : nil
    acceptances[occurrence] = .some(acceptance)
    return acceptance
  }

  private static func kind(of id: EntryID, in database: Database) throws -> String? {
    try String.fetchOne(
      database, sql: "SELECT kind FROM ledger_entry WHERE origin = ? AND number = ?",
      arguments: [id.origin, id.number])
  }
}
