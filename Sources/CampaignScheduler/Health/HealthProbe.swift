import Foundation
public import Outbox
import Planning
public import Recurrence

/// Asks the daemon's parts and its database how they are, and no more often than they can bear.
public actor HealthProbe {
  /// From when on something is wrong.
  public struct Bounds: Hashable, Sendable {
    /// A loop that has not turned for so long is stuck: its longest sleep is a few seconds, its longest work a large plan.
    public var turn = Duration.seconds(60)
    /// Something could have been sent, and was not for so long.
    public var lag = Duration.seconds(900)
    /// Less room on the disk is told before it is too late.
    public var freeBytes: Int64 = 64 << 20
    /// The database is asked to write at most so often.
    public var beat = Duration.seconds(10)
    /// The queue is counted at most so often.
    public var count = Duration.seconds(5)
    /// A database that does not answer within this fails.
    public var patience = Duration.seconds(5)

    public init() {}
  }

  public nonisolated let health: DaemonHealth
  private nonisolated let scheduler: Scheduler
  private nonisolated let clock: any WallClock
  private nonisolated let bounds: Bounds
  private var lastBeat: (at: ContinuousClock.Instant, check: HealthReport.Check)?
  private var lastCount: (at: ContinuousClock.Instant, figures: QueueFigures)?

  public init(scheduler: Scheduler, health: DaemonHealth, clock: any WallClock, bounds: Bounds = Bounds()) {
    self.scheduler = scheduler
    self.health = health
    self.clock = clock
    self.bounds = bounds
  }

  /// Whether the loops turn. Only a restart mends what this calls failing.
  public nonisolated func liveness() -> HealthReport {
    let (state, ages) = (health.now, health.ages)
    guard state.isStarted, !state.isStopping else {
      return HealthReport(checks: [HealthReport.Check(state.isStopping ? "stopping" : "starting")])
    }
    return HealthReport(checks: [
      turning("dispatch", ages.dispatcher, ("发送", "sending")),
      turning("replan", ages.replanner, ("重排", "replanning")),
    ])
  }

  private nonisolated func turning(_ name: String, _ age: Duration?, _ words: (zh: String, en: String))
    -> HealthReport.Check
  {
    // One that has not turned yet is about to.
    guard let age, age > bounds.turn else { return HealthReport.Check(name) }
    let seconds = Int(age / .seconds(1))
    return HealthReport.Check(
      name, .failing,
      BilingualText(
        zh: "\(words.zh)循环已有 \(seconds) 秒没有动；请重启守护程序",
        en: "the \(words.en) loop has not turned for \(seconds) s; restart the daemon"))
  }

  /// Whether the daemon does its work: loops, database, disk, queue and files.
  public func readiness() async -> HealthReport {
    let state = health.now
    guard state.isStarted, !state.isStopping else {
      let text =
        state.isStopping
        ? BilingualText(zh: "正在停止", en: "stopping") : BilingualText(zh: "正在启动", en: "starting")
      return HealthReport(checks: [HealthReport.Check("state", .failing, text)])
    }
    return HealthReport(
      checks: liveness().checks + [await database(), disk, await queue(), files(state), plan(state)])
  }

  /// The queue, counted at most every few seconds.
  public func queueFigures() async throws -> QueueFigures {
    if let lastCount, lastCount.at.duration(to: .now) < bounds.count { return lastCount.figures }
    let (store, now) = (scheduler.outbox, clock.now)
    let figures = try await withPatience { try await store.queueFigures(at: now) }
    lastCount = (.now, figures)
    return figures
  }

  private func database() async -> HealthReport.Check {
    if let lastBeat, lastBeat.at.duration(to: .now) < bounds.beat { return lastBeat.check }
    let (store, now) = (scheduler.outbox, clock.now)
    let check: HealthReport.Check
    do {
      try await withPatience { try await store.beat(at: now) }
      check = HealthReport.Check("database")
    } catch {
      let text = DatabaseFault(error).map { fault in
        BilingualText(fault.text)
      }
      check = HealthReport.Check("database", .failing, text ?? Self.silent)
    }
    // A failure is looked at again at the next question.
    lastBeat = check.level == .ok ? (.now, check) : nil
    return check
  }

  private static let silent = BilingualText(
    zh: "数据库没有应答；请看磁盘是否正常、有没有别的程序占用它",
    en: "the database does not answer; look at the disk, and for a program that holds it")

  private var disk: HealthReport.Check {
    let folder = URL(filePath: scheduler.databasePath).deletingLastPathComponent().path
    guard let free = Self.freeBytes(in: folder), free < bounds.freeBytes else {
      return HealthReport.Check("disk")
    }
    return HealthReport.Check(
      "disk", .degraded,
      BilingualText(
        zh: "磁盘只剩 \(free >> 20) MiB；请腾出空间", en: "\(free >> 20) MiB left on the disk; free some space"))
  }

  private func queue() async -> HealthReport.Check {
    guard let figures = try? await queueFigures() else {
      return HealthReport.Check("queue", .failing, Self.silent)
    }
    guard let oldest = figures.oldestNeglected, case let lag = oldest.duration(to: clock.now),
      lag > bounds.lag
    else { return HealthReport.Check("queue") }
    let minutes = Int(lag / .seconds(60))
    return HealthReport.Check(
      "queue", .failing,
      BilingualText(
        zh: "最早一条该发的提醒已等了 \(minutes) 分钟；campaign outbox list 查看",
        en: "the oldest reminder that could be sent has waited for \(minutes) min; see 'campaign outbox list'"
      ))
  }

  private func files(_ state: DaemonHealth.State) -> HealthReport.Check {
    guard state.brokenFiles > 0 else { return HealthReport.Check("files") }
    return HealthReport.Check(
      "files", .degraded,
      BilingualText(
        zh: "\(state.brokenFiles) 个文件有错误，仍按上一次正确的内容执行；请运行 campaign check",
        en: state.brokenFiles == 1
          ? "1 file has errors, its last good plan holds; run 'campaign check'"
          : "\(state.brokenFiles) files have errors, their last good plan holds; run 'campaign check'"))
  }

  private func plan(_ state: DaemonHealth.State) -> HealthReport.Check {
    guard state.isPlanFailing else { return HealthReport.Check("plan") }
    return HealthReport.Check(
      "plan", .degraded,
      BilingualText(
        zh: "上次重排没有写成，正在重试；请看日志", en: "the last plan could not be written and is tried again; see the log"))
  }

  static func freeBytes(in folder: String) -> Int64? {
    var figures = statvfs()
    guard statvfs(folder, &figures) == 0 else { return nil }
    return Int64(clamping: UInt64(figures.f_bavail) * UInt64(figures.f_frsize))
  }

  /// Work on the database, given up after ``Bounds/patience``.
  private nonisolated func withPatience<Result: Sendable>(
    _ work: @escaping @Sendable () async throws -> Result
  )
    async throws -> Result
  {
    let patience = bounds.patience
    return try await withThrowingTaskGroup(of: Result?.self) { group in
      group.addTask { try await work() }
      group.addTask {
        try await ContinuousClock().sleep(for: patience)
        return nil
      }
      defer { group.cancelAll() }
      guard let first = try await group.next(), let result = first else { throw CancellationError() }
      return result
    }
  }
}

extension HealthProbe {
  /// Sizes that monitoring watches.
  public struct Storage: Hashable, Sendable {
    public let databaseBytes: Int64
    /// A write-ahead log that grows has a reader that never ends.
    public let walBytes: Int64
    public let freeBytes: Int64?
  }

  public nonisolated var storage: Storage {
    func size(_ path: String) -> Int64 { Int64(FileStatus(path)?.bytes ?? 0) }
    let path = scheduler.databasePath
    return Storage(
      databaseBytes: size(path), walBytes: size(path + "-wal"),
      freeBytes: Self.freeBytes(in: URL(filePath: path).deletingLastPathComponent().path))
  }
}
