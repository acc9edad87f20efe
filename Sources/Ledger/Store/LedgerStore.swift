public import GRDB
public import Planning
public import Recurrence

/// The ledger in its database. Every method is one transaction; nothing here changes or deletes a row.
public struct LedgerStore: Sendable {
  let database: any DatabaseWriter
  let units: @Sendable () -> UnitTree?
  let parts: @Sendable (String) -> [Part]
  let home: @Sendable () -> String?

  /// - Parameters:
  ///   - database: Migrated with ``LedgerMigrations``; the outbox may share it.
  ///   - units: Asked before anything is written: what is accepted above a unit is closed for it.
  ///   - parts: Those of a campaign, by its id, asked where one of them is accepted: its figures are closed.
  ///   - home: What tells the database's file from every copy of it, asked before anything is written: a copy begins a
  ///     chain of its own. Nil if nobody knows.
  public init(
    _ database: any DatabaseWriter, units: @escaping @Sendable () -> UnitTree? = { nil },
    parts: @escaping @Sendable (String) -> [Part] = { _ in [] },
    home: @escaping @Sendable () -> String? = { nil }
  ) {
    self.database = database
    self.units = units
    self.parts = parts
    self.home = home
  }

  /// Adds entries as they are, all or none.
  public func append(_ drafts: [LedgerDraft], by: String, at: Timestamp) async throws -> [LedgerEntry] {
    try await write { database in
      var chain = try ChainWriter(database, by: by, at: at, units: units(), parts: parts)
      return try drafts.map { try chain.append($0) }
    }
  }

  /// Adds a session under the next number of its unit, with figures if there are any.
  public func addSession(
    _ session: Session, occurrence: OccurrenceKey?, unit: String, figures: [LedgerEntry.Content] = [],
    by: String,
    at: Timestamp, lateReason: String? = nil
  ) async throws -> (key: SessionKey, entries: [LedgerEntry]) {
    try await write { database in
      var chain = try ChainWriter(database, by: by, at: at, units: units(), parts: parts)
      let number = try chain.nextSession(of: occurrence, unit: unit)
      let key = SessionKey(occurrence: occurrence, unit: unit, number: number)
      let contents = [.session(session)] + figures
      return (
        key,
        try contents.map {
          try chain.append(LedgerDraft(scope: .init(key), .record($0), lateReason: lateReason))
        }
      )
    }
  }

  /// Records figures, a new day, a status or a note of a session.
  ///
  /// - Throws: ``LedgerFault/unknownSession(_:)`` if the session was never added.
  public func record(
    _ contents: [LedgerEntry.Content], in session: SessionKey, by: String, at: Timestamp,
    lateReason: String? = nil
  ) async throws -> [LedgerEntry] {
    try await write { database in
      guard try Self.exists(session, in: database) else {
        throw LedgerFault.unknownSession(session.description)
      }
      var chain = try ChainWriter(database, by: by, at: at, units: units(), parts: parts)
      return try contents.map {
        try chain.append(LedgerDraft(scope: .init(session), .record($0), lateReason: lateReason))
      }
    }
  }

  /// Puts another content in place of an entry's.
  public func correct(
    _ id: EntryID, with content: LedgerEntry.Content, reason: String, by: String, at: Timestamp,
    lateReason: String? = nil
  ) async throws -> LedgerEntry {
    try await amend(id, reason: reason, by: by, at: at, lateReason: lateReason) { target, standing in
      guard target.act.content?.kind == content.kind else { throw LedgerFault.otherKind(id) }
      // Who corrects an entry again corrects what stands in its place: only other machines' corrections are rivals.
      return .correct(standing, content, reason: reason)
    }
  }

  /// Takes an entry out of every sum; it stays readable.
  public func void(
    _ id: EntryID, reason: String, by: String, at: Timestamp, lateReason: String? = nil
  ) async throws -> LedgerEntry {
    try await amend(id, reason: reason, by: by, at: at, lateReason: lateReason) { _, _ in
      .void(id, reason: reason)
    }
  }

