import Foundation
import GRDB
import TestSupport
import Testing

/// Scenario 9: one database has one daemon.
@Suite struct SecondDaemonTests {
  @Test func `9: a second daemon ends at once and says who holds the database, until the first is killed`()
    async throws
  {
    let scene = try FaultScene(reminders: 200)
    scene.server.hold(from: 20)
    let first = try scene.start("daemon")
    await scene.server.waitForArrivals(20)
    let second = try await scene.run("daemon", "--once")
    #expect(second.exitCode == 1)
    #expect(second.errors.contains("another daemon already uses this database (pid \(first.identifier) @ "))
    #expect(second.output.isEmpty)
    try await scene.kill(first)
    scene.server.release()
    #expect(try await scene.passOnce().exitCode == 0)
    try await expectAllSent(scene)
  }

  /// Stops a daemon whose requests are held, at a moment at which something is found.
  private func stopped<Found>(
    _ daemon: ProcessUnderTest, _ scene: FaultScene, _ find: () throws -> Found?
  ) async throws -> Found {
    await scene.server.waitForArrivals(20)
    var found: Found?
    _ = try await eventually {
      daemon.kill(SIGSTOP)
      found = try find()
      if found == nil { daemon.kill(SIGCONT) }
      return found != nil
    }
    return try #require(found)
  }

  @Test func `9: a daemon that is stopped keeps its lock, and goes on where it was`() async throws {
    let scene = try FaultScene(reminders: 200)
    scene.server.hold(from: 20)
    let start = ContinuousClock.now
    let first = try scene.start("daemon")
    // What it had in flight can't be taken from it; stopped within a transaction, it has even locked the database.
    let key = try await stopped(first, scene) {
      try scene.read { try String.fetchOne($0, sql: "SELECT key FROM reminder WHERE state = 'sending'") }
    }
    scene.down()
    #expect(try await scene.run("daemon", "--once").exitCode == 1)
    #expect([1, 74].contains(try await scene.run("outbox", "cancel", key).exitCode))
    try await expectGoesOn(first, scene, heldSince: start)
  }

  @Test func `9: a daemon that is stopped for longer than its lease repeats nothing`() async throws {
    let scene = try FaultScene(reminders: 200)
    scene.server.hold(from: 20)
    let start = ContinuousClock.now
    let daemon = try scene.start("daemon")
    // Ten minutes are too long for a test: the leases end now. Stopped within a transaction, it lets nobody write.
    _ = try await stopped(daemon, scene) {
      try? DatabaseQueue(path: scene.database).write { database -> Int? in
        try database.execute(sql: "UPDATE reminder SET lease_until = 1 WHERE state = 'sending'")
        return database.changesCount > 0 ? database.changesCount : nil
      }
    }
    try await expectGoesOn(daemon, scene, heldSince: start)
  }

  /// Lets a stopped daemon go on to its end. What it was sending arrives once, unless a busy machine held it for longer
  /// than a request may take (15 s): then it rightly asks again.
  private func expectGoesOn(
    _ daemon: ProcessUnderTest, _ scene: FaultScene, heldSince start: ContinuousClock.Instant
  ) async throws {
    scene.down()
    scene.server.release()
    daemon.kill(SIGCONT)
    let isPatienceOver = start.duration(to: .now) > .seconds(14)
    scene.up(leavesDoubt: isPatienceOver)
    #expect(try await eventually { try scene.count("state = 'delivered'") == 200 })
    daemon.kill(SIGTERM)
    #expect(try await daemon.ended().exitCode == 0)
    let verdict = try await scene.expectSound { $0.mostArrivals = isPatienceOver ? 2 : 1 }
    #expect(verdict.repeated <= (isPatienceOver ? Self.inFlight : 0))
  }

  /// How many requests one receiver is sent at a time.
  private static let inFlight = 16

  private func expectAllSent(_ scene: FaultScene) async throws {
    let verdict = try await scene.expectSound { $0.mostArrivals = 2 }
    #expect(verdict.repeated <= CrashTests.repeatBound)
  }
}
