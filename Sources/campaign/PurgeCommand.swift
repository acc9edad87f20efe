import ArgumentParser
import CampaignScheduler
import Outbox
import Planning

struct PurgeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "purge",
    abstract: "Sum up old attempts and drop their details, as the daemon does daily. 清理过期的发送明细。",
    discussion: """
      Example 例: campaign purge
      Kept, unless 'retention' in settings.yaml says otherwise: 30 days after delivery, 90 after giving up, a year for
      missed ones. 送达后留 30 天，放弃后 90 天，错过的一年；settings.yaml 的“保留”可以改。
      Reminders, their states and the ledger stay. 提醒、状态和台账都保留。
      """)

  @OptionGroup var options: GlobalOptions

  func run() async throws {
    let output = Output(options)
    let scheduler = try options.openScheduler()
    let done = try await scheduler.upkeep(at: options.clock.now)
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
  }
}
