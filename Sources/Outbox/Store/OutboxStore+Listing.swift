import GRDB
public import Planning
public import Recurrence

extension OutboxStore {
  /// Entries in the order of their due times.
  public func entries(_ filter: OutboxFilter = OutboxFilter()) async throws -> [OutboxEntry] {
    let states = Self.json(filter.states.map { "\"\($0.rawValue)\"" })
    return try await database.read { db in
      try Array(
        Row.fetchCursor(
          db,
          sql: """
            \(Self.listing)
            WHERE (json_array_length(?1) = 0 OR state IN (SELECT value FROM json_each(?1)))
              AND (?2 IS NULL OR campaign = ?2) AND (?3 IS NULL OR unit = ?3) AND (?4 IS NULL OR due >= ?4)
            ORDER BY next, id LIMIT ifnull(?5, -1)
            """,
          arguments: [states, filter.campaign, filter.unit, filter.since?.milliseconds, filter.limit]
        ).map(Self.entry))
    }
  }

  /// One reminder with the history of its attempts, oldest first; nil if there is none with this key.
  public func entry(_ key: ReminderKey) async throws -> OutboxHistory? {
    try await database.read { db in
      guard
        let row = try Row.fetchOne(db, sql: "\(Self.listing) WHERE key = ?", arguments: [key.description])
      else { return nil }
      let id: Int64 = row[0]
      let attempts = try Array(
        Row.fetchCursor(
          db,
          sql: """
            SELECT number, started, ended, outcome, code, wait_until, status, answer, bytes, shortened, raw_code,
              answer_bytes, looked_up, connected, secured, first_byte, total
            FROM attempt WHERE reminder = ? ORDER BY number
            """, arguments: [id]
        ).map(Self.attempt))
      return OutboxHistory(entry: try Self.entry(row), attempts: attempts, prunedAttempts: row[27])
    }
  }

  /// Has discarded reminders sent again, at once, with the same key: a person's decision. Their tries start to count
  /// anew, and one whose time is over gets a day.
  public func retry(_ keys: [ReminderKey], at now: Timestamp) async throws -> KeyChangeReport {
    let latest = now.advanced(by: .seconds(24 * 3600))
    return try await change(keys) { key, db in
      try db.cachedStatement(
        sql: """
          UPDATE reminder SET state = 'scheduled', reason = NULL, detail = NULL, next = ?1,
            until = CASE WHEN until > ?1 THEN until ELSE ?2 END, attempts_before = attempt, changed = ?1
          WHERE key = ?3 AND state = 'discarded'
          """
      ).execute(arguments: [now.milliseconds, latest.milliseconds, key])
    }
  }

  /// Cancels what waits: a person's decision, which no plan undoes.
  public func cancel(_ keys: [ReminderKey], at now: Timestamp) async throws -> KeyChangeReport {
    try await change(keys) { key, db in
      try db.cachedStatement(
        sql: """
          UPDATE reminder SET state = 'cancelled', reason = 'person', changed = ?
          WHERE key = ? AND state IN ('scheduled', 'retryable')
          """
      ).execute(arguments: [now.milliseconds, key])
    }
  }

  private func change(
    _ keys: [ReminderKey], by update: @escaping @Sendable (String, Database) throws -> Void
  ) async throws -> KeyChangeReport {
    try await database.write { db in
      var report = KeyChangeReport()
      for key in keys {
        try update(key.description, db)
        if db.changesCount > 0 {
          report.changed.append(key)
        } else {
          let state = try String.fetchOne(
            db, sql: "SELECT state FROM reminder WHERE key = ?", arguments: [key.description])
          report.refused.append(.init(key: key, state: state.flatMap(ReminderState.Name.init(rawValue:))))
        }
      }
      return report
    }
  }

  private static let listing = """
    SELECT \(columns), last.outcome, last.code, last.wait_until, reminder.pruned FROM reminder
    LEFT JOIN attempt AS last ON last.reminder = reminder.id AND last.number = reminder.attempt
    """

  private static func entry(_ row: Row) throws -> OutboxEntry {
    let state = try state(row)
    return OutboxEntry(
      planned: try planned(row), state: state, due: instant(row[15]), attempts: row[17],
      // Where the attempt is gone, the state still tells that one was delivered.
      outcome: outcome(row, from: 24) ?? (state == .delivered ? .delivered : nil), changed: instant(row[23]),
      cancelledBy: state == .cancelled ? row[21] : nil)
  }

  private static func attempt(_ row: Row) throws -> AttemptRecord {
    let report = outcome(row, from: 3).map {
      DeliveryReport(
        $0, status: row[6], code: row[10], answer: row[7], bytes: row[8], answerBytes: row[11],
        shortened: row[9],
        phases: phases(row, from: 12))
    }
    return AttemptRecord(
      number: row[0], started: instant(row[1]), ended: (row[2] as Int64?).map(instant), report: report)
  }

  /// Reads five spans of microseconds; nil if there are none.
  private static func phases(_ row: Row, from index: Int) -> AttemptPhases? {
    let spans = (index..<index + 5).compactMap { (row[$0] as Int64?).map(Duration.microseconds) }
    guard spans.count == 5 else { return nil }
    return AttemptPhases(
      lookedUp: spans[0], connected: spans[1], secured: spans[2], firstByte: spans[3], total: spans[4])
  }

  /// Reads outcome, code and instant, in three columns from `index` on.
  private static func outcome(_ row: Row, from index: Int) -> DeliveryOutcome? {
    (row[index] as String?).flatMap {
      DeliveryOutcome(name: $0, detail: row[index + 1], until: (row[index + 2] as Int64?).map(instant))
    }
  }
}

extension OutboxStore {
  /// The campaigns that have reminders.
  public func campaigns() async throws -> [String] {
    try await database.read {
      try String.fetchAll($0, sql: "SELECT DISTINCT campaign FROM reminder ORDER BY campaign")
    }
  }
}
