import Planning

/// Words for parts of the day, and for days and sittings in a row, by which figures of one thing are told apart.
enum DayParts {
  /// What the words tell apart, the shorter spans first: a day may be the whole of its mornings and afternoons.
  enum Kind: Int, CaseIterable {
    /// The 40 人、35 人 of 两场 75 人，分别为 40 人、35 人.
    case respective
    case partOfDay, sitting, day
  }

  struct Part: Hashable {
    let kind: Kind
    let word: String
  }

  /// Which one words begin or end with, and the rest of them: the 第一场 of 第一场群众, 9 月 1 日 of 9月1日.
  static func part(of words: String) -> (part: Part, rest: String)? {
    guard !words.isEmpty else { return nil }
    let lower = words.lowercased()
    let (rest, word) = without(words)
    if let word { return (Part(kind: word.contains("天") ? .day : .partOfDay, word: word), rest) }
    if let date = date(beginning: words) {
      return (Part(kind: .day, word: String(date)), String(words.dropFirst(date.count)).trimmed)
    }
    for (kind, names) in [(Kind.day, days), (.sitting, sittings)] {
      if let word = names.first(where: lower.hasSuffix) {
        return (Part(kind: kind, word: word), String(words.dropLast(word.count)).trimmedEnd)
      }
      if let word = names.first(where: lower.hasPrefix) {
        return (Part(kind: kind, word: word), String(words.dropFirst(word.count)).trimmed)
      }
    }
    return nil
  }

  /// 9月1日, 1日.
  private static func date(beginning words: String) -> Substring? {
    var end = words.startIndex
    for unit in ["月", "日号"] {
      let digits = words[end...].prefix(while: \.isASCIIDigit)
      guard (1...2).contains(digits.count), let sign = words[digits.endIndex...].first, unit.contains(sign)
      else {
        if unit == "月" { continue }
        return nil
      }
      end = words.index(after: digits.endIndex)
    }
    return words[..<end]
  }

  /// 宣传资料 for 宣传资料上午 and 上午宣传资料; nothing for 下午.
  static func without(_ words: String) -> (rest: String, word: String?) {
    guard !words.isEmpty else { return (words, nil) }
    let lower = words.lowercased()
    if let word = all.first(where: lower.hasSuffix) {
      return (String(words.dropLast(word.count)).trimmedEnd, word)
    }
    // 下午茶.
    guard let word = all.first(where: lower.hasPrefix), !lower.dropFirst(word.count).hasPrefix("茶") else {
      return (words, nil)
    }
    return (String(words.dropFirst(word.count)).trimmed, word)
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
    return parts.map { $0 + "场" } + ["早场", "午场", "晚场", "夜场"] + parts + days + english.map { "in the " + $0 }
      + english
  }()

  private static let numbers = "一二三四五六七八九十".map(String.init) + (1...20).map { "\($0)" }
  private static let days =
    numbered("天日", "day") + ["首日", "次日", "头天"]
    + "一二三四五六日天末".flatMap { ["周\($0)", "星期\($0)", "礼拜\($0)"] }
  private static let sittings = numbered("场期批轮讲", "session") + ["首场", "次场", "首期", "首批"]

  /// 第一场, on the first day, day 2.
  private static func numbered(_ units: String, _ english: String) -> [String] {
    let ordinals = ["first", "second", "third", "fourth", "fifth"].map { "\($0) \(english)" }
    return units.flatMap { unit in numbers.map { "第\($0)\(unit)" } }
      + ["on the ", "in the ", "the ", ""].flatMap { lead in ordinals.map { lead + $0 } }
      + numbers.suffix(20).map { "\(english) \($0)" }
  }
}
