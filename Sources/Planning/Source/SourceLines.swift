/// A text by its lines, which are looked at one by one: a long file is not taken apart for a few of them.
///
/// Lines end with a line feed. They are counted from 1, and there is one at least.
public struct SourceLines: Sendable {
  typealias Line = [Unicode.Scalar]

  private let bytes: [UInt8]
  /// Where each line begins, and the end of the text as if one more did.
  private let starts: [Int]

  /// - `bytes`: Of a file, with or without a byte order mark.
  public init(_ bytes: [UInt8]) {
    self.init(text: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes)
  }

  init(_ text: String) {
    self.init(text: Array(text.utf8))
  }

  private init(text: [UInt8]) {
    bytes = text
    var starts = [0]
    for (index, byte) in text.enumerated() where byte == UInt8(ascii: "\n") { starts.append(index + 1) }
    self.starts = starts + [text.count + 1]
  }

  /// A line as it may be shown, without its end; nil for one that is not there.
  public subscript(number: Int) -> String? {
    guard numbers.contains(number) else { return nil }
    let line = utf8(number)
    return String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
  }

  var count: Int { starts.count - 1 }
  var numbers: ClosedRange<Int> { 1...count }

  /// A line as UTF-8, with a carriage return if there is one.
  func utf8(_ number: Int) -> ArraySlice<UInt8> { bytes[starts[number - 1]..<(starts[number] - 1)] }

  /// The same by its scalars; empty for a line that is not there.
  func line(_ number: Int) -> Line {
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
