import Planning
import Foundation
import Outbox

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

  func outcome(of answer: CurlAnswer, in attempt: Attempt) -> DeliveryOutcome {
    if let decided = answer.transportOutcome(in: attempt) { return decided }
    guard answer.status == 200 || answer.status == 202 else {
      return answer.statusOutcome(in: attempt, window: .seconds(1)).orStrange(answer, attempt)
    }
    let said = String(decoding: answer.body, as: UTF8.self)
    guard let mark = said.range(of: "HTTP error", options: .caseInsensitive) else { return .delivered }
    let number = said[mark.upperBound...].drop { !$0.isNumber }.prefix { $0.isNumber }
    let inner = CurlAnswer(.answered, status: Int(number) ?? 500, headers: answer.headers)
    return inner.statusOutcome(in: attempt, window: .seconds(1)).orStrange(answer, attempt)
  }
}
