public import GRDB
import Foundation
import Ledger
import Outbox
public import Planning

/// The workspace's database file: opened, migrated and checked in this one place.
public enum DatabaseFile {
  /// Opens the file, makes it if there is none, and brings its tables up to date.
  ///
  /// WAL with `synchronous=FULL`: with NORMAL a power cut loses acknowledged transactions.
  public static func open(_ path: String) throws(DatabaseFault) -> DatabasePool {
    do {
      try makeFolder(of: path)
      if isEmptied(path) { throw DatabaseFault.corrupt(path) }
      let pool = try DatabasePool(path: path, configuration: configuration)
      // The pool sets NORMAL itself after `prepareDatabase`, so FULL can only be set on the opened pool.
      try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
      let synchronous = try pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
      guard synchronous == 2 else { throw DatabaseFault.notDurable(path) }
      if try pool.read({ try migrator.hasBeenSuperseded($0) }) { throw DatabaseFault.newer(path) }
      try migrator.migrate(pool)
      return pool
    } catch let fault as DatabaseFault {
      throw fault
    } catch let error as DatabaseError {
      throw DatabaseFault(error, path: path)
    } catch {
      throw .unusable(path, "\(error.localizedDescription)")
    }
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.foreignKeysEnabled = true
    return configuration
  }

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    OutboxMigrations.register(in: &migrator)
    LedgerMigrations.register(in: &migrator)
    return migrator
  }

  /// A file without content where a daemon has already run was cut off: a new database would send everything again.
  private static func isEmptied(_ path: String) -> Bool {
    let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
    return size == 0 && FileManager.default.fileExists(atPath: path + InstanceLock.suffix)
  }

  private static func makeFolder(of path: String) throws(DatabaseFault) {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw .cannotWrite(folder)
    }
  }
}

/// Why the database can't be used. Every text says what to do; nothing is ever made anew in place of a bad file.
public enum DatabaseFault: Error, Hashable, Sendable {
  case newer(String)
  case notDurable(String)
  case corrupt(String)
  case full(String)
  case cannotWrite(String)
  case locked(String)
  case unusable(String, String)

  /// Nil for an error that is not the database's.
  public init?(_ error: any Error) {
    guard let error = error as? DatabaseError else { return nil }
    self.init(error, path: "")
  }

  init(_ error: DatabaseError, path: String) {
    self =
      switch error.resultCode {
      case .SQLITE_CORRUPT, .SQLITE_NOTADB: .corrupt(path)
      case .SQLITE_FULL: .full(path)
      case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM: .cannotWrite(path)
      case .SQLITE_BUSY, .SQLITE_LOCKED: .locked(path)
      default: .unusable(path, "SQLite \(error.resultCode.rawValue): \(error.message ?? "")")
      }
  }

  public func text(_ language: Language) -> String {
    switch self {
    case .newer(let path):
      language(
        "数据库\(named(path)) 来自更新的版本；请升级程序，或用 --database 指定另一个文件",
        "the database\(named(path)) was made by a newer version; upgrade this program, or name another file with --database"
      )
    case .notDurable(let path):
      language(
        "数据库\(named(path)) 不能设为 synchronous=FULL；请放到本机磁盘上",
        "the database\(named(path)) can't be set to synchronous=FULL; keep it on a local disk")
    case .corrupt(let path):
      language(
        "数据库\(named(path)) 已损坏，没有改动它；请把它移开，再复制回最近的备份",
        "the database\(named(path)) is damaged and was left as it is; move it away and copy your last backup in its place"
      )
    case .full(let path):
      language(
        "磁盘已满，数据库\(named(path)) 写不进去；请腾出空间后再试",
        "the disk is full, the database\(named(path)) can't be written; free some space and try again")
    case .cannotWrite(let path):
      language("不能写入 \(path)；请检查文件夹和权限", "can't write \(path); check the folder and its permissions")
    case .locked(let path):
      language(
        "数据库\(named(path)) 正被别的程序占用；请稍后再试",
        "the database\(named(path)) is locked by another program; try again later")
    case .unusable(let path, let reason):
      language("数据库\(named(path)) 不能用：\(reason)", "the database\(named(path)) can't be used: \(reason)")
    }
  }

  /// An error met after opening does not know the file's name.
  private func named(_ path: String) -> String { path.isEmpty ? "" : " \(path)" }
}
