public import Planning

/// How a kind of robot is spoken to. Pure: no clock, no network, no chance.
package protocol Dialect: Sendable {
  /// The text that the kind's limit counts, with nothing in it that would mention anybody.
  func content(of letter: Letter) -> String

  /// The request for a letter that fits.
  func request(for letter: Letter, to endpoint: Endpoint) throws(EndpointFault) -> CurlRequest

  /// What became of the request: the one classifier of the kind. HTTP 200 alone is not delivery where a body says more.
  func judgement(of answer: CurlAnswer, in attempt: Attempt) -> Judgement
}

extension Channel.Kind {
  package var dialect: any Dialect {
    switch self {
    case .wecom: WeComDialect()
    case .dingtalk: DingTalkDialect()
    case .feishu, .lark: FeishuDialect()
    case .slack: SlackDialect()
    case .discord: DiscordDialect()
    case .teams: TeamsDialect()
    case .telegram: TelegramDialect()
    case .ntfy: NtfyDialect()
    case .webhook: WebhookDialect()
    }
  }

  /// Whether people read its messages one after another, so that a repeat must say that it is one, and what comes late
  /// when it was due. Programs tell a repeat by its id, and lateness by a member of its own.
  public var marksForReaders: Bool { self != .webhook }
}

extension CurlRequest {
  /// A request with a JSON body and the endpoint's own headers.
  init(json: JSONText, to url: Secret, of endpoint: Endpoint, adding headers: [Header] = []) {
    self.init(
      url: url,
      headers: [Header("Content-Type", "application/json; charset=utf-8")] + endpoint.headers + headers,
      body: json.bytes)
  }
}

extension String {
  /// With each `@` that may begin a mention made a full-width one. Those in e-mail addresses stay, unless they call
  /// everybody.
  var withoutMentions: String {
    guard utf8.contains(UInt8(ascii: "@")) else { return self }
    var result = ""
    var rest = self[...]
    while let mark = rest.firstIndex(of: "@") {
      result += rest[..<mark]
      let after = rest[rest.index(after: mark)...]
      let inWord = result.last.map { $0.isASCII && ($0.isLetter || $0.isNumber) } ?? false
      let callsAll = ["all", "everyone", "here", "channel", "所有人"].contains {
        after.lowercased().hasPrefix($0)
      }
      result += inWord && !callsAll ? "@" : "＠"
      rest = after
    }
    return result + rest
  }
}
