import Planning

/// Reads how many people a row of a list stands for, in whichever columns it says so.
struct SignInCount {
  let header: TableHeader
  private var counts = HeadCountCache()
  /// Columns of those whom whoever signs brings along: 携带家属数, 带孩子数. Of a list that has no other number.
  private let brought: [Int]

  init(_ header: TableHeader) {
    self.header = header
    let children = header.all(.children).filter { CountHeader.isOfBrought(header.cells[$0]) }
    brought = header.has(.count) ? [] : header.all(.companions) + children
  }

  /// How many came, and what somebody should look at.
  mutating func people(_ row: TableRow) throws(CellProblem) -> (HeadCount, CellDoubt?) {
    let (count, doubt) = try written(row)
    return doubt == nil ? told(row, beside: count) ?? (count, nil) : (count, doubt)
  }

  private mutating func written(_ row: TableRow) throws(CellProblem) -> (HeadCount, CellDoubt?) {
    guard let column = header[.count] else { return try withCompanions(row) }
    if header.blocks == nil, header.all(.count).count > 1 { return (try sum(row) ?? .one, nil) }
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

  private mutating func count(_ text: String, _ column: Int) throws(CellProblem) -> HeadCount {
    if let came = SignInRemark.came(text) { return came }
    do throws(HeadCountFault) {
      return try counts.count(text)
    } catch {
      throw CellProblem(column, error.reason)
    }
  }

  /// 男 1, 女 2, or 大人 2, 小孩 1: together those of the row; nil if nothing is written.
  private mutating func sum(_ row: TableRow) throws(CellProblem) -> HeadCount? {
    var total: HeadCount?
    for column in header.all(.count) where !Self.isNobody(row[column]) {
      let count = try count(row[column], column)
      total = total.map { $0 + count } ?? count
    }
    return total
  }

  /// Whether a cell under 到场 says how many came, where no other column does: 3, 2人.
  func isNumber(_ status: String) -> Bool {
    !header.has(.count) && status.first?.halfWidth.isASCIIDigit ?? false
  }

  /// Whether a column for it says how many a row stands for.
  func saysHowMany(_ row: TableRow) -> Bool {
    (header.all(.count) + brought).contains { !Self.isNobody(row[$0]) }
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
    return (total, total.doubt.map { CellDoubt(brought.first ?? header[.status], $0) })
  }

  /// The children among `count`.
  ///
  /// - `isChild`: Whether the list calls whoever the row is about so.
  mutating func children(_ row: TableRow, _ count: HeadCount, isChild: Bool, _ doubts: inout [CellDoubt])
    throws(CellProblem) -> Int
  {
    var children = max(count.children, isChild && count.quantity == .exact(1) ? 1 : 0)
    if let column = header[.children], !Self.isNobody(row[column]) {
      guard let n = try? counts.count(row[column]).quantity.n, let whole = Int("\(n)") else {
        throw CellProblem(
          column,
          .init(zh: "儿童数“\(row[column])”看不懂；请写数字", en: "can't read '\(row[column])' children; write a number")
        )
      }
      children = max(children, whole)
    }
    if let column = header[.age], !row[column].isEmpty, children == 0 {
      let digits = String(row[column].map(\.halfWidth)).trimmed
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
