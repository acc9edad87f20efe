/// Numerals in words that are more than digits and multipliers, and digits with a fraction behind them.
extension Numeral {
  /// 三点五万, 二点三二: digits behind 点; nil if it is a clock's (三点五十, 下午三点五位家长到场).
  static func decimal(_ whole: [Unicode.Scalar], _ text: PhraseText, start: Int, end: Int) -> Reading? {
    guard text[end] == "点", !whole.contains(where: vague.contains), whole[0] != "半" else { return nil }
    var after = end + 1
    var mantissa: Int128 = 0
    while after - end <= 12, let digit = text[after].flatMap({ digits[$0] }), text[after] != "两" {
      mantissa = mantissa * 10 + digit
      after += 1
    }
    let places = after - end - 1
    guard places > 0, !isClock(text, start: start, end: after) else { return nil }
    let scale = Scale(text, at: after)
    guard places <= 10, scale.factor <= 100_000_000, let head = value(of: whole) else { return .tooLarge }
    let divisor = power(of: 10, places)
    let (product, overflow) = (head.ticks * divisor + mantissa * Figure.ticksPerUnit)
      .multipliedReportingOverflow(
        by: scale.factor)
    guard !overflow, product % divisor == 0, Figure(ticks: product / divisor) <= .largest else {
      return .tooLarge
    }
    let value = Figure(ticks: product / divisor)
    var number = Numeral(low: value, high: value, start: start, end: scale.end)
    number.hedges = scale.hedges
    number.multiplier = scale.factor
    number.isDecimal = true
    return .number(number)
  }

  private static func isClock(_ text: PhraseText, start: Int, end: Int) -> Bool {
    let next = text.skippingSpaces(from: end)
    if text[next] == "十" || text[next] == "刻" || (text[next] == "分" && text[next + 1] != "钟") { return true }
    let before = text.end(before: start)
    return timesOfDay.contains { text.hasSuffix($0, before: before) }
  }

  private static let timesOfDay = ["上午", "下午", "早上", "早晨", "中午", "傍晚", "晚上", "凌晨", "今晚", "昨晚"].map {
    Array($0.unicodeScalars)
  }

  /// 十几二十: from ten to twenty.
  static func tensRange(_ run: [Unicode.Scalar], _ text: PhraseText, start: Int, end: Int) -> Reading? {
    guard let middle = run.firstIndex(of: "几"), middle > 0, middle + 1 < run.count,
      multipliers[run[middle - 1]] != nil, digits[run[middle + 1]] != nil,
      let low = value(of: Array(run[..<middle])), let high = value(of: Array(run[(middle + 1)...])),
      low < high
    else { return nil }
    let scale = Scale(text, at: end)
    guard scale.factor <= 100_000_000, let low = scaled(low, by: scale.factor),
      let high = scaled(high, by: scale.factor)
    else { return .tooLarge }
    var number = Numeral(low: low, high: high, start: start, end: scale.end)
    number.hedges = scale.hedges
    number.multiplier = scale.factor
    return .number(number)
  }

  static func isOfficersThree(_ text: PhraseText, at index: Int) -> Bool {
    text[index] == "参" && text[index + 1].map { multipliers[$0] != nil } ?? false
  }

  /// The 0 of 五0人, which is typed for 〇; but 周三 0 人.
  static func isTypedZero(_ text: PhraseText, at index: Int, after last: Unicode.Scalar?, start: Int) -> Bool
  {
    guard text[index] == "0", let last, digits[last] != nil else { return false }
    if let before = text[start - 1], "周期拜初高第大小".unicodeScalars.contains(before) { return false }
    var next = index
    while text[next] == "0" { next += 1 }
    return text[next]?.isDigit != true && text[next] != "." && text[next] != ":"
  }

