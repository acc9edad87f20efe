/// A piece of a rule's text and where it begins. It points into the text and must not outlive it: counting references
/// would take most of the time of reading a rule.
struct RulePiece {
  let bytes: Slice<UnsafeBufferPointer<UInt8>>

  var offset: Int { bytes.startIndex }
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The pieces between commas.
  var places: [RulePiece] {
    bytes.split(separator: 0x2C, omittingEmptySubsequences: false).map(RulePiece.init(bytes:))
  }

  /// What stands before the first `separator`, and what stands after it, if there is any.
  func cut(at separator: UInt8) -> (RulePiece, RulePiece?) {
    guard let place = bytes.firstIndex(of: separator) else { return (self, nil) }
    return (RulePiece(bytes: bytes[..<place]), RulePiece(bytes: bytes[(place + 1)...]))
  }

  var trimmed: RulePiece {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    guard let first = bytes.firstIndex(where: { !isBlank($0) }),
      let last = bytes.lastIndex(where: { !isBlank($0) })
    else { return RulePiece(bytes: bytes[bytes.startIndex..<bytes.startIndex]) }
    return RulePiece(bytes: bytes[first...last])
  }

  func starts(with word: String) -> Bool {
    var index = bytes.startIndex
    for letter in word.utf8 {
      guard index < bytes.endIndex, RulePiece.capital(bytes[index]) == letter else { return false }
      index += 1
    }
    return true
  }

  static func capital(_ byte: UInt8) -> UInt8 {
    (0x61...0x7A).contains(byte) ? byte - 0x20 : byte
  }
}
