import GRDB

extension LedgerMigrations {
  /// Whether an occurrence is closed is asked before each entry, who has not accepted what before each plan: both
  /// without reading everything else.
  static func registerBooks(in migrator: inout DatabaseMigrator) {
    migrator.registerMigration("ledger-books") { database in
      try database.execute(
        sql: """
          CREATE INDEX ledger_entry_by_closing ON ledger_entry (campaign, occurrence) WHERE kind = 'closing';
          CREATE INDEX ledger_entry_by_goods ON ledger_entry (body ->> '$.kind') WHERE kind = 'goods';
          """)
    }
  }
}
