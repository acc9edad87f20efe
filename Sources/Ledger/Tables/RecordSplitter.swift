/// Splits delimited text into records of cells, still as bytes (RFC 4180, read leniently).
///
/// Works on UTF-8 and GB18030 alike: in neither is a quotation mark, comma, semicolon, tab or line break ever a part
/// of another character.
struct RecordSplitter {
  /// A cell's bytes within the record.
  struct Cell {
    var start: Int
    var end: Int
    var isQuoted = false
  }

  private let source: FileBytes
  private var utf16: UTF16Reader?
  private let delimiter: [UInt8]
  private var buffer: [UInt8] = []
  /// Where the record begins, and where reading stands.
  private var start = 0
  private var position = 0
  private var isAtEnd = false
  private var skip: Int
  private var widest = 0
  /// The line that the next record begins in, counted from 1.
  private var line = 1

  /// The last record's cells, relative to ``bytes``.
  private(set) var cells: [Cell] = []
  private(set) var recordLine = 1
  /// Whether a quotation mark was opened and never closed: the record is then its first line only.
  private(set) var isBroken = false
  private var recordEnd = 0

  init(_ source: FileBytes, encoding: TableEncoding, skipping mark: Int, delimiter: [UInt8]) {
    self.source = source
    self.delimiter = delimiter
    skip = mark
    if case .utf16(let isBigEndian) = encoding { utf16 = UTF16Reader(isBigEndian: isBigEndian) }
  }

  /// The last record's bytes.
  var bytes: ArraySlice<UInt8> { buffer[start..<recordEnd] }

  func bytes(of cell: Cell) -> [UInt8] {
    let raw = buffer[(start + cell.start)..<(start + cell.end)]
    guard cell.isQuoted else { return Array(raw) }
    return Self.unquoted(raw)
  }

  /// Goes on to the next record.
  ///
  /// - Returns: False at the end of the text.
  mutating func next() throws(TableFault) -> Bool {
    start = position
    recordLine = line
    cells.removeAll(keepingCapacity: true)
    isBroken = false
    try fill()
    guard position < buffer.count else { return false }
    if try !scan(quotes: true) {
      isBroken = true
      position = start
      line = recordLine
      cells.removeAll(keepingCapacity: true)
      _ = try scan(quotes: false)
    }
    widest = max(widest, cells.count)
    return true
  }

  /// - Returns: False if a quotation is never closed.
  private mutating func scan(quotes: Bool) throws(TableFault) -> Bool {
    var cell = Cell(start: 0, end: 0)
    var isInside = false
    while true {
      if buffer.count - position < 4, !isAtEnd { try fill() }
      guard position < buffer.count else {
        finish(&cell)
        return !isInside
      }
      guard position - start < TableLimits.record else { return try overflow(isInside, &cell) }
      let byte = buffer[position]
      if isInside {
        if byte == 0x22 { isInside = isEscape() } else if byte == 10 { line += 1 }
      } else if quotes, byte == 0x22, position - start == cell.start {
        cell.isQuoted = true
        isInside = true
      } else if byte == 10 || byte == 13 {
        finish(&cell)
        position += byte == 13 && position + 1 < buffer.count && buffer[position + 1] == 10 ? 2 : 1
        line += 1
        return !quotes || !cells.contains(where: swallowsRows)
      } else if byte == delimiter[0], isDelimiter() {
        finish(&cell)
        position += delimiter.count
        cell = Cell(start: position - start, end: 0)
        continue
      }
      position += 1
    }
  }

  /// At a quotation mark inside a quotation: steps over a doubled one.
  private mutating func isEscape() -> Bool {
    guard position + 1 < buffer.count, buffer[position + 1] == 0x22 else { return false }
    position += 1
    return true
  }

  private func isDelimiter() -> Bool {
    delimiter.count == 1
      || (position + delimiter.count <= buffer.count
        && delimiter.indices.allSatisfy { buffer[position + $0] == delimiter[$0] })
  }

  private mutating func finish(_ cell: inout Cell) {
    cell.end = position - start
    recordEnd = position
    if cells.count < TableLimits.keptColumns { cells.append(cell) }
  }

  private mutating func overflow(_ isInside: Bool, _ cell: inout Cell) throws(TableFault) -> Bool {
    if isInside { return false }
    throw TableFault(
      zh: "第 \(recordLine) 行超过 1 MB；这不像表格", en: "line \(recordLine) is over 1 MB; that is no table")
  }

  /// A quotation mark too many joins rows until the next one: inside such a cell there are lines with as many
  /// delimiters as a row has.
  private func swallowsRows(_ cell: Cell) -> Bool {
    guard cell.isQuoted, cell.end - cell.start > 2 else { return false }
    var count = 0
    var lines = 0
    for byte in buffer[(start + cell.start)..<(start + cell.end)] {
      if byte == 10 {
        lines += 1
        count = 0
      } else if byte == delimiter[delimiter.count - 1], lines > 0 {
        count += 1
        if count >= max(2, widest - 1) { return true }
      }
    }
    return lines > 50
  }

  private mutating func fill() throws(TableFault) {
    while buffer.count - position < 4, !isAtEnd {
      if start > 0 {
        buffer.removeSubrange(..<start)
        position -= start
        recordEnd -= start
        start = 0
      }
      guard var piece = try source.next() else {
        isAtEnd = true
        utf16?.finish(into: &buffer)
        return
      }
      if skip > 0 {
        let count = min(skip, piece.count)
        piece.removeFirst(count)
        skip -= count
      }
      if utf16 != nil { utf16?.take(piece, into: &buffer) } else { buffer += piece }
    }
  }

  /// `"a ""b"" c"` as `a "b" c`; what follows the closing mark belongs to the cell, too.
  private static func unquoted(_ raw: ArraySlice<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(raw.count)
    var isInside = true
    var index = raw.startIndex + 1
    while index < raw.endIndex {
      let byte = raw[index]
      index += 1
      guard byte == 0x22, isInside else {
        text.append(byte)
        continue
      }
      if index < raw.endIndex, raw[index] == 0x22 {
        text.append(byte)
        index += 1
      } else {
        isInside = false
      }
    }
    return text
  }
}
