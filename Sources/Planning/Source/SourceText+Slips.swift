// What an organiser most likely typed, where a parser only says that it is confused.

extension SourceText {
  typealias Line = SourceLines.Line

  /// - `problem`: What the parser says.
  /// - `place`: Where it noticed: often behind what is wrong, sometimes a line later.
  static func likelyCause(of problem: String, near place: Place, in lines: SourceLines) -> SourceFault {
    if let colon = wideColon(near: place.line, in: lines) { return SourceFault(.fullWidthColon, at: colon) }
    if let typo = likelyTypo(near: place.line, in: lines) { return typo }
    let line = lines.line(place.line)
    if let kind = certain.first(where: { problem.contains($0.words) })?.kind {
      // The parser has passed the sign that it stumbled over.
      let isPassed =
        [.anchor, .tag, .sign("|")].contains(kind)
        && line.sign(at: place.column - 1).map { "&*!|>".unicodeScalars.contains($0) } == true
      return SourceFault(kind, at: isPassed ? Place(line: place.line, column: place.column - 1) : place)
    }
    if problem.contains("cannot start any token"), let sign = line.sign(at: place.column) {
      return SourceFault(.sign(String(sign)), at: place)
    }
    return structure(problem, at: place, line, lines)
  }

  /// Complaints that can mean one thing only.
  private static let certain: [(words: String, kind: SourceFault.Kind)] = [
    ("block sequence entries", .listInLine), ("unexpected end of stream", .quotes),
    ("another document", .severalDocuments), ("document indicator", .severalDocuments),
    ("undefined alias", .anchor), ("alphabetic or numeric", .anchor), ("escape", .escape),
    ("hexdecimal", .escape), ("expected '!'", .tag), ("whitespace or line break", .tag), ("tag", .tag),
    ("directive", .sign("%")), ("comment or line break", .sign("|")), ("nesting level", .tooDeep(64)),
  ]

  /// What is wrong with indentation, brackets, commas or quotes.
  private static func structure(_ problem: String, at place: Place, _ line: Line, _ lines: SourceLines)
    -> SourceFault
  {
    if problem.contains("<document start>") { return secondBeginning(at: place, lines) }
    let start = line.prefix { $0 == " " }.count + 1
    let first = word(at: start, in: line)
    let isFlow = problem.contains("expected ',' or") || problem.contains("node content")
    if isFlow, let bracket = openBracket(before: place, in: lines),
      line.dropFirst(start - 1).isEmpty || first.map({ Vocabulary.isKey(Array($0).text) }) == true
    {
      return SourceFault(.openBracket(bracket.sign), at: bracket.place)
    }
    let isColon = line.sign(at: place.column) == ":"
    if isFlow, isColon, let key = wordBefore(place, in: line) { return SourceFault(.missingComma, at: key) }
    if let last = line.prefix(place.column - 1).last(where: { $0 != " " }), last == "\"" || last == "'" {
      return SourceFault(.quotes, at: place)
    }
    if isFlow { return SourceFault(.brackets, at: place) }
    if let first, isColon ? start + first.count == place.column : start == place.column {
      return SourceFault(.indentation, at: Place(line: place.line, column: start, length: first.count))
    }
    return SourceFault(problem.contains("mapping values") ? .colonInText : .structure, at: place)
  }

  /// Something follows when all was read: behind a line of dots, or because the first line was indented.
  private static func secondBeginning(at place: Place, _ lines: SourceLines) -> SourceFault {
    let before = lines.numbers.prefix { $0 < place.line }
    if before.contains(where: { lines.utf8($0).starts(with: "...".utf8) }) {
      return SourceFault(.severalDocuments, at: place)
    }
    let content = before.first { number in
      let first = lines.utf8(number).first { $0 != UInt8(ascii: " ") }
      return first != nil && first != UInt8(ascii: "#")
    }
    guard let content, lines.line(content).first == " " else { return SourceFault(.structure, at: place) }
    let start = lines.line(content).prefix { $0 == " " }.count + 1
    let length = word(at: start, in: lines.line(content))?.count ?? 1
    return SourceFault(.indentation, at: Place(line: content, column: start, length: length))
  }

