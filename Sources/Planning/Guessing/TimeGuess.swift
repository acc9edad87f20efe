import Recurrence

/// What somebody most likely meant by words that the time language doesn't know: `a week earlier`, `提前一周`, `9点半`.
///
/// A guess is only ever shown, never planned by.
enum TimeGuess {
  /// The same thing in both languages.
  struct Words: Hashable {
    let zh: String
    let en: String

    /// Both, the one in the language of what was typed first.
    func either(_ typed: String, _ language: Language) -> String {
      let first = typed.contains(where: \.isHan) ? [zh, en] : [en, zh]
      let words = zh == en ? [zh] : first
      return language(words.joined(separator: " 或 "), words.map { "'\($0)'" }.joined(separator: " or "))
    }
  }

  // MARK: - Offsets and spans

  /// `7 days before` for "a week earlier"; the clock is nil if none was typed.
  static func offset(_ text: String) -> (words: Words, clock: String?)? {
    var rest = plain(text)
    let clock = rest.firstMatch(of: clockInside)
    if let clock { rest.removeSubrange(clock.range) }
    let time = clock.flatMap { hours(String($0.0)) }
    if ["当天", "当日", "同一天", "on the day", "same day", "that day"].contains(where: rest.contains) {
      return (Words(zh: "当天", en: "on the day"), time)
    }
    guard let isBefore = direction(rest), let span = count(rest) else { return nil }
    return (words(span, isBefore: isBefore), time)
  }

  /// `1 workday` for "一个工作日以后".
  ///
  /// - `inDays`: Where working days can't be counted.
  static func span(_ text: String, inDays: Bool = false) -> Words? {
    guard let (number, isWorkday) = count(plain(text)) else { return nil }
    return isWorkday && !inDays
      ? Words(zh: "\(number)个工作日", en: "\(number) workday\(plural(number))")
      : Words(zh: "\(number)天", en: "\(number) day\(plural(number))")
  }

  private static func words(_ span: (number: Int, isWorkday: Bool), isBefore: Bool) -> Words {
    let unit = span.isWorkday ? "workday" : "day"
    return Words(
      zh: "\(isBefore ? "前" : "后")\(span.number)\(span.isWorkday ? "个工作日" : "天")",
      en: "\(span.number) \(unit)\(plural(span.number)) \(isBefore ? "before" : "after")")
  }

  private static func plural(_ number: Int) -> String { number == 1 ? "" : "s" }

  private static func direction(_ text: String) -> Bool? {
    let before = ["前", "before", "earlier", "prior", "ahead", "ago", "t-", "d-"].contains(
      where: text.contains)
    let after = ["后", "後", "逾期", "after", "later", "past", "t+", "d+"].contains(where: text.contains)
    return before == after ? nil : before
  }

