/// Which days are worked in China: announced years, and years that can only be told from the law.
///
/// A working day is Monday to Friday or a make-up working day, minus rest days. Years without a notice are
/// ``CalendarStatus/provisional``: Monday to Friday minus ``StatutoryFestivals``; years that even the law does not
/// reach have plain Mondays to Fridays. Until 1995 Saturdays were worked too; that is not modelled.
///
/// Counting is by rank and select in a bit set of two centuries, so any offset costs a few nanoseconds.
public struct WorkdayCalendar: Hashable, Sendable {
  private var days: DaySet
  private var years: [Int: AnnouncedYear] = [:]
  private var names: [CivilDate: String] = [:]

  /// Every year provisional.
  public static let provisional = WorkdayCalendar()

  /// - Parameter announced: At most one notice a year counts: the one with the highest version, the later in
  ///   the list among equals. Where two years set the same December day, the later year does.
  public init(announced: [AnnouncedYear] = []) {
    days = WorkdayCalendar.lawful
    for notice in announced where (years[notice.year]?.version ?? .min) <= notice.version {
      years[notice.year] = notice
    }
    let notices = years.values.sorted { $0.year < $1.year }
    for notice in notices { days.setWeekdays(of: notice.year) }
    for notice in notices {
      for day in notice.off { days.set(day, worked: false) }
      for day in notice.work { days.set(day, worked: true) }
      nameDays(of: notice)
    }
    days.recount()
  }

  private static let lawful: DaySet = {
    var days = DaySet()
    for year in StatutoryFestivals.supported {
      for (date, _) in StatutoryFestivals.days(in: year) { days.set(date, worked: false) }
    }
    days.recount()
    return days
  }()

  public func isWorkday(_ date: CivilDate) -> Bool { days.isWorked(date) }

  /// The working day that is `count` working days after `date`, or before it if negative; `date` itself is never
  /// counted, and 0 gives it back even if it is a rest day.
  public func adding(workdays count: Int, to date: CivilDate) -> CivilDate {
    if count == 0 { return date }
    let count = Swift.min(Swift.max(count, -5_000_000), 5_000_000)
    // Before `date` stand `rank` working days; it is one itself or not, and must not count.
    let rank = days.rank(date)
    let target = count > 0 ? rank + count - (days.isWorked(date) ? 0 : 1) : rank + count
    return days.select(target, near: date, count)
  }

  /// `date` itself, or the last working day before it.
  public func onOrBefore(_ date: CivilDate) -> CivilDate {
    isWorkday(date) ? date : adding(workdays: -1, to: date)
  }

  /// `date` itself, or the first working day after it.
  public func onOrAfter(_ date: CivilDate) -> CivilDate {
    isWorkday(date) ? date : adding(workdays: 1, to: date)
  }

  /// The nearest working day; the earlier of two.
  public func nearest(_ date: CivilDate) -> CivilDate {
    let (before, after) = (onOrBefore(date), onOrAfter(date))
    return after.days(since: date) < date.days(since: before) ? after : before
  }

  /// Working days in `start ..< end`.
  public func workdays(in range: Range<CivilDate>) -> Int {
    days.rank(range.upperBound) - days.rank(range.lowerBound)
  }
}

extension WorkdayCalendar {
  /// What a day is, and how sure that is.
  public struct Day: Hashable, Sendable {
    public enum Kind: Hashable, Sendable { case workday, makeUpWorkday, weekend, restDay }

    public let date: CivilDate
    public let kind: Kind
    /// The festival of a rest day: 中秋节, or 国庆节、中秋节 if they share a holiday.
    public let name: String?
    public let status: CalendarStatus
    /// The notice behind it, if there is one, and which edition of it.
    public let source: String?
    public let version: Int?

    public var isWorkday: Bool { kind == .workday || kind == .makeUpWorkday }
    public var isProvisional: Bool { status != .announced }
  }

  /// Everything that is known of a day.
  public func day(_ date: CivilDate) -> Day {
    let year = date.year
    let isWeekend = date.weekday.isWeekend
    let isOff = !isWorkday(date)
    let name = isOff ? names[date] ?? lawfulName(date, year) : nil
    let kind: Day.Kind =
      switch (isOff, isWeekend) {
      case (false, false): .workday
      case (false, true): .makeUpWorkday
      case (true, false): .restDay
      case (true, true): name == nil ? .weekend : .restDay
      }
    return Day(
      date: date, kind: kind, name: name, status: status(of: year), source: years[year]?.source,
      version: years[year]?.version)
  }

  /// How sure the days of a year are.
  public func status(of year: Int) -> CalendarStatus {
    years[year]?.status ?? (StatutoryFestivals.supported.contains(year) ? .provisional : .none)
  }

  /// Whether a notice for `year` is still to come, so that its days may move.
  public func isProvisional(_ year: Int) -> Bool { status(of: year) != .announced }

  /// The notice in force for a year.
  public func notice(for year: Int) -> AnnouncedYear? { years[year] }

  private func lawfulName(_ date: CivilDate, _ year: Int) -> String? {
    guard years[year] == nil else { return nil }
    let names = StatutoryFestivals.days(in: year).filter { $0.date == date }.map(\.name)
    return names.isEmpty ? nil : names.joined(separator: "、")
  }

  /// Names each run of days off after the statutory festivals in it, unless the notice names it.
  private mutating func nameDays(of notice: AnnouncedYear) {
    let lawful = StatutoryFestivals.days(in: notice.year)
    var start = notice.off.startIndex
    while start < notice.off.endIndex {
      var end = start + 1
      while end < notice.off.endIndex, notice.off[end].days(since: notice.off[end - 1]) == 1 { end += 1 }
      let run = notice.off[start..<end]
      var found: [String] = []
      for (date, name) in lawful where run.contains(date) && !found.contains(name) { found.append(name) }
      for day in run {
        names[day] = notice.names[day] ?? (found.isEmpty ? nil : found.joined(separator: "、"))
      }
      start = end
    }
    for day in notice.work { names[day] = nil }
  }
}
