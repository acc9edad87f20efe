/// Numbers in English words: a dozen, two hundred and fifty, hundreds, tens of thousands.
enum EnglishNumeral {
  private enum Word {
    case unit(Int128), ten(Int128), scale(Int128), article, half, and
    /// wan: 万, only behind digits; elsewhere it is a name.
    case writtenScale(Int128)
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
    ("million", .scale(1_000_000)), ("billion", .scale(1_000_000_000)), ("wan", .writtenScale(10_000)),
    ("dozen", .scale(12)), ("score", .scale(20)), ("a", .article), ("an", .article), ("half", .half),
    ("and", .and),
    ("tens", .many(10)), ("dozens", .many(12)), ("scores", .many(20)), ("hundreds", .many(100)),
    ("thousands", .many(1000)), ("millions", .many(1_000_000)),
  ]

  /// The factor that follows digits: 2 dozen, 1.5 million.
  static func scale(_ text: PhraseText, at index: Int) -> (factor: Int128, end: Int)? {
    let index = text.skippingSpaces(from: index)
    guard let entry = words.word(in: text, at: index) else { return nil }
    return switch entry.value {
    case .scale(let factor), .writtenScale(let factor): (factor, index + entry.word.count)
    default: nil
    }
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
    numeral.multiplier = reader.factor
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
    /// The last of hundred, thousand and the like.
    private(set) var factor: Int128 = 1
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

    /// False if the word is no part of the number; nobody uses the reader after that.
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
      switch word {
      case .couple, .few, .article, .half, .many: return current == nil && total == 0 && begin(with: word)
      case .and:
        guard current.map({ $0 % 100 == 0 || total > 0 }) ?? (total > 0) else { return false }
        isOpen = true
        return true
      case .unit(let n):
        return add(n) { $0 % 100 == 0 || ($0 % 10 == 0 && $0 % 100 >= 20 && n < 10) }
      case .ten(let n): return add(n) { $0 % 100 == 0 && $0 > 0 }
      case .scale(let factor): return multiply(by: factor)
      case .writtenScale: return false
      }
    }

    private mutating func begin(with word: Word) -> Bool {
      switch word {
      case .couple: (current, isCouple) = (2, true)
      case .few: (isFew, isOpen) = (true, true)
      case .many(let factor): (total, isMany) = (factor, true)
      default:
        if case .half = word { isHalf = true }
        isOpen = true
      }
      return true
    }

    private mutating func add(_ n: Int128, after fits: (Int128) -> Bool) -> Bool {
      guard current.map(fits) ?? true else { return false }
      current = (current ?? 0) + n
      return true
    }

    private mutating func multiply(by factor: Int128) -> Bool {
      if isCouple { isAbout = true }
      self.factor = factor
      let isHundred = factor < 1000
      guard (current ?? 1) < (isHundred ? 100 : 1000) else { return false }
      let product = (current ?? 1) * factor
      if isHundred { current = product } else { (total, current) = (total + product, nil) }
      return true
    }
  }
}
