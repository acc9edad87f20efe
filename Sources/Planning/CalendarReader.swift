import Recurrence

/// Reads `calendar-YYYY.yaml`: the rest days and make-up working days of a year.
struct CalendarReader {
  private let faults: FaultList

  init(_ faults: FaultList) {
    self.faults = faults
  }

  func read(_ file: SourceFile) -> AnnouncedYear? {
    guard let fields = fileRoot(of: file, .calendar, faults),
      let year = fields.number("year", in: 1901...2099)
    else { return nil }
    let names = readNames(fields, year)
    do throws(AnnouncedYearError) {
      return try AnnouncedYear(
        year: year, source: fields.text("source") ?? "",
        status: fields.choice("status", CalendarStatus.self) ?? .announced,
        version: fields.number("version", in: 1...99) ?? 1, off: days(fields, "off", year),
        work: days(fields, "work", year), names: names)
    } catch {
      faults.add(.calendar(error), at: fields.place)
      return nil
    }
  }

  private func days(_ fields: Fields, _ key: String, _ year: Int) -> [CivilDate] {
    fields.words(key).flatMap { span($0.text, year, at: $0.place) }
  }

  private func readNames(_ fields: Fields, _ year: Int) -> [CivilDate: String] {
    var names: [CivilDate: String] = [:]
    for entry in fields.entries("names") {
      for day in span(entry.key, year, at: entry.keyPlace) { names[day] = entry.value.text }
    }
    return names
  }

  /// `02-15 to 02-23`, `01-04`, `2025-12-31`.
  private func span(_ text: String, _ year: Int, at place: Place) -> [CivilDate] {
    let sides = TimeLanguage.sides(text)
    guard let first = day(sides.from, year, place), let last = sides.to.map({ day($0, year, place) }) ?? first
    else { return [] }
    guard first <= last, last.days(since: first) <= 366 else {
      faults.add(.backwards(text), at: place)
      return []
    }
    return Array(first...last)
  }

  private func day(_ text: String, _ year: Int, _ place: Place) -> CivilDate? {
    if case .success(let date) = TimeLanguage.date(text) { return date }
    switch TimeLanguage.monthDay(text) {
    case .success(let monthDay):
      if let date = CivilDate(year: year, month: monthDay.month, day: monthDay.day) { return date }
      faults.add(.date(text, .impossible, example: "02-28"), at: place)
    case .failure(let fault):
      faults.add(.date(text, fault, example: "10-01 to 10-07"), at: place)
    }
    return nil
  }
}
