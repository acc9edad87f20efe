import ArgumentParser
import CampaignScheduler
import Ledger
import Planning

extension SessionCommand {
  struct Change: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "change",
      abstract: "Correct what is known of a session: title, venue, partners … 更正场次的名称、地点、协办等。",
      discussion:
        """
        Example 例: campaign session change member-day-529/2026/diecai/1 --venue 叠彩广场 --reason 地点写错了
        Only what is given changes; an empty word takes it out: --venue "". Figures are corrected with 'campaign correct', days with 'session move'.
        只改写出来的那几项；写空的就去掉：--venue ""。人数、物资用 campaign correct 更正，日期用 session move。
        """)

    @OptionGroup var options: GlobalOptions
    @Argument(help: "The session, as the list prints it. 场次编号。")
    var session: String
    @OptionGroup var facts: SessionDetails
    @Option(help: "Why. 原因。")
    var reason: String
    @OptionGroup var author: AuthorOption
    @OptionGroup var lateness: LateOption

    func run() async throws {
      try facts.check()
      guard facts.like == nil else {
        throw Failure(
          .usage, "--like 只用于新登记的场次；更正请逐项写，例如 --venue …",
          "--like is for new sessions; to correct one say what changes, such as --venue …")
      }
      guard !facts.isEmpty else {
        throw Failure(
          .usage, "没有写要改什么：--title、--venue、--kind、--partner、--activity 等",
          "nothing to change was given: --title, --venue, --kind, --partner, --activity …")
      }
      let scheduler = try await options.openScheduler(forSession: session)
      let key = try await scheduler.openSession(named: session).key
      let details = try await facts.resolved(for: scheduler.campaign(of: key), scheduler)
      let units = scheduler.current.now.definitions.shared.tree
      let late = try await lateness.reason(for: key.occurrence, scheduler, options)
      let entry = try await scheduler.ledger.changeSession(
        key, reason: reason, by: author.author(options), at: options.clock.now, lateReason: late
      ) { details.apply(to: &$0, units: units) }
      guard let entry else {
        return Output(options).note("这些本来就是这样，没有改动", "it says so already; nothing was changed")
      }
      if case .session(let changed)? = entry.act.content { facts.remark(on: changed, Output(options)) }
      EntryLines(options, scheduler).print([entry])
    }
  }
}
