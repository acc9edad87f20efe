import ArgumentParser
import CampaignScheduler
import Foundation
import Ledger
import Planning
import Recurrence

/// The options that say what a session was, for `session add`, `session change` and `record`.
struct SessionDetails: ParsableArguments {
  @Option(help: "Its title; the campaign's name by default. 名称。")
  var title: String?
  @Option(help: "Its title in English. 英文名称。")
  var titleEn: String?
  @Option(help: "lecture, outreach, clinic, visit … 类型。")
  var kind: String?
  @Option(help: "The key task it serves. 重点任务。")
  var keyTask: String?
  @Option(help: "Where. 地点。")
  var venue: String?
  @Option(help: "Who held it, if not the unit alone; several times for several. 主办，可写多次。")
  var organiser: [String] = []
  @Option(help: "A partner; several times for several. 协办，可写多次。")
  var partner: [String] = []
  @Option(help: "What was done; several times for several. 活动内容，可写多次。")
  var activity: [String] = []
  @Option(help: "How things reached people: 入户慰问. 发放途径，可写多次。")
  var way: [String] = []
  @Option(help: "Who spoke, by post or team, never by name; several times for several. 主讲（职务或团队），可写多次。")
  var speaker: [String] = []
  @Option(help: "A topic that was taught; several times for several. 课程主题，可写多次。")
  var topic: [String] = []
  @Option(help: "Of a training: how many hours, as 3 or \"1.5 小时\". 学时。")
  var hours: String?
  @Option(help: "What it followed on: a session, or the words for it. 接在哪项活动之后。")
  var after: String?
  @Option(help: "Who signs the brief: \"叠彩区卫生健康局 刘○\". 署名。")
  var byline: String?
  @Option(help: "Another printed text that speaks of it; it is counted once. 另见于。")
  var mentionedIn: String?
  @Option(help: "The words of that text, with --mentioned-in. 该处原文，与 --mentioned-in 同用。")
  var quote: String?
  @Option(help: "Take all but the day and the figures from this session. 照这一场的样子。")
  var like: String?

  /// Puts what was said into a session; an empty word takes out what was there.
  ///
  /// Of details as ``resolved(for:_:)`` makes them.
  func apply(to session: inout Session, units: UnitTree) {
    if let title { session.title = title }
    if let titleEn { session.englishTitle = titleEn.orNone }
    if let kind { session.kind = kind.orNone }
    if let keyTask { session.keyTask = keyTask.orNone }
    if let venue { session.venue = venue.orNone }
    if !speaker.isEmpty { session.speaker = speaker.joined(separator: "、").orNone }
    if let hours { session.hours = hours.orNone }
    if let after { session.after = after.orNone }
    if !organiser.isEmpty { session.organisers = Self.list(organiser) }
    if !partner.isEmpty { session.partners = Self.list(partner) }
    if !activity.isEmpty { session.activities = Self.list(activity) }
    if !way.isEmpty { session.channels = Self.list(way) }
    if !topic.isEmpty { session.topics = Self.list(topic) }
    if let byline { session.byline = byline.orNone.map { Byline($0, units: units) } }
    if let mentionedIn {
      session.mentions.append(Mention(document: mentionedIn, words: quote, isSupposed: true))
    }
  }

  /// The same as the ledger keeps it: the speaker's post, hours as a number, a session before it by its title.
  ///
  /// - Throws: ``Failure`` for what can't be kept so, and for a key task that nobody knows.
  func resolved(for campaign: Campaign?, _ scheduler: Scheduler) async throws -> SessionDetails {
    try checkKeyTask(campaign, scheduler)
    var details = self
    details.speaker = try speaker.map { speaker in
      guard let said = speaker.orNone else { return "" }
      guard let post = SpokenBy(said, units: scheduler.current.now.definitions.shared.tree).post else {
        throw Failure(.usage) { SpokenBy.refusal.text($0) }
      }
      return post
    }
    details.keyTask = keyTask.map { scheduler.current.now.definitions.shared.keyTasks.chinese(of: $0) }
    details.hours = try readHours()
    if let after, let key = try? await scheduler.session(after),
      let earlier = try await scheduler.ledger.session(key)
    {
      details.after = earlier.session.title
    }
    return details
  }

