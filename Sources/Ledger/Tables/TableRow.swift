public import Planning

/// One row of a table, as text: whatever a cell held, dates as `2023-07-12`, numbers in plain digits.
struct TableRow: Hashable, Sendable {
  /// Where it stands in the file, counted from 1.
  let number: Int
  var cells: [String]
  /// Cells that hold nothing that can be taken: a formula without a value, an error, bytes of another encoding.
  var faults: [CellFault] = []
  /// Columns whose cells were empty and belong to a merged region that begins above.
  var merged: [MergedCell] = []

  subscript(column: Int) -> String {
    column < cells.count ? cells[column] : ""
  }

  var isBlank: Bool { faults.isEmpty && cells.allSatisfy { $0.isEmpty } }
}

/// What is wrong with one cell, before anybody asks what it means.
struct CellFault: Hashable, Sendable {
  /// Counted from 0; nil for the whole row.
  let column: Int?
  let reason: BilingualText
}

/// A cell that got its value from the first of its merged region.
struct MergedCell: Hashable, Sendable {
  let column: Int
  /// The row of the region's first cell.
  let origin: Int
}

/// A cell's address as spreadsheets write it: column 5 of row 9 is F9.
enum CellAddress {
  static func text(column: Int, row: Int) -> String { letters(column) + String(row) }

  static func letters(_ column: Int) -> String {
    var rest = column + 1
    var text = ""
    while rest > 0 {
      let letter = Unicode.Scalar(UInt8(ascii: "A") + UInt8((rest - 1) % 26))
      text = String(Character(letter)) + text
      rest = (rest - 1) / 26
    }
    return text
  }

  /// Column and row, counted from 0 and from 1; nil if it is no address of a sheet that Excel could hold.
  ///
  /// - `text`: In ASCII.
  static func parse(_ text: some Sequence<UInt8>) -> (column: Int, row: Int)? {
    var column = 0
    var row = 0
    for byte in text {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z") where row == 0:
        column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
      case UInt8(ascii: "0")...UInt8(ascii: "9") where column > 0:
        row = row * 10 + Int(byte - UInt8(ascii: "0"))
      default: return nil
      }
      guard column <= TableLimits.columns, row <= TableLimits.rows else { return nil }
    }
    return column > 0 && row > 0 ? (column - 1, row) : nil
  }
}

/// How much of a file is read; a hostile one ends in a message.
enum TableLimits {
  /// As many as Excel has.
  static let rows = 1_048_576
  static let columns = 16_384
  /// Cells kept of a row: no ledger has more columns, and a sheet formatted to its last column would cost memory.
  static let keptColumns = 256
  /// Bytes of a file as it lies on the disk.
  static let file = 256 << 20
  /// Bytes of one cell; longer ones are cut by Excel itself.
  static let cell = 32_767 * 4
  /// Bytes of one record of delimited text, with all line breaks inside quotation marks.
  static let record = 1 << 20
  /// Bytes that all parts of a workbook may unpack to.
  static let unpacked = 1 << 30
  /// Bytes of the texts that a workbook shares between cells.
  static let sharedText = 256 << 20
  /// How many times larger a part may be than what it was packed into, beyond the first megabytes. Tables of repeated
  /// rows reach 40; zeros reach 1,000.
  static let ratio = 250
  static let ratioFree = 16 << 20
  static let archiveEntries = 10_000
  static let mergedRegions = 200_000
  static let depth = 64
}

/// Why a file could not be read as a table at all.
public struct TableFault: Error, Hashable, Sendable {
  public let reason: BilingualText

  public init(zh: String, en: String) {
    reason = BilingualText(zh: zh, en: en).withoutPersons
  }
}
