public import GRDB

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

extension LedgerMigrations {
  /// Which file the origin belongs to: of two copies that write under one origin neither could take the other's entries.
  static func registerHome(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration("ledger-home") { database in
      try database.execute(
        sql: """
          CREATE TABLE ledger_home (id INTEGER PRIMARY KEY CHECK (id = 1), file TEXT) STRICT;
          INSERT INTO ledger_home (id, file) VALUES (1, NULL);
          """)
    }
  }
}

extension LedgerStore {
  /// Begins a chain of its own in a copy before anything is written to it.
  ///
  /// - `file`: What tells the database's file from every copy of it; nil if nobody knows.
  static func claim(_ file: String?, in database: Database) throws {
    guard let file else { return }
    let home = try String.fetchOne(
      try database.cachedStatement(sql: "SELECT file FROM ledger_home WHERE id = 1"))
    // What is damaged is not made good by a new one.
    guard home != file, try OwnOrigin(database).faults.isEmpty else { return }
    // A ledger from before this was written down is taken for the one that it says it is.
    if home != nil {
      try database.execute(
        sql: """
          UPDATE ledger_origin SET origin = lower(hex(randomblob(8)));
          UPDATE ledger_origin_copy SET origin = (SELECT origin FROM ledger_origin);
          """)
    }
    try database.execute(sql: "UPDATE ledger_home SET file = ?", arguments: [file])
  }

  /// Marks a copy as one, so that it gets a chain of its own even where it takes the place of its source.
  public static func markAsCopy(_ database: Database) throws {
    guard try database.tableExists("ledger_home") else { return }
    try database.execute(sql: "UPDATE ledger_home SET file = ''")
  }

  /// What is wrong with the ledger's own id, in any database; nothing if it has none.
  public static func originFaults(in database: Database) throws -> [ChainFault] {
    guard try database.tableExists("ledger_origin_copy") else { return [] }
    return try OwnOrigin(database).faults
  }

  /// Whether the next entry begins a new chain, since a database is the copy of another.
  ///
  /// - `file`: As for ``init(_:units:parts:home:)``.
  public static func isCopy(_ database: Database, in file: String?) throws -> Bool {
    guard let file, try database.tableExists("ledger_home") else { return false }
    let home = try String.fetchOne(database, sql: "SELECT file FROM ledger_home WHERE id = 1")
    return home.map { $0 != file } ?? false
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

  /// Nil where the two differ.
  var known: String? { first == second ? first : nil }

  /// What `verify` says of it.
  var faults: [ChainFault] {
    guard first == nil || first != second else { return [] }
    let said = "\(first ?? "?") / \(second ?? "?")"
    return [ChainFault(.originChanged, detail: chains.first.map { "\(said) → \($0)" } ?? said)]
  }
}
