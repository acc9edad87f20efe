import Foundation
import TestSupport
import Testing

/// How long the details of attempts are kept, as `retention` in settings.yaml says, with the built program.
@Suite struct RetentionCommandTests {
  /// What a purge at an instant drops, and the attempts that are listed after it.
  private func purge(_ workspace: ScratchWorkspace, _ now: String) async throws -> (CommandRun, shown: Int) {
    let run = try await workspace.run("purge", "--now", now, "--lang", "en", "--json")
    let shown = try await workspace.run(
      "outbox", "show", "day/once/-/county-1/now/county.contact/hook", "--json")
    return (run, shown.json.count { $0["attempt"] != nil })
  }

  private func retain(_ line: String, in workspace: ScratchWorkspace, _ port: UInt16) throws {
    let path = "Campaigns/shared/settings.yaml"
    var text = try String(contentsOf: workspace.root.appending(path: path), encoding: .utf8)
    text = text.split(separator: "\n").filter { !$0.contains("retention") && !$0.contains("保留") }
      .joined(separator: "\n")
    try workspace.write(path, text + "\n" + line + "\n")
  }

  @Test func `what was delivered is kept for as long as the settings say, in either language's words`()
    async throws
  {
    let server = try HookServer()
    defer { server.close() }
    let workspace = try ScratchWorkspace(counties: 2, allow: server.port)
    let sent = try await workspace.run(
      "daemon", "--once", "--now", ScratchWorkspace.morning, environment: ScratchWorkspace.environment(server)
    )
    #expect(sent.exitCode == 0, "\(sent.errors)")

    try retain("retention: {delivered: 400 days}", in: workspace, server.port)
    var (run, shown) = try await purge(workspace, "2027-06-01T00:00:00+08:00")
    #expect(run.exitCode == 0 && run.json.isEmpty && shown == 1, "\(run.errors)")

    // A mistake could say that more is kept: nothing goes until it is mended.
    try retain("retention: {delivered: 4000 days}", in: workspace, server.port)
    (run, shown) = try await purge(workspace, "2027-06-01T00:00:00+08:00")
    #expect(run.exitCode == 1 && run.errors.contains("settings.yaml:"), "\(run.errors)")

    try retain("保留: {已送达: 7天}", in: workspace, server.port)
    (run, shown) = try await purge(workspace, "2026-06-04T00:00:00+08:00")
    #expect(run.json.isEmpty && shown == 1)
    (run, shown) = try await purge(workspace, "2026-06-06T00:00:00+08:00")
    #expect(run.json.map { $0["attempts"] as? Int } == [2])
    #expect(run.errors.contains("2 attempts of 2 reminders") && shown == 0, "\(run.errors)")
  }
}
