import GRDB
public import Recurrence

/// A word in ledgers that somebody said means a unit.
public struct RememberedAlias: Hashable, Sendable {
  public let word: String
  public let unit: String
  public let by: String
  public let at: Timestamp
}

extension LedgerMigrations {
  /// What was answered about names of units. An aid for reading files and no part of the ledger: it may be changed and
  /// forgotten.
  static func registerAliases(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration("ledger-aliases-1") { database in
      try database.execute(
        sql: """
          CREATE TABLE ledger_alias (
            word TEXT PRIMARY KEY CHECK (word <> ''),
            unit TEXT NOT NULL CHECK (unit <> ''),
            author TEXT NOT NULL CHECK (author <> ''),
            at INTEGER NOT NULL
          ) STRICT, WITHOUT ROWID;
          """)
    }
  }
}

extension LedgerStore {
  /// In alphabetical order.
  public func aliases() async throws -> [RememberedAlias] {
    try await database.read { database in
      try Row.fetchAll(database, sql: "SELECT word, unit, author, at FROM ledger_alias ORDER BY word").map {
        row in
        RememberedAlias(
          word: row["word"], unit: row["unit"], by: row["author"], at: Timestamp(milliseconds: row["at"]))
      }
    }
  }

  /// Has a word mean a unit from now on, in place of what it meant before.
  ///
  /// - Throws: ``LedgerFault/personal(_:)`` if the word is somebody's name, or somebody's home.
  public func remember(_ word: String, as unit: String, by: String, at: Timestamp) async throws {
    if let found = PersonalText.first(in: word, year: 0) { throw LedgerFault.personal(found) }
    try await database.write { database in
      try database.execute(
        sql: """
          INSERT INTO ledger_alias (word, unit, author, at) VALUES (?, ?, ?, ?)
          ON CONFLICT (word) DO UPDATE SET unit = excluded.unit, author = excluded.author, at = excluded.at
          """, arguments: [word.trimmed, unit, by, at.milliseconds])
    }
  }

  /// - Returns: Whether it was remembered.
  public func forget(_ word: String) async throws -> Bool {
    try await database.write { database in
      try database.execute(sql: "DELETE FROM ledger_alias WHERE word = ?", arguments: [word.trimmed])
      return database.changesCount > 0
    }
  }
}
