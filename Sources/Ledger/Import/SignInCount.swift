import Planning

/// Reads how many people a row of a list stands for, in whichever columns it says so.
struct SignInCount {
  let header: TableHeader
  let columns: SignInColumns
  private var counts = WordMemory<Result<HeadCount, HeadCountFault>>()
  var remarks = WordMemory<SignInRemark>()
  /// Columns of those whom whoever signs brings along: 携带家属数, 带孩子数. Of a list that has no other number.
  private let brought: [Int]

  init(_ header: TableHeader) {
    self.header = header
    columns = SignInColumns(header)
    let children = header.all(.children).filter { CountHeader.isOfBrought(header.cells[$0]) }
    brought = header.has(.count) ? [] : header.all(.companions) + children
  }

  /// How many came, and what somebody should look at.
  mutating func people(_ row: TableRow) throws(CellProblem) -> (HeadCount, CellDoubt?) {
    let (written, doubt) = try written(row)
    let (count, question) = doubt == nil ? told(row, beside: written) ?? (written, nil) : (written, doubt)
    return try withParts(row, count, question)
  }

  private mutating func written(_ row: TableRow) throws(CellProblem) -> (HeadCount, CellDoubt?) {
    guard let column = columns.people.first else {
      return header.has(.count) ? (.none, nil) : try withCompanions(row)
    }
    if header.blocks == nil, columns.people.count > 1 {
      return (try sum(row) ?? (header.isOfPeople ? .one : .none), nil)
    }
    // 户数 and 志愿者 of a row without a number of people say nothing of them.
    if !header.isOfPeople, row[column].isEmpty, !row.merged.contains(where: { $0.column == column }) {
      return (.none, nil)
    }
    if SignInStatus.remark(row[column]) != nil { return (.none, nil) }
    if let merged = row.merged.first(where: { $0.column == column }) {
      let reason = BilingualText(
        zh: "人数与第 \(merged.origin) 行合并成一格，只算一次；是否正确？",
        en: "its number is one cell with that of row \(merged.origin) and was counted once; is that right?")
      return (.none, CellDoubt(column, reason))
    }
    // 实到 of those who came: nobody knows of a row that says nothing.
    if row[column].isEmpty, HeaderText.normalised(header.cells[column]).hasPrefix("实到") {
      return (.none, CellDoubt(column, .notThere(.unknown)))
    }
    let count = try count(row[column], column)
    return (count, count.doubt.map { CellDoubt(column, $0) })
  }

  private mutating func headCount(_ text: String) -> Result<HeadCount, HeadCountFault> {
    counts.meaning(of: text) { text in
      Result { () throws(HeadCountFault) in try HeadCount(text, mayCountHouseholds: true) }
    }
  }

  private mutating func count(_ text: String, _ column: Int) throws(CellProblem) -> HeadCount {
    if let came = SignInRemark.came(text) { return came }
    let count: HeadCount
    do throws(HeadCountFault) {
      count = try headCount(text).get()
    } catch {
      throw CellProblem(column, error.reason)
    }
    // Somebody with a name is no household.
    if header.isOfPeople, count.counter == CountingWord.household {
      throw CellProblem(column, .notPeople(text, CountingWord.household))
    }
    return count
  }

  /// 男 1, 女 2, or 大人 2, 小孩 1: together those of the row; nil if nothing is written.
  private mutating func sum(_ row: TableRow) throws(CellProblem) -> HeadCount? {
    var total: HeadCount?
    for column in columns.people where !Self.isNobody(row[column]) {
      let count = try count(row[column], column)
      total = total.map { $0 + count } ?? count
    }
    return total
  }

  /// Whether a cell under 到场 says how many came, where no other column does: 3, 2人.
  func isNumber(_ status: String) -> Bool {
    !header.has(.count) && status.first?.halfWidth.isASCIIDigit ?? false
  }

  /// What a row's columns of numbers say first; empty if they are all empty. A mark under 志愿者 is no number.
  func said(_ row: TableRow) -> String {
    if header.isOfPeople { return header[.count].map { row[$0] } ?? "" }
    return (columns.people + columns.apart.map(\.column)).lazy.map { row[$0] }.first { !$0.isEmpty } ?? ""
  }

  /// How many a row's columns of people say, if all of them are whole numbers.
  mutating func number(_ row: TableRow) -> Int? {
    ((try? sum(row)) ?? nil)?.quantity.n.flatMap(\.wholeNumber)
  }

  /// Whether a column for it says how many a row stands for.
  func saysHowMany(_ row: TableRow) -> Bool {
    (columns.people + brought).contains { !Self.isNobody(row[$0]) }
      || header[.status].map { isNumber(row[$0]) } ?? false
  }

