import GRDB
public import Recurrence

extension OutboxStore {
  /// Has next tries wait no longer for the clock's being set back: their waits were told by the clock as it was.
  ///
  /// None comes before its reminder's due time, which is of the wall, whichever clock had it tried.
  ///
  /// - `step`: At most how much the clock was set back.
  /// - `now`: By the clock as it is now.
  /// - Returns: How many come earlier than they would have.
  @discardableResult
  public func advanceRetries(by step: Duration, at now: Timestamp) async throws -> Int {
    try await database.write { try Self.advanceRetries(by: step, at: now, in: $0) }
  }

  @discardableResult
  static func advanceRetries(by step: Duration, at now: Timestamp, in db: Database) throws -> Int {
    let latest = now.milliseconds + Int64(step / .milliseconds(1)) + longestWait
    try db.execute(
      sql: """
        UPDATE reminder SET next = max(next - ?1, ?2, due), changed = min(changed, ?2)
        WHERE \(waitsAgain) AND next > ?2 AND next > due AND next <= ?3
        """, arguments: [Int64(step / .milliseconds(1)), now.milliseconds, latest])
    return db.changesCount
  }

  /// Has next tries wait for no more than their whole wait, if the clock was set back while nobody looked on.
  ///
  /// For the start of the only dispatcher of this database.
  func limitRetries(at now: Timestamp) async throws {
    // Looks first: a start writes nothing for a clock that is right.
    let condition = """
      \(Self.waitsAgain) AND next > ?1 AND next > due AND changed > ?1
      """
    let isAhead = try await database.read { db in
      try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM reminder WHERE \(condition))",
        arguments: [now.milliseconds]) ?? false
    }
    guard isAhead else { return }
    try await database.write { db in
      try db.execute(
        sql: """
          UPDATE reminder SET next = max(due, ?1 + max(0, next - changed)), changed = ?1
          WHERE \(condition)
          """, arguments: [now.milliseconds])
    }
  }

  /// In the words of an index: what was tried already, or what a person had sent anew.
  private static let waitsAgain =
    "state IN ('scheduled', 'retryable') AND (state = 'retryable' OR attempt > 0)"
}
