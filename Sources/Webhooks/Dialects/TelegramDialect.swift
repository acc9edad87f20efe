import Outbox
import Planning

/// Telegram's bots: the token stands in the path, the chat in the query; delivered when `ok` is true.
struct TelegramDialect: Dialect {
  func content(of letter: Letter) -> String {
    letter.wholeText.withoutMentions.followed(by: letter.userIDs.map { "@" + $0 })
  }

  func request(for letter: Letter, to endpoint: Endpoint) -> CurlRequest {
    CurlRequest(
      json: .object([("text", .string(content(of: letter)))]), to: endpoint.address.url, of: endpoint)
  }

  func judgement(of answer: CurlAnswer, in attempt: Attempt) -> Judgement {
    if let decided = answer.transportJudgement() { return decided }
    let body = RobotAnswer(answer.body)
    if answer.status == 200, body?.accepted == true { return Judgement(.delivered) }
    let code = body?.errorCode.map(String.init)
    if answer.status == 429, let seconds = body?.retryAfter,
      let until = RetryAfter.instant(seconds: seconds, from: attempt.at)
    {
      return Judgement(.throttled(until: until), code: code)
    }
    let judgement = answer.statusJudgement(in: attempt, window: ChannelLimits.of(.telegram).window)
      .orStrange(answer, attempt).with(code: code)
    // Telegram says 400 of messages and of chats alike; only its words tell them apart.
    let said = body?.message?.lowercased() ?? ""
    guard answer.status == 400, Self.closedChats.contains(where: said.contains) else { return judgement }
    return Judgement(judgement.outcome, code: code, closesEndpoint: true)
  }

  private static let closedChats = [
    "chat not found", "chat_write_forbidden", "not enough rights", "have no rights to send",
    "upgraded to a supergroup", "user is deactivated", "need administrator rights",
  ]
}
