import Ledger
import TestSupport
import Testing

/// Nothing that is typed may stop the reader, and what it understands must make sense.
struct PhraseFuzzTests {
  private static let pieces = [
    "5", "58", "1.2", "1,200", "２０", "0", "007", ".", ",", "，", "、", "万", "亿", "十", "百", "千", "二", "两", "零",
    "〇", "几", "数", "半",
    "廿", "壹", "佰", "余", "多", "来", "约", "近", "上", "不足", "超过", "至少", "左右", "以上", "以下", "共", "合计", "各", "—", "至",
    "-", "~",
    " ", "　", "人", "人次", "户", "份", "万元", "元", "角", "家长", "大", "小", "《", "》", "（", "）", "“", "”", "宣传资料", "第",
    "期", "岁", "年", "月",
    "日", "%", "/", ":", "+", "k", "about", "dozen", "hundreds", " and ", "of", "a ", "people", "negative",
    "若干", "一批", "\u{301}",
    "🌸", "👨‍👩‍👧", "\u{FE0F}", "\u{0}", "\u{202E}", "é", "-5",
  ]

  @Test(arguments: [1, 20_230_712, 99] as [UInt64])
  func `no mixture of numerals, hedges, counting words and signs stops the reader`(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var understood = 0
    for _ in 0..<3000 {
      let phrase = (0..<Int.random(in: 1...9, using: &random)).map { _ in
        Self.pieces.randomElement(using: &random) ?? ""
      }.joined()
      understood += check(phrase) ? 1 : 0
    }
    #expect(understood > 500)
  }

  @Test(arguments: [7, 4711] as [UInt64])
  func `no string of any characters stops it`(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<3000 {
      var phrase = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...40, using: &random) {
        let limit: UInt32 = [0x80, 0x3100, 0xA000, 0x11_0000].randomElement(using: &random) ?? 0x80
        if let scalar = Unicode.Scalar(UInt32.random(in: 0..<limit, using: &random)) { phrase.append(scalar) }
      }
      _ = check(String(phrase))
    }
  }

  @Test(.timeLimit(.minutes(10)))
  func `long phrases are read in time that grows with their length`() {
    for piece in ["一", "5", "约", "二三", "1,", "《", "a ", "hundreds of ", "共", "5-", "负", "不", " "] {
      let phrase = String(repeating: piece, count: 5000)
      _ = check(phrase)
    }
  }

  private func check(_ phrase: String) -> Bool {
    guard let read = try? CountPhrase(phrase), let n = read.quantity.n, let upper = read.quantity.upper else {
      return false
    }
    #expect(n >= 0 && n <= .largest && upper >= n && upper <= .largest, "\(phrase)")
    #expect((read.quantity.certainty == .range) == (n != upper), "\(phrase)")
    return true
  }
}
