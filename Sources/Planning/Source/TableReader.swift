/// A table of comma-separated text with column names in its first row, in either language.
///
/// Its rows share it, tens of thousands of them.
final class TableReader {
  /// A column that a table may have.
  struct Column {
    let name: String
    let chinese: String
    let isRequired: Bool
    let meaning: BilingualText

    init(_ name: String, _ chinese: String, isRequired: Bool = false, _ zh: String, _ en: String) {
      (self.name, self.chinese, self.isRequired) = (name, chinese, isRequired)
      meaning = BilingualText(zh: zh, en: en)
    }

    init(_ key: Key, isRequired: Bool) {
      (name, chinese, self.isRequired) = (key.name, key.chinese.first ?? key.name, isRequired)
      meaning = key.meaning
    }
  }

  /// Before the first row.
  private let start: DelimitedCells
  /// Behind the header's line.
  let bodyStart: Int
  private let places: TablePlaces
  /// The titles of the first row.
  private let header: [String]
  private let columns: [Column]
  /// The columns' English names, in their order. So few are found sooner by going through them than by hashing.
  private let names: [String]
  private let faults: FaultList
  private let tally = FaultTally()

  /// Nil, and a fault, if the text is not UTF-8 or columns are missing.
  init?(_ file: SourceFile, _ columns: [Column], _ faults: FaultList) {
    let beginning: Int
    switch SourceText.beginning(of: file.bytes) {
    case .success(let index): beginning = index
    case .failure(let fault):
      faults.add(fault.text, at: fault.place)
      return nil
    }
    start = DelimitedCells(file.bytes, from: beginning)
    places = TablePlaces(file.bytes[beginning...])
    self.columns = columns
    self.faults = faults
    var first = start
    let header = first.advance() ? first.cells.map { TimeLanguage.trimmed(first.text(of: $0)) } : []
    bodyStart = first.position
    self.header = header
    let names = header.map { title in columns.first { $0.chinese == title }?.name ?? title }
    self.names = names
    let isChinese = header.contains { title in columns.contains { $0.chinese == title } }
    let titles = columns.map { isChinese ? $0.chinese : $0.name }
    if let sign = header.joined().first(where: { "，；;\t、".contains($0) }) {
      faults.add(.separator(sign), at: places.place(of: sign, inRow: 0))
      return nil
    }
    let unknown = names.enumerated().filter { _, name in !columns.contains { $0.name == name } }
    let missing = columns.filter { $0.isRequired && !names.contains($0.name) }.map {
      isChinese ? $0.chinese : $0.name
    }
    // A misspelt column is not missing as well, and a missing one may go by any other name.
    let misspelt = Set(unknown.compactMap { Vocabulary.nearest(to: $0.1, among: titles) })
    let lost = missing.filter { !misspelt.contains($0) }
    for (index, title) in unknown where lost.isEmpty || Vocabulary.nearest(to: title, among: titles) != nil {
      faults.add(.unknownColumn(title, titles), at: places.place(row: 0, cell: index))
    }
    if !lost.isEmpty { faults.add(.missingColumns(lost, titles), at: places.place(row: 0, cell: 0)) }
    guard missing.isEmpty else { return nil }
  }

  /// About how many rows there are.
  var estimatedCount: Int { start.bytes.count { $0 == UInt8(ascii: "\n") } }

  /// ``DelimitedCells/isQuoted``
  var isQuoted: Bool { start.isQuoted }

  /// Goes over the rows below the header whose lines hold some bytes, as far as they have as many cells as it has, and
  /// tells nothing of what is wrong with them.
  ///
  /// - Precondition: Nothing is quoted.
  func forEachRow(holding word: ArraySlice<UInt8>, _ body: (borrowing Row) -> Void) {
    var row = Row(table: self, cells: start)
    var position = bodyStart
    while let line = start.line(holding: word, from: position) {
      position = row.read(from: line)
      if row.cells.cells.count == header.count { body(row) }
    }
  }

