import Foundation
import GRDB
import Planning
public import Recurrence

extension LedgerStore {
  /// What a summary of some sessions is made of, without folding the entries.
  ///
  /// - `zone`: Where the day of recording is read, for sessions without any date.
  /// - `isMeant`: What leaves out more of the sessions that were chosen.
  public func facts(
    _ choice: SessionChoice = .everything, zone: Zone,
    where isMeant: @escaping @Sendable (SessionHead) -> Bool = { _ in true }
  ) async throws -> LedgerFacts {
    let isMeant = { @Sendable (head: SessionHead) in choice.contains(head, zone: zone) && isMeant(head) }
    if choice.meansMany, let facts = try await factsOfHalves(choice, where: isMeant) { return facts }
    return try await readFacts { database in
      LedgerFacts(
        sessions: try Self.sessions(choice, where: isMeant, in: database).sorted,
        sheets: try Self.sheets(in: database), disputes: try Self.disputes(in: database))
    } fallback: { balance in
      var facts = LedgerFacts(balance)
      facts.sessions = facts.sessions.filtered(isMeant)
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

  /// Of each unit that held something, the last day up to a given one.
  ///
  /// - `zone`: Where the day of recording is read, for sessions without any date.
  public func lastDays(until day: CivilDate, zone: Zone) async throws -> [String: CivilDate] {
    try await readFacts { database in
      var days: [String: CivilDate] = [:]
      let dated = try Row.fetchCursor(
        database,
        sql: """
          SELECT unit, max(min(last_day, ?1)) FROM ledger_session WHERE is_held = 1 AND first_day <= ?1 GROUP BY unit
          """, arguments: [day.dayNumber])
      while let row = try dated.next() { days[row[0]] = CivilDate(dayNumber: row[1]) }
      let undated = try Row.fetchCursor(
        database,
        sql: "SELECT DISTINCT unit, recorded_at FROM ledger_session WHERE is_held = 1 AND first_day IS NULL")
      while let row = try undated.next() {
        let recorded = zone.local(at: Timestamp(milliseconds: row[1])).date
        let unit: String = row[0]
        if recorded <= day { days[unit] = max(days[unit] ?? recorded, recorded) }
      }
      return days
    } fallback: { balance in
      balance.lastDays(until: day, zone: zone)
    }
  }

  /// Reads facts of which none is stale. Where stale ones can't be written anew, as on a full disk, everything is folded.
  private func readFacts<Result: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Result,
    fallback: @Sendable (Balance) -> Result
  ) async throws -> Result {
    // Another process may write between the two transactions, so a second round may be needed.
    for _ in 0..<3 {
      let result = try await database.read { try Self.isStale($0) ? nil : try body($0) }
      if let result { return result }
      do {
        try await database.write { try Self.refresh($0) }
      } catch is DatabaseError {
        break
      }
    }
    return fallback(try await balance())
  }

  private static func isStale(_ database: Database) throws -> Bool {
    try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM ledger_stale)") ?? false
  }

  /// Two readers side by side. Facts follow from the entries, and of these there are only ever more, so that both read of
  /// one ledger if they find as many.
  ///
  /// - Returns: Nil if facts are stale, or somebody wrote between the two.
  private func factsOfHalves(
    _ choice: SessionChoice, where isMeant: @escaping @Sendable (SessionHead) -> Bool
  ) async throws -> LedgerFacts? {
    let read = {
      @Sendable (half: Half, database: Database) throws -> (rows: SessionList.Rows, entries: Int)? in
      guard try !Self.isStale(database) else { return nil }
      var rows = try Self.sessions(choice, half, where: isMeant, in: database)
      rows.sort()
      return (rows, try Self.entryCount(in: database))
    }
    async let later = database.read { try read(.later, $0) }
    let (earlier, sheets, disputes) = try await database.read { database in
      (try read(.earlier, database), try Self.sheets(in: database), try Self.disputes(in: database))
    }
    guard var earlier, let later = try await later, later.entries == earlier.entries else { return nil }
    earlier.rows.add(later.rows)
    return LedgerFacts(sessions: earlier.rows.sorted, sheets: sheets, disputes: disputes)
  }

  /// Of the rows, in the order in which they were written.
  private enum Half: String {
    case earlier = "<="
    case later = ">"

    var condition: String {
      "rowid \(rawValue) ((SELECT min(rowid) FROM ledger_session) + (SELECT max(rowid) FROM ledger_session)) / 2"
    }
  }

