/// Reads `contacts.csv`: a person at a post a row, under a header of column names.
///
/// The faults name columns, units and roles, never a person.
struct ContactTable {
  private(set) var holders: [Contacts.Holder] = []
  /// Posts that are written down with nobody in them.
  private(set) var emptyPosts: [(unit: String, role: String, place: Place)] = []

  private static let columns: [TableReader.Column] = [
    .init("unit", "单位", isRequired: true, "单位编号或名称", "the unit's id or name"),
    .init("role", "岗位", isRequired: true, "岗位，如 contact", "the role, such as contact"),
    .init("person", "姓名", isRequired: true, "姓名", "the person's name"),
    .init("mention", "提及", "平台上的成员编号或手机号", "the person's id on the platform or mobile number"),
    .init("deputy_of", "代理", "代理谁的岗位", "whose deputy"),
  ]

  init(_ file: SourceFile, tree: UnitTree, faultyUnits: Set<String>, _ faults: FaultList) {
    if let table = TableReader(file, Self.columns, faults) { read(table, tree, faultyUnits) }
  }

  private mutating func read(_ table: TableReader, _ tree: UnitTree, _ faultyUnits: Set<String>) {
    var records: [Record] = []
    var guesses = 0
    table.forEachRow { row in
      switch Record.read(row, tree) {
      case .success(let record): records.append(record)
      case .failure(let unknown):
        // A table of units that could not be read is reported there.
        guard let name = unknown.unit, !tree.units.isEmpty, !faultyUnits.contains(name) else { return }
        guesses += 1
        // To look for the nearest of many names, for many names, would take minutes.
        row.refuse(.unknownUnit(name, guesses > 20 ? .none : UnitGuess(name, in: tree)), column: "unit")
      }
    }
    let roles = Set(records.map(\.role))
    for record in records {
      guard !record.person.isEmpty else {
        emptyPosts.append((record.unit, record.role, table.place("person", inRow: record.row)))
        continue
      }
      // A deputy's row names the role or the person it stands in for.
      let standsIn = record.deputyOf.map { roles.contains($0) ? $0 : record.role }
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
    /// Its number.
    let row: Int

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

    /// Why a row is no record; a unit that the table of units doesn't have, or what was reported.
    struct Refusal: Error {
      let unit: String?
    }

    private static func only(_ units: [Unit]) -> Unit? { units.count == 1 ? units[0] : nil }

    static func read(_ row: borrowing TableReader.Row, _ tree: UnitTree) -> Result<Record, Refusal> {
      row.requires("unit", "role")
      guard let name = row["unit"], let role = row["role"] else { return .failure(Refusal(unit: nil)) }
      guard !role.contains("/") else {
        row.refuse(.badCell(role, column: "role"), column: "role")
        return .failure(Refusal(unit: nil))
      }
      guard let unit = tree[name] ?? Self.only(tree.units(named: name)) else {
        return .failure(Refusal(unit: name))
      }
      let mention = row["mention"].flatMap(checkedMention)
      if mention == nil, row["mention"] != nil { row.refuse(.badMention, column: "mention") }
      return .success(
        Record(
          unit: unit.id, role: role, person: row["person"] ?? "", mention: mention,
          deputyOf: row["deputy_of"],
          row: row.number))
    }
  }
}
