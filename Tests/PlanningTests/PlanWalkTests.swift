import Planning
import Recurrence
import Testing

/// The walk over a plan beside ``SlowPlan``.
@Suite struct PlanWalkTests {
  @Test(arguments: UInt64(1)...120)
  func `a walk gives what an expansion of every unit and message gives`(_ seed: UInt64) throws {
    let workspace = try RandomWorkspace(seed: seed)
    let campaigns = workspace.definitions.campaigns
    let reminders = Array(workspace.planner.reminders(of: campaigns, over: workspace.window))
    let expected = SlowPlan(planner: workspace.planner, campaigns: campaigns)
      .reminders(over: workspace.window)
    #expect(reminders.count == expected.count)
    #expect(Set(reminders).subtracting(expected).map { "\($0)" }.sorted() == [])
    #expect(Set(expected).subtracting(reminders).map { "\($0)" }.sorted() == [])
  }

  @Test func `the random workspaces have what a plan can have`() throws {
    let reminders = try (UInt64(1)...120).flatMap { seed in
      let workspace = try RandomWorkspace(seed: seed)
      return Array(workspace.planner.reminders(of: workspace.definitions.campaigns, over: workspace.window))
    }
    #expect(reminders.count > 3000)
    #expect(reminders.contains { $0.digest } && reminders.contains { $0.key.part != nil })
    #expect(reminders.contains { $0.note != nil } && reminders.contains { $0.endpoint.unit == nil })
    #expect(reminders.contains { $0.endpoint.channel != $0.key.channel })
    #expect(reminders.contains { $0.receiverUnit != $0.key.unit && $0.endpoint.unit != $0.receiverUnit })
  }

  @Test(arguments: [
    ("diecai", "kickoff", "2026-04-29T09:19:10+08:00"), ("qixing", "kickoff", "2026-04-29T09:14:36+08:00"),
    ("tianyang", "today", "2026-05-29T08:13:43+08:00"), ("diecai", "chase-1", "2026-06-08T09:17:57+08:00"),
  ])
  func `a reminder is due where it has always been`(_ unit: String, _ rule: String, _ due: String) throws {
    let definitions = try Fixtures.examples()
    let campaigns = definitions.campaigns.filter { $0.id == "member-day-529" }
    let from = try #require(Timestamp(iso: "2026-01-01T00:00:00+08:00"))
    let reminders = Planner(shared: definitions.shared).reminders(
      of: campaigns, over: from..<from.advanced(by: .seconds(366 * 86_400)))
    let reminder = try #require(reminders.first { $0.key.unit == unit && $0.key.rule == rule })
    #expect(definitions.shared.zone.format(reminder.due) == due)
  }
}
