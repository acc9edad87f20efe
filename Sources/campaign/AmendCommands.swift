import ArgumentParser
import CampaignScheduler
import Ledger
import Planning
import Recurrence

struct CorrectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "correct",
    abstract: "Put another figure in place of an entry's; the old one stays readable. 更正。",
    discussion: "Example 例: campaign correct 3f2a-17 --attended \"60 位家长\" --reason \"签到表重数\"")

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The entry, as record and log print it. 记录编号。")
  var entry: String
  @Option(help: "Who came. 参加。")
  var attended: String?
  @Option(help: "Who was served. 服务。")
  var served: String?
  @Option(help: "What was given, or moved otherwise: \"服务卡 90 张\". 发放等物资。")
  var gave: String?
  @Option(help: "Why. 原因。")
  var reason: String
  @OptionGroup var lateness: LateOption

  func run() async throws {
    var figures = RecordedFigures()
    if let attended { try figures.attended(attended) }
    if let served { try figures.served(served) }
    if let gave { try figures.gave(gave) }
    guard figures.contents.count == 1 else {
      throw Failure(
        .usage, "更正只写 --attended、--served、--gave 中的一个", "give one of --attended, --served and --gave")
    }
    let scheduler = try options.openScheduler()
    let id = try entry.entryID()
    guard let target = try await scheduler.ledger.entry(id) else { throw LedgerFault.unknownEntry(id) }
    let late = try await lateness.reason(for: target.scope.occurrence, scheduler, options)
    let corrected = try await scheduler.ledger.correct(
      id, with: figures.contents[0].correcting(target.act.content), reason: reason, by: options.author,
      at: options.clock.now, lateReason: late)
    for line in EntryLines(options).lines([corrected]) { Output(options).line(line) }
  }
}

extension LedgerEntry.Content {
  /// A new figure in place of an old one keeps what nobody mentioned: who is counted, whether it is final, what kind of
  /// move it was, who signed.
  fileprivate func correcting(_ old: LedgerEntry.Content?) -> LedgerEntry.Content {
    switch (self, old) {
    case (.count(var count), .count(let old)):
      count.role = old.role
      count.isFinal = count.isFinal || old.isFinal
      return .count(count)
    case (.goods(let new), .goods(var move)):
      move.quantity = new.quantity
      move.counter = new.counter ?? move.counter
      move.item = new.item
      if !new.titles.isEmpty { move.titles = new.titles }
      return .goods(move)
    default: return self
    }
  }
}

struct VoidCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "void", abstract: "Take an entry out of every sum; it stays readable. 作废。",
    discussion: "Example 例: campaign void 3f2a-17 --reason \"记到别的单位了\"")

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The entry, as record and log print it. 记录编号。")
  var entry: String
  @Option(help: "Why. 原因。")
  var reason: String
  @OptionGroup var lateness: LateOption

  func run() async throws {
    let scheduler = try options.openScheduler()
    let id = try entry.entryID()
    let occurrence = try await scheduler.ledger.entry(id)?.scope.occurrence
    let late = try await lateness.reason(for: occurrence, scheduler, options)
    let voided = try await scheduler.ledger.void(
      id, reason: reason, by: options.author, at: options.clock.now, lateReason: late)
    for line in EntryLines(options).lines([voided]) { Output(options).line(line) }
  }
}

struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "A unit's report: chases stop when it arrives. 报告。",
    discussion:
      "Example 例: campaign report submit --campaign member-day-529 --occurrence 2026 --unit diecai",
    subcommands: [Submit.self],
    defaultSubcommand: Submit.self)

  struct Submit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "submit", abstract: "The unit has reported. 报送。",
      discussion:
        "Example 例: campaign report submit --campaign member-day-529 --occurrence 2026 --unit diecai")

    @OptionGroup var options: GlobalOptions
    @Option(help: "The campaign. 活动编号。", completion: .campaigns)
    var campaign: String
    @Option(help: "The occurrence. 届次。")
    var occurrence: String
    @Option(help: "The unit. 单位。", completion: .units)
    var unit: String
    @Option(help: "One part of the campaign. 分项。")
    var part: String?
    @OptionGroup var lateness: LateOption

    func run() async throws {
      let scheduler = try options.openScheduler()
      let draft = SessionDraft(scheduler: scheduler, campaign: campaign, occurrence: occurrence, unit: unit)
      let (key, unit) = try draft.place(on: .unknown(notAfter: nil), at: options.clock.now)
      if let part, let known = scheduler.current.now.campaign(campaign)?.parts.map(\.id),
        !known.contains(part)
      {
        let list = known.joined(separator: ", ")
        throw Failure(.failed, "没有分项 “\(part)”；有：\(list)", "there is no part '\(part)'; there are: \(list)")
      }
      guard let key, let definition = scheduler.current.now.campaign(key.campaign) else { return }
      let output = Output(options)
      let tree = scheduler.current.now.definitions.shared.tree
      if !definition.participation.units(in: tree).contains(where: { $0.id == unit.id }) {
        output.note("\(unit.name)不在应报单位之内，仍已登记", "\(unit.name) is not asked to report; entered all the same")
      }
      if try await scheduler.ledger.standing(of: key, unit: unit.id).hasReport(part: part) {
        return output.note(
          "\(unit.name)已经报过，没有重复登记", "\(unit.name) has reported already; nothing was entered twice")
      }
      let late = try await lateness.reason(for: key, scheduler, options)
      let report = LedgerDraft(
        scope: .init(occurrence: key, unit: unit.id), .record(.report(Report(part: part))), lateReason: late)
      let entries = try await scheduler.ledger.append(
        [report], by: options.author, at: options.clock.now)
      for line in EntryLines(options).lines(entries) { Output(options).line(line) }
    }
  }
}
