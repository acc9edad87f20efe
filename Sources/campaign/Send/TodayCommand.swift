import ArgumentParser
import CampaignScheduler
import Foundation
import Planning
import Recurrence

struct TodayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "today",
    abstract: "What a unit has to do today and this week, and what is overdue. 今天和本周要做的事。",
    discussion: """
      Example 例: campaign today --unit diecai
      For whoever has just taken over the post: each item with the command that settles it. 新接手的人先看这个。
      """)

  @OptionGroup var options: GlobalOptions
  @Option(
    help: "The unit: id, name or alias; CAMPAIGN_UNIT if that is set, else the whole organisation. 单位。",
    completion: .units)
  var unit: String?
  @Option(help: "How many days to look ahead. 往后看几天。")
  var days = 7

  func validate() throws {
    guard (0...366).contains(days) else {
      throw ValidationError("--days 要在 0 到 366 之间", "--days takes 0 to 366")
    }
  }

  func run() async throws {
    let output = Output(options)
    let (workspace, definitions) = try options.readWorkspace(notingTo: output)
    let unit = try definitions.unit(named: unit ?? options.unitOfOffice)
    let agenda = try await agenda(of: unit, definitions, workspace)
    if options.json {
      for item in agenda.items { output.line(item.json(definitions.shared.zone)) }
    } else {
      AgendaPrinter(agenda: agenda, output: output).print()
    }
  }

  /// An agenda does not need a database; without one nothing has been recorded.
  private func agenda(of unit: Planning.Unit?, _ definitions: Definitions, _ workspace: Workspace)
    async throws
    -> Agenda
  {
    let now = options.clock.now
    guard let scheduler = try options.schedulerIfThere(workspace, definitions) else {
      let outline = AgendaOutline(
        of: definitions.campaigns, planner: Planner(shared: definitions.shared), unit: unit, at: now,
        daysAhead: days)
      return Agenda(outline, record: AgendaRecord(), language: options.language)
    }
    return try await scheduler.agenda(of: unit, at: now, daysAhead: days, language: options.language)
  }
}

/// Prints an agenda for people: a heading for each state, each item with its command below it.
struct AgendaPrinter {
  let agenda: Agenda
  let output: Output

  private var language: Language { output.language }
  private var dates: DateFormat { DateFormat(language) }

  func print() {
    output.line(heading)
    if agenda.items.isEmpty { printNothing() }
    for state in Agenda.State.allCases {
      let all = agenda.items.filter { $0.state == state }
      guard !all.isEmpty else { continue }
      output.line("")
      output.line(title(state))
      let items = state == .overdue ? newest(all) : all
      for (line, item) in zip(Output.table(items.map(cells)), items) {
        output.line("  " + line)
        if let command = item.command { output.line("      " + command) }
      }
      if items.count < all.count {
        output.say(
          "  另有 \(all.count - items.count) 项更早的逾期；--json 列出全部",
          "  and \(all.count - items.count) older ones; --json lists them all")
      }
    }
  }

  /// The last three of each campaign: a weekly one may be months behind, and a list of that is read by nobody.
  private func newest(_ items: [Agenda.Item]) -> [Agenda.Item] {
    var shown: [String?: Int] = [:]
    return items.reversed().filter { item in
      shown[item.campaign, default: 0] += 1
      return shown[item.campaign, default: 0] <= 3
    }.reversed()
  }

  private var heading: String {
    let day = agenda.today
    let date = language(
      "\(day.year)年\(dates.day(day)) \(dates.weekday(day.weekday))",
      "\(dates.weekday(day.weekday)), \(dates.day(day)) \(day.year)")
    let who = agenda.unit.map { language("\($0.name)（\($0.id)）", "\($0.name) (\($0.id))") }
    return language("\(who ?? "全部单位")，\(date)", "\(who ?? "All units"), \(date)")
  }

  private func title(_ state: Agenda.State) -> String {
    let last = agenda.today.adding(days: agenda.daysAhead)
    return switch state {
    case .overdue: language("逾期", "Overdue")
    case .today: language("今天", "Today")
    case .week:
      language(
        "今后 \(agenda.daysAhead) 天（到\(dates.day(last))）",
        "The next \(agenda.daysAhead) days (to \(dates.day(last)))")
    }
  }

  private func cells(_ item: Agenda.Item) -> [String] {
    let days =
      switch item.state {
      case .overdue: language("已过 \(item.days) 天", item.days == 1 ? "1 day ago" : "\(item.days) days ago")
      case .today: ""
      case .week: language("还有 \(item.days) 天", item.days == 1 ? "in 1 day" : "in \(item.days) days")
      }
    return [dates.day(item.day), dates.weekday(item.day.weekday)] + (days.isEmpty ? [] : [days]) + [
      item.name, item.text,
    ]
  }

  private func printNothing() {
    let plan = "campaign plan" + (agenda.unit.map { " --unit \($0.id)" } ?? "")
    output.say(
      agenda.daysAhead == 0 ? "今天没有要做的事，也没有逾期。" : "今天和今后 \(agenda.daysAhead) 天没有要做的事，也没有逾期。",
      agenda.daysAhead == 0
        ? "Nothing to do today, and nothing overdue."
        : "Nothing to do today or in the next \(agenda.daysAhead) days, and nothing overdue.")
    output.say("  \(plan)   看全年的安排", "  \(plan)   shows the whole year")
  }
}
