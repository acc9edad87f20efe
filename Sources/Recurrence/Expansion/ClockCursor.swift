/// The occurrences of an HOURLY, MINUTELY or SECONDLY rule within a stretch of the wall clock, ascending.
///
/// Steps from one hit of INTERVAL to the next, and where a part forbids a whole day, hour or minute, jumps over
/// it. Steps are counted on a clock that may run `drift` seconds behind the wall: that of the start, when an
/// offset has changed since and steps are elapsed time.
struct ClockCursor {
  let rule: CompiledRule
  /// 3600, 60 or 1.
  let unit: Int64
  /// Places within a unit of the start's clock, ascending, BYSETPOS applied; empty if there is none.
  let places: [Int64]
  /// The same within a unit of the wall clock.
  private(set) var wallPlaces: [Int64]
  let hours: UInt64
  let minutes: UInt64
  let seconds: UInt64
  let anchor: Int64
  let interval: Int64
  /// Whether HOURLY keeps to the start's minutes, which then drift with the offset.
  private let drifts: Bool
  let anyDay: Bool
  var years: YearDays
  /// The days `from ..< to` are forbidden, and `to` is allowed.
  private var known = (from: 0, to: -1)
  private var unitStart: Int64 = 0
  private var placeIndex = 0
  var drift: Int64 = 0 {
    didSet { if drifts, (drift - oldValue) % unit != 0 { turnPlaces() } }
  }
  private var end = Int64.min
  private var isPossible = true
  private var reachable: [Int64: Bool] = [:]
  /// Jumps since the last allowed unit; after some, whether there can be any is worth the asking.
  private var misses = 0
  private static let patience = 256
  /// Whether the current unit's day, hour, minute and second are known to be allowed.
  private var isAllowed = false
  /// Occurrences of an allowed day, by where its midnight lies among the steps of INTERVAL.
  var dayCounts: [Int64: Int] = [:]

  init(_ rule: CompiledRule, start: CivilDateTime) {
    self.rule = rule
    let parts = rule.rule.parts
    let hasDays =
      !(parts.months.isEmpty && parts.monthDays.isEmpty && parts.yearDays.isEmpty && parts.weekNumbers.isEmpty
      && parts.weekdays.isEmpty)
    years = YearDays(rule)
    anyDay = !hasDays
    let minutesGiven = parts.minutes.isEmpty ? [start.time.minute] : parts.minutes
    let secondsGiven = parts.seconds.isEmpty ? [start.time.second] : CompiledRule.seconds(parts.seconds)
    hours = ClockCursor.mask(parts.hours)
    var places: [Int64]
    switch rule.frequency {
    case .hourly:
      unit = 3600
      places = minutesGiven.flatMap { minute in secondsGiven.map { Int64(minute * 60 + $0) } }
      (minutes, seconds) = (.max, .max)
    case .minutely:
      unit = 60
      places = secondsGiven.map(Int64.init)
      (minutes, seconds) = (ClockCursor.mask(parts.minutes), .max)
    default:
      unit = 1
      places = [0]
      minutes = ClockCursor.mask(parts.minutes)
      seconds = parts.seconds.isEmpty ? .max : ClockCursor.mask(secondsGiven)
    }
    places = CompiledRule.pick(parts.positions, from: places)
    self.places = places
    wallPlaces = places
    drifts = rule.frequency == .hourly && parts.minutes.isEmpty
    interval = Int64(rule.interval) * unit
    anchor = ClockCursor.floor(start.wallSeconds, unit)
  }

  private static func mask(_ numbers: [Int]) -> UInt64 {
    numbers.isEmpty ? .max : numbers.reduce(0) { $0 | 1 << UInt64($1) }
  }

  static func floor(_ value: Int64, _ unit: Int64) -> Int64 {
    let rest = value % unit
    return rest < 0 ? value - rest - unit : value - rest
  }

  /// What lies outside the calendar moved to its bounds.
  static func clamp(_ wall: Int64) -> Int64 {
    min(max(wall, Int64(CivilDate.min.dayNumber) * 86_400), (Int64(CivilDate.max.dayNumber) + 1) * 86_400)
  }

  /// Goes to the occurrences in `start ..< end`.
  mutating func enter(_ start: Int64, _ end: Int64, drift: Int64) {
    let start = ClockCursor.clamp(start)
    self.end = ClockCursor.clamp(end)
    isPossible = !places.isEmpty && reachable[drift] ?? true
    misses = 0
    self.drift = drift
    let first = ClockCursor.floor(start, unit)
    unitStart = aligns ? ClockCursor.floor(first, interval, anchor + drift) : firstUnit(from: first)
    placeIndex = 0
    isAllowed = false
    // Places before `start` in its unit.
    while unitStart < start, placeIndex < places.count, unitStart + wallPlaces[placeIndex] < start {
      placeIndex += 1
    }
    if placeIndex == places.count { advance() }
  }

  /// Whether units on the wall begin where steps do.
  var aligns: Bool { drift % unit == 0 }

  private mutating func turnPlaces() {
    wallPlaces = places.map { $0 + drift - ClockCursor.floor($0 + drift, unit) }.sorted()
  }

