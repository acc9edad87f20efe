/// Reads `units.csv`: a unit a row, under a header of column names.
struct UnitTable {
  private(set) var units: [Unit] = []
  private var lines: [String: Int] = [:]

  static let columns = ["id", "name", "level", "parent", "aliases", "counted", "code"]

  init(_ file: SourceFile, levels: [Level], _ faults: FaultList) {
    guard case .success(let text) = SourceText.decode(file.bytes) else {
      if case .failure(let fault) = SourceText.decode(file.bytes) { faults.add(fault.text, at: fault.place) }
      return
    }
    var rows = DelimitedText.rows(of: text)
    let header = rows.isEmpty ? [] : rows.removeFirst().map { TimeLanguage.trimmed($0) }
    let missing = ["id", "name", "level", "parent"].filter { !header.contains($0) }
    guard missing.isEmpty else {
      faults.add(.missingColumns(missing), at: Place(line: 1, column: 1))
      return
    }
    read(rows, header: header, levels: levels, faults)
  }

  /// Of a unit's row, from 1; the last one if its id stands twice.
  func line(of id: String) -> Int? { lines[id] }

  private mutating func read(_ rows: [[String]], header: [String], levels: [Level], _ faults: FaultList) {
    let columns = Dictionary(header.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let byName = Dictionary(
      levels.flatMap { level in [level.name.zh, level.name.en].compactMap { $0 }.map { ($0, level) } },
      uniquingKeysWith: { first, _ in first })
    units.reserveCapacity(rows.count)
    for (index, row) in rows.enumerated() where !(row.count == 1 && row[0].isEmpty) {
      let place = Place(line: index + 2, column: 1)
      guard row.count == header.count else {
        faults.add(.wrongCellCount(row.count, expected: header.count), at: place)
        continue
      }
      func cell(_ name: String) -> String? {
        columns[name].map { row[$0] }.flatMap { $0.isEmpty ? nil : $0 }
      }
      guard let id = cell("id"), !id.contains("/"), let name = cell("name") else {
        faults.add(.badCell(row.prefix(2).joined(separator: ","), column: "id, name"), at: place)
        continue
      }
      guard let level = cell("level").flatMap({ byName[$0] }) else {
        faults.add(.unknownLevel(cell("level") ?? "", among: levels), at: place)
        continue
      }
      lines[id] = index + 2
      units.append(
        Unit(
          id: id, name: name, level: level, parent: cell("parent"),
          aliases: cell("aliases")?.split(separator: "|").map(String.init) ?? [],
          counted: !["false", "否"].contains(cell("counted") ?? ""), code: cell("code")))
    }
  }
}
