import Foundation
import GRDB
public import Recurrence

extension LedgerStore {
  /// Notes that another printed text speaks of a session: a correction of what is known of it.
  ///
  /// What is noted of the same text without its words, or as a guess, is completed.
  ///
  /// - Returns: Nil if that text is noted already with the same words.
  /// - Throws: ``LedgerFault/unknownSession(_:)``.
  public func addMention(
    _ mention: Mention, to key: SessionKey, reason: String, by: String, at: Timestamp,
    lateReason: String? = nil
  ) async throws -> LedgerEntry? {
    try await changeSession(key, reason: reason, by: by, at: at, lateReason: lateReason) { session in
      let known = session.mentions.firstIndex {
        $0.document == mention.document
          && ($0.words == mention.words || $0.words == nil || mention.words == nil)
      }
      guard let known else { return session.mentions.append(mention) }
      session.mentions[known].words = session.mentions[known].words ?? mention.words
      session.mentions[known].isSupposed = session.mentions[known].isSupposed && mention.isSupposed
    }
  }

  /// Corrects what is known of a session, but not its figures; its day and its state have entries of their own.
  ///
  /// - Returns: Nil if the change leaves everything as it was.
  /// - Throws: ``LedgerFault/unknownSession(_:)``, ``LedgerFault/missingReason``.
  public func changeSession(
    _ key: SessionKey, reason: String, by: String, at: Timestamp, lateReason: String? = nil,
    _ change: @escaping @Sendable (inout Session) -> Void
  ) async throws -> LedgerEntry? {
    guard !reason.trimmed.isEmpty else { throw LedgerFault.missingReason }
    return try await write { database -> LedgerEntry? in
      let (current, known) = try Self.standingSession(key, in: database)
      var session = known
      change(&session)
      guard session != known else { return nil }
      var chain = try ChainWriter(database, by: by, at: at, units: units(), parts: parts)
      return try chain.append(
        LedgerDraft(
          scope: current.scope, .correct(current.id, .session(session), reason: reason),
          lateReason: lateReason))
    }
  }

  /// Says that two sessions are one: the duplicate no longer counts, and the kept one takes over figures if wanted.
  public func merge(
    _ duplicate: SessionKey, into kept: SessionKey, reason: String,
    carrying figures: [LedgerEntry.Content] = [], by: String, at: Timestamp, lateReason: String? = nil
  ) async throws -> [LedgerEntry] {
    guard !reason.trimmed.isEmpty else { throw LedgerFault.missingReason }
    return try await write { database in
      for key in [duplicate, kept] {
        guard try Self.exists(key, in: database) else { throw LedgerFault.unknownSession(key.description) }
      }
      var chain = try ChainWriter(database, by: by, at: at, units: units(), parts: parts)
      let gone: [LedgerEntry.Content] = [.status(.merged), .note("→ \(kept): \(reason)")]
      let stays: [LedgerEntry.Content] = [.note("← \(duplicate): \(reason)")] + figures
      return try (gone.map { (duplicate, $0) } + stays.map { (kept, $0) }).map { key, content in
        let isClosed = try key.occurrence.map { try chain.isClosed($0) } ?? false
        return try chain.append(
          LedgerDraft(scope: .init(key), .record(content), lateReason: isClosed ? lateReason : nil))
      }
    }
  }

  /// The figures that a session took over from one that was merged into it, as far as they stand: whoever takes the
  /// merge back takes them back, too, or both sessions count them.
  ///
  /// - `merge`: The entry that says that the other was merged; nothing was taken over by any other entry.
  public func carried(with merge: LedgerEntry) async throws -> [LedgerEntry] {
    guard case .record(.status(.merged)) = merge.act, let gone = merge.scope.session else { return [] }
    return try await database.read { database in
      let own = Set(try Self.rows(of: gone, in: database).compactMap(\.act.content))
      // The merge, its note, the note of the other session, and then what that took over.
      let next = try EntryRow.fetch(
        database, where: "origin = ? AND number > ? AND at = ?",
        [merge.id.origin, merge.id.number + 1, merge.at.milliseconds]
      ).sorted { $0.id < $1.id }
      guard let kept = next.first?.scope.session, kept != gone else { return [] }
      let carried = next.dropFirst().enumerated().prefix { place, entry in
        entry.id.number == merge.id.number + 3 + place && entry.scope.session == kept
          && entry.act.content.map(own.contains) ?? false
      }
      return try carried.map(\.element).filter { try !Self.isVoid($0.id, in: database) }
    }
  }

  /// The entry whose content stands for a session's facts, and that content.
  private static func standingSession(_ key: SessionKey, in database: Database) throws -> (
    LedgerEntry, Session
  ) {
    let entries = try EntryRow.fetch(
      database, where: "campaign IS ? AND occurrence IS ? AND unit = ? AND session = ?",
      [key.occurrence?.campaign, key.occurrence?.occurrence, key.unit, key.number])
    let fold = Amendments(entries)
    for record in fold.records {
      if let current = fold.standing(of: record), case .session(let session)? = current.act.content {
        return (current, session)
      }
    }
    throw LedgerFault.unknownSession(key.description)
  }
}

extension SessionBalance {
  /// What another session states and this one doesn't: counts of other measures, groups and roles, goods of other items.
  public func missing(of other: SessionBalance) -> [LedgerEntry.Content] {
    let counts = other.counts.map(\.value).filter { count in
      !self.counts.contains {
        ($0.value.measure, $0.value.group, $0.value.role) == (count.measure, count.group, count.role)
      }
    }
    let goods = other.goods.map(\.value).filter { move in
      !self.goods.contains { ($0.value.kind, $0.value.item) == (move.kind, move.item) }
    }
    return counts.map { .count($0) } + goods.map { .goods($0) }
  }
}

extension EarlierSessions {
  /// Those of a unit, none of which may be stale.
  init(of unit: String, in database: Database) throws {
    var reader = FactsReader(remembersWords: false)
    let rows = try Row.fetchCursor(
      try database.cachedStatement(sql: "SELECT facts FROM ledger_session WHERE unit = ? AND is_counted = 1"),
      arguments: [unit])
    var found: [SessionFacts] = []
    while let row = try rows.next() {
      let facts = try row.withUnsafeData(atIndex: 0) { data in
        data?.withUnsafeBytes { bytes -> SessionFacts? in
          reader.open(bytes)
          guard let head = try? SessionHead(from: &reader) else { return nil }
          return try? SessionFacts(head, from: &reader)
        }
      }
      // What is unreadable, `verify` tells.
      if let facts = facts ?? nil { found.append(facts) }
    }
    self.init(found)
  }
}
