/// How sure a year's working days are.
public enum CalendarStatus: String, Hashable, Comparable, CaseIterable, Sendable {
  /// Neither announced nor computable: Monday to Friday, nothing else known.
  case none
  /// Monday to Friday minus the days fixed by law; the notice will move some.
  case provisional
  /// As the State Council's notice has it.
  case announced

  public static func < (left: CalendarStatus, right: CalendarStatus) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .none: 0
    case .provisional: 1
    case .announced: 2
    }
  }
}

/// The rest days and make-up working days of one year, as a notice sets them.
///
/// A plain value: reading it from a file is the caller's affair. A notice may reach into the last days of the
/// year before.
public struct AnnouncedYear: Hashable, Sendable {
  public let year: Int
  /// The notice these days come from, in words.
  public let source: String
  /// ``CalendarStatus/announced``, or less for a draft that somebody wrote before the notice.
  public let status: CalendarStatus
  /// Which edition of the notice this is; notices of 2015, 2019 and 2020 were changed in mid-year.
  public let version: Int
  /// Days off, weekends included or not, ascending.
  public let off: [CivilDate]
  /// Weekend days that are worked in exchange, ascending.
  public let work: [CivilDate]
  /// Names of days off where the notice's reader knows them; others get the names of the statutory festivals
  /// in the same run of days off.
  public let names: [CivilDate: String]

  /// - Throws: ``AnnouncedYearError`` if a day is both off and worked, or falls outside the year and the
  ///   December before it.
  public init(
    year: Int, source: String, status: CalendarStatus = .announced, version: Int = 1,
    off: some Sequence<CivilDate>, work: some Sequence<CivilDate>, names: [CivilDate: String] = [:]
  ) throws(AnnouncedYearError) {
    self.year = year
    self.source = source
    self.status = status
    self.version = version
    self.off = Set(off).sorted()
    self.work = Set(work).sorted()
    self.names = names
    if let twice = Set(self.off).intersection(self.work).min() { throw .offAndWorked(twice) }
    for day in self.off + self.work {
      let (dayYear, month, _) = day.components
      guard dayYear == year || (dayYear == year - 1 && month == 12) else {
        throw .outsideYear(day, year: year)
      }
    }
  }
}

/// Why a year's notice makes no sense.
public enum AnnouncedYearError: RecurrenceFault {
  case offAndWorked(CivilDate)
  case outsideYear(CivilDate, year: Int)
}
