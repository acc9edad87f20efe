public import Planning
import Recurrence

/// Finds the address and the secret of a robot. Holds what the environment and the secrets file gave; reads neither.
public struct EndpointResolver: Sendable, CustomStringConvertible, CustomReflectable {
  /// Says nothing of what it holds.
  public var description: String { "EndpointResolver(\(channels.count) channels)" }
  public var customMirror: Mirror { Mirror(self, children: []) }

  private let channels: [String: KnownChannel]
  private let environment: [String: String]
  private let secrets: SecretsFile?
  private let everything: Single?

  private struct Single {
    let url: String
    let secret: Secret?
  }

  public init(channels: [Channel], environment: [String: String], secrets: SecretsFile?) {
    self.init(channels: channels, environment: environment, secrets: secrets, everything: nil)
  }

  private init(
    channels: [Channel], environment: [String: String], secrets: SecretsFile?, everything: Single?
  ) {
    self.channels = Dictionary(channels.map { ($0.name, KnownChannel($0)) }) { first, _ in first }
    self.environment = environment
    self.secrets = secrets
    self.everything = everything
  }

  /// Sends everything to one address, each channel still in the manner of its kind: for rehearsals and trying out.
  ///
  /// - `url`: If it has no path, each kind's own is added, so that a receiver knows the kinds apart.
  /// - `secret`: A `whsec_` one serves all kinds that sign.
  public static func single(url: String, channels: [Channel], secret: Secret? = nil) -> EndpointResolver {
    EndpointResolver(
      channels: channels, environment: [:], secrets: nil, everything: Single(url: url, secret: secret))
  }

  /// What is missing or wrong about a robot, without asking the network; nil if it can be spoken to.
  public func problem(with id: EndpointID) -> BilingualText? {
    do {
      let endpoint = try endpoint(for: id)
      let key = ReminderKey(
        campaign: "-", occurrence: "-", part: nil, unit: "-", rule: "-", receiver: "-", channel: id.channel)
      let trial = Letter(key: key, title: "", text: "", at: Timestamp(seconds: 0))
      _ = try endpoint.kind.dialect.request(for: trial, to: endpoint)
      return nil
    } catch {
      return error.problem
    }
  }

  /// The robot's address as it may be printed: `https://host/… #1a2b3c`; nil if it is missing or wrong.
  public func redactedAddress(of id: EndpointID) -> String? {
    try? endpoint(for: id).address.description
  }

  /// The channel of a robot, if there is one of its name.
  public func channel(of id: EndpointID) -> Channel? { channels[id.channel]?.channel }

  package func endpoint(for id: EndpointID) throws(EndpointFault) -> Endpoint {
    guard let known = channels[id.channel] else { throw .unknownChannel(id.channel) }
    let channel = known.channel
    let url: String
    let secret: Secret?
    if let everything {
      url = addressForEverything(everything, channel.kind)
      secret = everything.secret
    } else {
      (url, secret) = try access(to: channel, id)
    }
    guard let address = EndpointAddress(url) else { throw .badAddress(id) }
    if case .literal = channel.url, everything == nil, !address.isLoopback { throw .literalNotLoopback(id) }
    if let name = known.badHeader { throw .badHeader(id, name: name) }
    return Endpoint(id: id, kind: channel.kind, address: address, secret: secret, headers: known.headers)
  }

  private func addressForEverything(_ single: Single, _ kind: Channel.Kind) -> String {
    guard let address = EndpointAddress(single.url), address.path.isEmpty || address.path == "/" else {
      return single.url
    }
    return (single.url.hasSuffix("/") ? String(single.url.dropLast()) : single.url) + kind.samplePath
  }

  /// The address and the secret: a row that gives the one gives the other, too, unless the channel has it elsewhere.
  private func access(to channel: Channel, _ id: EndpointID) throws(EndpointFault) -> (String, Secret?) {
    switch channel.url {
    case .environment(let name): return (try variable(name, id), try secret(of: channel, id))
    case .literal(let text): return (text, try secret(of: channel, id))
    case .secretsFile:
      let row = try row(id)
      return (row.url.revealed, channel.secret == nil ? row.secret : try secret(of: channel, id))
    }
  }

  private func secret(of channel: Channel, _ id: EndpointID) throws(EndpointFault) -> Secret? {
    switch channel.secret {
    case .environment(let name): return Secret(try variable(name, id))
    case .secretsFile:
      guard let secret = try row(id).secret else { throw .missingSecret(id) }
      return secret
    case .literal(let text): return Secret(text)
    case nil: return nil
    }
  }

  private func row(_ id: EndpointID) throws(EndpointFault) -> SecretsFile.Row {
    guard let row = secrets?[id] else { throw .missingRow(id) }
    return row
  }

  /// `<unit>` in a name stands for the unit's id. A shell takes no hyphen in a name: `_` serves for it, too.
  private func variable(_ pattern: String, _ id: EndpointID) throws(EndpointFault) -> String {
    var name = pattern
    if pattern.contains("<unit>") {
      guard let unit = id.unit else { throw .missingUnit(id) }
      name = pattern.replacing("<unit>", with: unit)
    }
    let plain = String(name.map { $0.isLetter || $0.isNumber ? $0 : "_" })
    for candidate in [name, plain] {
      if let value = environment[candidate], !value.isEmpty { return value }
    }
    throw .missingVariable(name)
  }
}

/// A channel with its headers, which are the same for all its robots. Shared: each message asks for it.
private final class KnownChannel: Sendable {
  let channel: Channel
  let headers: [CurlRequest.Header]
  /// The first that must not be sent.
  let badHeader: String?

  init(_ channel: Channel) {
    self.channel = channel
    let sorted = channel.headers.sorted { $0.key < $1.key }
    headers = sorted.map { CurlRequest.Header($0.key, $0.value) }
    badHeader = sorted.first { !HeaderRules.accepts(name: $0.key, value: $0.value) }?.key
  }
}

extension EndpointAddress {
  /// Whether its host is this machine by name or number: the check at connect time has the last word.
  var isLoopback: Bool {
    let bare = host.split(separator: ":").first.map(String.init) ?? host
    let name = host.hasPrefix("[") ? String(host.dropFirst().prefix { $0 != "]" }) : bare
    return name == "localhost"
      || NumericAddress(name).map { AddressClass($0.destination) == .loopback } ?? false
  }
}

extension Channel.Kind {
  /// A path as this kind's platform has it, for receivers that tell kinds by their paths.
  package var samplePath: String {
    switch self {
    case .wecom: "/cgi-bin/webhook/send?key=rehearsal"
    case .dingtalk: "/robot/send?access_token=rehearsal"
    case .feishu: "/open-apis/bot/v2/hook/rehearsal"
    case .lark: "/lark/open-apis/bot/v2/hook/rehearsal"
    case .slack: "/services/T0/B0/rehearsal"
    case .discord: "/api/webhooks/0/rehearsal"
    case .teams: "/workflows/rehearsal/triggers/manual/paths/invoke"
    case .telegram: "/bot0:rehearsal/sendMessage?chat_id=0"
    case .ntfy: "/ntfy/rehearsal"
    case .webhook: "/hook"
    }
  }
}
