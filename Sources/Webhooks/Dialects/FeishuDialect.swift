import Outbox
import Planning
import Recurrence

/// 飞书 and Lark: one text message, signed in the body; delivered when `code` (or `StatusCode`) is 0.
struct FeishuDialect: Dialect {
  /// Tags mention in a Feishu text, so none may begin but ours.
  func content(of letter: Letter) -> String {
    letter.wholeText.replacing("<", with: "＜").withoutMentions
      .followed(by: letter.userIDs.map { "<at user_id=\"\($0)\"></at>" })
  }

  func request(for letter: Letter, to endpoint: Endpoint) -> CurlRequest {
    let seconds = letter.at.milliseconds / 1000
    let signature: [(String, JSONText)] =
      endpoint.secret.map {
        [
          ("timestamp", .string(String(seconds))),
          ("sign", .string(Signatures.feishu(seconds: seconds, secret: $0.revealed))),
        ]
      } ?? []
    let json = JSONText.object(
      signature + [
        ("msg_type", .string("text")),
        ("content", .object([("text", .string(content(of: letter)))])),
      ])
    return CurlRequest(json: json, to: endpoint.address.url, of: endpoint)
  }

  func outcome(of answer: CurlAnswer, in attempt: Attempt) -> DeliveryOutcome {
    if let decided = answer.transportOutcome(in: attempt) { return decided }
    let window = ChannelLimits.of(.feishu).window
    guard answer.ending == .answered, let body = RobotAnswer(answer.body),
      let code = body.code ?? body.statusCode
    else { return answer.robotStatusOutcome(in: attempt, kind: .feishu) }
    switch code {
    case 0 where answer.status == 200:
      return .delivered
    case 0:
      return answer.robotStatusOutcome(in: attempt, kind: .feishu)
    case 99_991_400, 11232:
      let reset = answer.headers["x-ogw-ratelimit-reset"]
      return .throttled(
        until: RetryAfter.instant(reset, from: attempt.at) ?? attempt.at.advanced(by: window))
    case 9499 where body.message?.lowercased().contains("too many request") == true:
      return .throttled(until: attempt.at.advanced(by: window))
    default:
      if answer.status == 429 { return answer.statusOutcome(in: attempt, window: window) }
      return RobotCode.outcome(code, in: Self.codes, attempt)
    }
  }

  static let codes: [Int: RobotCode] = [
    11232: RobotCode(.wait(.seconds(60)), "发得太快，每分钟最多 100 条、每秒 5 条", "too fast: 100 a minute and 5 a second"),
    99_991_400: RobotCode(.wait(.seconds(60)), "发得太快", "too fast"),
    9499: RobotCode(.never, "请求不合要求", "a bad request"),
    19021: RobotCode(
      .never, "签名不对，或本机时钟差了一小时以上", "the signature is wrong, or this clock is over an hour off"),
    19022: RobotCode(.never, "本机 IP 不在机器人的白名单里", "this machine's IP is not on the robot's list"),
    19024: RobotCode(.never, "消息里没有机器人要求的关键词", "the robot's keyword is missing in the message"),
    19001: RobotCode(.never, "机器人地址无效", "the robot's address is void"),
  ]
}
