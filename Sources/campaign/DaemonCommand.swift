import ArgumentParser
import CampaignScheduler
import Foundation
import Logging
import Outbox
import Planning
import Recurrence

struct DaemonCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "daemon", abstract: "Plan, send what is due, replan when files change, until SIGTERM. 守护程序。",
    discussion: "Example 例: campaign daemon --once   (one pass, for cron; 单次运行)")

  @OptionGroup var options: GlobalOptions
  @Flag(help: "One pass, then exit. 只运行一次。")
  var once = false

  func run() async throws {
    // Ignored until the daemon listens to it: a reload that comes early must not end it.
    signal(SIGHUP, SIG_IGN)
    Daemon.returnFreedMemory()
    let output = Output(options)
    let scheduler = try options.openScheduler()
    let shared = scheduler.current.now.definitions.shared
    let daemon = Daemon(
      scheduler: scheduler, clock: options.clock, credentials: try options.credentials(shared),
      logger: options.logger(), faultPoint: FaultTrigger.current)
    let printer = AttemptPrinter(output: output, zone: shared.zone)
    guard once else {
      guard options.now == nil else {
        throw ValidationError("--now goes with --once only. --now 只能与 --once 合用。")
      }
      return try await daemon.run(started: { printer.print($0) }, observer: { printer.print($0) })
    }
    let tally = Tally()
    try await daemon.runOnce(
      started: { start in
        printer.print(start)
        tally.missed(start.missed.values.reduce(0, +))
      },
      observer: { settled in
        printer.print(settled)
        tally.settled(settled)
      })
    let attempts = tally.figures.attempts
    let failed = try await scheduler.outbox.counts()[.discarded] ?? 0
    output.note(
      "本次发送 \(attempts) 次；已放弃的共 \(failed) 条（campaign outbox list --state discarded 查看）",
      "\(attempts) attempts; \(failed) discarded in all (see 'campaign outbox list --state discarded')")
    // For cron: what did not go well is mailed.
    if tally.failures > 0 || scheduler.current.now.definitions.hasErrors {
      throw ExitCode(1)
    }
  }
}

/// Prints what the daemon does.
struct AttemptPrinter: Sendable {
  let output: Output
  let zone: Zone

  func print(_ start: Daemon.Start) {
    let plan = start.plan
    output.note(
      "计划：新增 \(plan.added.count)，移动 \(plan.moved.count)，取消 \(plan.cancelled.count)，不变 \(plan.unchanged)",
      "plan: \(plan.added.count) added, \(plan.moved.count) moved, \(plan.cancelled.count) cancelled, \(plan.unchanged) unchanged"
    )
    if start.openAttempts > 0 {
      output.note(
        "上次中断时有 \(start.openAttempts) 条可能已发出，将以同一编号重发，或按渠道设置等人决定",
        "\(start.openAttempts) may have gone out before the last stop: sent again under their ids, or held for a person"
      )
    }
    for (campaign, count) in start.missed.sorted(by: { $0.key < $1.key }) {
      output.note(
        "\(campaign)：\(count) 条已过时，记为错过", "\(campaign): \(count) were too late and are recorded as missed")
    }
  }

  func print(_ settled: SettledAttempt) {
    if output.json {
      output.line(json(settled))
    } else {
      output.line(
        "\(zone.format(settled.at))  \(OutcomeText(settled.report.outcome).text(output.language))  \(settled.key)"
      )
    }
  }

  func json(_ settled: SettledAttempt) -> JSONText {
    let key = settled.key
    return [
      "at": .string(zone.format(settled.at)), "key": .string(key.description),
      "campaign": .string(key.campaign),
      "occurrence": .string(key.occurrence), "reminder": .string(key.rule), "unit": .string(key.unit),
      "receiver": .string(key.receiver), "channel": .string(key.channel), "attempt": .number(settled.attempt),
      "outcome": .string(OutcomeText(settled.report.outcome).name),
      "body": .optional(settled.message.map { "\($0.title)\n\n\($0.text)" }),
    ]
  }
}

/// An outcome in words.
struct OutcomeText {
  let name: String
  private let zh: String
  private let en: String

  init(_ outcome: DeliveryOutcome) {
    switch outcome {
    case .delivered: (name, zh, en) = ("delivered", "已送达", "delivered")
    case .refused(let code): (name, zh, en) = ("refused", "被拒收（\(code)）", "refused (\(code))")
    case .failed(let reason): (name, zh, en) = ("failed", "失败（\(reason)）", "failed (\(reason))")
    case .throttled(let until): (name, zh, en) = ("throttled", "被限流，等到 \(until)", "throttled until \(until)")
    case .notSent(let reason): (name, zh, en) = ("notSent", "未发出（\(reason)）", "not sent (\(reason))")
    case .ambiguous(let reason):
      (name, zh, en) = ("ambiguous", "结果不明（\(reason)）", "outcome unknown (\(reason))")
    case .blocked(let policy): (name, zh, en) = ("blocked", "按设置不发（\(policy)）", "blocked (\(policy))")
    }
  }

  func text(_ language: Language) -> String { language(zh, en) }
}
