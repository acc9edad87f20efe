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
      QuantityWords.spending.word(in: text, at: text.skippingSpaces(from: end)) == nil
    else { return false }
    let lead = text.words(start, subjectEnd).withoutMarks.lowercased()
    return lead.isEmpty || QuantityWords.beforeSize.contains(where: lead.hasSuffix)
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
      && (rest == text.count || text[rest].map { ",;.)".unicodeScalars.contains($0) } ?? false)
  }

  var countsPeople: Bool { counter.map(CountingWord.countsPeople) ?? false }
}
