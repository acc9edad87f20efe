import ArgumentParser
import CampaignScheduler
import Ledger
import Planning
import Recurrence

struct BriefCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "brief", abstract: "Drafts of briefs 工作简讯, written from what was recorded. 按登记写出工作简讯草稿。",
    discussion: "Example 例: campaign brief --from 2023-07-01 --to 2023-08-31")

  @OptionGroup var options: GlobalOptions
  @OptionGroup var scope: ScopeOptions
  @Argument(help: "Sessions. 场次编号。")
  var sessions: [String] = []
  @Flag(name: .customLong("roundup"), help: "One article about all of them, each told once. 综述。")
  var roundUp = false
  @Option(help: "The verb, in place of that of the session's kind: 联合开展. 动词。")
  var verb: String?

  func run() async throws {
    let scheduler = try await options.openScheduler()
    let units = scheduler.current.now.definitions.shared.tree
    if roundUp { return try await printRoundUp(scheduler, units) }
    var standings: [SessionBalance] = []
    if sessions.isEmpty {
      let (chosen, _) = try await scope.scope(nil, scheduler, options.clock.now)
      let facts = try await scheduler.ledger.facts(
        chosen.choice, zone: chosen.zone, where: chosen.membership(in: units))
      standings = try await scheduler.ledger.sessions(facts.sessions.all()).filter(\.isHeld)
    }
    for text in sessions { standings.append(try await held(text, scheduler)) }
    // A newsletter tells things in the order in which they happened; what has no day comes last.
    standings = standings.enumerated().sorted {
      ($0.element.firstDay, $0.offset) < ($1.element.firstDay, $1.offset)
    }
    .map(\.element)
    let output = Output(options)
    let campaigns = scheduler.current.now.definitions.campaigns
    let briefs = standings.compactMap { standing in
      Brief(
        standing, of: campaigns.first { $0.id == standing.key.occurrence?.campaign }, units: units, verb: verb
      )
    }
    for brief in briefs {
      if let rest = (options.language == .zh ? brief.leftToWriter(.zh) : brief.leftToWriter(.en)) {
        output.note(
          "\(brief.session) 登记了、留给【请补充】处写的：\(rest)", "\(brief.session), recorded and left to you: \(rest)")
      }
      if options.json {
        output.line([
          "session": .string(brief.session.description), "text": .string(brief.text(options.language)),
        ])
      } else {
        output.line(brief.text(options.language) + "\n")
      }
    }
    if standings.isEmpty { output.note("没有已办的场次", "no session was held then") }
  }

  /// - Throws: ``Failure`` for one that is only planned: nobody writes up what is still to come.
  private func held(_ text: String, _ scheduler: Scheduler) async throws -> SessionBalance {
    let standing = try await scheduler.openSession(named: text)
    guard standing.isHeld else {
      throw Failure(
        .failed,
        "场次 \(standing.key) 只是计划，还没有登记已办；办完后先登记数字（campaign record \(standing.key) --attended …），再写简讯",
        "the session \(standing.key) is only planned; once it was held, record its figures first (campaign record \(standing.key) --attended …)"
      )
    }
    return standing
  }
}

extension BriefCommand {
  private func printRoundUp(_ scheduler: Scheduler, _ units: UnitTree) async throws {
    guard sessions.isEmpty else {
      throw Failure(
        .usage, "综述按活动或日期写，不接场次编号", "a round-up is of a campaign or of days, not of single sessions")
    }
    let (chosen, campaign) = try await scope.scope(nil, scheduler, options.clock.now)
    let summary = try await scheduler.summary(chosen, campaign: campaign)
    var titles: [EntryID: String] = [:]
    if options.language == .en {
      let named = try await scheduler.ledger.sessions(RoundUp.told(summary))
      titles = Dictionary(named.map { ($0.root, $0.session.englishTitle) }) { first, _ in first }
        .compactMapValues(\.self)
    }
    let text = RoundUp(summary, units: units, englishTitles: titles).text(options.language)
    if options.json {
      Output(options).line(["session": .null, "text": .string(text)])
    } else {
      Output(options).line(text)
    }
  }
}

extension SessionBalance {
  fileprivate var firstDay: CivilDate {
    session.date.precision == .none ? .max : session.date.first ?? .max
  }
}
