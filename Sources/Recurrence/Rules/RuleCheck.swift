/// The ranges and combinations that RFC 5545 3.3.10 and RFC 7529 demand of a rule.
struct RuleCheck {
  private let rule: RecurrenceRule
  private var found: [Fault] = []

  static let largestNumber = 999_999_999

  /// One forbidden value or combination; `takenAs` says how lenient reading takes it, nil if it cannot.
  struct Fault {
    let error: RecurrenceRuleError
    let takenAs: RecurrenceText?
  }

  init(rule: RecurrenceRule) { self.rule = rule }

  /// Values out of range first, then combinations.
  func faults() -> [Fault] {
    var check = self
    check.checkRanges()
    check.checkWeekdays()
    check.checkCombinations()
    return check.found
  }

  private mutating func add(
    _ reason: RecurrenceRuleError.Reason, _ part: RulePart, _ value: String, takenAs: RecurrenceText? = nil
  ) {
    let error = RecurrenceRuleError(reason, part: part.name, value: value)
    found.append(Fault(error: error, takenAs: takenAs))
  }

  private mutating func check(
    _ part: RulePart, _ value: Int, _ range: ClosedRange<Int>, signed: Bool = false
  ) {
    let isRight = range.contains(value) || signed && range.contains(Int(clamping: value.magnitude))
    if !isRight { add(.outOfRange(range, signed: signed), part, String(value)) }
  }

  private mutating func checkRanges() {
    let parts = rule.parts
    // The most days and weeks that a year of the calendar has.
    let (days, weeks) = rule.scale == .gregorian ? (366, 53) : (385, 55)
    check(.interval, rule.interval, 1...RuleCheck.largestNumber)
    if case .count(let count) = rule.end { check(.count, count, 1...RuleCheck.largestNumber) }
    for month in parts.months { check(.months, month.number, 1...12) }
    for week in parts.weekNumbers { check(.weekNumbers, week, 1...weeks, signed: true) }
    for day in parts.yearDays { check(.yearDays, day, 1...days, signed: true) }
    for day in parts.monthDays { check(.monthDays, day, 1...31, signed: true) }
    for day in parts.weekdays {
      if let ordinal = day.ordinal { check(.weekdays, ordinal, 1...weeks, signed: true) }
    }
    for hour in parts.hours { check(.hours, hour, 0...23) }
    for minute in parts.minutes { check(.minutes, minute, 0...59) }
    for second in parts.seconds { check(.seconds, second, 0...60) }
    for position in parts.positions { check(.positions, position, 1...days, signed: true) }
  }

  private mutating func checkWeekdays() {
    guard let numbered = rule.parts.weekdays.first(where: { $0.ordinal != nil }) else { return }
    if rule.frequency != .monthly, rule.frequency != .yearly {
      add(
        .numberedWeekday(beside: rule.frequency), .weekdays, numbered.text, takenAs: .numberLeftOut)
    } else if !rule.parts.weekNumbers.isEmpty {
      add(.numberedWeekdayBesideWeeks, .weekdays, numbered.text, takenAs: .countedThenLimited)
    }
  }

  private mutating func checkCombinations() {
    let (frequency, parts) = (rule.frequency, rule.parts)
    func forbid(_ part: RulePart, _ values: [Int]) {
      guard let value = values.first else { return }
      add(.forbidden(beside: frequency), part, String(value), takenAs: .limitsTheDays)
    }
    if frequency == .weekly { forbid(.monthDays, parts.monthDays) }
    if frequency == .daily || frequency == .weekly || frequency == .monthly {
      forbid(.yearDays, parts.yearDays)
    }
    if frequency != .yearly { forbid(.weekNumbers, parts.weekNumbers) }
    if let position = parts.positions.first, !parts.hasPeriodParts {
      add(.nothingToPickFrom, .positions, String(position), takenAs: .picksTheOnlyOne)
    }
  }
}

extension RecurrenceRule.Parts {
  /// Whether there is any part that BYSETPOS could choose from.
  var hasPeriodParts: Bool {
    !(months.isEmpty && weekNumbers.isEmpty && yearDays.isEmpty && monthDays.isEmpty && weekdays.isEmpty
      && hours.isEmpty && minutes.isEmpty && seconds.isEmpty)
  }
}
