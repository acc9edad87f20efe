import ArgumentParser
import CampaignScheduler
import Console
import Foundation
import Logging
import Outbox
import Planning
import Recurrence
import ServiceLifecycle

struct DaemonCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "daemon",
    abstract: "Plan, send what is due, replan when files change, until SIGTERM. 守护程序：一直运行，到时就发。",
    discussion: """
      Example 例: campaign daemon --once   (one pass, for cron; 单次运行)
      With health checks, metrics and a calendar 带健康检查、指标与日历: campaign daemon --listen 127.0.0.1:9464
      """)

  @OptionGroup var options: GlobalOptions
  @Flag(help: "One pass, then exit. 只运行一次。")
  var once = false
  @Option(
    help: ArgumentHelp(
      "Answer /healthz, /readyz, /metrics and /calendar.ics here; port 0 for any. 健康检查与指标的监听地址。",
      valueName: "host:port"))
  var listen: String?
  @Flag(help: "Let --listen take an address that other machines reach. 允许别的机器访问。")
  var listenBeyond = false

  func validate() throws {
    guard let listen else { return }
    guard let address = ListenAddress(listen) else {
      throw ValidationError(
        "--listen 写成 主机:端口，如 127.0.0.1:9464，不是 “\(listen)”",
        "--listen takes HOST:PORT such as 127.0.0.1:9464, not '\(listen)'")
    }
    guard address.isLoopback || listenBeyond else {
      throw ValidationError(
        "--listen \(listen)：别的机器也能访问且没有密码；请用 127.0.0.1，或加上 --listen-beyond",
        "--listen \(listen): other machines would reach it, and it has no password; use 127.0.0.1, or add --listen-beyond"
      )
    }
    if once { throw ValidationError("--listen 不能与 --once 合用", "--listen and --once exclude each other") }
  }

  func run() async throws {
    // Ignored until the daemon listens to it: a reload that comes early must not end it.
    signal(SIGHUP, SIG_IGN)
    Daemon.keepMemoryLean()
    // Before anything counts.
    let registry = MetricsRegistry()
    if listen != nil { registry.install() }
    let scheduler = try await options.openScheduler(log: options.logger())
    let current = scheduler.current
    let logger = options.logger { current.now.definitions.shared.zone }
    let output = Output(options, log: logger)
    let manager =
      once
      ? nil : ServiceManagerSocket(environment: ProcessInfo.processInfo.environment, process: getpid())
    let daemon = Daemon(
      scheduler: scheduler, clock: options.clock, credentials: { try options.credentials($0) },
      logger: logger, health: DaemonHealth(onTurn: { manager?.tell($0) }), faultPoint: FaultTrigger.current)
    let printer = AttemptPrinter(output: output, current: current)
    guard once else {
      guard options.now == nil else {
        throw Failure(.usage, "--now 只能与 --once 合用", "--now goes with --once only")
      }
      return try await daemon.run(
        with: services(daemon, registry, manager, logger, output), started: { printer.print($0) },
        observer: { printer.print($0) })
    }
    try await runOnce(daemon, printer)
  }

  private func runOnce(_ daemon: Daemon, _ printer: AttemptPrinter) async throws {
    let tally = Tally()
    try await daemon.runOnce(
      started: { start in
        printer.print(start)
        tally.missed(start.missed.values.reduce(0, +))
      },
      observer: { settled in
        printer.print(settled)
        for attempt in settled { tally.settled(attempt) }
      })
    let attempts = tally.figures.attempts
    let failed = try await daemon.scheduler.outbox.counts()[.discarded] ?? 0
    printer.output.note(
      "本次发送 \(attempts) 次；已放弃的共 \(failed) 条（campaign outbox list --state discarded 查看）",
      "\(attempts) \(attempts == 1 ? "attempt" : "attempts"); \(failed) discarded in all (see 'campaign outbox list --state discarded')"
    )
    if tally.unsent > 0 {
      printer.output.note(
        "另有 \(tally.unsent) 条没有发出，原因见上（campaign channels 查看缺什么）",
        "\(tally.unsent) more did not go out, for the reasons above (see 'campaign channels')")
    }
    // For cron: what did not go well is mailed.
    if tally.failures > 0 || daemon.scheduler.current.now.definitions.hasErrors {
      throw ExitCode(1)
    }
  }

  /// What runs beside the daemon: the listener, and the reports to the service manager.
  private func services(
    _ daemon: Daemon, _ registry: MetricsRegistry, _ manager: ServiceManagerSocket?, _ logger: Logger,
    _ output: Output
  ) -> [any Service] {
    let probe = HealthProbe(scheduler: daemon.scheduler, health: daemon.health, clock: options.clock)
    var services: [any Service] = []
    if let manager {
      services.append(
        ServiceManagerReporter(socket: manager, probe: probe, scheduler: daemon.scheduler, logger: logger))
    }
    if let address = listen.flatMap(ListenAddress.init) {
      if !address.isLoopback {
        output.note(
          "注意：\(address) 别的机器也能访问，没有密码", "note: other machines reach \(address), and it has no password")
      }
      services.append(
        DaemonListener(
          at: address, of: daemon.scheduler, probe: probe, registry: registry, clock: options.clock,
          version: Program.version, logger: logger
        ) { address in
          output.note("正在 http://\(address) 监听", "listening on http://\(address)")
        })
    }
    return services
  }
}

/// Prints what the daemon does.
struct AttemptPrinter: Sendable {
  let output: Output
  /// Asked every time: while a daemon runs, its files and the zones' rules change.
  private let current: CurrentDefinitions

  init(output: Output, current: CurrentDefinitions) {
    self.output = output
    self.current = current
  }

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

  /// What was settled together is printed together: in a burst, a write for each line would cost as much as the line.
  func print(_ settled: [SettledAttempt]) {
    let shared = current.now.definitions.shared
    let lines = settled.map { attempt in
      output.json ? json(attempt, shared.zone).description : text(of: attempt, shared)
    }
    output.line(lines.joined(separator: "\n"))
  }

  private func text(of settled: SettledAttempt, _ shared: SharedDefinitions) -> String {
    let kind = shared.channels[settled.key.channel]?.kind
    let text = OutcomeText(settled.report, kind: kind, zone: shared.zone)
    return "\(shared.zone.format(settled.at))  \(text.text(output.language))  \(settled.key)"
  }

  private func json(_ settled: SettledAttempt, _ zone: Zone) -> JSONText {
    let key = settled.key
    return [
      "at": .string(zone.format(settled.at)), "key": .string(key.description),
      "campaign": .string(key.campaign),
      "occurrence": .string(key.occurrence), "reminder": .string(key.rule), "unit": .string(key.unit),
      "receiver": .string(key.receiver), "channel": .string(key.channel), "attempt": .number(settled.attempt),
      "outcome": .string(settled.report.outcome.name),
      "body": .optional(settled.message.map { "\($0.title)\n\n\($0.text)" }),
    ]
  }
}
