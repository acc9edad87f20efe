import Foundation
import Outbox
import Planning

/// Microsoft Teams' workflows: a message with an adaptive card; a 200 may carry the error of the chat behind it.
struct TeamsDialect: Dialect {
  func content(of letter: Letter) -> String { letter.wholeText }

  func request(for letter: Letter, to endpoint: Endpoint) -> CurlRequest {
    let card = JSONText.object([
      ("$schema", .string("http://adaptivecards.io/schemas/adaptive-card.json")),
      ("type", .string("AdaptiveCard")),
      ("version", .string("1.2")),
      (
        "body",
        .array([
          block(letter.mark + letter.title, [("weight", .string("Bolder"))]),
          block(letter.text),
        ])
      ),
    ])
    let attachment = JSONText.object([
      ("contentType", .string("application/vnd.microsoft.card.adaptive")), ("content", card),
    ])
    let message = JSONText.object([("type", .string("message")), ("attachments", .array([attachment]))])
    return CurlRequest(json: message, to: endpoint.address.url, of: endpoint)
  }

  private func block(_ text: String, _ style: [(String, JSONText)] = []) -> JSONText {
    .object(
      [
        ("type", .string("TextBlock")), ("text", .string(text.replacing("<", with: "＜"))),
        ("wrap", .bool(true)),
      ] + style)
  }

  func judgement(of answer: CurlAnswer, in attempt: Attempt) -> Judgement {
    if let decided = answer.transportJudgement() { return decided }
    guard answer.status == 200 || answer.status == 202 else {
      let judgement = answer.statusJudgement(in: attempt, window: .seconds(1)).orStrange(answer, attempt)
      guard let code = RobotAnswer(answer.body)?.errorName else { return judgement }
      if case .refused = judgement.outcome, let entry = Self.codes[code] {
        return RobotCode.judgement(code, as: entry, attempt)
      }
      return judgement.with(code: code)
    }
    let said = String(decoding: answer.body, as: UTF8.self)
    guard let mark = said.range(of: "HTTP error", options: .caseInsensitive) else {
      return Judgement(.delivered)
    }
    let number = said[mark.upperBound...].drop { !$0.isNumber }.prefix { $0.isNumber }
    let inner = CurlAnswer(.answered, status: Int(number) ?? 500, headers: answer.headers)
    return inner.statusJudgement(in: attempt, window: .seconds(1)).orStrange(inner, attempt)
      .with(code: number.isEmpty ? nil : String(number))
  }

  /// The names in which workflows refuse.
  static let codes: [String: RobotCode] = [
    "WorkflowTriggerIsNotEnabled": RobotCode(
      .closed, "流程已关闭", "the workflow is switched off",
      todo: BilingualText(zh: "请在 Power Automate 里重新打开", en: "switch it on again in Power Automate")),
    "WorkflowNotFound": RobotCode(
      .closed, "流程不存在", "there is no such workflow", todo: RobotAdvice.newRobot),
    "DirectApiAuthorizationRequired": RobotCode(
      .closed, "网址里缺少签名", "the address lacks its signature", todo: RobotAdvice.newRobot),
    "TriggerInputSchemaMismatch": RobotCode(.never, "消息格式不对", "the message is malformed"),
  ]
}
