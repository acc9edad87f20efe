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
