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
      The first session of a campaign's unit is made by it. 某单位的第一场可以直接记录，不必先登记。
      """)

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The session: campaign/occurrence/unit/number. 场次编号。")
  var session: String
  @Option(help: "Who came: \"58 位家长\". 参加。")
  var attended: [String] = []
  @Option(help: "Who was served: \"咨询义诊 30 多人\". 服务。")
  var served: [String] = []
  @Option(help: "What was given: \"宣传资料 500 余份\". 发放。")
  var gave: [String] = []
  @Option(help: "Volunteers. 志愿者。")
  var volunteers: [String] = []
  @Option(help: "Staff. 工作人员。")
  var staff: [String] = []
  @Option(help: "The day, if it was not the common one. 日期。")
  var date: String?
  @OptionGroup var lateness: LateOption
  @Flag(help: "These are the last word. 以此为准。")
  var final = false
  @Flag(help: "More of the same: not the same figure entered twice. 确是另一批。")
  var more = false

  func run() async throws {
    var figures = RecordedFigures(isFinal: final)
    for phrase in attended { try figures.attended(phrase) }
    for phrase in volunteers { try figures.attended(phrase, role: .volunteers) }
    for phrase in staff { try figures.attended(phrase, role: .staff) }
    for phrase in served { try figures.served(phrase) }
    for phrase in gave { try figures.gave(phrase) }
    guard !figures.contents.isEmpty else {
      throw Failure(.usage, "请写 --attended、--served 或 --gave", "give --attended, --served or --gave")
    }
    let output = Output(options)
    for phrase in figures.rough {
      output.note("“\(phrase)” 只是约数，请尽量核实", "'\(phrase)' is only a rough figure; please check it")
    }
    let scheduler = try options.openScheduler()
    let entries = try await record(figures.contents, scheduler)
    for line in EntryLines(options).lines(entries) { output.line(line) }
    for case .goods(let move) in figures.contents where scheduler.goodsPolicy.isEarmarked(move) {
      output.note(
        "“\(move.item)”是款项或慰问物资，要两人签名：作废后用 campaign stock give … --session \(session) --by … --second …",
        "'\(move.item)' is money or relief and two have to sign: void it and use 'campaign stock give … --session \(session) --by … --second …'"
      )
    }
  }

  private func record(_ contents: [LedgerEntry.Content], _ scheduler: Scheduler) async throws -> [LedgerEntry]
  {
    let now = options.clock.now
    guard let key = try await scheduler.ledger.session(named: session) else {
      let (occurrence, unit, new) = try await newSession(scheduler)
      let late = try await lateness.reason(for: occurrence, scheduler, options)
      return try await scheduler.ledger.addSession(
        new, occurrence: occurrence, unit: unit, figures: contents, by: options.author, at: now,
        lateReason: late
      ).entries
    }
    let late = try await lateness.reason(for: key.occurrence, scheduler, options)
    let standing = try await scheduler.openSession(key)
    if !more, let (entry, said) = standing.entry(saying: contents) {
      throw Failure(
        .failed, "已记过 “\(said)”（记录 \(entry)）；改数请用 campaign correct \(entry)，确是另一批请加 --more",
        "'\(said)' is recorded already (entry \(entry)); to change it use 'campaign correct \(entry)', if it is more of the same add --more"
      )
    }
    var contents = contents
    if let date {
      guard let day = SessionDate.day(date, notAfter: nil) else { throw Failure.badDate(date) }
      try SessionDraft(scheduler: scheduler, key: key).checkWindow(
        day, of: scheduler.campaign(of: key), key.occurrence)
      contents.append(.moved(SessionDate(day)))
    }
    // Figures of a session say that it took place.
    if standing.session.status == .planned { contents.append(.status(.held)) }
    return try await scheduler.ledger.record(contents, in: key, by: options.author, at: now, lateReason: late)
  }

  /// The first session of a unit in an occurrence, on the common day unless another is given.
  private func newSession(_ scheduler: Scheduler) async throws -> (OccurrenceKey, String, Session) {
    guard let key = SessionKey(session), let occurrence = key.occurrence, key.number == 1,
      let campaign = scheduler.current.now.campaign(occurrence.campaign),
      let edition = Planner(shared: scheduler.current.now.definitions.shared)
        .occurrence(occurrence.occurrence, of: campaign),
      scheduler.current.now.definitions.shared.tree[key.unit] != nil
    else { throw LedgerFault.unknownSession(session) }
    let common: SessionDate.Day =
      edition.firstDay == edition.lastDay
      ? .exact(edition.firstDay) : .interval(edition.firstDay, edition.lastDay)
    guard let day = date.map({ SessionDate.day($0, notAfter: nil) }) ?? common else {
      throw Failure.badDate(date ?? "")
    }
    let draft = SessionDraft(
      scheduler: scheduler, campaign: campaign.id, occurrence: edition.id, unit: key.unit)
    try draft.checkWindow(day, of: campaign, occurrence)
    var session = Session(of: campaign, on: SessionDate(day), status: .held)
    session.organisers = scheduler.current.now.definitions.shared.tree[key.unit].map { [$0.name] } ?? []
    return (occurrence, key.unit, session)
  }
}

extension SessionBalance {
  /// An entry that states the same as one of these contents, word for word, and those words.
  func entry(saying contents: [LedgerEntry.Content]) -> (EntryID, said: String)? {
    for content in contents {
      switch content {
      case .count(let count):
        let same = counts.first {
          ($0.value.measure, $0.value.group, $0.value.role, $0.value.quantity) == (
            count.measure, count.group, count.role, count.quantity
          )
        }
        if let same { return (same.entry, count.quantity.said ?? count.measure.rawValue) }
      case .goods(let move):
        let same = goods.first {
          ($0.value.kind, $0.value.item, $0.value.quantity) == (move.kind, move.item, move.quantity)
        }
        if let same { return (same.entry, "\(move.item) \(move.quantity.said ?? "")") }
      default: continue
      }
    }
    return nil
  }
}

/// Entries as lines: what each says, in numbers.
struct EntryLines {
  let options: GlobalOptions

  init(_ options: GlobalOptions) {
    self.options = options
  }

  func lines(_ entries: [LedgerEntry]) -> [String] {
    if options.json { return entries.map { $0.recordJSON(options.language).description } }
    return Output.table(
      entries.map { entry in
        [
          entry.id.description, entry.scope.session?.description ?? entry.scope.unit,
          entry.what(options.language),
        ]
      })
  }
}
