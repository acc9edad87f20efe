public import Planning
import Recurrence

extension SessionDate {
  /// As ``listText(_:)``, with the year, for what is kept: in a folder of many years `5 月 29 日` is any of them.
  public func datedText(_ language: Language) -> String {
    let text = listText(language)
    guard language == .zh, precision != .none, let year = first?.year, !text.contains("\(year)") else {
      return text
    }
    // 2026 年春节期间, but 去年 5 月 (2025 年).
    let isBare = text.first.map { $0.isASCIIDigit || "自从正腊端中重春国五清元除七".contains($0) } ?? false
    let gap = text.first?.isASCIIDigit == true ? " " : ""
    return isBare ? "\(year) 年\(gap)\(text)" : "\(text)（\(year) 年）"
  }
}
