public import Planning
import Recurrence

extension SessionDateFault {
  public func text(_ language: Language) -> String {
    switch self {
    case .notUnderstood(let words):
      language(
        "看不懂日期 “\(words)”；写成 2026-05-28、5 月 28 日、8 月中旬、8 月 1 日至 7 日或近日；印出来的原话可另写 --date-text",
        "can't read the date '\(words)'; write 2026-05-28, 28 May, mid-August, 2026-08-01/2026-08-07 or recently; the printed words may go into --date-text"
      )
    case .noSuchDay(let words):
      language("没有 “\(words)” 这一天；请核对日期", "there is no such day as '\(words)'; please check the date")
    case .reversed(let words):
      language(
        "“\(words)” 的结束日期早于开始日期；请核对", "'\(words)' ends before it begins; please check the dates")
    case .yearBeyondReason(let words, let year):
      language(
        "“\(words)” 的年份 \(year) 不合理；请核对", "the year \(year) of '\(words)' is beyond reason; please check it")
    case .otherWeekday(let words, let day):
      language(
        "“\(words)”：\(day) 是星期\(day.weekday.chineseDigit)；请核对日期和星期",
        "'\(words)': \(day) is a \(day.weekday.englishName); please check the date and the weekday")
    case .otherDay(let words, let day):
      language(
        "“\(words)”：括号里的不是 \(day)；请核对日期",
        "'\(words)': what stands in brackets is not \(day); please check the date")
    case .inFuture(let words, let day):
      language(
        "“\(words)” 是 \(day)，还没有到；已办的活动请核对日期，还没办的用 campaign session add 登记（不加 --held）",
        "'\(words)' is \(day), which lies ahead; check the date of what was held, or add what is planned with 'campaign session add' (without --held)"
      )
    }
  }
}

extension Weekday {
  /// 三 of 星期三.
  fileprivate var chineseDigit: String { ["一", "二", "三", "四", "五", "六", "日"][rawValue - 1] }
  fileprivate var englishName: String {
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][rawValue - 1]
  }
}
