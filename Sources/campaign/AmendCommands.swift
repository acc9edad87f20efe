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
