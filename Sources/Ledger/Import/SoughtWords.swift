import Foundation

/// Words that are looked for in thousands of texts, most of which hold not even the first sign of one.
struct SoughtWords: ExpressibleByArrayLiteral {
  let words: [String]
  private let beginnings: Set<Unicode.Scalar>
  /// A bit for each beginning, and for what shares its last six bits: most signs are known by it to begin nothing.
  private let likely: UInt64

  init(_ words: [String]) {
    self.words = words
    beginnings = Set(words.compactMap(\.unicodeScalars.first))
    likely = beginnings.reduce(0) { $0 | Self.bit($1) }
  }

  init(arrayLiteral words: String...) { self.init(words) }

  /// The first of the words, in their own order, that a text holds anywhere.
  func first(in text: String) -> String? {
    guard mayStand(in: text) else { return nil }
    // By bytes, so that ❌ is found in ❌️, which has a sign of its own for being in colour.
    return words.first { text.holds($0) }
  }

  /// Whether a text has the first sign of one of the words anywhere.
  func mayStand(in text: String) -> Bool { text.unicodeScalars.contains(where: begins) }

  func isAny(in text: String) -> Bool { first(in: text) != nil }

  /// Whether a text begins with the first sign of one of the words.
  func mayLead(_ text: some StringProtocol) -> Bool { text.unicodeScalars.first.map(begins) ?? false }

  /// The longest of the words that a text begins with.
  func leading(_ text: some StringProtocol) -> String? {
    guard mayLead(text) else { return nil }
    return words.filter { text.begins(with: $0) }.max { $0.utf8.count < $1.utf8.count }
  }

  private func begins(_ scalar: Unicode.Scalar) -> Bool {
    likely & Self.bit(scalar) != 0 && beginnings.contains(scalar)
  }

  private static func bit(_ scalar: Unicode.Scalar) -> UInt64 { 1 << UInt64(scalar.value & 63) }
}

extension StringProtocol {
  /// Whether its first bytes are a word's, which takes a tenth of the time that comparing characters does.
  func begins(with word: String) -> Bool { utf8.starts(with: word.utf8) }

  /// Whether its last bytes are a word's.
  func ends(with word: String) -> Bool { utf8.reversed().starts(with: word.utf8.reversed()) }
}

extension String {
  /// In lower case if it holds an English capital; most texts have none.
  var lowercasedIfASCII: String {
    utf8.contains { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) } ? lowercased() : self
  }

  /// Whether a word's bytes stand anywhere in it.
  func holds(_ word: String) -> Bool { place(of: word) != nil }

  /// The byte behind the first place where a word's bytes stand.
  func byte(behind word: String) -> UInt8? {
    place(of: word).flatMap { utf8.dropFirst($0 + word.utf8.count).first }
  }

  private func place(of word: String) -> Int? {
    var (text, word) = (self, word)
    return text.withUTF8 { text in
      word.withUTF8 { word in
        guard let first = word.first, let bytes = text.baseAddress, let wanted = word.baseAddress else {
          return word.isEmpty ? 0 : nil
        }
        guard text.count >= word.count else { return nil }
        return (0...(text.count - word.count)).first {
          bytes[$0] == first && memcmp(bytes + $0, wanted, word.count) == 0
        }
      }
    }
  }
}
