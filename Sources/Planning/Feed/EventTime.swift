import Recurrence

/// When an event is: whole days, or hours of one or more days.
struct EventTime {
  let lines: [ContentLine]
  /// From the row's instant to the end, of the last day if there are several.
  let span: Range<Timestamp>
  /// The zone that the lines name; nil for whole days and UTC.
  let writtenZone: Zone?

  /// - Parameter zone: For a row whose campaign is not known.
  init(_ row: PlanRow, _ schedule: Schedule?, zone: Zone) {
    let zone = schedule?.zone ?? zone
    switch row.kind {
    case .occurrence:
      // A recurrence rule may name a time of day, too.
      if let hours = schedule?.hours
        ?? (row.local.time == .midnight ? nil : Schedule.Hours(from: row.local.time, to: nil))
      {
        self.init(row, hours, zone)
      } else {
        self.init(row, through: row.through ?? row.local.date, zone)
      }
    case .task, .due: self.init(row, through: row.local.date, zone)
    case .remind, .chase:
      self.init(from: zone.local(at: row.at), row.at, for: Self.messageLength, zone)
    }
  }

  /// What a message takes up in a calendar: less is hard to see, more hides what is beside it.
  private static let messageLength = Duration.seconds(15 * 60)
  /// What an occurrence takes up whose file names no end.
  private static let usualLength = Duration.seconds(3600)

  private init(lines: [ContentLine], span: Range<Timestamp>, writtenZone: Zone?) {
    self.lines = lines
    self.span = span
    self.writtenZone = writtenZone
  }

  private init(_ row: PlanRow, through last: CivilDate, _ zone: Zone) {
    let end = last.adding(days: 1)
    let lines = [("DTSTART", row.local.date), ("DTEND", end)].map { name, day in
      ContentLine(name, parameters: ";VALUE=DATE", day.calendarText)
    }
    let midnight = zone.resolve(CivilDateTime(end, .midnight)).instant
    self.init(lines: lines, span: row.at..<max(row.at, midnight), writtenZone: nil)
  }

  /// Hours of a day; of each day if there are several, so that the nights between stay free.
  private init(_ row: PlanRow, _ hours: Schedule.Hours, _ zone: Zone) {
    let length = hours.to.map(hours.from.duration(to:)) ?? Self.usualLength
    guard let last = row.through, last > row.local.date else {
      self.init(from: zone.local(at: row.at), row.at, for: length, zone)
      return
    }
    let days = last.days(since: row.local.date) + 1
    let lastStart = CivilDateTime(last, row.local.time)
    let lastDay = EventTime(from: lastStart, zone.resolve(lastStart).instant, for: length, zone)
    let day = EventTime(from: row.local, row.at, for: length, zone, isSeries: true)
    self.init(
      lines: day.lines + [ContentLine("RRULE", "FREQ=DAILY;COUNT=\(days)")],
      span: row.at..<lastDay.span.upperBound, writtenZone: day.writtenZone)
  }

  /// - Parameters:
  ///   - length: On the wall clock.
  ///   - isSeries: Whether it is repeated at the same time of day.
  private init(
    from local: CivilDateTime, _ start: Timestamp, for length: Duration, _ zone: Zone, isSeries: Bool = false
  ) {
    let until = CivilDateTime(wallSeconds: local.wallSeconds + length.components.seconds)
    var end = zone.resolve(until).instant
    // A start that the clock skips is read as a later one, which may lie after the end.
    if end <= start { end = start.advanced(by: length) }
    let locals = [local, zone.local(at: end)]
    // RFC 5545 takes the first of a time that comes twice, but some programs take the second: UTC leaves no choice.
    let isUTC = zone == .utc || (!isSeries && !locals.allSatisfy(zone.hasOnce))
    let lines = zip(["DTSTART", "DTEND"], isUTC ? [start, end].map(Zone.utc.local) : locals).map {
      name, time in
      isUTC
        ? ContentLine(name, time.calendarText + "Z")
        : ContentLine(name, parameters: ";TZID=\(zone.identifier)", time.calendarText)
    }
    self.init(lines: lines, span: start..<end, writtenZone: isUTC ? nil : zone)
  }
}

extension Zone {
  /// Whether a clock of this zone shows a time exactly once.
  fileprivate func hasOnce(_ local: CivilDateTime) -> Bool {
    if case .unique = resolve(local) { true } else { false }
  }
}

extension CivilTime {
  /// To the next time that a clock shows `other`; a whole day if it shows it now.
  fileprivate func duration(to other: CivilTime) -> Duration {
    let seconds = Int64(other.secondsOfDay - secondsOfDay)
    return .seconds(seconds > 0 ? seconds : seconds + 86_400)
  }
}
