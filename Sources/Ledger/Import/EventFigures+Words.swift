import Planning

/// Cells that say more of people than a number: 58 位家长, 68人（22户）, 咨询200余人次，义诊150人次.
extension EventFigures {
  /// Takes in who came, with the words of the cell.
  ///
  /// - Returns: False for a bare number.
  mutating func addWorded(_ column: Int, _ role: Count.Role) throws(CellProblem) -> Bool {
    if role == .public { try refuseMixed(column) }
    guard let figures = try worded(column, role) else { return false }
    for case .count(var count) in figures.contents {
      if let counter = columns.counters[column], isUncounted(column) { count.counter = counter }
      if count.role == .public, count.measure == .attendance { count.group = count.group ?? group(column) }
      count.includesChildren = count.includesChildren || includesChildren(column, count.role)
      try add(count, column)
    }
    return true
  }

  /// Takes in who was served: by what the column names, unless the cell says it itself.
  mutating func addService(_ service: TableHeader.Named) throws(CellProblem) {
    let column = service.column
    guard let figures = try worded(column, nil) else {
      guard let (quantity, counter) = try quantity(column) else { return }
      return try add(
        Count(.service, quantity: quantity, counter: counter ?? service.counter ?? CountingWord.person),
        column,
        of: service)
    }
    // 服务人数 leaves it to its cells to name the service.
    let isNamed = service.name != Count.Measure.service.rawValue && figures.contents.count == 1
    for case .count(var count) in figures.contents {
      if isUncounted(column) { count.counter = service.counter ?? count.counter }
      let isOfColumn = count.measure == .service || (isNamed && count.measure != .online)
      try add(count, column, of: isOfColumn ? service : nil)
    }
  }

  /// 家长50人、儿童30人 under 参加对象 beside a number of all people: those are who these were, if they add up to it, with the
  /// volunteers and the staff among them or without.
  mutating func compareWordsForGroups() {
    let people = contents.indices.filter { publicCount($0) != nil }
    guard people.count == 1, let all = publicCount(people[0]), all.group == nil else { return }
    for part in columns.parts
    where part.group.hasSuffix("对象") && row[part.column].contains(where: \.isNumber) {
      let isNumber = exact(part.column) != nil
      guard let told = try? columns.people(row[part.column], .public) else {
        if !isNumber { doubts.append(CellDoubt(part.column, .unreadGroups)) }
        continue
      }
      let groups = told.contents.compactMap(\.attended)
      guard !isNumber || groups.contains(where: { $0.role != .public }) else { continue }
      let sum = QuantitySum(groups.map(\.quantity)).total
      if groups.count == told.contents.count, let whole = summands(groups, sum, all) {
        contents.replaceSubrange(people[0]...people[0], with: whole.map { .count($0) })
        return
      }
      doubts.append(CellDoubt(part.column, .otherGroups(sum)))
    }
  }

  /// What is to be entered in place of all people; nil if groups do not add up to them. Helpers whom columns of their own
  /// count are entered already.
  private func summands(_ groups: [Count], _ sum: Quantity, _ all: Count) -> [Count]? {
    guard groups.allSatisfy({ $0.counter == all.counter }), sum.certainty == .exact,
      all.quantity.certainty == .exact
    else { return nil }
    let entered = contents.compactMap(\.attended).filter { $0.role != .public }
    guard !entered.isEmpty else { return sum.n == all.quantity.n ? groups : nil }
    let helpers = groups.filter { $0.role != .public }
    let others = groups.filter { $0.role == .public }
    func figures(_ counts: [Count]) -> [Count.Role: Figure] {
      Dictionary(counts.map { ($0.role, $0.quantity.n ?? .zero) }, uniquingKeysWith: +)
    }
    let rest = QuantitySum(others.map(\.quantity)).total.n
    let fits = rest == all.quantity.n || sum.n == all.quantity.n && figures(helpers) == figures(entered)
    return fits && (helpers.isEmpty || figures(helpers) == figures(entered)) ? others : nil
  }

