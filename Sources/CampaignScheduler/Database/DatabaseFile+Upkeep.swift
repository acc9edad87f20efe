import GRDB
public import Outbox
public import Recurrence

extension Scheduler {
  /// What a daily upkeep did.
  public struct Upkeep: Hashable, Sendable {
    public let pruned: PruneReport
    public let logBytesBefore: Int
    public let logBytesAfter: Int
  }

  /// Drops the details of attempts that are past their time, and writes the write-ahead log back into the database.
  public func upkeep(at now: Timestamp, keeping retention: Retention = Retention()) async throws -> Upkeep {
    let before = DatabaseFile.logBytes(databasePath)
    let pruned = try await outbox.prune(at: now, keeping: retention)
    do {
      _ = try await pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
      // Somebody reads: the log is written back another day.
    }
    return Upkeep(
      pruned: pruned, logBytesBefore: before, logBytesAfter: DatabaseFile.logBytes(databasePath))
  }
}
