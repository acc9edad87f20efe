import Foundation
import GRDB
import TestSupport
import Testing

/// Scenarios 6 and 7: a disk that fails stops the sending, loses nothing, and is got over.
@Suite struct StorageFaultTests {
  @Test(.preparedMachine, .timeLimit(.minutes(2)), arguments: PreloadedDisk.Fault.allCases)
  func `6: a disk that fails in mid-burst stops the claims, and nothing is lost when it works again`(
    _ fault: PreloadedDisk.Fault
  ) async throws {
    let scene = try FaultScene(reminders: 400)
    scene.server.hold(from: 100)
    let disk = try await PreloadedDisk(watching: scene.workspace.root.appending(path: ".campaign"))
    defer { disk.remove() }
    scene.environment = disk.environment.filter { $0.key != "DISK_LOG" }
    let daemon = try scene.start("daemon")
    await scene.server.waitForArrivals(100)
    let acknowledged = try scene.count("state = 'delivered'")
    try disk.fail(with: fault)
    scene.down()
    scene.server.release()
    // One that can't trust its file any more may also end, so that its supervisor sees it.
    let hasNoticed = try await eventually {
      daemon.errorsSoFar.contains("the database fails; sending pauses") || !daemon.isRunning
    }
    #expect(hasNoticed)
    // What was claimed before may still go out; nothing is claimed any more.
    #expect(try scene.count("state = 'delivered'") >= acknowledged)
    try disk.fail(with: nil)
    try await goOn(daemon, scene)
    let verdict = try await scene.expectSound { $0.mostArrivals = 2 }
    #expect(verdict.repeated <= CrashTests.repeatBound)
  }

  @Test(.preparedMachine, .timeLimit(.minutes(2)))
  func `6: a disk that goes on failing ends a pass with an exit code that is not 0`() async throws {
    let scene = try FaultScene(reminders: 20)
    let disk = try await PreloadedDisk(watching: scene.workspace.root.appending(path: ".campaign"))
    defer { disk.remove() }
    scene.environment = disk.environment.filter { $0.key != "DISK_LOG" }
    // The tables are there; then the disk breaks.
    #expect(try await scene.run("outbox", "list").exitCode == 0)
    try disk.fail(with: .write)
    let run = try await scene.run("daemon", "--once")
    #expect(run.exitCode == 74, "\(run.errors)")
    #expect(scene.server.arrivals.isEmpty, "no attempt could be put on record, so nothing may go out")
    try disk.fail(with: nil)
    #expect(try await scene.passOnce().exitCode == 0)
    _ = try await scene.expectSound { $0.mostArrivals = 1 }
  }

  @Test(.preparedMachine, .timeLimit(.minutes(2)))
  func `7: a disk that is full in mid-burst stops the sending once, and it goes on when there is room`()
    async throws
  {
    let scene = try FaultScene(reminders: 400)
    scene.server.hold(from: 100)
    let folder = scene.workspace.root.appending(path: ".campaign").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    #expect(try await shell("mount -t tmpfs -o size=16m tmpfs '\(folder)'", scene).exitCode == 0)
    do {
      let daemon = try scene.start("daemon")
      await scene.server.waitForArrivals(100)
      scene.down()
      _ = try await shell("cat /dev/zero > '\(folder)/filler'", scene)
      scene.server.release()
      #expect(try await daemon.says("the database fails; sending pauses"))
      #expect(daemon.errorsSoFar.contains("make room on the disk"))
      #expect(daemon.isRunning)
      _ = try await shell("rm '\(folder)/filler'", scene)
      try await goOn(daemon, scene, mayEnd: false)
      let verdict = try await scene.expectSound { $0.mostArrivals = 1 }
      #expect(verdict.arrivals == 400)
    }
    #expect(try await shell("umount -l '\(folder)'", scene).exitCode == 0)
  }

  @Test(.preparedMachine)
  func `7: a database on a read-only disk is refused with what to do, and sends nothing`() async throws {
    let scene = try FaultScene(reminders: 5)
    let folder = scene.workspace.root.appending(path: ".campaign").path
    #expect(try await scene.run("outbox", "list").exitCode == 0)
    #expect(
      try await shell("mount --bind '\(folder)' '\(folder)' && mount -o remount,ro,bind '\(folder)'", scene)
        .exitCode == 0)
    let run = try await scene.run("daemon", "--once")
    #expect(try await shell("umount '\(folder)'", scene).exitCode == 0)
    #expect(run.exitCode == 74)
    #expect(run.errors.contains("can't write") && run.errors.contains("check"), "\(run.errors)")
    #expect(scene.server.arrivals.isEmpty)
    #expect(try await scene.passOnce().exitCode == 0)
    _ = try await scene.expectSound { $0.mostArrivals = 1 }
  }

  @Test(.timeLimit(.minutes(2)))
  func `7: a database that another program holds is waited for, and nothing is sent twice`() async throws {
    let scene = try FaultScene(reminders: 400)
    scene.server.hold(from: 100)
    let daemon = try scene.start("daemon")
    await scene.server.waitForArrivals(100)
    let holder = try DatabaseQueue(path: scene.database, configuration: Self.patient)
    try await holder.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
    scene.down()
    scene.server.release()
    #expect(try await daemon.says("the database fails; sending pauses"))
    #expect(daemon.errorsSoFar.contains("end the other program that holds the database"))
    try await holder.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
    try await goOn(daemon, scene, mayEnd: false)
    let verdict = try await scene.expectSound { $0.mostArrivals = 1 }
    #expect(verdict.arrivals == 400)
  }

  private static var patient: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(20)
    configuration.allowsUnsafeTransactions = true
    return configuration
  }

  @Test(.timeLimit(.minutes(2)))
  func `7: a limit on the size of files pauses the daemon and does not kill it`() async throws {
    let scene = try FaultScene(reminders: 400)
    scene.server.hold(from: 100)
    let daemon = try scene.start("daemon")
    await scene.server.waitForArrivals(100)
    scene.down()
    let limit = "prlimit --pid \(daemon.identifier) --fsize="
    #expect(try await shell(limit + "65536:unlimited", scene).exitCode == 0)
    scene.server.release()
    #expect(try await daemon.says("the database fails; sending pauses"))
    #expect(daemon.isRunning, "SIGXFSZ is ignored")
    #expect(try await shell(limit + "unlimited", scene).exitCode == 0)
    try await goOn(daemon, scene)
    _ = try await scene.expectSound { $0.mostArrivals = 2 }
  }

  /// After a fault: the daemon goes on, or has ended and the next one does.
  private func goOn(_ daemon: ProcessUnderTest, _ scene: FaultScene, mayEnd: Bool = true) async throws {
    let isDone = try await eventually {
      try !daemon.isRunning || scene.count("state IN ('scheduled', 'sending', 'retryable')") == 0
    }
    #expect(isDone)
    let goesOn = daemon.isRunning
    #expect(goesOn || mayEnd)
    scene.up(leavesDoubt: !goesOn)
    daemon.kill(SIGTERM)
    let ended = try await daemon.ended()
    if goesOn {
      #expect(ended.exitCode == 0, "\(ended.errors)")
      #expect(ended.errors.contains("the database works again"))
      #expect(ended.errors.split(separator: "\n").count { $0.contains("sending pauses") } == 1, "one alarm")
    } else {
      #expect(ended.exitCode == 74 || ended.exitCode == 1, "\(ended)")
      scene.down(byKill: true)
      try await scene.finish()
    }
  }

  private func shell(_ line: String, _ scene: FaultScene) async throws -> CommandRun {
    try await CommandRun.shell(line, in: scene.workspace.root)
  }
}
