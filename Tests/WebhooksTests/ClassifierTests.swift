import Outbox
import Planning
import Recurrence
import Testing

@testable import Webhooks

private let now = Timestamp(seconds: 1_780_000_000)

private func answered(_ status: Int, _ body: String = "", _ headers: [(String, String)] = []) -> CurlAnswer {
  CurlAnswer(.answered, status: status, headers: AnswerHeaders(headers), body: Array(body.utf8))
}

/// What an outcome is, without its words.
private enum Verdict: Hashable {
  case delivered, failed, ambiguous, notSent, blocked, refused(String), throttled(Duration)

  init(_ outcome: DeliveryOutcome) {
    switch outcome {
    case .delivered: self = .delivered
    case .failed: self = .failed
    case .ambiguous: self = .ambiguous
    case .notSent: self = .notSent
    case .blocked: self = .blocked
    case .refused(let code): self = .refused(code)
    case .throttled(let until): self = .throttled(now.duration(to: until))
    }
  }
}

private func verdict(_ kind: Channel.Kind, _ answer: CurlAnswer, attempt: Int = 1) -> Verdict {
  Verdict(kind.dialect.outcome(of: answer, in: Attempt(number: attempt, at: now)))
}

@Suite struct ClassifierTests {
  @Test(
    arguments: [
      (-1, .failed), (45009, .throttled(.seconds(60))), (45033, .failed), (93000, .refused("93000")),
      (93004, .refused("93004")), (40058, .refused("40058")), (45002, .refused("45002")),
      (40008, .refused("40008")),
      (44004, .refused("44004")), (60020, .refused("60020")), (0, .delivered), (77777, .failed),
    ] as [(Int, Verdict)])
  fileprivate func `WeCom's codes under HTTP 200`(_ code: Int, _ expected: Verdict) {
    #expect(verdict(.wecom, answered(200, #"{"errcode":\#(code),"errmsg":"x"}"#)) == expected)
  }

  @Test(
    arguments: [
      (-1, .failed), (130101, .throttled(.seconds(600))), (410100, .throttled(.seconds(600))),
      (310000, .failed),
      (400013, .refused("400013")), (400102, .refused("400102")), (400106, .refused("400106")),
      (460101, .refused("460101")), (101002, .refused("101002")), (40035, .refused("40035")),
      (43004, .refused("43004")), (0, .delivered), (77777, .failed),
    ] as [(Int, Verdict)])
  fileprivate func `DingTalk's codes under HTTP 200`(_ code: Int, _ expected: Verdict) {
    #expect(verdict(.dingtalk, answered(200, #"{"errcode":\#(code),"errmsg":"x"}"#)) == expected)
  }

