import Recurrence

/// The small closed language of days, clocks and amounts, in English and Chinese.
enum TimeLanguage {
  /// `7 days before`, `5 workdays after`, `on the day`, `前7天`, `后2个工作日`, `当天`.
  static func offset(_ text: some StringProtocol) -> DayOffset? {
    let text = normalized(text)
    if ["on the day", "same day", "当天", "当日"].contains(text) { return DayOffset(count: 0, measure: .days) }
    if let match = text.wholeMatch(of: #/(\d{1,4}) *(days?|workdays?|weeks?) +(before|after)/#) {
      return offset(match.1, match.2, isBefore: match.3 == "before")
    }
    if let match = text.wholeMatch(of: #/(前|提前|后|推后|会后)(\d{1,4})(?:个)?(天|日|工作日|周|星期)/#) {
      return offset(match.2, match.3, isBefore: match.1 == "前" || match.1 == "提前")
    }
    return nil
  }

  /// `1 workday`, `3 个工作日`, `21 days`, `-7 days`: a span without a direction.
  static func span(_ text: some StringProtocol) -> DayOffset? {
    let text = normalized(text)
    if let match = text.wholeMatch(of: #/(-?\d{1,4}) *(days?|workdays?|weeks?|(?:个)?(?:天|日|工作日|周|星期))/#) {
      let isNegative = match.1.hasPrefix("-")
      return offset(match.1.drop { $0 == "-" }, match.2.drop { $0 == "个" }, isBefore: isNegative)
    }
    return nil
  }

  private static func offset(
    _ digits: some StringProtocol, _ measure: some StringProtocol, isBefore: Bool
  ) -> DayOffset? {
    guard let number = Int(digits), number <= 3660 else { return nil }
    let count = isBefore ? -number : number
    switch measure {
    case "workday", "workdays", "工作日": return DayOffset(count: count, measure: .workdays)
    case "week", "weeks", "周", "星期": return DayOffset(count: count * 7, measure: .days)
    default: return DayOffset(count: count, measure: .days)
    }
  }

  /// An offset, with a clock after a comma or a space: `on the day, 08:07`, `前7天 09:07`.
  static func timed(_ text: String) -> Result<(offset: DayOffset, clock: CivilTime?), TimeFault> {
    let text = normalized(text)
    if let offset = offset(text) { return .success((offset, nil)) }
    guard let match = text.wholeMatch(of: #/(.*?)[, ]+([0-9].*)/#), let offset = offset(match.1) else {
      // "前7天 9：07" fails by its clock, not by its offset.
      if let match = text.wholeMatch(of: #/(.*?)[, ，]+([0-9].*)/#), offset(match.1) != nil {
        return .failure(.clock(String(match.2)))
      }
      return .failure(.offset)
    }
    guard let clock = clock(match.2) else { return .failure(.clock(String(match.2))) }
    return .success((offset, clock))
  }

