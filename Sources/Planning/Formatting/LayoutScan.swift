/// Finds the tokens of a YAML text along its tree, which a parser has made: so no rule of the grammar is decided twice.
struct LayoutScan {
  private let bytes: [UInt8]
  private var cursor = 0
  private var tokens: [LayoutToken] = []
  private var levels: [BlockLevel] = []
  private var brackets: Int?
  /// Up to where columns are counted, and the column there.
  private var counted = (offset: 0, column: 0)

  /// A notation that is not laid out, such as `? key`.
  struct Unsupported: Error {
    let offset: Int
  }

  /// - Parameters:
  ///   - bytes: UTF-8 with LF line ends.
  ///   - root: What ``YAMLReader`` made of just these bytes, without a fault.
  static func layout(of bytes: [UInt8], root: YAMLNode) throws(Unsupported) -> SourceLayout {
    var scan = LayoutScan(bytes: bytes)
    let node = try scan.document(root)
    return SourceLayout(bytes: bytes, tokens: scan.tokens, levels: scan.levels, root: node)
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  private mutating func document(_ root: YAMLNode) throws(Unsupported) -> LayoutNode? {
    skipTrivia(nil)
    if passMarker("---") { skipTrivia(nil) }
    guard cursor < bytes.count else { return nil }
    let node = try value(root, nil)
    skipTrivia(nil)
    if passMarker("...") { skipTrivia(nil) }
    guard cursor == bytes.count else { throw Unsupported(offset: cursor) }
    return node
  }

  /// `---` or `...`, alone in its line but for a comment.
  private mutating func passMarker(_ marker: StaticString) -> Bool {
    let end = cursor + 3
    guard peek(-1) == nil || peek(-1) == UInt8(ascii: "\n"), end <= bytes.count,
      bytes[cursor..<end].elementsEqual("\(marker)".utf8), isBlankOrEnd(end)
    else { return false }
    let rest = bytes[end...].prefix { $0 != UInt8(ascii: "\n") }.first { $0 != UInt8(ascii: " ") }
    guard rest == nil || rest == UInt8(ascii: "#") else { return false }
    add(.marker, cursor..<end, nil, indent: 0)
    return true
  }

  // MARK: - Values

  private mutating func value(_ node: YAMLNode, _ level: Int?) throws(Unsupported) -> LayoutNode {
    let start = tokens.count
    if case .scalar("", isPlain: true) = node.content {
      return LayoutNode(node: node, form: .scalar, tokens: start..<start, entries: [])
    }
    skipTrivia(level)
    let first = tokens.count
    switch node.content {
    case .scalar(let text, let isPlain):
      try scalar(text, isPlain: isPlain, .scalar, level)
      return LayoutNode(node: node, form: .scalar, tokens: first..<tokens.count, entries: [])
    case .sequence(let elements):
      if peek() == UInt8(ascii: "[") {
        return try inBrackets(node, level) { scan throws(Unsupported) in try scan.items(elements, level) }
      }
      let entries = try blockSequence(elements, inside: level)
      return LayoutNode(node: node, form: .block, tokens: first..<tokens.count, entries: entries)
    case .mapping(let pairs):
      if peek() == UInt8(ascii: "{") {
        return try inBrackets(node, level) { scan throws(Unsupported) in try scan.pairs(pairs, level) }
      }
      if brackets != nil { return try lonePair(node, pairs, level) }
      let entries = try blockMapping(pairs, inside: level)
      return LayoutNode(node: node, form: .block, tokens: first..<tokens.count, entries: entries)
    }
  }

  private mutating func enter(_ parent: Int?) -> Int {
    let depth = parent.map { levels[$0].depth + 1 } ?? 0
    levels.append(BlockLevel(parent: parent, depth: depth, column: column(of: cursor)))
    return levels.count - 1
  }

  private mutating func blockSequence(
    _ elements: [YAMLNode], inside parent: Int?
  ) throws(Unsupported) -> [LayoutEntry] {
    let level = enter(parent)
    var entries: [LayoutEntry] = []
    for element in elements {
      skipTrivia(level)
      guard peek() == UInt8(ascii: "-"), isBlankOrEnd(cursor + 1) else { throw Unsupported(offset: cursor) }
      let dash = add(.dash, cursor..<(cursor + 1), level, indent: levels[level].indent)
      entries.append(LayoutEntry(key: nil, mark: dash, value: try value(element, level)))
    }
    return entries
  }

  private mutating func blockMapping(
    _ pairs: [YAMLEntry], inside parent: Int?
  ) throws(Unsupported) -> [LayoutEntry] {
    let level = enter(parent)
    var entries: [LayoutEntry] = []
    for pair in pairs {
      skipTrivia(level)
      let key = try key(pair.key, level, indent: levels[level].indent)
      guard let colon = passColon(level) else { throw Unsupported(offset: cursor) }
      entries.append(LayoutEntry(key: key, mark: colon, value: try value(pair.value, level)))
    }
    return entries
  }

  // MARK: - Brackets

  private mutating func inBrackets(
    _ node: YAMLNode, _ level: Int?,
    _ content: (inout LayoutScan) throws(Unsupported) -> [LayoutEntry]
  ) throws(Unsupported) -> LayoutNode {
    let closing: UInt8 = peek() == UInt8(ascii: "[") ? UInt8(ascii: "]") : UInt8(ascii: "}")
    let outer = brackets
    let open = add(.open, cursor..<(cursor + 1), level, indent: valueIndent(level))
    brackets = outer ?? open
    let entries = try content(&self)
    skipTrivia(level)
    guard peek() == closing else { throw Unsupported(offset: cursor) }
    add(.close, cursor..<(cursor + 1), level, indent: max(0, valueIndent(level) - 2))
    brackets = outer
    return LayoutNode(node: node, form: .brackets, tokens: open..<tokens.count, entries: entries)
  }

  private mutating func items(_ elements: [YAMLNode], _ level: Int?) throws(Unsupported) -> [LayoutEntry] {
    var entries: [LayoutEntry] = []
    for element in elements {
      entries.append(LayoutEntry(key: nil, mark: nil, value: try value(element, level)))
      passComma(level)
    }
    return entries
  }

  private mutating func pairs(_ pairs: [YAMLEntry], _ level: Int?) throws(Unsupported) -> [LayoutEntry] {
    var entries: [LayoutEntry] = []
    for pair in pairs {
      entries.append(try entry(pair, level))
      passComma(level)
    }
    return entries
  }

  private mutating func entry(_ pair: YAMLEntry, _ level: Int?) throws(Unsupported) -> LayoutEntry {
    skipTrivia(level)
    let key = try key(pair.key, level, indent: valueIndent(level))
    let colon = passColon(level)
    // `{a, b}` are keys without values.
    let none = LayoutNode(
      node: pair.value, form: .scalar, tokens: tokens.count..<tokens.count, entries: [])
    return LayoutEntry(key: key, mark: colon, value: colon == nil ? none : try value(pair.value, level))
  }

  /// `[a: b]` holds a mapping without braces.
  private mutating func lonePair(
    _ node: YAMLNode, _ pairs: [YAMLEntry], _ level: Int?
  ) throws(Unsupported) -> LayoutNode {
    guard pairs.count == 1 else { throw Unsupported(offset: cursor) }
    let start = tokens.count
    let only = try entry(pairs[0], level)
    return LayoutNode(node: node, form: .brackets, tokens: start..<tokens.count, entries: [only])
  }

  // MARK: - Signs

  private func valueIndent(_ level: Int?) -> Int { level.map { levels[$0].indent + 2 } ?? 0 }

  private mutating func passColon(_ level: Int?) -> Int? {
    skipTrivia(level)
    guard peek() == UInt8(ascii: ":") else { return nil }
    return add(.colon, cursor..<(cursor + 1), level, indent: valueIndent(level))
  }

  private mutating func passComma(_ level: Int?) {
    skipTrivia(level)
    guard peek() == UInt8(ascii: ",") else { return }
    add(.comma, cursor..<(cursor + 1), level, indent: valueIndent(level))
  }

  @discardableResult
  private mutating func add(
    _ kind: LayoutToken.Kind, _ range: Range<Int>, _ level: Int?, indent: Int, contentIndent: Int = 0
  ) -> Int {
    tokens.append(
      LayoutToken(
        kind: kind, range: range, column: column(of: range.lowerBound), level: level, indent: indent,
        brackets: brackets,
        contentIndent: contentIndent))
    cursor = range.upperBound
    return tokens.count - 1
  }

  /// Each byte is counted once, so that a file in one line takes no longer than any other.
  private mutating func column(of offset: Int) -> Int {
    let passed = bytes[counted.offset..<offset]
    if let end = passed.lastIndex(of: UInt8(ascii: "\n")) {
      counted.column = TextWidth.of(passed[(end + 1)...])
    } else {
      counted.column += TextWidth.of(passed)
    }
    counted.offset = offset
    return counted.column
  }

  private func peek(_ distance: Int = 0) -> UInt8? {
    bytes.indices.contains(cursor + distance) ? bytes[cursor + distance] : nil
  }

  private func isBlankOrEnd(_ offset: Int) -> Bool {
    offset >= bytes.count || bytes[offset] == UInt8(ascii: " ") || bytes[offset] == UInt8(ascii: "\n")
  }

  /// Passes blanks, line ends and comments.
  private mutating func skipTrivia(_ level: Int?) {
    while let byte = peek() {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\n"): cursor += 1
      case UInt8(ascii: "#"): comment(level)
      default: return
      }
    }
  }

