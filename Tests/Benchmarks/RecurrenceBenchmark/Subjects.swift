import Recurrence

extension Subject {
  /// Everything that is measured, in the order of the tables.
  static func all() throws -> [Subject] { try walks() + windows() + parts() + units() }

  private static func walks() throws -> [Subject] {
    let floors: [Peer.Kind: Double] = [.libical: 20, .dateutil: 75]
    return try [
      walk("`FREQ=YEARLY;BYMONTH=5,9;BYMONTHDAY=25,29`, 100 years", .yearly, floors),
      walk("`FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2`, 100 years", .monthly, floors),
      walk("`FREQ=DAILY` in New York, 10 years", .daily, floors),
      walk("`RSCALE=CHINESE;FREQ=YEARLY`, 85 years", .chinese, [.libical: 1000], [.libical]),
      // dateutil steps by the wall clock across the change, and so has other occurrences.
      walk("`FREQ=SECONDLY` in New York, over a change of offset", .secondly, [:], [.libical]),
    ]
  }

  private static func walk(
    _ title: String, _ question: Question, _ floors: [Peer.Kind: Double],
    _ peers: [Peer.Kind] = Peer.Kind.allCases
  ) throws -> Subject {
    let set = try question.set()
    let count = try question.count()
    return Subject(
      table: .rules, title: title, target: Target(ratios: floors), question: question, peers: peers
    ) { meter in
      meter.average { set.occurrences().checksum() } / Double(count)
    }
  }

  private static func windows() throws -> [Subject] {
    let rules = [
      ("daily", "FREQ=DAILY"), ("counted", "FREQ=DAILY;COUNT=100000"),
      ("monthly", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2"),
    ]
    return try rules.flatMap { name, rule in
      let question = Question.window("window-\(name)", rule)
      let (start, set, window) = try (question.recurrenceStart(), question.set(), Question.week)
      return [
        Subject(
          table: .steps, title: "7 days of `\(rule)`, 36 years after the start",
          target: Target(seconds: 2e-6), question: question, peers: Peer.Kind.allCases
        ) { meter in
          meter.average { set.occurrences(within: window).checksum() }
        },
        Subject(table: .steps, title: "- the same with parsing the rule and making the set") { meter in
          try meter.average {
            let set = try RecurrenceSet(start: start, RecurrenceRule(parsing: rule))
            return set.occurrences(within: window).checksum()
          }
        },
      ]
    }
  }

  private static func parts() -> [Subject] {
    let (times, dates, steps) = (Drawn.civilTimes(), Drawn.lunarDates(), Drawn.workdaySteps())
    let zone = Zone.newYork
    let calendar = WorkdayCalendar.provisional
    return [
      Subject(
        table: .steps, title: "a civil time resolved in New York", target: Target(seconds: 25e-9)
      ) { meter in
        meter.average { times.reduce(0) { $0 &+ zone.resolve($1).instant.milliseconds } }
          / Double(times.count)
      },
      Subject(
        table: .steps, title: "a civil date to the Chinese calendar and back", target: Target(seconds: 20e-9)
      ) { meter in
        try meter.average { try dates.reduce(0) { try $0 &+ Int64(LunarDate($1).civilDate.dayNumber) } }
          / Double(dates.count)
      },
      Subject(table: .steps, title: "up to 20 working days before or after a date") { meter in
        meter.average {
          steps.reduce(0) { $0 &+ Int64(calendar.adding(workdays: $1.count, to: $1.date).dayNumber) }
        } / Double(steps.count)
      },
    ]
  }

  private static func units() throws -> [Subject] {
    let texts = Units.rules
    let rules = try texts.map { try RecurrenceRule(parsing: $0) }
    let sets = try rules.map { try RecurrenceSet(start: Units.start, $0) }
    return [
      Subject(
        table: .steps, title: "23,200 rules parsed, made into sets and expanded over a year",
        target: Target(seconds: 0.1)
      ) { meter in
        try meter.average {
          try texts.reduce(0) {
            let set = try RecurrenceSet(start: Units.start, RecurrenceRule(parsing: $1))
            return $0 &+ set.occurrences(within: Units.year).checksum()
          }
        }
      },
      Subject(table: .steps, title: "- parsed alone") { meter in
        try meter.average { try texts.reduce(0) { try $0 &+ Int64(RecurrenceRule(parsing: $1).interval) } }
      },
      Subject(table: .steps, title: "- made into sets alone") { meter in
        try meter.average {
          try rules.reduce(0) { try $0 &+ Int64(RecurrenceSet(start: Units.start, $1).rules.count) }
        }
      },
      Subject(table: .steps, title: "- expanded alone") { meter in
        meter.average { sets.reduce(0) { $0 &+ $1.occurrences(within: Units.year).checksum() } }
      },
    ]
  }
}
