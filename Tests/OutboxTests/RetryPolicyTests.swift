import Outbox
import Planning
import Recurrence
import Testing

@Suite struct RetryPolicyTests {
  @Test(arguments: [
    (1, "5", "4", "6"), (2, "300", "240", "360"), (3, "1800", "1440", "2160"), (4, "7200", "5760", "8640"),
    (5, "18000", "14400", "21600"), (6, "36000", "28800", "43200"), (7, "36000", "28800", "43200"),
  ])
  func `Waits are 5 s, 5 min, 30 min, 2 h, 5 h and 10 h, a fifth more or less`(
    _ attempt: Int, _ usual: String, _ shortest: String, _ longest: String
  ) {
    let policy = RetryPolicy()
    #expect(policy.wait(after: attempt, jitter: 0) == seconds(usual))
    #expect(policy.wait(after: attempt, jitter: -1) == seconds(shortest))
    #expect(policy.wait(after: attempt, jitter: 1) == seconds(longest))
    #expect(policy.wait(after: attempt, jitter: 7) == seconds(longest))
  }

  @Test func `There are seven tries unless settings say otherwise`() {
    #expect(RetryPolicy().tries == 7)
    #expect(RetryPolicy(waits: [.zero, .seconds(1)]).tries == 2)
    #expect(RetryPolicy(tries: 3).tries == 3)
    #expect(RetryPolicy(waits: []).wait(after: 1, jitter: 0) == .zero)
  }

  /// Expected values by another implementation of FNV-1a and MurmurHash3's finalizer.
  @Test(arguments: [
    ("diecai", 1, 0.8009109537388055), ("diecai", 2, -0.2108001616797206), ("lingui", 1, 0.26287408303045745),
  ])
  func `Jitter comes from the key and the attempt alone`(_ unit: String, _ attempt: Int, _ expected: Double) {
    #expect(RetryPolicy.stableJitter(key(unit), attempt) == expected)
  }

  @Test func `Jitter spreads evenly from -1 to 1`() {
    let values = (1...4000).map { RetryPolicy.stableJitter(key("unit-\($0)"), 1) }
    #expect(values.allSatisfy { (-1...1).contains($0) })
    for quarter in [-1.0, -0.5, 0, 0.5] {
      let count = values.count { $0 >= quarter && $0 < quarter + 0.5 }
      #expect((900...1100).contains(count), "\(quarter): \(count)")
    }
  }

  @Test(arguments: [
    // Sooner than the own wait: the own wait holds.
    (1, "2026-05-28T01:00:02Z", "2026-05-28T01:00:05Z"),
    (1, "2026-05-28T00:00:00Z", "2026-05-28T01:00:05Z"),
    // Later: as asked, to the millisecond.
    (1, "2026-05-28T01:00:30Z", "2026-05-28T01:00:30Z"),
    (2, "2026-05-28T01:07:00Z", "2026-05-28T01:07:00Z"),
    // Too late: a minute, or twice the own wait if that is longer.
    (1, "2026-05-28T09:00:00Z", "2026-05-28T01:01:00Z"),
    (2, "2026-05-28T09:00:00Z", "2026-05-28T01:10:00Z"),
  ])
  func `A receiver that asks to wait is obeyed within bounds`(
    _ attempt: Int, _ asked: String, _ expected: String
  ) {
    let due = RetryPolicy().due(
      after: attempt, jitter: 0, asked: instant(asked), at: instant("2026-05-28T01:00:00Z"))
    #expect(due == instant(expected))
  }

  @Test func `A platform that shuts robots out for ten minutes is waited for`() {
    let dingtalk = RetryPolicy(platformWindow: .seconds(600))
    let due = dingtalk.due(
      after: 1, jitter: 0, asked: instant("2026-05-28T01:09:00Z"), at: instant("2026-05-28T01:00:00Z"))
    #expect(due == instant("2026-05-28T01:09:00Z"))
  }

  @Test func `Giving up earlier than the reminder's own time is a setting`() {
    let (due, expires) = (instant("2026-05-28T01:00:00Z"), instant("2026-05-29T01:00:00Z"))
    #expect(RetryPolicy().lastInstant(due: due, expires: expires) == expires)
    #expect(
      RetryPolicy(giveUpAfter: .seconds(3600)).lastInstant(due: due, expires: expires)
        == instant("2026-05-28T02:00:00Z"))
    #expect(RetryPolicy(giveUpAfter: .seconds(900_000)).lastInstant(due: due, expires: expires) == expires)
  }

  private func seconds(_ text: String) -> Duration { .seconds(Int(text) ?? -1) }
}
