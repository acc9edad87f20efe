/// What a YAML text's tree does not tell: where every value ends, and the signs and comments between the values.
struct SourceLayout: Sendable {
  /// UTF-8 with LF line ends.
  let bytes: [UInt8]
  /// Everything but blanks and line ends, in the order of the text.
  var tokens: [LayoutToken]
  let levels: [BlockLevel]
  /// Nil for a text of comments only.
  let root: LayoutNode?
}

/// A run of bytes that is written or moved as a whole.
struct LayoutToken: Sendable {
  enum Kind: Sendable {
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
  /// The column on a terminal, from 0, in which the source shows it.
  let column: Int
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
struct BlockLevel: Sendable {
  let parent: Int?
  let depth: Int
  /// The column, from 0, in which its keys or dashes stand.
  let column: Int

  /// The column they have in our style.
  var indent: Int { 2 * depth }
}

/// A value of the tree with its tokens.
struct LayoutNode: Sendable {
  enum Form: Sendable { case scalar, brackets, block }

  let node: YAMLNode
  let form: Form
  /// Empty for a value that is not written at all.
  let tokens: Range<Int>
  let entries: [LayoutEntry]
}

struct LayoutEntry: Sendable {
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
    var width = 0
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let lead = bytes[index]
      if lead < 0x80 {
        width += 1
        index += 1
        continue
      }
      let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
      let end = min(index + length, bytes.endIndex)
      let value = bytes[(index + 1)..<end].reduce(UInt32(lead) & (0xFF >> (UInt32(length) + 1))) {
        $0 << 6 | UInt32($1 & 0x3F)
      }
      width += Unicode.Scalar(value).map(DiagnosticPrinter.cells) ?? 1
      index = end
    }
    return width
  }
}
