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
}
