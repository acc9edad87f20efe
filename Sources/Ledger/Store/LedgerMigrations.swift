public import GRDB

/// The ledger's tables. Migrations are appended and never edited.
public enum LedgerMigrations {
  public static func register(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration("ledger-1") { database in
      try database.execute(sql: tables)
      try database.execute(sql: neverChanged + neverReplaced)
    }
    migrator.registerMigration("ledger-2") { database in
      try database.execute(sql: openKinds)
      try database.execute(sql: neverChanged + neverReplaced)
    }
    migrator.registerMigration("ledger-3") { database in
      try database.execute(sql: plainHashes)
      try database.execute(sql: neverChanged + onlyAppended)
    }
    registerAliases(in: &migrator)
    registerFacts(in: &migrator)
    registerReports(in: &migrator)
    registerBooks(in: &migrator)
    registerOrigin(in: &migrator)
    migrator.registerMigration("ledger-persons") { try $0.execute(sql: persons) }
    registerHome(in: &migrator)
  }

  private static let tables = """
    CREATE TABLE ledger_origin (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      origin TEXT NOT NULL CHECK (length(origin) = 16)
    ) STRICT;
    INSERT INTO ledger_origin (id, origin) VALUES (1, lower(hex(randomblob(8))));

    CREATE TABLE ledger_entry (
      origin TEXT NOT NULL CHECK (length(origin) = 16),
      number INTEGER NOT NULL CHECK (number > 0),
      at INTEGER NOT NULL,
      author TEXT NOT NULL CHECK (author <> ''),
      campaign TEXT CHECK (campaign <> ''),
      occurrence TEXT CHECK (occurrence <> ''),
      unit TEXT NOT NULL CHECK (unit <> ''),
      session INTEGER CHECK (session > 0),
      act TEXT NOT NULL CHECK (act IN ('record', 'correct', 'void')),
      kind TEXT CHECK (kind IN ('session', 'moved', 'status', 'count', 'goods', 'report', 'note', 'sheet')),
      body TEXT NOT NULL CHECK (json_valid(body)),
      target_origin TEXT,
      target_number INTEGER,
      reason TEXT CHECK (reason <> ''),
      source TEXT CHECK (source <> ''),
      late_reason TEXT CHECK (late_reason <> ''),
      previous TEXT NOT NULL CHECK (length(previous) IN (0, 64)),
      hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
      PRIMARY KEY (origin, number),
      CHECK ((campaign IS NULL) = (occurrence IS NULL)),
      CHECK ((kind IS NULL) = (act = 'void')),
      CHECK ((act = 'record') = (target_origin IS NULL)),
      CHECK ((target_origin IS NULL) = (target_number IS NULL)),
      CHECK ((act = 'record') = (reason IS NULL)),
      CHECK ((number = 1) = (previous = '')),
      CHECK (kind NOT IN ('session', 'moved', 'status') OR session IS NOT NULL)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX ledger_entry_by_occurrence ON ledger_entry (campaign, occurrence, unit, session);
    CREATE INDEX ledger_entry_by_unit ON ledger_entry (unit, session);
    CREATE INDEX ledger_entry_by_source ON ledger_entry (source) WHERE source IS NOT NULL;
    CREATE INDEX ledger_entry_by_name ON ledger_entry (body ->> '$.name') WHERE kind = 'session';
    """

