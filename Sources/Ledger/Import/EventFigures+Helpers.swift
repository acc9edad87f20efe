import Planning

/// Volunteers and staff whom a number of all people counts, too: the public are the others.
extension EventFigures {
  /// What the columns beside the number of all people add up to.
  enum Reckoning {
    case open
    /// All people, without the helpers.
    case whole
    /// All people with the helpers, but others that are not read may be the rest as well.
    case perhaps
  }

  /// The columns whose people are counted: those that a total sums up, where it was left empty.
  var peopleColumns: [Int] {
    let counts = columns.header.all(.count)
    guard let total = columns.total, EventTable.isNothing(row[total]), !summedUp.isEmpty else {
      return counts
    }
    return (counts.filter { $0 != total } + summedUp).sorted()
  }

  /// Whether a cell under 其他 is no number of people but whatever else there is to say; asked about if it holds a figure.
  mutating func isRemark(_ column: Int) -> Bool {
    let text = row[column].trimmed
    guard CountHeader.others.contains(HeaderText.normalised(columns.header.cells[column])), !text.isEmpty
    else {
      return false
    }
    let number = "人名位".contains(text.last ?? " ") ? text.dropLast() : text[...]
    if !number.isEmpty, number.allSatisfy({ $0.isNumber || $0.isNumeral }) { return false }
    if text.contains(where: { $0.isNumber || $0.isNumeral }) {
      doubts.append(CellDoubt(column, .noPeople(text)))
    }
    return true
  }

  /// Groups beside a number of all people, or men and women without any, as far as this row fills them in.
  private var summedUp: [Int] {
    let (groups, sexes) = divisions
    return groups.isEmpty && columns.parts.allSatisfy { isOfOneSex($0.column) } ? sexes : groups
  }

  /// How columns divide all people, as far as this row fills them in: each way may add up to all.
  private var divisions: (groups: [Int], sexes: [Int]) {
    let filled = columns.parts.map(\.column).filter { !EventTable.isNothing(row[$0]) }
    return (filled.filter { !isOfOneSex($0) }, filled.filter { isOfOneSex($0) })
  }

  /// Takes in volunteers and staff, and out of the public those whom its number counts.
  mutating func addHelpers() throws(CellProblem) {
    guard !columns.helpers.isEmpty || columns.total != nil else { return }
    let people = contents.indices.filter { publicCount($0) != nil }
    if contents.isEmpty, let sum = columns.sumWithHelpers, let said = exact(sum) {
      doubts.append(CellDoubt(sum, .ofNothing("\(said)")))
    }
    let areAmong = areHelpersAmong(people)
    let isForMedics = contents.isEmpty
    let told = contents
    for (column, role, isAmong) in counted {
      let start = contents.count
      try addCount(column, role)
      guard start < contents.count else { continue }
      // 66人（其中志愿者8人） and 58人（不含志愿者8人） tell them already.
      let already = told.compactMap(\.people).filter { $0.role == role }.map(\.quantity.n)
      guard !already.isEmpty else {
        if isAmong || areAmong(column), let whole = people.last {
          try takeOut(start, of: whole, column)
        } else if people.count == 1, mayBeAmong(column),
          contents[start...].contains(where: { $0.people?.quantity.n != .zero })
        {
          isUndecided = true
        }
        continue
      }
      if contents[start...].compactMap(\.people).map(\.quantity.n) != already {
        doubts.append(CellDoubt(column, .toldTwice(row[column])))
      }
      contents.removeSubrange(start...)
    }
    if isForMedics { askAboutMedics() }
  }

  /// Doctors and nurses of an event that counts nobody else may be those who helped, or those whom it was for.
  private mutating func askAboutMedics() {
    let header = columns.header
    guard header.services.isEmpty, !header.has(.count), !header.has(.children) else { return }
    let medics = header.all(.medics).filter { exact($0).map { $0 > .zero } ?? false }
    guard let first = medics.first else { return }
    doubts.append(CellDoubt(first, .onlyMedics(medics.map { header.cells[$0] })))
  }

