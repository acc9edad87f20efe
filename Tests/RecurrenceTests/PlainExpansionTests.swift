import Recurrence
import Testing

/// The engine against an expansion that shares nothing with it.
@Suite struct PlainExpansionTests {
  private static let seeds: [UInt64] = [1, 2, 3, 4, 5, 6, 7, 8]
  private static let rounds = 45

  private static func instant(_ local: CivilDateTime) -> Timestamp { Zone.utc.resolve(local).instant }

  /// Sets of rules drawn from the seed, with what the plain expansion gives for them before `end`.
  private static func forEachRule(
    _ seed: UInt64, limit: Int, looks: Int,
    _ body: (RecurrenceSet, _ expected: [CivilDateTime], _ end: Timestamp, Comment) throws -> Void
  ) throws {
    var random = RandomRule(seed: seed, isHard: true)
    for _ in 0..<rounds {
      let start = try random.start()
      let rule = try random.rule(start)
      let plain = try PlainExpansion(rule, from: start.local).occurrences(limit: limit, looks: looks)
      let end = max(instant(plain.end), instant(start.local))
      try body(RecurrenceSet(start: start, rule), plain.found, end, "\(rule) from \(start.local)")
    }
  }

  @Test(arguments: seeds)
  func `the first occurrences are those of the plain expansion`(seed: UInt64) throws {
    try Self.forEachRule(seed &+ 1000, limit: 40, looks: 5000) { set, expected, end, comment in
      #expect(set.occurrences().prefix(expected.count).map(\.local) == expected, comment)
      let window = Self.instant(set.start.local)..<end
      #expect(set.occurrences(within: window).prefix(40).map(\.local) == expected, comment)
    }
  }

  @Test(arguments: seeds)
  func `a window of later years holds what the plain expansion has there`(seed: UInt64) throws {
    try Self.forEachRule(seed &+ 2000, limit: 300, looks: 5000) { set, expected, end, comment in
      guard expected.count < 300 else { return }
      let begin = Self.instant(set.start.local)
      for quarters in [2, 3] {
        let from = begin.advanced(by: begin.duration(to: end) * quarters / 4)
        let later = expected.filter { Self.instant($0) >= from }
        #expect(
          set.occurrences(within: from..<end).map(\.local) == later, "\(comment), within \(from)..<\(end)")
      }
    }
  }

  @Test func `the plain expansion itself gives what the cases expect`() throws {
    var count = 0
    for entry in try RecurrenceCase.read(Fixture.lines("recurrence-cases.jsonl")) {
      guard ["UTC", "floating"].contains(entry.tzid), entry.window == nil, entry.rrule?.count == 1,
        (entry.rdate ?? []).isEmpty, (entry.exdate ?? []).isEmpty,
        let rule = try? RecurrenceRule(parsing: entry.rrule?[0] ?? "")
      else { continue }
      let start = try RecurrenceCase.local(entry.dtstart)
      guard 1970..<2080 ~= start.date.year else { continue }
      let expected = try entry.expected.map { try RecurrenceCase.local($0) }
      let limit = entry.limit ?? expected.count + 1
      let found = try PlainExpansion(rule, from: start).occurrences(limit: limit, looks: 20_000).found
      #expect(found == Array(expected.prefix(found.count)), "\(entry.id) \(rule) from \(start)")
      if found.count == expected.count { count += 1 }
    }
    #expect(count > 300)
  }

  @Test(arguments: [
    // There is no such month, so the one after it: the first of the next year.
    (
      "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=12L;BYMONTHDAY=1;SKIP=FORWARD", "2025-01-01T09:00",
      "2025-01-29T09:00 2026-02-17T09:00 2027-02-06T09:00"
    ),
    // Moved twice: from the leap month to the next year's first, and from its 31st to the day after.
    (
      "RSCALE=CHINESE;FREQ=YEARLY;INTERVAL=4;BYMONTHDAY=31;BYWEEKNO=-51,45;BYMONTH=8,11,12L;WKST=SA;SKIP=FORWARD",
      "2001-07-23T02:00", "2006-02-28T02:00 2014-03-01T02:00 2042-02-20T02:00 2050-02-21T02:00"
    ),
    // A year's last date stands after the next year's first.
    (
      "RSCALE=GREGORIAN;FREQ=YEARLY;BYYEARDAY=1,366;BYHOUR=8,20;BYSETPOS=1,-1;SKIP=FORWARD",
      "2013-01-01T08:00", "2013-01-01T08:00 2014-01-01T08:00 2014-01-01T20:00 2015-01-01T08:00"
    ),
    (
      "RSCALE=GREGORIAN;FREQ=YEARLY;BYYEARDAY=-1,-366;BYHOUR=8,20;BYSETPOS=1,-1;SKIP=BACKWARD",
      "2013-01-01T08:00", "2013-12-31T08:00 2013-12-31T20:00 2014-12-31T08:00 2014-12-31T20:00"
    ),
    // As without BYSETPOS, which changes nothing here: 1 March is the first Monday of the month it was moved to.
    (
      "RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=30;BYDAY=1MO;BYSETPOS=1;SKIP=FORWARD", "2021-01-01T09:00",
      "2021-03-01T09:00 2027-03-01T09:00 2032-03-01T09:00"
    ),
    // 1 January is limited by BYWEEKNO as 1 March is for a 30 February.
    (
      "RSCALE=GREGORIAN;FREQ=YEARLY;BYYEARDAY=366;BYWEEKNO=52;SKIP=FORWARD", "2021-06-01T09:00",
      "2022-01-01T09:00 2023-01-01T09:00 2028-01-01T09:00"
    ),
  ])
  func `dates that SKIP moves into another year or month are limited and picked as others are`(
    _ text: String, _ start: String, _ expected: String
  ) throws {
    let local = try #require(CivilDateTime(iso: start))
    let set = try RecurrenceSet(start: .utc(local), RecurrenceRule(parsing: text))
    let dates = expected.split(separator: " ").map { CivilDateTime(iso: $0) }
    #expect(set.occurrences().prefix(dates.count).map(\.local) == dates)
  }
}
