public import ArgumentParser
import CampaignScheduler
public import Outbox
import Planning
import Recurrence

struct OutboxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outbox", abstract: "Reminders that are waiting, sent or failed, and why. 发件箱：待发、已发、没发成的提醒。",
    discussion: "Example 例: campaign outbox --campaign member-day-529",
    subcommands: [List.self, Show.self, Retry.self, Cancel.self], defaultSubcommand: List.self)

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List reminders with their states. 列出提醒和状态。",
      discussion: "Example 例: campaign outbox list --state discarded")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var filter: FilterOptions

    func run() async throws {
      let output = Output(options)
      let scheduler = try await options.openScheduler()
      let entries = try await scheduler.outbox.entries(filter.filter(scheduler))
      let printer = try await EntryPrinter(options, scheduler)
      output.list(entries, json: printer.json, cells: printer.cells)
      guard !options.json else { return }
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
      let scheduler = try await options.openScheduler()
      guard let key = ReminderKey(key), let history = try await scheduler.outbox.entry(key) else {
        throw Failure(
          .failed, "没有这条提醒；运行 campaign outbox list 可看到编号",
          "there is no such reminder; 'campaign outbox list' prints the keys")
      }
      let printer = try await EntryPrinter(options, scheduler)
      if options.json {
        output.line(printer.json(history.entry))
        for line in printer.json(history) { output.line(line) }
        if history.prunedAttempts > 0 { output.line(["prunedAttempts": .number(history.prunedAttempts)]) }
      } else {
        for line in Output.table([printer.cells(history.entry)]) { output.line(line) }
        output.line(printer.way(history.entry))
        for line in printer.lines(history) { output.line(line) }
        if history.prunedAttempts > 0 { output.line(printer.pruned(history.prunedAttempts)) }
      }
    }
  }

  struct Retry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "retry", abstract: "Send given-up reminders again, under the same keys. 重新发送已放弃的提醒。",
      discussion: "Example 例: campaign outbox retry --state discarded --since 2026-05-29")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var filter: FilterOptions
    @OptionGroup var dry: DryRunOption
    @Argument(help: "Keys. 提醒的编号。")
    var keys: [String] = []

    func run() async throws {
      let scheduler = try await options.openScheduler()
      let chosen = try await filter.keys(keys, in: [.discarded], scheduler)
      let report =
        dry.dryRun
        ? try await scheduler.outbox.trial(chosen, from: [.discarded])
        : try await scheduler.outbox.retry(chosen.map(\.key), at: options.clock.now)
      let printer = KeyChangePrinter(options, isTrial: dry.dryRun)
      try printer.print(report, single: ("将重新发送", "to be sent again")) { count in
        (
          "\(count) 条将重新发送",
          count == 1 ? "1 reminder will be sent again" : "\(count) reminders will be sent again"
        )
      }
    }
  }

  struct Cancel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "cancel", abstract: "Cancel reminders that were not sent yet. 取消还没发的提醒。",
      discussion: "Example 例: campaign outbox cancel --campaign member-day-529 --unit diecai")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var filter: FilterOptions
    @OptionGroup var dry: DryRunOption
    @Argument(help: "Keys. 提醒的编号。")
    var keys: [String] = []

    func run() async throws {
      let scheduler = try await options.openScheduler()
      let chosen = try await filter.keys(keys, in: [.scheduled, .retryable], scheduler)
      let report =
        dry.dryRun
        ? try await scheduler.outbox.trial(chosen, from: [.scheduled, .retryable])
        : try await scheduler.outbox.cancel(chosen.map(\.key), at: options.clock.now)
      let printer = KeyChangePrinter(options, isTrial: dry.dryRun)
      let (zh, en) = dry.dryRun ? ("将取消", "to be cancelled") : ("已取消", "cancelled")
      try printer.print(report, single: (zh, en)) { count in
        ("\(zh) \(count) 条", "\(count) \(count == 1 ? "reminder" : "reminders") \(en)")
      }
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

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit 从 1 起", "--limit takes a number from 1 up") }
  }

  func filter(_ scheduler: Scheduler) async throws -> OutboxFilter {
    let definitions = scheduler.current.now.definitions
    let zone = definitions.shared.zone
    let start = try since.map { text in
      guard
        let instant = Timestamp(iso: text)
          ?? CivilDate(iso: text).map({ zone.resolve(CivilDateTime($0, .midnight)).instant })
      else {
        throw Failure(
          .usage, "--since 看不懂 “\(text)”；日期写成 2026-05-29",
          "--since takes a day such as 2026-05-29, not '\(text)'")
      }
      return instant
    }
    // The outbox also knows campaigns whose files are gone.
    if let campaign, !(try await scheduler.outbox.campaigns()).contains(campaign) {
      _ = try definitions.campaigns(named: campaign)
    }
    return OutboxFilter(
      states: Set(state), campaign: campaign, unit: try definitions.unit(named: unit)?.id, since: start,
      limit: limit)
  }

  /// The reminders named, else those that the filter gives; all of them must be asked for somehow.
  ///
  /// - Parameter states: Those that the command can change: it looks at others only if they are asked for.
  func keys(
    _ named: [String], in states: Set<ReminderState.Name>, _ scheduler: Scheduler
  ) async throws -> [ChosenReminder] {
    if !named.isEmpty {
      var chosen: [ChosenReminder] = []
      for text in named {
        guard let key = ReminderKey(text) else {
          throw Failure(
            .usage, "“\(text)” 不是提醒的编号；运行 campaign outbox list 可看到编号",
            "'\(text)' is no key; 'campaign outbox list' prints the keys")
        }
        let entry = try await scheduler.outbox.entry(key)?.entry
        chosen.append(ChosenReminder(key: key, state: entry?.state.name))
      }
      return chosen
    }
    guard !state.isEmpty || campaign != nil || unit != nil || since != nil else {
      throw Failure(
        .usage, "请写编号，或用 --state、--campaign、--unit、--since 挑选",
        "name keys, or choose by --state, --campaign, --unit or --since")
    }
    var filter = try await filter(scheduler)
    if filter.states.isEmpty { filter.states = states }
    return try await scheduler.outbox.entries(filter).map {
      ChosenReminder(key: $0.key, state: $0.state.name)
    }
  }
}
