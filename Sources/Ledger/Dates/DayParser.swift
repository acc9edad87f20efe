import Recurrence

/// Reads a ``DayPhrase`` from left to right; nothing may be left over.
struct DayParser {
  let text: PhraseText
  let today: CivilDate
  var index = 0
  var phraseParts: (partOfDay: String?, isRough: Bool, isPrintable: Bool) = (nil, false, false)
  /// 29 of 5 月 29 日（农历四月十三）: the same day, told again.
  var beside: DayStretch?
  /// The last one that was read: 周三 of 8 月 23 日（周三）.
  var weekday: Weekday?

  init(_ text: PhraseText, today: CivilDate) {
    self.text = text
    self.today = today
  }

  mutating func phrase() -> DayPhrase? {
    var kind = DayPhrase.Kind.on
    if take("截止到") || take("截至") || take("截止") || take("by ") || take("until ") || take("before ") {
      kind = .until
    }
    if take("自从") || take("自") || take("从") || take("since ") || take("from ") { kind = .from }
    let isAbout = take("大约") || take("大概") || take("约") || take("about ") || take("around ")
    _ = take("于") || take("在") || take("on ") || take("in ") || take("the ")
    takeEnglishPartBefore()
    guard let first = stretch(after: nil) else { return nil }
    var last: DayStretch?
    var weekdays: (first: Weekday?, last: Weekday?) = (weekday, nil)
    if let second = takeSecond(first) {
      last = second
      if kind == .from { kind = .on }
      (weekdays.first, weekday) = (weekday, nil)
    }
    takeDayTimes()
    takeBeside()
    if last == nil { weekdays.first = weekday } else { weekdays.last = weekday }
    let isRoughDay = take("左右") || take("前后") || isAbout
    if kind == .from { _ = takeFrom() } else if kind == .on, takeFrom() { kind = .from }
    _ = take("期间")
    if take("之前") || take("以前") || take("前") { kind = .until }
    let closing = takeClosing(first)
    // Nobody reads a brief on the day on which 昨天 was written.
    if case .fixed = first.span { phraseParts.isPrintable = false }
    guard text.skippingSpaces(from: index) == text.count else { return nil }
    return DayPhrase(
      kind: kind, weekdays: weekdays, isAbout: isRoughDay, first: first, last: last, beside: beside,
      closing: closing,
      partOfDay: phraseParts.partOfDay,
      isRough: phraseParts.isRough || kind != .on, isPrintable: phraseParts.isPrintable || kind != .on)
  }

  // MARK: One stretch

  mutating func stretch(after first: DayStretch?) -> DayStretch? {
    index = text.skippingSpaces(from: index)
    if let first, let same = sameMonth(as: first) { return same }
    if let relative = relative() ?? partOfMonth() { return relative }
    if let named = dayAfterWeekday(first) ?? festival(nil) ?? english() { return named }
    var isLunar = takeLunarSign()
    let year = year()
    isLunar = takeLunarSign() || isLunar
    index = text.skippingSpaces(from: index)
    if let festival = festival(year) { return festival }
    if let part = DayWords.partsOfYear.word(in: text, at: index) ?? quarter(),
      year != nil || part.word.count > 1
    {
      index += part.word.count
      (phraseParts.isRough, phraseParts.isPrintable) = (true, true)
      return DayStretch(year: year, span: .months(part.value))
    }
    if let month = lunarMonth(isLunar) { return lunarDay(year, month) }
    if !isLunar, let months = monthsTogether(year) { return months }
    if let year, index == text.count || isAtOpenEnd { return wholeYear(year) }
    return month(year, isLunar, after: first)
  }

  private mutating func quarter() -> WordIndex<ClosedRange<Int>>.Entry? {
    let start = index
    guard take("第") else { return nil }
    if let part = DayWords.partsOfYear.word(in: text, at: index) { return part }
    index = start
    return nil
  }

  /// 2023 年, 2023-, 今年.
  mutating func year() -> Int? {
    for (words, offset) in [("今年", 0), ("本年", 0), ("去年", -1), ("前年", -2), ("明年", 1)] where take(words) {
      phraseParts.isPrintable = true
      _ = take("的")
      return today.year + offset
    }
    let start = index
    if let year = digits(4), index - start == 4 {
      index = text.skippingSpaces(from: index)
      if take("年度") || take("年") {
        phraseParts.isPrintable = true
        index = text.skippingSpaces(from: index)
        return year
      }
      if let sign = text[index], "-/.".unicodeScalars.contains(sign), text[index + 1]?.isDigit == true {
        index += 1
        return year
      }
    }
    index = start
    if let year = digits(2), index - start == 2, take("年") {
      phraseParts.isPrintable = true
      return 2000 + year
    }
    index = start
    if let numeral = chinese(), numeral >= 1950, take("年") {
      phraseParts.isPrintable = true
      return numeral
    }
    index = start
    return compactDate()
  }

  /// The year of 20230810, whose month and day are left.
  private mutating func compactDate() -> Int? {
    let start = index
    guard let number = digits(8), index - start == 8, number / 10_000 >= 1950 else {
      index = start
      return nil
    }
    index = start + 4
    return number / 10_000
  }

