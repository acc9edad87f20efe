import Logging
import Outbox
import Planning
import Recurrence
import ServiceLifecycle
import UnixSignals

/// Replans when files change, on `SIGHUP`, when the clock is set, and when a new day begins.
struct Replanner: Service {
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
    for await event in changes {
      let isNewDay = today != day
      day = today
      guard event != .tick || isNewDay else { continue }
      if event == .clockSet { logger.notice("clock set", metadata: ["now": "\(clock.now)"]) }
      await replan(rereading: event == .filesChanged)
      bell.ring()
    }
  }

  private var today: CivilDate { scheduler.current.now.definitions.shared.zone.local(at: clock.now).date }

  /// Faults are reported and leave everything as it was; the next change tries again.
  func replan(rereading: Bool) async {
    do {
      if rereading {
        for diagnostic in try scheduler.reload() where diagnostic.severity == .error {
          logger.error(
            "definition fault",
            metadata: [
              "code": "\(diagnostic.code.rawValue)", "place": "\(diagnostic.file):\(diagnostic.line)",
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
    } catch let fault as WorkspaceFault {
      logger.error("files can't be read", metadata: ["reason": "\(fault.text(.en))"])
    } catch {
      logger.error("can't replan", metadata: ["reason": "\(error)"])
    }
  }
}
