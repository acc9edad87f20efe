import ArgumentParser
import CampaignScheduler
import Console
import Foundation
import Ledger
import Logging
import Outbox
import Planning
import Recurrence
import Webhooks

/// What `campaign demo` shows: check, plan, a year delivered, a refusal, a member day recorded, its summary and brief.
struct DemoStory {
  let workspace: Workspace
  let output: Output
  let logger: Logger

  private static let year = 2026
  private static let county = "diecai"

  func tell() async throws {
    let started = ContinuousClock.now
    let definitions = try check()
    plan(definitions)
    try await deliverYear(definitions)
    try await refuse(definitions)
    try await recordMemberDay(definitions)
    let seconds = started.duration(to: .now).components.seconds
    heading("完成", "Done")
    output.say(
      "用时 \(seconds) 秒。接下来：campaign check 检查自己的文件，campaign plan 看全年安排，campaign daemon 开始发送。",
      "It took \(seconds) s. Next: 'campaign check' your own files, 'campaign plan' to see the year, 'campaign daemon' to send."
    )
  }

  private func heading(_ zh: String, _ en: String) {
    output.line("\n── \(output.language(zh, en)) " + String(repeating: "─", count: 24))
  }

  // MARK: - Check and plan

  private func check() throws -> Definitions {
    heading("一、检查活动文件", "1. Check the campaign files")
    let definitions = try workspace.definitions()
    guard !definitions.hasErrors else {
      throw Failure(
        .failed, "示例文件有错误；请运行 campaign check", "the sample files have errors; run 'campaign check'")
    }
    let tree = definitions.shared.tree
    let cities = tree.units.count { $0.level.depth == 1 && $0.counted }
    let counties = tree.units.count { $0.level.depth == 2 && $0.counted }
    output.say(
      "\(definitions.campaigns.count) 个活动，\(cities) 个市，\(counties) 个县（区），0 个错误。",
      "\(definitions.campaigns.count) campaigns, \(cities) cities, \(counties) counties, no errors.")
    return definitions
  }

  private func plan(_ definitions: Definitions) {
    heading("二、9·25会员活动日的安排", "2. What will happen around 25 September")
    let rows = Planner(shared: definitions.shared)
      .rows(of: definitions.campaigns.filter { $0.id == "member-day-925" }, year: Self.year)
    let printer = PlanPrinter(language: output.language, definitions: definitions)
    for line in printer.lines(rows, .table) { output.line("  " + line) }
    output.say(
      "2026 年 9 月 25 日是中秋节，9 月 20 日（周日）上班：工作日和提醒都已照此推算。",
      "25 September 2026 is Mid-Autumn and Sunday 20 September is a working day: days and reminders follow.")
  }

  // MARK: - Deliver

  private func deliverYear(_ definitions: Definitions) async throws {
    heading("三、预演一年的提醒，经 libcurl 真实发送", "3. A year of reminders, sent through libcurl")
    let tally = Tally()
    let counts = try await withReceiver(.none, tally) { port in
      try await rehearsal(definitions, port: port, over: Self.span("2026-01-01", "2026-12-31")) {
        for attempt in $0 { tally.settled(attempt) }
      }
    }
    let planned = counts.values.reduce(0, +)
    let (arrived, attempts, keys) = tally.figures
    for line in Output.table(tally.byKind.map { ["  " + $0.key, "\($0.value)"] }) { output.line(line) }
    output.say(
      "计划 \(planned) 条，送达 \(counts[.delivered] ?? 0) 条；接收端收到 \(arrived) 次，编号 \(keys) 个，发送 \(attempts) 次。",
      "\(planned) planned, \(counts[.delivered] ?? 0) delivered; the receiver got \(arrived) posts, for \(keys) keys in \(attempts) attempts."
    )
    guard planned > 0, counts[.delivered] == planned, arrived == planned, keys == planned else {
      throw Failure(.failed, "有提醒没有恰好送达一次", "not every reminder arrived exactly once")
    }
    if let sample = tally.sample { output.line("\n" + sample) }
  }

  private func refuse(_ definitions: Definitions) async throws {
    heading("四、机器人拒收：HTTP 200 不等于送达", "4. A refusal: HTTP 200 is not delivery")
    let tally = Tally()
    let failures = (try? FailurePlan("errcode=93000")) ?? .none
    let counts = try await withReceiver(failures, tally) { port in
      try await rehearsal(
        definitions.keeping("member-day-529"), port: port, over: Self.span("2026-05-28", "2026-05-28")
      ) { attempts in
        for settled in attempts {
          tally.settled(settled)
          guard settled.report.outcome != .delivered else { continue }
          let kind = definitions.shared.channels[settled.key.channel]?.kind
          let outcome = OutcomeText(settled.report, kind: kind, zone: definitions.shared.zone)
            .text(output.language)
          output.line("  \(settled.key)\n  HTTP \(settled.report.status ?? 0)  \(outcome)")
        }
      }
    }
    output.say(
      "送达 \(counts[.delivered] ?? 0) 条，拒收 \(counts[.discarded] ?? 0) 条：拒收的不算送达，在发件箱里等人处理。",
      "\(counts[.delivered] ?? 0) delivered, \(counts[.discarded] ?? 0) refused: a refusal is never counted as sent, and waits in the outbox."
    )
    guard counts[.discarded] == 1 else { throw Failure(.failed, "拒收没有被认出", "the refusal was not recognised") }
  }