  /// `1 workday`, `3 workdays, 10:07`: a span after a deadline.
  static func timedSpan(_ text: String) -> Result<(offset: DayOffset, clock: CivilTime?), TimeFault> {
    let text = normalized(text)
    if let span = span(text) ?? offset(text) { return .success((span, nil)) }
    guard let match = text.wholeMatch(of: #/(.*?)[, ]+([0-9]{1,2}[:：].*)/#),
      let span = span(match.1) ?? offset(match.1)
    else { return .failure(.offset) }
    guard let clock = clock(match.2) else { return .failure(.clock(String(match.2))) }
    return .success((span, clock))
  }

  /// `09:07`, `9:07`.
  static func clock(_ text: some StringProtocol) -> CivilTime? {
    guard let match = String(text).wholeMatch(of: #/(\d{1,2}):(\d{2})/#),
      let hour = Int(match.1), let minute = Int(match.2)
    else { return nil }
    return CivilTime(hour: hour, minute: minute)
  }

  /// `09:00-11:30`; the end may be missing.
  static func hours(_ text: String) -> (from: CivilTime, to: CivilTime?)? {
    let parts = normalized(text).split(omittingEmptySubsequences: false) { "-–—~至".contains($0) }
    guard (1...2).contains(parts.count), let from = clock(trimmed(parts[0])) else { return nil }
    if parts.count == 1 { return (from, nil) }
    guard let to = clock(trimmed(parts[1])) else { return nil }
    return (from, to)
  }

  /// `05-29`, and nothing that YAML could take for another thing.
  static func monthDay(_ text: some StringProtocol) -> Result<MonthDay, DateFault> {
    let text = normalized(text)
    if text.wholeMatch(of: #/\d{1,2}\.\d{1,2}/#) != nil { return .failure(.decimal) }
    guard
      let match = text.wholeMatch(of: #/(\d{1,2})-(\d{1,2})/#)
        ?? text.wholeMatch(of: #/(\d{1,2})月(\d{1,2})日/#),
      let month = Int(match.1), let day = Int(match.2)
    else { return .failure(.notUnderstood) }
    // A leap year, so that 02-29 is a day; whether it may be yearly is another question.
    guard CivilDate(year: 2024, month: month, day: day) != nil else { return .failure(.impossible) }
    return .success(MonthDay(month: month, day: day))
  }

  /// `2026-05-29`.
  static func date(_ text: some StringProtocol) -> Result<CivilDate, DateFault> {
    let text = normalized(text)
    guard
      let match = text.wholeMatch(of: #/(\d{4})-(\d{1,2})-(\d{1,2})/#)
        ?? text.wholeMatch(of: #/(\d{4})年(\d{1,2})月(\d{1,2})日/#),
      let year = Int(match.1), let month = Int(match.2), let day = Int(match.3)
    else {
      let isDecimal = text.wholeMatch(of: #/\d{1,4}\.\d{1,2}(\.\d{1,2})?/#) != nil
      return .failure(isDecimal ? .decimal : .notUnderstood)
    }
    guard let date = CivilDate(year: year, month: month, day: day) else { return .failure(.impossible) }
    return .success(date)
  }

  /// `A to B`, `A 至 B`: both sides, or the one there is.
  static func sides(_ text: String) -> (from: String, to: String?) {
    let text = normalized(text)
    guard let match = text.wholeMatch(of: #/(.+?) *(?: to |至|～|~) *(.+)/#) else { return (text, nil) }
    return (trimmed(match.1), trimmed(match.2))
  }

  /// `20 per minute`: messages a minute.
  static func perMinute(_ text: String) -> Int? {
    let text = normalized(text)
    guard
      let match = text.wholeMatch(of: #/(\d{1,6}) *(?:per|\/) *minute/#)
        ?? text.wholeMatch(of: #/每分钟 *(\d{1,6}) *条?/#)
    else { return nil }
    return Int(match.1).flatMap { $0 > 0 ? $0 : nil }
  }

  /// `15 minutes`, `24 hours`, `30 秒`.
  static func duration(_ text: some StringProtocol) -> Duration? {
    let text = normalized(text)
    guard
      let match = text.wholeMatch(of: #/(\d{1,6}) *(?:个)?(seconds?|minutes?|hours?|days?|秒|分钟|小时|天)/#),
      let number = Int(match.1)
    else { return nil }
    switch match.2 {
    case "second", "seconds", "秒": return .seconds(number)
    case "minute", "minutes", "分钟": return .seconds(number * 60)
    case "hour", "hours", "小时": return .seconds(number * 3600)
    default: return .seconds(number * 86_400)
    }
  }

  /// `95%` as 9500 hundredths of a percent; at most two decimals.
  static func basisPoints(_ text: String) -> Int? {
    guard let match = normalized(text).wholeMatch(of: #/(\d{1,3})(?:\.(\d{1,2}))? *[%％]/#),
      let whole = Int(match.1), whole <= 100
    else { return nil }
    let fraction = match.2.map { $0.count == 1 ? $0 + "0" : String($0) } ?? "0"
    let points = whole * 100 + (Int(fraction) ?? 0)
    return points <= 10_000 ? points : nil
  }

  static func weekday(_ text: some StringProtocol) -> Weekday? {
    let word = normalized(text).lowercased()
    if let index = englishWeekdays.firstIndex(where: { $0 == word || $0.prefix(3) == word }) {
      return Weekday(rawValue: index + 1)
    }
    let days: [Character: Int] = ["一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "日": 7, "天": 7]
    guard let match = word.wholeMatch(of: #/(?:周|星期)(.)/#), let last = match.1.first else { return nil }
    return days[last].flatMap(Weekday.init)
  }

  private static let englishWeekdays = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]

  /// `15`, `last friday`, `2nd tuesday`, `最后一个周五`, `第2个周二`.
  static func monthlyRule(_ text: String) -> RecurrenceRule? {
    let text = normalized(text)
    if let day = Int(text) ?? text.wholeMatch(of: #/(\d{1,2})[日号]/#).flatMap({ Int($0.1) }) {
      guard day > 0, let place = RecurrencePlace<31>(exactly: day) else { return nil }
      return RecurrenceRule.monthly().onDays(place).rule
    }
    if let match = text.wholeMatch(of: #/(last|first|[1-5](?:st|nd|rd|th)) +([a-z]+)/#),
      let day = weekday(match.2)
    {
      let ordinal = match.1 == "last" ? -1 : match.1 == "first" ? 1 : Int(match.1.prefix(1)) ?? 1
      return monthlyRule(ordinal, day)
    }
    if let match = text.wholeMatch(of: #/(最后一个|第[1-5一二三四五]个)((?:周|星期).)/#), let day = weekday(match.2) {
      let numerals: [Character: Int] = ["一": 1, "二": 2, "三": 3, "四": 4, "五": 5]
      let mark = match.1.dropFirst().first ?? "1"
      return monthlyRule(match.1 == "最后一个" ? -1 : numerals[mark] ?? mark.wholeNumberValue ?? 1, day)
    }
    return nil
  }

  private static func monthlyRule(_ ordinal: Int, _ weekday: Weekday) -> RecurrenceRule? {
    RecurrencePlace<53>(exactly: ordinal).map { RecurrenceRule.monthly().on($0, weekday).rule }
  }

  /// Full-width digits and signs to their ASCII forms, blanks trimmed; the full-width colon stays, being a fault.
  static func normalized(_ text: some StringProtocol) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0xFF10...0xFF19, 0xFF0D, 0xFF0E, 0xFF05: scalars.append(Unicode.Scalar(scalar.value - 0xFEE0)!)
      case 0xFF0C: scalars.append(",")
      case 0x3000: scalars.append(" ")
      default: scalars.append(scalar)
      }
    }
    return trimmed(String(scalars))
  }

  static func trimmed(_ text: some StringProtocol) -> String {
    var part = Substring(text)
    while part.first?.isWhitespace == true { part.removeFirst() }
    while part.last?.isWhitespace == true { part.removeLast() }
    return String(part)
  }

  enum TimeFault: Error, Hashable { case offset, clock(String) }
  enum DateFault: Error, Hashable { case decimal, impossible, notUnderstood }
}
