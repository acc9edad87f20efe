package import Planning

/// One robot: where it listens and what it signs with. Prints without either.
package struct Endpoint: Sendable {
  package let id: EndpointID
  package let kind: Channel.Kind
  package let address: EndpointAddress
  package let secret: Secret?
  /// Checked by ``HeaderRules``.
  package let headers: [CurlRequest.Header]

  package init(
    id: EndpointID, kind: Channel.Kind, address: EndpointAddress, secret: Secret? = nil,
    headers: [CurlRequest.Header] = []
  ) {
    self.id = id
    self.kind = kind
    self.address = address
    self.secret = secret
    self.headers = headers
  }
}

/// Why a robot cannot be spoken to; no value of a secret stands in it.
package enum EndpointFault: Error, Hashable, Sendable {
  case unknownChannel(String)
  case missingVariable(String)
  case missingRow(EndpointID)
  case missingUnit(EndpointID)
  case badAddress(EndpointID)
  case literalNotLoopback(EndpointID)
  case missingSecret(EndpointID)
  case badSecret(EndpointID, form: String)
  case badHeader(EndpointID, name: String)

  /// What is stored of it.
  package var word: String {
    switch self {
    case .unknownChannel(let name): Reason.unknownChannel.word(name)
    case .missingVariable(let name): Reason.missingVariable.word(name)
    case .missingRow(let id): Reason.missingRow.word("\(id)")
    case .missingUnit(let id): Reason.missingUnit.word("\(id)")
    case .badAddress(let id): Reason.badURL.word("\(id)")
    case .literalNotLoopback(let id): Reason.literalNotLoopback.word("\(id)")
    case .missingSecret(let id): Reason.missingSecret.word("\(id)")
    case .badSecret(let id, let form): Reason.badSecret.word(form, "\(id)")
    case .badHeader(let id, let name): Reason.badHeader.word(name, "\(id)")
    }
  }

  /// Reads the parts of ``word``; nil for a reason that is none of these.
  init?(reason: Reason, argument: String) {
    let pair = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let id = EndpointID(described: pair.last ?? "")
    switch reason {
    case .unknownChannel: self = .unknownChannel(argument)
    case .missingVariable: self = .missingVariable(argument)
    case .missingRow: self = .missingRow(id)
    case .missingUnit: self = .missingUnit(id)
    case .badURL: self = .badAddress(id)
    case .literalNotLoopback: self = .literalNotLoopback(id)
    case .missingSecret: self = .missingSecret(id)
    case .badSecret: self = .badSecret(id, form: pair[0])
    case .badHeader: self = .badHeader(id, name: pair[0])
    default: return nil
    }
  }

  package var problem: BilingualText {
    switch self {
    case .unknownChannel(let name):
      BilingualText(zh: "没有渠道 \(name)", en: "there is no channel \(name)")
    case .missingVariable(let name):
      BilingualText(zh: "缺少环境变量 \(name)", en: "the environment variable \(name) is missing")
    case .missingRow(let id):
      BilingualText(zh: "密钥文件里没有 \(id) 这一行", en: "the secrets file has no row for \(id)")
    case .missingUnit(let id):
      BilingualText(
        zh: "渠道 \(id) 每单位一个机器人，这条提醒没有单位", en: "channel \(id) has a robot for each unit, but no unit is given")
    case .badAddress(let id):
      BilingualText(
        zh: "\(id) 的地址不是 http 或 https 网址", en: "the address of \(id) is not an http or https address")
    case .literalNotLoopback(let id):
      BilingualText(
        zh: "\(id) 的网址写在文件里，只有本机地址可以这样写",
        en: "the address of \(id) stands in the file, where only a loopback address may")
    case .missingSecret(let id):
      BilingualText(zh: "\(id) 缺少密钥", en: "\(id) has no secret")
    case .badSecret(let id, let form):
      BilingualText(zh: "\(id) 的密钥应是 \(form) 的样子", en: "the secret of \(id) must look like \(form)")
    case .badHeader(let id, let name):
      BilingualText(
        zh: "\(id) 的请求头 \(name) 不能用：名字不合规、保留给程序，或值里有控制字符",
        en:
          "the header \(name) of \(id) cannot be used: no token, kept for the program, or a control character in it"
      )
    }
  }
}

extension EndpointID {
  /// Reads its own description, `channel` or `channel/unit`.
  fileprivate init(described text: String) {
    let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
    self.init(channel: parts.first ?? text, unit: parts.count == 2 ? parts[1] : nil)
  }
}
