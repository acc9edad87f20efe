/// What stands around days: from when, until when, at what time of the day.
extension DayParser {
  private static let openEnds = ["以来", "起", "开始", "至今", "以后", "之后", "/..", " onwards", " on"]

  mutating func takeFrom() -> Bool { Self.openEnds.contains { take($0) } }

  /// Whether 以来 or the like comes next: 今年以来.
  var isAtOpenEnd: Bool {
    var ahead = self
    return ahead.takeFrom()
  }

  /// …， 截止 8 月 20 日.
  mutating func takeClosing(_ first: DayStretch) -> DayStretch? {
    let start = index
    while let scalar = text[index], " …，,;；.（(".unicodeScalars.contains(scalar) { index += 1 }
    guard take("截止到") || take("截止") || take("截至") || take("完成于"), let closing = stretch(after: first) else {
      index = start
      return nil
    }
    return closing
  }

  /// （农历四月十三）, 国际儿童节, beside the day itself.
  mutating func takeBeside() {
    let start = index
    index = text.skippingSpaces(from: index)
    let isBracketed = take("(")
    let same = isBracketed ? stretch(after: nil) : festival(nil)
    guard same != nil || takeObservance(), !isBracketed || take(")") else {
      index = start
      return
    }
    beside = same
    takeDayTimes()
  }

  /// 世界母乳喂养周, 全国爱眼日: a name that is in no table and only says whose the day is.
  private mutating func takeObservance() -> Bool {
    let start = index
    guard Self.realms.contains(where: { take($0) }) else { return false }
    var end: Int?
    while let scalar = text[index], (0x4E00...0x9FFF).contains(scalar.value) {
      index += 1
      if "节日周".unicodeScalars.contains(scalar) { end = index }
    }
    index = end ?? start
    return end != nil
  }

  private static let realms = ["国际", "世界", "联合国", "全国", "中国"]

  /// 国际 of 国际儿童节, which has its day without it, too.
  mutating func takeRealm() {
    let start = index
    guard Self.realms.contains(where: { take($0) }), DayWords.festivals.word(in: text, at: index) == nil
    else {
      return
    }
    index = start
  }

  // MARK: Times of the day

  /// Afternoon of 29 May.
  mutating func takeEnglishPartBefore() {
    let start = index
    index = text.skippingSpaces(from: index)
    guard let part = DayWords.partsOfDay.word(in: text, at: index), part.word.allSatisfy(\.isASCII) else {
      index = start
      return
    }
    index += part.word.count
    guard take(" of the ") || take(" of ") || take(" on ") else {
      index = start
      return
    }
    phraseParts.partOfDay = part.value
  }

  /// A clock time, a weekday and a part of the day are read and, but for the last, left out.
  mutating func takeDayTimes() {
    while true {
      let start = index
      if take("当天") || take("当日") || take("这一天") || take("这天") || take("那天") { continue }
      index = text.skippingSpaces(from: index)
      _ = take("(")
      if takeWeekday() {
        _ = take(")")
        continue
      }
      index = text.skippingSpaces(from: index)
      if text[index] == "," { index = text.skippingSpaces(from: index + 1) }
      if let part = DayWords.partsOfDay.word(in: text, at: index) {
        phraseParts.partOfDay = part.value
        index += part.word.count
        continue
      }
      _ = take("at ")
      guard takeClock() else {
        index = start
        return
      }
    }
  }

  /// 星期三, Wednesday. Where a weekday's sign stands without one, nothing more is read.
  private mutating func takeWeekday() -> Bool {
    let start = index
    if take("星期") || take("周") || take("礼拜") {
      guard let day = chineseWeekday() else {
        index = start
        return false
      }
      weekday = day
      return true
    }
    index = text.skippingSpaces(from: index)
    guard let day = DayWords.weekdays.word(in: text, at: index) else { return false }
    index += day.word.count
    weekday = day.value
    return true
  }

  private mutating func takeClock() -> Bool {
    let start = index
    // The T of 2026-05-29T14:30.
    if text[index] == "t", text[index + 1]?.isDigit == true { index += 1 }
    guard let hour = digits(2), hour <= 24 else {
      index = start
      return false
    }
    if text[index] == ":" || text[index] == "时" || text[index] == "点" {
      index += 1
      if digits(2) != nil {
        _ = take("分") || take("刻")
      } else {
        _ = take("半") || take("整") || takeNumeralMinutes()
      }
      _ = digits(2, after: ":")
      // 9:00-11:00
      if let dash = text[index], "-—–~至".unicodeScalars.contains(dash) {
        index += 1
        if !takeClock() { index -= 1 }
      }
      return true
    }
    // 2 pm
    let next = text.skippingSpaces(from: index)
    if (1...12).contains(hour), let part = DayWords.partsOfDay.word(in: text, at: next),
      part.word[0] == "a" || part.word[0] == "p", part.word.count <= 4
    {
      return true
    }
    index = start
    return false
  }

  /// The 二十 of 三点二十.
  private mutating func takeNumeralMinutes() -> Bool {
    guard let minutes = chinese(), minutes < 60 else { return false }
    _ = take("分")
    return true
  }

  /// The seconds of 14:30:00.
  private mutating func digits(_ most: Int, after sign: Unicode.Scalar) -> Int? {
    guard text[index] == sign, text[index + 1]?.isDigit == true else { return nil }
    index += 1
    return digits(most)
  }

  // MARK: To when

  private static let ends = [
    "至", "到", "—", "–", "-", "~", "～", "―", "to ", "until ", "through ",
  ]

  /// The end of an interval, after 至 or a dash, or the next days after 、.
  mutating func takeSecond(_ first: DayStretch) -> DayStretch? {
    let start = index
    takeDayTimesBeforeDash()
    index = text.skippingSpaces(from: index)
    if takeListSign() { return takeListed(after: first) }
    // 4 月底 5 月初
    if first.isTenths, text[index].map({ $0.isDigit || Numeral.canBegin($0) }) ?? false,
      let second = stretch(after: first)
    {
      if second.isTenths { return second }
      index = start
      return nil
    }
    // 5 月 1 日起至 5 月 7 日
    _ = take("起") || take("开始")
    guard Self.ends.contains(where: { take($0) }) || (text[index + 1] != "." && take("/")) else {
      index = start
      return nil
    }
    while let dash = text[index], "—–-".unicodeScalars.contains(dash) { index += 1 }
    guard let second = stretch(after: first) else {
      index = start
      return nil
    }
    return second
  }

  private mutating func takeListSign() -> Bool {
    index = text.skippingSpaces(from: index)
    return take("、") || take("和") || take("及") || take("and ")
  }

  /// The last of days that stand one after the other; days with gaps are no interval.
  private mutating func takeListed(after first: DayStretch) -> DayStretch? {
    var last = first
    repeat {
      guard let next = stretch(after: last), next.isNext(after: last) else {
        index = text.count + 1
        return nil
      }
      last = next
    } while takeListSign()
    return last
  }

  private mutating func takeDayTimesBeforeDash() {
    let kept = phraseParts
    takeDayTimes()
    phraseParts = kept
  }
}

extension DayStretch {
  fileprivate var isTenths: Bool { if case .tenths = span { true } else { false } }

  /// Whether days or months side by side in a list are one interval.
  fileprivate func isNext(after last: DayStretch) -> Bool {
    switch (last.span, span) {
    case (.day(let month, let day), .day(let next, let other)): month == next && other == day + 1
    case (.months(let months), .months(let next)): next.lowerBound == months.upperBound % 12 + 1
    default: false
    }
  }
}
