/// Days and months of the lunar calendar.
extension DayParser {
  mutating func takeLunarSign() -> Bool { take("农历") || take("阴历") || take("旧历") }

  /// 正月, 冬月, 腊月, 闰六月: months that only the lunar calendar has.
  mutating func lunarMonth(_ isLunar: Bool) -> (month: Int, isLeap: Bool)? {
    for (word, month) in [("正月", 1), ("冬月", 11), ("腊月", 12)] where take(word) { return (month, false) }
    let start = index
    guard take("闰"), let month = number(), take("月") else {
      index = start
      return nil
    }
    return (month, true)
  }

  mutating func lunarDay(_ year: Int?, _ month: (month: Int, isLeap: Bool)) -> DayStretch? {
    phraseParts.isPrintable = true
    guard let day = lunarNumber() ?? number() else {
      // 正月, 腊月里.
      takeSomeDay()
      phraseParts.isRough = true
      return DayStretch(year: year, span: .lunarMonth(month.month, isLeap: month.isLeap))
    }
    _ = take("日")
    return DayStretch(year: year, span: .lunar(month: month.month, isLeap: month.isLeap, day: day))
  }

  /// 初八, 廿三.
  mutating func lunarNumber() -> Int? {
    let start = index
    if take("初"), let day = number(), day <= 10 { return day }
    index = start
    return nil
  }
}
