/// Makes the set of days that a rule's day parts leave of a year. Every part present is a set of its own, and the
/// sets are intersected: where RFC 5545 says a part expands, it is the first set, where it limits, a later one.
struct DayMask {
  let rule: CompiledRule
  let year: CalendarYear

  /// The days of the year, without BYSETPOS and without the stepping of INTERVAL.
  ///
  /// - Parameter chosen: The months to take days from, as bits by their place in the year.
  func days(of chosen: UInt16 = .max) -> YearBits {
    let months = selectedMonths & chosen
    var days: YearBits
    if !rule.monthDays.isEmpty {
      days = monthDayBits(months)
    } else {
      days = bits(ofMonths: months)
    }
    if !rule.yearDays.isEmpty {
      // A day that SKIP moves out of the year is in none of its months, so nothing may be intersected with it.
      let mayLeave =
        rule.frequency == .yearly && rule.skip != .omit && rule.months.isEmpty && rule.monthDays.isEmpty
      if mayLeave { days = yearDayBits } else { days.formIntersection(yearDayBits) }
    }
    if !rule.weekNumbers.isEmpty { days.formIntersection(weekNumberBits) }
    if rule.weekdays != 0 || !rule.ordinals.isEmpty { days.formIntersection(weekdayBits(months)) }
    return days
  }

  /// BYMONTH: a leap month that the year lacks is left out or replaced where it makes dates, as in YEARLY, and
  /// only left out where it limits them. The month after the last is the first of the next year.
  private var selectedMonths: UInt16 {
    if rule.months.isEmpty { return allMonths }
    var selected: UInt16 = 0
    for month in rule.months {
      if let index = year.index(month) {
        selected |= 1 << UInt16(index)
      } else if rule.frequency == .yearly, rule.skip != .omit,
        let index = year.index(RecurrenceMonth(unchecked: month.number, isLeap: false))
      {
        selected |= 1 << UInt16(rule.skip == .forward ? index + 1 : index)
      }
    }
    return selected
  }

  private var allMonths: UInt16 { 1 << UInt16(year.monthCount) - 1 }

  private func bits(ofMonths months: UInt16) -> YearBits {
    var bits = YearBits()
    if months == allMonths {
      bits.insert(from: 1, to: year.dayCount + 1)
    } else {
      forEachMonth(months) { start, length in bits.insert(from: start + 1, to: start + length + 1) }
    }
    return bits
  }

  private func monthDayBits(_ months: UInt16) -> YearBits {
    var bits = YearBits()
    forEachMonth(months) { start, length in
      for day in rule.monthDays { insert(day, start, length, &bits) }
    }
    return bits
  }

  /// Calls with the days before each month, and its days.
  @inline(__always)
  private func forEachMonth(_ months: UInt16, _ body: (_ start: Int, _ length: Int) -> Void) {
    for index in 0..<year.monthCount where months >> UInt16(index) & 1 == 1 {
      let start = year.daysBefore(monthAt: index)
      body(start, year.daysBefore(monthAt: index + 1) - start)
    }
    if months > allMonths { body(year.dayCount, neighbour(1)?.length(ofMonthAt: 0) ?? 0) }
  }

  private var yearDayBits: YearBits {
    var bits = YearBits()
    for day in rule.yearDays { insert(day, 0, year.dayCount, &bits) }
    return bits
  }

  /// Day `day` of a stretch of the year, counted from its end if negative; one that it lacks goes where SKIP says.
  private func insert(_ day: Int, _ start: Int, _ length: Int, _ bits: inout YearBits) {
    let place = day > 0 ? day : length + 1 + day
    if place >= 1, place <= length {
      bits.insert(start + place)
    } else if rule.skip != .omit {
      let before = place < 1 ? 0 : length
      bits.insert(start + (rule.skip == .backward ? before : before + 1))
    }
  }

  private func weekdayBits(_ months: UInt16) -> YearBits {
    // Bit 0 is the day before the year's first.
    var week: UInt8 = 0
    for bit in 0..<7 where rule.weekdays >> UInt8((year.firstWeekday + 6 + bit) % 7) & 1 == 1 {
      week |= 1 << UInt8(bit)
    }
    var bits = YearBits(repeatingWeek: week)
    if rule.ordinals.isEmpty { return bits }
    bits.formUnion(withNeighbours { $0.ordinalBits(rule.skip == .omit ? months : $0.allMonths) })
    return bits
  }

  private func ordinalBits(_ months: UInt16) -> YearBits {
    var bits = YearBits()
    if rule.frequency == .yearly, rule.rule.parts.months.isEmpty {
      for day in rule.ordinals { insert(day, 0, year.dayCount, &bits) }
    } else {
      forEachMonth(months) { start, length in
        for day in rule.ordinals { insert(day, start, length, &bits) }
      }
    }
    return bits
  }

  /// A limit's days in this year and, where SKIP may have moved dates out of it, in the years beside it, as these years
  /// see them.
  private func withNeighbours(_ days: (DayMask) -> YearBits) -> YearBits {
    var bits = days(self)
    if rule.skip == .omit { return bits }
    if let last = neighbour(-1), days(DayMask(rule: rule, year: last)).contains(last.dayCount) {
      bits.insert(0)
    }
    if let next = neighbour(1) {
      let there = days(DayMask(rule: rule, year: next))
      // A leap month 12 is moved into its first month, and a 31st of that to the day after.
      for day in 1...next.length(ofMonthAt: 0) + 1 where there.contains(day) {
        bits.insert(year.dayCount + day)
      }
    }
    return bits
  }

  private func insert(_ day: RecurrenceWeekday, _ start: Int, _ length: Int, _ bits: inout YearBits) {
    guard let ordinal = day.ordinal else { return }
    let weekday = day.weekday.rawValue - 1
    let first = (weekday - (year.firstWeekday + start) % 7 + 7) % 7
    let count = (length - first + 6) / 7
    let index = ordinal > 0 ? ordinal - 1 : count + ordinal
    if index >= 0, index < count { bits.insert(start + first + index * 7 + 1) }
  }

  /// The days whose week has one of the numbers, weeks of the neighbouring years that reach into this one included.
  private var weekNumberBits: YearBits { withNeighbours(\.weekNumberBitsInside) }

  private var weekNumberBitsInside: YearBits {
    var bits = YearBits()
    let start = year.firstWeek(startingOn: rule.weekStart)
    let count = year.weekCount(startingOn: rule.weekStart)
    for number in rule.weekNumbers {
      let index = number > 0 ? number - 1 : count + number
      guard index >= 0, index < count else { continue }
      let first = start + index * 7
      bits.insert(from: max(first, 0) + 1, to: min(first + 7, year.dayCount) + 1)
    }
    if start > 0, let last = neighbour(-1) {
      let weeks = last.weekCount(startingOn: rule.weekStart)
      if rule.weekNumbers.contains(weeks) || rule.weekNumbers.contains(-1) {
        bits.insert(from: 1, to: start + 1)
      }
    }
    let end = start + count * 7
    if end < year.dayCount, let next = neighbour(1) {
      let weeks = next.weekCount(startingOn: rule.weekStart)
      if rule.weekNumbers.contains(1) || rule.weekNumbers.contains(-weeks) {
        bits.insert(from: end + 1, to: year.dayCount + 1)
      }
    }
    return bits
  }

  private func neighbour(_ step: Int) -> CalendarYear? { CalendarYear(year.number + step, rule.scale) }
}
