import Foundation

/// Words that were read before: rows repeat a few hundred of them, and one that is found here needs neither memory of its
/// own nor a look at each of its characters.
///
/// A slot holds the last word that fell into it, so that the cache never grows, whatever a file holds.
struct WordCache {
  private struct Slot {
    var hash: UInt64 = 0
    var text = ""
  }

  /// Shorter ones need no memory anyway.
  private static let lengths = 16...64
  private var slots: [Slot] = []
  private let isEmpty: Bool

  /// - `isEmpty`: Whether it never remembers anything.
  init(isEmpty: Bool = false) {
    self.isEmpty = isEmpty
  }

  mutating func word(_ bytes: UnsafeRawBufferPointer) -> String {
    guard !bytes.isEmpty else { return "" }
    guard Self.lengths.contains(bytes.count), !isEmpty else { return String(decoding: bytes, as: UTF8.self) }
    if slots.isEmpty { slots = Array(repeating: Slot(), count: 8192) }
    let hash = bytes.spellingHash
    let place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    if slots[place].hash == hash, slots[place].text.isSpelled(bytes) { return slots[place].text }
    let text = String(decoding: bytes, as: UTF8.self)
    slots[place] = Slot(hash: hash, text: text)
    return text
  }
}

extension String {
  fileprivate func isSpelled(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var text = self
    return text.withUTF8 { text in
      let text = UnsafeRawBufferPointer(text)
      guard text.count == bytes.count, let left = text.baseAddress, let right = bytes.baseAddress else {
        return false
      }
      return memcmp(left, right, text.count) == 0
    }
  }
}
