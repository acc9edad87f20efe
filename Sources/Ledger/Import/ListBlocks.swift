/// Lists that stand side by side on one sheet: 序号, 姓名, 电话, 序号, 姓名, 电话.
struct ListBlocks: Hashable, Sendable {
  /// The columns of the first list; the others follow one after the other.
  let first: Range<Int>
  let count: Int

  /// - Returns: Nil if the header has one list, as nearly all have.
  init?(_ header: [String], names: [Int]) {
    let cells = header.map { HeaderText.normalised($0) }
    guard let name = names.first,
      let again = names.dropFirst().first(where: { cells[$0] == cells[name] })
    else { return nil }
    let width = again - name
    var start = name
    while start > 0, start + width - 1 >= name, cells[start - 1] == cells[start - 1 + width] { start -= 1 }
    var count = 1
    // A blank column between two lists has no counterpart behind the last.
    while (0..<width).allSatisfy({ offset in
      let column = start + count * width + offset
      return cells[start + offset] == (column < cells.count ? cells[column] : "")
    }) { count += 1 }
    guard count > 1 else { return nil }
    (first, self.count) = (start..<(start + width), count)
  }

  /// Tables of events side by side, a month each; nil for one table, and for people.
  init?(ofEvents header: [String]) {
    // Each has its own column of events, and nearly every header has but one.
    let words = header.enumerated().filter { !$0.element.isEmpty }
    let again = Set(
      Dictionary(grouping: words, by: \.element).values.filter { $0.count > 1 }.joined().map(\.offset))
    guard !again.isEmpty else { return nil }
    let roles = again.sorted().map { (column: $0, role: ColumnRole(header: header[$0])) }
    let titles = roles.filter { $0.role == .title }.map(\.column)
    guard !titles.isEmpty, !roles.contains(where: { $0.role == .name }) else { return nil }
    self.init(header, names: titles)
  }

  /// Where the same stands in each list.
  func columns(like column: Int) -> [Int] {
    first.contains(column) ? (0..<count).map { column + $0 * first.count } : [column]
  }

  /// Blanks the header of the others, whose rows are read in the columns of the first.
  func leaveFirst(of header: inout [String]) {
    for column in first.upperBound..<(first.lowerBound + count * first.count) where column < header.count {
      header[column] = ""
    }
  }

  /// A row of the sheet as the rows of its lists, each in the columns of the first. Columns that stand before or behind all
  /// lists belong to each of them.
  func rows(of row: TableRow) -> [(row: TableRow, offset: Int)] {
    let all = first.lowerBound..<(first.lowerBound + count * first.count)
    return (0..<count).map { block in
      let offset = block * first.count
      func place(_ column: Int) -> Int? {
        if !all.contains(column) { return column }
        return first.contains(column - offset) ? column - offset : nil
      }
      var part = row
      for column in row.cells.indices where all.contains(column) { part.cells[column] = "" }
      for column in first where column + offset < row.cells.count {
        part.cells[column] = row.cells[column + offset]
      }
      part.faults = row.faults.compactMap { fault in
        guard let column = fault.column else { return fault }
        return place(column).map { CellFault(column: $0, reason: fault.reason) }
      }
      part.merged = row.merged.compactMap { cell in
        place(cell.column).map { MergedCell(column: $0, origin: cell.origin) }
      }
      return (part, offset)
    }
  }
}
