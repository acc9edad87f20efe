-- The database of version 1, as the daemon of that version left it when it was killed on 2026-05-29 at 08:10 in China:
-- one reminder delivered, two open, one waiting for its second try, one refused, one scheduled.
-- The tables are that version's own text.
PRAGMA journal_mode = WAL;
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

INSERT INTO outbox_campaign VALUES('day',1780013400000);
INSERT INTO reminder VALUES(1,'day/once/-/county-1/now/county.contact/hook','day','county-1',1780042020,1780013220000,1780099620000,NULL,0,'county-1','hook',NULL,NULL,20602,1780070400000,-5049184334916198462,'sending',1780013220000,1780099620000,1,0,0,1780014000000,NULL,NULL,1780013400000);
INSERT INTO reminder VALUES(2,'day/once/-/county-2/now/county.contact/hook','day','county-2',1780042020,1780013220000,1780099620000,NULL,0,'county-2','hook',NULL,NULL,20602,1780070400000,5127496333663382976,'sending',1780013220000,1780099620000,1,0,0,1780014000000,NULL,NULL,1780013400000);
INSERT INTO reminder VALUES(3,'day/once/-/county-3/now/county.contact/hook','day','county-3',1780042020,1780013220000,1780099620000,NULL,0,'county-3','hook',NULL,NULL,20602,1780070400000,-9033318125469497751,'sending',1780013220000,1780099620000,1,0,0,1780014000000,NULL,NULL,1780013400000);
INSERT INTO reminder VALUES(4,'day/once/-/county-4/now/county.contact/hook','day','county-4',1780042020,1780013220000,1780099620000,NULL,0,'county-4','hook',NULL,NULL,20602,1780070400000,-7690818325904250891,'sending',1780013220000,1780099620000,1,0,0,1780014000000,NULL,NULL,1780013400000);
INSERT INTO reminder VALUES(5,'day/once/-/county-5/now/county.contact/hook','day','county-5',1780042020,1780013220000,1780099620000,NULL,0,'county-5','hook',NULL,NULL,20602,1780070400000,4623704066425034820,'sending',1780013220000,1780099620000,1,0,0,1780014000000,NULL,NULL,1780013400000);
INSERT INTO reminder VALUES(6,'day/once/-/county-6/now/county.contact/hook','day','county-6',1780042020,1780013220000,1780099620000,NULL,0,'county-6','hook',NULL,NULL,20602,1780070400000,8287824528540348455,'sending',1780013220000,1780099620000,1,0,0,1780014000000,NULL,NULL,1780013400000);

INSERT INTO attempt (reminder, number, started) SELECT id, 1, 1780013400000 FROM reminder WHERE id <> 6;
UPDATE reminder SET state = 'delivered', lease_until = NULL WHERE id = 1;
UPDATE attempt SET ended = 1780013400500, outcome = 'delivered', status = 200, bytes = 400 WHERE reminder = 1;
UPDATE reminder SET state = 'retryable', lease_until = NULL, next = 1780013405000 WHERE id = 4;
UPDATE attempt SET ended = 1780013400500, outcome = 'failed', code = 'HTTP 500', status = 500 WHERE reminder = 4;
UPDATE reminder SET state = 'discarded', lease_until = NULL, reason = 'refused', detail = '404' WHERE id = 5;
UPDATE attempt SET ended = 1780013400500, outcome = 'refused', code = '404', status = 404 WHERE reminder = 5;
UPDATE reminder SET state = 'scheduled', lease_until = NULL, attempt = 0 WHERE id = 6;
