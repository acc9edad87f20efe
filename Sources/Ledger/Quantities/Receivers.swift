/// Who got something, as words beside a figure of goods tell: 为老人发放雨伞, 宣传资料 500 份送给群众.
enum Receivers {
  /// Whether the next figure counts those who got it.
  static func named(before words: String) -> Bool {
    let words = words.trimmed
    return leads.contains { words.hasPrefix($0) || words.hasSuffix($0) }
  }

  /// The `to` of `kits to`.
  static func lead(endingBefore words: String) -> String? { leads.first(where: words.trimmed.hasSuffix) }

  /// What was given, behind the verb: the 雨伞 of 为老人发放雨伞; nil without a verb.
  static func item(in words: String) -> String? {
    let found = verbs.compactMap { words.firstRange(of: $0) }
    // The first; of those that begin at one place the longest, which stands first.
    guard let first = found.map(\.lowerBound).min(), let verb = found.first(where: { $0.lowerBound == first })
    else { return nil }
    let item = words[verb.upperBound...].drop { "了过：: ".contains($0) }
    return item.isEmpty ? nil : String(item)
  }

  private static let leads = [
    "为", "向", "给", "对", "送给", "发给", "赠给", "赠予", "惠及", "受益", "覆盖", "慰问", "走访", "看望", "帮扶", "资助", "服务", "to",
    "for",
  ]
  /// The longer ones first.
  private static let verbs = [
    "发放了", "发放", "派发", "分发", "赠送", "捐赠", "送去", "送上", "送出", "送达", "提供", "配发", "免费发", "送", "发",
  ]
}
