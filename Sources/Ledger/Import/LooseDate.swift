import Recurrence

/// A date as people type it into a table: 7月12日, 7.12, 2023/7/12, 20230712, 45119. The year may be left out.
struct LooseDate: Hashable, Sendable {
  let year: Int?
  let month: Int
  let day: Int

  /// A text that is a date, perhaps with a weekday or a time behind it; nil for anything else, and for a day that does
  /// not exist.
  init?(_ text: String) {
    let text = DateSigns.withCentury(DateSigns.plain(text.trimmed))
    if let serial = Self.serial(text) {
      self = serial
      return
    }
    guard let (date, end) = Self.leading(text, at: 0), Self.isTail(text[end...]) else { return nil }
    self = date
  }

  private init?(year: Int?, month: Int, day: Int) {
    guard CivilDate(year: year ?? 2024, month: month, day: day) != nil else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  init(_ date: CivilDate) {
    let parts = date.components
    (year, month, day) = (parts.year, parts.month, parts.day)
  }

  /// The day in its own year, or in the one given; nil for 29 February of a common year.
  func date(inYear other: Int) -> CivilDate? { CivilDate(year: year ?? other, month: month, day: day) }

  /// `07-12`, or `2023-07-12` if it has a year.
  var text: String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return (year.map { "\($0)-" } ?? "") + two(month) + "-" + two(day)
  }

  /// The first date within a text, with the words it stands in. Only forms that are nothing else: with 月, or with a year.
  static func find(in text: String) -> (date: LooseDate, said: String)? {
    let characters = DateSigns.plain(text)
    for start in characters.indices where begins(characters, start) {
      guard let (date, end) = leading(characters, at: start) else { continue }
      let said = characters[start..<end]
      if date.year != nil || said.contains("月") { return (date, String(said)) }
    }
    return nil
  }

  /// 7月12日—14日, 7.12-7.14: the first and the last day; nil if it is no span.
  static func span(_ text: String) -> (LooseDate, LooseDate)? {
    let text = DateSigns.withCentury(DateSigns.plain(text.trimmed))
    guard let (first, end) = leading(text, at: 0) else { return nil }
    let rest = Array(text[end...].drop { $0 == " " })
    guard let dash = rest.first, "-—–~至到".contains(dash) else { return nil }
    let tail = Array(rest.drop { " -—–~至到".contains($0) })
    if let (last, end) = leading(tail, at: 0), isTail(tail[end...]) {
      let last = last.year == nil ? LooseDate(year: first.year, month: last.month, day: last.day) : last
      return last.map { (first, $0) }
    }
    guard let (day, end) = number(tail, at: 0), tail[end...].allSatisfy({ "日号 ".contains($0) }) else {
      return nil
    }
    return LooseDate(year: first.year, month: first.month, day: day).map { (first, $0) }
  }

  // MARK: Reading

  /// 45119 or 45119.75: a day as a spreadsheet counts it, of a cell that has lost its format.
  private static func serial(_ text: [Character]) -> LooseDate? {
    guard text.count == 5 || (text.count > 6 && text[5] == "."), text.dropFirst(6).allSatisfy(\.isASCIIDigit),
      let serial = Int(String(text.prefix(5))), (20_000...80_000).contains(serial)
    else { return nil }
    return ExcelDate.date(serial: serial).map { LooseDate($0) }
  }

  private static func begins(_ text: [Character], _ index: Int) -> Bool {
    let isNumber = text[index].isASCIIDigit || text[index].isNumeral
    guard isNumber, index > 0 else { return isNumber }
    return !text[index - 1].isASCIIDigit && !text[index - 1].isNumeral
  }

  private static func leading(_ text: [Character], at start: Int) -> (LooseDate, end: Int)? {
    guard let (first, afterFirst) = number(text, at: start) else { return nil }
    if first >= 19_000_101, afterFirst - start == 8 {
      return LooseDate(year: first / 10_000, month: first / 100 % 100, day: first % 100).map {
        ($0, afterFirst)
      }
    }
    guard let second = next(text, after: afterFirst, yearMarks: "年", marks: "月") else { return nil }
    if (1900...2199).contains(first) {
      guard let third = next(text, after: second.end, yearMarks: "月", marks: "月"),
        !isLunar(text, second.end - 1, third),
        let date = LooseDate(year: first, month: second.number, day: third.number)
      else { return nil }
      return (date, dayEnd(text, third.end))
    }
    guard afterFirst - start <= 3, second.mark != "年" else { return nil }
    if let third = next(text, after: second.end, yearMarks: "", marks: ""),
      (1900...2199).contains(third.number),
      third.mark == second.mark
    {
      return dayAndMonth(first, second.number, year: third.number).map { ($0, third.end) }
    }
    if isLunar(text, start, second) { return nil }
    return LooseDate(year: nil, month: first, day: second.number).map { ($0, dayEnd(text, second.end)) }
  }

  /// 八月十五 without 日, which is the day of the lunar calendar.
  private static func isLunar(
    _ text: [Character], _ month: Int, _ day: (number: Int, end: Int, mark: Character)
  ) -> Bool {
    day.mark == "月" && text[month].isNumeral && text[day.end - 1].isNumeral
      && !(day.end < text.count && "日号".contains(text[day.end]))
  }

