import ArgumentParser
import CampaignScheduler
import Ledger
import Planning
import Recurrence

struct InspectionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspection", abstract: "Inspections, what they found and whether it was put right. 督查与整改。",
    discussion: "Example 例: campaign inspection list --unit guilin",
    subcommands: [Add.self, Resolve.self, List.self], defaultSubcommand: List.self)

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Enter an inspection; each finding is an entry of its own. 登记督查。",
      discussion: """
        Example 例: campaign inspection add --unit diecai --date 2026-06-02 --finding "签到表没有合计" \
        --fix-by 2026-06-12 --by guilin
        """)

    @OptionGroup var options: GlobalOptions
    @Option(help: "The unit that was inspected. 被督查单位。", completion: .units)
    var unit: String
    @Option(help: "The day. 日期。")
    var date: String
    @Option(help: "What is to be put right; several times for several. 发现的问题。")
    var finding: [String] = []
    @Option(help: "By when. 整改期限。")
    var fixBy: String?
    @Option(help: "Who came: a unit or a post. 督查的单位或岗位。")
    var by: String?
    @Option(help: "The campaign, if it was about one. 活动编号。", completion: .campaigns)
    var campaign: String?
    @Option(help: "Its occurrence; by default the one nearest to the day. 届次。")
    var occurrence: String?

    func run() async throws {
      let scheduler = try await options.openScheduler()
      let day = try CivilDate(written: date, today: options.today(scheduler))
      let limit = try fixBy.map { try CivilDate(deadline: $0, after: day) }
      if let limit, limit < day {
        throw Failure(
          .failed, "整改期限 \(limit) 早于督查日期 \(day)", "--fix-by \(limit) is before the inspection, \(day)")
      }
      guard limit == nil || !finding.isEmpty else {
        throw Failure(.usage, "有整改期限就要写 --finding", "--fix-by needs a --finding")
      }
      guard finding.allSatisfy({ !$0.allSatisfy(\.isWhitespace) }) else {
        throw Failure(.usage, "--finding 是空的", "--finding is empty")
      }
      let draft = SessionDraft(scheduler: scheduler, campaign: campaign, occurrence: occurrence, unit: unit)
      let (key, unit) = try draft.place(on: .exact(day), today: options.today(scheduler))
      let visits =
        finding.isEmpty
        ? [Inspection.Visit(on: day, finding: nil, inspector: by)]
        : finding.map { Inspection.Visit(on: day, finding: $0, fixBy: limit, inspector: by) }
      let scope = LedgerEntry.Scope(occurrence: key, unit: unit.id)
      let entries = try await scheduler.ledger.append(
        visits.map { LedgerDraft(scope: scope, .record(.inspection(.visit($0)))) }, by: options.author,
        at: options.clock.now)
      EntryLines(options, scheduler).print(entries)
    }
  }

  struct Resolve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "resolve", abstract: "Enter that a finding has been put right. 登记整改完成。",
      discussion: "Example 例: campaign inspection resolve 3f2a-17 --note \"合计已补\" --date 2026-06-10")

    @OptionGroup var options: GlobalOptions
    @Argument(help: "The finding, as add and list print it. 督查记录编号。")
    var finding: String
    @Option(help: "What was done. 怎样整改的。")
    var note: String
    @Option(help: "The day; today by default. 日期。")
    var date: String?

    func run() async throws {
      let scheduler = try await options.openScheduler()
      let records = try await scheduler.ledger.inspections()
      guard let record = records.first(where: { $0.entry.description == finding }) else {
        throw Failure(
          .failed, "没有督查记录 “\(finding)”；campaign inspection list 可查看",
          "there is no finding '\(finding)'; see campaign inspection list")
      }
      guard record.isOpen else {
        throw Failure(
          .failed, record.fix.map { "已于 \($0.date) 整改" } ?? "这次督查没有发现问题",
          record.fix.map { "it was put right on \($0.date)" } ?? "that inspection found nothing")
      }
      guard !note.allSatisfy(\.isWhitespace) else {
        throw Failure(.usage, "--note 要写怎样整改的", "--note must say what was done")
      }
      let today = options.today(scheduler)
      let day = try date.map { try CivilDate(written: $0, today: today) } ?? today
      guard day >= record.visit.date else {
        throw Failure(
          .failed, "整改日期 \(day) 早于督查日期 \(record.visit.date)",
          "\(day) is before the inspection, \(record.visit.date)")
      }
      let scope = LedgerEntry.Scope(occurrence: record.occurrence, unit: record.unit)
      let fix = Inspection.Fix(of: record.entry, on: day, words: note)
      let entries = try await scheduler.ledger.append(
        [LedgerDraft(scope: scope, .record(.inspection(.fix(fix))))], by: options.author,
        at: options.clock.now)
      EntryLines(options, scheduler).print(entries)
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Open findings; with --all every inspection. 没有整改的问题。",
      discussion: "Example 例: campaign inspection list --unit guilin --all")

    @OptionGroup var options: GlobalOptions
    @Option(help: "This unit and all below it. 单位。", completion: .units)
    var unit: String?
    @Flag(help: "Also what was put right, and visits that found nothing. 全部。")
    var all = false

    func run() async throws {
      let scheduler = try await options.openScheduler()
      let definitions = scheduler.current.now.definitions
      let tree = definitions.shared.tree
      let units = try definitions.unit(named: unit).map { Set(tree.subtree(of: $0).map(\.id)) }
      let records = try await scheduler.ledger.inspections(of: units).filter { all || $0.isOpen }
      let today = options.today(scheduler)
      let output = Output(options)
      output.list(records) { record in
        record.json(on: today)
      } cells: { record in
        record.cells(in: tree, on: today, options.language)
      }
      if records.isEmpty { output.note("没有未整改的问题", "no open findings") }
    }
  }
}

extension InspectionRecord {
  fileprivate func cells(in tree: UnitTree, on today: CivilDate, _ language: Language) -> [String] {
    let state =
      fix.map { language("\($0.date) 已整改：\($0.words)", "put right on \($0.date): \($0.words)") }
      ?? (visit.finding == nil
        ? ""
        : isOverdue(on: today)
          ? language("逾期未整改", "overdue") : language("未整改", "open"))
    return [
      entry.description, visit.date.description, tree[unit]?.name ?? unit,
      visit.finding ?? language("未发现问题", "nothing found"),
      visit.fixBy.map { language("限 \($0)", "by \($0)") } ?? "", state,
    ]
  }
}
