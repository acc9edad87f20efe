import Planning
import Testing

/// What an organiser sees.
@Suite struct DiagnosticPrinterTests {
  private func printed(_ text: String, _ language: Language) throws -> String {
    let definitions = try Fixtures.check(text)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let printer = DiagnosticPrinter(language: language)
    return definitions.diagnostics.filter { $0.file == "Campaigns/test.yaml" }
      .map { printer.text($0, line: $0.line > 0 ? lines[$0.line - 1] : nil) }.joined()
  }

  private static let text = """
    format: 1
    id: demo
    name: {zh: 演示, en: Demo}
    kind: outreach
    who: {units: {level: 县, under: gx}}
    when: {every: year, date: 5.30}
    remainders: []
    """

  @Test func `in Chinese`() throws {
    #expect(
      try printed(Self.text, .zh) == """
        Campaigns/test.yaml:6:27: E201 日期写成了小数 5.30，分不清 5 月 3 日还是 5 月 30 日
          6 | when: {every: year, date: 5.30}
            |                           ^^^^ 请写 "05-30"（月-日，两位数，加引号）  (the date is written as the decimal 5.30: 05-03 or 05-30? write "05-30": month-day, two digits, quoted)
        Campaigns/test.yaml:7:1: E101 不认识的键 “remainders”，是不是 “reminders”（提醒）？
          7 | remainders: []
            | ^^^^^^^^^^ 改成 reminders  (unknown key 'remainders'; did you mean 'reminders'? write reminders)

        """)
  }

  @Test func `in English`() throws {
    #expect(
      try printed(Self.text, .en) == """
        Campaigns/test.yaml:6:27: E201 the date is written as the decimal 5.30: 05-03 or 05-30?
          6 | when: {every: year, date: 5.30}
            |                           ^^^^ write "05-30": month-day, two digits, quoted  (日期写成了小数 5.30，分不清 5 月 3 日还是 5 月 30 日；请写 "05-30"（月-日，两位数，加引号）)
        Campaigns/test.yaml:7:1: E101 unknown key 'remainders'; did you mean 'reminders'?
          7 | remainders: []
            | ^^^^^^^^^^ write reminders  (不认识的键 “remainders”，是不是 “reminders”（提醒）？改成 reminders)

        """)
  }

  @Test func `a caret stands under its value behind Chinese characters`() throws {
    let text = Self.text.replacing("name: {zh: 演示, en: Demo}", with: "name: {zh: 演示, eng: Demo}")
    let lines = try printed(text, .zh).split(separator: "\n")
    let caret = try #require(lines.first { $0.contains("^^^") })
    let shown = try #require(lines.first { $0.contains("eng: Demo") })
    let columnOfKey = DiagnosticPrinter.width(
      String(shown[..<(try #require(shown.firstRange(of: "eng"))).lowerBound]))
    let columnOfCaret = DiagnosticPrinter.width(String(caret[..<(try #require(caret.firstIndex(of: "^")))]))
    #expect(columnOfKey == columnOfCaret)
  }

  @Test func `an address that is a secret is blotted out`() throws {
    let key = "0a1b2c3d-0000-1111-2222-333344445555"
    let text = Self.text + "\nbasis: [\"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=\(key)\", x]\n"
    for language in Language.allCases {
      let shown = try printed(text, language)
      #expect(shown.contains("E505"))
      #expect(!shown.contains(key) && !shown.contains("weixin"))
    }
  }

  @Test func `totals have their plural forms`() {
    let printer = DiagnosticPrinter(language: .en)
    #expect(printer.total([], files: 1) == "0 errors, 0 warnings in 1 file")
    #expect(printer.total([], files: 5) == "0 errors, 0 warnings in 5 files")
  }
}
