import Outbox
import Planning
import Recurrence

/// Discord's webhooks: delivered on 204, or on 200 where the address asks to wait.
struct DiscordDialect: Dialect {
  func content(of letter: Letter) -> String {
    letter.wholeText.followed(by: users(of: letter).map { "<@\($0)>" })
  }

  func request(for letter: Letter, to endpoint: Endpoint) -> CurlRequest {
    let json = JSONText.object([
      ("content", .string(content(of: letter))),
      (
        "allowed_mentions",
        .object(
          [("parse", .array([]))]
            + (users(of: letter).isEmpty ? [] : [("users", .strings(users(of: letter)))]))
      ),
    ])
    return CurlRequest(json: json, to: endpoint.address.url, of: endpoint)
  }

  /// Discord's ids are long numbers; it refuses the whole message for any other.
  private func users(of letter: Letter) -> [String] {
    letter.userIDs.filter { id in
      (16...20).contains(id.utf8.count) && id.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
  }

  func judgement(of answer: CurlAnswer, in attempt: Attempt) -> Judgement {
    if let decided = answer.transportJudgement(statusDecides: true) { return decided }
    if answer.status == 204 || answer.status == 200 {
      return Judgement(.delivered, quietUntil: endOfSpentBucket(answer, attempt))
    }
    let body = RobotAnswer(answer.body)
    let code = body?.code.flatMap { $0 == 0 ? nil : String($0) }
    if answer.status == 429, let until = wait(in: answer, body, attempt) {
      return Judgement(.throttled(until: until), code: code)
    }
    if let status = answer.status, (400..<429).contains(status), let number = body?.code, let code {
      return RobotCode.judgement(code, as: Self.codes[number], status: status, attempt)
    }
    return answer.statusJudgement(in: attempt, window: .seconds(1)).orStrange(answer, attempt).with(
      code: code)
  }

  /// Up to when the next message would be one too many: the message that takes a bucket's last place is told so.
  private func endOfSpentBucket(_ answer: CurlAnswer, _ attempt: Attempt) -> Timestamp? {
    guard let remaining = answer.headers["x-ratelimit-remaining"], Int(remaining) == 0 else { return nil }
    return resetOfBucket(answer, attempt)
  }

  /// Relative before absolute: the clocks may differ.
  private func resetOfBucket(_ answer: CurlAnswer, _ attempt: Attempt) -> Timestamp? {
    RetryAfter.instant(answer.headers["x-ratelimit-reset-after"], from: attempt.at)
      ?? RetryAfter.instant(epoch: answer.headers["x-ratelimit-reset"], from: attempt.at)
  }

  /// The body's figure is the exact one; then the headers of the bucket, relative before absolute.
  private func wait(in answer: CurlAnswer, _ body: RobotAnswer?, _ attempt: Attempt) -> Timestamp? {
    body?.retryAfter.flatMap { RetryAfter.instant(seconds: $0, from: attempt.at) }
      ?? RetryAfter.instant(answer.headers["x-ratelimit-reset-after"], from: attempt.at)
      ?? RetryAfter.instant(answer.headers["retry-after"], from: attempt.at)
      ?? resetOfBucket(answer, attempt)
  }

  static let codes: [Int: RobotCode] = [
    10003: RobotCode(.closed, "频道不存在", "the channel does not exist", todo: RobotAdvice.newRobot),
    10015: RobotCode(.closed, "机器人地址无效", "there is no such webhook", todo: RobotAdvice.newRobot),
    40005: RobotCode(.never, "消息太大", "the message is too big", todo: RobotAdvice.sayLess),
    50006: RobotCode(.never, "消息内容为空", "the message is empty"),
    50027: RobotCode(
      .closed, "机器人地址里的令牌无效", "the address's token is void", todo: RobotAdvice.newRobot),
    50035: RobotCode(
      .never, "消息不合要求（可能过长）", "the message breaks a rule, perhaps its length", todo: RobotAdvice.sayLess),
    220001: RobotCode(
      .closed, "机器人建在论坛频道里，那里不收普通消息", "the webhook is in a forum channel, which takes no plain messages"),
  ]
}
