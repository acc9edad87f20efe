public import Planning

/// Which addresses this installation may post to: decided on the number, when the connection is opened.
///
/// Public addresses are open. Addresses of the machine and its networks need an entry of `outgoing.allow` that covers
/// them; link-local, metadata, multicast, reserved and unspecified ones need an entry that names them alone. An IPv6
/// address that leads to an IPv4 one is judged as that one.
public struct AddressPolicy: Hashable, Sendable {
  /// An entry of `outgoing.allow`: `10.20.0.0/16:8443`, `127.0.0.1:8787`, `[fd00::/8]:443`, or without a port.
  public struct Entry: Hashable, Sendable {
    let range: AddressRange
    let port: UInt16?

    public init(_ text: String) throws(Fault) {
      var address = text[...]
      var port: Substring?
      if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
        address = text[text.index(after: text.startIndex)..<end]
        let rest = text[text.index(after: end)...]
        guard rest.isEmpty || rest.hasPrefix(":") else { throw Fault(entry: text) }
        port = rest.isEmpty ? nil : rest.dropFirst()
      } else if let colon = text.lastIndex(of: ":"), text.firstIndex(of: ":") == colon {
        address = text[..<colon]
        port = text[text.index(after: colon)...]
      }
      guard let range = AddressRange(String(address)) else { throw Fault(entry: text) }
      self.range = range
      if let port {
        guard let number = UInt16(port), number > 0 else { throw Fault(entry: text) }
        self.port = number
      } else {
        self.port = nil
      }
    }

    func covers(_ address: NumericAddress, port: UInt16) -> Bool {
      range.contains(address) && (self.port == nil || self.port == port)
    }
  }

  /// An entry that is no address.
  public struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
    public let entry: String

    public var description: String { problem.text(.en) }

    public var problem: BilingualText {
      BilingualText(
        zh: "outgoing.allow 里的 \(entry) 不是地址；请写成 \"10.20.0.0/16:8443\" 或 \"127.0.0.1:8787\"，不写主机名",
        en:
          "outgoing.allow: \(entry) is not an address; write \"10.20.0.0/16:8443\" or \"127.0.0.1:8787\", no names"
      )
    }
  }

  public enum Verdict: Hashable, Sendable {
    case allowed
    case refused(AddressClass)
  }

  private let entries: [Entry]

  public init(allow: [String] = []) throws(Fault) {
    var entries: [Entry] = []
    for text in allow { entries.append(try Entry(text)) }
    self.entries = entries
  }

  public func verdict(on address: NumericAddress, port: UInt16) -> Verdict {
    let destination = address.destination
    let kind = AddressClass(destination)
    switch kind {
    case .open:
      return .allowed
    case .loopback, .privateNetwork:
      return entries.contains { $0.covers(destination, port: port) || $0.covers(address, port: port) }
        ? .allowed : .refused(kind)
    case .linkLocal, .metadata, .multicast, .reserved, .unspecified:
      return entries.contains { $0.range.isExact && $0.covers(destination, port: port) }
        ? .allowed : .refused(kind)
    }
  }
}

/// What an address is for, as far as posting to it may do harm.
public enum AddressClass: String, Hashable, CaseIterable, Sendable {
  case open, loopback, metadata, multicast, reserved, unspecified
  case privateNetwork = "private_network"
  case linkLocal = "link_local"

  /// The first line that covers the address decides. From the special-purpose registries of IANA (RFC 6890 and its
  /// updates) and the addresses at which clouds serve credentials.
  private static let table: [(AddressRange, AddressClass)] = [
    ("169.254.169.254", .metadata), ("100.100.100.200", .metadata), ("168.63.129.16", .metadata),
    ("169.254.170.2", .metadata), ("192.0.0.192", .metadata), ("fd00:ec2::254", .metadata),
    ("0.0.0.0", .unspecified), ("::", .unspecified),
    ("127.0.0.0/8", .loopback), ("::1", .loopback),
    ("10.0.0.0/8", .privateNetwork), ("172.16.0.0/12", .privateNetwork), ("192.168.0.0/16", .privateNetwork),
    ("100.64.0.0/10", .privateNetwork), ("fc00::/7", .privateNetwork),
    ("169.254.0.0/16", .linkLocal), ("fe80::/10", .linkLocal),
    ("224.0.0.0/4", .multicast), ("ff00::/8", .multicast),
    ("0.0.0.0/8", .reserved), ("192.0.0.0/24", .reserved), ("192.0.2.0/24", .reserved),
    ("192.88.99.0/24", .reserved), ("198.18.0.0/15", .reserved), ("198.51.100.0/24", .reserved),
    ("203.0.113.0/24", .reserved), ("240.0.0.0/4", .reserved),
    ("2001::/23", .reserved),
    ("2001:db8::/32", .reserved), ("3fff::/20", .reserved),
    // All that IANA has given out to be reached over IPv6 stands here.
    ("2000::/3", .open), ("::/0", .reserved),
  ].compactMap { text, kind in AddressRange(text).map { ($0, kind) } }

  public init(_ address: NumericAddress) {
    self = Self.table.first { $0.0.contains(address) }?.1 ?? .open
  }

  /// `a loopback address`.
  public var name: BilingualText {
    switch self {
    case .open: BilingualText(zh: "公网地址", en: "a public address")
    case .loopback: BilingualText(zh: "本机地址", en: "a loopback address")
    case .privateNetwork: BilingualText(zh: "内网地址", en: "an address of a private network")
    case .linkLocal: BilingualText(zh: "链路本地地址", en: "a link-local address")
    case .metadata: BilingualText(zh: "云主机元数据地址", en: "a cloud's metadata address")
    case .multicast: BilingualText(zh: "组播地址", en: "a multicast address")
    case .reserved: BilingualText(zh: "保留地址", en: "a reserved address")
    case .unspecified: BilingualText(zh: "未指定地址", en: "the unspecified address")
    }
  }
}
