import Foundation

/// Where the daemon listens: `127.0.0.1:9464`, `[::1]:9464`, `localhost:0`.
public struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
  public let host: String
  /// 0 for any that is free.
  public let port: Int

  /// Nil if the text is no `HOST:PORT`.
  public init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
      (0...65_535).contains(port)
    else { return nil }
    var host = String(text[..<colon])
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = String(host.dropFirst().dropLast())
    } else if host.contains(":") {
      return nil
    }
    guard !host.isEmpty else { return nil }
    self.init(host: host, port: port)
  }

  init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// Whether only this machine reaches it. Of names only `localhost` does: what others lead to may change.
  public var isLoopback: Bool { Self.isLoopback(host) }

  static func isLoopback(_ host: String) -> Bool {
    if host.lowercased() == "localhost" { return true }
    var four = in_addr()
    if inet_pton(AF_INET, host, &four) == 1 { return UInt32(bigEndian: four.s_addr) >> 24 == 127 }
    var six = in6_addr()
    guard inet_pton(AF_INET6, host, &six) == 1 else { return false }
    let bytes = withUnsafeBytes(of: &six) { Array($0) }
    return bytes == Array(repeating: 0, count: 15) + [1]
  }

  public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
