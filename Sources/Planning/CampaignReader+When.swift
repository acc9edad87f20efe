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
      fields.value(key, else: { .span($0, key: key, example: "7 days") }) { text in
        TimeLanguage.span(text).flatMap { $0.measure == .days ? $0.count : nil }
      } ?? 0
    }
    return Schedule.Window(before: days("before"), after: days("after"))
  }

  private func dayRule(_ when: Fields) -> DayRule? {
    let given = ["date", "dates", "lunar", "on", "rrule", "once"].filter { when[$0] != nil }
    guard given.count <= 1 else {
      faults.add(.tooManyDayRules(given), at: when.place)
      return nil
    }
    if when["every"] != nil, when.choice("every", Cycle.self) == nil { return nil }
    if let rule = given.first, ["once", "rrule"].contains(rule), when["every"] != nil {
      faults.add(.tooManyDayRules(["every", rule]), at: when["every"]?.place)
    }
    if when["start"] != nil, given.first != "rrule" {
      faults.add(.missingKey("rrule", section: .when), at: when["start"]?.place)
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
      faults.add(.noDayRule, at: when.place)
      return nil
    }
  }

  private func yearly(_ when: Fields, _ key: String) -> DayRule? {
    guard let text = when.text(key), let place = when[key]?.place else { return nil }
    checkYearly(when)
    let sides = key == "dates" ? TimeLanguage.sides(text) : (from: text, to: nil)
    guard let first = monthDay(sides.from, at: place) else { return nil }
    guard let last = sides.to.map({ monthDay($0, at: place) }) ?? first else { return nil }
    guard first <= last else {
      faults.add(.backwards(text), at: place)
      return nil
    }
    return .yearly(first, through: sides.to == nil ? nil : last)
  }

  private func checkYearly(_ when: Fields) {
    guard let every = when.text("every"), Vocabulary.value(every) != "year" else { return }
    faults.add(.notAmong(every, key: "every", choices: ["year"]), at: when["every"]?.place)
  }

  private func monthDay(_ text: String, at place: Place) -> MonthDay? {
    switch TimeLanguage.monthDay(text) {
    case .success(let day) where day.month == 2 && day.day == 29:
      faults.add(.leapDayYearly, at: place)
      return nil
    case .success(let day): return day
    case .failure(let fault):
      faults.add(.quoted(text) ?? .date(text, fault, example: "05-29"), at: place)
      return nil
    }
  }

  private func lunar(_ when: Fields) -> DayRule? {
    guard let text = when.text("lunar") else { return nil }
    checkYearly(when)
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
    let place = when["on"]?.place
    switch Vocabulary.value(when.text("every") ?? "") {
    case "month":
      guard let text = when.text("on") else { return nil }
      guard let rule = TimeLanguage.monthlyRule(text) else {
        faults.add(.span(text, key: "on", example: "15, last friday, 2nd tuesday"), at: place)
        return nil
      }
      return .recurring(rule, start: nil)
    case "week":
      let words = when.texts("on")
      let days = words.compactMap { TimeLanguage.weekday($0) }
      guard let first = days.first, days.count == words.count else {
        faults.add(.span(words.joined(separator: ", "), key: "on", example: "[monday, friday]"), at: place)
        return nil
      }
      let draft = days.dropFirst().reduce(RecurrenceRule.weekly().on(first)) { $0.on($1) }
      return .recurring(draft.rule, start: nil)
    case let other:
      faults.add(
        .notAmong(other, key: "every", choices: ["month", "week"]), at: when["every"]?.place ?? place)
      return nil
    }
  }

  private func rule(_ when: Fields) -> DayRule? {
    guard let text = when.text("rrule"), let node = when["rrule"] else { return nil }
    guard let start = when.text("start") else {
      faults.add(.missingKey("start", section: .when), at: node.place)
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
      faults.add(.recurrence(error), at: place ?? node.place)
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
    guard let first = date(sides.from, at: place) else { return nil }
    guard let last = sides.to.map({ date($0, at: place) }) ?? first else { return nil }
    guard first <= last else {
      faults.add(.backwards(text), at: place)
      return nil
    }
    return .once(first, through: sides.to == nil ? nil : last)
  }
}

/// How often a campaign takes place, if it follows no rule of its own.
enum Cycle: String, CaseIterable { case year, month, week, day }
