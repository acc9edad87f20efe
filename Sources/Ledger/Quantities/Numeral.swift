/// Numbers as people write them in Chinese text: 58, 2.32 万, 1,200, 两千三百零五, 一万二, 十几, 数百, 二三十.
struct Numeral {
  /// What stands at a place that could begin a number.
  enum Reading {
    case number(Numeral)
    case nothing
    /// 1.2.3, 1,20.
    case malformed
    case tooLarge
  }

  var low: Figure
  /// Differs from ``low`` for two neighbouring digits: 五六十 is 50 to 60.
  var high: Figure
  /// What 余, 多, 来 or 几 inside it say: 10 多万, 二十来万.
  var hedges: [Quantity.Certainty] = []
  /// 数百, 几十: no more than an order of magnitude.
  var isRough = false
  /// Begins with 百 or above without a digit, like the 万 of 近万名: a number only if a hedge says so.
  var isBare = false
  /// A lone 一, which more often belongs to a word than counts: 一次性.
  var isLoneOne = false
  var start: Int
  /// The index after the number.
  var end: Int
  /// The last multiplier that was written; 1 if none was.
  var multiplier: Int128 = 1
  /// Written with 点: 三点五.
  var isDecimal = false

  static let digits: [Unicode.Scalar: Int128] = [
    "〇": 0, "一": 1, "幺": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
  ]
  static let multipliers: [Unicode.Scalar: Int128] = [
    "十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000,
  ]
  /// 廿, 卅, 卌: twenty, thirty, forty.
  static let tens: [Unicode.Scalar: Unicode.Scalar] = ["廿": "二", "卅": "三", "卌": "四"]
  static let vague: Set<Unicode.Scalar> = ["数", "几"]
  /// Words that begin like a multiplier and are none.
  static let notMultipliers = WordIndex<Bool>(
    ["百姓", "百货", "百日咳", "百科", "百合", "千克", "千米", "千瓦", "千卡", "千金", "万能", "亿万"].map { (word: $0, value: true) })

  static func canBegin(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x80
      && (digits[scalar] != nil || multipliers[scalar] != nil || tens[scalar] != nil || vague.contains(scalar)
        || scalar == "半")
  }

  static func read(_ text: PhraseText, at start: Int) -> Reading {
    guard let first = text[start] else { return .nothing }
    // .5
    let isArabic = first.isDigit || (first == "." && text[start + 1]?.isDigit == true)
    let reading = isArabic ? arabic(text, at: start) : chinese(text, at: start)
    guard case .number(let number) = reading, text[text.skippingSpaces(from: number.end)] == "个" else {
      return reading
    }
    return number.inHundredMillions(text)
  }

  init(low: Figure, high: Figure, start: Int, end: Int) {
    (self.low, self.high, self.start, self.end) = (low, high, start, end)
  }

  // MARK: Arabic digits

  /// Digits with their multipliers, largest first: 36.08 万, 1 亿 2 千万, 3 百 5 十, 1 万 2.
  private static func arabic(_ text: PhraseText, at start: Int) -> Reading {
    var number = Numeral(low: .zero, high: .zero, start: start, end: start)
    var limit = Int128.max
    var followsZero = false
    while true {
      let run = DigitRun(text, at: number.end)
      guard !run.isMalformed else { return .malformed }
      var scale = Scale(text, at: run.end)
      if scale.factor == 1, run.isSingle, text[run.end] == "十" { scale.takeTen() }
      // 1万2 is 12,000, and 1万零2 is 10,002.
      if scale.factor == 1, run.isSingle, limit >= 100, limit < .max, !followsZero {
        scale.factor = limit / 10
      }
      guard !scale.isBroken else { return .malformed }
      guard scale.factor < limit, let value = run.value(times: scale.factor) else { return .tooLarge }
      number.low = number.low + value
      number.hedges += scale.hedges
      number.end = scale.end
      if scale.factor > 1 { number.multiplier = scale.factor }
      guard let next = follower(of: scale, in: text) else { break }
      limit = scale.factor
      followsZero = text[next - 1] == "〇"
      number.end = next
    }
    number.addChineseRest(text)
    number.addHalf(text)
    guard number.low <= .largest else { return .tooLarge }
    number.high = number.low
    return .number(number)
  }

