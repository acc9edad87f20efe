import GRDB

/// The disk or the database file does not do its work: nothing is wrong with what was asked of it.
struct StorageFault: Hashable, CustomStringConvertible {
  /// What waiting may do about it.
  enum Outlook: Hashable {
    /// Somebody makes room or lets go: waited for as long as it takes.
    case passing
    /// The disk may recover: waited for within ``Dispatcher/Limits/storagePatience``.
    case doubtful
    /// What was written can't be trusted any more: the process has to end, and the next one looks at the file anew.
    case hopeless
  }

  let description: String
  let advice: String
  let outlook: Outlook
}

extension OutboxStore {
  /// The fault of the storage that an error of this store speaks of; nil if the error is of another kind.
  static func storageFault(in error: any Error) -> StorageFault? {
    guard let error = error as? DatabaseError else { return nil }
    let (advice, outlook): (String, StorageFault.Outlook)
    switch error.extendedResultCode {
    // After a failed fsync Linux takes pages for written that are not: this process can't find out which.
    case .SQLITE_IOERR_FSYNC, .SQLITE_IOERR_DIR_FSYNC:
      (advice, outlook) = (
        "look at the disk and its logs; the daemon ends and has to be started again", .hopeless
      )
    // A full disk, as it looks where SQLite makes the memory that its users share.
    case .SQLITE_IOERR_SHMSIZE: (advice, outlook) = ("make room on the disk", .passing)
    default:
      switch error.resultCode {
      case .SQLITE_FULL: (advice, outlook) = ("make room on the disk", .passing)
      case .SQLITE_BUSY, .SQLITE_LOCKED:
        (advice, outlook) = ("end the other program that holds the database", .passing)
      case .SQLITE_READONLY, .SQLITE_PERM:
        (advice, outlook) = ("make the database file and its folder writable", .doubtful)
      case .SQLITE_CORRUPT, .SQLITE_NOTADB:
        (advice, outlook) = ("bring back the last backup: campaign restore FILE", .hopeless)
      case .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_NOMEM:
        (advice, outlook) = ("look at the disk and its logs", .doubtful)
      default: return nil
      }
    }
    return StorageFault(
      description: "\(error.extendedResultCode.rawValue) \(error.message ?? "database error")",
      advice: advice,
      outlook: outlook)
  }
}