  private static func span(_ first: String, _ last: String) throws -> Range<Timestamp> {
    try InstantSpan(from: first, to: last, zone: try Zone("Asia/Shanghai")).window
  }

  private func rehearsal(
    _ definitions: Definitions, port: Int, over window: Range<Timestamp>,
    observer: @escaping @Sendable ([SettledAttempt]) -> Void
  ) async throws -> [ReminderState.Name: Int] {
    let definitions = definitions.allowing(["127.0.0.1:\(port)"])
    return try await Rehearsal(workspace: workspace, definitions: definitions, logger: logger)
      .run(over: window, deliveringTo: "http://127.0.0.1:\(port)", observer: observer)
  }

  /// Runs `body` while a receiver of our own listens on a free port.
  private func withReceiver<Result: Sendable>(
    _ failures: FailurePlan, _ tally: Tally, _ body: @escaping @Sendable (Int) async throws -> Result
  ) async throws -> Result {
    let (ports, opened) = AsyncStream<Int>.makeStream()
    var behaviour = Receiver.Behaviour()
    behaviour.failures = failures
    var quiet = logger
    // The server logs its own cancellation as an error; here it is how the receiver ends.
    quiet.logLevel = .critical
    let receiver = Receiver(behaviour, clock: SystemClock(), logger: quiet) {
      opened.yield($0)
    } onArrival: {
      tally.arrived($0)
    }
    return try await withThrowingTaskGroup(of: Result?.self) { group in
      group.addTask {
        try await receiver.run()
        opened.finish()
        return nil
      }
      group.addTask {
        for await port in ports { return try await body(port) }
        throw Failure(.failed, "接收端没有启动", "the receiver did not start")
      }
      while let result = try await group.next() {
        guard let result else { continue }
        group.cancelAll()
        return result
      }
      throw Failure(.failed, "接收端停止了", "the receiver stopped")
    }
  }

  // MARK: - Record

  private func recordMemberDay(_ definitions: Definitions) async throws {
    heading("五、记录会员活动日，汇总，出简讯", "5. Record a member day, sum it up, draft its brief")
    let scheduler = Scheduler(
      workspace: workspace, definitions: definitions, pool: try DatabaseFile.open(workspace.databasePath))
    guard let now = Timestamp(iso: "2026-05-29T17:00:00+08:00"),
      let day = CivilDate(iso: "2026-05-29"), let unit = definitions.shared.tree[Self.county],
      let campaign = scheduler.current.now.campaign("member-day-529")
    else { throw Failure(.failed, "示例文件不全", "the sample files are incomplete") }
    var figures = RecordedFigures()
    let said = (attended: "58 位家长", served: "咨询义诊 30 多人", gave: "宣传资料 500 余份")
    try figures.attended(said.attended)
    try figures.served(said.served)
    try figures.gave(said.gave)
    output.line(
      "$ campaign record member-day-529/2026/\(Self.county)/1 --attended \"\(said.attended)\" --served \"\(said.served)\" --gave \"\(said.gave)\""
    )
    var session = Session(title: campaign.name.zh, date: SessionDate(.exact(day)), status: .held)
    session.englishTitle = campaign.name.en
    session.kind = campaign.kind
    session.keyTask = campaign.keyTasks.count == 1 ? campaign.keyTasks.first : nil
    session.organisers = [unit.name]
    let key = OccurrenceKey(campaign: campaign.id, occurrence: "2026")
    let (added, entries) = try await scheduler.ledger.addSession(
      session, occurrence: key, unit: unit.id, figures: figures.contents, by: "demo", at: now)
    if let attendance = entries.first(where: { if case .count = $0.act.content { true } else { false } }) {
      try await correct(attendance, to: "60 位家长", in: scheduler, at: now)
    }
    try await sumUp(added, campaign, scheduler)
  }

  private func correct(_ entry: LedgerEntry, to phrase: String, in scheduler: Scheduler, at now: Timestamp)
    async throws
  {
    var figures = RecordedFigures()
    try figures.attended(phrase)
    let reason = output.language("签到表重数", "recounted")
    output.line("$ campaign correct \(entry.id) --attended \"\(phrase)\" --reason \"\(reason)\"")
    _ = try await scheduler.ledger.correct(
      entry.id, with: figures.contents[0], reason: reason, by: "demo", at: now)
  }

  private func sumUp(_ session: SessionKey, _ campaign: Campaign, _ scheduler: Scheduler) async throws {
    let shared = scheduler.current.now.definitions.shared
    let scope = SummaryScope(
      .occurrence(OccurrenceKey(campaign: campaign.id, occurrence: "2026")), zone: shared.zone)
    let summary = try await scheduler.summary(scope, campaign: campaign)
    output.line("\n" + summary.text(output.language))
    if let standing = try await scheduler.ledger.session(session),
      let brief = Brief(standing, of: campaign, units: shared.tree)
    {
      output.line(brief.text(output.language))
    }
    let faults = try await scheduler.ledger.verify()
    guard faults.isEmpty else { throw Failure(.failed, "台账校验不符", "the ledger does not verify") }
  }
}
