import ArgumentParser
import CampaignScheduler
import Ledger
import Planning
import Recurrence

struct SessionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "session",
    abstract: "Sessions, what a unit holds: add, list, change, move, cancel, merge. 场次：登记、列出、更正、改期、取消、合并。",
    discussion: "Example 例: campaign session list --campaign member-day-529",
    subcommands: [Add.self, List.self, Change.self, Move.self, Cancel.self, Mentioned.self, Merge.self],
    defaultSubcommand: List.self)

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Add a session of a campaign, or one that nobody planned. 登记场次。",
      discussion:
        """
        Example 例: campaign session add --campaign member-day-529 --occurrence 2026 --unit diecai --date 2026-05-28
        Example 例: campaign session add --unit 叠彩区 --title 暖心行动送到家 --date "8 月中旬" --held
        Days may be written as people say them: 8月10日下午, 8 月中旬, 8 月 1 日至 7 日, 自 4 月中旬起, 正月初八, 近日, mid-August.
        日期照平常写法就行。
        """)

    @OptionGroup var options: GlobalOptions
    @Option(help: "The campaign; leave it out for a session that nobody planned. 活动编号。")
    var campaign: String?
    @Option(help: "The occurrence; by default the one of the date's year. 届次。")
    var occurrence: String?
    @Option(help: "The unit that holds it: id, name or alias. 单位。")
    var unit: String
    @Option(help: "2026-05-28, or as people say it: 8 月中旬, 近日. 日期。")
    var date: String?
    @Option(help: "The words to be printed for the day, if not those. 日期的原文。")
    var dateText: String?
    @OptionGroup var facts: SessionDetails
    @Flag(help: "It has taken place already. 已经办了。")
    var held = false
    @Flag(help: "A second one on the same day. 同一天的另一场。")
    var another = false
    @OptionGroup var lateness: LateOption

    func run() async throws {
      try facts.check()
      let scheduler = try await facts.openScheduler(forCampaign: campaign, options)
      let draft = SessionDraft(
        scheduler: scheduler, campaign: try await facts.campaign(campaign, scheduler), occurrence: occurrence,
        unit: unit)
      let (date, key, unit) = try draft.dated(self.date, said: dateText, held: held, options)
      let definition = key.flatMap { scheduler.current.now.campaign($0.campaign) }
      try draft.checkWindow(date.day, of: definition, key, late: lateness.reason)
      let session = try await facts.session(
        of: definition, unit: unit, on: date, status: held ? .held : .planned, scheduler)
      if !another {
        try await scheduler.checkIsNew(session, of: key, unit: unit.id, today: options.today(scheduler))
      }
      let late = try await lateness.reason(for: key, scheduler, options)
      facts.remark(on: session, Output(options))
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
    @OptionGroup var filter: SessionFilter

    func run() async throws {
      let scheduler = try await options.openScheduler()
      let definitions = scheduler.current.now.definitions
      let under = try definitions.unit(named: unit)
      let span = try filter.span()
      let tags = TaskTags(scheduler.current.now.campaigns, names: definitions.shared.keyTasks)
      let sessions = try await scheduler.ledger.balance().sessions.filter { balance in
        guard filter.accepts(balance, in: span, zone: definitions.shared.zone, tags) else { return false }
        if let campaign, balance.key.occurrence?.campaign != campaign { return false }
        guard let under else { return true }
        return definitions.shared.tree[balance.key.unit].map {
          definitions.shared.tree.contains($0, under: under)
        }
          ?? false
      }
      // A campaign whose file is gone still has its sessions.
      if sessions.isEmpty { _ = try definitions.campaigns(named: campaign) }
      let output = Output(options)
      for line in SessionPrinter(options).lines(sessions) { output.line(line) }
      if sessions.isEmpty {
        output.note("还没有场次；campaign session add 可登记", "no sessions yet; 'campaign session add' adds one")
      }
    }
  }

  struct Move: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "move", abstract: "Move a session to another day. 场次改期。",
      discussion: "Example 例: campaign session move member-day-529/2026/diecai/1 --to 2026-05-28")

    @OptionGroup var options: GlobalOptions
    @Argument(help: "The session, as the list prints it. 场次编号。")
    var session: String
    @Option(help: "The new day. 新日期。")
    var to: String
    @Option(help: "Why; it is kept in the session's log. 原因。")
    var reason: String?
    @OptionGroup var lateness: LateOption

    func run() async throws {
      let scheduler = try await options.openScheduler(forSession: session)
      let standing = try await scheduler.openSession(named: session)
      let (key, held) = (standing.key, standing.session.status == .held)
      let draft = SessionDraft(scheduler: scheduler, key: key)
      let date = try draft.dated(to, said: nil, held: false, options).date
      if held { try SessionDay(scheduler, options).refuseFuture(date, to) }
      guard date.precision != .none || date.said != nil else { throw SessionDateFault.notUnderstood(to) }
      try draft.checkWindow(
        date.day, of: scheduler.campaign(of: key), key.occurrence, late: lateness.reason)
      let late = try await lateness.reason(for: key.occurrence, scheduler, options)
      _ = try await scheduler.ledger.record(
        [.moved(date)] + Self.note(reason, options.language("改期原因：", "moved because: ")), in: key,
        by: options.author, at: options.clock.now, lateReason: late)
      try await SessionPrinter(options).print(key, scheduler)
    }

    /// Why a session is moved or cancelled; nothing if nobody says it.
    static func note(_ reason: String?, _ beginning: String) -> [LedgerEntry.Content] {
      let words = reason?.split(whereSeparator: \.isWhitespace).joined(separator: " ") ?? ""
      return words.isEmpty ? [] : [.note(beginning + words)]
    }
  }

  struct Cancel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "cancel", abstract: "Cancel a session: it does not take place. 取消场次。",
      discussion: "Example 例: campaign session cancel member-day-529/2026/diecai/1")

    @OptionGroup var options: GlobalOptions
    @Argument(help: "The session, as the list prints it. 场次编号。")
    var session: String
    @Option(help: "Why; it is kept in the session's log. 原因。")
    var reason: String?
    @OptionGroup var lateness: LateOption

    func run() async throws {
      let scheduler = try await options.openScheduler(forSession: session)
      let standing = try await scheduler.openSession(named: session)
      let (key, figures) = (standing.key, standing.figures)
      let late = try await lateness.reason(for: key.occurrence, scheduler, options)
      let entries = try await scheduler.ledger.record(
        [.status(.cancelled)] + Move.note(reason, options.language("取消原因：", "cancelled because: ")),
        in: key, by: options.author, at: options.clock.now, lateReason: late)
      if !figures.isEmpty, let entry = entries.first?.id {
        Output(options).note(
          "\(key) 的这些数不再计入：\(figures.list(.zh))；取消错了请 campaign void \(entry) --reason …",
          "these figures of \(key) no longer count: \(figures.list(.en)); if it was cancelled by mistake use 'campaign void \(entry) --reason …'"
        )
      }
      try await SessionPrinter(options).print(key, scheduler)
    }
  }
}

