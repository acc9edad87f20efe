import ArgumentParser
import CampaignScheduler
import Foundation
import Ledger
import Planning
import Recurrence

struct SummaryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "summary",
    abstract: "What took place, who came, what was given, what is missing. 汇总场次、人数、物资和缺报。",
    discussion: """
      Example 例: campaign summary --from 2023-07-01 --to 2023-08-31
      Example 例: campaign summary --campaign member-day-529 --from 2026-05-01 --to 2026-05-31
      --baseline sets the questionnaire or the figures from before a campaign beside those of its end. 基线与终期对比。
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, csv, markdown, html }
  enum Rows: String, ExpressibleByArgument, CaseIterable { case figure, session }

  @OptionGroup var options: GlobalOptions
  @OptionGroup var scope: ScopeOptions
  @Argument(help: "One session. 场次编号。")
  var session: String?
  @Option(help: "text, json, csv, markdown or html. 格式。")
  var format: Format?
  @Option(help: "Rows of csv and markdown: a figure or a session each. 每行一个数字或一个场次。")
  var by = Rows.figure
  @Option(help: "Beside an earlier year, such as 2025, or 'last'. 与某年（或上年 last）比较。")
  var compare: String?
  @Option(help: "The questionnaire or row of figures from before. 基线的问卷或数据。")
  var baseline: String?
  @Option(help: "The one of the end, if there are several. 终期的问卷或数据。")
  var final: String?
  @Flag(help: "Begin csv with a byte order mark, for spreadsheets that ask for it. 带 BOM。")
  var bom = false
  @Option(help: "Write it to this file. 写入文件。", completion: .file())
  var output: String?

  func run() async throws {
    try options.requireOneFormat(format)
    let scheduler = try await options.openScheduler()
    let (chosen, campaign) = try await scope.scope(session, scheduler, options.clock.now)
    let today = chosen.zone.local(at: options.clock.now).date
    let year = scope.year
    async let notes = scheduler.notes(on: chosen, of: campaign, year: year, today: today)
    var summary = try await scheduler.summary(chosen, campaign: campaign, today: today)
    summary.notes = try await notes
    let earlier = try EarlierScope(chosen, campaign, scheduler, compare: compare, isOffered: format == .html)
    let comparison = try await earlier?.comparison(with: summary, scheduler)
    let baseline = try await baseline(scheduler)
    let wordings = try await wordings(summary, scheduler)
    summary.englishTitles = wordings.compactMapValues(\.englishTitle)
    let text = text(
      summary, comparison, baseline, scheduler.current.now.definitions.shared.tree, today,
      wordings.mapValues(\.activities))
    if let output {
      try write(text, to: output)
    } else {
      Output(options).verbatim(text)
    }
    if (format ?? .text) == .text, !options.json { remark(summary) }
  }

  /// What was done and English titles, where a session has a row of its own.
  private func wordings(_ summary: Summary, _ scheduler: Scheduler) async throws -> [EntryID: SessionWording]
  {
    switch format {
    case .html:
      try await scheduler.ledger.wordings(of: Array(summary.sessions.prefix(SummaryPage.sessionsListed)))
    case .csv where by == .session, .markdown where by == .session:
      try await scheduler.ledger.wordings(of: summary.sessions.all())
    default: try await scheduler.ledger.wordings(of: [summary.session].compactMap(\.self))
    }
  }

  private func baseline(_ scheduler: Scheduler) async throws -> BaselineComparison? {
    guard let baseline else {
      guard final == nil else {
        throw Failure(.usage, "--final 要同 --baseline 一起写", "--final needs --baseline")
      }
      return nil
    }
    guard format != .html else {
      throw Failure(
        .usage, "网页里没有基线对比，请用 text、csv、markdown 或 json",
        "the page has no baseline; take text, csv, markdown or json")
    }
    do {
      return try await scheduler.baseline(named: baseline, and: final)
    } catch let fault as BaselineFault {
      throw Failure(.failed, fault.text(.zh), fault.text(.en))
    }
  }

  private func remark(_ summary: Summary) {
    let output = Output(options)
    for warning in summary.warnings {
      output.note("注意：\(warning.text(.zh))", "note: \(warning.text(.en))")
    }
  }

  private func text(
    _ summary: Summary, _ comparison: SummaryComparison?, _ baseline: BaselineComparison?, _ units: UnitTree,
    _ today: CivilDate, _ activities: [EntryID: [String]]
  ) -> String {
    let language = options.language
    // To see which columns it has, every session is looked at.
    lazy var table = SessionTable(summary, units: units, language: language, activities: activities)
    return switch format ?? (options.json ? .json : .text) {
    case .text:
      summary.text(language) + details(summary) + (comparison.map { "\n" + $0.text(language) } ?? "")
        + (baseline.map { "\n" + $0.text(language) } ?? "") + "\n"
    case .json: summary.json(language, comparison: comparison, baseline: baseline).description + "\n"
    case .csv:
      (bom ? "\u{FEFF}" : "") + (by == .session ? table.csv : summary.csv(language, comparison: comparison))
        + (baseline?.csv(language) ?? "")
    case .markdown:
      (by == .session ? table.markdown : summary.markdown(language, comparison: comparison))
        + (baseline?.markdown(language) ?? "")
    case .html:
      SummaryPage(
        summary, units: units, language: language, comparison: comparison, printed: today,
        activities: activities
      ).html
    }
  }

  /// What the sums consist of, and the figures that belong to no session, set apart from the summary proper.
  private func details(_ summary: Summary) -> String {
    [summary.partsText(options.language), summary.sheetText(options.language)]
      .map { $0.isEmpty ? "" : "\n" + $0 }.joined()
  }

  private func write(_ text: String, to path: String) throws {
    try Workspace.write(text, to: path)
    Output(options).note("已写入 \(path)", "written to \(path)")
  }
}

/// Which sessions: a campaign's, those of a year or a span of days, a unit's and all below it.
struct ScopeOptions: ParsableArguments {
  @Option(help: "One campaign. 活动编号。", completion: .campaigns)
  var campaign: String?
  @Option(help: "A year: of the campaign, or of all sessions. 年份。")
  var year: Int?
  @Option(help: "The first day; with --campaign only that campaign's sessions. 起；可与 --campaign 同写。")
  var from: String?
  @Option(help: "The last day. 止（含当天）。")
  var to: String?
  @Option(help: "One unit and all below it. 单位。", completion: .units)
  var unit: String?

  func scope(
    _ session: String?, _ scheduler: Scheduler, _ now: Timestamp
  ) async throws -> (SummaryScope, Campaign?) {
    let definitions = scheduler.current.now.definitions
    let chosen = try campaign.map { try definitions.campaigns(named: $0)[0] }
    let days = try days()
    guard session == nil || (campaign == nil && days == nil) else {
      throw Failure(
        .usage, "写了场次就不要再写 --campaign、--year、--from、--to",
        "with a session give no --campaign, --year, --from or --to")
    }
    let choice: SummaryScope.Choice
    if let session {
      choice = .session(try await scheduler.heldSession(session))
    } else if let chosen, year != nil || days == nil {
      let year = year ?? chosen.onlyYear ?? definitions.shared.zone.local(at: now).date.year
      choice = chosen.choice(inYear: year, definitions.shared)
    } else if let days {
      choice = chosen.map { .campaign($0.id, in: days) } ?? .span(days)
    } else {
      choice = .everything
    }
    let scope = SummaryScope(
      choice, unit: try definitions.unit(named: unit), zone: definitions.shared.zone,
      title: chosen?.summaryTitle)
    return (scope, chosen)
  }

  /// Those of the year or the span.
  private func days() throws -> ClosedRange<CivilDate>? {
    guard year == nil || (from == nil && to == nil) else {
      throw Failure(.usage, "--year 与 --from、--to 只写一种", "give --year, or --from and --to")
    }
    if let year {
      if let days = CivilDate.year(year) { return days }
      throw Failure(.usage, "--year 写成年份，如 2026", "--year takes a year such as 2026")
    }
    return try .asked(from: from, to: to)
  }
}

extension Scheduler {
  /// - Throws: ``Failure`` for one that did not take place, or has not yet: there is nothing to sum up.
  fileprivate func heldSession(_ text: String) async throws -> SessionKey {
    let key = try await session(text)
    let found = try await ledger.sessions(under: key).sessions
    guard found.allSatisfy({ !$0.isHeld }) else { return key }
    let standing = try await openSession(key)
    throw Failure(
      .failed,
      "场次 \(standing.key) 只是计划，还没有登记已办；办完后先登记数字（campaign record \(standing.key) --attended …），再汇总",
      "the session \(standing.key) is only planned; once it was held, record its figures first (campaign record \(standing.key) --attended …)"
    )
  }
}
