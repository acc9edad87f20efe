import Planning

/// Reads the rows of a sign-in sheet one by one, whatever stands in the others: who it is, and how many.
struct SignInReader {
  struct Row {
    let person: Signature
    let doubts: [CellDoubt]
    /// Why they are not counted; nil for those who came.
    let away: Person.Status?
  }

  private let header: TableHeader
  /// Whether the list has a column that marks those who came.
  private let marksWhoCame: Bool
  private var counts: SignInCount

  init(_ header: TableHeader, marksWhoCame: Bool = false) {
    self.header = header
    self.marksWhoCame = marksWhoCame
    counts = SignInCount(header)
  }

  /// What each of some rows says, and the reader that knows their words.
  consuming func reading(_ steps: ArraySlice<TableWalk.Step>) -> (
    rows: [Result<Row, CellProblem>?], reader: SignInReader
  ) {
    var reader = self
    let rows = steps.map { step -> Result<Row, CellProblem>? in
      guard case .data(let data) = step else { return nil }
      return Result { () throws(CellProblem) in try reader.understood(data) }
    }
    return (rows, reader)
  }

  private mutating func understood(_ data: TableWalk.Data) throws(CellProblem) -> Row {
    let row = data.row
    if let other = data.otherHeader { throw CellProblem(nil, .otherTable(other)) }
    if let fault = row.faults.first(where: { matters($0) }) { throw CellProblem(fault.column, fault.reason) }
    var doubts: [CellDoubt] = []
    func cell(_ role: ColumnRole) -> String { header[role].map { row[$0] } ?? "" }
    let written = cell(.name)
    if written.isLikeFormula { throw CellProblem(header[.name], .formulaText) }
    let said = counts.said(row)
    let leftOut = leftOut(row)
    let isNobody =
      written.isEmpty && cell(.phone).isEmpty && said.isEmpty
      && !row.merged.contains { $0.column == header[.name] || $0.column == header[.count] }
    let group = said.isEmpty ? SignInName.group(written) : nil
    let party = said.isEmpty && group == nil ? SignInName.party(written) : nil
    let name =
      written.isEmpty || group != nil || leftOut != nil ? nil : SignInName.comparable(party?.name ?? written)
    let count =
      leftOut == nil
      ? try people(row, isNobody: isNobody, group: group, isNamed: name != nil, &doubts) : .none
    let phone = leftOut == nil ? SignInName.phone(cell(.phone)) : nil
    let place = header.all(.unit).map { row[$0] }.joined()
    doubts += leftOut.map { [$0] } ?? questions(row, phone: phone, isPlaced: !place.isEmpty || said.isEmpty)
    let role = SignInRole(cell(.role), remark: cell(.remark))
    let who = role.role == .public ? counts.markedRole(row, count) ?? .public : role.role
    let children =
      leftOut == nil ? try counts.children(row, count, isChild: role.isChild, &doubts) : 0
    let beside: SignInCount.Beside =
      leftOut == nil ? try counts.figures(row, beside: count) : ([], 0, nil)
    doubts += [beside.doubt].compactMap(\.self)
    let person = Signature(
      row: data.index, name: name, phone: phone, place: place, role: who, group: role.group,
      count: count, children: children + beside.children,
      figures: counts.figures(of: count, role: who, group: role.group) + beside.figures)
    return Row(person: person, doubts: doubts, away: away(row))
  }

  /// Why a row counts nobody by its own words: it was struck out, or they did not come.
  private func leftOut(_ row: TableRow) -> CellDoubt? {
    if let name = header[.name], SignInStatus.isStruckOut(inBracketsOf: row[name]) {
      return CellDoubt(name, .struckOut)
    }
    guard let remark = header[.remark] else { return nil }
    if SignInStatus.isStruckOut(row[remark]) { return CellDoubt(remark, .struckOut) }
    return SignInStatus.seemsAway(row[remark]) ? CellDoubt(remark, .seemsAway) : nil
  }

  /// What is wrong with a row beside its number.
  private func questions(_ row: TableRow, phone: String?, isPlaced: Bool) -> [CellDoubt] {
    var doubts: [CellDoubt] = []
    if let column = header[.phone], phone == nil, SignInName.isPhoneLike(row[column]) {
      doubts.append(CellDoubt(column, .init(zh: "电话位数不对", en: "the phone number has too few digits")))
    }
    if let column = header[.status], SignInStatus.cell(row[column]) == nil, !counts.isNumber(row[column]),
      !SignInRemark.isOnline(row[column])
    {
      doubts.append(CellDoubt(column, .unknownStatus(row[column])))
    }
    if let column = header[.role], TableHeader.isKind(header.cells[column]),
      row[column].contains(where: \.isNumber), counts.countedByKind(row) == nil
    {
      doubts.append(CellDoubt(column, .unreadNumber(row[column])))
    }
    if !isPlaced, !header.isOfPeople, let unit = header[.unit],
      !row.merged.contains(where: { $0.column == unit })
    {
      doubts.append(CellDoubt(unit, .noPlace))
    }
    return doubts
  }

  /// How many a row stands for; `group` is a number of people in the place of a name.
  private mutating func people(
    _ row: TableRow, isNobody: Bool, group: HeadCount?, isNamed: Bool, _ doubts: inout [CellDoubt]
  ) throws(CellProblem) -> HeadCount {
    if isNobody {
      doubts.append(CellDoubt(header[.name], .nobody))
      return .none
    }
    if let group {
      doubts.append(CellDoubt(header[.name], .countedByName(group.quantity)))
      return group
    }
    if let column = counts.online(row) {
      doubts.append(CellDoubt(column, .watchedOnline))
      return .none
    }
    let (count, doubt) = try counts.people(row)
    if isNamed, let n = count.quantity.n, n >= HeadCount.absurdOfOne {
      throw CellProblem(header[.count] ?? header[.status], .tooManyOfOne(n))
    }
    if let doubt { doubts.append(doubt) }
    return count
  }

  /// A fault in a column that nothing is taken from keeps no row out.
  private func matters(_ fault: CellFault) -> Bool {
    guard let column = fault.column else { return true }
    let used: [ColumnRole] = [.name, .phone, .count, .children, .age, .role, .unit, .status]
    return used.contains { header.all($0).contains(column) }
  }

  /// What a row says of somebody who is on the list and did not come; nil for those who came. Where nothing is said nobody
  /// knows, if others are marked as having come.
  private func away(_ row: TableRow) -> Person.Status? {
    if let column = header[.status], let status = SignInStatus.cell(row[column]), status != .unknown {
      return status == .came ? nil : status
    }
    for column in header.all(.name) {
      if let status = SignInStatus.name(row[column]) { return status }
    }
    let said = [header[.count], header[.remark]].lazy.compactMap {
      $0.flatMap { SignInStatus.remark(row[$0]) }
    }
    if let status = said.first { return status }
    // Words that say something else are asked about.
    return marksWhoCame && header[.status].map { SignInStatus.cell(row[$0]) == .unknown } ?? false
      ? .unknown : nil
  }
}
