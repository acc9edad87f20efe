import Recurrence

/// Days told from today: 昨天, 上周五, 本月 10 日.
extension DayParser {
  mutating func relative() -> DayStretch? {
    let days: [(String, Int)] = [
      ("今天", 0), ("今日", 0), ("昨天", -1), ("昨日", -1), ("大前天", -3), ("前天", -2), ("明天", 1), ("明日", 1), ("大后天", 3),
      ("后天", 2),
      ("today", 0), ("yesterday", -1), ("tomorrow", 1), ("day before yesterday", -2),
      ("day after tomorrow", 2),
      ("the day before yesterday", -2), ("the day after tomorrow", 2),
    ]
    for (word, offset) in days where take(word) { return day(offset) }
    let nights: [(String, Int, String)] = [
      ("昨晚", -1, "晚上"), ("昨夜", -1, "晚上"), ("前晚", -2, "晚上"), ("今晚", 0, "晚上"), ("今早", 0, "早上"), ("今晨", 0, "早晨"),
      ("明早", 1, "早上"), ("明晚", 1, "晚上"), ("last night", -1, "晚上"), ("tonight", 0, "晚上"),
      ("this morning", 0, "上午"),
    ]
    for (word, offset, part) in nights where take(word) {
      phraseParts.partOfDay = part
      return day(offset)
    }
    if let ago = ago() ?? englishWeekday() { return ago }
    let weeks: [(String, Int)] = [
      ("上周", -1), ("上个周", -1), ("上星期", -1), ("上个星期", -1), ("上礼拜", -1), ("上个礼拜", -1), ("上上周", -2), ("本周", 0),
      ("本星期", 0), ("这周", 0), ("这个周", 0), ("这星期", 0), ("这个星期", 0), ("这礼拜", 0), ("这个礼拜", 0), ("下周", 1),
      ("下个周", 1),
      ("下星期", 1), ("下个星期", 1), ("下礼拜", 1), ("下个礼拜", 1),
      ("last week", -1),
      ("this week", 0), ("next week", 1),
    ]
    for (word, offset) in weeks where take(word) { return week(offset) }
    let months: [(String, Int)] = [
      ("上个月", -1), ("上月", -1), ("本月", 0), ("这个月", 0), ("下个月", 1), ("下月", 1), ("last month", -1),
      ("this month", 0),
      ("next month", 1),
    ]
    for (word, offset) in months where take(word) { return monthFromNow(offset) }
    return nil
  }

  private mutating func week(_ offset: Int) -> DayStretch? {
    let monday = today.adding(days: offset * 7 - (today.weekday.rawValue - Weekday.monday.rawValue))
    if let day = chineseWeekday() {
      let date = monday.adding(days: day.rawValue - Weekday.monday.rawValue)
      return DayStretch(year: nil, span: .fixed(date...date))
    }
    if take("末") {
      phraseParts.isRough = true
      return DayStretch(year: nil, span: .fixed(monday.adding(days: 5)...monday.adding(days: 6)))
    }
    phraseParts.isRough = true
    return DayStretch(year: nil, span: .fixed(monday...monday.adding(days: 6)))
  }

  private func day(_ offset: Int) -> DayStretch {
    let day = today.adding(days: offset)
    return DayStretch(year: nil, span: .fixed(day...day))
  }

  /// 三天前, 两周前, 3 days ago, a week ago.
  private mutating func ago() -> DayStretch? {
    let start = index
    let count =
      take("a ")
      ? 1
      : DayWords.englishNumbers.word(in: text, at: index).map { word -> Int in
        index += word.word.count
        return word.value
      } ?? number()
    guard let count, (1...400).contains(count) else {
      index = start
      return nil
    }
    index = text.skippingSpaces(from: index)
    _ = take("个")
    if take("months") || take("month") || take("月"), takeBefore() {
      phraseParts.isRough = true
      let month = today.year * 12 + today.month - 1 - count
      let (year, number) = (month / 12, month % 12 + 1)
      let last = CivilDate.daysInMonth(year: year, month: number)
      return CivilDate(year: year, month: number, day: min(today.day, last)).map {
        DayStretch(year: nil, span: .fixed($0...$0))
      }
    }
    let units: [(String, Int)] = [
      ("天", 1), ("日", 1), ("周", 7), ("星期", 7), ("礼拜", 7), ("days", 1), ("day", 1), ("weeks", 7), ("week", 7),
    ]
    for (word, days) in units where take(word) {
      guard takeBefore() else { break }
      phraseParts.isRough = days > 1
      return day(-count * days)
    }
    index = start
    return nil
  }

