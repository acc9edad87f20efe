import Foundation
import TestSupport
import Testing

/// What a person sees of deliveries: why one failed, in the reader's language, and never a secret.
@Suite(.timeLimit(.minutes(10))) struct DeliveryCommandTests {
  private static let planted = "PLANTED0123456789abcdef"
  /// The only reminder there is.
  private func key(_ workspace: ScratchWorkspace) async throws -> String {
    let list = try await workspace.run("outbox", "list", "--json")
    return try #require(list.json.first?["key"] as? String)
  }

  /// A workspace whose one channel is of a kind, with planted secrets in its address and its signature.
  private func workspace(_ kind: String, allow: UInt16, signed: Bool = false) throws -> ScratchWorkspace {
    let workspace = try ScratchWorkspace(counties: 1, allow: allow)
    let secret = signed ? ", secret_from: \"env:ROBOT_SECRET\"" : ""
    try workspace.write(
      "Campaigns/shared/channels.yaml",
      "format: 1\nchannels:\n  robots: {kind: \(kind), url_from: \"env:ROBOT_URL\"\(secret)}\n")
    try workspace.write(
      "Campaigns/day.yaml",
      ScratchWorkspace.campaign(when: "once: 2026-05-29", at: "on the day, 08:07")
        .replacingOccurrences(of: "channel: hook", with: "channel: robots"))
    return workspace
  }

  private func environment(_ server: HookServer, path: String = "/send?key=\(planted)") -> [String: String] {
    ["ROBOT_URL": server.url + path, "ROBOT_SECRET": Self.planted]
  }

  @Test func `the history tells each attempt in the reader's language`() async throws {
    let server = try HookServer([
      .reset, .status(200, body: #"{"errcode":93000,"errmsg":"invalid webhook url"}"#),
    ])
    let workspace = try workspace("wecom", allow: server.port)
    for now in [ScratchWorkspace.morning, "2026-05-29T09:00:00+08:00"] {
      _ = try await workspace.run("daemon", "--once", "--now", now, environment: environment(server))
    }
    let key = try await self.key(workspace)
    let chinese = try await workspace.run("outbox", "show", key, "--lang", "zh").output
    let english = try await workspace.run("outbox", "show", key, "--lang", "en").output
    for part in ["结果不明（已发出，连接断开，没有回答）", "重发", "返回码 93000：机器人地址无效", "首字节"] {
      #expect(chinese.contains(part), "\(part) in \(chinese)")
    }
    for part in [
      "sent, but the connection broke before an answer", "a repeat",
      "code 93000: the robot's address is void",
      "first byte", "HTTP 200",
    ] { #expect(english.contains(part), "\(part) in \(english)") }
    // The unit where it arrives is called as its table has it.
    let words = english.split(separator: "\n").filter { !$0.hasPrefix("  to ") }.joined()
    #expect(!words.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
    let lines = try await workspace.run("outbox", "show", key, "--json", "--lang", "en").json
    #expect(lines.map { $0["reason"] as? String } == ["93000", "no_answer", "93000"])
    #expect(lines.dropFirst().map { $0["repeat"] as? Bool } == [false, true])
    #expect(lines.last?["code"] as? String == "93000")
    let way = ["receiver", "receiverUnit"].map { lines.first?[$0] as? String ?? "-" }
    #expect(!way.contains("-") && english.contains("(\(way[0])) by ") && chinese.contains("（\(way[0])），渠道 "))
    let phases = try #require(lines.last?["phases"] as? [String: Any])
    #expect((phases["total"] as? Double ?? 0) >= (phases["firstByte"] as? Double ?? 1))
    #expect(phases["tls"] is NSNull)
  }

  @Test func `a retry can be tried dry, takes what was given up, and says how many`() async throws {
    let server = try HookServer([.status(200, body: #"{"errcode":45002}"#)])
    let workspace = try workspace("wecom", allow: server.port)
    _ = try await workspace.run(
      "daemon", "--once", "--now", ScratchWorkspace.morning, environment: environment(server))
    let dry = try await workspace.run("outbox", "retry", "--since", "2026-05-29", "--dry-run", "--lang", "en")
    #expect(dry.errors.contains("1 reminder will be sent again (a dry run"))
    #expect(try await workspace.run("outbox", "list", "--state", "discarded", "--json").json.count == 1)
    let early = try await workspace.run("outbox", "retry", "--since", "2026-05-30", "--lang", "en")
    #expect(early.errors.contains("no reminder matches") && early.exitCode == 0)
    let done = try await workspace.run("outbox", "retry", "--state", "discarded", "--since", "2026-05-29")
    #expect(done.exitCode == 0)
    #expect(try await workspace.run("outbox", "list", "--state", "scheduled", "--json").json.count == 1)
    let again = try await workspace.run("outbox", "retry", try await key(workspace), "--lang", "zh")
    #expect(again.exitCode == 1 && again.errors.contains("不能改：状态是待发"))
  }

  @Test(arguments: [
    (["outbox", "list", "--campaign", "nowhere"], Int32(1), "没有活动 “nowhere”；有：day", "there are: day"),
    (["outbox", "cancel", "--campaign", "nowhere"], 1, "没有活动 “nowhere”", "no campaign 'nowhere'"),
    (["outbox", "show", "x"], 1, "运行 campaign outbox list", "'campaign outbox list' prints the keys"),
    (["outbox", "retry"], 64, "请写编号，或用 --state", "name keys, or choose by --state"),
    (["outbox", "cancel", "x"], 64, "“x” 不是提醒的编号", "'x' is no key"),
    (["outbox", "list", "--since", "soon"], 64, "--since 看不懂 “soon”", "not 'soon'"),
    (["outbox", "list", "--limit=-1"], 64, "--limit 从 1 起", "--limit takes a number from 1 up"),
    (["outbox"], 0, "发件箱是空的", "the outbox is empty"),
  ])
  func `what an outbox command cannot do it says, with what to do, in either language`(
    _ arguments: [String], _ code: Int32, _ chinese: String, _ english: String
  ) async throws {
    let workspace = try workspace("wecom", allow: 1)
    for (language, text) in [("zh", chinese), ("en", english)] {
      let run = try await workspace.run(arguments + ["--lang", language])
      #expect(run.exitCode == code && run.errors.contains(text), "\(run.errors)")
      // The usage of another command helps nobody.
      #expect(!run.errors.contains("campaign <subcommand>"))
    }
  }

  @Test func `a cancelling that is only tried says so in each line`() async throws {
    let workspace = try workspace("wecom", allow: 1)
    _ = try await workspace.run("daemon", "--once", "--now", "2026-05-28T08:00:00+08:00")
    for (language, line, total) in [
      ("zh", "将取消", "将取消 1 条（只是试看"), ("en", "to be cancelled", "1 reminder to be cancelled (a dry run"),
    ] {
      let dry = try await workspace.run(
        "outbox", "cancel", "--campaign", "day", "--dry-run", "--lang", language)
      #expect(dry.output.contains("  \(line)") && dry.errors.contains(total), "\(dry.errors)")
    }
    let done = try await workspace.run("outbox", "cancel", "--campaign", "day", "--lang", "en")
    #expect(done.errors.contains("1 reminder cancelled") && done.exitCode == 0)
  }

  @Test(arguments: [
    ("wecom", "/send?key=\(planted)"), ("dingtalk", "/robot/send?access_token=\(planted)"),
    ("feishu", "/open-apis/bot/v2/hook/\(planted)"), ("slack", "/services/\(planted)"),
    ("discord", "/api/webhooks/1/\(planted)"), ("teams", "/workflows/\(planted)?sig=\(planted)"),
    ("telegram", "/bot1:\(planted)/sendMessage"), ("ntfy", "/\(planted)"), ("webhook", "/\(planted)"),
  ])
  func `a planted secret is in no output, error or database`(_ kind: String, _ path: String) async throws {
    let echo = HookServer.Answer.status(400, body: "you sent \(path) with \(Self.planted)")
    let server = try HookServer([echo], then: .reset)
    let isSigned = ["dingtalk", "feishu", "ntfy"].contains(kind)
    let workspace = try workspace(kind, allow: server.port, signed: isSigned)
    let environment = environment(server, path: path)
    var said = ""
    for arguments in [
      ["channels"], ["channels", "--json"], ["channels", "test", "robots"],
      ["channels", "preview", "robots"],
      ["channels", "preview", "robots", "--json"],
      ["daemon", "--once", "--now", ScratchWorkspace.morning, "--verbose"],
      ["outbox", "--json"], ["check"],
    ] {
      let run = try await CommandRun.run(arguments, in: workspace.root, environment: environment)
      said += run.output + run.errors
    }
    let key = try await self.key(workspace)
    for format in ["--json", "--verbose"] {
      let shown = try await workspace.run("outbox", "show", key, format)
      #expect(shown.exitCode == 0)
      said += shown.output
    }
    #expect(server.arrivals.count >= 2)
    #expect(!said.contains(Self.planted))
    let folder = workspace.root.appending(path: ".campaign")
    for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
      #expect(try Data(contentsOf: file).firstRange(of: Data(Self.planted.utf8)) == nil, "\(file)")
    }
  }
}
