/// An http or https address. Prints as `https://host/… #1a2b3c`.
package struct EndpointAddress: Hashable, Sendable, CustomStringConvertible {
  package let url: Secret
  package let scheme: String
  /// In lower case, with the port if one is written.
  package let host: String
  /// Bytes of ``url`` before its path, and before its query.
  private let pathStart: Int
  private let queryStart: Int

  /// Nil for what is no plain http or https address after RFC 3986: another scheme, user names, fragments, blanks, a
  /// host with anything but letters, digits, `-`, `.` and `_` (or a number in brackets).
  ///
  /// Thousands of robots have their addresses read at once, so this goes over the bytes once and makes one text.
  package init?(_ text: String) {
    var text = text
    guard let parts = text.withUTF8({ AddressParts($0) }) else { return nil }
    url = Secret(text)
    scheme = parts.isSecure ? "https" : "http"
    host = String(
      decoding: text.utf8.dropFirst(scheme.utf8.count + 3).prefix(parts.hostLength), as: UTF8.self
    )
    .lowercased()
    pathStart = parts.pathStart
    queryStart = parts.queryStart
  }

  package var description: String { "\(scheme)://\(host)/… #\(url.fingerprint)" }

  /// Everything between the host and the query.
  package var path: String {
    String(decoding: url.revealed.utf8.prefix(queryStart).dropFirst(pathStart), as: UTF8.self)
  }

  /// The address with more parameters, which are written already as a query takes them.
  package func adding(query: String) -> Secret {
    Secret(url.revealed + (queryStart == url.revealed.utf8.count ? "?" : "&") + query)
  }
}

/// Where the parts of an address begin, in bytes.
private struct AddressParts {
  var isSecure = false
  /// With the port.
  var hostLength = 0
  var pathStart = 0
  var queryStart = 0

  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let scheme = Self.scheme(bytes) else { return nil }
    isSecure = scheme == 5
    let start = scheme + 3
    pathStart =
      bytes[start...].firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? bytes.count
    hostLength = pathStart - start
    queryStart = bytes[pathStart...].firstIndex(of: UInt8(ascii: "?")) ?? bytes.count
    guard Self.isHost(bytes[start..<pathStart]), Self.isTail(bytes[pathStart...]) else { return nil }
  }

  /// The length of the scheme.
  private static func scheme(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    ["http", "https"].first { scheme in
      bytes.count > scheme.utf8.count + 3
        && zip(bytes, scheme.utf8).allSatisfy { $0 | 0x20 == $1 }
        && bytes[scheme.utf8.count...].starts(with: "://".utf8)
    }?.utf8.count
  }

  /// A name, or a number in brackets, and perhaps a port.
  private static func isHost(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let name: Slice<UnsafeBufferPointer<UInt8>>
    if bytes.first == UInt8(ascii: "[") {
      guard let end = bytes.firstIndex(of: UInt8(ascii: "]")) else { return false }
      name = bytes[...end]
      let number = name.dropFirst().dropLast()
      guard !number.isEmpty, number.allSatisfy({ $0.isHexDigit || ":.".utf8.contains($0) }) else {
        return false
      }
    } else {
      name = bytes.prefix { $0 != UInt8(ascii: ":") }
      guard !name.isEmpty, name.allSatisfy({ $0.isLetterOrDigit || "-._".utf8.contains($0) }) else {
        return false
      }
    }
    let rest = bytes[name.endIndex...]
    return rest.isEmpty || isPort(rest)
  }

  private static func isPort(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard bytes.first == UInt8(ascii: ":"), (2...6).contains(bytes.count) else { return false }
    let number = bytes.dropFirst().reduce(into: 0 as Int?) { number, byte in
      number = (0x30...0x39).contains(byte) ? number.map { $0 * 10 + Int(byte - 0x30) } : nil
    }
    return number.map { $0 <= 65535 } ?? false
  }

  /// A path and a query.
  private static func isTail(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte == UInt8(ascii: "%") {
        guard index + 2 < bytes.endIndex, bytes[index + 1].isHexDigit, bytes[index + 2].isHexDigit else {
          return false
        }
      } else if !byte.isLetterOrDigit, !plain.contains(byte) {
        return false
      }
      index += 1
    }
    return true
  }

  private static let plain = Array("-._~!$&'()*+,;=:@/?".utf8)
}

extension UInt8 {
  fileprivate var isLetterOrDigit: Bool {
    (0x30...0x39).contains(self) || (0x61...0x7A).contains(self | 0x20)
  }

  fileprivate var isHexDigit: Bool {
    (0x30...0x39).contains(self) || (0x61...0x66).contains(self | 0x20)
  }
}
