import TestSupport
import Testing

@testable import Ledger

/// What is found by bytes and by tables is what would be found by looking at each character.
struct SpellingTests {
  private static let signs = Array("计生协会１２３ＡＢ＋（）ab12+() \u{3000}\u{A0}é")

  private static func text(_ length: Int, _ random: inout SeededGenerator) -> String {
    String((0..<length).map { _ in signs.randomElement(using: &random) ?? "-" })
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `words are found where their characters stand`(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<3000 {
      let text = Self.text(Int.random(in: 0...12, using: &random), &random)
      let word = Self.text(Int.random(in: 1...2, using: &random), &random)
      #expect(text.begins(with: word) == text.hasPrefix(word))
      #expect(text.ends(with: word) == text.hasSuffix(word))
      #expect(text.dropFirst().begins(with: word) == text.dropFirst().hasPrefix(word))
      let place = text.firstRange(of: word)
      #expect(text.holds(word) == (place != nil))
      #expect(text.byte(behind: word) == place.flatMap { text[$0.upperBound...].utf8.first })
      #expect(text.inHalfWidth == String(text.map(\.halfWidth)))
    }
  }

  @Test(arguments: [4, 5] as [UInt64])
  func `a figure is printed as it is read, and is a whole number or none`(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<2000 {
      let whole = Int.random(in: -1_000_000...1_000_000, using: &random)
      #expect(Figure(whole).description == "\(whole)" && Figure(whole).wholeNumber == whole)
      let part = Int128(Int.random(in: 1...9999, using: &random))
      let figure = Figure(ticks: Int128(whole) * Figure.ticksPerUnit + part)
      #expect(figure.wholeNumber == nil && Figure(figure.description) == figure)
    }
    #expect(Figure.largest.description == "1000000000000000")
    #expect(Figure(ticks: Int128(Int.max) * Figure.ticksPerUnit * 2).wholeNumber == nil)
  }

  @Test func `surnames are the same in the table of signs as in their lists`() {
    for number in UInt32(0x4E00)...0x9FFF {
      guard let sign = Unicode.Scalar(number).map(Character.init) else { continue }
      let isCommon = PersonalNames.surnames.contains(sign)
      #expect(WhoWords.isSurname(sign) == (isCommon || WhoWords.lessCommon.contains(sign)))
      #expect(!isCommon || NameSigns.isSurname(sign))
      #expect(NameSigns.isFamiliar(sign) == "老小阿".contains(sign))
    }
    for compound in WhoWords.compounds { #expect(WhoWords.beginsInCompound(compound + "明")) }
    #expect(!WhoWords.beginsInCompound("欧明") && !WhoWords.beginsInCompound(""))
  }

  @Test(arguments: ["\n", "\r\n", "\r", "\u{2028}"])
  func `a list pasted with any line ends is one list`(_ end: String) async {
    let lines = ["#接龙", "义诊", "", "1. 张三 2人", "2. 李四", "3. 王五 来不了", "4. 李四 改3人"]
    let plain = ChainText(lines.joined(separator: "\n"))
    #expect(plain.persons == .exact(5) && plain.blanks == 1)
    let text = lines.joined(separator: end)
    for chain in [ChainText(text), await ChainText.read(text)] {
      #expect(chain.rows == plain.rows && chain.people == plain.people && chain.blanks == plain.blanks)
    }
  }
}
