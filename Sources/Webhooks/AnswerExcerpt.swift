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
    var hidden = endpoint.hidden
    if request.url != endpoint.address.url { hidden = parts(of: request.url.revealed) + hidden }
    var text = String(decoding: start, as: UTF8.self)
    for secret in hidden where contains(start, secret) { text = text.replacing(secret, with: "•••") }
    return escaped(text)
  }

  /// The whole address, its parts that may be keys, the secrets, and what the headers carry; the longest first.
  static func hidden(of address: EndpointAddress, _ secret: Secret?, _ headers: [CurlRequest.Header])
    -> [String]
  {
    var found = Set(parts(of: address.url.revealed))
    for secret in secret?.revealed.split(separator: " ") ?? [] { found.insert(String(secret)) }
    for header in headers where header.name.lowercased() == "authorization" {
      found.formUnion(header.value.split(separator: " ").map(String.init).filter { $0.utf8.count >= 8 })
    }
    return found.sorted { $0.utf8.count > $1.utf8.count }
  }

  private static func parts(of url: String) -> [String] {
    let pieces = Array(url.utf8).split { separators.contains($0) }.dropFirst(2).filter { $0.count >= 8 }
    return [url]
      + pieces.flatMap { piece in
        let piece = String(decoding: piece, as: UTF8.self)
        guard piece.utf8.contains(UInt8(ascii: "%")) else { return [piece] }
        return [piece, piece.removingPercentEncoding ?? piece]
      }
  }

  private static let separators = Array("/?&=#".utf8)

  private static func contains(_ bytes: ArraySlice<UInt8>, _ text: String) -> Bool {
    bytes.count >= text.utf8.count && bytes.firstRange(of: Array(text.utf8)) != nil
  }

  /// Control characters, and those that turn or break lines, as `\u{1b}`; cut between two characters.
  static func escaped(_ text: String) -> String {
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
