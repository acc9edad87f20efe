/// Where the cells of comma-separated text stand. Worked out only when there is a fault to point at.
final class TablePlaces {
  private let bytes: ArraySlice<UInt8>
  private lazy var text = String(decoding: bytes, as: UTF8.self)
  private lazy var rows = Self.places(in: text)
  private lazy var lines = SourceLines(text)

  /// - `bytes`: Of UTF-8.
  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
  }

  /// - `row`, `cell`: Counted from 0; a cell that is not there is the last one of its row.
  func place(row: Int, cell: Int) -> Place {
    guard rows.indices.contains(row), let last = rows[row].last else {
      return Place(line: row + 1, column: 1)
    }
    return rows[row].indices.contains(cell) ? rows[row][cell] : last
  }

  /// The first such sign in a row's first line.
  func place(of sign: Character, inRow row: Int) -> Place {
    let line = place(row: row, cell: 0).line
    let before = lines.line(line).prefix { !sign.unicodeScalars.contains($0) }
    return Place(line: line, column: before.count + 1)
  }

  private static func places(in text: String) -> [[Place]] {
    var rows: [[Place]] = []
    var row: [Place] = []
    var (line, column) = (1, 1)
    var start = Place(line: 1, column: 1)
    var isQuoted = false
    var previous: Unicode.Scalar?
    func cell() -> Place {
      let length = start.line == line ? column - start.column : 1
      return Place(line: start.line, column: start.column, length: max(1, length))
    }
    for scalar in text.unicodeScalars {
      let endsLine = scalar == "\r" || scalar == "\n" && previous != "\r"
      if scalar == "\"" { isQuoted.toggle() }
      if !isQuoted, scalar == "," || endsLine { row.append(cell()) }
      if endsLine {
        (line, column) = (line + 1, 1)
        if !isQuoted {
          rows.append(row)
          (row, start) = ([], Place(line: line, column: 1))
        }
      } else if scalar != "\n" {
        column += 1
        if !isQuoted, scalar == "," { start = Place(line: line, column: column) }
      }
      previous = scalar
    }
    if column > 1 || !row.isEmpty { rows.append(row + [cell()]) }
    return rows
  }
}
