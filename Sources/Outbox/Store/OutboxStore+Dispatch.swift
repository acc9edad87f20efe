import GRDB
public import Planning
public import Recurrence

extension OutboxStore {
  /// Reminders that may be claimed now, in due order.
  ///
  /// - `held`: Endpoints that have enough to do; theirs are left out.
  public func due(
    limit: Int, at now: Timestamp, except held: Set<EndpointID> = []
  ) async throws -> [DueReminder] {
    let waiting = try await waiting(limit: limit, at: now, except: Array(held), after: nil)
    return try await due(rows: waiting.map(\.place.row), at: now)
  }

  /// As much as it takes to decide on what to claim next, in due order: a backlog is looked through more often than it
  /// is read.
  ///
  /// - `place`: Where to begin; nil for the first that waits.
  func waiting(
    limit: Int, at now: Timestamp, except held: [EndpointID], after place: DueReminder.Place?
  ) async throws -> [WaitingReminder] {
    let held = Self.json(held.map { "\"\(Self.escaped($0.description))\"" })
    return try await database.read { db in
      try Array(
        Row.fetchCursor(
          db.cachedStatement(
            sql: """
              SELECT next, id, endpoint FROM reminder
              WHERE state IN ('scheduled', 'retryable') AND next <= ? AND (next, id) > (?, ?) AND until > ?
                AND endpoint NOT IN (SELECT value FROM json_each(?))
              ORDER BY next, id LIMIT ?
              """),
          arguments: [
            now.milliseconds, place?.next.milliseconds ?? Int64.min, place?.row ?? 0, now.milliseconds, held,
            limit,
          ]
        ).map(Self.waitingReminder))
    }
  }

  /// The first of some endpoints that may be claimed now, each endpoint's in due order.
  ///
  /// - `most`: How many are enough: then the endpoints that are left are not looked at.
  /// - Returns: The reminders, and how many of the endpoints were looked at.
  func waiting(
    of endpoints: [(EndpointID, limit: Int)], atMost most: Int, at now: Timestamp
  ) async throws -> (reminders: [WaitingReminder], endpoints: Int) {
    try await database.read { db in
      let statement = try db.cachedStatement(
        sql: """
          SELECT next, id, endpoint FROM reminder INDEXED BY reminder_of_endpoint
          WHERE endpoint = ? AND state IN ('scheduled', 'retryable') AND next <= ? AND until > ?
          ORDER BY next, id LIMIT ?
          """)
      var found: [WaitingReminder] = []
      for (index, (endpoint, limit)) in endpoints.enumerated() {
        if found.count >= most { return (found, index) }
        found += try Array(
          Row.fetchCursor(
            statement, arguments: [endpoint.description, now.milliseconds, now.milliseconds, limit]
          ).map(Self.waitingReminder))
      }
      return (found, endpoints.count)
    }
  }

  /// Those of `rows` that may be claimed now.
  func due(rows: some Sequence<Int64>, at now: Timestamp) async throws -> [DueReminder] {
    let rows = Self.json(rows.map(String.init))
    return try await database.read { db in
      try Array(
        Row.fetchCursor(
          db.cachedStatement(
            sql: """
              SELECT \(Self.columns) FROM reminder
              WHERE id IN (SELECT value FROM json_each(?)) AND state IN ('scheduled', 'retryable')
                AND next <= ? AND until > ?
              ORDER BY next, id
              """),
          arguments: [rows, now.milliseconds, now.milliseconds]
        ).map(Self.dueReminder))
    }
  }

