import Foundation
import GRDB
import Planning

/// What only lists of sessions print, so that it is not in their compact facts.
public struct SessionWording: Hashable, Sendable {
  public let englishTitle: String?
  /// What was done.
  public let activities: [String]

  fileprivate init?(englishTitle: String?, activities: String?) {
    self.englishTitle = englishTitle.flatMap { $0.isEmpty ? nil : $0 }
    self.activities =
      activities.flatMap { try? JSONDecoder().decode([String].self, from: Data($0.utf8)) } ?? []
    if self.englishTitle == nil, self.activities.isEmpty { return nil }
  }
}

extension LedgerStore {
  /// What was done in sessions and their English titles, as far as somebody wrote them down: by the entries that added
  /// the sessions.
  public func wordings(of sessions: [SessionFacts]) async throws -> [EntryID: SessionWording] {
    guard !sessions.isEmpty else { return [:] }
    let roots = Set(sessions.map(\.root))
    let units = JSONText.strings(Set(sessions.map(\.key.unit)).sorted()).description
    return try await database.read { database in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT origin, number, target_origin, target_number, body -> '$.activities',
            body ->> '$.englishTitle' FROM ledger_entry
          WHERE kind = 'session' AND unit IN (SELECT value FROM json_each(?)) ORDER BY at, origin, number
          """, arguments: [units])
      var rootOf: [EntryID: EntryID] = [:]
      var found: [EntryID: SessionWording] = [:]
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
        found[root] = SessionWording(englishTitle: row[5], activities: row[4])
      }
      return found
    }
  }
}
