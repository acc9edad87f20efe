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

  func judgement(of answer: CurlAnswer, in attempt: Attempt) -> Judgement {
    if let decided = answer.transportJudgement() { return decided }
    let judgement = answer.errcodeJudgement(in: attempt, kind: .dingtalk) { code, _ in Self.codes[code] }
    guard judgement.code == "310000", case .refused = judgement.outcome,
      Self.concernsRobot(RobotAnswer(answer.body)?.message ?? "")
    else { return judgement }
    return Judgement(judgement.outcome, code: judgement.code, closesEndpoint: true)
  }

  /// 310000 stands for three rules. A missing keyword is the message's fault; a wrong signature and an address that is
  /// not on the list hold for every message.
  private static func concernsRobot(_ message: String) -> Bool {
    let message = message.lowercased()
    return ["sign", "timestamp", "whitelist", "签名", "时间戳", "白名单"].contains { message.contains($0) }
  }

  private static let closed10Minutes = RobotCode(
    .wait(.seconds(600)), "发得太快，机器人停 10 分钟", "too fast: the robot is closed for 10 minutes")

  static let codes: [Int: RobotCode] = [
    -1: RobotCode(.again, "钉钉系统繁忙", "DingTalk is busy"),
    130101: closed10Minutes,
    410100: closed10Minutes,
    310000: RobotCode(
      .onceMore, "安全设置不符：签名、关键词或 IP", "the robot's security rules are not met: signature, keyword or IP",
      todo: BilingualText(
        zh: "请对照机器人的安全设置核对密钥、关键词和出口 IP",
        en: "compare the secret, the keyword and the public IP with the robot's security settings")),
    300005: RobotCode(
      .closed, "机器人地址里的令牌不存在", "the address's token does not exist", todo: RobotAdvice.newRobot),
    400013: RobotCode(.closed, "群已解散", "the group was dissolved", todo: RobotAdvice.newRobot),
    400101: RobotCode(
      .closed, "机器人地址里的令牌不存在", "the address's token does not exist", todo: RobotAdvice.newRobot),
    400102: RobotCode(.closed, "机器人已停用", "the robot is switched off", todo: RobotAdvice.switchOn),
    400106: RobotCode(.closed, "机器人不存在", "there is no such robot", todo: RobotAdvice.newRobot),
    400105: RobotCode(.never, "消息类型不支持", "the message's type is not supported"),
    430101: RobotCode(.never, "消息里有不合适的链接", "the message has an unfit link"),
    430102: RobotCode(.never, "消息里有不合适的图片", "the message has an unfit image"),
    430103: RobotCode(.never, "消息里有不合适的内容", "the message has unfit content"),
    430104: RobotCode(.never, "消息里有不合适的内容", "the message has unfit content"),
    460101: RobotCode(.never, "消息过长", "the message is too long", todo: RobotAdvice.sayLess),
    101002: RobotCode(.never, "消息过长或内容不合要求", "the message is too long or breaks a rule"),
    40035: RobotCode(.never, "参数不合要求", "a parameter is wrong"),
    43004: RobotCode(.never, "请求的内容类型不对", "the request's content type is wrong"),
  ]
}