  private mutating func comment(_ level: Int?) {
    var end = cursor
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
    let next = end
    while bytes[end - 1] == UInt8(ascii: " ") { end -= 1 }
    add(.comment, cursor..<end, level, indent: valueIndent(level))
    cursor = next
  }

  // MARK: - Scalars

  private mutating func key(_ text: String, _ level: Int?, indent: Int) throws(Unsupported) -> Int {
    let isQuoted = peek() == UInt8(ascii: "\"") || peek() == UInt8(ascii: "'")
    try scalar(text, isPlain: !isQuoted, .key, level, indent: indent)
    return tokens.count - 1
  }

  private mutating func scalar(
    _ text: String, isPlain: Bool, _ kind: LayoutToken.Kind, _ level: Int?, indent: Int? = nil
  ) throws(Unsupported) {
    let indent = indent ?? valueIndent(level)
    switch peek() {
    case UInt8(ascii: "\"") where !isPlain:
      add(kind, cursor..<(try endOfDoubleQuoted()), level, indent: indent)
    case UInt8(ascii: "'") where !isPlain:
      add(kind, cursor..<(try endOfSingleQuoted()), level, indent: indent)
    case UInt8(ascii: "|") where !isPlain, UInt8(ascii: ">") where !isPlain: try blockScalar(text, level)
    default: add(kind, cursor..<(try endOfPlain(text)), level, indent: indent)
    }
  }

