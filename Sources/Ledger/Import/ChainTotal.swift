import Planning

/// A line of a 接龙 that adds up those above it: 共5人, 合计：12 人.
struct ChainTotal {
  let people: Figure

  private static let words: SoughtWords = [
    "共", "共计", "合计", "总计", "总共", "一共", "小计", "总人数", "合计人数", "人数合计", "总数", "total",
  ]

  /// Nil for any other line: 共青团3人 is a group.
  init?(_ text: String) {
    guard let word = Self.words.leading(text.lowercasedIfASCII) else { return nil }
    let rest = String(text.dropFirst(word.count).drop { " :：".contains($0) })
    guard let first = rest.first, first.halfWidth.isASCIIDigit || first.isNumeral,
      let n = (try? HeadCount(rest))?.quantity.n
    else { return nil }
    people = n
  }
}
