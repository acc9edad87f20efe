import ArgumentParser
import CampaignScheduler
import Ledger
import Planning
import Recurrence

struct DormantCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dormant", abstract: "Units that have held nothing for a while. 很久没有办活动的单位。",
    discussion: """
      Example 例: campaign dormant --days 90 --unit guilin
      Example 例: campaign dormant --from 2026-01-01 --to 2026-06-30
      --remote lists units that are marked as remote in the table of units. 只看单位表里标了“偏远”的单位。
      """)

  @OptionGroup var options: GlobalOptions
  @Option(help: "How long without a session; dormant_after in settings.yaml, else 90. 多少天没有活动。")
  var days: Int?
  @Option(help: "Nothing held from this day on. 起。")
  var from: String?
  @Option(help: "Up to this day, included; today if that is earlier. 止（含当天）。")
  var to: String?
  @Option(help: "This unit and all below it. 单位。", completion: .units)
  var unit: String?
  @Option(help: "The level that is looked at; the lowest with a denominator by default. 哪一级。")
  var level: String?
  @Flag(help: "Only units that are marked as remote. 只看偏远单位。")
  var remote = false

  func validate() throws {
    guard days.map({ (1...36_500).contains($0) }) ?? true else {
      throw ValidationError("--days 要在 1 到 36500 之间", "--days takes 1 to 36500")
    }
    guard days == nil || (from == nil && to == nil) else {
      throw ValidationError("--days 与 --from、--to 只写一种", "give --days, or --from and --to")
    }
  }

  func run() async throws {
    let scheduler = try await options.openScheduler()
    let definitions = scheduler.current.now.definitions
    let level = try definitions.level(named: level)
    let today = options.today(scheduler)
    let span = try span(today)
    guard
      let dormancy = try await scheduler.dormancy(
        under: try definitions.unit(named: unit), days: span?.count ?? days, level: level,
        on: span?.upperBound ?? today, isRemote: remote)
    else { return }
    let output = Output(options)
    if options.json {
      for row in dormancy.rows {
        output.line([
          "unit": .string(row.unit.id), "level": .string(row.unit.level.name.zh),
          "lastSession": .optional(row.lastSession?.description),
          "days": row.days.map { .number($0) } ?? .null,
        ])
      }
      return
    }
    say(dormancy, span, output)
  }

  /// The days that were asked for, as far as they are over.
  private func span(_ today: CivilDate) throws -> ClosedRange<CivilDate>? {
    guard let days = try ClosedRange.asked(from: from, to: to) else { return nil }
    let first = days.lowerBound
    guard first <= today else {
      throw Failure(.usage, "--from \(first) 还没到", "--from \(first) is still to come")
    }
    return first...min(days.upperBound, today)
  }

  private func say(_ dormancy: Dormancy, _ span: ClosedRange<CivilDate>?, _ output: Output) {
    if remote, dormancy.of == 0 {
      output.note(
        "单位表里没有标“偏远”的单位：在 units.csv 加一列 remote，偏远的写 true",
        "no unit is marked as remote: add a column 'remote' to units.csv, with 'true' for those that are")
    }
    let count = dormancy.rows.count
    let (zh, en) =
      remote
      ? ("偏远单位", "remote units") : (dormancy.level.name.zh, "units of level \(dormancy.level.name.text(.en))")
    let time = BilingualText { language in
      span.map {
        language("\($0.lowerBound) 至 \($0.upperBound) ", "from \($0.lowerBound) to \($0.upperBound)")
      }
        ?? language(
          "\(dormancy.threshold) 天", "for \(dormancy.threshold) day\(dormancy.threshold == 1 ? "" : "s")")
    }
    output.say(
      "沉寂（\(time.zh)没有活动）：\(dormancy.of) 个\(zh)中 \(count) 个",
      "dormant (nothing held \(time.text(.en))): \(count) of \(dormancy.of) \(en)")
    let cells = dormancy.rows.map { row in
      [
        "  " + row.unit.name,
        row.lastSession.map { options.language("最近 \($0)", "last on \($0)") }
          ?? (span == nil ? options.language("还没有办过", "never") : options.language("此前没有办过", "none before")),
        row.days.map { options.language("\($0) 天", "\($0) days") } ?? "",
      ]
    }
    for line in Output.table(cells) { output.line(line) }
  }
}
