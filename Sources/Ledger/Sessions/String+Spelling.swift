import Foundation

extension String {
  /// Whether both have the same bytes. Texts that are equal may still be spelled differently, yet to find out that two
  /// Chinese ones are not equal takes many times as long, and a summary compares millions.
  package func isSpelled(like other: String) -> Bool {
    // Mostly they are one text: the same piece of memory, or a short one that needs none.
    if unsafeBitCast(self, to: SIMD2<UInt64>.self) == unsafeBitCast(other, to: SIMD2<UInt64>.self) {
      return true
    }
    return withSpelling { one in
      other.withSpelling { other in
        guard one.count == other.count, let left = one.baseAddress, let right = other.baseAddress else {
          return one.count == other.count
        }
        return memcmp(left, right, one.count) == 0
      }
    }
  }

  /// Its bytes where they lie, which are only copied if they belong to another system's text.
  private func withSpelling<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    if let result = utf8.withContiguousStorageIfAvailable({ body(UnsafeRawBufferPointer($0)) }) {
      return result
    }
    var copy = self
    return copy.withUTF8 { body(UnsafeRawBufferPointer($0)) }
  }

  /// The same for all that are spelled alike.
  package func hashSpelling(into hasher: inout Hasher) {
    withSpelling { hasher.combine(bytes: $0) }
  }

  /// The same for all that are spelled alike, and soon reckoned. Without a seed, so that it is for tables of an office's own
  /// words and not of what strangers send.
  package var spellingHash: UInt64 { withSpelling(\.spellingHash) }
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
