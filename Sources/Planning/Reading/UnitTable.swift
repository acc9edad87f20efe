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
    var level = LevelWord(levels)
    table.forEachRow { row in
      let (id, name, word) = (row["id"], row["name"], row["level"])
      if id == nil || name == nil || word == nil { row.requires("id", "name", "level") }
      guard let id else { return }
      let isFit = !id.utf8.contains(UInt8(ascii: "/"))
      if !isFit { row.refuse(.badCell(id, column: "id"), column: "id") }
      let found = word.flatMap { level[$0] }
      if let word, found == nil, !levels.isEmpty {
        row.refuse(.unknownLevel(word, among: levels), column: "level")
      }
      var unit: Unit?
      if let name, let found, isFit {
        unit = Unit(
          id: id, name: name, level: found, parent: row["parent"],
          aliases: row["aliases"]?.split(separator: "|").map(String.init) ?? [],
          counted: row["counted"].map(Self.isCounted) ?? true, code: row["code"], isRemote: Self.isRemote(row)
        )
      }
      rows.append(UnitRow(id: id, unit: unit, source: .table(row)))
    }
  }

  private static func isCounted(_ word: String) -> Bool {
    word == "true" || (word != "false" && word != "否")
  }

  /// A mark that is not understood would leave a village out without a word.
  private static func isRemote(_ row: TableReader.Row) -> Bool {
    guard let word = row["remote"] else { return false }
    if ["true", "是", "偏远", "yes"].contains(word) { return true }
    if !["false", "否", "no"].contains(word) {
      row.refuse(.notAmong(word, KeyWord(own: "remote"), choices: ["true", "false"]), column: "remote")
    }
    return false
  }
}

/// Levels by the words for them. Tens of thousands of rows mostly have the word of the row before.
private struct LevelWord {
  private let byName: [String: Level]
  private var last: (word: String, level: Level?)?

  init(_ levels: [Level]) {
    byName = Dictionary(
      levels.flatMap { level in [level.name.zh, level.name.en].compactMap { $0 }.map { ($0, level) } },
      uniquingKeysWith: { first, _ in first })
  }

  subscript(word: String) -> Level? {
    mutating get {
      if let last, last.word == word { return last.level }
      let level = byName[word]
      last = (word, level)
      return level
    }
  }
}
