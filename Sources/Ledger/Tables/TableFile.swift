import Planning

/// A table that somebody keeps in a file, opened at its header.
struct TableFile {
  /// Rows as they come from whichever kind of file.
  enum Rows {
    case delimited(DelimitedTable)
    case workbook(XLSXRows)
    /// While a row is read, so that the reader's buffers have one owner and are not copied.
    case busy

    mutating func next() throws(TableFault) -> TableRow? {
      switch self {
      case .delimited(var table):
        self = .busy
        defer { self = .delimited(table) }
        return try table.next()
      case .workbook(var rows):
        self = .busy
        defer { self = .workbook(rows) }
        return try rows.next()
      case .busy: return nil
      }
    }
  }

  private var rows: Rows
  private var waiting: ArraySlice<TableRow>
  var header: TableHeader
  let titles: [TableRow]
  let blanksAbove: Int
  /// UTF-8, GB18030, UTF-16 or XLSX.
  let format: String
  let delimiter: String?
  let sheet: String?
  /// Sheets that were left alone, and the like.
  let remarks: [BilingualText]

  /// How many rows may stand above a header.
  private static let search = 30

  /// - `sheet`: Which sheet of a workbook; found by its header if none is named.
  init(path: String, sheet: String?) throws(TableFault) {
    let head = try FileBytes(path: path).head(1 << 16)
    if let fault = FileKind.fault(head) { throw fault }
    if FileKind.isArchive(head) {
      self = try Self.workbook(XLSXWorkbook(path: path), sheet)
    } else {
      self = try Self.delimited(FileBytes(path: path), head)
    }
  }

  private init(
    _ rows: Rows, _ found: Found, format: String, delimiter: String? = nil, sheet: String? = nil,
    remarks: [BilingualText] = []
  ) {
    self.rows = rows
    (waiting, header, titles, blanksAbove) = (found.rest, found.header, found.titles, found.blanks)
    (self.format, self.delimiter, self.sheet, self.remarks) = (format, delimiter, sheet, remarks)
  }

  /// The rows and the spans of columns that are hidden, as far as the sheet was read.
  var hiddenParts: (rows: [Int], columns: [ClosedRange<Int>]) {
    if case .workbook(let rows) = rows { (rows.hiddenRows, rows.hiddenColumns) } else { ([], []) }
  }

  /// The next row below the header; nil at the end.
  mutating func next() throws(TableFault) -> TableRow? {
    if let row = waiting.popFirst() { return row }
    return try rows.next()
  }

  // MARK: Finding the header

  private struct Found {
    let header: TableHeader
    let titles: [TableRow]
    let blanks: Int
    let rest: ArraySlice<TableRow>
  }

  private static func delimited(_ bytes: FileBytes, _ head: [UInt8]) throws(TableFault) -> TableFile {
    let table = try DelimitedTable(bytes) { rows in
      rows.prefix(search).compactMap { TableHeader($0)?.strength }.max() ?? 0
    }
    var rows = Rows.delimited(table)
    let (found, first) = try header(&rows)
    guard let found else {
      let isForeign = table.encoding == .gb18030 && TableEncoding.isHardlyGB(head)
      throw isForeign ? .otherEncoding : .noHeader(first)
    }
    return TableFile(rows, found, format: table.encoding.name, delimiter: table.delimiter)
  }

