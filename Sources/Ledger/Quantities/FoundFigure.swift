/// A number in a phrase with the words that belong to it.
struct FoundFigure: Equatable {
  var low: Figure
  var high: Figure
  var counter: String?
  /// Where what is counted ends, and where the writer's own words of the quantity begin.
  private(set) var subjectEnd: Int
  private(set) var saidStart: Int
  var end: Int
  /// What the words before and after the number say.
  private var before: [Quantity.Certainty] = []
  private var after: [Quantity.Certainty] = []
  /// What 余, 多 and 来 inside it say.
  private var inner: [Quantity.Certainty] = []
  private(set) var isRough: Bool
  private(set) var isNegative = false
  /// 共, 合计 stands before it.
  private(set) var isTotal = false
  /// Whether `between` stands before it, and an upper end after `and`.
  private var isBetween = false
  var isLoneOne: Bool
  /// ¥ stands before it.
  private var isMoney = false
  /// A sign or a name of other money than 元 stands beside it.
  private(set) var isForeign = false
  let isArabic: Bool
  /// Of 2大1小, which are three persons.
  var children: Figure?
  /// Of 一家三口, which are three persons of one household.
  var households: Figure?
  /// Of 12 户 35 人, where both were counted.
  var householdCount: Quantity?
  let start: Int
  let numeral: (multiplier: Int128, isBare: Bool, isDecimal: Bool, end: Int)

  init(_ text: PhraseText, _ numeral: Numeral, isArabic: Bool) {
    low = numeral.low
    high = numeral.high
    inner = numeral.hedges
    isRough = numeral.isRough
    isLoneOne = numeral.isLoneOne
    self.isArabic = isArabic
    start = numeral.start
    self.numeral = (numeral.multiplier, numeral.isBare, numeral.isDecimal, numeral.end)
    (subjectEnd, saidStart, end) = (numeral.start, numeral.start, numeral.end)
    readHead(text)
    readTail(text)
  }

  static func == (left: FoundFigure, right: FoundFigure) -> Bool { left.start == right.start }

  /// Whether a number in words counts something: a counting word, a hedge or the end of the phrase follows.
  func stands(in text: PhraseText) -> Bool {
    if counter != nil { return !numeral.isBare || isHedged }
    if isName(in: text) { return false }
    if text.isMinute(start: start, end: end) { return false }
    if numeral.isBare { return isHedged }
    if low == high, !low.isWhole, !numeral.isDecimal { return false }
    return text.skippingSpaces(from: end) == text.count || isRough || (isHedged && low >= 10)
  }

  private var outer: [Quantity.Certainty] { before + after }
  var isHedged: Bool { !outer.isEmpty || !inner.isEmpty || isRough }

  var isSure: Bool { !isHedged }

  var quantity: Quantity {
    guard low == high else {
      let certainty = QuantityWords.certainty(of: outer)
      return switch certainty {
      case .atLeast: Quantity(low, .atLeast) ?? .unknown()
      case .below, .atMost: Quantity(high, certainty) ?? .unknown()
      default: .range(low, high)
      }
    }
    return Quantity(low, QuantityWords.certainty(of: outer + inner)) ?? .unknown()
  }

  /// Words elsewhere make it an estimate: the `or so` of `500 leaflets or so`.
  mutating func hedge(_ certainty: Quantity.Certainty) { after.append(certainty) }

  // MARK: Before the number

  private mutating func readHead(_ text: PhraseText) {
    var begin = start
    while true {
      let end = text.end(before: begin)
      if let hedge = QuantityWords.bracketed(text, endingBefore: end) {
        before.append(hedge.certainty)
        (saidStart, begin) = (hedge.start, hedge.start)
        continue
      }
      if let sign = Self.currency.word(in: text, endingBefore: end) {
        if sign.value { isMoney = true } else { isForeign = true }
        begin = end - sign.word.count
        saidStart = begin
        continue
      }
      guard
        let found = QuantityWords.before.word(in: text, endingBefore: end) ?? rareHead(text, before: begin)
      else { break }
      switch found.value {
      case .word:
        subjectEnd = begin
        return
      case .hedge(let certainty):
        before.append(certainty)
        saidStart = end - found.word.count
        if QuantityWords.beforeBare.word(in: text, endingBefore: end) != nil, numeral.isBare {
          isRough = true
        }
      case .nothing: if Self.betweens.contains(found.word) { isBetween = true }
      case .total: isTotal = true
      }
      begin = end - found.word.count
    }
    subjectEnd = begin
    takeGreaterHalf(text)
    readSign(text)
  }

