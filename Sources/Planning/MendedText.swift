/// A text in which some slips are mended, so that the rest of the file is read, too: places stay those of the file.
///
/// Only what can be meant in one way is mended, and only after it was reported.
struct MendedText {
  private var lines: [[Unicode.Scalar]]
  /// Columns of what the file doesn't have, by line, ascending.
  private var insertions: [Int: [Int]] = [:]
  /// Whether the indentation was guessed at: what the parser says of it then is no news.
  private(set) var isGuess = false

  init(_ text: String) {
    lines = SourceText.lines(text).map { Array($0) }
  }

  var text: String {
    String(String.UnicodeScalarView(lines.joined(separator: CollectionOfOne("\n"))))
  }

  /// The place in the file.
  func original(_ place: Place) -> Place {
    guard let inserted = insertions[place.line] else { return place }
    return Place(
      line: place.line, column: place.column - inserted.count { $0 < place.column }, length: place.length)
  }

  /// How many lines have a sign.
  func count(of signs: Set<Unicode.Scalar>) -> Int { lines.count { $0.contains(where: signs.contains) } }

  /// - `fault`: With its place in the file.
  /// - Returns: False if it can't be mended.
  mutating func mend(_ fault: SourceFault) -> Bool {
    guard let place = fault.place, lines.indices.contains(place.line - 1) else { return false }
    let line = place.line
    switch fault.kind {
    case .fullWidthColon: replaceWithBlank(mended(place), ":")
    case .missingSpace: insert(" ", at: mended(place))
    case .missingColon: insert(":", at: mended(place))
    case .fullWidthBracket:
      let plain: [Unicode.Scalar: Unicode.Scalar] = [
        "｛": "{", "｝": "}", "［": "[", "］": "]", "【": "[", "】": "]",
      ]
      lines[line - 1] = lines[line - 1].map { plain[$0] ?? $0 }
    case .fullWidthComma:
      for column in SourceText.wideCommas(String(String.UnicodeScalarView(lines[line - 1]))).reversed() {
        replaceWithBlank(Place(line: line, column: column), ",")
      }
    case .tab, .wideSpace:
      isGuess = true
      for line in 1...lines.count { mendBlanks(of: line) }
    default: return false
    }
    return true
  }

  /// Puts a scalar in the place of each of a key's.
  ///
  /// - `place`: Where the parser sees the key.
  mutating func rename(at place: Place, _ scalar: Unicode.Scalar) {
    guard lines.indices.contains(place.line - 1) else { return }
    let line = lines[place.line - 1]
    var start = place.column - 1
    if line.indices.contains(start), line[start] == "\"" || line[start] == "'" { start += 1 }
    for index in line.indices.dropFirst(start).prefix(place.length) { lines[place.line - 1][index] = scalar }
  }

  private func mended(_ place: Place) -> Place {
    var column = place.column
    for inserted in insertions[place.line] ?? [] where inserted <= column { column += 1 }
    return Place(line: place.line, column: column)
  }

  private mutating func replaceWithBlank(_ place: Place, _ scalar: Unicode.Scalar) {
    let index = place.column - 1
    guard lines[place.line - 1].indices.contains(index) else { return }
    lines[place.line - 1][index] = scalar
    if index + 1 < lines[place.line - 1].count, lines[place.line - 1][index + 1] != " " {
      insert(" ", at: Place(line: place.line, column: place.column + 1))
    }
  }

  private mutating func insert(_ scalar: Unicode.Scalar, at place: Place) {
    guard place.column - 1 <= lines[place.line - 1].count else { return }
    lines[place.line - 1].insert(scalar, at: place.column - 1)
    let moved = (insertions[place.line] ?? []).map { $0 >= place.column ? $0 + 1 : $0 }
    insertions[place.line] = (moved + [place.column]).sorted()
  }

  /// Tabs and wide spaces count as two blanks in an indentation, and as one elsewhere.
  private mutating func mendBlanks(of line: Int) {
    let blanks: Set<Unicode.Scalar> = ["\t", "\u{3000}", "\u{A0}", " "]
    var column = 1
    while column <= lines[line - 1].count, blanks.contains(lines[line - 1][column - 1]) {
      let scalar = lines[line - 1][column - 1]
      lines[line - 1][column - 1] = " "
      if scalar == "\t" || scalar == "\u{3000}" {
        insert(" ", at: Place(line: line, column: column + 1))
        column += 1
      }
      column += 1
    }
    for index in lines[line - 1].indices.dropFirst(column - 1) where lines[line - 1][index] == "\t" {
      lines[line - 1][index] = " "
    }
  }
}
