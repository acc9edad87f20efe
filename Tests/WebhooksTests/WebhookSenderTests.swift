import Outbox
import Planning
import Recurrence
import Testing
import TestSupport

@testable import Webhooks

@Suite(.timeLimit(.minutes(10))) struct WebhookSenderTests {
  private let clock = ManualClock(now: Samples.at)

  private func sender(
    _ kind: Channel.Kind, _ server: HookServer, allow: [String] = ["127.0.0.0/8"], secret: String? = nil,
    path: String = "/send?key=0123456789abcdef", language: Language = .en
  ) throws -> WebhookSender {
    var environment = ["ROBOT_URL": server.url + path]
    environment["ROBOT_SECRET"] = secret
    let channel = Samples.channel(kind, secret: secret == nil ? nil : .environment("ROBOT_SECRET"))
    return WebhookSender(
      engine: try CurlEngine(policy: AddressPolicy(allow: allow)),
      resolver: EndpointResolver(channels: [channel], environment: environment, secrets: nil),
      language: language,
      clock: clock)
  }

  @Test func `A delivered message is reported with status, answer and size`() async throws {
    let server = try HookServer()
    let report = try await sender(.wecom, server).send(Samples.reminder())
    #expect(
      report
        == DeliveryReport(
          .delivered, status: 200, answer: #"{"errcode":0,"errmsg":"ok"}"#,
          bytes: server.arrivals.first?.body.utf8.count ?? 0, answerBytes: 27, shortened: false,
          phases: report.phases))
    let phases = try #require(report.phases)
    #expect(phases.firstByte > .zero && phases.firstByte <= phases.total)
  }

  @Test func `HTTP 200 with a refusal is not a delivery`() async throws {
    let server = try HookServer([.status(200, body: #"{"errcode":93000,"errmsg":"invalid webhook url"}"#)])
    let report = try await sender(.wecom, server).send(Samples.reminder())
    #expect(report.outcome == .refused(code: "93000"))
    #expect(report.status == 200)
    #expect(report.code == "93000")
    #expect(report.endpointIsClosed)
  }

  @Test func `A secret that is missing is named, and nothing is sent`() async throws {
    let channel = Samples.channel(
      .dingtalk, url: .environment("ROBOT_URL"), secret: .environment("DINGTALK_SECRET"))
    let resolver = EndpointResolver(
      channels: [channel], environment: ["ROBOT_URL": "http://127.0.0.1:9/"], secrets: nil)
    let sender = WebhookSender(
      engine: try CurlEngine(policy: AddressPolicy()), resolver: resolver, language: .zh, clock: clock)
    let report = await sender.send(Samples.reminder())
    #expect(report.outcome == .notSent(reason: "missing_variable:DINGTALK_SECRET"))
    #expect(report.bytes == 0)
  }

  @Test func `An address that is not allowed is blocked, with the setting's name`() async throws {
    let server = try HookServer()
    let report = try await sender(.webhook, server, allow: []).send(Samples.reminder())
    #expect(
      report.outcome
        == .blocked(
          policy:
            "address_blocked:127.0.0.1:\(server.port):loopback"
        ))
    #expect(server.connections == 0)
  }

  @Test func `What an answer repeats of the address or the secret is hidden`() async throws {
    let echo = "key=0123456789abcdef \u{1B}[31m secret SEC12345678\r\n" + String(repeating: "x", count: 4000)
    let server = try HookServer([.status(400, body: echo)])
    let report = try await sender(.dingtalk, server, secret: "SEC12345678").send(Samples.reminder())
    let answer = try #require(report.answer)
    #expect(answer.hasPrefix(#"key=••• \u{1b}[31m secret •••\u{d}\u{a}xxx"#))
    #expect(answer.utf8.count == 2048)
  }

  @Test func `A request that dies on a kept connection is ambiguous and not sent twice`() async throws {
    let server = try HookServer([.ok, .ok, .drop])
    let sender = try sender(.wecom, server)
    #expect(await sender.send(Samples.reminder()).outcome == .delivered)
    #expect(await sender.send(Samples.reminder()).outcome == .delivered)
    let report = await sender.send(Samples.reminder())
    #expect(report.outcome == .ambiguous(reason: "kept_connection_died"))
    #expect(server.arrivals.count == 3)
  }

  @Test func `A wait counts from the answer`() async throws {
    let server = try HookServer([.status(429, headers: [("Retry-After", "30")])])
    let report = try await sender(.webhook, server).send(Samples.reminder())
    #expect(report.outcome == .throttled(until: Samples.at.advanced(by: .seconds(30))))
  }

  @Test(arguments: Channel.Kind.allCases)
  func `Every kind goes through the same door`(_ kind: Channel.Kind) async throws {
    let answer: HookServer.Answer =
      switch kind {
      case .wecom, .dingtalk: .ok
      case .feishu, .lark: .status(200, body: #"{"code":0}"#)
      case .slack: .status(200, body: "ok")
      case .discord: .status(204)
      case .teams: .status(202)
      case .telegram: .status(200, body: #"{"ok":true}"#)
      case .ntfy, .webhook: .status(200)
      }
    let server = try HookServer([answer])
    let report = try await sender(kind, server).send(Samples.reminder())
    #expect(report.outcome == .delivered)
    #expect(server.arrivals.first?.body.contains("会员日") == true)
  }

  @Test func `A preview shows the request without what must not be seen`() throws {
    let server = try HookServer()
    let preview = try sender(.feishu, server, secret: "demo").preview(Samples.reminder()).get()
    #expect(preview.address.hasPrefix("http://127.0.0.1:\(server.port)/… #"))
    #expect(preview.body.hasPrefix(#"{"timestamp":"1599360473","sign":"•••","msg_type""#))
    let signed = try sender(.webhook, server, secret: "whsec_MDEy").preview(Samples.reminder()).get()
    #expect(signed.headers.contains("webhook-signature: •••"))
    let topic = try sender(.ntfy, server, secret: "tk_planted", path: "/my-topic").preview(Samples.reminder())
      .get()
    #expect(topic.body.hasPrefix(#"{"topic":"•••","title""#))
    #expect(topic.headers.contains("Authorization: •••"))
  }

  @Test func `A host is known from the second meeting on, and forgotten when others come`() {
    let hosts = RecentHosts(capacity: 2)
    #expect(
      ["a", "a", "b", "a", "c", "b", "a"].map(hosts.meet) == [false, true, false, true, false, true, false])
  }
}
