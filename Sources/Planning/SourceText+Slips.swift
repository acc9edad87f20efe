// What an organiser most likely typed, where a parser only says that it is confused.

extension SourceText {
  typealias Line = Substring.UnicodeScalarView

  /// - `problem`: What the parser says.
  /// - `place`: Where it noticed: often behind what is wrong, sometimes a line later.
  static func likelyCause(of problem: String, near place: Place, in text: String) -> SourceFault {
    let lines = lines(text)
    if let colon = wideColon(near: place.line, in: lines) { return SourceFault(.fullWidthColon, at: colon) }
    if let typo = likelyTypo(near: place.line, in: lines) { return typo }
    let line = lines.indices.contains(place.line - 1) ? lines[place.line - 1] : Substring().unicodeScalars
    if let kind = certain.first(where: { problem.contains($0.words) })?.kind {
      // The parser has passed the sign that it stumbled over.
      let isPassed =
        [.anchor, .tag, .sign("|")].contains(kind)
        && "&*!|>".unicodeScalars.contains { sign in
          line.dropFirst(place.column - 2).first == sign
        }
      return SourceFault(kind, at: isPassed ? Place(line: place.line, column: place.column - 1) : place)
    }
    if problem.contains("cannot start any token"), let sign = line.dropFirst(place.column - 1).first {
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
  private static func structure(_ problem: String, at place: Place, _ line: Line, _ lines: [Line])
    -> SourceFault
  {
    if problem.contains("<document start>") { return secondBeginning(at: place, lines) }
    let start = line.prefix { $0 == " " }.count + 1
    let first = word(at: start, in: line)
    let isFlow = problem.contains("expected ',' or") || problem.contains("node content")
    if isFlow, let bracket = openBracket(before: place, in: lines),
      line.dropFirst(start - 1).isEmpty || first.map({ Vocabulary.isKey($0.text) }) == true
    {
      return SourceFault(.openBracket(bracket.sign), at: bracket.place)
    }
    let isColon = line.dropFirst(place.column - 1).first == ":"
    if isFlow, isColon, let key = wordBefore(place, in: line) { return SourceFault(.missingComma, at: key) }
    if let last = line.prefix(place.column - 1).last(where: { $0 != " " }), last == "\"" || last == "'" {
      return SourceFault(.quotes, at: place)
    }
    if isFlow { return SourceFault(.brackets, at: place) }
    if let first, isColon ? start + first.length == place.column : start == place.column {
      return SourceFault(.indentation, at: Place(line: place.line, column: start, length: first.length))
    }
    return SourceFault(problem.contains("mapping values") ? .colonInText : .structure, at: place)
  }

  /// Something follows when all was read: behind a line of dots, or because the first line was indented.
  private static func secondBeginning(at place: Place, _ lines: [Line]) -> SourceFault {
    let before = lines.prefix(place.line - 1)
    if before.contains(where: { $0.starts(with: "...".unicodeScalars) }) {
      return SourceFault(.severalDocuments, at: place)
    }
    guard
      let index = before.firstIndex(where: { $0.contains { $0 != " " } && $0.first { $0 != " " } != "#" }),
      before[index].first == " "
    else { return SourceFault(.structure, at: place) }
    let start = before[index].prefix { $0 == " " }.count + 1
    let length = word(at: start, in: before[index])?.length ?? 1
    return SourceFault(.indentation, at: Place(line: index + 1, column: start, length: length))
  }

  /// The word that begins at a column and ends before a colon.
  private static func word(at column: Int, in line: Line) -> (text: String, length: Int)? {
    let word = line.dropFirst(column - 1).prefix { $0 != ":" }
    return word.isEmpty || word.endIndex == line.endIndex
      ? nil : (String(String.UnicodeScalarView(word)), word.count)
  }

  private static func wordBefore(_ place: Place, in line: Line) -> Place? {
    let length = line.prefix(place.column - 1).reversed().prefix { !" {[,".unicodeScalars.contains($0) }.count
    return length == 0 ? nil : Place(line: place.line, column: place.column - length, length: length)
  }

  /// The bracket that is open where the parser stopped, if it was opened in an earlier line.
  private static func openBracket(before place: Place, in lines: [Line]) -> (place: Place, sign: String)? {
    var open: [(place: Place, sign: Unicode.Scalar)] = []
    var quote: Unicode.Scalar?
    for (index, line) in lines.prefix(place.line - 1).enumerated() {
      var previous: Unicode.Scalar = " "
      for (offset, scalar) in line.enumerated() {
        switch scalar {
        case _ where quote != nil: if scalar == quote, previous != "\\" { quote = nil }
        case "\"", "'": if " [{,:".unicodeScalars.contains(previous) { quote = scalar }
        case "[", "{": open.append((Place(line: index + 1, column: offset + 1), scalar))
        case "]", "}": _ = open.popLast()
        default: break
        }
        if quote == nil, scalar == "#", previous == " " { break }
        previous = scalar
      }
      if open.isEmpty { quote = nil }
    }
    return open.last.map { ($0.place, $0.sign == "{" ? "}" : "]") }
  }

  // MARK: - Slips of the keyboard

  /// What is typed wrong in the line of a complaint or, as often, in one of those before it.
  private static func likelyTypo(near line: Int, in lines: [Line]) -> SourceFault? {
    for number in stride(from: min(line, lines.count), through: max(1, line - 3), by: -1) {
      let content = String(lines[number - 1])
      func place(_ index: String.Index) -> Place {
        Place(line: number, column: content.unicodeScalars.distance(from: content.startIndex, to: index) + 1)
      }
      if let match = content.firstMatch(of: #/^\s*(?:- )?([^\s:#"'{\[]+):(?=[^\s\/])/#),
        Vocabulary.isKey(String(match.1))
      {
        return SourceFault(.missingSpace, at: place(match.range.upperBound))
      }
      if let match = content.wholeMatch(of: #/\s*(?:- )?([^\s:：#"'{\[]+) +[^:：{}\[\]]*("[^"]*")?\s*/#),
        Vocabulary.isKey(String(match.1))
      {
        return SourceFault(.missingColon, at: place(match.1.endIndex))
      }
      if let match = content.firstMatch(of: #/[:\-{\[,] *([｛［【])|([｝］】])\s*[,}\]]?\s*$/#) {
        return SourceFault(.fullWidthBracket, at: place((match.1 ?? match.2 ?? content[...]).startIndex))
      }
      if let column = wideCommas(content).first {
        return SourceFault(.fullWidthComma, at: Place(line: number, column: column))
      }
      if content.count(where: { $0 == "\"" }) % 2 == 1, let index = content.lastIndex(of: "\"") {
        return SourceFault(.quotes, at: place(index))
      }
    }
    return nil
  }

  /// Columns of the commas that stand between two keys in braces.
  static func wideCommas(_ line: String) -> [Int] {
    guard line.contains(where: { "{[".contains($0) }) else { return [] }
    return line.matches(of: #/[，、]\s*[^\s，、:]+:\s/#).map {
      line.unicodeScalars.distance(from: line.startIndex, to: $0.range.lowerBound) + 1
    }
  }

  /// The first full-width colon that stands where a key ends, within a few lines of the place of a complaint.
  private static func wideColon(near line: Int, in lines: [Line]) -> Place? {
    for index in lines.indices where abs(index + 1 - line) <= 3 {
      if let column = columnsOfWideColons(lines[index]).first {
        return Place(line: index + 1, column: column)
      }
    }
    return nil
  }

  /// All full-width colons that stand where a key ends.
  static func wideColons(in text: String) -> [Place] {
    lines(text).enumerated().flatMap { index, line in
      columnsOfWideColons(line).map { Place(line: index + 1, column: $0) }
    }
  }

  /// A key stands at the beginning of a line, behind the dash of a list's item, or behind a brace or comma.
  private static func columnsOfWideColons(_ line: Line) -> [Int] {
    var columns: [Int] = []
    var word: String? = ""
    var quote: Unicode.Scalar?
    for (offset, scalar) in line.enumerated() {
      switch scalar {
      case _ where quote != nil: if scalar == quote { quote = nil }
      case "\"", "'": (quote, word) = (scalar, nil)
      case "：":
        if let key = word, Vocabulary.isKey(key) { columns.append(offset + 1) }
        word = nil
      case "{", ",", "，": word = ""
      case " ", "\u{3000}", "-": if word?.isEmpty == false, scalar != "-" { word = nil }
      case "#": if word?.isEmpty == true { return columns }
      default: word?.unicodeScalars.append(scalar)
      }
    }
    return columns
  }

  /// A known key and its colon, full-width or without a blank, where the parser saw the beginning of a text.
  static func slip(at place: Place, in lines: [Line]) -> SourceFault? {
    guard lines.indices.contains(place.line - 1) else { return nil }
    let rest = Array(lines[place.line - 1].dropFirst(place.column - 1))
    guard let colon = rest.firstIndex(where: { $0 == "：" || $0 == ":" }),
      Vocabulary.isKey(String(String.UnicodeScalarView(rest[..<colon])))
    else { return nil }
    let isWide = rest[colon] == "："
    return SourceFault(
      isWide ? .fullWidthColon : .missingSpace,
      at: Place(line: place.line, column: place.column + colon + (isWide ? 0 : 1)))
  }
}