  /// 大几十: more than half of what 几十 may be.
  private mutating func takeGreaterHalf(_ text: PhraseText) {
    let begin = subjectEnd - 1
    guard isRough, text[start] == "几", text[begin] == "大", text.beginsWord(at: begin) else { return }
    (low, high) = (Figure(ticks: low.ticks * 5), Figure(ticks: high.ticks * 5))
    (subjectEnd, saidStart) = (begin, begin)
  }

  private mutating func readSign(_ text: PhraseText) {
    let end = text.end(before: subjectEnd)
    let isDash = text[end - 1] == "-"
    // 5 - 3 is a range, one-on-one a word.
    let isInside =
      text[text.end(before: end - 1) - 1]?.isDigit == true || text[end - 2]?.isLetter == true
    isNegative =
      text[end - 1] == "负" || (isDash && !isInside)
      || Self.minus.word(in: text, endingBefore: end) != nil
  }

  /// 上 and 过 before a bare multiplier, 小 before a round number.
  private func rareHead(_ text: PhraseText, before begin: Int) -> WordIndex<QuantityWords.Head>.Entry? {
    if numeral.isBare || isRough,
      let word = QuantityWords.beforeBare.word(in: text, endingBefore: text.end(before: begin))
    {
      return word
    }
    let words = isRough ? QuantityWords.beforeVague : QuantityWords.beforeRound
    guard begin == start, low >= 10, low.isRound, let word = words.word(in: text, endingBefore: begin),
      text.beginsWord(at: begin - word.word.count)
    else { return nil }
    return word
  }

  // MARK: After the number

  private mutating func readTail(_ text: PhraseText) {
    takeBetween(text)
    if Self.foreignMoney.word(in: text, at: text.skippingSpaces(from: end)) != nil { isForeign = true }
    if let word = CountingWord.leading(text, at: end) {
      counter = word.meaning
      end = word.end
      takeAlternative(text)
      takeHalf(text)
      takeSmallMoney(text)
      takeAfter(text)
    } else if isMoney {
      counter = CountingWord.yuan
    } else {
      takeSmallChange(text)
      takeHeads(text)
    }
    // 百人 at the end: nobody counted them. But 情暖万家.
    if numeral.isBare, !isHedged, let counter, CountingWord.isWhole(counter) || counter == CountingWord.yuan,
      counter != CountingWord.household,
      text.skippingSpaces(from: end) == text.count || text[end - 1] == "名" || text[end - 1] == "位"
    {
      after.append(.about)
      isRough = true
    }
  }

  private mutating func takeBetween(_ text: PhraseText) {
    while true {
      let next = text.skippingSpaces(from: end)
      if QuantityWords.notBetween.word(in: text, at: next) != nil { return }
      // 100（余）份.
      if let hedge = QuantityWords.bracketedInside(text, at: next) {
        inner.append(hedge.certainty)
        end = hedge.end
        continue
      }
      if let bound = boundEnd(text, at: next) {
        end = bound
        continue
      }
      guard let found = QuantityWords.between.word(in: text, at: next) else { break }
      let after = next + found.word.count
      let isEnd = text.skippingSpaces(from: after) == text.count
      switch text[next] {
      // 来 hedges only before a counting word: 二十来人, but 58 来宾.
      case "来", "许", "几":
        guard
          isEnd || CountingWord.leading(text, at: after) != nil
            || (text[next] == "来" && (CountingWord.isNoun(text, at: after) || text[after] == "号"))
        else { return }
      // 百把人, but 50 把伞.
      case "把": guard numeral.isBare else { return }
      case "不":
        guard CountingWord.leading(text, at: after) != nil else { return takeAfter(text) }
      default: break
      }
      if let certainty = found.value { inner.append(certainty) }
      end = after
    }
    takeAfter(text)
  }

