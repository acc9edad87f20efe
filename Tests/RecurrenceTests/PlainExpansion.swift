import Recurrence

/// A strict rule, expanded on civil times as plainly as RFC 5545 3.3.10 and RFC 7529 4.1 can be read.
///
/// Something to check the engine against, so it shares nothing with it: every period is looked at in turn, every day
/// of it is asked whether each BY… part wants it, and only then come BYSETPOS, the start, UNTIL and COUNT. Slow.
struct PlainExpansion {
  private typealias Day = PlainCalendar.Day

  private let rule: RecurrenceRule
  private let parts: RecurrenceRule.Parts
  private let start: CivilDateTime
  private let calendar: PlainCalendar
  private let first: PlainCalendar.Day

  init(_ rule: RecurrenceRule, from start: CivilDateTime) throws {
    (self.rule, parts, self.start) = (rule, rule.parts, start)
    calendar = try rule.scale == .chinese ? PlainCalendar.chinese.get() : PlainCalendar.gregorian
    first = calendar[Int(start.date.dayNumber)]
  }

  /// The first `limit` occurrences of those before `end`, which is as far as `looks` looks at a day or a clock reach,
  /// and 2090 at the latest.
  func occurrences(limit: Int, looks: Int) -> (found: [CivilDateTime], end: CivilDateTime) {
    var found: Set<CivilDateTime> = []
    let (firstPeriod, step) = periods
    // SKIP may carry a date over from the period before the start, and back from one after the last.
    var (period, looked, isEnough) = (rule.interval == 1 ? firstPeriod - step : firstPeriod, 0, false)
    while !isEnough, looked < looks, let next = hour(of: period + step), next < 120 * 8766 {
      isEnough = found.count { start <= $0 } >= limit
      let sets = sets(in: period)
      looked += max(((hour(of: period + 1) ?? next) - (hour(of: period) ?? next)) / 24, 1) + sets.count
      for set in sets { found.formUnion(chosen(from: set)) }
      period += step
    }
    let reach = rule.skip == .backward && [.yearly, .monthly].contains(rule.frequency) ? 24 : 0
    let end = CivilDateTime(wallSeconds: Int64((hour(of: period) ?? reach) - reach) * 3600)
    var (limit, last) = (limit, CivilDateTime(wallSeconds: end.wallSeconds - 1))
    switch rule.end {
    case .never: break
    case .count(let count): limit = min(limit, count)
    case .until(.utc(let until)), .until(.local(let until)): last = min(last, until)
    case .until(.date(let until)): last = min(last, CivilDateTime(until, .midnight))
    }
    return (Array(found.filter { start <= $0 && $0 <= last }.sorted().prefix(limit)), end)
  }
}

/// FREQ, INTERVAL and BYSETPOS.
extension PlainExpansion {
  /// The start's period and the steps to the next: years and months by their index, weeks and days by their first
  /// day since 1970. Minutes and seconds are looked at within the hours, and so is INTERVAL.
  private var periods: (first: Int, step: Int) {
    switch rule.frequency {
    case .yearly: (first.year, rule.interval)
    case .monthly: (first.month, rule.interval)
    case .weekly: (first.number - daysIntoWeek(first), rule.interval * 7)
    case .daily: (first.number, rule.interval)
    case .hourly, .minutely, .secondly: (first.number * 24 + start.time.hour, 1)
    }
  }

  /// The hour since 1970 in which a period begins; nil outside the calendar.
  private func hour(of period: Int) -> Int? {
    switch rule.frequency {
    case .yearly: calendar.years.indices.contains(period) ? calendar.years[period].lowerBound * 24 : nil
    case .monthly: calendar.months.indices.contains(period) ? calendar.months[period].lowerBound * 24 : nil
    case .weekly, .daily: period * 24
    case .hourly, .minutely, .secondly: period
    }
  }

  /// What a period holds before BYSETPOS; for minutes and seconds, what each within the hour holds.
  private func sets(in period: Int) -> [[CivilDateTime]] {
    switch rule.frequency {
    case .yearly: return [times(on: days(ofYear: calendar.years[period]))]
    case .monthly: return [times(on: days(ofMonth: calendar.months[period]))]
    case .weekly:
      let week = calendar.days(period..<period + 7)
      let days = parts.weekdays.isEmpty ? week.filter { $0.weekday == first.weekday } : week
      return [times(on: days.filter(isWithinLimits))]
    case .daily: return [times(on: calendar.days(period..<period + 1).filter(isWithinLimits))]
    case .hourly, .minutely, .secondly:
      return isWithinLimits(calendar[period / 24]) ? clockSets(inHour: period) : []
    }
  }

