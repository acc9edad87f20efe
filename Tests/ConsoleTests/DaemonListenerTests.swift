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

@Suite(.timeLimit(.minutes(10))) struct DaemonListenerTests {
  private static let start = Timestamp(seconds: 1_780_012_800)

  /// What a test works with: a listener that runs, and what it looks at.
  struct Desk {
    let workspace: SmallWorkspace
    let clock: ManualClock
    let registry: MetricsRegistry
    let health: DaemonHealth
    let client: RawClient
  }

  private func listening(_ body: (Desk) async throws -> Void) async throws {
    let workspace = try SmallWorkspace()
    let clock = ManualClock(now: Self.start)
    let registry = MetricsRegistry()
    try await withMetricsFactory(registry) {
      let health = DaemonHealth()
      let probe = HealthProbe(
        scheduler: workspace.scheduler, health: health, clock: clock, bounds: Self.unhurried)
      let (addresses, listening) = AsyncStream.makeStream(of: ListenAddress.self)
      let listener = DaemonListener(
        at: try #require(ListenAddress("127.0.0.1:0")), of: workspace.scheduler, probe: probe,
        registry: registry,
        clock: clock, version: "9.8.7", logger: silent, onListening: { listening.yield($0) })
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await listener.run() }
        for await address in addresses {
          let client = RawClient(port: address.port)
          try await body(
            Desk(workspace: workspace, clock: clock, registry: registry, health: health, client: client))
          break
        }
        group.cancelAll()
      }
    }
  }

  /// Asks the database anew at every question.
  private static let unhurried: HealthProbe.Bounds = {
    var bounds = HealthProbe.Bounds()
    bounds.beat = .zero
    bounds.count = .zero
    return bounds
  }()

  private func status(_ body: String) -> String? {
    json(body)["status"] as? String
  }

  private func problems(_ body: String) -> [String] {
    let checks = json(body)["checks"] as? [[String: Any]] ?? []
    return checks.filter { $0["ok"] as? Bool == false }.compactMap { $0["check"] as? String }
  }

  private func json(_ body: String) -> [String: Any] {
    (try? JSONSerialization.jsonObject(with: Data(body.utf8))) as? [String: Any] ?? [:]
  }

  @Test func `a daemon that is starting lives and is not ready`() async throws {
    try await listening { desk in
      let live = await desk.client.get("/healthz")
      #expect(live.head.hasPrefix("HTTP/1.1 200 "))
      #expect(live.head.contains("Content-Type: application/json"))
      let ready = await desk.client.get("/readyz?lang=en")
      #expect(ready.head.hasPrefix("HTTP/1.1 503 "))
      #expect(ready.body.contains("\"starting\""))
    }
  }

  @Test func `a running daemon is well under each name, and says so when it stops`() async throws {
    try await listening { desk in
      desk.health.replannerTurned()
      desk.health.take(.turned)
      desk.health.started()
      for path in ["/healthz", "/livez", "/readyz"] {
        let answer = await desk.client.get(path)
        #expect(answer.head.hasPrefix("HTTP/1.1 200 "), "\(path): \(answer)")
        #expect(status(answer.body) == "ok")
      }
      desk.health.stopping()
      #expect(await desk.client.get("/readyz").head.hasPrefix("HTTP/1.1 503 "))
      #expect(await desk.client.get("/livez").head.hasPrefix("HTTP/1.1 200 "))
    }
  }

  @Test func `broken files degrade, in the language that is asked for, and the daemon stays ready`()
    async throws
  {
    try await listening { desk in
      desk.health.started()
      desk.health.loaded(brokenFiles: 2)
      let chinese = await desk.client.get("/readyz")
      #expect(chinese.head.hasPrefix("HTTP/1.1 200 "))
      #expect(status(chinese.body) == "degraded")
      #expect(chinese.body.contains("2 个文件有错误"))
      #expect(await desk.client.get("/readyz?lang=en").body.contains("2 files have errors"))
      #expect(problems(chinese.body) == ["files"])
    }
  }

  @Test func `what could have gone and has not makes it unready`() async throws {
    try await listening { desk in
      desk.health.started()
      _ = try await desk.workspace.scheduler.replan(at: Self.start)
      #expect(await desk.client.get("/readyz").head.hasPrefix("HTTP/1.1 200 "))
      desk.clock.advance(by: .seconds(2 * 3600 + 60))
      let answer = await desk.client.get("/readyz")
      #expect(answer.head.hasPrefix("HTTP/1.1 503 "))
      #expect(problems(answer.body) == ["queue"])
    }
  }

  @Test func `a database that cannot be written makes it unready, and it recovers`() async throws {
    try await listening { desk in
      desk.health.started()
      let outbox = desk.workspace.scheduler.outbox
      try await outbox.beat(at: Self.start)
      #expect(await desk.client.get("/readyz").head.hasPrefix("HTTP/1.1 200 "))
      try await forbiddingWrites(desk.workspace) {
        let answer = await desk.client.get("/readyz?lang=en")
        #expect(answer.head.hasPrefix("HTTP/1.1 503 "))
        #expect(problems(answer.body) == ["database"])
      }
      #expect(await desk.client.get("/readyz").head.hasPrefix("HTTP/1.1 200 "))
    }
  }

  @Test func `metrics are what Prometheus reads, and hold what was counted`() async throws {
    try await listening { desk in
      desk.health.take(.storageFailed("full"))
      desk.health.loaded(brokenFiles: 1)
      desk.health.clockChanged(.stepped(.seconds(9)))
      MissedReminders.count(["day": 4])
      _ = try await desk.workspace.scheduler.replan(at: Self.start)
      desk.clock.advance(by: .seconds(2 * 3600))
      let answer = await desk.client.get("/metrics")
      #expect(answer.head.contains("Content-Type: text/plain; version=0.0.4; charset=utf-8"))
      let read = try ExpositionReader(answer.body)
      #expect(read.value("campaign_database_faults_total", ["class": "full"]) == "1")
      #expect(read.value("campaign_database_faults_total", ["class": "locked"]) == "0")
      #expect(read.value("campaign_config_last_reload_successful") == "0")
      #expect(read.value("campaign_clock_changes_total", ["kind": "step"]) == "1")
      #expect(read.value("campaign_reminders_missed_total", ["campaign": "day"]) == "4")
      #expect(read.value("campaign_build_info", ["version": "9.8.7"]) == "1")
      #expect(read.value("campaign_queue_reminders", ["state": "scheduled"]) == "2")
      let lag = try #require(read.value("campaign_due_lag_seconds").flatMap(Double.init))
      // Due at 9:07, and an hour's spread at most before it is 10:00.
      #expect((1...3600).contains(lag))
      #expect(read.value("campaign_database_up") == "1")
      let started = try #require(read.value("process_start_time_seconds").flatMap(Double.init))
      #expect(started > 1_577_836_800 && started <= Date().timeIntervalSince1970 + 1)
      #expect(!answer.body.contains("叠彩") && !answer.body.contains("13800000000"))
    }
  }

  @Test func `Prometheus' own library reads the page`() async throws {
    try await listening { desk in
      let page = desk.workspace.root.appending(path: "metrics.txt")
      try Data(await desk.client.get("/metrics").body.utf8).write(to: page)
      let families = try await Self.python("read_metrics.py", page.path).split(separator: "\n")
      #expect(families.count > 15)
      #expect(families.contains("campaign_queue_reminders gauge 3"))
    }
  }

  @Test func `a calendar is served, named by a tag, and sent again only if it changed`() async throws {
    try await listening { desk in
      let first = await desk.client.get("/calendar.ics?unit=%E5%8F%A0%E5%BD%A9%E5%8C%BA&lang=en")
      #expect(first.head.hasPrefix("HTTP/1.1 200 "))
      #expect(first.head.contains("Content-Type: text/calendar; charset=utf-8"))
      #expect(first.body.hasPrefix("BEGIN:VCALENDAR\r\n"))
      #expect(first.body.contains("DTSTART;VALUE=DATE:20260529"))
      #expect(!first.body.contains("某某某") && !first.body.contains("13800000000"))
      let tag = try #require(first.head.firstMatch(of: #/ETag: (\S+)/#)?.1)
      desk.clock.advance(by: .seconds(600))
      let path = "/calendar.ics?unit=diecai&lang=en"
      for header in ["\(tag)", "W/\(tag)", "\"other\", \(tag)", "*"] {
        let again = await desk.client.get(path, ["If-None-Match: \(header)"])
        #expect(again.head.hasPrefix("HTTP/1.1 304 "), "\(header)")
        #expect(again.body.isEmpty)
      }
      try desk.workspace.moveDay(to: "2026-06-05")
      let moved = await desk.client.get(path, ["If-None-Match: \(tag)"])
      #expect(moved.head.hasPrefix("HTTP/1.1 200 "))
      #expect(moved.body.contains("DTSTART;VALUE=DATE:20260605"))
      // The day of the same occurrence, so a new revision of the same event.
      #expect(moved.body.contains("SEQUENCE:1"))
    }
  }

  @Test(arguments: [
    ("/calendar.ics?unit=nowhere&lang=en", "404", "there is no unit 'nowhere'"),
    ("/calendar.ics?campaign=nothing&lang=zh", "404", "没有活动 “nothing”"),
    ("/calendar.ics?lang=fr", "400", "lang=zh|en"), ("/", "404", "/healthz"),
    ("/metrics/", "404", "/healthz"),
    ("/..%2fetc/passwd", "404", "/healthz"), ("/calendar.ics?unit=%ff", "200", "BEGIN:VCALENDAR"),
  ])
  func `what is not there is said clearly`(_ path: String, _ status: String, _ words: String) async throws {
    try await listening { desk in
      let answer = await desk.client.get(path)
      #expect(answer.head.hasPrefix("HTTP/1.1 \(status) "), "\(answer.head)")
      #expect(answer.body.contains(words), "\(answer.body)")
    }
  }

  @Test func `HEAD gives the head of GET, other methods are refused`() async throws {
    try await listening { desk in
      for path in ["/healthz", "/metrics", "/calendar.ics"] {
        let head = await desk.client.request("HEAD \(path)")
        #expect(head.head.hasPrefix("HTTP/1.1 200 "))
        #expect(head.body.isEmpty)
        let length = try #require(head.head.firstMatch(of: #/Content-Length: (\d+)/#).flatMap { Int($0.1) })
        #expect(length > 0)
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"] {
          let answer = await desk.client.request("\(method) \(path)")
          #expect(answer.head.hasPrefix("HTTP/1.1 405 "))
          #expect(answer.head.contains("Allow: GET, HEAD"))
        }
      }
    }
  }

  @Test(arguments: [
    ("127.0.0.1", "200"), ("localhost:9464", "200"), ("[::1]:80", "200"), ("LOCALHOST", "200"),
    ("evil.example", "421"), ("127.0.0.1.evil.example:80", "421"), ("10.0.0.1", "421"),
  ])
  func `a page that calls this machine by another name gets nothing`(_ host: String, _ status: String)
    async throws
  {
    try await listening { desk in
      let answer = await desk.client.get("/healthz", ["Host: \(host)"])
      #expect(answer.head.hasPrefix("HTTP/1.1 \(status) "))
    }
  }

  @Test func `what is too long or no HTTP is turned away, and the listener goes on`() async throws {
    try await listening { desk in
      let long = String(repeating: "a", count: 3000)
      #expect(await desk.client.get("/metrics?\(long)").head.hasPrefix("HTTP/1.1 414 "))
      let header = "X: " + String(repeating: "b", count: 40_000)
      #expect(await desk.client.get("/metrics", [header]).head.hasPrefix("HTTP/1.1 4"))
      let many = (0..<500).map { "X\($0): y" }
      #expect(await desk.client.get("/metrics", many).head.hasPrefix("HTTP/1.1 4"))
      for text in ["\r\n\r\n", "GET\r\n\r\n", "\u{16}\u{3}\u{1}", "GET /metrics HTTP/9.9\r\n\r\n"] {
        #expect(!(await desk.client.exchange(text)).contains("200 OK"))
      }
      #expect(await desk.client.get("/healthz").head.hasPrefix("HTTP/1.1 200 "))
    }
  }

  @Test func `a port that is taken is said to be`() async throws {
    try await listening { desk in
      let workspace = desk.workspace
      let second = DaemonListener(
        at: try #require(ListenAddress("127.0.0.1:\(desk.client.port)")), of: workspace.scheduler,
        probe: HealthProbe(scheduler: workspace.scheduler, health: desk.health, clock: desk.clock),
        registry: desk.registry, clock: desk.clock, version: "1", logger: silent)
      let fault = await #expect(throws: ListenFault.self) { try await second.run() }
      #expect(fault?.text(.en).contains("the port is in use") == true)
      #expect(fault?.text(.zh).contains("端口已被占用") == true)
    }
  }

  @Test(arguments: [
    "", "GET /metr", "GET /metrics HTTP/1.1\r\nHost: x\r\nX-Slow: ",
    "POST /x HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\n1",
  ])
  func `a client that stalls does not hold up the shutdown`(_ text: String) async throws {
    let workspace = try SmallWorkspace()
    let clock = ManualClock(now: Self.start)
    let probe = HealthProbe(scheduler: workspace.scheduler, health: DaemonHealth(), clock: clock)
    let (addresses, listening) = AsyncStream.makeStream(of: ListenAddress.self)
    let listener = DaemonListener(
      at: try #require(ListenAddress("127.0.0.1:0")), of: workspace.scheduler, probe: probe,
      registry: MetricsRegistry(), clock: clock, version: "1", logger: silent,
      onListening: { listening.yield($0) })
    let group = ServiceGroup(services: [listener], logger: silent)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      for await address in addresses {
        let connection = RawClient(port: address.port).stalled(after: text)
        defer { close(connection) }
        #expect(await RawClient(port: address.port).get("/livez").head.hasPrefix("HTTP/1.1 200 "))
        let asked = ContinuousClock.now
        await group.triggerGracefulShutdown()
        try await tasks.next()
        #expect(asked.duration(to: .now) < .seconds(8))
        break
      }
    }
  }

  @Test(arguments: [
    ("127.0.0.1:9464", true), ("127.9.9.9:1", true), ("[::1]:0", true), ("localhost:80", true),
    ("0.0.0.0:80", false), ("[::]:80", false), ("10.1.2.3:80", false), ("office.example:80", false),
    ("[::ffff:10.0.0.1]:80", false),
  ])
  func `loopback is told from what others reach`(_ text: String, _ isLoopback: Bool) throws {
    let address = try #require(ListenAddress(text))
    #expect(address.isLoopback == isLoopback)
    #expect(address.description == text)
  }

  @Test(arguments: ["", ":80", "127.0.0.1", "127.0.0.1:", "127.0.0.1:99999", "::1:80", "a:-1", "a:b"])
  func `what is no address is refused`(_ text: String) {
    #expect(ListenAddress(text) == nil)
  }

  /// As long as another connection holds the write lock nobody else writes.
  private func forbiddingWrites(_ workspace: SmallWorkspace, _ body: () async throws -> Void) async throws {
    let path = workspace.scheduler.databasePath
    let holder = Process()
    holder.executableURL = URL(filePath: "/usr/bin/python3")
    holder.arguments = [
      "-c",
      "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); c.execute('BEGIN IMMEDIATE'); "
        + "print('held', flush=True); sys.stdin.read(); c.execute('ROLLBACK')",
      path,
    ]
    let (output, input) = (Pipe(), Pipe())
    holder.standardOutput = output
    holder.standardInput = input
    let (ended, continuation) = AsyncStream<Void>.makeStream()
    holder.terminationHandler = { _ in continuation.finish() }
    let (held, isHeld) = AsyncStream<Void>.makeStream()
    output.fileHandleForReading.readabilityHandler = { handle in
      if !handle.availableData.isEmpty { isHeld.yield() }
    }
    try holder.run()
    for await _ in held { break }
    try await body()
    try input.fileHandleForWriting.close()
    for await _ in ended {}
    output.fileHandleForReading.readabilityHandler = nil
  }

  private static func python(_ script: String, _ argument: String) async throws -> String {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let output = FileManager.default.temporaryDirectory.appending(path: "validator-\(UUID().uuidString)")
    try Data().write(to: output)
    defer { try? FileManager.default.removeItem(at: output) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = [folder.appending(path: "Validators/\(script)").path, argument]
    process.standardOutput = try FileHandle(forWritingTo: output)
    let (ended, continuation) = AsyncStream<Void>.makeStream()
    process.terminationHandler = { _ in continuation.finish() }
    try process.run()
    for await _ in ended {}
    #expect(process.terminationStatus == 0, "Is a Debian package missing? .ci/setup installs them.")
    return String(decoding: try Data(contentsOf: output), as: UTF8.self)
  }
}
