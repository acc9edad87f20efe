/// Pieces in boxes, and both of them counted.
extension BracketedFigure {
  /// 口罩 2 箱共 1000 只 for 口罩 2 箱（1000 只）, 2 箱（1000 只）口罩 and 口罩（1000 只）2 箱: what is in the boxes is what was counted. Weights
  /// and prices are not.
  static func withPieces(_ phrase: String) -> String {
    let text = PhraseText(phrase)
    guard let last = groups(in: text).last, last.count < text.count else { return phrase }
    let words = text.words(last.lowerBound + 1, last.upperBound - 1)
    // 药品（36 片）3 盒: before the number may stand what each of them holds.
    let isBehind = text.words(0, last.lowerBound).contains { $0.isNumber || $0.isNumeral }
    let around = [text.words(0, last.lowerBound), text.words(last.upperBound, text.count)].filter {
      !$0.isEmpty
    }
    guard let outside = boxed(around.joined(separator: " ")), let said = outside.quantity.said,
      let inside = try? CountPhrase(words, in: .goods),
      fills(outside, inside, atLeast: isBehind ? 10 : 100)
    else { return phrase }
    return "\(outside.thing) \(said) " + (PhraseList.statesTotal(words) ? "" : "共") + words
  }

  /// The 2 箱 of 手册 2 箱（500 本） where boxes are asked for, and any other figure as it is read.
  static func figure(of phrase: String, countedIn counter: String?) -> CountPhrase? {
    let text = PhraseText(phrase)
    if let last = groups(in: text).last, last.upperBound == text.count,
      let outside = boxed(text.words(0, last.lowerBound)), outside.counter == counter
    {
      return outside
    }
    return try? CountPhrase(phrase, in: .goods)
  }

  /// Whether some pieces are what is in some boxes, so many at least in each: of 牛奶 10 箱（24 盒） each holds them.
  static func fills(_ boxed: CountPhrase, _ inside: CountPhrase, atLeast least: Int128 = 10) -> Bool {
    let isOfPieces = inside.counter == nil && inside.thing.lowercased() == "pieces"
    guard isBoxed(boxed), isOfPieces || inside.thing.isEmpty,
      let pieces = inside.counter ?? (isOfPieces ? "" : nil), boxed.counter != pieces,
      !CountingWord.countsHeads(pieces), !CountingWord.isMeasure(pieces),
      !CountingWord.measures.contains(pieces), !GroupWords.counters.contains(pieces),
      let n = boxed.quantity.n, let all = inside.quantity.n
    else { return false }
    return n > .zero && all.ticks % n.ticks == 0 && all.ticks / n.ticks >= least
  }

  /// The figure of 口罩 2 箱 and 2 箱口罩; nil for what is in no boxes.
  private static func boxed(_ words: String) -> CountPhrase? {
    guard let read = try? CountPhrase(words, in: .goods), isBoxed(read) else { return nil }
    return read
  }

  private static func isBoxed(_ read: CountPhrase) -> Bool {
    (read.subject.isEmpty || read.noun.isEmpty)
      && [read.counter?.last, read.quantity.said?.last].contains { $0.map(boxes.contains) ?? false }
  }

  private static let boxes: Set<Character> = ["箱", "包", "捆", "袋", "盒", "提", "件", "桶", "打", "扎"]
}
