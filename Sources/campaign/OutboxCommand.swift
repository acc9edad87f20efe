public import ArgumentParser
import CampaignScheduler
public import Outbox
import Planning
import Recurrence

struct OutboxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outbox", abstract: "What is waiting, sent, failed, and why. 发件箱。",
    discussion: "Example 例: campaign outbox --campaign member-day-529",
    subcommands: [List.self, Show.self, Retry.self, Cancel.self], defaultSubcommand: List.self)

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Reminders with their states. 列出提醒。",
      discussion: "Example 例: campaign outbox list --state discarded")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var filter: FilterOptions

    func run() async throws {
      let output = Output(options)
      let scheduler = try options.openScheduler()
      let zone = scheduler.current.now.definitions.shared.zone
      let entries = try await scheduler.outbox.entries(try filter.filter(scheduler))
      let printer = EntryPrinter(language: options.language, zone: zone)
      if options.json {
        for entry in entries { output.line(printer.json(entry)) }
        return
      }
      for line in Output.table(entries.map(printer.cells)) { output.line(line) }
      let counts = try await scheduler.outbox.counts()
      output.note(printer.total(counts, .zh), printer.total(counts, .en))
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "One reminder with the history of its attempts. 一条提醒的经过。",
      discussion:
        "Example 例: campaign outbox show member-day-529/2026/-/diecai/kickoff/county.contact/county-groups")

    @OptionGroup var options: GlobalOptions
    @Argument(help: "The reminder's key, as the list prints it. 提醒的编号。")
    var key: String

    func run() async throws {
      let output = Output(options)
      let scheduler = try options.openScheduler()
      let zone = scheduler.current.now.definitions.shared.zone
      guard let key = ReminderKey(key), let history = try await scheduler.outbox.entry(key) else {
        throw Failure(.failed, "没有这条提醒", "there is no such reminder; 'campaign outbox list' prints the keys")
      }
      let printer = EntryPrinter(language: options.language, zone: zone)
      if options.json {
        output.line(printer.json(history.entry))
        for attempt in history.attempts { output.line(printer.json(attempt)) }
      } else {
        for line in Output.table([printer.cells(history.entry)]) { output.line(line) }
        for attempt in history.attempts { output.line(printer.text(attempt)) }
      }
    }
  }

  struct Retry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "retry", abstract: "Send dead letters anew, under the same keys. 重新发送。",
      discussion: "Example 例: campaign outbox retry --state discarded --since 2026-05-29")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var filter: FilterOptions
    @Argument(help: "Keys. 提醒的编号。")
    var keys: [String] = []

    func run() async throws {
      let scheduler = try options.openScheduler()
      let chosen = try await filter.keys(keys, scheduler)
      let report = try await scheduler.outbox.retry(chosen, at: options.clock.now)
      try KeyChangePrinter(options).print(report, "将重新发送", "to be sent again")
    }
  }

  struct Cancel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "cancel", abstract: "Don't send these. 取消发送。",
      discussion: "Example 例: campaign outbox cancel --campaign member-day-529 --unit diecai")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var filter: FilterOptions
    @Argument(help: "Keys. 提醒的编号。")
    var keys: [String] = []

    func run() async throws {
      let scheduler = try options.openScheduler()
      let chosen = try await filter.keys(keys, scheduler)
      let report = try await scheduler.outbox.cancel(chosen, at: options.clock.now)
      try KeyChangePrinter(options).print(report, "已取消", "cancelled")
    }
  }
}

extension ReminderState.Name: ExpressibleByArgument {}

struct FilterOptions: ParsableArguments {
  @Option(help: "scheduled, sending, retryable, delivered, discarded or cancelled. 状态。")
  var state: [ReminderState.Name] = []
  @Option(help: "One campaign. 活动编号。", completion: .campaigns)
  var campaign: String?
  @Option(help: "One unit. 单位编号。")
  var unit: String?
  @Option(help: "Due on this day or later. 起。")
  var since: String?
  @Option(help: "At most so many. 最多几条。")
  var limit: Int?

  func filter(_ scheduler: Scheduler) throws -> OutboxFilter {
    let definitions = scheduler.current.now.definitions
    let zone = definitions.shared.zone
    let start = try since.map { text in
      guard
        let instant = Timestamp(iso: text)
          ?? CivilDate(iso: text).map({ zone.resolve(CivilDateTime($0, .midnight)).instant })
      else { throw ValidationError("--since takes a day such as 2026-05-29. 日期写成 2026-05-29。") }
      return instant
    }
    return OutboxFilter(
      states: Set(state), campaign: campaign, unit: try definitions.unit(named: unit)?.id, since: start,
      limit: limit)
  }

