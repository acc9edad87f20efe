/// One of the 24 solar terms, in the order of the Gregorian year, from 小寒 in January.
///
/// Dates are those of China (UTC+8), for the Gregorian years 1901...2099, from the same table as ``LunarDate``.
public enum SolarTerm: Int, Hashable, Comparable, CaseIterable, Sendable {
  case minorCold, majorCold, startOfSpring, rainWater, awakeningOfInsects, springEquinox
  case pureBrightness, grainRain, startOfSummer, grainBuds, grainInEar, summerSolstice
  case minorHeat, majorHeat, startOfAutumn, endOfHeat, whiteDew, autumnEquinox
  case coldDew, frostDescent, startOfWinter, minorSnow, majorSnow, winterSolstice

  private static let chineseNames = [
    "小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至",
    "小暑", "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至",
  ]

  /// 清明 for ``pureBrightness``.
  public var chineseName: String { SolarTerm.chineseNames[rawValue] }

  public init?(chineseName: String) {
    guard let index = SolarTerm.chineseNames.firstIndex(of: chineseName) else { return nil }
    self.init(rawValue: index)
  }

  /// The term's day in a Gregorian year.
  ///
  /// - Throws: ``LunarCalendarError/termYearOutOfRange(_:)`` outside 1901...2099.
  public func date(in year: Int) throws(LunarCalendarError) -> CivilDate {
    guard LunarYear.supported.contains(year) else { throw .termYearOutOfRange(year) }
    let first = CivilDate.dayNumber(year: year, month: rawValue / 2 + 1, day: 1)
    return CivilDate(dayNumber: first + Int32(day(inYearAt: year - LunarYear.supported.lowerBound)) - 1)
  }

  /// The term that begins on a day; nil for most days, and outside the table.
  public init?(startingOn date: CivilDate) {
    let (year, month, day) = date.components
    guard LunarYear.supported.contains(year) else { return nil }
    let index = year - LunarYear.supported.lowerBound
    for term in (2 * month - 2)...(2 * month - 1) {
      guard let term = SolarTerm(rawValue: term), term.day(inYearAt: index) == day else { continue }
      self = term
      return
    }
    return nil
  }

  private func day(inYearAt index: Int) -> Int {
    Int(LunarTable.firstTermDays[rawValue]) + Int(LunarTable.terms[index] >> UInt64(2 * rawValue) & 3)
  }

  public static func < (left: SolarTerm, right: SolarTerm) -> Bool { left.rawValue < right.rawValue }
}
