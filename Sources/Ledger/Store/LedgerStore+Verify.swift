import Foundation
public import GRDB
import Planning
import Recurrence

extension LedgerStore {
  /// Walks every chain from its first entry on, over the bytes as they are stored, and looks whether the table is still
  /// guarded.
  ///
  /// - Parameter known: What copies, exports or receipts know of entries; without them entries that were cut off the end
  ///   of a chain leave no trace.
  /// - Returns: What is not as it was written, entries in order; empty if all is well.
  public func verify(against known: [LedgerHead] = []) async throws -> [ChainFault] {
    // Without a transaction: one that met a damaged page can't be ended.
    try await database.unsafeRead { database in
      var walk = ChainWalk(database)
      walk.run()
      var faults = walk.faults
      faults += Self.named { try Self.missingGuards(in: database) }
      faults += Self.named { try OwnOrigin(database).faults }
      faults += Self.named { try Self.compare(known, with: database) }
      if walk.faults.isEmpty { faults += Self.named { try Self.damage(in: database) } }
      // What follows from entries that were changed is for a person to see to first.
      if faults.isEmpty {
        faults = Self.named { try Self.factFaults(in: database).map { ChainFault(.factsDiffer, entry: $0) } }
        faults += Self.named { try Self.checkinFaults(in: database) }
      }
      return faults
    }
  }

  /// What a look at the database finds; where that can't be read any more, this.
  private static func named(_ look: () throws -> [ChainFault]) -> [ChainFault] {
    do {
      return try look()
    } catch let error as DatabaseError {
      return [ChainFault(.damagedFile, detail: error.message ?? "\(error.resultCode)")]
    } catch {
      return [ChainFault(.damagedFile, detail: "\(error)")]
    }
  }

  /// The last entry of each chain.
  public func heads() async throws -> [LedgerHead] { try await database.read { try Self.heads(in: $0) } }

  /// Of the ledger in any database; none if it has no ledger.
  public static func heads(in database: Database) throws -> [LedgerHead] {
    guard try database.tableExists("ledger_entry") else { return [] }
    // SQLite takes the other columns from the row that has the greatest number.
    return try heads(
      database, "SELECT origin, max(number), hash FROM ledger_entry GROUP BY origin ORDER BY origin")
  }

  /// Every entry of the ledger in any database, with its hash.
  public static func known(in database: Database) throws -> [LedgerHead] {
    guard try database.tableExists("ledger_entry") else { return [] }
    return try heads(database, "SELECT origin, number, hash FROM ledger_entry ORDER BY origin, number")
  }

  private static func heads(_ database: Database, _ sql: String) throws -> [LedgerHead] {
    try Array(
      Row.fetchCursor(database, sql: sql).map {
        LedgerHead(entry: EntryID(origin: $0[0], number: $0[1]), hash: $0[2])
      })
  }

  private static func compare(_ known: [LedgerHead], with database: Database) throws -> [ChainFault] {
    let statement = try database.makeStatement(
      sql: "SELECT hash FROM ledger_entry WHERE origin = ? AND number = ?")
    var faults: [ChainFault] = []
    var missing: [String: (first: EntryID, last: EntryID)] = [:]
    for head in known.sorted(by: { $0.entry < $1.entry }) {
      let here = try String.fetchOne(statement, arguments: [head.entry.origin, head.entry.number])
      guard let here else {
        missing[head.entry.origin] = (missing[head.entry.origin]?.first ?? head.entry, head.entry)
        continue
      }
      if here != head.hash { faults.append(ChainFault(.forked, entry: head.entry)) }
    }
    let once = try hereOnce(in: database)
    for (origin, gone) in missing.sorted(by: { $0.value.first < $1.value.first }) {
      // Of another machine's chain there may just be more than was ever brought here.
      let wasHere = once[origin].map { $0 >= gone.first.number } ?? false
      faults.append(
        ChainFault(wasHere ? .cutOff : .notImported, entry: gone.first, detail: gone.last.description))
    }
    return faults
  }

  /// Of each chain the last entry that was here for sure: all of its own, and what its entries say they knew.
  private static func hereOnce(in database: Database) throws -> [String: Int] {
    guard let own = try OwnOrigin(database).known else { return [:] }
    var once = [own: Int.max]
    let said = try String.fetchCursor(
      database, sql: "SELECT seen FROM ledger_entry WHERE origin = ? AND seen IS NOT NULL", arguments: [own])
    while let text = try said.next() {
      for head in SeenHeads(text)?.heads ?? [] {
        once[head.origin] = max(once[head.origin] ?? 0, head.number)
      }
    }
    return once
  }

