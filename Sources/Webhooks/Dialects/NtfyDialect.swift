import Foundation
import Outbox
import Planning

/// ntfy: the message goes to the server's root, and the last part of the address is the topic.
///
/// A secret is a token (`tk_…`), or a name and a password with a colon between them.
struct NtfyDialect: Dialect {
  /// The text, which alone is limited; the title has its own field.
  func content(of letter: Letter) -> String { letter.text }

  func request(for letter: Letter, to endpoint: Endpoint) throws(EndpointFault) -> CurlRequest {
    let path = endpoint.address.path.split(separator: "/")
    guard let topic = path.last else { throw .badAddress(endpoint.id) }
    let root = (["\(endpoint.address.scheme)://\(endpoint.address.host)"] + path.dropLast().map(String.init))
      .joined(separator: "/")
    let json = JSONText.object([
      ("topic", .string(String(topic))),
      ("title", .string(letter.mark + letter.title)),
      ("message", .string(content(of: letter))),
      ("priority", .number(3)),
      ("tags", .array([.string("calendar")])),
    ])
    let authorization = endpoint.secret.map { CurlRequest.Header("Authorization", Self.authorization($0)) }
    return CurlRequest(
      json: json, to: Secret(root + "/"), of: endpoint, adding: authorization.map { [$0] } ?? [])
  }

  static func authorization(_ secret: Secret) -> String {
    let text = secret.revealed
    return text.contains(":") ? "Basic " + Data(text.utf8).base64EncodedString() : "Bearer " + text
  }

  func judgement(of answer: CurlAnswer, in attempt: Attempt) -> Judgement {
    if let decided = answer.transportJudgement(statusDecides: true) { return decided }
    if answer.status == 200 { return Judgement(.delivered) }
    return answer.statusJudgement(in: attempt, window: ChannelLimits.of(.ntfy).window)
      .orStrange(answer, attempt).with(code: RobotAnswer(answer.body)?.code.map(String.init))
  }
}
