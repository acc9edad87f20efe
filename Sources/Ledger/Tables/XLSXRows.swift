import Foundation
import Planning
import Recurrence

/// The rows of one sheet, read as a stream.
struct XLSXRows {
  private let part: XLSXPackage.Part
  private let feed: XMLFeed
  private let listener: XLSXRowListener
  private var fill: XLSXMergeFill
  private var ready = 0
  private var isAtEnd = false

  init(_ part: XLSXPackage.Part, merges: [XLSXMergeListener.Region], reader: XLSXCellReader)
    throws(TableFault)
  {
    self.part = part
    listener = XLSXRowListener(reader)
    feed = try XMLFeed(listener)
    fill = XLSXMergeFill(merges)
  }

  /// Rows and columns that nobody sees who opens the sheet, as far as it was read.
  var hiddenRows: [Int] { listener.hiddenRows }
  var hiddenColumns: [ClosedRange<Int>] { listener.hiddenColumns }

  /// The next row that the sheet has; nil at the end. Rows without any cell are left out of the file by their writers.
  mutating func next() throws(TableFault) -> TableRow? {
    while ready >= listener.rows.count {
      guard !isAtEnd else { return nil }
      listener.rows.removeAll(keepingCapacity: true)
      ready = 0
      let bytes = try part.next()
      isAtEnd = bytes == nil
      guard feed.take(bytes ?? [], isLast: isAtEnd) else { throw .damagedWorkbook }
      guard listener.last <= TableLimits.rows else { throw .damagedWorkbook }
    }
    defer { ready += 1 }
    return fill.filled(listener.rows[ready])
  }
}

/// Makes a cell's text of what the file says about it.
struct XLSXCellReader {
  let strings: XLSXSharedStrings
  let styles: XLSXStyles
  let epoch: ExcelDate.Epoch

  struct Raw {
    enum Kind { case number, shared, inline, formulaText, boolean, error, date }
    var kind = Kind.number
    var style = 0
    var hasFormula = false
    var hasValue = false
    var value: [UInt8] = []
  }

  /// The text, or what is wrong with the cell.
  func text(_ cell: Raw) -> Result<String, CellReason> {
    if cell.hasFormula, !cell.hasValue || (cell.value.isEmpty && cell.kind != .formulaText) {
      return .failure(.formula)
    }
    switch cell.kind {
    case .inline, .formulaText: return .success(XLSXText.decoded(cell.value))
    case .shared:
      guard !cell.value.isEmpty else { return .success("") }
      guard let index = Int(String(decoding: cell.value, as: UTF8.self)), let text = strings[index] else {
        return .failure(.missingText)
      }
      return .success(text)
    case .boolean: return .success(cell.value == [0x31] ? "是" : "否")
    case .error: return .failure(.error(String(decoding: cell.value, as: UTF8.self)))
    case .date: return .success(String(String(decoding: cell.value, as: UTF8.self).prefix(10)))
    case .number:
      let digits = String(decoding: cell.value, as: UTF8.self).trimmed
      return styles.isDate(cell.style)
        ? date(digits) : .success(styles.text(Self.plain(digits), cell.style))
    }
  }

  private func date(_ digits: String) -> Result<String, CellReason> {
    guard !digits.isEmpty else { return .success("") }
    guard let value = Double(digits), value >= 0, value < 3_000_000 else { return .failure(.noDate(digits)) }
    if value < 1, epoch == .year1900 {
      let minutes = Int((value * 1440).rounded()) % 1440
      return .success("\(minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60)")
    }
    guard let day = ExcelDate.date(serial: Int(value), epoch) else { return .failure(.noDate(digits)) }
    return .success(day.description)
  }

  /// 15 for 15.0 and 12900000002 for 1.2900000002E10.
  static func plain(_ digits: String) -> String {
    guard digits.utf8.contains(where: { $0 == 0x2E || $0 == 0x45 || $0 == 0x65 }), let value = Double(digits),
      value.isFinite
    else { return digits }
    if value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
    return String(format: "%.12g", value)
  }
}

/// Why a cell of a workbook can't be taken.
enum CellReason: Error {
  case formula, missingText
  case error(String)
  case noDate(String)

  func fault(_ column: Int) -> CellFault {
    switch self {
    case .formula:
      CellFault(
        column: column,
        reason: .init(
          zh: "公式没有算出来的值；请用 Excel 或 WPS 打开、保存一次再导入，或改填数字",
          en:
            "a formula without its value; open and save the file in a spreadsheet program, or type the value")
      )
    case .missingText:
      CellFault(column: column, reason: .init(zh: "这一格的文字丢失了", en: "this cell's text is missing"))
    case .error(let code):
      CellFault(column: column, reason: .init(zh: "这一格是错误值 \(code)", en: "this cell holds the error \(code)"))
    case .noDate(let digits):
      CellFault(column: column, reason: .init(zh: "没有这一天：\(digits)", en: "there is no such day: \(digits)"))
    }
  }
}

