/// The ranges and combinations that RFC 5545 3.3.10 and RFC 7529 demand of a rule.
struct RuleCheck {
  let rule: RecurrenceRule

  static let largestNumber = 999_999_999

  /// One forbidden value or combination; `takenAs` says how lenient reading takes it, nil if it cannot.
  struct Fault {
    let error: RecurrenceRuleError
    let takenAs: String?
  }

  func firstFault(strict: Bool) -> RecurrenceRuleError? {
    faults().first { strict || $0.takenAs == nil }?.error
  }

  func faults() -> [Fault] { rangeFaults() + combinationFaults() }

  /// The largest number of days and weeks that a year of the rule's calendar has.
  private var days: Int { rule.scale == .gregorian ? 366 : 385 }
  private var weeks: Int { rule.scale == .gregorian ? 53 : 55 }

  private func rangeFaults() -> [Fault] {
    let parts = rule.parts
    var faults: [Fault] = []
    func check(_ part: String, _ values: [Int], _ range: ClosedRange<Int>, signed: Bool, _ example: String) {
      for value in values
      where !(range.contains(value) || signed && range.contains(Int(clamping: value.magnitude))) {
        let allowed = "use \(range.lowerBound)...\(range.upperBound)"
        faults.append(
          fault(
            part, String(value), "is out of range",
            signed ? allowed + " or -\(range.upperBound)...-\(range.lowerBound)" : allowed, example))
      }
    }
    check("INTERVAL", [rule.interval], 1...RuleCheck.largestNumber, signed: false, "INTERVAL=2")
    if case .count(let count) = rule.end {
      check("COUNT", [count], 1...RuleCheck.largestNumber, signed: false, "COUNT=10")
    }
    check("BYMONTH", parts.months.map(\.number), 1...12, signed: false, "BYMONTH=5,9")
    check("BYWEEKNO", parts.weekNumbers, 1...weeks, signed: true, "BYWEEKNO=20")
    check("BYYEARDAY", parts.yearDays, 1...days, signed: true, "BYYEARDAY=-1")
    check("BYMONTHDAY", parts.monthDays, 1...31, signed: true, "BYMONTHDAY=15")
    check("BYDAY", parts.weekdays.compactMap(\.ordinal), 1...weeks, signed: true, "BYDAY=-1FR")
    check("BYHOUR", parts.hours, 0...23, signed: false, "BYHOUR=9,17")
    check("BYMINUTE", parts.minutes, 0...59, signed: false, "BYMINUTE=0,30")
    check("BYSECOND", parts.seconds, 0...60, signed: false, "BYSECOND=0")
    check("BYSETPOS", parts.positions, 1...days, signed: true, "BYSETPOS=-2")
    return faults
  }

  private func combinationFaults() -> [Fault] {
    let (frequency, parts) = (rule.frequency, rule.parts)
    var faults: [Fault] = []
    func forbid(
      _ part: String, _ values: [Int], _ problem: String, _ allowed: String, _ example: String,
      _ taken: String
    ) {
      guard let value = values.first else { return }
      faults.append(fault(part, String(value), problem, allowed, example, taken))
    }
    let numbered = parts.weekdays.first { $0.ordinal != nil }
    if let numbered, frequency != .monthly, frequency != .yearly {
      faults.append(
        fault(
          "BYDAY", numbered.text, "counts weekdays with FREQ=\(frequency.rawValue)",
          "number weekdays only with MONTHLY or YEARLY", "FREQ=MONTHLY;BYDAY=\(numbered.text)",
          "the number is left out"))
    } else if let numbered, !parts.weekNumbers.isEmpty {
      faults.append(
        fault(
          "BYDAY", numbered.text, "counts weekdays beside BYWEEKNO", "leave the number or BYWEEKNO out",
          "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "counted within the year or month, then limited to the weeks"))
    }
    if frequency == .weekly {
      forbid(
        "BYMONTHDAY", parts.monthDays, "stands beside FREQ=WEEKLY", "use it with DAILY, MONTHLY or YEARLY",
        "FREQ=MONTHLY;BYMONTHDAY=15", "it limits the days")
    }
    if frequency == .daily || frequency == .weekly || frequency == .monthly {
      forbid(
        "BYYEARDAY", parts.yearDays, "stands beside FREQ=\(frequency.rawValue)", "use it with YEARLY",
        "FREQ=YEARLY;BYYEARDAY=100", "it limits the days")
    }
    if frequency != .yearly {
      forbid(
        "BYWEEKNO", parts.weekNumbers, "stands beside FREQ=\(frequency.rawValue)", "use it with YEARLY",
        "FREQ=YEARLY;BYWEEKNO=20", "it limits the days")
    }
    if !parts.hasPeriodParts {
      forbid(
        "BYSETPOS", parts.positions, "has no other BY… part to choose from", "add one",
        "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1", "it chooses among the period's only occurrence")
    }
    return faults
  }

  private func fault(
    _ part: String, _ value: String, _ problem: String, _ allowed: String, _ example: String,
    _ takenAs: String? = nil
  ) -> Fault {
    Fault(
      error: RecurrenceRuleError(
        part: part, value: value, offset: nil, problem: problem, allowed: allowed, example: example,
        clause: "RFC 5545 3.3.10"),
      takenAs: takenAs)
  }
}

extension RecurrenceRule.Parts {
  /// Whether there is any part that BYSETPOS could choose from.
  var hasPeriodParts: Bool {
    !(months.isEmpty && weekNumbers.isEmpty && yearDays.isEmpty && monthDays.isEmpty && weekdays.isEmpty
      && hours.isEmpty && minutes.isEmpty && seconds.isEmpty)
  }
}