  /// The same table without its list of kinds, which every new one would have to change: what a kind means, and that it is
  /// known, is the program's business. The rows and their hashes stay as they are.
  private static let openKinds = """
    DROP TRIGGER ledger_entry_is_never_updated;
    DROP TRIGGER ledger_entry_is_never_deleted;
    DROP TRIGGER ledger_entry_is_never_replaced;
    DROP INDEX ledger_entry_by_occurrence;
    DROP INDEX ledger_entry_by_unit;
    DROP INDEX ledger_entry_by_source;
    DROP INDEX ledger_entry_by_name;
    ALTER TABLE ledger_entry RENAME TO ledger_entry_1;

    CREATE TABLE ledger_entry (
      origin TEXT NOT NULL CHECK (length(origin) = 16),
      number INTEGER NOT NULL CHECK (number > 0),
      at INTEGER NOT NULL,
      author TEXT NOT NULL CHECK (author <> ''),
      campaign TEXT CHECK (campaign <> ''),
      occurrence TEXT CHECK (occurrence <> ''),
      unit TEXT NOT NULL CHECK (unit <> ''),
      session INTEGER CHECK (session > 0),
      act TEXT NOT NULL CHECK (act IN ('record', 'correct', 'void')),
      kind TEXT CHECK (kind <> ''),
      body TEXT NOT NULL CHECK (json_valid(body)),
      target_origin TEXT,
      target_number INTEGER,
      reason TEXT CHECK (reason <> ''),
      source TEXT CHECK (source <> ''),
      late_reason TEXT CHECK (late_reason <> ''),
      previous TEXT NOT NULL CHECK (length(previous) IN (0, 64)),
      hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
      PRIMARY KEY (origin, number),
      CHECK ((campaign IS NULL) = (occurrence IS NULL)),
      CHECK ((kind IS NULL) = (act = 'void')),
      CHECK ((act = 'record') = (target_origin IS NULL)),
      CHECK ((target_origin IS NULL) = (target_number IS NULL)),
      CHECK ((act = 'record') = (reason IS NULL)),
      CHECK ((number = 1) = (previous = '')),
      CHECK (kind NOT IN ('session', 'moved', 'status') OR session IS NOT NULL)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO ledger_entry SELECT * FROM ledger_entry_1 ORDER BY origin, number;
    DROP TABLE ledger_entry_1;

    CREATE INDEX ledger_entry_by_occurrence ON ledger_entry (campaign, occurrence, unit, session);
    CREATE INDEX ledger_entry_by_unit ON ledger_entry (unit, session);
    CREATE INDEX ledger_entry_by_source ON ledger_entry (source) WHERE source IS NOT NULL;
    CREATE INDEX ledger_entry_by_name ON ledger_entry (body ->> '$.name') WHERE kind = 'session';
    """

  /// The same table without an index of its hashes. Each binds its row's origin and number, so that two rows of one
  /// hash can't both be right; to keep and search an index in no order took a third of an import's time.
  ///
  /// It gets two columns: what an entry's writer had seen of other chains, and the moment by which entries of several
  /// chains are put in order, which never goes back within one, whatever its clock did.
  private static let plainHashes =
    openKinds
    .replacing(
      "hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),",
      with: """
        hash TEXT NOT NULL CHECK (length(hash) = 64),
          seen TEXT CHECK (seen <> ''),
          moment INTEGER NOT NULL,
        """
    )
    .replacing(
      "INSERT INTO ledger_entry SELECT * FROM ledger_entry_1 ORDER BY origin, number;",
      with: """
        INSERT INTO ledger_entry
        SELECT *, NULL, max(at) OVER (PARTITION BY origin ORDER BY number) FROM ledger_entry_1 ORDER BY origin, number;
        """) + """

      CREATE INDEX ledger_entry_by_seen ON ledger_entry (origin, number) WHERE seen IS NOT NULL;
      """

  private static let neverChanged = """
    CREATE TRIGGER ledger_entry_is_never_updated BEFORE UPDATE ON ledger_entry BEGIN
      SELECT RAISE(ABORT, 'ledger entries are never changed: add a correction');
    END;
    CREATE TRIGGER ledger_entry_is_never_deleted BEFORE DELETE ON ledger_entry BEGIN
      SELECT RAISE(ABORT, 'ledger entries are never deleted: void them');
    END;
    """

  /// An insert that would replace a row is a change, too: SQLite fires no delete trigger for it.
  private static let neverReplaced = """
    CREATE TRIGGER ledger_entry_is_never_replaced BEFORE INSERT ON ledger_entry
    WHEN EXISTS (SELECT 1 FROM ledger_entry WHERE origin = NEW.origin AND number = NEW.number)
      OR EXISTS (SELECT 1 FROM ledger_entry WHERE hash = NEW.hash)
    BEGIN
      SELECT RAISE(ABORT, 'ledger entries are never replaced');
    END;
    """

  /// A chain grows at its end, where there is nothing to replace.
  private static let onlyAppended = """
    CREATE TRIGGER ledger_entry_is_never_replaced BEFORE INSERT ON ledger_entry
    WHEN EXISTS (SELECT 1 FROM ledger_entry WHERE origin = NEW.origin AND number >= NEW.number)
    BEGIN
      SELECT RAISE(ABORT, 'ledger entries are never replaced: add one behind the last');
    END;
    """
}
