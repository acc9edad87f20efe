import Planning

/// Goes through the rows of a table: leaves out what is no data, fills in what 同上 means, counts rows.
struct TableWalk: RowSource {
  struct Data {
    /// Counted from 1 among the rows with data.
    let index: Int
    var row: TableRow
    /// How far to the right of its columns it stands, of the second of two lists side by side.
    var offset = 0
    var moved: Range<Int>?
    /// The row of another table's header that it stands under; nil under the first.
    var otherHeader: Int?

    /// Where a column's cell stands in the file.
    func address(_ column: Int) -> String {
      let isMoved = moved?.contains(column) ?? false
      return CellAddress.text(column: column + (isMoved ? offset : 0), row: row.number)
    }
  }

  struct Total {
    let row: TableRow
    let word: String
    /// Tables of events side by side have one row of sums.
    var blocks: ListBlocks?

    /// What it says of columns whose figures belong together, such as 男 and 女; nil if it says nothing of them.
    func sum(of columns: [Int]) -> Figure? {
      let columns = blocks.map { blocks in columns.flatMap(blocks.columns) } ?? columns
      let printed = columns.compactMap { column -> Figure? in
        let text = row[column]
        if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return Figure(text) }
        return (try? CountPhrase(text))?.quantity.n
      }
      return printed.isEmpty ? nil : printed.reduce(.zero, +)
    }
  }

  enum Step {
    case data(Data)
    case total(Total)
  }

  /// A cell that took the value from above.
  struct Filled: Hashable, Sendable {
    let row: Int
    let column: String
    let value: String
  }

  private(set) var file: TableFile
  let header: TableHeader
  private(set) var shape: TableShape
  private(set) var filled: [Filled] = []
  private(set) var mergedRows = 0
  private var above: [String] = []
  private(set) var rows = 0
  private var last: Int
  /// The rows of the other lists of a row.
  private var waiting: ArraySlice<Step> = []
  /// Where a second table with other columns begins.
  private(set) var otherHeader: Int?
  /// Columns in which something stands and no header says what, and in how many rows.
  private(set) var strays = 0
  private let unnamed: [Int]
  /// Whether commas part its cells, so that one too many moves all that follow.
  let isDelimited: Bool

  init(_ file: TableFile) {
    self.file = file
    header = file.header
    last = file.header.lastRow
    isDelimited = file.delimiter != nil
    unnamed = file.header.cells.indices.filter { file.header.cells[$0].isEmpty }
    shape = TableShape(titles: file.titles, blanks: file.blanksAbove)
  }

  /// The next row that matters; nil at the end.
  mutating func next() throws(TableFault) -> Step? {
    if let step = waiting.popFirst() { return step }
    while let row = try file.next() {
      // Workbooks may leave rows without any cell out; in text a record may span lines.
      if file.sheet != nil { shape.blanks += max(0, row.number - last - 1) }
      last = row.number
      if isBlank(row) {
        shape.blanks += 1
      } else if let word = totalWord(of: row) {
        shape.totals += 1
        return .total(Total(row: row, word: word, blocks: isOfEvents ? header.blocks : nil))
      } else if header.isRepeated(by: row) || isFootnote(row) {
        shape.others += 1
      } else if let other = TableHeader(below: row) {
        shape.others += 1
        otherHeader = header.isLike(other) ? otherHeader : row.number
      } else if let blocks = header.blocks {
        waiting = split(fill(row), blocks)
        if let step = waiting.popFirst() { return step }
      } else {
        rows += 1
        if row.cells.count > header.cells.count || !unnamed.isEmpty, hasStrays(row) { strays += 1 }
        return .data(Data(index: rows, row: fill(row), otherHeader: otherHeader))
      }
    }
    return nil
  }

  private func hasStrays(_ row: TableRow) -> Bool {
    // In delimited text of events such a row is refused.
    (!isDelimited || !isOfEvents) && row.cells.dropFirst(header.cells.count).contains { !$0.isEmpty }
      || unnamed.contains { !row[$0].isEmpty }
  }

  private mutating func split(_ row: TableRow, _ blocks: ListBlocks) -> ArraySlice<Step> {
    var found: ArraySlice<Step> = []
    for (part, offset) in blocks.rows(of: row) where !isBlank(part) {
      if let word = totalWord(of: part) {
        shape.totals += 1
        found.append(.total(Total(row: part, word: word)))
      } else {
        rows += 1
        found.append(.data(Data(index: rows, row: part, offset: offset, moved: blocks.first)))
      }
    }
    return found
  }

  /// A printed row number, or a village that is merged over rows nobody signed, is no data.
  private func isBlank(_ row: TableRow) -> Bool {
    guard row.faults.isEmpty else { return false }
    let number = header[.number]
    return row.cells.indices.allSatisfy { column in
      row.cells[column].isEmpty || (column == number && row.cells[column].allSatisfy(\.isNumber))
        || row.merged.contains { $0.column == column }
    }
  }

  private var isOfEvents: Bool { !header.isOfPeople }
  /// Whether its rows are units and how many came from each.
  private var isOfCounts: Bool {
    isOfEvents && !header.has(.title) && !header.has(.date) && !header.has(.month)
  }

  private func totalWord(of row: TableRow) -> String? {
    TableShape.totalWord(of: row, number: header[.number], name: isOfEvents ? nil : header[.name])
      ?? (isOfEvents ? TableShape.eventTotalWord(of: row, unit: header[.unit], title: header[.title]) : nil)
      ?? (isOfCounts ? TableShape.wholeWord(of: row) : nil)
  }

  private func isFootnote(_ row: TableRow) -> Bool {
    if isOfEvents, row.faults.isEmpty,
      TableShape.isEventNote(row, date: header[.date], titles: shape.titles)
    {
      return true
    }
    guard row.faults.isEmpty, TableShape.isFootnote(row) else { return false }
    // 备注： alone in the remark's column of a row with a name is data.
    guard !TableShape.isPrinted(row), let name = header[.name] else { return true }
    return row[name].isEmpty || row[name].contains { $0 == "：" || $0 == ":" }
  }

  private mutating func fill(_ row: TableRow) -> TableRow {
    var row = row
    if !row.merged.isEmpty { mergedRows += 1 }
    for column in row.cells.indices {
      if row.cells[column].utf8.first == UInt8(ascii: "'") {
        row.cells[column] = SetApartFile.restored(row.cells[column])
      }
      if TableShape.isDitto(row.cells[column]), column < above.count, !above[column].isEmpty {
        row.cells[column] = above[column]
        let name = column < header.cells.count ? header.cells[column] : CellAddress.letters(column)
        if filled.count < 10_000 { filled.append(Filled(row: rows, column: name, value: above[column])) }
      }
    }
    above = row.cells
    return row
  }
}