  /// Codes that were read, and the entries that say how many there were.
  private static func checkinFaults(in database: Database) throws -> [ChainFault] {
    guard try database.tableExists("checkin") else { return [] }
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT entry_origin, entry_number, count(*), min(session), max(session), min(number) FROM checkin
        WHERE entry_number IS NOT NULL GROUP BY 1, 2
        """)
    return try rows.compactMap { row in
      let id = EntryID(origin: row[0], number: row[1])
      let (count, first, last): (Int, String, String) = (row[2], row[3], row[4])
      if let entry = try entry(id, in: database), case .record(.count(let counted)) = entry.act,
        counted.quantity == .exact(Figure(count)), first == last, (row[5] as Int) > 0,
        entry.scope.session?.description == first
      {
        return nil
      }
      return ChainFault(.checkinsDiffer, entry: id, detail: "\(first): \(count)")
    }
  }

  /// What the migrations make is what must be there: triggers that refuse changes, and the table with its checks.
  private static func missingGuards(in database: Database) throws -> [ChainFault] {
    let model = try DatabaseQueue()
    var migrator = DatabaseMigrator()
    LedgerMigrations.register(in: &migrator)
    try migrator.migrate(model)
    let wanted = try model.read { try schema(in: $0) }
    let found = try schema(in: database)
    // Others may have appended migrations of their own; what this version makes must stand as it is.
    return wanted.keys.sorted().filter { found[$0] != wanted[$0] }.map { ChainFault(.unguarded, detail: $0) }
      + found.keys.sorted().filter { $0.hasPrefix("trigger") && wanted[$0] == nil }
      .map { ChainFault(.unguarded, detail: $0) }
  }

  /// The statements of the ledger's tables, indexes and triggers, by kind and name.
  private static func schema(in database: Database) throws -> [String: String] {
    let rows = try Row.fetchAll(
      database,
      sql:
        "SELECT type || ' ' || name, sql FROM sqlite_master WHERE tbl_name GLOB 'ledger_*' AND sql IS NOT NULL"
    )
    return Dictionary(rows.map { ($0[0] as String, $0[1] as String) }) { first, _ in first }
  }

  /// What SQLite itself finds wrong with the tables and their indexes: an index that lost a row changes what a query
  /// finds, though every row is as it was.
  private static func damage(in database: Database) throws -> [ChainFault] {
    let lines = try String.fetchAll(database, sql: "PRAGMA integrity_check")
    return lines.filter { $0 != "ok" }.map { ChainFault(.damagedFile, detail: $0) }
  }
}

/// One walk over all chains.
private struct ChainWalk {
  private let database: Database
  private(set) var faults: [ChainFault] = []
  /// The chain that it is in, the number that comes next, and the hashes that the next entry may carry: the one that is
  /// stored before it, and the one that should be.
  private var origin: String?
  private var expected = 1
  private var links: Set<String> = [""]
  /// ``EntryRow/moment`` of the row before; nil if nobody knows it.
  private var moment: Timestamp? = Timestamp(milliseconds: .min)
  private var rowsSeen = 0
  /// How many more names it may try for rows that were moved: hashing is what takes time.
  private var tries = 200_000

  init(_ database: Database) {
    self.database = database
  }

  mutating func run() {
    // A row that can't be read is passed over by its name; where that leads nowhere either, so does the rest.
    var failures = 0
    while failures < 5 {
      let seen = rowsSeen
      do {
        return try walk()
      } catch {
        failures = rowsSeen == seen ? failures + 1 : 1
        faults.append(ChainFault(.unreadable, entry: place))
        step(over: place, links: [])
      }
    }
  }

  /// Where it stands: the entry that should come next.
  private var place: EntryID { EntryID(origin: origin ?? ownOrigin ?? "?", number: expected) }

  /// From the beginning, or behind a row that can't be read.
  private mutating func walk() throws {
    let start = origin.map { [$0, expected - 1] as StatementArguments }
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT \(EntryRow.columns) FROM ledger_entry \(start == nil ? "" : "WHERE (origin, number) > (?, ?)")
        ORDER BY origin, number
        """, arguments: start ?? [])
    while let row = try rows.next() {
      rowsSeen += 1
      check(StoredRow(row))
    }
  }

  private mutating func check(_ stored: StoredRow) {
    let claimed = EntryID(origin: stored.origin ?? place.origin, number: stored.number ?? expected)
    guard let row = stored.row, row.digest == row.hash else {
      moment = stored.row?.moment
      return report(stored, claimed)
    }
    if claimed.origin != origin {
      origin = claimed.origin
      expected = 1
      links = [""]
      moment = Timestamp(milliseconds: .min)
    }
    checkMoment(of: row, isNext: claimed.number == expected)
    if claimed.number != expected {
      faults.append(ChainFault(.gapBefore, entry: claimed))
    } else if !links.contains(row.previous), !links.isEmpty {
      faults.append(ChainFault(.brokenLink, entry: claimed))
    }
    step(over: claimed, links: [row.hash])
  }

  /// No hash covers the moment, since it follows from the chain.
  private mutating func checkMoment(of row: EntryRow, isNext: Bool) {
    guard isNext, let before = moment else { return moment = row.moment }
    let moment = EntryRow.moment(at: row.at, seen: row.seen.flatMap { SeenHeads($0) }, after: before)
    if moment != row.moment { faults.append(ChainFault(.changed, entry: row.id)) }
    self.moment = moment
  }

  /// Names the entry that a changed row was, if anything in it still says so.
  private mutating func report(_ stored: StoredRow, _ claimed: EntryID) {
    if let row = stored.row, let id = trueID(of: row) {
      faults.append(ChainFault(.misplaced, entry: id, detail: claimed.description))
      if id == place { step(over: id, links: [row.hash]) }
      return
    }
    let name = plausible(claimed, isFit: stored.row != nil)
    if name.origin == place.origin, name.number > expected {
      faults.append(ChainFault(.gapBefore, entry: name))
    }
    faults.append(ChainFault(.changed, entry: name))
    step(over: name, links: stored.row.map { [$0.hash, $0.digest] } ?? [])
  }

  /// The name of a changed row: what it says itself if the rest of the ledger agrees, else what its place says.
  private func plausible(_ claimed: EntryID, isFit: Bool) -> EntryID {
    let place = place
    guard claimed != place else { return place }
    func number(_ sql: String) -> Int? {
      try? Int.fetchOne(
        database, sql: "SELECT \(sql) FROM ledger_entry WHERE origin = ? AND number <> ?",
        arguments: [claimed.origin, claimed.number])
    }
    if claimed.origin == place.origin {
      let last = number("max(number)") ?? 0
      return claimed.number > place.number && claimed.number <= last + 1 ? claimed : place
    }
    // The first row of the next chain.
    return claimed.number == 1 && (isFit || (number("count(*)") ?? 0) > 0) ? claimed : place
  }

  private mutating func step(over id: EntryID, links: Set<String>) {
    origin = id.origin
    expected = id.number + 1
    self.links = links
  }

  private var ownOrigin: String? {
    try? String.fetchOne(database, sql: "SELECT origin FROM ledger_origin WHERE id = 1")
  }

  /// The name under which the row's hash is right: nothing but its name was changed then.
  private mutating func trueID(of row: EntryRow) -> EntryID? {
    var candidates = [EntryID(origin: row.id.origin, number: expected)]
    if let origin { candidates.append(EntryID(origin: origin, number: expected)) }
    let origins = (try? String.fetchAll(database, sql: "SELECT DISTINCT origin FROM ledger_entry")) ?? []
    candidates += ([origin, ownOrigin].compactMap(\.self) + origins).map {
      EntryID(origin: $0, number: row.id.number)
    }
    let before = try? Row.fetchOne(
      database, sql: "SELECT origin, number FROM ledger_entry WHERE hash = ?", arguments: [row.previous])
    if let before { candidates.append(EntryID(origin: before[0], number: before[1] + 1)) }
    let near = min(max(1, row.id.number), 1 << 40)
    candidates += (max(1, near - 100)...(near + 100)).map { EntryID(origin: row.id.origin, number: $0) }
    return candidates.first { candidate in
      tries -= 1
      return tries > 0 && candidate != row.id && row.named(candidate).digest == row.hash
    }
  }
}