  private func chosen(from set: [CivilDateTime]) -> [CivilDateTime] {
    if parts.positions.isEmpty { return set }
    let sorted = Set(set).sorted()
    return zip(1..., sorted).filter { PlainPlace($0.0, of: sorted.count).isIn(parts.positions) }.map(\.1)
  }
}

/// BYHOUR, BYMINUTE and BYSECOND.
extension PlainExpansion {
  private var minutes: [Int] { parts.minutes.isEmpty ? [start.time.minute] : parts.minutes }
  /// No clock here shows a leap second, so 60 is the last one.
  private var seconds: [Int] {
    parts.seconds.isEmpty ? [start.time.second] : parts.seconds.map { min($0, 59) }
  }

  private func times(on days: [Day]) -> [CivilDateTime] {
    let hours = parts.hours.isEmpty ? [start.time.hour] : parts.hours
    return days.flatMap { day in hours.flatMap { times(inHour: day.number * 24 + $0) } }
  }

  private func times(inHour hour: Int) -> [CivilDateTime] { minutes.flatMap { times(hour, $0, seconds) } }

  private func times(_ hour: Int, _ minute: Int, _ seconds: [Int]) -> [CivilDateTime] {
    seconds.map { CivilDateTime(wallSeconds: Int64((hour * 60 + minute) * 60 + $0)) }
  }

  private func clockSets(inHour hour: Int) -> [[CivilDateTime]] {
    func isTurn(_ steps: Int) -> Bool { steps >= 0 && steps % rule.interval == 0 }
    if !parts.hours.isEmpty, !parts.hours.contains(hour % 24) { return [] }
    let hoursSince = hour - first.number * 24 - start.time.hour
    if rule.frequency == .hourly { return isTurn(hoursSince) ? [times(inHour: hour)] : [] }
    var sets: [[CivilDateTime]] = []
    for minute in parts.minutes.isEmpty ? Array(0..<60) : parts.minutes {
      let minutesSince = hoursSince * 60 + minute - start.time.minute
      if rule.frequency == .minutely {
        if isTurn(minutesSince) { sets.append(times(hour, minute, seconds)) }
      } else {
        for second in parts.seconds.isEmpty ? Array(0..<60) : seconds
        where isTurn(minutesSince * 60 + second - start.time.second) {
          sets.append(times(hour, minute, [second]))
        }
      }
    }
    return sets
  }
}

/// The parts that name days, and SKIP.
extension PlainExpansion {
  /// Every part that is there is a set of dates, those that SKIP moved included, and a date must be in all of them.
  private func days(ofYear year: Range<Int>) -> [Day] {
    let lacksDays = parts.monthDays.isEmpty && parts.yearDays.isEmpty && parts.weekdays.isEmpty
    let isStartsDay = lacksDays && parts.weekNumbers.isEmpty
    var months = Array(calendar[year.lowerBound].month...calendar[year.upperBound - 1].month)
    if isStartsDay || !parts.months.isEmpty {
      months = (parts.months.isEmpty ? [first.name] : parts.months).compactMap { month($0, of: year) }
    }
    let places = isStartsDay ? [first.ofMonth.front] : parts.monthDays
    var days = months.map { calendar.months[$0] }.flatMap {
      places.isEmpty ? calendar.days($0) : dates(places, in: $0)
    }
    if !parts.yearDays.isEmpty {
      let dates = dates(parts.yearDays, in: year)
      let isFree = parts.months.isEmpty && parts.monthDays.isEmpty
      days = isFree ? dates : days.filter { day in dates.contains { $0.number == day.number } }
    }
    if lacksDays, !isStartsDay { days.removeAll { $0.weekday != first.weekday } }
    return days.filter { isInNamedWeek($0) && isNamedWeekday($0) }
  }

  private func days(ofMonth month: Range<Int>) -> [Day] {
    guard parts.months.isEmpty || parts.months.contains(calendar[month.lowerBound].name) else { return [] }
    let isEvery = parts.monthDays.isEmpty && !parts.weekdays.isEmpty
    let places = parts.monthDays.isEmpty ? [first.ofMonth.front] : parts.monthDays
    return (isEvery ? calendar.days(month) : dates(places, in: month)).filter(isNamedWeekday)
  }

  /// A leap month that the year lacks is left out, or is the month before or after the place where it would be.
  private func month(_ name: RecurrenceMonth, of year: Range<Int>) -> Int? {
    if let day = year.first(where: { calendar[$0].name == name }) { return calendar[day].month }
    let day = year.first { calendar[$0].name.number == name.number }
    return rule.skip == .omit ? nil : day.map { calendar[$0].month + (rule.skip == .forward ? 1 : 0) }
  }