extension Scheduler {
  /// - Throws: ``LedgerFault/unknownSession(_:)``.
  func session(_ text: String) async throws -> SessionKey {
    guard let key = try await sessionIfThere(text) else { throw unknownSession(text) }
    return key
  }

  /// A session by its key or its name. A name may look like the key of another campaign's, or of none, and so all files
  /// are read if its campaign was left out.
  func sessionIfThere(_ text: String) async throws -> SessionKey? {
    let key = try await ledger.session(named: text)
    if let key, key != SessionKey(text), campaign(of: key) == nil { _ = try reload() }
    return key
  }

  /// A session that still takes place, as a person names it.
  func openSession(named text: String) async throws -> SessionBalance {
    try await openSession(try await session(text))
  }

  /// A session that still takes place.
  func openSession(_ key: SessionKey) async throws -> SessionBalance {
    let found = try await ledger.sessions(under: key)
    guard let standing = found.sessions.first else {
      throw LedgerFault.unknownSession(key.description)
    }
    // Whatever were done would hit one of them unasked.
    if found.sessions.count > 1, let dispute = found.disputes.first(where: { $0.subject == .sessions(key) }) {
      let text = dispute.text
      throw Failure(.failed) { text.text($0) }
    }
    guard standing.isCounted else {
      let status = standing.session.status
      let entries = try await ledger.entries(of: key)
      let entry = entries.last { $0.act.content == .status(status) }?.id.description ?? key.description
      if status == .merged {
        throw Failure(
          .failed, "场次 \(key) 已并入别场，不再计入；其实是两场的，请撤销合并：campaign void \(entry) --reason …",
          "the session \(key) was merged into another and no longer counts; if they are two after all, take that back: campaign void \(entry) --reason …"
        )
      }
      throw Failure(
        .failed, "场次 \(key) 已取消；如仍举办或取消错了，请撤销取消：campaign void \(entry) --reason …",
        "the session \(key) is cancelled; if it takes place after all, take that back: campaign void \(entry) --reason …"
      )
    }
    return standing
  }

