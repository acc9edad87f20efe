public import GRDB
import Foundation
import Ledger
public import Logging
import Outbox

/// The workspace's database file: opened, migrated and checked in this one place.
public enum DatabaseFile {
  /// Opens the file, makes it if there is none, and brings its tables up to date.
  ///
  /// WAL with `synchronous=FULL`: with NORMAL a power cut loses acknowledged transactions. After a crash of the daemon
  /// the whole file is looked through first.
  ///
  /// - `logger`: Told what was found, at debug, and what was done, at notice.
  public static func open(_ path: String, logger: Logger? = nil) throws(DatabaseFault) -> DatabasePool {
    try open(path, logger) { try DatabasePool(path: path, configuration: configuration) }
  }

  /// The same for who enters something and goes: one connection, where a pool opens two, and writes something into a log
  /// that it finds empty.
  static func openBriefly(_ path: String, logger: Logger? = nil) throws(DatabaseFault) -> DatabaseQueue {
    try open(path, logger) {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      let mode = try queue.writeWithoutTransaction {
        try String.fetchOne($0, sql: "PRAGMA journal_mode = WAL")
      }
      guard mode == "wal" else { throw DatabaseFault.notDurable(path) }
      return queue
    }
  }

  private static func open<Connection: DatabaseWriter>(
    _ path: String, _ logger: Logger?, _ connect: () throws -> Connection
  ) throws(DatabaseFault) -> Connection {
    try DatabaseBackup.explaining(path) {
      try makeFolder(of: path)
      return try alone(in: folder(of: path)) { try openAlone(path, logger, connect) }
    }
  }

  private static func openAlone<Connection: DatabaseWriter>(
    _ path: String, _ logger: Logger?, _ connect: () throws -> Connection
  ) throws -> Connection {
    try refuseBadPlace(path)
    let lastStop = LastStop(databasePath: path)
    if case .crash = lastStop, FileStatus(path) != nil, FileStatus(path + "-wal") == nil {
      // Another program of ours may have written it into the database since, so this is no reason to refuse.
      logger?.notice("the last daemon's write-ahead log is gone; what it wrote last may be sent again")
    }
    try makeIfNone(path)
    let pool = try connect()
    // The pool sets NORMAL itself after `prepareDatabase`, so FULL can only be set on the opened pool.
    try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    let synchronous = try pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
    guard synchronous == 2 else { throw DatabaseFault.notDurable(path) }
    if try pool.read({ try migrator.hasBeenSuperseded($0) }) { throw DatabaseFault.newer(path) }
    if case .crash(let holder) = lastStop { try checkAfterCrash(pool, path, holder, logger) }
    try migrate(pool, path, logger)
    if let logger { try tell(pool, to: logger) }
    return pool
  }

  static var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.foreignKeysEnabled = true
    configuration.prepareDatabase { database in
      // Readers come and go with the system's own cache; the writer alone has pages that are not on the disk yet.
      try database.execute(sql: "PRAGMA cache_size = \(database.configuration.readonly ? -256 : -1024)")
    }
    return configuration
  }

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    OutboxMigrations.register(in: &migrator)
    LedgerMigrations.register(in: &migrator)
    return migrator
  }

  /// The size of the write-ahead log: it grows for ever if a reader never ends.
  public static func logBytes(_ path: String) -> Int { FileStatus(path + "-wal")?.bytes ?? 0 }

  private static func makeFolder(of path: String) throws(DatabaseFault) {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw .unwritable(folder)
    }
  }

  /// Where a database lies, whatever link leads to it.
  private static func folder(of path: String) -> String {
    URL(filePath: path).resolvingSymlinksInPath().deletingLastPathComponent().path
  }

  /// Refuses what SQLite would open and damage, or make anew.
  static func refuseBadPlace(_ path: String) throws(DatabaseFault) {
    if let volume = Volume(of: folder(of: path)), case .network(let kind) = volume.kind {
      throw .onNetwork(path, kind: kind)
    }
    guard let status = FileStatus(path) else {
      // SQLite would throw a log without its database away.
      if logBytes(path) > 0 { throw .corrupt(path) }
      return
    }
    if status.isFolder { throw .folderInPlace(path) }
    // Each name would have its own log, and each daemon its own lock.
    if status.names > 1 { throw .severalNames(path) }
    // A file without content where a daemon has already run was cut off: a new database would send everything again.
    // To SQLite a single byte is no content, too.
    let isEmptied = status.bytes == 0 && (LastStop(databasePath: path) != .never || logBytes(path) > 0)
    if isEmptied || status.bytes == 1 {
      throw .corrupt(path)
    }
  }

  private static func checkAfterCrash(
    _ pool: some DatabaseWriter, _ path: String, _ holder: String, _ logger: Logger?
  ) throws {
    logger?.notice(
      "the last daemon did not stop properly; looking the database through", metadata: ["daemon": "\(holder)"]
    )
    guard try pool.read(isSound) else { throw DatabaseFault.corrupt(path) }
    LastStop.recordCheck(databasePath: path)
  }

  /// Whether every page can be read and hangs where it should. Does not compare indexes with their tables.
  static func isSound(_ db: Database) throws -> Bool {
    try String.fetchOne(db, sql: "PRAGMA quick_check(1)") == "ok"
  }

  private static func tell(_ pool: some DatabaseWriter, to logger: Logger) throws {
    guard logger.logLevel <= .debug else { return }
    let figures = try pool.writeWithoutTransaction { db in
      try ["journal_mode", "synchronous", "page_size", "page_count"].map { name in
        (name, try String.fetchOne(db, sql: "PRAGMA \(name)") ?? "")
      } + [("sqlite", try String.fetchOne(db, sql: "SELECT sqlite_version()") ?? "")]
    }
    logger.debug(
      "database opened",
      metadata: Dictionary(uniqueKeysWithValues: figures.map { ($0, Logger.MetadataValue.string($1)) }))
  }
}
