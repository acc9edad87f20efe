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
  var attended: [String] = []
  @Option(help: "Who was served. 服务。")
  var served: [String] = []
  @Option(help: "What was given, or moved otherwise: \"服务卡 90 张\". 发放等物资。")
  var gave: [String] = []
  @Option(help: "What a part collected: \"5 篇\". 分项的数量。")
  var count: String?
  @Option(help: "Why. 原因。")
  var reason: String
  @OptionGroup var author: AuthorOption
  @OptionGroup var lateness: LateOption

  func run() async throws {
    let figure = try count == nil ? figure() : nil
    let scheduler = try options.openScheduler()
    let target = try await scheduler.entry(named: entry)
    let content = try figure ?? partFigure(in: target, scheduler)
    let late = try await lateness.reason(for: target.scope.occurrence, scheduler, options)
    let corrected = try await scheduler.ledger.correct(
      target.id, with: content.correcting(target.act.content), reason: reason, by: author.author(options),
      at: options.clock.now, lateReason: late)
    EntryLines(options, scheduler).print([corrected])
    FigureNotes(scheduler, options).print([corrected.act.content].compactMap(\.self), of: [corrected])
  }

  /// The number of what a part collects.
  private func partFigure(in target: LedgerEntry, _ scheduler: Scheduler) throws -> LedgerEntry.Content {
    guard [attended, served, gave].allSatisfy(\.isEmpty), let count else {
      throw Failure(
        .usage, "一次更正一个数：--count 不与 --attended、--served、--gave 同时写",
        "a correction takes one figure: --count does not go with --attended, --served or --gave")
    }
    guard case .count(let old) = target.act.content, target.scope.number == nil else {
      throw Failure(
        .failed, "记录 \(target.id) 不是分项的数量；请用 --attended、--served 或 --gave",
        "entry \(target.id) is no part's number; use --attended, --served or --gave")
    }
    let asked = target.scope.occurrence.flatMap { scheduler.current.now.campaign($0.campaign) }?
      .parts.compactMap(\.submission).first { $0.what == old.measure.rawValue }
    return .count(
      try PartCount(phrase: count, what: old.measure.rawValue, unit: asked?.unit ?? old.counter).count)
  }

  /// The one figure that takes the old one's place.
  private func figure() throws -> LedgerEntry.Content {
    let entered: [LedgerEntry.Content]
    do {
      entered = try figures()
    } catch LedgerFault.quantity(.negative(let phrase)) {
      throw Failure(
        .failed, "“\(phrase)”是负数；更正请写改正后的数，不写增减",
        "'\(phrase)' is negative; write the figure as it should be, not the change")
    }
    guard let figure = entered.first, entered.count == 1 else {
      throw Failure(
        .usage, "一次更正一个数：--attended、--served、--gave 中只写一个，只写一个数",
        "a correction takes one figure: give one of --attended, --served and --gave, with one figure")
    }
    return figure
  }

  /// What was written, without the note of children that may stand beside a figure.
  private func figures() throws -> [LedgerEntry.Content] {
    var figures = RecordedFigures()
    for phrase in attended { try figures.attended(phrase) }
    for phrase in served { try figures.served(phrase) }
    for phrase in gave { try figures.gave(phrase, as: nil) }
    return figures.contents.filter { if case .note = $0 { false } else { true } }
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
  @OptionGroup var author: AuthorOption
  @OptionGroup var lateness: LateOption

  func run() async throws {
    let scheduler = try options.openScheduler()
    let target = try await scheduler.entry(named: entry)
    try await scheduler.ledger.requireNotSignedFor(target)
    try await scheduler.ledger.requireUncorrected(target)
    let late = try await lateness.reason(for: target.scope.occurrence, scheduler, options)
    let lost = try await figures(goingWith: target, scheduler)
    let voided = try await scheduler.ledger.void(
      target.id, reason: reason, by: author.author(options), at: options.clock.now, lateReason: late)
    EntryLines(options, scheduler).print([voided])
    guard !lost.isEmpty else { return }
    Output(options).note(
      "这一场的数也不再计入：\(lost.list(.zh))", "its figures no longer count either: \(lost.list(.en))")
  }

  /// What leaves every sum with a session that is taken out.
  private func figures(goingWith target: LedgerEntry, _ scheduler: Scheduler) async throws
    -> [LedgerEntry.Content]
  {
    guard case .record(.session) = target.act, let key = target.scope.session else { return [] }
    let sessions = try await scheduler.ledger.sessions(under: key).sessions
    return sessions.first { $0.root == target.id }?.figures ?? []
  }
}
