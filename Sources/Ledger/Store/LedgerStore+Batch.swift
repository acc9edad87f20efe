import GRDB
import Recurrence

extension LedgerStore {
  /// How many kilobytes of pages a transaction of thousands of rows may keep: the indexes are written to all
  /// over, and each page that does not fit is written many times.
  private static let pages = 49_152

  /// As ``write(_:)``, for thousands of rows: with room for their pages while it lasts.
  func writeMany<Result: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Result
  ) async throws -> Result {
    let home = home()
    return try await database.writeWithoutTransaction { database in
      let pages = try Int.fetchOne(database, sql: "PRAGMA cache_size") ?? -2000
      let place = try Int.fetchOne(database, sql: "PRAGMA temp_store") ?? 0
      // What a statement needs to be undone alone is copied for each; in a file that would cost more than the rows.
      try database.execute(sql: "PRAGMA cache_size = -\(Self.pages); PRAGMA temp_store = MEMORY")
      defer {
        try? database.execute(sql: "PRAGMA cache_size = \(pages); PRAGMA temp_store = \(place)")
      }
      var result: Result?
      try database.inTransaction(.immediate) {
        try Self.claim(home, in: database)
        result = try body(database)
        try Self.refresh(database)
        return .commit
      }
      guard let result else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
      return result
    }
  }
}

/// Entries on their way into the table, many to a statement, and what stands of the sessions that they add.
///
/// The facts of a session that was added here follow from what was just written; nothing needs to be read back for
/// them. They are the same that ``LedgerStore/refresh(_:)`` would fold.
struct EntryBatch {
  private var rows: [EntryRow] = []
  private var facts: [FactsRow] = []
  private var ids: Set<String> = []
  /// Whether it has entries of sessions that it does not know the facts of.
  private var hasOthers = false

  private static let most = 512

  var isFull: Bool { rows.count >= Self.most }

  /// Whether entries of an imported row wait here.
  func holds(_ id: String) -> Bool { ids.contains(id) }

  /// - `id`: The imported row that the entries come from.
  /// - `contents`: What the entries record, one each; of a new session first itself.
  mutating func add(_ id: String, _ rows: [EntryRow], _ contents: [LedgerEntry.Content]) {
    ids.insert(id)
    self.rows += rows
    if let found = FactsRow(newSession: rows, contents) {
      facts.append(found)
    } else if rows.contains(where: { $0.scope.number != nil }) {
      hasOthers = true
    }
  }

  /// Writes what waits.
  mutating func write(into database: Database) throws {
    guard !rows.isEmpty else { return }
    if try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM ledger_stale)") == true {
      try LedgerStore.refresh(database)
    }
    var rest = rows[...]
    for width in Self.widths {
      while rest.count >= width {
        try EntryRow.insert(rest.prefix(width), into: database)
        rest = rest.dropFirst(width)
      }
    }
    if !hasOthers {
      for row in facts { try row.insert(into: database) }
      try database.cachedStatement(sql: "DELETE FROM ledger_stale").execute()
    }
    self = EntryBatch()
  }

  /// Rows to a statement: each statement copies every page that it changes, so that it can be undone alone.
  private static let widths = [64, 8, 1]
}

extension EntryRow {
  /// Inserts rows in one statement, as ``insert(into:)`` does one.
  fileprivate static func insert(_ rows: ArraySlice<EntryRow>, into database: Database) throws {
    let places = "(\(Array(repeating: "?", count: 20).joined(separator: ", ")))"
    let statement = try database.cachedStatement(
      sql: """
        INSERT INTO ledger_entry (\(columns)) VALUES \
        \(Array(repeating: places, count: rows.count).joined(separator: ", "))
        """)
    var bindings = StatementBindings(statement)
    for row in rows { row.bind(to: &bindings) }
    try bindings.execute()
  }

  /// In the order of ``columns``.
  fileprivate func bind(to binding: inout StatementBindings) {
    binding.add(id.origin)
    binding.add(id.number)
    binding.add(Int(at.milliseconds))
    binding.add(by)
    binding.add(scope.occurrence?.campaign)
    binding.add(scope.occurrence?.occurrence)
    binding.add(scope.unit)
    binding.add(scope.number)
    binding.add(body.act)
    binding.add(body.kind)
    binding.add(body.json)
    binding.add(body.target?.origin)
    binding.add(body.target?.number)
    binding.add(body.reason)
    binding.add(source)
    binding.add(lateReason)
    binding.add(previous)
    binding.add(hash)
    binding.add(seen)
    binding.add(Int(moment.milliseconds))
  }
}

extension FactsRow {
  /// Of a session that nothing but these entries tells of; nil unless the first of them adds one.
  fileprivate init?(newSession rows: [EntryRow], _ contents: [LedgerEntry.Content]) {
    guard let key = rows.first?.scope.session, case .session(let session)? = contents.first else {
      return nil
    }
    let entries = zip(rows, contents).map { row, content in
      LedgerEntry(
        id: row.id, at: row.at, by: row.by, scope: row.scope, act: .record(content), source: row.source,
        lateReason: row.lateReason, previous: row.previous, hash: row.hash, moment: row.moment)
    }
    var balance = SessionBalance(key: key, session: session, root: entries[0])
    for (entry, content) in zip(entries, contents).dropFirst() {
      balance.add(content, root: entry, current: entry)
    }
    self.init(SessionFacts(balance), isShared: false)
  }
}
