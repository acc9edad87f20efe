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

  func judgement(of answer: CurlAnswer, in attempt: Attempt) -> Judgement {
    if let decided = answer.transportJudgement() { return decided }
    guard answer.ending == .answered, let body = RobotAnswer(answer.body),
      let code = body.code ?? body.statusCode
    else { return answer.robotStatusJudgement(in: attempt, kind: .feishu) }
    if code == 0 {
      return answer.status == 200
        ? Judgement(.delivered) : answer.robotStatusJudgement(in: attempt, kind: .feishu)
    }
    let window = ChannelLimits.of(.feishu).window
    let isTooFast =
      [99_991_400, 11232].contains(code)
      || code == 9499 && body.message?.lowercased().contains("too many request") == true
    if isTooFast {
      let asked =
        RetryAfter.instant(answer.headers["x-ogw-ratelimit-reset"], from: attempt.at)
        ?? RetryAfter.instant(answer.headers["retry-after"], from: attempt.at)
      return Judgement(.throttled(until: asked ?? attempt.at.advanced(by: window)), code: String(code))
    }
    if answer.status == 429, Self.codes[code] == nil {
      return answer.statusJudgement(in: attempt, window: window).with(code: String(code))
    }
    return RobotCode.judgement(String(code), as: Self.codes[code], status: answer.status, attempt)
  }

  static let codes: [Int: RobotCode] = [
    11232: RobotCode(.wait(.seconds(60)), "发得太快，每分钟最多 100 条、每秒 5 条", "too fast: 100 a minute and 5 a second"),
    99_991_400: RobotCode(.wait(.seconds(60)), "发得太快", "too fast"),
    9499: RobotCode(.never, "请求不合要求", "a bad request"),
    19021: RobotCode(
      .closed, "签名不对，或本机时钟差了一小时以上", "the signature is wrong, or this clock is over an hour off",
      todo: RobotAdvice.checkSecret),
    19022: RobotCode(
      .closed, "本机 IP 不在机器人的白名单里", "this machine's IP is not on the robot's list",
      todo: RobotAdvice.allowAddress),
    19024: RobotCode(
      .never, "消息里没有机器人要求的关键词", "the robot's keyword is missing in the message", todo: RobotAdvice.keyword),
    19001: RobotCode(.closed, "机器人地址无效", "the robot's address is void", todo: RobotAdvice.newRobot),
  ]
}