  private mutating func takeBefore() -> Bool { take("之前") || take("以前") || take("前") || take(" ago") }

  /// last Friday, this Friday, next Friday.
  private mutating func englishWeekday() -> DayStretch? {
    let start = index
    for (word, offset) in [("last ", -7), ("this ", 0), ("next ", 7)] where take(word) {
      guard let named = DayWords.weekdays.word(in: text, at: text.skippingSpaces(from: index)) else { break }
      index = text.skippingSpaces(from: index) + named.word.count
      let ahead = named.value.rawValue - today.weekday.rawValue
      return switch offset {
      case 0: day(ahead)
      // The one before today, and the one after it.
      case ..<0: day(ahead < 0 ? ahead : ahead - 7)
      default: day(ahead > 0 ? ahead : ahead + 7)
      }
    }
    index = start
    return nil
  }

  /// The 三 of 周三.
  mutating func chineseWeekday() -> Weekday? {
    let names: [Unicode.Scalar] = ["一", "二", "三", "四", "五", "六", "日"]
    guard let scalar = text[index], let day = names.firstIndex(of: scalar == "天" ? "日" : scalar) else {
      return nil
    }
    index += 1
    return Weekday(rawValue: Weekday.monday.rawValue + day)
  }

  /// 周三, Friday; or the day that is written behind it: Sunday 23 August.
  mutating func dayAfterWeekday(_ first: DayStretch?) -> DayStretch? {
    let start = index
    var day: Weekday?
    if take("周") || take("星期") || take("礼拜") {
      day = chineseWeekday()
    } else if let named = DayWords.weekdays.word(in: text, at: index) {
      index += named.word.count
      day = named.value
    }
    guard let day else {
      index = start
      return nil
    }
    let end = index
    while let scalar = text[index], " ,，、.(".unicodeScalars.contains(scalar) { index += 1 }
    _ = take("the ")
    if let stretch = stretch(after: first) {
      _ = take(")")
      weekday = day
      return stretch
    }
    index = end
    return DayStretch(year: nil, span: .weekday(day))
  }

  mutating func festival(_ year: Int?) -> DayStretch? {
    takeRealm()
    guard let festival = DayWords.festivals.word(in: text, at: index) else { return nil }
    index += festival.word.count
    // 六一国际儿童节 names its day twice.
    var ahead = self
    ahead.takeRealm()
    if let again = DayWords.festivals.word(in: text, at: ahead.index), again.value == festival.value {
      index = ahead.index + again.word.count
    }
    _ = take("当天") || take("当日")
    phraseParts.isPrintable = true
    if case .lunarSpan = festival.value { phraseParts.isRough = festival.word.count > 2 }
    let around = DayWords.aroundFestivals.first { take($0.word) }?.days
    if around != nil { phraseParts.isRough = true }
    return DayStretch(year: year ?? englishYear(), span: festival.value, around: around)
  }

  /// 去年, 2023 年, with nothing behind it.
  func wholeYear(_ year: Int) -> DayStretch? {
    DayStretch(year: year, span: .months(1...12))
  }

  private mutating func monthFromNow(_ offset: Int) -> DayStretch? {
    let number = today.year * 12 + today.month - 1 + offset
    let (year, month) = (number / 12, number % 12 + 1)
    if let tenths = DayWords.tenths.word(in: text, at: index) {
      index += tenths.word.count
      phraseParts.isRough = true
      return DayStretch(year: year, span: .tenths(month: month, tenths.value))
    }
    if let day = number31() { return DayStretch(year: year, span: .day(month: month, day: day)) }
    phraseParts.isRough = true
    return DayStretch(year: year, span: .months(month...month))
  }

  /// The 10 of 本月10日.
  private mutating func number31() -> Int? {
    let start = index
    guard let day = number(), take("日") || take("号") else {
      index = start
      return nil
    }
    return day
  }
}
