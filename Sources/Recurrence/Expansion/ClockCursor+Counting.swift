/// Counting without walking: COUNT has to know how many occurrences lie before a window.
extension ClockCursor {
  /// The occurrences in `start ..< end`, with the clock of the start `drift` seconds behind the wall; once there are
  /// `enough`, no more are looked for.
  ///
  /// Whole days are counted by the place of their midnight among the steps of INTERVAL, which seldom takes more than a
  /// few values, so the cost is that of the days and not of the occurrences.
  mutating func count(from start: Int64, to end: Int64, drift: Int64, enough: Int = .max) -> Int {
    let (start, end) = (ClockCursor.clamp(start), ClockCursor.clamp(end))
    guard start < end, !places.isEmpty else { return 0 }
    self.drift = drift
    if anyDay, aligns, !isLimited { return countOfSteps(before: end) - countOfSteps(before: start) }
    let (first, last) = (ClockCursor.floor(start, 86_400), ClockCursor.floor(end, 86_400))
    if first == last, unit == 1 {
      return allows(day: first) ? count(first, from: start - first, to: end - first) : 0
    }
    let before = allows(day: first) ? count(ofDay: first, before: start - first) : 0
    let after = allows(day: last) ? count(ofDay: last, before: end - last) : 0
    return wholeDays(from: first, to: last, enough: enough.clampedAdding(before)) - before + after
  }

  /// Where nothing limits them: the occurrences since the anchor, negative before it.
  private func countOfSteps(before wall: Int64) -> Int {
    let elapsed = wall - anchor - drift
    let steps = ClockCursor.floor(elapsed, interval)
    return Int(steps / interval) * places.count + places.count { $0 < elapsed - steps }
  }

  private mutating func allows(day midnight: Int64) -> Bool {
    if anyDay { return true }
    let day = Int(midnight / 86_400)
    guard let number = CalendarYear.number(ofDay: day, rule.scale),
      let (year, bits) = years.days(inYear: number)
    else { return false }
    return bits.contains(day - year.first + 1)
  }

  private mutating func wholeDays(from first: Int64, to last: Int64, enough: Int) -> Int {
    if 86_400 % interval == 0 {
      let days = anyDay ? Int((last - first) / 86_400) : allowedDays(from: first, to: last)
      return days == 0 ? 0 : days * countOfDay(first)
    }
    var sum = 0
    if anyDay {
      for midnight in stride(from: first, to: last, by: 86_400) where sum < enough {
        sum += countOfDay(midnight)
      }
    } else {
      forEachAllowedYear(from: first, to: last) { cursor, year, bits in
        var next = bits.next(0)
        while sum < enough, let bit = next {
          sum += cursor.countOfDay(Int64(year.first - 1 + bit) * 86_400)
          next = bits.next(bit + 1)
        }
      }
    }
    return sum
  }

  private mutating func allowedDays(from first: Int64, to last: Int64) -> Int {
    var sum = 0
    forEachAllowedYear(from: first, to: last) { _, _, bits in sum += bits.count }
    return sum
  }

  /// The allowed days between two midnights, a year at a time.
  private mutating func forEachAllowedYear(
    from first: Int64, to last: Int64, _ body: (inout ClockCursor, CalendarYear, YearBits) -> Void
  ) {
    let (first, last) = (Int(first / 86_400), Int(last / 86_400))
    guard var number = CalendarYear.number(ofDay: first, rule.scale) else { return }
    while let (year, bits) = years.days(inYear: number), year.first < last {
      body(&self, year, bits.limited(from: max(first - year.first + 1, 1), to: last - year.first + 1))
      number += 1
    }
  }

  private mutating func countOfDay(_ midnight: Int64) -> Int {
    // A few steps are sooner looked at than looked up.
    if interval > 10_000 { return count(ofDay: midnight, before: 86_400) }
    // Where units do not begin with steps, it also matters how far apart the two are.
    let key =
      (midnight - anchor - drift) % interval * unit + (aligns ? 0 : drift - ClockCursor.floor(drift, unit))
    if let known = dayCounts[key] { return known }
    let count = count(ofDay: midnight, before: 86_400)
    dayCounts[key] = count
    return count
  }

  /// The occurrences of an allowed day before a time of it. Where steps fall alike in every hour, one hour stands for
  /// all that are allowed.
  private func count(ofDay midnight: Int64, before limit: Int64) -> Int {
    guard aligns, 3600 % interval == 0, isLimited else { return count(midnight, from: 0, to: limit) }
    let wholeHours = hours & (1 << UInt64(limit / 3600) - 1)
    let rest = count(midnight, from: limit - limit % 3600, to: limit)
    if wholeHours == 0 { return rest }
    let hour = Int64(wholeHours.trailingZeroBitCount) * 3600
    return wholeHours.nonzeroBitCount * count(midnight, from: hour, to: hour + 3600) + rest
  }

  /// Whether any time of day is forbidden.
  private var isLimited: Bool { hours != .max || minutes != .max || seconds != .max }

  /// The occurrences between the beginning of a unit and a time of an allowed day: steps counted at once where nothing
  /// limits them, minutes where steps fall alike in every minute.
  private func count(_ midnight: Int64, from start: Int64, to end: Int64) -> Int {
    var time = firstUnit(from: midnight + start) - midnight
    var count = 0
    if aligns, !isLimited, time < end {
      let whole = (end - 1 - time) / interval
      count = Int(whole) * places.count
      time += whole * interval
    }
    let perMinute = unit == 1 && 60 % interval == 0 ? countOfMinute(midnight) : nil
    while time < end {
      let minuteEnd = time - time % 60 + 60
      if !allows(minuteOf: time) {
        time = firstUnit(from: midnight + max(minuteEnd, time + unit)) - midnight
      } else if let perMinute, time % 60 < interval, minuteEnd <= end {
        count += perMinute
        time += 60
      } else {
        if seconds >> UInt64(time % 60) & 1 == 1 { count += hits(midnight, time, before: end) }
        time = firstUnit(from: midnight + time + unit) - midnight
      }
    }
    return count
  }

  /// The occurrences of a unit that its day, hour, minute and second allow.
  private func hits(_ midnight: Int64, _ time: Int64, before end: Int64) -> Int {
    wallPlaces.count { place in
      time + place < end && (aligns || isHit(midnight + time + place))
    }
  }

  private func countOfMinute(_ midnight: Int64) -> Int {
    stride(from: firstUnit(from: midnight) - midnight, to: 60, by: Int(interval)).count {
      seconds >> UInt64($0) & 1 == 1
    }
  }
}
