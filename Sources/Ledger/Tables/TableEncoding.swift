/// How the bytes of a text file stand for characters.
enum TableEncoding: Hashable, Sendable {
  case utf8, gb18030
  case utf16(isBigEndian: Bool)

  /// Of the first bytes of a file, if they say it: a byte order mark, or the zero bytes of UTF-16 without one.
  ///
  /// - Returns: How many bytes the mark takes; nil if UTF-8 or GB18030 has to be found by trial.
  static func marked(_ head: some Collection<UInt8>) -> (encoding: TableEncoding, mark: Int)? {
    let head = Array(head.prefix(4096))
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    if head.starts(with: [0xFF, 0xFE]) { return (.utf16(isBigEndian: false), 2) }
    if head.starts(with: [0xFE, 0xFF]) { return (.utf16(isBigEndian: true), 2) }
    return unmarked(head).map { ($0, 0) }
  }

  /// No text has zero bytes, but in UTF-16 every delimiter, digit and line break has one in its upper half.
  private static func unmarked(_ head: [UInt8]) -> TableEncoding? {
    guard head.count >= 4 else { return nil }
    var zeros = (even: 0, odd: 0)
    var signs = (even: 0, odd: 0)
    for index in stride(from: 0, to: head.count - 1, by: 2) {
      if head[index] == 0 { zeros.even += 1 }
      if head[index + 1] == 0 { zeros.odd += 1 }
      if head[index] == 0, isSign(head[index + 1]) { signs.even += 1 }
      if head[index + 1] == 0, isSign(head[index]) { signs.odd += 1 }
    }
    if signs.odd > 0, signs.odd > signs.even, zeros.odd >= zeros.even { return .utf16(isBigEndian: false) }
    if signs.even > 0, signs.even > signs.odd, zeros.even >= zeros.odd { return .utf16(isBigEndian: true) }
    return nil
  }

  private static func isSign(_ byte: UInt8) -> Bool {
    (0x20...0x7E).contains(byte) || byte == 9 || byte == 10
  }

  var name: String {
    switch self {
    case .utf8: "UTF-8"
    case .gb18030: "GB18030"
    case .utf16: "UTF-16"
    }
  }
}

/// Turns UTF-16 into UTF-8 piece by piece. What is no character becomes a byte that no UTF-8 text has, so that the line
/// it stands in is refused later.
struct UTF16Reader {
  private let isBigEndian: Bool
  private var rest: UInt8?
  private var high: UInt16?

  init(isBigEndian: Bool) {
    self.isBigEndian = isBigEndian
  }

  mutating func take(_ bytes: [UInt8], into text: inout [UInt8]) {
    for byte in bytes {
      guard let first = rest else {
        rest = byte
        continue
      }
      rest = nil
      let (upper, lower) = isBigEndian ? (first, byte) : (byte, first)
      take(UInt16(upper) << 8 | UInt16(lower), &text)
    }
  }

  /// What is left at the end of the file: half a character is none.
  mutating func finish(into text: inout [UInt8]) {
    if rest != nil || high != nil { text.append(0xFF) }
    (rest, high) = (nil, nil)
  }

  private mutating func take(_ code: UInt16, _ text: inout [UInt8]) {
    if let first = high {
      high = nil
      if UTF16.isTrailSurrogate(code) {
        let value = 0x10000 + (UInt32(first) & 0x3FF) << 10 + UInt32(code) & 0x3FF
        if let scalar = Unicode.Scalar(value) { text.append(contentsOf: UTF8.encode(scalar)!) }
        return
      }
      text.append(0xFF)
    }
    if UTF16.isLeadSurrogate(code) {
      high = code
    } else if code < 0x80 {
      text.append(UInt8(code))
    } else if let scalar = Unicode.Scalar(code), let encoded = UTF8.encode(scalar) {
      text.append(contentsOf: encoded)
    } else {
      text.append(0xFF)
    }
  }
}
