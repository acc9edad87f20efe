import ArgumentParser
import CampaignScheduler
import Ledger
import Planning
import Recurrence

struct TaskCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "task", abstract: "The tasks before a campaign, and which are done. 筹备任务及完成情况。",
    discussion: "Example 例: campaign task list member-day-529 --occurrence 2026 --unit diecai",
    subcommands: [Done.self, List.self], defaultSubcommand: List.self)

  struct Done: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "done", abstract: "A unit has done a task. 登记任务完成。",
      discussion: """
        Example 例: campaign task done member-day-529 plan --occurrence 2026 --unit diecai
        Entered by mistake, it is taken out with campaign void. 登记错了用 campaign void 作废。
        """)

    @OptionGroup var options: GlobalOptions
    @Argument(help: "The campaign. 活动编号。", completion: .campaigns)
    var campaign: String
    @Argument(help: "The task. 任务编号。")
    var task: String
    @Option(help: "The occurrence; by default the one nearest to today. 届次，不写是离今天最近的一届。")
    var occurrence: String?
    @Option(help: "The unit whose task it is; CAMPAIGN_UNIT if that is set. 单位。", completion: .units)
    var unit: String?

    func run() async throws {
      let scheduler = try await options.openScheduler()
      let found = try TaskPlace(campaign, occurrence, unit, options, scheduler)
      let task = try found.task(task)
      let (unit, output) = (found.unit, Output(options))
      guard task.owner.level == unit.level else { throw found.wrongLevel(task) }
      let key = found.key
      let entries = try await scheduler.ledger.append(
        of: key, reading: [unit.id], by: options.author, at: options.clock.now
      ) { balance, _ in
        let isDone = UnitStanding(balance, unit: unit.id).tasksDone.contains(task.id)
        let scope = LedgerEntry.Scope(occurrence: key, unit: unit.id)
        return isDone ? [] : [LedgerDraft(scope: scope, .record(.task(TaskDone(task.id))))]
      }
      EntryLines(options, scheduler).print(entries)
      if entries.isEmpty {
        output.note("这项任务已经登记完成，没有重复登记", "the task is done already; nothing was entered twice")
      }
      let open = try await found.lines(scheduler).filter { task.needs.contains($0.task.id) && !$0.isDone }
      if !open.isEmpty {
        let names = open.map(\.task.what).joined(separator: options.language("；", "; "))
        output.note("前面的任务还没有登记完成：\(names)", "tasks that come first are not done: \(names)")
      }
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "A unit's tasks and which are done. 列出任务。",
      discussion: "Example 例: campaign task list member-day-529 --occurrence 2026 --unit diecai")

    @OptionGroup var options: GlobalOptions
    @Argument(help: "The campaign. 活动编号。", completion: .campaigns)
    var campaign: String
    @Option(help: "The occurrence; by default the one nearest to today. 届次，不写是离今天最近的一届。")
    var occurrence: String?
    @Option(help: "The unit whose tasks; CAMPAIGN_UNIT if that is set. 单位。", completion: .units)
    var unit: String?

    func run() async throws {
      let scheduler = try await options.openScheduler()
      let found = try TaskPlace(campaign, occurrence, unit, options, scheduler)
      let lines = try await found.lines(scheduler)
      let output = Output(options)
      output.list(lines, json: found.json) { line in
        [
          line.task.id, options.language(line.isDone ? "完成" : "未完成", line.isDone ? "done" : "open"),
          line.due.description, line.task.what,
        ]
      }
      if lines.isEmpty, !options.json {
        output.note("\(found.unit.name)没有任务", "\(found.unit.name) has no tasks")
      }
    }
  }
}

/// Whose tasks of which occurrence.
private struct TaskPlace {
  struct Line {
    let task: CampaignTask
    let due: CivilDate
    let isDone: Bool
  }

  let campaign: Campaign
  let occurrence: Occurrence
  let unit: Planning.Unit
  private let planner: Planner

  init(
    _ campaign: String, _ occurrence: String?, _ unit: String?, _ options: GlobalOptions,
    _ scheduler: Scheduler
  ) throws {
    var place = ReportPlace()
    place.campaign = campaign
    place.occurrence = occurrence
    place.part = nil
    let found = try place.found(scheduler, options)
    (self.campaign, self.occurrence) = (found.campaign, found.occurrence)
    let shared = scheduler.current.now.definitions.shared
    planner = Planner(shared: shared)
    guard
      let unit = try scheduler.current.now.definitions.unit(named: unit ?? options.unitOfOffice)
        ?? shared.tree[found.campaign.participation.under]
    else { throw Failure(.usage, "请写 --unit", "give --unit") }
    self.unit = unit
  }

  var key: OccurrenceKey { OccurrenceKey(campaign: campaign.id, occurrence: occurrence.id) }

  func task(_ id: String) throws -> CampaignTask {
    if let task = campaign.tasks.first(where: { $0.id == id }) { return task }
    let known = campaign.tasks.map(\.id).joined(separator: ", ")
    throw Failure(
      .failed, known.isEmpty ? "活动 \(campaign.id) 没有任务" : "没有任务 “\(id)”；有：\(known)",
      known.isEmpty
        ? "the campaign \(campaign.id) has no tasks" : "there is no task '\(id)'; there are: \(known)")
  }

  func wrongLevel(_ task: CampaignTask) -> Failure {
    let owner = planner.shared.tree.ancestor(of: unit, at: task.owner.level)
    let advice = owner.map { "：--unit \($0.id)" } ?? ""
    let english = owner.map { ": --unit \($0.id)" } ?? ""
    let level = task.owner.level.name
    return Failure(
      .failed, "任务 \(task.id) 由\(level.zh)一级办，不是\(unit.name)的\(advice)",
      "the task \(task.id) is for the level \(level.text(.en)), not for \(unit.name)\(english)")
  }

  /// The tasks of the unit's level.
  func lines(_ scheduler: Scheduler) async throws -> [Line] {
    let balance = try await scheduler.ledger.balance(of: key, in: [unit.id])
    let done = UnitStanding(balance, unit: unit.id).tasksDone
    let days = planner.days(of: unit, occurrence, of: campaign)
    return campaign.tasks.filter { $0.owner.level == unit.level }.map { task in
      Line(task: task, due: planner.taskDay(task.due, around: days), isDone: done.contains(task.id))
    }
  }

  func json(_ line: Line) -> JSONText {
    [
      "campaign": .string(campaign.id), "occurrence": .string(occurrence.id), "unit": .string(unit.id),
      "task": .string(line.task.id), "what": .string(line.task.what), "due": .string(line.due.description),
      "done": .bool(line.isDone),
    ]
  }
}
