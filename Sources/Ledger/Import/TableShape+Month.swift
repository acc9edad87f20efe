/// The month that a table is of: 2026年5月活动台账.
extension TableShape {
  /// The month that the titles name; nil if they name none or several.
  var month: (year: Int?, month: Int)? {
    let found = titles.flatMap(\.cells).flatMap { Self.months(in: $0) }
    return Set(found.map(\.month)).count == 1 ? found.first { $0.year != nil } ?? found.first : nil
  }

  /// The month that a file's name has: 5月台账.csv.
  static func month(ofFile path: String) -> (year: Int?, month: Int)? {
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    return yearAndMonth(in: name)
  }

  /// The only month that a text names.
  static func yearAndMonth(in text: String) -> (year: Int?, month: Int)? {
    let found = months(in: text)
    return Set(found.map(\.month)).count == 1 ? found.first : nil
  }

  /// Months that stand without a day: 2026年5月, 5月份, 2026-05, May 2026. Of 1—5月 and 5月28日 none.
  private static func months(in text: String) -> [(year: Int?, month: Int)] {
    let signs = text.map(\.halfWidth).filter { $0 != " " }
    var found: [(year: Int?, month: Int)] = []
    var start = 0
    while start < signs.count {
      guard let number = number(signs, at: start) else {
        start += 1
        continue
      }
      if let month = month(signs, number.value, start..<number.end) { found.append(month) }
      start = number.end
    }
    return found.isEmpty ? english(text) : found
  }

  private static func number(_ signs: [Character], at start: Int) -> (value: Int, end: Int)? {
    let isDigit = signs[start].isASCIIDigit
    guard isDigit || signs[start].isNumeral else { return nil }
    let end = signs[start...].firstIndex { isDigit ? !$0.isASCIIDigit : !$0.isNumeral } ?? signs.count
    guard end - start <= 4 else { return (0, end) }
    return (Numeral.whole(String(signs[start..<end])) ?? 0, end)
  }

  /// The month that a number is: with 月 behind it and no day, or behind a year and a sign.
  private static func month(_ signs: [Character], _ value: Int, _ place: Range<Int>) -> (
    year: Int?, month: Int
  )? {
    guard (1...12).contains(value) else { return nil }
    let before = place.lowerBound > 0 ? signs[place.lowerBound - 1] : " "
    let next = place.upperBound < signs.count ? signs[place.upperBound] : " "
    let year = year(signs, before: place.lowerBound)
    let joins = "-—–~至到、"
    if next == "月" {
      var after = place.upperBound + 1
      if after < signs.count, signs[after] == "份" { after += 1 }
      let follows = after < signs.count ? signs[after] : " "
      let isSpan = joins.contains(follows) && after + 1 < signs.count && (number(signs, at: after + 1) != nil)
      guard !isSpan, number([follows], at: 0) == nil, year != nil || !joins.contains(before), before != "第"
      else { return nil }
      return (year, value)
    }
    // 2026-05 list, and not 2026-05-28.
    guard year != nil, "-./".contains(before), !"-./日号年".contains(next) else { return nil }
    return (year, value)
  }

  /// The year that ends before a place with one sign between: 2026年, 2026-.
  private static func year(_ signs: [Character], before end: Int) -> Int? {
    guard end >= 5, "年-./".contains(signs[end - 1]), end < 6 || !signs[end - 6].isASCIIDigit else {
      return nil
    }
    return Int(String(signs[(end - 5)..<(end - 1)])).flatMap { (1980..<2100).contains($0) ? $0 : nil }
  }

  private static let names = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november",
    "december",
  ]

  /// May 2026: a month's name beside a year, for may alone is a word.
  private static func english(_ text: String) -> [(year: Int?, month: Int)] {
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    return words.indices.compactMap { index in
      guard
        let month = names.firstIndex(where: {
          $0 == words[index] || (words[index].count == 3 && $0.hasPrefix(words[index]))
        })
      else { return nil }
      let beside = [index + 1, index - 1].filter { words.indices.contains($0) }
      // 28 May 2026 is a day.
      let hasDay = beside.contains { Int(words[$0]).map { (1...31).contains($0) } ?? false }
      let year = beside.lazy.compactMap { Int(words[$0]) }.first { (1980..<2100).contains($0) }
      return hasDay ? nil : year.map { ($0, month + 1) }
    }
  }
}
