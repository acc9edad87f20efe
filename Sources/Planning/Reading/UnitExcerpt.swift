/// A table of units cut down to one of them and those above it: who enters something into one session needs no other of
/// the tens of thousands of a region.
struct UnitExcerpt {
  let file: SourceFile

  private struct Row {
    let id, parent: DelimitedCells.Cell
    let range: Range<Int>
  }

  /// Nil if the unit or one above it does not stand there, or not once and plainly: then the whole table has to be read.
  init?(of unit: String, in file: SourceFile) {
    guard let table = TableReader(file, UnitTable.columns, FaultList(file: file.path)),
      let (id, parent) = table.index(of: "id").flatMap({ id in table.index(of: "parent").map { (id, $0) } })
    else { return nil }
    func rows(_ each: ((borrowing TableReader.Row) -> Void) -> Void) -> [Row] {
      var rows: [Row] = []
      each { row in
        guard let own = row.cell(at: id), let above = row.cell(at: parent) else { return }
        rows.append(Row(id: own, parent: above, range: row.range))
      }
      return rows
    }
    let all = table.isQuoted ? rows(table.forEachRow) : nil
    var lineage: [Row] = []
    var wanted = ArraySlice(unit.utf8)
    while !wanted.isEmpty {
      guard
        let row = Self.only(
          wanted, among: all ?? rows { table.forEachRow(holding: wanted, $0) }, file.bytes),
        !lineage.contains(where: { $0.range == row.range })
      else { return nil }
      lineage.append(row)
      wanted = file.bytes[row.parent.start..<row.parent.end]
    }
    var bytes = Array(file.bytes[..<table.bodyStart])
    for row in lineage.reversed() { bytes += file.bytes[row.range] + [UInt8(ascii: "\n")] }
    self.file = SourceFile(path: file.path, bytes: bytes)
  }

  private static func only(_ id: ArraySlice<UInt8>, among rows: [Row], _ bytes: [UInt8]) -> Row? {
    id.withUnsafeBufferPointer { id in
      bytes.withUnsafeBufferPointer { bytes in
        var found: Row?
        for row in rows where row.id.end - row.id.start == id.count {
          guard id.elementsEqual(bytes[row.id.start..<row.id.end]) else { continue }
          if found != nil { return nil }
          found = row
        }
        return found
      }
    }
  }
}
