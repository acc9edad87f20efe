import ArgumentParser
import CampaignScheduler
import Ledger
import Planning
import Recurrence

struct RecordCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "Record figures in the words people write. 记录人数与物资。",
    discussion: """
      Example 例: campaign record member-day-529/2026/diecai/1 --attended "58 位家长" --served "咨询义诊 30 多人" \
      --gave "宣传资料 500 余份" --final
      Example 例: campaign record --unit 叠彩区 --date "8 月 10 日" --title 免费义诊活动 --gave "宣传资料 100 余份，礼包 100 份"
      The first session of a campaign's unit is made by it, and so is one that nobody planned.
      某单位的第一场、临时的一场都可以直接记录，不必先登记。--like 照去年的一场。
      """)

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The session: campaign/occurrence/unit/number; leave it out with --unit. 场次编号。")
  var session: String?
  @OptionGroup var figures: FigureOptions
  @Option(
    help: "Of a session that is not there yet: its campaign, if it has one. 活动编号。", completion: .campaigns)
  var campaign: String?
  @Option(help: "Its occurrence; by default the one of its day. 届次。")
  var occurrence: String?
  @Option(help: "Its unit: id, name or alias. 单位。", completion: .units)
  var unit: String?
  @Option(help: "The day, if it was not the common one; as people say it. 日期。")
  var date: String?
  @Option(help: "The words to be printed for the day, if not those. 日期的原文。")
  var dateText: String?
  @OptionGroup var facts: SessionDetails
  @OptionGroup var author: AuthorOption
  @OptionGroup var lateness: LateOption
  @Flag(help: "These are the last word. 以此为准。")
  var final = false
  @Flag(help: "More of the same: not the same figure entered twice. 确是另一批。")
  var more = false
  @Flag(help: "A second session on the same day. 同一天的另一场。")
  var another = false
  @Flag(help: "Say what was understood and enter nothing. 只看怎么理解，不入账。")
  var dryRun = false

  func run() async throws {
    let output = Output(options)
    try facts.check()
    // What is refused leaves no database where there was none.
    let early = options.hasDatabase ? nil : try figures.recorded(isFinal: final, output)
    async let opened = openScheduler()
    let figures = try early ?? figures.recorded(isFinal: final, output)
    let scheduler = try await opened
    var target = try await target(scheduler)
    guard !figures.contents.isEmpty || target.isNew else {
      throw Failure(.usage, "请写 --attended、--served 或 --gave", "give --attended, --served or --gave")
    }
    let signed = try self.figures.signed(
      figures.contents, for: target.occurrence?.campaign, scheduler.goodsPolicy)
    if target.isNew || (date == nil && dateText == nil) {
      target = try target.held(signed, today: options.today(scheduler), scheduler)
    }
    if !another, case .new(let session, let occurrence, let unit) = target {
      try await scheduler.checkIsNew(
        session, signed, of: occurrence, unit: unit, today: options.today(scheduler))
    }
    remarkIfUnasked(target, scheduler)
    let contents = try await contents(signed, in: target, scheduler)
    guard !dryRun else { return try preview(contents, target, scheduler) }
    let entries = try await enter(contents, in: target, scheduler)
    for line in EntryLines(options, scheduler).lines(entries, evidence: target.isEvidence) {
      output.line(line)
    }
    FigureNotes(scheduler, options).print(contents, of: entries)
  }

  private func openScheduler() async throws -> Scheduler {
    if let session { return try await options.openScheduler(forSession: session, isAlone: facts.isEmpty) }
    return try await facts.openScheduler(forCampaign: campaign, options)
  }

  // MARK: Where it goes

  enum Target {
    case standing(SessionBalance)
    case new(Session, occurrence: OccurrenceKey?, unit: String)

    var isNew: Bool { if case .new = self { true } else { false } }

    var occurrence: OccurrenceKey? {
      switch self {
      case .standing(let standing): standing.key.occurrence
      case .new(_, let occurrence, _): occurrence
      }
    }

    var unit: String {
      switch self {
      case .standing(let standing): standing.key.unit
      case .new(_, _, let unit): unit
      }
    }

    /// Whether a figure is not counted, since somebody's last word stands.
    func isEvidence(_ content: LedgerEntry.Content) -> Bool {
      if case .standing(let standing) = self {
        !content.isFinal && standing.lastWord(on: [content]) != nil
      } else {
        false
      }
    }
  }

  private func target(_ scheduler: Scheduler) async throws -> Target {
    guard let session else { return try await unnamed(scheduler) }
    guard unit == nil, campaign == nil, occurrence == nil else {
      throw Failure(
        .usage, "写了场次编号就不要再写 --campaign、--occurrence、--unit",
        "with a session give no --campaign, --occurrence or --unit")
    }
    if let key = try await scheduler.sessionIfThere(session) {
      return try await standing(key, scheduler)
    }
    guard let key = SessionKey(session), let occurrence = key.occurrence, key.number == 1,
      scheduler.current.now.definitions.shared.tree[key.unit] != nil
    else { throw scheduler.unknownSession(session) }
    let draft = SessionDraft(
      scheduler: scheduler, campaign: occurrence.campaign, occurrence: occurrence.occurrence, unit: key.unit)
    guard draft.span(of: occurrence) != nil else { throw scheduler.unknownSession(session) }
    return try await new(draft, scheduler)
  }

  /// The session of a unit that needs no key: the only one of an occurrence, or one that is not there yet.
  private func unnamed(_ scheduler: Scheduler) async throws -> Target {
    guard let unit else {
      throw Failure(
        .usage, "请写场次编号，或用 --unit、--date、--title 写明是哪一场",
        "give the session, or say which one with --unit, --date and --title")
    }
    let campaign = try await facts.campaign(campaign, scheduler)
    let draft = SessionDraft(scheduler: scheduler, campaign: campaign, occurrence: occurrence, unit: unit)
    if campaign != nil, date == nil, !another {
      let today = SessionDay(scheduler, options).today
      let (key, place) = try draft.place(on: .unknown(notAfter: nil), today: today)
      let held = try await scheduler.ledger.sessions(of: [place.id]).filter {
        $0.isCounted && $0.key.occurrence == key
      }
      if held.count == 1 { return try await standing(held[0].key, scheduler) }
      if held.count > 1 {
        let list = held.map { "\($0.key)（\($0.session.date.listText(.zh))）" }.joined(separator: "、")
        throw Failure(
          .failed, "\(place.name)有 \(held.count) 场：\(list)；请写明场次编号",
          "\(place.name) has \(held.count) sessions: \(held.map(\.key.description).joined(separator: ", ")); name one"
        )
      }
    }
    return try await new(draft, scheduler)
  }

  private func standing(_ key: SessionKey, _ scheduler: Scheduler) async throws -> Target {
    let standing = try await scheduler.openSession(key)
    guard facts.isEmpty else {
      throw Failure(
        .usage, "场次 \(key) 已登记；名称、地点等不能随 record 再写",
        "the session \(key) is there already; its title, venue and so on can't be recorded again")
    }
    return .standing(standing)
  }

  /// A session that was not added before, on the common day of its occurrence unless another is given.
  private func new(_ draft: SessionDraft, _ scheduler: Scheduler) async throws -> Target {
    let (given, key, unit) = try draft.dated(date, said: dateText, held: true, options)
    var day = given
    if date == nil, dateText == nil, let span = key.flatMap(draft.span(of:)) {
      day = SessionDate(
        span.lowerBound == span.upperBound
          ? .exact(span.lowerBound) : .interval(span.lowerBound, span.upperBound))
    }
    let definition = key.flatMap { scheduler.current.now.campaign($0.campaign) }
    try draft.checkWindow(
      day.day, of: definition, key, late: lateness.reason, isGiven: date != nil || dateText != nil)
    // Without figures it waits for these.
    if !another, key != nil || facts.title != nil,
      let same = try await draft.session(on: day.day, of: key, unit),
      same.figures.isEmpty, facts.saysOnlyTitle(of: same.session)
    {
      Output(options).note(
        "记入已登记的场次 \(same.key)", "recorded in the session \(same.key), which is there already")
      return .standing(try await scheduler.openSession(same.key))
    }
    let session = try await facts.session(of: definition, unit: unit, on: day, status: .held, scheduler)
    facts.remark(on: session, Output(options))
    return .new(session, occurrence: key, unit: unit.id)
  }

  // MARK: What goes in

  private func contents(_ figures: [LedgerEntry.Content], in target: Target, _ scheduler: Scheduler)
    async throws
    -> [LedgerEntry.Content]
  {
    guard case .standing(let standing) = target else { return figures }
    guard !more else { return try withDay(figures.map(standing.joiningLastWord), standing, scheduler) }
    if let (entry, said) = standing.entry(saying: figures) {
      throw Failure(
        .failed, "已记过 “\(said)”（记录 \(entry)）；改数请用 campaign correct \(entry)，确是另一批请加 --more",
        "'\(said)' is recorded already (entry \(entry)); to change it use 'campaign correct \(entry)', if it is more of the same add --more"
      )
    }
    if let last = standing.lastWord(on: figures) {
      let said = last.value.quantity.entryText(options.language, counter: last.value.counter)
      guard figures.contains(where: \.isFinal) else {
        Output(options).note(
          "本场已有定数 “\(said)”（记录 \(last.entry)），这次的数只作旁证，不计入；要改定数请用 campaign correct \(last.entry)，确是另一批请加 --more",
          "the session has '\(said)' as the last word (entry \(last.entry)); this stays as evidence and is not counted; to change the last word use 'campaign correct \(last.entry)', if it is more of the same add --more"
        )
        return try withDay(figures, standing, scheduler)
      }
      throw Failure(
        .failed,
        "本场已有定数 “\(said)”（记录 \(last.entry)）；改数请用 campaign correct \(last.entry)，确是另一批请加 --more",
        "the session has '\(said)' as the last word (entry \(last.entry)); to change it use 'campaign correct \(last.entry)', if it is more of the same add --more"
      )
    }
    let told = figures.compactMap { content -> Count? in
      if case .count(let count) = content { count } else { nil }
    }
    if let refusal = standing.meeting(told: told).refusal { throw Failure(.failed) { refusal.text($0) } }
    remark(onAlike: figures, standing)
    return try withDay(figures, standing, scheduler)
  }

  /// With the day, if one was given, and with the word that it took place.
  private func withDay(
    _ figures: [LedgerEntry.Content], _ standing: SessionBalance, _ scheduler: Scheduler
  ) throws -> [LedgerEntry.Content] {
    var contents = figures
    // One that was found by its day has it already.
    let isFoundByDay = session == nil && date != nil
    if !isFoundByDay, date != nil || dateText != nil {
      let draft = SessionDraft(scheduler: scheduler, key: standing.key)
      let day = try draft.dated(date, said: dateText, held: true, options).date
      try draft.checkWindow(
        day.day, of: scheduler.campaign(of: standing.key), standing.key.occurrence, late: lateness.reason)
      if day.day != standing.session.date.day || dateText != nil { contents.append(.moved(day)) }
    }
    // Figures of a session say that it took place, but not those of who will come.
    if standing.session.status == .planned, figures.isEmpty || !figures.allSatisfy(\.isPromise) {
      contents.append(.status(.held))
    }
    return contents
  }

  private func enter(_ contents: [LedgerEntry.Content], in target: Target, _ scheduler: Scheduler)
    async throws
    -> [LedgerEntry]
  {
    let now = options.clock.now
    let late = try await lateness.reason(for: target.occurrence, scheduler, options)
    switch target {
    case .standing(let standing):
      return try await scheduler.ledger.record(
        contents, in: standing.key, by: author.author(options), at: now, lateReason: late)
    case .new(let session, let occurrence, let unit):
      return try await scheduler.ledger.addSession(
        session, occurrence: occurrence, unit: unit, figures: contents, by: author.author(options), at: now,
        lateReason: late
      ).entries
    }
  }

  private func preview(_ contents: [LedgerEntry.Content], _ target: Target, _ scheduler: Scheduler) throws {
    let output = Output(options)
    var all = contents
    var key: String?
    switch target {
    case .new(let session, _, _): all.insert(.session(session), at: 0)
    case .standing(let standing): key = standing.key.description
    }
    for content in all { try content.refusePersonal(lateReason: lateness.reason, at: options.clock.now) }
    if options.json {
      for content in all { output.line(LedgerEntry.plannedJSON(content, in: key, options.language)) }
    } else {
      let rows = all.map { content in
        [content.text(options.language), content.understood(options.language, target.isEvidence(content))]
      }
      for line in Output.table(rows) { output.line(line) }
    }
    FigureNotes(scheduler, options).printDoubts(contents, at: target.unit)
    output.note("只是检查，没有入账", "a dry run: nothing was entered")
  }
}
