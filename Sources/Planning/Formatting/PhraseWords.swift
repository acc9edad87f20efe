import Recurrence

/// The phrases of the time language in one language, made from those of the other. A phrase that is in the language
/// already, or that is none, gives nil.
struct PhraseWords {
  let language: Language
  let levels: [Level]

  // MARK: - Days

  func offset(_ text: String) -> String? {
    if ["on the day", "same day", "当天", "当日"].contains(text) { return language("当天", "on the day") }
    switch language {
    case .zh:
      guard let match = text.wholeMatch(of: #/(\d{1,4}) *(day|workday|week)s? +(before|after)/#) else {
        return nil
      }
      return (match.3 == "before" ? "前" : "后") + chinese(match.1, match.2)
    case .en:
      guard let match = text.wholeMatch(of: #/(前|提前|后|推后|会后)(\d{1,4})个?(天|日|工作日|周|星期)/#) else {
        return nil
      }
      let isBefore = match.1 == "前" || match.1 == "提前"
      return english(match.2, match.3) + (isBefore ? " before" : " after")
    }
  }

  func span(_ text: String) -> String? {
    switch language {
    case .zh:
      text.wholeMatch(of: #/(-?\d{1,4}) *(day|workday|week)s?/#).map { chinese($0.1, $0.2) }
    case .en:
      text.wholeMatch(of: #/(-?\d{1,4}) *个?(天|日|工作日|周|星期)/#).map { english($0.1, $0.2) }
    }
  }

  private func chinese(_ count: Substring, _ measure: Substring) -> String {
    let words = ["day": "天", "workday": "个工作日", "week": "周"]
    return count + (words[String(measure)] ?? String(measure))
  }

  private func english(_ count: Substring, _ measure: Substring) -> String {
    let words = ["天": "day", "日": "day", "工作日": "workday", "周": "week", "星期": "week"]
    return plural(count, words[String(measure)] ?? String(measure))
  }

  private func plural(_ count: Substring, _ noun: String) -> String {
    "\(count) \(noun)" + (Int(count) == 1 ? "" : "s")
  }

  /// With a clock behind it: after a comma in English, after a blank in Chinese.
  func timed(_ text: String, _ phrase: (String) -> String?) -> String? {
    if let whole = phrase(text) { return whole }
    guard let match = text.wholeMatch(of: #/(.*?)[, ]+([0-9]{1,2}:.*)/#), let worded = phrase(String(match.1))
    else { return nil }
    return worded + language(" ", ", ") + match.2
  }

  // MARK: - Dates

  /// Chinese dates are written as ISO dates in English; those are good in both.
  func date(_ text: String) -> String? {
    guard language == .en else { return nil }
    if let match = text.wholeMatch(of: #/(\d{4})年(\d{1,2})月(\d{1,2})日/#) {
      return "\(match.1)-\(twoDigits(match.2))-\(twoDigits(match.3))"
    }
    return text.wholeMatch(of: #/(\d{1,2})月(\d{1,2})日/#).map { "\(twoDigits($0.1))-\(twoDigits($0.2))" }
  }

  private func twoDigits(_ digits: Substring) -> String { (digits.count == 1 ? "0" : "") + digits }

  func sides(_ text: String) -> String? {
    let sides = TimeLanguage.sides(text)
    let first = date(sides.from) ?? sides.from
    return sides.to.map { first + language(" 至 ", " to ") + (date($0) ?? $0) } ?? first
  }

  func hours(_ text: String) -> String? {
    guard language == .en, text.contains(where: { "至~".contains($0) }) else { return nil }
    return text.split { "至~".contains($0) }.map { TimeLanguage.trimmed($0) }.joined(separator: "-")
  }

  func quietHours(_ text: String) -> String? {
    Vocabulary.value(text) == "off" ? Vocabulary.value("off", in: language) : hours(text)
  }

  /// `last friday`, `2nd tuesday`, `monday`, `15日`.
  func day(_ text: String) -> String? {
    let words = text.split(separator: " ")
    switch language {
    case .zh:
      guard let last = words.last, let day = TimeLanguage.weekday(last), let index = Self.index(of: day)
      else {
        return nil
      }
      if words.count == 1 { return "周\(Self.weekdays[index].zh)" }
      guard words.count == 2 else { return nil }
      let number = words[0].first?.isNumber == true ? "第\(words[0].prefix(1))个" : nil
      return (number ?? Self.ordinals[String(words[0])]).map { "\($0)周\(Self.weekdays[index].zh)" }
    case .en:
      if let match = text.wholeMatch(of: #/(\d{1,2})[日号]/#) { return String(match.1) }
      guard let match = text.wholeMatch(of: #/(最后一个|第[1-5一二三四五]个)?((?:周|星期).)/#),
        let day = TimeLanguage.weekday(match.2), let index = Self.index(of: day)
      else { return nil }
      guard let place = match.1 else { return Self.weekdays[index].en }
      return Self.englishOrdinal(String(place)).map { "\($0) \(Self.weekdays[index].en)" }
    }
  }
}

extension PhraseWords {
  private static let weekdays: [(zh: String, en: String)] = [
    ("一", "monday"), ("二", "tuesday"), ("三", "wednesday"), ("四", "thursday"), ("五", "friday"),
    ("六", "saturday"), ("日", "sunday"),
  ]
  private static let ordinals = ["last": "最后一个", "first": "第一个"]

  private static func index(of day: Weekday) -> Int? {
    weekdays.indices.contains(day.rawValue - 1) ? day.rawValue - 1 : nil
  }

  private static func englishOrdinal(_ place: String) -> String? {
    if let word = ordinals.first(where: { $0.value == place })?.key { return word }
    guard let mark = place.dropFirst().first else { return nil }
    let number =
      mark.wholeNumberValue
      ?? "一二三四五".firstIndex(of: mark).map {
        "一二三四五".distance(from: "一二三四五".startIndex, to: $0) + 1
      }
    return number.flatMap { (1...5).contains($0) ? ["1st", "2nd", "3rd", "4th", "5th"][$0 - 1] : nil }
  }

  // MARK: - Amounts and durations

  func duration(_ text: String) -> String? {
    let words = ["second": "秒", "minute": "分钟", "hour": "小时", "day": "天"]
    switch language {
    case .zh:
      return text.wholeMatch(of: #/(\d{1,6}) *(second|minute|hour|day)s?/#).map {
        $0.1 + (words[String($0.2)] ?? "")
      }
    case .en:
      return text.wholeMatch(of: #/(\d{1,6}) *个?(秒|分钟|小时|天)/#).flatMap { match in
        words.first { $0.value == match.2 }.map { plural(match.1, $0.key) }
      }
    }
  }

  func perMinute(_ text: String) -> String? {
    TimeLanguage.perMinute(text).map { language("每分钟\($0)条", "\($0) per minute") }
  }

  /// Of levels whose names are not known, nothing is changed: an English name is no Chinese word.
  func amount(_ text: String) -> String? {
    guard let amount = AmountPhrase(text) else { return nil }
    guard let number = amount.number else { return Vocabulary.value("all listed", in: language) }
    guard let basis = amount.basis, let word = counted(by: basis) else { return nil }
    return language("每\(word)\(number)", "\(number) per \(word)")
  }

  private func counted(by basis: String) -> String? {
    if Vocabulary.value(basis) == "household" { return Vocabulary.value("household", in: language) }
    return levels.first { $0.isNamed(basis) }?.name.text(language)
  }
}
