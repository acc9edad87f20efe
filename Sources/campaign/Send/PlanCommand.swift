import ArgumentParser
import CampaignScheduler
import Foundation
import Planning
import Recurrence

struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Everything that will happen: days, tasks, reminders, deadlines, chases. 全部安排：日期、任务、提醒、期限、催报。",
    discussion: """
      Example 例: campaign plan --year 2026 --campaign member-day-529 --unit diecai
      What the notice of rest days has moved 放假通知公布后有哪些变动: campaign plan --year 2026 --diff
      For a phone's calendar 导入手机日历: campaign plan --year 2026 --unit diecai --format ics --output plan.ics
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, tsv, json, csv, ics }

  @OptionGroup var options: GlobalOptions
  @Option(help: "All occurrences of a year; this year if nothing is given. 年份。")
  var year: Int?
  @Option(help: "From this day or instant on. 起。")
  var from: String?
  @Option(help: "Up to this day, included, or before this instant. 止（含当天）。")
  var to: String?
  @Option(help: "One campaign. 活动编号。", completion: .campaigns)
  var campaign: String?
  @Option(help: "For one unit. 单位编号。", completion: .units)
  var unit: String?
  @Option(help: "table, tsv, csv, json, or ics for calendar programs. 格式；ics 可导入日历。")
  var format: Format?
  @Option(
    help: ArgumentHelp(
      "With ics: the file to write; what it held before and is gone now is marked as cancelled. 写到这个文件。",
      valueName: "file"))
  var output: String?
  @Flag(help: "Only what the announced rest days have moved, against the law's festivals alone. 只列因放假通知而变动的。")
  var diff = false

  func run() async throws {
    try options.requireOneFormat(format)
    let output = Output(options)
    let (workspace, definitions) = try options.readWorkspace(notingTo: output)
    let planner = try await planner(definitions, workspace)
    if format == .ics || self.output != nil {
      try writeFeed(definitions, planner, output)
      if definitions.hasErrors { throw ExitCode(1) }
      return
    }
    let rows = try rows(definitions, planner)
    let printer = PlanPrinter(language: options.language, definitions: definitions)
    let format = format ?? (options.json ? .json : .table)
    if diff {
      let before = try self.rows(definitions, planner.beforeAnyNotice)
      printChanges(PlanChange.changes(from: before, to: rows), printer, format, output)
    } else {
      for line in printer.lines(rows, format) { output.line(line) }
      if rows.isEmpty { output.note("这段时间没有安排", "nothing is planned then") }
    }
    if definitions.hasErrors { throw ExitCode(1) }
  }

  private func writeFeed(_ definitions: Definitions, _ planner: Planner, _ output: Output) throws {
    guard (format ?? .ics) == .ics, !diff else {
      throw Failure(
        .usage, "--output 要和 --format ics 一起写，不带 --diff",
        "--output goes with --format ics, and without --diff")
    }
    let span = try span(definitions)
    // A file that cannot be read says nothing of its campaign: what the calendar holds of it stays.
    let known = campaign.map { [$0] } ?? (definitions.hasErrors ? Set(definitions.campaigns.map(\.id)) : nil)
    let feed = CalendarFeed(
      shared: definitions.shared, campaigns: definitions.campaigns, language: options.language)
    let previous = try self.output.flatMap(Workspace.textIfThere)
    let text = try feed.text(
      of: try rows(definitions, planner, includesSkipped: true),
      scope: CalendarFeed.Scope(span, campaigns: known, unit: try definitions.unit(named: unit)?.id),
      now: options.clock.now, previous: previous)
    guard let path = self.output else { return output.verbatim(text) }
    try Workspace.write(text, to: path)
    output.note("已写入 \(path)", "wrote \(path)")
  }

  private func printChanges(
    _ changes: [PlanChange], _ printer: PlanPrinter, _ format: Format, _ output: Output
  ) {
    for line in printer.lines(changes, format) { output.line(line) }
    output.note(
      changes.isEmpty ? "放假通知没有改动这段时间的安排" : "因放假通知变动 \(changes.count) 项",
      changes.isEmpty
        ? "the notices of rest days moved nothing then"
        : "\(changes.count) rows moved by the notices of rest days")
  }

  private func rows(_ definitions: Definitions, _ planner: Planner, includesSkipped: Bool = false) throws
    -> [PlanRow]
  {
    let campaigns = try definitions.campaigns(named: campaign)
    let unit = try definitions.unit(named: unit)
    switch try span(definitions) {
    case .year(let year):
      return planner.rows(of: campaigns, year: year, unit: unit, includesSkipped: includesSkipped)
    case .instants(let window):
      return planner.rows(of: campaigns, over: window, unit: unit, includesSkipped: includesSkipped)
    }
  }

  private func span(_ definitions: Definitions) throws -> CalendarFeed.Scope.Period {
    if from != nil || to != nil {
      guard year == nil else {
        throw Failure(.usage, "--year 与 --from、--to 只写一种", "give --year, or --from and --to")
      }
      return .instants(try InstantSpan(from: from, to: to, zone: definitions.shared.zone).window)
    }
    return .year(try options.year(year, in: definitions.shared.zone))
  }

  /// A plan does not need a database; if there is one, the units' own days count.
  private func planner(_ definitions: Definitions, _ workspace: Workspace) async throws -> Planner {
    let scheduler = try options.schedulerIfThere(workspace, definitions)
    return try await scheduler?.planner() ?? Planner(shared: definitions.shared)
  }
}

extension GlobalOptions {
  /// A year that the lunar calendar reaches: the one asked for, else this one.
  func year(_ asked: Int?, in zone: Zone) throws -> Int {
    let year = asked ?? zone.local(at: clock.now).date.year
    guard (1901...2099).contains(year) else {
      throw Failure(.usage, "--year 要在 1901 到 2099 之间", "--year takes 1901 to 2099")
    }
    return year
  }
}

/// A span given by days, both included, or by instants.
struct InstantSpan {
  let window: Range<Timestamp>

  init(from: String?, to: String?, zone: Zone) throws {
    guard let from, let to else { throw Failure(.usage, "--from 和 --to 都要写", "give both --from and --to") }
    let start = try Self.instant(from, zone)
    let end = try Self.instant(to, zone, daysAfter: 1)
    guard start < end else { throw Failure(.usage, "--to 要晚于 --from", "--to must be after --from") }
    window = start..<end
  }

  private static func instant(_ text: String, _ zone: Zone, daysAfter days: Int = 0) throws -> Timestamp {
    if let day = CivilDate(iso: text) {
      return zone.resolve(CivilDateTime(day.adding(days: days), .midnight)).instant
    }
    if let instant = Timestamp(iso: text) { return instant }
    if let local = CivilDateTime(iso: text) { return zone.resolve(local).instant }
    throw Failure(
      .usage, "看不懂日期 “\(text)”；写成 2026-05-29", "can't read the date '\(text)'; write 2026-05-29")
  }
}