  /// The rows below the header that have as many cells as it has. What is wrong in the same words in many rows is told
  /// once, with their number.
  func forEachRow(_ body: (borrowing Row) -> Void) {
    let width = header.count
    defer { for (fault, place) in tally.faults { faults.add(fault, at: place) } }
    var row = Row(table: self, cells: start)
    guard row.advance() else { return }
    while row.advance() {
      let count = row.cells.cells.count
      if row.isBlank { continue }
      if count == width {
        body(row)
        continue
      }
      let signs = count < width ? row.texts.joined() : ""
      if let sign = signs.first(where: { "，；;\t".contains($0) }) {
        tally.add(.separator(sign), at: places.place(of: sign, inRow: row.number))
      } else {
        tally.add(
          .wrongCellCount(count, expected: width), at: places.place(row: row.number, cell: min(count, width)))
      }
    }
  }

  /// Where a column stands, for rows that are asked for it again and again; nil if there is no such column.
  func index(of column: String) -> Int? { names.firstIndex(of: column) }

  /// - `row`: Counted from 0 for the header.
  func place(_ column: String, inRow row: Int) -> Place {
    places.place(row: row, cell: index(of: column) ?? 0)
  }

  /// A row by the names of its columns. It is looked at and not kept: what it has shows the next row a moment later.
  struct Row: ~Copyable {
    private let table: TableReader
    /// Counted from 0 for the header.
    private(set) var number = -1
    fileprivate private(set) var cells: DelimitedCells

    fileprivate init(table: TableReader, cells: DelimitedCells) {
      (self.table, self.cells) = (table, cells)
    }

    fileprivate mutating func advance() -> Bool {
      number += 1
      return cells.advance()
    }

    /// - Returns: Where the row behind it begins.
    fileprivate mutating func read(from start: Int) -> Int {
      cells.move(to: start)
      _ = cells.advance()
      return cells.position
    }

    fileprivate var isBlank: Bool { cells.cells.count == 1 && cells.text(of: cells.cells[0]).isEmpty }
    fileprivate var texts: [String] { cells.cells.map(cells.text) }

    /// Where a column's cell stands, for comparing it with another row's.
    func cell(at index: Int?) -> DelimitedCells.Cell? { index.map { cells.cells[$0] } }

    /// Where the row stands, without the line's end.
    var range: Range<Int> {
      guard let first = cells.cells.first, let last = cells.cells.last else { return 0..<0 }
      return first.start..<last.end
    }

    /// Whether two cells, of this row or another, are written the same.
    func isSame(_ cell: DelimitedCells.Cell, _ other: DelimitedCells.Cell) -> Bool {
      cells.isSame(cell, other)
    }

    /// Nil if the cell is empty or there is no such column.
    subscript(column: String) -> String? { self[at: table.index(of: column)] }

    /// - `index`: Of the table's columns.
    subscript(at index: Int?) -> String? {
      guard let index else { return nil }
      let cell = cells.cells[index]
      guard cell.start < cell.end else { return nil }
      let text = cells.text(of: cell)
      if cells.isBare(cell) { return text }
      guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else { return nil }
      if !first.isBlank, !last.isBlank { return text }
      let trimmed = TimeLanguage.trimmed(text)
      return trimmed.isEmpty ? nil : trimmed
    }

    func place(_ column: String) -> Place {
      table.place(column, inRow: number)
    }

    func refuse(_ fault: Fault, column: String) { table.tally.add(fault, at: place(column)) }

    /// Refuses the row if one of these cells is empty.
    func requires(_ columns: String...) {
      guard columns.contains(where: { self[$0] == nil }) else { return }
      for column in table.columns where columns.contains(column.name) && self[column.name] == nil {
        refuse(.emptyCell(title(column), column.meaning), column: column.name)
      }
    }

    /// As the header has it.
    private func title(_ column: Column) -> String {
      table.index(of: column.name).map { table.header[$0] } ?? column.name
    }
  }
}

/// The faults of a table's rows, those in the same words together.
private final class FaultTally {
  private var places: [Fault: [Place]] = [:]
  private var order: [Fault] = []

  /// So many rows may be told the same one by one.
  private static let few = 3

  func add(_ fault: Fault, at place: Place) {
    if places[fault] == nil { order.append(fault) }
    places[fault, default: []].append(place)
  }

  var faults: [(fault: Fault, place: Place?)] {
    order.flatMap { fault -> [(fault: Fault, place: Place?)] in
      let places = places[fault] ?? []
      if places.count <= Self.few { return places.map { (fault, $0) } }
      return [(fault.inRows(places.count), places.first)]
    }
  }
}
