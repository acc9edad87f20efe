import GRDB
import Planning
public import Recurrence

extension ChainWriter {
  /// The one place where an entry is refused because its occurrence is over.
  ///
  /// - Throws: ``BookFault/occurrenceClosed(_:)`` unless the entry says why it comes late.
  mutating func requireNotClosed(_ draft: LedgerDraft) throws {
    guard draft.lateReason == nil, let occurrence = draft.scope.occurrence else { return }
    switch draft.act {
    case .record(.closing): return closed[occurrence] = nil
    // What is said about an occurrence that is over.
    case .record(.acceptance), .record(.task), .record(.inspection), .record(.stage): return
    default: break
    }
    if try isClosed(occurrence) { throw BookFault.occurrenceClosed(occurrence) }
  }

  mutating func isClosed(_ occurrence: OccurrenceKey) throws -> Bool {
    if let known = closed[occurrence] { return known }
    let isClosed = try LedgerStore.closing(of: occurrence, in: database) ?? false
    closed[occurrence] = isClosed
    return isClosed
  }
}

extension LedgerStore {
  static func closing(of occurrence: OccurrenceKey, in database: Database) throws -> Bool? {
    try Bool.fetchOne(
      database,
      sql: """
        SELECT body ->> '$.isClosed' FROM ledger_entry
        WHERE kind = 'closing' AND campaign = ? AND occurrence = ? ORDER BY moment DESC, origin DESC, number DESC LIMIT 1
        """, arguments: [occurrence.campaign, occurrence.occurrence])
  }

  /// Whether an occurrence was closed, or opened again; nil if nobody ever did either.
  public func closing(of occurrence: OccurrenceKey) async throws -> Bool? {
    try await database.read { try Self.closing(of: occurrence, in: $0) }
  }

  /// The last correction that stands in an entry's place, by name; the entry itself if there is none.
  static func standing(of entry: LedgerEntry, in database: Database) throws -> EntryID {
    guard entry.act.content != nil else { return entry.id }
    var family = [entry]
    var unread = [entry.id]
    while let next = unread.popLast() {
      let amendments = try EntryRow.fetch(
        database, where: "target_origin = ? AND target_number = ?", [next.origin, next.number])
      // The bound is for forged files.
      guard family.count < 100_000 else { break }
      family += amendments
      unread += amendments.map(\.id)
    }
    return Amendments(family.sorted { ($0.moment, $0.id) < ($1.moment, $1.id) }).current(from: entry).id
  }

  /// What stands of all goods, with the sessions in which they were given.
  public func goods() async throws -> Balance {
    try await database.read { database in
      Balance(
        try EntryRow.fetch(database, where: "kind IN ('goods', 'session', 'status') OR act = 'void'", []))
    }
  }

  /// The goods of the places that keep stock; nothing where none does.
  public func keptGoods() async throws -> Balance {
    let keepers = "kind = 'goods' AND body ->> '$.kind' IN ('receive', 'accept', 'allocate', 'count')"
    return try await database.read { database in
      let hasAny = try Bool.fetchOne(
        database, sql: "SELECT EXISTS (SELECT 1 FROM ledger_entry WHERE \(keepers))")
      guard hasAny == true else { return Balance([]) }
      return Balance(
        try EntryRow.fetch(
          database,
          where: """
            unit IN (SELECT unit FROM ledger_entry WHERE \(keepers))
            AND (kind IN ('goods', 'session', 'status') OR act = 'void')
            """, []))
    }
  }

  /// What stands of allocations and of what accepts them, without any other goods.
  public func allocations() async throws -> Balance {
    try await database.read { database in
      let hasAny = try Bool.fetchOne(
        database,
        sql: """
          SELECT EXISTS (
            SELECT 1 FROM ledger_entry WHERE kind = 'goods' AND body ->> '$.kind' = 'allocate')
          """)
      guard hasAny == true else { return Balance([]) }
      return Balance(
        try EntryRow.fetchAmended(
          database, where: "kind = 'goods' AND body ->> '$.kind' IN ('allocate', 'accept')"))
    }
  }
}

// MARK: - Settling

