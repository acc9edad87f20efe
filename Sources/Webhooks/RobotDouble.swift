import Foundation
public import Planning

/// The other side, for trying things out: knows a kind's requests, checks their signatures, and answers as such a robot
/// does.
public struct RobotDouble: Sendable {
  /// A request as a receiver sees it.
  public struct Request: Sendable {
    /// With the query.
    public let path: String
    /// Names in lower case.
    public let headers: [String: String]
    public let body: [UInt8]

    public init(path: String, headers: [String: String], body: [UInt8]) {
      self.path = path
      self.headers = headers
      self.body = body
    }
  }

  public struct Answer: Hashable, Sendable {
    public let status: Int
    public let headers: [String: String]
    public let body: String

    public init(status: Int, headers: [String: String] = [:], body: String) {
      self.status = status
      self.headers = headers
      self.body = body
    }
  }

  public let kind: Channel.Kind
  private let secret: Secret?

  public init(kind: Channel.Kind, secret: Secret?) {
    self.kind = kind
    self.secret = secret
  }

  /// The id under which a request is told from others; nil where the kind has none.
  public func id(of request: Request) -> String? {
    request.headers["webhook-id"]
  }

  /// Whether the request is signed with the secret; nil if there is no secret, or the kind does not sign.
  ///
  /// How old the signature is does not count here: rehearsals sign with the times they play; see ``age(of:at:)``.
  public func verifies(_ request: Request) -> Bool? {
    guard let secret else { return nil }
    switch kind {
    case .dingtalk: return verifiesDingTalk(request, secret)
    case .feishu, .lark: return verifiesFeishu(request, secret)
    case .webhook: return verifiesStandard(request, secret)
    case .ntfy:
      return Signatures.matches(request.headers["authorization"] ?? "", NtfyDialect.authorization(secret))
    case .wecom, .slack, .discord, .teams, .telegram: return nil
    }
  }

  /// What this kind of robot says to a message that it takes.
  public var success: Answer {
    switch kind {
    case .wecom, .dingtalk: Answer(status: 200, body: #"{"errcode":0,"errmsg":"ok"}"#)
    case .feishu, .lark: Answer(status: 200, body: #"{"code":0,"msg":"success","data":{}}"#)
    case .slack: Answer(status: 200, body: "ok")
    case .discord: Answer(status: 204, body: "")
    case .teams: Answer(status: 202, body: "")
    case .telegram: Answer(status: 200, body: #"{"ok":true,"result":{"message_id":1}}"#)
    case .ntfy: Answer(status: 200, body: #"{"event":"message"}"#)
    case .webhook: Answer(status: 200, body: "{}")
    }
  }

  /// How this kind of robot refuses with a code: under HTTP 200 where its platform does so.
  ///
  /// - `message`: Plain ASCII, what the platform says beside the code.
  public func refusal(code: Int, message: String = "refused") -> Answer {
    switch kind {
    case .wecom, .dingtalk: Answer(status: 200, body: #"{"errcode":\#(code),"errmsg":"\#(message)"}"#)
    case .feishu, .lark: Answer(status: 200, body: #"{"code":\#(code),"msg":"\#(message)","data":{}}"#)
    case .discord:
      Answer(status: code == 10015 ? 404 : 400, body: #"{"code":\#(code),"message":"\#(message)"}"#)
    case .telegram:
      Answer(
        status: (400...599).contains(code) ? code : 400,
        body: #"{"ok":false,"error_code":\#(code),"description":"\#(message)"}"#)
    case .teams: Answer(status: 200, body: "Microsoft Teams endpoint returned HTTP error \(code)")
    case .slack, .ntfy, .webhook: Answer(status: (400...599).contains(code) ? code : 400, body: message)
    }
  }

  /// How this kind of robot refuses a wrong signature.
  public var wrongSignature: Answer {
    switch kind {
    case .dingtalk: refusal(code: 310_000, message: "sign not match")
    case .feishu, .lark: refusal(code: 19021, message: "sign match fail or timestamp is not within one hour")
    case .wecom, .slack, .discord, .teams, .telegram, .ntfy, .webhook: Answer(status: 401, body: "signature")
    }
  }

  private func verifiesDingTalk(_ request: Request, _ secret: Secret) -> Bool {
    let query = Self.query(of: request)
    guard let at = query["timestamp"].flatMap({ Int64($0) }), let sign = query["sign"] else { return false }
    return Signatures.matches(sign, Signatures.dingtalk(milliseconds: at, secret: secret.revealed))
  }

  private func verifiesFeishu(_ request: Request, _ secret: Secret) -> Bool {
    struct Signed: Decodable {
      let timestamp: String
      let sign: String
    }
    guard let signed = try? JSONDecoder().decode(Signed.self, from: Data(request.body)),
      let seconds = Int64(signed.timestamp)
    else { return false }
    return Signatures.matches(signed.sign, Signatures.feishu(seconds: seconds, secret: secret.revealed))
  }

  private func verifiesStandard(_ request: Request, _ secret: Secret) -> Bool {
    guard let id = request.headers["webhook-id"], let keys = Signatures.standardKeys(secret),
      let seconds = request.headers["webhook-timestamp"].flatMap({ Int64($0) }),
      let given = request.headers["webhook-signature"]?.split(separator: " ").map(String.init)
    else { return false }
    let expected = keys.map { Signatures.standard(id: id, seconds: seconds, body: request.body, key: $0) }
    return expected.contains { one in given.contains { Signatures.matches($0, one) } }
  }
}

extension Channel.Kind {
  /// The kind whose platform has such a path; `webhook` for any other.
  public init(recognisedBy path: String) {
    let table: [(String, Channel.Kind)] = [
      ("/cgi-bin/webhook/send", .wecom), ("/robot/send", .dingtalk), ("/open-apis/bot/v2/hook/", .feishu),
      ("/lark/open-apis/bot/v2/hook/", .lark), ("/services/", .slack), ("/api/webhooks/", .discord),
      ("/workflows/", .teams), ("/bot", .telegram), ("/ntfy/", .ntfy),
    ]
    self = table.first { path.hasPrefix($0.0) }?.1 ?? .webhook
  }
}
