import Planning

/// The rows of a text file: CSV and its relatives, in any encoding that offices use.
struct DelimitedTable {
  let encoding: TableEncoding
  /// Between cells, as text: comma, semicolon, tab or the full-width comma.
  let delimiter: String
  private let source: FileBytes
  private let mark: Int
  private let isDeclared: Bool
  private var splitter: RecordSplitter
  private let decoder = GB18030Decoder()
  private var number = 0

  static let delimiters = [",", "\t", ";", "，"]

  /// - `score`: How well the first rows fit, split in one way: what a reader of headers knows.
  init(_ source: FileBytes, score: ([TableRow]) -> Int) throws(TableFault) {
    let head = try source.head(4 << 20)
    guard !head.isEmpty else { throw TableFault(zh: "文件是空的", en: "the file is empty") }
    let marked = TableEncoding.marked(head)
    let encoding = if let marked { marked.encoding } else { try TableEncoding.byTrial(head) }
    let mark = marked?.mark ?? 0
    if encoding == .utf8 || encoding == .gb18030, head.prefix(4096).contains(0) {
      throw TableFault(
        zh: "这不是文字表格；请用 Excel 或 WPS 另存为 .xlsx 或 CSV 再导入", en: "this is no text table; save it as .xlsx or CSV"
      )
    }
    self.source = source
    self.encoding = encoding
    self.mark = mark
    let start = Array(head.prefix(1 << 16))
    let declared = Self.declared(start, encoding, mark)
    isDeclared = declared != nil
    delimiter = if let declared { declared } else { try Self.best(start, encoding, mark, score) }
    splitter = RecordSplitter(
      source, encoding: encoding, skipping: mark, delimiter: Self.bytes(delimiter, encoding))
  }

  private init(_ head: [UInt8], _ encoding: TableEncoding, _ mark: Int, delimiter: String) {
    source = FileBytes(head)
    (self.encoding, self.mark, self.delimiter, isDeclared) = (encoding, mark, delimiter, false)
    splitter = RecordSplitter(
      source, encoding: encoding, skipping: mark, delimiter: Self.bytes(delimiter, encoding))
  }

  private static func bytes(_ delimiter: String, _ encoding: TableEncoding) -> [UInt8] {
    delimiter == "，" && encoding == .gb18030 ? [0xA3, 0xAC] : Array(delimiter.utf8)
  }

  /// `sep=;` on the first line, as Excel understands it.
  private static func declared(_ head: [UInt8], _ encoding: TableEncoding, _ mark: Int) -> String? {
    var table = DelimitedTable(head, encoding, mark, delimiter: "\u{1}")
    guard let first = (try? table.next())?[0].lowercased(), first.hasPrefix("sep="), first.count == 5 else {
      return nil
    }
    return first.last.map(String.init).flatMap { delimiters.contains($0) ? $0 : nil }
  }

  private static func best(
    _ head: [UInt8], _ encoding: TableEncoding, _ mark: Int, _ score: ([TableRow]) -> Int
  ) throws(TableFault) -> String {
    var best = (delimiter: ",", score: -1)
    for delimiter in delimiters {
      var table = DelimitedTable(head, encoding, mark, delimiter: delimiter)
      var rows: [TableRow] = []
      while rows.count < 40, let row = try table.next() { rows.append(row) }
      let score = score(rows) * 1000 + evenness(rows)
      if score > best.score { best = (delimiter, score) }
    }
    return best.delimiter
  }

  /// How many rows have the most common number of cells, if that is more than one.
  private static func evenness(_ rows: [TableRow]) -> Int {
    let widths = rows.map(\.cells.count).filter { $0 > 1 }
    return Dictionary(grouping: widths) { $0 }.values.map(\.count).max() ?? 0
  }

  /// The next row; nil at the end.
  mutating func next() throws(TableFault) -> TableRow? {
    guard try splitter.next() else { return nil }
    if isDeclared, splitter.recordLine == 1 { return try next() }
    number += 1
    guard number <= TableLimits.rows else {
      throw TableFault(zh: "超过 \(TableLimits.rows) 行；请拆开再导入", en: "over \(TableLimits.rows) rows; split it")
    }
    var row = TableRow(number: splitter.recordLine, cells: [])
    row.cells.reserveCapacity(splitter.cells.count)
    for (column, cell) in splitter.cells.enumerated() {
      let bytes = splitter.bytes(of: cell)
      guard bytes.count <= TableLimits.cell else {
        row.cells.append("")
        row.faults.append(.tooLong(column))
        continue
      }
      if let text = text(bytes) {
        row.cells.append(text)
      } else {
        row.cells.append(otherText(bytes))
        if row.faults.isEmpty { row.faults.append(.otherEncoding(encoding)) }
      }
    }
    if splitter.isBroken { row.faults.append(.openQuotation) }
    return row
  }

  private func text(_ bytes: [UInt8]) -> String? {
    let text: String?
    if encoding == .gb18030, bytes.contains(where: { $0 >= 0x80 }) {
      text = decoder.utf8(bytes).map { String(decoding: $0, as: UTF8.self) }
    } else {
      text = String(validating: bytes, as: UTF8.self)
    }
    return text.map { Self.tidied($0.withoutInvisible) }
  }

  /// What a line of another encoding probably says, for whoever has to mend it.
  private func otherText(_ bytes: [UInt8]) -> String {
    let text =
      encoding == .utf8
      ? decoder.utf8(bytes).map { String(decoding: $0, as: UTF8.self) }
      : String(validating: bytes, as: UTF8.self)
    return text ?? String(decoding: bytes, as: UTF8.self)
  }

  /// Without blanks around it, and without Excel's `="00123"` around digits.
  private static func tidied(_ text: String) -> String {
    guard let first = text.utf8.first, let last = text.utf8.last else { return text }
    // Letters and digits at both ends: nothing to take off.
    if first > 0x2F, first < 0x80, first != 0x3D, last > 0x2F, last < 0x80 { return text }
    let text = text.trimmed
    if text.hasPrefix("=\""), text.hasSuffix("\""), text.utf8.count > 3 {
      return String(text.dropFirst(2).dropLast())
    }
    return text
  }
}

extension CellFault {
  static func tooLong(_ column: Int) -> CellFault {
    CellFault(column: column, reason: .init(zh: "这一格太长", en: "this cell is too long"))
  }

  static func otherEncoding(_ encoding: TableEncoding) -> CellFault {
    CellFault(
      column: nil,
      reason: .init(
        zh: "这一行的文字编码与全文（\(encoding.name)）不同，读出来可能是乱码；请核对后再导入",
        en:
          "this line is encoded otherwise than the file (\(encoding.name)); check its text and import it again"
      ))
  }

  static let openQuotation = CellFault(
    column: nil,
    reason: .init(
      zh: "引号没有成对，这一行分不清哪一格是哪一格", en: "a quotation mark is never closed, so the cells can't be told apart"))
}
