import Recurrence

extension TimeGuess {
  // MARK: - Clocks

  /// A time of day among other words.
  static var clockInside: Regex<Substring> {
    #/(?:上午|早上|早晨|凌晨|中午|下午|晚上|傍晚)?\s*\d{1,2}\s*(?::|点|时)\s*(?:\d{1,2}分?|半|整)?\s*(?:am|pm)?/#
  }

  /// `09:30` for "9点半", `09:00-11:30` for "上午9：00到11:30"; nil if that is no time of day.
  static func hours(_ text: String) -> String? {
    var text = plain(text)
    text.replace(#/\b(\d{2})(\d{2})\b/#) { "\($0.1):\($0.2)" }
    let pattern =
      #/(上午|早上|早晨|凌晨|中午|下午|晚上|傍晚)?\s*(\d{1,2})(?:\s*(?::|\.|点|时)\s*(\d{1,2}|半)?)?[\s分整]*(am|pm)?/#
    let matches = text.matches(of: pattern)
    guard (1...2).contains(matches.count) else { return nil }
    var isAfternoon = false
    let clocks = matches.compactMap { match -> String? in
      if match.1 != nil || match.4 != nil {
        isAfternoon = match.4 == "pm" || ["中午", "下午", "晚上", "傍晚"].contains(match.1.map(String.init) ?? "")
      }
      let minute = match.3.map { $0 == "半" ? 30 : Int($0) ?? 0 } ?? 0
      // Nobody is reminded at three in the night.
      let isColloquial = !text.contains(":") && !text.contains(#/[上早凌]|am/#) && matches.count == 1
      return Int(match.2).flatMap { hour in
        clock(
          hour: hour < 12 && isAfternoon || isColloquial && (1...6).contains(hour) ? hour + 12 : hour, minute)
      }
    }
    return clocks.count == matches.count ? clocks.joined(separator: "-") : nil
  }

  private static func clock(hour: Int, _ minute: Int) -> String? {
    if hour == 24, minute == 0 { return "23:59" }
    guard hour < 24, minute < 60 else { return nil }
    return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
  }

  // MARK: - Dates

  /// `05-29` for "5/29", "5月29号", "0529" or "29 May"; with a year, or without, as the place wants it.
  ///
  /// - `place`: The year in which it must be, if that is known and not typed.
  static func date(_ text: String, _ form: Fault.DateForm, in place: Int? = nil) -> String? {
    guard let (typedYear, month, day) = numbers(text) else { return nil }
    let year = typedYear ?? place ?? form.year
    for (month, day) in [(month, day), (day, month)]
    where CivilDate(year: year, month: month, day: day) != nil {
      return (form == .yearly ? form : .full(year: year)).shown(month: month, day: day)
    }
    return nil
  }

  /// `10-01 to 10-07` for "10月1日至7日", the way in which notices put it.
  static func days(_ text: String, _ form: Fault.DateForm) -> String? {
    let text = plain(text)
    if let match = text.firstMatch(
      of: #/(\d{4}年)?(\d{1,2})月(\d{1,2})[日号]?\s*(?:至|到|to|[-—–~～])+\s*(\d{1,2})[日号]/#)
    {
      let sides = [match.3, match.4].map { date("\(match.1 ?? "")\(match.2)月\($0)日", form) }
      return sides.contains(nil) ? nil : sides.compactMap { $0 }.joined(separator: " to ")
    }
    let days = text.matches(of: #/(?:\d{4}[-年.\/])?\d{1,2}[-月.\/]\d{1,2}/#).map { date(String($0.0), form) }
    guard (1...2).contains(days.count), !days.contains(nil) else { return nil }
    return days.compactMap { $0 }.joined(separator: " to ")
  }

  static func hasYear(_ text: String) -> Bool { numbers(text)?.year != nil }

  /// `4 月只有 30 天` for "04-31".
  static func whyImpossible(_ text: String, in place: Int?) -> BilingualText? {
    guard let (typed, month, day) = numbers(text) else { return nil }
    let year = typed ?? place
    guard (1...12).contains(month) else {
      return BilingualText(zh: "没有 \(month) 月", en: "there is no month \(month)")
    }
    guard day > 0 else { return BilingualText(zh: "没有 0 日", en: "there is no day 0") }
    let days = CivilDate.daysInMonth(year: year ?? 2024, month: month)
    guard day > days else { return nil }
    let name = year.map { "\($0) 年 " } ?? ""
    let isAny = year == nil && month == 2
    return BilingualText(
      zh: "\(name)\(month) 月\(isAny ? "最多" : "只有") \(days) 天",
      en: "month \(month)\(year.map { " of \($0)" } ?? "") has \(isAny ? "at most " : "")\(days) days")
  }

  private static func numbers(_ text: String) -> (year: Int?, month: Int, day: Int)? {
    let text = plain(text)
    let found = text.matches(of: #/\d+/#).compactMap { Int($0.0) }
    if let word = text.firstMatch(of: #/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*/#),
      let month = months.firstIndex(of: String(word.1)), let day = found.first(where: { $0 < 32 })
    {
      return (found.first { $0 > 1900 }, month + 1, day)
    }
    switch found.count {
    case 1 where text.allSatisfy(\.isNumber) && text.count == 4: return (nil, found[0] / 100, found[0] % 100)
    case 1 where text.allSatisfy(\.isNumber) && text.count == 8:
      return (found[0] / 10_000, found[0] / 100 % 100, found[0] % 100)
    case 2 where found[0] < 100: return (nil, found[0], found[1])
    case 3 where found[0] > 1900 && found[0] < 2200: return (found[0], found[1], found[2])
    case 3 where found[2] > 1900 && found[2] < 2200: return (found[2], found[0], found[1])
    default: return nil
    }
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  // MARK: - Days of the Chinese calendar, of months and weeks

  /// `八月十五` for "8月15", "农历八月十五日" or "中秋节".
  static func lunar(_ text: String) -> String? {
    if let known = festivals.first(where: { text.contains($0.name) }) { return known.day }
    let named = ["正": 1, "冬": 11, "腊": 12]
    let pattern = #/(闰)?\s*(正|冬|腊|\d{1,2})月\s*初?\s*(廿)?(\d{1,2})[日号]?/#
    guard let match = plain(text).firstMatch(of: pattern),
      let month = named[String(match.2)] ?? Int(match.2),
      let day = Int(match.4)
    else { return nil }
    return LunarDay(month: month, isLeapMonth: match.1 != nil, day: day + (match.3 == nil ? 0 : 20))?
      .description
  }

  private static let festivals: [(name: String, day: String)] = [
    ("除夕", "除夕"), ("年三十", "除夕"), ("大年夜", "除夕"), ("春节", "正月初一"), ("年初一", "正月初一"),
    ("元宵", "正月十五"), ("端午", "五月初五"), ("七夕", "七月初七"), ("中元", "七月十五"), ("中秋", "八月十五"), ("重阳", "九月初九"),
    ("腊八", "腊月初八"), ("小年", "腊月廿三"),
  ]

  /// `最后一个周五` for "每月最后一个礼拜五", `last friday` for "the last Friday of the month".
  static func monthDay(_ text: String) -> Words? {
    let typed = text.lowercased()
    if let match = typed.firstMatch(of: #/(last|first|[1-5](?:st|nd|rd|th))\s+([a-z]+)/#),
      TimeLanguage.monthlyRule("\(match.1) \(match.2)") != nil
    {
      return Words(zh: "\(match.1) \(match.2)", en: "\(match.1) \(match.2)")
    }
    let chinese = text.replacing("礼拜", with: "周").replacing("星期", with: "周").replacing("最后1个", with: "最后一个")
    if let match = chinese.firstMatch(of: #/(最后一个|第[1-5一二三四五]个)周[一二三四五六日天]/#) {
      return Words(zh: String(match.0), en: String(match.0))
    }
    return plain(text).firstMatch(of: #/\d{1,2}/#).flatMap { Int($0.0) }.flatMap { day in
      (1...31).contains(day) ? Words(zh: "\(day)", en: "\(day)") : nil
    }
  }

  /// `周五` for "礼拜五" or "每周五", `friday` for "Fridays".
  static func weekday(_ text: String) -> Words? {
    let chinese = text.replacing("礼拜", with: "周").replacing("星期", with: "周")
    if let match = chinese.firstMatch(of: #/周[一二三四五六日天]/#) {
      return Words(zh: String(match.0), en: String(match.0))
    }
    let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    return Vocabulary.nearest(to: text, among: names).map { Words(zh: $0, en: $0) }
  }
}

extension Fault.DateForm {
  /// The year to guess with; a leap year where the year doesn't matter.
  fileprivate var year: Int { if case .full(let year) = self { year } else { 2024 } }
}
