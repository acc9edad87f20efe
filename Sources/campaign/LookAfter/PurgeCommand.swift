import ArgumentParser
import CampaignScheduler
import Ledger
import Outbox
import Planning
import Recurrence

struct PurgeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "purge",
    abstract:
      "Drop what is past its time, as the daemon does daily: names, details of attempts. 清理过期的名单和发送明细。",
    discussion: """
      Example 例: campaign purge
      Kept, unless 'retention' in settings.yaml says otherwise: 30 days after delivery, 90 after giving up, a year for
      missed ones. 送达后留 30 天，放弃后 90 天，错过的一年；settings.yaml 的“保留”可以改。
      Lists of persons whose day has come become counts, with an entry that says so; the copies beside the database and
      the last backup are blanked, too, older backups with --backup. 名单到期换成人数并记入台账；数据库旁的副本和最近一次备份
      里的姓名一并抹去，更早的备份用 --backup 指明。
      Reminders, their states and the ledger stay. 提醒、状态和台账都保留。
      """)

  @OptionGroup var options: GlobalOptions
  @Option(
    help: ArgumentHelp("An older backup to take names out of. 更早的备份。", valueName: "file"), completion: .file()
  )
  var backup: [String] = []

  func run() async throws {
    let output = Output(options)
    let scheduler = try await options.openScheduler()
    let done = try await scheduler.upkeep(at: options.clock.now, by: options.author)
    let today = options.today(scheduler)
    var blanked = done.blankedCopies
    for file in backup { blanked[file] = try DatabaseFile.blankBackup(file, on: today) }
    for sum in try await scheduler.outbox.attemptSums() {
      if output.json {
        output.line([
          "campaign": .string(sum.campaign), "occurrence": .string(sum.occurrence),
          "outcome": .string(sum.outcome), "attempts": .number(sum.attempts),
        ])
      } else {
        output.say(
          "\(sum.campaign)/\(sum.occurrence)  \(sum.outcome)  \(sum.attempts) 次",
          "\(sum.campaign)/\(sum.occurrence)  \(sum.outcome)  \(sum.attempts)")
      }
    }
    output.note(
      "清理了 \(done.pruned.reminders) 条提醒的 \(done.pruned.attempts) 次发送明细",
      "dropped the details of \(done.pruned.attempts) attempts of \(done.pruned.reminders) reminders")
    say(done, blanked, output)
  }

  private func say(_ done: Scheduler.Upkeep, _ blanked: [String: Int], _ output: Output) {
    if done.purged.persons > 0 {
      output.note(
        "\(done.purged.persons) 人的名单到期，已换成人数，记入台账 \(done.purged.entries.count) 条",
        "lists of \(done.purged.persons) persons reached their day and became counts: \(done.purged.entries.count) entries"
      )
    }
    for (file, rows) in blanked.sorted(by: { $0.key < $1.key }) where rows > 0 {
      output.note("\(file)：抹去 \(rows) 人的姓名和电话", "\(file): took out the names and phones of \(rows) persons")
    }
    for file in done.unreachedCopies {
      output.note(
        "\(file) 打不开或写不了；里面可能还有到期的姓名，请接上再运行，或销毁它",
        "\(file) can't be opened or written; it may hold names whose day has come: run this again, or destroy it"
      )
    }
    if done.purged.persons > 0, done.logBytesAfter > 0 {
      output.note(
        "有程序正在读数据库，日志文件里还留着旧内容；请稍后再运行一次",
        "somebody reads the database, so its log still holds what went; run this again later")
    }
  }
}
