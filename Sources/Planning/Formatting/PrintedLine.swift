/// A line being written, and the comment at its end.
struct PrintedLine {
  struct Comment {
    let text: ArraySlice<UInt8>
    /// Where it stood in the source.
    let column: Int
    /// The blanks before it in the source; nil for one that has the line for itself and goes on from the line above.
    let gap: Int?
  }

  private(set) var bytes: [UInt8]
  /// Columns on a terminal.
  private(set) var width: Int
  var comment: Comment?

  /// Between a value and the comment behind it.
  private static let smallestGap = 2

  init(indent: Int = 0) {
    bytes = Array(repeating: UInt8(ascii: " "), count: indent)
    width = indent
  }

  mutating func append(_ text: ArraySlice<UInt8>) {
    bytes += text
    width += TextWidth.of(text)
  }

  mutating func append(blanks count: Int) {
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: count))
    width += count
  }

  /// The text of all lines. Comments keep their distance, and those below each other stay so.
  static func joined(_ lines: [PrintedLine]) -> [UInt8] {
    var text: [UInt8] = []
    var index = 0
    while index < lines.count {
      let group = lines[index...].prefix { line in
        line.comment != nil && line.comment?.column == lines[index].comment?.column
      }
      let column = commentColumn(group)
      for line in group.isEmpty ? lines[index...index] : group {
        text += line.bytes
        if let comment = line.comment {
          text.append(contentsOf: repeatElement(UInt8(ascii: " "), count: column - line.width))
          text += comment.text
        }
        text.append(UInt8(ascii: "\n"))
      }
      index += max(1, group.count)
    }
    return text
  }

  private static func commentColumn(_ lines: ArraySlice<PrintedLine>) -> Int {
    let commented = lines.filter { $0.comment?.gap != nil }
    let gap = commented.compactMap { $0.comment?.gap }.min() ?? 0
    return (commented.map(\.width).max() ?? 0) + max(smallestGap, gap)
  }
}
