/// Looks for what is typed wrong in the line of a parser's complaint and in those around it.
struct TypoSearch {
  private let line: Int
  /// From the third line before the complaint to the third after it.
  private let lines: [(number: Int, scalars: [Unicode.Scalar])]

  /// - Parameter line: Of the complaint, from 1.
  init(_ text: String, near line: Int) {
    let all = SourceText.lines(text)
    self.line = min(line, all.count)
    lines = (1...max(1, all.count)).clamped(to: max(1, line - 3)...max(1, line + 3)).map { number in
      (number, Array(String(decoding: all[number - 1], as: UTF8.self).unicodeScalars))
    }
  }

  /// A full-width colon anywhere near; else the last other typing error before the complaint.
  var likeliest: SourceFault? {
    for (number, scalars) in lines {
      if let column = Self.columnOfFullWidthColon(scalars) {
        return SourceFault(.fullWidthColon, at: Place(line: number, column: column))
      }
    }
    for (number, scalars) in lines.reversed() where number <= line {
      if let (kind, index) = Self.typo(in: scalars) {
        return SourceFault(kind, at: Place(line: number, column: index + 1))
      }
    }
    return nil
  }

  /// The first full-width colon that stands where a key ends.
  private static func columnOfFullWidthColon(_ line: [Unicode.Scalar]) -> Int? {
    var word = String.UnicodeScalarView()
    for (index, scalar) in line.enumerated() {
      switch scalar {
      case "：":
        if Vocabulary.isKey(String(word)) { return index + 1 }
        word.removeAll()
      case " ", "{", ",", "-": word.removeAll()
      case "#": return nil
      default: word.append(scalar)
      }
    }
    return nil
  }

  private static func typo(in line: [Unicode.Scalar]) -> (SourceFault.Kind, index: Int)? {
    if let index = missingSpace(in: line) { return (.missingSpace, index) }
    if let index = line.firstIndex(where: { "｛｝［］".unicodeScalars.contains($0) }) {
      return (.fullWidthBracket, index)
    }
    if line.contains(where: { $0 == "{" || $0 == "[" }), let index = fullWidthComma(in: line) {
      return (.fullWidthComma, index)
    }
    if line.count(where: { $0 == "\"" }) % 2 == 1, let index = line.lastIndex(of: "\"") {
      return (.quotes, index)
    }
    return nil
  }

  /// Where a value follows the colon of a line's key at once: `name:value`, `- id:value`.
  private static func missingSpace(in line: [Unicode.Scalar]) -> Int? {
    var rest = line.drop { $0.properties.isWhitespace }
    if rest.starts(with: "- ".unicodeScalars) { rest = rest.dropFirst(2) }
    let word = rest.prefix { !$0.properties.isWhitespace && !":#\"'{[".unicodeScalars.contains($0) }
    let after = rest.dropFirst(word.count)
    guard after.first == ":", let next = after.dropFirst().first, !next.properties.isWhitespace, next != "/",
      Vocabulary.isKey(String(String.UnicodeScalarView(word)))
    else { return nil }
    return after.startIndex + 1
  }

  /// The first full-width comma with a key and its colon behind it: `{a: 1， b: 2}`.
  private static func fullWidthComma(in line: [Unicode.Scalar]) -> Int? {
    var start = line.startIndex
    while let comma = line[start...].firstIndex(of: "，") {
      let rest = line[(comma + 1)...].drop { $0.properties.isWhitespace }
      let word = rest.prefix { !$0.properties.isWhitespace && $0 != "，" && $0 != ":" }
      let after = rest.dropFirst(word.count)
      if !word.isEmpty, after.first == ":", after.dropFirst().first?.properties.isWhitespace == true {
        return comma
      }
      start = max(comma + 1, after.startIndex)
    }
    return nil
  }
}
