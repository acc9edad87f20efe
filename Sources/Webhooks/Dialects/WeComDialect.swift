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

  func judgement(of answer: CurlAnswer, in attempt: Attempt) -> Judgement {
    if let decided = answer.transportJudgement() { return decided }
    return answer.errcodeJudgement(in: attempt, kind: .wecom) { code, _ in Self.codes[code] }
  }

  static let codes: [Int: RobotCode] = [
    -1: RobotCode(.again, "企业微信系统繁忙", "WeCom is busy"),
    45009: RobotCode(.wait(.seconds(60)), "发得太快，每分钟最多 20 条", "too fast: 20 messages a minute at most"),
    45033: RobotCode(.again, "并发太多", "too many requests at once"),
    93000: RobotCode(
      .closed, "机器人地址无效，或机器人已被移出群", "the robot's address is void, or it was removed from its group",
      todo: RobotAdvice.newRobot),
    93004: RobotCode(.closed, "机器人已停用", "the robot is switched off", todo: RobotAdvice.switchOn),
    93008: RobotCode(.closed, "机器人不在群里", "the robot is not in the group", todo: RobotAdvice.newRobot),
    40058: RobotCode(
      .never, "消息内容不合要求（可能过长）", "the message breaks a rule, perhaps its length", todo: RobotAdvice.sayLess),
    40063: RobotCode(.never, "有参数为空", "a parameter is empty"),
    45002: RobotCode(.never, "消息过长", "the message is too long", todo: RobotAdvice.sayLess),
    40008: RobotCode(.never, "消息类型不对", "the message's type is wrong"),
    44004: RobotCode(.never, "消息内容为空", "the message is empty"),
    60020: RobotCode(
      .closed, "本机 IP 不在企业的可信名单里", "this machine's IP is not on the company's list",
      todo: RobotAdvice.allowAddress),
  ]
}

extension CurlAnswer {
  /// Delivered when the status is 200 and `errcode` is 0, as WeCom and DingTalk have it.
  ///
  /// - Parameter entry: What a code means, given what the answer says beside it.
  func errcodeJudgement(
    in attempt: Attempt, kind: Channel.Kind, entry: (_ code: Int, _ message: String) -> RobotCode?
  ) -> Judgement {
    // Nearly every answer, compared instead of parsed.
    if status == 200, ending == .answered, body.elementsEqual(#"{"errcode":0,"errmsg":"ok"}"#.utf8) {
      return Judgement(.delivered)
    }
    if ending == .answered, let answer = RobotAnswer(body), let code = answer.errcode {
      if code != 0 {
        return RobotCode.judgement(
          String(code), as: entry(code, answer.message?.lowercased() ?? ""), status: status, attempt)
      }
      if status == 200 { return Judgement(.delivered) }
    }
    return robotStatusJudgement(in: attempt, kind: kind)
  }

  /// For an answer without the code that a robot of this kind always gives.
  func robotStatusJudgement(in attempt: Attempt, kind: Channel.Kind) -> Judgement {
    guard let status, status >= 300 else { return strangeJudgement(in: attempt) }
    let byStatus = statusJudgement(in: attempt, window: ChannelLimits.of(kind).window)
    if case .refused = byStatus.outcome { return strangeJudgement(in: attempt) }
    return byStatus
  }
}
