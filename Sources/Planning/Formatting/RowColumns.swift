/// Keeps columns: rows in braces that stand below each other, and whose values an author lined up with blanks.
struct RowColumns {
  private let layout: SourceLayout
  private var gaps: [Int: Int] = [:]

  /// Blanks before tokens, by the tokens' indices.
  static func gaps(in layout: SourceLayout) -> [Int: Int] {
    var columns = RowColumns(layout: layout)
    if let root = layout.root { columns.visit(root) }
    return columns.gaps
  }

  private init(layout: SourceLayout) {
    self.layout = layout
  }

  private mutating func visit(_ node: LayoutNode) {
    guard node.form == .block else { return }
    // Rows are what blocks hold in one line; any other entry parts them.
    for run in node.entries.split(whereSeparator: { !isRow($0) }) where run.count > 1 {
      align(run.map(Row.init))
    }
    for entry in node.entries { visit(entry.value) }
  }

  private func isRow(_ entry: LayoutEntry) -> Bool {
    guard entry.value.form == .brackets, let mark = entry.mark else { return false }
    return mark + 1 == entry.value.tokens.lowerBound
      && layout.lineEnds(before: mark + 1) == 0 && layout.isOneLine(entry.value)
  }

  /// The tokens of a row that may be lined up: its brace, if a key stands before it, and its values but for the first.
  private struct Row {
    let start: Int
    let opening: Int?
    let cells: [Int?]

    init(_ entry: LayoutEntry) {
      start = entry.first ?? entry.value.tokens.lowerBound
      opening = entry.key == nil ? nil : entry.value.tokens.lowerBound
      cells = entry.value.entries.dropFirst().map(\.first)
    }

    func cell(_ column: Int) -> Int? { cells.indices.contains(column) ? cells[column] : nil }
  }

  private mutating func align(_ rows: [Row]) {
    // `city-groups:   {`: blanks after a key stay only where the braces are lined up.
    align(rows) { $0.opening }
    for column in 0..<(rows.map(\.cells.count).max() ?? 0) { align(rows) { $0.cell(column) } }
  }

  private mutating func align(_ rows: [Row], _ cell: (Row) -> Int?) {
    var rest = rows[...]
    while let first = rest.first {
      var run = rest.prefix(1)
      while let last = run.last, let next = rest.dropFirst(run.count).first, isTable(last, next),
        let above = cell(last), let below = cell(next), shownColumn(above) == shownColumn(below)
      {
        run = rest.prefix(run.count + 1)
      }
      if run.count > 1 { lineUp(run.map { (cell($0) ?? first.start, $0.start) }) }
      rest = rest.dropFirst(run.count)
    }
  }

  /// Whether two rows have a column to which an author moved a value.
  private func isTable(_ above: Row, _ below: Row) -> Bool {
    let cells = Swift.zip([above.opening] + above.cells, [below.opening] + below.cells)
    return cells.contains { above, below in
      guard let above, let below, shownColumn(above) == shownColumn(below) else { return false }
      return max(layout.blanks(before: above), layout.blanks(before: below)) > 1
    }
  }

  /// - Parameter cells: A token of each row, and the one with which the row begins.
  private mutating func lineUp(_ cells: [(token: Int, start: Int)]) {
    let ends = cells.map { end(of: $0.token, from: $0.start) }
    let target = (ends.max() ?? 0) + max(1, cells.map { layout.blanks(before: $0.token) }.min() ?? 1)
    for (cell, end) in zip(cells, ends) { gaps[cell.token] = target - end }
  }

  private func shownColumn(_ token: Int) -> Int {
    layout.shownColumn(layout.tokens[token].range.lowerBound)
  }

  /// Where what stands before a token will end, counted from the row's beginning.
  private func end(of token: Int, from start: Int) -> Int {
    var width = TextWidth.of(layout.text(start))
    for index in layout.tokens.indices[(start + 1)..<token] {
      width += (gaps[index] ?? layout.gap(before: index)) + TextWidth.of(layout.text(index))
    }
    return width
  }
}
