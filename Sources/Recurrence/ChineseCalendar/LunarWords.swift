/// The words in which lunar months and days are written, both ways.
enum LunarWords {
  static let digits: [Character] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]

  /// 正月, 二月 … 冬月, 腊月, with 闰 before a leap month.
  static func month(_ month: Int, isLeap: Bool) -> String {
    let name: String =
      switch month {
      case 1: "正"
      case 11: "冬"
      case 12: "腊"
      default: String(digits[month - 1])
      }
    return (isLeap ? "闰" : "") + name + "月"
  }

  /// 初一 … 初十, 十一 … 二十, 廿一 … 三十.
  static func day(_ day: Int) -> String {
    switch day {
    case 1...10: "初" + String(digits[day - 1])
    case 11...19: "十" + String(digits[day - 11])
    case 20: "二十"
    case 21...29: "廿" + String(digits[day - 21])
    default: "三十"
    }
  }

  /// Reads what stands before 月.
  static func month(_ text: some StringProtocol) -> Int? {
    switch text {
    case "正": 1
    case "冬", "十一": 11
    case "腊", "臘", "十二": 12
    default: text.count == 1 ? text.first.flatMap { digits.firstIndex(of: $0) }.map { $0 + 1 } : nil
    }
  }

  /// Reads 初一 … 三十, also 二十三 for 廿三, 卅 for 三十.
  static func day(_ text: some StringProtocol) -> Int? {
    var rest = text[...]
    func unit() -> Int? {
      guard rest.count == 1, let digit = rest.first.flatMap({ digits.firstIndex(of: $0) }) else { return nil }
      return digit + 1
    }
    if rest == "三十" || rest == "卅" { return 30 }
    if rest == "二十" || rest == "廿" || rest == "廿十" { return 20 }
    if rest.hasPrefix("初") {
      rest = rest.dropFirst()
      return unit()
    }
    let tens: Int
    if rest.hasPrefix("二十") {
      tens = 20
      rest = rest.dropFirst(2)
    } else if rest.hasPrefix("廿") {
      tens = 20
      rest = rest.dropFirst()
    } else if rest.hasPrefix("十") {
      tens = 10
      rest = rest.dropFirst()
    } else {
      return nil
    }
    return unit().flatMap { $0 < 10 ? tens + $0 : nil }
  }
}
