import GRDB
import Planning

extension LedgerStore {
  /// What a beginning of an id needs, so that a slip of the finger hits nothing.
  private static let shortestBeginning = 4

  /// The entry that a person names: by its id, by the beginning of its database's with its number (`3f9a-17`), or by any
  /// beginning that no other entry has.
  ///
  /// - Throws: ``LedgerFault/severalEntries(_:_:)``.
  public func entryID(named text: String) async throws -> EntryID? {
    let text = text.trimmed.lowercased()
    let exact = EntryID(text)
    return try await database.read { database in
      if let exact, try Self.entry(exact, in: database) != nil { return exact }
      guard text.count >= Self.shortestBeginning else { return nil }
      var found = try exact.map { id in
        try Self.ids(database, "origin >= ?1 AND origin < ?2 AND number = ?3", id.origin, [id.number])
      }
      if found?.isEmpty ?? true {
        let origin = text.split(separator: "-").first.map(String.init) ?? text
        found = try Self.ids(
          database, "origin >= ?1 AND origin < ?2 AND substr(origin || '-' || number, 1, length(?3)) = ?3",
          origin, [text])
      }
      guard let found, found.count > 1 else { return found?.first }
      throw LedgerFault.severalEntries(text, found)
    }
  }

  /// A few of the entries whose origin has a beginning.
  private static func ids(
    _ database: Database, _ condition: String, _ origin: String, _ more: StatementArguments
  ) throws -> [EntryID] {
    try Row.fetchAll(
      database,
      sql: "SELECT origin, number FROM ledger_entry WHERE \(condition) ORDER BY origin, number LIMIT 4",
      arguments: [origin, origin + "\u{10FFFF}"] + more
    ).map { EntryID(origin: $0[0], number: $0[1]) }
  }
}
