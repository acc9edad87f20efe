import Foundation
import TestSupport
import Testing

/// Files that are written piece by piece, emptied or copied over while the daemon runs.
@Suite(
  .enabled(if: FakeClock.isAvailable, "no clang to build the clock that these tests set"),
  .timeLimit(.minutes(5)))
struct HalfFileTests {
  /// Due at 08:07 and at 09:00, planned at 08:00 for four units.
  private static let good =
    ScratchWorkspace.campaign(when: "once: 2026-05-29", at: "on the day, 08:07")
      + """

        - {id: nine, at: "on the day, 09:00", to: county.contact, channel: hook, template: note, if_closed: send}

      """

  private func withDaemon(
    _ body: (ScratchWorkspace, ProcessUnderTest, OutboxProbe) async throws -> Void
  ) async throws {
    let server = try HookServer()
    defer { server.close() }
    let clock = try FakeClock(at: "2026-05-29T08:00:00+08:00")
    let workspace = try ScratchWorkspace(counties: 4, allow: server.port)
    try workspace.write("Campaigns/day.yaml", Self.good)
    let daemon = try workspace.daemon("--verbose", environment: server.environment, clock: clock)
    try await eventually("the plan is made") { daemon.errorsSoFar.contains("plan: 8 added") }
    try await body(workspace, daemon, OutboxProbe(workspace))
    daemon.kill(SIGTERM)
    #expect(try await daemon.ended().exitCode == 0)
    #expect(server.arrivals.isEmpty)
  }

  private static func count(_ words: String, _ daemon: ProcessUnderTest) -> Int {
    daemon.errorsSoFar.components(separatedBy: words).count - 1
  }

  /// How many plans cancelled something.
  private static func cancelling(_ daemon: ProcessUnderTest) -> Int {
    daemon.errorsSoFar.matches(of: #/cancelled=[1-9]/#).count
  }

  @Test func `a file that is written for seconds is read when it is whole, whatever else changes meanwhile`()
    async throws
  {
    try await withDaemon { workspace, daemon, probe in
      try workspace.write("whole", Self.good)
      // Every line but the last is whole YAML, and from the ninth on a campaign without its second reminder.
      let run = try await CommandRun.shell(
        """
        exec 3> Campaigns/day.yaml
        while IFS= read -r line; do
          printf '%s\\n' "$line" >&3
          touch Templates/note.mustache
          timeout 0.4 tail -f /dev/null
        done < whole
        exec 3>&-
        """, in: workspace.root)
      #expect(run.exitCode == 0, "\(run.errors)")
      try await eventually("it is read") { Self.count("unchanged=8", daemon) >= 1 }
      #expect(!daemon.errorsSoFar.contains("definition fault"))
      #expect(Self.cancelling(daemon) == 0)
      #expect(try probe.counts() == ["scheduled": 8])
    }
  }

  @Test func `a writer that never closes its file does not hold up the others for ever`() async throws {
    try await withDaemon { workspace, daemon, _ in
      let path = workspace.root.appending(path: "Campaigns/day.yaml")
      let writer = try FileHandle(forWritingTo: path)
      try writer.seekToEnd()
      try writer.write(contentsOf: Data("# more to come\n".utf8))
      try workspace.write("Templates/note.mustache", "{{unit}}\n")
      try await eventually("the template is read", within: .seconds(30)) {
        Self.count("unchanged=8", daemon) >= 1
      }
      try writer.close()
    }
  }

  @Test func `a file that has another campaign keeps its old one, told once, until it is gone`() async throws
  {
    try await withDaemon { workspace, daemon, probe in
      let other = Self.good.replacing("id: day", with: "id: da")
      for round in 1...2 {
        // A busy machine may read one change twice.
        let before = Self.count("unchanged=8", daemon)
        try workspace.write("Campaigns/day.yaml", other + "# \(round)\n")
        try await eventually("it is read") { Self.count("unchanged=8", daemon) > before }
      }
      #expect(Self.count("a file no longer has its campaign", daemon) == 1)
      #expect(daemon.errorsSoFar.contains("campaign=day"))
      #expect(try probe.counts() == ["scheduled": 8])
      try FileManager.default.removeItem(at: workspace.root.appending(path: "Campaigns/day.yaml"))
      try await eventually("a deleted campaign is cancelled") {
        try probe.counts() == ["cancelled/superseded": 8]
      }
    }
  }

  @Test(arguments: ["", "\n", "format: 1\n", "format: 1\nid: day\nname: {zh: 会"])
  func `a file that ends too early changes nothing, and is told of`(_ text: String) async throws {
    try await withDaemon { workspace, daemon, probe in
      try workspace.write("Campaigns/day.yaml", text)
      try await eventually("it is read") { Self.count("unchanged=8", daemon) >= 1 }
      #expect(daemon.errorsSoFar.contains("definition fault"))
      #expect(try probe.counts() == ["scheduled": 8])
      let before = Self.count("unchanged=8", daemon)
      try workspace.write("Campaigns/day.yaml", Self.good)
      try await eventually("it is read again") { Self.count("unchanged=8", daemon) > before }
      #expect(Self.cancelling(daemon) == 0)
    }
  }

  @Test func `a campaign that moved into another file, whose old one got another, is taken over`()
    async throws
  {
    try await withDaemon { workspace, daemon, probe in
      try workspace.write("Campaigns/moved.yaml", Self.good)
      try await eventually("there are two") { daemon.errorsSoFar.contains("definition fault") }
      try workspace.write("Campaigns/day.yaml", Self.good.replacing("id: day", with: "id: other"))
      try await eventually("the other is planned") { try probe.counts() == ["scheduled": 16] }
      #expect(Self.count("a file no longer has its campaign", daemon) == 0)
    }
  }
}
