import ArgumentParser
import CampaignScheduler
import Planning
import Recurrence

struct CoverageCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage", abstract: "Expected, reported, on time, silent units. 报送情况。",
    discussion: "Example 例: campaign coverage --campaign member-day-529 --year 2026")

  @OptionGroup var options: GlobalOptions
  @Option(help: "The campaign. 活动编号。", completion: .campaigns)
  var campaign: String
  @Option(help: "The year; this year by default. 年份。")
  var year: Int?
  @Option(help: "This unit and all below it. 单位。")
  var unit: String?

  func run() async throws {
    let scheduler = try options.openScheduler()
    let definitions = scheduler.current.now.definitions
    let campaign = try definitions.campaigns(named: campaign)[0]
    let year = year ?? definitions.shared.zone.local(at: options.clock.now).date.year
    guard
      let occurrence = campaign.occurrences(inYear: year, workdays: definitions.shared.workdays).first,
      let place = try definitions.unit(named: unit) ?? definitions.shared.tree[campaign.participation.under]
    else {
      throw Failure(.failed, "\(campaign.id) 在 \(year) 年没有活动", "\(campaign.id) has no occurrence in \(year)")
    }
    let rows = try await scheduler.reportCoverage(of: campaign, occurrence, under: place)
    let output = Output(options)
    if options.json {
      for row in rows { output.line(json(row)) }
      return
    }
    let header = options.language("单位,应报,已报,按时,报送率,按时率", "unit,expected,reported,on time,rate,on-time rate")
      .split(separator: ",").map(String.init)
    for line in Output.table([header] + rows.map { cells($0) }) { output.line(line) }
    if let silent = rows.first?.silent, !silent.isEmpty {
      let names = silent.prefix(20).map(\.name).joined(separator: options.language("、", ", "))
      let more =
        silent.count > 20 ? options.language(" 等 \(silent.count) 个", " … (\(silent.count) in all)") : ""
      output.say("未报：\(names)\(more)", "silent: \(names)\(more)")
    }
  }

  private func cells(_ row: ReportCoverage) -> [String] {
    [
      row.unit.name, "\(row.expected)", "\(row.reported)", "\(row.onTime)", row.rate.map { $0 + "%" } ?? "-",
      row.onTimeRate.map { $0 + "%" } ?? "-",
    ]
  }

  private func json(_ row: ReportCoverage) -> JSONText {
    [
      "unit": .string(row.unit.id), "level": .string(row.unit.level.name.zh),
      "expected": .number(row.expected),
      "reported": .number(row.reported), "onTime": .number(row.onTime), "rate": .optional(row.rate),
      "onTimeRate": .optional(row.onTimeRate), "silent": .array(row.silent.map { .string($0.id) }),
    ]
  }
}
