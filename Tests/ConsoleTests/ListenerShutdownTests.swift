import Foundation
import Planning
import Recurrence
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@testable import CampaignScheduler
@testable import Console

/// Connections that come at the very moment at which the listener stops.
@Suite(.timeLimit(.minutes(10)), .serialized) struct ListenerShutdownTests {
  private enum Ending { case cancelled, graceful }

  /// Threads that connect again and again, whether or not anybody listens, and ask or say nothing.
  private final class Crowd: Sendable {
    private let isOver = Mutex(false)
    private let threads: AsyncStream<Void>
    private let size: Int
    private let connections = Mutex(0)

    init(at port: Int, size: Int) {
      self.size = size
      let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
      threads = stream
      for number in 0..<size {
        Thread.detachNewThread { [self] in
          let client = RawClient(port: port)
          let text = number.isMultiple(of: 2) ? "GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" : ""
          while !isOver.withLock(\.self) {
            close(client.stalled(after: text))
            connections.withLock { $0 += 1 }
          }
          continuation.yield()
        }
      }
    }

    func reached(_ count: Int) async {
      while connections.withLock(\.self) < count { await Task.yield() }
    }

    func dissolve() async {
      isOver.withLock { $0 = true }
      var left = size
      for await _ in threads {
        left -= 1
        if left == 0 { return }
      }
    }
  }

  @Test func `whoever connects while the listener stops is served or turned away, and ends nobody else`()
    async throws
  {
    let workspace = try SmallWorkspace()
    var random = SeededGenerator(seed: 7)
    for round in 0..<24 {
      // In a crowd a graceful end takes all its time.
      try await stop(
        round % 8 == 7 ? .graceful : .cancelled, after: Int.random(in: 0...40, using: &random),
        workspace)
    }
  }

  private func stop(_ ending: Ending, after connections: Int, _ workspace: SmallWorkspace) async throws {
    let clock = ManualClock(now: Timestamp(seconds: 1_780_012_800))
    let (addresses, listening) = AsyncStream.makeStream(of: ListenAddress.self)
    let listener = DaemonListener(
      at: try #require(ListenAddress("127.0.0.1:0")), of: workspace.scheduler,
      probe: HealthProbe(scheduler: workspace.scheduler, health: DaemonHealth(), clock: clock),
      registry: MetricsRegistry(), clock: clock, version: "1", logger: silent,
      onListening: { listening.yield($0) })
    let group = ServiceGroup(
      configuration: .init(services: [listener], gracefulShutdownSignals: [], logger: silent))
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try? await group.run() }
      for await address in addresses {
        let crowd = Crowd(at: address.port, size: 6)
        await crowd.reached(connections)
        switch ending {
        case .cancelled: tasks.cancelAll()
        case .graceful: await group.triggerGracefulShutdown()
        }
        try await tasks.waitForAll()
        await crowd.dissolve()
        break
      }
    }
  }
}
