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

  func outcome(of answer: CurlAnswer, in attempt: Attempt) -> DeliveryOutcome {
    if let decided = answer.transportOutcome(in: attempt) { return decided }
    let body = RobotAnswer(answer.body)
    if answer.status == 200, body?.accepted == true { return .delivered }
    if answer.status == 429, let seconds = body?.retryAfter,
      let until = RetryAfter.instant(seconds: seconds, from: attempt.at)
    {
      return .throttled(until: until)
    }
    return answer.statusOutcome(in: attempt, window: ChannelLimits.of(.telegram).window)
      .orStrange(answer, attempt)
  }
}
