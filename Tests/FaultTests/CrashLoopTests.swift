import Foundation
import GRDB
import TestSupport
import Testing

/// Scenario 4: a daemon that is killed over and over still gets on, and nobody hears the same thing for ever.
@Suite struct CrashLoopTests {
  /// More of them on a prepared machine, where time matters less.
  static let kills = Machine.isPrepared ? 200 : 40

  @Test(.timeLimit(.minutes(10)), arguments: [UInt64(4)])
  func `4: kill -9 at random moments of claim, send and settle loses nothing and repeats nothing for ever`(
    seed: UInt64
  ) async throws {
    let scene = try FaultScene(reminders: Self.kills * 30)
    var random = SeededGenerator(seed: seed)
    var done = 0
    var killed = 0
    while killed < Self.kills, try await round(&random, scene) {
      killed += 1
      let delivered = try scene.count("state = 'delivered'")
      #expect(delivered >= done)
      done = delivered
    }
    #expect(killed == Self.kills, "all was sent after \(killed) kills")
    #expect(done > Self.kills, "delivered in \(killed) runs that were killed")
    try await scene.finish()
    let verdict = try await scene.expectSound { $0.mostArrivals = 3 }
    print("4: \(killed) kills, seed \(seed): \(verdict)")
  }

  /// One run that is killed: at a point of the program, or when so many requests have arrived.
  ///
  /// - Returns: False if it came to its end before.
  private func round(_ random: inout SeededGenerator, _ scene: FaultScene) async throws -> Bool {
    let points = [("after-claim", 4), ("before-send", 30), ("before-settle", 3), ("after-settle", 3)]
    guard let (point, most) = points.randomElement(using: &random), Bool.random(using: &random) else {
      let goal = scene.server.arrivals.count + Int.random(in: 1...30, using: &random)
      let daemon = try scene.start("daemon")
      let hasCome = try await eventually { scene.server.arrivals.count >= goal || !daemon.isRunning }
      #expect(hasCome)
      try await scene.kill(daemon)
      return true
    }
    let number = Int.random(in: 1...most, using: &random)
    return try await scene.passOnce(crashAt: "\(point):\(number)").signal == SIGKILL
  }
}
