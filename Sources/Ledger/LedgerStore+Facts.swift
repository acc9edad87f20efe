import Foundation
import GRDB
import Planning
public import Recurrence

extension LedgerStore {
  /// What a summary of some sessions is made of, without folding the entries.
  ///
  /// - `zone`: Where the day of recording is read, for sessions without any date.
  public func facts(_ choice: SessionChoice = .everything, zone: Zone) async throws -> LedgerFacts {
    try await readFacts { database in
      LedgerFacts(
        sessions: try Self.sessions(choice, zone: zone, in: database), sheets: try Self.sheets(in: database),
        disputed: try Self.disputed(in: database))
    } fallback: { balance in
      var facts = LedgerFacts(balance)
      facts.sessions.removeAll { !choice.contains($0, zone: zone) }
      return facts
    }
  }

  /// The days that units chose: the first exact day of each one's counted sessions in an occurrence.
  public func chosenDays() async throws -> [(occurrence: OccurrenceKey, unit: String, day: CivilDate)] {
    try await readFacts { database in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT campaign, occurrence, unit, min(exact_day) FROM ledger_session
          WHERE is_counted = 1 AND exact_day IS NOT NULL AND campaign <> '' GROUP BY campaign, occurrence, unit
          """)
      return try Array(
        rows.map { row in
          (
            OccurrenceKey(campaign: row[0], occurrence: row[1]), row[2] as String,
            CivilDate(dayNumber: row[3])
          )
        })
    } fallback: { balance in
      balance.sessions.compactMap { standing in
        guard standing.isCounted, let occurrence = standing.key.occurrence,
          case .exact(let day) = standing.session.date.day
        else { return nil }
        return (occurrence, standing.key.unit, day)
      }
    }
  }

  /// Reads facts of which none is stale. Where stale ones can't be written anew, as on a full disk, everything is folded.
  private func readFacts<Result: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Result,
    fallback: @Sendable (Balance) -> Result
  ) async throws -> Result {
    // Another process may write between the two transactions, so a second round may be needed.
    for _ in 0..<3 {
      let result = try await database.read { database in
        try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM ledger_stale)") == true
          ? nil : try body(database)
      }
      if let result { return result }
      do {
        try await database.write { try Self.refresh($0) }
      } catch is DatabaseError {
        break
      }
    }
    return fallback(try await balance())
  }

  private static func sessions(_ choice: SessionChoice, zone: Zone, in database: Database) throws
    -> [SessionFacts]
  {
    let (condition, arguments) = condition(choice)
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT root_origin, root_number, campaign, occurrence, unit, session, recorded_at, facts
        FROM ledger_session WHERE \(condition)
        """, arguments: arguments)
    var found: [SessionFacts] = []
    while let row = try rows.next() {
      let facts = try facts(row)
      if choice.contains(facts, zone: zone) { found.append(facts) }
    }
    return found
  }

  /// What narrows the rows down; ``SessionChoice/contains(_:zone:)`` has the last word.
  private static func condition(_ choice: SessionChoice) -> (sql: String, StatementArguments) {
    switch choice {
    case .everything: ("TRUE", [])
    case .session(let key):
      (
        "campaign = ? AND occurrence = ? AND unit = ? AND session = ?",
        [key.occurrence?.campaign ?? "", key.occurrence?.occurrence ?? "", key.unit, key.number]
      )
    case .occurrence(let key):
      ("campaign = ? AND occurrence = ?", [key.campaign, key.occurrence])
    case .occurrences(let keys):
      (
        "campaign IN (SELECT value FROM json_each(?)) AND occurrence IN (SELECT value FROM json_each(?))",
        [
          JSONText.strings(Set(keys.map(\.campaign)).sorted()).description,
          JSONText.strings(Set(keys.map(\.occurrence)).sorted()).description,
        ]
      )
    case .span(let days):
      (
        "(first_day <= ? AND last_day >= ?) OR first_day IS NULL",
        [days.upperBound.dayNumber, days.lowerBound.dayNumber]
      )
    }
  }

  private static func facts(_ row: Row) throws -> SessionFacts {
    let campaign: String = row[2]
    let occurrence = campaign.isEmpty ? nil : OccurrenceKey(campaign: campaign, occurrence: row[3])
    let key = SessionKey(occurrence: occurrence, unit: row[4], number: row[5])
    let root = EntryID(origin: row[0], number: row[1])
    let recordedAt = Timestamp(milliseconds: row[6])
    return try row.withUnsafeData(atIndex: 7) { data in
      guard let data else { throw LedgerFault.unreadableEntry(root) }
      return try data.withUnsafeBytes { bytes in
        var reader = FactsReader(bytes)
        do throws(FactsReader.Fault) {
          return try SessionFacts(key: key, root: root, recordedAt: recordedAt, from: &reader)
        } catch {
          throw LedgerFault.unreadableEntry(root)
        }
      }
    }
  }

  /// The figures without a session, with all that amends them.
  private static func sheets(in database: Database) throws -> [Standing<Sheet>] {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        WITH RECURSIVE own(origin, number) AS (
          SELECT origin, number FROM ledger_entry WHERE kind = 'sheet'
          UNION
          SELECT entry.origin, entry.number FROM own JOIN ledger_entry AS entry
          ON entry.target_origin = own.origin AND entry.target_number = own.number
        )
        SELECT \(EntryRow.columns) FROM own JOIN ledger_entry USING (origin, number) ORDER BY at, origin, number
        """)
    return Balance(try Array(rows.map { try EntryRow($0).entry() })).sheets
  }

  /// Entries that several standing corrections name, and sessions that several machines added.
  private static func disputed(in database: Database) throws -> [EntryID] {
    let corrected = try Row.fetchAll(
      database,
      sql: """
        WITH RECURSIVE many(origin, number) AS (
          SELECT target_origin, target_number FROM ledger_entry
          WHERE target_origin IS NOT NULL AND act = 'correct'
          GROUP BY target_origin, target_number HAVING count(*) > 1
        ), own(origin, number) AS (
          SELECT origin, number FROM many
          UNION
          SELECT entry.origin, entry.number FROM own JOIN ledger_entry AS entry
          ON entry.target_origin = own.origin AND entry.target_number = own.number
        )
        SELECT \(EntryRow.columns) FROM own JOIN ledger_entry USING (origin, number) ORDER BY at, origin, number
        """)
    let amendments = Amendments(try corrected.map { try EntryRow($0).entry() }).disputed
    let doubled = try Row.fetchAll(
      database,
      sql: """
        SELECT root_origin, root_number, campaign, occurrence, unit, session FROM ledger_session
        WHERE (campaign, occurrence, unit, session) IN (
          SELECT campaign, occurrence, unit, session FROM ledger_session
          GROUP BY campaign, occurrence, unit, session HAVING count(*) > 1)
        ORDER BY recorded_at, root_origin, root_number
        """)
    var seen: Set<SessionKey> = []
    let later = doubled.compactMap { row -> EntryID? in
      let occurrence = OccurrenceKey(campaign: row[2], occurrence: row[3])
      return seen.insert(SessionKey(occurrence: occurrence, unit: row[4], number: row[5])).inserted
        ? nil : EntryID(origin: row[0], number: row[1])
    }
    return amendments + later
  }
}
