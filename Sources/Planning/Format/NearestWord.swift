/// Finds the word that was most likely meant, among thousands if need be: the letters of one word after another are
/// laid out in the same memory.
struct NearestWord {
  private let typed: [Unicode.Scalar]
  /// How far from what was typed a word may be.
  private let tolerance: Int
  private var other: [Unicode.Scalar] = []
  /// Three rows of the table of distances.
  private var rows = [Int](repeating: 0, count: 3 * (longest + 1))

  /// Longer texts are no slip for a word.
  private static let longest = 200

  /// Nil for what is too long to be meant for a word.
  init?(_ text: String) {
    guard text.utf8.count <= Self.longest else { return nil }
    typed = Array(text.lowercased().unicodeScalars)
    tolerance = max(1, typed.count / (typed.contains(where: Self.isHan) ? 4 : 3))
  }

  /// The word nearest to what was typed, whatever their case; else the shortest of which that is nearly all, or the
  /// other way round. Of several that are as near the first by the alphabet.
  mutating func search(_ words: some Sequence<String>) -> String? {
    var best: (distance: Int, word: String)?
    var beginning: (length: Int, word: String)?
    for word in words where word.utf8.count <= Self.longest {
      read(word)
      // Something must be left of the word: any single character is one step from any other.
      let limit = min(tolerance, max(typed.count, other.count) - 1, best?.distance ?? .max)
      if let distance = distance(atMost: limit) {
        if best.map({ (distance, word) < ($0.distance, $0.word) }) ?? true { best = (distance, word) }
      } else if best == nil, isBeginning,
        beginning.map({ (other.count, word) < ($0.length, $0.word) }) ?? true
      {
        beginning = (other.count, word)
      }
    }
    return best?.word ?? beginning?.word
  }

  private mutating func read(_ word: String) {
    other.removeAll(keepingCapacity: true)
    for byte in word.utf8 {
      guard byte < 0x80 else { return readScalars(of: word) }
      let isCapital = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
      other.append(Unicode.Scalar(isCapital ? byte | 0x20 : byte))
    }
  }

  private mutating func readScalars(of word: String) {
    other.removeAll(keepingCapacity: true)
    for scalar in word.unicodeScalars {
      if Self.isHan(scalar) {
        other.append(scalar)
      } else {
        other.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
      }
    }
  }

  private static func isHan(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x80 && Character(scalar).isHan
  }

  /// `alias` and `aliases`, `截止日期` and `截止`.
  private var isBeginning: Bool {
    let common = min(typed.count, other.count)
    guard abs(typed.count - other.count) <= 3, typed.prefix(common) == other.prefix(common) else {
      return false
    }
    return common >= (typed.prefix(common).contains(where: Self.isHan) ? 2 : 3)
  }

  /// Insertions, deletions, replacements and swaps of neighbours; nil if they are more.
  private mutating func distance(atMost limit: Int) -> Int? {
    guard abs(typed.count - other.count) <= limit else { return nil }
    var start = 0
    var (left, right) = (typed.count, other.count)
    while start < left, start < right, typed[start] == other[start] { start += 1 }
    while left > start, right > start, typed[left - 1] == other[right - 1] {
      (left, right) = (left - 1, right - 1)
    }
    guard left > start, right > start else { return max(left, right) - start }
    guard limit > 1 else { return limit == 1 && isOneStep(from: start, left, right) ? 1 : nil }
    let distance = distance(from: start, left, right)
    return distance <= limit ? distance : nil
  }

  /// Whether one letter differs or two neighbours are swapped, where the letters before and after are the same.
  private func isOneStep(from start: Int, _ left: Int, _ right: Int) -> Bool {
    if left - start == 1, right - start == 1 { return true }
    return left - start == 2 && right - start == 2 && typed[start] == other[start + 1]
      && typed[start + 1] == other[start]
  }

  private mutating func distance(from start: Int, _ left: Int, _ right: Int) -> Int {
    let width = right - start
    var (older, old, new) = (0, Self.longest + 1, 2 * (Self.longest + 1))
    for column in 0...width { rows[old + column] = column }
    for row in 1...(left - start) {
      let letter = typed[start + row - 1]
      rows[new] = row
      for column in 1...width {
        let isSame = letter == other[start + column - 1]
        var least = min(
          rows[old + column] + 1, rows[new + column - 1] + 1, rows[old + column - 1] + (isSame ? 0 : 1))
        if row > 1, column > 1, letter == other[start + column - 2],
          typed[start + row - 2] == other[start + column - 1]
        {
          least = min(least, rows[older + column - 2] + 1)
        }
        rows[new + column] = least
      }
      (older, old, new) = (old, new, older)
    }
    return rows[old + width]
  }
}
