extension Numeral {
  /// Multipliers after digits, perhaps with 余 or 多 before them: the 万 of 36.08 万, the 多万 of 10 多万.
  struct Scale {
    var factor: Int128 = 1
    var hedges: [Quantity.Certainty] = []
    /// False for the 2 of 1万2, whose thousands nobody wrote.
    var isWritten = false
    /// 3 万几万: more of what was said before.
    private(set) var isBroken = false
    var end: Int

    /// - `last`: The multiplier that stands before: only a larger one multiplies (百万), a smaller one begins what is added to
    ///   it (1 万几千).
    init(_ text: PhraseText, at start: Int, after last: Int128 = 1) {
      end = start
      guard !takeLetter(text) else { return }
      var last = last
      while factor < 100_000_000, let (next, said) = Self.multiplier(text, at: end) {
        // 300 几百: more of what was said before.
        if next.factor < 10_000, !said.isEmpty, last == 1 {
          isBroken = true
          return
        }
        guard next.factor > last else {
          if !said.isEmpty { takeVagueRest(text, below: last) }
          return
        }
        (factor, last) = (factor * next.factor, next.factor)
        isWritten = true
        hedges += said
        end = next.end
      }
      if last >= 100 { takeVagueRest(text, below: last) }
    }

    /// 1.2k, 1.2w: thousands, and 万 by its first letter. 5 W are watts, but 1.5 w 份 are counted.
    private mutating func takeLetter(_ text: PhraseText) -> Bool {
      let isApart = text[end] == " " && (text[end + 1] == "k" || isTenThousand(text, at: end + 1))
      let place = isApart ? end + 1 : end
      guard let letter = text[place], letter == "k" || letter == "w", text[place + 1]?.isLetter != true,
        text[place + 1]?.isDigit != true
      else { return false }
      (factor, isWritten, end) = (letter == "k" ? 1000 : 10_000, true, place + 1)
      return true
    }

    private func isTenThousand(_ text: PhraseText, at index: Int) -> Bool {
      index < text.count && text.written[index] == "w"
        && (text.skippingSpaces(from: index + 1) == text.count
          || CountingWord.leading(text, at: index + 1) != nil)
    }

    private static func multiplier(_ text: PhraseText, at start: Int) -> (
      next: (factor: Int128, end: Int), said: [Quantity.Certainty]
    )? {
      var index = text.skippingSpaces(from: start)
      var said: [Quantity.Certainty] = []
      while let scalar = text[index], let hedge = inner[scalar] {
        said.append(hedge)
        index = text.skippingSpaces(from: index + 1)
      }
      guard let scalar = text[index], let factor = multipliers[scalar], factor >= 100,
        notMultipliers.word(in: text, at: index) == nil
      else { return nil }
      return ((factor, index + 1), said)
    }

    /// The 几千 of 1 万几千, the 数百万 of 2 亿数百万: some more, and nobody says how many.
    private mutating func takeVagueRest(_ text: PhraseText, below last: Int128) {
      var index = text.skippingSpaces(from: end)
      let first = index
      while let scalar = text[index],
        Self.inner[scalar] != nil || Numeral.vague.contains(scalar)
          || (scalar == "好" && text[index + 1] == "几")
      {
        index += 1
      }
      guard index > first else { return }
      var rest: Int128 = 1
      while let scalar = text[index], let factor = multipliers[scalar] {
        rest *= factor
        index += 1
        guard rest < last else {
          isBroken = true
          return
        }
      }
      guard rest > 1 else { return }
      hedges.append(.atLeast)
      end = index
    }

    /// The 十 of 3百5十.
    mutating func takeTen() {
      (factor, isWritten) = (10, true)
      end += 1
    }

    private static let inner: [Unicode.Scalar: Quantity.Certainty] = [
      "余": .atLeast, "多": .atLeast, "几": .atLeast, "来": .about,
    ]
  }

  /// 2 个亿, 3 个半亿, 两个多亿; this number where no 亿 follows the 个.
  func inHundredMillions(_ text: PhraseText) -> Reading {
    var number = self
    var index = text.skippingSpaces(from: end) + 1
    // 3 个半亿.
    if text[index] == "半" {
      number.low = low + Figure(ticks: Figure.ticksPerUnit / 2)
      number.high = high + Figure(ticks: Figure.ticksPerUnit / 2)
      index += 1
    }
    if text[index] == "多" || text[index] == "余" {
      number.hedges.append(.atLeast)
      index += 1
    }
    guard text[index] == "亿", multiplier < 10_000, Self.notMultipliers.word(in: text, at: index) == nil else {
      return .number(self)
    }
    guard let low = Self.scaled(number.low, by: 100_000_000),
      let high = Self.scaled(number.high, by: 100_000_000)
    else { return .tooLarge }
    (number.low, number.high, number.end) = (low, high, index + 1)
    number.multiplier = 100_000_000
    number.isLoneOne = false
    return .number(number)
  }
}
