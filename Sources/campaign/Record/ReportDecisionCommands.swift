public import ArgumentParser
import CampaignScheduler
public import Ledger
import Planning
import Recurrence

/// What every decision about a report takes.
struct DecisionOptions: ParsableArguments {
  @Option(help: "The unit: id, name or alias. 单位。", completion: .units)
  var unit: String
  @Option(help: "Who decides: a unit above it, or a post such as city.contact. 由哪个上级单位或岗位决定。")
  var by: String?
  @Option(help: "The name that is entered, if it is not the one at the keyboard. 登记人。")
  var name: String?

  /// - `place`: Which report.
  func decide(
    _ act: ReportDecision.Act, _ place: ReportPlace, reason: String? = nil, withBelow: Bool = false,
    _ options: GlobalOptions
  ) async throws {
    let scheduler = try await options.openScheduler(forCampaign: place.campaign)
    let found = try place.found(scheduler, options)
    let definitions = scheduler.current.now.definitions
    guard let unit = try definitions.unit(named: unit) else { return }
    var draft = DecisionDraft(act, of: unit)
    draft.part = place.part
    draft.reason = reason
    draft.withBelow = withBelow
    if let word = by ?? options.unitOfOffice {
      (draft.decider, draft.decidedBy) = try decider(word, over: unit, definitions)
    }
    let author = name ?? options.author
    let entries = try await scheduler.decide(
      draft, on: found.key, of: found.campaign, by: author, at: options.clock.now)
    let output = Output(options)
    EntryLines(options, scheduler).print(entries)
    if !options.json {
      output.note(
        "\(unit.name)：\(act.text(.zh))，共登记 \(entries.count) 条",
        "\(unit.name): \(act.text(.en)), \(entries.count) entered")
    }
    if act == .accept { try await noteGaps(entries, found.campaign, part: place.part, scheduler, output) }
  }

  /// What is accepted though something is missing in it.
  private func noteGaps(
    _ entries: [LedgerEntry], _ campaign: Campaign, part: String?, _ scheduler: Scheduler, _ output: Output
  ) async throws {
    let tree = scheduler.current.now.definitions.shared.tree
    let ladder = AcceptanceLadder(campaign, units: tree)
    let asked = campaign.asked(part: part)
    for entry in entries {
      guard let occurrence = entry.scope.occurrence, let unit = tree[entry.scope.unit], ladder.reports(unit)
      else { continue }
      let standing = try await scheduler.ledger.standing(of: occurrence, unit: unit.id)
      let gaps = ReportGaps(asked, standing: standing, part: part)
      guard let zh = gaps.text(.zh), let en = gaps.text(.en) else { continue }
      output.note("\(unit.name)已验收，但内容不全，\(zh)", "\(unit.name) is accepted though incomplete: \(en)")
    }
  }

  /// A unit, or the unit that holds a post: itself or one above.
  private func decider(_ word: String, over unit: Planning.Unit, _ definitions: Definitions) throws -> (
    Planning.Unit?, String
  ) {
    let tree = definitions.shared.tree
    if let dot = word.firstIndex(of: "."), tree[word] == nil {
      let (place, role) = (String(word[..<dot]), String(word[word.index(after: dot)...]))
      if let level = tree.level(named: place), !role.isEmpty {
        guard let holder = tree.ancestor(of: unit, at: level) else {
          throw ReportRefusal.notAbove(unit, decider: word)
        }
        return (holder, word)
      }
      if let holder = tree[place], !role.isEmpty { return (holder, word) }
    }
    let decider = try definitions.unit(named: word)
    return (decider, decider?.id ?? word)
  }
}

