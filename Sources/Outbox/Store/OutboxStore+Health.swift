import GRDB
public import Recurrence

/// How the queue stands at one instant.
public struct QueueFigures: Hashable, Sendable {
  /// Planned and never tried.
  public var scheduled = 0
  /// Tried, and to be tried again.
  public var retryable = 0
  /// In flight.
  public var sending = 0
  /// When the oldest reminder that is not sent yet was due; nil if none is due.
  public var oldestDue: Timestamp?
  /// Since when the dispatcher could have claimed something and has not: endpoints that rest or are closed don't count.
  public var oldestNeglected: Timestamp?
  /// When something is to be sent next.
  public var nextDue: Timestamp?
  /// Endpoints by the state of their breaker. One that never had any trouble is not counted.
  public var breakers: [String: Int] = ["closed": 0, "open": 0]

  public init() {}

  public var waiting: Int { scheduled + retryable }
}

extension OutboxStore {
  /// Proves that the database takes a write: one row that says when.
  public func beat(at now: Timestamp) async throws {
    try await database.write { db in
      try db.cachedStatement(
        sql: """
          INSERT INTO outbox_heartbeat (id, at) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET at = excluded.at
          """
      ).execute(arguments: [now.milliseconds])
    }
  }

  /// Counts what waits. Reads only what waits, never the history, however long that is.
  public func queueFigures(at now: Timestamp) async throws -> QueueFigures {
    try await database.read { db in
      var figures = QueueFigures()
      let all = try Int.fetchOne(db, sql: "SELECT count(*) FROM reminder WHERE \(Self.isWaiting)") ?? 0
      try Self.countNear(now, into: &figures, in: db)
      figures.scheduled = all - figures.retryable
      figures.oldestNeglected = try Self.instant(
        ofOne: Self.neglected, [now.milliseconds, now.milliseconds - Self.pause], in: db)
      figures.nextDue = try Self.instant(
        ofOne: "SELECT min(next) FROM reminder WHERE \(Self.isWaiting) AND next > ?", [now.milliseconds],
        in: db)
      let breakers = try Row.fetchCursor(db, sql: "SELECT breaker, count(*) FROM endpoint GROUP BY breaker")
      while let row = try breakers.next() { figures.breakers[row[0]] = row[1] }
      return figures
    }
  }

  private static let isWaiting = "state IN ('scheduled', 'retryable')"

  /// No wait between two tries is longer, so that what is to be retried stands before this in the order of `next`.
  static let longestWait: Int64 = 36 * 3_600_000

  /// An endpoint that was to rest until less than this ago has its next turn still ahead.
  private static let pause: Int64 = 60_000

  private static let neglected = """
    SELECT reminder.next FROM reminder LEFT JOIN endpoint ON endpoint.id = reminder.endpoint
    WHERE \(isWaiting) AND reminder.next <= ?1 AND (
      endpoint.id IS NULL OR
      endpoint.breaker = 'closed' AND endpoint.paced_until <= ?2 AND endpoint.quiet_until <= ?2)
    ORDER BY reminder.next, reminder.id LIMIT 1
    """

  private static func countNear(_ now: Timestamp, into figures: inout QueueFigures, in db: Database) throws {
    let near = try Row.fetchOne(
      db,
      sql: """
        SELECT count(*) FILTER (WHERE state = 'retryable'), min(due) FILTER (WHERE due <= ?1)
        FROM reminder WHERE \(isWaiting) AND next <= ?2
        """, arguments: [now.milliseconds, now.milliseconds + longestWait])
    let open = try Row.fetchOne(db, sql: "SELECT count(*), min(due) FROM reminder WHERE state = 'sending'")
    guard let near, let open else { return }
    figures.retryable = near[0]
    figures.sending = open[0]
    let oldest = [near[1] as Int64?, open[1] as Int64?].compactMap(\.self).min()
    figures.oldestDue = oldest.map(instant)
  }

  private static func instant(ofOne sql: String, _ arguments: StatementArguments, in db: Database) throws
    -> Timestamp?
  {
    try Int64.fetchOne(db, sql: sql, arguments: arguments).map(instant)
  }
}
