import GRDB

extension LedgerMigrations {
  /// The database's own origin a second time: one damaged byte in it would start a second chain without a word.
  static func registerOrigin(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration("ledger-origin") { database in
      try database.execute(
        sql: """
          CREATE TABLE ledger_origin_copy (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            origin TEXT NOT NULL CHECK (length(origin) = 16)
          ) STRICT;
          INSERT INTO ledger_origin_copy SELECT id, origin FROM ledger_origin;
          """)
    }
  }
}

/// Under which origin this database writes, as it says twice.
struct OwnOrigin {
  private let first: String?
  private let second: String?
  /// The chains that have entries, of these two.
  private let chains: [String]

  init(_ database: Database) throws {
    first = try String.fetchOne(
      try database.cachedStatement(sql: "SELECT CAST(origin AS TEXT) FROM ledger_origin WHERE id = 1"))
    second = try String.fetchOne(
      try database.cachedStatement(sql: "SELECT CAST(origin AS TEXT) FROM ledger_origin_copy WHERE id = 1"))
    let said = [first, second].compactMap(\.self)
    chains =
      first == second
      ? []
      : try said.filter { origin in
        try Bool.fetchOne(
          database, sql: "SELECT EXISTS (SELECT 1 FROM ledger_entry WHERE origin = ?)", arguments: [origin])
          ?? false
      }
  }

  /// Where the two differ, the one that has a chain: nothing else tells which of them is damaged.
  ///
  /// - Throws: ``LedgerFault/originDiffers(_:_:)`` before a second chain is begun.
  func agreed() throws -> String {
    guard let first, first == second || chains.isEmpty || chains.contains(first) else {
      throw LedgerFault.originDiffers(first ?? "?", second ?? "?")
    }
    return first
  }

  /// What `verify` says of it.
  var faults: [ChainFault] {
    guard first == nil || first != second else { return [] }
    let said = "\(first ?? "?") / \(second ?? "?")"
    return [ChainFault(.originChanged, detail: chains.first.map { "\(said) → \($0)" } ?? said)]
  }
}
