import GRDB
import Planning
import Recurrence

/// Opens attempts. Its statements are found once for all reminders of a batch.
struct ClaimingStatements {
  private let update: Statement
  private let insert: Statement

  init(_ db: Database) throws {
    update = try db.cachedStatement(
      sql: """
        UPDATE reminder SET state = 'sending', attempt = attempt + 1, lease_until = ?1, changed = ?2
        WHERE id = ?3 AND state IN ('scheduled', 'retryable') AND next <= ?2 AND attempt = ?4 AND content = ?5
        """)
    insert = try db.cachedStatement(
      sql: """
        INSERT INTO attempt (reminder, number, started)
        SELECT id, attempt, ?1 FROM reminder WHERE id IN (SELECT value FROM json_each(?2))
        """)
  }

  /// - Returns: Those that are as they were read.
  func claim(
    _ reminders: [DueReminder], until lease: Timestamp, at now: Timestamp, in db: Database
  ) throws -> [DueReminder] {
    let claimed = try reminders.filter { try claim($0, until: lease, at: now, in: db) }
    insert.setUncheckedArguments([now.milliseconds, OutboxStore.json(claimed.map { String($0.row) })])
    try insert.execute()
    return claimed
  }

  /// - Returns: False if the reminder is not as it was read.
  private func claim(
    _ reminder: DueReminder, until lease: Timestamp, at now: Timestamp, in db: Database
  ) throws -> Bool {
    update.setUncheckedArguments([
      lease.milliseconds, now.milliseconds, reminder.row, reminder.attempts, reminder.content,
    ])
    try update.execute()
    return db.changesCount > 0
  }
}

/// Closes attempts; the same.
struct SettlingStatements {
  private let update: Statement
  private let closing: Statement

  init(_ db: Database) throws {
    update = try db.cachedStatement(
      sql: """
        UPDATE reminder SET state = ?1, next = ifnull(?2, next), lease_until = NULL, reason = ?3, detail = ?4,
          may_be_repeat = max(may_be_repeat, ?5), attempts_before = attempts_before + ?6, changed = ?7
        WHERE id = ?8 AND state = 'sending' AND attempt = ?9
        """)
    closing = try db.cachedStatement(
      sql: """
        UPDATE attempt SET ended = ?1, outcome = ?2, code = ?3, wait_until = ?4, status = ?5, answer = ?6, bytes = ?7,
          shortened = ?8, raw_code = ?9, answer_bytes = ?10, looked_up = ?11, connected = ?12, secured = ?13,
          first_byte = ?14, total = ?15
        WHERE reminder = ?16 AND number = ?17
        """)
  }

  /// - Returns: False if the lease has passed to another attempt.
  func settle(_ settlement: Settlement, in db: Database) throws -> Bool {
    let report = settlement.report
    let (next, reason, detail) = OutboxStore.columns(after: settlement.state)
    update.setUncheckedArguments([
      settlement.state.name.rawValue, next, reason, detail, report.outcome.name == "ambiguous",
      report.outcome.name == "notSent",
      settlement.ended.milliseconds, settlement.reminder.row, settlement.lease.attempt,
    ])
    try update.execute()
    guard db.changesCount > 0 else { return false }
    try close(settlement.reminder.row, settlement.lease.attempt, report, at: settlement.ended)
    return true
  }

  /// Writes an attempt's end.
  func close(_ row: Int64, _ number: Int, _ report: DeliveryReport, at ended: Timestamp) throws {
    let phases = report.phases
    closing.setUncheckedArguments([
      ended.milliseconds, report.outcome.name, report.outcome.detail, report.outcome.waitUntil?.milliseconds,
      report.status.flatMap { (100...999).contains($0) ? $0 : nil }, report.answer.map { Self.shortened($0) },
      max(0, report.bytes), report.shortened, report.code, max(0, report.answerBytes),
      phases?.lookedUp.microseconds, phases?.connected.microseconds, phases?.secured.microseconds,
      phases?.firstByte.microseconds, phases?.total.microseconds, row, number,
    ])
    try closing.execute()
  }

  /// The beginning of an answer, at most 2 KiB of UTF-8, cut between characters.
  private static func shortened(_ answer: String) -> String {
    guard answer.utf8.count > 2048 else { return answer }
    var end = answer.utf8.index(answer.startIndex, offsetBy: 2048)
    while end.samePosition(in: answer) == nil { end = answer.utf8.index(before: end) }
    return String(answer[..<end])
  }
}

extension Duration {
  /// Whole microseconds, as the store keeps spans of an attempt.
  var microseconds: Int64 { Int64(self / .microseconds(1)) }
}
