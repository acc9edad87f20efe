/// What a workbook says about its sheets, before any row is read.
final class XLSXWorkbook {
  struct Sheet: Hashable {
    let name: String
    let isHidden: Bool
    fileprivate let part: String
  }

  private let package: XLSXPackage
  private(set) var sheets: [Sheet] = []
  private let styles = XLSXStyles()
  private let strings = XLSXSharedStrings()
  private let epoch: ExcelDate.Epoch

  init(path: String) throws(TableFault) {
    package = try XLSXPackage(path: path)
    let relations = XLSXRelations()
    try package.read("_rels/.rels", relations)
    let root = relations.target(ofType: "/officeDocument", from: "") ?? "xl/workbook.xml"
    let book = XLSXBookListener()
    guard try package.read(root, book) else { throw Self.refusal(package) }
    epoch = book.is1904 ? .year1904 : .year1900
    let parts = XLSXRelations()
    let folder = root.split(separator: "/").dropLast().joined(separator: "/")
    try package.read("\(folder)/_rels/\(root.split(separator: "/").last ?? "").rels", parts)
    for entry in book.sheets {
      guard let part = parts.target(ofID: entry.relation, type: "/worksheet", from: folder) else { continue }
      sheets.append(Sheet(name: entry.name, isHidden: entry.isHidden, part: part))
    }
    if let part = parts.target(ofType: "/styles", from: folder) { try package.read(part, styles) }
    if let part = parts.target(ofType: "/sharedStrings", from: folder) {
      try package.read(part, strings)
      if strings.isTooLarge { throw .bomb }
    }
  }

  /// What an archive is that is no workbook.
  private static func refusal(_ package: XLSXPackage) -> TableFault {
    if package.has("xl/workbook.bin") {
      return TableFault(zh: "这是 .xlsb 文件；请另存为 .xlsx 再导入", en: "this is an .xlsb file; save it as .xlsx")
    }
    if package.has("content.xml") {
      return TableFault(zh: "这是 .ods 表格；请另存为 .xlsx 再导入", en: "this is an .ods file; save it as .xlsx")
    }
    if package.has("word/document.xml") {
      return TableFault(
        zh: "这是 Word 文档；请把表格复制到 Excel 或 WPS 表格，存为 .xlsx 再导入",
        en: "this is a Word document; copy the table into a spreadsheet and save it as .xlsx")
    }
    return TableFault(
      zh: "这个压缩包里没有工作簿；请解压后导入里面的表格文件",
      en: "there is no workbook in this archive; unpack it and import the table itself")
  }

  func rows(of sheet: Sheet) throws(TableFault) -> XLSXRows {
    let merges = XLSXMergeListener()
    // Few sheets have merged cells, which stand behind all rows.
    if try package.mayHold("mergeCell", in: sheet.part) { try package.read(sheet.part, merges) }
    guard let part = try package.part(sheet.part) else { throw .damagedWorkbook }
    return try XLSXRows(
      part, merges: merges.regions, reader: XLSXCellReader(strings: strings, styles: styles, epoch: epoch))
  }
}

private final class XLSXBookListener: XMLListener {
  var sheets: [(name: String, relation: String, isHidden: Bool)] = []
  var is1904 = false

  func began(_ name: XMLText, _ attributes: XMLAttributes) {
    if name == "workbookPr" { is1904 = attributes.isTrue("date1904") }
    // The relation's attribute is r:id; sheetId is another.
    if name == "sheet", let title = attributes["name"], let relation = attributes["id"] {
      let state = attributes["state"] ?? "visible"
      sheets.append((title, relation, state != "visible"))
    }
  }

  func ended(_ name: XMLText) {}
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// Which part is meant by which id.
private final class XLSXRelations: XMLListener {
  private var relations: [(id: String, type: String, target: String)] = []

  func began(_ name: XMLText, _ attributes: XMLAttributes) {
    guard name == "Relationship", let id = attributes["Id"], let type = attributes["Type"],
      let target = attributes["Target"]
    else { return }
    relations.append((id, type, target))
  }

  func ended(_ name: XMLText) {}
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

  func target(ofType type: String, from folder: String) -> String? {
    relations.first { $0.type.hasSuffix(type) }.map { Self.resolved($0.target, folder) }
  }

  func target(ofID id: String, type: String, from folder: String) -> String? {
    relations.first { $0.id == id && $0.type.hasSuffix(type) }.map { Self.resolved($0.target, folder) }
  }

  private static func resolved(_ target: String, _ folder: String) -> String {
    var path = target.hasPrefix("/") ? [] : folder.split(separator: "/").map(String.init)
    for step in target.split(separator: "/") where step != "." {
      if step == ".." { _ = path.popLast() } else { path.append(String(step)) }
    }
    return path.joined(separator: "/")
  }
}

/// The texts that cells share.
final class XLSXSharedStrings: XMLListener {
  private var texts: [String] = []
  private var current: [UInt8] = []
  private var isText = false
  private var phonetic = 0
  private var size = 0
  private(set) var isTooLarge = false

  subscript(index: Int) -> String? { texts.indices.contains(index) ? texts[index] : nil }

  func began(_ name: XMLText, _ attributes: XMLAttributes) {
    switch name {
    case "si": current.removeAll(keepingCapacity: true)
    case "rPh": phonetic += 1
    case "t": isText = phonetic == 0
    default: break
    }
  }

  func ended(_ name: XMLText) {
    switch name {
    case "si":
      size += current.count + 16
      isTooLarge = isTooLarge || size > TableLimits.sharedText
      if !isTooLarge { texts.append(XLSXText.decoded(current)) }
    case "rPh": phonetic -= 1
    case "t": isText = false
    default: break
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    if isText, current.count < TableLimits.cell { current.append(contentsOf: bytes) }
  }
}

enum XLSXText {
  /// Without blanks around it and with `_x000D_` as the character it stands for.
  static func decoded(_ bytes: [UInt8]) -> String {
    let text = String(decoding: bytes, as: UTF8.self).withoutInvisible.trimmed
    guard bytes.contains(UInt8(ascii: "_")) else { return text }
    return text.replacing(#/_x([0-9A-Fa-f]{4})_/#) { match in
      UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? String(match.0)
    }.trimmed
  }
}
