import Planning
import TestSupport
import Testing

/// Comma-separated text, as spreadsheets write it.
@Suite struct DelimitedTextTests {
  @Test(
    arguments: [
      ("", []), ("a", [["a"]]), ("a,b", [["a", "b"]]), ("a,b\n", [["a", "b"]]), ("a\nb", [["a"], ["b"]]),
      ("a\r\nb\rc", [["a"], ["b"], ["c"]]), ("\n", [[""]]), ("a\n\nb", [["a"], [""], ["b"]]),
      (",", [["", ""]]),
      ("a,", [["a", ""]]), ("a,\n", [["a", ""]]), ("\"a,b\",c", [["a,b", "c"]]), ("\"a\"\"b\"", [["a\"b"]]),
      ("\"a\nb\",c\r\n", [["a\nb", "c"]]), ("\"a\r\nb\"", [["a\r\nb"]]), ("a\"b\"", [["a\"b\""]]),
      ("\"a\"b,c", [["ab", "c"]]), ("\"\",a", [["", "a"]]), ("\"\"", []), ("a,\"\"", [["a", ""]]),
      ("\"never closed, b\n", [["never closed, b\n"]]), ("村,镇\n", [["村", "镇"]]),
    ] as [(String, [[String]])])
  func `rows and cells`(_ text: String, _ rows: [[String]]) {
    #expect(DelimitedText.rows(of: text) == rows)
  }

  @Test(arguments: ["", "a", "a,b", "a\"b", "\"", "a\nb", "a\r\nb", " a ", "村，镇", ","])
  func `a cell is read as it was written`(_ text: String) {
    #expect(DelimitedText.rows(of: "x," + DelimitedText.cell(text) + ",y\n") == [["x", text, "y"]])
  }

  @Test(arguments: 1...300 as ClosedRange<UInt64>) func `random text has the rows that the rules give it`(
    _ seed: UInt64
  ) {
    var random = SeededGenerator(seed: seed)
    let signs: [Unicode.Scalar] = ["a", "村", "\u{3000}", " ", ",", ",", "\"", "\"", "\n", "\r", "é"]
    for length in 0..<40 {
      var text = String.UnicodeScalarView()
      for _ in 0..<length { text.append(signs.randomElement(using: &random) ?? "a") }
      #expect(
        DelimitedText.rows(of: String(text)) == PlainReader.rows(of: text), "\(String(text).debugDescription)"
      )
    }
  }
}

/// The rules once more, a sign at a time.
private struct PlainReader {
  private enum State { case start, plain, quoted, closing }
  private var rows: [[String]] = []
  private var row: [String] = []
  private var cell = ""
  private var state = State.start

  static func rows(of text: String.UnicodeScalarView) -> [[String]] {
    var reader = PlainReader()
    var previous: Unicode.Scalar = " "
    for sign in text {
      let isSecondOfBreak = previous == "\r" && sign == "\n" && reader.isAtRowStart
      if !isSecondOfBreak { reader.take(sign) }
      // Of three carriage returns and line feeds, each ends at most one line.
      previous = isSecondOfBreak ? " " : sign
    }
    if !reader.row.isEmpty || !reader.cell.isEmpty { reader.endRow() }
    return reader.rows
  }

  private var isAtRowStart: Bool { row.isEmpty && cell.isEmpty && state == .start }

  private mutating func take(_ sign: Unicode.Scalar) {
    switch (state, sign) {
    case (.start, "\""): state = .quoted
    case (.quoted, "\""): state = .closing
    case (.quoted, _): cell.unicodeScalars.append(sign)
    case (.closing, "\""):
      cell.unicodeScalars.append(sign)
      state = .quoted
    case (_, ","): endCell()
    case (_, "\n"), (_, "\r"): endRow()
    default:
      cell.unicodeScalars.append(sign)
      state = .plain
    }
  }

  private mutating func endCell() {
    row.append(cell)
    (cell, state) = ("", .start)
  }

  private mutating func endRow() {
    endCell()
    rows.append(row)
    row = []
  }
}