  /// Where the next digits of the same number begin: the 5 of 3百5十.
  private static func follower(of scale: Scale, in text: PhraseText) -> Int? {
    guard scale.factor >= 10, scale.isWritten, scale.hedges.isEmpty else { return nil }
    var next = text.skippingSpaces(from: scale.end)
    if next == scale.end, text[next] == "〇" { next += 1 }
    guard let scalar = text[next], scalar.isDigit else { return nil }
    let follower = DigitRun(text, at: next)
    let factor = Scale(text, at: follower.end).factor
    // A space may part 1 亿 2 千万, but not two figures that happen to stand side by side.
    guard next == scale.end || text[next - 1] == "〇" || factor > 1, factor < scale.factor else { return nil }
    return next
  }

  /// Digits with at most one point, perhaps in groups of three that commas or spaces part.
  private struct DigitRun {
    private var mantissa: Int128 = 0
    private var count = 0
    private var places = 0
    var end: Int
    var isMalformed = false

    /// One digit without a point.
    var isSingle: Bool { count == 1 && places == 0 }

    init(_ text: PhraseText, at start: Int) {
      end = start
      take(text)
      let first = count
      var separator: Unicode.Scalar?
      while first <= 3, mantissa > 0, let sign = text[end], sign == "," || sign == " ",
        separator == nil || separator == sign, Self.isGroup(text, at: end + 1)
      {
        separator = sign
        end += 1
        take(text)
      }
      if text[end] == ",", text[end + 1]?.isDigit == true { isMalformed = true }
      guard text[end] == ".", text[end + 1]?.isDigit == true else { return }
      end += 1
      let whole = count
      take(text)
      places = count - whole
      if text[end] == "." || text[end] == ",", text[end + 1]?.isDigit == true { isMalformed = true }
    }

    private mutating func take(_ text: PhraseText) {
      while let scalar = text[end], scalar.isDigit {
        count += 1
        if count <= 24 { mantissa = mantissa * 10 + Int128(scalar.value - 48) }
        end += 1
      }
    }

    private static func isGroup(_ text: PhraseText, at start: Int) -> Bool {
      (0..<3).allSatisfy { text[start + $0]?.isDigit == true } && text[start + 3]?.isDigit != true
    }

    /// Nil if it is too large, or four places don't hold it.
    func value(times factor: Int128) -> Figure? {
      guard count <= 24 else { return nil }
      let product = mantissa.multipliedReportingOverflow(by: factor * Figure.ticksPerUnit)
      let divisor = power(of: 10, places)
      guard !product.overflow, product.partialValue % divisor == 0 else { return nil }
      let value = Figure(ticks: product.partialValue / divisor)
      return value <= .largest ? value : nil
    }
  }

  // MARK: Chinese numerals

  static func chinese(_ text: PhraseText, at start: Int) -> Reading {
    let (run, end) = run(text, at: start)
    guard let first = run.first, let last = run.last, run.count <= 24 else {
      return run.isEmpty ? .nothing : .tooLarge
    }
    if let reading = decimal(run, text, start: start, end: end)
      ?? tensRange(run, text, start: start, end: end)
    {
      return reading
    }
    // A vague word counts only before a multiplier (数百), or after one (十几).
    let isRough = vague.contains(first)
    let plain = (isRough ? ["一"] : []) + run.filter { !vague.contains($0) }
    if isRough, !plain.dropFirst().contains(where: { multipliers[$0] != nil }) || plain.count < 2 {
      return .nothing
    }
    if first == "半", plain.count == 1 || multipliers[plain[1]] == nil, last != "半" || run.count > 1 {
      return .nothing
    }
    // 千百, 万千: words for many.
    if run == ["千", "百"] || run == ["万", "千"] { return .nothing }
    guard isFalling(plain) else { return .malformed }
    guard let (low, high) = ends(of: plain) else { return .tooLarge }
    let scale = Scale(text, at: end, after: multipliers[last] ?? 1)
    guard !scale.isBroken else { return .malformed }
    guard scale.factor <= 100_000_000,
      let low = scaled(low, by: scale.factor), let high = scaled(high, by: scale.factor)
    else { return .tooLarge }
    var number = Numeral(low: low, high: high, start: start, end: scale.end)
    number.hedges = scale.hedges
    if run.contains(where: vague.contains) { number.hedges.append(.atLeast) }
    number.isRough = isRough || isIdiom(plain)
    number.isBare = !isRough && plain.allSatisfy { (multipliers[$0] ?? 0) >= 10 } && first != "十"
    // 百十个: nobody counted them.
    if plain == ["百", "十"], number.hedges.isEmpty { number.hedges.append(.about) }
    number.isLoneOne = run.count == 1 && (first == "一" || first == "半" || first == "两") && scale.factor == 1
    number.multiplier = max(scale.factor, multipliers[last] ?? 1)
    if number.low == number.high, !number.isRough, first != "半" { number.addHalf(text) }
    return number.isBroken(text, digits: run.count) ? .malformed : .number(number)
  }

