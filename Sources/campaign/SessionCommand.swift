import ArgumentParser
import CampaignScheduler
import Ledger
import Planning
import Recurrence

struct SessionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "session", abstract: "What units hold: add, list, move, cancel. 场次。",
    discussion: "Example 例: campaign session list --campaign member-day-529",
    subcommands: [Add.self, List.self, Move.self, Cancel.self], defaultSubcommand: List.self)

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Add a session of a campaign, or one that nobody planned. 登记场次。",
      discussion:
        "Example 例: campaign session add --campaign member-day-529 --occurrence 2026 --unit diecai --date 2026-05-28"
    )

    @OptionGroup var options: GlobalOptions
    @Option(help: "The campaign; leave it out for a session that nobody planned. 活动编号。")
    var campaign: String?
    @Option(help: "The occurrence; by default the one of the date's year. 届次。")
    var occurrence: String?
    @Option(help: "The unit that holds it: id, name or alias. 单位。")
    var unit: String
    @Option(help: "2026-05-28, or 2026-05-20/2026-05-28 if only the span is known. 日期。")
    var date: String?
    @Option(help: "Its title; the campaign's name by default. 名称。")
    var title: String?
    @Option(help: "lecture, outreach, clinic, visit … 类型。")
    var kind: String?
    @Option(help: "The key task it serves. 重点任务。")
    var keyTask: String?
    @Option(help: "Where. 地点。")
    var venue: String?
    @Flag(help: "It has taken place already. 已经办了。")
    var held = false
    @Flag(help: "A second one on the same day. 同一天的另一场。")
    var another = false
    @OptionGroup var lateness: LateOption

    func run() async throws {
      let scheduler = try options.openScheduler()
      guard let day = SessionDate.day(date, notAfter: nil) else { throw Failure.badDate(date ?? "") }
      let draft = SessionDraft(scheduler: scheduler, campaign: campaign, occurrence: occurrence, unit: unit)
      let (key, unit) = try draft.place(on: day, at: options.clock.now)
      let definition = key.flatMap { scheduler.current.now.campaign($0.campaign) }
      try draft.checkWindow(day, of: definition, key)
      guard let title = title ?? definition.map(Session.title), !title.isEmpty else {
        throw Failure(.usage, "没有 --campaign 的场次要写 --title", "a session without --campaign needs a --title")
      }
      try await draft.checkIsNew(day, of: key, unit, another: another)
      let late = try await lateness.reason(for: key, scheduler, options)
      let status: Session.Status = held ? .held : .planned
      var session =
        definition.map { Session(of: $0, on: SessionDate(day), status: status) }
        ?? Session(title: title, date: SessionDate(day), status: status)
      session.title = title
      if let kind { session.kind = kind }
      if let keyTask { session.keyTask = keyTask }
      session.venue = venue
      session.organisers = [unit.name]
      let (added, _) = try await scheduler.ledger.addSession(
        session, occurrence: key, unit: unit.id, by: options.author, at: options.clock.now, lateReason: late)
      try await SessionPrinter(options).print(added, scheduler)
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Sessions with their state. 列出场次。",
      discussion: "Example 例: campaign session list --campaign member-day-529 --unit guilin")

    @OptionGroup var options: GlobalOptions
    @Option(help: "One campaign. 活动编号。", completion: .campaigns)
    var campaign: String?
    @Option(help: "One unit and all below it. 单位。", completion: .units)
    var unit: String?

    func run() async throws {
      let scheduler = try options.openScheduler()
      let definitions = scheduler.current.now.definitions
      let under = try definitions.unit(named: unit)
      let sessions = try await scheduler.ledger.balance().sessions.filter { balance in
        if let campaign, balance.key.occurrence?.campaign != campaign { return false }
        guard let under else { return true }
        return definitions.shared.tree[balance.key.unit].map {
          definitions.shared.tree.contains($0, under: under)
        }
          ?? false
      }
      let output = Output(options)
      for line in SessionPrinter(options).lines(sessions) { output.line(line) }
      if sessions.isEmpty {
        output.note("还没有场次；campaign session add 可登记", "no sessions yet; 'campaign session add' adds one")
      }
    }
  }

  struct Move: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "move", abstract: "Another day. 改期。",
      discussion: "Example 例: campaign session move member-day-529/2026/diecai/1 --to 2026-05-28")

    @OptionGroup var options: GlobalOptions
    @Argument(help: "The session, as the list prints it. 场次编号。")
    var session: String
    @Option(help: "The new day. 新日期。")
    var to: String
    @OptionGroup var lateness: LateOption

    func run() async throws {
      let scheduler = try options.openScheduler()
      guard let day = SessionDate.day(to, notAfter: nil) else { throw Failure.badDate(to) }
      let key = try await scheduler.session(session)
      _ = try await scheduler.openSession(key)
      try SessionDraft(scheduler: scheduler, key: key).checkWindow(
        day, of: scheduler.campaign(of: key), key.occurrence)
      let late = try await lateness.reason(for: key.occurrence, scheduler, options)
      _ = try await scheduler.ledger.record(
        [.moved(SessionDate(day))], in: key, by: options.author, at: options.clock.now, lateReason: late)
      try await SessionPrinter(options).print(key, scheduler)
    }
  }

  struct Cancel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "cancel", abstract: "It does not take place. 取消场次。",
      discussion: "Example 例: campaign session cancel member-day-529/2026/diecai/1")

    @OptionGroup var options: GlobalOptions
    @Argument(help: "The session, as the list prints it. 场次编号。")
    var session: String
    @OptionGroup var lateness: LateOption

    func run() async throws {
      let scheduler = try options.openScheduler()
      let key = try await scheduler.session(session)
      _ = try await scheduler.openSession(key)
      let late = try await lateness.reason(for: key.occurrence, scheduler, options)
      _ = try await scheduler.ledger.record(
        [.status(.cancelled)], in: key, by: options.author, at: options.clock.now, lateReason: late)
      try await SessionPrinter(options).print(key, scheduler)
    }
  }
}

