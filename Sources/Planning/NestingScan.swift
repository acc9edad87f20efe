/// Walks over YAML text line by line and notices, without parsing, what would hurt a parser: nesting by indentation,
/// by brackets and by dashes, tabs, and aliases that multiply.
struct NestingScan {
  let maximumDepth: Int
  /// Indentations of the blocks that are open.
  private var indents: [Int] = []
  private var brackets = 0
  private var quote: Unicode.Scalar?
  private var aliases = 0
  private var previous: Unicode.Scalar = " "

  /// So few aliases can double a text a few thousand times at most.
  private static let maximumAliases = 8
  /// Dashes that open lists in one line, before they count as nesting: `- - a`.
  private static let harmlessDashes = 8

  init(maximumDepth: Int) {
    self.maximumDepth = maximumDepth
  }

  /// - Parameter number: Of the line, from 1.
  mutating func take(_ line: Substring.UnicodeScalarView, number: Int) -> SourceFault? {
    let blank = line.prefix { $0 == " " }.count
    if quote == nil, let first = line.dropFirst(blank).first, first == "\u{3000}" || first == "\u{A0}" {
      return SourceFault(.wideSpace(lines: 1), at: Place(line: number, column: blank + 1))
    }
    indent(line)
    var dashes = 0
    previous = " "
    for (offset, scalar) in line.enumerated() {
      let place = Place(line: number, column: offset + 1)
      if quote != nil {
        passQuoted(scalar)
        continue
      }
      if scalar == "#", previous == " " { break }
      if scalar == "\t" { return SourceFault(.tab(lines: 1), at: place) }
      if scalar == "-" || scalar == "?", previous == " " { dashes += 1 }
      count(scalar)
      let depth = brackets + indents.count + (dashes > Self.harmlessDashes ? dashes : 0)
      if depth > maximumDepth { return SourceFault(.tooDeep(maximumDepth), at: place) }
      if aliases > Self.maximumAliases { return SourceFault(.anchor, at: place) }
      previous = scalar
    }
    // A quote that opens in a line of plain text, such as an apostrophe, does not reach the next line.
    if brackets == 0 { quote = nil }
    return nil
  }

  private mutating func indent(_ line: Substring.UnicodeScalarView) {
    let indent = line.prefix { $0 == " " }.count
    let first = line.dropFirst(indent).first
    guard quote == nil, brackets == 0, let first, first != "#", first != "\r" else { return }
    while let last = indents.last, last >= indent { indents.removeLast() }
    indents.append(indent)
  }

  private mutating func count(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"", "'": if " [{,:".unicodeScalars.contains(previous) { quote = scalar }
    case "[", "{": brackets += 1
    case "]", "}": brackets = max(0, brackets - 1)
    case "*": if previous == " " || previous == "[" || previous == "," { aliases += 1 }
    default: break
    }
  }

  private mutating func passQuoted(_ scalar: Unicode.Scalar) {
    if scalar == quote, previous != "\\" { quote = nil }
    previous = scalar == "\\" && previous == "\\" ? " " : scalar
  }
}
