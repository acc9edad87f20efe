import Foundation
import GRDB
import TestSupport
import Testing

/// Backups, a damaged or full disk, and the doctor, with the built program.
@Suite struct DatabaseCareTests {
  private static let environment = ScratchWorkspace.environment
  private static let path = ".campaign/campaign.sqlite"
  /// Mounting takes a privileged process.
  static let mayMount = geteuid() == 0 && FileManager.default.fileExists(atPath: "/bin/mount")

  /// A workspace of which every reminder has been delivered.
  private func delivered(_ server: HookServer, counties: Int = 3) async throws -> ScratchWorkspace {
    let workspace = try ScratchWorkspace(counties: counties, allow: server.port)
    let run = try await workspace.run(
      "daemon", "--once", "--now", ScratchWorkspace.morning, environment: ScratchWorkspace.environment(server)
    )
    #expect(run.exitCode == 0, "\(run.errors)")
    return workspace
  }

  private func bytes(_ workspace: ScratchWorkspace, _ path: String) throws -> Data {
    try Data(contentsOf: workspace.root.appending(path: path))
  }

  private func spoil(_ workspace: ScratchWorkspace, _ path: String, from offset: Int) throws {
    let url = workspace.root.appending(path: path)
    let size = try bytes(workspace, path).count
    let file = try FileHandle(forWritingTo: url)
    try file.seek(toOffset: UInt64(offset))
    try file.write(contentsOf: Data(repeating: 0xFF, count: max(0, size - offset)))
    try file.close()
  }

  @Test func `a backup beside a running daemon comes back with all it held`() async throws {
    let server = try HookServer()
    defer { server.close() }
    let workspace = try ScratchWorkspace(
      counties: 40, when: "every: day", at: ScratchWorkspace.today, allow: server.port)
    let daemon = try ProcessUnderTest(
      ["daemon"], in: workspace.root, environment: ScratchWorkspace.environment(server))
    await server.waitForArrivals(40)
    let made = try await workspace.run("backup", "copy.sqlite", "--json")
    #expect(made.exitCode == 0, "\(made.errors)")
    let reminders = try #require(made.json.first?["reminders"] as? Int)
    #expect(reminders >= 40)
    let refused = try await workspace.run("restore", "copy.sqlite")
    #expect(refused.exitCode == 1)
    #expect(refused.errors.contains("another daemon already uses this database"))
    daemon.kill(SIGTERM)
    #expect(try await daemon.ended().exitCode == 0)
    try Data("garbage".utf8).write(to: workspace.root.appending(path: Self.path))
    #expect(try await workspace.run("outbox").exitCode == 74)
    let restored = try await workspace.run("restore", "copy.sqlite", "--json")
    #expect(restored.exitCode == 0, "\(restored.errors)")
    let aside = try #require(restored.json.first?["aside"] as? String)
    #expect(try Data(contentsOf: URL(filePath: aside)) == Data("garbage".utf8))
    let list = try await workspace.run("outbox", "--json")
    #expect(list.json.count == reminders)
  }

  @Test func `a backup overwrites nothing, and a folder gets a dated name`() async throws {
    let server = try HookServer()
    defer { server.close() }
    let workspace = try await delivered(server)
    try Data("mine".utf8).write(to: workspace.root.appending(path: "copy.sqlite"))
    let refused = try await workspace.run("backup", "copy.sqlite")
    #expect(refused.exitCode == 74)
    #expect(refused.errors.contains("--force"))
    #expect(try bytes(workspace, "copy.sqlite") == Data("mine".utf8))
    #expect(try await workspace.run("backup", "copy.sqlite", "--force").exitCode == 0)
    let dated = try await workspace.run("backup", ".", "--now", ScratchWorkspace.morning, "--json")
    #expect((dated.json.first?["file"] as? String)?.hasSuffix("campaign-20260529-081000.sqlite") == true)
    #expect(try await workspace.run("backup", "--check", "copy.sqlite").exitCode == 0)
    try spoil(workspace, "copy.sqlite", from: 20_000)
    let damaged = try await workspace.run("backup", "--check", "copy.sqlite", "--lang", "zh")
    #expect(damaged.exitCode == 74)
    #expect(damaged.errors.contains("备份 copy.sqlite 已损坏"))
  }

