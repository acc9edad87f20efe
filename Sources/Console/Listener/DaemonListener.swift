public import CampaignScheduler
import Hummingbird
public import Logging
public import Planning
public import Recurrence
public import ServiceLifecycle

/// The daemon's small HTTP server: `/healthz`, `/livez`, `/readyz`, `/metrics`, `/calendar.ics`.
///
/// For programs of this machine: no passwords, no TLS, nothing that can be changed.
public struct DaemonListener: Service, CustomStringConvertible {
  public var description: String { "listener" }

  /// How much a client may take.
  struct Limits {
    var connections = 64
    var headerBytes = 16 << 10
    var idleSeconds: Int64 = 10
    /// How long requests in flight may still take after a shutdown was asked for.
    var grace = Duration.seconds(2)
  }

  private let address: ListenAddress
  private let responder: DaemonResponder
  private let logger: Logger
  private let onListening: @Sendable (ListenAddress) -> Void
  private let limits = Limits()

  /// - `version`: Of the program, for ``MetricsRegistry``'s page.
  /// - `onListening`: Told the address, with the port that was taken, once requests can come.
  public init(
    at address: ListenAddress, of scheduler: Scheduler, probe: HealthProbe, registry: MetricsRegistry,
    clock: any WallClock, version: String, logger: Logger,
    onListening: @escaping @Sendable (ListenAddress) -> Void = { _ in }
  ) {
    self.address = address
    self.logger = logger
    self.onListening = onListening
    responder = DaemonResponder(
      address: address, probe: probe,
      page: MetricsPage(registry: registry, probe: probe, clock: clock, version: version),
      shelf: CalendarShelf(scheduler: scheduler, clock: clock),
      language: { scheduler.current.now.language })
  }

  /// Serves until the service group shuts down.
  ///
  /// - Throws: ``ListenFault`` if the address can't be had.
  public func run() async throws {
    let grace = limits.grace
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await application.run() }
        group.addTask {
          try await gracefulShutdown()
          // A client that takes its time must not hold up the daemon's end.
          try await ContinuousClock().sleep(for: grace)
        }
        defer { group.cancelAll() }
        try await group.next()
      }
    } catch let error where !(error is CancellationError) {
      throw ListenFault(address: address, error: error)
    }
  }

  private var application: Application<DaemonResponder> {
    // Visits are not news.
    var logger = logger
    logger.logLevel = max(logger.logLevel, .warning)
    return Application(
      responder: responder,
      server: .steadyHTTP1(
        configuration: .init(
          idleTimeout: .seconds(limits.idleSeconds),
          httpDecoderConfiguration: .init(
            maxHeaderFieldSize: limits.headerBytes, maxHeaderListSize: limits.headerBytes,
            maxHeaderFieldCount: 64))),
      configuration: ApplicationConfiguration(
        address: .hostname(address.host, port: address.port), backlog: 64,
        availableConnectionsDelegate: .maximum(limits.connections, logger: logger)),
      onServerRunning: { [address, onListening] channel in
        onListening(ListenAddress(host: address.host, port: channel.localAddress?.port ?? address.port))
      },
      logger: logger)
  }
}

/// Why the daemon can't listen where it was told to.
public struct ListenFault: Error, Hashable, Sendable {
  public let address: ListenAddress
  private let reason: String

  init(address: ListenAddress, error: any Error) {
    self.address = address
    reason = "\(error)"
  }

  public func text(_ language: Language) -> String {
    language("不能监听 \(address)：", "can't listen on \(address): ") + advice(language)
  }

  private func advice(_ language: Language) -> String {
    // The network library's errors carry the system's number in their text only.
    func isError(_ number: Int32) -> Bool { reason.contains("errno: \(number))") }
    if isError(98) {
      return language(
        "端口已被占用；请换一个端口，或停掉占用它的程序（ss -ltnp 查看）",
        "the port is in use; choose another, or stop the program that has it (see 'ss -ltnp')")
    }
    if isError(13) {
      return language("1024 以下的端口只有 root 能用；请换一个端口", "ports below 1024 are for root; choose another")
    }
    if isError(99) {
      return language("这台机器没有这个地址；本机用 127.0.0.1", "this machine has no such address; 127.0.0.1 is itself")
    }
    return reason
  }
}