  /// The next occurrence in seconds of the wall clock; nil at the end of the stretch.
  mutating func next() -> Int64? {
    while isPossible, unitStart < end {
      if isAllowed || matchesOrJumps() {
        isAllowed = true
        while placeIndex < places.count {
          let wall = unitStart + wallPlaces[placeIndex]
          placeIndex += 1
          guard wall < end else { return nil }
          if aligns || isHit(wall) {
            if placeIndex == places.count { advance() }
            misses = 0
            return wall
          }
        }
        advance()
      }
      misses += 1
      if misses == ClockCursor.patience { isPossible = remembersReachable(drift) }
    }
    return nil
  }

  /// Whether INTERVAL hits a place of the wall clock, as the clock of the start counts.
  func isHit(_ wall: Int64) -> Bool { (ClockCursor.floor(wall - drift, unit) - anchor) % interval == 0 }

  private mutating func advance() {
    unitStart = aligns ? unitStart + interval : firstUnit(from: unitStart + unit)
    placeIndex = 0
    isAllowed = false
  }

  /// True if the unit's day, hour, minute and second are allowed; otherwise goes to the next that may be.
  private mutating func matchesOrJumps() -> Bool {
    let day = ClockCursor.floor(unitStart, 86_400)
    let time = unitStart - day
    if !anyDay {
      guard let allowed = nextDay(from: Int(day / 86_400)) else {
        unitStart = end
        return false
      }
      if Int64(allowed) * 86_400 != day { return jump(to: Int64(allowed) * 86_400) }
    }
    if hours >> UInt64(time / 3600) & 1 == 0 {
      return jump(to: ClockCursor.nextSet(hours, time / 3600 + 1, 24).map { day + $0 * 3600 } ?? day + 86_400)
    }
    if minutes != .max, minutes >> UInt64(time / 60 % 60) & 1 == 0 {
      let hour = unitStart - time % 3600
      return jump(
        to: ClockCursor.nextSet(minutes, time / 60 % 60 + 1, 60).map { hour + $0 * 60 } ?? hour + 3600)
    }
    if seconds != .max, seconds >> UInt64(time % 60) & 1 == 0 {
      let minute = unitStart - time % 60
      return jump(to: ClockCursor.nextSet(seconds, time % 60 + 1, 60).map { minute + $0 } ?? minute + 60)
    }
    return true
  }

  /// Goes to the first unit at or after the beginning of one that INTERVAL hits.
  private mutating func jump(to wall: Int64) -> Bool {
    unitStart = firstUnit(from: wall)
    placeIndex = 0
    return false
  }

  /// The first unit of the wall clock, at or after the beginning of one, that a step of INTERVAL falls on or, where the
  /// clocks do not align, into.
  func firstUnit(from wall: Int64) -> Int64 {
    let origin = anchor + drift
    if aligns { return ClockCursor.floor(wall + interval - 1, interval, origin) }
    let step = ClockCursor.floor(wall + interval - 1, interval, origin)
    // A step that begins before this unit may end in it.
    if step - interval + unit > wall { return wall }
    return ClockCursor.floor(step, unit)
  }

  static func floor(_ value: Int64, _ step: Int64, _ origin: Int64) -> Int64 {
    origin + floor(value - origin, step)
  }

  private static func nextSet(_ mask: UInt64, _ from: Int64, _ end: Int64) -> Int64? {
    guard from < end else { return nil }
    let rest = mask & (~0 << UInt64(from))
    let bit = Int64(rest.trailingZeroBitCount)
    return bit < end ? bit : nil
  }

  /// The first day at or after `day` that the day parts allow; remembered, since a stretch without any is asked for
  /// again with the next.
  private mutating func nextDay(from day: Int) -> Int? {
    if day < known.from || day > known.to { known = (day, searchDay(from: day) ?? .max) }
    return known.to == .max ? nil : known.to
  }

  private mutating func searchDay(from day: Int) -> Int? {
    guard var number = CalendarYear.number(ofDay: day, rule.scale) else { return nil }
    while let (year, bits) = years.days(inYear: number) {
      if let bit = bits.next(max(day - year.first + 1, 1)) { return year.first + bit - 1 }
      number += 1
    }
    return nil
  }

  /// The end of a stretch of the wall clock, from the last one asked for on, that has no allowed day; nil if there
  /// is none until the calendar's end.
  var quietUntil: Int64? {
    if places.isEmpty { return nil }
    if anyDay { return .min }
    return known.to == .max ? nil : Int64(known.to) * 86_400
  }

  private mutating func remembersReachable(_ drift: Int64) -> Bool {
    if let answer = reachable[drift] { return answer }
    let answer = isReachable(drift)
    reachable[drift] = answer
    return answer
  }

  /// Whether any time of day that the parts allow can be hit at all: steps fall on the same rest by the greatest
  /// common divisor of step and day, on whatever day. Without this a rule like `SECONDLY;INTERVAL=60;BYSECOND=1`
  /// from second 0 would be walked to the end of time.
  private func isReachable(_ drift: Int64) -> Bool {
    var (divisor, rest) = (interval, Int64(86_400))
    while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
    return stride(from: 0, to: 86_400, by: Int(unit)).contains { time in
      let time = Int64(time)
      guard allows(minuteOf: time), seconds >> UInt64(time % 60) & 1 == 1 else { return false }
      return wallPlaces.contains { place in
        let step = aligns ? time - drift : ClockCursor.floor(time + place - drift, unit)
        return (step - anchor) % divisor == 0
      }
    }
  }

  func allows(minuteOf time: Int64) -> Bool {
    hours >> UInt64(time / 3600) & 1 == 1 && minutes >> UInt64(time / 60 % 60) & 1 == 1
  }
}
