-- Version 1 of the database (outbox-1, ledger-1), in that version's own text.

CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES ('outbox-1'), ('ledger-1');

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

CREATE TABLE ledger_origin (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  origin TEXT NOT NULL CHECK (length(origin) = 16)
) STRICT;

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

CREATE TRIGGER ledger_entry_is_never_updated BEFORE UPDATE ON ledger_entry BEGIN
  SELECT RAISE(ABORT, 'ledger entries are never changed: add a correction');
END;
CREATE TRIGGER ledger_entry_is_never_deleted BEFORE DELETE ON ledger_entry BEGIN
  SELECT RAISE(ABORT, 'ledger entries are never deleted: void them');
END;
CREATE TRIGGER ledger_entry_is_never_replaced BEFORE INSERT ON ledger_entry
WHEN EXISTS (SELECT 1 FROM ledger_entry WHERE origin = NEW.origin AND number = NEW.number)
  OR EXISTS (SELECT 1 FROM ledger_entry WHERE hash = NEW.hash)
BEGIN
  SELECT RAISE(ABORT, 'ledger entries are never replaced');
END;
