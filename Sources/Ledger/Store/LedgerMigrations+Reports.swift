import GRDB

extension LedgerMigrations {
  /// Few entries are decisions, inspections or stages; they are looked for among millions.
  static func registerReports(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration("ledger-reports-1") { database in
      try database.execute(
        sql: """
          CREATE INDEX ledger_entry_by_acceptance ON ledger_entry (campaign, occurrence) WHERE kind = 'acceptance';
          CREATE INDEX ledger_entry_by_note ON ledger_entry (kind) WHERE kind = 'inspection' OR kind = 'stage';
          """)
    }
  }
}
