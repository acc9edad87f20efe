import Foundation

/// Where the cells of comma-separated text (RFC 4180) stand, row by row.
///
/// No text is made of a cell before somebody asks for it: a table of units has six times as many cells as anybody needs
/// at once, and there are tens of thousands of rows.
struct DelimitedCells {
  /// A cell by its bytes, with its quotation marks.
  struct Cell {
    let start: Int
    let end: Int
    let isQuoted: Bool
  }

  /// Of UTF-8.
  let bytes: [UInt8]
  /// Of the row that was read last.
  private(set) var cells: [Cell] = []
  private let comma: UInt8
  /// Where the next row begins.
  private(set) var position: Int

  init(_ bytes: [UInt8], from start: Int = 0, separator: UInt8 = UInt8(ascii: ",")) {
    self.bytes = bytes
    comma = separator
    position = start
  }

  /// Whether any cell may be quoted. Where none is, each line is a row.
  var isQuoted: Bool {
    bytes.withUnsafeBytes {
      $0.baseAddress.map { memchr($0, Int32(Self.quote), bytes.count) != nil } ?? false
    }
  }

  /// - `start`: Of a row.
  mutating func move(to start: Int) { position = start }

  /// Where the next line begins that holds some bytes; nil if there is none.
  func line(holding word: ArraySlice<UInt8>, from start: Int) -> Int? {
    bytes.withUnsafeBytes { bytes in
      word.withUnsafeBytes { word in
        guard let base = bytes.baseAddress, let sought = word.baseAddress, let last = word.last else {
          return nil
        }
        // By their last byte: the first of Chinese ones is that of a third of all there are.
        var end = start + word.count - 1
        while end < bytes.count, let found = memchr(base + end, Int32(last), bytes.count - end) {
          end = base.distance(to: found)
          let place = end - word.count + 1
          if memcmp(base + place, sought, word.count) == 0 {
            let line = bytes[start..<place]
            return line.lastIndex { $0 == Self.lineFeed || $0 == Self.carriageReturn }.map { $0 + 1 } ?? start
          }
          end += 1
        }
        return nil
      }
    }
  }

  /// Reads the next row.
  ///
  /// - Returns: False at the end of the text.
  mutating func advance() -> Bool {
    cells.removeAll(keepingCapacity: true)
    while position < bytes.count {
      let cell = takeCell()
      cells.append(cell)
      // An empty quotation at the end of the text is no row by itself.
      guard position < bytes.count else { return cells.count > 1 || !text(of: cell).isEmpty }
      let end = bytes[position]
      position += 1
      guard end == comma else {
        if end == Self.carriageReturn, position < bytes.count, bytes[position] == Self.lineFeed {
          position += 1
        }
        return true
      }
      // The last cell of the text may be empty.
      if position == bytes.count { cells.append(Cell(start: position, end: position, isQuoted: false)) }
    }
    return !cells.isEmpty
  }

  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  private mutating func takeCell() -> Cell {
    let start = position
    let isQuoted = bytes[start] == Self.quote
    if isQuoted { passQuotation() }
    // What follows a quotation belongs to the cell, too.
    bytes.withUnsafeBufferPointer { bytes in
      var end = position
      while end < bytes.count, bytes[end] != comma, bytes[end] != Self.lineFeed,
        bytes[end] != Self.carriageReturn
      {
        end += 1
      }
      position = end
    }
    return Cell(start: start, end: position, isQuoted: isQuoted)
  }

  private mutating func passQuotation() {
    position += 1
    while position < bytes.count {
      let isQuote = bytes[position] == Self.quote
      position += 1
      guard isQuote else { continue }
      guard position < bytes.count, bytes[position] == Self.quote else { return }
      position += 1
    }
  }

  func text(of cell: Cell) -> String {
    guard cell.isQuoted else { return text(from: cell.start, to: cell.end) }
    var text: [UInt8] = []
    var index = cell.start + 1
    while index < cell.end {
      if bytes[index] == Self.quote {
        index += 1
        guard index < cell.end, bytes[index] == Self.quote else {
          text += bytes[index..<cell.end]
          break
        }
      }
      text.append(bytes[index])
      index += 1
    }
    return String(decoding: text, as: UTF8.self)
  }

  private func text(from start: Int, to end: Int) -> String {
    bytes.withUnsafeBufferPointer {
      String(decoding: UnsafeBufferPointer(rebasing: $0[start..<end]), as: UTF8.self)
    }
  }

  /// Whether two cells, of whichever rows, are written the same.
  func isSame(_ cell: Cell, _ other: Cell) -> Bool {
    guard cell.end - cell.start == other.end - other.start else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      for index in cell.start..<cell.end where bytes[index] != bytes[other.start + index - cell.start] {
        return false
      }
      return true
    }
  }

  /// Whether a cell surely has neither blanks nor quotation marks around it: true of nearly all, and soon told.
  func isBare(_ cell: Cell) -> Bool {
    guard !cell.isQuoted, cell.start < cell.end else { return false }
    let (first, last) = (bytes[cell.start], bytes[cell.end - 1])
    let endsInHan = last >= 0x80 && cell.end - cell.start >= 3 && Self.beginsHan(bytes[cell.end - 3])
    return (Self.isSign(first) || Self.beginsHan(first)) && (Self.isSign(last) || endsInHan)
  }

  private static func isSign(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x7F }

  /// Whether a byte begins one of U+4000 to U+9FFF, of which none is blank.
  private static func beginsHan(_ byte: UInt8) -> Bool { byte >= 0xE4 && byte <= 0xE9 }
}
