/// A set of the days of one calendar year: bit 0 is the day before its first, so that a day moved by SKIP out
/// of the year on either side still has its bit.
struct YearBits: Sendable {
  static let wordCount = 7
  static let bitCount = 448

  var words: InlineArray<7, UInt64>

  init() { words = InlineArray(repeating: 0) }

  /// Bits whose distance from bit 0 leaves a given rest by 7, for each rest.
  private static let everySeventh: InlineArray<7, UInt64> = InlineArray { rest in
    var word: UInt64 = 0
    for bit in 0..<64 where bit % 7 == rest { word |= 1 << UInt64(bit) }
    return word
  }

  /// - Parameter weekdays: Bit i is set for the weekday that bit i of the year has, i < 7.
  @inline(never)
  init(repeatingWeek weekdays: UInt8) {
    self.init()
    for rest in 0..<7 where weekdays >> UInt8(rest) & 1 == 1 {
      // 64 leaves 1 by 7, so each word's pattern lags one rest behind the word before it.
      for index in 0..<7 { words[index] |= YearBits.everySeventh[(rest + 7 - index) % 7] }
    }
  }

  var isEmpty: Bool {
    var all: UInt64 = 0
    for index in 0..<7 { all |= words[index] }
    return all == 0
  }

  var count: Int {
    var sum = 0
    for index in 0..<7 { sum += words[index].nonzeroBitCount }
    return sum
  }

  func contains(_ bit: Int) -> Bool {
    bit >= 0 && bit < YearBits.bitCount && words[bit >> 6] >> UInt64(bit & 63) & 1 == 1
  }

  mutating func insert(_ bit: Int) {
    guard bit >= 0, bit < YearBits.bitCount else { return }
    words[bit >> 6] |= 1 << UInt64(bit & 63)
  }

  @inline(never)
  mutating func insert(from lower: Int, to upper: Int) {
    let lower = max(lower, 0)
    let upper = min(upper, YearBits.bitCount)
    guard lower < upper else { return }
    for index in (lower >> 6)...((upper - 1) >> 6) { words[index] |= YearBits.mask(index, lower, upper) }
  }

  @inline(never)
  mutating func formIntersection(_ other: YearBits) {
    for index in 0..<7 { words[index] &= other.words[index] }
  }

  @inline(never)
  mutating func formUnion(_ other: YearBits) {
    for index in 0..<7 { words[index] |= other.words[index] }
  }

  /// Keeps the bits in `lower ..< upper`.
  @inline(never)
  func limited(from lower: Int, to upper: Int) -> YearBits {
    var result = self
    for index in 0..<7 { result.words[index] &= YearBits.mask(index, lower, upper) }
    return result
  }

  /// The bit before which `rank` bits are set; `rank` is less than ``count``.
  @inline(never)
  func select(_ rank: Int) -> Int {
    var rest = rank
    for index in 0..<7 {
      let inWord = words[index].nonzeroBitCount
      if rest < inWord {
        var word = words[index]
        for _ in 0..<rest { word &= word - 1 }
        return index * 64 + word.trailingZeroBitCount
      }
      rest -= inWord
    }
    return YearBits.bitCount
  }

  /// The first bit at or after `bit`.
  @inline(never)
  func next(_ bit: Int) -> Int? {
    guard bit < YearBits.bitCount else { return nil }
    let start = max(bit, 0)
    var word = words[start >> 6] & (~0 << UInt64(start & 63))
    for index in (start >> 6)..<7 {
      if word != 0 { return index * 64 + word.trailingZeroBitCount }
      if index < 6 { word = words[index + 1] }
    }
    return nil
  }

  /// The part of `lower ..< upper` in one word.
  private static func mask(_ index: Int, _ lower: Int, _ upper: Int) -> UInt64 {
    let low = min(max(lower - index * 64, 0), 64)
    let high = min(max(upper - index * 64, 0), 64)
    guard low < high else { return 0 }
    let below: UInt64 = high == 64 ? ~0 : (1 << UInt64(high)) - 1
    return below & (~0 << UInt64(low))
  }
}
