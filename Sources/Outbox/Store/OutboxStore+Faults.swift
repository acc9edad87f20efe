import GRDB

/// The disk or the database file does not do its work: nothing is wrong with what was asked of it.
public struct StorageFault: Error, Hashable, CustomStringConvertible {
  /// What is wrong, in a word: for metrics and health checks.
  public enum Kind: String, Hashable, CaseIterable, Sendable { case full, readOnly, locked, corrupt, disk }

  /// What waiting may do about it.
  enum Outlook: Hashable {
    /// Somebody makes room or lets go: waited for as long as it takes.
    case passing
    /// The disk may recover: waited for within ``Dispatcher/Limits/storagePatience``.
    case doubtful
    /// What was written can't be trusted any more: the process has to end, and the next one looks at the file anew.
    case hopeless
  }

  public let kind: Kind
  public let description: String
  public let advice: String
  let outlook: Outlook
}

extension OutboxStore {
  /// The fault of the storage that an error of this store speaks of; nil if the error is of another kind.
  public static func storageFault(in error: any Error) -> StorageFault? {
    guard let error = error as? DatabaseError else { return nil }
    guard let (kind, advice, outlook) = judgement(of: error) else { return nil }
    return StorageFault(
      kind: kind, description: "\(error.extendedResultCode.rawValue) \(error.message ?? "database error")",
      advice: advice, outlook: outlook)
  }

  private static func judgement(of error: DatabaseError) -> (StorageFault.Kind, String, StorageFault.Outlook)?
  {
    switch error.extendedResultCode {
    // After a failed fsync Linux takes pages for written that are not: this process can't find out which.
    case .SQLITE_IOERR_FSYNC, .SQLITE_IOERR_DIR_FSYNC:
      return (.disk, "look at the disk and its logs; the daemon ends and has to be started again", .hopeless)
    // A full disk, as it looks where SQLite makes the memory that its users share.
    case .SQLITE_IOERR_SHMSIZE: return (.full, "make room on the disk", .passing)
    default: break
    }
    switch error.resultCode {
    case .SQLITE_FULL: return (.full, "make room on the disk", .passing)
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      return (.locked, "end the other program that holds the database", .passing)
    case .SQLITE_READONLY, .SQLITE_PERM:
      return (.readOnly, "make the database file and its folder writable", .doubtful)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
      return (.corrupt, "bring back the last backup: campaign restore FILE", .hopeless)
    case .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_NOMEM:
      return (.disk, "look at the disk and its logs", .doubtful)
    default: return nil
    }
  }
}
