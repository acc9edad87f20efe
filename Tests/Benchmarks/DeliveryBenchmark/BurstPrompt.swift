import Foundation
import GRDB

/// Single reminders over a minute: how soon after its due time the first byte of each is at the receiver, by itself and
/// while a host that never answers has as many.
struct BurstPrompt {
  private static let villages = 200
  private let bench: Bench

  init(_ bench: Bench) { self.bench = bench }

  func readings() throws -> [Reading] {
    let quiet = try latenesses(hung: nil)
    let hung = try Sink(bench, hangs: true)
    defer { hung.child.stop() }
    let beside = try latenesses(hung: hung)
    let count = Self.villages
    return [
      Reading(
        title: "due to first byte, one reminder: p99 of \(count)", value: quiet.quantile(0.99),
        unit: .milliseconds,
        limit: 20),
      Reading(title: "- p50", value: quiet.median, unit: .milliseconds),
      Reading(
        title: "later beside a host that hangs, at most", value: (beside.max() ?? .nan) - quiet.median,
        unit: .milliseconds, limit: 50, remark: "the latest of \(count) against the median without it"),
    ]
  }

  private func latenesses(hung: Sink?) throws -> [Double] {
    let sink = try Sink(bench)
    defer { sink.child.stop() }
    let files = try BurstWorkspace(
      .spread(hung: hung?.port), villages: Self.villages, port: sink.port, lead: 3,
      in: bench.scratch("prompt"))
    let daemon = try files.startDaemon()
    defer { daemon.stop() }
    let stats = try sink.wait(for: files.count, until: files.due.addingTimeInterval(75))
    guard stats.distinct == files.count else {
      throw Fault("\(stats.distinct) of \(files.count) arrived: \(files.daemonLog())")
    }
    if let hung, try hung.stats().requests == 0 { throw Fault("nothing went to the host that hangs") }
    let arrivals = try sink.arrivals()
    let due = try dueTimes(files)
    return due.compactMap { key, due in arrivals[key].map { $0 - due } }
  }

  /// Milliseconds since 1970, by key.
  private func dueTimes(_ files: BurstWorkspace) throws -> [String: Double] {
    var configuration = Configuration()
    configuration.readonly = true
    return try DatabaseQueue(path: files.database, configuration: configuration).read { db in
      let rows = try Row.fetchAll(db, sql: "SELECT key, due FROM reminder WHERE key LIKE '%/hook'")
      return Dictionary(uniqueKeysWithValues: rows.map { ($0["key"], $0["due"]) })
    }
  }
}
