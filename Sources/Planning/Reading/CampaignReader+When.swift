import Recurrence

extension CampaignReader {
  func schedule(_ node: YAMLNode) -> Schedule? {
    guard let when = Fields(node, .when, faults) else { return nil }
    let rule = dayRule(when)
    let zone = when.value("zone", else: { .notFoundZone($0) }) { try? Zone($0) } ?? shared.zone
    var schedule = rule.map { Schedule(rule: $0, zone: zone) }
    schedule?.ifClosed = when.choice("if_closed", DayRoll.self) ?? .keep
    schedule?.hours = when.value("time", else: { .clock($0) }, TimeLanguage.hours)
      .map { Schedule.Hours(from: $0.from, to: $0.to) }
    schedule?.window = when["hold_within"].flatMap(window)
    return schedule
  }

  private func window(_ node: YAMLNode) -> Schedule.Window? {
    guard let fields = Fields(node, .holdWithin, faults) else { return nil }
    func days(_ key: String) -> Int {
      let usual = TimeGuess.Words(zh: "7天", en: "7 days")
      return fields.value(
        key, else: { .span($0, fields.word(key), TimeGuess.span($0, inDays: true) ?? usual) }
      ) {
        text in
        TimeLanguage.span(text).flatMap { $0.measure == .days ? $0.count : nil }
      } ?? 0
    }
    return Schedule.Window(before: days("before"), after: days("after"))
  }

  /// Keys that say on which day it is held.
  private static let dayKeys = ["date", "dates", "lunar", "on", "rrule", "once"]

  private func dayRule(_ when: Fields) -> DayRule? {
    if when["every"] != nil, when.choice("every", Cycle.self) == nil { return nil }
    var given = Self.dayKeys.filter { when[$0] != nil }
    // A rule and a single time say how often themselves.
    if when["every"] != nil, given == ["rrule"] || given == ["once"] { given.insert("every", at: 0) }
    guard given.count <= 1 else {
      faults.add(.oneOf(given.map(when.word)), at: when.lastPlace(given))
      return nil
    }
    if given != ["rrule"], when["start"] != nil {
      faults.add(.onlyBeside(when.word("start"), when.word("rrule")), at: when.keyPlace("start"))
    }
    switch given.first {
    case "date": return yearly(when, "date")
    case "dates": return yearly(when, "dates")
    case "lunar": return lunar(when)
    case "on": return recurring(when)
    case "rrule": return rule(when)
    case "once": return once(when)
    default:
      if let every = when.text("every"), Vocabulary.value(every) == "day" {
        return .recurring(RecurrenceRule.daily().rule, start: nil)
      }
      faults.add(.noDayRule(Self.dayKeys.map(when.word)), at: when.place)
      return nil
    }
  }

  private func yearly(_ when: Fields, _ key: String) -> DayRule? {
    guard let text = when.text(key), let place = when[key]?.place else { return nil }
    checkYearly(when, key)
    let sides = key == "dates" ? TimeLanguage.sides(text) : (from: text, to: nil)
    let first: MonthDay
    let last: MonthDay
    switch (TimeLanguage.monthDay(sides.from), sides.to.map { TimeLanguage.monthDay($0) }) {
    case (.success(let day), nil): (first, last) = (day, day)
    case (.success(let day), .success(let end)): (first, last) = (day, end)
    case (.failure(let fault), _), (_, .failure(let fault)):
      let fault = key == "dates" ? Fault.days(text, fault, .yearly) : .date(text, fault, .yearly)
      faults.add(.quoted(text) ?? fault, at: place)
      return nil
    }
    guard ![first, last].contains(where: { $0.month == 2 && $0.day == 29 }) else {
      faults.add(.leapDayYearly, at: place)
      return nil
    }
    guard first <= last else {
      faults.add(.backwards(text), at: place)
      return nil
    }
    return .yearly(first, through: sides.to == nil ? nil : last)
  }

  /// Dates of the year go with `every: year` alone.
  private func checkYearly(_ when: Fields, _ key: String) {
    guard let every = when.choice("every", Cycle.self), every != .year else { return }
    let typed = when.text("every") ?? ""
    faults.add(.notEvery(typed, when.word("every"), dayKey: when.word(key)), at: when["every"]?.place)
  }

