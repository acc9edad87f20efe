/// A text in which some slips are mended, so that the rest of the file is read, too: places stay those of the file.
///
/// Only what can be meant in one way is mended, and only after it was reported.
struct MendedText {
  private var lines: [SourceLines.Line]
  /// Columns of what the file doesn't have, by line, ascending.
  private var insertions: [Int: [Int]] = [:]
  /// Whether the indentation was guessed at: what the parser says of it then is no news.
  private(set) var isGuess = false

  init(_ text: String) {
    let lines = SourceLines(text)
    self.lines = lines.numbers.map { lines.line($0) }
  }

  /// Whether there is one way to mend such a fault.
  static func canMend(_ kind: SourceFault.Kind) -> Bool {
    switch kind {
    case .fullWidthColon, .missingSpace, .missingColon, .fullWidthBracket, .fullWidthComma, .tab, .wideSpace:
      true
    default: false
    }
  }

  var text: String {
    String(String.UnicodeScalarView(lines.joined(separator: CollectionOfOne("\n"))))
  }

  /// The place in the file.
  func original(_ place: Place) -> Place {
    guard let inserted = insertions[place.line] else { return place }
    let before = Self.leading(inserted.count) { inserted[$0] < place.column }
    return Place(line: place.line, column: place.column - before, length: place.length)
  }

  /// How many lines have a sign.
  func count(of signs: Set<Unicode.Scalar>) -> Int { lines.count { $0.contains(where: signs.contains) } }

  /// Mends faults of one kind.
  ///
  /// - `places`: In the file.
  /// - Returns: False if one of them can't be mended.
  mutating func mend(_ kind: SourceFault.Kind, at places: [Place?]) -> Bool {
    var columns: [Int: Set<Int>] = [:]
    for place in places {
      guard let place, lines.indices.contains(place.line - 1) else { return false }
      columns[place.line, default: []].insert(mended(place))
    }
    switch kind {
    case .fullWidthColon: for (line, columns) in columns { replace(columns, in: line, with: ":") }
    case .missingSpace: for (line, columns) in columns { insert(" ", before: columns, in: line) }
    case .missingColon: for (line, columns) in columns { insert(":", before: columns, in: line) }
    case .fullWidthBracket:
      for line in columns.keys { rewrite(line) { _, scalar in (Self.plainBrackets[scalar] ?? scalar, nil) } }
    case .fullWidthComma:
      for line in columns.keys { replace(Set(SourceText.wideCommas(lines[line - 1])), in: line, with: ",") }
    case .tab, .wideSpace:
      isGuess = true
      for line in lines.indices { mendBlanks(of: line + 1) }
    default: return false
    }
    return true
  }

  private static let plainBrackets: [Unicode.Scalar: Unicode.Scalar] = [
    "｛": "{", "｝": "}", "［": "[", "］": "]", "【": "[", "】": "]",
  ]

  /// The column that a place of the file has now.
  private func mended(_ place: Place) -> Int {
    guard let inserted = insertions[place.line] else { return place.column }
    return place.column + Self.leading(inserted.count) { inserted[$0] - $0 <= place.column }
  }

  /// Signs that a blank has to follow.
  private mutating func replace(_ columns: Set<Int>, in line: Int, with sign: Unicode.Scalar) {
    let before = lines[line - 1]
    rewrite(line) { index, scalar in
      guard columns.contains(index + 1) else { return (scalar, nil) }
      return (sign, index + 1 < before.count && before[index + 1] != " " ? " " : nil)
    }
  }

  private mutating func insert(_ sign: Unicode.Scalar, before columns: Set<Int>, in line: Int) {
    rewrite(line) { index, scalar in (scalar, columns.contains(index + 2) ? sign : nil) }
  }

  /// Gives each sign of a line another, and maybe one more behind it.
  private mutating func rewrite(
    _ line: Int, _ change: (Int, Unicode.Scalar) -> (own: Unicode.Scalar, more: Unicode.Scalar?)
  ) {
    var new: SourceLines.Line = []
    var inserted: [Int] = []
    var old = (insertions[line] ?? [])[...]
    for (index, scalar) in lines[line - 1].enumerated() {
      let (own, more) = change(index, scalar)
      new.append(own)
      if old.first == index + 1 {
        inserted.append(new.count)
        old.removeFirst()
      }
      if let more {
        new.append(more)
        inserted.append(new.count)
      }
    }
    lines[line - 1] = new
    if !inserted.isEmpty { insertions[line] = inserted }
  }

  /// Tabs and wide spaces count as two blanks in an indentation, and as one elsewhere.
  private mutating func mendBlanks(of line: Int) {
    let blanks: Set<Unicode.Scalar> = ["\t", "\u{3000}", "\u{A0}", " "]
    let indent = lines[line - 1].prefix { blanks.contains($0) }.count
    guard indent > 0 || lines[line - 1].contains("\t") else { return }
    rewrite(line) { index, scalar in
      guard index < indent else { return (scalar == "\t" ? " " : scalar, nil) }
      return (" ", scalar == "\t" || scalar == "\u{3000}" ? " " : nil)
    }
  }
  /// How many of the numbers 0 ..< `count` hold, where no number holds after one that does not.
  private static func leading(_ count: Int, where holds: (Int) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
