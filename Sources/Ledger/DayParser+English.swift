/// 12 July 2023, July 12, mid-August, August 2023.
extension DayParser {
  /// 12 July 2023, July 12, mid-August, August 2023.
  mutating func english() -> DayStretch? {
    let start = index
    if let part = DayWords.partsOfYear.word(in: text, at: index), part.word.contains(where: \.isLetter) {
      index += part.word.count
      phraseParts.isRough = true
      phraseParts.isPrintable = true
      _ = take(" of")
      return DayStretch(year: englishYear(), span: .months(part.value))
    }
    var tenths: ClosedRange<Int>?
    if let part = DayWords.englishTenths.word(in: text, at: index) {
      tenths = part.value
      index += part.word.count
      _ = take("-")
    }
    var day = tenths == nil ? digits(2) : nil
    if day != nil { takeOrdinal() }
    let dash = index
    var end: Int?
    if day != nil, let sign = text[index], "-–—".unicodeScalars.contains(sign) {
      index += 1
      end = digits(2)
      takeOrdinal()
    }
    if end == nil { index = dash }
    index = text.skippingSpaces(from: index)
    _ = take("of ")
    guard let month = DayWords.months.word(in: text, at: index) else {
      index = start
      return nil
    }
    index += month.word.count
    phraseParts.isPrintable = true
    if day == nil, tenths == nil {
      let before = index
      index = text.skippingSpaces(from: index)
      day = digits(2)
      if day != nil, text[index]?.isDigit == true { day = nil }
      if day == nil { index = before } else { takeOrdinal() }
    }
    let year = englishYear()
    if let tenths {
      phraseParts.isRough = true
      return DayStretch(year: year, span: .tenths(month: month.value, tenths))
    }
    guard let day else {
      phraseParts.isRough = true
      return DayStretch(year: year, span: .months(month.value...month.value))
    }
    if let end {
      guard end >= day else { return nil }
      return DayStretch(year: year, span: .days(month: month.value, day...end))
    }
    return DayStretch(year: year, span: .day(month: month.value, day: day))
  }

  private mutating func takeOrdinal() {
    _ = take("st") || take("nd") || take("rd") || take("th")
  }

  private mutating func englishYear() -> Int? {
    let start = index
    index = text.skippingSpaces(from: index)
    if text[index] == "," { index = text.skippingSpaces(from: index + 1) }
    let first = index
    if let year = digits(4), index - first == 4 { return year }
    index = start
    return nil
  }
}
