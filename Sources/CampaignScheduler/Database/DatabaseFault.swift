import Foundation
import GRDB
public import Planning

/// Why the database, or a copy of it, can't be used. Every text says what to do; nothing is ever made anew in place of
/// a bad file.
public enum DatabaseFault: Error, Hashable, Sendable {
  case missing(String)
  case newer(String)
  case olderDaemon(String, holder: String)
  case notDurable(String)
  case corrupt(String)
  case full(String)
  case cannotWrite(String)
  case locked(String)
  case folderInPlace(String)
  case severalNames(String)
  case onNetwork(String, kind: String)
  /// No database of this program.
  case foreign(String)
  /// A backup that can't be used.
  case damagedCopy(String)
  /// A backup over the database itself, or the other way round.
  case itself(String)
  /// A copy that does not hold what its source holds.
  case incomplete(String, table: String)
  /// A file that a backup would overwrite.
  case exists(String)
  case unusable(String, String)

  /// Nil for an error that is not the database's.
  ///
  /// - `path`: Empty where it is not known: an error met after opening does not know the file's name.
  public init?(_ error: any Error, path: String = "") {
    switch error {
    case let fault as DatabaseFault: self = fault
    case let error as DatabaseError: self.init(error, path: path)
    default: return nil
    }
  }

  init(_ error: DatabaseError, path: String) {
    self =
      switch error.resultCode {
      // The memory that SQLite's users share is a file, too.
      case _ where error.extendedResultCode == .SQLITE_IOERR_SHMSIZE: .full(path)
      case .SQLITE_CORRUPT, .SQLITE_NOTADB: .corrupt(path)
      case .SQLITE_FULL: .full(path)
      case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM: .unwritable(path)
      case .SQLITE_BUSY, .SQLITE_LOCKED: .locked(path)
      default: .unusable(path, "SQLite \(error.extendedResultCode.rawValue): \(error.message ?? "")")
      }
  }

  /// Why nothing can be written to a file: its disk has no room, or what only a look at the place tells.
  static func unwritable(_ path: String) -> DatabaseFault {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    return !path.isEmpty && Volume(of: folder)?.isFull == true ? .full(path) : .cannotWrite(path)
  }

  /// Whether it can still be read.
  var isOfWriting: Bool {
    switch self {
    case .cannotWrite, .full: true
    default: false
    }
  }

  /// Whether no waiting mends it.
  var isHopeless: Bool {
    if case .corrupt = self { true } else { false }
  }

  public func text(_ language: Language) -> String {
    let text = Self.words(self)
    return language(text.zh, text.en ?? text.zh)
  }

  private static func words(_ fault: DatabaseFault) -> BilingualText {
    switch fault {
    case .corrupt, .full, .locked, .unusable, .notDurable, .cannotWrite: wordsOfStorage(fault)
    case .damagedCopy, .itself, .incomplete, .exists: wordsOfCopies(fault)
    case .missing(let path):
      BilingualText(zh: "没有数据库 \(path)", en: "there is no database \(path)")
    case .newer(let path):
      BilingualText(
        zh: "数据库\(at(path))来自更新的版本；请升级程序，或用 --database 指定另一个文件",
        en:
          "the database\(named(path)) was made by a newer version; upgrade this program, or name another file with --database"
      )
    case .olderDaemon(let path, let holder):
      BilingualText(
        zh: "数据库 \(path) 要升级，但旧版本的守护程序还在用它（\(holder)）；请先停掉它",
        en:
          "the database \(path) is to be brought up to date, but a daemon of an older version uses it (\(holder)); stop it first"
      )
    case .folderInPlace(let path):
      BilingualText(
        zh: "\(path) 是文件夹，不是数据库文件；请用 --database 指定文件",
        en: "\(path) is a folder, not a database file; name a file with --database")
    case .severalNames(let path):
      BilingualText(
        zh: "数据库 \(path) 有几个名字（硬链接），那样会损坏；请只留一个名字：cp 一份再 mv 回来",
        en:
          "the database \(path) has several names (hard links), which would damage it; keep one: cp it and mv the copy back"
      )
    case .onNetwork(let path, let kind):
      BilingualText(
        zh: "数据库 \(path) 在网络磁盘上（\(kind)），那里会损坏；请放到本机磁盘上",
        en:
          "the database \(path) is on a network drive (\(kind)), where it would get damaged; keep it on a local disk"
      )
    case .foreign(let path):
      BilingualText(
        zh: "\(path) 不是 campaign 的数据库", en: "\(path) is not a database of campaign")
    }
  }

  private static func wordsOfCopies(_ fault: DatabaseFault) -> BilingualText {
    switch fault {
    case .damagedCopy(let path):
      BilingualText(
        zh: "备份 \(path) 已损坏，不能用；请换一份更早的",
        en: "the backup \(path) is damaged and of no use; take an earlier one")
    case .itself(let path):
      BilingualText(
        zh: "\(path) 就是正在使用的数据库；请换个文件", en: "\(path) is the database in use; name another file")
    case .incomplete(let path, let table):
      BilingualText(
        zh: "副本 \(path) 与原数据库不一致（\(table)），没有留下；请再试一次",
        en: "the copy \(path) does not agree with the database (\(table)) and was not kept; try again")
    case .exists(let path):
      BilingualText(
        zh: "\(path) 已经存在，没有覆盖；请换个名字，或加 --force",
        en: "\(path) exists and was not overwritten; choose another name, or add --force")
    default: wordsOfStorage(fault)
    }
  }

  private static func wordsOfStorage(_ fault: DatabaseFault) -> BilingualText {
    switch fault {
    case .notDurable(let path):
      BilingualText(
        zh: "数据库\(at(path))不能设为 synchronous=FULL；请放到本机磁盘上",
        en: "the database\(named(path)) can't be set to synchronous=FULL; keep it on a local disk")
    case .corrupt(let path):
      BilingualText(
        zh: "数据库\(at(path))已损坏，没有改动它；请用最近的备份恢复：campaign restore 备份文件（坏的文件会留在旁边）",
        en:
          "the database\(named(path)) is damaged and was left as it is; bring back your last backup: campaign restore FILE (the damaged file is kept beside it)"
      )
    case .full(let path):
      BilingualText(
        zh: "磁盘已满，数据库\(at(path))写不进去；请腾出空间后再试",
        en: "the disk is full, the database\(named(path)) can't be written; free some space and try again")
    case .cannotWrite(let path):
      BilingualText(
        zh: "\(path.isEmpty ? "数据库" : "\(path) ")写不进去；请检查权限和磁盘是否写保护，或换一个能写的地方",
        en:
          "\(path.isEmpty ? "the database can't be written" : "can't write \(path)"); check its permissions and whether the disk is write-protected, or take a place that can be written"
      )
    case .locked(let path):
      BilingualText(
        zh: "数据库\(at(path))正被别的程序占用；请稍后再试",
        en: "the database\(named(path)) is locked by another program; try again later")
    case .unusable(let path, let reason):
      BilingualText(
        zh: "数据库\(at(path))不能用：\(reason)；请检查磁盘",
        en: "the database\(named(path)) can't be used: \(reason); check the disk")
    default: words(fault)
    }
  }

  /// Between Chinese words.
  private static func at(_ path: String) -> String { path.isEmpty ? "" : " \(path) " }
  private static func named(_ path: String) -> String { path.isEmpty ? "" : " \(path)" }
}
