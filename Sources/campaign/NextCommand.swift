import ArgumentParser
import CampaignScheduler
import Foundation
import Outbox
import Planning
import Recurrence

/// What `campaign` alone says: where this workspace stands and what to do next.
struct NextCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "next", abstract: "What to do next. 下一步。", discussion: "Example 例: campaign",
    shouldDisplay: false)

  @OptionGroup var options: GlobalOptions

  func run() async throws {
    let output = Output(options)
    if options.workspace != nil { _ = try options.findWorkspace() }
    guard let workspace = try? options.findWorkspace() else { return sayHowToBegin(output) }
    let definitions = try workspace.definitions()
    let errors = definitions.diagnostics.count { $0.severity == .error }
    output.say(
      "工作区 \(workspace.root)：\(definitions.campaigns.count) 个活动，\(definitions.shared.tree.units.count) 个单位",
      "Workspace \(workspace.root): \(definitions.campaigns.count.of("campaign")), \(definitions.shared.tree.units.count.of("unit"))"
    )
    if errors > 0 {
      output.say(
        "  campaign check      先改好 \(errors) 个错误",
        "  campaign check      mend \(errors) error\(errors == 1 ? "" : "s") first")
    }
    sayWhatIsNext(definitions, output)
    output.say(
      "  campaign today      今天和本周要做的事（--unit 指定单位）",
      "  campaign today      what is for today and this week (--unit for one unit)")
    output.say(
      "  campaign plan       看今年的全部安排", "  campaign plan       see everything that will happen this year")
    output.say(
      "  campaign rehearse   预演，不发送（--from 与 --to）",
      "  campaign rehearse   rehearse without sending (--from and --to)")
    try await sayOutbox(output)
    output.say(
      "  campaign record     记录一场活动的人数与物资", "  campaign record     record who came and what was given")
    output.say(
      "  campaign summary    汇总；campaign brief 出简讯",
      "  campaign summary    sum it up; campaign brief drafts briefs")
    output.say("  campaign --help     全部命令", "  campaign --help     all commands")
  }

  private func sayHowToBegin(_ output: Output) {
    output.say("这里还没有工作区。", "There is no workspace here yet.")
    output.say(
      "  campaign init DIR   建一个工作区，含五个示例活动", "  campaign init DIR   make one, with five sample campaigns")
    output.say(
      "  campaign demo       用示例走一遍全过程（不到一分钟）",
      "  campaign demo       see the whole story on samples, in under a minute")
    output.say("  campaign --help     全部命令", "  campaign --help     all commands")
  }

  private func sayWhatIsNext(_ definitions: Definitions, _ output: Output) {
    let now = options.clock.now
    let month = now..<now.advanced(by: .seconds(31 * 86_400))
    let rows = Planner(shared: definitions.shared).rows(of: definitions.campaigns, over: month)
    guard let next = rows.first else {
      return output.say("未来 31 天没有安排。", "Nothing is planned for the next 31 days.")
    }
    let line = PlanPrinter(language: options.language, definitions: definitions).lines([next], .table)[0]
    output.say("未来 31 天有 \(rows.count) 项，最近的是：", "\(rows.count) items in the next 31 days; the first is:")
    output.line("  " + line)
  }

  private func sayOutbox(_ output: Output) async throws {
    guard let outbox = try options.outboxIfThere() else {
      return output.say("  campaign daemon     开始发送提醒", "  campaign daemon     start sending reminders")
    }
    let counts = try await outbox.counts()
    let closed = try await outbox.endpointStandings().values.count { $0.isOpen }
    if closed > 0 {
      output.say(
        "  campaign channels   \(closed) 个机器人已停发，先看原因",
        "  campaign channels   \(closed) \(closed == 1 ? "robot is" : "robots are") closed: see why")
    }
    output.say(
      "  campaign outbox     待发 \(counts[.scheduled] ?? 0)，已送达 \(counts[.delivered] ?? 0)，已放弃 \(counts[.discarded] ?? 0)",
      "  campaign outbox     \(counts[.scheduled] ?? 0) scheduled, \(counts[.delivered] ?? 0) delivered, \(counts[.discarded] ?? 0) discarded"
    )
  }
}
