import Planning

/// Somebody on a list, as far as counting needs it. Lives in memory while the list is read; nothing of it is stored.
struct Signature: Hashable, Sendable {
  /// Counted from 1 among the rows with data.
  let row: Int
  /// Comparable; nil for somebody without a name.
  let name: String?
  let phone: String?
  let place: String
  let role: Count.Role
  /// 老人, 家长: what the list calls them, of the public.
  let group: String?
  let count: HeadCount
  /// Children among them.
  let children: Int

  func saysAsMany(as other: Signature) -> Bool {
    count.quantity.saying(nil) == other.count.quantity.saying(nil)
  }
}

/// Reads a sign-in sheet row by row: who came, how many, who is there twice.
struct SignInSheet {
  private let header: TableHeader
  /// Whether the list has a column that marks those who came.
  private let marksWhoCame: Bool
  private(set) var rows: [ImportRow] = []
  private(set) var tally = SignInTally()
  private(set) var setApart: [TableRow] = []
  private var byPhone: [String: [Signature]] = [:]
  private var byNameAndPlace: [Namesake: Int] = [:]
  private var digest = ContentDigest()
  private var sinceSubtotal = QuantitySum()
  private var counts: SignInCount

  init(_ header: TableHeader, marksWhoCame: Bool = false) {
    self.header = header
    counts = SignInCount(header)
    self.marksWhoCame = marksWhoCame
  }

  /// Why each row that was set apart was refused, in both languages.
  var refusals: [String] {
    rows.filter { $0.result == .refused }.map { row in
      (row.reason?.inBoth ?? "") + (row.cell.map { " (\($0))" } ?? "")
    }
  }

  /// Of all rows that could be read, whatever kind of file they stand in.
  var contentDigest: String { digest.text }

  mutating func take(_ data: TableWalk.Data) {
    do throws(CellProblem) {
      let (person, doubts) = try read(data)
      if !header.has(.count), let remark = header[.remark], !doubts.contains(where: { $0.column == remark }) {
        tally.remarkFigures.look(at: data.row[remark], row: data.row.number)
      }
      if let signature = header.all(.name).dropFirst().first(where: { column in
        TableHeader.isSignature(header.cells[column]) && header.blocks?.first.contains(column) ?? true
      }) {
        tally.sign(isSigned: !data.row[signature].isEmpty)
      }
      if let status = away(data.row) {
        leaveOut(person, status, data, doubts)
      } else {
        add(person, data, doubts)
      }
    } catch {
      // Under this header the rows of another table, which are the last, would be misread.
      if data.otherHeader == nil { setApart.append(data.row) }
      let cell = error.column.map { data.address($0) }
      rows.append(
        ImportRow(
          row: String(data.index), cell: cell, result: .refused, reason: error.reason, line: data.row.number))
    }
  }

  /// A printed sum, held against the rows above it.
  mutating func take(_ total: TableWalk.Total) {
    let columns = header.has(.count) ? header.all(.count) : header.all(.status) + header.all(.companions)
    let printed = total.sum(of: columns) ?? Self.printed(in: total.row.cells)
    guard let printed else { return }
    if TableShape.isSubtotal(total.word) {
      tally.check(subtotal: printed, against: sinceSubtotal.total, row: total.row.number)
      sinceSubtotal = QuantitySum()
    } else {
      tally.printed = printed
    }
  }

  /// 15 of 合计：15人.
  private static func printed(in cells: [String]) -> Figure? {
    cells.lazy.compactMap { cell in
      let digits = cell.map(\.halfWidth).drop { !$0.isASCIIDigit }.prefix { $0.isASCIIDigit }
      return digits.isEmpty ? nil : Figure(String(digits))
    }.first
  }

  // MARK: One row

  private mutating func read(_ data: TableWalk.Data) throws(CellProblem) -> (Signature, [CellDoubt]) {
    let row = data.row
    if let other = data.otherHeader { throw CellProblem(nil, .otherTable(other)) }
    if let fault = row.faults.first(where: { matters($0) }) { throw CellProblem(fault.column, fault.reason) }
    var doubts: [CellDoubt] = []
    func cell(_ role: ColumnRole) -> String { header[role].map { row[$0] } ?? "" }
    let written = cell(.name)
    if written.isLikeFormula { throw CellProblem(header[.name], .formulaText) }
    let said = header[.count].map { row[$0] } ?? ""
    let isNobody =
      written.isEmpty && cell(.phone).isEmpty && said.isEmpty
      && !row.merged.contains { $0.column == header[.name] || $0.column == header[.count] }
    let group = said.isEmpty ? SignInName.group(written) : nil
    let party = said.isEmpty && group == nil ? SignInName.party(written) : nil
    let name = written.isEmpty || group != nil ? nil : SignInName.comparable(party?.name ?? written)
    let count = try people(row, isNobody: isNobody, group: group, isNamed: name != nil, &doubts)
    let phone = SignInName.phone(cell(.phone))
    if phone == nil, SignInName.isPhoneLike(cell(.phone)) {
      doubts.append(
        CellDoubt(header[.phone], .init(zh: "电话位数不对", en: "the phone number has too few digits")))
    }
    if let column = header[.status], SignInStatus.cell(row[column]) == nil, !counts.isNumber(row[column]),
      !SignInRemark.isOnline(row[column])
    {
      doubts.append(CellDoubt(column, .unknownStatus(row[column])))
    }
    let role = SignInRole(cell(.role), remark: cell(.remark))
    let children = try counts.children(row, count, isChild: role.isChild, &doubts)
    let place = header.all(.unit).map { row[$0] }.joined()
    return (
      Signature(
        row: data.index, name: name, phone: phone, place: place, role: role.role, group: role.group,
        count: count, children: children),
      doubts
    )
  }

