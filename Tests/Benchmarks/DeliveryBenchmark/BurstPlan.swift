import CampaignScheduler
import Foundation
import GRDB
import Outbox
import Planning
import Recurrence

/// A plan of reminders that are due in one second, made and written durably.
struct BurstPlan {
  private let bench: Bench

  init(_ bench: Bench) { self.bench = bench }

  func readings() async throws -> [Reading] {
    let units = bench.options.units
    let files = try BurstWorkspace(
      .robots, villages: units, port: 1, lead: 600, in: bench.scratch("plan"))
    let workspace = try Workspace(root: files.folder)
    let definitions = try workspace.definitions()
    let scheduler = Scheduler(
      workspace: workspace, definitions: definitions, pool: try DatabaseFile.open(files.database))
    let now = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    let start = ContinuousClock.now
    let report = try await scheduler.replan(at: now)
    let ours = (ContinuousClock.now - start) / .seconds(1)
    guard report.added.count == units else {
      throw Fault("planned \(report.added.count): \(definitions.diagnostics.first.map { "\($0)" } ?? "")")
    }
    let again = ContinuousClock.now
    guard try await scheduler.replan(at: now).isEmpty else { throw Fault("a second plan differs") }
    let unchanged = (ContinuousClock.now - again) / .seconds(1)
    let floor = try BurstRows(of: files.database)
      .insert(into: try DatabaseFile.open(files.folder + "/floor.sqlite"))
    return [
      Reading(
        title: "plan and insert \(units) due in one second", value: ours, unit: .seconds, floor: floor,
        limit: 1.5,
        remark: "floor: bare inserts of the same rows"),
      Reading(title: "- the same plan again, nothing new", value: unchanged, unit: .seconds),
    ]
  }
}
