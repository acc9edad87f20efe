import Foundation
import GRDB

extension DatabaseFile {
  /// Lets one program at a time open a database of a folder: whoever comes second waits, and finds whole what the first
  /// has made or brought up to date.
  ///
  /// The kernel gives the folder free when its holder dies, and nothing is left in it. SQLite's own locks are others:
  /// who has its database open waits for nobody here.
  static func alone<Result>(in folder: String, _ work: () throws -> Result) throws -> Result {
    let descriptor = Foundation.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw DatabaseFault.cannotWrite(folder) }
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else { throw DatabaseFault.cannotWrite(folder) }
    }
    return try work()
  }

  /// Makes a new database under another name and gives it its own when all its tables are there: a start that is cut
  /// off leaves no half of one, and nobody who only looks sees one.
  ///
  /// Does nothing where a file stands, or a link: SQLite makes the file that it leads to.
  static func makeIfNone(_ path: String) throws {
    guard FileStatus(path) == nil, (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) == nil
    else { return }
    let draft = "\(path).\(ProcessInfo.processInfo.processIdentifier).tmp"
    defer { DatabaseBackup.removeDraft(draft) }
    DatabaseBackup.removeDraft(draft)
    try makePrivate(draft)
    let queue = try DatabaseQueue(path: draft, configuration: configuration)
    // Until it has its name a crash costs nothing; then it is made durable at once.
    try queue.writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY")
    }
    try migrator.migrate(queue)
    try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
    try queue.close()
    try publish(draft, as: path)
  }

  /// SQLite gives a database's log and shared memory the mode that it has.
  private static func makePrivate(_ path: String) throws(DatabaseFault) {
    let descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .unwritable(path) }
    close(descriptor)
  }
}