  /// A plain scalar is written as its text but for the breaking of lines.
  private func endOfPlain(_ text: String) throws(Unsupported) -> Int {
    func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") }
    var offset = cursor
    for byte in text.utf8 where !isSpace(byte) {
      while offset < bytes.count, isSpace(bytes[offset]) { offset += 1 }
      guard offset < bytes.count, bytes[offset] == byte else { throw Unsupported(offset: offset) }
      offset += 1
    }
    guard offset > cursor else { throw Unsupported(offset: cursor) }
    return offset
  }

  private func endOfDoubleQuoted() throws(Unsupported) -> Int {
    var offset = cursor + 1
    while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: "\\"): offset += 2
      case UInt8(ascii: "\""): return offset + 1
      default: offset += 1
      }
    }
    throw Unsupported(offset: cursor)
  }

  private func endOfSingleQuoted() throws(Unsupported) -> Int {
    var offset = cursor + 1
    while offset < bytes.count {
      if bytes[offset] == UInt8(ascii: "'") {
        guard offset + 1 < bytes.count, bytes[offset + 1] == UInt8(ascii: "'") else { return offset + 1 }
        offset += 1
      }
      offset += 1
    }
    throw Unsupported(offset: cursor)
  }
}

// MARK: - Block scalars

extension LayoutScan {
  private mutating func blockScalar(_ text: String, _ level: Int?) throws(Unsupported) {
    var end = cursor + 1
    while end < bytes.count, "0123456789+-".utf8.contains(bytes[end]) { end += 1 }
    let signs = bytes[cursor..<end]
    add(.header, cursor..<end, level, indent: valueIndent(level))
    while peek() == UInt8(ascii: " ") { cursor += 1 }
    if peek() == UInt8(ascii: "#") { comment(level) }
    guard peek() == UInt8(ascii: "\n") else { return }
    let digit = signs.first { (UInt8(ascii: "1")...UInt8(ascii: "9")).contains($0) }
    let given = digit.map { Int($0 - UInt8(ascii: "0")) + max(0, level.map { levels[$0].column } ?? 0) }
    let (indent, last) = body(from: cursor + 1, given, keepsEnd: signs.contains(UInt8(ascii: "+")))
    guard let last, !text.isEmpty else { return }
    add(.body, (cursor + 1)..<last, level, indent: valueIndent(level), contentIndent: indent)
  }

  /// The blanks before its lines, and where its last line ends; nil without any line.
  private func body(from start: Int, _ given: Int?, keepsEnd: Bool) -> (indent: Int, end: Int?) {
    var indent = given
    var end: Int?
    var line = start
    while line < bytes.count {
      let next = bytes[line...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let blanks = bytes[line..<next].prefix { $0 == UInt8(ascii: " ") }.count
      let isBlank = blanks == next - line
      if !isBlank {
        if indent == nil { indent = blanks }
        if blanks < indent ?? 0 { break }
      }
      // Blanks at the end of a file are no line.
      if !isBlank || (keepsEnd && next < bytes.count) || blanks > indent ?? Int.max { end = next }
      line = next + 1
    }
    return (indent ?? 0, end)
  }
}
