import Foundation
import Ledger
import Planning
import Recurrence

/// The database, whoever uses it, and what it tells of the sending.
extension Doctor {
  func database() -> [Finding] {
    guard let path = patient.databasePath else { return [] }
    guard FileStatus(path) != nil || DatabaseFile.logBytes(path) > 0 else {
      return [
        Finding.good("database", "还没有数据库 \(path)", "no database yet: \(path)").advising(
          "守护程序或第一次记录会建立它", "the daemon or the first record makes it")
      ] + [databaseFolder(path)]
    }
    var findings = [
      databaseFile(path), databaseFolder(path), disk(path), log(path), daemon(path), backup(path),
    ]
    do throws(DatabaseFault) {
      try DatabaseFile.refuseBadPlace(path)
      let day = Duration.seconds(86_400)
      let found = try DatabaseExamination(
        of: path, at: patient.now, since: patient.now.advanced(by: .zero - day * 7))
      findings += [
        integrity(), schema(found), ledger(found), durability(found), writtenAhead(found), lag(found, path),
        discarded(found), robots(found),
      ]
    } catch {
      findings.append(
        Finding.good("databaseIntegrity", error.text(.zh), error.text(.en)).bad(
          "请照上面说的做", "do as it says"))
    }
    return findings
  }

  private func databaseFile(_ path: String) -> Finding {
    let bytes = FileStatus(path)?.bytes ?? 0
    return .good("database", "\(path)，\(Self.size(bytes))", "\(path), \(Self.size(bytes))")
  }

  private static func size(_ bytes: Int) -> String {
    if bytes < 1 << 20 { return "\(bytes / 1024) KiB" }
    let tenths = bytes * 10 / (1 << 20)
    return "\(tenths / 10).\(tenths % 10) MiB"
  }

  private func databaseFolder(_ path: String) -> Finding {
    var folder = URL(filePath: path).resolvingSymlinksInPath().deletingLastPathComponent()
    while FileStatus(folder.path) == nil, folder.path != "/" { folder.deleteLastPathComponent() }
    let finding = Finding.good("databaseFolder", folder.path)
    if access(folder.path, W_OK) != 0 {
      return finding.bad("不能写入这个文件夹；请检查权限", "it can't be written to; check its permissions")
    }
    guard FileStatus(path) == nil || access(path, W_OK) == 0 else {
      return finding.bad("不能写入数据库文件；请检查权限", "the database file can't be written to; check its permissions")
    }
    return finding
  }

  private func disk(_ path: String) -> Finding {
    let folder = URL(filePath: path).resolvingSymlinksInPath().deletingLastPathComponent().path
    guard let volume = Volume(of: folder) else {
      return Finding.good("disk", "?").advising("请检查磁盘", "look at the disk")
    }
    let free = Self.size(volume.freeBytes)
    let finding = Finding.good("disk", "剩余 \(free)", "\(free) free")
    if volume.isReadOnly {
      return finding.bad("磁盘只读；请检查磁盘与挂载", "the disk is read-only; look at it and how it is mounted")
    }
    // A backup before an upgrade takes as much as the database.
    let needed = max(64 << 20, 2 * (FileStatus(path)?.bytes ?? 0))
    if volume.freeBytes < needed { return finding.bad("快满了；请腾出空间", "nearly full; make room") }
    switch volume.kind {
    case .local: return finding
    case .network(let kind):
      return finding.bad(
        "\(kind) 网络磁盘会损坏数据库；请放到本机磁盘上", "a network drive (\(kind)) damages databases; keep it on a local disk")
    case .served(let kind):
      return finding.advising(
        "\(kind) 磁盘未必可靠；最好放到本机磁盘上", "a \(kind) drive may not be safe for a database; a local disk is better")
    }
  }

  private func log(_ path: String) -> Finding {
    let bytes = DatabaseFile.logBytes(path)
    let finding = Finding.good(
      "databaseLog", "预写日志 \(Self.size(bytes))", "write-ahead log \(Self.size(bytes))")
    return bytes < 256 << 20
      ? finding
      : finding.advising(
        "太大：有程序一直在读；请关掉它，再运行 campaign purge",
        "large: some program reads all the time; end it, then run 'campaign purge'")
  }

  private func daemon(_ path: String) -> Finding {
    switch LastStop(databasePath: path) {
    case .never:
      Finding.good("daemon", "守护程序还没有运行过", "no daemon has run yet").advising(
        "要发送提醒，请运行 campaign daemon", "run 'campaign daemon' to send reminders")
    case .running(let holder): .good("daemon", "守护程序在运行（\(holder)）", "a daemon runs (\(holder))")
    case .clean(let text):
      Finding.good("daemon", "守护程序没有运行（\(text)）", "no daemon runs (\(text))").advising(
        "要发送提醒，请运行 campaign daemon", "run 'campaign daemon' to send reminders")
    case .crash(let holder):
      Finding.good("daemon", "守护程序没有正常停止（\(holder)）", "the daemon did not stop properly (\(holder))")
        .advising(
          "下次启动会先检查数据库；请看日志和电源",
          "the next start looks the database through; look at the log and the power supply")
    }
  }