  private mutating func month(_ year: Int?, _ isLunar: Bool, after first: DayStretch?) -> DayStretch? {
    let start = index
    let isChinese = text[index].map { !$0.isDigit } ?? false
    let isCompact = year != nil && start >= 4 && text[start - 1]?.isDigit == true
    let isFirst = !isCompact && take("元月")
    guard let number = isFirst ? 1 : isCompact ? digits(2) : number() else { return nil }
    index = text.skippingSpaces(from: index)
    let isNamed = isFirst || take("月")
    if !isNamed {
      guard !isCompact, let sign = text[index], ".·/-".unicodeScalars.contains(sign),
        text[index + 1]?.isDigit == true,
        sign != "-" || year != nil || text[start] == "0"
      else { return isCompact ? day(year, number) : dayAlone(number, year, after: first) }
      index += 1
      return day(year, number)
    }
    guard (1...12).contains(number) else { return nil }
    phraseParts.isPrintable = true
    index = text.skippingSpaces(from: index)
    // 二月初, but 二月初二.
    let isLunarDay = text[index] == "初" && text[index + 1].map(Numeral.canBegin) ?? false
    if !isLunarDay, let tenths = DayWords.tenths.word(in: text, at: index) {
      index += tenths.word.count
      phraseParts.isRough = true
      return DayStretch(year: year, span: .tenths(month: number, tenths.value))
    }
    return dayAfterMonth(year, number, isLunar: isLunar, isChinese: isChinese)
  }

  private mutating func dayAfterMonth(_ year: Int?, _ month: Int, isLunar: Bool, isChinese: Bool)
    -> DayStretch?
  {
    let start = index
    let startsLunar = text[index] == "初" || text[index] == "廿"
    if let day = number() ?? lunarNumber() {
      index = text.skippingSpaces(from: index)
      let isSolar = take("日") || take("号")
      // 八月十五 without 日 is a lunar day, 八月十五日 none.
      if isLunar || startsLunar || (isChinese && !isSolar && text[start].map { !$0.isDigit } ?? false) {
        return DayStretch(year: year, span: .lunar(month: month, isLeap: false, day: day))
      }
      return DayStretch(year: year, span: .day(month: month, day: day))
    }
    index = start
    guard !isLunar else { return nil }
    takeSomeDay()
    phraseParts.isRough = true
    return DayStretch(year: year, span: .months(month...month))
  }

  /// The day of 7.12, whose month is read.
  private mutating func day(_ year: Int?, _ month: Int) -> DayStretch? {
    guard (1...12).contains(month) else { return nil }
    guard let day = digits(2) else {
      return year == nil ? nil : DayStretch(year: year, span: .months(month...month))
    }
    let sign = text[index]
    if let sign, "-/.".unicodeScalars.contains(sign), year == nil, text[index + 1]?.isDigit == true,
      sign != "-"
    {
      return nil
    }
    _ = take("日") || take("号")
    return DayStretch(year: year, span: .day(month: month, day: day))
  }

  /// The second day of 8 月 10 日至 12 日, the month of 2023.8, the first of 1-7 August.
  private mutating func dayAlone(_ number: Int, _ year: Int?, after first: DayStretch?) -> DayStretch? {
    if let year {
      return (1...12).contains(number) ? DayStretch(year: year, span: .months(number...number)) : nil
    }
    let isDay = take("日") || take("号")
    if let month = first?.month {
      return DayStretch(year: first?.year, span: .day(month: month, day: number))
    }
    guard first == nil, isDay, (1...31).contains(number) else { return nil }
    return DayStretch(year: nil, span: .dayOfMonth(number))
  }

  // MARK: Numbers and words

  /// At most so many Arabic digits; nil if there is none, or more.
  mutating func digits(_ most: Int) -> Int? {
    var end = index
    var value = 0
    while let scalar = text[end], scalar.isDigit, end - index < most {
      value = value * 10 + Int(scalar.value - 48)
      end += 1
    }
    guard end > index else { return nil }
    index = end
    return value
  }

  mutating func number() -> Int? {
    guard let scalar = text[index] else { return nil }
    if scalar.isDigit {
      let start = index
      guard let number = digits(2), text[index]?.isDigit != true else {
        index = start
        return nil
      }
      return number
    }
    return chinese()
  }

  mutating func chinese() -> Int? {
    guard let scalar = text[index], Numeral.canBegin(scalar),
      case .number(let numeral) = Numeral.read(text, at: index),
      numeral.low == numeral.high, numeral.hedges.isEmpty, numeral.low.isWhole, numeral.low < 10_000
    else { return nil }
    index = numeral.end
    return Int(numeral.low.ticks / Figure.ticksPerUnit)
  }

  mutating func take(_ word: String) -> Bool {
    let scalars = Array(word.unicodeScalars)
    let start = word.first == " " || scalars[0].value < 0x80 ? index : text.skippingSpaces(from: index)
    guard text.hasPrefix(scalars, at: start) else { return false }
    index = start + scalars.count
    return true
  }
}
