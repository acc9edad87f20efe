/// Numbers as people write them in Chinese text: 58, 2.32 万, 两千, 三百零五, 十几, 数百.
struct Numeral {
  let low: Figure
  /// Differs from ``low`` for two neighbouring digits: 五六十 is 50 to 60.
  let high: Figure
  /// 余, 多 or 几 stands inside it (十几, 10 多万), or it is a bare 数百.
  let isOpen: Bool
  /// 数百, 几十, 上千: no more than an order of magnitude.
  let isRough: Bool
  /// A multiplier alone, such as the 万 of 近万名: a number only if a hedge says so.
  let isBare: Bool
  /// The index after the number.
  let end: Int

  static let digits: [Character: Int128] = [
    "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
  ]
  static let multipliers: [Character: Int128] = ["十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000]
  static let vague: Set<Character> = ["数", "几"]

  static func canBegin(_ character: Character) -> Bool {
    digits[character] != nil || multipliers[character] != nil || vague.contains(character)
  }

  /// The number that begins at an index; nil if there is none or it doesn't fit a ``Figure``.
  init?(_ text: [Character], at start: Int) {
    guard start < text.count else { return nil }
    if text[start].isASCIIDigit {
      self.init(arabic: text, at: start)
    } else {
      self.init(chinese: text, at: start)
    }
  }

  /// Digits with their multipliers, largest first: 36.08 万, 1 亿 2 千万.
  private init?(arabic text: [Character], at start: Int) {
    var total = Figure.zero
    var isOpen = false
    var end = start
    var limit: Int128 = .max
    repeat {
      let (digits, index) = Numeral.digitRun(text, at: end)
      let (multiplier, opens, after) = Numeral.multiplier(text, at: index)
      guard multiplier < limit, let value = Figure.scaled(digits, by: multiplier) else { return nil }
      total = total + value
      isOpen = isOpen || opens
      limit = multiplier
      end = after
    } while limit > 1 && end < text.count && text[end].isASCIIDigit
    guard total <= .largest else { return nil }
    self.init(low: total, high: total, isOpen: isOpen, isRough: false, isBare: false, end: end)
  }

  /// Digits with at most one point; commas between digits are left out.
  private static func digitRun(_ text: [Character], at start: Int) -> (digits: String, end: Int) {
    var index = start
    var digits = ""
    while index < text.count {
      let character = text[index]
      let leadsDigit = index + 1 < text.count && text[index + 1].isASCIIDigit
      if character.isASCIIDigit || (character == "." && leadsDigit && !digits.contains(".")) {
        digits.append(character)
      } else if character != "," || !leadsDigit {
        break
      }
      index += 1
    }
    return (digits, index)
  }

  /// Multipliers after digits, perhaps with 余 or 多 before them: the 万 of 36.08 万, the 多万 of 10 多万.
  private static func multiplier(_ text: [Character], at start: Int) -> (Int128, isOpen: Bool, end: Int) {
    var product: Int128 = 1
    var isOpen = false
    var end = start
    var index = start
    while index < text.count {
      var next = index
      while next < text.count, text[next] == " " { next += 1 }
      var opens = false
      if next < text.count, "余多几".contains(text[next]) {
        opens = true
        next += 1
      }
      guard next < text.count, let factor = multipliers[text[next]], factor >= 100 else { break }
      guard product < 100_000_000 else { break }
      product *= factor
      isOpen = isOpen || opens
      index = next + 1
      end = index
    }
    return (product, isOpen, end)
  }

  private init?(chinese text: [Character], at start: Int) {
    var end = start
    while end < text.count, Numeral.canBegin(text[end]) { end += 1 }
    let run = Array(text[start..<end])
    guard let first = run.first else { return nil }
    let isRough = Numeral.vague.contains(first)
    let isOpen = run.contains { Numeral.vague.contains($0) }
    // 数百 counts from one hundred, 十几 from ten.
    let plain = isRough ? ["一"] + run.dropFirst() : run.filter { !Numeral.vague.contains($0) }
    if isRough, plain.count < 2 { return nil }
    let isBare = Numeral.multipliers[plain.first ?? " "].map { $0 >= 100 } ?? false
    let (low, high) =
      if let pair = Numeral.neighbours(in: plain) {
        (Numeral.value(of: pair.0), Numeral.value(of: pair.1))
      } else {
        (Numeral.value(of: plain), Numeral.value(of: plain))
      }
    guard let low, let high else { return nil }
    let (multiplier, opens, after) = Numeral.multiplier(text, at: end)
    guard let low = Figure.scaled(String(low), by: multiplier),
      let high = Figure.scaled(String(high), by: multiplier)
    else { return nil }
    self.init(low: low, high: high, isOpen: isOpen || opens, isRough: isRough, isBare: isBare, end: after)
  }

  private init(low: Figure, high: Figure, isOpen: Bool, isRough: Bool, isBare: Bool, end: Int) {
    self.low = low
    self.high = high
    self.isOpen = isOpen
    self.isRough = isRough
    self.isBare = isBare
    self.end = end
  }

  /// 五六十 as 五十 and 六十: two digits side by side, one apart, that don't spell a year.
  private static func neighbours(in run: [Character]) -> ([Character], [Character])? {
    guard run.contains(where: { multipliers[$0] != nil }) || run.count == 2 else { return nil }
    for index in run.indices.dropLast() {
      guard let one = digits[run[index]], let two = digits[run[index + 1]], one > 0, two == one + 1 else {
        continue
      }
      var low = run
      var high = run
      low.remove(at: index + 1)
      high.remove(at: index)
      return (low, high)
    }
    return nil
  }

  /// 两千三百零五 as 2305, 三百五 as 350, 二〇二三 as 2023.
  private static func value(of run: [Character]) -> Int128? {
    guard run.count <= 20 else { return nil }
    if run.allSatisfy({ digits[$0] != nil }) {
      return run.reduce(0) { $0 * 10 + (digits[$1] ?? 0) }
    }
    var total: Int128 = 0
    var section: Int128 = 0
    var digit: Int128?
    var last: Int128 = 1
    for character in run {
      if let value = digits[character] {
        digit = value
        if value == 0 { last = 1 }
        continue
      }
      guard let factor = multipliers[character] else { return nil }
      if factor < 10_000 {
        section += (digit ?? 1) * factor
      } else {
        let head = section + (digit ?? (section == 0 && total == 0 ? 1 : 0))
        total = factor == 100_000_000 ? (total + head) * factor : total + head * factor
        section = 0
      }
      digit = nil
      last = factor
    }
    return total + section + (digit ?? 0) * (last > 10 ? last / 10 : 1)
  }
}

extension Character {
  var isASCIIDigit: Bool { ("0"..."9").contains(self) }

  /// Full-width letters, digits and signs as their ASCII forms; everything else as it is.
  var halfWidth: Character {
    guard let scalar = unicodeScalars.first, unicodeScalars.count == 1 else { return self }
    if scalar.value == 0x3000 || scalar.value == 0xA0 { return " " }
    guard (0xFF01...0xFF5E).contains(scalar.value), let half = Unicode.Scalar(scalar.value - 0xFEE0) else {
      return self
    }
    return Character(half)
  }
}