  func campaign(of key: SessionKey) -> Campaign? {
    key.occurrence.flatMap { current.now.campaign($0.campaign) }
  }
}

/// Where a new session belongs.
struct SessionDraft {
  let scheduler: Scheduler
  let campaign: String?
  private(set) var occurrence: String?
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

  /// The session that a unit has on a day already; nil where nobody knows the day.
  func session(on day: SessionDate.Day, of key: OccurrenceKey?, _ unit: Planning.Unit) async throws
    -> SessionBalance?
  {
    guard case .exact = day else { return nil }
    return try await scheduler.ledger.sessions(of: [unit.id]).first {
      $0.isCounted && $0.key.occurrence == key && $0.session.date.day == day
    }
  }

  /// - `today`: Picks the occurrence where nobody knows the day.
  func place(on day: SessionDate.Day, today: CivilDate? = nil) throws -> (
    occurrence: OccurrenceKey?, unit: Planning.Unit
  ) {
    let state = scheduler.current.now
    guard let unit = try state.definitions.unit(named: unit) else { throw Failure(.usage, "没有单位", "no unit") }
    guard let campaign else {
      guard occurrence == nil else {
        throw Failure(.usage, "--occurrence 要和 --campaign 一起写", "--occurrence goes with --campaign")
      }
      return (nil, unit)
    }
    let definition = try scheduler.campaign(named: campaign)
    guard let id = occurrence ?? defaultOccurrence(definition, SessionDate(day).first ?? today) else {
      throw Failure(
        .usage, "不知道是哪一届；请写 --date 或 --occurrence",
        "its occurrence is unknown; give a --date or an --occurrence")
    }
    let found = try state.definitions.occurrence(id, of: definition)
    if let start = definition.ordinal?.firstYear, found.firstDay.year < start {
      throw Failure(
        .failed, "活动 \(campaign) 从 \(start) 年开始，没有 \(found.id) 届；请核对日期和 --occurrence",
        "the campaign \(campaign) began in \(start), so there was no \(found.id); check the date and --occurrence"
      )
    }
    return (OccurrenceKey(campaign: campaign, occurrence: found.id), unit)
  }

  /// The day in a clerk's words, read near the occurrence if one is given, and where the session belongs.
  func dated(_ words: String?, said: String?, held: Bool, _ options: GlobalOptions) throws -> (
    date: SessionDate, occurrence: OccurrenceKey?, unit: Planning.Unit
  ) {
    let days = SessionDay(scheduler, options)
    if let words, let found = try named(words, today: days.today) {
      let (first, last) = (found.days.lowerBound, found.days.upperBound)
      var date = SessionDate(first == last ? .exact(first) : .interval(first, last))
      date.said = said ?? words
      date.isInferred = first != last
      if held, first > days.today { throw SessionDateFault.inFuture(words, first) }
      return (date, found.occurrence, found.unit)
    }
    guard occurrence != nil || campaign == nil else {
      let date = try days.read(words, said: said, held: held)
      let (key, unit) = try place(on: date.day, today: days.today)
      return (date, key, unit)
    }
    let (key, unit) = try place(on: .unknown(notAfter: nil))
    let date = try days.read(words, said: said, held: held, occurrence: key.flatMap(span(of:)))
    return (date, key, unit)
  }

