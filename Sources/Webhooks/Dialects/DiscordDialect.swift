import Planning
import Outbox

/// Discord's webhooks: delivered on 204, or on 200 where the address asks to wait.
struct DiscordDialect: Dialect {
  func content(of letter: Letter) -> String {
    letter.wholeText.followed(by: letter.mentions.map { "<@\($0)>" })
  }

  func request(for letter: Letter, to endpoint: Endpoint) -> CurlRequest {
    let json = JSONText.object([
      ("content", .string(content(of: letter))),
      (
        "allowed_mentions",
        .object(
          [("parse", .array([]))]
            + (letter.mentions.isEmpty ? [] : [("users", .strings(letter.mentions))]))
      ),
    ])
    return CurlRequest(json: json, to: endpoint.address.url, of: endpoint)
  }

  func outcome(of answer: CurlAnswer, in attempt: Attempt) -> DeliveryOutcome {
    if let decided = answer.transportOutcome(in: attempt, statusDecides: true) { return decided }
    if answer.status == 204 || answer.status == 200 { return .delivered }
    let body = RobotAnswer(answer.body)
    if answer.status == 429 {
      let asked = body?.retryAfter.flatMap { RetryAfter.instant(seconds: $0, from: attempt.at) }
      let reset = RetryAfter.instant(answer.headers["x-ratelimit-reset-after"], from: attempt.at)
      if let until = asked ?? reset { return .throttled(until: until) }
    }
    if let status = answer.status, (400..<429).contains(status), let code = body?.code, code != 0 {
      return RobotCode.outcome(code, in: Self.codes, attempt)
    }
    return answer.statusOutcome(in: attempt, window: .seconds(1)).orStrange(answer, attempt)
  }

  static let codes: [Int: RobotCode] = [
    10015: RobotCode(.never, "机器人地址无效", "there is no such webhook"),
    50006: RobotCode(.never, "消息内容为空", "the message is empty"),
    50027: RobotCode(.never, "机器人地址里的令牌无效", "the address's token is void"),
    50035: RobotCode(.never, "消息不合要求（可能过长）", "the message breaks a rule, perhaps its length"),
  ]
}