  private mutating func takeAfter(_ text: PhraseText) {
    while true {
      let next = text.skippingSpaces(from: end)
      if let found = QuantityWords.after.word(in: text, at: next) {
        if let certainty = found.value { after.append(certainty) }
        end = next + found.word.count
      } else if let scalar = text[next], scalar == "多" || scalar == "余", counter != nil,
        text.skippingSpaces(from: next + 1) == text.count
      {
        inner.append(.atLeast)
        end = next + 1
      } else if let hedge = QuantityWords.bracketedInside(text, at: next) {
        inner.append(hedge.certainty)
        end = hedge.end
      } else if let bound = boundEnd(text, at: next) {
        end = bound
      } else if let closing = QuantityWords.closing(text, at: next) {
        after.append(closing.certainty)
        end = closing.end
      } else {
        return
      }
    }
  }

  /// Where the brackets of 60 人（含）以上 and 60 人以下（不含 60 人） end: no counts tell whether the bound is one of them.
  private func boundEnd(_ text: PhraseText, at index: Int) -> Int? {
    guard text[index] == "(", let word = Self.bounds.word(in: text, at: index + 1) else { return nil }
    var end = text.skippingSpaces(from: index + 1 + word.word.count)
    if case .number(let same) = Numeral.read(text, at: end), same.low == low, same.high == high {
      end = text.skippingSpaces(from: CountingWord.leading(text, at: same.end)?.end ?? same.end)
    }
    return text[end] == ")" ? end + 1 : nil
  }

  private static let bounds = QuantityWords.words("含 包含 包括 不含 不包含 不包括 含本数 包含本数 包括本数 不含本数 不包括本数")

  /// The half of 两个半小时.
  private mutating func takeHalf(_ text: PhraseText) {
    guard text[end] == "半", text[end + 1] != "数", let counter, !CountingWord.isWhole(counter) else { return }
    let half = Figure(ticks: Figure.ticksPerUnit / 2)
    low = low + half
    high = high + half
    end += 1
    guard let word = CountingWord.leading(text, at: end) else { return }
    self.counter = word.meaning
    end = word.end
  }

  // MARK: Two numbers

  enum UpperEnd { case none, taken, missing, malformed, tooLarge, otherCounter }

  /// Takes the second number of a range in, if a dash or 至 and a number follow.
  mutating func takeUpperEnd(_ text: PhraseText) -> UpperEnd {
    guard let next = nextNumber(text) else { return lacksUpperEnd(text) ? .missing : .none }
    let english = EnglishNumeral.read(text, at: next)
    // One to one.
    if let english, english.low <= low { return .none }
    let second: Numeral
    switch english.map(Numeral.Reading.number) ?? Numeral.read(text, at: next) {
    case .number(let read): second = read
    case .tooLarge: return .tooLarge
    case .malformed: return .malformed
    case .nothing: return .none
    }
    let own = Numeral(low, multiplier: numeral.multiplier, start: start, end: end)
    let upper = FoundFigure(text, second, isArabic: isArabic)
    if let counter, let other = upper.counter, counter != other { return .otherCounter }
    // 20—30万 is 20万 to 30万.
    if let scaled = own.lowerEnd(sharing: second, isTyped: isArabic) { low = scaled }
    (low, high) = (min(low, upper.low), max(high, upper.high))
    counter = upper.counter ?? counter
    after += upper.after
    inner += upper.inner
    isRough = isRough || upper.isRough
    isLoneOne = false
    end = upper.end
    return .taken
  }

  /// 5-, 5 至 and 5~人: whoever wrote them meant more than the lower end.
  private func lacksUpperEnd(_ text: PhraseText) -> Bool {
    guard end == numeral.end else { return false }
    let first = text.skippingSpaces(from: end)
    var index = first
    while let scalar = text[index], Self.dashes.contains(scalar) || scalar == "至" { index += 1 }
    let next = text.skippingSpaces(from: index)
    // But a 3-day course.
    return index > first
      && (next == text.count || (text[next]?.isLetter != true && CountingWord.leading(text, at: next) != nil))
  }

