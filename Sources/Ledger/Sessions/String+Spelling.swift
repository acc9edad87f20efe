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
  /// Eight bytes at a time.
  var spellingHash: UInt64 {
    var hash = UInt64(count)
    var place = 0
    while place + 8 <= count {
      hash = (hash ^ loadUnaligned(fromByteOffset: place, as: UInt64.self)) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 29
      place += 8
    }
    while place < count {
      hash = (hash ^ UInt64(self[place])) &* 0x0000_0100_0000_01B3
      place += 1
    }
    return hash ^ (hash >> 32)
  }
}
