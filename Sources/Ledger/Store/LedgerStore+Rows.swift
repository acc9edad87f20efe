import GRDB
import Planning
import Recurrence

/// A row of the table: an entry as it is stored, before its body is understood.
struct EntryRow {
  let id: EntryID
  let at: Timestamp
  let by: String
  let scope: LedgerEntry.Scope
  let body: EntryBody
  let source: String?
  let lateReason: String?
  let previous: String
  var hash: String
  /// What its writer had learnt of other machines' chains since the entry before it, as ``SeenHeads`` writes it; nil for
  /// nothing, as in all entries of a machine that works alone.
  let seen: String?
  /// Where it stands among the entries of all chains: ``moment(at:seen:after:)``. It follows from the chain, so that no
  /// hash covers it.
  var moment: Timestamp

  /// The time of an entry, but never before the entry before it, nor before what its writer had seen: clocks go wrong.
  static func moment(at: Timestamp, seen: SeenHeads?, after previous: Timestamp?) -> Timestamp {
    max(at, seen?.floor ?? at, previous ?? at)
  }

  /// The hash that the row should carry.
  var digest: String {
    var hash = LedgerHash()
    hash.add("1")
    hash.add(id.origin)
    hash.add(String(id.number))
    hash.add(String(at.milliseconds))
    hash.add(by)
    hash.add(scope.occurrence?.campaign)
    hash.add(scope.occurrence?.occurrence)
    hash.add(scope.unit)
    hash.add(scope.number.map(String.init))
    hash.add(body.act)
    hash.add(body.kind)
    hash.add(body.json)
    hash.add(body.target?.description)
    hash.add(body.reason)
    hash.add(source)
    hash.add(lateReason)
    hash.add(previous)
    if let seen { hash.add(seen) }
    return hash.text
  }

  /// Whether any of its texts has a NUL in it, which SQLite would take for the end.
  var holdsNUL: Bool {
    let texts = [
      id.origin, by, scope.occurrence?.campaign, scope.occurrence?.occurrence, scope.unit, body.kind,
      body.reason,
      body.target?.origin, source, lateReason, seen,
    ]
    return texts.contains { $0?.utf8.contains(0) == true } || body.json.holdsEscapedNUL
  }

  func entry() throws -> LedgerEntry {
    LedgerEntry(
      id: id, at: at, by: by, scope: scope, act: try body.value(of: id), source: source,
      lateReason: lateReason, previous: previous, hash: hash, moment: moment)
  }
}

extension EntryRow {
  static let columns = """
    origin, number, at, author, campaign, occurrence, unit, session, act, kind, body, target_origin, target_number,
    reason, source, late_reason, previous, hash, seen, moment
    """

  init(_ row: Row) {
    id = EntryID(origin: row["origin"], number: row["number"])
    at = Timestamp(milliseconds: row["at"])
    by = row["author"]
    let campaign: String? = row["campaign"]
    let occurrence: String? = row["occurrence"]
    let pair = campaign.flatMap { campaign in
      occurrence.map { OccurrenceKey(campaign: campaign, occurrence: $0) }
    }
    scope = LedgerEntry.Scope(occurrence: pair, unit: row["unit"], number: row["session"])
    let origin: String? = row["target_origin"]
    let number: Int? = row["target_number"]
    body = EntryBody(
      act: row["act"], kind: row["kind"], json: row["body"],
      target: origin.flatMap { origin in number.map { EntryID(origin: origin, number: $0) } },
      reason: row["reason"])
    source = row["source"]
    lateReason = row["late_reason"]
    previous = row["previous"]
    hash = row["hash"]
    seen = row["seen"]
    moment = Timestamp(milliseconds: row["moment"])
  }

  /// The origins of all chains as a table of a query, and null behind them, without a walk over their entries.
  static let chains = """
    WITH RECURSIVE chain(origin) AS (
      SELECT min(origin) FROM ledger_entry
      UNION ALL
      SELECT (SELECT min(origin) FROM ledger_entry WHERE origin > chain.origin) FROM chain
      WHERE chain.origin IS NOT NULL
    )
    """

  /// The query for the entries that a condition is true of, with all that amends them and all that they amend, oldest
  /// first: within each chain by number.
  static func amended(where condition: String) -> String {
    """
    WITH RECURSIVE own(origin, number) AS (
      SELECT origin, number FROM ledger_entry WHERE \(condition)
      UNION
      SELECT entry.origin, entry.number FROM own JOIN ledger_entry AS entry
      ON entry.target_origin = own.origin AND entry.target_number = own.number
      UNION
      SELECT entry.target_origin, entry.target_number FROM own JOIN ledger_entry AS entry USING (origin, number)
      WHERE entry.target_origin IS NOT NULL
    )
    SELECT \(columns) FROM own JOIN ledger_entry USING (origin, number) ORDER BY moment, origin, number
    """
  }

  /// The entries of ``amended(where:)``.
  static func fetchAmended(_ database: Database, where condition: String) throws -> [LedgerEntry] {
    try entries(Row.fetchCursor(database, sql: amended(where: condition)), in: database)
  }

