import Recurrence

/// The small closed language of days, clocks and amounts, in English and Chinese.
enum TimeLanguage {
  /// `7 days before`, `5 workdays after`, `on the day`, `前7天`, `后2个工作日`, `当天`.
  static func offset(_ text: some StringProtocol) -> DayOffset? {
    let text = normalized(text)
    if ["on the day", "same day", "当天", "当日"].contains(text) { return DayOffset(count: 0, measure: .days) }
    return englishOffset(text) ?? chineseOffset(text)
  }

  private static func englishOffset(_ text: String) -> DayOffset? {
    var cursor = TextCursor(text)
    guard let number = cursor.number(1...4) else { return nil }
    cursor.blanks()
    guard let measure = cursor.take(oneOf: englishMeasures), cursor.blanks() > 0,
      let direction = cursor.take(oneOf: ["before": -1, "after": 1]), cursor.isAtEnd
    else { return nil }
    return offset(number, measure, direction)
  }

  private static func chineseOffset(_ text: String) -> DayOffset? {
    var cursor = TextCursor(text)
    guard let direction = cursor.take(oneOf: ["前": -1, "提前": -1, "后": 1, "推后": 1, "会后": 1]),
      let number = cursor.number(1...4)
    else { return nil }
    cursor.take("个")
    guard let measure = cursor.take(oneOf: chineseMeasures), cursor.isAtEnd else { return nil }
    return offset(number, measure, direction)
  }

  /// `1 workday`, `3 个工作日`, `21 days`, `-7 days`: a span without a direction.
  static func span(_ text: some StringProtocol) -> DayOffset? {
    var cursor = TextCursor(normalized(text))
    let direction = cursor.take("-") ? -1 : 1
    guard let number = cursor.number(1...4) else { return nil }
    cursor.blanks()
    let measure =
      cursor.take(oneOf: englishMeasures)
      ?? {
        cursor.take("个")
        return cursor.take(oneOf: chineseMeasures)
      }()
    guard let measure, cursor.isAtEnd else { return nil }
    return offset(number, measure, direction)
  }

  private enum Measure { case days, workdays, weeks }

  private static let englishMeasures: KeyValuePairs<StaticString, Measure> = [
    "days": .days, "day": .days, "workdays": .workdays, "workday": .workdays, "weeks": .weeks, "week": .weeks,
  ]
  private static let chineseMeasures: KeyValuePairs<StaticString, Measure> = [
    "天": .days, "日": .days, "工作日": .workdays, "周": .weeks, "星期": .weeks,
  ]

  private static func offset(_ number: Int, _ measure: Measure, _ direction: Int) -> DayOffset? {
    guard number <= 3660 else { return nil }
    return switch measure {
    case .days: DayOffset(count: number * direction, measure: .days)
    case .workdays: DayOffset(count: number * direction, measure: .workdays)
    case .weeks: DayOffset(count: number * direction * 7, measure: .days)
    }
  }

  /// An offset, with a clock after a comma or a space: `on the day, 08:07`, `前7天 09:07`.
  static func timed(_ text: String) -> Result<(offset: DayOffset, clock: CivilTime?), TimeFault> {
    let text = normalized(text)
    if let offset = offset(text) { return .success((offset, nil)) }
    guard let (head, tail) = split(text, before: { TextCursor.isDigit($0.first ?? 0) }),
      let offset = offset(head)
    else { return .failure(.offset) }
    // "前7天 9：07" fails by its clock, not by its offset.
    guard let clock = clock(tail) else { return .failure(.clock(String(tail))) }
    return .success((offset, clock))
  }

  /// `1 workday`, `3 workdays, 10:07`: a span after a deadline.
  static func timedSpan(_ text: String) -> Result<(offset: DayOffset, clock: CivilTime?), TimeFault> {
    let text = normalized(text)
    if let span = span(text) ?? offset(text) { return .success((span, nil)) }
    guard let (head, tail) = split(text, before: beginsClock), let span = span(head) ?? offset(head) else {
      return .failure(.offset)
    }
    guard let clock = clock(tail) else { return .failure(.clock(String(tail))) }
    return .success((span, clock))
  }

