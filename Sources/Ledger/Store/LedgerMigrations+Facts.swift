import GRDB

extension LedgerMigrations {
  /// What stands of each session in compact rows, beside the entries that it follows from.
  ///
  /// An inserted entry marks its session as stale in the same statement, so that whoever writes entries, by whatever
  /// program, can't leave a row behind that lies: ``LedgerStore`` folds stale sessions anew in the same transaction,
  /// or, where another program wrote, before it reads. A ledger from before this table has all its sessions stale.
  static func registerFacts(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration("ledger-facts-1") { database in
      try database.execute(sql: facts)
      try database.execute(sql: staleTriggers)
      try database.execute(sql: markAllStale)
    }
  }

  static let markAllStale = """
    INSERT OR IGNORE INTO ledger_stale (campaign, occurrence, unit, session)
    SELECT DISTINCT ifnull(campaign, ''), ifnull(occurrence, ''), unit, session FROM ledger_entry
    WHERE session IS NOT NULL;
    """

  private static let facts = """
    CREATE TABLE ledger_session (
      root_origin TEXT NOT NULL,
      root_number INTEGER NOT NULL,
      campaign TEXT NOT NULL,
      occurrence TEXT NOT NULL,
      unit TEXT NOT NULL CHECK (unit <> ''),
      session INTEGER NOT NULL CHECK (session > 0),
      recorded_at INTEGER NOT NULL,
      first_day INTEGER,
      last_day INTEGER,
      exact_day INTEGER,
      is_counted INTEGER NOT NULL CHECK (is_counted IN (0, 1)),
      is_held INTEGER NOT NULL CHECK (is_held IN (0, 1)),
      -- Whether several machines added it, or say different things of it.
      is_shared INTEGER NOT NULL CHECK (is_shared IN (0, 1)),
      facts BLOB NOT NULL,
      PRIMARY KEY (root_origin, root_number),
      CHECK ((campaign = '') = (occurrence = '')),
      CHECK ((first_day IS NULL) = (last_day IS NULL))
    ) STRICT;
    CREATE INDEX ledger_session_by_key ON ledger_session (campaign, occurrence, unit, session);
    CREATE INDEX ledger_session_by_unit ON ledger_session (unit, is_held, first_day, last_day, recorded_at);
    CREATE INDEX ledger_session_by_day ON ledger_session (campaign, occurrence, unit, exact_day)
    WHERE is_counted = 1 AND exact_day IS NOT NULL AND campaign <> '';
    CREATE INDEX ledger_session_by_share ON ledger_session (recorded_at) WHERE is_shared = 1;

    CREATE TABLE ledger_stale (
      campaign TEXT NOT NULL,
      occurrence TEXT NOT NULL,
      unit TEXT NOT NULL,
      session INTEGER NOT NULL,
      PRIMARY KEY (campaign, occurrence, unit, session)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX ledger_entry_by_target ON ledger_entry (target_origin, target_number, act)
    WHERE target_origin IS NOT NULL;
    CREATE INDEX ledger_entry_of_sheets ON ledger_entry (origin, number) WHERE kind = 'sheet';
    """

  /// An amendment makes the session of the entry that it names stale, too, though the two are one unless a file was forged.
  private static let staleTriggers = """
    CREATE TRIGGER ledger_entry_makes_stale AFTER INSERT ON ledger_entry WHEN NEW.session IS NOT NULL BEGIN
      INSERT OR IGNORE INTO ledger_stale (campaign, occurrence, unit, session)
      VALUES (ifnull(NEW.campaign, ''), ifnull(NEW.occurrence, ''), NEW.unit, NEW.session);
    END;
    CREATE TRIGGER ledger_entry_makes_target_stale AFTER INSERT ON ledger_entry
    WHEN NEW.target_origin IS NOT NULL BEGIN
      INSERT OR IGNORE INTO ledger_stale (campaign, occurrence, unit, session)
      SELECT ifnull(campaign, ''), ifnull(occurrence, ''), unit, session FROM (
        WITH RECURSIVE above(origin, number) AS (
          SELECT NEW.target_origin, NEW.target_number
          UNION
          SELECT target_origin, target_number FROM ledger_entry JOIN above USING (origin, number)
          WHERE target_origin IS NOT NULL
        )
        SELECT campaign, occurrence, unit, session FROM ledger_entry JOIN above USING (origin, number)
        WHERE session IS NOT NULL
      );
    END;
    """
}
