/// Rows of comma-separated text (RFC 4180): quoted cells, doubled quotes, any line ending.
public enum DelimitedText {
  public static func rows(of text: String, separator: Character = ",") -> [[String]] {
    let comma = separator.asciiValue ?? UInt8(ascii: ",")
    var rest = Array(text.utf8)[...]
    var rows: [[String]] = []
    var row: [String] = []
    while !rest.isEmpty {
      let cell = takeCell(from: &rest, before: comma)
      if rest.isEmpty, row.isEmpty, cell.isEmpty { break }
      row.append(cell)
      guard let end = rest.popFirst() else { break }
      if end == comma {
        // The last cell of the text may be empty.
        if rest.isEmpty { row.append("") }
        continue
      }
      if end == carriageReturn, rest.first == lineFeed { rest.removeFirst() }
      rows.append(row)
      row.removeAll(keepingCapacity: true)
    }
    return row.isEmpty ? rows : rows + [row]
  }

  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  private static func takeCell(from rest: inout ArraySlice<UInt8>, before comma: UInt8) -> String {
    func endsCell(_ byte: UInt8) -> Bool { byte == comma || byte == lineFeed || byte == carriageReturn }
    guard rest.first == quote else {
      let end = rest.firstIndex(where: endsCell) ?? rest.endIndex
      defer { rest = rest[end...] }
      return String(decoding: rest[..<end], as: UTF8.self)
    }
    rest.removeFirst()
    var cell: [UInt8] = []
    while let end = rest.firstIndex(of: quote) {
      cell += rest[..<end]
      rest = rest[(end + 1)...]
      guard rest.first == quote else {
        // What follows the quotation belongs to the cell, too.
        let end = rest.firstIndex(where: endsCell) ?? rest.endIndex
        cell += rest[..<end]
        rest = rest[end...]
        return String(decoding: cell, as: UTF8.self)
      }
      cell.append(quote)
      rest.removeFirst()
    }
    cell += rest
    rest = rest[rest.endIndex...]
    return String(decoding: cell, as: UTF8.self)
  }

  /// A cell as it is written: quoted where it has to be.
  public static func cell(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