private final class XLSXRowListener: XMLListener {
  private let reader: XLSXCellReader
  var rows: [TableRow] = []
  /// The number of the last row.
  private(set) var last = 0
  private var row = TableRow(number: 0, cells: [])
  private var isInRow = false
  private var width = 0
  private var column = 0
  private var cell = XLSXCellReader.Raw()
  private var collects = false
  private var phonetic = 0
  /// Rows with text, and spans of columns counted from 0.
  private(set) var hiddenRows: [Int] = []
  private(set) var hiddenColumns: [ClosedRange<Int>] = []
  private var isHidden = false

  init(_ reader: XLSXCellReader) { self.reader = reader }

  func began(_ name: XMLText, _ attributes: XMLAttributes) {
    switch name {
    case "c": if isInRow { beginCell(attributes) }
    case "v":
      cell.hasValue = true
      collects = isInRow
    case "t": collects = isInRow && phonetic == 0 && cell.kind == .inline
    case "f": cell.hasFormula = true
    case "row":
      last = max(last + 1, attributes.number("r") ?? 0)
      row = TableRow(number: last, cells: [])
      // As wide as the one before, most often.
      row.cells.reserveCapacity(width)
      isInRow = true
      column = -1
      isHidden = attributes.isTrue("hidden")
    case "rPh": phonetic += 1
    case "col": if attributes.isTrue("hidden") { hideColumns(attributes) }
    default: break
    }
  }

  private func hideColumns(_ attributes: XMLAttributes) {
    guard let first = attributes.number("min"), let end = attributes.number("max"), 0 < first, first <= end,
      hiddenColumns.count < TableLimits.keptColumns
    else { return }
    hiddenColumns.append((first - 1)...(end - 1))
  }

  private func beginCell(_ attributes: XMLAttributes) {
    column += 1
    (cell.kind, cell.style, cell.hasFormula, cell.hasValue) = (.number, 0, false, false)
    cell.value.removeAll(keepingCapacity: true)
    for (name, value) in attributes {
      switch name {
      case "r": if let address = CellAddress.parse(value.utf8) { column = address.column }
      case "t": cell.kind = Self.kind(value)
      case "s": cell.style = value.number ?? 0
      default: break
      }
    }
  }

  private static func kind(_ type: XMLText) -> XLSXCellReader.Raw.Kind {
    switch type {
    case "s": .shared
    case "inlineStr": .inline
    case "str": .formulaText
    case "b": .boolean
    case "e": .error
    case "d": .date
    default: .number
    }
  }

  func ended(_ name: XMLText) {
    switch name {
    case "v", "t": collects = false
    case "c": if isInRow { finishCell() }
    case "row": if isInRow { finishRow() }
    case "rPh": phonetic -= 1
    default: break
    }
  }

  private func finishCell() {
    guard (0..<TableLimits.keptColumns).contains(column) else { return }
    while row.cells.count <= column { row.cells.append("") }
    switch reader.text(cell) {
    case .success(let text): row.cells[column] = text
    case .failure(let reason): row.faults.append(reason.fault(column))
    }
  }

  private func finishRow() {
    if isHidden, !row.isBlank, hiddenRows.count < TableLimits.rows { hiddenRows.append(row.number) }
    rows.append(row)
    width = row.cells.count
    isInRow = false
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    if collects, cell.value.count < TableLimits.cell { cell.value.append(contentsOf: bytes) }
  }
}

/// Which cells are merged; stands behind the rows in the file, so it is read first.
final class XLSXMergeListener: XMLListener {
  struct Region: Hashable {
    let column: Int
    let rows: ClosedRange<Int>
  }

  private(set) var regions: [Region] = []

  func began(_ name: XMLText, _ attributes: XMLAttributes) {
    guard name == "mergeCell", regions.count < TableLimits.mergedRegions, let text = attributes["ref"] else {
      return
    }
    let ends = text.split(separator: ":").compactMap { CellAddress.parse($0.utf8) }
    guard ends.count == 2, ends[0].row < ends[1].row, ends[0].column < TableLimits.keptColumns else { return }
    regions.append(Region(column: ends[0].column, rows: ends[0].row...ends[1].row))
  }

  func ended(_ name: XMLText) {}
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// Puts the value of a merged region's first cell into the rows below it. Cells to its right stay empty: a long title is
/// not the value of every column.
struct XLSXMergeFill {
  private var waiting: [XLSXMergeListener.Region]
  private var open: [(region: XLSXMergeListener.Region, text: String)] = []

  init(_ regions: [XLSXMergeListener.Region]) {
    waiting = regions.sorted { $0.rows.lowerBound > $1.rows.lowerBound }
  }

  mutating func filled(_ row: TableRow) -> TableRow {
    while let next = waiting.last, next.rows.lowerBound <= row.number {
      waiting.removeLast()
      guard next.rows.contains(row.number) else { continue }
      open.append((next, next.rows.lowerBound == row.number ? row[next.column] : ""))
    }
    guard !open.isEmpty else { return row }
    open.removeAll { !$0.region.rows.contains(row.number) }
    var row = row
    for (region, text) in open where region.rows.lowerBound < row.number && !text.isEmpty {
      guard row[region.column].isEmpty else { continue }
      while row.cells.count <= region.column { row.cells.append("") }
      row.cells[region.column] = text
      row.merged.append(MergedCell(column: region.column, origin: region.rows.lowerBound))
    }
    return row
  }
}
