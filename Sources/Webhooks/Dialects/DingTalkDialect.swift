import Outbox
import Planning
import Recurrence

/// 钉钉群机器人: one text message, signed in the address; delivered when `errcode` is 0.
struct DingTalkDialect: Dialect {
  func content(of letter: Letter) -> String {
    // DingTalk calls only those whose id or number stands in the text, too; it shows their names instead.
    letter.wholeText.withoutMentions.followed(by: letter.mentions.map { "@" + $0 })
  }

  func request(for letter: Letter, to endpoint: Endpoint) -> CurlRequest {
    let json = JSONText.object([
      ("msgtype", .string("text")),
      ("text", .object([("content", .string(content(of: letter)))])),
      (
        "at",
        .object(
          [("atMobiles", letter.mobiles), ("atUserIds", letter.userIDs)]
            .filter { !$1.isEmpty }.map { ($0, .strings($1)) } + [("isAtAll", .bool(false))])
      ),
    ])
    let at = letter.at.milliseconds
    let url =
      endpoint.secret.map {
        let sign = Signatures.dingtalk(milliseconds: at, secret: $0.revealed)
        return endpoint.address.adding(query: "timestamp=\(at)&sign=\(sign)")
      } ?? endpoint.address.url
    return CurlRequest(json: json, to: url, of: endpoint)
  }

  func outcome(of answer: CurlAnswer, in attempt: Attempt) -> DeliveryOutcome {
    if let decided = answer.transportOutcome(in: attempt) { return decided }
    return answer.errcodeOutcome(in: attempt, codes: Self.codes, kind: .dingtalk)
  }

  static let codes: [Int: RobotCode] = [
    -1: RobotCode(.again, "钉钉系统繁忙", "DingTalk is busy"),
    130101: RobotCode(
      .wait(.seconds(600)), "发得太快，机器人停 10 分钟", "too fast: the robot is closed for 10 minutes"),
    410100: RobotCode(
      .wait(.seconds(600)), "发得太快，机器人停 10 分钟", "too fast: the robot is closed for 10 minutes"),
    310000: RobotCode(
      .onceMore, "安全设置不符：签名、关键词或 IP", "the robot's security rules are not met: signature, keyword or IP"),
    400013: RobotCode(.never, "群已解散", "the group was dissolved"),
    400102: RobotCode(.never, "机器人已停用", "the robot is switched off"),
    400106: RobotCode(.never, "机器人不存在", "there is no such robot"),
    460101: RobotCode(.never, "消息过长", "the message is too long"),
    101002: RobotCode(.never, "消息过长或内容不合要求", "the message is too long or breaks a rule"),
    40035: RobotCode(.never, "参数不合要求", "a parameter is wrong"),
    43004: RobotCode(.never, "请求的内容类型不对", "the request's content type is wrong"),
  ]
}