  /// The word that begins at a column and ends before a colon.
  private static func word(at column: Int, in line: Line) -> ArraySlice<Unicode.Scalar>? {
    let word = line.dropFirst(column - 1).prefix { $0 != ":" }
    return word.isEmpty || word.endIndex == line.endIndex ? nil : word
  }

  private static func wordBefore(_ place: Place, in line: Line) -> Place? {
    let length = line.prefix(place.column - 1).reversed().prefix { !" {[,".unicodeScalars.contains($0) }.count
    return length == 0 ? nil : Place(line: place.line, column: place.column - length, length: length)
  }

  /// The bracket that is open where the parser stopped, if it was opened in an earlier line.
  private static func openBracket(before place: Place, in lines: SourceLines) -> (place: Place, sign: String)?
  {
    var open: [(place: Place, sign: UInt8)] = []
    var quote: UInt8?
    for number in lines.numbers.prefix(while: { $0 < place.line }) {
      var previous = UInt8(ascii: " ")
      var column = 0
      for byte in lines.utf8(number) {
        if byte & 0xC0 != 0x80 { column += 1 }
        switch byte {
        case _ where quote != nil: if byte == quote, previous != UInt8(ascii: "\\") { quote = nil }
        case UInt8(ascii: "\""), UInt8(ascii: "'"): if " [{,:".utf8.contains(previous) { quote = byte }
        case UInt8(ascii: "["), UInt8(ascii: "{"): open.append((Place(line: number, column: column), byte))
        case UInt8(ascii: "]"), UInt8(ascii: "}"): _ = open.popLast()
        default: break
        }
        if quote == nil, byte == UInt8(ascii: "#"), previous == UInt8(ascii: " ") { break }
        previous = byte
      }
      if open.isEmpty { quote = nil }
    }
    return open.last.map { ($0.place, $0.sign == UInt8(ascii: "{") ? "}" : "]") }
  }

  // MARK: - Slips of the keyboard

  /// What is typed wrong in the line of a complaint or, as often, in one of those before it.
  private static func likelyTypo(near line: Int, in lines: SourceLines) -> SourceFault? {
    for number in stride(from: min(line, lines.count), through: max(1, line - 3), by: -1) {
      if let (kind, index) = typo(in: lines.line(number)) {
        return SourceFault(kind, at: Place(line: number, column: index + 1))
      }
    }
    return nil
  }

  private static func typo(in line: Line) -> (SourceFault.Kind, index: Int)? {
    if let index = missingSpace(in: line) { return (.missingSpace, index) }
    if let index = missingColon(in: line) { return (.missingColon, index) }
    if let index = wideBracket(in: line) { return (.fullWidthBracket, index) }
    if let column = wideCommas(line).first { return (.fullWidthComma, column - 1) }
    if line.count(where: { $0 == "\"" }) % 2 == 1, let index = line.lastIndex(of: "\"") {
      return (.quotes, index)
    }
    return nil
  }

  private static let longestKey = 64

  /// The word at the beginning of a line, behind the dash of a list's item, and what follows it; nothing if that is too
  /// long to be a key.
  private static func firstWord(of line: Line) -> (word: String, rest: ArraySlice<Unicode.Scalar>) {
    var rest = line.drop { $0.isBlank }
    if rest.starts(with: "- ".unicodeScalars) { rest = rest.dropFirst(2) }
    let word = rest.prefix(longestKey + 1).prefix {
      !$0.isBlank && !":：#\"'{[".unicodeScalars.contains($0)
    }
    return word.count > longestKey ? ("", []) : (Array(word).text, rest.dropFirst(word.count))
  }

  /// Where a value follows the colon of a line's key at once: `name:value`.
  private static func missingSpace(in line: Line) -> Int? {
    let (word, rest) = firstWord(of: line)
    guard rest.first == ":", let next = rest.dropFirst().first, !next.isBlank, next != "/",
      Vocabulary.isKey(word)
    else { return nil }
    return rest.startIndex + 1
  }

