public import Recurrence

/// Reads the day of a session as people write it: `8月10日下午`, `8 月中旬`, `自 4 月中旬起`, `正月初八`, `近日`, `mid-August`.
public struct SessionDateReader: Sendable {
  /// Where a day without a year is looked for.
  public enum Nearby: Hashable, Sendable {
    /// In the year in which it comes closest to these days: those of the campaign's occurrence.
    case days(ClosedRange<CivilDate>)
    /// In a year that is known from elsewhere: that of a table.
    case year(Int)
    /// The last time it came round: what was held can't lie ahead.
    case past
    /// The closest time, before or after: what is planned may lie ahead.
    case around
  }

  /// What was read, and the year that was taken if none was written.
  public struct Reading: Hashable, Sendable {
    public let date: SessionDate
    public let assumedYear: Int?
    /// Whether the month or the week was taken from today, too: 29 日, 周三.
    public let isSupposed: Bool
    /// Whether the words mean other days whenever they are written: 昨天, 近日.
    public let isRelative: Bool
  }

  let today: CivilDate
  let nearby: Nearby

  public init(today: CivilDate, nearby: Nearby) {
    self.today = today
    self.nearby = nearby
  }

  /// - Throws: ``SessionDateFault`` for words that are no day, days that don't exist, and years beyond reason.
  public func read(_ text: String) throws(SessionDateFault) -> Reading {
    let words = text.trimmed
    // “三八”妇女节
    let bare = words.filter { !"“”\"「」『』".contains($0) }
    let plain = PhraseText(String(DateSigns.withCentury(DateSigns.plain(bare))))
    if let unknown = unknown(words, plain) { return unknown }
    var parser = DayParser(plain, today: today)
    guard let phrase = parser.phrase() else {
      throw words.contains(#/^\d{4}[-./]\d{1,2}[-./]\d{1,2}$/#) ? .noSuchDay(words) : .notUnderstood(words)
    }
    let (first, assumed) = try days(of: phrase.first, near: nil, words)
    var span = first
    if let second = phrase.last {
      let (last, _) = try days(of: second, near: first.lowerBound, words)
      guard first.lowerBound <= last.upperBound else { throw .reversed(words) }
      // Nobody holds one session from June to the next June: its days are the wrong way round.
      if second.year == nil, last.lowerBound.days(since: first.lowerBound) > Self.longestUnwritten {
        throw .reversed(words)
      }
      span = first.lowerBound...last.upperBound
    }
    try check(phrase.weekdays, span, words)
    if let beside = phrase.beside { try check(beside, span, words) }
    if phrase.isAbout { span = about(span) }
    var date = SessionDate(day(phrase.kind, span), partOfDay: phrase.partOfDay)
    date.isOpen = phrase.kind == .from
    date.isInferred = phrase.isRough || phrase.isAbout
    if let closing = phrase.closing {
      date.completedOn = try days(of: closing, near: span.lowerBound, words).0.upperBound
    }
    // No brief can print 2023-04-11/..
    if phrase.isPrintable, words.contains(where: \.isLetter) { date.said = words }
    if nearby == .past, phrase.kind != .until, span.lowerBound > today {
      throw .inFuture(words, span.lowerBound)
    }
    let isSupposed = phrase.first.days(around: today) != nil
    let isRelative = if case .fixed = phrase.first.span { true } else { isSupposed }
    return Reading(date: date, assumedYear: assumed, isSupposed: isSupposed, isRelative: isRelative)
  }

  /// 5 月 29 日（农历四月十三）: two that are not the same day are a slip in one of them.
  private func check(_ beside: DayStretch, _ span: ClosedRange<CivilDate>, _ words: String)
    throws(SessionDateFault)
  {
    let years = beside.year.map { $0...$0 } ?? (span.lowerBound.year - 1)...span.lowerBound.year
    let same = beside.days(around: span.lowerBound) ?? years.compactMap { beside.days(in: $0) }
    guard same.contains(where: { $0.overlaps(span) }) else { throw .otherDay(words, span.lowerBound) }
  }

  /// 8 月 23 日（周三） of a year in which it is a Sunday is a slip in one of the two.
  private func check(
    _ weekdays: (first: Weekday?, last: Weekday?), _ span: ClosedRange<CivilDate>, _ words: String
  ) throws(SessionDateFault) {
    if let first = weekdays.first, span.lowerBound.weekday != first,
      weekdays.last != nil || span.lowerBound == span.upperBound
    {
      throw .otherWeekday(words, span.lowerBound)
    }
    if let last = weekdays.last, span.upperBound.weekday != last {
      throw .otherWeekday(words, span.upperBound)
    }
  }

  /// Some days to either side; of what was held none that lie ahead.
  private func about(_ span: ClosedRange<CivilDate>) -> ClosedRange<CivilDate> {
    let last = span.upperBound.adding(days: Self.roughness)
    let end = nearby == .past ? Swift.max(span.upperBound, Swift.min(last, today)) : last
    return span.lowerBound.adding(days: -Self.roughness)...end
  }

  /// How many days 左右 may mean.
  private static let roughness = 3

  private func day(_ kind: DayPhrase.Kind, _ span: ClosedRange<CivilDate>) -> SessionDate.Day {
    switch kind {
    case .until: .unknown(notAfter: span.upperBound)
    case .from: .interval(span.lowerBound, Swift.max(span.lowerBound, today))
    case .on:
      span.lowerBound == span.upperBound
        ? .exact(span.lowerBound) : .interval(span.lowerBound, span.upperBound)
    }
  }

  private func unknown(_ words: String, _ plain: PhraseText) -> Reading? {
    let isRecent = DayWords.recent.contains(plain.trimmed)
    guard isRecent || DayWords.unknown.contains(plain.trimmed) else { return nil }
    return Reading(
      date: SessionDate(
        .unknown(notAfter: isRecent ? today : nil), said: words.isEmpty ? nil : words, isInferred: isRecent),
      assumedYear: nil, isSupposed: false, isRelative: isRecent)
  }

  /// Days between two days of which the second names no year.
  private static let longestUnwritten = 300

  // MARK: Years

  /// The days of a stretch, in the year that it names or that fits best.
  ///
  /// - `near`: The first end of an interval: the second is the next one after it.
  private func days(of stretch: DayStretch, near first: CivilDate?, _ words: String) throws(SessionDateFault)
    -> (ClosedRange<CivilDate>, assumedYear: Int?)
  {
    if case .fixed(let days) = stretch.span { return (days, nil) }
    if let candidates = stretch.days(around: first ?? today) {
      guard let days = best(candidates, after: first) else { throw .noSuchDay(words) }
      return (days, nil)
    }
    if let year = stretch.year {
      guard (SessionDate.earliestYear...(today.year + 3)).contains(year) else {
        throw .yearBeyondReason(words, year)
      }
      guard let days = stretch.days(in: year) else { throw .noSuchDay(words) }
      return (days, nil)
    }
    let centre = first ?? reference
    let years =
      if case .year(let year) = nearby, first == nil { year...year } else {
        (centre.year - 4)...(centre.year + 4)
      }
    let candidates = years.compactMap { stretch.days(in: $0) }
    guard let days = best(candidates, after: first) else { throw .noSuchDay(words) }
    return (days, first == nil ? days.lowerBound.year : nil)
  }

  private var reference: CivilDate {
    if case .days(let days) = nearby { days.lowerBound } else { today }
  }

  private func best(_ candidates: [ClosedRange<CivilDate>], after first: CivilDate?) -> ClosedRange<
    CivilDate
  >? {
    if let first { return candidates.first { $0.upperBound >= first } }
    return switch nearby {
    case .year: candidates.first
    case .past: candidates.last { $0.lowerBound <= today }
    case .around, .days: candidates.min { distance($0) < distance($1) }
    }
  }

  private func distance(_ days: ClosedRange<CivilDate>) -> Int {
    let reference = reference
    if days.contains(reference) { return 0 }
    return min(abs(days.lowerBound.days(since: reference)), abs(days.upperBound.days(since: reference)))
  }
}

/// Why words were not taken as a session's day.
public enum SessionDateFault: Error, Hashable, Sendable {
  case notUnderstood(String)
  /// 2 月 30 日.
  case noSuchDay(String)
  /// The second day of an interval comes before the first.
  case reversed(String)
  case yearBeyondReason(String, Int)
  /// The day is not on the weekday that stands beside it.
  case otherWeekday(String, CivilDate)
  /// What stands in brackets beside the day is another one.
  case otherDay(String, CivilDate)
  /// What was held can't lie ahead.
  case inFuture(String, CivilDate)
}