  /// Reads what may be misspelt, before anybody looks at the ledger.
  ///
  /// - Throws: ``Failure`` for a usage fault.
  func check() throws {
    _ = try readHours()
    if let title, title.allSatisfy(\.isWhitespace) {
      throw Failure(.usage, "--title 是空的", "the --title is empty")
    }
    if let mentionedIn, mentionedIn.allSatisfy(\.isWhitespace) {
      throw Failure(.usage, "--mentioned-in 是空的", "--mentioned-in is empty")
    }
    // Words are kept with the text that says them.
    if quote != nil, mentionedIn == nil {
      throw Failure(
        .usage,
        "--quote 是另一处报道的原文，要用 --mentioned-in 写明出处，例如 --mentioned-in 桂林日报；场次登记过了就用 campaign session mention",
        "--quote holds the words of another text: name it with --mentioned-in, as in --mentioned-in 'Guilin Daily'; for a session that is entered use 'campaign session mention'"
      )
    }
  }

  /// - Throws: ``Failure`` for a key task that neither the organisation nor the campaign has.
  private func checkKeyTask(_ campaign: Campaign?, _ scheduler: Scheduler) throws {
    let known = scheduler.current.now.definitions.shared.keyTasks
    guard let keyTask = keyTask?.orNone, !known.isEmpty,
      !(known.map(\.zh) + (campaign?.keyTasks ?? [])).contains(known.chinese(of: keyTask))
    else { return }
    throw Failure(
      .usage, "没有重点任务“\(keyTask)”；可选：\(known.map(\.zh).joined(separator: "、"))",
      "there is no key task '\(keyTask)'; choose one of \(known.map { $0.text(.en) }.joined(separator: ", "))"
    )
  }

  /// Tells what of a name was kept, and of a kind that nobody else has.
  func remark(on session: Session, _ output: Output) {
    if let kind = kind?.orNone, !SessionKind.isKnown(kind) {
      output.note(
        "类型“\(kind)”不在常用类型中，按原样登记；常用：\(SessionKind.list(.zh))",
        "the kind '\(kind)' is none of the usual ones and stays as it is; these are: \(SessionKind.list(.en))"
      )
    }
    if let said = hours?.orNone, let number = session.hours, !said.contains(number) {
      output.note("学时“\(said)”按 \(number) 小时登记", "the hours '\(said)' are entered as \(number)")
    }
    for speaker in speaker
    where session.speaker?.contains(speaker.trimmingCharacters(in: .whitespaces)) == false {
      if let remark = SpokenBy(speaker).remark { output.note(remark.text(.zh), remark.text(.en)) }
    }
    if let byline = byline?.orNone, let kept = session.byline, let name = kept.maskedName {
      let whole = [kept.unit, name].filter { !$0.isEmpty }
      if !byline.contains(name) {
        output.note(
          "署名只记打码的姓名：\(whole.joined(separator: " "))",
          "the byline keeps no whole name: \(whole.joined(separator: ", "))")
      }
    }
  }

  private func readHours() throws -> String? {
    guard let hours, let said = hours.orNone else { return hours }
    guard let number = Session.hours(said) else {
      throw Failure(
        .usage, "学时看不懂：“\(hours)”；写成 --hours 6 或 --hours \"1.5 小时\"",
        "can't read the hours '\(hours)': write --hours 6, or --hours \"1.5 hours\"")
    }
    return number
  }

  /// Whether anything of a session is given.
  var isEmpty: Bool {
    [title, titleEn, kind, keyTask, venue, byline, hours, after, mentionedIn, quote, like]
      .allSatisfy { $0 == nil }
      && [organiser, partner, activity, way, speaker, topic].allSatisfy(\.isEmpty)
  }

  /// Whether it says nothing of a session but, perhaps, what it is called.
  func saysOnlyTitle(of session: Session) -> Bool {
    var rest = self
    rest.title = nil
    return rest.isEmpty && (title == nil || title == session.title)
  }

  /// 设立咨询台、发放宣传册 are two, as are two options.
  private static func list(_ values: [String]) -> [String] {
    values.flatMap { $0.split(whereSeparator: { "、；;，".contains($0) }) }.map(String.init).filter {
      !$0.isEmpty
    }
  }

  /// For a session of the campaign, or of that of the session to copy.
  func openScheduler(forCampaign named: String?, _ options: GlobalOptions) async throws -> Scheduler {
    guard named == nil, let like else { return try await options.openScheduler(forCampaign: named) }
    return try await options.openScheduler(forSession: like)
  }

  /// The campaign that was named, or that of the session to copy while its file is there.
  func campaign(_ named: String?, _ scheduler: Scheduler) async throws -> String? {
    guard named == nil, let like else { return named }
    return scheduler.campaign(of: try await scheduler.session(like))?.id
  }

