import Planning

/// Words for parts of the day and for days in a row, by which figures of one thing are told apart.
enum DayParts {
  /// 宣传资料 for 宣传资料上午 and 上午宣传资料; nothing for 下午.
  static func without(_ words: String) -> (rest: String, isOfOne: Bool) {
    guard !words.isEmpty else { return (words, false) }
    let lower = words.lowercased()
    if let word = all.first(where: lower.hasSuffix) {
      return (String(words.dropLast(word.count)).trimmedEnd, true)
    }
    // 下午茶.
    guard let word = all.first(where: lower.hasPrefix), !lower.dropFirst(word.count).hasPrefix("茶") else {
      return (words, false)
    }
    return (String(words.dropFirst(word.count)).trimmed, true)
  }

  /// The 共 75 人 of 上午 40 人，下午 35 人，全天 75 人 and of 当天共 75 人: behind parts of a day the whole day is their sum.
  static func withPlainTotals(_ parts: [String]) -> [String] {
    let first = parts.firstIndex { part in
      PhrasePieces(part).phrases.contains {
        all.contains(where: $0.lowercased().contains) && (try? CountPhrase($0))?.quantity.isKnown ?? false
      }
    }
    guard let first else { return parts }
    return parts[...first] + parts[(first + 1)...].map { plainTotal($0) ?? $0 }
  }

  /// Whether a figure is of the whole day, or of all days: 全天接待 75 人次.
  static func isOfWholeDay(_ phrase: String) -> Bool {
    let lower = phrase.lowercased()
    return whole.contains(where: lower.hasPrefix) || wholeBehind.contains(where: lower.hasSuffix)
  }

  private static func plainTotal(_ part: String) -> String? {
    let lower = part.lowercased()
    if let word = wholeBehind.first(where: lower.hasSuffix), lower.first?.isNumber ?? false {
      return part.dropLast(word.count) + " in total"
    }
    guard let word = whole.first(where: lower.hasPrefix) else { return nil }
    let rest = String(part.dropFirst(word.count).drop { " ,:：".contains($0) })
    if PhraseList.statesTotal(rest) { return rest }
    let came = FigureWords.attendance.filter(rest.hasPrefix).max { $0.count < $1.count } ?? ""
    let number = PhraseText(rest.dropFirst(came.count).trimmed)
    guard let sign = number[0], sign.isDigit || Numeral.canBegin(sign) else { return nil }
    return (word.utf8.first.map { $0 < 0x80 } ?? false ? "total " : "共") + number.trimmed
  }

  /// The longer ones first.
  private static let whole = [
    "一整天", "全天", "整天", "全日", "当天", "当日", "两天", "三天", "the whole day", "whole day", "full day", "all day",
  ]
  private static let wholeBehind = [
    " for the whole day", " over the whole day", " the whole day", " whole day", " for the day",
    " over the day", " all day",
  ]

  /// The longer ones first.
  private static let all: [String] = {
    let parts = "上午 下午 早上 早晨 中午 傍晚 晚上".split(separator: " ").map(String.init)
    let days = "一二三四五六七1234567".map { "第\($0)天" }
    let english = ["morning", "afternoon", "evening"]
    return parts.map { $0 + "场" } + parts + days + english.map { "in the " + $0 } + english
  }()
}
