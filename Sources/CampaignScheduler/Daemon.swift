public import Logging
public import Outbox
import Planning
public import Recurrence
public import ServiceLifecycle
import UnixSignals
import Webhooks

/// Plans, sends what is due, replans when files change, until it is told to stop.
public struct Daemon: Sendable {
  public let scheduler: Scheduler
  private let clock: any WallClock
  private let credentials: CurrentSender.Credentials
  private let logger: Logger
  private let faultPoint: @Sendable (FaultPoint) -> Void

  public init(
    scheduler: Scheduler, clock: any WallClock, credentials: CurrentSender.Credentials, logger: Logger,
    faultPoint: @escaping @Sendable (FaultPoint) -> Void = { _ in }
  ) {
    self.scheduler = scheduler
    self.clock = clock
    self.credentials = credentials
    self.logger = logger
    self.faultPoint = faultPoint
  }

  /// What a start found and did.
  public struct Start: Hashable, Sendable {
    /// Attempts that an earlier run left open: they may have gone out, and are settled as their channels say.
    public let openAttempts: Int
    public let plan: ReconcileReport
    /// How many reminders were too late to send, by campaign.
    public let missed: [String: Int]
  }

  /// One pass: plans, sends everything that is due, returns the number of attempts.
  ///
  /// - Throws: ``InstanceLockFault`` if another daemon uses the database; the database's errors.
  public func runOnce(observer: @escaping @Sendable (SettledAttempt) -> Void = { _ in }) async throws -> (
    start: Start, attempts: Int
  ) {
    let lock = try InstanceLock(databasePath: scheduler.databasePath)
    let engine = try engine()
    let start = try await start()
    let attempts = try await dispatcher(sender(engine), Bell(), observer).drain()
    await engine.stop()
    lock.release()
    return (start, attempts)
  }

  /// Runs until SIGTERM or SIGINT, then finishes what is in flight.
  ///
  /// - Parameter services: More services that run beside it: the HTTP listener.
  public func run(
    with services: [any Service] = [], started: @Sendable (Start) -> Void = { _ in },
    observer: @escaping @Sendable (SettledAttempt) -> Void = { _ in }
  ) async throws {
    let lock = try InstanceLock(databasePath: scheduler.databasePath)
    let engine = try engine()
    let sender = sender(engine)
    let bell = Bell()
    let report = try await start()
    started(report)
    let replanner = Replanner(scheduler: scheduler, sender: sender, clock: clock, bell: bell, logger: logger)
    var configuration = ServiceGroupConfiguration(
      services: [dispatcher(sender, bell, observer), replanner] + services,
      gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    configuration.maximumGracefulShutdownDuration = .seconds(15)
    try await ServiceGroup(configuration: configuration).run()
    await engine.stop()
    lock.release()
  }

  private func engine() throws -> CurlEngine {
    try CurlEngine(policy: AddressPolicy(allow: scheduler.current.now.definitions.shared.outgoingAllow))
  }

  private func sender(_ engine: CurlEngine) -> CurrentSender {
    CurrentSender(
      engine: engine, credentials: credentials, shared: scheduler.current.now.definitions.shared, clock: clock
    )
  }

  private func dispatcher(
    _ sender: CurrentSender, _ bell: Bell, _ observer: @escaping @Sendable (SettledAttempt) -> Void
  ) -> Dispatcher {
    scheduler.dispatcher(
      world: World(clock: clock, sender: sender, logger: logger, faultPoint: faultPoint), bell: bell,
      observer: observer)
  }

  private func start() async throws -> Start {
    let now = clock.now
    let openAttempts = try await scheduler.outbox.counts()[.sending] ?? 0
    let plan = try await scheduler.replan(at: now)
    let missed = try await scheduler.outbox.expire(at: now)
    return Start(openAttempts: openAttempts, plan: plan, missed: missed)
  }
}