  /// The keys named, else those that the filter gives; all of them must be asked for somehow.
  func keys(_ named: [String], _ scheduler: Scheduler) async throws -> [ReminderKey] {
    if !named.isEmpty {
      return try named.map { text in
        guard let key = ReminderKey(text) else {
          throw ValidationError("'\(text)' is no key. “\(text)” 不是提醒的编号。")
        }
        return key
      }
    }
    guard !state.isEmpty || campaign != nil || unit != nil || since != nil else {
      throw ValidationError("Name keys, or a --state, --campaign, --unit or --since. 请写编号或筛选条件。")
    }
    return try await scheduler.outbox.entries(try filter(scheduler)).map(\.key)
  }
}

struct KeyChangePrinter {
  let options: GlobalOptions

  init(_ options: GlobalOptions) {
    self.options = options
  }

  func print(_ report: KeyChangeReport, _ zh: String, _ en: String) throws {
    let output = Output(options)
    for key in report.changed {
      if options.json {
        output.line(["key": .string(key.description), "result": "ok"])
      } else {
        output.line("\(key)  \(options.language(zh, en))")
      }
    }
    for refusal in report.refused {
      let state = refusal.state?.rawValue
      let reason =
        state.map { options.language("状态是 \($0)", "it is \($0)") }
        ?? options.language("没有这条提醒", "no such reminder")
      if options.json {
        output.line(["key": .string(refusal.key.description), "result": "refused", "reason": .string(reason)])
      } else {
        Output.message("\(refusal.key)  \(reason)")
      }
    }
    if !report.refused.isEmpty { throw ExitCode(1) }
  }
}

struct EntryPrinter {
  let language: Language
  let zone: Zone

  func cells(_ entry: OutboxEntry) -> [String] {
    [
      zone.format(entry.due), state(entry.state.name),
      language("第 \(entry.attempts) 次", "attempt \(entry.attempts)"),
      entry.key.description, entry.detail ?? "",
    ]
  }

  func json(_ entry: OutboxEntry) -> JSONText {
    let key = entry.key
    return [
      "key": .string(key.description), "campaign": .string(key.campaign),
      "occurrence": .string(key.occurrence),
      "unit": .string(key.unit), "reminder": .string(key.rule), "channel": .string(key.channel),
      "state": .string(entry.state.name.rawValue), "due": .string(zone.format(entry.due)),
      "planned": .string(zone.format(entry.planned.due)),
      "attempts": .number(entry.attempts), "outcome": .optional(entry.outcome.map { OutcomeText($0).name }),
      "detail": .optional(entry.detail),
    ]
  }

  func text(_ attempt: AttemptRecord) -> String {
    let outcome = attempt.report.map { OutcomeText($0.outcome).text(language) } ?? language("进行中", "open")
    let status = attempt.report?.status.map { " HTTP \($0)" } ?? ""
    let answer = attempt.report?.answer.map { "  \($0)" } ?? ""
    return "  #\(attempt.number)  \(zone.format(attempt.started))  \(outcome)\(status)\(answer)"
  }

  func json(_ attempt: AttemptRecord) -> JSONText {
    [
      "attempt": .number(attempt.number), "started": .string(zone.format(attempt.started)),
      "ended": .optional(attempt.ended.map(zone.format)),
      "outcome": .optional(attempt.report.map { OutcomeText($0.outcome).name }),
      "status": attempt.report?.status.map { .number($0) } ?? .null,
      "bytes": attempt.report.map { .number($0.bytes) } ?? .null, "answer": .optional(attempt.report?.answer),
    ]
  }

  func total(_ counts: [ReminderState.Name: Int], _ language: Language) -> String {
    let parts = ReminderState.Name.allCases.compactMap { name in
      counts[name].map { "\(EntryPrinter(language: language, zone: zone).state(name)) \($0)" }
    }
    return parts.isEmpty
      ? language("发件箱是空的", "the outbox is empty") : parts.joined(separator: language("，", ", "))
  }

  private func state(_ name: ReminderState.Name) -> String {
    switch name {
    case .scheduled: language("待发", "scheduled")
    case .sending: language("发送中", "sending")
    case .retryable: language("待重试", "retryable")
    case .delivered: language("已送达", "delivered")
    case .discarded: language("已放弃", "discarded")
    case .cancelled: language("已取消", "cancelled")
    }
  }
}
