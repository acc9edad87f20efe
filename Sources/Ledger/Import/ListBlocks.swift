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
