import Planning
import Recurrence

/// When and where.
extension NoticeWriter {
  var time: Draft {
    var paragraphs = subject.recurs ? recurringDays : commonDay
    if let place = campaign.venue, place.usual != nil || !place.needs.isEmpty {
      paragraphs.append(texts.place(place.usual, needs: place.needs))
    }
    return (texts.timeHeading(hasPlace: campaign.venue?.usual != nil), paragraphs)
  }

  // MARK: - Once in the year

  private var commonDay: [String] {
    let occurrence = subject.first
    if subject.isHeldApart, let days = campaign.schedule.window?.days(around: occurrence) {
      let isOneDay = occurrence.firstDay == occurrence.lastDay
      let anchor = isOneDay ? day(occurrence.firstDay, of: occurrence) : dates.span(subject.days)
      return [texts.heldApart(dates.span(days, inFull: true), anchor: anchor)] + changes
    }
    let isOneDay = occurrence.firstDay == occurrence.lastDay
    let span =
      isOneDay
      ? day(occurrence.firstDay, of: occurrence, inFull: true) : dates.span(subject.days, inFull: true)
    var paragraphs = [texts.ended(span + hours)] + changes
    if let days = campaign.schedule.window?.days(around: occurrence) {
      paragraphs.append(texts.chooseBetween(dates.span(days)))
    }
    return paragraphs
  }

  private var hours: String {
    campaign.schedule.hours.map { language(dates.hours($0), ", \(dates.hours($0))") } ?? ""
  }

  /// With the lunar date if the rule is lunar and the day is the rule's.
  private func day(_ date: CivilDate, of occurrence: Occurrence, inFull: Bool = false) -> String {
    let lunar = isLunar && date == occurrence.ruleDay ? dates.lunar(date) : nil
    let provisional = subject.isProvisional(occurrence) ? texts.provisional : nil
    return dates.day(date, inFull: inFull, remarks: [lunar, provisional].compactMap { $0 })
  }

  private var isLunar: Bool {
    switch campaign.schedule.rule {
    case .lunar: true
    case .recurring(let rule, _): rule.scale == .chinese
    case .yearly, .once: false
    }
  }

  /// Why it is not on its rule's day, and what else the year's entry gives as a reason.
  private var changes: [String] {
    let occurrence = subject.first
    var words: [String] = []
    if occurrence.firstDay != occurrence.ruleDay {
      let rule = dates.day(
        occurrence.ruleDay, remarks: isLunar ? [dates.lunar(occurrence.ruleDay)].compactMap { $0 } : [])
      let day = dates.day(occurrence.firstDay)
      words.append(
        subject.override?.date != nil
          ? texts.movedByHand(from: rule, to: day)
          : texts.movedOffRest(from: rule, to: day, isEarlier: occurrence.firstDay < occurrence.ruleDay))
    }
    if let reason = subject.override?.reason { words.append(texts.reason(reason)) }
    return words.isEmpty ? [] : [words.joined(separator: language("", " "))]
  }

  // MARK: - Many times in the year

  private var recurringDays: [String] {
    let occurrences = subject.occurrences
    let days = occurrences.map(\.firstDay)
    let rhythm = rhythm(of: occurrences)
    // Beyond this a list says less than its rhythm.
    let isShort = days.count <= 120 || rhythm == nil
    let list = isShort ? dates.list(days) : dates.span((days.min() ?? .min)...(days.max() ?? .max))
    var paragraphs = [texts.times(occurrences.count, rhythm, list)]
    if let hours = campaign.schedule.hours { paragraphs.append(texts.eachTime(dates.hours(hours))) }
    let moves = occurrences.filter { $0.firstDay != $0.ruleDay }.map { occurrence in
      (from: dates.day(occurrence.ruleDay), to: dates.day(occurrence.firstDay))
    }
    if !moves.isEmpty { paragraphs.append(texts.movedDays(moves)) }
    if let reason = subject.override?.reason { paragraphs.append(texts.reason(reason)) }
    if let window = campaign.schedule.window, window.before != 0 || window.after != 0 {
      paragraphs.append(subject.isHeldApart ? texts.apartAround(window) : texts.chooseAround(window))
    }
    let years = provisionalYears
    if !years.isEmpty { paragraphs.append(texts.provisionalDays(years)) }
    return paragraphs
  }

  /// 每星期五, 每月最后一个星期五; nil for a rule that has no such words.
  private func rhythm(of occurrences: [Occurrence]) -> String? {
    guard case .recurring(let rule, _) = campaign.schedule.rule, let first = occurrences.first?.ruleDay,
      let last = occurrences.last?.ruleDay
    else { return nil }
    if rule.frequency == .monthly { return monthlyRhythm(rule) }
    let weekdays = Set(occurrences.map(\.ruleDay.weekday))
    let expected = (0...last.days(since: first)).map { first.adding(days: $0) }.filter {
      weekdays.contains($0.weekday)
    }
    guard expected == occurrences.map(\.ruleDay) else { return nil }
    return weekdays.count == 7 ? texts.everyDay : texts.everyWeek(on: weekdays.sorted().map(dates.weekday))
  }

  private func monthlyRhythm(_ rule: RecurrenceRule) -> String? {
    let parts = rule.parts
    guard rule.interval == 1, rule.scale == .gregorian, parts.months.isEmpty, parts.positions.isEmpty else {
      return nil
    }
    switch (parts.monthDays.count, parts.weekdays.count) {
    case (1, 0) where parts.monthDays[0] >= -1: return texts.everyMonth(day: parts.monthDays[0])
    case (0, 1):
      guard let ordinal = parts.weekdays[0].ordinal, (-1...5).contains(ordinal) else { return nil }
      return texts.everyMonth(ordinal, dates.weekday(parts.weekdays[0].weekday))
    default: return nil
    }
  }
}
