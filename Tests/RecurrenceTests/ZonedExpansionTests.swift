import Recurrence
import Testing

/// The engine where clocks change: against the plain expansion, read by the zone, and against clocks that are looked at
/// minute by minute.
@Suite struct ZonedExpansionTests {
  @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
  func `civil times are those of the plain expansion, read as the policies say`(seed: UInt64) throws {
    var random = RandomRule(seed: seed &+ 3000)
    var compared = 0
    for _ in 0..<60 {
      let start = try random.start()
      guard case .zoned(let local, let zone) = start else { continue }
      let rule = try random.rule(start).ending(.never)
      var policies = random.policies()
      (policies.start, policies.subDaily) = (.ifRuleGivesIt, .wallClock)
      let plain = try PlainExpansion(rule, from: local).occurrences(limit: 60, looks: 3000).found
      guard let last = plain.last else { continue }
      // What comes later may yet be moved before the last, by no more than Apia's day.
      let end = zone.resolve(last).instant.advanced(by: .seconds(-2 * 86_400))
      let expected = plain.flatMap { Self.instants(of: $0, zone, policies) }.sorted().filter { $0 < end }
      let comment: Comment = "\(rule) from \(local) in \(zone.identifier), \(policies)"
      let set = try RecurrenceSet(start: start, rules: [rule], policies: policies)
      #expect(set.occurrences().prefix { $0.instant < end }.map(\.instant) == expected, comment)
      guard expected.count > 2 else { continue }
      let counted = try RecurrenceSet(
        start: start, rules: [rule.ending(.count(expected.count - 1))], policies: policies)
      #expect(counted.occurrences().map(\.instant) == expected.dropLast(), comment)
      let middle = expected[expected.count / 2]
      #expect(
        counted.occurrences(from: middle).map(\.instant) == expected.dropLast().filter { $0 >= middle },
        comment)
      compared += 1
    }
    #expect(compared > 10)
  }

  private static func instants(
    of local: CivilDateTime, _ zone: Zone, _ policies: RecurrencePolicies
  ) -> [Timestamp] {
    switch zone.resolve(local) {
    case .unique(let instant): [instant]
    case .gap(let shifted, let unshifted):
      switch policies.gap {
      case .shiftForward: [shifted]
      case .before: [unshifted]
      case .skip: []
      }
    case .fold(let first, let second):
      switch policies.overlap {
      case .first: [first]
      case .second: [second]
      case .both: [first, second]
      }
    }
  }

  @Test(
    arguments: [
      ("America/New_York", "2026-03-06T00:30"), ("America/New_York", "2026-10-30T01:15"),
      ("Europe/Berlin", "2026-03-27T23:59"), ("Europe/Berlin", "2026-10-23T02:00"),
      ("America/Santiago", "2026-04-02T05:07"), ("America/Santiago", "2026-09-03T00:00"),
      ("Africa/Casablanca", "2026-02-12T12:45"),
    ], [1, 2, 3] as [UInt64])
  func `hours and minutes elapse as a clock shows them that is looked at each minute`(
    _ place: (String, String), seed: UInt64
  ) throws {
    var random = RandomRule(seed: seed &+ 4000)
    let (zone, local) = (try Zone(place.0), try #require(CivilDateTime(iso: place.1)))
    let begin = zone.resolve(local).instant
    var rules: [RecurrenceRule] = []
    while rules.count < 12 {
      let rule = try random.rule(.utc(local)).ending(.never)
      let isPlain = rule.scale == .gregorian && rule.parts.seconds.isEmpty && rule.parts.positions.isEmpty
      if isPlain, [.hourly, .minutely].contains(rule.frequency) { rules.append(rule) }
    }
    for rule in rules {
      let set = try RecurrenceSet(start: .zoned(local, zone), rule)
      let minutes = 12 * 1440
      let expected = (0..<minutes).filter { minute in
        Self.wants(rule, local, zone.local(at: begin.advanced(by: .seconds(60 * minute))), elapsed: minute)
      }
      let end = begin.advanced(by: .seconds(60 * minutes))
      let found = set.occurrences(within: begin..<end).map {
        Int($0.instant.milliseconds - begin.milliseconds) / 60_000
      }
      #expect(found == expected, "\(rule) from \(local) in \(zone.identifier)")
    }
  }

  /// Whether a rule by the hour or minute wants the minute that a clock shows so many minutes after the start.
  private static func wants(
    _ rule: RecurrenceRule, _ start: CivilDateTime, _ shown: CivilDateTime, elapsed: Int
  ) -> Bool {
    let parts = rule.parts
    func allows<Value: Equatable>(_ list: [Value], _ value: Value...) -> Bool {
      list.isEmpty || value.contains(where: list.contains)
    }
    let (year, month, day) = shown.date.components
    let length = CivilDate.daysInMonth(year: year, month: month)
    let days = CivilDate.isLeap(year: year) ? 366 : 365
    let dayOfYear = shown.date.days(since: CivilDate(year: year, month: 1, day: 1) ?? shown.date) + 1
    let steps = rule.frequency == .hourly ? (elapsed + start.time.minute) / 60 : elapsed
    let minutes = rule.frequency == .hourly && parts.minutes.isEmpty ? [start.time.minute] : parts.minutes
    return steps % rule.interval == 0 && allows(minutes, shown.time.minute)
      && allows(parts.hours, shown.time.hour) && allows(parts.months.map(\.number), month)
      && allows(parts.monthDays, day, day - length - 1)
      && allows(parts.yearDays, dayOfYear, dayOfYear - days - 1)
      && allows(parts.weekdays.map(\.weekday), shown.date.weekday)
  }
}

extension RecurrenceRule {
  fileprivate func ending(_ end: End) throws -> RecurrenceRule {
    try RecurrenceRule(
      frequency, every: interval, parts, weekStart: weekStart, scale: scale, skip: skip, end: end)
  }
}
