/// The occurrences of a rule of DAILY or slower on the wall clock, ascending, each once, from the start on.
struct DayCursor {
  let rule: CompiledRule
  private let times: [Int32]
  private let picksTimes: Bool
  private var years: YearDays
  /// The last year that is looked into.
  private var lastYear: Int
  /// The next year to load.
  private var nextYear: Int
  /// The day number of bit 0 of the current year's days.
  private var base = 0
  private var bits = YearBits()
  private var word: UInt64 = 0
  private var wordIndex = YearBits.wordCount - 1
  private var day: Int
  private var timeIndex: Int
  /// The current year's occurrences one by one, if BYSETPOS picks among days and times together.
  private var picked: [Int64] = []
  private var pickedIndex = 0
  /// Those at the border to the next year, whose own may come before or between where SKIP moves dates across it.
  private var carried: [Int64] = []
  private var lastWall: Int64

  /// - Parameter limit: A day after which nothing is asked for; occurrences after it may come or not.
  init(_ rule: CompiledRule, limit: Int) {
    self.rule = rule
    times = rule.times
    picksTimes = rule.picksTimes
    lastYear = rule.cannotPick ? .min : DayCursor.lastYear(limit, rule.scale)
    years = YearDays(rule)
    nextYear = years.firstYear
    day = rule.startDay - 1
    timeIndex = rule.times.count
    lastWall = Int64(rule.startDay) * 86_400 + Int64(rule.startTime) - 1
    // What SKIP carries over from the year before the start cannot be before the start's year began.
    if rule.skip == .forward { nextYear -= years.yearStep }
  }

  /// The last year that reaches back to a day or before; SKIP may put a year's first day on the day before it.
  private static func lastYear(_ day: Int, _ scale: RecurrenceScale) -> Int {
    let numbers = CalendarYear.numbers(scale)
    let isBefore = CalendarYear(numbers.lowerBound, scale).map { day + 1 < $0.first } ?? true
    return CalendarYear.number(ofDay: day + 1, scale) ?? (isBefore ? .min : numbers.upperBound)
  }

  /// From now on nothing after a day is asked for; see ``init(_:limit:)``.
  mutating func limit(toDay day: Int) {
    lastYear = min(lastYear, DayCursor.lastYear(day, rule.scale))
  }

  /// The next occurrence in seconds of the wall clock; nil at the end of the calendar.
  mutating func next() -> Int64? {
    while true {
      guard let wall = picksTimes ? nextPicked() : nextTime() else { return nil }
      if wall > lastWall {
        lastWall = wall
        return wall
      }
    }
  }

  @inline(__always)
  private mutating func nextTime() -> Int64? {
    if timeIndex + 1 < times.count {
      timeIndex += 1
    } else {
      guard let next = nextDay(), !times.isEmpty else { return nil }
      day = next
      timeIndex = 0
    }
    return Int64(day) * 86_400 + Int64(times[timeIndex])
  }

  @inline(__always)
  private mutating func nextDay() -> Int? {
    while true {
      while word == 0 {
        if wordIndex + 1 < YearBits.wordCount {
          wordIndex += 1
          word = bits.words[wordIndex]
        } else {
          guard loadYear() else { return nil }
        }
      }
      let next = base + wordIndex * 64 + word.trailingZeroBitCount
      word &= word - 1
      if next > day { return next }
    }
  }

  private mutating func nextPicked() -> Int64? {
    while pickedIndex >= picked.count {
      guard loadYear() else { return nil }
    }
    pickedIndex += 1
    return picked[pickedIndex - 1]
  }

  /// Loads the next year of the calendar that INTERVAL chooses; false after the last.
  private mutating func loadYear() -> Bool {
    let numbers = CalendarYear.numbers(rule.scale)
    while nextYear < numbers.lowerBound { nextYear += years.yearStep }
    guard nextYear <= lastYear, let (year, bits) = years.days(inYear: nextYear) else {
      (picked, pickedIndex, carried) = (carried, 0, [])
      return !picked.isEmpty
    }
    nextYear += years.yearStep
    base = year.first - 1
    self.bits = bits
    // Days up to the last one given are over.
    let first = min(max(day + 1 - base, 0), YearBits.bitCount - 1)
    wordIndex = first >> 6
    word = bits.words[wordIndex] & (~0 << UInt64(first & 63))
    if picksTimes { pickTimes(year) }
    return true
  }

