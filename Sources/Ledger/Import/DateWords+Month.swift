/// Days of a table whose month stands in its title.
extension DateWords {
  /// Whether a text names a day and leaves the month to the table: 28日, 本月5日, 上旬, or 28 alone.
  func lacksMonth(_ text: String) -> Bool {
    guard text.utf8.count <= 48 else { return false }
    let words = text.map(\.halfWidth).filter { $0 != " " }
    if Self.shift(words) != nil || Self.thirds.contains(where: { words.starts(with: $0) }) { return true }
    guard let first = words.first, first.isASCIIDigit || first.isNumeral else { return false }
    guard !words.contains(where: { "月年./:点时".contains($0) && !Self.isClock(words, $0) }) else { return false }
    let digits = words.prefix { $0.isASCIIDigit }
    if digits.count == words.count { return digits.count <= 2 }
    guard digits.count <= 2, let day = words.firstIndex(where: { "日号".contains($0) }) else { return false }
    // 8-10日 may be the 10th of August where no title says otherwise.
    return month != nil || !words[..<day].contains { "-—–".contains($0) }
  }

  /// A sign of a time behind a day: 28日9:00.
  private static func isClock(_ words: [Character], _ sign: Character) -> Bool {
    guard ":点时".contains(sign), let day = words.firstIndex(where: { "日号".contains($0) }),
      let place = words.firstIndex(of: sign)
    else { return false }
    return day < place
  }

  /// The text with its month before it; nil if nobody knows it.
  func inMonth(_ text: String) -> String? {
    guard let month else { return nil }
    var words = text.map(\.halfWidth).filter { $0 != " " }
    var shifted = month
    if let (length, by) = Self.shift(words) {
      words = Array(words.dropFirst(length))
      shifted += by
    }
    let other = shifted < 1 ? -1 : shifted > 12 ? 1 : 0
    let prefix = other == 0 ? "\(shifted)月" : "\(year + other)年\(shifted - 12 * other)月"
    if words.first == "月" { words.removeFirst() }
    let rest = words.allSatisfy(\.isASCIIDigit) && !words.isEmpty ? String(words) + "日" : String(words)
    return prefix + rest
  }

  private static let thirds = ["上旬", "中旬", "下旬", "月初", "月中", "月底", "月末"].map { Array($0) }

  /// How many months 上月 and its like are away, and how many signs they have.
  private static func shift(_ words: [Character]) -> (length: Int, by: Int)? {
    for (word, by) in [("本月", 0), ("当月", 0), ("这个月", 0), ("上月", -1), ("上个月", -1), ("下月", 1), ("下个月", 1)]
    where words.starts(with: word) {
      return (word.count, by)
    }
    return nil
  }
}
