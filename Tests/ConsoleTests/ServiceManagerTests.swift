import Foundation
import Logging
import Metrics
import Outbox
import Planning
import Recurrence
import ServiceLifecycle
import Testing

@testable import CampaignScheduler
@testable import Console

/// A datagram socket as systemd opens one for each service.
private final class ManagerEar: Sendable {
  let name: String
  private let descriptor: Int32

  init(abstract: Bool) throws {
    let id = UUID().uuidString
    name =
      abstract
      ? "@campaign-test-\(id)" : FileManager.default.temporaryDirectory.appending(path: "n-\(id)").path
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var bytes = Array(name.utf8)
    if abstract { bytes[0] = 0 }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    let length = 2 + bytes.count + (abstract ? 0 : 1)
    let bound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, socklen_t(length)) }
    }
    try #require(bound == 0)
  }

  deinit {
    close(descriptor)
    if name.hasPrefix("/") { unlink(name) }
  }

  /// The next datagram that has a line which begins so, waited for in a thread of its own.
  func next(_ beginning: String) async -> String {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { [descriptor] in
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
          let count = recv(descriptor, &buffer, buffer.count, 0)
          let text = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
          if count < 0 || text.split(separator: "\n").contains(where: { $0.hasPrefix(beginning) }) {
            return continuation.resume(returning: text)
          }
        }
      }
    }
  }

  /// All that has come and was not read yet.
  var waiting: [String] {
    var texts: [String] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while case let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT)), count >= 0 {
      texts.append(String(decoding: buffer.prefix(count), as: UTF8.self))
    }
    return texts
  }
}

