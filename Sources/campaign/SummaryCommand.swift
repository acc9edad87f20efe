import ArgumentParser
import CampaignScheduler
import Foundation
import Ledger
import Planning
import Recurrence

struct SummaryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "summary", abstract: "What took place, who came, what was given, what is missing. 汇总。",
    discussion: """
      Example 例: campaign summary --from 2023-07-01 --to 2023-08-31
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
    let scheduler = try options.openScheduler()
    let (chosen, campaign) = try await scope.scope(session, scheduler, options.clock.now)
    let today = chosen.zone.local(at: options.clock.now).date
    let year = scope.year
    async let notes = scheduler.notes(on: chosen, of: campaign, year: year, today: today)
    var summary = try await scheduler.summary(chosen, campaign: campaign, today: today)
    summary.notes = try await notes
    let earlier = try EarlierScope(chosen, campaign, scheduler, compare: compare, isOffered: format == .html)
    let comparison = try await earlier?.comparison(with: summary, scheduler)
    let baseline = try await baseline(scheduler)
    let text = text(summary, comparison, baseline, scheduler.current.now.definitions.shared.tree, today)
    if let output {
      try write(text, to: output)
    } else {
      Output(options).verbatim(text)
    }
    if (format ?? .text) == .text, !options.json { remark(summary) }
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
    _ today: CivilDate
  ) -> String {
    let language = options.language
    let table = SessionTable(summary, units: units, language: language)
    return switch format ?? (options.json ? .json : .text) {
    case .text:
      summary.text(language) + (comparison.map { "\n" + $0.text(language) } ?? "")
        + (baseline.map { "\n" + $0.text(language) } ?? "") + "\n"
    case .json: summary.json(language, comparison: comparison, baseline: baseline).description + "\n"
    case .csv:
      (bom ? "\u{FEFF}" : "") + (by == .session ? table.csv : summary.csv(language, comparison: comparison))
        + (baseline?.csv(language) ?? "")
    case .markdown:
      (by == .session ? table.markdown : summary.markdown(language, comparison: comparison))
        + (baseline?.markdown(language) ?? "")
    case .html:
      SummaryPage(summary, units: units, language: language, comparison: comparison, printed: today).html
    }
  }

  private func write(_ text: String, to path: String) throws {
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw Failure(
        .inputOutput, "\(path) 写不进去：\(error.localizedDescription)",
        "can't write \(path): \(error.localizedDescription)")
    }
    Output(options).note("已写入 \(path)", "written to \(path)")
  }
}

/// Which sessions: a campaign's year, a span of days, a unit and all below it.
struct ScopeOptions: ParsableArguments {
  @Option(help: "One campaign. 活动编号。", completion: .campaigns)
  var campaign: String?
  @Option(help: "A year: of the campaign, or of all sessions. 年份。")
  var year: Int?
  @Option(help: "The first day. 起。")
  var from: String?
  @Option(help: "The last day. 止（含当天）。")
  var to: String?
  @Option(help: "One unit and all below it. 单位。", completion: .units)
  var unit: String?

  func scope(
    _ session: String?, _ scheduler: Scheduler, _ now: Timestamp
  ) async throws -> (SummaryScope, Campaign?) {
    let definitions = scheduler.current.now.definitions
    let choice: SummaryScope.Choice
    var chosen: Campaign?
    try checkCombination(session)
    if let session {
      choice = .session(try await scheduler.session(session))
    } else if let campaign {
      let definition = try definitions.campaigns(named: campaign)[0]
      let year = year ?? definition.onlyYear ?? definitions.shared.zone.local(at: now).date.year
      choice = definition.choice(inYear: year, definitions.shared)
      chosen = definition
    } else if let year {
      guard let first = CivilDate(year: year, month: 1, day: 1),
        let last = CivilDate(year: year, month: 12, day: 31)
      else { throw ValidationError("--year takes a year such as 2026. 年份写成 2026。") }
      choice = .span(first...last)
    } else if from != nil || to != nil {
      choice = .span(try days())
    } else {
      choice = .everything
    }
    let scope = SummaryScope(choice, unit: try definitions.unit(named: unit), zone: definitions.shared.zone)
    return (scope, chosen)
  }

  private func checkCombination(_ session: String?) throws {
    let hasSpan = from != nil || to != nil
    guard !hasSpan || (campaign == nil && year == nil),
      session == nil || (campaign == nil && year == nil && !hasSpan)
    else {
      throw ValidationError(
        "Give a session, or --campaign with --year, or --from and --to. 场次、活动加年份、起止日期，只写一种。")
    }
  }

  private func days() throws -> ClosedRange<CivilDate> {
    guard let from, let to, let first = CivilDate(iso: from), let last = CivilDate(iso: to), first <= last
    else {
      throw ValidationError("Give --from and --to as days such as 2023-07-01. 起止日期写成 2023-07-01。")
    }
    return first...last
  }
}

struct BriefCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "brief", abstract: "Drafts of briefs from the record. 工作简讯草稿。",
    discussion: "Example 例: campaign brief --from 2023-07-01 --to 2023-08-31")

  @OptionGroup var options: GlobalOptions
  @OptionGroup var scope: ScopeOptions
  @Argument(help: "Sessions. 场次编号。")
  var sessions: [String] = []
  @Flag(name: .customLong("roundup"), help: "One article about all of them, each told once. 综述。")
  var roundUp = false
  @Option(help: "The verb, in place of that of the session's kind: 联合开展. 动词。")
  var verb: String?

  func run() async throws {
    let scheduler = try options.openScheduler()
    let units = scheduler.current.now.definitions.shared.tree
    if roundUp { return try await printRoundUp(scheduler, units) }
    var standings: [SessionBalance] = []
    if sessions.isEmpty {
      let (chosen, _) = try await scope.scope(nil, scheduler, options.clock.now)
      let facts = try await scheduler.ledger.facts(
        chosen.choice, zone: chosen.zone, where: chosen.membership(in: units))
      standings = try await scheduler.ledger.sessions(facts.sessions.all())
    }
    for text in sessions {
      let key = try await scheduler.session(text)
      standings.append(try await scheduler.openSession(key))
    }
    // A newsletter tells things in the order in which they happened; what has no day comes last.
    standings = standings.enumerated().sorted {
      ($0.element.firstDay, $0.offset) < ($1.element.firstDay, $1.offset)
    }
    .map(\.element)
    let output = Output(options)
    for brief in standings.compactMap({ Brief($0, units: units, verb: verb) }) {
      if options.json {
        output.line([
          "session": .string(brief.session.description), "text": .string(brief.text(options.language)),
        ])
      } else {
        output.line(brief.text(options.language) + "\n")
      }
    }
    if standings.isEmpty { output.note("没有已办的场次", "no session was held then") }
  }
}

extension BriefCommand {
  private func printRoundUp(_ scheduler: Scheduler, _ units: UnitTree) async throws {
    guard sessions.isEmpty else {
      throw Failure(
        .usage, "综述按活动或日期写，不接场次编号", "a round-up is of a campaign or of days, not of single sessions")
    }
    let (chosen, campaign) = try await scope.scope(nil, scheduler, options.clock.now)
    let summary = try await scheduler.summary(chosen, campaign: campaign)
    let text = RoundUp(summary, units: units).text(options.language)
    if options.json {
      Output(options).line(["session": .null, "text": .string(text)])
    } else {
      Output(options).line(text)
    }
  }
}

extension SessionBalance {
  fileprivate var firstDay: CivilDate {
    session.date.precision == .none ? .max : session.date.first ?? .max
  }
}
