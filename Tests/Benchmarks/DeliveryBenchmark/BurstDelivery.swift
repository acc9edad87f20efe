import CampaignScheduler
import Foundation
import GRDB

/// Reminders that are due in one second, from then to the last one settled.
struct BurstDelivery {
  private let bench: Bench

  init(_ bench: Bench) { self.bench = bench }

  func readings() throws -> [Reading] {
    try measured(.robots, "one robot a village") + measured(.oneRobot, "all by one robot, in order")
      + measured(.digests, "digests for posts above")
  }

  private func measured(_ kind: BurstWorkspace.Kind, _ words: String) throws -> [Reading] {
    let sink = try Sink(bench)
    defer { sink.child.stop() }
    let files = try BurstWorkspace(
      kind, villages: bench.options.units, port: sink.port, lead: 8, in: bench.scratch("burst"))
    let daemon = try files.startDaemon()
    defer { daemon.stop() }
    Thread.sleep(until: files.due.addingTimeInterval(-1))
    let before = daemon.processor
    let stats = try sink.wait(for: files.count, until: files.due.addingTimeInterval(120))
    guard stats.requests == files.count, stats.distinct == files.count else {
      throw Fault(
        "\(stats.distinct) of \(files.count) arrived, in \(stats.requests) requests: \(files.daemonLog())")
    }
    let settled = try settledSeconds(files)
    let (processor, peak, own) = (daemon.processor - before, daemon.peak, daemon.ownMemory)
    daemon.stop()
    let floor = try floor(files, port: sink.port, atOnce: kind == .oneRobot ? 1 : 256)
    let title = "due to settled, \(files.count) reminders, \(words)"
    func since(_ instant: Double) -> Double { instant - files.due.timeIntervalSince1970 * 1000 }
    return [
      Reading(
        title: title, value: settled, unit: .seconds, floor: floor, limit: kind == .robots ? 1.5 : nil,
        remark: "floor: C poster and bare commits; first after \(Int(since(stats.first))) ms"),
      Reading(title: "- of the processor", value: processor, unit: .seconds),
      Reading(
        title: "- memory at the peak", value: peak, unit: .mebibytes, limit: 64,
        remark: "\(Int(own)) MiB without the pages of programs and libraries"),
    ].map { $0.named(words) }
  }

  /// Seconds from the due time until the outbox says of the last reminder that it is delivered.
  private func settledSeconds(_ files: BurstWorkspace) throws -> Double {
    var configuration = Configuration()
    configuration.readonly = true
    let queue = try DatabaseQueue(path: files.database, configuration: configuration)
    while true {
      let open = try queue.read { db in
        try Bool.fetchOne(
          db,
          sql: """
            SELECT EXISTS (SELECT 1 FROM reminder WHERE state IN ('scheduled', 'retryable'))
              OR EXISTS (SELECT 1 FROM reminder WHERE state = 'sending')
            """) ?? true
      }
      let now = Date()
      if !open {
        let delivered = try queue.read {
          try Int.fetchOne($0, sql: "SELECT count(*) FROM reminder WHERE state = 'delivered'") ?? 0
        }
        guard delivered == files.count else { throw Fault("\(delivered) of \(files.count) are delivered") }
        return now.timeIntervalSince(files.due)
      }
      guard now < files.due.addingTimeInterval(150) else { throw Fault("not all are settled") }
      Thread.sleep(forTimeInterval: 0.01)
    }
  }

  /// Seconds that posting and committing take by themselves, one after the other.
  ///
  /// - `concurrency`: Requests at once; 1 to keep an order.
  private func floor(_ files: BurstWorkspace, port: Int, atOnce concurrency: Int) throws -> Double {
    let rows = try BurstRows(of: files.database)
    let pool = try DatabaseFile.open(files.folder + "/floor.sqlite")
    try pool.write { try $0.execute(sql: "PRAGMA defer_foreign_keys = 1") }
    _ = try rows.insert(into: pool)
    try pool.write { db in
      try db.execute(
        sql: "UPDATE reminder SET state = 'scheduled', attempt = 0, attempts_before = 0, lease_until = NULL")
    }
    let commits = try rows.claimAndSettle(in: pool)
    let poster = try Child(
      ["\(bench.folder)/floor", "http://127.0.0.1:\(port)/hook", "\(files.count)", "\(concurrency)", "600"])
    let figures = try poster.wholeOutput().split(separator: " ").compactMap { Double($0) }
    guard poster.hasSucceeded, let posting = figures.first else { throw Fault("the floor gave no figures") }
    return posting + commits
  }
}

extension Reading {
  /// With the words of what it belongs to, if its title has not got them.
  fileprivate func named(_ words: String) -> Reading {
    guard title.hasPrefix("-") else { return self }
    return Reading(
      title: "\(title), \(words)", value: value, unit: unit, floor: floor, limit: limit, remark: remark)
  }
}