  /// The 有 of 二十有五; but 十有八九.
  static func isAnd(_ text: PhraseText, at index: Int, after last: Unicode.Scalar?) -> Bool {
    guard text[index] == "有", last == "十", let digit = text[index + 1].flatMap({ digits[$0] }), digit > 0
    else {
      return false
    }
    if let next = text[index + 2], digits[next] != nil || multipliers[next] != nil { return false }
    return true
  }

  /// 二十5, 三5人: words and digits that make no number together; but 周三 5 人.
  func isBroken(_ text: PhraseText, digits count: Int) -> Bool {
    guard text[end]?.isDigit == true else { return false }
    return count > 1 || text[start - 1].map { $0.value < 0x80 && !$0.isLetter } ?? true
  }

  /// The 五百 of 3千五百.
  mutating func addChineseRest(_ text: PhraseText) {
    guard multiplier >= 100, hedges.isEmpty, let next = text[end], Self.digits[next] != nil,
      case .number(let rest) = Self.chinese(text, at: end), rest.low == rest.high, !rest.isRough,
      rest.end > end + 1, rest.low < Figure(ticks: multiplier * Figure.ticksPerUnit)
    else { return }
    low = low + rest.low
    hedges += rest.hedges
    end = rest.end
  }

  /// The 半 of 两万半.
  mutating func addHalf(_ text: PhraseText) {
    guard multiplier >= 1000, hedges.isEmpty, text[end] == "半",
      text.skippingSpaces(from: end + 1) == text.count || CountingWord.leading(text, at: end + 1) != nil
    else { return }
    low = low + Figure(ticks: multiplier * Figure.ticksPerUnit / 2)
    high = low
    end += 1
  }

  // MARK: Fractions

  /// Signs of fractions that four decimals hold, in ten-thousandths.
  static let fractions: [Unicode.Scalar: Int128] = [
    "½": 5000, "¼": 2500, "¾": 7500, "⅕": 2000, "⅖": 4000, "⅗": 6000, "⅘": 8000, "⅛": 1250, "⅜": 3750,
    "⅝": 6250,
    "⅞": 8750,
  ]
  private static let endlessFractions: Set<Unicode.Scalar> = ["⅓", "⅔", "⅙", "⅚"]

  /// Takes the fraction of 3½, 1 1/2 and two and a half in; false for one that no figure holds, such as a third.
  mutating func takeFraction(_ text: PhraseText) -> Bool {
    guard let sign = text[end] else { return true }
    if Self.endlessFractions.contains(sign) { return false }
    if let part = Self.fractions[sign] {
      add(Figure(ticks: part), end: end + 1)
      return true
    }
    if text.hasPrefix(Self.andHalf, at: end), text[end + Self.andHalf.count]?.isLetter != true {
      add(Figure(ticks: Figure.ticksPerUnit / 2), end: end + Self.andHalf.count)
      isDecimal = true
      return true
    }
    guard sign == " ", multiplier == 1, low.isWhole, let top = text[end + 1], top.isDigit,
      text[end + 2] == "/",
      let bottom = text[end + 3], bottom.isDigit, text[end + 4]?.isDigit != true, text[end + 4] != "/"
    else { return true }
    let (part, whole) = (Int128(top.value) - 48, Int128(bottom.value) - 48)
    guard part < whole, (part * Figure.ticksPerUnit) % whole == 0 else { return false }
    add(Figure(ticks: part * Figure.ticksPerUnit / whole), end: end + 4)
    return true
  }

  private static let andHalf = Array(" and a half".unicodeScalars)

  private mutating func add(_ part: Figure, end: Int) {
    low = low + part
    high = low
    self.end = end
  }

  /// ½ alone.
  static func fraction(_ text: PhraseText, at index: Int) -> Numeral? {
    guard let part = text[index].flatMap({ fractions[$0] }) else { return nil }
    var number = Numeral(Figure(ticks: part), isRough: false, hedges: [], start: index, end: index + 1)
    number.isDecimal = true
    return number
  }
}