  /// The occurrence that is named in place of a day, by its number or as the one that is meant anyway: 在第 32 个世界母乳喂养周.
  ///
  /// - Returns: Nil for other words, and for the number of another occurrence than the one given.
  private func named(_ words: String, today: CivilDate) throws -> (
    days: ClosedRange<CivilDate>, occurrence: OccurrenceKey, unit: Planning.Unit
  )? {
    guard let campaign else { return nil }
    let definition = try scheduler.campaign(named: campaign)
    var plain = words.filter { !$0.isWhitespace }
    for word in ["在", "于"] where plain.hasPrefix(word) { plain.removeFirst() }
    for word in ["期间", "之际", "当天"] where plain.hasSuffix(word) { plain.removeLast(word.count) }
    var meant = self
    if let ordinal = definition.ordinal, let number = ordinal.number(in: plain) {
      meant.occurrence = "\(ordinal.firstYear + number - 1)"
      guard occurrence == nil || occurrence == meant.occurrence else { return nil }
    } else {
      let names = [Language.zh, .en].map { definition.name.text($0).filter { !$0.isWhitespace } }
      guard names.contains(plain) else { return nil }
    }
    let (key, unit) = try meant.place(on: .unknown(notAfter: nil), today: today)
    guard let key, let days = span(of: key) else { return nil }
    return (days, key, unit)
  }

  /// The days of an occurrence.
  func span(of key: OccurrenceKey) -> ClosedRange<CivilDate>? {
    let state = scheduler.current.now
    guard let definition = state.campaign(key.campaign),
      let edition = Planner(shared: state.definitions.shared).occurrence(key.occurrence, of: definition)
    else { return nil }
    return edition.firstDay...edition.lastDay
  }

  private func defaultOccurrence(_ campaign: Campaign, _ date: CivilDate?) -> String? {
    if case .once = campaign.schedule.rule { return "once" }
    guard let date else { return nil }
    let workdays = scheduler.current.now.definitions.shared.workdays
    let nearest = campaign.occurrence(nearestTo: date, within: 200, workdays)
    guard let window = campaign.schedule.window, let nearest,
      window.days(around: nearest)?.contains(date) == false
    else { return nearest?.id ?? "\(date.year)" }
    // Of two that are as near the one whose days to choose from hold the day.
    let others = (date.year - 1...date.year + 1).flatMap {
      campaign.occurrences(inYear: $0, workdays: workdays)
    }
    return (others.first { window.days(around: $0)?.contains(date) ?? false } ?? nearest).id
  }

  /// Days of which none lies inside `hold_within` are refused, unless somebody says why they came so late: put off by
  /// rain, it still is the campaign's. A day that nobody knows is not refused.
  ///
  /// - `isGiven`: Whether somebody named the day; else it is the occurrence's own.
  func checkWindow(
    _ day: SessionDate.Day, of campaign: Campaign?, _ key: OccurrenceKey?, late: String? = nil,
    isGiven: Bool = true
  ) throws {
    guard late == nil, SessionDate(day).precision != .none, let campaign, let key,
      let window = campaign.schedule.window, let first = SessionDate(day).first,
      let last = SessionDate(day).last,
      let occurrence = Planner(shared: scheduler.current.now.definitions.shared).occurrence(
        key.occurrence, of: campaign)
    else { return }
    let from = occurrence.firstDay.adding(days: -window.before)
    let to = occurrence.lastDay.adding(days: window.after)
    guard last < from || first > to else { return }
    guard isGiven else {
      throw Failure(
        .failed, "没有写日期；这个活动在 \(from) 至 \(to) 之间选日子，哪天办的请写 --date",
        "no date is given; it is held on a day from \(from) to \(to): say which with --date")
    }
    throw Failure(
      .failed,
      "\(first)\(first == last ? "" : " 至 \(last)") 不在可选日期 \(from) 至 \(to) 之内；请核对日期；是别的一届写 --occurrence，确属这一届的加 --late 写明原因",
      "\(first)\(first == last ? "" : " to \(last)") is outside the days to choose from, \(from) to \(to); check the date, name another occurrence with --occurrence, or say with --late why it belongs there"
    )
  }
}
