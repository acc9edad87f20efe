/// Why a file can't be the one that was written last time.
public enum CalendarFeedFault: Error, Hashable, Sendable {
  /// It does not begin or end as a calendar does: another kind of file, or a part of one.
  case notACalendar
  /// A calendar of another program.
  case foreign(product: String?)
  /// A calendar of ours that was changed by somebody; the line is counted from 1.
  case damaged(line: Int, text: String)

  public func text(_ language: Language) -> String {
    let problem =
      switch self {
      case .notACalendar:
        language("上次的日历文件不完整，或者不是日历", "the calendar file of last time is cut short, or no calendar")
      case .foreign(let product):
        language(
          "上次的日历文件不是本程序写的\(product.map { "（\($0)）" } ?? "")",
          "the calendar file of last time is another program's\(product.map { " (\($0))" } ?? "")")
      case .damaged(let line, let text):
        language(
          "上次的日历文件第 \(line) 行被改动过：“\(text.prefix(60))”",
          "line \(line) of the calendar file of last time has been changed: '\(text.prefix(60))'")
      }
    return language(
      "\(problem)；请恢复它，或删掉重新生成（订阅者会把全部日程当作新的）",
      "\(problem); restore it, or delete it to begin anew (subscribers then see every event as new)")
  }
}

extension CalendarFeedFault: CustomStringConvertible {
  public var description: String { text(.en) }
}