struct ReportAcceptCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept",
    abstract: "Accept a report, or a unit above once everything below it is accepted. 验收。",
    discussion: """
      Example 例: campaign report accept --campaign member-day-529 --occurrence 2026 --unit diecai --by guilin
      With --below everything below that has reported is accepted with it. 加 --below 连同下面已报的一起验收。
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var place: ReportPlace
  @OptionGroup var decision: DecisionOptions
  @Flag(help: "Accept everything below it, too. 连同下级。")
  var below = false

  func run() async throws {
    try await decision.decide(.accept, place, withBelow: below, options)
  }
}

struct ReportWaiveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "waive", abstract: "A unit need not report: with a reason. 免报。",
    discussion: """
      Example 例: campaign report waive --campaign member-day-529 --occurrence 2026 --unit diecai --by guilin \
      --reason "水灾停办"
      In coverage it stays among the expected and is not silent. 在 coverage 里仍算应报，不算未报。
      """
  )

  @OptionGroup var options: GlobalOptions
  @OptionGroup var place: ReportPlace
  @OptionGroup var decision: DecisionOptions
  @Option(help: "Why. 原因。")
  var reason: String?
  @Flag(help: "Every unit below it that has not reported, too. 连同下面没报的单位。")
  var below = false

  func run() async throws {
    try await decision.decide(.waive, place, reason: reason, withBelow: below, options)
  }
}

struct ReportReopenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reopen",
    abstract: "Open a report again, with a reason; what was accepted above it is open again, too. 退回。",
    discussion:
      "Example 例: campaign report reopen --campaign member-day-529 --occurrence 2026 --unit diecai --by guilin --reason \"人数有误\""
  )

  @OptionGroup var options: GlobalOptions
  @OptionGroup var place: ReportPlace
  @OptionGroup var decision: DecisionOptions
  @Option(help: "Why. 原因。")
  var reason: String?

  func run() async throws {
    try await decision.decide(.reopen, place, reason: reason, options)
  }
}

struct ReportListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "How each unit stands with its report. 报送与验收情况。",
    discussion:
      "Example 例: campaign report list --campaign member-day-529 --occurrence 2026 --unit guilin --state reported"
  )

  @OptionGroup var options: GlobalOptions
  @OptionGroup var place: ReportPlace
  @Option(help: "This unit and all below it. 单位。", completion: .units)
  var unit: String?
  @Option(help: "silent, reported, reopened, accepted or waived. 状态。")
  var state: ReportState?

  func run() async throws {
    let scheduler = try await options.openScheduler(forCampaign: place.campaign)
    let found = try place.found(scheduler, options)
    let definitions = scheduler.current.now.definitions
    guard
      let root = try definitions.unit(named: unit)
        ?? definitions.shared.tree[found.campaign.participation.under]
    else { return }
    let list = try await scheduler.reportList(
      of: found.campaign, found.occurrence, part: place.part, under: root)
    let printer = ReportPrinter(options, found, part: place.part)
    let lines = list.lines.filter { line in state.map { line.state == $0 } ?? true }
    let output = Output(options)
    if options.json {
      for line in lines { output.line(printer.json(line)) }
    } else {
      for line in Output.table(lines.map(printer.cells)) { output.line(line) }
    }
    if lines.isEmpty { output.note("没有这样的单位", "there are no such units") }
  }
}

extension ReportState: ExpressibleByArgument {}

struct ReportShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "A unit's report with everything that was entered and decided. 某单位报送的全过程。",
    discussion:
      "Example 例: campaign report show --campaign member-day-529 --occurrence 2026 --unit diecai")

  @OptionGroup var options: GlobalOptions
  @OptionGroup var place: ReportPlace
  @Option(help: "The unit: id, name or alias. 单位。", completion: .units)
  var unit: String

  func run() async throws {
    let scheduler = try await options.openScheduler(forCampaign: place.campaign)
    let found = try place.found(scheduler, options)
    guard let unit = try scheduler.current.now.definitions.unit(named: unit) else { return }
    let list = try await scheduler.reportList(
      of: found.campaign, found.occurrence, part: place.part, under: unit)
    guard let line = list.lines.first(where: { $0.unit.id == unit.id }) else {
      throw ReportRefusal.notAsked(unit)
    }
    let output = Output(options)
    let printer = ReportPrinter(options, found, part: place.part)
    if options.json {
      output.line(printer.json(line))
    } else {
      for line in Output.table([printer.cells(line)]) { output.line(line) }
    }
    let (zone, units) = (
      scheduler.current.now.definitions.shared.zone, scheduler.current.now.definitions.shared.tree
    )
    for entry in try await scheduler.ledger.entries(of: found.key, unit: unit.id) {
      guard !options.json else {
        output.line(entry.logJSON(options.language, zone: zone))
        continue
      }
      output.line(
        "  \(entry.id)  \(entry.time(options, in: zone))  \(entry.by)  \(entry.what(options.language, units: units))"
      )
    }
  }
}
