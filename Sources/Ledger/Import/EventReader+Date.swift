import Planning
import Recurrence

/// When an event was: a day in figures, or the words that `session add` takes.
extension EventReader {
  /// - `isHeld`: What was held lies behind; what is planned may lie ahead.
  /// - Returns: The day, and what was taken though nobody wrote it.
  func date(isHeld: Bool) throws(EventFault) -> (date: SessionDate, remark: BilingualText?) {
    let notAfter = try day("not_after")
    let completedOn = try day("completed_on")
    var read: (date: SessionDate, remark: BilingualText?) = (SessionDate(.unknown(notAfter: notAfter)), nil)
    if let words = text("date"), !words.trimmed.isEmpty {
      if let figures = try inFigures(words.trimmed, notAfter: notAfter) {
        read = (figures, nil)
      } else {
        read = try inWords(words.trimmed, notAfter: notAfter, isHeld: isHeld)
      }
    }
    if let words = text("date_text") {
      if let other = Self.days(of: words, denying: read.date) {
        throw fault(
          "date_text", zh: "date 是 \(text("date") ?? "")，date_text“\(words)”却是 \(other)；请改成一致",
          en: "date is \(text("date") ?? ""), but date_text '\(words)' is \(other); make them agree")
      }
      read.date.said = words
    }
    if isHeld, read.date.day == .unknown(notAfter: nil), let latest {
      read.date.day = .unknown(notAfter: latest)
    }
    read.date.partOfDay = text("part_of_day") ?? read.date.partOfDay
    read.date.completedOn = completedOn ?? read.date.completedOn
    read.date.isInferred = text("date_inferred") == "true" || read.date.isInferred
    return read
  }

  /// The day that printed words name, where it is none of those of the date beside them: 3 月 16 日 beside 2024-03-15.
  private static func days(of words: String, denying date: SessionDate) -> String? {
    guard date.precision != .none, let first = date.first, let last = date.last,
      let reading = try? SessionDateReader(today: last, nearby: .around).read(words), !reading.isRelative,
      !reading.date.isOpen, reading.date.precision != .none, let from = reading.date.first,
      let until = reading.date.last, until < first || from > last
    else { return nil }
    return from == until ? "\(from)" : "\(from)/\(until)"
  }

  private func day(_ key: String) throws(EventFault) -> CivilDate? {
    guard let words = text(key), !words.trimmed.isEmpty else { return nil }
    if let day = CivilDate(iso: words.trimmed) { return day }
    throw fault(
      key, zh: "\(key) 不能是“\(words)”：写成 \"2023-08-10\" 这样的一天",
      en: "\(key) can't be '\(words)': write a day such as \"2023-08-10\"")
  }

  /// `2023-08-10`, `2023-08-01/2023-08-07`, `2023-08-01/..`; nil for anything else.
  private func inFigures(_ words: String, notAfter: CivilDate?) throws(EventFault) -> SessionDate? {
    if let first = SessionDate.openStart(words) {
      return SessionDate(try from(first, until: notAfter), isOpen: true)
    }
    return SessionDate.day(words, notAfter: nil).map { SessionDate($0) }
  }

  /// An interval without an end. The same file must say the same on every day, so that it ends with what the file has,
  /// else with its year, and not with today.
  private func from(_ first: CivilDate, until last: CivilDate?) throws(EventFault) -> SessionDate.Day {
    guard let last = last ?? CivilDate(year: first.year, month: 12, day: 31), first <= last else {
      throw fault(
        "not_after", zh: "not_after 早于开始的那天 \(first)；请核对",
        en: "not_after comes before the first day, \(first); please check")
    }
    return first == last ? .exact(first) : .interval(first, last)
  }

  /// Far ahead, for a file that is read without today: of words that need one ``SessionDateReader/Reading`` tells.
  private static let farAhead = CivilDate(year: 2090, month: 12, day: 31)

  private func inWords(_ words: String, notAfter: CivilDate?, isHeld: Bool) throws(EventFault)
    -> (SessionDate, BilingualText?)
  {
    guard let today = today ?? Self.farAhead else { return (SessionDate(.unknown(notAfter: notAfter)), nil) }
    let reading: SessionDateReader.Reading
    do throws(SessionDateFault) {
      reading = try SessionDateReader(today: today, nearby: isHeld ? .past : .around).read(words)
    } catch {
      throw fault("date", error)
    }
    var date = reading.date
    if date.precision == .none {
      // By the day on which it is entered, if the file says no other.
      if reading.isRelative || notAfter != nil { date.day = .unknown(notAfter: notAfter) }
      return (date, nil)
    }
    guard !reading.isRelative else {
      throw fault(
        "date", zh: "“\(words)”是哪一天，要看文件是哪天写的；请写明日期，如 2026-05-28",
        en: "which day '\(words)' is depends on when the file was written; write the date, as in 2026-05-28")
    }
    guard reading.assumedYear == nil || self.today != nil else {
      throw fault("date", zh: "“\(words)”没写年份", en: "'\(words)' names no year")
    }
    if date.isOpen, let first = date.first { date.day = try from(first, until: notAfter) }
    return (date, reading.assumedYear.map { .assumedYear($0) })
  }

  private func fault(_ cell: String, _ why: SessionDateFault) -> EventFault {
    guard case .notUnderstood(let words) = why else {
      return fault(cell, zh: why.text(.zh), en: why.text(.en))
    }
    return fault(
      cell,
      zh:
        "日期看不懂：“\(words)”；写成 \"2023-08-10\"、\"2023-08-01/2023-08-07\"、\"2023-08-01/..\"、8 月中旬或近日；原文可写在 date_text，不晚于哪天写 not_after",
      en:
        "can't read the date '\(words)': write \"2023-08-10\", \"2023-08-01/2023-08-07\", \"2023-08-01/..\", mid-August or recently; the printed words go into date_text, the day by which it was over into not_after"
    )
  }
}
