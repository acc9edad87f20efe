import Foundation
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
  private let credentials: CurrentSender.CredentialsSource
  private let logger: Logger
  /// Told by the daemon's parts how they do.
  public let health: DaemonHealth
  private let faultPoint: @Sendable (FaultPoint) -> Void

  /// - `credentials`: Asked at the start, on `SIGHUP`, and when files change.
  public init(
    scheduler: Scheduler, clock: any WallClock, credentials: @escaping CurrentSender.CredentialsSource,
    logger: Logger, health: DaemonHealth = DaemonHealth(),
    faultPoint: @escaping @Sendable (FaultPoint) -> Void = { _ in }
  ) {
    self.scheduler = scheduler
    self.clock = clock
    self.credentials = credentials
    self.logger = logger
    self.health = health
    self.faultPoint = faultPoint
  }

  /// 2020-01-01: a machine whose clock stands before it has not been told the time yet.
  private static let earliestClock = Timestamp(seconds: 1_577_836_800)

  /// What a start found and did.
  public struct Start: Hashable, Sendable {
    /// Attempts that an earlier run left open: they may have gone out, and are settled as their channels say.
    public let openAttempts: Int
    public let plan: ReconcileReport
    /// How many reminders were too late to send, by campaign.
    public let missed: [String: Int]
  }

  /// One pass: plans, sends everything that is due, and returns. SIGTERM and SIGINT end it as they end
  /// ``run(with:started:observer:)``.
  ///
  /// - Throws: ``InstanceLockFault`` if another daemon uses the database; the database's errors.
  public func runOnce(
    started: @escaping @Sendable (Start) -> Void = { _ in },
    observer: @escaping @Sendable ([SettledAttempt]) -> Void = { _ in }
  ) async throws {
    try await run { sender in
      [
        SendingService(
          daemon: self, started: started, dispatcher: dispatcher(sender, Bell(), observer), isOnce: true)
      ]
    }
  }

  /// Runs until SIGTERM or SIGINT, then finishes what is in flight.
  ///
  /// - `services`: More services that run beside it, such as the HTTP listener; they are there before it starts and
  ///   stop after it.
  public func run(
    with services: [any Service] = [], started: @escaping @Sendable (Start) -> Void = { _ in },
    observer: @escaping @Sendable ([SettledAttempt]) -> Void = { _ in }
  ) async throws {
    try await run { sender in
      let bell = Bell()
      let sending = SendingService(
        daemon: self, started: started, dispatcher: dispatcher(sender, bell, observer), isOnce: false)
      // Services stop in the reverse order: who is asked how the daemon does can tell that it is stopping.
      return services + [
        sending,
        Replanner(
          scheduler: scheduler, sender: sender, clock: clock, bell: bell, logger: logger, health: health),
        Housekeeping(scheduler: scheduler, clock: clock, logger: logger),
      ]
    }
  }

  private func run(_ services: (CurrentSender) -> [any Service]) async throws {
    let lock = try InstanceLock(databasePath: scheduler.databasePath)
    let engine = try engine()
    // The first service's end is the end of all; an error in one ends the others and is thrown.
    let configurations = services(try sender(engine)).map { service in
      ServiceGroupConfiguration.ServiceConfiguration(
        service: service, successTerminationBehavior: .gracefullyShutdownGroup)
    }
    var configuration = ServiceGroupConfiguration(
      services: configurations, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    configuration.maximumGracefulShutdownDuration = .seconds(15)
    do {
      try await ServiceGroup(configuration: configuration).run()
    } catch {
      // Without the lock's release: the next start looks the database through.
      throw DatabaseFault(error, path: scheduler.databasePath) ?? error
    }
    await engine.stop()
    lock.release()
  }

  private func engine() throws -> CurlEngine {
    try CurlEngine(policy: AddressPolicy(allow: scheduler.current.now.definitions.shared.outgoingAllow))
  }

  private func sender(_ engine: CurlEngine) throws -> CurrentSender {
    let current = scheduler.current
    return try CurrentSender(
      engine: engine, credentials: credentials, shared: current.now.definitions.shared,
      zone: { current.now.zone(of: $0) }, clock: clock)
  }

  private func dispatcher(
    _ sender: CurrentSender, _ bell: Bell, _ observer: @escaping @Sendable ([SettledAttempt]) -> Void
  ) -> Dispatcher {
    scheduler.dispatcher(
      world: World(clock: clock, sender: sender, logger: logger, faultPoint: faultPoint), bell: bell,
      host: { sender.host(of: $0) }, observer: observer, pulse: { [health] in health.take($0) })
  }

  fileprivate func start() async throws -> Start {
    let now = clock.now
    guard now >= Self.earliestClock else { throw WorkspaceFault.clockUnset("\(now)") }
    let openAttempts = try await scheduler.outbox.counts()[.sending] ?? 0
    health.loaded(brokenFiles: scheduler.current.now.definitions.faultyFileCount)
    let clock = ContinuousClock.now
    let plan = try await scheduler.replan(at: now)
    health.planned(plan, took: clock.duration(to: .now))
    // Files that were edited, or a zone whose rules changed, while nothing ran.
    let zone = scheduler.current.now.definitions.shared.zone
    for move in PlanMove.all(in: plan, zone) { logger.notice("moved", metadata: move.metadata) }
    let missed = try await scheduler.outbox.expire(at: now)
    MissedReminders.count(missed)
    return Start(openAttempts: openAttempts, plan: plan, missed: missed)
  }
}

/// Plans, then sends: once, or until the shutdown.
private struct SendingService: Service, CustomStringConvertible {
  var description: String { "sending" }

  let daemon: Daemon
  let started: @Sendable (Daemon.Start) -> Void
  let dispatcher: Dispatcher
  let isOnce: Bool

  func run() async throws {
    try await withGracefulShutdownHandler {
      started(try await daemon.start())
      daemon.health.started()
      if isOnce {
        try await dispatcher.drain()
      } else {
        try await dispatcher.run()
      }
    } onGracefulShutdown: {
      daemon.health.stopping()
      // Whoever asks a second time means at once: what is in flight then counts as open at the next start.
      for number in [SIGTERM, SIGINT] { signal(number, SIG_DFL) }
    }
  }
}
