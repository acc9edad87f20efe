import Foundation
import GRDB
import Ledger
import Recurrence

/// A ledger in a folder of its own, gone afterwards.
///
/// - `upTo`: The last migration; nil for all.
func withLedger<Result>(
  upTo identifier: String? = nil, _ body: (LedgerStore, DatabasePool) async throws -> Result
) async throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: "ledger-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let pool = try DatabasePool(path: folder.appending(path: "campaign.sqlite").path(percentEncoded: false))
  var migrator = DatabaseMigrator()
  LedgerMigrations.register(in: &migrator)
  if let identifier { try migrator.migrate(pool, upTo: identifier) } else { try migrator.migrate(pool) }
  return try await body(LedgerStore(pool), pool)
}

let noon = Timestamp(iso: "2026-05-29T12:00:00+08:00")!
let memberDay = OccurrenceKey(campaign: "member-day-529", occurrence: "2026")

func lecture(on day: String = "2026-05-29") -> Session {
  Session(title: "家长课堂", date: SessionDate(SessionDate.day(day, notAfter: nil)!), status: .planned)
}