  /// The scalars of a numeral, 廿 and 卅 spelt out, 五0 as 五〇; 、 between neighbouring digits (七、八个) and the 有 of
  /// 二十有五 are left out.
  private static func run(_ text: PhraseText, at start: Int) -> ([Unicode.Scalar], end: Int) {
    var run: [Unicode.Scalar] = []
    var index = start
    while let scalar = text[index] {
      if let ten = tens[scalar] {
        run += [ten, "十"]
      } else if scalar == "半" {
        guard run.isEmpty else { break }
        run.append(scalar)
      } else if scalar == "参" {
        // 叁 in one of its forms, and elsewhere the 参 of 参加.
        guard isOfficersThree(text, at: index) else { break }
        run.append("三")
      } else if joinsNeighbours(text, at: index) {
        index += 1
        continue
      } else if canBegin(scalar) {
        // 58 百姓, 五百姓: no multiplier.
        if multipliers[scalar] != nil, notMultipliers.word(in: text, at: index) != nil { break }
        run.append(scalar)
      } else if isFiller(text, at: index, after: run.last) {
        index += 1
        continue
      } else if isTypedZero(text, at: index, after: run.last, start: start) {
        run.append("〇")
      } else if !isAnd(text, at: index, after: run.last) {
        break
      }
      index += 1
    }
    return (run, index)
  }

  /// Whether a sign stands between two digits of one number: 七、八个; of a comma only 四，五十人, where nothing before it may be
  /// another number (周三，四十人).
  static func joinsNeighbours(_ text: PhraseText, at index: Int) -> Bool {
    guard let sign = text[index], "、，,".unicodeScalars.contains(sign),
      let one = text[index - 1].flatMap({ digits[$0] }), let two = text[index + 1].flatMap({ digits[$0] }),
      one > 0,
      two == one + 1
    else { return false }
    if sign == "、" { return true }
    let isFirst = text[index - 2].map { !Character($0).isHan || "约近有共了到".unicodeScalars.contains($0) } ?? true
    return isFirst
      && (text[index + 2].map { multipliers[$0] != nil } ?? false
        || CountingWord.leading(text, at: index + 2) != nil)
  }

  /// The 儿 of 百儿八十, 千儿八百.
  private static func isFiller(_ text: PhraseText, at index: Int, after last: Unicode.Scalar?) -> Bool {
    text[index] == "儿" && text[index + 1] == "八" && last.flatMap { multipliers[$0] } ?? 0 >= 100
  }

  /// 百八十, 千八百: from eighty to a hundred.
  private static func isIdiom(_ run: [Unicode.Scalar]) -> Bool {
    guard run.count == 3, run[1] == "八", let high = multipliers[run[0]], let low = multipliers[run[2]] else {
      return false
    }
    return high == low * 10
  }

  private static func ends(of run: [Unicode.Scalar]) -> (Figure, Figure)? {
    if isIdiom(run), let high = multipliers[run[0]], let low = multipliers[run[2]] {
      return (Figure(Int(low * 8)), Figure(Int(high)))
    }
    if run[0] == "半" {
      let factor = run.dropFirst().reduce(Int128(1)) { $0 * (multipliers[$1] ?? 1) }
      let half = Figure(ticks: factor * Figure.ticksPerUnit / 2)
      return half <= .largest ? (half, half) : nil
    }
    let (low, high) = neighbours(in: run) ?? twins(in: run) ?? (run, run)
    guard let low = value(of: low), let high = value(of: high) else { return nil }
    return (low, high)
  }

