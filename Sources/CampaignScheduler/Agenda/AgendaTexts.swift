import Planning
import Recurrence

/// The words of an agenda's items in both languages.
struct AgendaTexts {
  let language: Language

  init(_ language: Language) {
    self.language = language
  }

  private var dates: DateFormat { DateFormat(language) }

  func day(_ date: CivilDate) -> String {
    let weekday = dates.weekday(date.weekday)
    return language("\(dates.day(date))（\(weekday)）", "\(dates.day(date)) (\(weekday))")
  }

  func join(_ words: [String]) -> String { words.joined(separator: language("，", ", ")) }

  // MARK: - Holding it

  var held: String { language("举办", "it is held") }
  func begins(_ last: CivilDate) -> String {
    language("开始，到 \(day(last))为止", "it begins, and lasts until \(day(last))")
  }
  func goesOn(_ last: CivilDate) -> String {
    language("正在进行，到 \(day(last))为止", "it goes on until \(day(last))")
  }
  func choose(_ days: ClosedRange<CivilDate>) -> String {
    language(
      "本单位的日期还没有登记，可在 \(day(days.lowerBound))至 \(day(days.upperBound))之间自选",
      "your own day is not entered; choose one from \(day(days.lowerBound)) to \(day(days.upperBound))")
  }
  func heldBy(_ count: Int) -> String {
    language("\(count) 个单位举办", count == 1 ? "one unit holds it" : "\(count) units hold it")
  }
  var provisional: String { language("日期暂定", "the date is provisional") }

  // MARK: - Sessions

  func session(_ venue: String?) -> String {
    language("本单位举办", "your unit holds it") + (venue.map { language("，地点：\($0)", ", at \($0)") } ?? "")
  }
  var noFigures: String { language("已办，还没有人数和物资，请补报", "held, but without figures; please add them") }
  var notRecorded: String {
    language(
      "日子已过，没有记录：办了请补报，没办请改期或取消",
      "its day is over and nothing is recorded: add the figures, or move or cancel it")
  }

  // MARK: - Reports

  func due(_ part: String?, isOverdue: Bool) -> String {
    let what = part.map { language("“\($0)”", "'\($0)'") } ?? language("报告", "the report")
    return isOverdue
      ? language("\(what)还没有报", "\(what) has not been handed in") : language("\(what)截止", "\(what) is due")
  }

  func sentBack(_ part: String?, _ reason: String) -> String {
    let what = part.map { language("“\($0)”", "'\($0)'") } ?? language("报告", "the report")
    return language("\(what)被退回，请改好再报：\(reason)", "\(what) was sent back, please mend it: \(reason)")
  }

  func dueBelow(_ part: String?, reported: Int, of expected: Int) -> String {
    due(part, isOverdue: false)
      + language("，应报 \(expected) 个，已报 \(reported) 个", ": \(reported) of \(expected) units have reported")
  }

  func lateBelow(_ part: String?, _ units: [Unit]) -> String {
    let what = part.map { language("“\($0)”", "'\($0)': ") } ?? ""
    return language("\(what)还没有报：\(names(units))", "\(what)not handed in by \(names(units))")
  }

  /// The first ten, and how many they are in all if there are more.
  private func names(_ units: [Unit]) -> String {
    let shown = units.prefix(Self.mostNames).map(\.name).joined(separator: language("、", ", "))
    guard units.count > Self.mostNames else { return shown }
    return shown + language(" 等 \(units.count) 个", " … (\(units.count) units in all)")
  }

  private static let mostNames = 10
}
