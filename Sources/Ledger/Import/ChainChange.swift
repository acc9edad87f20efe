import Planning

/// People that a later line of a 接龙 adds to what somebody said before or takes from it: 再+1, 多 1 人, 减 1 人, 取消1人.
struct ChainChange {
  let isMore: Bool
  /// Without whoever writes it.
  let people: HeadCount

  private static let more = ["再", "又", "另外", "另", "多"]
  private static let fewer = ["减少", "减去", "减", "去掉", "少", "退"]
  private static let links = ["增加", "加", "+", "来", "带", "了", "掉"]
  /// Those that no name ends in.
  private static let verbs: SoughtWords = ["再", "又", "减"]

  /// - `rest`: What follows the name.
  init?(_ rest: String) {
    let words = rest.trimmed
    guard let adverb = (Self.more + Self.fewer).first(where: words.hasPrefix),
      let (number, _) = Self.number(words.dropFirst(adverb.count)),
      let people = HeadCount.brought(number)
        ?? HeadCount.brought(String(number.prefix { $0 != " " })), people.quantity.n != .zero
    else { return nil }
    (isMore, self.people) = (Self.more.contains(adverb), people)
  }

  /// What is behind a link, and whether there is one.
  private static func number(_ text: Substring) -> (String, isLinked: Bool)? {
    let text = text.drop { $0 == " " }
    let link = links.first(where: text.hasPrefix)
    let number = String(text.dropFirst(link?.count ?? 0)).trimmed
    return number.isEmpty ? nil : (number, link != nil)
  }

  /// Whether a name ends before these words: 再+1 and 减1人, but not the 再一 of 李再一.
  static func begins(_ text: Substring) -> Bool {
    guard let verb = verbs.leading(text), let found = number(text.dropFirst(verb.count)) else {
      return false
    }
    let word = String(found.0.prefix { $0 != " " })
    return (found.isLinked || ChainFigures.isCount(word)) && ChainChange(String(text)) != nil
  }

  /// Those who do not come of all whom somebody announced: 1 of 取消1人 and 有1人来不了; nil where no part is named.
  ///
  /// - `word`: What says that they do not.
  static func withdrawn(_ rest: String, by word: String) -> HeadCount? {
    rest.replacing(word, with: " ").split(separator: " ").lazy
      .compactMap { HeadCount.brought(ChainFigures.bare(String($0))) }.first { $0.quantity.n != .zero }
  }
}
