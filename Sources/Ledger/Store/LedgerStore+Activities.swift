import Foundation
import GRDB
import Planning

extension LedgerStore {
  /// What was done in sessions, as far as somebody wrote it down: by the entries that added them.
  ///
  /// Only lists of sessions print it, so it is not in their compact facts.
  public func activities(of sessions: [SessionFacts]) async throws -> [EntryID: [String]] {
    let roots = Set(sessions.map(\.root))
    let units = JSONText.strings(Set(sessions.map(\.key.unit)).sorted()).description
    return try await database.read { database in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT origin, number, target_origin, target_number, body -> '$.activities' FROM ledger_entry
          WHERE kind = 'session' AND unit IN (SELECT value FROM json_each(?)) ORDER BY at, origin, number
          """, arguments: [units])
      var rootOf: [EntryID: EntryID] = [:]
      var found: [EntryID: [String]] = [:]
      while let row = try rows.next() {
        let id = EntryID(origin: row[0], number: row[1])
        var root = id
        // A correction stands in place of the entry that it names.
        if let origin: String = row[2], let number: Int = row[3] {
          let target = EntryID(origin: origin, number: number)
          root = rootOf[target] ?? target
          rootOf[id] = root
        }
        guard roots.contains(root) else { continue }
        let list: String? = row[4]
        found[root] = list.flatMap { try? JSONDecoder().decode([String].self, from: Data($0.utf8)) }
      }
      return found.filter { !$0.value.isEmpty }
    }
  }
}
