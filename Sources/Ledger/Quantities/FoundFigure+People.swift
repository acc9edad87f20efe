/// Persons who are told by their families, and in words of their own.
extension FoundFigure {
  /// Takes the children of 2大1小 in.
  mutating func takeChildren(_ text: PhraseText) -> Bool {
    var index = text.skippingSpaces(from: numeral.end)
    if counter == "个" { index = text.skippingSpaces(from: end) }
    guard text[index] == "大" else { return false }
    index += 1
    while let scalar = text[index], "人 、和带,".unicodeScalars.contains(scalar) { index += 1 }
    guard case .number(let small) = Numeral.read(text, at: index), small.low == small.high else {
      return false
    }
    index = text.skippingSpaces(from: small.end)
    if text[index] == "个" { index += 1 }
    guard text[index] == "小" else { return false }
    index += text[index + 1] == "孩" ? 2 : 1
    children = small.low
    // So many may be of one household; of more nobody knows.
    if low <= Self.mostOfFamily, small.low <= Self.mostOfFamily { households = 1 }
    low = low + small.low
    high = low
    counter = CountingWord.person
    isLoneOne = false
    end = index
    return true
  }

  private static let mostOfFamily: Figure = 6

  /// Takes the persons of 一家三口 and 两家六口人 in.
  mutating func takeFamily(_ text: PhraseText) -> Bool {
    guard counter == "家", low == high, isSure else { return false }
    let next = text.skippingSpaces(from: end)
    guard case .number(let persons) = Numeral.read(text, at: next), persons.low == persons.high,
      persons.hedges.isEmpty, persons.low >= low
    else { return false }
    var index = text.skippingSpaces(from: persons.end)
    guard text[index] == "口" else { return false }
    index += text[index + 1] == "人" ? 2 : 1
    take(persons: persons.low, of: low, until: index)
    return true
  }

  /// Takes the rest of 三口之家 and 全家三口 in.
  mutating func takeHousehold(_ text: PhraseText) -> Bool {
    let index = text.skippingSpaces(from: numeral.end)
    let isWhole = text.hasSuffix(["全", "家"], before: text.end(before: start))
    guard low == high, isSure,
      let word = Self.household.word(in: text, at: index), !word.value || isWhole
    else { return false }
    take(persons: low, of: 1, until: index + word.word.count)
    return true
  }

  /// True for those that need 全家 before them.
  private static let household = WordIndex([("口之家", false), ("口人", true), ("口", true)])

  private mutating func take(persons: Figure, of households: Figure, until index: Int) {
    (low, high, self.households, counter) = (persons, persons, households, CountingWord.person)
    isLoneOne = false
    end = index
  }

  /// Counts couples as the persons that they are.
  mutating func takeCouples() {
    guard counter == "对" else { return }
    (low, high, counter) = (low + low, high + high, CountingWord.person)
  }

  /// The 号 of 三四百号, 百十来号; but 20 多号 may be a day.
  mutating func takeHeads(_ text: PhraseText) {
    guard counter == nil, text[end] == "号", high >= 30, low != high || isHedged, !isArabic || high > 31,
      text[end + 1].map({ !Character($0).isHan }) ?? true
    else { return }
    counter = CountingWord.person
    end += 1
  }

  /// Takes the other number of 十个八个 and 三个五个 in.
  mutating func takeTwin(_ text: PhraseText) -> Bool {
    guard !isArabic, counter != nil, low == high, low.isWhole, low <= 10, isSure,
      case .number(let second) = Numeral.read(text, at: end), second.low == second.high,
      second.hedges.isEmpty,
      second.low == low + 1 || (low == 3 && second.low == 5) || (low == 10 && second.low == 8),
      let word = CountingWord.leading(text, at: second.end), word.meaning == counter
    else { return false }
    (low, high, end, isLoneOne) = (min(low, second.low), max(low, second.low), word.end, false)
    return true
  }
}
