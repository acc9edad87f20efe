import Ledger
public import Planning

extension Summary {
  /// Aligned text: labels, figures and remarks in columns.
  public func text(_ language: Language) -> String {
    ([heading(language)] + Self.aligned(lines(language), language)).joined(separator: "\n") + "\n"
  }

  /// What the sums consist of, below the summary proper; empty if nobody said.
  public func partsText(_ language: Language) -> String {
    Self.aligned(partLines(language), language).map { $0 + "\n" }.joined()
  }

  /// What belongs to no session, below that: the network, posts, programmes, questionnaires. Empty if there is nothing
  /// of the kind.
  public func sheetText(_ language: Language) -> String {
    Self.aligned(sheets.lines(language), language).map { $0 + "\n" }.joined()
  }

  private static func aligned(_ lines: [SummaryLine], _ language: Language) -> [String] {
    // English labels are longer; yet one that is as long as a sentence moves no other line.
    let labels = lines.map { DiagnosticPrinter.width($0.label) + 2 }.filter { $0 <= 24 }
    let column = max(12, language == .en ? labels.max() ?? 0 : 0)
    return lines.map { line in
      // A bracket brings its own distance.
      let isAlone = line.figure.isEmpty || line.remark.isEmpty || line.remark.hasPrefix("（")
      let width = isAlone ? 0 : max(11, DiagnosticPrinter.width(line.figure) + 2)
      return line.label.padded(to: max(column, DiagnosticPrinter.width(line.label) + 2))
        + line.figure.padded(to: width) + line.remark
    }
  }

  /// A heading and one table.
  public func markdown(_ language: Language, comparison: SummaryComparison? = nil) -> String {
    func cell(_ text: String) -> String { text.markdownCell }
    let rows = (lines(language) + partLines(language) + sheets.lines(language)).map { line in
      "| \(cell(line.label)) | \(cell(line.figure)) | \(cell(line.remark)) |"
    }
    let header = language("| 项目 | 数量 | 说明 |", "| item | figure | remark |")
    let warnings = warnings.map { "- " + $0.text(language) }
    return
      (["# " + heading(language), "", header, "| --- | --- | --- |"] + rows
      + (warnings.isEmpty ? [] : [""])
      + warnings).joined(separator: "\n") + "\n" + (comparison?.markdown(language) ?? "")
  }

  /// Figures, one a row: section, item, number, upper end of a range, certainty, counting word, text.
  public func csv(_ language: Language, comparison: SummaryComparison? = nil) -> String {
    var table = SummaryTable(language)
    table.addSessions(self)
    table.addFigures(self)
    table.addMeasures(self)
    table.addRemarks(self)
    for row in comparison?.rows ?? [] { table.add(row) }
    for row in sheets.flat(language) { table.add("sheet", row.path, n: row.value, row.words) }
    return table.text
  }
}

extension String {
  /// Quoted where RFC 4180 asks for it; what a spreadsheet would run as a formula is disarmed.
  ///
  /// A blank, or a full-width sign, before it does not stop a spreadsheet.
  public var csvCell: String {
    let first = first { !$0.isWhitespace }
    let isRisky =
      first.map { "=+-@＝＋－＠".contains($0) } == true || self.first.map { "\t\r\n".contains($0) } == true
    let text = isRisky && Figure(self) == nil ? "'" + self : self
    guard text.contains(where: { ",\"\r\n".contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  /// One line, with the signs taken out of force that end a cell or begin a tag.
  var markdownCell: String {
    replacing("\\", with: "\\\\").replacing("|", with: "\\|").replacing("<", with: "&lt;")
      .split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
