import GRDB
public import Planning
public import Recurrence

extension OutboxStore {
  /// Of every endpoint that is not as it began.
  public func endpointStandings() async throws -> [EndpointID: EndpointStanding] {
    try await database.read { db in
      let rows = try Row.fetchCursor(
        db,
        sql:
          "SELECT id, paced_until, quiet_until, failures, failing_since, breaker, reason, opened FROM endpoint"
      )
      var standings: [EndpointID: EndpointStanding] = [:]
      while let row = try rows.next() { standings[Self.endpoint(row[0])] = Self.standing(row) }
      return standings
    }
  }

  /// Those whose breaker is open or that are left alone for now.
  func quietEndpoints(at now: Timestamp) async throws -> Set<EndpointID> {
    try await database.read { db in
      Set(
        try String.fetchAll(
          db, sql: "SELECT id FROM endpoint WHERE breaker = 'open' OR quiet_until > ?",
          arguments: [now.milliseconds]
        ).map(Self.endpoint))
    }
  }

  /// How many reminders wait for each endpoint and are due.
  public func backlog(at now: Timestamp) async throws -> [EndpointID: Int] {
    try await database.read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT endpoint, count(*) FROM reminder
          WHERE state IN ('scheduled', 'retryable') AND next <= ? GROUP BY endpoint
          """, arguments: [now.milliseconds])
      var counts: [EndpointID: Int] = [:]
      while let row = try rows.next() { counts[Self.endpoint(row[0])] = row[1] }
      return counts
    }
  }

  /// Closes breakers and ends the quiet of endpoints: a person's decision. A running daemon sees it within seconds.
  ///
  /// - Returns: Those that were not as they began.
  public func reset(_ endpoints: some Sequence<EndpointID> & Sendable) async throws -> [EndpointID] {
    let endpoints = Array(endpoints)
    return try await database.write { db in
      try endpoints.filter { endpoint in
        try db.cachedStatement(
          sql: """
            UPDATE endpoint SET quiet_until = 0, failures = 0, failing_since = NULL, breaker = 'closed', reason = NULL,
              opened = NULL
            WHERE id = ? AND (breaker = 'open' OR failures > 0 OR quiet_until > 0)
            """
        ).execute(arguments: [endpoint.description])
        return db.changesCount > 0
      }
    }
  }

  static func write(_ standings: [EndpointID: EndpointStanding], in db: Database) throws {
    for (endpoint, standing) in standings {
      var reason: String?
      var opened: Int64?
      if case .open(let why, let since) = standing.breaker { (reason, opened) = (why, since.milliseconds) }
      let statement = try db.cachedStatement(
        sql: """
          INSERT INTO endpoint (id, paced_until, quiet_until, failures, failing_since, breaker, reason, opened)
          VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
          ON CONFLICT (id) DO UPDATE SET paced_until = ?2, quiet_until = ?3, failures = ?4, failing_since = ?5,
            breaker = ?6, reason = ?7, opened = ?8
          """)
      statement.setUncheckedArguments([
        endpoint.description, standing.pacedUntil.milliseconds, standing.quietUntil.milliseconds,
        standing.failures,
        standing.failingSince?.milliseconds, standing.isOpen ? "open" : "closed", reason, opened,
      ])
      try statement.execute()
    }
  }

  private static func standing(_ row: Row) -> EndpointStanding {
    var standing = EndpointStanding()
    standing.pacedUntil = instant(row[1])
    standing.quietUntil = instant(row[2])
    standing.failures = row[3]
    standing.failingSince = (row[4] as Int64?).map(instant)
    if let opened = row[7] as Int64? { standing.breaker = .open(reason: row[6], since: instant(opened)) }
    return standing
  }

  static func endpoint(_ text: String) -> EndpointID {
    let slash = text.utf8.firstIndex(of: UInt8(ascii: "/"))
    return EndpointID(
      channel: String(text[..<(slash ?? text.endIndex)]),
      unit: slash.map { String(text[text.utf8.index(after: $0)...]) })
  }
}
