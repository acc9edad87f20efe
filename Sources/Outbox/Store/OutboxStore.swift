public import GRDB
public import Recurrence

/// Reminders on disk. One method is one transaction, unless it says otherwise.
///
/// Does not open the database and does not migrate it: see ``OutboxMigrations``.
public struct OutboxStore: Sendable {
  let database: any DatabaseWriter
  let faultPoint: @Sendable (FaultPoint) -> Void

  public init(_ database: any DatabaseWriter, faultPoint: @escaping @Sendable (FaultPoint) -> Void = { _ in })
  {
    self.database = database
    self.faultPoint = faultPoint
  }

  /// The earliest instant after `now` at which a reminder may be claimed.
  public func nextDue(after now: Timestamp) async throws -> Timestamp? {
    try await database.read { db in
      try Int64.fetchOne(
        db,
        sql: "SELECT min(next) FROM reminder WHERE state IN ('scheduled', 'retryable') AND next > ?",
        arguments: [now.milliseconds]
      ).map(Timestamp.init(milliseconds:))
    }
  }

  /// How many reminders are in each state; states without any are 0.
  public func counts(of campaign: String? = nil) async throws -> [ReminderState.Name: Int] {
    try await database.read { db in
      let rows = try Row.fetchCursor(
        db, sql: "SELECT state, count(*) FROM reminder WHERE ?1 IS NULL OR campaign = ?1 GROUP BY state",
        arguments: [campaign])
      var counts = Dictionary(uniqueKeysWithValues: ReminderState.Name.allCases.map { ($0, 0) })
      while let row = try rows.next() {
        if let name = ReminderState.Name(rawValue: row[0]) { counts[name] = row[1] }
      }
      return counts
    }
  }

  /// Up to which due time everything has been planned once; nil before the first plan.
  public func plannedUntil() async throws -> Timestamp? {
    try await database.read { db in
      try Int64.fetchOne(db, sql: "SELECT until FROM outbox_plan").map(Self.instant)
    }
  }

  /// Remembers how far a plan reached that was written to its end.
  public func recordPlan(until end: Timestamp) async throws {
    try await database.write { db in
      try db.execute(
        sql: """
          INSERT INTO outbox_plan (id, until) VALUES (1, ?1)
          ON CONFLICT (id) DO UPDATE SET until = excluded.until WHERE until <> excluded.until
          """, arguments: [end.milliseconds])
    }
  }

  /// Remembers when campaigns were first loaded: nothing is added for what ended before. Call it after each load,
  /// also for campaigns that have no reminders in the window.
  public func recordLoad(of campaigns: some Sequence<String>, at now: Timestamp) async throws {
    let campaigns = Array(campaigns)
    try await database.write { db in
      for campaign in campaigns { try Self.recordLoad(of: campaign, at: now, in: db) }
    }
  }

  /// When each campaign's file was first loaded. What ended before that was done without this program.
  public func firstLoads() async throws -> [String: Timestamp] {
    try await database.read { db in
      var loads: [String: Timestamp] = [:]
      let rows = try Row.fetchCursor(db, sql: "SELECT id, first_loaded FROM outbox_campaign")
      while let row = try rows.next() { loads[row[0]] = Self.instant(row[1]) }
      return loads
    }
  }

  static func recordLoad(of campaign: String, at now: Timestamp, in db: Database) throws {
    try db.cachedStatement(
      sql: "INSERT INTO outbox_campaign (id, first_loaded) VALUES (?, ?) ON CONFLICT (id) DO NOTHING"
    ).execute(arguments: [campaign, now.milliseconds])
  }
}