  /// Discards what waits and came too late, and says how many of which campaign.
  public func expire(at now: Timestamp) async throws -> [String: Int] {
    // Looks first: a write transaction would touch the disk at every tick.
    let late = try await database.read { db in
      try Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS (SELECT 1 FROM reminder
            WHERE state IN ('scheduled', 'retryable') AND next <= ?1 AND until <= ?1)
          """, arguments: [now.milliseconds]) ?? false
    }
    guard late else { return [:] }
    return try await database.write { db in
      let campaigns = try String.fetchAll(
        db,
        sql: """
          UPDATE reminder SET state = 'discarded', reason = 'missed', changed = ?1
          WHERE state IN ('scheduled', 'retryable') AND next <= ?1 AND until <= ?1
          RETURNING campaign
          """, arguments: [now.milliseconds])
      return campaigns.reduce(into: [:]) { counts, campaign in counts[campaign, default: 0] += 1 }
    }
  }

  /// Opens an attempt for each of `reminders` and discards those whose condition does not hold, in one transaction
  /// and before anything goes out.
  ///
  /// - `superseded`: Cancelled, as a plan without them would.
  /// - Returns: Those that are now leased to the caller. One that was moved, cancelled, changed or claimed since it
  ///   was read is not among them.
  public func claim(
    _ reminders: [DueReminder], notNeeded: [(DueReminder, reason: String)] = [],
    superseded: [DueReminder] = [], until lease: Timestamp, at now: Timestamp
  ) async throws -> [DueReminder] {
    var batch = DispatchBatch()
    batch.claim = .init(
      reminders: reminders, notNeeded: notNeeded, superseded: superseded, lease: lease, at: now)
    return try await write(batch).claimed
  }

  /// Closes attempts. One whose lease has passed to another attempt changes nothing.
  ///
  /// - Returns: The settlements that came too late, in their order.
  public func settle(_ settlements: [Settlement]) async throws -> [Settlement] {
    var batch = DispatchBatch()
    batch.settlements = settlements
    return try await write(batch).late
  }

  /// Writes what a dispatcher has to write at a time, in one transaction. Cancelling the task does not stop it: what has
  /// gone out is to be known.
  func write(_ batch: DispatchBatch) async throws -> DispatchBatch.Written {
    if !batch.settlements.isEmpty { faultPoint(.beforeSettle) }
    let written = try await withCheckedThrowingContinuation { continuation in
      database.asyncWrite(
        { db in try Self.write(batch, in: db) },
        completion: { _, result in continuation.resume(with: result) })
    }
    if batch.claim != nil { faultPoint(.afterClaim) }
    if !batch.settlements.isEmpty { faultPoint(.afterSettle) }
    return written
  }

  private static func write(_ batch: DispatchBatch, in db: Database) throws -> DispatchBatch.Written {
    try write(batch.standings, in: db)
    if let step = batch.setBack { try advanceRetries(by: step.by, at: step.at, in: db) }
    var written = DispatchBatch.Written()
    let settling = try SettlingStatements(db)
    written.late = try batch.settlements.filter { try !settling.settle($0, in: db) }
    try release(batch.released, in: db)
    if let claim = batch.claim {
      try dismiss(claim, in: db)
      let claiming = try ClaimingStatements(db)
      written.claimed = try claiming.claim(claim.reminders, until: claim.lease, at: claim.at, in: db)
    }
    return written
  }

  /// Ends what a claim found not to be needed, or not to be known any more.
  private static func dismiss(_ claim: DispatchBatch.Claim, in db: Database) throws {
    for (reminder, reason) in claim.notNeeded {
      try db.cachedStatement(
        sql: """
          UPDATE reminder SET state = 'discarded', reason = 'notNeeded', detail = ?1, changed = ?2
          WHERE id = ?3 AND state IN ('scheduled', 'retryable') AND next <= ?2 AND content = ?4
          """
      ).execute(arguments: [reason, claim.at.milliseconds, reminder.row, reminder.content])
    }
    for reminder in claim.superseded {
      try db.cachedStatement(
        sql: """
          UPDATE reminder SET state = 'cancelled', reason = 'superseded', changed = ?1
          WHERE id = ?2 AND state IN ('scheduled', 'retryable') AND next <= ?1 AND content = ?3
          """
      ).execute(arguments: [claim.at.milliseconds, reminder.row, reminder.content])
    }
  }

  /// Gives back what was claimed and has not gone out, as if it had never been claimed.
  private static func release(_ released: [DispatchBatch.Release], in db: Database) throws {
    for release in released {
      let (reminder, lease) = (release.reminder, release.lease)
      let before = try ReminderState.sending(lease)
        .applying(.released(lease, to: reminder.state), at: release.at, policy: RetryPolicy())
      try db.cachedStatement(
        sql: """
          UPDATE reminder SET state = ?1, attempt = attempt - 1, lease_until = NULL, changed = ?2
          WHERE id = ?3 AND state = 'sending' AND attempt = ?4
          """
      ).execute(arguments: [before.name.rawValue, release.at.milliseconds, reminder.row, lease.attempt])
      guard db.changesCount > 0 else { continue }
      try db.cachedStatement(sql: "DELETE FROM attempt WHERE reminder = ? AND number = ? AND ended IS NULL")
        .execute(arguments: [reminder.row, lease.attempt])
    }
  }

  /// Writes an attempt's end.
  static func close(
    _ row: Int64, _ number: Int, _ report: DeliveryReport, at ended: Timestamp, in db: Database
  ) throws {
    try SettlingStatements(db).close(row, number, report, at: ended)
  }

  /// What the columns `next` (nil to leave it), `reason` and `detail` hold for a state.
  static func columns(after state: ReminderState) -> (next: Int64?, reason: String?, detail: String?) {
    switch state {
    case .retryable(let due): (due.milliseconds, nil, nil)
    case .discarded(let reason): (nil, reason.name, reason.detail)
    case .cancelled: (nil, "person", nil)
    case .scheduled, .sending, .delivered: (nil, nil, nil)
    }
  }

  static func json(_ values: [String]) -> String { "[" + values.joined(separator: ",") + "]" }

  static func escaped(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case _ where scalar.value < 0x20: " "
      default: String(scalar)
      }
    }.joined()
  }
}
