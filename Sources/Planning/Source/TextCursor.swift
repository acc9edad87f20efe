import Recurrence

/// Reads a short text from its front: every step takes what it names, or takes nothing and says so.
struct TextCursor {
  private(set) var rest: Substring.UTF8View

  init(_ text: some StringProtocol) {
    rest = Substring(text).utf8
  }

  var isAtEnd: Bool { rest.isEmpty }

  /// The text that is left.
  var remainder: String { String(Substring(rest)) }

  @discardableResult
  mutating func take(_ word: StaticString) -> Bool {
    let bytes = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard rest.starts(with: bytes) else { return false }
    rest = rest.dropFirst(bytes.count)
    return true
  }

  /// The value of the first word that the text goes on with: longer words have to stand before those they begin with.
  mutating func take<Value>(oneOf words: KeyValuePairs<StaticString, Value>) -> Value? {
    for (word, value) in words where take(word) { return value }
    return nil
  }

  /// All blanks that stand here.
  ///
  /// - Returns: How many.
  @discardableResult
  mutating func blanks() -> Int {
    let count = rest.prefix { $0 == UInt8(ascii: " ") }.count
    rest = rest.dropFirst(count)
    return count
  }

  /// A number of ASCII digits, as many as stand here; nil if these are too few or too many.
  mutating func number(_ digits: ClosedRange<Int>) -> Int? {
    let run = rest.prefix(digits.upperBound + 1).prefix(while: Self.isDigit)
    guard digits.contains(run.count) else { return nil }
    rest = rest.dropFirst(run.count)
    return run.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  /// What stands before the next ASCII digit.
  mutating func upToDigit() -> Substring {
    let text = rest.prefix { !Self.isDigit($0) }
    rest = rest.dropFirst(text.count)
    return Substring(text)
  }

  /// Passes over a byte; no word begins in the middle of a character.
  mutating func skip() {
    rest = rest.dropFirst()
  }

  static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

extension TextCursor {
  /// `05-29`, `5月29日`.
  mutating func monthAndDay(isChinese: Bool? = nil) -> (month: Int, day: Int)? {
    guard let month = number(1...2), let isMarked = take(oneOf: ["-": false, "月": true]),
      isMarked == isChinese ?? isMarked, let day = number(1...2), !isMarked || take("日")
    else { return nil }
    return (month, day)
  }

  /// `周五`, `星期五`.
  mutating func chineseWeekday() -> Weekday? {
    guard take(oneOf: ["周": (), "星期": ()]) != nil else { return nil }
    return take(oneOf: ["一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "日": 7, "天": 7])
      .flatMap(Weekday.init)
  }
}
