/// Reads `contacts.csv`: a person at a post a row, under a header of column names.
///
/// The faults name columns, units and roles, never a person.
struct ContactTable {
  private(set) var holders: [Contacts.Holder] = []
  /// The lines of posts that are written down with nobody in them.
  private(set) var emptyPosts: [(unit: String, role: String, line: Int)] = []

  static let columns = ["unit", "role", "person", "mention", "deputy_of"]
  private static let chinese = [
    "单位": "unit", "岗位": "role", "姓名": "person", "提及": "mention", "代理": "deputy_of",
  ]

  init(_ file: SourceFile, tree: UnitTree, _ faults: FaultList) {
    switch SourceText.decode(file.bytes) {
    case .failure(let fault): faults.add(fault.text, at: fault.place)
    case .success(let text): read(DelimitedText.rows(of: text), tree, faults)
    }
  }

  private mutating func read(_ rows: [[String]], _ tree: UnitTree, _ faults: FaultList) {
    let header = (rows.first ?? []).map { TimeLanguage.trimmed($0) }.map { Self.chinese[$0] ?? $0 }
    let missing = ["unit", "role", "person"].filter { !header.contains($0) }
    guard missing.isEmpty else {
      faults.add(.missingColumns(missing), at: Place(line: 1, column: 1))
      return
    }
    for name in header where !Self.columns.contains(name) {
      faults.add(.unknownColumn(name, among: Self.columns), at: Place(line: 1, column: 1))
    }
    var rolesOfUnit: [String: Set<String>] = [:]
    let records = rows.dropFirst().enumerated().compactMap { index, row in
      Record(row, header: header, line: index + 2, tree, faults)
    }
    for record in records { rolesOfUnit[record.unit, default: []].insert(record.role) }
    for record in records {
      guard !record.person.isEmpty else {
        emptyPosts.append((record.unit, record.role, record.line))
        continue
      }
      // A deputy's row names the role or the person it stands in for.
      let standsIn = record.deputyOf.map { rolesOfUnit[record.unit]?.contains($0) == true ? $0 : record.role }
      holders.append(
        Contacts.Holder(
          unit: record.unit, role: standsIn ?? record.role, person: record.person, mention: record.mention,
          isDeputy: standsIn != nil))
    }
  }

  /// A row whose unit exists.
  private struct Record {
    let unit: String
    let role: String
    let person: String
    let mention: String?
    let deputyOf: String?
    let line: Int

    /// Nothing that a platform could take for more than one person's id.
    private static func checkedMention(_ text: String) -> String? {
      let everybody = ["all", "everyone", "here", "channel"]
      let id = text.drop { $0 == "@" }
      guard !everybody.contains(id.lowercased()), (1...64).contains(id.utf8.count),
        id.utf8.allSatisfy({
          (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) || "_-.+".utf8.contains($0)
        })
      else { return nil }
      return String(id)
    }

    init?(_ row: [String], header: [String], line: Int, _ tree: UnitTree, _ faults: FaultList) {
      guard !(row.count == 1 && row[0].isEmpty) else { return nil }
      let place = Place(line: line, column: 1)
      guard row.count == header.count else {
        faults.add(.wrongCellCount(row.count, expected: header.count), at: place)
        return nil
      }
      func cell(_ name: String) -> String? {
        let text = header.firstIndex(of: name).map { TimeLanguage.trimmed(row[$0]) }
        return text.flatMap { $0.isEmpty ? nil : $0 }
      }
      guard let name = cell("unit"), let role = cell("role"), !role.contains("/") else {
        faults.add(.emptyCell("unit, role"), at: place)
        return nil
      }
      let named = tree.units(named: name)
      guard let unit = tree[name] ?? (named.count == 1 ? named[0] : nil) else {
        // A table of units that could not be read is reported there.
        if !tree.units.isEmpty { faults.add(.unknownUnit(name, in: tree), at: place) }
        return nil
      }
      (self.unit, self.role, self.line) = (unit.id, role, line)
      person = cell("person") ?? ""
      mention = cell("mention").flatMap(Self.checkedMention)
      if mention == nil, cell("mention") != nil { faults.add(.badMention, at: place) }
      deputyOf = cell("deputy_of")
    }
  }
}
