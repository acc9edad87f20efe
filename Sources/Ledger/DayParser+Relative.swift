import Recurrence

/// Days told from today: 昨天, 上周五, 本月 10 日.
extension DayParser {
  mutating func relative() -> DayStretch? {
    let days: [(String, Int)] = [
      ("今天", 0), ("今日", 0), ("昨天", -1), ("昨日", -1), ("大前天", -3), ("前天", -2), ("明天", 1), ("明日", 1), ("大后天", 3),
      ("后天", 2),
      ("today", 0), ("yesterday", -1), ("tomorrow", 1),
    ]
    for (word, offset) in days where take(word) {
      let day = today.adding(days: offset)
      return DayStretch(year: nil, span: .fixed(day...day))
    }
    let weeks: [(String, Int)] = [
      ("上周", -1), ("上星期", -1), ("上个星期", -1), ("本周", 0), ("这周", 0), ("这星期", 0), ("下周", 1), ("下星期", 1),
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
    let names: [Unicode.Scalar] = ["一", "二", "三", "四", "五", "六", "日"]
    if let scalar = text[index], let day = names.firstIndex(of: scalar == "天" ? "日" : scalar) {
      index += 1
      let date = monday.adding(days: day)
      return DayStretch(year: nil, span: .fixed(date...date))
    }
    phraseParts.isRough = true
    return DayStretch(year: nil, span: .fixed(monday...monday.adding(days: 6)))
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