  private func backup(_ path: String) -> Finding {
    guard let record = BackupRecord(beside: path) else {
      return Finding.good("backup", "还没有备份", "no backup yet").advising(
        "请运行 campaign backup，写到另一块盘上", "run 'campaign backup', to another disk")
    }
    let days = record.at.duration(to: patient.now).components.seconds / 86_400
    let finding = Finding.good(
      "backup", "\(days) 天前备份到 \(record.path)", "\(days) days ago, to \(record.path)")
    if days > 30 { return finding.advising("太久了；请再备份一次", "long ago; make another") }
    // On a disk that is not plugged in it may well be safe.
    return finding
  }

  private func robots(_ found: DatabaseExamination) -> Finding {
    let closed = found.closedEndpoints
    guard let first = closed.first else { return .good("robots", "没有停发的机器人", "no robot is closed") }
    return Finding.good(
      "robots", "\(closed.count) 个机器人已停发，如 \(first)", "closed robots: \(closed.count), such as \(first)"
    ).bad(
      "原因见 campaign channels；修好后运行 campaign channels reset",
      "see why with 'campaign channels'; mend them, then run 'campaign channels reset'")
  }

  private func integrity() -> Finding { .good("databaseIntegrity", "完好", "sound") }

  private func schema(_ found: DatabaseExamination) -> Finding {
    let finding = Finding.good("databaseSchema", found.versions.joined(separator: ", "))
    let pending = found.pending.joined(separator: ", ")
    return found.pending.isEmpty
      ? finding
      : finding.advising(
        "要升级（\(pending)）；下次启动时自动进行，事先留副本",
        "older than this program (\(pending)); brought up to date at the next start, after a copy was made")
  }

  /// Under which id the next entry is written.
  private func ledger(_ found: DatabaseExamination) -> Finding {
    if let fault = found.originFaults.first {
      return Finding.good("ledger", fault.text(.zh), fault.text(.en)).bad(
        "在此之前不能登记；请用备份恢复：campaign restore",
        "nothing can be entered before a backup is restored: campaign restore")
    }
    return found.isCopy
      ? .good(
        "ledger", "这是复制或恢复的数据库；下一条记录起另立一链，与原库可以互相导入",
        "a copied or restored database: its next entry begins a chain of its own, so that it merges with its source"
      )
      : .good("ledger", "台账编号完好", "the ledger's own id is sound")
  }

  /// What a reader sees of these depends on how it opened the file; whoever writes sets them and reads them back.
  private func durability(_ found: DatabaseExamination) -> Finding {
    .good(
      "databaseDurability", "每次打开都设 WAL 与 synchronous=FULL 并核对；页 \(found.pageSize) 字节，空页 \(found.freePages)",
      "WAL and synchronous=FULL, set and read back at each opening; pages of \(found.pageSize) bytes, \(found.freePages) free"
    )
  }

  /// A database that was changed later than now.
  private func writtenAhead(_ found: DatabaseExamination) -> Finding {
    guard let last = found.lastChange, patient.now.duration(to: last) > .seconds(300) else {
      return .good("clockAgainstDatabase", "时间没有倒退", "the clock has not gone back")
    }
    return Finding.good(
      "clockAgainstDatabase", "数据库最后的变动在 \(last)，比现在还晚", "the last change is of \(last), later than now"
    ).bad("系统时间倒退了；请先对时", "the clock has gone back; set it")
  }

  private func lag(_ found: DatabaseExamination, _ path: String) -> Finding {
    guard let oldest = found.oldestDue else { return .good("due", "没有到期未发的提醒", "no reminder is overdue") }
    let lag = oldest.duration(to: patient.now)
    let minutes = lag.components.seconds / 60
    let finding = Finding.good(
      "due", "\(found.due) 条到期未发，最久 \(minutes) 分钟",
      "\(found.due) due and not sent, the oldest for \(minutes) minutes")
    guard lag > .seconds(600) else { return finding }
    if case .running = LastStop(databasePath: path) {
      return finding.advising(
        "发得慢或对方不通；看 campaign outbox 和 campaign channels",
        "slow, or the receivers fail; see 'campaign outbox' and 'campaign channels'")
    }
    return finding.bad("守护程序没有运行；请运行 campaign daemon", "no daemon runs; run 'campaign daemon'")
  }

  private func discarded(_ found: DatabaseExamination) -> Finding {
    let count = found.discardedOfLate
    let finding = Finding.good("discarded", "近 7 天放弃 \(count) 条", "\(count) discarded in the last 7 days")
    return count == 0
      ? finding
      : finding.advising(
        "看原因：campaign outbox list --state discarded", "see why: campaign outbox list --state discarded")
  }
}