  /// Where a line's key has no colon: `name value`, `name "a: b"`.
  private static func missingColon(in line: Line) -> Int? {
    let (word, rest) = firstWord(of: line)
    guard rest.first == " ", Vocabulary.isKey(word) else { return nil }
    guard let sign = rest.firstIndex(where: { ":：{}[]".unicodeScalars.contains($0) }) else {
      return rest.startIndex
    }
    // Such signs may stand in a quotation at the end.
    guard let end = rest.lastIndex(where: { !$0.isBlank }), rest[end] == "\"",
      let start = rest[..<end].lastIndex(of: "\""), start < sign
    else { return nil }
    return rest.startIndex
  }

  /// A full-width bracket where one of the plain ones would open or close something.
  private static func wideBracket(in line: Line) -> Int? {
    for (index, scalar) in line.enumerated() {
      switch scalar {
      case ":", "-", "{", "[", ",":
        let next = line[(index + 1)...].first { $0 != " " }
        guard next == "｛" || next == "［" || next == "【" else { continue }
        return line[(index + 1)...].firstIndex { $0 != " " }
      case "｝", "］", "】":
        var rest = line[(index + 1)...].drop { $0.isBlank }
        if let first = rest.first, first == "," || first == "}" || first == "]" {
          rest = rest.dropFirst().drop { $0.isBlank }
        }
        if rest.isEmpty { return index }
      default: break
      }
    }
    return nil
  }

  /// Columns of the commas that stand between two keys in braces: `{a: 1， b: 2}`.
  static func wideCommas(_ line: Line) -> [Int] {
    guard line.contains(where: { $0 == "{" || $0 == "[" }) else { return [] }
    var columns: [Int] = []
    var start = line.startIndex
    while let comma = line[start...].firstIndex(where: { $0 == "，" || $0 == "、" }) {
      let rest = line[(comma + 1)...].drop { $0.isBlank }
      let word = rest.prefix { !$0.isBlank && !"，、:".unicodeScalars.contains($0) }
      let after = rest.dropFirst(word.count)
      let isKey = after.first == ":" && after.dropFirst().first?.isBlank == true
      if !word.isEmpty, isKey { columns.append(comma + 1) }
      start = max(comma + 1, after.startIndex)
    }
    return columns
  }

  /// The first full-width colon that stands where a key ends, within a few lines of the place of a complaint.
  private static func wideColon(near line: Int, in lines: SourceLines) -> Place? {
    for number in max(1, line - 3)...max(1, line + 3) {
      if let column = columnsOfWideColons(lines.line(number)).first {
        return Place(line: number, column: column)
      }
    }
    return nil
  }

  /// All full-width colons that stand where a key ends.
  static func wideColons(in lines: SourceLines) -> [Place] {
    lines.numbers.flatMap { number in
      columnsOfWideColons(lines.line(number)).map { Place(line: number, column: $0) }
    }
  }

  /// A key stands at the beginning of a line, behind the dash of a list's item, or behind a brace or comma.
  private static func columnsOfWideColons(_ line: Line) -> [Int] {
    guard line.contains("：") else { return [] }
    var columns: [Int] = []
    var word: Line? = []
    var quote: Unicode.Scalar?
    for (offset, scalar) in line.enumerated() {
      switch scalar {
      case _ where quote != nil: if scalar == quote { quote = nil }
      case "\"", "'": (quote, word) = (scalar, nil)
      case "：":
        if let key = word, Vocabulary.isKey(key.text) { columns.append(offset + 1) }
        word = nil
      case "{", ",", "，": word = []
      case " ", "\u{3000}", "-": if word?.isEmpty == false, scalar != "-" { word = nil }
      case "#": if word?.isEmpty == true { return columns }
      default: word?.append(scalar)
      }
    }
    return columns
  }

  /// A known key and its colon, full-width or without a blank, where the parser saw the beginning of a text.
  static func slip(_ text: String, at place: Place) -> SourceFault? {
    let scalars = text.unicodeScalars
    guard let colon = scalars.firstIndex(where: { $0 == "：" || $0 == ":" }),
      Vocabulary.isKey(String(scalars[..<colon]))
    else { return nil }
    let isWide = scalars[colon] == "："
    let column = place.column + scalars.distance(from: scalars.startIndex, to: colon)
    return SourceFault(
      isWide ? .fullWidthColon : .missingSpace, at: Place(line: place.line, column: column + (isWide ? 0 : 1))
    )
  }
}