@Suite(.timeLimit(.minutes(10))) struct ServiceManagerTests {
  @Test(arguments: [false, true])
  func `each turn in the daemon's life is a datagram`(_ isAbstract: Bool) throws {
    let ear = try ManagerEar(abstract: isAbstract)
    let socket = try #require(ServiceManagerSocket(environment: ["NOTIFY_SOCKET": ear.name], process: 1))
    let health = DaemonHealth(onTurn: { socket.tell($0) })
    health.started()
    health.reloading()
    health.reloaded(brokenFiles: 0)
    health.stopping()
    let heard = ear.waiting
    #expect(heard.count == 4)
    #expect(heard[0] == "READY=1")
    #expect(heard[1].wholeMatch(of: #/RELOADING=1\nMONOTONIC_USEC=[1-9]\d*/#) != nil)
    #expect(heard[2...] == ["READY=1", "STOPPING=1"])
  }

  @Test(
    arguments: [
      ([:], nil), (["NOTIFY_SOCKET": ""], nil), (["NOTIFY_SOCKET": "relative"], nil),
      (["NOTIFY_SOCKET": "@"], nil),
      (["NOTIFY_SOCKET": "/x"], Duration?.none),
      (["NOTIFY_SOCKET": "/x", "WATCHDOG_USEC": "3000000"], .seconds(3)),
      (["NOTIFY_SOCKET": "/x", "WATCHDOG_USEC": "3000000", "WATCHDOG_PID": "7"], .seconds(3)),
      (["NOTIFY_SOCKET": "/x", "WATCHDOG_USEC": "3000000", "WATCHDOG_PID": "8"], nil),
      (["NOTIFY_SOCKET": "/x", "WATCHDOG_USEC": "soon"], nil),
    ] as [([String: String], Duration?)])
  func `what the manager wants is read from the environment`(
    _ environment: [String: String], _ watchdog: Duration?
  ) {
    let socket = ServiceManagerSocket(environment: environment, process: 7)
    #expect((socket != nil) == (environment["NOTIFY_SOCKET"] == "/x"))
    #expect(socket?.watchdog == watchdog)
  }

  @Test(arguments: ["/nowhere/socket", "@nobody-listens-there", "/" + String(repeating: "x", count: 300)])
  func `nobody there, and nothing happens`(_ name: String) throws {
    let socket = try #require(ServiceManagerSocket(environment: ["NOTIFY_SOCKET": name], process: 1))
    #expect(!socket.send(["READY=1"]))
  }

  @Test func `the watchdog hears of life only while the loops turn, and the status is a line for people`()
    async throws
  {
    let ear = try ManagerEar(abstract: true)
    let workspace = try SmallWorkspace()
    let clock = ManualClock(now: Timestamp(seconds: 1_780_012_800))
    let socket = try #require(
      ServiceManagerSocket(
        environment: ["NOTIFY_SOCKET": ear.name, "WATCHDOG_USEC": "40000"], process: 1))
    let uptime = ManualClock(now: Timestamp(seconds: 0))
    let health = DaemonHealth(uptime: { Timestamp(seconds: 0).duration(to: uptime.now) })
    let reporter = ServiceManagerReporter(
      socket: socket, probe: HealthProbe(scheduler: workspace.scheduler, health: health, clock: clock),
      scheduler: workspace.scheduler, logger: silent)
    _ = try await workspace.scheduler.replan(at: clock.now)
    health.take(.turned)
    health.replannerTurned()
    health.started()
    let group = ServiceGroup(services: [reporter], logger: silent)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      #expect(await ear.next("WATCHDOG") == "WATCHDOG=1")
      #expect(await ear.next("STATUS") == "STATUS=下一条 2026-05-29 09:07，待发 2 条")
      // The loops stand still: from now on there is silence, though the reporter turns on and on.
      uptime.advance(by: .seconds(61))
      health.loaded(brokenFiles: 3)
      #expect(await ear.next("STATUS").hasSuffix("，有错误的文件 3 个"))
      _ = ear.waiting
      health.loaded(brokenFiles: 4)
      #expect(await ear.next("STATUS").hasSuffix("，有错误的文件 4 个"))
      health.take(.turned)
      health.replannerTurned()
      #expect(await ear.next("WATCHDOG") == "WATCHDOG=1")
      await group.triggerGracefulShutdown()
      try await tasks.next()
    }
  }

  @Test func `a loop that stands still is named, and only then`() throws {
    let uptime = ManualClock(now: Timestamp(seconds: 0))
    let health = DaemonHealth(uptime: { Timestamp(seconds: 0).duration(to: uptime.now) })
    let workspace = try SmallWorkspace()
    let probe = HealthProbe(
      scheduler: workspace.scheduler, health: health, clock: ManualClock(now: Timestamp(seconds: 0)))
    func stuck() -> [String] { probe.liveness().checks.filter { $0.level == .failing }.map(\.name) }
    health.take(.turned)
    health.replannerTurned()
    health.started()
    uptime.advance(by: .seconds(60))
    #expect(stuck() == [])
    uptime.advance(by: .seconds(1))
    #expect(stuck() == ["dispatch", "replan"])
    // One that tries a failing database again and again does turn.
    health.take(.storageFailed("full"))
    #expect(stuck() == ["replan"])
    #expect(health.now.storageFault == .full)
    health.take(.storageWorks)
    #expect(health.now.storageFault == nil)
    health.stopping()
    #expect(stuck() == [])
  }

  @Test(
    arguments: [
      (10.0, 10.0, 10.0, []), (11.9, 10.0, 10.0, []), (8.1, 10.0, 10.0, []),
      (12.5, 10.0, 10.0, [ClockWatch.Change.stepped(.milliseconds(2500))]),
      (-3590.0, 10.0, 10.0, [.stepped(.seconds(-3600))]),
      (3610.0, 3610.0, 10.0, [.slept(.seconds(3600))]),
      (10.0, 3610.0, 10.0, [.slept(.seconds(3600)), .stepped(.seconds(-3600))]),
    ] as [(Double, Double, Double, [ClockWatch.Change])])
  func `a clock that was set is told from time that went by`(
    _ wall: Double, _ boot: Double, _ awake: Double, _ changes: [ClockWatch.Change]
  ) {
    let start = Timestamp(seconds: 1_780_000_000)
    var watch = ClockWatch(.init(wall: start, boot: .seconds(5), awake: .seconds(5)))
    let reading = ClockWatch.Reading(
      wall: start.advanced(by: .milliseconds(Int(wall * 1000))), boot: .seconds(5) + .seconds(boot),
      awake: .seconds(5) + .seconds(awake))
    #expect(watch.changes(at: reading) == changes)
    // Once: the next reading starts from there.
    #expect(watch.changes(at: reading) == [])
  }

  @Test func `a unit file says what systemd needs, and quotes what it would read its own way`() {
    let unit = SystemdUnit(
      executable: "/opt/my tools/campaign", workspace: "/srv/50% off/$HOME",
      secrets: "/etc/campaign/secrets.csv",
      listen: "127.0.0.1:9464"
    ).text
    #expect(
      unit.contains(
        #"ExecStart="/opt/my tools/campaign" daemon --workspace "/srv/50%% off/$$HOME" --database /var/lib/campaign/campaign.sqlite --listen 127.0.0.1:9464 --log-format logfmt"#
      ))
    for line in [
      "Type=notify", "WatchdogSec=300", "ExecReload=/bin/kill -HUP $MAINPID", "NoNewPrivileges=yes",
      "ProtectSystem=strict", "LoadCredential=campaign-secrets:/etc/campaign/secrets.csv", "DynamicUser=yes",
      "StateDirectory=campaign", "WantedBy=multi-user.target",
    ] { #expect(unit.split(separator: "\n").contains(Substring(line)), "\(line)") }
    let owned = SystemdUnit(executable: "/usr/bin/campaign", workspace: "/srv/campaigns", user: "office").text
    #expect(owned.contains("User=office\n"))
    #expect(owned.contains("ReadWritePaths=/srv/campaigns/.campaign\n"))
    #expect(!owned.contains("DynamicUser") && !owned.contains("LoadCredential"))
  }
}
