import GRDB

/// Sets a statement's parameters, one after the other; what is absent is NULL.
///
/// A list of arguments takes longer to make than SQLite needs for a row.
struct StatementBindings {
  private let statement: Statement
  private var index: Int32 = 0
  private var isWhole = true

  init(_ statement: Statement) {
    self.statement = statement
    // Clears what was bound before.
    statement.setUncheckedArguments([])
  }

  mutating func add(_ value: (some StatementBinding)?) {
    index += 1
    guard let value else { return }
    if value.bind(to: statement.sqliteStatement, at: index) != 0 { isWhole = false }
  }

  func execute() throws {
    guard isWhole else { throw DatabaseError(resultCode: .SQLITE_NOMEM) }
    try statement.execute()
  }
}