  private func lunar(_ when: Fields) -> DayRule? {
    guard let text = when.text("lunar") else { return nil }
    checkYearly(when, "lunar")
    guard let day = LunarDay(TimeLanguage.trimmed(text)) else {
      faults.add(.quoted(text) ?? .lunar(text), at: when["lunar"]?.place)
      return nil
    }
    if day.isLeapMonth {
      faults.add(.leapMonthMissing(text), at: when["lunar"]?.place)
    } else if day.day == 30 {
      faults.add(.lunarDayMissing(text), at: when["lunar"]?.place)
    }
    return .lunar(day)
  }

  private func recurring(_ when: Fields) -> DayRule? {
    guard when["every"] != nil else {
      if let key = Section.when.key("every") { faults.add(.missingKey(key, faults.wording), at: when.place) }
      return nil
    }
    switch when.choice("every", Cycle.self) {
    case .month: return monthly(when)
    case .week: return weekly(when)
    case .year, .day:
      let typed = when.text("every") ?? ""
      faults.add(.notEvery(typed, when.word("every"), dayKey: when.word("on")), at: when["every"]?.place)
      return nil
    case nil: return nil
    }
  }

  private func monthly(_ when: Fields) -> DayRule? {
    guard let text = when.text("on") else { return nil }
    guard let rule = TimeLanguage.monthlyRule(text) else {
      faults.add(
        .quoted(text) ?? .monthDay(text, when.word("on"), TimeGuess.monthDay(text)), at: when["on"]?.place)
      return nil
    }
    return .recurring(rule, start: nil)
  }

  private func weekly(_ when: Fields) -> DayRule? {
    let days = when.terms("on").compactMap { text, place -> Weekday? in
      if let day = TimeLanguage.weekday(text) { return day }
      let guess = TimeGuess.weekday(text) ?? .init(zh: "[周一, 周五]", en: "[monday, friday]")
      faults.add(.quoted(text) ?? .span(text, when.word("on"), guess), at: place)
      return nil
    }
    guard let first = days.first else { return nil }
    let draft = days.dropFirst().reduce(RecurrenceRule.weekly().on(first)) { $0.on($1) }
    return .recurring(draft.rule, start: nil)
  }

  private func rule(_ when: Fields) -> DayRule? {
    guard let text = when.text("rrule"), let node = when["rrule"] else { return nil }
    guard let start = when.text("start") else {
      if when["start"] == nil, let key = Section.when.key("start") {
        faults.add(.missingKey(key, faults.wording), at: node.place)
      }
      return nil
    }
    let startPlace = when["start"]?.place ?? node.place
    guard
      let first = CivilDateTime(iso: start)
        ?? date(start, at: startPlace).map({ CivilDateTime($0, .midnight) })
    else { return nil }
    let rule: RecurrenceRule
    do throws(RecurrenceRuleError) {
      rule = try Self.rule(text)
    } catch {
      let place = error.offset.map { node.place(ofByte: $0, length: error.value.unicodeScalars.count) }
      faults.add(.recurrence(error.unplaced), at: place ?? node.place)
      return nil
    }
    do throws(RecurrenceSetError) {
      _ = try RecurrenceSet(start: .floating(first), rule, mode: .lenient)
    } catch {
      faults.add(.recurrence(error), at: node.place)
      return nil
    }
    return .recurring(rule, start: first)
  }

  /// A campaign must not lose part of its rule without a word: what the RFCs forbid is refused.
  private static func rule(_ text: String) throws(RecurrenceRuleError) -> RecurrenceRule {
    let (rule, notes) = try RecurrenceRule.parse(text, mode: .lenient)
    return notes.isEmpty ? rule : try RecurrenceRule(parsing: text, mode: .strict)
  }

  private func once(_ when: Fields) -> DayRule? {
    guard let text = when.text("once"), let place = when["once"]?.place else { return nil }
    let sides = TimeLanguage.sides(text)
    let first: CivilDate
    let last: CivilDate
    switch (TimeLanguage.date(sides.from), sides.to.map { TimeLanguage.date($0) }) {
    case (.success(let day), nil): (first, last) = (day, day)
    case (.success(let day), .success(let end)): (first, last) = (day, end)
    case (.failure(let fault), _), (_, .failure(let fault)):
      faults.add(.quoted(text) ?? .days(text, fault, .full(year: 2026)), at: place)
      return nil
    }
    guard first <= last else {
      faults.add(.backwards(text), at: place)
      return nil
    }
    return .once(first, through: sides.to == nil ? nil : last)
  }
}

/// How often a campaign takes place, if it follows no rule of its own.
enum Cycle: String, CaseIterable { case year, month, week, day }