extension Scheduler {
  /// - Throws: ``LedgerFault/unknownSession(_:)``.
  func session(_ text: String) async throws -> SessionKey {
    guard let key = try await ledger.session(named: text) else { throw LedgerFault.unknownSession(text) }
    return key
  }
}

extension Scheduler {
  /// A session that still takes place.
  func openSession(_ key: SessionKey) async throws -> SessionBalance {
    guard let standing = try await ledger.session(key) else {
      throw LedgerFault.unknownSession(key.description)
    }
    guard standing.isCounted else {
      throw Failure(
        .failed, "场次 \(key) 已取消；如仍举办，请另登记一场",
        "the session \(key) is cancelled; if it takes place after all, add a new one")
    }
    return standing
  }

  func campaign(of key: SessionKey) -> Campaign? {
    key.occurrence.flatMap { current.now.campaign($0.campaign) }
  }
}

extension Session {
  /// What a campaign's file says about each of its sessions. Partners are whom it invites, not who came.
  init(of campaign: Campaign, on date: SessionDate, status: Status) {
    self.init(title: Self.title(of: campaign), date: date, status: status)
    englishTitle = campaign.name.en
    kind = campaign.kind
    keyTask = campaign.keyTasks.first
  }

  static func title(of campaign: Campaign) -> String {
    campaign.name.zh.hasSuffix("活动") ? campaign.name.zh : campaign.name.zh + "活动"
  }
}

extension Failure {
  static func badDate(_ text: String) -> Failure {
    Failure(
      .usage, "看不懂日期 “\(text)”；写成 2026-05-28，只知道时段写 2026-05-20/2026-05-28",
      "can't read the date '\(text)'; write 2026-05-28, or 2026-05-20/2026-05-28 for a span")
  }
}

/// Where a new session belongs.
struct SessionDraft {
  let scheduler: Scheduler
  let campaign: String?
  let occurrence: String?
  let unit: String

  init(scheduler: Scheduler, campaign: String?, occurrence: String?, unit: String) {
    self.scheduler = scheduler
    self.campaign = campaign
    self.occurrence = occurrence
    self.unit = unit
  }

  init(scheduler: Scheduler, key: SessionKey) {
    self.init(
      scheduler: scheduler, campaign: key.occurrence?.campaign, occurrence: key.occurrence?.occurrence,
      unit: key.unit)
  }

