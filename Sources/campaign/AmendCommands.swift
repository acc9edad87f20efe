import ArgumentParser
import CampaignScheduler
import Ledger
import Planning
import Recurrence

struct CorrectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "correct",
    abstract: "Correct the figure of an entry; the old one stays readable. 更正一条记录，原数可查。",
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
    EntryLines(options).print([corrected])
    GoodsNotes(scheduler, options).print([corrected.act.content].compactMap(\.self), of: [corrected])
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
    commandName: "void", abstract: "Take an entry out of every sum; it stays readable. 作废一条记录，仍可查。",
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
    EntryLines(options).print([voided])
  }
}
