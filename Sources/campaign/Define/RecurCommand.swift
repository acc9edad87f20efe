public import ArgumentParser
import CampaignScheduler
import Planning
public import Recurrence

struct RecurCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recur", abstract: "Expand a recurrence rule of RFC 5545 or RFC 7529. 展开重复规则。",
    discussion: """
      Examples 例:
        campaign recur "FREQ=MONTHLY;BYDAY=2TU" --start 2026-01-01T09:00 --count 5
        campaign recur "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=15" --start 2026-09-25 --count 3
        campaign recur "FREQ=MONTHLY;BYMONTHDAY=15" --start 2026-01-15T09:00 --roll backward --why
        campaign recur "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=29" --start 2026-05-29T09:00 --move "5 workdays before"
      """)

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The rules. 规则，可写几条。")
  var rules: [String] = []
  @Option(help: ArgumentHelp("The first local time, or the first day. 起。", valueName: "2026-01-01T09:00"))
  var start: String?
  @Option(help: "An IANA zone, UTC or floating. 时区。")
  var zone = "Asia/Shanghai"
  @Option(help: "A further local time, or an instant with its offset. 另加，可写几次。")
  var rdate: [String] = []
  @Option(help: "A time left out. 除外，可写几次。")
  var exdate: [String] = []
  @Option(help: "How many at most; of a rule without an end 20, if not given. 最多几个。")
  var count: Int?
  @Option(parsing: .upToNextOption, help: "Two local times: from, and before. 起止。")
  var between: [String] = []
  @Option(help: ArgumentHelp("Move each day. 推移，可写几次。", valueName: "5 workdays before"))
  var move: [String] = []
  @Option(help: "Move off rest days: backward, forward or nearest. 遇休息日提前、推后或就近。")
  var roll: DayTransform.Roll?
  @Option(help: "A time that the zone skips: shiftForward, skip or before. 夏令时跳过的时刻。")
  var gap: RecurrencePolicies.Gap = .shiftForward
  @Option(help: "A time that comes twice: first, second or both. 夏令时重复的时刻。")
  var overlap: RecurrencePolicies.Overlap = .first
  @Flag(help: "Count the start in even if no rule gives it. 起点总算一次。")
  var withStart = false
  @Flag(help: "Hours, minutes and seconds by the wall clock, not as time elapsed. 时分秒按钟面推算。")
  var wallClock = false
  @Flag(help: "Say why each is there. 说明来由。")
  var why = false
  @Flag(help: "Refuse what breaks a MUST of the RFC. 严格。")
  var strict = false
  @Flag(help: "Read cases from standard input, a JSON line each, and answer each. 逐行处理。")
  var batch = false

  func validate() throws {
    guard between.isEmpty || between.count == 2 else {
      throw ValidationError("--between 要写两个时刻", "--between takes two local times")
    }
    if let count, count < 1 { throw ValidationError("--count 从 1 起", "--count takes a number from 1 up") }
    guard batch || start != nil && !(rules.isEmpty && rdate.isEmpty) else {
      throw ValidationError("请写规则和 --start，或 --batch", "give a rule and --start, or --batch")
    }
  }

  func run() async throws {
    let output = Output(options)
    if batch {
      while let line = readLine() {
        if !line.isEmpty { output.line(RecurrenceCase(line).answer(mode: mode, options.language)) }
      }
      return
    }
    let query = RecurrenceQuery(
      start: start ?? "", zone: zone, rules: rules, additions: rdate, exceptions: exdate,
      window: between.isEmpty ? nil : between, mode: mode, policies: policies)
    let (set, zone, notes) = try query.set()
    for note in notes {
      output.note("注意：" + note.text.zh, "note: " + note.text.en)
    }
    let moved = MovedSet(set, by: try transforms(), workdays: try workdays(output))
    let printer = OccurrencePrinter(
      set: moved, zone: zone, isFloating: self.zone == "floating", output: output, saysWhy: why)
    let isEndless = between.isEmpty && set.rules.contains { $0.end == .never }
    let limit = count ?? (isEndless ? 20 : .max)
    var isEmpty = true
    for occurrence in moved.occurrences(within: try query.range(zone), in: zone).prefix(limit) {
      printer.print(occurrence)
      isEmpty = false
    }
    if isEmpty { output.note("没有符合规则的日子", "nothing matches") }
  }

  private var mode: RecurrenceParsingMode { strict ? .strict : .lenient }

  private var policies: RecurrencePolicies {
    RecurrencePolicies(
      gap: gap, overlap: overlap, start: withStart ? .always : .ifRuleGivesIt,
      subDaily: wallClock ? .wallClock : .elapsed)
  }

  private func transforms() throws -> [DayTransform] {
    let moves = try move.map { text -> DayTransform in
      guard let offset = DayOffset(text) else {
        throw Failure(
          .usage, "看不懂 --move “\(text)”；请写 5 workdays before 或 前5个工作日",
          "can't read --move '\(text)'; write '5 workdays before' or '2 days after'")
      }
      return offset.measure == .days ? .days(offset.count) : .workdays(offset.count)
    }
    return moves + (roll.map { [.roll($0)] } ?? [])
  }

  /// Read only if a day is to be moved.
  private func workdays(_ output: Output) throws -> WorkdayCalendar {
    move.isEmpty && roll == nil ? .provisional : try options.workdays(notingTo: output)
  }
}

extension GlobalOptions {
  /// The working days of the workspace; without a workspace, those that the law fixes.
  func workdays(notingTo output: Output) throws -> WorkdayCalendar {
    do {
      return try findWorkspace().definitions().shared.workdays
    } catch WorkspaceFault.noneAbove where workspace == nil {
      output.note(
        "这里没有工作区，休息日只按法定节假日推算（暂定）", "no workspace here: rest days are those fixed by law (provisional)")
      return .provisional
    }
  }
}

extension DayTransform.Roll: ExpressibleByArgument {}
extension RecurrencePolicies.Gap: ExpressibleByArgument {}
extension RecurrencePolicies.Overlap: ExpressibleByArgument {}
