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
      --remote lists units that are marked as remote in the table of units. 只看单位表里标了“偏远”的单位。
      """)

  @OptionGroup var options: GlobalOptions
  @Option(help: "How long without a session; dormant_after in settings.yaml, else 90. 多少天没有活动。")
  var days: Int?
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
  }

  func run() async throws {
    let scheduler = try await options.openScheduler()
    let definitions = scheduler.current.now.definitions
    let level = try definitions.level(named: level)
    guard
      let dormancy = try await scheduler.dormancy(
        under: try definitions.unit(named: unit), days: days, level: level, on: options.today(scheduler),
        isRemote: remote)
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
    say(dormancy, output)
  }

  private func say(_ dormancy: Dormancy, _ output: Output) {
    if remote, dormancy.of == 0 {
      output.note(
        "单位表里没有标“偏远”的单位：在 units.csv 加一列 remote，偏远的写 true",
        "no unit is marked as remote: add a column 'remote' to units.csv, with 'true' for those that are")
    }
    let count = dormancy.rows.count
    let (zh, en) =
      remote
      ? ("偏远单位", "remote units") : (dormancy.level.name.zh, "units of level \(dormancy.level.name.text(.en))")
    output.say(
      "沉寂（\(dormancy.threshold) 天没有活动）：\(dormancy.of) 个\(zh)中 \(count) 个",
      "dormant (nothing held for \(dormancy.threshold) days): \(count) of \(dormancy.of) \(en)")
    let cells = dormancy.rows.map { row in
      [
        "  " + row.unit.name,
        row.lastSession.map { options.language("最近 \($0)", "last on \($0)") }
          ?? options.language("还没有办过", "never"),
        row.days.map { options.language("\($0) 天", "\($0) days") } ?? "",
      ]
    }
    for line in Output.table(cells) { output.line(line) }
  }
}