  @Test(arguments: [Channel.Kind.feishu, .lark])
  func `Feishu's codes, whatever the status`(_ kind: Channel.Kind) {
    let cases: [(Int, String, [(String, String)], Verdict)] = [
      (200, #"{"code":0,"msg":"success"}"#, [], .delivered),
      (200, #"{"StatusCode":0,"StatusMessage":"success"}"#, [], .delivered),
      (200, #"{"code":11232,"msg":"frequency limited"}"#, [], .throttled(.seconds(60))),
      (400, #"{"code":99991400,"msg":"x"}"#, [("x-ogw-ratelimit-reset", "23")], .throttled(.seconds(23))),
      (400, #"{"code":9499,"msg":"too many request"}"#, [], .throttled(.seconds(60))),
      (400, #"{"code":9499,"msg":"Bad Request"}"#, [], .refused("9499")),
      (400, #"{"code":19021,"msg":"sign match fail"}"#, [], .refused("19021")),
      (200, #"{"code":19021,"msg":"sign match fail"}"#, [], .refused("19021")),
      (200, #"{"code":19022,"msg":"Ip Not Allowed"}"#, [], .refused("19022")),
      (200, #"{"code":19024,"msg":"Key Words Not Found"}"#, [], .refused("19024")),
      (400, #"{"code":19001,"msg":"param invalid"}"#, [], .refused("19001")),
      (429, "", [], .throttled(.seconds(60))), (429, "", [("Retry-After", "5")], .throttled(.seconds(5))),
      (500, #"{"code":0}"#, [], .failed), (200, #"{"code":55555}"#, [], .failed),
    ]
    for (status, body, headers, expected) in cases {
      #expect(verdict(kind, answered(status, body, headers)) == expected, "\(status) \(body)")
    }
  }

  @Test(arguments: [(Channel.Kind.wecom, "errcode"), (.dingtalk, "errcode"), (.feishu, "code")])
  func `An unknown code is refused after one retry, and kept`(_ kind: Channel.Kind, _ name: String) {
    #expect(verdict(kind, answered(200, #"{"\#(name)":77777}"#), attempt: 2) == .refused("77777"))
    #expect(verdict(kind, answered(200, #"{"\#(name)":"77777"}"#), attempt: 2) == .refused("77777"))
  }

  @Test func `DingTalk's 310000 is refused after signing once more`() {
    #expect(verdict(.dingtalk, answered(200, #"{"errcode":310000}"#), attempt: 2) == .refused("310000"))
  }

  @Test(arguments: [Channel.Kind.wecom, .dingtalk, .feishu, .slack, .telegram])
  func `HTTP 200 without the robot's own success is no delivery`(_ kind: Channel.Kind) {
    for body in ["", "<html>登录</html>", "[0]", "null", #"{"errcode":null}"#, #"{"data":{}}"#] {
      #expect(verdict(kind, answered(200, body)) == .failed, "\(body)")
      #expect(verdict(kind, answered(200, body), attempt: 2) == .refused("http:200"), "\(body)")
    }
    #expect(verdict(kind, answered(503)) == .failed)
    #expect(verdict(kind, answered(404), attempt: 2) == .refused("http:404"))
    #expect(verdict(kind, answered(302), attempt: 2) == .refused("http:302"))
  }

  @Test(
    arguments: [
      (204, [("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset-After", "1.75")], 1750),
      (200, [("x-ratelimit-remaining", "0"), ("x-ratelimit-reset-after", "2")], 2000),
      (204, [("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", "1780000007.5")], 7500),
      (204, [("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", "1779999999")], 0),
      (204, [("X-RateLimit-Remaining", "0")], nil),
      (204, [("X-RateLimit-Remaining", "1"), ("X-RateLimit-Reset-After", "2")], nil),
      (204, [("X-RateLimit-Remaining", "none"), ("X-RateLimit-Reset-After", "2")], nil),
      (204, [("X-RateLimit-Reset-After", "2")], nil), (204, [], nil),
      (204, [("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset-After", "soon")], nil),
    ] as [(Int, [(String, String)], Int64?)])
  func `Discord says in taking a message when it takes the next`(
    _ status: Int, _ headers: [(String, String)], _ wait: Int64?
  ) {
    let judgement = Channel.Kind.discord.dialect.judgement(
      of: answered(status, "", headers), in: Attempt(number: 1, at: now))
    #expect(judgement.outcome == .delivered)
    #expect(judgement.quietUntil == wait.map { now.advanced(by: .milliseconds($0)) })
  }

  @Test func `Slack, Discord, Teams, Telegram and ntfy by their tables`() {
    let cases: [(Channel.Kind, CurlAnswer, Verdict)] = [
      (.slack, answered(200, "ok"), .delivered), (.slack, answered(400, "no_text"), .refused("no_text")),
      (.slack, answered(400), .refused("http:400")),
      (.slack, answered(403), .refused("http:403")), (.slack, answered(404), .refused("http:404")),
      (.slack, answered(410), .refused("http:410")), (.slack, answered(500), .failed),
      (.slack, answered(429, "", [("retry-after", "30")]), .throttled(.seconds(30))),
      (.slack, answered(204), .failed),
      (.discord, answered(204), .delivered), (.discord, answered(200, "{}"), .delivered),
      (.discord, answered(429, #"{"retry_after":1.25}"#), .throttled(.milliseconds(1250))),
      (.discord, answered(429, "", [("X-RateLimit-Reset-After", "2.5")]), .throttled(.milliseconds(2500))),
      (.discord, answered(404, #"{"code":10015}"#), .refused("10015")),
      (.discord, answered(404), .refused("http:404")),
      (.discord, answered(400, #"{"code":50035}"#), .refused("50035")),
      (.discord, answered(400), .refused("http:400")),
      (.discord, answered(502), .failed), (.discord, answered(202), .failed),
      (.teams, answered(200), .delivered), (.teams, answered(202), .delivered),
      (.teams, answered(200, "Microsoft Teams endpoint returned HTTP error 429"), .throttled(.seconds(1))),
      (.teams, answered(200, "returned HTTP error 413 with ContextId"), .refused("http:413")),
      (.teams, answered(200, "HTTP error"), .failed), (.teams, answered(429), .throttled(.seconds(1))),
      (.teams, answered(500), .failed), (.teams, answered(400), .refused("http:400")),
      (.teams, answered(404), .refused("http:404")), (.teams, answered(413), .refused("http:413")),
      (.telegram, answered(200, #"{"ok":true}"#), .delivered),
      (.telegram, answered(200, #"{"ok":false}"#), .failed),
      (
        .telegram, answered(429, #"{"ok":false,"parameters":{"retry_after":14}}"#), .throttled(.seconds(14))
      ),
      (.telegram, answered(429, #"{"ok":false}"#), .throttled(.seconds(60))),
      (.telegram, answered(400, #"{"ok":false}"#), .refused("http:400")),
      (.telegram, answered(403, #"{"ok":false}"#), .refused("http:403")),
      (.ntfy, answered(200, "{}"), .delivered), (.ntfy, answered(429), .throttled(.seconds(60))),
      (.ntfy, answered(500), .failed), (.ntfy, answered(400), .refused("http:400")),
      (.ntfy, answered(401), .refused("http:401")), (.ntfy, answered(403), .refused("http:403")),
      (.ntfy, answered(413), .refused("http:413")),
    ]
    for (kind, answer, expected) in cases {
      #expect(
        verdict(kind, answer) == expected,
        "\(kind) \(answer.status ?? 0) \(String(decoding: answer.body, as: UTF8.self))")
    }
  }

  @Test func `Standard Webhooks goes by the status`() {
    for status in [200, 201, 202, 204, 299] { #expect(verdict(.webhook, answered(status)) == .delivered) }
    for status in [408, 425, 429, 500, 502, 503, 504] {
      #expect(verdict(.webhook, answered(status)) == .failed)
    }
    for status in [300, 301, 302, 307, 308, 400, 401, 403, 404, 410, 413, 422] {
      #expect(verdict(.webhook, answered(status)) == .refused("http:\(status)"))
    }
    #expect(verdict(.webhook, answered(503, "", [("Retry-After", "120")])) == .throttled(.seconds(120)))
  }

  @Test func `An error after a success counts as the kind reads its answers`() {
    for ending in [CurlAnswer.Ending.broken, .timedOut, .bodyTooLong] {
      let answer = CurlAnswer(ending, status: 200, body: Array(#"{"errcode":0,"code":0}"#.utf8))
      #expect(verdict(.webhook, answer) == .delivered)
      for kind in [Channel.Kind.wecom, .dingtalk, .feishu, .slack, .teams, .telegram] {
        #expect(verdict(kind, answer) == .ambiguous, "\(kind)")
      }
    }
    for kind in Channel.Kind.allCases {
      #expect(verdict(kind, CurlAnswer(.headersTooLong, status: 200)) == .ambiguous)
      #expect(verdict(kind, CurlAnswer(.broken, status: 503)) == .failed)
    }
  }

  @Test(arguments: Channel.Kind.allCases)
  func `Without an answer, what was sent is unknown and what was not is known`(_ kind: Channel.Kind) {
    for ending in CurlAnswer.Ending.allCases where ending != .answered {
      #expect(verdict(kind, CurlAnswer(ending, sent: true)) == .ambiguous, "\(ending)")
    }
    let unsent: [(CurlAnswer.Ending, Verdict)] = [
      (.nameUnknown, .failed), (.addressRefused, .blocked), (.notConnected, .failed), (.notSecure, .failed),
      (.timedOut, .failed), (.broken, .failed), (.badAddress, .notSent), (.cancelled, .notSent),
      (.noDescriptor, .notSent), (.other, .notSent),
    ]
    for (ending, expected) in unsent {
      #expect(verdict(kind, CurlAnswer(ending, sent: false)) == expected, "\(ending)")
    }
  }

  @Test(
    arguments: [
      ("0", 0), ("120", 120_000), ("0.5", 500), ("1e99", 86_400_000),
      ("Thu, 28 May 2026 20:28:20 GMT", 100_000),
      ("Thu, 28 May 2026 19:00:00 GMT", 0), ("Thu, 28 May 2099 20:00:00 GMT", 86_400_000),
    ] as [(String, Int64)])
  func `Retry-After is read as seconds, fractions or a date`(_ value: String, _ wait: Int64) {
    #expect(RetryAfter.instant(value, from: now).map { now.duration(to: $0) } == .milliseconds(wait))
  }

  @Test(arguments: [
    "", "soon", "-1", "nan", "inf", "Thu, 31 Feb 2026 00:00:00 GMT", "Thu, 28 May 2026 25:00:00 GMT",
  ])
  func `Nonsense in Retry-After is no figure`(_ value: String) {
    #expect(RetryAfter.instant(value, from: now) == nil)
  }

  @Test(
    arguments: [
      ("Thu, 28 May 2026 20:28:20 GMT", 100_000), ("Thursday, 28-May-26 20:28:20 GMT", 100_000),
      ("Thu May 28 20:28:20 2026", 100_000), ("Sun Nov  6 08:49:37 1994", 0),
      ("Sunday, 06-Nov-94 08:49:37 GMT", 0), ("Monday, 01-Jan-68 00:00:00 GMT", 86_400_000),
      ("Thu May  7 00:00:00 2026", 0), ("000120", 120_000), ("3.0001", 3001),
    ] as [(String, Int64)])
  func `All three forms of a date that RFC 9110 knows are read`(_ value: String, _ wait: Int64) {
    #expect(RetryAfter.instant(value, from: now).map { now.duration(to: $0) } == .milliseconds(wait))
  }

  @Test(arguments: [
    "1970-01-01T00:00:00Z", "1994-11-06T08:49:37Z", "2026-05-29T00:00:09Z", "2024-02-29T23:59:59Z",
  ])
  func `A date is written as senders write it`(_ iso: String) throws {
    let instant = try #require(Timestamp(iso: iso))
    let text = HTTPDate.text(instant)
    #expect(HTTPDate.instant(text, near: now) == instant)
    let weekday = ["1970": "Thu", "1994": "Sun", "2026": "Fri", "2024": "Thu"][String(iso.prefix(4))]
    #expect(text.hasPrefix("\(try #require(weekday)), "))
  }

  @Test(arguments: [
    "Thu May 32 20:28:20 2026", "Thursday, 28-May-2026 20:28:20 GMT", "Thu, 28 May 26 20:28:20 GMT",
    "Thu, 28 May 2026 20:28:20 CST", "0x10", "-0.5", "1,5", "Thursday, 28-May-26 20:28:20",
  ])
  func `What is nearly a date is none`(_ value: String) {
    #expect(RetryAfter.instant(value, from: now) == nil)
  }

  @Test func `A blocked address is named with the setting that would open it`() {
    let answer = CurlAnswer(.addressRefused, sent: false, address: "10.0.0.7", port: 8443)
    let word = "address_blocked:10.0.0.7:8443:private_network"
    #expect(
      Channel.Kind.webhook.dialect.outcome(of: answer, in: Attempt(number: 1, at: now))
        == .blocked(policy: word))
    let text = ReasonText.text(of: word, kind: .webhook)
    #expect(text.zh == "10.0.0.7:8443 是内网地址，settings.yaml 的 outgoing.allow 没有放行")
    #expect(
      text.en
        == "10.0.0.7:8443 is an address of a private network, which outgoing.allow in settings.yaml does not allow"
    )
    let six = CurlAnswer(.addressRefused, sent: false, address: "::1", port: 80)
    #expect(
      Channel.Kind.webhook.dialect.outcome(of: six, in: Attempt(number: 1, at: now))
        == .blocked(policy: "address_blocked:[::1]:80:loopback"))
    #expect(
      ReasonText.text(of: "address_blocked:[::1]:80:loopback", kind: nil).en?.hasPrefix(
        "[::1]:80 is a loopback address") == true)
  }

  @Test func `A code is explained where somebody wrote down what it means`() {
    #expect(Channel.Kind.wecom.meaning(ofCode: "93000")?.zh == "机器人地址无效，或机器人已被移出群")
    #expect(
      Channel.Kind.feishu.meaning(ofCode: "19024")?.en == "the robot's keyword is missing in the message")
    #expect(Channel.Kind.wecom.meaning(ofCode: "http:404") == nil)
  }
}
