import GRDB

/// The disk or the database file does not do its work: nothing is wrong with what was asked of it.
struct StorageFault: Hashable, CustomStringConvertible {
  let description: String
  let advice: String
}

extension OutboxStore {
  /// The fault of the storage that an error of this store speaks of; nil if the error is of another kind.
  static func storageFault(in error: any Error) -> StorageFault? {
    guard let error = error as? DatabaseError else { return nil }
    let advice: String
    switch error.resultCode {
    case .SQLITE_FULL: advice = "make room on the disk"
    case .SQLITE_READONLY, .SQLITE_PERM: advice = "make the database file and its folder writable"
    case .SQLITE_BUSY, .SQLITE_LOCKED: advice = "end the other program that holds the database"
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: advice = "stop, and restore the last backup"
    case .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_NOMEM: advice = "look at the disk and its logs"
    default: return nil
    }
    return StorageFault(
      description: "\(error.extendedResultCode.rawValue) \(error.message ?? "database error")", advice: advice
    )
  }
}
