/// The rest days that China's law fixes for all: 全国年节及纪念日放假办法 of 23 December 1949, with the revisions that
/// came into force on 18 September 1999 and on 1 January of 2008, 2014 and 2025.
///
/// As the law was written: Spring Festivals that were not kept between 1967 and 1979 are here all the same, and days off
/// in place of a festival on a weekend (补假) are not. Which days these are, and which weekends are worked for longer
/// holidays, is announced between October and January; see ``AnnouncedYear``.
public enum StatutoryFestivals {
  /// The years for which they can be told: the law dates from December 1949, the lunar table ends in 2099.
  public static let supported = 1950...2099

  /// The days of one Gregorian year in order, each with its festival; two festivals may share a day (中秋节 and
  /// 国庆节 in 2020). Empty outside ``supported``.
  public static func days(in year: Int) -> [(date: CivilDate, name: String)] {
    guard supported.contains(year), let newYear = try? LunarYear(year).newYear else { return [] }
    var days: [(date: CivilDate, name: String)] = []
    func add(_ name: String, _ month: Int, _ range: ClosedRange<Int>) {
      for day in range {
        guard let date = CivilDate(year: year, month: month, day: day) else { continue }
        days.append((date, name))
      }
    }
    func addLunar(_ name: String, _ month: Int, _ day: Int) {
      guard let date = try? LunarDate(year: year, month: month, day: day) else { return }
      days.append((date.civilDate, name))
    }
    add("元旦", 1, 1...1)
    for offset in springFestival(year) { days.append((newYear.adding(days: offset), "春节")) }
    if year >= 2008, let clear = try? SolarTerm.pureBrightness.date(in: year) { days.append((clear, "清明节")) }
    add("劳动节", 5, labourDay(year))
    if year >= 2008 {
      addLunar("端午节", 5, 5)
      addLunar("中秋节", 8, 15)
    }
    // The revision of September 1999 was in force for that October.
    add("国庆节", 10, year < 1999 ? 1...2 : 1...3)
    return days.enumerated().sorted { ($0.element.date, $0.offset) < ($1.element.date, $1.offset) }.map(
      \.element)
  }

  /// Days from 正月初一. The revision of 2007 took 除夕 for 初三, that of 2013 undid it, that of 2024 has both.
  private static func springFestival(_ year: Int) -> ClosedRange<Int> {
    switch year {
    case 2008...2013: -1...1
    case 2025...: -1...2
    default: 0...2
    }
  }

  /// The revision of September 1999 made it three days, that of 2007 one, that of 2024 two.
  private static func labourDay(_ year: Int) -> ClosedRange<Int> {
    switch year {
    case 2000...2007: 1...3
    case 2025...: 1...2
    default: 1...1
    }
  }
}
