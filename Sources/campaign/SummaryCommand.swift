import ArgumentParser
import CampaignScheduler
import Ledger
import Planning
import Recurrence

struct SummaryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "summary", abstract: "What took place, who came, what was given, what is missing. 汇总。",
    discussion: "Example 例: campaign summary --from 2023-07-01 --to 2023-08-31")

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, csv, markdown }

  @OptionGroup var options: GlobalOptions
  @OptionGroup var scope: ScopeOptions
  @Argument(help: "One session. 场次编号。")
  var session: String?
  @Option(help: "text, json, csv or markdown.")
  var format: Format?

  func run() async throws {
    let scheduler = try options.openScheduler()
    let (chosen, campaign) = try await scope.scope(session, scheduler, options.clock.now)
    let shared = scheduler.current.now.definitions.shared
    let summary = Summary(
      try await scheduler.ledger.balance(), scope: chosen, units: shared.tree, keyTasks: shared.keyTasks,
      campaign: campaign)
    let output = Output(options)
    switch format ?? (options.json ? .json : .text) {
    case .text:
      output.line(summary.text(options.language))
      for warning in summary.warnings { output.note("注意：\(warning.zh)", "note: \(warning.text(.en))") }
    case .json: output.line(summary.json(options.language).description)
    case .csv: output.line(summary.csv(options.language))
    case .markdown: output.line(summary.markdown(options.language))
    }
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
      let year = year ?? definitions.shared.zone.local(at: now).date.year
      let id =
        definition.occurrences(inYear: year, workdays: definitions.shared.workdays).first?.id ?? "\(year)"
      choice = .occurrence(OccurrenceKey(campaign: campaign, occurrence: id))
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
  @Option(help: "The verb, in place of that of the session's kind: 联合开展. 动词。")
  var verb: String?

  func run() async throws {
    let scheduler = try options.openScheduler()
    let units = scheduler.current.now.definitions.shared.tree
    var standings: [SessionBalance] = []
    if sessions.isEmpty {
      let (chosen, _) = try await scope.scope(nil, scheduler, options.clock.now)
      standings = Summary(try await scheduler.ledger.balance(), scope: chosen, units: units).sessions
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

extension SessionBalance {
  fileprivate var firstDay: CivilDate {
    session.date.precision == .none ? .max : session.date.first ?? .max
  }
}
