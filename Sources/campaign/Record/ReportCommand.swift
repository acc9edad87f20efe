import ArgumentParser
import CampaignScheduler
import Ledger
import Planning
import Recurrence

struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Units' reports and their acceptance, level by level. 报送与逐级验收。",
    discussion: """
      Example 例: campaign report submit --campaign member-day-529 --occurrence 2026 --unit diecai
      A report stops the chases. Acceptance climbs: counties, then their city, then the region. 报了就不再催；验收由下往上逐级进行。
      """,
    subcommands: [
      ReportSubmitCommand.self, ReportAcceptCommand.self, ReportWaiveCommand.self, ReportReopenCommand.self,
      ReportListCommand.self, ReportShowCommand.self,
    ],
    defaultSubcommand: ReportSubmitCommand.self)
}

/// Which report is meant: of an occurrence, or of one part of it.
struct ReportPlace: ParsableArguments {
  @Option(help: "The campaign. 活动编号。", completion: .campaigns)
  var campaign: String
  @Option(help: "The occurrence; by default the one nearest to today. 届次，不写是离今天最近的一届。")
  var occurrence: String?
  @Option(help: "One part of the campaign. 分项。")
  var part: String?

  struct Found {
    let campaign: Campaign
    let occurrence: Occurrence
    var key: OccurrenceKey { OccurrenceKey(campaign: campaign.id, occurrence: occurrence.id) }
  }

  func found(_ scheduler: Scheduler, _ options: GlobalOptions) throws -> Found {
    let definition = try scheduler.campaign(named: campaign)
    let definitions = scheduler.current.now.definitions
    let today = definition.schedule.zone.local(at: options.clock.now).date
    let nearest =
      occurrence == nil
      ? definition.occurrence(nearestTo: today, within: 400, definitions.shared.workdays) : nil
    let edition = try nearest ?? definitions.occurrence(occurrence ?? "", of: definition)
    try definition.requirePart(part)
    return Found(campaign: definition, occurrence: edition)
  }
}