  private static func isNobody(_ text: String) -> Bool {
    ["", "0", "０", "没有"].contains(text) || EventTable.isNothing(text)
  }

  /// Whoever signs, those whom 到场 counts with them, and those whom other columns say they bring.
  private mutating func withCompanions(_ row: TableRow) throws(CellProblem) -> (HeadCount, CellDoubt?) {
    var total = HeadCount.one
    if let column = header[.status], isNumber(row[column]), SignInStatus.cell(row[column]) == nil {
      total = try count(row[column], column)
    }
    for column in brought
    where !Self.isNobody(row[column]) && !row.merged.contains(where: { $0.column == column }) {
      do throws(HeadCountFault) {
        total = total + (try HeadCount(brought: row[column]))
      } catch {
        throw CellProblem(column, error.reason)
      }
    }
    if total == .one, let column = header[.role], let told = countedByKind(row) {
      return (told, told.doubt.map { CellDoubt(column, $0) })
    }
    return (total, total.doubt.map { CellDoubt(brought.first ?? header[.status], $0) })
  }

  /// 2人 and 家长和孩子 under 参加对象, where no column is for the number; nil for a kind of people.
  func countedByKind(_ row: TableRow) -> HeadCount? {
    guard !header.has(.count), let column = header[.role], !row[column].isEmpty else { return nil }
    if let told = HeadCount.company(row[column]), let n = told.quantity.n, n > Figure(1) {
      return told.asking(.perhaps(n))
    }
    // 家长3人 names a kind as well.
    guard row[column].first?.isNumber ?? false, ChainFigures.isCount(row[column]) else { return nil }
    return try? HeadCount(ChainFigures.bare(row[column]))
  }

  // MARK: Beside the people

  /// Those of 其中志愿者, or of a remark 含志愿者5人, among a row's people.
  private mutating func withParts(_ row: TableRow, _ count: HeadCount, _ doubt: CellDoubt?)
    throws(CellProblem) -> (HeadCount, CellDoubt?)
  {
    var (count, doubt) = (count, doubt)
    func including(_ parts: PartWords, _ column: Int) throws(CellProblem) {
      do throws(HeadCountFault) {
        count = try count.including(parts)
      } catch {
        throw CellProblem(column, error.reason)
      }
    }
    for part in columns.parts where !Self.isNobody(row[part.column]) {
      guard let n = try self.count(row[part.column], part.column).quantity.n, let whole = n.wholeNumber else {
        continue
      }
      try including(PartWords(part.role, whole), part.column)
    }
    // 是 under 是否志愿者 is said of whoever signs, and of nobody beside them.
    for column in columns.apart where count.quantity.n.map({ $0 > 1 }) ?? false {
      if mark(row[column.column], of: column, count) == true {
        try including(PartWords(column.role, 1), column.column)
      }
    }
    guard let column = header[.remark], !row[column].isEmpty, saysHowMany(row),
      let parts = remarks.meaning(of: row[column], read: SignInRemark.init).parts
    else { return (count, doubt) }
    if parts.isTold || parts.helpers.isEmpty {
      try including(parts, column)
      doubt = doubt ?? count.doubt.map { CellDoubt(column, $0) }
    } else {
      count = (try? count.including(parts)) ?? count
      doubt = doubt ?? CellDoubt(column, .perhapsAmong(count.helpers.isEmpty))
    }
    return (count, doubt)
  }

  /// The people of a row, by who they are.
  func figures(of count: HeadCount, role: Count.Role, group: String?) -> [SignInFigure] {
    // A list of households tells of no people.
    if columns.people.isEmpty, header.has(.count) { return [] }
    func figure(_ role: Count.Role, _ group: String?, _ quantity: Quantity) -> SignInFigure {
      SignInFigure(
        role: role, group: group, counter: count.counter ?? columns.counter, quantity: quantity)
    }
    guard role == .public, !count.helpers.isEmpty else { return [figure(role, group, count.quantity)] }
    let others = count.others == .exact(0) ? [] : [figure(role, group, count.others)]
    return others
      + Count.Role.allCases.compactMap { role in
        count.helpers[role].map { figure(role, nil, .exact(Figure($0))) }
      }
  }

  typealias Beside = (figures: [SignInFigure], children: Int, doubt: CellDoubt?)

