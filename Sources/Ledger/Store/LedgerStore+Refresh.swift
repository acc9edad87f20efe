import Foundation
import GRDB
import Recurrence

extension LedgerStore {
  /// One transaction that leaves no session's facts stale.
  func write<Result: Sendable>(_ body: @escaping @Sendable (Database) throws -> Result) async throws -> Result
  {
    let home = home()
    return try await database.write { database in
      try Self.claim(home, in: database)
      let result = try body(database)
      try Self.refresh(database)
      return result
    }
  }

  /// Folds the sessions anew of which entries were added.
  static func refresh(_ database: Database) throws {
    let stale = try StaleSession.fetchAll(database)
    guard !stale.isEmpty else { return }
    for session in stale {
      try database.cachedStatement(
        sql: "DELETE FROM ledger_session WHERE campaign = ? AND occurrence = ? AND unit = ? AND session = ?"
      ).execute(arguments: session.arguments)
      for row in try session.rows(in: database) { try row.insert(into: database) }
    }
    try database.execute(sql: "DELETE FROM ledger_stale")
  }

  /// Throws all facts away and folds every session anew.
  public func rebuildFacts() async throws {
    try await database.write { database in
      try database.execute(sql: "DELETE FROM ledger_session")
      try database.execute(sql: LedgerMigrations.markAllStale)
      try Self.refresh(database)
    }
  }

  /// Sessions whose facts are not what their entries say, by the entry that added them.
  static func factFaults(in database: Database) throws -> [EntryID] {
    var kept: [EntryID: FactsRow] = [:]
    let rows = try Row.fetchCursor(database, sql: "SELECT \(FactsRow.columns) FROM ledger_session")
    while let row = try rows.next() {
      let row = FactsRow(row)
      kept[row.root] = row
    }
    // A flag that is neither would be read as yes.
    let odd = try Row.fetchAll(
      database,
      sql: """
        SELECT root_origin, root_number FROM ledger_session
        WHERE is_counted NOT IN (0, 1) OR is_held NOT IN (0, 1) OR is_shared NOT IN (0, 1)
        """)
    var faults = Set(odd.map { EntryID(origin: $0[0], number: $0[1]) })
    let sessions = try Row.fetchCursor(
      database,
      sql: """
        SELECT DISTINCT ifnull(campaign, '') AS campaign, ifnull(occurrence, '') AS occurrence, unit, session
        FROM ledger_entry WHERE session IS NOT NULL
          AND (ifnull(campaign, ''), ifnull(occurrence, ''), unit, session) NOT IN (SELECT * FROM ledger_stale)
        """
    ).map { StaleSession($0) }
    while let session = try sessions.next() {
      for row in try session.rows(in: database) where kept.removeValue(forKey: row.root) != row {
        faults.insert(row.root)
      }
    }
    // What is left follows from no entry, unless its session is only stale.
    for session in try StaleSession.fetchAll(database) {
      kept = kept.filter { !session.isOf($0.value) }
    }
    return faults.union(kept.keys).sorted()
  }
}

/// A session of which entries were added since its facts were written.
struct StaleSession: Hashable {
  let campaign: String
  let occurrence: String
  let unit: String
  let session: Int

  init(_ row: Row) {
    campaign = row["campaign"]
    occurrence = row["occurrence"]
    unit = row["unit"]
    session = row["session"]
  }

  var arguments: StatementArguments { [campaign, occurrence, unit, session] }

  func isOf(_ row: FactsRow) -> Bool {
    (campaign, occurrence, unit, session) == (row.campaign, row.occurrence, row.unit, row.session)
  }

  static func fetchAll(_ database: Database) throws -> [StaleSession] {
    try Row.fetchAll(
      try database.cachedStatement(sql: "SELECT campaign, occurrence, unit, session FROM ledger_stale")
    ).map { StaleSession($0) }
  }

  /// What its entries say: the session's, and whatever names one of them.
  private static let entries = EntryRow.amended(
    where: "campaign IS nullif(?, '') AND occurrence IS nullif(?, '') AND unit = ? AND session = ?")

  /// What stands of it.
  func balance(in database: Database) throws -> Balance {
    let cursor = try Row.fetchCursor(
      try database.cachedStatement(sql: Self.entries), arguments: arguments)
    return Balance(try EntryRow.entries(cursor, in: database))
  }

  func rows(in database: Database) throws -> [FactsRow] {
    let balance = try balance(in: database)
    let isShared = balance.disputes.contains { $0.isOfSession }
    return balance.sessions.map { FactsRow(SessionFacts($0), isShared: isShared) }
  }
}

/// A row of compact facts.
struct FactsRow: Hashable {
  let root: EntryID
  let campaign: String
  let occurrence: String
  let unit: String
  let session: Int
  let recordedAt: Int64
  let firstDay: Int32?
  let lastDay: Int32?
  let exactDay: Int32?
  let isCounted: Bool
  let isHeld: Bool
  let isShared: Bool
  let bytes: [UInt8]

  static let columns = """
    root_origin, root_number, campaign, occurrence, unit, session, recorded_at, first_day, last_day, exact_day,
    is_counted, is_held, is_shared, facts
    """

  init(_ facts: SessionFacts, isShared: Bool) {
    self.isShared = isShared
    root = facts.root
    campaign = facts.key.occurrence?.campaign ?? ""
    occurrence = facts.key.occurrence?.occurrence ?? ""
    unit = facts.key.unit
    session = facts.key.number
    recordedAt = facts.recordedAt.milliseconds
    firstDay = facts.date.first?.dayNumber
    lastDay = facts.date.last?.dayNumber
    exactDay = if case .exact(let day) = facts.date.day { day.dayNumber } else { nil }
    isCounted = facts.isCounted
    isHeld = facts.isHeld
    bytes = facts.bytes
  }

  init(_ row: Row) {
    root = EntryID(origin: row[0], number: row[1])
    campaign = row[2]
    occurrence = row[3]
    unit = row[4]
    session = row[5]
    recordedAt = row[6]
    firstDay = row[7]
    lastDay = row[8]
    exactDay = row[9]
    isCounted = row[10]
    isHeld = row[11]
    isShared = row[12]
    bytes = (row[13] as Data?).map(Array.init) ?? []
  }

  func insert(into database: Database) throws {
    let statement = try database.cachedStatement(
      sql: "INSERT INTO ledger_session (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    var binding = StatementBindings(statement)
    binding.add(root.origin)
    binding.add(root.number)
    binding.add(campaign)
    binding.add(occurrence)
    binding.add(unit)
    binding.add(session)
    binding.add(recordedAt)
    binding.add(firstDay)
    binding.add(lastDay)
    binding.add(exactDay)
    binding.add(isCounted)
    binding.add(isHeld)
    binding.add(isShared)
    binding.add(Data(bytes))
    try binding.execute()
  }
}
