/// The words that may stand in one place, each by its letters as one number: comparing strings would take most of the
/// time of reading a rule.
struct WordTable<Word: Sendable>: Sendable {
  private let entries: [(key: UInt128, word: Word)]

  /// - `text`: At most 15 capital letters.
  init(_ words: some Sequence<Word>, _ text: (Word) -> String) {
    entries = words.map { (WordTable.key(text($0).utf8), $0) }
  }

  /// The word that a piece is, in capitals or small letters.
  subscript(piece: RulePiece) -> Word? {
    if piece.bytes.count > 15 { return nil }
    let key = WordTable.key(piece.bytes)
    return entries.first { $0.key == key }?.word
  }

  /// The leading 1 tells `FREQ` from the same with a NUL before it.
  private static func key(_ bytes: some Sequence<UInt8>) -> UInt128 {
    bytes.reduce(1) { $0 << 8 | UInt128(RulePiece.capital($1)) }
  }
}
