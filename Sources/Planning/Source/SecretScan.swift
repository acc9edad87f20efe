/// Finds robots' addresses and keys in the text of a file, comments included: the address is the password.
enum SecretScan {
  static let code = Fault.secretInFile.code

  static func faults(in file: SourceFile) -> [Diagnostic] {
    // Most files have nothing that could begin one.
    guard file.bytes.indices.contains(where: { beginsSecret(file.bytes[$0...]) }),
      case .success(let text) = SourceText.decode(file.bytes)
    else { return [] }
    let lines = SourceLines(text)
    return Array(
      lines.numbers.lazy.compactMap { place(in: lines.utf8($0), number: $0) }.prefix(FaultList.limit)
    )
    .map { Diagnostic(.secretInFile, file: file.path, at: $0) }
  }

  private static func place(in line: ArraySlice<UInt8>, number: Int) -> Place? {
    guard let range = secret(in: line) else { return nil }
    func column(_ end: Int) -> Int { line[..<end].count { $0 & 0xC0 != 0x80 } + 1 }
    let (start, end) = (column(range.lowerBound), column(range.upperBound))
    return Place(line: number, column: start, length: end - start)
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
    let isSafe = colon > line.startIndex && line[colon - 1] | 0x20 == UInt8(ascii: "s")
    let scheme = colon - (isSafe ? 5 : 4)
    guard scheme >= line.startIndex, begins(line[scheme...], with: "http") else { return nil }
    var end = colon + 3
    while end < line.endIndex, !endsAddress(line[end...]) { end += 1 }
    return scheme..<end
  }

  private static func endsAddress(_ text: ArraySlice<UInt8>) -> Bool {
    switch text.first ?? 0 {
    case 0...0x20, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ","), UInt8(ascii: "]"),
      UInt8(ascii: "}"):
      true
    case 0xC2: begins(text, with: "\u{A0}") || begins(text, with: "\u{85}")
    case 0xE2: begins(text, with: "\u{2028}") || begins(text, with: "\u{2029}")
    case 0xE3: begins(text, with: "\u{3000}")
    default: false
    }
  }

  /// The shapes in which the platforms give their robots' addresses; any address with a key in its query counts.
  private static func isSecret(_ address: ArraySlice<UInt8>) -> Bool {
    guard let colon = address.firstIndex(of: colon) else { return false }
    let isMarked = (colon + 3..<address.endIndex).contains { index in
      let rest = address[index...]
      switch address[index] {
      case UInt8(ascii: "/"): return isMarkedPath(rest)
      case UInt8(ascii: "?"), UInt8(ascii: "&"): return isMarkedQuery(rest.dropFirst())
      case UInt8(ascii: "h"), UInt8(ascii: "H"): return begins(rest, with: "hooks.slack")
      default: return false
      }
    }
    return isMarked && !ChannelReader.isLoopback(String(decoding: address, as: UTF8.self))
  }

  private static func isMarkedPath(_ path: ArraySlice<UInt8>) -> Bool {
    begins(path, with: "/hook/") || begins(path, with: "/hooks/") || begins(path, with: "/webhook")
      || begins(path, with: "/bot") && path.dropFirst(4).first.map(isDigit) == true
  }

  private static func isMarkedQuery(_ query: ArraySlice<UInt8>) -> Bool {
    begins(query, with: "key=") || begins(query, with: "access_token=") || begins(query, with: "token=")
      || begins(query, with: "sign=") || begins(query, with: "secret=")
  }

  /// - `word`: In small letters; the text's case does not matter.
  @inline(__always)
  private static func begins(_ text: ArraySlice<UInt8>, with word: StaticString) -> Bool {
    guard text.count >= word.utf8CodeUnitCount else { return false }
    for index in 0..<word.utf8CodeUnitCount {
      let byte = text[text.startIndex + index]
      let small = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
      if small != word.utf8Start[index] { return false }
    }
    return true
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
