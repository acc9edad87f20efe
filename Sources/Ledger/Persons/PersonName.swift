import Foundation

/// A name as lists have it: brought to one form for comparing, and masked for keeping.
struct PersonName {
  /// NFKC, without brackets, polite words and the blanks inside a Chinese name.
  let normal: String

  init(_ written: String) {
    var text = written.precomposedStringWithCompatibilityMapping.trimmed
    while let open = text.firstIndex(where: { "([【".contains($0) }) {
      let close = text[open...].firstIndex { ")]】".contains($0) }
      text.removeSubrange(open..<(close.map { text.index(after: $0) } ?? text.endIndex))
    }
    if text.contains(where: \.isHan) { text.removeAll(where: \.isWhitespace) }
    for title in ["女士", "先生", "同志"] where text.hasSuffix(title) && text.count > title.count {
      text.removeLast(title.count)
    }
    normal = text.trimmed
  }

  /// 张*, and nothing more; nil if there is no letter in it. The number of stars tells nothing.
  var masked: String? {
    normal.unicodeScalars.first { $0.properties.isAlphabetic }.map { "\($0)*" }
  }
}

/// A phone as it is kept: under the machine's key, with its last two digits to ask by.
public struct PhoneMark: Hashable, Sendable {
  let mark: String
  /// 01.
  public let tail: String

  /// Nil for what is no phone.
  init?(_ written: String, key: MachineKey) {
    var text = written.precomposedStringWithCompatibilityMapping.filter {
      !" -()\u{2010}\u{2013}".contains($0)
    }
    for prefix in ["+86", "0086"] where text.hasPrefix(prefix) { text.removeFirst(prefix.count) }
    guard (7...12).contains(text.count), text.allSatisfy(\.isASCIIDigit) else { return nil }
    mark = key.mark("phone", text)
    tail = String(text.suffix(2))
  }

  init(mark: String, tail: String) {
    self.mark = mark
    self.tail = tail
  }
}
