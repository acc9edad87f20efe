import Recurrence

/// How fast rules expand here: run it in one go with the programs of libical and python-dateutil that know the same
/// four rules, three times, and quote medians of ratios.
///
///     swift run -c release RecurrenceBenchmark

struct Rule {
  let name: String
  let start: String
  let text: String
  let zone: String
}

let rules = [
  Rule(
    name: "yearly_bymonth_bymonthday_100y", start: "20000529T090000",
    text: "FREQ=YEARLY;BYMONTH=5,9;BYMONTHDAY=25,29;UNTIL=20991231T000000Z", zone: "Asia/Shanghai"),
  Rule(
    name: "monthly_2nd_last_weekday_100y", start: "20000103T090000",
    text: "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;UNTIL=20991231T000000Z", zone: "Asia/Shanghai"),
  Rule(
    name: "daily_10y_new_york", start: "20200101T023000", text: "FREQ=DAILY;UNTIL=20291231T235959Z",
    zone: "America/New_York"),
  Rule(
    name: "chinese_new_year_85y", start: "20100214T090000",
    text: "RSCALE=CHINESE;FREQ=YEARLY;UNTIL=20941231T000000Z",
    zone: "Asia/Shanghai"),
  Rule(
    name: "secondly_one_day_new_york", start: "20260308T000000", text: "FREQ=SECONDLY;UNTIL=20260309T000000Z",
    zone: "America/New_York"),
]

/// Runs `body` for at least a second; seconds per pass, and the sum of what the passes gave.
func measure(_ body: () throws -> Int) rethrows -> (perPass: Double, count: Int) {
  let clock = ContinuousClock()
  let start = clock.now
  var passes = 0
  var count = 0
  while clock.now - start < .seconds(1) {
    count = try body()
    passes += 1
  }
  let spent = start.duration(to: clock.now)
  let (seconds, attoseconds) = spent.components
  return ((Double(seconds) + Double(attoseconds) / 1e18) / Double(passes), count)
}

func set(_ rule: Rule) throws -> RecurrenceSet {
  guard let local = CivilDateTime(basic: rule.start) else { preconditionFailure("a start that is no time") }
  return try RecurrenceSet(start: .zoned(local, Zone(rule.zone)), RecurrenceRule(parsing: rule.text))
}

func rounded(_ value: Double, _ digits: Int = 1) -> String {
  let factor = digits == 0 ? 1.0 : 10.0
  let text = String((value * factor).rounded() / factor)
  return digits == 0 ? String(text.prefix { $0 != "." }) : text
}

func benchmarkRules() throws {
  for rule in rules {
    let set = try set(rule)
    var sink: Int64 = 0
    let (time, count) = measure {
      var count = 0
      for occurrence in set.occurrences() {
        sink &+= occurrence.instant.milliseconds
        count += 1
      }
      return count
    }
    print(
      "Recurrence\t\(rule.name)\t\(count) per pass\t\(rounded(Double(count) / time, 0)) occ/s\t(\(sink & 1))")
  }
}

func benchmarkWindows() throws {
  let local = CivilDateTime(basic: "19900101T090000")
  guard let local, let lower = Timestamp(iso: "2026-11-01T00:00:00Z"),
    let upper = Timestamp(iso: "2026-11-08T00:00:00Z")
  else { return }
  for text in ["FREQ=DAILY", "FREQ=DAILY;COUNT=100000", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2"] {
    let set = try RecurrenceSet(start: .zoned(local, Zone("America/New_York")), RecurrenceRule(parsing: text))
    let (time, count) = measure {
      var count = 0
      for _ in 0..<100 { for _ in set.occurrences(within: lower..<upper) { count += 1 } }
      return count / 100
    }
    print("window of 7 days, 36 years after the start\t\(text)\t\(count)\t\(rounded(time * 1e9 / 100)) ns")
  }
}

func benchmarkParts() throws {
  let zone = try Zone("America/New_York")
  var sink: Int64 = 0
  let (resolving, walls) = measure {
    for index in 0..<100_000 {
      let local = CivilDateTime(
        CivilDate(dayNumber: Int32(index % 40_000)), CivilTime(secondsOfDay: Int32(index * 7919 % 86_400)))
      sink &+= zone.resolve(local).instant.milliseconds
    }
    return 100_000
  }
  print("resolving a civil time in a zone\t\(rounded(resolving * 1e9 / Double(walls))) ns")
  let (lunar, dates) = try measure {
    for index in 0..<70_000 {
      let date = CivilDate(dayNumber: Int32(-25_000 + (index * 7919) % 70_000))
      sink &+= Int64(try LunarDate(date).civilDate.dayNumber)
    }
    return 70_000
  }
  print("a civil date to the Chinese calendar and back\t\(rounded(lunar * 1e9 / Double(dates))) ns")
  let calendar = WorkdayCalendar.provisional
  let (working, shifts) = measure {
    for index in 0..<70_000 {
      let date = CivilDate(dayNumber: Int32(-25_000 + (index * 7919) % 70_000))
      sink &+= Int64(calendar.adding(workdays: index % 41 - 20, to: date).dayNumber)
    }
    return 70_000
  }
  print("n working days before or after\t\(rounded(working * 1e9 / Double(shifts))) ns\t(\(sink & 1))")
}

/// A rule a unit, each parsed, compiled and expanded over one year.
func benchmarkUnits() throws {
  guard let local = CivilDateTime(basic: "20200106T090700"),
    let lower = Timestamp(iso: "2026-01-01T00:00:00Z"),
    let upper = Timestamp(iso: "2027-01-01T00:00:00Z")
  else { return }
  let zone = try Zone("Asia/Shanghai")
  let texts = [
    "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=29", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=WEEKLY;BYDAY=MO",
    "FREQ=MONTHLY;BYMONTHDAY=15",
    "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=15",
  ]
  let (time, count) = try measure {
    var count = 0
    for unit in 0..<23_200 {
      let rule = try RecurrenceRule(parsing: texts[unit % texts.count])
      let set = try RecurrenceSet(start: .zoned(local, zone), rule)
      for _ in set.occurrences(within: lower..<upper) { count += 1 }
    }
    return count
  }
  print("23,200 rules read and expanded over a year\t\(count) occurrences\t\(rounded(time * 1e3)) ms")
}

try benchmarkRules()
try benchmarkWindows()
try benchmarkParts()
try benchmarkUnits()
