/// A rule with the parts that its start leaves to it filled in, ready to be expanded. A class, so that the many that
/// share it share one reference.
final class CompiledRule: Sendable {
  let rule: RecurrenceRule
  let frequency: RecurrenceRule.Frequency
  let interval: Int
  let scale: RecurrenceScale
  /// Where the rule makes dates, as YEARLY and MONTHLY do; others only limit them.
  let skip: RecurrenceRule.Skip
  let months: [RecurrenceMonth]
  let monthDays: [Int]
  let yearDays: [Int]
  let weekNumbers: [Int]
  /// BYDAY without numbers: bit 0 is Monday.
  let weekdays: UInt8
  let ordinals: [RecurrenceWeekday]
  /// BYSETPOS, where it is not already in ``times``.
  let positions: [Int]
  /// 0 for Monday.
  let weekStart: Int
  /// The times of a day, ascending: of DAILY and slower rules.
  let times: [Int32]
  let startDay: Int
  let startTime: Int32

  init(_ rule: RecurrenceRule, start: CivilDateTime) {
    self.rule = rule
    frequency = rule.frequency
    interval = rule.interval
    scale = rule.scale
    skip = rule.frequency == .yearly || rule.frequency == .monthly ? rule.skip : .omit
    startDay = Int(start.date.dayNumber)
    startTime = start.time.secondsOfDay
    weekStart = rule.weekStart.rawValue - 1
    yearDays = rule.parts.yearDays
    weekNumbers = rule.parts.weekNumbers
    ordinals = rule.parts.weekdays.filter { $0.ordinal != nil }
    let defaults = CompiledRule.dayDefaults(rule, start.date)
    months = defaults.months
    monthDays = defaults.monthDays
    weekdays = defaults.weekdays
    let times = CompiledRule.times(rule.parts, start.time)
    if frequency == .daily, !rule.parts.positions.isEmpty {
      self.times = CompiledRule.pick(rule.parts.positions, from: times)
      positions = []
    } else {
      self.times = times
      positions = rule.parts.positions
    }
  }

  /// Whether a period's days are chosen together with their times, one by one.
  var picksTimes: Bool { !positions.isEmpty && times.count > 1 }

  /// Whether BYSETPOS asks for more than a week can have, or a day has no times left: then nothing ever occurs.
  var cannotPick: Bool {
    if times.isEmpty { return true }
    guard frequency == .weekly, weekdays != 0, !positions.isEmpty else { return false }
    let most = weekdays.nonzeroBitCount * times.count
    return positions.allSatisfy { abs($0) > most }
  }

  var isClockRule: Bool {
    frequency == .hourly || frequency == .minutely || frequency == .secondly
  }

  /// A month, a day or a weekday that no part names is the start's.
  private static func dayDefaults(
    _ rule: RecurrenceRule, _ start: CivilDate
  ) -> (months: [RecurrenceMonth], monthDays: [Int], weekdays: UInt8) {
    let parts = rule.parts
    var months = parts.months
    var monthDays = parts.monthDays
    var weekdays: UInt8 = 0
    for day in parts.weekdays where day.ordinal == nil { weekdays |= 1 << UInt8(day.weekday.rawValue - 1) }
    let hasDays = !(parts.monthDays.isEmpty && parts.yearDays.isEmpty && parts.weekdays.isEmpty)
    let startWeekday: UInt8 = 1 << UInt8(start.weekday.rawValue - 1)
    if hasDays { return (months, monthDays, weekdays) }
    switch rule.frequency {
    case .yearly where !parts.weekNumbers.isEmpty: weekdays = startWeekday
    case .weekly where parts.weekNumbers.isEmpty: weekdays = startWeekday
    case .yearly:
      let (month, day) = monthAndDay(of: start, rule.scale)
      monthDays = [day]
      if months.isEmpty { months = [month] }
    case .monthly where parts.weekNumbers.isEmpty: monthDays = [monthAndDay(of: start, rule.scale).day]
    default: break
    }
    return (months, monthDays, weekdays)
  }

  /// Whether INTERVAL alone chooses the days.
  var isEveryDay: Bool {
    frequency == .daily && months.isEmpty && monthDays.isEmpty && yearDays.isEmpty && weekNumbers.isEmpty
      && weekdays == 0 && ordinals.isEmpty
  }

  private static func monthAndDay(
    of date: CivilDate, _ scale: RecurrenceScale
  ) -> (month: RecurrenceMonth, day: Int) {
    if scale == .chinese, let lunar = try? LunarDate(date) {
      return (RecurrenceMonth(unchecked: lunar.month, isLeap: lunar.isLeapMonth), lunar.day)
    }
    let (_, month, day) = date.components
    return (RecurrenceMonth(unchecked: month, isLeap: false), day)
  }

  private static func times(_ parts: RecurrenceRule.Parts, _ start: CivilTime) -> [Int32] {
    if parts.hours.isEmpty, parts.minutes.isEmpty, parts.seconds.isEmpty { return [start.secondsOfDay] }
    let hours = parts.hours.isEmpty ? [start.hour] : parts.hours
    let minutes = parts.minutes.isEmpty ? [start.minute] : parts.minutes
    let seconds = parts.seconds.isEmpty ? [start.second] : CompiledRule.seconds(parts.seconds)
    var times: [Int32] = []
    times.reserveCapacity(hours.count * minutes.count * seconds.count)
    for hour in hours {
      for minute in minutes {
        for second in seconds { times.append(Int32(hour * 3600 + minute * 60 + second)) }
      }
    }
    return times
  }

  /// Leap seconds do not exist here: 60 is 59 (RFC 5545 3.3.12).
  static func seconds(_ seconds: [Int]) -> [Int] {
    seconds.last == 60 ? Set(seconds.map { min($0, 59) }).sorted() : seconds
  }

  /// The bits at BYSETPOS.
  func pick(from week: UInt8) -> UInt8 {
    var chosen: UInt8 = 0
    let count = week.nonzeroBitCount
    for position in positions {
      let rank = position > 0 ? position - 1 : count + position
      guard rank >= 0, rank < count else { continue }
      var rest = week
      for _ in 0..<rank { rest &= rest - 1 }
      chosen |= rest & (0 &- rest)
    }
    return chosen
  }

  /// The elements at BYSETPOS, in their own order.
  static func pick<Element: Comparable & Hashable>(_ positions: [Int], from elements: [Element]) -> [Element]
  {
    if positions.isEmpty { return elements }
    let indices = Set(positions.map { $0 > 0 ? $0 - 1 : elements.count + $0 })
    return indices.sorted().filter(elements.indices.contains).map { elements[$0] }
  }
}
