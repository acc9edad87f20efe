public import Outbox
public import Planning
public import Recurrence

/// Sends a reminder to its robot: finds the robot, makes the message of its kind, signs, posts, and reads the answer.
///
/// One request a call. Rates, retries and breakers are the dispatcher's.
public final class WebhookSender: ReminderSender {
  private let engine: CurlEngine
  private let resolver: EndpointResolver
  private let language: Language
  private let zone: @Sendable (ReminderKey) -> Zone
  private let clock: any WallClock
  private let hosts: RecentHosts

  /// - `language`: Of the marks in messages; reasons in outcomes are words of no language.
  /// - `zone`: Of a reminder's readers; asked for those that come late, whose mark says when they were due.
  /// - `clock`: Told when the answer came; a receiver's wait counts from there.
  public init(
    engine: CurlEngine, resolver: EndpointResolver, language: Language,
    zone: @escaping @Sendable (ReminderKey) -> Zone = { _ in .utc }, clock: any WallClock
  ) {
    self.engine = engine
    self.resolver = resolver
    self.language = language
    self.zone = zone
    self.clock = clock
    hosts = RecentHosts(capacity: engine.limits.connections)
  }

  public func send(_ reminder: ClaimedReminder) async -> DeliveryReport {
    let prepared: PreparedReminder
    do {
      prepared = try PreparedReminder(reminder, resolver: resolver, language: language, zone: zone)
    } catch {
      return DeliveryReport(.notSent(reason: error.word))
    }
    let request = prepared.request.keepingConnection(hosts.meet(prepared.endpoint.address.host))
    let answer = await engine.post(request)
    let attempt = Attempt(number: reminder.tryNumber, at: clock.now)
    let judgement = prepared.endpoint.kind.dialect.judgement(of: answer, in: attempt)
    return DeliveryReport(
      judgement.outcome,
      status: answer.status,
      code: judgement.code,
      answer: AnswerExcerpt.text(of: answer.body, hiding: prepared.endpoint, request: request),
      bytes: request.body.count,
      answerBytes: answer.body.count,
      shortened: prepared.shortened,
      phases: answer.phases,
      endpointIsClosed: judgement.closesEndpoint,
      quietUntil: judgement.quietUntil)
  }

  /// The host of a robot's address, with its port; nil if the address is missing or wrong.
  public func host(of endpoint: EndpointID) -> String? {
    try? resolver.endpoint(for: endpoint).address.host
  }

  /// The request that ``send(_:)`` would make, fit to be printed; or why there would be none.
  public func preview(_ reminder: ClaimedReminder) -> Result<RequestPreview, PreviewFault> {
    do {
      let prepared = try PreparedReminder(reminder, resolver: resolver, language: language, zone: zone)
      return .success(RequestPreview(prepared))
    } catch {
      return .failure(PreviewFault(problem: error.problem))
    }
  }
}

/// Why there is nothing to preview.
public struct PreviewFault: Error {
  public let problem: BilingualText
}

/// A request, its address and its signatures hidden.
public struct RequestPreview: Hashable, Sendable {
  /// `https://host/… #1a2b3c`.
  public let address: String
  /// Name and value, in their order.
  public let headers: [String]
  public let body: String
  public let shortened: Bool

  init(_ prepared: PreparedReminder) {
    address = prepared.endpoint.address.description
    headers = prepared.request.headers.map { header in
      "\(header.name): \(Self.isSecret(header) ? "•••" : header.value)"
    }
    var body = String(decoding: prepared.request.body, as: UTF8.self)
    for (text, shown) in Self.secrets(prepared) { body = body.replacing(text, with: shown) }
    self.body = body
    shortened = prepared.shortened
  }

  /// Whoever configures a header for a key names it so.
  private static func isSecret(_ header: CurlRequest.Header) -> Bool {
    let name = header.name.lowercased()
    return ["auth", "token", "key", "secret", "cookie", "signature", "password"].contains {
      name.contains($0)
    }
  }

  /// What the kinds put of the address and the secret into the body, as it stands there.
  private static func secrets(_ prepared: PreparedReminder) -> [(String, String)] {
    let endpoint = prepared.endpoint
    switch endpoint.kind {
    case .feishu, .lark:
      let seconds = prepared.letter.at.milliseconds / 1000
      return endpoint.secret.map { [(Signatures.feishu(seconds: seconds, secret: $0.revealed), "•••")] } ?? []
    case .ntfy:
      // Who knows a topic can write to it: the topic is the key.
      let topic = endpoint.address.path.split(separator: "/").last.map(String.init) ?? ""
      return [("\"topic\":\(JSONText.string(topic))", #""topic":"•••""#)]
    case .wecom, .dingtalk, .slack, .discord, .teams, .telegram, .webhook: return []
    }
  }
}

/// A reminder with its robot and its request.
struct PreparedReminder {
  let endpoint: Endpoint
  let letter: Letter
  let request: CurlRequest
  let shortened: Bool

  init(
    _ reminder: ClaimedReminder, resolver: EndpointResolver, language: Language,
    zone: (ReminderKey) -> Zone = { _ in .utc }
  ) throws(EndpointFault) {
    let endpoint = try resolver.endpoint(for: reminder.endpoint)
    let dialect = endpoint.kind.dialect
    let mark =
      endpoint.kind.marksForReaders ? MessageMark.text(before: reminder, language, zone: zone) : ""
    let whole = Letter(
      key: reminder.key, title: reminder.message.title, text: reminder.message.text, at: reminder.at,
      mark: mark, lateSince: reminder.lateSince, mentions: reminder.message.mentions)
    self.endpoint = endpoint
    if let request = try dialect.fittingRequest(for: whole, to: endpoint) {
      (letter, shortened, self.request) = (whole, false, request)
      return
    }
    (letter, shortened) = try dialect.fitted(whole, to: endpoint, language: language)
    request = try dialect.request(for: letter, to: endpoint)
  }
}

extension CurlRequest {
  func keepingConnection(_ keeps: Bool) -> CurlRequest {
    CurlRequest(url: url, headers: headers, body: body, keepsConnection: keeps)
  }
}
