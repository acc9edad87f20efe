/// What a YAML text's tree does not tell: where every value ends, and the signs and comments between the values.
struct SourceLayout {
  /// UTF-8 with LF line ends.
  let bytes: [UInt8]
  /// Everything but blanks and line ends, in the order of the text.
  var tokens: [LayoutToken]
  let levels: [BlockLevel]
  /// Nil for a text of comments only.
  let root: LayoutNode?
}

/// A run of bytes that is written or moved as a whole.
struct LayoutToken {
  enum Kind {
    /// `---` or `...`
    case marker
    case dash, key, colon, scalar
    /// `|` or `>` with what follows it; its lines are a `body`.
    case header
    case body
    case open, close, comma, comment
  }

  let kind: Kind
  let range: Range<Int>
  /// The innermost block collection around it; nil outside of all.
  let level: Int?
  /// The column, from 0, that it has in our style where it begins a line; for what stands in brackets, the least one.
  let indent: Int
  /// The token that opens the outermost brackets around it.
  let brackets: Int?
  /// Of a body: how many blanks before each line are no content.
  var contentIndent = 0
  /// Written instead of the bytes.
  var replacement: [UInt8]?
}

/// A mapping or sequence in block style.
struct BlockLevel {
  let parent: Int?
  let depth: Int
  /// The column, from 0, in which its keys or dashes stand.
  let column: Int

  /// The column they have in our style.
  var indent: Int { 2 * depth }
}

/// A value of the tree with its tokens.
struct LayoutNode {
  enum Form { case scalar, brackets, block }

  let node: YAMLNode
  let form: Form
  /// Empty for a value that is not written at all.
  let tokens: Range<Int>
  let entries: [LayoutEntry]
}

struct LayoutEntry {
  /// Nil for an item of a sequence.
  let key: Int?
  /// The token of the colon, or of a block sequence's dash.
  let mark: Int?
  let value: LayoutNode

  var first: Int? { key ?? mark ?? (value.tokens.isEmpty ? nil : value.tokens.lowerBound) }
}

extension SourceLayout {
  func text(_ index: Int) -> ArraySlice<UInt8> {
    tokens[index].replacement.map { $0[...] } ?? bytes[tokens[index].range]
  }

  func lineStart(_ offset: Int) -> Int {
    var start = offset
    while start > 0, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    return start
  }

  func lineEnd(_ offset: Int) -> Int {
    var end = offset
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
    return end
  }

  /// The column on a terminal, from 0, in which a byte of the source is shown.
  func shownColumn(_ offset: Int) -> Int { TextWidth.of(bytes[lineStart(offset)..<offset]) }

  /// How many lines end between a token and the one before it.
  func lineEnds(before index: Int) -> Int {
    let start = index == 0 ? 0 : tokens[index - 1].range.upperBound
    return bytes[start..<tokens[index].range.lowerBound].count { $0 == UInt8(ascii: "\n") }
  }

  /// How many blanks stand between a token and the one before it in its line.
  func blanks(before index: Int) -> Int {
    index == 0 ? 0 : tokens[index].range.lowerBound - tokens[index - 1].range.upperBound
  }

  func isOneLine(_ node: LayoutNode) -> Bool {
    node.tokens.dropFirst().allSatisfy { lineEnds(before: $0) == 0 }
      && node.tokens.allSatisfy { !text($0).contains(UInt8(ascii: "\n")) }
  }
}

/// How wide a text is shown: Chinese characters take two cells.
enum TextWidth {
  static func of(_ bytes: ArraySlice<UInt8>) -> Int {
    if bytes.allSatisfy({ $0 < 0x80 }) { return bytes.count }
    return DiagnosticPrinter.width(String(decoding: bytes, as: UTF8.self))
  }
}
