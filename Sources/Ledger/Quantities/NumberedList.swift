/// The numbers of a list, which count nothing: 1、宣传单 500 张；2、雨伞 50 把.
enum NumberedList {
  /// The items with semicolons between them in place of their numbers; any other text as it is.
  static func plain(_ text: String) -> String {
    let phrase = PhraseText(text)
    let first = phrase.skippingSpaces(from: 0)
    guard let sign = phrase[first],
      "1一(".unicodeScalars.contains(sign) || (0x2460...0x24FF).contains(sign.value),
      let style = Style.allCases.first(where: { $0.end(of: 1, in: phrase, at: first) != nil })
    else { return text }
    var items: [String] = []
    var start = first
    for number in 1... {
      guard
        let next = (start..<phrase.count).lazy.compactMap({ index in
          style.end(of: number, in: phrase, at: index).map { (index, $0) }
        }).first
      else { break }
      if number > 1 { items.append(phrase.words(start, next.0).withoutMarks) }
      start = next.1
    }
    items.append(phrase.words(start, phrase.count))
    return items.filter { !$0.isEmpty }.joined(separator: "；")
  }

  private enum Style: CaseIterable {
    /// ①, ⑴ and ⒈, each one sign.
    case circled, bracketed, stopped
    /// （1）, （一）, 1、, 1., 1), 一、.
    case inBrackets, hanInBrackets, comma, stop, bracket, hanComma

    /// Where a number of the list ends that begins at an index; nil if none does.
    func end(of number: Int, in text: PhraseText, at index: Int) -> Int? {
      guard let spelling = spelling(number), text.hasPrefix(spelling, at: index) else { return nil }
      let end = index + spelling.count
      guard let next = text[text.skippingSpaces(from: end)] else { return nil }
      switch self {
      case .circled, .bracketed, .stopped: return end
      // （1）班 is a class.
      case .inBrackets, .hanInBrackets: return "班组队号楼".unicodeScalars.contains(next) ? nil : end
      case .comma, .stop, .bracket, .hanComma:
        // 1、2 个 and 1.5 万 are numbers, and so is the 1 of 11、.
        let last = text[index - 1]
        let isInside = last.map { $0.isDigit || $0.isLetter || ".第十".unicodeScalars.contains($0) } ?? false
        return isNumeral(text, at: text.skippingSpaces(from: end)) || isInside ? nil : end
      }
    }

    /// Whether a number begins there; the 两 of 两癌筛查 is none.
    private func isNumeral(_ text: PhraseText, at index: Int) -> Bool {
      guard let sign = text[index] else { return false }
      if sign == "两" { return CountingWord.leading(text, at: index + 1) != nil }
      return sign.isDigit || Numeral.canBegin(sign)
    }

    private func spelling(_ number: Int) -> [Unicode.Scalar]? {
      func sign(_ first: UInt32) -> [Unicode.Scalar]? {
        number > 20 ? nil : Unicode.Scalar(first + UInt32(number) - 1).map { [$0] }
      }
      func written(_ text: String) -> [Unicode.Scalar]? { Array(text.unicodeScalars) }
      let han = number > Self.han.count ? "" : Self.han[number - 1]
      return switch self {
      case .circled: sign(0x2460)
      case .bracketed: sign(0x2474)
      case .stopped: sign(0x2488)
      case .inBrackets: written("(\(number))")
      case .hanInBrackets: han.isEmpty ? nil : written("(\(han))")
      case .comma: written("\(number)、")
      case .stop: written("\(number).")
      case .bracket: written("\(number))")
      case .hanComma: han.isEmpty ? nil : written("\(han)、")
      }
    }

    private static let han = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]
  }
}