  private static func workbook(_ book: XLSXWorkbook, _ name: String?) throws(TableFault) -> TableFile {
    var remarks: [BilingualText] = []
    var found: [(sheet: XLSXWorkbook.Sheet, rows: Rows, found: Found)] = []
    var first: TableRow?
    for sheet in book.sheets where name == nil ? !sheet.isHidden : sheet.name == name {
      var rows = Rows.workbook(try book.rows(of: sheet))
      let (header, row) = try header(&rows)
      first = first ?? row
      if let header { found.append((sheet, rows, header)) }
    }
    for sheet in book.sheets where name == nil && sheet.isHidden {
      remarks.append(
        .init(zh: "隐藏的工作表“\(sheet.name)”没有读", en: "the hidden sheet '\(sheet.name)' was not read"))
    }
    if let name, !book.sheets.contains(where: { $0.name == name }) {
      throw .noSheet(name, book.sheets.map(\.name))
    }
    guard let only = found.first else { throw .noHeader(first) }
    guard found.count == 1 else { throw .severalSheets(found.map(\.sheet.name)) }
    for sheet in book.sheets where name == nil && !sheet.isHidden && sheet != only.sheet {
      remarks.append(
        .init(
          zh: "工作表“\(sheet.name)”没有认得的表头，没有读",
          en: "the sheet '\(sheet.name)' has no known header and was not read"))
    }
    return TableFile(only.rows, only.found, format: "XLSX", sheet: only.sheet.name, remarks: remarks)
  }

  /// The row whose words are best understood, the first of several.
  private static func header(_ rows: inout Rows) throws(TableFault) -> (Found?, first: TableRow?) {
    var seen: [TableRow] = []
    while seen.count < search, let row = try rows.next() { seen.append(row) }
    var best: (index: Int, header: TableHeader, height: Int)?
    for (index, row) in seen.enumerated() {
      // The lower rows of a header are none of their own.
      if let best, index > best.index, index < best.index + best.height { continue }
      if let best, best.header.strength > 1,
        hasRows(seen[(best.index + best.height)..<max(index, best.index + best.height)], of: best.header)
      {
        break
      }
      if let header = TableHeader(row), header.strength > best?.header.strength ?? 0 {
        best = (index, header, 1)
      }
      // 参加人数 over 群众 and 志愿者.
      for height in 2...3 where index + height <= seen.count {
        guard let header = TableHeader(row, over: seen[(index + 1)..<(index + height)]),
          header.strength > best?.header.strength ?? 0 || best?.index == index
        else { break }
        best = (index, header, height)
      }
    }
    let first = seen.first { !$0.isBlank }
    guard let best else { return (nil, first) }
    let above = seen[..<best.index]
    let found = Found(
      header: best.header, titles: above.filter { !$0.isBlank }, blanks: above.count { $0.isBlank },
      rest: seen[(best.index + best.height)...])
    return (found, first)
  }

  /// Whether rows below a header are its own: as full as it is, but for one cell.
  private static func hasRows(_ rows: ArraySlice<TableRow>, of header: TableHeader) -> Bool {
    let width = header.cells.count { !$0.isEmpty }
    return rows.contains { row in
      row.cells.count { !$0.isEmpty } >= max(2, width - 1) && TableHeader(row) == nil
    }
  }
}

/// What a file is by its first bytes.
enum FileKind {
  static func isArchive(_ head: [UInt8]) -> Bool { head.starts(with: [0x50, 0x4B, 0x03, 0x04]) }

  /// Why a file that is no table is refused, and what to do; nil for what may be one.
  static func fault(_ head: [UInt8]) -> TableFault? {
    if head.isEmpty { return TableFault(zh: "文件是空的", en: "the file is empty") }
    if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      // An encrypted workbook lies in the same kind of container as an old one.
      let mark = "EncryptedPackage".utf8.flatMap { [$0, 0] as [UInt8] }
      return contains(head, mark) ? .encrypted : .oldWorkbook
    }
    if isMarkup(head) { return .markup }
    if head.starts(with: Array("%PDF".utf8)) {
      return TableFault(
        zh: "这是 PDF；请向对方要 Excel 原表，或把表格重新录入", en: "this is a PDF; ask for the spreadsheet it was made from")
    }
    if head.starts(with: [0x89, 0x50, 0x4E, 0x47]) || head.starts(with: [0xFF, 0xD8, 0xFF]) {
      return TableFault(zh: "这是图片；图片里的签到表要先录成表格", en: "this is a picture; type the sheet into a table first")
    }
    return nil
  }

  /// HTML or XML, in whatever encoding and behind whatever mark of it.
  private static func isMarkup(_ head: [UInt8]) -> Bool {
    let blanks: Set<UInt8> = [0, 0x09, 0x0A, 0x0D, 0x20, 0xEF, 0xBB, 0xBF, 0xFE, 0xFF]
    let start = head.lazy.drop { blanks.contains($0) }.filter { $0 != 0 }.prefix(2)
    guard start.first == UInt8(ascii: "<"), let next = start.dropFirst().first else { return false }
    return Character(Unicode.Scalar(next)).isLetter && next < 0x80 || "!?".utf8.contains(next)
  }

  private static func contains(_ bytes: [UInt8], _ mark: [UInt8]) -> Bool {
    guard bytes.count >= mark.count else { return false }
    return (0...(bytes.count - mark.count)).contains { start in
      bytes[start] == mark[0] && bytes[start..<(start + mark.count)].elementsEqual(mark)
    }
  }
}

