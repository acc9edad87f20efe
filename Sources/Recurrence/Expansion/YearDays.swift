/// The days that a rule of DAILY or slower gives in each year, INTERVAL and BYSETPOS included; kept for the 28
/// kinds of Gregorian years where nothing else matters.
struct YearDays {
  let rule: CompiledRule
  private var masks: [YearBits?] = []
  private var finished: [YearBits?] = []
  private var loads = 0
  private let startYear: Int
  private let startMonth: Int
  private let startWeek: Int
  /// Whether a year's days depend on its kind alone.
  private let dependsOnKindOnly: Bool

  init(_ rule: CompiledRule) {
    self.rule = rule
    startYear = CalendarYear.number(ofDay: rule.startDay, rule.scale) ?? 1
    startMonth = YearDays.month(ofDay: rule.startDay, startYear, rule.scale)
    startWeek = YearDays.week(of: rule.startDay, rule.weekStart)
    switch rule.frequency {
    case .yearly: dependsOnKindOnly = true
    case .monthly: dependsOnKindOnly = 12 % rule.interval == 0
    case .weekly: dependsOnKindOnly = rule.interval == 1 && rule.positions.isEmpty
    default: dependsOnKindOnly = rule.interval == 1 || rule.isClockRule
    }
  }

  /// The year in which the rule starts.
  var firstYear: Int { startYear }

  /// How far apart years are that may have days.
  var yearStep: Int { rule.frequency == .yearly ? rule.interval : 1 }

  /// Nil outside the calendar.
  mutating func days(inYear number: Int) -> (year: CalendarYear, bits: YearBits)? {
    guard let year = CalendarYear(number, rule.scale) else { return nil }
    guard dependsOnKindOnly, let likeness = year.likeness else { return (year, make(year)) }
    // A window asks for a year or two; only longer walks repay keeping any.
    loads += 1
    if loads < 4 { return (year, make(year)) }
    if finished.isEmpty { finished = Array(repeating: nil, count: 28) }
    if let known = finished[likeness] { return (year, known) }
    let bits = make(year)
    finished[likeness] = bits
    return (year, bits)
  }

  /// The days that the day parts leave of a year, whatever its kind of period.
  private mutating func mask(_ year: CalendarYear) -> YearBits {
    guard !dependsOnKindOnly, let likeness = year.likeness else {
      return DayMask(rule: rule, year: year).days()
    }
    if masks.isEmpty { masks = Array(repeating: nil, count: 28) }
    if let known = masks[likeness] { return known }
    let bits = DayMask(rule: rule, year: year).days()
    masks[likeness] = bits
    return bits
  }

  private mutating func make(_ year: CalendarYear) -> YearBits {
    switch rule.frequency {
    case .yearly:
      let bits = DayMask(rule: rule, year: year).days()
      return rule.positions.isEmpty || rule.picksTimes ? bits : pick(from: bits)
    case .monthly: return months(year)
    case .weekly: return weeks(year)
    case .daily where rule.interval > 1: return steppedDays(year)
    default: return mask(year)
    }
  }

  // MARK: Periods

  private func months(_ year: CalendarYear) -> YearBits {
    let chosen = chosenMonths(year)
    if rule.positions.isEmpty || rule.picksTimes { return DayMask(rule: rule, year: year).days(of: chosen) }
    var result = YearBits()
    forEachMonth(year) { result.formUnion(pick(from: $0)) }
    return result
  }

  /// The days of each month that INTERVAL chooses. A month at a time only where SKIP may carry days across.
  func forEachMonth(_ year: CalendarYear, _ body: (YearBits) -> Void) {
    let chosen = chosenMonths(year)
    let mask = DayMask(rule: rule, year: year)
    let all = rule.skip == .omit ? mask.days(of: chosen) : nil
    for index in 0..<year.monthCount where chosen >> UInt16(index) & 1 == 1 {
      let start = year.daysBefore(monthAt: index) + 1
      let end = year.daysBefore(monthAt: index + 1) + 1
      body(all?.limited(from: start, to: end) ?? mask.days(of: 1 << UInt16(index)))
    }
  }

