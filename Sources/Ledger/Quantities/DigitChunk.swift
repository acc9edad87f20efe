/// Digits with the signs between them, and what they are: a number, or a date, a clock time, a telephone, a name.
struct DigitChunk {
  enum Kind {
    case number
    /// A date, a time, an age, a telephone, a code: 2023-08-10, 14:30, 3 岁, A4, 第 3 期.
    case name
    /// 80%, 1/3, 3 倍.
    case share
    /// 1.2.3
    case malformed
  }

  let kind: Kind
  /// After all of it.
  let end: Int
  /// Eleven digits like a mobile telephone's: a number only if something is counted in it.
  let isTelephone: Bool

  init(_ text: PhraseText, at start: Int) {
    var end = start
    var groups: [Range<Int>] = []
    var signs: [Unicode.Scalar] = []
    var first = start
    while let scalar = text[end] {
      if scalar.isDigit {
        end += 1
      } else if Self.signs.contains(scalar), end > first, text[end + 1]?.isDigit == true {
        groups.append(first..<end)
        signs.append(scalar)
        end += 1
        first = end
      } else {
        break
      }
    }
    groups.append(first..<end)
    let head = text.plain[groups[0]]
    if let thing = QuantityWords.numberedThings.word(in: text, at: start),
      text[start + thing.word.count]?.isDigit != true
    {
      (kind, isTelephone, self.end) = (.name, false, start + thing.word.count)
      return
    }
    if let age = Self.ageEnd(text, start: start, end: end) {
      (kind, isTelephone, self.end) = (.name, false, age)
      return
    }
    if let size = Self.sizeEnd(text, at: start) {
      (kind, isTelephone, self.end) = (.name, false, size)
      return
    }
    self.end = end
    isTelephone =
      groups.count == 1 && head.count == 11 && head.first == "1"
      && head.dropFirst().first.map { $0 >= "2" } ?? false
    kind = Self.kind(of: groups, signs, text, start: start, end: end)
  }

  private static let signs: Set<Unicode.Scalar> = [".", ":", "·", "/", "-", "—", "–", "~"]
  private static let dashes: Set<Unicode.Scalar> = ["-", "—", "–", "~"]

  /// 80×180cm, 1.2 米×2.4 米: after the last length.
  private static func sizeEnd(_ text: PhraseText, at start: Int) -> Int? {
    var (index, numbers, hasUnit) = (start, 0, false)
    while true {
      let first = index
      while let scalar = text[index], scalar.isDigit || scalar == "." { index += 1 }
      guard index > first else { return nil }
      numbers += 1
      if let unit = lengths.word(in: text, at: text.skippingSpaces(from: index)) {
        index = text.skippingSpaces(from: index) + unit.word.count
        hasUnit = true
      }
      let sign = text.skippingSpaces(from: index)
      let next = text.skippingSpaces(from: sign + 1)
      guard let times = text[sign], Self.times.contains(times), text[next]?.isDigit == true else {
        return numbers > 1 && hasUnit ? index : nil
      }
      index = next
    }
  }

  private static let times: Set<Unicode.Scalar> = ["×", "x", "*", "✕", "╳"]
  private static let lengths = QuantityWords.words("厘米 公分 毫米 分米 米 寸 尺 像素 cm mm dm m inch inches px")

  /// aged 3-6, age 3 to 6: after the last year.
  private static func ageEnd(_ text: PhraseText, start: Int, end: Int) -> Int? {
    let before = text.end(before: start)
    guard let word = QuantityWords.ages.word(in: text, endingBefore: before) else { return nil }
    // women of childbearing age: 86.
    let lead = text.words(0, before - word.word.count).split(separator: " ").suffix(2)
    if lead.count == 2, lead.first?.lowercased() == "of" { return nil }
    let next = text.skippingSpaces(from: end)
    guard let link = QuantityWords.ageLinks.word(in: text, at: next) else { return end }
    let second = text.skippingSpaces(from: next + link.word.count)
    var last = second
    while text[last]?.isDigit == true { last += 1 }
    return last > second && !text.counts(at: last) ? last : end
  }

  /// May 29, 29 May, May 2026; but 20 people of `in May 20 people`.
  private static func isEnglishDate(_ text: PhraseText, _ digits: Range<Int>, _ next: Int) -> Bool {
    guard digits.count <= 4, let n = Int(text.words(digits.lowerBound, digits.upperBound)) else {
      return false
    }
    let isDay = (1...31).contains(n)
    guard isDay || (1900..<2100).contains(n), !text.counts(at: digits.upperBound) else { return false }
    if isDay, QuantityWords.months.word(in: text, at: next) != nil { return true }
    var before = text.end(before: digits.lowerBound)
    if !isDay, text[before - 1] == "," {
      before -= 1
      while let scalar = text[before - 1], scalar.isDigit || scalar == " " { before -= 1 }
    }
    return QuantityWords.months.word(in: text, endingBefore: text.end(before: before)) != nil
  }

