import Recurrence

extension Campaign {
  /// The days of a monthly, weekly, daily or written rule, with the ids of their occurrences.
  func ruleDays(in days: Range<CivilDate>) -> [(id: String, day: CivilDate)] {
    switch schedule.rule {
    case .daily: days.map { ("\($0)", $0) }
    case .weekly(let weekdays): days.lazy.filter { weekdays.contains($0.weekday) }.map { ("\($0)", $0) }
    case .monthly(let day): monthly(day, in: days).map { ("\($0)", $0) }
    case .rule(let text, let start): written(text, from: start, in: days)
    case .yearly, .lunar, .once: []
    }
  }

  private func monthly(_ rule: MonthlyDay, in days: Range<CivilDate>) -> [CivilDate] {
    var (year, month, _) = days.lowerBound.components
    var found: [CivilDate] = []
    while let first = CivilDate(year: year, month: month, day: 1), first < days.upperBound {
      if let day = Self.day(rule, monthFrom: first), days.contains(day) { found.append(day) }
      (year, month) = month == 12 ? (year + 1, 1) : (year, month + 1)
    }
    return found
  }

  /// Nil in a month that lacks the day: the 31st, a fifth Friday.
  private static func day(_ rule: MonthlyDay, monthFrom first: CivilDate) -> CivilDate? {
    let length = CivilDate.daysInMonth(year: first.year, month: first.month)
    switch rule {
    case .day(let day): return day <= length ? first.adding(days: day - 1) : nil
    case .weekday(let weekday, let ordinal) where ordinal > 0:
      let day = (weekday.rawValue - first.weekday.rawValue + 7) % 7 + 7 * (ordinal - 1)
      return day < length ? first.adding(days: day) : nil
    case .weekday(let weekday, _):
      let last = first.adding(days: length - 1)
      return last.adding(days: -((last.weekday.rawValue - weekday.rawValue + 7) % 7))
    }
  }

  private func written(_ text: String, from start: CivilDateTime, in days: Range<CivilDate>) -> [(
    String, CivilDate
  )] {
    // The reader has refused rules that can't be read, so neither of these fails here.
    guard let rule = try? RecurrenceRule(parsing: text, mode: .lenient),
      let set = try? RecurrenceSet(start: .floating(start), rules: [rule], mode: .lenient)
    else { return [] }
    func midnight(_ day: CivilDate) -> Timestamp {
      Timestamp(seconds: CivilDateTime(day, .midnight).wallSeconds)
    }
    let locals = set.occurrences(within: midnight(days.lowerBound)..<midnight(days.upperBound), in: .utc).map(
      \.local)
    let perDay = Dictionary(grouping: locals, by: \.date).mapValues(\.count)
    return locals.map { ((perDay[$0.date] ?? 1) > 1 ? "\($0)" : "\($0.date)", $0.date) }
  }
}
