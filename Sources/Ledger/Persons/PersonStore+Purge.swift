public import GRDB
public import Recurrence

extension PersonStore {
  /// What a purge did.
  public struct Purge: Hashable, Sendable {
    public internal(set) var persons = 0
    /// One entry for each session whose list went, and the counts that took its place.
    public internal(set) var entries: [LedgerEntry] = []

    public init() {}
  }

  /// Replaces the rows whose day has come by counts, with an entry that says so for each session.
  ///
  /// What was in the rows is overwritten in the database's pages; the write-ahead log still holds them until it is
  /// written back and cut off, which is the caller's.
  ///
  /// - `by`: Who has it done; the daemon's own name if nobody.
  public func purge(on today: CivilDate, by: String, at: Timestamp) async throws -> Purge {
    // Looks first: most days there is nothing, and a write transaction would touch the disk.
    let isDue = try await database.read { db in
      try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM person WHERE delete_on <= ?)", arguments: [today.description])
        ?? false
    }
    guard isDue else { return Purge() }
    let home = ledger.home()
    return try await database.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA secure_delete = ON")
      defer { try? db.execute(sql: "PRAGMA secure_delete = OFF") }
      var purge = Purge()
      try db.inTransaction {
        try LedgerStore.claim(home, in: db)
        let rows = try Self.fetch(db, where: "delete_on <= ?", [today.description])
        var chain = try ChainWriter(db, by: by, at: at)
        for (session, rows) in Dictionary(grouping: rows, by: \.session).sorted(by: {
          $0.key.description < $1.key.description
        }) {
          purge.persons += rows.count
          // Names go on their day whether or not the occurrence still takes entries.
          let isClosed = try session.occurrence.map { try chain.isClosed($0) } ?? false
          for content in try Self.replacement(of: rows, session, in: db) {
            let draft = LedgerDraft(
              scope: .init(session), .record(content), source: ListSource.persons.of(session),
              lateReason: isClosed ? "名单到期 (the list reached its day)" : nil)
            purge.entries.append(try chain.append(draft))
          }
        }
        try Self.erase(until: today, in: db)
        try LedgerStore.refresh(db)
        return .commit
      }
      return purge
    }
  }

  /// The entry that tells of the list, and counts of those who came where nobody counted them.
  private static func replacement(
    of rows: [Row], _ session: SessionKey, in db: Database
  ) throws -> [LedgerEntry.Content] {
    let groups = Dictionary(grouping: rows) { PurgedList.Group($0.person) }.sorted { $0.key < $1.key }
    let list = PurgedList(
      persons: rows.count, until: rows.map(\.deleteOn).max() ?? .max,
      groups: groups.map { PurgedList.Tally(group: $0.key, count: $0.value.count) })
    let came = groups.filter { $0.key.status == .came }
    let uncounted = try came.filter { try !hasAttendance($0.key.role, session, in: db) }
    // Those of other groups are counted with those of none.
    let counts = Dictionary(
      uncounted.map { group, rows in
        (Counted(role: group.role, people: group.people == KnownGroup.other ? nil : group.people), rows.count)
      }, uniquingKeysWith: +)
    return [.purged(list)]
      + counts.sorted { $0.key < $1.key }.map { counted, count in
        .count(
          Count(.attendance, group: counted.people, role: counted.role, quantity: .exact(Figure(count))))
      }
  }

  private struct Counted: Hashable, Comparable {
    let role: Count.Role
    let people: String?

    static func < (left: Counted, right: Counted) -> Bool {
      (left.role.rawValue, left.people ?? "") < (right.role.rawValue, right.people ?? "")
    }
  }

  /// Deletes what is due, and writes the other rows anew: pages that rows were moved out of may hold them still, pages
  /// that a table gives up are overwritten.
  private static func erase(until today: CivilDate, in db: Database) throws {
    try db.execute(sql: "DELETE FROM person WHERE delete_on <= ?", arguments: [today.description])
    let kept = try GRDB.Row.fetchAll(db, sql: "SELECT * FROM person ORDER BY session, number")
    try db.execute(sql: "DELETE FROM person")
    guard let columns = kept.first.map({ Array($0.columnNames) }) else { return }
    let holes = columns.map { _ in "?" }.joined(separator: ", ")
    let insert = try db.makeStatement(
      sql: "INSERT INTO person (\(columns.joined(separator: ", "))) VALUES (\(holes))")
    for row in kept { try insert.execute(arguments: StatementArguments(row.databaseValues)) }
  }

  /// Takes out of a copy of the database what tells who somebody was, of the rows whose day has come. They stay as
  /// rows without a face, so that a purge after the copy was brought back still counts them.
  ///
  /// - Returns: How many rows it was.
  public static func blank(_ db: Database, on today: CivilDate) throws -> Int {
    guard try db.tableExists("person") else { return 0 }
    try db.execute(sql: "PRAGMA secure_delete = ON")
    try db.execute(
      sql: """
        UPDATE person SET masked_name = '-*', name_mark = NULL, phone_mark = NULL, phone_tail = NULL, place = NULL,
          household_mark = NULL
        WHERE delete_on <= ? AND masked_name <> '-*'
        """, arguments: [today.description])
    let count = db.changesCount
    if count > 0 { try db.execute(sql: "VACUUM") }
    return count
  }
}
