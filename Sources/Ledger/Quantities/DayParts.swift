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

  /// The longer ones first.
  private static let all: [String] = {
    let parts = "上午 下午 早上 早晨 中午 傍晚 晚上".split(separator: " ").map(String.init)
    let days = "一二三四五六七1234567".map { "第\($0)天" }
    let english = ["morning", "afternoon", "evening"]
    return parts.map { $0 + "场" } + parts + days + english.map { "in the " + $0 } + english
  }()
}