  private static func count(_ text: String) -> (number: Int, isWorkday: Bool)? {
    let isWorkday = text.contains("工作日") || text.contains(#/work(ing)? ?day|business day|weekday/#)
    let isWeek = ["周", "星期", "礼拜", "week"].contains(where: text.contains)
    let isDay = isWorkday || ["天", "日", "day"].contains(where: text.contains)
    // Months have no fixed length, and an hour is no day.
    guard !text.contains("月"), !text.contains("month"), !text.contains("小时"), !text.contains("hour") else {
      return nil
    }
    let digits = text.firstMatch(of: #/\d{1,3}/#).flatMap { Int($0.0) }
    // "The day before".
    guard let number = digits ?? (text.contains(#/(day|week) (before|after)/#) ? 1 : nil), number > 0 else {
      return nil
    }
    if isWeek, !isWorkday { return (number * 7, false) }
    return isDay || text.contains(#/^-?\d+$/#) || text.contains(#/^[td][-+]/#) || direction(text) != nil
      ? (number, isWorkday) : nil
  }

  /// `24 hours` for "一天", `30 minutes` for "半小时".
  static func duration(_ text: String) -> Words? {
    let text = plain(text)
    if text.contains(#/半个?小时|half .*hour/#) { return Words(zh: "30分钟", en: "30 minutes") }
    guard let number = text.firstMatch(of: #/\d{1,5}/#).flatMap({ Int($0.0) }) else { return nil }
    if text.contains(#/年|year/#) { return Words(zh: "\(number * 365)天", en: "\(number * 365) days") }
    if text.contains(#/月|month/#) { return Words(zh: "\(number * 30)天", en: "\(number * 30) days") }
    if text.contains(#/分|min/#) { return Words(zh: "\(number)分钟", en: "\(number) minute\(plural(number))") }
    if text.contains(#/时|h/#) { return Words(zh: "\(number)小时", en: "\(number) hour\(plural(number))") }
    if text.contains(#/周|星期|week/#) { return Words(zh: "\(number * 7)天", en: "\(number * 7) days") }
    if text.contains(#/天|日|d/#) { return Words(zh: "\(number)天", en: "\(number) day\(plural(number))") }
    return nil
  }

  static func perMinute(_ text: String) -> Words? {
    let text = plain(text)
    guard let number = text.firstMatch(of: #/\d{1,5}/#).flatMap({ Int($0.0) }), number > 0 else { return nil }
    return text.contains(#/小时|hour|秒|second/#) ? nil : Words(zh: "每分钟\(number)条", en: "\(number) per minute")
  }

  // MARK: - Amounts

  /// `500 per county` for "500份/县".
  static func amount(_ text: String, levels: [Level]) -> Words? {
    let text = plain(text)
    if ["全部", "所有", "全体", "everyone", "everybody", "all"].contains(where: text.contains) {
      return Words(zh: "名单内全部", en: "all listed")
    }
    guard let number = text.firstMatch(of: #/\d{1,9}/#).flatMap({ Int($0.0) }) else { return nil }
    if text.contains("户") || text.contains("household") {
      return Words(zh: "每户\(number)", en: "\(number) per household")
    }
    let level = levels.last { level in
      text.contains(level.name.zh) || (level.name.en.map { text.contains($0.lowercased()) } ?? false)
    }
    // One per something that is no level.
    let isPer = text.contains(#/per|each|every|\/|每/#)
    guard let level = level ?? (isPer ? levels.typical : nil) else {
      return Words(zh: "\(number)", en: "\(number)")
    }
    return Words(
      zh: "每\(level.name.zh)\(number)", en: "\(number) per \(level.name.en ?? level.name.zh)")
  }

  /// `95%` for "95", "0.95", "百分之95" and "九成五".
  static func percent(_ text: String) -> String? {
    let text = plain(text.replacing("百分之", with: ""))
    if let match = text.firstMatch(of: #/(\d)成(\d)?/#) { return "\(match.1)\(match.2 ?? "0")%" }
    if let match = text.wholeMatch(of: #/0?\.(\d{1,2})/#) {
      return "\(match.1)\(match.1.count == 1 ? "0" : "")%"
    }
    guard !text.contains("-"), let match = text.firstMatch(of: #/\d{1,3}(\.\d{1,2})?/#) else { return nil }
    return TimeLanguage.basisPoints("\(match.0)%") == nil ? nil : "\(match.0)%"
  }

  // MARK: - Words to digits

  /// Digits for full-width digits and for numbers in words, in lower case, with ASCII colons.
  static func plain(_ text: String) -> String {
    var text = TimeLanguage.normalized(String(text.prefix(200))).lowercased().replacing("：", with: ":")
    text.replace(#/[零〇一二两三四五六七八九十百]+/#) { match in
      number(String(match.0)).map { "\($0)" } ?? String(match.0)
    }
    text.replace(#/\b[a-z]+\b/#) { match in englishNumbers[String(match.0)].map { "\($0)" } ?? String(match.0)
    }
    return text
  }

  private static let englishNumbers = [
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
  ]

  /// `二十三` and `一百二十`, or digits one by one as in `二〇二六`.
  private static func number(_ word: String) -> Int? {
    let digits: [Character: Int] = [
      "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    ]
    guard word.contains("十") || word.contains("百") else {
      return Int(word.compactMap { digits[$0].map(String.init) }.joined())
    }
    var (total, digit) = (0, nil as Int?)
    for character in word {
      switch character {
      case "百": (total, digit) = (total + (digit ?? 1) * 100, nil)
      case "十": (total, digit) = (total + (digit ?? 1) * 10, nil)
      default: digit = digits[character]
      }
    }
    return total + (digit ?? 0)
  }
}

extension [Level] {
  /// The level that most examples are about: that of the counties among region, city, county, township and village.
  var typical: Level? { isEmpty ? nil : self[count / 2] }
}