  /// Lets the next occurrence be the first at or after the beginning of `day`.
  mutating func seek(toDay target: Int) {
    guard target > rule.startDay else { return }
    let numbers = CalendarYear.numbers(rule.scale)
    let number = CalendarYear.number(ofDay: target, rule.scale) ?? numbers.upperBound + 1
    let rest = (number - years.firstYear) % years.yearStep
    nextYear = rest == 0 ? number : number - rest + years.yearStep
    // SKIP=FORWARD may carry a day into the next year.
    if rule.skip == .forward { nextYear -= years.yearStep }
    nextYear = max(nextYear, years.firstYear)
    (word, wordIndex) = (0, YearBits.wordCount - 1)
    (picked, pickedIndex, carried) = ([], 0, [])
    timeIndex = rule.times.count
    day = target - 1
    lastWall = Int64(target) * 86_400 - 1
  }

  /// Occurrences from the start to before `target`, a year at a time; nil where only walking tells.
  mutating func count(beforeDay target: Int) -> Int? {
    guard !rule.picksTimes else { return nil }
    guard target > rule.startDay else { return 0 }
    if rule.isEveryDay {
      let steps = (target - 1 - rule.startDay) / rule.interval
      return (steps + 1) * times.count - times.count { $0 < rule.startTime }
    }
    var (sum, number, last) = (0, nextYear, rule.startDay - 1)
    while number < CalendarYear.numbers(rule.scale).lowerBound { number += years.yearStep }
    while let (year, bits) = years.days(inYear: number), year.first <= target {
      let base = year.first - 1
      let isWhole = last < base && target > base + YearBits.bitCount
      let chosen = isWhole ? bits : bits.limited(from: max(last + 1 - base, 0), to: target - base)
      sum += chosen.count * times.count
      if base <= rule.startDay, chosen.contains(rule.startDay - base) {
        sum -= times.count { $0 < rule.startTime }
      }
      // SKIP may put a day into the next year that is one of that year's, too.
      if rule.skip != .omit, !chosen.isEmpty { last = base + chosen.select(chosen.count - 1) }
      number += years.yearStep
    }
    return sum
  }

  private mutating func pickTimes(_ year: CalendarYear) {
    var found = carried
    let (rule, years) = (rule, years)
    func take(_ days: [Int]) {
      let count = days.count * rule.times.count
      for position in rule.positions {
        let rank = position > 0 ? position - 1 : count + position
        guard rank >= 0, rank < count else { continue }
        let (day, time) = rank.quotientAndRemainder(dividingBy: rule.times.count)
        found.append(Int64(days[day]) * 86_400 + Int64(rule.times[time]))
      }
    }
    func list(_ bits: YearBits) -> [Int] {
      var days: [Int] = []
      var bit = bits.next(0)
      while let found = bit {
        days.append(year.first - 1 + found)
        bit = bits.next(found + 1)
      }
      return days
    }
    switch rule.frequency {
    case .monthly: years.forEachMonth(year) { take(list($0)) }
    case .weekly:
      self.years.forEachWeek(year) { first, week in
        take((0..<7).filter { week >> UInt8($0) & 1 == 1 }.map { first + $0 })
      }
      let (first, end) = (Int64(year.first) * 86_400, Int64(year.first + year.dayCount) * 86_400)
      found.removeAll { $0 < first || $0 >= end }
    default: take(list(bits))
    }
    picked = Set(found).sorted()
    pickedIndex = 0
    guard rule.skip != .omit, let next = CalendarYear(nextYear, rule.scale) else { return }
    let border = picked.firstIndex { $0 >= Int64(next.first - 1) * 86_400 } ?? picked.endIndex
    carried = Array(picked[border...])
    picked.removeSubrange(border...)
  }
}
