import ArgumentParser
import CampaignScheduler
import Planning
import Recurrence

struct CoverageCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: "Which units have reported, which on time, which not; --league ranks them. 报送情况与排名。",
    discussion: """
      Example 例: campaign coverage --campaign member-day-529 --year 2026
      A year with several occurrences is summed up; --by occurrence shows each. 一年几届的合计，--by occurrence 逐届列出。
      A waived unit stays among the expected and is not silent; excepted ones are not expected. 免报的单位仍在应报之内，不算未报；活动里写明除外的不算应报。
      --league ranks cities and counties by sessions, attendance and reports on time. --league 按场次、人数、按时报送排名。
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, csv, markdown }

  @OptionGroup var options: GlobalOptions
  @Option(help: "The campaign; a league can do without. 活动编号。", completion: .campaigns)
  var campaign: String?
  @Option(help: "The year; this year by default. 年份。")
  var year: Int?
  @Option(help: "This unit and all below it. 单位。", completion: .units)
  var unit: String?
  @Option(help: "One part of the campaign. 分项。")
  var part: String?
  @Option(help: "One occurrence of the year. 届次。")
  var occurrence: String?
  @Option(help: "A row for each occurrence, or for each unit of a level: occurrence, city, county. 按届次或按层级列。")
  var by: String?
  @Flag(help: "Rank units by sessions, attendance and reports on time. 排名。")
  var league = false
  @Option(help: "text, json, csv or markdown. 格式。")
  var format: Format?

  private var isByOccurrence: Bool { by == "occurrence" || by == "届次" }

  func run() async throws {
    try options.requireOneFormat(format)
    let scheduler = try await options.openScheduler()
    let printer = CoveragePrinter(options.language, format ?? (options.json ? .json : .text), Output(options))
    guard !league else { return printer.print(try await madeLeague(scheduler)) }
    guard let campaign else {
      throw Failure(.usage, "请写 --campaign（排名可以不写：--league）", "give --campaign (a --league can do without)")
    }
    let question = try question(campaign, scheduler)
    let rows =
      isByOccurrence
      ? try await scheduler.coverageByOccurrence(question) : try await scheduler.coverage(question)
    printer.print(rows, of: question)
  }

  private func question(_ id: String, _ scheduler: Scheduler) throws -> CoverageQuestion {
    let definitions = scheduler.current.now.definitions
    let campaign = try definitions.campaigns(named: id)[0]
    try campaign.requirePart(part)
    guard
      let place = try definitions.unit(named: unit) ?? definitions.shared.tree[campaign.participation.under]
    else { throw Failure(.failed, "没有单位", "there are no units") }
    return CoverageQuestion(
      campaign, try occurrences(of: campaign, scheduler), part: part, under: place,
      level: isByOccurrence ? nil : try definitions.level(named: by), at: options.clock.now)
  }

  private func occurrences(of campaign: Campaign, _ scheduler: Scheduler) throws -> [Occurrence] {
    let definitions = scheduler.current.now.definitions
    guard let occurrence else {
      return try definitions.occurrences(of: campaign, inYear: year ?? options.today(scheduler).year)
    }
    let found = try definitions.occurrence(occurrence, of: campaign)
    guard year == nil || found.year == year else {
      throw Failure(
        .failed, "届次 \(occurrence) 不在 \(year ?? 0) 年", "the occurrence \(occurrence) is not of \(year ?? 0)")
    }
    return [found]
  }

  private func madeLeague(_ scheduler: Scheduler) async throws -> League {
    let definitions = scheduler.current.now.definitions
    guard part == nil, by == nil else {
      throw Failure(.usage, "--league 不与 --part、--by 同写", "--league takes neither --part nor --by")
    }
    guard campaign != nil || occurrence == nil else {
      throw Failure(.usage, "--occurrence 要同 --campaign 一起写", "--occurrence needs --campaign")
    }
    let chosen = try campaign.map { try definitions.campaigns(named: $0)[0] }
    var year = year ?? options.today(scheduler).year
    if let chosen {
      let found = try occurrences(of: chosen, scheduler)
      if occurrence != nil { year = found[0].year }
    }
    guard let root = try definitions.unit(named: unit) ?? definitions.shared.tree.root else {
      throw Failure(.failed, "没有单位", "there are no units")
    }
    return try await scheduler.league(
      LeagueQuestion(campaign: chosen, year: year, occurrence: occurrence, unit: root))
  }
}
