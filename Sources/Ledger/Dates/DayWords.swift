/// The words of days.
enum DayWords {
  static let recent: Set<String> = [
    "近日", "日前", "不久前", "前不久", "近期", "最近", "近来", "近段时间", "前些天", "前几天", "前段时间", "此前", "早前", "日前不久", "recently",
    "lately", "not long ago", "a few days ago", "the other day", "连日来", "连日", "这几天", "近几天", "近些天", "近两天",
    "这两天", "这些天", "近一段时间", "近段时期",
    "in recent days",
  ]
  static let unknown: Set<String> = [
    "", "不详", "日期不详", "时间不详", "未知", "待定", "未定", "日期待定", "时间待定", "另行通知", "unknown", "tbd", "tbc", "not known",
    "-", "—",
    "?", "？", "date unknown", "date not known", "date not given", "not given", "no date", "undated", "n/a",
    "无日期", "没写日期", "没有日期", "日期未知",
    "时间未知", "日期不明", "时间不明", "记不清", "忘了",
  ]
  static let partsOfDay = WordIndex<String>(
    chineseParts.map { ($0, $0) } + englishParts + [("早", "早上"), ("午间", "中午"), ("上半天", "上午"), ("下半天", "下午")])
  /// For lists; a brief makes sentences of them.
  static let englishPartsOfDay = [
    "上午": "morning", "早上": "morning", "早晨": "morning", "清晨": "early morning", "中午": "noon", "下午": "afternoon",
    "午后": "afternoon", "傍晚": "evening", "晚上": "evening", "晚": "evening", "晚间": "evening", "当晚": "evening",
    "夜间": "night", "凌晨": "before dawn", "全天": "all day",
  ]
  private static let chineseParts = [
    "上午", "下午", "晚上", "早上", "早晨", "清晨", "中午", "午后", "傍晚", "夜间", "凌晨", "全天", "当晚", "晚", "晚间",
  ]
  private static let englishParts: [(word: String, value: String)] = [
    ("morning", "上午"), ("in the morning", "上午"), ("afternoon", "下午"), ("in the afternoon", "下午"),
    ("noon", "中午"), ("at noon", "中午"), ("all day", "全天"), ("at night", "夜间"), ("evening", "晚上"),
    ("in the evening", "晚上"), ("am", "上午"), ("pm", "下午"), ("a.m.", "上午"), ("p.m.", "下午"),
  ]
  static let months = WordIndex<Int>(
    monthNames.enumerated().flatMap { index, name in forms(of: name, index + 1) })
  private static let monthNames = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november",
    "december",
  ]

  private static func forms(of name: String, _ number: Int) -> [(word: String, value: Int)] {
    let short = String(name.prefix(3))
    let sept: [(word: String, value: Int)] = number == 9 ? [("sept", 9), ("sept.", 9)] : []
    return [(name, number), (short, number), (short + ".", number)] + sept
  }

  static let tenths = WordIndex<ClosedRange<Int>>([
    ("上旬", 0...0), ("中旬", 1...1), ("下旬", 2...2), ("初", 0...0), ("月初", 0...0), ("底", 2...2), ("末", 2...2),
    ("月底", 2...2),
    ("月末", 2...2), ("中下旬", 1...2), ("上中旬", 0...1), ("中", 1...1), ("月中", 1...1), ("份上旬", 0...0),
    ("份中旬", 1...1),
    ("份下旬", 2...2),
  ])
  static let englishTenths = WordIndex<ClosedRange<Int>>([
    ("early", 0...0), ("mid", 1...1), ("middle of", 1...1), ("late", 2...2), ("end of", 2...2),
    ("beginning of", 0...0),
  ])
  /// Parts of a year, in months.
  static let partsOfYear = WordIndex<ClosedRange<Int>>([
    ("年初", 1...3), ("初", 1...3), ("年中", 6...7), ("中", 6...7), ("年底", 10...12), ("年末", 10...12),
    ("底", 10...12),
    ("末", 10...12), ("岁末", 10...12), ("上半年", 1...6), ("下半年", 7...12), ("一季度", 1...3), ("二季度", 4...6),
    ("三季度", 7...9), ("四季度", 10...12), ("1季度", 1...3), ("2季度", 4...6), ("3季度", 7...9), ("4季度", 10...12),
    ("春季", 3...5), ("夏季", 6...8), ("秋季", 9...11), ("冬季", 12...14), ("春天", 3...5), ("夏天", 6...8),
    ("秋天", 9...11),
    ("冬天", 12...14), ("暑假", 7...8), ("暑期", 7...8), ("寒假", 1...2), ("first quarter", 1...3),
    ("second quarter", 4...6),
    ("third quarter", 7...9), ("fourth quarter", 10...12), ("q1", 1...3), ("q2", 4...6), ("q3", 7...9),
    ("q4", 10...12),
    ("spring", 3...5), ("summer", 6...8), ("autumn", 9...11), ("winter", 12...14),
  ])
}
