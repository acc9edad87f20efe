import Foundation

extension String {
  /// Whether both have the same bytes. Texts that are equal may still be spelled differently, yet to find out that two
  /// Chinese ones are not equal takes many times as long, and a summary compares millions.
  package func isSpelled(like other: String) -> Bool {
    var (one, other) = (self, other)
    return one.withUTF8 { one in
      other.withUTF8 { other in
        guard one.count == other.count, let left = one.baseAddress, let right = other.baseAddress else {
          return one.count == other.count
        }
        return memcmp(left, right, one.count) == 0
      }
    }
  }

  /// The same for all that are spelled alike.
  package func hashSpelling(into hasher: inout Hasher) {
    var text = self
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }

  /// The same for all that are spelled alike, and soon reckoned. Without a seed, so that it is for tables of an office's own
  /// words and not of what strangers send.
  package var spellingHash: UInt64 {
    var text = self
    return text.withUTF8 { UnsafeRawBufferPointer($0).spellingHash }
  }
}

extension UnsafeRawBufferPointer {
  /// Eight bytes at a time, of which the last may be looked at twice.
  var spellingHash: UInt64 {
    var hash = UInt64(count)
    func mix(_ word: UInt64) {
      let (high, low) = (hash ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
      hash = high ^ low
    }
    guard count >= 8 else {
      mix(reduce(0) { $0 << 8 | UInt64($1) })
      return hash
    }
    for place in stride(from: 0, through: count - 8, by: 8) {
      mix(loadUnaligned(fromByteOffset: place, as: UInt64.self))
    }
    if count % 8 > 0 { mix(loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)) }
    return hash
  }
}
