import Outbox
import Planning
import Recurrence

/// Any receiver of Standard Webhooks: signed JSON; delivered on any 2xx.
///
/// The id is the reminder's, the same in every attempt; the body is, too, but that a late attempt says since when it was
/// due. Without a secret nothing is signed.
struct WebhookDialect: Dialect {
  func content(of letter: Letter) -> String { letter.text }

  func request(for letter: Letter, to endpoint: Endpoint) throws(EndpointFault) -> CurlRequest {
    let json = body(of: letter)
    let id = Signatures.webhookID(of: letter.key)
    let seconds = letter.at.milliseconds / 1000
    var headers = [
      CurlRequest.Header("webhook-id", id), CurlRequest.Header("webhook-timestamp", String(seconds)),
    ]
    if let secret = endpoint.secret {
      guard let keys = Signatures.standardKeys(secret) else { throw .badSecret(endpoint.id, form: "whsec_…") }
      let bytes = json.bytes
      let signatures = keys.map { Signatures.standard(id: id, seconds: seconds, body: bytes, key: $0) }
      headers.append(CurlRequest.Header("webhook-signature", signatures.joined(separator: " ")))
    }
    return CurlRequest(json: json, to: endpoint.address.url, of: endpoint, adding: headers)
  }

  private func body(of letter: Letter) -> JSONText {
    let key = letter.key
    var members: [(String, JSONText)] = [
      ("key", .string(key.description)), ("campaign", .string(key.campaign)),
      ("occurrence", .string(key.occurrence)),
    ]
    if let part = key.part { members.append(("part", .string(part))) }
    members += [
      ("unit", .string(key.unit)), ("reminder", .string(key.rule)), ("receiver", .string(key.receiver)),
      ("channel", .string(key.channel)), ("title", .string(letter.title)), ("text", .string(letter.text)),
    ]
    if let due = letter.lateSince { members += [("late", .bool(true)), ("due", .string("\(due)"))] }
    return .object([("type", .string("campaign.reminder")), ("data", .object(members))])
  }

  func judgement(of answer: CurlAnswer, in attempt: Attempt) -> Judgement {
    answer.transportJudgement(statusDecides: true) ?? answer.statusJudgement(in: attempt)
  }
}