  /// A second session of a unit on one day is more often the same one entered twice.
  func checkIsNew(
    _ day: SessionDate.Day, of key: OccurrenceKey?, _ unit: Planning.Unit, another: Bool
  ) async throws {
    guard !another, case .exact = day else { return }
    let same = try await scheduler.ledger.sessions(of: [unit.id]).first {
      $0.isCounted && $0.key.occurrence == key && $0.session.date.day == day
    }
    guard let same else { return }
    throw Failure(
      .failed, "\(unit.name)这一天已有场次 \(same.key)；确是另一场请加 --another",
      "\(unit.name) has the session \(same.key) on that day already; if it is another one add --another")
  }

  /// - `now`: Stands in for a day that is not known.
  func place(on day: SessionDate.Day, at now: Timestamp) throws -> (
    occurrence: OccurrenceKey?, unit: Planning.Unit
  ) {
    let state = scheduler.current.now
    guard let unit = try state.definitions.unit(named: unit) else { throw Failure(.usage, "没有单位", "no unit") }
    guard let campaign else { return (nil, unit) }
    guard let definition = state.campaign(campaign) else {
      _ = try state.definitions.campaigns(named: campaign)
      throw Failure(.failed, "活动文件 \(campaign) 有错误", "the file of \(campaign) has errors")
    }
    let planner = Planner(shared: state.definitions.shared)
    let id =
      occurrence
      ?? defaultOccurrence(
        definition, SessionDate(day).first ?? definition.schedule.zone.local(at: now).date, planner)
    guard let found = planner.occurrence(id, of: definition) else {
      throw Failure(
        .failed, "活动 \(campaign) 没有届次 “\(id)”；campaign plan --campaign \(campaign) 可查看",
        "the campaign \(campaign) has no occurrence '\(id)'; see campaign plan --campaign \(campaign)")
    }
    return (OccurrenceKey(campaign: campaign, occurrence: found.id), unit)
  }

  private func defaultOccurrence(_ campaign: Campaign, _ date: CivilDate, _ planner: Planner) -> String {
    if case .once = campaign.schedule.rule { return "once" }
    let near = campaign.occurrences(
      in: date.adding(days: -200)..<date.adding(days: 200), workdays: planner.shared.workdays)
    return near.min { abs($0.firstDay.days(since: date)) < abs($1.firstDay.days(since: date)) }?.id
      ?? "\(date.year)"
  }

  /// A day outside `hold_within` is refused.
  func checkWindow(_ day: SessionDate.Day, of campaign: Campaign?, _ key: OccurrenceKey?) throws {
    guard let campaign, let key, let window = campaign.schedule.window,
      let first = SessionDate(day).first, let last = SessionDate(day).last,
      let occurrence = Planner(shared: scheduler.current.now.definitions.shared).occurrence(
        key.occurrence, of: campaign)
    else { return }
    let from = occurrence.firstDay.adding(days: -window.before)
    let to = occurrence.lastDay.adding(days: window.after)
    guard first < from || last > to else { return }
    throw Failure(
      .failed, "\(first) 不在可选日期 \(from) 至 \(to) 之内",
      "\(first) is outside the days to choose from, \(from) to \(to)")
  }
}

struct SessionPrinter {
  let options: GlobalOptions

  init(_ options: GlobalOptions) {
    self.options = options
  }

  /// How a session stands now.
  func print(_ key: SessionKey, _ scheduler: Scheduler) async throws {
    let standing = try await scheduler.ledger.session(key)
    for line in lines(standing.map { [$0] } ?? []) { Output(options).line(line) }
  }

  func lines(_ sessions: [SessionBalance]) -> [String] {
    guard options.json else { return Output.table(sessions.map(cells)) }
    return sessions.map(\.json.description)
  }

  private func cells(_ balance: SessionBalance) -> [String] {
    [
      balance.key.description,
      date(balance) ?? balance.session.date.said ?? options.language("日期不详", "no date"),
      status(balance.session.status), balance.session.title,
    ]
  }

  private func date(_ balance: SessionBalance) -> String? {
    switch balance.session.date.day {
    case .exact(let day): "\(day)"
    case .interval(let first, let last): "\(first)/\(last)"
    case .unknown: nil
    }
  }

  private func status(_ status: Session.Status) -> String {
    switch status {
    case .planned: options.language("计划", "planned")
    case .held: options.language("已办", "held")
    case .cancelled: options.language("取消", "cancelled")
    case .merged: options.language("并入别场", "merged")
    }
  }
}