  /// A session of the campaign, or of none, with all that is said of it.
  ///
  /// - Throws: ``Failure`` if it has no title from anywhere, or the session to copy is unknown.
  func session(
    of campaign: Campaign?, unit: Planning.Unit, on date: SessionDate, status: Session.Status,
    _ scheduler: Scheduler
  ) async throws -> Session {
    var session = campaign.map { Session(of: $0, on: date, status: status) }
    if let like {
      guard let model = try await scheduler.ledger.session(try await scheduler.session(like)) else {
        throw LedgerFault.unknownSession(like)
      }
      session = model.session.copied(to: date, status: status)
      // Last year's own organisers hold it again, but not those of another unit.
      if model.key.unit != unit.id { session?.organisers = [unit.name] }
    }
    guard var session = session ?? title.map({ Session(title: $0, date: date, status: status) }) else {
      throw Failure(.usage, "没有 --campaign 的场次要写 --title", "a session without --campaign needs a --title")
    }
    if session.organisers.isEmpty { session.organisers = [unit.name] }
    try await resolved(for: campaign, scheduler).apply(
      to: &session, units: scheduler.current.now.definitions.shared.tree)
    guard !session.title.allSatisfy(\.isWhitespace) else {
      throw Failure(.usage, "--title 是空的", "the --title is empty")
    }
    return session
  }
}

extension Session {
  /// The same held again: everything but the day, the state and what only the old one had.
  fileprivate func copied(to date: SessionDate, status: Status) -> Session {
    var session = self
    session.name = nil
    session.mentions = []
    session.after = nil
    session.date = date
    session.status = status
    return session
  }
}

extension String {
  /// Nil for blanks, which is how an option takes something out.
  fileprivate var orNone: String? { allSatisfy(\.isWhitespace) ? nil : self }
}

/// The day of a session, in a clerk's words.
struct SessionDay {
  let scheduler: Scheduler
  let output: Output
  let today: CivilDate

  init(_ scheduler: Scheduler, _ options: GlobalOptions) {
    self.scheduler = scheduler
    output = Output(options)
    today = options.today(scheduler)
  }

  /// What was held can't be still to come.
  func refuseFuture(_ date: SessionDate, _ words: String) throws {
    if let first = date.first, first > today { throw SessionDateFault.inFuture(words, first) }
  }

  /// - `words`: Nil if nobody gave a day.
  /// - `said`: The words to be printed, if they differ: 在第 32 个世界母乳喂养周.
  /// - Throws: ``SessionDateFault``.
  func read(_ words: String?, said: String? = nil, held: Bool, occurrence: ClosedRange<CivilDate>? = nil)
    throws
    -> SessionDate
  {
    let nearby: SessionDateReader.Nearby = occurrence.map { .days($0) } ?? (held ? .past : .around)
    let reading = try SessionDateReader(today: today, nearby: nearby).read(words ?? "")
    var date = reading.date
    if let said {
      date.said = said
      if case .exact = date.day {} else { date.isInferred = true }
    }
    if let year = reading.assumedYear, let first = date.first {
      output.note(
        "“\(words ?? "")” 没写年份，按 \(year) 年登记（\(first)）",
        "'\(words ?? "")' names no year; taken as \(year) (\(first))")
    }
    if reading.isSupposed, let first = date.first {
      output.note(
        "“\(words ?? "")” 按 \(first) 登记，请核对", "'\(words ?? "")' is taken as \(first); please check")
    }
    if held { try refuseFuture(date, words ?? "") }
    if date.precision != .none, let occurrence, let first = date.first, let last = date.last {
      remark(first, last, occurrence)
    }
    return date
  }

  /// A day far from its occurrence's is more often a slip than meant.
  private func remark(_ first: CivilDate, _ last: CivilDate, _ occurrence: ClosedRange<CivilDate>) {
    let early = occurrence.lowerBound.days(since: last)
    let late = first.days(since: occurrence.upperBound)
    if early > 31 {
      output.note(
        "\(first) 比活动日 \(occurrence.lowerBound) 早 \(early) 天，请核对",
        "\(first) is \(early) days before the campaign's day \(occurrence.lowerBound); please check")
    } else if late > 92 {
      output.note(
        "\(first) 比活动日 \(occurrence.upperBound) 晚 \(late) 天，请核对",
        "\(first) is \(late) days after the campaign's day \(occurrence.upperBound); please check")
    }
  }
}
