/// How messages leave: a kind of robot and its limits (`shared/channels.yaml`). Holds no address and no secret.
public struct Channel: Hashable, Sendable {
  public enum Kind: String, Hashable, CaseIterable, Sendable {
    case wecom, dingtalk, feishu, lark, slack, discord, teams, telegram, ntfy, webhook

    /// Messages that the platform takes from one robot in a minute, from its documentation; nil if it names none.
    public var perMinute: Int? {
      switch self {
      case .wecom, .dingtalk, .telegram: 20
      case .feishu, .lark: 100
      case .slack, .discord, .teams, .ntfy, .webhook: nil
      }
    }
  }

  /// Where an address or a secret comes from; never the thing itself.
  public enum Source: Hashable, Sendable {
    /// `env:NAME`; `<unit>` in the name stands for the unit's id.
    case environment(String)
    /// A row of the secrets file.
    case secretsFile
    /// Written in the file: loopback addresses only.
    case literal(String)
  }

  public enum Ambiguity: String, Hashable, CaseIterable, Sendable {
    case retry, hold
  }

  public let name: String
  public let kind: Kind
  /// One robot for each unit of this level; nil for one robot for all.
  public let onePer: Level?
  public let url: Source
  public let secret: Source?
  /// Messages a robot takes in a minute; nil for no limit.
  public let perMinute: Int?
  /// The span over which messages that are due together are spread.
  public let spread: Duration
  /// Minutes of the hour that the platform asks to avoid.
  public let avoid: [Int]
  public let ambiguous: Ambiguity
  public let headers: [String: String]

  public init(
    name: String, kind: Kind, onePer: Level?, url: Source, secret: Source? = nil, perMinute: Int? = nil,
    spread: Duration = .zero, avoid: [Int] = [], ambiguous: Ambiguity = .retry,
    headers: [String: String] = [:]
  ) {
    self.name = name
    self.kind = kind
    self.onePer = onePer
    self.url = url
    self.secret = secret
    self.perMinute = perMinute
    self.spread = spread
    self.avoid = avoid
    self.ambiguous = ambiguous
    self.headers = headers
  }
}
