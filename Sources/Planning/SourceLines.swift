/// A text by its lines, which are looked at one by one: a long file is not taken apart for a few of them.
struct SourceLines {
  typealias Line = [Unicode.Scalar]

  private let bytes: [UInt8]
  /// Where each line begins, and the end of the text as if one more did.
  private let starts: [Int]

  /// Lines end with a line feed; a carriage return before it stays.
  init(_ text: String) {
    bytes = Array(text.utf8)
    var starts = [0]
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { starts.append(index + 1) }
    self.starts = starts + [bytes.count + 1]
  }

  /// At least 1.
  var count: Int { starts.count - 1 }

  var numbers: ClosedRange<Int> { 1...count }

  /// A line as UTF-8, without its end.
  ///
  /// - `number`: Counted from 1.
  func utf8(_ number: Int) -> ArraySlice<UInt8> { bytes[starts[number - 1]..<(starts[number] - 1)] }

  /// Empty for a line that is not there.
  subscript(number: Int) -> Line {
    numbers.contains(number) ? Array(String(decoding: utf8(number), as: UTF8.self).unicodeScalars) : []
  }
}

extension [Unicode.Scalar] {
  /// What stands at a column, counted from 1, or nothing if that is past the end.
  func sign(at column: Int) -> Unicode.Scalar? {
    indices.contains(column - 1) ? self[column - 1] : nil
  }

  var text: String { String(String.UnicodeScalarView(self)) }
}

extension Unicode.Scalar {
  /// As its `properties` tell, which takes a while longer for the letters that there are most of.
  var isBlank: Bool {
    switch value {
    case 0x21...0x7E, 0x4E00...0x9FFF: false
    default: properties.isWhitespace
    }
  }
}
