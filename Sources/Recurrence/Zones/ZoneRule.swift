/// The rule at the end of a zone file: POSIX's TZ string as RFC 9636 3.3 reads it, such as `CET-1CEST,M3.5.0,M10.5.0/3`.
///
/// Times of day may reach from -167 to 167 hours, and "daylight" time may be behind standard time, as in Dublin.
struct ZoneRule: Hashable {
  /// A day of the year and a time on it, by the clock that is about to be set.
  struct Turn: Hashable {
    enum Day: Hashable {
      /// `J60`: 1 to 365; 29 February is not counted, so 60 is always 1 March.
      case withoutLeapDay(Int)
      /// `59`: 0 to 365, every day counted.
      case ofYear(Int)
      /// `M3.5.0`: the weekday, 0 for Sunday, that comes the week-th time in the month; 5 for the last time.
      case ofMonth(Int, week: Int, weekday: Int)
    }

    let day: Day
    /// Seconds from the day's midnight, of any sign.
    let time: Int64
  }

  /// From one turn of each year to the other.
  struct Daylight: Hashable {
    let period: ZoneFile.Period
    let start: Turn
    let end: Turn
  }

  let standard: ZoneFile.Period
  let daylight: Daylight?

  /// The transitions of a span of years, ascending: where daylight time of one year meets that of the next, none.
  func transitions(inYears years: ClosedRange<Int>) -> [ZoneFile.Transition] {
    guard let daylight else { return [] }
    let turns = years.map { year in
      (
        start: daylight.start.wallSeconds(in: year) - Int64(standard.offset),
        end: daylight.end.wallSeconds(in: year) - Int64(daylight.period.offset)
      )
    }
    // South of the equator it is standard time that begins and ends within a year.
    let isSouthern = turns.first.map { $0.start > $0.end } ?? false
    let spans = turns.map { isSouthern ? ($0.end, $0.start) : ($0.start, $0.end) }
    let (inner, outer) = isSouthern ? (standard, daylight.period) : (daylight.period, standard)
    return Self.union(spans).flatMap { span in
      [
        ZoneFile.Transition(instant: span.start, period: inner),
        ZoneFile.Transition(instant: span.end, period: outer),
      ]
    }
  }

  /// Spans that meet or overlap become one: daylight time all year round is written as years that meet.
  private static func union(_ spans: [(start: Int64, end: Int64)]) -> [(start: Int64, end: Int64)] {
    var union: [(start: Int64, end: Int64)] = []
    for span in spans.sorted(by: { $0 < $1 }) where span.start < span.end {
      if let last = union.last, span.start <= last.end {
        union[union.count - 1].end = max(last.end, span.end)
      } else {
        union.append(span)
      }
    }
    return union
  }
}

extension ZoneRule.Turn {
  /// Seconds since 1970-01-01T00:00 of the wall clock.
  func wallSeconds(in year: Int) -> Int64 {
    Int64(dayNumber(in: year)) * 86_400 + time
  }

  private func dayNumber(in year: Int) -> Int {
    func number(_ month: Int) -> Int { Int(CivilDate.dayNumber(year: year, month: month, day: 1)) }
    switch day {
    case .withoutLeapDay(let day):
      return number(1) + day - 1 + (day >= 60 && CivilDate.isLeap(year: year) ? 1 : 0)
    case .ofYear(let day): return number(1) + day
    case .ofMonth(let month, let week, let weekday):
      let first = number(month)
      // 1970-01-01 was a Thursday, the fourth day from Sunday.
      let weekdayOfFirst = ((first + 4) % 7 + 7) % 7
      let day = (weekday - weekdayOfFirst + 7) % 7 + (week - 1) * 7
      return first + (day < CivilDate.daysInMonth(year: year, month: month) ? day : day - 7)
    }
  }
}
