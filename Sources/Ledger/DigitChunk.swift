/// Digits with the signs between them, and what they are: a number, or a date, a clock time, a telephone, a name.
struct DigitChunk {
  enum Kind {
    case number
    /// A date, a time, an age, a telephone, a code: 2023-08-10, 14:30, 3 岁, A4, 第 3 期.
    case name
    /// 80%.
    case share
    /// 1/3.
    case fraction
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
    self.end = end
    let head = text.plain[groups[0]]
    isTelephone =
      groups.count == 1 && head.count == 11 && head.first == "1"
      && head.dropFirst().first.map { $0 >= "2" } ?? false
    kind = Self.kind(of: groups, signs, text, start: start, end: end)
  }

  private static let signs: Set<Unicode.Scalar> = [".", ":", "·", "/", "-", "—", "–", "~"]
  private static let dashes: Set<Unicode.Scalar> = ["-", "—", "–", "~"]

  private static func kind(
    of groups: [Range<Int>], _ signs: [Unicode.Scalar], _ text: PhraseText, start: Int, end: Int
  ) -> Kind {
    if isNamed(text, start: start) { return .name }
    let next = text.skippingSpaces(from: end)
    if text[next] == "%" || text[next] == "‰" { return .share }
    if text.plain[end...].starts(with: ["分", "之"]) { return .fraction }
    if signs.contains(":") || signs.contains("·") { return .name }
    if isName(text, after: end, next, digits: end - start) { return .name }
    let isYear = groups[0].count == 4
    if signs.contains("/") { return signs == ["/"] && !isYear ? .fraction : .name }
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
  private static func isNamed(_ text: PhraseText, start: Int) -> Bool {
    if let before = text[start - 1], before.isLetter || before == "·" || before == "." || before == "#" {
      return true
    }
    if let before = text[start - 1], before == "-", text[start - 2]?.isLetter == true { return true }
    let before = text.end(before: start)
    return text[before - 1] == "第" || telephones.contains { text.hasSuffix($0, before: before) }
  }

  private static let telephones = ["电话", "电话:", "手机", "手机:", "手机号", "热线", "tel", "tel:", "qq"].map {
    Array($0.unicodeScalars)
  }

  /// Whether what follows says so: 3 岁, 90后, 3D.
  private static func isName(_ text: PhraseText, after end: Int, _ next: Int, digits: Int) -> Bool {
    if let word = QuantityWords.nameEndings.word(in: text, at: next) {
      return word.word != ["后"] || (digits == 2 && next == end)
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