  /// The public of a content who came, counted in people or person-times.
  func publicCount(_ index: Int) -> Count? {
    guard let count = contents[index].people, count.measure == .attendance, count.role == .public,
      count.counter != CountingWord.household
    else { return nil }
    return count
  }

  private mutating func takeOut(_ start: Int, of whole: Int, _ column: Int) throws(CellProblem) {
    guard var count = publicCount(whole) else { return }
    for index in contents.indices[start...] {
      guard var helpers = contents[index].people else { continue }
      // 其中志愿者 of 参加人次 are person-times.
      if columns.counters[column] == nil { helpers.counter = count.counter }
      contents[index] = .count(helpers)
      guard helpers.counter == count.counter else { continue }
      if let n = helpers.quantity.n, count.quantity.certainty != .atLeast, let most = count.quantity.upper,
        n > most
      {
        let name = columns.header.cells[column]
        throw CellProblem(
          column,
          .init(zh: "“\(name)”\(n) 人，比总人数还多", en: "\(n) (\(name)) are more than all people"))
      }
      count.quantity = count.quantity - helpers.quantity
    }
    contents[whole] = .count(count)
  }

  /// Whether the helpers of a column are among the people though its header does not say so: where all beside the number
  /// add up to it only with them, or where it is called their sum. Asks about a sum that is none.
  private mutating func areHelpersAmong(_ people: [Int]) -> (Int) -> Bool {
    let beside = columns.besideTotal
    guard people.count == 1, let all = publicCount(people[0])?.quantity, all.certainty == .exact,
      let whole = all.n
    else { return { _ in false } }
    if let areAmong = sumCountsHelpers(whole) { return { _ in areAmong } }
    let (groups, sexes) = divisions
    let sums = [areSome(groups) ? [] : groups, sexes].filter { !$0.isEmpty }.compactMap { sum(of: $0) }
    // Those of a column that is not read may be the rest of the people as well.
    let isAllRead = !columns.unread.contains { column in
      exact(column).map { $0 > .zero && $0 <= whole } ?? false
    }
    guard !sums.isEmpty, let helping = helping else { return { beside.contains($0) } }
    let isWhole = sums.contains { $0 + helping == whole }
    guard isAllRead else {
      reckoning = isWhole ? .perhaps : .open
      return { beside.contains($0) }
    }
    if isWhole { return { _ in true } }
    if sums.contains(whole) {
      reckoning = .whole
      return { _ in false }
    }
    if let total = columns.total, sexes.isEmpty, divide(groups), let some = sum(of: groups) {
      doubts.append(CellDoubt(total, .noSum(whole, some + helping, columns.header.cells[total])))
    }
    return { beside.contains($0) }
  }

  /// Whether the 合计 behind both says that the number of people counts the helpers; nil for none, and for one that is
  /// neither, which is asked about.
  private mutating func sumCountsHelpers(_ whole: Figure) -> Bool? {
    guard let column = columns.sumWithHelpers, let sum = exact(column), let helping, helping > .zero,
      counted.contains(where: { !$0.isAmong })
    else { return nil }
    if sum == whole + helping {
      reckoning = .whole
      return false
    }
    let name = columns.header.cells[column]
    doubts.append(
      CellDoubt(
        column,
        sum == whole ? .sumIsWhole(sum, whole - helping, name) : .sumIsNeither(sum, whole + helping, name)))
    return sum == whole ? true : nil
  }

  /// Whether a number of all people may count helpers, though nothing tells: 总人数 of everybody, or 其中老年人 before 志愿者.
  private func mayBeAmong(_ helpers: Int) -> Bool {
    let header = columns.header
    guard reckoning != .whole,
      let whole = header.all(.count).last(where: { columns.counters[$0] != CountingWord.household })
    else { return false }
    // 群众 is everybody else: a number of people beside it may be that of all. 参加人员 may hold anything.
    return reckoning == .perhaps || header.isOfAll(whole)
      || columns.parts.contains { Count.isAnybody($0.group) && !$0.group.hasSuffix("人员") }
      || whole < helpers && (whole + 1..<helpers).contains { HeaderScope(header.cells[$0]).isPart }
  }

