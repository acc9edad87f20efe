public import GRDB

/// The tables of the outbox. A migration that has been shipped is never edited; changes are appended.
public enum OutboxMigrations {
  public static func register(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration("outbox-1") { db in
      try db.execute(sql: first)
    }
    migrator.registerMigration("outbox-2") { db in
      try db.execute(sql: second)
    }
    migrator.registerMigration("outbox-3") { db in
      try db.execute(sql: third)
    }
    migrator.registerMigration("outbox-4") { db in
      try db.execute(sql: heartbeat)
    }
  }

  // Instants are milliseconds since 1970 in UTC, days are day numbers since 1970.
  private static let first = """
    CREATE TABLE outbox_campaign (
      id TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
      first_loaded INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- The plan's columns (nominal … content) say what was planned; next and until say what holds now.
    CREATE TABLE reminder (
      id INTEGER PRIMARY KEY,
      key TEXT NOT NULL UNIQUE CHECK (key <> ''),
      campaign TEXT NOT NULL REFERENCES outbox_campaign (id),
      unit TEXT NOT NULL CHECK (unit <> ''),
      nominal INTEGER NOT NULL,
      due INTEGER NOT NULL,
      expires INTEGER NOT NULL,
      condition TEXT CHECK (condition <> ''),
      digest INTEGER NOT NULL CHECK (digest IN (0, 1)),
      receiver_unit TEXT NOT NULL CHECK (receiver_unit <> ''),
      endpoint TEXT NOT NULL CHECK (endpoint <> ''),
      note_zh TEXT,
      note_en TEXT CHECK (note_en IS NULL OR note_zh IS NOT NULL),
      event_day INTEGER NOT NULL,
      occurrence_ends INTEGER NOT NULL,
      content INTEGER NOT NULL,
      state TEXT NOT NULL DEFAULT 'scheduled' CHECK (
        state IN ('scheduled', 'sending', 'retryable', 'delivered', 'discarded', 'cancelled')),
      next INTEGER NOT NULL,
      until INTEGER NOT NULL,
      attempt INTEGER NOT NULL DEFAULT 0 CHECK (attempt >= 0),
      attempts_before INTEGER NOT NULL DEFAULT 0 CHECK (attempts_before BETWEEN 0 AND attempt),
      may_be_repeat INTEGER NOT NULL DEFAULT 0 CHECK (may_be_repeat IN (0, 1)),
      lease_until INTEGER CHECK ((lease_until IS NOT NULL) = (state = 'sending')),
      reason TEXT CHECK (
        CASE state
          WHEN 'discarded' THEN ifnull(reason IN (
            'refused', 'blocked', 'triesSpent', 'timeSpent', 'unknown', 'missed', 'notNeeded'), 0)
          WHEN 'cancelled' THEN ifnull(reason IN ('superseded', 'person'), 0)
          ELSE reason IS NULL
        END),
      detail TEXT CHECK (detail IS NULL OR reason IS NOT NULL),
      changed INTEGER NOT NULL,
      CHECK (state <> 'sending' OR attempt >= 1)
    ) STRICT;

    CREATE INDEX reminder_waiting ON reminder (next, id) WHERE state IN ('scheduled', 'retryable');
    CREATE INDEX reminder_sending ON reminder (id) WHERE state = 'sending';
    CREATE INDEX reminder_due ON reminder (due);

    CREATE TABLE attempt (
      reminder INTEGER NOT NULL REFERENCES reminder (id) ON DELETE CASCADE,
      number INTEGER NOT NULL CHECK (number >= 1),
      started INTEGER NOT NULL,
      ended INTEGER,
      outcome TEXT CHECK (
        outcome IN ('delivered', 'refused', 'failed', 'throttled', 'notSent', 'ambiguous', 'blocked')),
      code TEXT,
      wait_until INTEGER CHECK ((wait_until IS NOT NULL) = ifnull(outcome = 'throttled', 0)),
      status INTEGER CHECK (status BETWEEN 100 AND 999),
      answer TEXT CHECK (length(CAST(answer AS BLOB)) <= 2048),
      bytes INTEGER NOT NULL DEFAULT 0 CHECK (bytes >= 0),
      shortened INTEGER NOT NULL DEFAULT 0 CHECK (shortened IN (0, 1)),
      PRIMARY KEY (reminder, number),
      CHECK ((ended IS NULL) = (outcome IS NULL))
    ) STRICT, WITHOUT ROWID;
    """

  // Phases are microseconds. An endpoint without a row has its breaker closed and its full rate.
  private static let second = """
    ALTER TABLE attempt ADD COLUMN raw_code TEXT;
    ALTER TABLE attempt ADD COLUMN answer_bytes INTEGER NOT NULL DEFAULT 0 CHECK (answer_bytes >= 0);
    ALTER TABLE attempt ADD COLUMN looked_up INTEGER;
    ALTER TABLE attempt ADD COLUMN connected INTEGER;
    ALTER TABLE attempt ADD COLUMN secured INTEGER;
    ALTER TABLE attempt ADD COLUMN first_byte INTEGER;
    ALTER TABLE attempt ADD COLUMN total INTEGER;

    CREATE INDEX reminder_of_endpoint ON reminder (endpoint, next, id) WHERE state IN ('scheduled', 'retryable');

    CREATE TABLE endpoint (
      id TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
      -- The rate, as the instant at which its bucket is full again.
      paced_until INTEGER NOT NULL DEFAULT 0,
      -- Nothing goes before: the receiver asked for it, or the last messages failed.
      quiet_until INTEGER NOT NULL DEFAULT 0,
      failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
      failing_since INTEGER CHECK ((failing_since IS NOT NULL) = (failures > 0)),
      breaker TEXT NOT NULL DEFAULT 'closed' CHECK (breaker IN ('closed', 'open')),
      reason TEXT CHECK ((reason IS NOT NULL) = (breaker = 'open')),
      opened INTEGER CHECK ((opened IS NOT NULL) = (breaker = 'open')),
      CHECK (breaker = 'closed' OR failures > 0)
    ) STRICT, WITHOUT ROWID;
    """

  // Written to see whether the database can be written.
  private static let heartbeat = """
    CREATE TABLE outbox_heartbeat (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      at INTEGER NOT NULL
    ) STRICT;

    -- Up to which due time everything has been planned once.
    CREATE TABLE outbox_plan (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      until INTEGER NOT NULL
    ) STRICT;
    """
}