  /// Where the second number of a range begins.
  private func nextNumber(_ text: PhraseText) -> Int? {
    var index = text.skippingSpaces(from: end)
    if text[index] == "、" { return neighbour(text, at: index + 1) ?? nextTen(text, at: index + 1) }
    let first = index
    while let scalar = text[index], Self.dashes.contains(scalar) { index += 1 }
    if index == first, let word = Self.connectors.word(in: text, at: index), !word.value || isBetween {
      index += word.word.count
    }
    guard index > first else { return nil }
    index = text.skippingSpaces(from: index)
    while let scalar = text[index], "上近约超".unicodeScalars.contains(scalar) { index += 1 }
    guard let scalar = text[index],
      scalar.isDigit || Numeral.canBegin(scalar)
        || (scalar.isLetter && EnglishNumeral.read(text, at: index) != nil)
    else { return nil }
    return index
  }

  /// The 8 of 7、8 个.
  private func neighbour(_ text: PhraseText, at index: Int) -> Int? {
    guard isArabic, low < 10, end == numeral.end, low.isWhole, let scalar = text[index], scalar.isDigit,
      text[index + 1]?.isDigit != true, Figure(Int(scalar.value) - 48) == low + 1
    else { return nil }
    return index
  }

  /// The 四十 of 三十、四十人, 300、400份.
  private func nextTen(_ text: PhraseText, at index: Int) -> Int? {
    guard low == high, low.isWhole, low > .zero, end == numeral.end, isSure,
      case .number(let second) = Numeral.read(text, at: index), second.low == second.high,
      second.hedges.isEmpty,
      CountingWord.leading(text, at: second.end) != nil, let step = low.lastPlace
    else { return nil }
    return step > Figure.ticksPerUnit && second.low.ticks - low.ticks == step ? index : nil
  }

  private static let dashes: Set<Unicode.Scalar> = ["-", "—", "–", "~", "～", "〜", "―", "‐", "‑", "─"]
  /// True for those that need `between`.
  private static let connectors = WordIndex([
    ("至", false), ("到", false), ("to", false), ("or", false), ("and", true), ("和", true), ("与", true),
  ])
  private static let betweens: Set<[Unicode.Scalar]> = [
    Array("between".unicodeScalars), Array("介于".unicodeScalars),
  ]
  private static let minus = QuantityWords.words("minus negative")
}

extension FoundFigure {
  /// A number in words with what it counts: a dozen volunteers. Only at the beginning, after a verb or after `and`: elsewhere a
  /// number in words is part of a name (the book of three kings).
  func countsNoun(in text: PhraseText) -> Bool {
    if isLoneOne, low != 1 || QuantityWords.afterOne.word(in: text, at: text.skippingSpaces(from: end)) != nil
    {
      return false
    }
    guard !numeral.isBare, low.isWhole, high.isWhole, let next = text[end + 1], text[end] == " ",
      next.isLetter || next.value >= 0x80
    else { return false }
    let before = text.words(0, text.end(before: subjectEnd)).lowercased()
    return before.isEmpty || before.hasSuffix(":") || before.hasSuffix("：")
      || Self.leads.contains { before == $0 || before.hasSuffix(" " + $0) }
  }

  private static let leads = [
    "and", "gave", "given", "gave out", "handed out", "distributed", "served", "attended by", "trained",
    "reached",
  ]
}

extension Figure {
  /// What the last digit that is no zero counts, of a whole number: a hundred of 1200.
  var lastPlace: Int128? {
    guard self > .zero, isWhole else { return nil }
    var step = Self.ticksPerUnit
    while ticks % (step * 10) == 0 { step *= 10 }
    return step
  }
}

extension Numeral {
  fileprivate init(_ low: Figure, multiplier: Int128, start: Int, end: Int) {
    self.init(low, isRough: false, hedges: [], start: start, end: end)
    self.multiplier = multiplier
  }
}
