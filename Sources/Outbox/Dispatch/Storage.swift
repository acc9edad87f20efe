import Logging
import ServiceLifecycle

/// A dispatcher's database, with the patience for a disk that fails.
struct Storage: Sendable {
  let dispatcher: Dispatcher
  let mode: DispatchLoop.Mode
  /// Answers that wait in memory.
  let unwritten: Int

  /// Does a piece of work on the database, again and again while the storage fails and may recover. Nothing is claimed
  /// and nothing is forgotten meanwhile: answers wait in memory.
  func persist<Result: Sendable>(_ work: (OutboxStore) async throws -> Result) async throws -> Result {
    let (limits, logger) = (dispatcher.limits, dispatcher.world.logger)
    var since: ContinuousClock.Instant?
    while true {
      do {
        let result = try await work(dispatcher.store)
        if since != nil {
          logger.notice("the database works again")
          dispatcher.pulse(.storageWorks)
        }
        return result
      } catch {
        guard let fault = OutboxStore.storageFault(in: error) else { throw error }
        dispatcher.pulse(.storageFailed(fault.kind.rawValue))
        let start = since ?? .now
        if since == nil {
          logger.error(
            "the database fails; sending pauses",
            metadata: ["error": "\(fault)", "advice": "\(fault.advice)", "unwritten": "\(unwritten)"])
        }
        since = start
        if let patience = patience(with: fault), start.duration(to: .now) >= patience { throw error }
        try await ContinuousClock().sleep(for: limits.storageRetry)
      }
    }
  }

  /// How long a failing database is waited for; nil for ever.
  private func patience(with fault: StorageFault) -> Duration? {
    let limits = dispatcher.limits
    let isEnding = Task.isShuttingDownGracefully
    switch fault.outlook {
    case .hopeless: return .zero
    case .doubtful: return isEnding ? min(limits.grace, limits.storagePatience) : limits.storagePatience
    case .passing:
      if isEnding { return limits.grace }
      return mode == .untilIdle ? limits.storagePatience : nil
    }
  }
}
