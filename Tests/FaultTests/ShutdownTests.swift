import Foundation
import GRDB
import TestSupport
import Testing

/// Scenario 25, the signals: an asked-for end leaves nothing open.
@Suite struct ShutdownTests {
  @Test func `25: SIGTERM in the middle of a burst finishes what is in flight and gives back the rest`()
    async throws
  {
    let scene = try FaultScene(reminders: 200)
    scene.server.hold(from: 50)
    let daemon = try scene.start("daemon", "--verbose")
    await scene.server.waitForArrivals(50)
    let start = ContinuousClock.now
    daemon.kill(SIGTERM)
    #expect(try await daemon.says("stopping"))
    scene.server.release()
    let ended = try await daemon.ended()
    scene.down()
    #expect(ended.exitCode == 0, "\(ended.errors)")
    #expect(start.duration(to: .now) < .seconds(10))
    let arrived = scene.server.arrivals.count
    #expect(arrived < 200)
    #expect(try scene.count("state = 'delivered'") == arrived)
    // Given back as if it had never been claimed.
    #expect(try scene.count("state = 'scheduled' AND attempt = 0") == 200 - arrived)
    #expect(try await scene.passOnce().exitCode == 0)
    let verdict = try await scene.expectSound { $0.mostArrivals = 1 }
    #expect(verdict.arrivals == 200)
  }

  @Test func `25: a second SIGTERM stops at once, and what hung is sent again under its id`() async throws {
    let scene = try FaultScene(reminders: 40, then: .hang)
    let daemon = try scene.start("daemon")
    await scene.server.waitForArrivals(1)
    // Asked again and again by a process of its own, since the threads here may be busy with other tests.
    let start = ContinuousClock.now
    _ = try await CommandRun.shell(
      "while kill -TERM \(daemon.identifier) 2>/dev/null; do :; done", in: scene.workspace.root)
    #expect(try await daemon.ended().signal == SIGTERM)
    scene.down(byKill: true)
    #expect(start.duration(to: .now) < .seconds(10))
    // What hung is open, and what was claimed besides unless the first signal had it given back in time.
    let open = try scene.count("state = 'sending'")
    #expect((1...40).contains(open), "\(open)")
    #expect(try scene.count("state IN ('delivered', 'discarded', 'cancelled')") == 0)
    scene.server.turn(to: .ok)
    #expect(try await scene.passOnce().exitCode == 0)
    _ = try await scene.expectSound { $0.mostArrivals = 2 }
  }
}
