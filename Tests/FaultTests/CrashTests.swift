import Foundation
import GRDB
import TestSupport
import Testing

/// Scenarios 1 to 3: a daemon that is killed loses nothing, and repeats only under the id of what may have gone out.
@Suite struct CrashTests {
  /// How many answers may be unwritten when the process dies: a group, and what was in flight.
  static let repeatBound = 200 + 16

  @Test(arguments: ["plan-mid", "plan-mid:2", "plan-mid:17"])
  func `1: kill -9 in the middle of 23,200 planned reminders leaves each of them once after a restart`(
    _ point: String
  ) async throws {
    let scene = try LargePlan.scene()
    let killed = try await scene.run(LargePlan.words, crashAt: point)
    #expect(killed.signal == SIGKILL)
    let planned = try scene.count()
    #expect(planned > 0 && planned < LargePlan.count)
    #expect(try await scene.run(LargePlan.words).exitCode == 0)
    try LargePlan.expectWhole(scene)
  }

  @Test(.timeLimit(.minutes(3)))
  func `1: kill -9 again and again while 23,200 reminders are planned goes on where it was`() async throws {
    let scene = try LargePlan.scene()
    var random = SeededGenerator(seed: 1)
    var planned = 0
    for _ in 0..<4 {
      let goal = planned + Int.random(in: 1...4000, using: &random)
      let daemon = try scene.start(LargePlan.words)
      let hasCome = try await eventually {
        // The first start has to make the tables.
        ((try? scene.count()) ?? 0) >= goal || !daemon.isRunning
      }
      #expect(hasCome)
      daemon.kill(SIGKILL)
      _ = try await daemon.ended()
      let now = try scene.count()
      #expect(now >= goal, "every start goes on where the last was killed")
      planned = now
    }
    #expect(try await scene.run(LargePlan.words).exitCode == 0)
    try LargePlan.expectWhole(scene)
  }

  @Test func `2: kill -9 after the claim and before the request repeats nothing`() async throws {
    let scene = try FaultScene(reminders: 100)
    #expect(try await scene.passOnce(crashAt: "after-claim").signal == SIGKILL)
    #expect(scene.server.arrivals.isEmpty)
    #expect(try scene.count("state = 'sending'") > 0)
    #expect(try await scene.passOnce().exitCode == 0)
    let verdict = try await scene.expectSound { $0.mostArrivals = 1 }
    #expect(verdict.arrivals == 100)
  }

  @Test func `3: kill -9 after the answer and before it is written repeats under the same id`() async throws {
    let scene = try FaultScene(reminders: 300)
    #expect(try await scene.passOnce(crashAt: "before-settle").signal == SIGKILL)
    #expect(!scene.server.arrivals.isEmpty)
    #expect(try scene.count("state = 'delivered'") == 0)
    #expect(try await scene.passOnce().exitCode == 0)
    let verdict = try await scene.expectSound { $0.mostArrivals = 2 }
    #expect((1...Self.repeatBound).contains(verdict.repeated))
  }

  @Test(arguments: ["before-send", "before-send:7", "before-settle:2", "after-settle", "after-claim:2"])
  func `kill -9 at any other point loses nothing either`(_ point: String) async throws {
    let scene = try FaultScene(reminders: 300)
    #expect(try await scene.passOnce(crashAt: point).signal == SIGKILL)
    #expect(try await scene.passOnce().exitCode == 0)
    let verdict = try await scene.expectSound { $0.mostArrivals = 2 }
    #expect(verdict.repeated <= Self.repeatBound)
  }
}

/// As many reminders as a region's year has, all due in some days: a start plans them and sends none.
enum LargePlan {
  static let count = 23_200
  static let words = ["daemon", "--once", "--now", "2026-05-20T08:00:00+08:00"]

  static func scene() throws -> FaultScene {
    let scene = try FaultScene(reminders: 232)
    let reminders = (0..<100).map { minute in
      let time = "0\(minute / 60):\(minute % 60 < 10 ? "0" : "")\(minute % 60)"
      return """
          - {id: r\(minute), at: "on the day, \(time)", to: county.contact, channel: hook, template: note, if_closed: send}
        """
    }
    let one = ScratchWorkspace.campaign(when: "once: 2026-05-29", at: "on the day, 08:07")
    let head = one.split(separator: "\n").dropLast().joined(separator: "\n")
    try scene.workspace.write("Campaigns/day.yaml", head + "\n" + reminders.joined(separator: "\n") + "\n")
    return scene
  }

  static func expectWhole(_ scene: FaultScene) throws {
    #expect(try scene.count() == count)
    #expect(try scene.read { try Int.fetchOne($0, sql: "SELECT count(DISTINCT key) FROM reminder") } == count)
    #expect(try scene.count("state = 'scheduled' AND attempt = 0") == count)
    #expect(try scene.read { try String.fetchAll($0, sql: "PRAGMA integrity_check") } == ["ok"])
    #expect(scene.server.arrivals.isEmpty)
  }
}
