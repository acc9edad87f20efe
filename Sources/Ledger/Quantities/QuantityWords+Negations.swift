/// What 没, 未 and not make of the hedge that they stand before: 没超过 20 人 are at most 20.
extension QuantityWords {
  static let negations = [
    "没", "没有", "未", "未曾", "未能", "并未", "并没", "并没有", "从未", "从没", "从没有", "尚未", "还没", "还没有", "还未", "不", "不会",
    "不能",
    "不可能", "不得", "不应", "不宜", "决不", "绝不", "并不", "不太", "not", "never", "did_not", "didn't", "didn’t",
    "does_not", "doesn't",
    "doesn’t", "do_not", "don't", "don’t", "was_not", "wasn't", "were_not", "weren't", "is_not", "has_not",
    "have_not", "had_not",
    "will_not", "won't", "cannot", "can't", "could_not", "must_not", "should_not", "may_not",
  ]

  static let above = [
    "超过", "超过了", "超出", "超", "逾", "突破", "多于", "大于", "高于", "破", "more_than", "greater_than", "over", "above",
    "exceed",
    "exceeded", "exceeding", "in_excess_of", "upwards_of",
  ]
  static let below = ["少于", "低于", "小于", "下于", "fewer_than", "less_than", "under", "below"]
  static let reaching = [
    "达到", "达", "到了", "满", "够", "足", "凑够", "凑齐", "reach", "reached", "reaching", "quite", "hit",
  ]

  /// Before 到, which behind 未 and 没 is said of those who did not come: 未到 3 人.
  static let negationsOfReaching = negations.filter { !$0.hasSuffix("未") && !$0.hasSuffix("没") }

  /// Every word of one list before every one of the other, in the same script.
  static func product(_ first: [String], _ second: [String]) -> String {
    first.flatMap { one in
      second.compactMap { two in
        let isLatin = two.utf8.allSatisfy { $0 < 0x80 }
        guard isLatin == (one.utf8.first.map { $0 < 0x80 } ?? false) else { return nil }
        return isLatin ? "\(one)_\(two)" : one + two
      }
    }.joined(separator: " ")
  }

  /// Whether a negation stands directly before a figure and nothing tells what it denies: 没有 50 人 may be fewer, or nobody.
  /// So may 20 人不够.
  static func isNegated(before: String, after: String) -> Bool {
    let words = before.lowercased()
    if ["不够", "不够用"].contains(after.withoutMarks) { return true }
    if ["没有", "没", "未", "不", "不会", "不是"].contains(where: words.hasSuffix) { return true }
    guard let last = words.split(whereSeparator: \.isWhitespace).last else { return false }
    return ["not", "never", "no", "without"].contains(String(last)) || last.hasSuffix("n't")
      || last.hasSuffix("n’t")
  }
}
