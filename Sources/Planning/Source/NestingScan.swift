/// Walks over YAML text line by line and notices, without parsing, what would hurt a parser: nesting by indentation,
/// by brackets and by dashes, tabs, and aliases that multiply.
struct NestingScan {
  let maximumDepth: Int
  /// Indentations of the blocks that are open.
  private var indents: [Int] = []
  private var brackets = 0
  private var quote: UInt8?
  private var aliases = 0
  private var previous = UInt8(ascii: " ")

  /// So few aliases can double a text a few thousand times at most.
  private static let maximumAliases = 8
  /// Dashes that open lists in one line, before they count as nesting: `- - a`.
  private static let harmlessDashes = 8

  init(maximumDepth: Int) {
    self.maximumDepth = maximumDepth
  }

  /// - Parameters:
  ///   - line: UTF-8, of which only ASCII matters here.
  ///   - number: Of the line, from 1.
  mutating func take(_ line: ArraySlice<UInt8>, number: Int) -> SourceFault? {
    let indent = line.prefix { $0 == UInt8(ascii: " ") }.count
    let content = line.dropFirst(indent)
    if quote == nil, content.starts(with: "\u{3000}".utf8) || content.starts(with: "\u{A0}".utf8) {
      return SourceFault(.wideSpace(lines: 1), at: Place(line: number, column: indent + 1))
    }
    open(content, at: indent)
    var dashes = 0
    previous = UInt8(ascii: " ")
    for index in line.indices {
      let byte = line[index]
      if quote != nil {
        passQuoted(byte)
        continue
      }
      if byte == UInt8(ascii: "#"), previous == UInt8(ascii: " ") { break }
      if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "?"), previous == UInt8(ascii: " ") { dashes += 1 }
      count(byte)
      if let kind = fault(byte, dashes: dashes) {
        let before = line[..<index].count { $0 & 0xC0 != 0x80 }
        return SourceFault(kind, at: Place(line: number, column: before + 1))
      }
      previous = byte
    }
    // A quote that opens in a line of plain text, such as an apostrophe, does not reach the next line.
    if brackets == 0 { quote = nil }
    return nil
  }

  private mutating func open(_ content: ArraySlice<UInt8>, at indent: Int) {
    guard quote == nil, brackets == 0, let first = content.first, first != UInt8(ascii: "#"),
      first != UInt8(ascii: "\r")
    else { return }
    while let last = indents.last, last >= indent { indents.removeLast() }
    indents.append(indent)
  }

  private mutating func count(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): if " [{,:".utf8.contains(previous) { quote = byte }
    case UInt8(ascii: "["), UInt8(ascii: "{"): brackets += 1
    case UInt8(ascii: "]"), UInt8(ascii: "}"): brackets = max(0, brackets - 1)
    case UInt8(ascii: "*"): if " [,".utf8.contains(previous) { aliases += 1 }
    default: break
    }
  }

  private func fault(_ byte: UInt8, dashes: Int) -> SourceFault.Kind? {
    if byte == UInt8(ascii: "\t") { return .tab(lines: 1) }
    let depth = brackets + indents.count + (dashes > Self.harmlessDashes ? dashes : 0)
    if depth > maximumDepth { return .tooDeep(maximumDepth) }
    return aliases > Self.maximumAliases ? .anchor : nil
  }

  private mutating func passQuoted(_ byte: UInt8) {
    let backslash = UInt8(ascii: "\\")
    if byte == quote, previous != backslash { quote = nil }
    previous = byte == backslash && previous == backslash ? UInt8(ascii: " ") : byte
  }
}
