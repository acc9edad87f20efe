import Planning

/// What is held against the number of all people.
extension EventFigures {
  /// Parts are among the people, and not more than they are.
  mutating func checkParts() throws(CellProblem) {
    guard !columns.parts.isEmpty else { return }
    var people = QuantitySum()
    for content in contents {
      if case .count(let count) = content, count.counter != CountingWord.household {
        people.add(count.quantity)
      }
    }
    guard people.unknowns == 0, people.total.certainty != .atLeast, let most = people.total.upper else {
      return
    }
    for part in columns.parts {
      // Cells that were not read may hold anything.
      let isRead = part.column == columns.header[.children]
      let said = isRead ? try quantity(part.column) : (try? quantity(part.column)) ?? nil
      guard let number = said?.0.n, number > most else { continue }
      throw CellProblem(
        part.column,
        .init(
          zh: "\(part.group) \(number) 人，比总人数还多",
          en: "\(number) (\(columns.header.cells[part.column])) are more than all people"))
    }
    checkSexes()
  }

  /// Men and women are all who came, with helpers or without.
  private mutating func checkSexes() {
    let people = contents.compactMap { content -> Quantity? in
      guard case .count(let count) = content, count.measure == .attendance, count.role == .public else {
        return nil
      }
      return count.counter == CountingWord.household ? nil : count.quantity
    }
    guard let sexes = columns.sexes, people.count == 1, people[0].certainty == .exact, let all = people[0].n,
      let men = exact(sexes.men), let women = exact(sexes.women), men + women != all,
      helping.map({ men + women + $0 != all }) ?? true
    else { return }
    doubts.append(
      CellDoubt(
        sexes.men,
        .init(
          zh: "男 \(men) 人、女 \(women) 人，加起来不是总人数 \(all)；按总人数登记，是否正确？",
          en: "\(men) men and \(women) women are not \(all) people: entered as \(all), is that right?")))
  }

  func exact(_ column: Int) -> Figure? {
    guard !row[column].isEmpty, let said = (try? quantity(column)) ?? nil, said.0.certainty == .exact else {
      return nil
    }
    return said.0.n
  }

  // MARK: Sums of columns

  /// 合计 beside 折页 and 手册 is what they add up to, and 其中 not more than what stands before it.
  mutating func checkSums() throws(CellProblem) {
    for sum in columns.header.sums {
      guard sum.parts.contains(where: { !EventTable.isNothing(row[$0.column]) }) else {
        if sum.relation == .total { try addTotal(sum) }
        continue
      }
      if sum.relation == .parts, EventTable.isNothing(row[sum.whole.column]) {
        // Nobody wrote down of what they are parts.
        for part in sum.parts { try add(part, isGiven: sum.isGiven) }
        continue
      }
      guard let whole = exact(sum.whole.column), !fits(sum, whole) else { continue }
      doubts.append(CellDoubt(sum.unread.first ?? sum.whole.column, columns.header.isNoSum(sum, whole)))
    }
  }

  /// A total whose parts nobody wrote down is all there is.
  private mutating func addTotal(_ sum: TableHeader.Sum) throws(CellProblem) {
    let isOnly = !columns.header.sums.contains {
      $0.relation == .total && $0.isGiven == sum.isGiven && $0 != sum
    }
    guard isOnly else {
      if let said = exact(sum.whole.column) {
        doubts.append(CellDoubt(sum.whole.column, .ofNothing("\(said)")))
      }
      return
    }
    try add(sum.whole, isGiven: sum.isGiven)
  }

  private mutating func add(_ named: TableHeader.Named, isGiven: Bool) throws(CellProblem) {
    try add(named) { figures throws(CellProblem) in
      if isGiven { try figures.add(named) } else { try figures.addService(named) }
    }
  }

  /// Whether the parts may be to their whole what the header says. A total may be that of the things that are counted
  /// alike, or of those on one side.
  private func fits(_ sum: TableHeader.Sum, _ whole: Figure) -> Bool {
    var known: [(part: TableHeader.Named, figure: Figure)] = []
    for part in sum.parts where !EventTable.isNothing(row[part.column]) {
      guard let figure = exact(part.column) else { return true }
      known.append((part, figure))
    }
    func sumOf(_ holds: (TableHeader.Named) -> Bool) -> Figure {
      known.filter { holds($0.part) }.map(\.figure).reduce(.zero, +)
    }
    let all = sumOf { _ in true }
    switch sum.relation {
    case .parts: return all <= whole
    case .perhaps: return all != whole || known.count { $0.figure > .zero } < 2
    case .total:
      return all == whole || sumOf { $0.counter == sum.whole.counter } == whole
        || sumOf { $0.column < sum.whole.column } == whole || sumOf { $0.column > sum.whole.column } == whole
    }
  }

  /// The children among the people, whom nothing but a note can hold beside their number.
  mutating func noteChildren() throws(CellProblem) {
    guard let column = columns.header[.children], hasChildren, let (children, _) = try quantity(column) else {
      return
    }
    guard !contents.isEmpty else {
      doubts.append(
        CellDoubt(
          column,
          .init(
            zh: "写了儿童 \(row[column])，没写总人数，没有计入；请补上人数",
            en: "\(row[column]) children of nobody knows how many people were not entered; write how many")))
      return
    }
    let exact = children.certainty == .exact ? children.n : nil
    contents.append(
      .note(
        exact.map { UsualNote.ofFamilies(children: $0, households: .zero) }
          ?? "其中儿童 \(children.sumText(.zh, counter: CountingWord.person))"))
  }
}

extension TableHeader {
  /// What is asked of a row whose columns do not add up, or do though nothing says that they should.
  fileprivate func isNoSum(_ sum: Sum, _ whole: Figure) -> BilingualText {
    let (name, parts) = (cells[sum.whole.column], sum.parts.map { cells[$0.column] })
    let (zh, en) = (parts.joined(separator: "、"), parts.joined(separator: ", "))
    return switch sum.relation {
    case .total:
      BilingualText(
        zh: "“\(name)”是 \(whole)，不是\(zh)相加的数；按各列登记，是否正确？",
        en: "'\(name)' is \(whole), which is not the sum of \(en): entered by those columns, is that right?")
    case .parts:
      BilingualText(
        zh: "\(zh)加起来比“\(name)”\(whole) 还多；按 \(whole) 登记，是否正确？",
        en: "\(en) add up to more than '\(name)', \(whole): entered as \(whole), is that right?")
    case .perhaps:
      BilingualText(
        zh: "“\(name)”\(whole) 正好是\(zh)相加的数，都计入了；它就是合计的话，请把表头改成“合计”再导入",
        en:
          "'\(name)', \(whole), is just the sum of \(en), and all were counted; if it is their total call that column 合计 (total) and import again"
      )
    }
  }
}

extension BilingualText {
  static func ofNothing(_ total: String) -> BilingualText {
    BilingualText(
      zh: "只写了合计 \(total)，没写各列的数，没有计入；请补上各列",
      en: "there is a total of \(total) and nothing in the columns it sums up: not entered, fill them in")
  }
}
