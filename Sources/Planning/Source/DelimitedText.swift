/// Rows of comma-separated text (RFC 4180): quoted cells, doubled quotes, any line ending.
public enum DelimitedText {
  public static func rows(of text: String, separator: Character = ",") -> [[String]] {
    var cells = DelimitedCells(Array(text.utf8), separator: separator.asciiValue ?? UInt8(ascii: ","))
    var rows: [[String]] = []
    while cells.advance() { rows.append(cells.cells.map(cells.text)) }
    return rows
  }

  /// A cell as it is written: quoted where it has to be.
  public static func cell(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
