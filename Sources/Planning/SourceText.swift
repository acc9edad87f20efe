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
  static func likelyCause(of fault: SourceFault, in text: String) -> SourceFault {
    // A character that may not stand anywhere is no typing error of the line it is in.
    guard case .other(let problem) = fault.kind, let place = fault.place, !problem.contains("control")
    else { return fault }
    if let typo = TypoSearch(text, near: place.line).likeliest { return typo }
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
    return problem.contains("undefined alias") ? SourceFault(.anchor, at: place) : fault
  }

  /// Without their ends; a carriage return stays.
  static func lines(_ text: String) -> [ArraySlice<UInt8>] {
    Array(text.utf8).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
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
