import Foundation
import Planning
import Recurrence
import TestSupport
import Testing

@testable import Ledger

/// The readers of text files and workbooks, cell by cell.
struct TableReadingTests {
  static func rows(_ bytes: [UInt8], delimiter: String? = nil) throws -> [TableRow] {
    var table = try DelimitedTable(FileBytes(bytes)) { _ in 0 }
    if let delimiter { #expect(table.delimiter == delimiter) }
    var rows: [TableRow] = []
    while let row = try table.next() { rows.append(row) }
    return rows
  }

  static func workbook(_ path: String) throws -> [TableRow] {
    let book = try XLSXWorkbook(path: path)
    var rows = try book.rows(of: try #require(book.sheets.first))
    var found: [TableRow] = []
    while let row = try rows.next() { found.append(row) }
    return found
  }

  /// Without empty cells at the ends of rows, which some writers leave out.
  static func trimmed(_ cells: [String]) -> [String] {
    var cells = cells
    while cells.last == "" { cells.removeLast() }
    return cells
  }

  static func expected(_ name: String) throws -> [[String]] {
    try JSONDecoder().decode(
      [[String]].self, from: Data(contentsOf: ImportFiles.folder.appending(path: name)))
  }

  /// `make.py` wrote the tables and what openpyxl and Python's csv find in them.
  @Test(arguments: [("random-utf-8.csv", ","), ("random-gb18030.csv", ";"), ("random-utf-16.csv", "\t")])
  func `random text tables read as Python's csv reads them`(_ name: String, _ delimiter: String) throws {
    let bytes = [UInt8](try Data(contentsOf: ImportFiles.folder.appending(path: name)))
    let found = try Self.rows(bytes, delimiter: delimiter).map { Self.trimmed($0.cells) }
    let expected = try Self.expected("random.json").map(Self.trimmed)
    #expect(found.count == expected.count)
    for (row, other) in zip(found, expected) { #expect(row == other) }
  }

  @Test(arguments: ["random-1900", "random-1904"], ["", "-lo"])
  func `random workbooks read as openpyxl reads them`(_ name: String, _ writer: String) throws {
    let found = try Self.workbook(ImportFiles.path("\(name)\(writer).xlsx")).map { Self.trimmed($0.cells) }
    let expected = try Self.expected("\(name).json").map(Self.trimmed)
    #expect(found.count == expected.count)
    for (row, other) in zip(found, expected) { #expect(row == other) }
  }

  @Test(arguments: [
    ("a,b\r\nc,d", [["a", "b"], ["c", "d"]]), ("a,b\rc,d\r", [["a", "b"], ["c", "d"]]),
    ("\"a\"\"b\",\"c,d\"\n\"e\nf\",g\n", [["a\"b", "c,d"], ["e\nf", "g"]]),
    ("a,b\n\n,\nc,d", [["a", "b"], [""], ["", ""], ["c", "d"]]),
    ("sep=;\na;b,c\n", [["a", "b,c"]]), ("a，b\nc，d\n", [["a", "b"], ["c", "d"]]),
    ("甲,=\"0771\"\n乙,\" x \"y\n", [["甲", "0771"], ["乙", "x y"]]),
    ("a,b\n\"x\" tail,c\n", [["a", "b"], ["x tail", "c"]]),
  ])
  func `quotes, line ends and delimiters are read as spreadsheets write them`(
    _ text: String, _ cells: [[String]]
  ) throws {
    #expect(try Self.rows([UInt8](text.utf8)).map(\.cells) == cells)
  }

  @Test func `a quotation mark too many spoils its own line and no other`() throws {
    let rows = try Self.rows([UInt8]("姓名,电话,人数\n甲,1,2\n\"乙,3,4\n丙,5,6\n\"丁\",7,8\n".utf8))
    #expect(rows.map { $0[0] } == ["姓名", "甲", "\"乙", "丙", "丁"])
    #expect(rows.map { $0.faults.isEmpty } == [true, true, false, true, true])
    #expect(rows.map(\.number) == [1, 2, 3, 4, 5])
  }

  @Test func `a line in another encoding is named, with what it probably says`() throws {
    let decoder = GB18030Decoder()
    #expect(
      decoder.utf8([0xD0, 0xD5, 0x95, 0x32, 0x82, 0x36]).map { String(decoding: $0, as: UTF8.self) } == "姓𠀀")
    #expect(decoder.utf8([0xFF, 0x41]) == nil)
    let text = [UInt8]("姓名,人数\n甲,1\n".utf8) + [0xD2, 0xD2, 0x2C, 0x32, 0x0A] + [UInt8]("丙,3\n".utf8)
    let rows = try Self.rows(text)
    #expect(rows.map { $0[0] } == ["姓名", "甲", "乙", "丙"])
    #expect(rows.map(\.faults.count) == [0, 0, 1, 0])
    #expect(rows[2].faults.first?.reason.zh.contains("UTF-8") == true)
  }

  @Test(
    arguments: [
      // 姓名,人數 and 張三,2 in Big5; 今天,明天 in GB18030.
      (
        [0xA9, 0x6D, 0xA6, 0x57, 0x2C, 0xA4, 0x48, 0xBC, 0xC6, 0x0A, 0xB1, 0x69, 0xA4, 0x54, 0x2C, 0x32],
        "Big5"
      ), ([0xBD, 0xF1, 0xCC, 0xEC, 0x2C, 0xC3, 0xF7, 0xCC, 0xEC, 0x0A], "今天 | 明天"),
    ] as [([UInt8], String)])
  func `text of another encoding is told from a table without a header`(_ bytes: [UInt8], _ word: String)
    async throws
  {
    try await ImportFiles.withFolder { folder in
      let file = folder.appending(path: "table.csv")
      try Data(bytes).write(to: file)
      let fault = #expect(throws: TableFault.self) { try TableFile(path: file.path, sheet: nil) }
      #expect(fault?.reason.zh.contains(word) == true)
    }
  }

  @Test func `UTF-16 without a mark is told from its zero bytes, and half a character spoils one line`()
    throws
  {
    var bytes: [UInt8] = []
    for unit in "名,数\n甲,1\n".utf16 { bytes += [UInt8(unit >> 8), UInt8(unit & 0xFF)] }
    #expect(try Self.rows(bytes).map(\.cells) == [["名", "数"], ["甲", "1"]])
    let rows = try Self.rows([
      0xFF, 0xFE, 0x61, 0, 0x2C, 0, 0x62, 0, 0x0A, 0, 0x3D, 0xD8, 0x2C, 0, 0x31, 0, 0x0A, 0,
    ])
    #expect(rows.map(\.faults.count) == [0, 1])
  }

  @Test(arguments: [
    ("yyyy-mm-dd", true), ("m/d/yy", true), ("yyyy\"年\"m\"月\"", true), ("[$-804]yyyy/m/d;@", true),
    ("h:mm", true), ("[h]:mm", false),
    ("General", false), ("0.00\"d\"", false), ("#,##0\\d", false), ("[Red]0.00", false), ("mmm", true),
    ("0.00E+00", false), ("@", false),
  ])
  func `a number is a date if its format says so`(_ code: String, _ isDate: Bool) {
    #expect(XLSXStyles.isDate(code) == isDate)
  }

  @Test(arguments: [
    ("0\"万人\"", "2万人"), ("\"约\"0", "约2"), ("#,##0\\人", "2人"), ("0\"余人\"_ ;[Red]-0", "2余人"),
    ("[$-804]General\"户\"", "2户"), ("G/通用格式\"份\"", "2份"), ("\"¥\"#,##0.00", "2"), ("_ * #,##0_ ", "2"),
    ("0.0,\"万\"", "2"), ("0!.0,\"万\"", "2"), ("[>9]0\"余\";0", "2"), ("0%", "2"), ("0\"年\"00\"月\"", "2"),
    ("0", "2"), ("@", "2"), ("yyyy\"年\"", "2"), ("\"不足\"0\"人\"", "不足2人"),
  ])
  func `what a format writes around a number is text of its cell`(_ code: String, _ text: String) {
    let format = XLSXNumberFormat(code)
    #expect(format?.text("2") ?? "2" == text)
    #expect(format?.text("-2") ?? "-2" == "-2")
  }

  @Test(arguments: [
    ("0;-0;;@", ""), ("#,###", ""), ("General;-General;\"无\"", "无"), ("0", "0"), ("#,##0\"人\"", "0人"),
    ("0;-0", "0"), ("[=0]\"否\";0", "0"), ("_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"??_ ;_ @_ ", "0"),
  ])
  func `a format may show nothing where a cell holds 0`(_ code: String, _ text: String) {
    #expect(XLSXNumberFormat(code)?.text("0") ?? "0" == text)
  }

  @Test func `days are counted as Excel counts them, with the leap day that never was`() {
    #expect(ExcelDate.date(serial: 45119)?.description == "2023-07-12")
    #expect(ExcelDate.date(serial: 59)?.description == "1900-02-28")
    #expect(ExcelDate.date(serial: 60) == nil)
    #expect(ExcelDate.date(serial: 61)?.description == "1900-03-01")
    #expect(ExcelDate.date(serial: 43657, .year1904)?.description == "2023-07-12")
    #expect(ExcelDate.date(serial: 0) == nil && ExcelDate.date(serial: 3_000_000) == nil)
  }

  @Test(
    arguments: [
      ("7月12日", "07-12"), ("7.12", "07-12"), ("2023/7/12", "2023-07-12"), ("2023年7月12号", "2023-07-12"),
      ("45119", "2023-07-12"),
      ("20230712", "2023-07-12"), ("2023-07-12 09:30", "2023-07-12"), ("7月12日（周三）下午", "07-12"),
      ("七月十二日", "07-12"),
      ("二〇二三年七月十二日", "2023-07-12"), ("２０２３．７．１２", "2023-07-12"), ("13/7/2023", "2023-07-13"),
      ("2月29日", "02-29"),
      ("2月30日", nil), ("13.1", nil), ("7/12/2023", nil), ("12", nil), ("2023", nil), ("7.12.3", nil),
      ("待定", nil), ("99999", nil),
    ] as [(String, String?)])
  func `dates are read as people type them`(_ text: String, _ date: String?) {
    #expect(LooseDate(text)?.text == date)
  }
}
