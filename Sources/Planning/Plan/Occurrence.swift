public import Recurrence

/// One edition of a campaign: 2026's member day.
public struct Occurrence: Hashable, Sendable {
  /// Its year, `once`, or the unmoved rule date: what stands in a reminder's key.
  public let id: String
  /// The (related Gregorian) year it belongs to.
  public let year: Int
  /// The common day, or the first of several.
  public let firstDay: CivilDate
  public let lastDay: CivilDate
  /// Why it is not on its rule's day, or not held.
  public let note: BilingualText?
  public let override: YearOverride?

  /// The day the rule gives, before rest days and the year's override.
  public let ruleDay: CivilDate
  /// The time of day that a recurrence rule gives; midnight where only days are given.
  public var ruleTime = CivilTime.midnight

  /// Whether its year's override says that it is not held.
  public var isSkipped: Bool { override?.skip == true }
}

extension Campaign {
  /// The occurrences whose rule date, before any move, is in a range of days, ascending.
  public func occurrences(in days: Range<CivilDate>, workdays: WorkdayCalendar) -> [Occurrence] {
    editions(in: days, workdays: workdays).filter { !$0.isSkipped }
  }

  /// The occurrences of a year: for lunar rules of the lunar year.
  public func occurrences(inYear year: Int, workdays: WorkdayCalendar) -> [Occurrence] {
    editions(inYear: year, workdays: workdays).filter { !$0.isSkipped }
  }

  /// As ``occurrences(in:workdays:)``, with those that are not held.
  func editions(in days: Range<CivilDate>, workdays: WorkdayCalendar) -> [Occurrence] {
    guard !days.isEmpty else { return [] }
    switch schedule.rule {
    case .once(let first, let last):
      return days.contains(first)
        ? [occurrence(id: "once", year: first.year, first, last ?? first, workdays)] : []
    case .yearly, .lunar:
      // A lunar year's last month lies in the Gregorian year after it.
      return ((days.lowerBound.year - 1)...days.upperBound.year).compactMap { year in
        edition(inYear: year, workdays: workdays).flatMap { days.contains($0.ruleDay) ? $0 : nil }
      }
    case .recurring:
      return ruleMoments(in: days).map { id, local in
        let day = local.date
        var occurrence = occurrence(id: id, year: day.year, day, day, workdays)
        occurrence.ruleTime = local.time
        return occurrence
      }
    }
  }

  /// As ``occurrences(inYear:workdays:)``, with those that are not held.
  func editions(inYear year: Int, workdays: WorkdayCalendar) -> [Occurrence] {
    switch schedule.rule {
    case .yearly, .lunar: return edition(inYear: year, workdays: workdays).map { [$0] } ?? []
    case .once, .recurring:
      guard let first = CivilDate(year: year, month: 1, day: 1) else { return [] }
      return editions(
        in: first..<first.adding(days: CivilDate.isLeap(year: year) ? 366 : 365), workdays: workdays)
    }
  }

  private var isFrequent: Bool {
    switch schedule.rule {
    case .yearly, .lunar, .once: false
    case .recurring: true
    }
  }

  private func edition(inYear year: Int, workdays: WorkdayCalendar) -> Occurrence? {
    switch schedule.rule {
    case .yearly(let first, let last):
      guard let from = CivilDate(year: year, month: first.month, day: first.day),
        let to = last.map({ CivilDate(year: year, month: $0.month, day: $0.day) }) ?? from
      else { return nil }
      return occurrence(id: String(year), year: year, from, to, workdays)
    case .lunar(let day):
      guard let found = try? day.date(inLunarYear: year) else { return nil }
      return occurrence(id: String(year), year: year, found.date, found.date, workdays)
    default: return nil
    }
  }

  private func occurrence(
    id: String, year: Int, _ first: CivilDate, _ last: CivilDate, _ workdays: WorkdayCalendar
  ) -> Occurrence {
    var override = years[year]
    // One date can't stand for every month's or week's occurrence.
    if isFrequent { override?.date = nil }
    var day = first
    var note: BilingualText?
    if let date = override?.date {
      day = date
      let reason = override?.reason ?? "\(first) → \(date)"
      note = BilingualText(zh: "改期: \(reason)", en: "moved: \(reason)")
    } else if first == last, schedule.ifClosed != .keep, !workdays.isWorkday(first) {
      day = schedule.ifClosed == .previousWorkday ? workdays.onOrBefore(first) : workdays.onOrAfter(first)
      note = BilingualText(zh: "\(first) 休息，改到 \(day)", en: "\(first) is a rest day, held on \(day)")
    }
    if note == nil, case .lunar = schedule.rule, first.year != year {
      note = BilingualText(zh: "农历 \(year) 年", en: "of the lunar year \(year)")
    }
    if let override, override.skip {
      let reason = override.reason.map { ": \($0)" } ?? ""
      note = BilingualText(zh: "停办\(reason)", en: "not held\(reason)")
    }
    return Occurrence(
      id: id, year: year, firstDay: day, lastDay: day.adding(days: last.days(since: first)), note: note,
      override: override, ruleDay: first)
  }
}
