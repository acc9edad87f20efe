public import Recurrence

/// Days in the words of a language.
public struct DateFormat: Sendable {
  let language: Language

  public init(_ language: Language) {
    self.language = language
  }

  /// `5月29日`, `29 May`.
  public func day(_ date: CivilDate) -> String {
    language("\(date.month)月\(date.day)日", "\(date.day) \(month(date))")
  }

  /// The English name of its month.
  package func month(_ date: CivilDate) -> String { Self.months[date.month - 1] }

  /// `8月1日至7日`, `8月28日至9月3日`, `1-7 August`; one day for one day.
  public func span(_ first: CivilDate, _ last: CivilDate) -> String {
    if first == last { return day(first) }
    let sameMonth = first.month == last.month && first.year == last.year
    return language(
      "\(day(first))至\(sameMonth ? "\(last.day)日" : day(last))",
      sameMonth ? "\(first.day)-\(day(last))" : "\(day(first)) to \(day(last))")
  }

  public func weekday(_ weekday: Weekday) -> String {
    language("周" + Self.chineseDays[weekday.rawValue - 1], Self.englishDays[weekday.rawValue - 1])
  }

  private static let chineseDays = ["一", "二", "三", "四", "五", "六", "日"]
  private static let englishDays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November",
    "December",
  ]
}
