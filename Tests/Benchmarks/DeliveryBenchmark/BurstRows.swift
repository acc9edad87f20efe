import CampaignScheduler
import Foundation
import GRDB

/// Rows of an outbox, and the least that a database has to do for them: what a program without anything else would.
struct BurstRows: Sendable {
  private let campaigns: [StatementArguments]
  private let reminders: [StatementArguments]
  private let columns: Int

  /// What stands in an outbox.
  init(of database: String) throws {
    let queue = try DatabaseQueue(path: database)
    (campaigns, reminders) = try queue.read { db in
      func all(_ table: String) throws -> [StatementArguments] {
        try Row.fetchAll(db, sql: "SELECT * FROM \(table)").map { StatementArguments($0.databaseValues) }
      }
      return (try all("outbox_campaign"), try all("reminder"))
    }
    columns = try queue.read { try $0.columns(in: "reminder").count }
  }

  var count: Int { reminders.count }

  /// Inserts them into the same tables of another file, a thousand to a commit.
  ///
  /// - Returns: Seconds.
  func insert(into pool: DatabasePool) throws -> Double {
    let marks = repeatElement("?", count: columns).joined(separator: ", ")
    return try seconds {
      try pool.write { db in
        for campaign in campaigns {
          try db.execute(sql: "INSERT INTO outbox_campaign VALUES (?, ?)", arguments: campaign)
        }
      }
      for start in stride(from: 0, to: reminders.count, by: 1000) {
        try pool.write { db in
          let statement = try db.cachedStatement(sql: "INSERT INTO reminder VALUES (\(marks))")
          for row in reminders[start..<min(start + 1000, reminders.count)] {
            statement.setUncheckedArguments(row)
            try statement.execute()
          }
        }
      }
    }
  }

  /// Reads and opens them all five hundred to a commit, and closes them two hundred to a commit.
  ///
  /// - Returns: Seconds.
  func claimAndSettle(in pool: DatabasePool) throws -> Double {
    try seconds {
      let rows = try pool.read { try Row.fetchAll($0, sql: "SELECT * FROM reminder ORDER BY next, id") }
      let ids: [Int64] = rows.map { $0["id"] }
      try inBatches(ids, of: 500, pool) { db, id in
        try run(
          db, "UPDATE reminder SET state = 'sending', attempt = 1, lease_until = 1, changed = 1 WHERE id = ?",
          [id])
        try run(db, "INSERT INTO attempt (reminder, number, started) VALUES (?, 1, 1)", [id])
      }
      try inBatches(ids, of: 200, pool) { db, id in
        try run(
          db,
          "UPDATE reminder SET state = 'delivered', lease_until = NULL, changed = 2 WHERE id = ? AND attempt = 1",
          [id])
        try run(
          db,
          """
          UPDATE attempt SET ended = 2, outcome = 'delivered', status = 200, answer = '{"errcode":0}', bytes = 600,
            total = 900 WHERE reminder = ? AND number = 1
          """, [id])
      }
    }
  }

  private func run(_ db: Database, _ sql: String, _ arguments: StatementArguments) throws {
    let statement = try db.cachedStatement(sql: sql)
    statement.setUncheckedArguments(arguments)
    try statement.execute()
  }

  private func inBatches(
    _ ids: [Int64], of size: Int, _ pool: DatabasePool, _ body: (Database, Int64) throws -> Void
  ) throws {
    for start in stride(from: 0, to: ids.count, by: size) {
      try pool.write { db in
        for id in ids[start..<min(start + size, ids.count)] { try body(db, id) }
      }
    }
  }
}

func seconds(_ work: () throws -> Void) rethrows -> Double {
  let start = ContinuousClock.now
  try work()
  return (ContinuousClock.now - start) / .seconds(1)
}
