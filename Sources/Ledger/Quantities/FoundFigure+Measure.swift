/// Figures that are no count: a size, a price or a time that belongs to the name of what is counted.
extension FoundFigure {
  /// Of 2000 份/册 the 册: the same things by another word.
  mutating func takeAlternative(_ text: PhraseText) {
    guard text[end] == "/", let counter, CountingWord.alternatives.contains(counter),
      let other = CountingWord.leading(text, at: end + 1), CountingWord.alternatives.contains(other.meaning)
    else { return }
    end = other.end
  }

  /// Whether what follows says that the number is an age, a date or the like.
  func isName(in text: PhraseText) -> Bool {
    QuantityWords.isName(text, endingAt: text.skippingSpaces(from: end))
  }

  /// Whether it measures what the next figure counts: 10 kg 大米 30 袋, 100 元购物卡 20 张, 2 小时讲座 50 人.
  ///
  /// - `start`: Where the words before it begin.
  func isSize(of next: FoundFigure, in text: PhraseText, from start: Int) -> Bool {
    guard let counter, counter != next.counter, !isTotal else { return false }
    let name = text.words(end, next.subjectEnd).withoutMarks
    if counter == "毫升", text[end - 1]?.isLetter == true { return true }
    guard !name.isEmpty else { return false }
    if QuantityWords.packed.word(in: text, at: end) != nil { return true }
    if CountingWord.spans.contains(counter) { return true }
    guard CountingWord.measures.contains(counter), !next.countsPeople,
      !QuantityWords.isSpent(text, at: text.skippingSpaces(from: end))
    else { return false }
    let lead = text.words(start, subjectEnd).withoutMarks.lowercased()
    return lead.isEmpty || QuantityWords.beforeSize.contains(where: lead.hasSuffix)
  }

  /// Whether it is a number that what the next figure counts is called by: 110 宣传单 100 份, 三口之家 20 户.
  ///
  /// - `start`: Where the words before it begin.
  func isLabel(of next: FoundFigure, in text: PhraseText, from start: Int) -> Bool {
    guard next.counter != nil else { return false }
    if households != nil || children != nil { return next.counter == CountingWord.household }
    let lead = text.words(start, subjectEnd).withoutMarks.lowercased()
    // 2026 宣传单 50 份, 健康中国 2030 宣传册.
    if counter == nil, isArabic, low == high, low > 2010, low < 2050, end == numeral.end,
      (!text.words(end, next.subjectEnd).isEmpty || lead == "in")
    {
      return true
    }
    return counter == nil && low == high && saidStart == self.start
      && DigitChunk.isServiceNumber(text.plain[self.start..<numeral.end])
      && (lead.isEmpty || QuantityWords.beforeSize.contains(where: lead.hasSuffix))
      && (0..<4).contains {
        QuantityWords.printed.word(in: text, at: text.skippingSpaces(from: end) + $0) != nil
      }
  }

  /// Whether it measures what the figure before it counts, or both count one thing: 20 桶 5 升食用油, 苹果 5 箱 60 斤, 白糖 500 克 20 袋.
  func isSize(beside other: FoundFigure, in text: PhraseText) -> Bool {
    guard let counter, let pieces = other.counter, CountingWord.measures.contains(counter),
      !CountingWord.spans.contains(counter), !CountingWord.measures.contains(pieces), !other.countsPeople
    else { return false }
    let isFirst = start < other.start
    let between = isFirst ? text.words(end, other.subjectEnd) : text.words(other.end, subjectEnd)
    guard ["", "×", "of"].contains(between) else { return false }
    if counter == CountingWord.yuan {
      return !isFirst && !text.words(end, text.count).isEmpty
        && !QuantityWords.isSpent(text, at: text.skippingSpaces(from: end))
    }
    return CountingWord.goods.contains(pieces)
  }

  /// The 3000 元 of 慰问品 12 份，价值 3000 元.
  func isValue(in text: PhraseText) -> Bool {
    counter == CountingWord.yuan && QuantityWords.values.contains(where: text.words(0, subjectEnd).hasSuffix)
  }

  /// 为期 3 天: how long it went on, and not how many.
  func lasts(in text: PhraseText) -> Bool {
    guard let counter, CountingWord.spans.contains(counter) else { return false }
    let lead = text.words(0, subjectEnd)
    return QuantityWords.lasting.contains(where: lead.hasSuffix)
  }

  /// The 3 of `40 children under 3`: how old those are that were counted before.
  func isAge(in text: PhraseText) -> Bool {
    guard counter == nil, saidStart < start, text[saidStart]?.isLetter == true else { return false }
    let said = text.words(saidStart, start).lowercased()
    let rest = text.skippingSpaces(from: end)
    return ["under", "over", "above", "below"].contains(said)
      && (rest == text.count || text[rest].map { ",;.):".unicodeScalars.contains($0) } ?? false)
  }

  var countsPeople: Bool { counter.map(CountingWord.countsPeople) ?? false }
}
