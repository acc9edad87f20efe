import Ledger
import Logging
import Outbox
import Planning
import Recurrence
import ServiceLifecycle

/// Once a day, when nothing is sent and nothing is due soon: prunes old attempts and writes the log back.
struct Housekeeping: Service, CustomStringConvertible {
  var description: String { "housekeeping" }

  let scheduler: Scheduler
  let clock: any WallClock
  let logger: Logger

  /// How far off the next reminder has to be.
  static let quiet = Duration.seconds(600)
  /// After this long it is done even if it is never quiet: in small transactions it does not hold up much.
  static let latest = Duration.seconds(2 * 86_400)
  static let interval = Duration.seconds(86_400)

  func run() async throws {
    await cancelWhenGracefulShutdown {
      // Not at the start: then there is enough to do.
      var last = clock.now.advanced(by: .seconds(3600) + (.zero - Self.interval))
      while (try? await ContinuousClock().sleep(for: .seconds(300))) != nil {
        if await work(at: clock.now, since: last) { last = clock.now }
      }
    }
  }

  /// - Returns: Whether it was time, and it was done.
  func work(at now: Timestamp, since last: Timestamp) async -> Bool {
    do {
      guard try await isTime(at: now, since: last) else { return false }
      let done = try await scheduler.upkeep(at: now)
      logger.info(
        "housekeeping",
        metadata: [
          "reminders": "\(done.pruned.reminders)", "attempts": "\(done.pruned.attempts)",
          "persons": "\(done.purged.persons)", "copiesNotReached": "\(done.unreachedCopies.count)",
          "logBefore": "\(done.logBytesBefore)", "logAfter": "\(done.logBytesAfter)",
        ])
      return true
    } catch {
      logger.warning("housekeeping failed; tried again later", metadata: ["reason": "\(error)"])
      return false
    }
  }

  private func isTime(at now: Timestamp, since last: Timestamp) async throws -> Bool {
    let since = last.duration(to: now)
    // Broken settings may say that more is kept; they are reported where they are read.
    guard since >= Self.interval, !scheduler.current.now.definitions.isSharedBroken else { return false }
    if since >= Self.latest { return true }
    if try await scheduler.outbox.counts()[.sending] ?? 0 > 0 { return false }
    let next = try await scheduler.outbox.nextDue(after: now.advanced(by: .zero - Self.quiet))
    return next.map { now.duration(to: $0) > Self.quiet } ?? true
  }
}