extension LedgerStore {
  /// What a person says about a ``Dispute``.
  public enum Verdict: Hashable, Sendable {
    /// This branch stands, the others are voided; of sessions with everything their machines recorded of them. The
    /// amended entry itself may be named: then no amendment stands.
    case keep(EntryID)
    /// Two sessions that happened to get one number: all but the first are recorded again under numbers of their own.
    case both
  }

  /// Settles what two machines disagree about, by entries that void and record; none is changed.
  ///
  /// - `entry`: What the dispute is about, or one of its branches.
  public func settle(
    _ entry: EntryID, _ verdict: Verdict, reason: String, by: String, at: Timestamp
  ) async throws -> [LedgerEntry] {
    guard !reason.trimmed.isEmpty else { throw LedgerFault.missingReason }
    return try await write { database in
      guard let named = try Self.entry(entry, in: database) else { throw LedgerFault.unknownEntry(entry) }
      let scope = named.scope
      let entries = try EntryRow.fetch(
        database, where: "campaign IS ? AND occurrence IS ? AND unit = ? AND session IS ?",
        [scope.occurrence?.campaign, scope.occurrence?.occurrence, scope.unit, scope.number])
      let verdicts = try Self.verdicts(in: database).conflicts
      let disputes = Balance(entries).disputes + (try Self.wider(in: database)) + verdicts.map(\.dispute)
      // One entry may be in two, as a figure that another machine has, too, of a session that it cancelled; that of its
      // own comes first.
      let meant = disputes.filter { $0.entry == entry } + disputes.filter { $0.branches.contains(entry) }
      let found = meant.first { $0.allows(verdict) } ?? meant.first
      guard let dispute = found else { throw BookFault.notDisputed(entry) }
      let chain = try ChainWriter(database, by: by, at: at, units: units(), parts: parts)
      var settlement = Settlement(
        chain: chain, scope: scope, entries: entries, reason: reason,
        verdicts: verdicts.first { $0.dispute == dispute }?.verdicts ?? [])
      return try settlement.carryOut(verdict, on: dispute)
    }
  }
}

extension Dispute {
  fileprivate func allows(_ verdict: LedgerStore.Verdict) -> Bool {
    switch (verdict, subject) {
    case (.keep(let kept), _): branches.contains(kept) || subject == .amendments && kept == entry
    case (.both, .sessions), (.both, .figures), (.both, .moves), (.both, .acceptances): true
    case (.both, _): false
    }
  }
}

/// Writes what a verdict means.
private struct Settlement {
  var chain: ChainWriter
  let scope: LedgerEntry.Scope
  let entries: [LedgerEntry]
  let reason: String
  /// What was said before, if that is what is disputed.
  let verdicts: [Verdicts.Verdict]

  mutating func carryOut(_ verdict: LedgerStore.Verdict, on dispute: Dispute) throws -> [LedgerEntry] {
    switch verdict {
    case .both: return try keepBoth(dispute)
    case .keep(let kept):
      guard dispute.allows(verdict) else {
        let own = dispute.subject == .amendments ? [dispute.entry] : []
        throw BookFault.notABranch(kept, of: dispute.branches + own)
      }
      return try keep(kept, dispute)
    }
  }

  private mutating func keepBoth(_ dispute: Dispute) throws -> [LedgerEntry] {
    switch dispute.subject {
    case .amendments, .course, .late, .decided, .opposed, .verdicts:
      throw BookFault.notSessions(dispute.entry)
    case .figures, .moves, .acceptances:
      let kept = dispute.entry.origin
      return try dispute.branches.filter { $0.origin != kept }.flatMap { try recordAgain($0) }
    case .sessions(let key):
      return try dispute.branches.dropFirst().flatMap { try renumber(origin: $0.origin, of: key) }
    }
  }

  private mutating func keep(_ kept: EntryID, _ dispute: Dispute) throws -> [LedgerEntry] {
    switch dispute.subject {
    case .figures, .course, .moves, .acceptances:
      return try dispute.branches.filter { $0.origin != kept.origin }.map { try void($0) }
    case .late:
      let late = dispute.branches.dropFirst()
      return try late.contains(kept) ? late.flatMap { try recordAgain($0) } : late.map { try void($0) }
    case .decided:
      let overlooked = Array(dispute.branches.dropFirst())
      return try overlooked.contains(kept)
        ? openAgain(dispute.branches[0], overlooked) : overlooked.map { try void($0, isDecided: true) }
    case .opposed: return try dispute.branches.filter { $0 != kept }.map { try void($0, isDecided: true) }
    case .amendments: return try dispute.branches.filter { $0 != kept }.map { try void($0) }
    case .sessions:
      return try dispute.branches.filter { $0 != kept }.flatMap { try voidBranch(of: $0.origin) }
    case .verdicts:
      let others = verdicts.filter { $0.first.id != kept }
      return try others.flatMap { try ($0.again + $0.voids).map { try void($0.id) } }
    }
  }

