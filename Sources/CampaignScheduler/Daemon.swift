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
    observer: @escaping @Sendable (SettledAttempt) -> Void = { _ in }
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
  /// - `services`: More services that run beside it: the HTTP listener.
  public func run(
    with services: [any Service] = [], started: @escaping @Sendable (Start) -> Void = { _ in },
    observer: @escaping @Sendable (SettledAttempt) -> Void = { _ in }
  ) async throws {
    try await run { sender in
      let bell = Bell()
      let sending = SendingService(
        daemon: self, started: started, dispatcher: dispatcher(sender, bell, observer), isOnce: false)
      return [
        sending,
        Replanner(scheduler: scheduler, sender: sender, clock: clock, bell: bell, logger: logger),
      ] + services
    }
  }

  private func run(_ services: (CurrentSender) -> [any Service]) async throws {
    let lock = try InstanceLock(databasePath: scheduler.databasePath)
    let engine = try engine()
    // The first service's end is the end of all; an error in one ends the others and is thrown.
    let configurations = services(sender(engine)).map { service in
      ServiceGroupConfiguration.ServiceConfiguration(
        service: service, successTerminationBehavior: .gracefullyShutdownGroup)
    }
    var configuration = ServiceGroupConfiguration(
      services: configurations, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
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
      host: { sender.host(of: $0) }, observer: observer)
  }

  fileprivate func start() async throws -> Start {
    let now = clock.now
    guard now >= Self.earliestClock else { throw WorkspaceFault.clockUnset("\(now)") }
    let openAttempts = try await scheduler.outbox.counts()[.sending] ?? 0
    let plan = try await scheduler.replan(at: now)
    // Files that were edited, or a zone whose rules changed, while nothing ran.
    let zone = scheduler.current.now.definitions.shared.zone
    for move in PlanMove.all(in: plan, zone) { logger.notice("moved", metadata: move.metadata) }
    let missed = try await scheduler.outbox.expire(at: now)
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
      if isOnce {
        try await dispatcher.drain()
      } else {
        try await dispatcher.run()
      }
    } onGracefulShutdown: {
      // Whoever asks a second time means at once: what is in flight then counts as open at the next start.
      for number in [SIGTERM, SIGINT] { signal(number, SIG_DFL) }
    }
  }
}
