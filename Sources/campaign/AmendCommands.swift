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
  @Option(help: "What was given. 发放。")
  var gave: String?
  @Option(help: "Why. 原因。")
  var reason: String

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
    let corrected = try await scheduler.ledger.correct(
      try entry.entryID(), with: figures.contents[0], reason: reason, by: options.author,
      at: options.clock.now)
    for line in EntryLines(options).lines([corrected]) { Output(options).line(line) }
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

  func run() async throws {
    let scheduler = try options.openScheduler()
    let voided = try await scheduler.ledger.void(
      try entry.entryID(), reason: reason, by: options.author, at: options.clock.now)
    for line in EntryLines(options).lines([voided]) { Output(options).line(line) }
  }
}

extension String {
  fileprivate func entryID() throws -> EntryID {
    guard let id = EntryID(self) else {
      throw Failure(.usage, "“\(self)” 不是记录编号；campaign log 可查看", "'\(self)' is no entry; see campaign log")
    }
    return id
  }
}

struct LogCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Every version of a session's entries. 场次的全部记录与更正。",
    discussion: "Example 例: campaign log member-day-529/2026/diecai/1")

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The session. 场次编号。")
  var session: String

  func run() async throws {
    let scheduler = try options.openScheduler()
    let key = try await scheduler.session(session)
    let zone = scheduler.current.now.definitions.shared.zone
    let output = Output(options)
    for entry in try await scheduler.ledger.entries(of: key) {
      guard options.json else {
        output.line(
          "\(entry.id)  \(zone.format(entry.at))  \(entry.by)  \(entry.what(options.language))  #\(entry.hash.prefix(8))"
        )
        continue
      }
      output.line(entry.logJSON(options.language, zone: zone))
    }
  }
}

struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check that no entry was changed afterwards. 核对台账是否被改动。",
    discussion: "Example 例: campaign verify")

  @OptionGroup var options: GlobalOptions

  func run() async throws {
    let scheduler = try options.openScheduler()
    let faults = try await scheduler.ledger.verify()
    let output = Output(options)
    for fault in faults {
      if options.json {
        output.line(["entry": .string(fault.entry.description), "fault": .string(fault.kind.rawValue)])
      } else {
        output.line(fault.text(options.language))
      }
    }
    if !faults.isEmpty, faults.allSatisfy({ $0.kind == .factsDiffer }) {
      try await scheduler.ledger.rebuildFacts()
      output.note(
        "台账本身完好；汇总用的数字已按记录重算", "the entries are intact; the figures for summaries were worked out anew")
    }
    guard faults.isEmpty else { throw ExitCode(1) }
    output.note("台账完好", "the ledger is intact")
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

    func run() async throws {
      let scheduler = try options.openScheduler()
      let draft = SessionDraft(scheduler: scheduler, campaign: campaign, occurrence: occurrence, unit: unit)
      let (key, unit) = try draft.place(on: .unknown(notAfter: nil))
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
      let entries = try await scheduler.ledger.append(
        [LedgerDraft(scope: .init(occurrence: key, unit: unit.id), .record(.report(Report(part: part))))],
        by: options.author, at: options.clock.now)
      for line in EntryLines(options).lines(entries) { Output(options).line(line) }
    }
  }
}
