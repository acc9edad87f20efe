/// Numbers in English words: a dozen, two hundred and fifty, hundreds, tens of thousands.
enum EnglishNumeral {
  private enum Word {
    case unit(Int128), ten(Int128), scale(Int128), article, half, and
    /// hundreds: many of it.
    case many(Int128)
    /// several, a few: many of the scale that follows.
    case few
    case couple
  }

  private static let words: WordIndex<Word> = {
    var all: [(word: String, value: Word)] = []
    for (value, word) in small.enumerated() { all.append((word, .unit(Int128(value)))) }
    for (index, word) in tens.enumerated() { all.append((word, .ten(Int128(index + 2) * 10))) }
    return WordIndex(all + others)
  }()

  private static let small = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
  ]
  private static let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
  private static let others: [(word: String, value: Word)] = [
    ("couple", .couple), ("couple of", .couple), ("few", .few), ("several", .few), ("hundred", .scale(100)),
    ("thousand", .scale(1000)),
    ("million", .scale(1_000_000)),
    ("dozen", .scale(12)), ("score", .scale(20)), ("a", .article), ("an", .article), ("half", .half),
    ("and", .and),
    ("tens", .many(10)), ("dozens", .many(12)), ("scores", .many(20)), ("hundreds", .many(100)),
    ("thousands", .many(1000)), ("millions", .many(1_000_000)),
  ]

  /// The factor that follows digits: 2 dozen, 1.5 million.
  static func scale(_ text: PhraseText, at index: Int) -> (factor: Int128, end: Int)? {
    let index = text.skippingSpaces(from: index)
    guard let entry = words.word(in: text, at: index), case .scale(let factor) = entry.value else {
      return nil
    }
    return (factor, index + entry.word.count)
  }

  static func read(_ text: PhraseText, at start: Int) -> Numeral? {
    var reader = Reader()
    var index = start
    while let entry = words.word(in: text, at: index), reader.take(entry.value) {
      index += entry.word.count
      reader.end = reader.isOpen ? reader.end : index
      if case .many = entry.value, text.hasPrefix(Array(" of ".unicodeScalars), at: index),
        let next = words.word(in: text, at: index + 4), case .many = next.value
      {
        index += 4
        continue
      }
      while text[index] == " " || (text[index] == "-" && text[index + 1]?.isLetter == true) { index += 1 }
    }
    guard let value = reader.value, reader.end > start, value <= .largest else { return nil }
    var numeral = Numeral(
      value, isRough: reader.isMany, hedges: reader.isMany ? [.atLeast] : reader.isAbout ? [.about] : [],
      start: start, end: reader.end)
    numeral.isLoneOne = value == 1 && !reader.isMany
    return numeral
  }

  private struct Reader {
    var total: Int128 = 0
    var current: Int128?
    var isHalf = false
    var isMany = false
    private var isFew = false
    /// A couple of hundred is not two hundred to the head.
    private(set) var isAbout = false
    private var isCouple = false
    /// After `a`, `half` or `and`: these alone are no number.
    var isOpen = false
    var end = 0
    /// Nobody writes more than a dozen words.
    private var words = 0

    var value: Figure? {
      guard end > 0, total < 1_000_000_000_000 else { return nil }
      let whole = (total + (current ?? 0)) * Figure.ticksPerUnit
      return Figure(ticks: isHalf ? whole / 2 : whole)
    }

    mutating func take(_ word: Word) -> Bool {
      guard words < 12 else { return false }
      words += 1
      if isMany {
        guard case .many(let factor) = word, total < 1_000_000 else { return false }
        total *= factor
        return true
      }
      if isFew {
        // 几百: several hundred are at least one hundred.
        guard case .scale(let factor) = word else { return false }
        (total, isMany, isOpen) = (factor, true, false)
        return true
      }
      isOpen = false
      if isCouple, case .scale = word { isAbout = true }
      switch word {
      case .couple:
        guard current == nil, total == 0 else { return false }
        (current, isCouple) = (2, true)
      case .few:
        guard current == nil, total == 0 else { return false }
        (isFew, isOpen) = (true, true)
      case .article, .half:
        guard current == nil, total == 0 else { return false }
        if case .half = word { isHalf = true }
        isOpen = true
      case .and:
        guard let current, current % 100 == 0 || total > 0 else { return false }
        isOpen = true
      case .unit(let n):
        guard current.map({ $0 % 100 == 0 || ($0 % 10 == 0 && $0 % 100 >= 20 && n < 10) }) ?? true else {
          return false
        }
        current = (current ?? 0) + n
      case .ten(let n):
        guard current.map({ $0 % 100 == 0 && $0 > 0 }) ?? true else { return false }
        current = (current ?? 0) + n
      case .scale(let factor) where factor < 1000:
        guard (current ?? 1) < 100 else { return false }
        current = (current ?? 1) * factor
      case .scale(let factor):
        guard (current ?? 1) < 1000 else { return false }
        total += (current ?? 1) * factor
        current = nil
      case .many(let factor):
        guard current == nil, total == 0 else { return false }
        total = factor
        isMany = true
      }
      return true
    }
  }
}
