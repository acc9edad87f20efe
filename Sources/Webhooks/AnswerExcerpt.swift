import Foundation

/// The part of an answer that is kept: its beginning, harmless to print, without what must not be seen.
enum AnswerExcerpt {
  /// Bytes of UTF-8 at most.
  static let limit = 2048

  /// - Parameter request: Its address may carry a signature that the endpoint's own does not.
  static func text(of body: [UInt8], hiding endpoint: Endpoint, request: CurlRequest) -> String? {
    if body.isEmpty { return nil }
    // A secret that the end of the excerpt would cut must be found whole first.
    let start = body.prefix(4 * limit)
    var text = String(decoding: start, as: UTF8.self)
    for secret in hidden(of: endpoint, request, in: start) { text = text.replacing(secret, with: "•••") }
    return escaped(text)
  }

  /// What stands in `bytes` and must not be seen: the whole address, its parts that may be keys, the secrets, and what the
  /// headers carry; the longest first.
  private static func hidden(
    of endpoint: Endpoint, _ request: CurlRequest, in bytes: ArraySlice<UInt8>
  ) -> [String] {
    var found: Set<String> = []
    func take(_ piece: some Collection<UInt8>) {
      // Most answers are shorter than any secret.
      guard (1...bytes.count).contains(piece.count), bytes.firstRange(of: piece) != nil else { return }
      found.insert(String(decoding: piece, as: UTF8.self))
    }
    let (known, asked) = (endpoint.address.url.revealed, request.url.revealed)
    parts(of: known) { take($0) }
    if asked != known { parts(of: asked) { take($0) } }
    for secret in endpoint.secret?.revealed.utf8.split(separator: UInt8(ascii: " ")) ?? [] { take(secret) }
    for header in endpoint.headers where header.name.lowercased() == "authorization" {
      for word in header.value.utf8.split(separator: UInt8(ascii: " ")) where word.count >= 8 { take(word) }
    }
    return found.sorted { $0.utf8.count > $1.utf8.count }
  }

  private static func parts(of url: String, _ take: (Substring.UTF8View) -> Void) {
    take(url.utf8[...])
    for piece in url.utf8.split(whereSeparator: isSeparator).dropFirst(2) where piece.count >= 8 {
      take(piece)
      guard piece.contains(UInt8(ascii: "%")) else { continue }
      if let plain = String(Substring(piece)).removingPercentEncoding { take(plain.utf8[...]) }
    }
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "&"), UInt8(ascii: "="), UInt8(ascii: "#"): true
    default: false
    }
  }

  /// Control characters, and those that turn or break lines, as `\u{1b}`; cut between two characters.
  static func escaped(_ text: String) -> String {
    if text.utf8.count <= limit, text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
    var result = ""
    var size = 0
    for scalar in text.unicodeScalars {
      let piece = isPlain(scalar) ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
      size += piece.utf8.count
      if size > limit { break }
      result += piece
    }
    return result
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return (0x20..<0x7F).contains(scalar.value) }
    return switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: false
    default: true
    }
  }
}
