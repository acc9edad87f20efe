import TestSupport
import Testing

@testable import Ledger

/// What comes out of the cache is what was asked for, whatever was asked for before.
struct WordCacheTests {
  private func read(_ text: String, _ cache: inout WordCache) -> String {
    var text = text
    return text.withUTF8 { cache.word(UnsafeRawBufferPointer($0)) }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `more words than there is room for come back as they were`(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let signs = Array("计生协会宣传资料aé1 余份·")
    let words = (0..<20_000).map { _ in
      String(
        (0..<Int.random(in: 0...30, using: &random)).map { _ in signs.randomElement(using: &random) ?? "-" })
    }
    var cache = WordCache()
    for word in words + words.reversed() + words {
      let found = read(word, &cache)
      #expect(found.utf8.elementsEqual(word.utf8))
    }
  }

  @Test func `bytes that are no text are repaired, and never taken for another word`() {
    var cache = WordCache()
    for bytes in [[0xE5, 0x8F], [0xE5, 0x8F, 0xA0], [0xFF], [0xE5, 0x8F]] as [[UInt8]] {
      #expect(bytes.withUnsafeBytes { cache.word($0) } == String(decoding: bytes, as: UTF8.self))
    }
  }
}