  private static func kind(
    of groups: [Range<Int>], _ signs: [Unicode.Scalar], _ text: PhraseText, start: Int, end: Int
  ) -> Kind {
    if isNamed(text, start: start, end: end) { return .name }
    let next = text.skippingSpaces(from: end)
    if QuantityWords.isShare(text, at: next) || text.plain[end...].starts(with: ["分", "之"]) { return .share }
    if signs.contains(":") || signs.contains("·") { return .name }
    // 3点5万: neither a clock nor a number in words.
    if text[end] == "点", text[end + 1]?.isDigit == true, let scale = text[end + 2],
      scale == "万" || scale == "亿"
    {
      return .malformed
    }
    if isExponent(text, at: end) { return .malformed }
    if isName(text, after: end, next, digits: end - start) { return .name }
    if signs.isEmpty, isEnglishDate(text, groups[0], next) { return .name }
    if signs.isEmpty, isNamedDay(text, start: start, end: end) { return .name }
    if signs.isEmpty, isServiceNumber(text, start: start, end: end) { return .name }
    if signs == ["."], isDate(groups, text, next) { return .name }
    if skipsDigits(text, from: end) { return .malformed }
    let isYear = groups[0].count == 4
    if signs.contains("/") { return signs == ["/"] && !isYear ? .share : .name }
    if signs.count(where: { $0 == "." }) > 1, !signs.contains(where: dashes.contains) {
      return isYear && signs.count == 2 ? .name : .malformed
    }
    let leadsWithZero = text[start] == "0" && groups[0].count > 3
    if leadsWithZero { return .name }
    let areAllDashes = signs.allSatisfy(dashes.contains)
    if areAllDashes, signs.count > 1 { return .name }
    if areAllDashes, signs.count == 1 {
      // 0773-1234567, 2023-08.
      if text[start] == "0", groups[0].count > 2 { return .name }
      if isYear, groups[1].count == 2, text[groups[1].lowerBound].map({ $0 <= "1" }) ?? false { return .name }
    }
    return .number
  }

  /// Whether what stands before says that it counts nothing: 第 3 期, A4, 5·29.
  private static func isNamed(_ text: PhraseText, start: Int, end: Int) -> Bool {
    if let before = text[start - 1], before.isLetter || before == "·" || before == "." || before == "#" {
      return !currencies.contains { text.hasSuffix($0, before: start) }
    }
    if let before = text[start - 1], before == "-", text[start - 2]?.isLetter == true { return true }
    let before = text.end(before: start)
    if text[before - 1] == "第" { return true }
    if QuantityWords.ranks.word(in: text, endingBefore: before) != nil, !text.counts(at: end) { return true }
    if text.isMinute(start: start, end: end) { return true }
    // 热线 30 人次 are callers.
    return telephones.contains { text.hasSuffix($0, before: before) }
      && (end - start > 6 || !text.counts(at: end))
  }

  private static let currencies = ["rmb", "cny"].map { Array($0.unicodeScalars) }

  private static let telephones = ["电话", "电话:", "手机", "手机:", "手机号", "热线", "tel", "tel:", "qq"].map {
    Array($0.unicodeScalars)
  }

  /// 12345热线, 12356 心理援助热线: a short number of a public service, and not how many.
  private static func isServiceNumber(_ text: PhraseText, start: Int, end: Int) -> Bool {
    guard isServiceNumber(text.plain[start..<end]), !text.counts(at: end) else { return false }
    var index = text.skippingSpaces(from: end)
    if text.hasPrefix(Array("hotline".unicodeScalars), at: index) { return true }
    for _ in 0..<12 {
      guard let scalar = text[index], scalar.value >= 0x80 else { return false }
      if serviceWords.word(in: text, at: index) != nil { return true }
      index += 1
    }
    return false
  }

  /// 110, 12320: as public services have them.
  static func isServiceNumber(_ digits: ArraySlice<Unicode.Scalar>) -> Bool {
    guard digits.allSatisfy(\.isDigit) else { return false }
    if digits.count == 3 { return digits.starts(with: ["1", "1"]) || digits.starts(with: ["1", "2"]) }
    return (5...6).contains(digits.count) && !digits.suffix(2).allSatisfy { $0 == "0" }
      && serviceHeads.contains(where: digits.starts)
  }

