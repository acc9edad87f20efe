import Recurrence

/// 12 July 2023, July 12, mid-August, August 2023.
extension DayParser {
  mutating func english() -> DayStretch? {
    if let part = DayWords.partsOfYear.word(in: text, at: index), part.word.contains(where: \.isLetter) {
      index += part.word.count
      (phraseParts.isRough, phraseParts.isPrintable) = (true, true)
      _ = take(" of")
      return DayStretch(year: englishYear(), span: .months(part.value))
    }
    let start = index
    if let part = DayWords.englishTenths.word(in: text, at: index) {
      index += part.word.count
      _ = take("-")
      let months = [(" this month", 0), (" last month", -1), (" the month", 0)]
      if let offset = months.first(where: { take($0.0) })?.1 {
        phraseParts.isRough = true
        let month = today.year * 12 + today.month - 1 + offset
        return DayStretch(year: month / 12, span: .tenths(month: month % 12 + 1, part.value))
      }
      if let month = englishMonth() {
        phraseParts.isRough = true
        return DayStretch(year: englishYear(), span: .tenths(month: month, part.value))
      }
      index = start
      return nil
    }
    guard let span = englishDays() else {
      index = start
      return nil
    }
    return DayStretch(year: englishYear(), span: span)
  }

  /// 12 July, 1-7 August, July 12, August.
  private mutating func englishDays() -> DayStretch.Span? {
    let first = englishDay()
    var last: Int?
    let afterFirst = index
    if first != nil {
      if let sign = text[index], "-–—".unicodeScalars.contains(sign) {
        index += 1
        last = englishDay()
      } else if take(" to ") || take(" and ") {
        last = englishDay()
        if last == nil { index = afterFirst }
      }
    }
    guard let month = englishMonth() else { return nil }
    if let first, let last { return first <= last ? .days(month: month, first...last) : nil }
    if let first { return .day(month: month, day: first) }
    let end = index
    index = text.skippingSpaces(from: index)
    // The 20 of August 2023 is no day.
    if let day = englishDay(), text[index]?.isDigit != true { return .day(month: month, day: day) }
    index = end
    phraseParts.isRough = true
    return .months(month...month)
  }

  private mutating func englishMonth() -> Int? {
    index = text.skippingSpaces(from: index)
    _ = take("of ")
    guard let month = DayWords.months.word(in: text, at: index) else { return nil }
    index += month.word.count
    phraseParts.isPrintable = true
    return month.value
  }

  /// 12, 12th.
  private mutating func englishDay() -> Int? {
    guard let day = digits(2) else { return nil }
    _ = take("st") || take("nd") || take("rd") || take("th")
    return day
  }

  mutating func englishYear() -> Int? {
    let start = index
    index = text.skippingSpaces(from: index)
    if text[index] == "," { index = text.skippingSpaces(from: index + 1) }
    // 29-May-2026
    if text[index] == "-", text[index - 1]?.isLetter == true { index += 1 }
    let first = index
    if let year = digits(4), index - first == 4 { return year }
    index = start
    return nil
  }
}
