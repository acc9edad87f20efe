/// Words that are looked for in thousands of texts, most of which hold not even the first sign of one.
struct SoughtWords: ExpressibleByArrayLiteral {
  let words: [String]
  private let beginnings: Set<Unicode.Scalar>

  init(_ words: [String]) {
    self.words = words
    beginnings = Set(words.compactMap(\.unicodeScalars.first))
  }

  init(arrayLiteral words: String...) { self.init(words) }

  /// The first of the words, in their own order, that a text holds anywhere.
  func first(in text: String) -> String? {
    guard text.unicodeScalars.contains(where: beginnings.contains) else { return nil }
    return words.first { text.contains($0) }
  }

  func isAny(in text: String) -> Bool { first(in: text) != nil }

  /// The longest of the words that a text begins with.
  func leading(_ text: some StringProtocol) -> String? {
    guard let first = text.unicodeScalars.first, beginnings.contains(first) else { return nil }
    return words.filter { text.hasPrefix($0) }.max { $0.count < $1.count }
  }
}