extension EntryRow {
  fileprivate func named(_ id: EntryID) -> EntryRow {
    EntryRow(
      id: id, at: at, by: by, scope: scope, body: body, source: source, lateReason: lateReason,
      previous: previous, hash: hash, seen: seen, moment: moment)
  }
}

/// A row's bytes, trusted in nothing: a flipped bit may have made a number of a text, or no text at all.
private struct StoredRow {
  let origin: String?
  let number: Int?
  let hash: String?
  /// Nil if a column does not hold what the table allows in it.
  let row: EntryRow?

  private enum Value {
    case text(String), integer(Int64), null, unfit

    init(_ row: Row, _ index: Int) {
      let value: DatabaseValue = row[index]
      switch value.storage {
      case .null: self = .null
      case .int64(let number): self = .integer(number)
      case .string:
        // The bytes themselves: a reader that mends bad UTF-8 or stops at a NUL would hide a change.
        let text = try? row.withUnsafeData(atIndex: index) { data in
          data.flatMap { String(validating: $0, as: UTF8.self) }
        }
        self = text.flatMap(\.self).flatMap { $0.utf8.contains(0) ? nil : .text($0) } ?? .unfit
      case .double, .blob: self = .unfit
      }
    }

    var text: String? { if case .text(let text) = self { text } else { nil } }
    var number: Int? { if case .integer(let number) = self { Int(number) } else { nil } }
    var isNull: Bool { if case .null = self { true } else { false } }
  }

  /// In the order of ``EntryRow/columns``.
  init(_ row: Row) {
    let values = (0..<20).map { Value(row, $0) }
    origin = values[0].text
    number = values[1].number
    hash = values[17].text
    let integers: Set = [1, 2, 7, 12, 19]
    let mayBeNull: Set = [4, 5, 7, 9, 11, 12, 13, 14, 15, 18]
    let isFit = values.enumerated().allSatisfy { index, value in
      value.isNull
        ? mayBeNull.contains(index)
        : integers.contains(index) ? value.number != nil : value.text != nil
    }
    let pairs = values[4].isNull == values[5].isNull && values[11].isNull == values[12].isNull
    self.row = isFit && pairs ? EntryRow(row) : nil
  }
}
