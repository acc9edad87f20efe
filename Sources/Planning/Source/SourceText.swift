/// What can be said of a file's text before a parser sees it.
enum SourceText {
  /// UTF-8 to text, without a byte order mark.
  static func decode(_ bytes: some Collection<UInt8>) -> Result<String, SourceFault> {
    let bytes = Array(bytes)
    return beginning(of: bytes).map { String(decoding: bytes[$0...], as: UTF8.self) }
  }

  /// Where the text of UTF-8 begins: behind a byte order mark, if there is one.
  static func beginning(of bytes: [UInt8]) -> Result<Int, SourceFault> {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return .failure(SourceFault(.encoding("UTF-16"), at: nil))
    }
    let beginning = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let body = bytes[beginning...]
    guard (try? UTF8Span(validating: body.span)) != nil else {
      let (line, column) = placeOfInvalidByte(body)
      let name = looksLikeGBK(body) ? "GBK" : "?"
      return .failure(SourceFault(.encoding(name), at: Place(line: line, column: column)))
    }
    return .success(beginning)
  }

  private static func placeOfInvalidByte(_ bytes: ArraySlice<UInt8>) -> (line: Int, column: Int) {
    // String repairs what it cannot read with U+FFFD, so the first one marks the place.
    let repaired = String(decoding: bytes, as: UTF8.self)
    var line = 1
    var column = 1
    for scalar in repaired.unicodeScalars {
      if scalar == "\u{FFFD}" { break }
      (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
    }
    return (line, column)
  }

  /// Whether all bytes above 0x7F pair up as GBK lead and trail bytes.
  private static func looksLikeGBK(_ bytes: ArraySlice<UInt8>) -> Bool {
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index] < 0x80 {
        index += 1
      } else {
        guard (0x81...0xFE).contains(bytes[index]), index + 1 < bytes.endIndex,
          (0x40...0xFE).contains(bytes[index + 1])
        else { return false }
        index += 2
      }
    }
    return true
  }

  /// Tabs, aliases in numbers, and nesting deep enough to hurt a recursive parser.
  static func firstFault(of lines: SourceLines, maximumDepth: Int) -> SourceFault? {
    var scan = NestingScan(maximumDepth: maximumDepth)
    for number in lines.numbers {
      if let fault = scan.take(lines.utf8(number), number: number) { return fault }
    }
    return nil
  }

  /// What a parser takes for the end of a line and no editor does: a carriage return alone, and Unicode's own breaks.
  static func strangeBreak(in text: String) -> Place? {
    let bytes = text.utf8
    guard bytes.contains(where: { $0 == 0x0D || $0 == 0xC2 || $0 == 0xE2 }) else { return nil }
    var (line, column) = (1, 1)
    var scalars = text.unicodeScalars.makeIterator()
    var next = scalars.next()
    while let scalar = next {
      next = scalars.next()
      if isStrangeBreak(scalar, before: next) { return Place(line: line, column: column) }
      (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
    }
    return nil
  }

  private static func isStrangeBreak(_ scalar: Unicode.Scalar, before next: Unicode.Scalar?) -> Bool {
    switch scalar.value {
    case 0x0D: next != nil && next != "\n"
    case 0x85, 0x2028, 0x2029: true
    default: false
    }
  }
}

/// Why a file is not the YAML we read.
struct SourceFault: Error, Hashable {
  enum Kind: Hashable {
    case encoding(String), control
    /// With the number of lines that have it.
    case tab(lines: Int), wideSpace(lines: Int)
    case fullWidthColon, missingColon, missingSpace, fullWidthComma, fullWidthBracket
    case indentation, colonInText, missingComma, openBracket(String), brackets, quotes, escape, listInLine,
      structure
    /// A text begins with a sign that YAML reserves.
    case sign(String)
    case severalDocuments, anchor, tag, keyIsNotText, tooDeep(Int), tooMany(Int)
  }

  let kind: Kind
  let place: Place?

  init(_ kind: Kind, at place: Place?) {
    self.kind = kind
    self.place = place
  }
}
