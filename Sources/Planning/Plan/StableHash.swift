/// A hash that is the same in every process, unlike `Hasher`: FNV-1a over bytes, then MurmurHash3's finalizer, because
/// FNV alone hardly moves its high bits for texts that differ at the end. Not for secrets.
package struct StableHash {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  package init() {}

  package mutating func combine(_ text: String) {
    for byte in text.utf8 { combine(byte: byte) }
    // No UTF-8 text holds this byte, so neighbouring fields cannot run into each other.
    combine(byte: 0xFF)
  }

  /// Of texts that are combined again and again: what ``bytes(of:)`` gives, of one text or several.
  mutating func combine(bytes: [UInt8]) {
    for byte in bytes { combine(byte: byte) }
  }

  /// What ``combine(_:)`` takes in of a text.
  static func bytes(of text: String) -> [UInt8] { Array(text.utf8) + [0xFF] }

  package mutating func combine(_ number: Int64) {
    for shift in stride(from: 0, to: 64, by: 8) { combine(byte: UInt8(truncatingIfNeeded: number >> shift)) }
  }

  private mutating func combine(byte: UInt8) {
    state = (state ^ UInt64(byte)) &* 0x100_0000_01B3
  }

  package var value: UInt64 {
    var mixed = state
    mixed = (mixed ^ (mixed >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    mixed = (mixed ^ (mixed >> 33)) &* 0xC4CE_B9FE_1A85_EC53
    return mixed ^ (mixed >> 33)
  }
}
