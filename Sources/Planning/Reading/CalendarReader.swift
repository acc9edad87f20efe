import Recurrence

/// Reads `calendar-YYYY.yaml`: the rest days and make-up working days of a year.
struct CalendarReader {
  private let faults: FaultList

  init(_ faults: FaultList) {
    self.faults = faults
  }

  /// The year that a file's name promises.
  static func year(of file: SourceFile) -> Int? {
    file.name.split { !$0.isNumber }.first { $0.count >= 4 }.flatMap { Int($0.prefix(4)) }
  }

  func read(_ file: SourceFile) -> AnnouncedYear? {
    guard let fields = fileRoot(of: file, .calendar, faults),
      let year = fields.number("year", in: 1901...2099)
    else { return nil }
    if let named = Self.year(of: file), named != year {
      faults.add(.yearOfAnotherFile(year, named: named), at: fields["year"]?.place)
      return nil
    }
    let off = days(fields, "off", year)
    let work = days(fields, "work", year)
    let names = readNames(fields, year)
    let (source, version) = (fields.text("source") ?? "", fields.number("version", in: 1...99) ?? 1)
    let status = fields.choice("status", CalendarStatus.self) ?? .announced
    // A notice with a wrong day in it would be taken for one with fewer days.
    guard !faults.hasErrors else { return nil }
    do throws(AnnouncedYearError) {
      return try AnnouncedYear(
        year: year, source: source, status: status, version: version, off: off.map(\.day),
        work: work.map(\.day),
        names: names)
    } catch {
      let places = Dictionary((off + work).map { ($0.day, $0.place) }, uniquingKeysWith: { $1 })
      faults.add(.calendar(error), at: places[error.day] ?? fields.place)
      return nil
    }
  }

  private func days(_ fields: Fields, _ key: String, _ year: Int) -> [(day: CivilDate, place: Place)] {
    fields.words(key).flatMap { text, place in span(text, year, at: place).map { ($0, place) } }
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
    let first: CivilDate
    let last: CivilDate
    do throws(TimeLanguage.DateFault) {
      first = try day(sides.from, year)
      last = try sides.to.map { (text) throws(TimeLanguage.DateFault) in try day(text, year) } ?? first
    } catch {
      let side = sides.to.map { (try? day(sides.from, year)) == nil ? sides.from : $0 } ?? text
      faults.add(
        Fault.quoted(text)
          ?? (error == .impossible ? .date(side, error, .yearly, in: year) : .days(text, error, .yearly)),
        at: place)
      return []
    }
    guard first <= last, last.days(since: first) <= 366 else {
      faults.add(.backwards(text), at: place)
      return []
    }
    return Array(first...last)
  }

  private func day(_ text: String, _ year: Int) throws(TimeLanguage.DateFault) -> CivilDate {
    if case .success(let date) = TimeLanguage.date(text) { return date }
    let monthDay = try TimeLanguage.monthDay(text).get()
    guard let date = CivilDate(year: year, month: monthDay.month, day: monthDay.day) else {
      throw .impossible
    }
    return date
  }
}

extension AnnouncedYearError {
  /// The day it is about.
  fileprivate var day: CivilDate {
    switch self {
    case .offAndWorked(let day), .outsideYear(let day, _): day
    }
  }
}
