import Outbox
import Planning

/// 企业微信群机器人: one text message; delivered when `errcode` is 0.
struct WeComDialect: Dialect {
  func content(of letter: Letter) -> String {
    letter.wholeText.withoutMentions
  }

  func request(for letter: Letter, to endpoint: Endpoint) -> CurlRequest {
    let json = JSONText.object([
      ("msgtype", .string("text")),
      ("text", .object([("content", .string(content(of: letter)))] + mentions(of: letter))),
    ])
    return CurlRequest(json: json, to: endpoint.address.url, of: endpoint)
  }

  private func mentions(of letter: Letter) -> [(String, JSONText)] {
    [("mentioned_list", letter.userIDs), ("mentioned_mobile_list", letter.mobiles)]
      .filter { !$1.isEmpty }.map { ($0, .strings($1)) }
  }

  func outcome(of answer: CurlAnswer, in attempt: Attempt) -> DeliveryOutcome {
    if let decided = answer.transportOutcome(in: attempt) { return decided }
    return answer.errcodeOutcome(in: attempt, codes: Self.codes, kind: .wecom)
  }

  static let codes: [Int: RobotCode] = [
    -1: RobotCode(.again, "企业微信系统繁忙", "WeCom is busy"),
    45009: RobotCode(.wait(.seconds(60)), "发得太快，每分钟最多 20 条", "too fast: 20 messages a minute at most"),
    45033: RobotCode(.again, "并发太多", "too many requests at once"),
    93000: RobotCode(
      .never, "机器人地址无效，或机器人已被移出群", "the robot's address is void, or it was removed from its group"),
    93004: RobotCode(.never, "机器人已停用", "the robot is switched off"),
    40058: RobotCode(.never, "消息内容不合要求（可能过长）", "the message breaks a rule, perhaps its length"),
    45002: RobotCode(.never, "消息过长", "the message is too long"),
    40008: RobotCode(.never, "消息类型不对", "the message's type is wrong"),
    44004: RobotCode(.never, "消息内容为空", "the message is empty"),
    60020: RobotCode(.never, "本机 IP 不在企业的可信名单里", "this machine's IP is not on the company's list"),
  ]
}

extension CurlAnswer {
  /// Delivered when the status is 200 and `errcode` is 0, as WeCom and DingTalk have it.
  func errcodeOutcome(in attempt: Attempt, codes: [Int: RobotCode], kind: Channel.Kind) -> DeliveryOutcome {
    // Nearly every answer, compared instead of parsed.
    if status == 200, ending == .answered, body.elementsEqual(#"{"errcode":0,"errmsg":"ok"}"#.utf8) {
      return .delivered
    }
    if let code = RobotAnswer(body)?.errcode, ending == .answered {
      if code != 0 { return RobotCode.outcome(code, in: codes, attempt) }
      if status == 200 { return .delivered }
    }
    return robotStatusOutcome(in: attempt, kind: kind)
  }

  /// For an answer without the code that a robot of this kind always gives.
  func robotStatusOutcome(in attempt: Attempt, kind: Channel.Kind) -> DeliveryOutcome {
    guard let status, status >= 300 else { return strangeOutcome(in: attempt) }
    let byStatus = statusOutcome(in: attempt, window: ChannelLimits.of(kind).window)
    if case .refused = byStatus { return strangeOutcome(in: attempt) }
    return byStatus
  }
}
