import GRDB
public import Planning
public import Recurrence

/// What a start found open.
public struct RecoveryReport: Hashable, Sendable {
  /// To be sent again at once.
  public internal(set) var repeated: [ReminderKey] = []
  /// Left to a person, because the channel says so or because no try is left.
  public internal(set) var held: [ReminderKey] = []
  /// The rows of ``repeated``.
  var rows: [Int64] = []

  init() {}
}

extension OutboxStore {
  /// Closes every open attempt as ambiguous: its dispatcher is gone, and nobody knows what it had sent.
  ///
  /// For the start of the only dispatcher of this database, before it claims anything.
  ///
  /// - `policy`: Of a channel, by its name.
  public func recover(
    at now: Timestamp, policy: @escaping @Sendable (String) -> RetryPolicy
  ) async throws -> RecoveryReport {
    let open = try await database.read { db in
      try Array(
        Row.fetchCursor(
          db, sql: "SELECT \(Self.columns) FROM reminder WHERE state = 'sending' ORDER BY next, id"
        ).map(Self.dueReminder))
    }
    guard !open.isEmpty else { return RecoveryReport() }
    return try await database.write { db in
      var report = RecoveryReport()
      for reminder in open {
        try Self.recover(reminder, at: now, policy: policy(reminder.key.channel), into: &report, in: db)
      }
      return report
    }
  }

  private static func recover(
    _ reminder: DueReminder, at now: Timestamp, policy: RetryPolicy, into report: inout RecoveryReport,
    in db: Database
  ) throws {
    let crashes = try Int.fetchOne(
      db, sql: "SELECT count(*) FROM attempt WHERE reminder = ? AND code = ?",
      arguments: [reminder.row, OutboxReason.leaseLost])
    let facts = AttemptFacts(
      attempt: reminder.attempts - reminder.attemptsBefore, number: reminder.attempts, jitter: 0,
      expires: reminder.lastInstant(under: policy), crashes: (crashes ?? 0) + 1)
    let state = try reminder.state.applying(.leaseLost(facts), at: now, policy: policy)
    let (next, reason, detail) = columns(after: state)
    try db.cachedStatement(
      sql: """
        UPDATE reminder SET state = ?1, next = ifnull(?2, next), lease_until = NULL, reason = ?3, detail = ?4,
          may_be_repeat = 1, attempts_before = attempts_before + 1, changed = ?5
        WHERE id = ?6 AND state = 'sending' AND attempt = ?7
        """
    ).execute(
      arguments: [
        state.name.rawValue, next, reason, detail, now.milliseconds, reminder.row, reminder.attempts,
      ])
    guard db.changesCount > 0 else { return }
    try close(
      reminder.row, reminder.attempts, DeliveryReport(.ambiguous(reason: OutboxReason.leaseLost)), at: now,
      in: db)
    if state.name == .retryable {
      report.repeated.append(reminder.key)
      report.rows.append(reminder.row)
    } else {
      report.held.append(reminder.key)
    }
  }
}

extension DueReminder {
  /// From when on nothing more is tried under a policy.
  func lastInstant(under policy: RetryPolicy) -> Timestamp {
    // A retry that a person asked for late starts its own time.
    until > planned.expires ? until : policy.lastInstant(due: planned.due, expires: until)
  }
}