  /// Figures of columns beside that of the people: 20 户, 5 志愿者.
  ///
  /// - `count`: The people, of whom a mark under 志愿者 makes one.
  mutating func figures(_ row: TableRow, beside count: HeadCount) throws(CellProblem) -> Beside {
    var (figures, children, doubt): ([SignInFigure], Int, CellDoubt?) = ([], 0, nil)
    for column in columns.apart where !Self.isNobody(row[column.column]) {
      if mark(row[column.column], of: column, count) != nil
        || row.merged.contains(where: { $0.column == column.column })
      {
        continue
      }
      let read: HeadCount
      do throws(CellProblem) {
        read = try self.count(row[column.column], column.column)
      } catch {
        // Under 志愿者 of a list of people a name may stand, and under 讲师 of any.
        if header.isOfPeople || column.role == .speakers { continue }
        throw error
      }
      if column.isOfChildren, let n = read.quantity.n, let whole = n.wholeNumber { children += whole }
      figures.append(
        SignInFigure(
          role: column.role, group: column.group, counter: read.counter ?? column.counter,
          quantity: read.quantity))
      // Of 3 people with somebody's name the 1 under 志愿者 may be one.
      if header.isOfPeople, column.role != .public, let all = count.quantity.n, let n = read.quantity.n,
        n <= all
      {
        doubt = doubt ?? CellDoubt(column.column, .perhapsBeside(header.cells[column.column], n, all))
      }
    }
    return (figures, children, doubt)
  }

  /// Who somebody is by a mark in a column for it: √ under 志愿者; nil without one.
  func markedRole(_ row: TableRow, _ count: HeadCount) -> Count.Role? {
    guard count.quantity == .exact(1) else { return nil }
    return columns.apart.first { mark(row[$0.column], of: $0, count) == true }?.role
  }

  /// What a cell of a column for helpers says where it says only whether whoever signs is one: √, 志愿者; 否, 非志愿者.
  private func mark(_ text: String, of column: SignInColumns.Column, _ count: HeadCount) -> Bool? {
    guard header.isOfPeople, column.role != .public else { return nil }
    if let said = SignInRole.said(in: text), said.role == column.role {
      return text.contains(where: \.isNumber) ? nil : !said.isDenied
    }
    // 1 beside 3 people is a number of helpers.
    let isNumber = text.allSatisfy(\.isNumber) && TableHeader.askedHelper(header.cells[column.column]) == nil
    if isNumber, count.quantity != .exact(1) { return nil }
    switch SignInStatus.cell(text) {
    case .came: return true
    case .absent: return false
    default: return text == "不是" ? false : nil
    }
  }

  /// The children among `count`.
  ///
  /// - `isChild`: Whether the list calls whoever the row is about so.
  mutating func children(_ row: TableRow, _ count: HeadCount, isChild: Bool, _ doubts: inout [CellDoubt])
    throws(CellProblem) -> Int
  {
    var children = max(count.children, isChild && count.quantity == .exact(1) ? 1 : 0)
    if let column = header[.children], !Self.isNobody(row[column]) {
      guard let n = try? headCount(row[column]).get().quantity.n, let whole = n.wholeNumber else {
        throw CellProblem(
          column,
          .init(zh: "儿童数“\(row[column])”看不懂；请写数字", en: "can't read '\(row[column])' children; write a number")
        )
      }
      children = max(children, whole)
    }
    if let column = header[.age], !row[column].isEmpty, children == 0 {
      let digits = row[column].inHalfWidth.trimmed
      let years = Int(digits.prefix { $0.isASCIIDigit || $0 == "-" })
      if let years, (0..<18).contains(years), count.quantity == .exact(1) { children = 1 }
      if years.map({ !(0...120).contains($0) }) ?? true {
        doubts.append(CellDoubt(column, .init(zh: "年龄“\(digits)”看不懂", en: "can't read the age '\(digits)'")))
      }
    }
    if let n = count.quantity.n, Figure(children) > n, count.quantity.isKnown {
      throw CellProblem(
        header[.children] ?? header[.count],
        .init(zh: "儿童 \(children) 人，比总人数还多", en: "\(children) children are more than all people"))
    }
    return children
  }
}

extension BilingualText {
  fileprivate static func perhapsBeside(_ header: String, _ n: Figure, _ all: Figure) -> BilingualText {
    BilingualText(
      zh: "“\(header)”的 \(n) 人按在 \(all) 人以外算，是否正确？包含在内的，请把表头改成“其中\(header)”",
      en:
        "the \(n) under '\(header)' \(n == 1 ? "is" : "are") counted on top of the \(all), is that right? If among these, call the column '其中\(header)'"
    )
  }

  fileprivate static func perhapsAmong(_ isLeftOut: Bool) -> BilingualText {
    isLeftOut
      ? BilingualText(
        zh: "备注里的志愿者、工作人员没有读；请单独写一列",
        en: "the helpers of the remark were not read; give them a column")
      : BilingualText(
        zh: "备注里的志愿者、工作人员按包含在人数以内算，是否正确？在人数以外的请单独写一列",
        en:
          "the helpers of the remark are taken to be among the people, is that right? If not give them a column"
      )
  }
}
