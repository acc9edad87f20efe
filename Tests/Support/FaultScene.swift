import Foundation
import Recurrence
import Synchronization

/// A daemon, its receiver and what is done to them; at the end the one check of all fault tests.
///
/// Its reminders are due today at midnight, so that they are late by a known outage: until the first start of the daemon
/// there was none.
public final class FaultScene {
  public let workspace: ScratchWorkspace
  public let server: HookServer
  public private(set) var faults: [FaultSpan] = []
  /// Given to each run of the program: a library to preload, a database elsewhere.
  public var environment: [String: String] = [:]
  public var arguments: [String] = []
  /// How long a busy machine may take to catch up.
  public var recovery = Duration.seconds(60)
  private var downSince: Timestamp?

  public init(reminders: Int, then answer: HookServer.Answer = .ok) throws {
    server = try HookServer(then: answer)
    let zone = try Zone("Asia/Shanghai")
    let today = zone.local(at: SystemClock().now).date
    workspace = try ScratchWorkspace(
      counties: reminders, when: "once: \(today)", at: ScratchWorkspace.today, allow: server.port)
    downSince = zone.resolve(CivilDateTime(today, .midnight)).instant
  }

  deinit { server.close() }

  /// Starts the program in the workspace; with `daemon` the sending is no longer held up.
  public func start(_ words: String..., crashAt point: String = "") throws -> ProcessUnderTest {
    try start(words, crashAt: point)
  }

  public func start(_ words: [String], crashAt point: String = "") throws -> ProcessUnderTest {
    let process = try ProcessUnderTest(
      words + arguments, in: workspace.root, environment: variables(crashAt: point))
    if words.first == "daemon" { up(leavesDoubt: isDownByKill) }
    return process
  }

  /// One pass of the daemon, to its end or to the point at which it dies.
  public func passOnce(crashAt point: String = "") async throws -> CommandRun {
    let run = try await start("daemon", "--once", crashAt: point).ended()
    down(byKill: run.signal != nil)
    return run
  }

  /// A command that does not send.
  public func run(_ words: String..., crashAt point: String = "") async throws -> CommandRun {
    try await run(words, crashAt: point)
  }

  public func run(_ words: [String], crashAt point: String = "") async throws -> CommandRun {
    try await start(words, crashAt: point).ended()
  }

  /// Kills the daemon with a signal that it does not survive.
  public func kill(_ daemon: ProcessUnderTest) async throws {
    daemon.kill(SIGKILL)
    _ = try await daemon.ended()
    down(byKill: true)
  }

  private var isDownByKill = false

  /// Something holds the sending up from now until ``up()``.
  public func down(byKill: Bool = false) {
    downSince = SystemClock().now
    isDownByKill = byKill
  }

  public func up(leavesDoubt: Bool = false) {
    guard let since = downSince else { return }
    // A killed daemon may have been about to write down what arrived shortly before.
    faults.append(
      FaultSpan(from: since, to: SystemClock().now, recovery: recovery, leavesDoubt: leavesDoubt))
    (downSince, isDownByKill) = (nil, false)
  }

  public func add(_ fault: FaultSpan) { faults.append(fault) }

  private func variables(crashAt point: String = "") -> [String: String] {
    ScratchWorkspace.environment(server, crashAt: point).merging(environment) { $1 }
  }

  /// The reminders as they stand.
  public func reminders() async throws -> [PlannedDelivery] {
    let list = try await CommandRun.run(
      ["outbox", "list", "--json"] + arguments, in: workspace.root, environment: variables())
    return list.json.compactMap(PlannedDelivery.init(listed:))
  }

  /// What the run comes to, as the database has it now.
  public func check() async throws -> DeliveryCheck {
    DeliveryCheck(
      reminders: try await reminders(), arrivals: server.arrivals.compactMap(DeliveryArrival.init),
      faults: faults, budget: recovery)
  }
}
