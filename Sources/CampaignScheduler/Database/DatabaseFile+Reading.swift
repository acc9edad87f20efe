import Foundation
public import GRDB
public import Logging

extension DatabaseFile {
  /// Opens a database for reading only; makes nothing.
  ///
  /// - `isQuiet`: Leaves not even the empty log beside the file that SQLite needs for a reader, at the price that nobody
  ///   may write meanwhile. Only where there is no log now, and so no writer. So is whatever lies on a disk that takes
  ///   nothing.
  static func reading(_ path: String, isQuiet: Bool = false) throws -> DatabaseQueue {
    guard let status = FileStatus(path) else { throw DatabaseFault.missing(path) }
    if status.isFolder { throw DatabaseFault.folderInPlace(path) }
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(5)
    // Somebody who could not open it to write may have left an empty log.
    let isClosed = Volume(of: path)?.takesNothing == true && logBytes(path) == 0
    if isQuiet && FileStatus(path + "-wal") == nil || isClosed {
      let address = URL(filePath: path).absoluteString + "?immutable=1"
      // A SQLite without URI file names takes this for a file that does not exist.
      if let queue = try? DatabaseQueue(path: address, configuration: configuration) { return queue }
    }
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// Opens a database as ``open(_:logger:)`` does, or for reading where it can't be written: whoever enters something then
  /// is told.
  ///
  /// - `isBrief`: For who enters something and goes.
  public static func openAsFarAsPossible(_ path: String, isBrief: Bool = false, logger: Logger? = nil)
    throws(DatabaseFault) -> any DatabaseWriter
  {
    do {
      return isBrief ? try openBriefly(path, logger: logger) : try open(path, logger: logger)
    } catch {
      guard error.isOfWriting, FileStatus(path) != nil, let pool = try? openReadOnly(path) else {
        throw error
      }
      return pool
    }
  }

  /// Opens a database that can't be written, as on a write-protected or a full disk: all can be looked at and nothing
  /// entered.
  ///
  /// - Throws: ``DatabaseFault/cannotWrite(_:)`` for one that has to be brought up to date first.
  public static func openReadOnly(_ path: String) throws(DatabaseFault) -> DatabasePool {
    try DatabaseBackup.explaining(path) {
      try refuseBadPlace(path)
      var configuration = Configuration()
      configuration.readonly = true
      configuration.busyMode = .timeout(5)
      // Where nobody can write there is no log to be waited for, nor a place for what readers share.
      let isAlone = logBytes(path) == 0
      let address = isAlone ? URL(filePath: path).absoluteString + "?immutable=1" : path
      let pool = try DatabasePool(path: address, configuration: configuration)
      try pool.read { db in
        try refuseForeign(db, path)
        guard try migrator.hasCompletedMigrations(db) else { throw DatabaseFault.cannotWrite(path) }
      }
      return pool
    }
  }

  /// The file that a pool is of, however it was opened.
  static func path(of pool: any DatabaseWriter) -> String {
    pool.path.hasPrefix("file://")
      ? URL(string: pool.path)?.path(percentEncoded: false) ?? pool.path : pool.path
  }

  /// Refuses what is no database of this program, and what a newer version of it has made.
  static func refuseForeign(_ db: Database, _ path: String) throws {
    guard try db.tableExists("grdb_migrations"), try migrator.appliedIdentifiers(db).contains("outbox-1")
    else { throw DatabaseFault.foreign(path) }
    if try migrator.hasBeenSuperseded(db) { throw DatabaseFault.newer(path) }
  }

  /// The migrations that the tables come from.
  static func versions(_ db: Database) throws -> [String] {
    let applied = try migrator.appliedIdentifiers(db)
    return migrator.migrations.filter(applied.contains)
  }

  /// How many rows each table has.
  static func rowCounts(_ db: Database) throws -> [String: Int] {
    let tables = try String.fetchAll(
      db,
      sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
    var counts: [String: Int] = [:]
    for table in tables {
      counts[table] = try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table.quotedDatabaseIdentifier)")
    }
    return counts
  }
}
