import GRDB
import Recurrence

/// The ends of other machines' chains that an entry's writer had before it and no entry of its own chain speaks of yet.
///
/// An entry that follows an import says so; by it others tell who answered whom from who knew nothing of whom, and never
/// put an answer before what it answers, whichever clock goes wrong.
struct SeenHeads: Hashable, CustomStringConvertible {
  /// Later than every entry of these chains up to these ends.
  let floor: Timestamp
  /// In order, one for each chain.
  let heads: [EntryID]

  private init?(_ found: [(head: EntryID, moment: Timestamp)]) {
    guard let last = found.map(\.moment).max() else { return nil }
    floor = Timestamp(milliseconds: last.milliseconds == .max ? .max : last.milliseconds + 1)
    heads = found.map(\.head).sorted()
  }

  /// - `floor`: The moment of the last entry that was known; nil if there was none, and so nothing to say.
  init?(_ known: KnownHeads, after floor: Timestamp?) {
    self.init(known.heads.compactMap { head in floor.map { (head, $0) } })
  }

  /// Reads what ``description`` writes; nil for anything else.
  init?(_ text: String) {
    let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard let first = words.first.flatMap(Int64.init) else { return nil }
    floor = Timestamp(milliseconds: first)
    heads = words.dropFirst().compactMap { EntryID($0) }
    guard !heads.isEmpty, description == text else { return nil }
  }

  /// `1790000000001 3f9a60c2b1d4e578-17 77aa60c2b1d4e501-4`.
  var description: String {
    ([String(floor.milliseconds)] + heads.map(\.description)).joined(separator: " ")
  }

  /// What the next entry of a chain has to say; nil if nothing came from elsewhere since the last one.
  static func unsaid(by origin: String, in database: Database) throws -> SeenHeads? {
    let others = try Row.fetchAll(
      try database.cachedStatement(sql: ends), arguments: [origin]
    ).map { (head: EntryID(origin: $0[0], number: $0[1]), moment: Timestamp(milliseconds: $0[2])) }
    guard !others.isEmpty else { return nil }
    let said = try String.fetchAll(
      try database.cachedStatement(
        sql: "SELECT seen FROM ledger_entry WHERE origin = ? AND seen IS NOT NULL ORDER BY number"),
      arguments: [origin])
    var known = KnownHeads()
    for text in said { known.add(SeenHeads(text)) }
    return SeenHeads(others.filter { !known.contains($0.head) })
  }

  /// Chain by chain, without a walk over all their entries.
  private static let ends = """
    \(EntryRow.chains)
    SELECT entry.origin, entry.number, entry.moment FROM chain JOIN ledger_entry AS entry
    ON entry.origin = chain.origin
      AND entry.number = (SELECT max(number) FROM ledger_entry WHERE origin = chain.origin)
    WHERE chain.origin <> ?
    """
}

/// How far somebody knew the chains of others.
struct KnownHeads: Hashable {
  private var numbers: [String: Int] = [:]

  mutating func add(_ seen: SeenHeads?) {
    for head in seen?.heads ?? [] { add(head) }
  }

  mutating func add(_ head: EntryID) {
    numbers[head.origin] = max(numbers[head.origin] ?? 0, head.number)
  }

  var heads: [EntryID] { numbers.map { EntryID(origin: $0.key, number: $0.value) } }

  func contains(_ id: EntryID) -> Bool { (numbers[id.origin] ?? 0) >= id.number }

  /// It is no part of what an entry is: it is read along only where entries of several chains are read together.
  static func == (left: KnownHeads, right: KnownHeads) -> Bool { true }
  func hash(into hasher: inout Hasher) {}
}

extension LedgerEntry {
  /// Whether its writer had another entry before it.
  func knows(_ other: EntryID) -> Bool {
    id.origin == other.origin ? other.number < id.number : known.contains(other)
  }

  /// Whether two machines wrote them without knowing of one another.
  func isApart(from other: LedgerEntry) -> Bool { !knows(other.id) && !other.knows(id) }
}

extension EntryRow {
  /// The entries of rows, with what their writers knew of one another's chains if there are several.
  static func entries(_ rows: RowCursor, in database: Database) throws -> [LedgerEntry] {
    var entries: [LedgerEntry] = []
    var isShared = false
    while let row = try rows.next() {
      let entry = try EntryRow(row).entry()
      if let first = entries.first, first.id.origin != entry.id.origin { isShared = true }
      entries.append(entry)
    }
    return isShared ? try acquainted(entries, in: database) : entries
  }

  /// The same entries with what their writers knew of others.
  static func acquainted(_ entries: [LedgerEntry], in database: Database) throws -> [LedgerEntry] {
    let stages = try KnownStages(database)
    guard !stages.isEmpty else { return entries }
    return entries.map { entry in
      var entry = entry
      entry.known = stages.known(to: entry.id)
      return entry
    }
  }
}

/// What the writers of each chain knew of others, and from which entry on.
struct KnownStages {
  private var stages: [String: [(from: Int, known: KnownHeads)]] = [:]

  init(_ database: Database) throws {
    let rows = try Row.fetchAll(
      try database.cachedStatement(
        sql: "SELECT origin, number, seen FROM ledger_entry WHERE seen IS NOT NULL ORDER BY origin, number"))
    for row in rows {
      let origin: String = row[0]
      var known = stages[origin]?.last?.known ?? KnownHeads()
      known.add(SeenHeads(row[2]))
      stages[origin, default: []].append((row[1], known))
    }
  }

  var isEmpty: Bool { stages.isEmpty }

  func known(to id: EntryID) -> KnownHeads {
    stages[id.origin]?.last { $0.from <= id.number }?.known ?? KnownHeads()
  }
}
