extension LedgerMigrations {
  /// Lists of persons and codes that were read at the door: kept apart from the entries, so that they can go.
  ///
  /// A whole name or a phone does not fit into the columns. `session` is a session's key as text.
  static let persons = """
    CREATE TABLE person (
      session TEXT NOT NULL CHECK (session <> ''),
      number INTEGER NOT NULL CHECK (number > 0),
      masked_name TEXT NOT NULL CHECK (masked_name GLOB '?[*]'),
      name_mark TEXT CHECK (length(name_mark) = 64),
      phone_mark TEXT CHECK (length(phone_mark) = 64),
      phone_tail TEXT CHECK (phone_tail GLOB '[0-9][0-9]'),
      role TEXT NOT NULL CHECK (role IN ('public', 'staff', 'volunteers', 'speakers')),
      people TEXT CHECK (people <> ''),
      place TEXT CHECK (place <> ''),
      household_mark TEXT CHECK (length(household_mark) = 16),
      consent INTEGER NOT NULL CHECK (consent IN (0, 1)),
      status TEXT NOT NULL CHECK (status IN ('planned', 'came', 'absent', 'excused', 'unknown')),
      at INTEGER NOT NULL,
      delete_on TEXT NOT NULL CHECK (delete_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
      CHECK ((phone_mark IS NULL) = (phone_tail IS NULL)),
      PRIMARY KEY (session, number)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX person_by_end ON person (delete_on);

    CREATE TABLE checkin (
      session TEXT NOT NULL CHECK (session <> ''),
      number INTEGER NOT NULL CHECK (number > 0),
      at INTEGER NOT NULL,
      -- The entry that counts it; empty while a reader still runs, or since it was killed.
      entry_origin TEXT,
      entry_number INTEGER,
      CHECK ((entry_origin IS NULL) = (entry_number IS NULL)),
      PRIMARY KEY (session, number)
    ) STRICT, WITHOUT ROWID;
    """
}