struct ReportSubmitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "submit", abstract: "The unit has reported, with figures if they come along. 报送。",
    discussion: """
      Example 例: campaign report submit --campaign member-day-529 --occurrence 2026 --unit diecai \
      --attended "58 位家长" --gave "宣传资料 500 余份" --with photos
      It says what is missing. A second one updates what changed. 会提示还缺什么；再报一次就是更新。
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var place: ReportPlace
  @Option(help: "The unit: id, name or alias. 单位。", completion: .units)
  var unit: String
  @OptionGroup var figures: FigureOptions
  @Option(help: "What the part collects: \"3 篇\". 分项的数量。")
  var count: String?
  @Option(help: "The day, if it was not the common one. 日期。")
  var date: String?
  @Option(help: "Where. 地点。")
  var venue: String?
  @Option(name: .customLong("with"), help: "What came with it, or needs no figure: photos, story. 附来的（或没有的）。")
  var enclosed: [String] = []
  @OptionGroup var lateness: LateOption

  func run() async throws {
    let output = Output(options)
    let figures = try figures.recorded(isFinal: true, output)
    let scheduler = try await options.openScheduler(forCampaign: place.campaign)
    let found = try place.found(scheduler, options)
    let draft = SessionDraft(
      scheduler: scheduler, campaign: found.campaign.id, occurrence: found.occurrence.id, unit: unit)
    let unit = try draft.place(on: .unknown(notAfter: nil), today: options.today(scheduler)).unit
    let tree = scheduler.current.now.definitions.shared.tree
    if !found.campaign.participation.includes(unit, in: tree) {
      output.note("\(unit.name)不在应报单位之内，仍已登记", "\(unit.name) is not asked to report; entered all the same")
    }
    let key = found.key
    try await requireHeld(unit, found, scheduler)
    let late = try await lateness.reason(for: key, scheduler, options)
    let submission = try submission(of: unit, figures, found, draft, late)
    let lineage = Set(tree.lineage(of: unit).map(\.id))
    let entries = try await scheduler.ledger.append(
      of: key, reading: lineage, by: options.author, at: options.clock.now
    ) { try submission.drafts($0, of: key, nextSession: $1) }
    for line in EntryLines(options, scheduler).lines(entries) { output.line(line) }
    FigureNotes(scheduler, options).print(entries.compactMap(\.act.content), of: entries)
    try await remarkOnGroups(entries, scheduler)
    if entries.isEmpty {
      output.note(
        "\(unit.name)已经报过，没有重复登记", "\(unit.name) has reported already; nothing was entered twice")
    }
    let list = try await scheduler.reportList(
      of: found.campaign, found.occurrence, part: place.part, under: unit, reading: lineage)
    if let line = list.lines.first { ReportPrinter(options, found, part: place.part).answer(line, output) }
  }

  /// Points out figures that now stand beside others of the same kind under another word: 58 位群众, then 60 位家长.
  private func remarkOnGroups(_ entries: [LedgerEntry], _ scheduler: Scheduler) async throws {
    guard let key = entries.compactMap(\.scope.session).first,
      let standing = try await scheduler.ledger.session(key)
    else { return }
    let new = Set(entries.map(\.id))
    for entry in entries {
      guard case .record(.count(let count)) = entry.act, count.role == .public else { continue }
      for other in standing.counts where !new.contains(other.entry) && other.value.mayCountTheSame(as: count)
      {
        let said = other.value.said(options.language)
        Output(options).note(
          "原有 “\(said)”（记录 \(other.entry)）仍计入；如说的是同一批人，请 campaign void \(other.root) --reason …",
          "'\(said)' (entry \(other.entry)) still counts beside it; if those are the same people use 'campaign void \(other.root) --reason …'"
        )
      }
    }
  }

  private func submission(
    of unit: Planning.Unit, _ figures: RecordedFigures, _ found: ReportPlace.Found, _ draft: SessionDraft,
    _ late: String?
  ) throws -> ReportSubmission {
    let day = try day(found, draft)
    var session = Session(of: found.campaign, on: day, status: .held)
    session.venue = venue
    session.organisers = [unit.name]
    var submission = ReportSubmission(
      unit, newSession: session, reason: UsualReason.reportedAgain.text(options.language))
    submission.part = place.part
    submission.isOfSessions = found.campaign.parts.contains { $0.id == place.part && $0.submission == nil }
    submission.lateReason = late
    submission.figures = try self.figures.signed(
      figures.contents, for: found.campaign.id, draft.scheduler.goodsPolicy)
    if date != nil { submission.date = day }
    submission.venue = venue
    submission.enclosed = try enclosures(found)
    if let count { try add(count, to: &submission, found) }
    return submission
  }

  /// Refuses a report of what has not taken place; stories may come before the day.
  private func requireHeld(_ unit: Planning.Unit, _ found: ReportPlace.Found, _ scheduler: Scheduler)
    async throws
  {
    let isOfDay = found.campaign.parts.first { $0.id == place.part }.map { $0.submission == nil } ?? true
    guard date == nil, isOfDay else { return }
    let sessions = try await scheduler.ledger.sessions(of: [unit.id]).filter {
      $0.isCounted && $0.key.occurrence == found.key
    }
    let days = sessions.isEmpty ? [found.occurrence.firstDay] : sessions.map { $0.session.date.first ?? .min }
    if let first = days.min(), first > options.today(scheduler) {
      throw Failure.stillToCome(first, unit.name)
    }
  }

  /// The day that was given, or the common one.
  private func day(_ found: ReportPlace.Found, _ draft: SessionDraft) throws -> SessionDate {
    guard let date else {
      let (first, last) = (found.occurrence.firstDay, found.occurrence.lastDay)
      return SessionDate(first == last ? .exact(first) : .interval(first, last))
    }
    let day = try draft.dated(date, said: nil, held: true, options).date
    try draft.checkWindow(day.day, of: found.campaign, found.key, late: lateness.reason)
    return day
  }

  /// A part's own figure, under what its file says it collects.
  private func add(_ phrase: String, to submission: inout ReportSubmission, _ found: ReportPlace.Found) throws
  {
    guard let part = found.campaign.parts.first(where: { $0.id == place.part }), let asked = part.submission
    else {
      throw Failure(
        .usage, "--count 只用于有 submit 的分项；请加 --part", "--count is for a part that has 'submit'; add --part")
    }
    guard figures.isEmpty, date == nil else {
      throw Failure(
        .usage, "--count 不与场次的数字同时写", "--count does not go together with figures of a session")
    }
    submission.isOfPart = true
    submission.figures = [.count(try PartCount(phrase: phrase, what: asked.what, unit: asked.unit).count)]
  }

  /// Those that the campaign asks for, in either language.
  private func enclosures(_ found: ReportPlace.Found) throws -> [String] {
    let ask = found.campaign.asked(part: place.part)
    return try enclosed.flatMap { $0.split(whereSeparator: { ",，、".contains($0) }).map(String.init) }.map {
      word in
      guard
        let known = ask.first(where: { asked in
          asked == word || [Language.zh, .en].contains { ReportGaps.word(asked, $0) == word }
        })
      else {
        let (zh, en) = (ask.map { ReportGaps.word($0, .zh) }, ask.map { ReportGaps.word($0, .en) })
        throw Failure(
          .failed, "报告里没有要“\(word)”；要的是：\(zh.joined(separator: "、"))",
          "'\(word)' is not asked for; asked are: \(en.joined(separator: ", "))")
      }
      return known
    }
  }
}
