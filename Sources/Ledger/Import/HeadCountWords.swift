/// Goes through words for grown-ups and children (2大1小) from left to right.
///
/// By hand: a list may hold them in each of its hundred thousand rows.
struct HeadCountWords {
  private var rest: Substring

  init(_ text: String) { rest = text[...] }

  var isAtEnd: Bool { rest.isEmpty }

  /// The longer of words that begin alike stand first.
  mutating func take(_ words: [String]) -> Bool {
    guard let word = words.first(where: { rest.hasPrefix($0) }) else { return false }
    rest = rest.dropFirst(word.count)
    return true
  }

  /// 2, 12, 两, 十二, with its counting word.
  mutating func number() -> Int? {
    let digits = rest.prefix { $0.isASCIIDigit }
    let numerals = digits.isEmpty ? rest.prefix { $0.isNumeral } : digits
    guard !numerals.isEmpty, numerals.count <= 2,
      let n = digits.isEmpty ? Numeral.whole(String(numerals)) : Int(digits)
    else { return nil }
    rest = rest[numerals.endIndex...]
    _ = take(["个", "名", "位"])
    return n
  }

  mutating func isAdults() -> Bool { take(["大人", "成人", "家长", "大"]) }

  mutating func isChildren() -> Bool {
    take(["小孩子", "小朋友", "小孩", "小宝", "小", "孩子", "孩", "儿童", "娃娃", "娃", "宝宝"])
  }
}

/// Numbers of people as the rows of one list have them, each word read once.
struct HeadCountCache {
  private var counts: [String: Result<HeadCount, HeadCountFault>] = [:]
  /// As many as a list repeats; a file whose every row says something else is read without them.
  private static let most = 4096

  mutating func count(_ text: String) throws(HeadCountFault) -> HeadCount {
    if let known = counts[text] { return try known.get() }
    let count = Result { () throws(HeadCountFault) in try HeadCount(text) }
    if counts.count >= Self.most { counts.removeAll(keepingCapacity: true) }
    counts[text] = count
    return try count.get()
  }
}