  /// Whether groups are only some of the people, so that what they add up to with others is chance: children, 其中党员.
  private func areSome(_ groups: [Int]) -> Bool {
    groups.allSatisfy { column in
      let group = columns.groups[column] ?? ""
      return CountHeader.isOfChildren(group)
        || HeaderScope(columns.header.cells[column]).isPart && !Count.isAnybody(group)
    }
  }

  /// Whether groups may be all people: children alone, or 其中党员, are some of them.
  private func divide(_ groups: [Int]) -> Bool {
    !groups.contains { HeaderScope(columns.header.cells[$0]).isPart }
      && groups.contains { columns.groups[$0].map { !CountHeader.isOfChildren($0) } ?? false }
  }

  /// Nil if a cell holds no exact number.
  private func sum(of columns: [Int]) -> Figure? {
    let figures = columns.map { exact($0) }
    return figures.contains(nil) ? nil : figures.compactMap(\.self).reduce(.zero, +)
  }

  /// All helpers of columns for them; nil if a cell holds no exact number.
  var helping: Figure? { sum(of: counted.map(\.column).filter { !EventTable.isNothing(row[$0]) }) }

  /// The columns for helpers that say how many there were, and not who.
  private var counted: [(column: Int, role: Count.Role, isAmong: Bool)] {
    columns.helpers.filter { $0.role != .speakers || !Self.isPost(row[$0.column]) }
  }

  private func isOfOneSex(_ column: Int) -> Bool {
    columns.sexes.map { column == $0.men || column == $0.women } ?? false
  }
}

extension LedgerEntry.Content {
  fileprivate var people: Count? { if case .count(let count) = self { count } else { nil } }
}

extension BilingualText {
  fileprivate static func noPeople(_ text: String) -> BilingualText {
    BilingualText(
      zh: "“\(text.withMaskedNames)”不是人数，没有读；是物资、服务的请另立一列",
      en:
        "'\(text.withMaskedNames)' is no number of people and was not read; give goods and services columns of their own"
    )
  }

  fileprivate static func onlyMedics(_ names: [String]) -> BilingualText {
    BilingualText(
      zh: "没有参加人数，“\(names.joined(separator: "、"))”按工作人员登记，是否正确？活动是给他们办的，请把表头改成“参加人数”再导入",
      en:
        "no column counts those who came: '\(names.joined(separator: ", "))' were entered as staff, is that right? If the event was for them call the column 参加人数 (people)"
    )
  }

  fileprivate static func toldTwice(_ text: String) -> BilingualText {
    BilingualText(
      zh: "“\(text)”与人数那一格里写的不同；按人数那一格登记，是否正确？",
      en: "'\(text)' differs from what the cell of all people says: entered by that, is that right?")
  }

  fileprivate static func sumIsWhole(_ sum: Figure, _ others: Figure, _ name: String) -> BilingualText {
    BilingualText(
      zh: "“\(name)”\(sum) 就是人数，志愿者、工作人员按包括在里面算，人数登记为 \(others)，是否正确？",
      en:
        "'\(name)' is the number of people itself, \(sum): helpers were taken to be among them and the others entered as \(others), is that right?"
    )
  }

  fileprivate static func sumIsNeither(_ sum: Figure, _ parts: Figure, _ name: String) -> BilingualText {
    BilingualText(
      zh: "“\(name)”是 \(sum)，人数和志愿者、工作人员加起来是 \(parts)；没有按合计登记，请核对",
      en:
        "'\(name)' is \(sum), people and helpers add up to \(parts): entered as those columns have it, please check"
    )
  }

  fileprivate static func noSum(_ whole: Figure, _ parts: Figure, _ name: String) -> BilingualText {
    BilingualText(
      zh: "“\(name)”是 \(whole)，各列加起来是 \(parts)；按 \(whole) 登记，是否正确？",
      en:
        "'\(name)' is \(whole), the columns beside it add up to \(parts): entered as \(whole), is that right?"
    )
  }
}