  func insert(into database: Database) throws {
    let statement = try database.cachedStatement(
      sql: """
        INSERT INTO ledger_entry (\(Self.columns))
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    try statement.execute(
      arguments: [
        id.origin, id.number, at.milliseconds, by, scope.occurrence?.campaign, scope.occurrence?.occurrence,
        scope.unit, scope.number, body.act, body.kind, body.json, body.target?.origin, body.target?.number,
        body.reason, source, lateReason, previous, hash, seen, moment.milliseconds,
      ])
  }

  static func fetch(_ database: Database, where condition: String, _ arguments: StatementArguments) throws
    -> [LedgerEntry]
  {
    try entries(
      Row.fetchCursor(
        database,
        sql: "SELECT \(columns) FROM ledger_entry WHERE \(condition) ORDER BY moment, origin, number",
        arguments: arguments), in: database)
  }
}

/// Appends to the chain of this database's origin, inside one transaction.
struct ChainWriter {
  let database: Database
  private let origin: String
  private var number: Int
  private var previous: String
  private var moment: Timestamp?
  /// What the next entry has to say of other chains.
  private var seen: SeenHeads?
  private let by: String
  let at: Timestamp
  /// Who stands above whom: what is accepted above is closed below.
  let units: UnitTree?
  /// The parts of a campaign: what is accepted of one closes its figures.
  let parts: (String) -> [Part]
  /// Of the occurrences that were written to; nil of one where nothing is decided.
  var acceptances: [OccurrenceKey: Acceptance?] = [:]
  /// Asked once for each occurrence.
  var closed: [OccurrenceKey: Bool] = [:]

  init(
    _ database: Database, by: String, at: Timestamp, units: UnitTree? = nil,
    parts: @escaping (String) -> [Part] = { _ in [] }
  ) throws {
    // Who answers for an entry is named; how to reach them is nobody's business.
    if let found = PersonalText.first(in: by, year: 0, at: .author), found.kind != .namedPerson {
      throw LedgerFault.personal(found)
    }
    self.database = database
    self.units = units
    self.parts = parts
    self.by = by
    self.at = at
    origin = try OwnOrigin(database).agreed()
    let last = try Row.fetchOne(
      database,
      sql: "SELECT number, hash, moment FROM ledger_entry WHERE origin = ? ORDER BY number DESC LIMIT 1",
      arguments: [origin])
    number = last?["number"] ?? 0
    previous = last?["hash"] ?? ""
    moment = last.map { Timestamp(milliseconds: $0["moment"]) }
    seen = try SeenHeads.unsaid(by: origin, in: database)
  }

  /// - Throws: ``LedgerFault/personal(_:)`` for words that must not be kept.
  mutating func append(_ draft: LedgerDraft) throws -> LedgerEntry { try write(draft).entry() }

  /// As ``append(_:)``, for those who need no entry back.
  @discardableResult
  mutating func write(_ draft: LedgerDraft) throws -> EntryRow {
    try requireNotAccepted(draft)
    try requireNotClosed(draft)
    let body = try EntryBody(draft.act)
    try body.refusePersonal(lateReason: draft.lateReason, at: at)
    return try enter(draft, body)
  }

  /// Why an entry can't be taken in now; nil if it can.
  mutating func refusal(of draft: LedgerDraft) throws -> BilingualText? {
    do {
      try requireNotAccepted(draft)
      try requireNotClosed(draft)
      return nil
    } catch let fault as LedgerFault {
      return BilingualText(fault.text)
    } catch let fault as BookFault {
      return BilingualText(fault.text)
    }
  }

  /// Writes what was looked at before.
  @discardableResult
  mutating func enter(_ draft: LedgerDraft, _ body: EntryBody) throws -> EntryRow {
    let row = try link(draft, body)
    try row.insert(into: database)
    return row
  }

  /// The next row of the chain, which whoever asks for it has to write before any other.
  mutating func link(_ draft: LedgerDraft, _ body: EntryBody) throws -> EntryRow {
    var row = EntryRow(
      id: EntryID(origin: origin, number: number + 1), at: at, by: by, scope: draft.scope,
      body: body, source: draft.source, lateReason: draft.lateReason, previous: previous,
      hash: "", seen: seen?.description, moment: EntryRow.moment(at: at, seen: seen, after: moment))
    row.hash = row.digest
    guard !row.holdsNUL else { throw BookFault.containsNUL }
    number += 1
    previous = row.hash
    moment = row.moment
    seen = nil
    return row
  }

  /// The number that a unit's next session gets.
  func nextSession(of occurrence: OccurrenceKey?, unit: String) throws -> Int {
    let last = try Int.fetchOne(
      try database.cachedStatement(
        sql: "SELECT max(session) FROM ledger_entry WHERE campaign IS ? AND occurrence IS ? AND unit = ?"),
      arguments: [occurrence?.campaign, occurrence?.occurrence, unit])
    return (last ?? 0) + 1
  }
}

/// What is to be written: an entry before it has a number, a time and a hash.
public struct LedgerDraft: Hashable, Sendable {
  public let scope: LedgerEntry.Scope
  public let act: LedgerEntry.Act
  public var source: String?
  public var lateReason: String?

  public init(
    scope: LedgerEntry.Scope, _ act: LedgerEntry.Act, source: String? = nil, lateReason: String? = nil
  ) {
    self.scope = scope
    self.act = act
    self.source = source
    self.lateReason = lateReason
  }
}

extension String {
  /// Whether a JSON text has an escaped NUL in one of its strings, or a bare one anywhere.
  var holdsEscapedNUL: Bool {
    // Most have no backslash at all.
    let isPlain = utf8.withContiguousStorageIfAvailable { bytes in
      bytes.allSatisfy { $0 != 0 && $0 != UInt8(ascii: "\\") }
    }
    if isPlain == true { return false }
    var isEscaped = false
    var digits: Int?
    for byte in utf8 {
      if byte == 0 { return true }
      if let count = digits {
        guard byte == UInt8(ascii: "0") else {
          digits = nil
          continue
        }
        if count == 3 { return true }
        digits = count + 1
      } else if isEscaped {
        isEscaped = false
        if byte == UInt8(ascii: "u") { digits = 0 }
      } else {
        isEscaped = byte == UInt8(ascii: "\\")
      }
    }
    return false
  }
}
