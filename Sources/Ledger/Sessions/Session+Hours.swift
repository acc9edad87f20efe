extension Session {
  /// Hours as somebody writes them: `3`, `1.5 小时`, `6 学时`, `3小时30分`, `三个半小时`, `3 h 30 min`, `90 分钟`.
  ///
  /// - Returns: Decimal digits, rounded to hundredths where minutes make no such number. Nil for what is no such number, for none
  ///   at all, and for more than a year has.
  public static func hours(_ text: String) -> String? {
    let plain = String(text.lowercased().filter { !$0.isWhitespace }.map(\.halfWidth))
    guard let hours = exactHours(plain) ?? clockHours(plain), hours > .zero, hours <= 8784 else { return nil }
    return hours.description
  }

  private static let lessons = ["个学时", "学时", "个课时", "课时"]
  private static let clock = ["个小时", "小时", "个钟头", "钟头", "hours", "hour", "hrs", "hr", "h", "时"]
  private static let minuteWords = ["分钟", "分", "minutes", "minute", "mins", "min"]

  /// 3, 1.5小时, 三个半学时.
  private static func exactHours(_ text: String) -> Figure? {
    let word = (lessons + clock).first(where: text.hasSuffix) ?? ""
    return amount(text.dropLast(word.count))
  }

  /// 3小时30分, 1小时半, 90分钟.
  private static func clockHours(_ text: String) -> Figure? {
    let found = clock.lazy.compactMap { text.firstRange(of: $0) }.min { $0.lowerBound < $1.lowerBound }
    guard let found else { return minutes(text, below: nil) }
    let rest = text[found.upperBound...].drop { "零又、,".contains($0) }
    guard let hours = amount(text[..<found.lowerBound]) else { return nil }
    return (rest == "半" ? Figure(ticks: Figure.ticksPerUnit / 2) : minutes(String(rest), below: 60)).map {
      hours + $0
    }
  }

  /// So many minutes as a part of an hour.
  private static func minutes(_ text: String, below limit: Figure?) -> Figure? {
    let word = minuteWords.first(where: text.hasSuffix)
    guard word != nil || limit != nil, let minutes = amount(text.dropLast(word?.count ?? 0)),
      limit.map({ minutes < $0 }) ?? true
    else { return nil }
    return minutes.quotient(by: Figure(60)).flatMap { Figure($0) }
  }

  /// 3, 1.5, 两, 三个半, 半个.
  private static func amount(_ text: Substring) -> Figure? {
    var words = text.hasSuffix("个") ? text.dropLast() : text
    let half = words.hasSuffix("半") ? Figure(ticks: Figure.ticksPerUnit / 2) : .zero
    if half > .zero {
      words = words.dropLast()
      if words.isEmpty { return half }
      if words.hasSuffix("个") { words = words.dropLast() }
    }
    if let number = Figure(words) { return number < .zero ? nil : number + half }
    let phrase = PhraseText(String(words))
    guard case .number(let numeral) = Numeral.read(phrase, at: 0), numeral.end == phrase.count,
      numeral.low == numeral.high,
      numeral.hedges.isEmpty, !numeral.isRough
    else { return nil }
    return numeral.low + half
  }
}
