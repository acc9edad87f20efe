import Planning
import Recurrence

/// Days as a notice prints them: with spaces around numbers, the day of the week, and the lunar date where it matters.
struct NoticeDates {
  let language: Language
  /// Other years are named.
  let year: Int

  /// `5 月 29 日（星期五，暂定）`, `29 May (Friday, provisional)`.
  ///
  /// - `inFull`: With the year in any case.
  /// - `remarks`: What stands in the brackets after the day of the week.
  func day(_ date: CivilDate, inFull: Bool = false, remarks: [String] = []) -> String {
    let plain = inFull || date.year != year ? withYear(date) : monthDay(date)
    return plain + brackets([weekday(date.weekday)] + remarks)
  }

  /// `2026 年 8 月 1 日（星期六）至 7 日（星期五）`; one day for one day.
  func span(_ days: ClosedRange<CivilDate>, inFull: Bool = false) -> String {
    let (first, last) = (days.lowerBound, days.upperBound)
    if first == last { return day(first, inFull: inFull) }
    let end = brackets([weekday(last.weekday)])
    guard first.year == last.year else { return joined(day(first, inFull: true), day(last, inFull: true)) }
    let isNamed = inFull || first.year != year
    if language == .en {
      let start = monthDay(first) + brackets([weekday(first.weekday)])
      return joined(start, (isNamed ? withYear(last) : monthDay(last)) + end)
    }
    return joined(
      day(first, inFull: inFull), (first.month == last.month ? "\(last.day) 日" : monthDay(last)) + end)
  }

  private func joined(_ from: String, _ to: String) -> String {
    language("\(from)至 \(to)", "\(from) to \(to)")
  }

  func weekday(_ weekday: Weekday) -> String {
    let name = DateFormat(language).weekday(weekday)
    return language("星期" + name.dropFirst(), name)
  }

  /// `5 月 29 日`, `29 May`.
  func monthDay(_ date: CivilDate) -> String {
    language("\(date.month) 月 \(date.day) 日", DateFormat(.en).day(date))
  }

  /// `2026 年 5 月 29 日`, `29 May 2026`.
  func withYear(_ date: CivilDate) -> String {
    language("\(date.year) 年 \(monthDay(date))", "\(monthDay(date)) \(date.year)")
  }

  /// `农历正月初一`, `first day of the first lunar month`; nil outside the lunar table.
  func lunar(_ date: CivilDate) -> String? {
    guard let lunar = try? LunarDate(date) else { return nil }
    // A lunar year's last month mostly lies in the Gregorian year after it.
    let isOfAnotherYear = lunar.year != date.year
    let chinese = "农历" + (isOfAnotherYear ? "\(lunar.sexagenaryYear)年" : "") + "\(lunar)"
    let month = (lunar.isLeapMonth ? "leap " : "") + "month \(lunar.month)"
    return language(
      chinese, "Chinese calendar: \(month), day \(lunar.day)" + (isOfAnotherYear ? " of \(lunar.year)" : ""))
  }

  /// How ``day(_:inFull:remarks:)`` shows the last of its remarks.
  func mark(_ remark: String) -> String { language("，\(remark)）", ", \(remark))") }

  private func brackets(_ words: [String]) -> String {
    language("（\(words.joined(separator: "，"))）", " (\(words.joined(separator: ", ")))")
  }

  /// `09:00—11:30`, `from 09:00`.
  func hours(_ hours: Schedule.Hours) -> String {
    guard let to = hours.to else { return language("\(hours.from) 开始", "from \(hours.from)") }
    return language("\(hours.from)—\(to)", "\(hours.from)-\(to)")
  }
}

// MARK: - Many days

extension NoticeDates {
  /// `1 月 2 日、9 日、16 日；2 月 6 日`: each month once; three days in a row and more become a span.
  func list(_ days: [CivilDate]) -> String {
    let days = Set(days).sorted()
    var months: [[CivilDate]] = []
    for day in days {
      if let last = months.last?.last, (last.year, last.month) == (day.year, day.month) {
        months[months.count - 1].append(day)
      } else {
        months.append([day])
      }
    }
    let isSparse = months.allSatisfy { $0.count == 1 }
    return months.map(month).joined(separator: isSparse ? language("、", ", ") : language("；", "; "))
  }

  private func month(_ days: [CivilDate]) -> String {
    let runs = Self.runs(days).map { run in
      let (first, last) = (run.lowerBound.day, run.upperBound.day)
      return first == last
        ? language("\(first) 日", "\(first)") : language("\(first) 日至 \(last) 日", "\(first)-\(last)")
    }
    let date = days[0]
    let yearText = date.year == year ? "" : language("\(date.year) 年 ", " \(date.year)")
    return language(
      "\(yearText)\(date.month) 月 \(runs.joined(separator: "、"))",
      "\(runs.joined(separator: ", ")) \(DateFormat(.en).month(date))\(yearText)")
  }

  private static func runs(_ days: [CivilDate]) -> [ClosedRange<CivilDate>] {
    var runs: [ClosedRange<CivilDate>] = []
    for day in days {
      if let last = runs.last, day.days(since: last.upperBound) == 1 {
        runs[runs.count - 1] = last.lowerBound...day
      } else {
        runs.append(day...day)
      }
    }
    return runs.flatMap { run in
      run.upperBound.days(since: run.lowerBound) == 1
        ? [run.lowerBound...run.lowerBound, run.upperBound...run.upperBound] : [run]
    }
  }
}
