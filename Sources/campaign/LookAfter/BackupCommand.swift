import ArgumentParser
import CampaignScheduler
import Foundation
import Ledger
import Planning
import Recurrence

struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copy the database while it is in use, and check the copy. 备份数据库，并核对副本。",
    discussion: """
      Example 例: campaign backup /mnt/usb
      A folder gets a file named after the date. 写文件夹时，文件以日期命名。
      Bring one back with 'campaign restore'. 恢复用 campaign restore。
      Lists of persons are in it, masked, and the machine's key is not. Once their day has come 'campaign purge' takes them
      out of the last backup; name older ones with --backup. 备份里有打码的名单，没有密钥；名单到期后，campaign purge 会从最近
      一次备份里抹去，更早的用 --backup 指明。
      """)

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The file to make, or a folder. 备份文件或文件夹。", completion: .file())
  var file: String
  @Flag(help: "Replace a file of that name. 覆盖同名文件。")
  var force = false
  @Flag(help: "Only look an older backup through. 只核对已有的备份。")
  var check = false

  func run() throws {
    let output = Output(options)
    if check { return print(try DatabaseBackup.check(file), output, "完好", "is sound") }
    let source = try options.databasePath()
    let bar = ProgressLine(output.language("备份", "backup"))
    let backup = try DatabaseBackup.make(of: source, at: target, replacing: force) { bar.show($0) }
    bar.clear()
    try? BackupRecord(at: SystemClock().now, path: URL(filePath: backup.path).standardizedFileURL.path)
      .write(beside: source)
    print(backup, output, "已备份并核对", "is made and checked")
  }

  /// In a folder, a name that sorts by date.
  private var target: String {
    guard file.hasSuffix("/") || Workspace.isFolder(file) else { return file }
    let zone = (try? options.findWorkspace().definitions().shared.zone) ?? .utc
    let stamp = zone.local(at: options.clock.now).isoText.filter(\.isNumber)
    return URL(filePath: file).appending(path: "campaign-\(stamp.prefix(8))-\(stamp.dropFirst(8)).sqlite")
      .path
  }

  private func print(_ backup: DatabaseBackup, _ output: Output, _ zh: String, _ en: String) {
    let reminders = backup.rows["reminder"] ?? 0
    let entries = backup.rows["ledger_entry"] ?? 0
    if output.json {
      output.line([
        "file": .string(backup.path), "bytes": .number(backup.bytes), "reminders": .number(reminders),
        "entries": .number(entries), "lastChange": .optional(backup.lastChange.map { "\($0)" }),
        "versions": .strings(backup.versions), "heads": .array(backup.heads.map(\.json)), "ok": .bool(true),
      ])
    } else {
      output.say(
        "\(backup.path) \(zh)：提醒 \(reminders) 条，台账 \(entries) 条，\(ByteText(backup.bytes))",
        "\(backup.path) \(en): \(reminders) reminders, \(entries) ledger entries, \(ByteText(backup.bytes))")
      for head in backup.heads {
        output.say(
          "  台账末条 \(head.entry)，校验码 \(head.hash)", "  last ledger entry \(head.entry), hash \(head.hash)")
      }
    }
  }
}

struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Put a backup in the place of the database; what is there is kept beside it. 用备份恢复数据库。",
    discussion: """
      Example 例: campaign restore /mnt/usb/campaign-20260529-081000.sqlite
      Stop the daemon first. 请先停掉守护程序。
      """)

  @OptionGroup var options: GlobalOptions
  @Argument(help: "A file that 'campaign backup' made. 备份文件。", completion: .file())
  var file: String

  func run() throws {
    let output = Output(options)
    let path = try options.databasePath()
    let restore = try DatabaseRestore.run(file, to: path, at: options.clock.now)
    if output.json {
      return output.line([
        "file": .string(file), "database": .string(path), "aside": .optional(restore.aside),
        "reminders": .number(restore.backup.rows["reminder"] ?? 0),
        "entries": .number(restore.backup.rows["ledger_entry"] ?? 0), "due": .number(restore.due),
      ])
    }
    output.say("数据库 \(path) 已从 \(file) 恢复", "the database \(path) was restored from \(file)")
    if let aside = restore.aside {
      output.say("原来的数据库保留在 \(aside)", "the database that was there is kept as \(aside)")
    }
    if let change = restore.backup.lastChange {
      output.say("备份里最后的变动在 \(change)", "the last change in the backup is of \(change)")
    }
    if restore.due > 0 {
      output.say(
        "有 \(restore.due) 条提醒到期未发：守护程序一启动就会发，备份之后发过的会以同一编号再发一次；不想发的先用 campaign outbox cancel 取消",
        "\(restore.due) reminders are due: a daemon sends them as it starts, those sent after the backup once more under the same ids; cancel what should not go with 'campaign outbox cancel' first"
      )
    }
  }
}

/// A size in a unit that people read.
struct ByteText: CustomStringConvertible {
  let description: String

  init(_ bytes: Int) {
    var amount = Double(bytes)
    var unit = 0
    let units = ["B", "KiB", "MiB", "GiB", "TiB"]
    while amount >= 1024, unit + 1 < units.count {
      amount /= 1024
      unit += 1
    }
    description = unit == 0 ? "\(bytes) B" : "\(Double(Int(amount * 10)) / 10) \(units[unit])"
  }
}

/// A percentage that counts up on a terminal's standard error; nothing elsewhere.
final class ProgressLine {
  private let title: String
  private let isShown = isatty(STDERR_FILENO) == 1
  private var last = -1

  init(_ title: String) {
    self.title = title
  }

  /// - `part`: From 0 to 1.
  func show(_ part: Double) {
    let percent = Int(part * 100)
    guard isShown, percent != last else { return }
    last = percent
    FileHandle.standardError.write(Data("\r\(title) \(percent)%".utf8))
  }

  func clear() {
    if last >= 0 { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
  }
}
