import Testing

@testable import CampaignScheduler

/// Code 128 as manuals print it, and as a reader takes it back.
@Suite struct BarCodeTests {
  @Test(arguments: [
    // The example of most manuals: B, H, I, to C, 34, 56, 78, check 68.
    ("HI345678", [104, 40, 41, 99, 34, 56, 78, 68]),
    // The picture of Wikipedia's article.
    ("Wikipedia", [104, 55, 73, 75, 73, 80, 69, 68, 73, 65, 88]),
    ("1234", [105, 12, 34, 82]),
    ("12345", [104, 17, 99, 23, 45, 53]),
    ("A1|", [104, 33, 17, 92, 35]),
  ])
  func `values and checks are as published`(_ text: String, _ values: [Int]) {
    #expect(BarCode(text)?.values == values)
  }

  /// PJJ123C of the article on Code 128, in set B: all symbols but the start and the check are those that it prints for set A.
  @Test func `bars are as published`() throws {
    let code = try #require(BarCode("PJJ123C"))
    var modules = ""
    for (index, width) in code.widths.enumerated() {
      modules += String(repeating: index % 2 == 0 ? "1" : "0", count: width)
    }
    #expect(
      modules
        == "11010010000" + "11101110110" + "10110111000" + "10110111000" + "10011100110" + "11001110010"
        + "11001011100"
        + "10001000110" + "11101000110" + "1100011101011")
    #expect(code.modules == 9 * 11 + 13 + 20)
  }

  @Test(arguments: [
    "C1|member-day-529|2026|qs1|1|0123456789", "C1|-|-|county-1|100000|ABCDEFGHJK",
    "C1|day|once|a|7|12AB345678", "0", "00", "12345678901",
    "a1234b", "a123456b", "a1234567b", "~ !",
  ])
  func `what is drawn is read back, with its check`(_ text: String) throws {
    let code = try #require(BarCode(text))
    #expect(Self.read(code.values) == text)
    let sum = code.values.dropLast().enumerated().reduce(0) { $0 + $1.element * max(1, $1.offset) }
    #expect(code.values.last == sum % 103)
    #expect(code.widths.count == code.values.count * 6 + 7)
    // Every symbol is 11 modules wide, with an even number of them black.
    for start in stride(from: 0, to: code.values.count * 6, by: 6) {
      let widths = code.widths[start..<start + 6]
      #expect(widths.reduce(0, +) == 11 && (widths[start] + widths[start + 2] + widths[start + 4]) % 2 == 0)
    }
  }

  @Test(arguments: ["", "签到", "a\n", "é"])
  func `what the bars don't have is not drawn`(_ text: String) {
    #expect(BarCode(text) == nil)
  }

  @Test func `a drawing is as wide as its modules and blanks`() throws {
    let svg = try #require(BarCode("HI345678")).svg(height: 12)
    // 8 symbols of 11, the stop's 13 and 20 blank ones.
    #expect(svg.contains("viewBox=\"0 0 121 1\"") && svg.contains("width: 30.25mm; height: 12mm"))
    #expect(svg.contains("d=\"M10 0h2v1h-2z"))
  }

  private static func read(_ values: [Int]) -> String {
    var text = ""
    var isDigits = values[0] == 105
    for value in values.dropFirst().dropLast() {
      switch value {
      case 99 where !isDigits: isDigits = true
      case 100 where isDigits: isDigits = false
      default:
        text += isDigits ? (value < 10 ? "0\(value)" : "\(value)") : String(UnicodeScalar(UInt8(value + 32)))
      }
    }
    return text
  }
}
