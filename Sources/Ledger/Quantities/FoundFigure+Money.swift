/// Small money, and a number of grown-ups or children.
extension FoundFigure {
  /// The 5 角 of 3 元 5 角, and the 5 of 12 块 5.
  mutating func takeSmallMoney(_ text: PhraseText) {
    guard counter == CountingWord.yuan || counter == "块", low == high else { return }
    if takeTenths(text) { return }
    for (units, share) in [(["角", "毛"], 10), (["分"], 100)] as [([Unicode.Scalar], Int128)] {
      guard let part = smallPart(text), let unit = text[part.end], units.contains(unit),
        text[part.end + 1] != "巾"
      else { continue }
      add(part.value, share: share, end: part.end + 1)
    }
  }

  /// 12 块 5: a last digit whose 角 nobody wrote.
  private mutating func takeTenths(_ text: PhraseText) -> Bool {
    guard let part = smallPart(text), part.start == end, text.skippingSpaces(from: part.end) == text.count
    else {
      return false
    }
    add(part.value, share: 10, end: part.end)
    return true
  }

  private func smallPart(_ text: PhraseText) -> (value: Figure, start: Int, end: Int)? {
    let next = text.skippingSpaces(from: end)
    guard case .number(let part) = Numeral.read(text, at: next), part.low == part.high, part.hedges.isEmpty,
      part.low < 10, part.low.isWhole
    else { return nil }
    return (part.low, next, text.skippingSpaces(from: part.end))
  }

  private mutating func add(_ part: Figure, share: Int128, end: Int) {
    low = low + Figure(ticks: part.ticks / share)
    high = low
    counter = CountingWord.yuan
    self.end = end
  }

  /// The persons of 3大 or 2小, at the end of a phrase.
  mutating func takeGrownUps(_ text: PhraseText) -> Bool {
    guard isArabic, counter == nil, low == high, low.isWhole, low < 100, let size = text[end],
      size == "大" || size == "小",
      text.skippingSpaces(from: end + 1) == text.count
    else { return false }
    counter = CountingWord.person
    if size == "小" { children = low }
    end += 1
    return true
  }
}
