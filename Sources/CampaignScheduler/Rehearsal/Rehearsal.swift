import Foundation
public import Logging
public import Outbox
public import Planning
public import Recurrence
import Webhooks

/// The daemon's own loop over a scratch database and a simulated clock: a year in seconds.
public struct Rehearsal: Sendable {
  private let workspace: Workspace
  private let definitions: Definitions
  private let logger: Logger

  public init(workspace: Workspace, definitions: Definitions, logger: Logger) {
    self.workspace = workspace
    self.definitions = definitions
    self.logger = logger
  }

  /// - Parameters:
  ///   - window: What is due in it is sent, as if the files had been loaded at its start.
  ///   - url: Where everything goes, each channel in the manner of its kind; nil to send nothing.
  ///   - observer: Told of the attempts, some at a time, in the order in which they end.
  /// - Returns: Counts by state at the end.
  public func run(
    over window: Range<Timestamp>, deliveringTo url: String? = nil,
    observer: @escaping @Sendable ([SettledAttempt]) -> Void
  ) async throws -> [ReminderState.Name: Int] {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "campaign-rehearsal-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let pool = try DatabaseFile.open(folder.appending(path: "rehearsal.sqlite").path)
    let scheduler = Scheduler(workspace: workspace, definitions: definitions, pool: pool)
    return try await run(scheduler, over: window, deliveringTo: url, observer: observer)
  }

  private func run(
    _ scheduler: Scheduler, over window: Range<Timestamp>, deliveringTo url: String?,
    observer: @escaping @Sendable ([SettledAttempt]) -> Void
  ) async throws -> [ReminderState.Name: Int] {
    let clock = ManualClock(now: window.lowerBound)
    let engine = try url.map { _ in
      try CurlEngine(policy: AddressPolicy(allow: definitions.shared.outgoingAllow))
    }
    let sender: any ReminderSender =
      if let url, let engine {
        WebhookSender(
          engine: engine, resolver: .single(url: url, channels: Array(definitions.shared.channels.values)),
          language: definitions.shared.language, zone: { scheduler.current.now.zone(of: $0) }, clock: clock)
      } else {
        SilentSender()
      }
    _ = try await scheduler.replan(at: clock.now, over: window)
    let dispatcher = scheduler.dispatcher(
      world: World(clock: clock, sender: sender, logger: logger), observer: observer)
    try await dispatcher.drain(through: window.upperBound.advanced(by: .milliseconds(-1)))
    await engine?.stop()
    return try await scheduler.outbox.counts()
  }
}

/// Delivers nothing, successfully.
struct SilentSender: ReminderSender {
  func send(_ reminder: ClaimedReminder) async -> DeliveryReport {
    DeliveryReport(.delivered, bytes: reminder.message.text.utf8.count)
  }
}