  /// 529 会员日, 1201 艾滋病日: a month and a day without a sign between.
  private static func isNamedDay(_ text: PhraseText, start: Int, end: Int) -> Bool {
    guard (3...4).contains(end - start), !text.counts(at: end), let date = Int(text.words(start, end)),
      (1...12).contains(date / 100), (1...31).contains(date % 100)
    else { return false }
    var index = text.skippingSpaces(from: end)
    // 315 活动, and nothing behind that is called so.
    if text.hasPrefix(["活", "动"], at: index), text[index + 2].map({ !Character($0).isHan }) ?? true {
      return true
    }
    for _ in 0..<10 {
      guard let scalar = text[index], Character(scalar).isHan else { return false }
      if QuantityWords.notDays.word(in: text, at: index) != nil { return false }
      if QuantityWords.days.word(in: text, at: index) != nil { return true }
      index += 1
    }
    return false
  }

  private static let serviceHeads: [[Unicode.Scalar]] = [
    ["1", "0"], ["1", "1"], ["1", "2"], ["9", "5"], ["9", "6"],
  ]
  private static let serviceWords = WordIndex(["热线", "专线", "电话", "平台", "急救"].map { (word: $0, value: true) })

  /// 5.29活动: the month and the day of what follows.
  private static func isDate(_ groups: [Range<Int>], _ text: PhraseText, _ next: Int) -> Bool {
    guard groups.count == 2, let scalar = text[next], (0x4E00...0x9FFF).contains(scalar.value),
      scalar != "至", scalar != "到", !text.counts(at: next),
      QuantityWords.after.word(in: text, at: next) == nil,
      let month = Int(text.words(groups[0].lowerBound, groups[0].upperBound)), (1...12).contains(month),
      let day = Int(text.words(groups[1].lowerBound, groups[1].upperBound)), (1...31).contains(day)
    else { return false }
    return groups[1].count <= 2
  }

  /// 1..5, 1,,5.
  private static func skipsDigits(_ text: PhraseText, from end: Int) -> Bool {
    var index = end
    while let scalar = text[index], scalar == "." || scalar == "," { index += 1 }
    return index > end + 1 && text[index]?.isDigit == true
  }

  /// 1E+3 of a spreadsheet, whose digits may be lost.
  private static func isExponent(_ text: PhraseText, at end: Int) -> Bool {
    text[end] == "e" && text[end + 1].map { $0 == "+" || $0 == "-" } ?? false
      && text[end + 2]?.isDigit == true
  }

  /// Whether a phrase has a number in that form.
  static func hasExponent(_ phrase: String) -> Bool {
    let text = PhraseText(phrase)
    return text.plain.indices.contains { $0 > 0 && text[$0 - 1]?.isDigit == true && isExponent(text, at: $0) }
  }

  /// Whether what follows says so: 3 岁, 90后, 3D.
  private static func isName(_ text: PhraseText, after end: Int, _ next: Int, digits: Int) -> Bool {
    if QuantityWords.isName(text, endingAt: next) {
      return text[next] != "后" || (digits == 2 && next == end)
    }
    // 5-litre, 3-day; but 50-odd.
    if text[end] == "-", text[end + 1]?.isLetter == true {
      return QuantityWords.between.word(in: text, at: end) == nil
        && QuantityWords.after.word(in: text, at: end) == nil
    }
    guard let letter = text[end], letter.isLetter else { return false }
    if letter == "k" || letter == "w", text[end + 1]?.isLetter != true, text[end + 1]?.isDigit != true {
      return false
    }
    return CountingWord.leading(text, at: end) == nil && QuantityWords.between.word(in: text, at: end) == nil
      && EnglishNumeral.scale(text, at: end) == nil
      && QuantityWords.after.word(in: text, at: end) == nil
  }
}

extension PhraseText {
  /// Whether a counting word, 余 or a multiplier follows a number, so that it counts something.
  func counts(at index: Int) -> Bool {
    let next = skippingSpaces(from: index)
    return CountingWord.leading(self, at: next) != nil
      || self[next].map { Numeral.multipliers[$0] != nil } ?? false
      || (QuantityWords.between.word(in: self, at: next) != nil
        && QuantityWords.notBetween.word(in: self, at: next) == nil)
  }

  /// Whether a number is the minutes of a clock: 8时30分, 八点三十.
  func isMinute(start: Int, end: Int) -> Bool {
    guard let sign = self[start - 1], sign == "时" || sign == "点", let hour = self[start - 2],
      hour.isDigit || Numeral.canBegin(hour)
    else { return false }
    let next = skippingSpaces(from: end)
    return self[next] == "分" || !counts(at: next)
  }
}
