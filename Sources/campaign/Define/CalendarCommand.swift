import ArgumentParser
import CampaignScheduler
import Planning
import Recurrence

struct CalendarCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calendar",
    abstract: "The days of a month or a year: lunar date, solar term, rest day or working day. 月历、年历。",
    discussion: "Example 例: campaign calendar 2026-09")

  @OptionGroup var options: GlobalOptions
  @Argument(help: "A month such as 2026-09, or a year. 月份或年份。")
  var span: String

  func run() async throws {
    let output = Output(options)
    let days = try days()
    let workdays = try options.workdays(notingTo: output)
    if !options.json, let title = title(days) { output.line(title) }
    output.list(days) { day in
      json(day, workdays.day(day))
    } cells: { day in
      cells(day, workdays.day(day))
    }
  }

  /// The lunar years that the days fall in: 丙午马年.
  private func title(_ days: [CivilDate]) -> String? {
    guard let first = days.first, let last = days.last else { return nil }
    let years = [first, last].compactMap { try? LunarYear(containing: $0) }
    let names = Set(years).sorted().map { year in
      options.language(
        "农历\(year.sexagenary)\(year.sexagenary.animal.chineseName)年（正月初一 \(year.newYear)）",
        "lunar year \(year.sexagenary), \(year.sexagenary.animal) (from \(year.newYear))")
    }
    return names.joined(separator: options.language("；", "; "))
  }

  private func days() throws -> [CivilDate] {
    let parts = span.split(separator: "-", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count, (1...2).contains(numbers.count), (1901...2099).contains(numbers[0]),
      let first = CivilDate(year: numbers[0], month: numbers.count == 2 ? numbers[1] : 1, day: 1)
    else {
      throw Failure(
        .usage, "没有 “\(span)” 的农历；请写月份 2026-09 或年份，1901 到 2099 年",
        "there is no calendar for '\(span)'; give a month such as 2026-09 or a year, from 1901 to 2099")
    }
    let count =
      numbers.count == 2
      ? CivilDate.daysInMonth(year: numbers[0], month: numbers[1])
      : CivilDate.isLeap(year: numbers[0]) ? 366 : 365
    return (0..<count).map { first.adding(days: $0) }
  }

  private func json(_ date: CivilDate, _ day: WorkdayCalendar.Day) -> JSONText {
    let lunar = try? LunarDate(date)
    return [
      "date": .string("\(date)"), "weekday": .number(date.weekday.rawValue),
      "lunarYear": lunar.map { .number($0.year) } ?? .null,
      "lunarMonth": lunar.map { .number($0.month) } ?? .null,
      "lunarLeap": lunar.map { .bool($0.isLeapMonth) } ?? .null,
      "lunarDay": lunar.map { .number($0.day) } ?? .null,
      "lunar": .optional(lunar?.description), "term": .optional(SolarTerm(startingOn: date)?.chineseName),
      "workday": .bool(day.isWorkday), "name": .optional(day.name), "provisional": .bool(day.isProvisional),
    ]
  }

  private func cells(_ date: CivilDate, _ day: WorkdayCalendar.Day) -> [String] {
    let language = options.language
    let kind =
      switch day.kind {
      case .workday: ""
      case .makeUpWorkday: language("班", "working day")
      case .weekend: language("周末", "weekend")
      case .restDay: language("休", "rest day")
      }
    return [
      "\(date)", DateFormat(language).weekday(date.weekday), (try? LunarDate(date))?.description ?? "",
      SolarTerm(startingOn: date)?.chineseName ?? "", kind, day.name ?? "",
      day.isProvisional ? language("暂定", "provisional") : "",
    ]
  }
}