  /// What stands before and after the first commas and blanks that are followed by what is looked for.
  private static func split(
    _ text: String, before isSought: (Substring.UTF8View) -> Bool
  ) -> (head: Substring, tail: Substring)? {
    var rest = hasLineBreak(text) ? ""[...].utf8 : text[...].utf8
    while let start = rest.firstIndex(where: isSeparator) {
      rest = rest[start...].drop(while: isSeparator)
      if isSought(rest) { return (text[..<start], Substring(rest)) }
    }
    return nil
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: " ")
  }

  private static func beginsClock(_ text: Substring.UTF8View) -> Bool {
    var cursor = TextCursor(Substring(text))
    return cursor.number(1...2) != nil && (cursor.take(":") || cursor.take("："))
  }

  /// `09:07`, `9:07`.
  static func clock(_ text: some StringProtocol) -> CivilTime? {
    var cursor = TextCursor(text)
    guard let hour = cursor.number(1...2), cursor.take(":"), let minute = cursor.number(2...2), cursor.isAtEnd
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
    if isDecimal(text, whole: 1...2, parts: 1...1) { return .failure(.decimal) }
    var cursor = TextCursor(text)
    guard let (month, day) = cursor.monthAndDay(), cursor.isAtEnd else { return .failure(.notUnderstood) }
    // A leap year, so that 02-29 is a day; whether it may be yearly is another question.
    guard CivilDate(year: 2024, month: month, day: day) != nil else { return .failure(.impossible) }
    return .success(MonthDay(month: month, day: day))
  }

  /// `2026-05-29`.
  static func date(_ text: some StringProtocol) -> Result<CivilDate, DateFault> {
    let text = normalized(text)
    var cursor = TextCursor(text)
    guard let year = cursor.number(4...4), let isChinese = cursor.take(oneOf: ["-": false, "年": true]),
      let (month, day) = cursor.monthAndDay(isChinese: isChinese), cursor.isAtEnd
    else { return .failure(isDecimal(text, whole: 1...4, parts: 1...2) ? .decimal : .notUnderstood) }
    guard let date = CivilDate(year: year, month: month, day: day) else { return .failure(.impossible) }
    return .success(date)
  }

  /// `5.30`, `2026.5.30`: what a spreadsheet or YAML makes of a date, and what can't be told from a number.
  private static func isDecimal(_ text: String, whole: ClosedRange<Int>, parts: ClosedRange<Int>) -> Bool {
    var cursor = TextCursor(text)
    guard cursor.number(whole) != nil else { return false }
    var count = 0
    while cursor.take(".") {
      guard cursor.number(1...2) != nil else { return false }
      count += 1
    }
    return cursor.isAtEnd && parts.contains(count)
  }

  /// `A to B`, `A 至 B`: both sides, or the one there is.
  static func sides(_ text: String) -> (from: String, to: String?) {
    let text = normalized(text)
    var cursor = TextCursor(text)
    cursor.skip()
    while !cursor.isAtEnd, !hasLineBreak(text) {
      let end = cursor.rest.startIndex
      if cursor.take(oneOf: [" to ": (), "至": (), "～": (), "~": ()]) == nil {
        cursor.skip()
      } else if !cursor.isAtEnd {
        return (trimmed(text[..<end]), trimmed(cursor.remainder))
      }
    }
    return (text, nil)
  }

  /// `20 per minute`: messages a minute.
  static func perMinute(_ text: String) -> Int? {
    var cursor = TextCursor(normalized(text))
    let isChinese = cursor.take("每分钟")
    if isChinese { cursor.blanks() }
    guard let number = cursor.number(1...6), number > 0 else { return nil }
    cursor.blanks()
    if isChinese {
      cursor.take("条")
    } else {
      guard cursor.take(oneOf: ["per": (), "/": ()]) != nil else { return nil }
      cursor.blanks()
      guard cursor.take("minute") else { return nil }
    }
    return cursor.isAtEnd ? number : nil
  }

  /// `15 minutes`, `24 hours`, `30 秒`.
  static func duration(_ text: some StringProtocol) -> Duration? {
    var cursor = TextCursor(normalized(text))
    guard let number = cursor.number(1...6) else { return nil }
    cursor.blanks()
    cursor.take("个")
    guard let unit = cursor.take(oneOf: durations), cursor.isAtEnd else { return nil }
    return .seconds(number * unit)
  }

  /// In seconds.
  private static let durations: KeyValuePairs<StaticString, Int> = [
    "seconds": 1, "second": 1, "秒": 1, "minutes": 60, "minute": 60, "分钟": 60, "hours": 3600, "hour": 3600,
    "小时": 3600, "days": 86_400, "day": 86_400, "天": 86_400,
  ]

  /// `95%` as 9500 hundredths of a percent; at most two decimals.
  static func basisPoints(_ text: String) -> Int? {
    var cursor = TextCursor(normalized(text))
    guard let whole = cursor.number(1...3) else { return nil }
    var points = whole * 100
    if cursor.take(".") {
      if let tenths = cursor.number(1...1) {
        points += tenths * 10
      } else if let hundredths = cursor.number(2...2) {
        points += hundredths
      } else {
        return nil
      }
    }
    cursor.blanks()
    return cursor.take("%") && cursor.isAtEnd && points <= 10_000 ? points : nil
  }

  static func weekday(_ text: some StringProtocol) -> Weekday? {
    let word = normalized(text).lowercased()
    if let index = englishWeekdays.firstIndex(where: { $0 == word || $0.prefix(3) == word }) {
      return Weekday(rawValue: index + 1)
    }
    var cursor = TextCursor(word)
    guard let day = cursor.chineseWeekday(), cursor.isAtEnd else { return nil }
    return day
  }

  private static let englishWeekdays = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]

  /// `15`, `last friday`, `2nd tuesday`, `最后一个周五`, `第2个周二`.
  static func monthlyRule(_ text: String) -> RecurrenceRule? {
    let text = normalized(text)
    if let day = Int(text) ?? chineseDayOfMonth(text) {
      guard day > 0, let place = RecurrencePlace<31>(exactly: day) else { return nil }
      return RecurrenceRule.monthly().onDays(place).rule
    }
    guard let (ordinal, weekday) = englishPlace(text) ?? chinesePlace(text) else { return nil }
    return RecurrencePlace<53>(exactly: ordinal).map { RecurrenceRule.monthly().on($0, weekday).rule }
  }

  private static func chineseDayOfMonth(_ text: String) -> Int? {
    var cursor = TextCursor(text)
    guard let day = cursor.number(1...2), cursor.take(oneOf: ["日": (), "号": ()]) != nil, cursor.isAtEnd else {
      return nil
    }
    return day
  }

  private static func englishPlace(_ text: String) -> (Int, Weekday)? {
    var cursor = TextCursor(text)
    var ordinal = cursor.take(oneOf: ["last": -1, "first": 1])
    if ordinal == nil {
      ordinal = cursor.number(1...1).flatMap { (1...5).contains($0) ? $0 : nil }
      guard cursor.take(oneOf: ["st": (), "nd": (), "rd": (), "th": ()]) != nil else { return nil }
    }
    guard let ordinal, cursor.blanks() > 0,
      cursor.rest.allSatisfy({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) })
    else { return nil }
    return weekday(cursor.remainder).map { (ordinal, $0) }
  }

  private static func chinesePlace(_ text: String) -> (Int, Weekday)? {
    var cursor = TextCursor(text)
    var ordinal = cursor.take("最后一个") ? -1 : nil
    if ordinal == nil, cursor.take("第") {
      ordinal =
        cursor.take(oneOf: ["一": 1, "二": 2, "三": 3, "四": 4, "五": 5])
        ?? cursor.number(1...1).flatMap { (1...5).contains($0) ? $0 : nil }
      guard cursor.take("个") else { return nil }
    }
    guard let ordinal, let weekday = cursor.chineseWeekday(), cursor.isAtEnd else { return nil }
    return (ordinal, weekday)
  }

  /// Full-width digits and signs to their ASCII forms, blanks trimmed; the full-width colon stays, being a fault.
  static func normalized(_ text: some StringProtocol) -> String {
    // The first bytes of what is replaced.
    guard text.utf8.contains(where: { $0 == 0xEF || $0 == 0xE3 }) else { return trimmed(text) }
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

  private static func hasLineBreak(_ text: String) -> Bool { text.contains(where: \.isNewline) }

  enum TimeFault: Error, Hashable { case offset, clock(String) }
  enum DateFault: Error, Hashable { case decimal, impossible, notUnderstood }
}
