/// Finds robots' addresses and keys in the text of a file, comments included: the address is the password.
enum SecretScan {
  static let code = Fault.secretInFile.code

  static func faults(in file: SourceFile) -> [Diagnostic] {
    // Most files have nothing that could begin one.
    guard file.bytes.indices.contains(where: { beginsSecret(file.bytes[$0...]) }),
      case .success(let text) = SourceText.decode(file.bytes)
    else { return [] }
    return SourceText.byteLines(text).enumerated().compactMap { index, line in
      let line = Array(line)
      guard let range = secret(in: line[...]) else { return nil }
      func column(_ end: Int) -> Int { line[..<end].count { $0 & 0xC0 != 0x80 } + 1 }
      let (start, end) = (column(range.lowerBound), column(range.upperBound))
      let place = Place(line: index + 1, column: start, length: end - start)
      return Diagnostic(.secretInFile, file: file.path, at: place)
    }
  }

  /// A line as it may be shown: what looks secret is blotted out, in the same length, so that columns stay right.
  static func masked(_ line: String) -> String {
    let withoutAddresses = blotted(Array(line.utf8), address)
    return String(decoding: blotted(withoutAddresses, key), as: UTF8.self)
  }

  private static func blotted(_ line: [UInt8], _ find: (ArraySlice<UInt8>) -> Range<Int>?) -> [UInt8] {
    var rest = line[...]
    var blotted: [UInt8] = []
    while let range = find(rest) {
      let length = rest[range].count { $0 & 0xC0 != 0x80 }
      blotted += rest[..<range.lowerBound] + Array(String(repeating: "•", count: length).utf8)
      rest = rest[range.upperBound...]
    }
    return blotted + rest
  }

  private static func secret(in line: ArraySlice<UInt8>) -> Range<Int>? { address(in: line) ?? key(in: line) }

  private static let colon = UInt8(ascii: ":")

  /// Whether a text begins with what stands at the beginning of a secret and rarely elsewhere.
  @inline(__always)
  private static func beginsSecret(_ text: ArraySlice<UInt8>) -> Bool {
    switch text.first {
    case colon: text.starts(with: "://".utf8)
    case UInt8(ascii: "S"): text.starts(with: "SEC".utf8)
    case UInt8(ascii: "w"): text.starts(with: "whsec_".utf8)
    default: false
    }
  }
}

// MARK: - Addresses

extension SecretScan {
  /// Where the first secret address of a line stands, by its bytes.
  private static func address(in line: ArraySlice<UInt8>) -> Range<Int>? {
    // An address without a mark of a secret holds no other address that has one.
    var harmless = line.startIndex
    for index in line.indices where line[index] == colon && index >= harmless {
      guard beginsSecret(line[index...]), let address = addressRange(around: index, in: line) else {
        continue
      }
      if isSecret(line[address]) { return address }
      harmless = address.upperBound
    }
    return nil
  }

  /// From `http` to the blank, quotation mark or bracket after it; nil if no `http` or `https` stands before the `://`.
  private static func addressRange(around colon: Int, in line: ArraySlice<UInt8>) -> Range<Int>? {
    let before = line[..<colon]
    guard
      let scheme = ["https", "http"].first(where: {
        lowercased(before.suffix($0.utf8.count)) == Array($0.utf8)
      })
    else { return nil }
    var end = colon + 3
    while end < line.endIndex, !endsAddress(line[end...]) { end += 1 }
    return colon - scheme.utf8.count..<end
  }

  private static func endsAddress(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first else { return true }
    if first < 0x80 { return first <= 0x20 || "\"',]}".utf8.contains(first) }
    return ["\u{3000}", "\u{A0}", "\u{85}", "\u{2028}", "\u{2029}"].contains { text.starts(with: $0.utf8) }
  }

  /// The shapes in which the platforms give their robots' addresses; any address with a key in its query counts.
  private static func isSecret(_ address: ArraySlice<UInt8>) -> Bool {
    let text = lowercased(address)[...]
    guard let start = text.firstRange(of: "://".utf8)?.upperBound else { return false }
    let isMarked = (start..<text.endIndex).contains { index in
      switch text[index] {
      case UInt8(ascii: "/"): paths.contains { text[index...].starts(with: $0) } || isTelegram(text[index...])
      case UInt8(ascii: "?"), UInt8(ascii: "&"): queries.contains { text[(index + 1)...].starts(with: $0) }
      case UInt8(ascii: "h"): text[index...].starts(with: "hooks.slack".utf8)
      default: false
      }
    }
    return isMarked && !ChannelReader.isLoopback(String(decoding: address, as: UTF8.self))
  }

  private static let paths = ["/hook/", "/hooks/", "/webhook"].map { Array($0.utf8) }
  private static let queries = ["key=", "access_token=", "token=", "sign=", "secret="].map { Array($0.utf8) }

  private static func isTelegram(_ path: ArraySlice<UInt8>) -> Bool {
    path.starts(with: "/bot".utf8) && path.dropFirst(4).first.map(isDigit) == true
  }

  private static func lowercased(_ text: ArraySlice<UInt8>) -> [UInt8] {
    text.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
  }
}

// MARK: - Keys

extension SecretScan {
  private static func key(in line: ArraySlice<UInt8>) -> Range<Int>? {
    for index in line.indices where line[index] != colon && beginsSecret(line[index...]) {
      if let key = keyRange(from: index, in: line) { return key }
    }
    return nil
  }

  /// DingTalk's `SEC` and Standard Webhooks' `whsec_`, with enough behind it to be one.
  private static func keyRange(from start: Int, in line: ArraySlice<UInt8>) -> Range<Int>? {
    if start > line.startIndex, isWord(line[start - 1]) { return nil }
    let isDingTalk = line[start] == UInt8(ascii: "S")
    let prefix = isDingTalk ? "SEC".utf8.count : "whsec_".utf8.count
    let key = line[(start + prefix)...].prefix(while: isDingTalk ? isHexadecimal : isBase64)
    return key.count >= (isDingTalk ? 32 : 16) ? start..<key.endIndex : nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
  }

  private static func isBase64(_ byte: UInt8) -> Bool {
    isWord(byte) && byte != UInt8(ascii: "_") || "+/=".utf8.contains(byte)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      || byte == UInt8(ascii: "_")
  }
}
