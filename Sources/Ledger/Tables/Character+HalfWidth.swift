extension Character {
  /// Full-width letters, digits and signs as their ASCII forms; everything else as it is.
  var halfWidth: Character {
    guard let scalar = unicodeScalars.first, unicodeScalars.count == 1 else { return self }
    if scalar.value == 0x3000 || scalar.value == 0xA0 { return " " }
    guard (0xFF01...0xFF5E).contains(scalar.value), let half = Unicode.Scalar(scalar.value - 0xFEE0) else {
      return self
    }
    return Character(half)
  }

  /// Whether a number in words (三, 十二) can begin or go on with it.
  var isNumeral: Bool {
    guard let scalar = unicodeScalars.first, unicodeScalars.count == 1 else { return false }
    return Numeral.canBegin(scalar) && scalar != "半"
  }
}

extension StringProtocol {
  /// Each character as ``Character/halfWidth``; most texts have none to change.
  var inHalfWidth: String {
    let isHalf = unicodeScalars.allSatisfy {
      $0.value != 0x3000 && $0.value != 0xA0 && !(0xFF01...0xFF5E).contains($0.value)
    }
    return isHalf ? String(self) : String(map(\.halfWidth))
  }
}

extension Numeral {
  /// The whole number that a text is in words or digits (三, 十二, 12), and nothing else; nil for 十几 and 五六十.
  static func whole(_ text: some StringProtocol) -> Int? {
    let phrase = PhraseText(String(text))
    guard case .number(let numeral) = read(phrase, at: 0), numeral.end == phrase.count,
      numeral.low == numeral.high, numeral.hedges.isEmpty, !numeral.isRough, numeral.low.isWhole
    else { return nil }
    return Int(clamping: numeral.low.ticks / Figure.ticksPerUnit)
  }
}
