import Planning

extension BilingualText {
  /// Chinese, and English behind a slash.
  var inBoth: String { en.map { "\(zh) / \($0)" } ?? zh }
}

/// The rows that were not taken, as a CSV file that Excel opens: the table's own header, its titles above, and what is wrong
/// with each row beside it. Corrected, it can be imported as it is.
struct SetApartFile {
  private let titles: [TableRow]
  private let header: TableHeader
  /// The import that the rows belong to, so that they come in as its rest.
  private let importID: String?

  init(_ header: TableHeader, _ shape: TableShape, importID: String?) {
    titles = shape.titles
    self.header = header
    self.importID = importID
  }

  /// - `rows`: With the reason of each.
  func contents(_ rows: [TableRow], reasons: [String]) -> TableReport.SetApart? {
    guard !rows.isEmpty else { return nil }
    let ownRoles: Set<ColumnRole> = [.setApartReason, .setApartFrom, .setApartLine]
    let columns = header.cells.indices.filter { column in
      !ownRoles.contains { header.all($0).contains(column) }
    }
    let width = max(columns.last.map { $0 + 1 } ?? 0, 1)
    // The byte order mark tells Excel that this is UTF-8.
    var text = "\u{FEFF}"
    for title in titles { text += line(title.cells) }
    text += line(columns.map { header.cells[$0] } + ["待改原因", "原表行号"] + (importID == nil ? [] : ["所属导入"]))
    for (row, reason) in zip(rows, reasons) {
      var cells = columns.map { row[$0] }
      if row.cells.count > width, row.faults.contains(where: { $0.column == nil }) {
        cells[cells.count - 1] += row.cells[width...].joined(separator: " ")
      }
      // What stands beyond the header stays beyond it, so that the row is refused again until somebody mends it.
      let extra =
        importID == nil && row.faults.isEmpty
        ? row.cells.dropFirst(header.cells.count).filter { !$0.isEmpty } : []
      text += line(cells + [reason, String(row.number)] + (importID.map { [$0] } ?? []) + extra)
    }
    return TableReport.SetApart(text: text, rows: rows.count)
  }

  private func line(_ cells: [String]) -> String {
    cells.map { DelimitedText.cell(Self.harmless($0)) }.joined(separator: ",") + "\r\n"
  }

  /// A cell that a spreadsheet would run as a formula, with the mark before it that makes it text.
  static func harmless(_ text: String) -> String {
    guard let first = text.first, "=+-@\t\r＝＋－＠".contains(first) else { return text }
    return "'" + text
  }

  /// What ``harmless(_:)`` wrote, as it was.
  static func restored(_ text: String) -> String {
    guard text.first == "'", let second = text.dropFirst().first, "=+-@\t\r＝＋－＠".contains(second) else {
      return text
    }
    return String(text.dropFirst())
  }
}
