import GRDB
import Planning
public import Recurrence

extension OutboxStore {
  /// Sums up attempts that are past their time, and drops their details.
  ///
  /// Works in transactions of some hundred reminders, so that a dispatcher never waits long; if it breaks off, running it
  /// again goes on.
  public func prune(at now: Timestamp, keeping retention: Retention = Retention()) async throws -> PruneReport
  {
    var report = PruneReport()
    var row: Int64 = 0
    while true {
      // Looks first: a write transaction would touch the disk for nothing.
      let after = row
      let found = try await database.read { db in
        try Self.attempted(after: after, at: now, retention, in: db)
      }
      guard let last = found.last else { return report }
      row = last
      guard !found.old.isEmpty else { continue }
      let before = report
      report = try await database.write { db in
        var report = before
        // What a person had sent again meanwhile stays.
        let found = try Self.attempted(after: after, at: now, retention, in: db)
        for reminder in found.old { try Self.prune(reminder, into: &report, in: db) }
        return report
      }
    }
  }

  /// What is left of pruned attempts, by occurrence and outcome.
  public func attemptSums() async throws -> [AttemptSum] {
    try await database.read { db in
      try Row.fetchAll(
        db,
        sql:
          "SELECT campaign, occurrence, outcome, attempts FROM attempt_sum ORDER BY campaign, occurrence, outcome"
      ).map { AttemptSum(campaign: $0[0], occurrence: $0[1], outcome: $0[2], attempts: $0[3]) }
    }
  }

  private static var pruneBatch: Int { 500 }

  private struct Attempted: Sendable {
    /// The last row that was looked at; nil at the end.
    var last: Int64?
    var old: [(row: Int64, key: ReminderKey)] = []
  }

  /// The next reminders that have attempts, and which of them are past their time.
  private static func attempted(
    after row: Int64, at now: Timestamp, _ retention: Retention, in db: Database
  ) throws -> Attempted {
    let rows = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT id, key, state, ifnull(reason = 'missed', 0), changed FROM reminder
          WHERE id IN (SELECT DISTINCT reminder FROM attempt WHERE reminder > ? ORDER BY reminder LIMIT ?)
          ORDER BY id
          """), arguments: [row, pruneBatch])
    var found = Attempted()
    while let row = try rows.next() {
      found.last = row[0]
      guard let state = ReminderState.Name(rawValue: row[2]), let key = ReminderKey(row[1]),
        let limit = retention.limit(state, isMissed: row[3], at: now), instant(row[4]) <= limit
      else { continue }
      found.old.append((row[0], key))
    }
    return found
  }

  private static func prune(
    _ reminder: (row: Int64, key: ReminderKey), into report: inout PruneReport, in db: Database
  ) throws {
    let key = reminder.key
    try db.cachedStatement(
      sql: """
        INSERT INTO attempt_sum (campaign, occurrence, outcome, attempts)
        SELECT ?, ?, outcome, count(*) FROM attempt WHERE reminder = ? AND ended IS NOT NULL GROUP BY outcome
        ON CONFLICT (campaign, occurrence, outcome) DO UPDATE SET attempts = attempts + excluded.attempts
        """
    ).execute(arguments: [key.campaign, key.occurrence, reminder.row])
    try db.cachedStatement(sql: "DELETE FROM attempt WHERE reminder = ? AND ended IS NOT NULL").execute(
      arguments: [reminder.row])
    let count = db.changesCount
    try db.cachedStatement(sql: "UPDATE reminder SET pruned = pruned + ? WHERE id = ?").execute(
      arguments: [count, reminder.row])
    report.reminders += 1
    report.attempts += count
  }
}