  /// How many a row stands for.
  ///
  /// - `group`: A number of people in the place of a name.
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

  // MARK: Taking it in

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

  private mutating func leaveOut(
    _ person: Signature, _ status: Person.Status, _ data: TableWalk.Data, _ doubts: [CellDoubt]
  ) {
    tally.leaveOut(status)
    digest.add([person.name, person.phone, person.place, status.rawValue])
    append(
      person, data, reason: .notThere(status), column: status == .unknown ? header[.status] : nil,
      result: status == .unknown ? .question : .ok)
  }

  private mutating func add(_ person: Signature, _ data: TableWalk.Data, _ doubts: [CellDoubt]) {
    digest.add(
      [
        person.name, person.phone, person.place, person.role.rawValue, person.count.quantity.n?.description,
        person.count.quantity.certainty.rawValue, String(person.children),
      ] + (person.group.map { [$0] } ?? []))
    var doubts = doubts
    tally.before.add(person.count.quantity)
    sinceSubtotal.add(person.count.quantity)
    if let first = duplicate(of: person) {
      tally.add(duplicate: person, of: first)
      let isSame = person.saysAsMany(as: first)
      append(
        person, data, reason: isSame ? .countedOnce(first) : .otherCount(person, first),
        column: isSame ? nil : header[.count], result: isSame ? .ok : .question)
      return
    }
    let namesake = person.name.map { Namesake(name: $0, place: person.place) }
    let first = namesake.flatMap { byNameAndPlace[$0] }
    doubts += question(of: person, namesake: first)
    tally.add(person)
    if let namesake {
      if first == nil { byNameAndPlace[namesake] = person.row }
      if let phone = person.phone { byPhone[phone, default: []].append(person) }
    }
    let reason = BilingualText.joined(doubts.map(\.reason))
    append(
      person, data, reason: reason, column: doubts.first?.column, result: reason == nil ? .ok : .question)
  }

  private mutating func append(
    _ person: Signature, _ data: TableWalk.Data, reason: BilingualText?, column: Int? = nil,
    result: ImportRow.Result
  ) {
    let cell = column.map { data.address($0) }
    rows.append(
      ImportRow(
        row: String(person.row), cell: cell, result: result, reason: reason, line: data.row.number,
        isEntered: true))
  }

  private func duplicate(of person: Signature) -> Signature? {
    guard let phone = person.phone, let name = person.name else { return nil }
    return byPhone[phone]?.first { $0.name == name }
  }

  /// Who may be the same, and is asked about: another name under one phone, one name in one village.
  ///
  /// - `namesake`: The first of that name in that village.
  private mutating func question(of person: Signature, namesake: Int?) -> [CellDoubt] {
    if let phone = person.phone, let first = byPhone[phone]?.first?.row, person.name != nil {
      tally.samePhone.append([first, person.row])
      return [
        CellDoubt(
          header[.phone],
          .init(
            zh: "与第 \(first) 条同一电话不同姓名（可能是一家人），两人都算，是否正确？",
            en: "same phone as entry \(first) under another name (a family?): both counted, is that right?"))
      ]
    }
    if let first = namesake {
      tally.sameName.append([first, person.row])
      return [
        CellDoubt(
          header[.name],
          .init(
            zh: "与第 \(first) 条\(header.has(.unit) ? "同村同名" : "同名")，两人都算，是否正确？",
            en:
              "same name \(header.has(.unit) ? "and village " : "")as entry \(first): both counted, is that right?"
          ))
      ]
    }
    return []
  }

  /// Who may be the same as another.
  private struct Namesake: Hashable {
    let name: String
    let place: String
  }
}

extension BilingualText {
  fileprivate static func countedOnce(_ first: Signature) -> BilingualText {
    BilingualText(
      zh: "与第 \(first.row) 条同名同电话，只算一次", en: "same name and phone as entry \(first.row): counted once")
  }

  fileprivate static func otherCount(_ person: Signature, _ first: Signature) -> BilingualText {
    func text(_ one: Signature, _ language: Language) -> String {
      one.count.quantity.sumText(language, counter: CountingWord.person)
    }
    return BilingualText(
      zh:
        "与第 \(first.row) 条同名同电话，人数却不同（\(text(first, .zh))、\(text(person, .zh))），只按第 \(first.row) 条算，是否正确？",
      en:
        "same name and phone as entry \(first.row) with another number (\(text(first, .en)), \(text(person, .en))): counted as entry \(first.row) says, is that right?"
    )
  }

  fileprivate static func unknownStatus(_ words: String) -> BilingualText {
    let shown = words.withMaskedNames
    return BilingualText(
      zh: "看不懂“\(shown)”是来了还是没来，按来了算，是否正确？（\(SignInStatus.understood.zh)）",
      en:
        "'\(shown)' does not say who came: taken as having come, is that right? (\(SignInStatus.understood.text(.en)))"
    )
  }

  static func tooManyOfOne(_ n: Figure) -> BilingualText {
    BilingualText(
      zh: "一个姓名下 \(n) 人，不合情理；请核对", en: "\(n) people under one name is beyond reason; please check")
  }

  fileprivate static let nobody = BilingualText(
    zh: "没写姓名、电话和人数，没有算人；是否正确？", en: "no name, phone or number: nobody was counted, is that right?")
}

/// Why a row is refused, and in which column.
struct CellProblem: Error {
  let column: Int?
  let reason: BilingualText

  init(_ column: Int?, _ reason: BilingualText) { (self.column, self.reason) = (column, reason) }
}

/// What somebody should look at, in which column.
struct CellDoubt {
  let column: Int?
  let reason: BilingualText

  init(_ column: Int?, _ reason: BilingualText) { (self.column, self.reason) = (column, reason) }
}