  private func chosenMonths(_ year: CalendarYear) -> UInt16 {
    if rule.interval == 1 { return .max }
    var chosen: UInt16 = 0
    let before = year.monthsBefore() - startMonth
    for index in 0..<year.monthCount where (before + index) % rule.interval == 0 {
      chosen |= 1 << UInt16(index)
    }
    return chosen
  }

  private mutating func weeks(_ year: CalendarYear) -> YearBits {
    let picks = !rule.positions.isEmpty && !rule.picksTimes
    let days = mask(year)
    if rule.interval == 1, !picks { return days }
    var result = YearBits()
    let (rule, offset) = (rule, year.first - 1)
    forEachWeek(year) { first, week in
      let chosen = picks ? rule.pick(from: week) : week
      for day in 0..<7 where chosen >> UInt8(day) & 1 == 1 {
        let bit = first + day - offset
        if bit >= 1, bit <= year.dayCount { result.insert(bit) }
      }
    }
    return result
  }

  /// The first day and the matching days, as seven bits, of each week that INTERVAL chooses and that reaches into the
  /// year.
  mutating func forEachWeek(_ year: CalendarYear, _ body: (_ first: Int, _ week: UInt8) -> Void) {
    let mask = mask(year)
    let last = CalendarYear(year.number - 1, rule.scale)
    let next = CalendarYear(year.number + 1, rule.scale)
    let lastMask = last.map { self.mask($0) }
    let nextMask = next.map { self.mask($0) }
    var index = YearDays.week(of: year.first, rule.weekStart)
    let rest = (index - startWeek) % rule.interval
    if rest != 0 { index += (rest > 0 ? rule.interval : 0) - rest }
    let end = YearDays.week(of: year.first + year.dayCount - 1, rule.weekStart)
    while index <= end {
      let first = index * 7 - 3 + rule.weekStart
      var week: UInt8 = 0
      for day in 0..<7 {
        let bit = first + day - year.first + 1
        let matches =
          if bit < 1 {
            last.map { lastMask?.contains(bit + $0.dayCount) ?? false } ?? false
          } else if bit > year.dayCount {
            nextMask?.contains(bit - year.dayCount) ?? false
          } else {
            mask.contains(bit)
          }
        if matches { week |= 1 << UInt8(day) }
      }
      if week != 0 { body(first, week) }
      index += rule.interval
    }
  }

  private mutating func steppedDays(_ year: CalendarYear) -> YearBits {
    var steps = YearBits()
    let rest = (rule.startDay - year.first) % rule.interval
    var bit = (rest >= 0 ? rest : rest + rule.interval) + 1
    while bit <= year.dayCount {
      steps.insert(bit)
      bit += rule.interval
    }
    steps.formIntersection(mask(year))
    return steps
  }

  private func pick(from bits: YearBits) -> YearBits {
    var result = YearBits()
    let count = bits.count
    for position in rule.positions {
      let rank = position > 0 ? position - 1 : count + position
      if rank >= 0, rank < count { result.insert(bits.select(rank)) }
    }
    return result
  }

  // MARK: Counting periods

  /// Weeks since the one of 1970-01-01, beginning on `weekStart`.
  private static func week(of day: Int, _ weekStart: Int) -> Int { floorDivide(day + 3 - weekStart, 7) }

  private static func month(ofDay day: Int, _ yearNumber: Int, _ scale: RecurrenceScale) -> Int {
    guard let year = CalendarYear(yearNumber, scale) else { return 0 }
    var index = 0
    while index + 1 < year.monthCount, year.first + year.daysBefore(monthAt: index + 1) <= day { index += 1 }
    return year.monthsBefore() + index
  }
}
