/// A unit as the table of units has it.
struct UnitRow {
  let id: String
  /// Nil if its row has faults.
  let unit: Unit?
  let source: Source

  enum Source {
    case table(TableReader, row: Int)
    case node(id: Place, parent: Place)
  }

  var place: Place {
    switch source {
    case .table(let table, let row): table.place("id", inRow: row)
    case .node(let id, _): id
    }
  }

  var parentPlace: Place {
    switch source {
    case .table(let table, let row): table.place("parent", inRow: row)
    case .node(_, let parent): parent
    }
  }

  /// Of a table's row, counted from 0 for the header.
  var number: Int {
    switch source {
    case .table(_, let row): row
    case .node(let id, _): id.line
    }
  }
}

/// Finds everything that keeps a table of units from being a tree, where ``UnitTree`` stops at the first.
struct UnitCheck {
  /// Those that do form a tree.
  let units: [Unit]

  init(_ rows: [UnitRow], _ faults: FaultList) {
    let first = Dictionary(rows.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    lazy var idsByName = Dictionary(
      rows.compactMap { row in row.unit.map { ($0.name, row.id) } }, uniquingKeysWith: { first, _ in first })
    var seen: Set<String> = []
    var root: String?
    var sound: Set<String> = []
    var candidates: [Unit] = []
    for row in rows {
      guard seen.insert(row.id).inserted else {
        let line = first[row.id]?.place.line ?? 0
        faults.add(.unitTree(.duplicate(id: row.id), firstLine: line, likely: nil), at: row.place)
        continue
      }
      guard let unit = row.unit else { continue }
      if let fault = Self.fault(of: unit, parent: unit.parent.flatMap { first[$0] }, root: root) {
        let likely = unit.parent.flatMap { idsByName[$0] }
        faults.add(.unitTree(fault, firstLine: 0, likely: likely), at: row.parentPlace)
        continue
      }
      if unit.parent == nil { root = unit.id }
      candidates.append(unit)
    }
    // Whoever stands below a unit with faults is no fault; level by level, since a parent may follow in the file.
    for unit in candidates.sorted(by: { $0.level < $1.level }) where unit.parent.map(sound.contains) ?? true {
      sound.insert(unit.id)
    }
    units = candidates.filter { sound.contains($0.id) }
  }

  private static func fault(of unit: Unit, parent: UnitRow?, root: String?) -> UnitTreeFault? {
    guard let name = unit.parent else { return root.map { .secondRoot(id: unit.id, root: $0) } }
    guard let parent else { return .unknownParent(id: unit.id, parent: name) }
    guard let above = parent.unit, above.level >= unit.level else { return nil }
    return .notBelow(id: unit.id, parent: name)
  }
}