  @Test func `a database damaged after a crash stops the daemon before it sends`() async throws {
    let server = try HookServer()
    defer { server.close() }
    let workspace = try await delivered(server, counties: 60)
    // What a process that ended left in the log would stand in for the pages that are spoilt here.
    try await DatabaseQueue(path: workspace.root.appending(path: Self.path).path).writeWithoutTransaction {
      _ = try $0.checkpoint(.truncate)
    }
    try spoil(workspace, Self.path, from: 20_000)
    try Data("pid 1 @ office\n".utf8).write(
      to: workspace.root.appending(path: Self.path + ".daemon-lock"))
    let before = try bytes(workspace, Self.path)
    let run = try await workspace.run(
      "daemon", "--once", "--now", ScratchWorkspace.morning, environment: ScratchWorkspace.environment(server)
    )
    #expect(run.exitCode == 74)
    #expect(run.errors.contains("is damaged") && run.errors.contains("campaign restore FILE"))
    #expect(run.errors.contains(Self.path))
    #expect(try bytes(workspace, Self.path).count == before.count)
    #expect(server.arrivals.count == 60)
    let doctor = try await workspace.run("doctor", "--json")
    #expect(doctor.exitCode == 1)
    #expect(
      doctor.json.contains { $0["check"] as? String == "databaseIntegrity" && $0["ok"] as? Bool == false })
  }

  @Test(.timeLimit(.minutes(10)))
  func `damage that a running daemon meets ends it with 74 and the way back`() async throws {
    let server = try HookServer()
    defer { server.close() }
    let workspace = try ScratchWorkspace(
      counties: 400, when: "every: day", at: ScratchWorkspace.today, allow: server.port)
    server.hold(from: 20)
    let daemon = try ProcessUnderTest(
      ["daemon"], in: workspace.root, environment: ScratchWorkspace.environment(server))
    await server.waitForArrivals(20)
    // Both the log and what was written back: whatever it reads next is not what it wrote.
    try spoil(workspace, Self.path + "-wal", from: 32)
    try spoil(workspace, Self.path, from: 0)
    server.release()
    let ended = try await daemon.ended()
    #expect(ended.exitCode == 74, "\(ended.errors)")
    #expect(ended.errors.contains("campaign restore FILE"))
    let restart = try await workspace.run(
      "daemon", "--once", environment: ScratchWorkspace.environment(server))
    #expect(restart.exitCode == 74)
  }

  @Test(.enabled(if: mayMount, "mounting a small disk takes root"), .timeLimit(.minutes(10)))
  func `a disk that fills up in mid-burst pauses sending; with room it goes on, and nothing is sent twice`()
    async throws
  {
    let server = try HookServer()
    defer { server.close() }
    let workspace = try ScratchWorkspace(
      counties: 600, when: "every: day", at: ScratchWorkspace.today, allow: server.port)
    let disk = workspace.root.appending(path: "disk")
    try FileManager.default.createDirectory(at: disk, withIntermediateDirectories: true)
    let mounted = try await CommandRun.shell("mount -t tmpfs -o size=96m tmpfs disk", in: workspace.root)
    #expect(mounted.exitCode == 0, "\(mounted.errors)")
    defer { unmount(disk) }
    // Planned by another process, so that the daemon's own log is small and has to grow.
    let day = Date(timeIntervalSinceNow: -86_400 + 8 * 3600).formatted(.iso8601).prefix(10)
    let planned = try await workspace.run(
      "daemon", "--once", "--database", "disk/c.sqlite", "--now", "\(day)T12:00:00+08:00",
      environment: ScratchWorkspace.environment(server))
    #expect(planned.exitCode == 0, "\(planned.errors)")
    let before = server.arrivals.count
    server.hold(from: before + 5)
    let daemon = try ProcessUnderTest(
      ["daemon", "--database", "disk/c.sqlite"], in: workspace.root,
      environment: ScratchWorkspace.environment(server))
    await server.waitForArrivals(before + 5)
    try fill(disk)
    server.release()
    // Passes the time in which it would have sent all.
    for _ in 0..<5 { _ = try await workspace.run("quantity", "1 人") }
    #expect(server.arrivals.count < before + 600)
    try FileManager.default.removeItem(at: disk.appending(path: "filler"))
    await server.waitForArrivals(before + 600)
    daemon.kill(SIGTERM)
    let ended = try await daemon.ended()
    #expect(ended.exitCode == 0, "\(ended.errors)")
    #expect(ended.errors.contains("the database fails; sending pauses"))
    #expect(ended.errors.contains("the database works again"))
    let ids = server.arrivals.compactMap { $0.headers["webhook-id"] }
    #expect(ids.count == before + 600 && Set(ids).count == ids.count)
  }

  /// At once: a program that is started for it may come when all is sent.
  private func fill(_ disk: URL) throws {
    let file = disk.appending(path: "filler")
    #expect(FileManager.default.createFile(atPath: file.path, contents: nil))
    let handle = try FileHandle(forWritingTo: file)
    defer { try? handle.close() }
    let zeros = Data(count: 1 << 16)
    for _ in 0..<4096 {
      do { try handle.write(contentsOf: zeros) } catch { return }
    }
    Issue.record("256 MB did not fill the disk")
  }

  private func unmount(_ disk: URL) {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/umount")
    process.arguments = [disk.path]
    try? process.run()
    process.waitUntilExit()
  }
}