  /// 13/7/2023 and 7/13/2023; of 7/12/2023 nobody can tell which is the month.
  private static func dayAndMonth(_ first: Int, _ second: Int, year: Int) -> LooseDate? {
    if first == second { return LooseDate(year: year, month: first, day: second) }
    if first > 12 { return LooseDate(year: year, month: second, day: first) }
    return second > 12 ? LooseDate(year: year, month: first, day: second) : nil
  }

  /// A separator and the number behind it.
  private static func next(_ text: [Character], after index: Int, yearMarks: String, marks: String) -> (
    number: Int, end: Int, mark: Character
  )? {
    var index = index
    while index < text.count, text[index] == " " { index += 1 }
    guard index < text.count, "./-".contains(text[index]) || (yearMarks + marks).contains(text[index]) else {
      return nil
    }
    let mark = text[index]
    index += 1
    while index < text.count, text[index] == " " { index += 1 }
    return number(text, at: index).map { ($0.0, $0.1, mark) }
  }

  private static func number(_ text: [Character], at start: Int) -> (Int, end: Int)? {
    guard start < text.count else { return nil }
    if text[start].isASCIIDigit {
      var end = start
      while end < text.count, text[end].isASCIIDigit, end - start < 9 { end += 1 }
      return Int(String(text[start..<end])).map { ($0, end) }
    }
    let end = text[start...].firstIndex { !$0.isNumeral } ?? text.count
    return end > start ? Numeral.whole(String(text[start..<end])).map { ($0, end) } : nil
  }

  private static func dayEnd(_ text: [Character], _ end: Int) -> Int {
    end < text.count && "日号".contains(text[end]) ? end + 1 : end
  }

  /// What may stand behind a date: a weekday, a part of the day, a time.
  private static func isTail(_ rest: ArraySlice<Character>) -> Bool {
    guard let first = rest.first else { return true }
    guard first != "T" else { return true }
    let text = String(rest).trimmed
    guard let first = text.first else { return true }
    if "(周星礼上下中早晚".contains(first) { return text.count <= 16 }
    // A time of the day: only behind a blank, so that 7.12.3 is none.
    return rest.first == " " && first.isASCIIDigit && text.contains(where: { ":点时".contains($0) })
      && text.count <= 16
  }
}

/// What a cell of a date column says.
struct DateWords {
  /// The year of dates that have none.
  let year: Int
  let isYearKnown: Bool
  let today: CivilDate
  /// The month of days that have none; nil if nobody wrote one.
  var month: Int?

  /// The day or days; nil if it can't be read. An empty cell is no date.
  ///
  /// A day is the same however a program writes it: only words that are worth printing are kept.
  func date(_ text: String) -> SessionDate? {
    if text.isEmpty { return SessionDate(.unknown(notAfter: nil)) }
    if lacksMonth(text) { return inMonth(text).flatMap { date($0) } }
    if let loose = LooseDate(text) {
      guard let day = loose.date(inYear: year) else { return nil }
      return SessionDate(
        .exact(day), partOfDay: Self.partOfDay(text),
        isInferred: loose.year == nil && !isYearKnown)
    }
    if let (first, last) = LooseDate.span(text), let start = first.date(inYear: year),
      let end = last.date(inYear: start.year), start <= end
    {
      return SessionDate(
        start == end ? .exact(start) : .interval(start, end),
        said: start < end && text.contains("月") ? text : nil,
        isInferred: first.year == nil && !isYearKnown)
    }
    return words(text)
  }

  static func partOfDay(_ text: String) -> String? {
    if let word = ["上午", "下午", "晚上", "中午", "早上"].first(where: { text.contains($0) }) { return word }
    // 6月6日晚: nothing else stands behind the day.
    let tail = PhraseText(String(text.reversed().prefix { !"日号".contains($0) && !$0.isNumber }.reversed()))
    return DayWords.partsOfDay.word(in: tail, at: 0).flatMap { $0.word.count == tail.count ? $0.value : nil }
  }

  /// 8月中旬, 2023年8月, 近日, 正月初八: as `session add` reads them, but that a day may lie ahead.
  private func words(_ text: String) -> SessionDate? {
    let reader = SessionDateReader(today: today, nearby: .year(year))
    guard let reading = try? reader.read(text), let end = CivilDate(year: year, month: 12, day: 31) else {
      return nil
    }
    // 昨天 is another day in the same file tomorrow.
    if reading.isRelative, !reading.isSupposed, reading.date.precision != .none { return nil }
    var date = reading.date
    if reading.assumedYear != nil, !isYearKnown { date.isInferred = true }
    // What a table of last year calls 近日 was over by its end, and so was what went on from April.
    if isYearKnown, end < today {
      switch date.day {
      case .unknown(let notAfter?): date.day = .unknown(notAfter: min(notAfter, end))
      case .interval(let first, let last) where date.isOpen && first <= end:
        date.day = .interval(first, min(last, end))
      case .exact, .interval, .unknown: break
      }
    }
    return date
  }
}
