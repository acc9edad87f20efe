import ArgumentParser
import CampaignScheduler
import Ledger
import Planning
import Recurrence

struct StageCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stage", abstract: "How far a project has come in its year. 项目进度。",
    discussion: """
      Example 例: campaign stage show member-day-529 --year 2026
      申报 → 论证 → 实施 → 督导 → 评估 → 验收 → 总结 (application, appraisal, implementation, supervision, evaluation,
      acceptance, summary), one after the other: none is skipped.
      """,
    subcommands: [Set.self, Show.self], defaultSubcommand: Show.self)

  struct Set: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "set", abstract: "Enter that the project has reached a stage. 登记进度。",
      discussion: """
        Example 例: campaign stage set member-day-529 --year 2026 --stage 申报 --date 2026-01-05 --by gx
        Entered by mistake, it is taken out with campaign void. 登记错了用 campaign void 作废。
        """)

    @OptionGroup var options: GlobalOptions
    @OptionGroup var place: StagePlace
    @Option(help: "The stage, in either language. 进度。")
    var stage: String
    @Option(help: "The day; today by default. 日期。")
    var date: String?
    @Option(help: "Who says so: a unit or a post. 由哪个单位或岗位。")
    var by: String?

    func run() async throws {
      let scheduler = try await options.openScheduler()
      let (campaign, year) = try place.found(scheduler, options)
      guard let stage = ProjectStage(named: stage) else {
        let names = ProjectStage.allCases.map(\.name.zh).joined(separator: "、")
        let english = ProjectStage.allCases.map(\.rawValue).joined(separator: ", ")
        throw Failure(
          .usage, "没有“\(stage)”这一步；有：\(names)", "there is no stage '\(stage)'; there are: \(english)")
      }
      let today = options.today(scheduler)
      let day = try date.map { try CivilDate(written: $0, today: today, nearby: .year(year)) } ?? today
      let reached = StageReached(stage, on: day, decidedBy: by ?? options.unitOfOffice ?? options.author)
      let key = ProjectStages.key(campaign.id, year: year)
      let root = scheduler.current.now.definitions.shared.tree.root?.id ?? campaign.participation.under
      let entries = try await scheduler.ledger.append(
        of: key, reading: [root], by: options.author, at: options.clock.now
      ) { balance, _ in
        let stages = ProjectStages(balance.stages)
        if let refusal = stages.refusal(of: reached) { throw Failure(refusal, of: stage) }
        let scope = LedgerEntry.Scope(occurrence: key, unit: root)
        return [LedgerDraft(scope: scope, .record(.stage(reached)))]
      }
      EntryLines(options, scheduler).print(entries)
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show how far the project has come. 查看进度。",
      discussion: "Example 例: campaign stage show member-day-529 --year 2026")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var place: StagePlace

    func run() async throws {
      let scheduler = try await options.openScheduler()
      let (campaign, year) = try place.found(scheduler, options)
      let stages = try await scheduler.ledger.stages(of: campaign.id, year: year)
      let output = Output(options)
      guard !options.json else {
        return output.line([
          "campaign": .string(campaign.id), "year": .number(year),
          "stage": .optional(stages.current?.rawValue),
          "next": .optional(stages.next?.rawValue), "stages": stages.json,
        ])
      }
      output.line("\(campaign.name.text(options.language)) \(year)")
      output.line(stages.line(options.language, units: scheduler.current.now.definitions.shared.tree))
    }
  }
}

/// Which project: a campaign in a year.
struct StagePlace: ParsableArguments {
  @Argument(help: "The campaign. 活动编号。", completion: .campaigns)
  var campaign: String
  @Option(help: "The year; this year by default. 年份。")
  var year: Int?

  func found(_ scheduler: Scheduler, _ options: GlobalOptions) throws -> (Campaign, year: Int) {
    let definitions = scheduler.current.now.definitions
    let campaign = try definitions.campaigns(named: campaign)[0]
    let year = year ?? options.today(scheduler).year
    _ = try definitions.occurrences(of: campaign, inYear: year)
    return (campaign, year)
  }
}

extension Failure {
  fileprivate init(_ refusal: StageRefusal, of stage: ProjectStage) {
    let (zh, en) = (stage.name.zh, stage.rawValue)
    switch refusal {
    case .reachedBefore(let standing):
      self.init(
        .failed, "“\(zh)”已于 \(standing.value.date) 登记（\(standing.root)）；登记错了用 campaign void 作废",
        "'\(en)' was entered for \(standing.value.date) (\(standing.root)); a mistake is taken out with campaign void"
      )
    case .skips(let stages):
      self.init(
        .failed, "不能跳过：“\(zh)”之前还有 \(stages.map(\.name.zh).joined(separator: "、"))，请先登记",
        "no stage is skipped: before '\(en)' come \(stages.map(\.rawValue).joined(separator: ", "))")
    case .earlier(let last):
      self.init(
        .failed, "“\(zh)”不能早于“\(last.value.stage.name.zh)”（\(last.value.date)）",
        "'\(en)' can't be before '\(last.value.stage.rawValue)' (\(last.value.date))")
    }
  }
}
