/// Reads `units.csv`: a unit a row, under a header of column names in either language.
struct UnitTable {
  /// Those whose rows are in order.
  private(set) var units: [Unit] = []
  /// Where those stand.
  private var numbers: [Int32] = []
  private var faulty: [UnitRow] = []
  private let table: TableReader?

  /// Those of a unit in `units.yaml`; a table must have a column for the parents.
  static let columns = Section.unit.keys.map {
    TableReader.Column($0, isRequired: $0.isRequired || $0.name == "parent")
  }

  init(_ file: SourceFile, levels: [Level], _ faults: FaultList) {
    table = TableReader(file, Self.columns, faults)
    if let table { read(table, levels) }
  }

  /// Whether no row has faults.
  var isSound: Bool { faulty.isEmpty }

  /// All rows in their order, for whoever looks for what is wrong with them.
  var rows: [UnitRow] {
    guard let table else { return [] }
    let sound = zip(units, numbers).map { unit, number in
      UnitRow(id: unit.id, unit: unit, source: .table(table, row: Int(number)))
    }
    return (sound + faulty).sorted { $0.number < $1.number }
  }

  private mutating func read(_ table: TableReader, _ levels: [Level]) {
    var reader = UnitReader(table, levels)
    units.reserveCapacity(table.estimatedCount)
    table.forEachRow { row in
      switch reader.read(row) {
      case .unit(let unit):
        units.append(unit)
        numbers.append(Int32(row.number))
      case .faulty(let id):
        faulty.append(UnitRow(id: id, unit: nil, source: .table(table, row: row.number)))
      case .nothing: break
      }
    }
  }
}

/// Makes units of rows.
private struct UnitReader {
  enum Reading {
    case unit(Unit)
    case faulty(id: String)
    /// Not even an id.
    case nothing
  }

  private let levels: [Level]
  private let levelsByName: [String: Level]
  private let id, name, word, parent, aliases, counted, code, remote: Int?
  private var level = LastWord<Level?>()
  private var isCounted = LastWord<Bool>()

  init(_ table: TableReader, _ levels: [Level]) {
    self.levels = levels
    levelsByName = Dictionary(
      levels.flatMap { level in [level.name.zh, level.name.en].compactMap { $0 }.map { ($0, level) } },
      uniquingKeysWith: { first, _ in first })
    (id, name, word, parent) = (
      table.index(of: "id"), table.index(of: "name"), table.index(of: "level"), table.index(of: "parent")
    )
    (aliases, counted, code, remote) = (
      table.index(of: "aliases"), table.index(of: "counted"), table.index(of: "code"),
      table.index(of: "remote")
    )
  }

  mutating func read(_ row: borrowing TableReader.Row) -> Reading {
    let (id, name) = (row[at: id], row[at: name])
    let found = level.meaning(of: word, in: row) { $0.flatMap { levelsByName[$0] } }
    let unread = found == nil ? row[at: word] : nil
    if id == nil || name == nil || found == nil && unread == nil { row.requires("id", "name", "level") }
    guard let id else { return .nothing }
    let isFit = !id.utf8.contains(UInt8(ascii: "/"))
    if !isFit { row.refuse(.badCell(id, column: "id"), column: "id") }
    if let unread, !levels.isEmpty { row.refuse(.unknownLevel(unread, among: levels), column: "level") }
    guard let name, let found, isFit else { return .faulty(id: id) }
    return .unit(
      Unit(
        id: id, name: name, level: found, parent: row[at: parent],
        aliases: row[at: aliases]?.split(separator: "|").map(String.init) ?? [],
        counted: isCounted.meaning(of: counted, in: row) { $0 != "false" && $0 != "否" },
        code: row[at: code], isRemote: isRemote(row)))
  }

  /// A mark that is not understood would leave a village out without a word.
  private func isRemote(_ row: borrowing TableReader.Row) -> Bool {
    guard let word = row[at: remote] else { return false }
    if ["true", "是", "偏远", "yes"].contains(word) { return true }
    if !["false", "否", "no"].contains(word) {
      row.refuse(.notAmong(word, KeyWord(own: "remote"), choices: ["true", "false"]), column: "remote")
    }
    return false
  }
}

/// What a column's last word meant. Tens of thousands of rows mostly have the word of the row before.
private struct LastWord<Meaning> {
  private var last: (cell: DelimitedCells.Cell, meaning: Meaning)?

  mutating func meaning(of column: Int?, in row: borrowing TableReader.Row, _ read: (String?) -> Meaning)
    -> Meaning
  {
    guard let cell = row.cell(at: column) else { return read(nil) }
    if let last, row.isSame(last.cell, cell) { return last.meaning }
    let meaning = read(row[at: column])
    last = (cell, meaning)
    return meaning
  }
}