  /// - `service`: Whose name the count takes.
  private mutating func add(_ count: Count, _ column: Int, of service: TableHeader.Named? = nil)
    throws(CellProblem)
  {
    var count = count
    let isService = count.measure != .attendance
    guard CountingWord.countsPeople(count.counter) || (isService && ["场", "次"].contains(count.counter)) else {
      throw CellProblem(column, .notPeople(row[column], count.counter))
    }
    if let service {
      let online = columns.audience(service, counter: count.counter)
      count.measure = online == nil ? Count.Measure(rawValue: service.name) : .online
      count.group = online?.group ?? count.group
    }
    try checkPeople(count.quantity, count.counter, column, isOnline: count.measure == .online)
    contents.append(.count(count))
  }

  /// Whether the one figure of a cell does not say what it counts in.
  private func isUncounted(_ column: Int) -> Bool {
    (try? columns.phrase(columns.scaled(row[column], column))).map { $0.counter == nil } ?? false
  }

  /// 40人（线上20人）: a number of its own for those on line is one of both.
  private func refuseMixed(_ column: Int) throws(CellProblem) {
    guard row[column].contains(where: { !$0.isNumber }),
      let phrase = try? columns.phrase(row[column]), !phrase.thing.isEmpty
    else { return }
    let isOnline = OnlineAudience(phrase.thing, counter: phrase.counter, isAttendance: true) != nil
    if OnlineAudience.isMixed(phrase.thing) || (isOnline && phrase.thing.contains { $0.isNumber }) {
      throw CellProblem(column, .onlineAndOnSite(row[column]))
    }
  }

  /// Whether a cell for speakers says who they were, and not how many.
  static func isPost(_ text: String) -> Bool {
    !text.isEmpty && !text.isLikeFormula && !EventTable.isNothing(text)
      && !text.contains { $0.halfWidth.isASCIIDigit } && !text.allSatisfy(\.isNumeral)
      && !"人名位".contains(text.last ?? " ")
  }

  /// The figures of a cell that says more than a number; nil for any other, and for one that names somebody: then only
  /// the number is taken.
  private mutating func worded(_ column: Int, _ role: Count.Role?) throws(CellProblem) -> RecordedFigures? {
    if row.merged.contains(where: { $0.column == column }) { return nil }
    do throws(LedgerFault) {
      let figures = try columns.people(columns.scaled(row[column], column), role)
      doubts += (figures?.leftOut ?? []).map { CellDoubt(column, $0.remark) }
      return figures
    } catch .personal {
      return nil
    } catch .quantity(let fault) {
      throw CellProblem(column, .inTable(fault))
    } catch .notPeople(let phrase, let counter) {
      throw CellProblem(column, .notPeople(phrase, counter))
    } catch .onlineWithOnSite(let phrase) {
      throw CellProblem(column, .onlineAndOnSite(phrase))
    } catch {
      throw CellProblem(column, .init(zh: error.text(.zh), en: error.text(.en)))
    }
  }
}

extension LedgerEntry.Content {
  fileprivate var attended: Count? {
    guard case .count(let count) = self, count.measure == .attendance else { return nil }
    return count
  }
}

extension BilingualText {
  fileprivate static let unreadGroups = BilingualText(
    zh: "看不懂各是多少人，没有读；写成“家长 50 人、儿童 30 人”",
    en: "how many there were of each was not understood and not read; write it as in '家长 50 人、儿童 30 人'")

  fileprivate static func otherGroups(_ sum: Quantity) -> BilingualText {
    BilingualText(
      zh: "这一格加起来是 \(sum.sumText(.zh, counter: CountingWord.person))，与人数不同；按人数登记，是否正确？",
      en:
        "this adds up to \(sum.sumText(.en, counter: nil)), not to the number of people: entered by that, is that right?"
    )
  }
}
