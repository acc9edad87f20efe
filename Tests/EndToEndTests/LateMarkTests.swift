import Foundation
import TestSupport
import Testing

/// What a reader and an organiser see of a reminder that goes out late, with the built program.
@Suite struct LateMarkTests {
  @Test func `a message that waited for hours says so in the campaign's zone, and the history does`()
    async throws
  {
    let server = try HookServer([.status(200, body: #"{"errcode":0,"errmsg":"ok"}"#)])
    defer { server.close() }
    // 08:07 in Urumqi is 10:07 in Shanghai.
    let workspace = try ScratchWorkspace(
      counties: 1, when: "once: 2026-05-29, zone: Asia/Urumqi", allow: server.port)
    try workspace.write(
      "Campaigns/shared/channels.yaml",
      "format: 1\nchannels:\n  hook: {kind: wecom, url_from: \"env:HOOK_URL\"}\n")
    let run = try await workspace.run(
      "daemon", "--once", "--now", "2026-05-29T13:30:00+08:00",
      environment: ScratchWorkspace.environment(server))
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(server.arrivals.count == 1)
    #expect(server.arrivals.first?.body.contains("（补发：原定 5月29日 08:07）") == true)
    let key = "day/once/-/county-1/now/county.contact/hook"
    for (language, text) in [("zh", "已送达  迟了 3 小时"), ("en", "delivered  3 h late")] {
      let shown = try await workspace.run("outbox", "show", key, "--lang", language)
      #expect(shown.output.contains(text), "\(shown.output)")
    }
  }
}
