public import Logging
import Outbox
import Planning
import Recurrence
public import ServiceLifecycle

/// Tells the service manager that the daemon is well, as long as it is, and in one line what it does.
public struct ServiceManagerReporter: Service, CustomStringConvertible {
  public var description: String { "service manager" }

  private let socket: ServiceManagerSocket
  private let probe: HealthProbe
  private let scheduler: Scheduler
  private let logger: Logger

  public init(socket: ServiceManagerSocket, probe: HealthProbe, scheduler: Scheduler, logger: Logger) {
    self.socket = socket
    self.probe = probe
    self.scheduler = scheduler
    self.logger = logger
  }

  /// Half of what the manager asks for, as its documentation advises, and never so seldom that the line gets stale.
  var interval: Duration {
    min(.seconds(10), max(.milliseconds(10), (socket.watchdog ?? .seconds(20)) / 2))
  }

  /// Reports until the daemon stops.
  public func run() async throws {
    try? await cancelWhenGracefulShutdown {
      var last = ""
      var isAlarmed = false
      while true {
        let isLive = probe.liveness().level == .ok
        if !isLive, !isAlarmed {
          logger.critical("a loop is stuck; the watchdog is not told that all is well")
        }
        isAlarmed = !isLive
        if isLive, socket.watchdog != nil { socket.send(["WATCHDOG=1"]) }
        if let status = await status(), status != last {
          socket.send(["STATUS=\(status)"])
          last = status
        }
        try await ContinuousClock().sleep(for: interval)
      }
    }
  }

  private func status() async -> String? {
    guard probe.health.now.isStarted else { return nil }
    let shared = scheduler.current.now.definitions.shared
    guard let figures = try? await probe.queueFigures() else {
      return shared.language("数据库没有应答", "the database does not answer")
    }
    return StatusLine(figures: figures, state: probe.health.now, zone: shared.zone).text(shared.language)
  }
}

/// The daemon in one line, as `systemctl status` shows it.
struct StatusLine {
  let figures: QueueFigures
  let state: DaemonHealth.State
  let zone: Zone

  func text(_ language: Language) -> String {
    var parts = [
      figures.nextDue.map { due in
        let at = zone.local(at: due)
        return language("下一条 \(at.date) \(at.time)", "next \(at.date) \(at.time)")
      } ?? language("没有待发的", "nothing ahead"),
      language("待发 \(figures.waiting) 条", "\(figures.waiting) waiting"),
    ]
    if figures.retryable > 0 {
      parts.append(language("重试 \(figures.retryable) 条", "\(figures.retryable) to be retried"))
    }
    if let open = figures.breakers["open"], open > 0 {
      parts.append(language("停用的机器人 \(open) 个", "\(open) robot\(open == 1 ? "" : "s") closed"))
    }
    if state.brokenFiles > 0 {
      let files = state.brokenFiles
      parts.append(language("有错误的文件 \(files) 个", "\(files) file\(files == 1 ? "" : "s") with errors"))
    }
    if state.storageFault != nil {
      parts.append(language("数据库写不进去", "the database can't be written"))
    }
    return parts.joined(separator: language("，", ", "))
  }
}
