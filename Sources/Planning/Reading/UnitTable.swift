/// Reads `units.csv`: a unit a row, under a header of column names in either language.
struct UnitTable {
  private(set) var rows: [UnitRow] = []

  /// Those of a unit in `units.yaml`; a table must have a column for the parents.
  private static let columns = Section.unit.keys.map {
    TableReader.Column($0, isRequired: $0.isRequired || $0.name == "parent")
  }

  init(_ file: SourceFile, levels: [Level], _ faults: FaultList) {
    switch SourceText.decode(file.bytes) {
    case .failure(let fault): faults.add(fault.text, at: fault.place)
    case .success(let text):
      guard let table = TableReader(text, Self.columns, faults) else { return }
      rows.reserveCapacity(table.count)
      read(table, levels)
    }
  }

  private mutating func read(_ table: TableReader, _ levels: [Level]) {
    let byName = Dictionary(
      levels.flatMap { level in [level.name.zh, level.name.en].compactMap { $0 }.map { ($0, level) } },
      uniquingKeysWith: { first, _ in first })
    table.forEachRow { row in
      row.requires("id", "name", "level")
      guard let id = row["id"] else { return }
      if id.contains("/") { row.refuse(.badCell(id, column: "id"), column: "id") }
      let level = row["level"].flatMap { byName[$0] }
      if let word = row["level"], level == nil, !levels.isEmpty {
        row.refuse(.unknownLevel(word, among: levels), column: "level")
      }
      var unit: Unit?
      if let name = row["name"], let level, !id.contains("/") {
        unit = Unit(
          id: id, name: name, level: level, parent: row["parent"],
          aliases: row["aliases"]?.split(separator: "|").map(String.init) ?? [],
          counted: !["false", "否"].contains(row["counted"] ?? ""), code: row["code"],
          isRemote: isRemote(row))
      }
      rows.append(UnitRow(id: id, unit: unit, source: .table(row)))
    }
  }

  /// A mark that is not understood would leave a village out without a word.
  private func isRemote(_ row: TableReader.Row) -> Bool {
    guard let word = row["remote"] else { return false }
    if ["true", "是", "偏远", "yes"].contains(word) { return true }
    if !["false", "否", "no"].contains(word) {
      row.refuse(.notAmong(word, KeyWord(own: "remote"), choices: ["true", "false"]), column: "remote")
    }
    return false
  }
}
