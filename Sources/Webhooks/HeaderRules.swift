/// What a header from configuration may be: an RFC 9110 field that neither splits the request nor takes over what the
/// sender sets itself. libcurl sends CR and LF as they are.
enum HeaderRules {
  static func accepts(name: String, value: String) -> Bool {
    isToken(name) && !isOurs(name.lowercased())
      && value.utf8.allSatisfy { $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }
  }

  private static let ours: Set<String> = [
    "host", "content-length", "content-type", "content-encoding", "transfer-encoding", "accept-encoding",
    "connection", "keep-alive", "expect", "te", "trailer", "upgrade", "http2-settings", "proxy-authorization",
    "proxy-connection",
  ]

  private static func isOurs(_ name: String) -> Bool {
    ours.contains(name) || name.hasPrefix("webhook-")
  }

  private static func isToken(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
          || "!#$%&'*+-.^_`|~".utf8.contains($0)
      }
  }
}
