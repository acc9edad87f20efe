import Foundation
import GRDB
import TestSupport

/// Looks into the outbox beside a program that uses it, in less time than the program itself would take to list it.
struct OutboxProbe {
  private let path: String

  init(_ workspace: ScratchWorkspace) {
    path = workspace.root.appending(path: ".campaign/campaign.sqlite").path
  }

  /// How many reminders are in each state, with the reason where there is one: `discarded/missed`. None before there is
  /// an outbox.
  func counts() throws -> [String: Int] {
    guard FileManager.default.fileExists(atPath: path) else { return [:] }
    return try queue.read { db in
      guard try db.tableExists("reminder") else { return [:] }
      let rows = try Row.fetchAll(
        db, sql: "SELECT state || coalesce('/' || reason, ''), count(*) FROM reminder GROUP BY 1")
      return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
    }
  }

  func count(_ state: String) throws -> Int { try counts()[state] ?? 0 }

  /// The keys in a state.
  func keys(_ state: String) throws -> Set<String> {
    try queue.read {
      try Set(String.fetchAll($0, sql: "SELECT key FROM reminder WHERE state = ?", arguments: [state]))
    }
  }

  /// Runs a statement of the test's own: a fault that is made in the file.
  func execute(_ sql: String) throws {
    try queue.write { try $0.execute(sql: sql) }
  }

  private var queue: DatabaseQueue {
    get throws {
      var configuration = Configuration()
      configuration.busyMode = .timeout(5)
      return try DatabaseQueue(path: path, configuration: configuration)
    }
  }
}
