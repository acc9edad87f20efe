import GRDB

extension LedgerMigrations {
  /// Few entries are decisions, and every entry of an occurrence asks for them.
  static func registerReports(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration("ledger-reports-1") { database in
      try database.execute(
        sql: """
          CREATE INDEX ledger_entry_by_acceptance ON ledger_entry (campaign, occurrence) WHERE kind = 'acceptance';
          CREATE INDEX ledger_entry_by_note ON ledger_entry (kind) WHERE kind IN ('inspection', 'stage');
          """)
    }
  }
}
