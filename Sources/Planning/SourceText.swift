/// What can be said of a file's text before a parser sees it, and what a parser's complaint most likely means.
enum SourceText {
  /// UTF-8 to text, without a byte order mark.
  static func decode(_ bytes: some Collection<UInt8>) -> Result<String, SourceFault> {
    let bytes = Array(bytes)
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return .failure(SourceFault(.encoding("UTF-16"), at: nil))
    }
    let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    guard let text = String(validating: body, as: UTF8.self) else {
      let (line, column) = placeOfInvalidByte(body)
      let name = looksLikeGBK(body) ? "GBK" : "?"
      return .failure(SourceFault(.encoding(name), at: Place(line: line, column: column)))
    }
    return .success(text)
  }

  private static func placeOfInvalidByte(_ bytes: [UInt8]) -> (line: Int, column: Int) {
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
  private static func looksLikeGBK(_ bytes: [UInt8]) -> Bool {
    var index = 0
    while index < bytes.count {
      if bytes[index] < 0x80 {
        index += 1
      } else {
        guard (0x81...0xFE).contains(bytes[index]), index + 1 < bytes.count,
          (0x40...0xFE).contains(bytes[index + 1])
        else { return false }
        index += 2
      }
    }
    return true
  }

  /// Tabs, aliases in numbers, and nesting deep enough to hurt a recursive parser.
  static func firstFault(of text: String, maximumDepth: Int) -> SourceFault? {
    var scan = NestingScan(maximumDepth: maximumDepth)
    for (index, line) in lines(text).enumerated() {
      if let fault = scan.take(line, number: index + 1) { return fault }
    }
    return nil
  }

  /// What an organiser most likely typed, when the parser only says that it is confused.
  static func likelyCause(of problem: String, near place: Place, in text: String) -> SourceFault {
    if let colon = fullWidthColon(in: text, near: place.line) {
      return SourceFault(.fullWidthColon, at: colon)
    }
    if let typo = likelyTypo(near: place.line, in: text) { return typo }
    if problem.contains("mapping values are not allowed") { return SourceFault(.indentation, at: place) }
    if problem.contains("did not find expected key") || problem.contains("block end")
      || problem.contains("could not find expected ':'")
    {
      return SourceFault(.structure, at: place)
    }
    if problem.contains("expected ',' or") { return SourceFault(.brackets, at: place) }
    if problem.contains("quoted scalar") { return SourceFault(.quotes, at: place) }
    if problem.contains("another document") || problem.contains("document start") {
      return SourceFault(.severalDocuments, at: place)
    }
    if problem.contains("undefined alias") { return SourceFault(.anchor, at: place) }
    return SourceFault(.other(problem), at: place)
  }

  /// What is typed wrong in the line of a complaint or, as often, in one of those before it.
  private static func likelyTypo(near line: Int, in text: String) -> SourceFault? {
    let lines = lines(text).map { String($0) }
    for number in stride(from: min(line, lines.count), through: max(1, line - 3), by: -1) {
      let content = lines[number - 1]
      func place(_ index: String.Index) -> Place {
        Place(line: number, column: content.unicodeScalars.distance(from: content.startIndex, to: index) + 1)
      }
      if let match = content.firstMatch(of: #/^\s*(?:- )?([^\s:#"'{\[]+):(?=[^\s\/])/#),
        Vocabulary.isKey(String(match.1))
      {
        return SourceFault(.missingSpace, at: place(match.range.upperBound))
      }
      if let index = content.firstIndex(where: { "｛｝［］".contains($0) }) {
        return SourceFault(.fullWidthBracket, at: place(index))
      }
      if content.contains(where: { "{[".contains($0) }),
        let match = content.firstMatch(of: #/，\s*[^\s，:]+:\s/#)
      {
        return SourceFault(.fullWidthComma, at: place(match.range.lowerBound))
      }
      if content.count(where: { $0 == "\"" }) % 2 == 1, let index = content.lastIndex(of: "\"") {
        return SourceFault(.quotes, at: place(index))
      }
    }
    return nil
  }

  /// The first full-width colon that stands where a key ends, within a few lines of the place of a complaint.
  static func fullWidthColon(in text: String, near line: Int) -> Place? {
    let lines = lines(text)
    let candidates = lines.indices.filter { abs($0 + 1 - line) <= 3 }
    for index in candidates {
      if let column = columnOfFullWidthColon(lines[index]) {
        return Place(line: index + 1, column: column)
      }
    }
    return nil
  }

  private static func columnOfFullWidthColon(_ line: Substring.UnicodeScalarView) -> Int? {
    var word = ""
    for (offset, scalar) in line.enumerated() {
      switch scalar {
      case "：":
        if Vocabulary.isKey(word) { return offset + 1 }
        word = ""
      case " ", "{", ",", "-": word = ""
      case "#": return nil
      default: word.unicodeScalars.append(scalar)
      }
    }
    return nil
  }

  static func index(ofLine line: Int, column: Int, in scalars: [Unicode.Scalar]) -> Int? {
    var current = 1
    var index = 0
    while current < line {
      guard let newline = scalars[index...].firstIndex(of: "\n") else { return nil }
      index = newline + 1
      current += 1
    }
    return index + column - 1
  }

  static func lines(_ text: String) -> [Substring.UnicodeScalarView] {
    text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map {
      Substring($0).unicodeScalars
    }
  }
}

/// Why a file is not the YAML we read.
struct SourceFault: Error, Hashable {
  enum Kind: Hashable {
    case encoding(String), tab, fullWidthColon, indentation, structure, brackets, quotes, severalDocuments
    case missingSpace, fullWidthComma, fullWidthBracket, wideSpace, anchor, tag, keyIsNotText, tooDeep(Int)
    case other(String)
  }

  let kind: Kind
  let place: Place?

  init(_ kind: Kind, at place: Place?) {
    self.kind = kind
    self.place = place
  }
}
