import GRDB
public import Ledger
public import Outbox
import Planning
public import Recurrence

extension Scheduler {
  /// What a daily upkeep did.
  public struct Upkeep: Hashable, Sendable {
    public let pruned: PruneReport
    /// Lists of persons whose day had come.
    public let purged: PersonStore.Purge
    /// Copies of the database in which such lists were blanked, and how many rows of each.
    public let blankedCopies: [String: Int]
    /// Copies that could not be opened or written.
    public let unreachedCopies: [String]
    public let logBytesBefore: Int
    public let logBytesAfter: Int
  }

  /// Drops the details of attempts that are past their time, replaces lists of persons whose day has come by counts, in
  /// the copies that are known, too, and writes the write-ahead log back into the database.
  ///
  /// - `by`: Who has it done.
  ///
  /// - Throws: ``WorkspaceFault/sharedBroken(_:)`` if the settings have errors, which may say that more is kept; the
  ///   database's errors.
  public func upkeep(at now: Timestamp, by: String = "campaign") async throws -> Upkeep {
    try requireSoundShared()
    let before = DatabaseFile.logBytes(databasePath)
    let pruned = try await outbox.prune(at: now, keeping: retention)
    let today = current.now.definitions.shared.zone.local(at: now).date
    let purged = try await persons.purge(on: today, by: by, at: now)
    let copies = DatabaseFile.blankCopies(of: databasePath, on: today)
    do {
      _ = try await pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
      // Somebody reads: the log is written back another day.
    }
    return Upkeep(
      pruned: pruned, purged: purged, blankedCopies: copies.blanked, unreachedCopies: copies.unreached,
      logBytesBefore: before, logBytesAfter: DatabaseFile.logBytes(databasePath))
  }
}