extension TableFault {
  static let oldWorkbook = TableFault(
    zh: "这是老格式 .xls（或 .et）文件；请用 Excel 或 WPS 打开，另存为 .xlsx 再导入",
    en: "this is an old .xls file; open it in a spreadsheet program and save it as .xlsx")

  /// What office systems export under the ending .xls.
  static let markup = TableFault(
    zh: "这是网页（HTML 或 XML）格式的文件，只是后缀写成了表格；请用 Excel 或 WPS 打开，另存为 .xlsx 再导入",
    en:
      "this is a web page (HTML or XML), whatever its name ends in; open it in a spreadsheet program and save it as .xlsx"
  )

  /// Text that reads as GB18030, but as no Chinese.
  static let otherEncoding = TableFault(
    zh: "文字编码好像不是 UTF-8、UTF-16 或 GB18030（GBK），可能是 Big5，读出来是乱码；请在原来的程序里另存为“CSV UTF-8”再导入",
    en:
      "its text seems to be neither UTF-8, UTF-16 nor GB18030, perhaps Big5, and reads as nonsense; save it as 'CSV UTF-8' in the program it came from"
  )

  static func noHeader(_ first: TableRow?) -> TableFault {
    guard let first else { return TableFault(zh: "表里没有内容", en: "there is nothing in the table") }
    if let section = SheetKeys.section(ofHeader: first.cells).map(SheetKeys.name) {
      return TableFault(
        zh:
          "这是“\(section.zh)”的数，不属于哪一场；请写成 YAML 文件：\(section.zh): 下面一行一项，写法见 campaign help import",
        en:
          "these are figures of no session; write them as a YAML file, a row each below '\(section.text(.en)):', as 'campaign help import' shows"
      )
    }
    // A list without a header begins with somebody.
    let shown = first.cells.filter { !$0.isEmpty }.prefix(4).map { String($0.prefix(12)).withMaskedNames }
      .joined(separator: " | ")
    return TableFault(
      zh:
        "前 30 行里没有找到表头；第 \(first.number) 行是“\(shown)”。签到表要有一行写着姓名、电话、人数等，活动表要有单位、日期、活动、人数等；问卷请加 --questionnaire 问卷名称",
      en:
        "no header in the first 30 rows; row \(first.number) reads '\(shown)'. A sign-in sheet needs a row with words such as 姓名 (name), 电话 (phone), 人数 (people), a table of events 单位 (unit), 日期 (date), 人数 (people); for a questionnaire give --questionnaire NAME"
    )
  }

  static func noSheet(_ name: String, _ names: [String]) -> TableFault {
    TableFault(
      zh: "没有工作表“\(name)”；有：\(names.joined(separator: "、"))",
      en: "no sheet '\(name)'; there are \(names.joined(separator: ", "))")
  }

  static func severalSheets(_ names: [String]) -> TableFault {
    TableFault(
      zh: "有 \(names.count) 张工作表都像台账：\(names.joined(separator: "、"))；请用 --sheet 指定一张",
      en: "\(names.count) sheets look like ledgers: \(names.joined(separator: ", ")); name one with --sheet")
  }
}
