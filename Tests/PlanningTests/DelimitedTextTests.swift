import Planning
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
}
