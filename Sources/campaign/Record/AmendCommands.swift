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
  @Option(help: "Volunteers. 志愿者。")
  var volunteers: [String] = []
  @Option(help: "Staff. 工作人员。")
  var staff: [String] = []
  @Option(help: "Who signs for another amount of money or relief goods. 款项、慰问物资改数的签名人。")
  var by: String?
  @Option(help: "Who signs besides. 第二签名人。")
  var second: String?
  @Option(help: "What a part collected: \"5 篇\". 分项的数量。")
  var count: String?
  @Option(help: "Why. 原因。")
  var reason: String
  @OptionGroup var author: AuthorOption
  @OptionGroup var lateness: LateOption

  func run() async throws {
    let figure = try count == nil ? figure() : nil
    let scheduler = try await options.openScheduler()
    let target = try await scheduler.entry(named: entry)
    try requireFigure(in: target)
    let content = try figure ?? partFigure(in: target, scheduler)
    try requireRole(of: content, in: target)
    let late = try await lateness.reason(for: target.scope.occurrence, scheduler, options)
    let corrected = try await scheduler.ledger.correct(
      target.id, with: content.correcting(target.act.content), reason: reason, by: author.author(options),
      at: options.clock.now, lateReason: late)
    EntryLines(options, scheduler).print([corrected])
    FigureNotes(scheduler, options).print([corrected.act.content].compactMap(\.self), of: [corrected])
  }

  /// Sends whoever names an entry without a figure to the command that corrects it.
  private func requireFigure(in target: LedgerEntry) throws {
    let key = target.scope.session?.description ?? ""
    switch target.act.content {
    case .session:
      throw Failure(
        .failed,
        "记录 \(target.id) 是场次本身，没有数；名称、地点等用 campaign session change \(key) --title … --reason … 更正，日期用 session move",
        "entry \(target.id) is the session itself and states no figure; correct its title, venue … with 'campaign session change \(key) --title … --reason …', its day with 'session move'"
      )
    case .moved:
      throw Failure(
        .failed, "记录 \(target.id) 是改期，没有数；再改日期用 campaign session move \(key) --to …",
        "entry \(target.id) moved the session and states no figure; move it again with 'campaign session move \(key) --to …'"
      )
    default: return
    }
  }

  /// Volunteers never take the place of staff or the public, nor these of one another.
  private func requireRole(of content: LedgerEntry.Content, in target: LedgerEntry) throws {
    guard !(volunteers + staff).isEmpty, case .count(let new) = content,
      case .count(let old) = target.act.content, new.role != old.role
    else { return }
    let (given, recorded) = (new.role.counted, old.role.counted)
    throw Failure(
      .failed,
      "记录 \(target.id) 记的是\(recorded.text(.zh))，不是\(given.text(.zh))；没有更正。记错了对象的，先 campaign void \(target.id) --reason …，再用 record 登记",
      "entry \(target.id) counts \(recorded.text(.en)), not \(given.text(.en)), and was not corrected. If it is wrong, 'campaign void \(target.id) --reason …' and record it anew"
    )
  }

  /// The number of what a part collects.
  private func partFigure(in target: LedgerEntry, _ scheduler: Scheduler) throws -> LedgerEntry.Content {
    guard [attended, served, gave, volunteers, staff].allSatisfy(\.isEmpty), let count else {
      throw Failure(
        .usage, "一次更正一个数：--count 不与 --attended、--served、--gave 等同时写",
        "a correction takes one figure: --count does not go with --attended, --served, --gave …")
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
        .usage, "一次更正一个数：--attended、--served、--gave、--volunteers、--staff 中只写一个，只写一个数",
        "a correction takes one figure: give one of --attended, --served, --gave, --volunteers and --staff, with one figure"
      )
    }
    guard case .goods(var move) = figure else { return figure }
    try move.sign(by: by, and: second)
    return .goods(move)
  }

  /// What was written, without the note of children that may stand beside a figure.
  private func figures() throws -> [LedgerEntry.Content] {
    var figures = RecordedFigures()
    for phrase in attended { try figures.attended(phrase) }
    for phrase in volunteers { try figures.attended(phrase, role: .volunteers) }
    for phrase in staff { try figures.attended(phrase, role: .staff) }
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
    let scheduler = try await options.openScheduler()
    let target = try await scheduler.entry(named: entry)
    try await scheduler.ledger.requireNotSignedFor(target)
    try await scheduler.ledger.requireUncorrected(target)
    let late = try await lateness.reason(for: target.scope.occurrence, scheduler, options)
    let lost = try await figures(goingWith: target, scheduler)
    // What another session took over goes first: nothing is counted twice, whatever happens between.
    let ids = try await scheduler.ledger.carried(with: target).map(\.id) + [target.id]
    var voided: [LedgerEntry] = []
    for id in ids {
      voided.append(
        try await scheduler.ledger.void(
          id, reason: reason, by: author.author(options), at: options.clock.now, lateReason: late))
    }
    EntryLines(options, scheduler).print(voided)
    if ids.count > 1 {
      Output(options).note(
        "合并时带过去的 \(ids.count - 1) 项数一并撤回",
        "\((ids.count - 1).of("figure")) that the merge took over went back with it")
    }
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

extension Count.Role {
  /// Those who are counted, within a sentence.
  fileprivate var counted: BilingualText {
    helpers ?? BilingualText(zh: "参加或接受服务的人", en: "those who came or were served")
  }
}
