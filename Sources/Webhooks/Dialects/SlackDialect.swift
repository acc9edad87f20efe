import Outbox
import Planning

/// Slack's incoming webhooks: delivered when the body is `ok`.
struct SlackDialect: Dialect {
  /// Escaped as Slack asks, which leaves no `<!channel>` and no `<@U…>`.
  func content(of letter: Letter) -> String {
    letter.wholeText.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .followed(by: letter.userIDs.map { "<@\($0)>" })
  }

  func request(for letter: Letter, to endpoint: Endpoint) -> CurlRequest {
    CurlRequest(
      json: .object([("text", .string(content(of: letter)))]), to: endpoint.address.url, of: endpoint)
  }

  func judgement(of answer: CurlAnswer, in attempt: Attempt) -> Judgement {
    if let decided = answer.transportJudgement() { return decided }
    let said = String(decoding: answer.body, as: UTF8.self).lowercased().filter { !$0.isWhitespace }
    guard answer.status == 200 else {
      let judgement = answer.statusJudgement(in: attempt, window: .seconds(1)).orStrange(answer, attempt)
      guard let entry = Self.codes[said], case .refused = judgement.outcome else { return judgement }
      var closes = judgement.closesEndpoint
      if case .closed = entry.verdict { closes = true }
      return Judgement(.refused(code: said), code: said, closesEndpoint: closes)
    }
    return said == "ok" ? Judgement(.delivered) : answer.strangeJudgement(in: attempt)
  }

  /// The words in which Slack refuses.
  static let codes: [String: RobotCode] = [
    "invalid_payload": RobotCode(.never, "消息格式不对", "the message is malformed"),
    "no_text": RobotCode(.never, "消息内容为空", "the message is empty"),
    "msg_too_long": RobotCode(.never, "消息过长", "the message is too long", todo: RobotAdvice.sayLess),
    "user_not_found": RobotCode(.never, "要提醒的人不存在", "the person to be called does not exist"),
    "channel_not_found": RobotCode(
      .closed, "频道不存在", "the channel does not exist", todo: RobotAdvice.newRobot),
    "channel_is_archived": RobotCode(
      .closed, "频道已归档", "the channel is archived", todo: RobotAdvice.newRobot),
    "action_prohibited": RobotCode(.closed, "管理员不允许机器人发言", "an administrator forbids it"),
    "posting_to_general_channel_denied": RobotCode(
      .closed, "这个频道不许机器人发言", "this channel is closed to robots"),
    "no_service": RobotCode(
      .closed, "机器人已停用或删除", "the webhook is switched off or deleted", todo: RobotAdvice.newRobot),
    "no_service_id": RobotCode(
      .closed, "机器人地址无效", "the webhook's address is void", todo: RobotAdvice.newRobot),
    "no_active_hooks": RobotCode(
      .closed, "机器人已停用", "the webhook is switched off", todo: RobotAdvice.newRobot),
    "no_team": RobotCode(.closed, "工作区不存在", "there is no such workspace", todo: RobotAdvice.newRobot),
    "team_disabled": RobotCode(.closed, "工作区已停用", "the workspace is disabled"),
    "invalid_token": RobotCode(
      .closed, "机器人地址里的令牌无效", "the address's token is void", todo: RobotAdvice.newRobot),
  ]
}
