public import Recurrence
import GRDB

extension PersonStore {
  /// Remembers codes that were read at a session's door, each once, durably.
  ///
  /// - Returns: Those of the numbers that are new.
  public func take(_ numbers: [Int], at session: SessionKey, now: Timestamp) async throws -> Set<Int> {
    try await database.write { db in
      var new: Set<Int> = []
      for number in numbers {
        try db.execute(
          sql: "INSERT INTO checkin (session, number, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
          arguments: [session.description, number, now.milliseconds])
        if db.changesCount > 0 { new.insert(number) }
      }
      return new
    }
  }

  /// How many codes were read at a session's door so far.
  public func taken(at session: SessionKey) async throws -> Int {
    try await database.read {
      try Int.fetchOne(
        $0, sql: "SELECT count(*) FROM checkin WHERE session = ?", arguments: [session.description]) ?? 0
    }
  }

  /// Records the codes that no entry counts yet as one count: those of this reading, and those of one that was killed.
  ///
  /// - `isFinal`: They are the last word on the attendance, as are those of a door whose earlier codes are.
  /// - `isMore`: They came besides those recorded, and are a part of what somebody's last word counts.
  /// - `lateReason`: Why they come after the occurrence was closed.
  ///
  /// - Returns: The entries: the count, and that the session was held; none if there is nothing to count.
  public func countCheckins(
    at session: SessionKey, by: String, now: Timestamp, isFinal: Bool = false, isMore: Bool = false,
    lateReason: String? = nil
  ) async throws -> [LedgerEntry] {
    try await ledger.write { db in
      let open = try Int.fetchOne(
        db, sql: "SELECT count(*) FROM checkin WHERE session = ? AND entry_number IS NULL",
        arguments: [session.description])
      guard let open, open > 0 else { return [] }
      let standing = Balance(
        try EntryRow.fetch(
          db, where: "campaign IS ? AND occurrence IS ? AND unit = ? AND session = ?",
          [session.occurrence?.campaign, session.occurrence?.occurrence, session.unit, session.number])
      ).sessions.first
      guard let standing else { throw LedgerFault.unknownSession(session.description) }
      var chain = try ChainWriter(db, by: by, at: now, units: ledger.units(), parts: ledger.parts)
      var count = Count(.attendance, quantity: .exact(Figure(open)), isFinal: isFinal)
      if isMore || standing.counts.contains(where: { $0.list == .checkin && $0.value.isFinal }) {
        count = standing.joiningLastWord(count)
      }
      var contents = [LedgerEntry.Content.count(count)]
      if standing.session.status == .planned { contents.append(.status(.held)) }
      let entries = try contents.map {
        try chain.append(
          LedgerDraft(
            scope: .init(session), .record($0), source: ListSource.checkin.of(session), lateReason: lateReason
          ))
      }
      try db.execute(
        sql: """
          UPDATE checkin SET entry_origin = ?, entry_number = ? WHERE session = ? AND entry_number IS NULL
          """, arguments: [entries[0].id.origin, entries[0].id.number, session.description])
      return entries
    }
  }

  /// The sessions of a unit in an occurrence, or of its own.
  public func sessions(of occurrence: OccurrenceKey?, unit: String) async throws -> [SessionKey] {
    try await database.read { db in
      try Int.fetchAll(
        db,
        sql: """
          SELECT DISTINCT session FROM ledger_entry
          WHERE campaign IS ? AND occurrence IS ? AND unit = ? AND session IS NOT NULL ORDER BY session
          """, arguments: [occurrence?.campaign, occurrence?.occurrence, unit]
      ).map { SessionKey(occurrence: occurrence, unit: unit, number: $0) }
    }
  }
}
