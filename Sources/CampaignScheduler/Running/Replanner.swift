import Ledger
import Logging
import Outbox
import Planning
import Recurrence
import ServiceLifecycle
import UnixSignals

/// Replans when files change, on `SIGHUP`, when the clock is set, when somebody records something, and when a new day
/// begins; whenever it does, by the zone data that the system has by then.
struct Replanner: Service, CustomStringConvertible {
  var description: String { "replanning" }

  let scheduler: Scheduler
  let sender: CurrentSender
  let clock: any WallClock
  let bell: Bell
  let logger: Logger
  let health: DaemonHealth

  func run() async throws {
    let events = SystemEvents(watching: scheduler.workspace.definitionFolders)
    defer { events.stop() }
    let signals = await UnixSignalsSequence(trapping: .sighup)
    let (changes, continuation) = AsyncStream<SystemEvents.Event>.makeStream(
      bufferingPolicy: .bufferingNewest(16))
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for await event in events.events.cancelOnGracefulShutdown() { continuation.yield(event) }
        continuation.finish()
      }
      group.addTask {
        for await _ in signals.cancelOnGracefulShutdown() { continuation.yield(.readingAsked) }
      }
      try await follow(changes)
      group.cancelAll()
    }
  }

  private func follow(_ changes: AsyncStream<SystemEvents.Event>) async throws {
    var day = today
    var entries = try? await scheduler.ledger.entryCount()
    var hasFailed = false
    // What asked for a reading that has not come to its end.
    var reading: SystemEvents.Event?
    var clockWatch = ClockWatch(.now(clock))
    health.replannerTurned()
    for await event in changes {
      health.replannerTurned()
      let clockChanges = clockWatch.changes(at: .now(clock))
      for change in clockChanges { report(change) }
      let isNewDay = today != day
      day = today
      // Another process may have chosen a day, moved or cancelled a session.
      let count = try? await scheduler.ledger.entryCount()
      let isRecorded = count != entries
      entries = count
      let isReading = event == .filesChanged || event == .readingAsked
      if !isReading, sender.hasNewSecrets(scheduler.current.now.definitions.shared) {
        updateSender()
        bell.ring()
      }
      guard event != .tick || isNewDay || isRecorded || hasFailed || !clockChanges.isEmpty else { continue }
      if isReading { reading = event }
      // A full disk or a locked database passes: a plan that was not written is tried again at the next tick.
      hasFailed = try await !replan(after: &reading, isRetry: hasFailed)
      bell.ring()
    }
  }

  private func report(_ change: ClockWatch.Change) {
    health.clockChanged(change)
    switch change {
    case .stepped(let span):
      logger.notice("clock set", metadata: ["by": "\(seconds(span))", "now": "\(zone.format(clock.now))"])
    case .slept(let span):
      logger.notice(
        "machine slept", metadata: ["for": "\(seconds(span))", "now": "\(zone.format(clock.now))"])
    }
  }

  private func seconds(_ span: Duration) -> String { "\(Int((span / .seconds(1)).rounded()))s" }

  private var zone: Zone { scheduler.current.now.definitions.shared.zone }

  private var today: CivilDate { zone.local(at: clock.now).date }

  /// Channels, addresses, secrets and `outgoing.allow` as they are now; a fault leaves the old ones in force.
  private func updateSender() {
    do {
      try sender.update(scheduler.current.now.definitions.shared)
      logger.info("channels taken over")
    } catch {
      logger.error("channels can't be taken over; the old ones stay", metadata: ["reason": "\(error)"])
    }
  }

  /// Faults are reported once and leave everything as it was.
  ///
  /// - `reading`: What asked for the files to be read anew; nil once they have been.
  /// - Returns: False if the plan could not be written and is worth another try.
  /// - Throws: The fault of a database that no waiting mends.
  private func replan(
    after reading: inout SystemEvents.Event?, isRetry: Bool
  ) async throws(DatabaseFault) -> Bool {
    do {
      // What was read from the files holds zones of the old data.
      if followZoneData(), reading == nil { reading = .readingAsked }
      if let event = reading {
        guard try await reread(isQuiet: event == .filesChanged && !isRetry) else {
          if !isRetry { logger.warning("files are being written; the old ones stay until that is over") }
          return false
        }
        reading = nil
      }
      let start = ContinuousClock.now
      let report = try await scheduler.replan(at: clock.now)
      health.planned(report, took: start.duration(to: .now))
      logger.info(
        "planned",
        metadata: [
          "added": "\(report.added.count)", "moved": "\(report.moved.count)",
          "changed": "\(report.changed.count)",
          "cancelled": "\(report.cancelled.count)", "unchanged": "\(report.unchanged)",
        ])
      for move in PlanMove.all(in: report, zone) { logger.notice("moved", metadata: move.metadata) }
      return true
    } catch let fault as WorkspaceFault {
      reading = nil
      logger.error("files can't be used", metadata: ["reason": "\(fault.text(.en))"])
      return true
    } catch {
      health.planFailed()
      if let fault = DatabaseFault(error, path: scheduler.databasePath), fault.isHopeless { throw fault }
      if !isRetry { logger.error("can't replan; trying again", metadata: ["reason": "\(error)"]) }
      return false
    }
  }

  /// - Returns: Whether zones are to be read anew, because the system has a newer release of their data.
  private func followZoneData() -> Bool {
    guard let change = Zone.reload() else { return false }
    logger.notice("time zone data changed", metadata: ["from": "\(change.from)", "to": "\(change.to)"])
    return true
  }

  /// - `isQuiet`: Whether nobody has written the files for a moment.
  /// - Returns: False if they changed all the while.
  private func reread(isQuiet: Bool) async throws(WorkspaceFault) -> Bool {
    health.reloading()
    // What can't be read counts as broken, too.
    var faulty = 1
    defer { health.reloaded(brokenFiles: faulty) }
    let known = Set(scheduler.current.now.disowned)
    guard let diagnostics = try await scheduler.reloadSettled(isQuiet: isQuiet) else {
      faulty = health.now.brokenFiles
      return false
    }
    let faults = diagnostics.filter { $0.severity == .error }
    let disowned = scheduler.current.now.disowned
    faulty = Set(faults.map(\.file)).union(disowned.map(\.file)).count
    for diagnostic in faults {
      logger.error(
        "definition fault",
        metadata: [
          "code": "\(diagnostic.code.rawValue)",
          "place": "\(diagnostic.file):\(diagnostic.line):\(diagnostic.column)",
          "problem": "\(diagnostic.problem.text(.en))",
        ])
    }
    for file in disowned where !known.contains(file) {
      logger.warning(
        "a file no longer has its campaign, which stays as it was; to end it, delete the file",
        metadata: ["file": "\(file.file)", "campaign": "\(file.campaign)"])
    }
    updateSender()
    return true
  }
}

extension Definitions {
  /// How many files have errors.
  var faultyFileCount: Int { Set(diagnostics.filter { $0.severity == .error }.map(\.file)).count }
}
