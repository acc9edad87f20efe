/// Keeps columns: rows in brackets that stand below each other, and whose values an author lined up with blanks.
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
    // Any other entry parts the rows.
    for run in node.entries.split(whereSeparator: { !beginsLine($0) }) where run.count > 1 {
      keepBlanks(of: run.map { Row($0, layout) }, areAlike: node.node.elements != nil)
      for rows in run.split(whereSeparator: { !layout.isOneLine($0.value) }) where rows.count > 1 {
        align(rows.map { Row($0, layout) })
      }
    }
    for entry in node.entries { visit(entry.value) }
  }

  /// Whether an entry has brackets that begin in a line of its own.
  private func beginsLine(_ entry: LayoutEntry) -> Bool {
    guard entry.value.form == .brackets, let first = entry.first, !entry.value.entries.isEmpty,
      first == 0 || layout.lineEnds(before: first) > 0 || layout.tokens[first - 1].kind != .comma
    else { return false }
    return (first..<entry.value.tokens.lowerBound).allSatisfy { layout.lineEnds(before: $0 + 1) == 0 }
  }

  /// The tokens of a row that may be lined up: its brace, if a key stands before it, and its values but for the first.
  private struct Row {
    let first: Int
    let opening: Int?
    let cells: [Int?]
    /// The tokens behind commas, at any depth.
    let followers: [Int]
    /// A token, and the width of what stands before it and after the row's beginning.
    var measured: (token: Int, end: Int)

    init(_ entry: LayoutEntry, _ layout: SourceLayout) {
      let start = entry.first ?? entry.value.tokens.lowerBound
      first = start
      opening = entry.key == nil ? nil : entry.value.tokens.lowerBound
      cells = entry.value.entries.dropFirst().map(\.first)
      followers = entry.value.tokens.filter {
        $0 > start && layout.tokens[$0 - 1].kind == .comma && layout.lineEnds(before: $0) == 0
      }
      measured = (start, 0)
    }

    func cell(_ column: Int?) -> Int? {
      guard let column else { return opening }
      return cells.indices.contains(column) ? cells[column] : nil
    }
  }

  private mutating func align(_ rows: [Row]) {
    var rows = rows
    let areJoined = rows.indices.dropFirst().map { isTable(rows[$0 - 1], rows[$0]) }
    let width = rows.map(\.cells.count).max() ?? 0
    for column in [nil] + (0..<width).map(Optional.some) {
      var start = 0
      while start < rows.count {
        var end = start + 1
        while end < rows.count, areJoined[end - 1], let above = rows[end - 1].cell(column),
          let below = rows[end].cell(column), layout.tokens[above].column == layout.tokens[below].column
        {
          end += 1
        }
        if end - start > 1 { lineUp(&rows[start..<end], column) }
        start = end
      }
    }
  }

  /// An author's blanks behind commas stay in rows below each other, even where a column is missed.
  ///
  /// - `areAlike`: Whether they are items of a list; values of different keys only seem to be rows.
  private mutating func keepBlanks(of rows: [Row], areAlike: Bool) {
    let haveRuns = rows.map { row in row.followers.contains { layout.blanks(before: $0) > 1 } }
    for (index, row) in rows.enumerated() where haveRuns[index] {
      let neighbours = [index - 1, index + 1].filter(rows.indices.contains)
      guard areAlike || neighbours.contains(where: { haveRuns[$0] || isTable(rows[$0], row) }) else {
        continue
      }
      for token in row.followers { gaps[token] = max(1, layout.blanks(before: token)) }
    }
  }

  /// Whether two rows have a column to which an author moved a value.
  private func isTable(_ above: Row, _ below: Row) -> Bool {
    guard layout.tokens[above.first].column == layout.tokens[below.first].column else { return false }
    let cells = zip([above.opening] + above.cells, [below.opening] + below.cells)
    return cells.contains { above, below in
      guard let above, let below, layout.tokens[above].column == layout.tokens[below].column else {
        return false
      }
      return max(layout.blanks(before: above), layout.blanks(before: below)) > 1
    }
  }

  private mutating func lineUp(_ rows: inout ArraySlice<Row>, _ column: Int?) {
    let tokens = rows.map { $0.cell(column) ?? $0.first }
    for (row, token) in zip(rows.indices, tokens) { measure(&rows[row], to: token) }
    let blanks = tokens.map { layout.blanks(before: $0) }.min() ?? 1
    // After a key, the widest row has one blank, whatever it had.
    let target = (rows.map(\.measured.end).max() ?? 0) + (column == nil ? 1 : max(1, blanks))
    for (row, token) in zip(rows, tokens) { gaps[token] = target - row.measured.end }
  }

  /// Goes on to a later token, past gaps that are decided.
  private func measure(_ row: inout Row, to token: Int) {
    while row.measured.token < token {
      let (index, end) = row.measured
      let gap = index == row.first ? 0 : gaps[index] ?? layout.gap(before: index)
      row.measured = (index + 1, end + gap + TextWidth.of(layout.text(index)))
    }
  }
}
