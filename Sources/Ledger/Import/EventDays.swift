import Planning
import Recurrence

/// The days of a table's rows, in whichever columns they stand: one, first and last, or 年, 月 and 日.
struct EventDays {
  private let header: TableHeader
  private let dates: DateWords
  private let today: CivilDate
  private var known: [String: (date: SessionDate, assumedYear: Int?)] = [:]

  /// - `file`: Its path; a table without a title may have its year and month in it.
  init(_ walk: TableWalk, today: CivilDate, file: String) {
    header = walk.header
    self.today = today
    let month = walk.shape.month ?? TableShape.month(ofFile: file)
    let year =
      walk.shape.year ?? walk.shape.date()?.date.year ?? month?.year ?? TableShape.year(ofFile: file)
    dates = DateWords(
      year: year ?? today.year, isYearKnown: year != nil, today: today, month: month?.month)
  }

  /// The day of a row, and its year if nobody wrote one.
  mutating func day(_ row: TableRow) throws(CellProblem) -> (date: SessionDate, assumedYear: Int?) {
    let column = header[.date] ?? header[.month]
    let first = text(row)
    var last = header[.endDate].map { row[$0] } ?? ""
    var clock = header.all(.clock).map { row[$0] }.joined(separator: "-")
    if !last.isEmpty, Self.isTime(last) {
      clock += "-" + last
      last = ""
    }
    let key = last.isEmpty && clock.isEmpty ? first : "\(first)\n\(last)\n\(clock)"
    if let found = known[key] { return found }
    var date = try read(first, column)
    if !last.isEmpty { date = try date.until(try read(last, header[.endDate]), last, header[.endDate]) }
    if date.partOfDay == nil { date.partOfDay = Self.partOfDay(clock) }
    let found = (date: date, assumedYear: assumedYear(date, first))
    if known.count >= EventTable.remembered { known.removeAll(keepingCapacity: true) }
    known[key] = found
    return found
  }

  /// The words of a row's day: `2026年5月28日` of the columns 2026, 5 and 28.
  private func text(_ row: TableRow) -> String {
    if let column = header[.date] { return row[column] }
    func part(_ role: ColumnRole, _ sign: String) -> String {
      guard let text = header[role].map({ row[$0] }), !text.isEmpty else { return "" }
      return text.allSatisfy { $0.isASCIIDigit || $0.halfWidth.isASCIIDigit } ? text + sign : text
    }
    let month = part(.month, "月")
    let day = part(.dayOfMonth, "日")
    guard !month.isEmpty || !day.isEmpty else { return "" }
    // 2026-05 in the column of months has its year.
    if day.isEmpty, let found = TableShape.yearAndMonth(in: month), let year = found.year {
      return "\(year)年\(found.month)月"
    }
    let hasYear = month.contains("年")
    return (hasYear ? "" : part(.year, "年")) + month + day
  }

  /// The year of a day, if another year's table would have it in another.
  private func assumedYear(_ date: SessionDate, _ text: String) -> Int? {
    guard !dates.isYearKnown, let first = date.first else { return nil }
    let other = DateWords(year: first.year - 4, isYearKnown: false, today: today, month: dates.month).date(
      text)
    return other?.first == first ? nil : first.year
  }

  private func read(_ text: String, _ column: Int?) throws(CellProblem) -> SessionDate {
    guard var date = dates.date(text) else {
      throw CellProblem(column, dates.lacksMonth(text) ? .noMonth(text) : .noDate(text))
    }
    // Without any year, a day that is still to come was last year's: tables are kept of what has been.
    if date.isInferred, let first = date.first, first > today,
      let earlier = DateWords(year: dates.year - 1, isYearKnown: false, today: today, month: dates.month)
        .date(text)
    {
      date = earlier
    }
    if let first = date.first, date.isBeyondReason(today: today) {
      throw CellProblem(
        column, .init(zh: "日期 \(first) 不合情理；请核对年份", en: "\(first) is beyond reason; check the year"))
    }
    return date
  }

  /// 11:30 and nothing of a day.
  private static func isTime(_ text: String) -> Bool {
    text.count <= 8 && partOfDay(text) != nil && LooseDate(text) == nil
      && !text.contains { "月日号年".contains($0) }
  }

  /// 下午 of 下午3点, 上午 of 9:00-11:00; nil for a time over both, and for what is no time.
  static func partOfDay(_ text: String) -> String? {
    if let word = DateWords.partOfDay(text) { return word }
    let signs = text.map(\.halfWidth)
    let hours = signs.indices.compactMap { index -> Int? in
      guard index > 0, ":点时".contains(signs[index]) else { return nil }
      let digits = signs[..<index].reversed().prefix { $0.isASCIIDigit }
      return Int(String(digits.reversed())).flatMap { (0..<24).contains($0) ? $0 : nil }
    }
    let parts = hours.map { $0 < 12 ? "上午" : $0 < 18 ? "下午" : "晚上" }
    // 11:00-12:00 is over by noon.
    let isOverByNoon = parts.first == "上午" && hours.last == 12
    guard let part = parts.first, isOverByNoon || parts.allSatisfy({ $0 == part }) else { return nil }
    return part
  }
}

extension SessionDate {
  /// From its own first day to another's last.
  fileprivate func until(_ other: SessionDate, _ said: String, _ column: Int?) throws(CellProblem)
    -> SessionDate
  {
    guard let start = first else {
      guard let end = other.last else { return self }
      return SessionDate(.unknown(notAfter: end))
    }
    guard let end = other.last else { return self }
    guard start <= end else {
      throw CellProblem(
        column,
        .init(
          zh: "结束日期“\(said)”在开始日期 \(start) 之前；请核对", en: "the last day '\(said)' is before the first, \(start)"
        ))
    }
    return SessionDate(
      start == end ? .exact(start) : .interval(start, end), partOfDay: partOfDay, isInferred: isInferred)
  }
}

extension BilingualText {
  fileprivate static func noDate(_ text: String) -> BilingualText {
    BilingualText(
      zh: "日期“\(text)”看不懂或没有这一天；写成 2023-07-12 或 7月12日，不写昨天、上周",
      en: "can't read the date '\(text)', or there is no such day; write 2023-07-12, not yesterday")
  }

  fileprivate static func noMonth(_ text: String) -> BilingualText {
    BilingualText(
      zh: "“\(text)”没写是几月；请补上月份，或在标题行写上年月（2026年5月）",
      en: "'\(text)' does not say which month; add it, or write year and month into the title")
  }
}