  /// Whether no multiplier follows one that is as large; but 万 and 亿 multiply all before them.
  private static func isFalling(_ run: [Unicode.Scalar]) -> Bool {
    var last = Int128.max
    for scalar in run {
      guard let factor = multipliers[scalar] else { continue }
      guard factor < last || factor >= 10_000 else { return twins(in: run) != nil }
      last = factor >= 10_000 ? .max : factor
    }
    return true
  }

  /// 三千五千 as 三千 and 五千.
  private static func twins(in run: [Unicode.Scalar]) -> ([Unicode.Scalar], [Unicode.Scalar])? {
    guard run.count == 4, run[1] == run[3], multipliers[run[1]] != nil, let low = digits[run[0]],
      let high = digits[run[2]], low < high
    else { return nil }
    return (Array(run.prefix(2)), Array(run.suffix(2)))
  }

  static func scaled(_ figure: Figure, by factor: Int128) -> Figure? {
    let product = figure.ticks.multipliedReportingOverflow(by: factor)
    guard !product.overflow else { return nil }
    let value = Figure(ticks: product.partialValue)
    return value <= .largest ? value : nil
  }

  /// 五六十 as 五十 and 六十, 三五个 as 三 and 五: two digits side by side that don't spell a number.
  private static func neighbours(in run: [Unicode.Scalar]) -> ([Unicode.Scalar], [Unicode.Scalar])? {
    guard run.count == 2 || run.contains(where: { multipliers[$0] != nil }) else { return nil }
    for index in run.indices.dropLast() {
      // 三两个 are two or three.
      let isFalling = run[index] == "三" && run[index + 1] == "两"
      guard let one = digits[run[index]], let two = digits[run[index + 1]], one > 0, run[index] != "幺",
        two == one + 1 || (one == 3 && two == 5) || isFalling
      else { continue }
      var low = run
      var high = run
      low.remove(at: isFalling ? index : index + 1)
      high.remove(at: isFalling ? index + 1 : index)
      return (low, high)
    }
    return nil
  }

  /// 两千三百零五 as 2305, 三百五 as 350, 二〇二三 as 2023; nil above ``Figure/largest``.
  static func value(of run: [Unicode.Scalar]) -> Figure? {
    var total: Int128 = 0
    var section: Int128 = 0
    var digit: Int128?
    var last: Int128 = 1
    let bound = Figure.largest.ticks / Figure.ticksPerUnit
    if run.allSatisfy({ digits[$0] != nil }) {
      guard run.count <= 15 else { return nil }
      return Figure(Int(run.reduce(0) { $0 * 10 + (digits[$1] ?? 0) }))
    }
    for scalar in run {
      if let value = digits[scalar] {
        digit = value
        if value == 0 { last = 1 }
        continue
      }
      guard let factor = multipliers[scalar] else { return nil }
      if factor < 10_000 {
        section += (digit ?? 1) * factor
      } else {
        let head = section + (digit ?? (section == 0 && total == 0 ? 1 : 0))
        total = factor == 100_000_000 ? (total + head) * factor : total + head * factor
        section = 0
      }
      guard total <= bound, section <= bound else { return nil }
      digit = nil
      last = factor
    }
    let value = total + section + (digit ?? 0) * (last > 10 ? last / 10 : 1)
    return value <= bound ? Figure(Int(value)) : nil
  }
}

extension Numeral {
  /// A number that another reader found: `a dozen`.
  init(_ value: Figure, isRough: Bool, hedges: [Quantity.Certainty], start: Int, end: Int) {
    self.init(low: value, high: value, start: start, end: end)
    self.isRough = isRough
    self.hedges = hedges
  }

  /// The lower end of 20—30万, whose multiplier is written once; nil if the first number has its own.
  ///
  /// - `isTyped`: Whether the first number is in digits: 3、4十 are thirty to forty, 三至四十 may be three to forty.
  func lowerEnd(sharing second: Numeral, isTyped: Bool) -> Figure? {
    guard second.multiplier >= (isTyped ? 10 : 100), multiplier < second.multiplier, low == high else {
      return nil
    }
    let product = low.ticks.multipliedReportingOverflow(by: second.multiplier)
    guard !product.overflow else { return nil }
    let scaled = Figure(ticks: product.partialValue)
    return multiplier == 1 && scaled < second.low ? scaled : nil
  }
}

extension Character {
  var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
