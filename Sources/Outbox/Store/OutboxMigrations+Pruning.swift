extension OutboxMigrations {
  // What is left of attempts whose details were dropped for their age.
  static let third = """
    ALTER TABLE reminder ADD COLUMN pruned INTEGER NOT NULL DEFAULT 0 CHECK (pruned >= 0);

    CREATE TABLE attempt_sum (
      campaign TEXT NOT NULL REFERENCES outbox_campaign (id),
      occurrence TEXT NOT NULL,
      outcome TEXT NOT NULL,
      attempts INTEGER NOT NULL CHECK (attempts > 0),
      PRIMARY KEY (campaign, occurrence, outcome)
    ) STRICT, WITHOUT ROWID;
    """
}
