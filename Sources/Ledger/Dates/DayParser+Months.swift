/// Months and parts of them.
extension DayParser {
  /// 4-6 月, 5—6 月份, 4、5 月.
  mutating func monthsTogether(_ year: Int?) -> DayStretch? {
    let start = index
    let kept = phraseParts
    guard let first = number(), (1...12).contains(first) else {
      index = start
      return nil
    }
    index = text.skippingSpaces(from: index)
    let isListed = take("、") || take("和")
    guard isListed || ["至", "到", "—", "–", "-", "~", "～", "―"].contains(where: { take($0) }) else {
      index = start
      return nil
    }
    while let dash = text[index], "—–-".unicodeScalars.contains(dash) { index += 1 }
    index = text.skippingSpaces(from: index)
    let isMonth: Bool
    let last = number()
    index = text.skippingSpaces(from: index)
    isMonth = take("月")
    if let last, isMonth, (1...12).contains(last), last != first, !isListed || last == first % 12 + 1,
      !isAtDay
    {
      takeSomeDay()
      (phraseParts.isRough, phraseParts.isPrintable) = (true, true)
      return DayStretch(year: year, span: .months(first...(last > first ? last : last + 12)))
    }
    (index, phraseParts) = (start, kept)
    return nil
  }

  /// Whether a day of the month, or a part of it, comes next.
  private var isAtDay: Bool {
    let next = text.skippingSpaces(from: index)
    guard let scalar = text[next] else { return false }
    return scalar.isDigit || Numeral.canBegin(scalar) || scalar == "初" || scalar == "廿"
      || DayWords.tenths.word(in: text, at: next) != nil
  }

  /// The 份 of 5 月份, the 某日 of 5 月某日.
  mutating func takeSomeDay() {
    let words = ["份里", "份内", "份", "间", "里", "内", "的某一天", "的某天", "的一天", "某一天", "某日", "某天"]
    while words.contains(where: { take($0) }) {}
  }

  /// 月底, with no month before it.
  mutating func partOfMonth() -> DayStretch? {
    guard text[index] == "月", let part = DayWords.tenths.word(in: text, at: index) else { return nil }
    index += part.word.count
    (phraseParts.isRough, phraseParts.isPrintable) = (true, true)
    return DayStretch(year: nil, span: .tenthsOfMonth(part.value))
  }

  /// The second of two, whose month stands with the first: 10 月中旬到下旬, 正月初八至十五.
  mutating func sameMonth(as first: DayStretch) -> DayStretch? {
    let start = index
    if case .tenths(let month, _) = first.span, let part = DayWords.tenths.word(in: text, at: index),
      part.word.last == "旬"
    {
      index += part.word.count
      return DayStretch(year: first.year, span: .tenths(month: month, part.value))
    }
    guard case .lunar(let month, let isLeap, _) = first.span, let day = lunarNumber() ?? chinese(),
      !["月", "日", "号", "年"].contains(where: { take($0) })
    else {
      index = start
      return nil
    }
    return DayStretch(year: first.year, span: .lunar(month: month, isLeap: isLeap, day: day))
  }
}