  /// The days at places of a month or year, counted from its end if negative; those that it lacks, by SKIP.
  private func dates(_ places: [Int], in days: Range<Int>) -> [Day] {
    places.compactMap { place in
      let number = place > 0 ? days.lowerBound + place - 1 : days.upperBound + place
      if days.contains(number) || rule.skip == .omit { return days.contains(number) ? calendar[number] : nil }
      let gap = place > 0 ? days.upperBound : days.lowerBound
      return calendar[rule.skip == .forward ? gap : gap - 1]
    }
  }

  /// For rules by the week and shorter, where all of these only limit.
  private func isWithinLimits(_ day: Day) -> Bool {
    (parts.months.isEmpty || parts.months.contains(day.name))
      && (parts.yearDays.isEmpty || day.ofYear.isIn(parts.yearDays))
      && (parts.monthDays.isEmpty || day.ofMonth.isIn(parts.monthDays)) && isNamedWeekday(day)
  }

  private func isNamedWeekday(_ day: Day) -> Bool {
    let isOfMonth = rule.frequency == .monthly || !parts.months.isEmpty
    let place = (isOfMonth ? day.ofMonth : day.ofYear).week
    return parts.weekdays.isEmpty
      || parts.weekdays.contains { name in
        name.weekday == day.weekday && (name.ordinal.map { place.isIn([$0]) } ?? true)
      }
  }

  private func daysIntoWeek(_ day: Day) -> Int { (day.weekday.rawValue - rule.weekStart.rawValue + 7) % 7 }

  /// A week belongs to the year that holds four of its days, and so to that of its fourth.
  private func isInNamedWeek(_ day: Day) -> Bool {
    parts.weekNumbers.isEmpty
      || calendar[day.number - daysIntoWeek(day) + 3].ofYear.week.isIn(parts.weekNumbers)
  }
}

/// A place in a list, counted from 1 at its front and from -1 at its back.
struct PlainPlace {
  let front: Int
  let back: Int

  init(_ front: Int, of count: Int) { (self.front, back) = (front, front - count - 1) }

  /// The place of the seven days that it belongs to.
  var week: PlainPlace {
    PlainPlace((front - 1) / 7 + 1, of: (front - 1) / 7 - (back + 1) / 7 + 1)
  }

  func isIn(_ places: [Int]) -> Bool { places.contains(front) || places.contains(back) }
}

/// A calendar written out day by day, days numbered from 1970-01-01.
struct PlainCalendar {
  struct Day {
    let number: Int
    let weekday: Weekday
    let name: RecurrenceMonth
    /// The index of its month, and of its year.
    let month: Int
    let year: Int
    let ofMonth: PlainPlace
    let ofYear: PlainPlace
  }

  private var days: [Day] = []
  private(set) var months: [Range<Int>] = []
  private(set) var years: [Range<Int>] = []

  subscript(number: Int) -> Day { days[number - days[0].number] }

  func days(_ numbers: Range<Int>) -> [Day] { numbers.map { self[$0] } }

  static let gregorian = PlainCalendar(
    from: "1901-01-01",
    (1901...2109).map { year in
      let february = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
      return [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].enumerated().map { ($0 + 1, false, $1) }
    })

  static let chinese = Result {
    try PlainCalendar(
      from: "1901-02-19",
      Fixture.lines("chinese-calendar.txt").map { line in
        let fields = line.split(separator: "|", omittingEmptySubsequences: false)
        let leap = fields[2] == "0" ? Int.max : Int(fields[2]) ?? .max
        return fields[3].split(separator: " ").enumerated().map { index, length in
          (index < leap ? index + 1 : index, index == leap, Int(length) ?? 0)
        }
      })
  }

  private init(from first: String, _ years: [[(number: Int, isLeap: Bool, length: Int)]]) {
    var number = Int(CivilDate(iso: first)?.dayNumber ?? 0)
    for year in years {
      let (newYear, length) = (number, year.map(\.length).reduce(0, +))
      for month in year {
        guard let name = RecurrenceMonth(exactly: month.number, isLeap: month.isLeap) else { continue }
        for day in 1...month.length {
          // Day 0 was a Thursday, and no day here is 10,000 weeks before it.
          days.append(
            Day(
              number: number, weekday: Weekday.allCases[(number + 70_003) % 7], name: name,
              month: months.count, year: self.years.count, ofMonth: PlainPlace(day, of: month.length),
              ofYear: PlainPlace(number - newYear + 1, of: length)))
          number += 1
        }
        months.append(number - month.length..<number)
      }
      self.years.append(newYear..<number)
    }
  }
}