  private static func sessions(
    _ choice: SessionChoice, _ half: Half? = nil, where isMeant: (SessionHead) -> Bool, in database: Database
  ) throws -> SessionList.Rows {
    let (condition, arguments) = condition(choice)
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT facts, root_origin, root_number FROM ledger_session
        WHERE (\(condition)) AND \(half?.condition ?? "TRUE")
        """, arguments: arguments)
    var reader = FactsReader()
    var found = SessionList.Rows()
    while let row = try rows.next() {
      let isReadable = try row.withUnsafeData(atIndex: 0) { data in
        data?.withUnsafeBytes { bytes in
          reader.open(bytes)
          guard let head = try? SessionHead(from: &reader) else { return false }
          if isMeant(head) { found.append(bytes, head) }
          return true
        }
      }
      guard isReadable == true else {
        throw LedgerFault.unreadableEntry(EntryID(origin: row[1], number: row[2]))
      }
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
    case .campaign(let id, let days):
      (
        "campaign = ? AND (first_day IS NULL OR (first_day <= ? AND last_day >= ?))",
        [id, days.upperBound.dayNumber, days.lowerBound.dayNumber]
      )
    }
  }

  /// The figures without a session, with all that amends them.
  private static func sheets(in database: Database) throws -> [Standing<Sheet>] {
    Balance(try EntryRow.fetchAmended(database, where: "kind = 'sheet'")).sheets
  }

  /// What ``Balance/disputes`` would say: of entries that were amended more than once, of sessions that several
  /// machines added or tell differently of, of occurrences that were closed, and so on.
  private static func disputes(in database: Database) throws -> [Dispute] {
    let amended = try EntryRow.fetchAmended(
      database,
      where: """
        (origin, number) IN (
          SELECT target_origin, target_number FROM ledger_entry
          WHERE target_origin IS NOT NULL
          GROUP BY target_origin, target_number HAVING count(*) > 1 AND sum(act = 'correct') > 0
        )
        """)
    var others: [Dispute] = []
    // Without DISTINCT, for which SQLite would walk through every session instead of the index of the few.
    let shared = try Row.fetchCursor(
      database, sql: "SELECT campaign, occurrence, unit, session FROM ledger_session WHERE is_shared = 1"
    ).map { StaleSession($0) }
    for session in try Set(shared) {
      others += try session.balance(in: database).disputes.filter(\.isOfSession)
    }
    guard try isShared(database) else { return Amendments(amended).disputes + others.inOrder }
    let verdicts = try verdicts(in: database)
    others += try wider(in: database) + verdicts.conflicts.map(\.dispute)
    return Amendments(amended, overruled: verdicts.overruled).disputes + others.inOrder
  }

  /// Whether several machines wrote into this ledger.
  private static func isShared(_ database: Database) throws -> Bool {
    try Bool.fetchOne(
      database,
      sql: "SELECT (SELECT min(origin) FROM ledger_entry) < (SELECT max(origin) FROM ledger_entry)") ?? false
  }

  /// The disputes that follow from more than one session or one entry's amendments, but for ``verdicts(in:)``.
  static func wider(in database: Database) throws -> [Dispute] {
    guard try isShared(database) else { return [] }
    return try latecomers(in: database) + overlooked(in: database)
      + acceptances(in: database) + moves(in: database)
  }

  /// What machines decided about one dispute without knowing of one another.
  static func verdicts(in database: Database) throws -> Amendments {
    guard try isShared(database) else { return Amendments([], overruled: []) }
    // Where voids of several machines meet, with what they name and what follows them.
    let met = """
      SELECT origin, number, target_origin, target_number FROM ledger_entry AS void
      JOIN (
        SELECT campaign, occurrence, unit, session FROM ledger_entry
        WHERE target_origin IS NOT NULL AND act = 'void' GROUP BY 1, 2, 3, 4 HAVING min(origin) < max(origin)
      ) AS scope ON void.campaign IS scope.campaign AND void.occurrence IS scope.occurrence
        AND void.unit = scope.unit AND void.session IS scope.session
      WHERE target_origin IS NOT NULL AND act = 'void'
      """
    return Amendments(
      try EntryRow.fetchAmended(
        database,
        where: """
          (origin, number) IN (
            SELECT target_origin, target_number FROM (\(met)) UNION ALL SELECT origin, number + 1 FROM (\(met))
          )
          """))
  }

  /// Of units whose report one machine accepted or waived while another wrote of them.
  private static func overlooked(in database: Database) throws -> [Dispute] {
    let pairs = try Row.fetchCursor(
      database,
      sql: """
        SELECT decision.origin, decision.number, entry.origin, entry.number, entry.campaign, entry.occurrence, entry.unit
        FROM ledger_entry AS decision CROSS JOIN ledger_entry AS entry
        ON entry.campaign = decision.campaign AND entry.occurrence = decision.occurrence AND entry.unit = decision.unit
        WHERE decision.kind = 'acceptance' AND entry.origin <> decision.origin
        """)
    let stages = try KnownStages(database)
    var places: Set<[String]> = []
    while let row = try pairs.next() {
      let decision = EntryID(origin: row[0], number: row[1])
      let entry = EntryID(origin: row[2], number: row[3])
      guard !stages.known(to: decision).contains(entry), !stages.known(to: entry).contains(decision) else {
        continue
      }
      places.insert([row[4], row[5], row[6]])
    }
    return try places.flatMap { place in
      let entries = try EntryRow.fetch(
        database, where: "campaign = ? AND occurrence = ? AND unit = ?", StatementArguments(place))
      return Overlooked.disputes(entries, Amendments(entries))
    }
  }

  /// Of allocations that several machines accepted.
  private static func acceptances(in database: Database) throws -> [Dispute] {
    let names = try String.fetchAll(
      database,
      sql: """
        SELECT body ->> '$.allocation' FROM ledger_entry
        WHERE kind = 'goods' AND body ->> '$.kind' = 'accept' AND body ->> '$.allocation' IS NOT NULL
        GROUP BY 1 HAVING min(origin) < max(origin)
        """)
    guard !names.isEmpty else { return [] }
    let list = JSONText.strings(names).description.sqlQuoted
    let entries = try EntryRow.fetchAmended(
      database,
      where: """
        kind = 'goods' AND (body ->> '$.kind' = 'accept' AND body ->> '$.allocation' IN (SELECT value FROM json_each(\(list)))
          OR body ->> '$.kind' = 'allocate' AND origin || '-' || number IN (SELECT value FROM json_each(\(list))))
        """)
    return Balance(entries).disputes.filter { if case .acceptances = $0.subject { true } else { false } }
  }

  /// Of goods of units that several machines moved or counted.
  private static func moves(in database: Database) throws -> [Dispute] {
    let told = "kind = 'goods' AND session IS NULL AND body ->> '$.kind' <> 'accept'"
    let entries = try EntryRow.fetchAmended(
      database,
      where: """
        \(told) AND (unit, body ->> '$.item') IN (
          SELECT unit, body ->> '$.item' FROM ledger_entry WHERE \(told) GROUP BY 1, 2
          HAVING min(origin) < max(origin)
        )
        """)
    return Balance(entries).disputes.filter { if case .moves = $0.subject { true } else { false } }
  }

  /// Of occurrences that one machine closed and another wrote into.
  private static func latecomers(in database: Database) throws -> [Dispute] {
    let entries = try EntryRow.fetchAmended(
      database,
      where: """
        (origin, number) IN (
          SELECT entry.origin, entry.number FROM ledger_entry AS closing CROSS JOIN ledger_entry AS entry
          ON entry.campaign = closing.campaign AND entry.occurrence = closing.occurrence
          WHERE closing.kind = 'closing' AND entry.origin <> closing.origin AND entry.moment >= closing.moment
            AND entry.late_reason IS NULL
          UNION ALL SELECT origin, number FROM ledger_entry WHERE kind = 'closing'
        )
        """)
    return entries.isEmpty ? [] : Latecomers.disputes(entries, Amendments(entries))
  }
}

extension String {
  /// As a literal in a statement.
  fileprivate var sqlQuoted: String { "'" + replacing("'", with: "''") + "'" }
}

extension Balance {
  /// Of each unit that held something, the last day up to a given one.
  ///
  /// - `zone`: Where the day of recording is read, for sessions without any date.
  public func lastDays(until day: CivilDate, zone: Zone) -> [String: CivilDate] {
    var days: [String: CivilDate] = [:]
    for session in sessions where session.isHeld {
      let recorded = zone.local(at: session.recordedAt).date
      let date = session.session.date
      guard (date.first ?? recorded) <= day else { continue }
      let held = min(date.last ?? recorded, day)
      days[session.key.unit] = max(days[session.key.unit] ?? held, held)
    }
    return days
  }
}
