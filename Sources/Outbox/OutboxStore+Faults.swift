import GRDB

/// The disk or the database file does not do its work: nothing is wrong with what was asked of it.
public struct StorageFault: Error, Hashable, CustomStringConvertible {
  /// What is wrong, in a word: for metrics and health checks.
  public enum Kind: String, Hashable, CaseIterable, Sendable { case full, readOnly, locked, corrupt, disk }

  public let kind: Kind
  public let description: String
  public let advice: String
}

extension OutboxStore {
  /// The fault of the storage that an error of this store speaks of; nil if the error is of another kind.
  public static func storageFault(in error: any Error) -> StorageFault? {
    guard let error = error as? DatabaseError else { return nil }
    let (kind, advice): (StorageFault.Kind, String)
    switch error.resultCode {
    case .SQLITE_FULL: (kind, advice) = (.full, "make room on the disk")
    case .SQLITE_READONLY, .SQLITE_PERM:
      (kind, advice) = (.readOnly, "make the database file and its folder writable")
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      (kind, advice) = (.locked, "end the other program that holds the database")
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: (kind, advice) = (.corrupt, "stop, and restore the last backup")
    case .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_NOMEM:
      (kind, advice) = (.disk, "look at the disk and its logs")
    default: return nil
    }
    return StorageFault(
      kind: kind, description: "\(error.extendedResultCode.rawValue) \(error.message ?? "database error")",
      advice: advice
    )
  }
}