  /// What was accepted or waived is open again, and reported: whoever accepts it next knows of everything.
  private mutating func openAgain(_ id: EntryID, _ overlooked: [EntryID]) throws -> [LedgerEntry] {
    guard let decided = try LedgerStore.entry(id, in: chain.database),
      case .record(.acceptance(let decision)) = decided.act, let occurrence = decided.scope.occurrence
    else { throw LedgerFault.unknownEntry(id) }
    let opening = try append(
      .record(
        .acceptance(
          ReportDecision(.reopen, part: decision.part, decidedBy: decision.decidedBy, reason: reason))),
      decided.scope)
    let reports = Balance(
      try EntryRow.fetch(
        chain.database, where: "campaign = ? AND occurrence = ? AND unit = ?",
        [occurrence.campaign, occurrence.occurrence, decided.scope.unit])
    ).reports
    let report = reports.last { $0.value.part == decision.part } ?? reports.last
    return try [opening] + (report.map { [try append(.record(.report($0.value)), decided.scope)] } ?? [])
  }

  /// - `isDecided`: It was written past a decision, which is what it makes room for.
  private mutating func void(_ id: EntryID, isDecided: Bool = false) throws -> LedgerEntry {
    let own = try LedgerStore.entry(id, in: chain.database)?.scope
    return try append(.void(id, reason: reason), own ?? scope, isDecided: isDecided)
  }

  /// The same as it stands, by somebody who knows of the others, and late if it is.
  private mutating func recordAgain(_ id: EntryID) throws -> [LedgerEntry] {
    guard let entry = try LedgerStore.entry(id, in: chain.database) else {
      throw LedgerFault.unknownEntry(id)
    }
    let current = try LedgerStore.standing(of: entry, in: chain.database)
    let content = try LedgerStore.entry(current, in: chain.database)?.act.content
    let voided = try append(.void(id, reason: reason), entry.scope)
    let again: LedgerEntry.Act =
      if case .record = entry.act, let content { .record(content) } else { entry.act }
    return [voided, try append(again, entry.scope, source: entry.source)]
  }

  /// It is no late entry: what it settles was there before.
  private mutating func append(
    _ act: LedgerEntry.Act, _ scope: LedgerEntry.Scope, source: String? = nil, isDecided: Bool = false
  ) throws -> LedgerEntry {
    let isClosed = try scope.occurrence.map { try chain.isClosed($0) } ?? false
    let draft = LedgerDraft(scope: scope, act, source: source, lateReason: isClosed ? reason : nil)
    guard isDecided else { return try chain.append(draft) }
    let body = try EntryBody(act)
    try body.refusePersonal(lateReason: draft.lateReason, at: chain.at)
    return try chain.enter(draft, body).entry()
  }

  /// The records of one machine that stand, each with its content as it stands.
  private func records(of origin: String) -> [(record: LedgerEntry, content: LedgerEntry.Content)] {
    let fold = Amendments(entries)
    return fold.records.filter { $0.id.origin == origin }.compactMap { record in
      fold.standing(of: record)?.act.content.map { (record, $0) }
    }
  }

  private mutating func voidBranch(of origin: String) throws -> [LedgerEntry] {
    try records(of: origin).map { try void($0.record.id) }
  }

  private mutating func renumber(origin: String, of key: SessionKey) throws -> [LedgerEntry] {
    let number = try chain.nextSession(of: key.occurrence, unit: key.unit)
    let scope = LedgerEntry.Scope(occurrence: key.occurrence, unit: key.unit, number: number)
    return try records(of: origin).flatMap { record, content in
      [try void(record.id), try append(.record(content), scope, source: record.source)]
    }
  }
}
