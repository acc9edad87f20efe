import CTables

/// Reads GB18030 (and so GBK and GB2312) by the C library's converter, one record at a time.
final class GB18030Decoder {
  // iconv_t is an opaque pointer, or -1 if there is no converter.
  private let handle: iconv_t?

  init() {
    let handle = iconv_open("UTF-8", "GB18030")
    self.handle = Int(bitPattern: handle) == -1 ? nil : handle
  }

  deinit {
    if let handle { iconv_close(handle) }
  }

  /// Whether the system has the converter: it is a file of the C library.
  var isAvailable: Bool { handle != nil }

  /// The text as UTF-8; nil if it is no GB18030.
  func utf8(_ bytes: some Sequence<UInt8>) -> [UInt8]? {
    guard let handle else { return nil }
    iconv(handle, nil, nil, nil, nil)
    var source = bytes.map { CChar(bitPattern: $0) }
    // Two bytes become three at most, four bytes four, and one byte one.
    var text = [CChar](repeating: 0, count: source.count * 2 + 8)
    let capacity = text.count
    let left = source.withUnsafeMutableBufferPointer { source in
      text.withUnsafeMutableBufferPointer { text -> Int? in
        var from = source.baseAddress
        var fromLeft = source.count
        var into = text.baseAddress
        var intoLeft = text.count
        let result = iconv(handle, &from, &fromLeft, &into, &intoLeft)
        return result == -1 || fromLeft > 0 ? nil : intoLeft
      }
    }
    return left.map { text.prefix(capacity - $0).map { UInt8(bitPattern: $0) } }
  }
}
