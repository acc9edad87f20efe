/// Rows of comma-separated text (RFC 4180): quoted cells, doubled quotes, any line ending.
public enum DelimitedText {
  public static func rows(of text: String, separator: Character = ",") -> [[String]] {
    let comma = separator.asciiValue ?? 0x2C
    var rows: [[String]] = []
    var row: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var wasQuoted = false
    var bytes = text.utf8.makeIterator()
    var next = bytes.next()
    func endCell() {
      row.append(String(decoding: cell, as: UTF8.self))
      cell.removeAll(keepingCapacity: true)
      wasQuoted = false
    }
    while let byte = next {
      next = bytes.next()
      switch byte {
      case 0x22 where isQuoted:
        if next == 0x22 {
          cell.append(0x22)
          next = bytes.next()
        } else {
          isQuoted = false
          wasQuoted = true
        }
      case 0x22 where cell.isEmpty && !wasQuoted: isQuoted = true
      case comma where !isQuoted: endCell()
      case 0x0D where !isQuoted && next == 0x0A: break
      case 0x0A where !isQuoted, 0x0D where !isQuoted:
        endCell()
        rows.append(row)
        row.removeAll(keepingCapacity: true)
      default: cell.append(byte)
      }
    }
    if !cell.isEmpty || !row.isEmpty {
      endCell()
      rows.append(row)
    }
    return rows
  }

  /// A cell as it is written: quoted where it has to be.
  public static func cell(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
