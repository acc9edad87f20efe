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
    let key = letter.key.description
    let json = body(of: letter, key)
    let id = Signatures.webhookID(of: key)
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

  private func body(of letter: Letter, _ name: String) -> JSONText {
    let key = letter.key
    var members: [JSONText.Member] = []
    members.reserveCapacity(12)
    func add(_ name: String, _ value: JSONText) { members.append(.init(name, value)) }
    add("key", .string(name))
    add("campaign", .string(key.campaign))
    add("occurrence", .string(key.occurrence))
    if let part = key.part { add("part", .string(part)) }
    add("unit", .string(key.unit))
    add("reminder", .string(key.rule))
    add("receiver", .string(key.receiver))
    add("channel", .string(key.channel))
    add("title", .string(letter.title))
    add("text", .string(letter.text))
    if let due = letter.lateSince {
      add("late", .bool(true))
      add("due", .string("\(due)"))
    }
    return .object([.init("type", .string("campaign.reminder")), .init("data", .object(members))])
  }

  func judgement(of answer: CurlAnswer, in attempt: Attempt) -> Judgement {
    answer.transportJudgement(statusDecides: true) ?? answer.statusJudgement(in: attempt)
  }
}
