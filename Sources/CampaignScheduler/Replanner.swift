import Ledger
import Logging
import Outbox
import Planning
import Recurrence
import ServiceLifecycle
import UnixSignals

/// Replans when files change, on `SIGHUP`, when the clock is set, when somebody records something, and when a new day
/// begins.
struct Replanner: Service, CustomStringConvertible {
  var description: String { "replanning" }

  let scheduler: Scheduler
  let sender: CurrentSender
  let clock: any WallClock
  let bell: Bell
  let logger: Logger

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
        for await _ in signals.cancelOnGracefulShutdown() { continuation.yield(.filesChanged) }
      }
      try await follow(changes)
      group.cancelAll()
    }
  }

  private func follow(_ changes: AsyncStream<SystemEvents.Event>) async throws {
    var day = today
    var entries = try? await scheduler.ledger.entryCount()
    var hasFailed = false
    var clockStep = ClockStep(clock)
    for await event in changes {
      let step = clockStep.sinceLastTime()
      let isNewDay = today != day
      day = today
      // Another process may have chosen a day, moved or cancelled a session.
      let count = try? await scheduler.ledger.entryCount()
      let isRecorded = count != entries
      entries = count
      guard event != .tick || step != nil || isNewDay || isRecorded || hasFailed else { continue }
      if let step {
        logger.notice(
          "clock set", metadata: ["now": "\(zone.format(clock.now))", "by": "\(step.components.seconds) s"])
      }
      // A full disk or a locked database passes: a plan that was not written is tried again at the next tick.
      let isWritten = await replan(rereading: event == .filesChanged, isRetry: hasFailed)
      hasFailed = !isWritten
      bell.ring()
    }
  }

  private var zone: Zone { scheduler.current.now.definitions.shared.zone }

  private var today: CivilDate { zone.local(at: clock.now).date }

  /// Faults are reported once and leave everything as it was.
  ///
  /// - Returns: False if the plan could not be written and is worth another try.
  private func replan(rereading: Bool, isRetry: Bool) async -> Bool {
    do {
      if rereading {
        for diagnostic in try scheduler.reload() where diagnostic.severity == .error {
          logger.error(
            "definition fault",
            metadata: [
              "code": "\(diagnostic.code.rawValue)",
              "place": "\(diagnostic.file):\(diagnostic.line):\(diagnostic.column)",
              "problem": "\(diagnostic.problem.text(.en))",
            ])
        }
        sender.update(scheduler.current.now.definitions.shared)
      }
      let report = try await scheduler.replan(at: clock.now)
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
      logger.error("files can't be used", metadata: ["reason": "\(fault.text(.en))"])
      return true
    } catch {
      if !isRetry { logger.error("can't replan; trying again", metadata: ["reason": "\(error)"]) }
      return false
    }
  }
}
