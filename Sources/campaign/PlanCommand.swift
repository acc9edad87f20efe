import ArgumentParser
import CampaignScheduler
import Foundation
import Planning
import Recurrence

struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Everything that will happen: days, tasks, reminders, deadlines, chases. 全年计划。",
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
    let workspace = try options.findWorkspace()
    let definitions = try workspace.definitions()
    let output = Output(options)
    if definitions.hasErrors {
      output.note(
        "有的文件有错误，没有采用；请运行 campaign check", "some files have errors and are left out; run 'campaign check'")
    }
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
      throw ValidationError("--output goes with --format ics. --output 要和 --format ics 一起用。")
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
      guard year == nil else { throw ValidationError("Give --year, or --from and --to. 年份与起止只写一种。") }
      return .instants(try InstantSpan(from: from, to: to, zone: definitions.shared.zone).window)
    }
    let year = year ?? definitions.shared.zone.local(at: options.clock.now).date.year
    guard (1901...2099).contains(year) else {
      throw ValidationError("--year takes 1901 to 2099. 年份要在 1901 到 2099 之间。")
    }
    return .year(year)
  }

  /// A plan does not need a database; if there is one, the units' own days count.
  private func planner(_ definitions: Definitions, _ workspace: Workspace) async throws -> Planner {
    let path = options.database ?? workspace.databasePath
    guard FileManager.default.fileExists(atPath: path) else { return Planner(shared: definitions.shared) }
    let scheduler = Scheduler(
      workspace: workspace, definitions: definitions, pool: try DatabaseFile.open(path))
    return try await scheduler.planner()
  }
}

extension Definitions {
  /// - Throws: ``Failure`` if a campaign is named that no file defines.
  func campaigns(named id: String?) throws -> [Campaign] {
    guard let id else { return campaigns }
    let found = campaigns.filter { $0.id == id }
    guard found.isEmpty else { return found }
    let known = campaigns.map(\.id).joined(separator: ", ")
    throw Failure(.failed, "没有活动 “\(id)”；有：\(known)", "there is no campaign '\(id)'; there are: \(known)")
  }

  /// A unit by id, name or alias.
  func unit(named name: String?) throws -> Planning.Unit? {
    guard let name else { return nil }
    if let unit = shared.tree[name] { return unit }
    let named = shared.tree.units(named: name)
    guard named.count == 1 else {
      throw Failure(
        .failed, named.isEmpty ? "没有单位 “\(name)”；请写 shared/units.csv 里的编号或名称" : "名称 “\(name)” 不止一个单位；请写编号",
        named.isEmpty
          ? "there is no unit '\(name)'; write an id or a name from shared/units.csv"
          : "'\(name)' names several units; write an id")
    }
    return named[0]
  }
}

/// A span given by days, both included, or by instants.
struct InstantSpan {
  let window: Range<Timestamp>

  init(from: String?, to: String?, zone: Zone) throws {
    guard let from, let to else { throw ValidationError("Give both --from and --to. 起和止都要写。") }
    let start = try Self.instant(from, zone)
    let end = try Self.instant(to, zone, daysAfter: 1)
    guard start < end else { throw ValidationError("--to must be after --from. 止要晚于起。") }
    window = start..<end
  }

  private static func instant(_ text: String, _ zone: Zone, daysAfter days: Int = 0) throws -> Timestamp {
    if let day = CivilDate(iso: text) {
      return zone.resolve(CivilDateTime(day.adding(days: days), .midnight)).instant
    }
    if let instant = Timestamp(iso: text) { return instant }
    if let local = CivilDateTime(iso: text) { return zone.resolve(local).instant }
    throw ValidationError("'\(text)' is no day such as 2026-05-29 and no instant. 日期写成 2026-05-29。")
  }
}
