import GRDB
import Planning
public import Recurrence

extension LedgerStore {
  /// How many entries there are: it grows with every change, whoever makes it.
  public func entryCount() async throws -> Int {
    try await database.read { try Self.entryCount(in: $0) }
  }

  static func entryCount(in database: Database) throws -> Int {
    // Chains have no gaps, so that their last numbers say it without a walk over all of them: this is asked every few
    // seconds.
    try Int.fetchOne(
      database,
      sql: """
        \(EntryRow.chains)
        SELECT ifnull(sum((SELECT max(number) FROM ledger_entry WHERE ledger_entry.origin = chain.origin)), 0)
        FROM chain WHERE chain.origin IS NOT NULL
        """) ?? 0
  }

  public func entry(_ id: EntryID) async throws -> LedgerEntry? {
    try await database.read { try Self.entry(id, in: $0) }
  }

  /// Every version of a session's entries, oldest first.
  public func entries(of session: SessionKey) async throws -> [LedgerEntry] {
    try await database.read { try Self.rows(of: session, in: $0) }
  }

  /// The session that a text names: its key, or the name that a sessions file gave it.
  public func session(named text: String) async throws -> SessionKey? {
    try await database.read { database in
      if let key = SessionKey(text), try Self.exists(key, in: database) { return key }
      return try EntryRow.fetch(database, where: "kind = 'session' AND body ->> '$.name' = ?", [text]).first?
        .scope.session
    }
  }

  /// What stands of everything that was recorded.
  public func balance() async throws -> Balance {
    try await database.read { Balance(try EntryRow.fetch($0, where: "TRUE", [])) }
  }

  /// What stands of an occurrence, in every unit.
  public func balance(of occurrence: OccurrenceKey) async throws -> Balance {
    try await database.read { database in
      Balance(
        try EntryRow.fetch(
          database, where: "campaign = ? AND occurrence = ?", [occurrence.campaign, occurrence.occurrence]))
    }
  }

  /// What stands of an occurrence in some units.
  public func balance(of occurrence: OccurrenceKey, in units: Set<String>) async throws -> Balance {
    try await database.read { try Self.balance(of: occurrence, in: units, $0) }
  }

  /// What stands of one unit's part in an occurrence: what a dispatcher asks before it sends.
  public func standing(of occurrence: OccurrenceKey, unit: String) async throws -> UnitStanding {
    try await database.read { database in
      let entries = try EntryRow.fetch(
        database, where: "campaign = ? AND occurrence = ? AND unit = ?",
        [occurrence.campaign, occurrence.occurrence, unit])
      return UnitStanding(Balance(entries), unit: unit)
    }
  }

  /// The sessions of a span, both days included.
  ///
  /// - `zone`: Where the day of recording is read, for sessions without any date.
  public func sessions(from first: CivilDate, to last: CivilDate, zone: Zone) async throws -> [SessionBalance]
  {
    guard first <= last else { return [] }
    let facts = try await facts(.span(first...last), zone: zone).sessions
    return try await sessions(facts.sorted { ($0.recordedAt, $0.root) < ($1.recordedAt, $1.root) })
  }

  /// The sessions of units.
  public func sessions(of units: Set<String>) async throws -> [SessionBalance] {
    try await database.read { database in
      let list = JSONText.strings(units.sorted()).description
      return Balance(
        try EntryRow.fetch(database, where: "unit IN (SELECT value FROM json_each(?))", [list])
      ).sessions
    }
  }

  /// All that stands of the sessions of which these are the facts, in the same order.
  public func sessions(_ facts: [SessionFacts]) async throws -> [SessionBalance] {
    let all = try await sessions(of: Set(facts.map(\.key.unit)))
    let byRoot = Dictionary(all.map { ($0.root, $0) }, uniquingKeysWith: { first, _ in first })
    return facts.compactMap { byRoot[$0.root] }
  }

  /// What stands of one session; nil if it was never added. Of several under one key the first.
  public func session(_ key: SessionKey) async throws -> SessionBalance? {
    try await sessions(under: key).sessions.first
  }

  /// What stands under a key: more than one session if several machines counted up to it, until somebody settles that.
  public func sessions(under key: SessionKey) async throws -> Balance {
    Balance(try await entries(of: key))
  }
}
