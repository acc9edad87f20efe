import Planning
import Outbox

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

  func outcome(of answer: CurlAnswer, in attempt: Attempt) -> DeliveryOutcome {
    if let decided = answer.transportOutcome(in: attempt) { return decided }
    guard answer.status == 200 else {
      return answer.statusOutcome(in: attempt, window: .seconds(1)).orStrange(answer, attempt)
    }
    let said = String(decoding: answer.body, as: UTF8.self).lowercased().filter { !$0.isWhitespace }
    return said == "ok" ? .delivered : answer.strangeOutcome(in: attempt)
  }
}

extension DeliveryOutcome {
  /// A success by status alone is none where the kind says it otherwise.
  func orStrange(_ answer: CurlAnswer, _ attempt: Attempt) -> DeliveryOutcome {
    self == .delivered ? answer.strangeOutcome(in: attempt) : self
  }
}
