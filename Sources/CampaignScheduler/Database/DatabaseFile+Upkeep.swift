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
  ///
  /// - Throws: ``WorkspaceFault/sharedBroken(_:)`` if the settings have errors, which may say that more is kept; the
  ///   database's errors.
  public func upkeep(at now: Timestamp) async throws -> Upkeep {
    try requireSoundShared()
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
