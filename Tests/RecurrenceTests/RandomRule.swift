import Recurrence
import TestSupport

/// Rules and sets drawn by a seeded generator, for the properties.
struct RandomRule {
  private var random: SeededGenerator
  /// Whether starts are in UTC, and the parts that engines get wrong more frequent, with values near their bounds.
  private let isHard: Bool

  init(seed: UInt64, isHard: Bool = false) { (random, self.isHard) = (SeededGenerator(seed: seed), isHard) }

  private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

  private mutating func some(_ range: ClosedRange<Int>, upTo count: Int, signed: Bool = false) -> [Int] {
    (0..<Int.random(in: 1...count, using: &random)).map { _ in
      let isNearBound = isHard && chance(40)
      let lower = isNearBound ? max(range.lowerBound, range.upperBound - 2) : range.lowerBound
      let value = Int.random(in: lower...range.upperBound, using: &random)
      return signed && chance(40) ? -value : value
    }
  }

  mutating func date(_ years: ClosedRange<Int> = 1980...2040) -> CivilDateTime {
    let first = CivilDate(year: years.lowerBound, month: 1, day: 1)?.dayNumber ?? 0
    let last = CivilDate(year: years.upperBound, month: 12, day: 31)?.dayNumber ?? 0
    let times = [0, 3600, 5400, 9000, 32_400, 86_399] as [Int32]
    return CivilDateTime(
      CivilDate(dayNumber: .random(in: first...last, using: &random)),
      CivilTime(secondsOfDay: times[Int.random(in: 0..<times.count, using: &random)]))
  }

  mutating func start() throws -> RecurrenceStart {
    let local = date()
    if isHard { return .utc(local) }
    switch Int.random(in: 0..<10, using: &random) {
    case 0: return .utc(local)
    case 1: return .floating(local)
    case 2: return .date(local.date)
    default:
      let zones = [
        "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Antarctica/Troll", "Pacific/Apia",
        "Asia/Shanghai",
        "America/Santiago", "Africa/Casablanca", "Pacific/Chatham",
      ]
      return .zoned(local, try Zone(zones[Int.random(in: 0..<zones.count, using: &random)]))
    }
  }

  mutating func policies() -> RecurrencePolicies {
    RecurrencePolicies(
      gap: chance(60) ? .shiftForward : chance(50) ? .skip : .before,
      overlap: chance(60) ? .first : chance(50) ? .second : .both,
      start: chance(80) ? .ifRuleGivesIt : .always,
      subDaily: chance(70) ? .elapsed : .wallClock)
  }

  /// A strict rule that fits `start`.
  mutating func rule(_ start: RecurrenceStart) throws -> RecurrenceRule {
    while true {
      let index = Int.random(in: 0..<RecurrenceRule.Frequency.allCases.count, using: &random)
      let frequency = RecurrenceRule.Frequency.allCases[index]
      let scale: RecurrenceScale = chance(isHard ? 30 : 15) ? .chinese : .gregorian
      let weekday = Weekday.allCases[Int.random(in: 0..<7, using: &random)]
      let interval = chance(60) ? 1 : Int.random(in: 1...(chance(80) ? 6 : 100), using: &random)
      do {
        return try RecurrenceRule(
          frequency, every: interval, parts(frequency, scale), weekStart: weekday, scale: scale,
          skip: chance(isHard ? 35 : 70) ? .omit : chance(50) ? .forward : .backward, end: end(start))
      } catch {
        continue
      }
    }
  }

  private mutating func end(_ start: RecurrenceStart) -> RecurrenceRule.End {
    if chance(40) { return .never }
    if chance(50) { return .count(Int.random(in: 1...60, using: &random)) }
    let until = CivilDateTime(
      start.local.date.adding(days: Int.random(in: 0...5000, using: &random)), start.local.time)
    switch start {
    case .date: return .until(.date(until.date))
    case .floating: return .until(.local(until))
    case .utc, .zoned: return .until(.utc(until))
    }
  }

  private mutating func parts(
    _ frequency: RecurrenceRule.Frequency, _ scale: RecurrenceScale
  ) -> RecurrenceRule.Parts {
    let isSubDaily = [.hourly, .minutely, .secondly].contains(frequency)
    var parts = isHard && isSubDaily && chance(65) ? RecurrenceRule.Parts() : dayParts(frequency, scale)
    if chance(20) { parts.hours = some(0...23, upTo: 4) }
    if chance(20) { parts.minutes = some(0...59, upTo: 3) }
    if chance(15) { parts.seconds = some(0...60, upTo: 3) }
    if chance(isHard ? 40 : 20) {
      parts.positions = some(1...(isHard && isSubDaily ? 2 : 6), upTo: 2, signed: true)
    }
    return parts
  }

  private mutating func dayParts(
    _ frequency: RecurrenceRule.Frequency, _ scale: RecurrenceScale
  ) -> RecurrenceRule.Parts {
    var parts = RecurrenceRule.Parts()
    if chance(35) {
      parts.months = some(1...12, upTo: 4).compactMap {
        RecurrenceMonth(exactly: $0, isLeap: scale == .chinese && chance(20))
      }
    }
    let days = isHard && scale == .chinese ? 385 : 366
    if chance(isHard ? 20 : 8) { parts.weekNumbers = some(1...53, upTo: 3, signed: true) }
    if chance(isHard ? 20 : 8) { parts.yearDays = some(1...days, upTo: 5, signed: true) }
    if chance(30) { parts.monthDays = some(1...31, upTo: 4, signed: true) }
    if chance(35) {
      let numbered = (frequency == .monthly || frequency == .yearly) && chance(50)
      parts.weekdays = some(1...7, upTo: 4).compactMap { number in
        let weekday = Weekday(rawValue: number) ?? .monday
        guard numbered && chance(60) else { return .every(weekday) }
        let largest = isHard && frequency == .yearly && parts.months.isEmpty ? 53 : 5
        let ordinal = Int.random(in: 1...largest, using: &random)
        return RecurrenceWeekday(weekday, ordinal: chance(40) ? -ordinal : ordinal)
      }
    }
    return parts
  }
}
