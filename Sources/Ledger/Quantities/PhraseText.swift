/// A phrase as scalars, in two forms that agree index by index: as written, and as it is read, with full-width forms
/// narrowed, letters small and the signs of officers' numerals (壹贰叁) plain.
struct PhraseText {
  let written: [Unicode.Scalar]
  let plain: [Unicode.Scalar]
  /// False inside quotation marks and brackets, where digits belong to a name.
  let isOutside: [Bool]

  init(_ phrase: String) {
    written = Array(phrase.unicodeScalars).withTimesSigns
    plain = written.map(\.plain)
    var outside: [Bool] = []
    outside.reserveCapacity(plain.count)
    var depth = 0
    for scalar in plain {
      if Self.opening.contains(scalar) { depth += 1 }
      outside.append(depth == 0)
      if Self.closing.contains(scalar) { depth = max(0, depth - 1) }
    }
    isOutside = outside
  }

  private static let opening: Set<Unicode.Scalar> = ["《", "“", "「", "『", "(", "〈"]
  private static let closing: Set<Unicode.Scalar> = ["》", "”", "」", "』", ")", "〉"]

  var count: Int { plain.count }

  subscript(index: Int) -> Unicode.Scalar? { plain.indices.contains(index) ? plain[index] : nil }

  /// The next index that holds no space.
  func skippingSpaces(from index: Int) -> Int {
    var index = index
    while index < plain.count, plain[index] == " " { index += 1 }
    return index
  }

  /// The end of what stands before an index, spaces left out.
  func end(before index: Int) -> Int {
    var index = index
    while index > 0, plain[index - 1] == " " { index -= 1 }
    return index
  }

  /// Whether a sign is no end of another word: the 小 of 来了小二十人, and not that of 实小.
  func beginsWord(at index: Int) -> Bool {
    self[index - 1].map { !Character($0).isHan || "了来有到约近共达将过是得".unicodeScalars.contains($0) } ?? true
  }

  /// Whether part of a number stands before an index that nobody could read: the 十来 of 十来二十人.
  func isBroken(before index: Int) -> Bool {
    guard let sign = self[index - 1], let last = self[index - 2] else { return false }
    return "来把儿".unicodeScalars.contains(sign) && Numeral.multipliers[last] != nil
      || sign == "上" && Numeral.digits[last] != nil
  }

  func hasPrefix(_ word: [Unicode.Scalar], at index: Int) -> Bool {
    guard index >= 0, index + word.count <= plain.count else { return false }
    for offset in word.indices where plain[index + offset] != word[offset] { return false }
    return true
  }

  func hasSuffix(_ word: [Unicode.Scalar], before end: Int) -> Bool { hasPrefix(word, at: end - word.count) }

  /// What was written between two indices, without spaces around it.
  func words(_ start: Int, _ end: Int) -> String {
    guard start < end else { return "" }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: written[start..<end])
    return String(text).trimmed
  }

  /// As ``words(_:_:)``, in the form in which it is read.
  var trimmed: String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: plain)
    return String(text).trimmed
  }
}

extension Unicode.Scalar {
  var isDigit: Bool { ("0"..."9").contains(self) }
  var isLetter: Bool { ("a"..."z").contains(self) }

  /// How a reader of figures takes it.
  fileprivate var plain: Unicode.Scalar {
    let narrow = narrow
    if ("A"..."Z").contains(narrow) { return Unicode.Scalar(narrow.value + 32) ?? narrow }
    if narrow.value < 0x80 { return narrow }
    return Self.officers[narrow] ?? narrow
  }

  private var narrow: Unicode.Scalar {
    switch value {
    case 0x5B, 0xFF3B: "("
    case 0x5D, 0xFF3D: ")"
    case 0xFF01...0xFF5E: Unicode.Scalar(value - 0xFEE0) ?? self
    case 0xA0, 0x3000, 0x2000...0x200A, 0x202F, 0x205F, 0x09, 0x0A, 0x0D: " "
    default: self
    }
  }

  /// 大写: numerals that can't be altered on a receipt, and other forms of the plain ones.
  private static let officers: [Unicode.Scalar: Unicode.Scalar] = [
    "零": "〇", "○": "〇", "壹": "一", "弌": "一", "贰": "二", "貳": "二", "弍": "二", "两": "两", "兩": "两", "俩": "两",
    "仨": "三", "叁": "三",
    "參": "三", "叄": "三", "肆": "四", "伍": "五", "陆": "六", "陸": "六", "柒": "七", "捌": "八", "玖": "九", "拾": "十",
    "佰": "百", "仟": "千", "萬": "万", "億": "亿", "餘": "余", "數": "数", "幾": "几", "圆": "元", "圓": "元", "來": "来",
    "個": "个", "戶": "户", "約": "约", "−": "-", "﹣": "-",
    "【": "(", "】": ")", "〔": "(", "〕": ")",
  ]
}

extension [Unicode.Scalar] {
  /// With the sign × for the x or * that is typed for it: 扇子 x100, 5L*20 桶.
  fileprivate var withTimesSigns: [Unicode.Scalar] {
    guard contains(where: { $0 == "*" || $0 == "x" }) else { return self }
    return indices.map { index in
      guard self[index] == "*" || self[index] == "x", index > 0, index + 1 < count else { return self[index] }
      let last = self[index - 1]
      // towels x 80.
      let isApart =
        last == " " && self[index + 1] == " " && index > 1 && index + 2 < count
        && (self[index + 2].isDigit || self[index - 2].isDigit)
      guard self[index + 1].isDigit || isApart else { return self[index] }
      return self[index] == "*" || last == " " || last.value >= 0x80 ? "×" : self[index]
    }
  }
}

/// Words that a text can be asked for at a place, the longest first.
struct WordIndex<Value: Sendable>: Sendable {
  struct Entry: Sendable {
    let word: [Unicode.Scalar]
    let value: Value
    fileprivate let isLatin: Bool
  }

  private let byFirst: [Unicode.Scalar: [Entry]]
  private let byLast: [Unicode.Scalar: [Entry]]

  init(_ words: [(word: String, value: Value)]) {
    let entries = words.map { pair in
      let scalars = Array(pair.word.unicodeScalars)
      return Entry(word: scalars, value: pair.value, isLatin: scalars.contains(where: \.isLetter))
    }.sorted { $0.word.count > $1.word.count }
    byFirst = Dictionary(grouping: entries.filter { !$0.word.isEmpty }) { $0.word[0] }
    byLast = Dictionary(grouping: entries.filter { !$0.word.isEmpty }) { $0.word[$0.word.count - 1] }
  }

  /// The longest word that begins at an index. Latin words end where letters end.
  func word(in text: PhraseText, at index: Int) -> Entry? {
    guard let scalar = text[index], let entries = byFirst[scalar] else { return nil }
    return entries.first { entry in
      text.hasPrefix(entry.word, at: index)
        && !(entry.isLatin && entry.word.last?.isLetter == true
          && text[index + entry.word.count]?.isLetter == true)
    }
  }

  /// The longest word that ends before an index. Latin words begin where letters begin.
  func word(in text: PhraseText, endingBefore end: Int) -> Entry? {
    guard let scalar = text[end - 1], let entries = byLast[scalar] else { return nil }
    return entries.first { entry in
      text.hasSuffix(entry.word, before: end)
        && !(entry.isLatin && entry.word[0].isLetter && text[end - entry.word.count - 1]?.isLetter == true)
    }
  }
}