  /// Refuses what would take back an allocation that its receiver has signed for: the goods would stand in both places.
  ///
  /// Asked of a person who voids; what other machines did is asked about by the books.
  public func requireNotSignedFor(_ target: LedgerEntry) async throws {
    guard case .record(.goods(let move)) = target.act, move.kind == .allocate else { return }
    let standing = try await database.read { database in
      try EntryRow.fetch(
        database, where: "kind = 'goods' AND act = 'record' AND body ->> '$.allocation' = ?",
        [target.id.description]
      ).map(\.id).filter { try !Self.isVoid($0, in: database) }
    }
    guard standing.isEmpty else { throw BookFault.signedFor(target.id, by: standing) }
  }

  /// Refuses to take out a correction on which a later one stands, unless it is one of several between which somebody
  /// chooses.
  ///
  /// Asked of a person who voids: going back goes one step at a time.
  public func requireUncorrected(_ target: LedgerEntry) async throws {
    guard case .correct(let original, _, _) = target.act else { return }
    let later = try await database.read { database -> EntryID? in
      let standing = try Self.standing(of: target, in: database)
      guard standing != target.id, try !Self.isVoid(target.id, in: database) else { return nil }
      let rivals = try EntryRow.fetch(
        database, where: "target_origin = ? AND target_number = ?", [original.origin, original.number]
      ).filter { try $0.id != target.id && !Self.isVoid($0.id, in: database) }
      return rivals.isEmpty ? standing : nil
    }
    if let later { throw LedgerFault.correctedSince(target.id, by: later) }
  }

  /// - `act`: Made from the entry and the one that stands in its place.
  private func amend(
    _ id: EntryID, reason: String, by: String, at: Timestamp, lateReason: String?,
    _ act: @escaping @Sendable (LedgerEntry, EntryID) throws -> LedgerEntry.Act
  ) async throws -> LedgerEntry {
    guard !reason.trimmed.isEmpty else { throw LedgerFault.missingReason }
    return try await write { database in
      guard let target = try Self.entry(id, in: database) else { throw LedgerFault.unknownEntry(id) }
      let later = try EntryRow.fetch(
        database, where: "act = 'void' AND target_origin = ? AND target_number = ?", [id.origin, id.number])
      if try later.contains(where: { try !Self.isVoid($0.id, in: database) }) { throw LedgerFault.voided(id) }
      if target.act.content?.kind == "closing" { throw BookFault.closingAmended(id) }
      var chain = try ChainWriter(database, by: by, at: at, units: units(), parts: parts)
      let act = try act(target, try Self.standing(of: target, in: database))
      return try chain.append(LedgerDraft(scope: target.scope, act, lateReason: lateReason))
    }
  }

  static func isVoid(_ id: EntryID, in database: Database) throws -> Bool {
    try Bool.fetchOne(
      database,
      sql: """
        SELECT EXISTS (SELECT 1 FROM ledger_entry WHERE act = 'void' AND target_origin = ? AND target_number = ?)
        """, arguments: [id.origin, id.number]) ?? false
  }

  static func entry(_ id: EntryID, in database: Database) throws -> LedgerEntry? {
    try EntryRow.fetch(database, where: "origin = ? AND number = ?", [id.origin, id.number]).first
  }

  static func exists(_ session: SessionKey, in database: Database) throws -> Bool {
    try Bool.fetchOne(
      database,
      sql: """
        SELECT EXISTS (
          SELECT 1 FROM ledger_entry
          WHERE campaign IS ? AND occurrence IS ? AND unit = ? AND session = ? AND kind = 'session')
        """,
      arguments: [
        session.occurrence?.campaign, session.occurrence?.occurrence, session.unit, session.number,
      ]) ?? false
  }
}
