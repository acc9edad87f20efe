import Outbox
import Planning
import Recurrence
import Testing

@testable import Webhooks

private let now = Timestamp(seconds: 1_780_000_000)

/// What an answer says of the robot: whether it takes nothing more, and which code it gave.
@Suite struct ClosedRobotTests {
  private func judgement(
    _ kind: Channel.Kind, _ status: Int, _ body: String, attempt: Int = 1, _ headers: [(String, String)] = []
  ) -> Judgement {
    let answer = CurlAnswer(
      .answered, status: status, headers: AnswerHeaders(headers), body: Array(body.utf8))
    return kind.dialect.judgement(of: answer, in: Attempt(number: attempt, at: now))
  }

  @Test(
    arguments: [
      (.wecom, [93000, 93004, 93008, 60020], [-1, 45009, 45033, 40058, 40063, 45002, 40008, 44004]),
      (
        .dingtalk, [400013, 400101, 400102, 400106, 300005],
        [-1, 130101, 410100, 310000, 460101, 101002, 40035, 43004, 400105, 430101]
      ),
    ] as [(Channel.Kind, [Int], [Int])])
  func `A code closes a robot or concerns one message`(
    _ kind: Channel.Kind, _ closing: [Int], _ others: [Int]
  ) {
    for (codes, closes) in [(closing, true), (others, false)] {
      for code in codes {
        let judged = judgement(kind, 200, #"{"errcode":\#(code),"errmsg":"x"}"#, attempt: 2)
        #expect(judged.closesEndpoint == closes, "\(code)")
        #expect(judged.code == String(code))
      }
    }
  }

  @Test func `Feishu's codes close a robot or concern one message`() {
    let cases = [
      (19001, true), (19021, true), (19022, true), (19024, false), (9499, false), (11232, false),
      (99_991_400, false),
    ]
    for (code, closes) in cases {
      for status in [200, 400] {
        let judged = judgement(.lark, status, #"{"code":\#(code),"msg":"x"}"#)
        #expect(judged.closesEndpoint == closes, "\(code)")
        #expect(judged.code == String(code))
      }
    }
  }

  @Test(arguments: [
    ("sign not match", true), ("invalid timestamp", true), ("ip 1.2.3.4 not in whitelist", true),
    ("description:关键词不匹配", false), ("keywords not in content", false), ("", false),
  ])
  func `DingTalk's 310000 concerns the robot or the message, as its words say`(
    _ message: String, _ closes: Bool
  ) {
    let body = #"{"errcode":310000,"errmsg":"\#(message)"}"#
    #expect(!judgement(.dingtalk, 200, body, attempt: 1).closesEndpoint)
    #expect(judgement(.dingtalk, 200, body, attempt: 2).closesEndpoint == closes)
    #expect(judgement(.dingtalk, 200, body, attempt: 2).outcome == .refused(code: "310000"))
  }

  @Test(
    arguments: [
      (.slack, [403, 404, 410], [400, 413, 429, 500]), (.discord, [401, 403, 404], [400, 413, 429, 502]),
      (.teams, [401, 403, 404, 410], [400, 413, 429, 500]), (.telegram, [401, 403, 404], [400, 429, 500]),
      (.ntfy, [401, 403, 404], [400, 413, 429, 507]),
      (.webhook, [301, 308, 401, 403, 404, 410], [302, 307, 400, 408, 413, 422, 425, 429, 500, 503]),
    ] as [(Channel.Kind, [Int], [Int])])
  func `A status closes a robot or concerns one message`(
    _ kind: Channel.Kind, _ closing: [Int], _ others: [Int]
  ) {
    for status in closing { #expect(judgement(kind, status, "").closesEndpoint, "\(status)") }
    for status in others { #expect(!judgement(kind, status, "").closesEndpoint, "\(status)") }
  }

  @Test(
    arguments: [
      (.slack, 404, "no_service", .refused(code: "no_service"), true, "no_service"),
      (
        .slack, 410, "channel_is_archived", .refused(code: "channel_is_archived"), true, "channel_is_archived"
      ),
      (.slack, 400, "invalid_token", .refused(code: "invalid_token"), true, "invalid_token"),
      (.slack, 400, "invalid_payload", .refused(code: "invalid_payload"), false, "invalid_payload"),
      (.slack, 404, "<html>", .refused(code: "http:404"), true, nil),
      (.discord, 404, #"{"code":10015}"#, .refused(code: "10015"), true, "10015"),
      (.discord, 401, #"{"code":50027}"#, .refused(code: "50027"), true, "50027"),
      (.discord, 400, #"{"code":50035}"#, .refused(code: "50035"), false, "50035"),
      (.discord, 400, #"{"code":220001}"#, .refused(code: "220001"), true, "220001"),
      (.discord, 401, #"{"code":0,"message":"401: Unauthorized"}"#, .refused(code: "http:401"), true, nil),
      (
        .teams, 400, #"{"error":{"code":"WorkflowTriggerIsNotEnabled","message":"x"}}"#,
        .refused(code: "WorkflowTriggerIsNotEnabled"), true, "WorkflowTriggerIsNotEnabled"
      ),
      (
        .teams, 400, #"{"error":{"code":"TriggerInputSchemaMismatch"}}"#,
        .refused(code: "TriggerInputSchemaMismatch"), false, "TriggerInputSchemaMismatch"
      ),
      (.teams, 400, #"{"error":{"code":"Other"}}"#, .refused(code: "http:400"), false, "Other"),
      (
        .teams, 200,
        "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 404",
        .refused(code: "http:404"), true, "404"
      ),
      (
        .teams, 200, "Microsoft Teams endpoint returned HTTP error 413", .refused(code: "http:413"), false,
        "413"
      ),
      (
        .telegram, 403, #"{"ok":false,"error_code":403,"description":"Forbidden: bot was kicked"}"#,
        .refused(code: "http:403"), true, "403"
      ),
      (
        .telegram, 400, #"{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}"#,
        .refused(code: "http:400"), true, "400"
      ),
      (
        .telegram, 400, #"{"ok":false,"error_code":400,"description":"Bad Request: message is too long"}"#,
        .refused(code: "http:400"), false, "400"
      ),
      (.ntfy, 403, #"{"code":40301,"http":403}"#, .refused(code: "http:403"), true, "40301"),
      (.ntfy, 413, #"{"code":41301,"http":413}"#, .refused(code: "http:413"), false, "41301"),
    ] as [(Channel.Kind, Int, String, DeliveryOutcome, Bool, String?)])
  func `What a platform says beside the status decides`(
    _ kind: Channel.Kind, _ status: Int, _ body: String, _ outcome: DeliveryOutcome, _ closes: Bool,
    _ code: String?
  ) {
    #expect(judgement(kind, status, body) == Judgement(outcome, code: code, closesEndpoint: closes))
  }

  @Test func `A wait keeps the code that asked for it`() {
    #expect(judgement(.wecom, 200, #"{"errcode":45009}"#).code == "45009")
    #expect(judgement(.feishu, 400, #"{"code":9499,"msg":"too many request"}"#).code == "9499")
    #expect(judgement(.discord, 429, #"{"code":20028,"retry_after":2}"#).code == "20028")
    let asked = judgement(.discord, 429, "", [("X-RateLimit-Reset", "1780000007.5")])
    #expect(asked.outcome == .throttled(until: now.advanced(by: .milliseconds(7500))))
  }

  @Test(arguments: Channel.Kind.allCases)
  func `An unknown code is tried once more in this round of tries`(_ kind: Channel.Kind) {
    let body = #"{"errcode":77777,"code":77777}"#
    guard [.wecom, .dingtalk, .feishu, .lark, .discord].contains(kind) else { return }
    let status = kind == .discord ? 400 : 200
    #expect(judgement(kind, status, body).outcome == .failed(reason: "code:77777"))
    #expect(judgement(kind, status, body, attempt: 2).outcome == .refused(code: "77777"))
    let again = ClaimedReminder(
      key: Samples.key, endpoint: EndpointID(channel: "robots", unit: nil), attempt: 9, attemptsBefore: 8,
      message: Message(title: "", text: ""), at: now, mayBeRepeat: false)
    #expect(again.tryNumber == 1)
  }

  @Test(arguments: Channel.Kind.allCases)
  func `An answer that never came closes nothing`(_ kind: Channel.Kind) {
    for ending in CurlAnswer.Ending.allCases where ending != .answered {
      for sent in [true, false] {
        let judged = kind.dialect.judgement(
          of: CurlAnswer(ending, sent: sent), in: Attempt(number: 3, at: now))
        #expect(!judged.closesEndpoint && judged.code == nil)
      }
    }
  }
}
