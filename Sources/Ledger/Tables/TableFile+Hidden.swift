import Planning

extension TableFile {
  /// What was read although nobody sees it who opens the sheet; nil for nothing. Known once all rows were read.
  func hidden(_ header: TableHeader) -> BilingualText? {
    let (rows, spans) = hiddenParts
    let below = rows.filter { $0 > header.lastRow }
    let columns = header.cells.indices.filter { column in
      !header.cells[column].isEmpty && spans.contains { $0.contains(column) }
    }
    guard !below.isEmpty || !columns.isEmpty else { return nil }
    let letters = columns.map { CellAddress.letters($0) }.joined(separator: "、")
    let numbers = below.prefix(5).map { "\($0)" }.joined(separator: "、") + (below.count > 5 ? "…" : "")
    var zh: [String] = []
    var en: [String] = []
    if !below.isEmpty {
      zh.append("\(below.count) 行（第 \(numbers) 行）")
      en.append("\(below.count) row\(below.count == 1 ? "" : "s") (\(numbers))")
    }
    if !columns.isEmpty {
      zh.append("\(columns.count) 列（\(letters)）")
      en.append("\(columns.count) column\(columns.count == 1 ? "" : "s") (\(letters))")
    }
    return BilingualText(
      zh: "隐藏的 \(zh.joined(separator: "和 "))也读了",
      en: "read although hidden: \(en.joined(separator: " and "))")
  }
}
