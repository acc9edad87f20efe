/// Columns of a table of sessions that count some of those who came: 家长, 儿童人数, 参加妇女数.
extension TableHeader {
  /// Some of those who came, where another column has them all.
  struct Part: Hashable, Sendable {
    let column: Int
    let group: String
  }

  /// Groups are the attendance where no column has its sum; else they are parts of that, of which the children alone are
  /// read.
  ///
  /// - Returns: Whether they are the attendance.
  static func settleGroups(
    _ columns: inout [ColumnRole: [Int]], _ cells: [String], _ unknown: inout [String]
  ) -> Bool {
    guard !isOfPeople(columns) else { return false }
    for (role, _) in ColumnRole.helpers where role != .medics {
      keepFirst(of: role, &columns, cells, &unknown)
    }
    keepKinds(ofMedics: &columns, cells, &unknown)
    let free = Set(unknown)
    let named = Self.groups(cells)
    let counts = columns[.count] ?? []
    let mine = counts + (columns[.children] ?? [])
    let known = cells.indices.filter { column in
      (mine.contains(column) || free.contains(cells[column])) && named[column] != nil
    }
    var groups = (known + siblings(of: known, among: counts, cells)).sorted()
    let others = counts.filter { !groups.contains($0) }
    var isWhole =
      sexes(cells) != nil || others.contains { CountHeader.counter(cells[$0]) != CountingWord.household }
    // 其中党员 behind 群众 is counted with these.
    let marked = groups.filter { HeaderScope(cells[$0]).isPart }
    if !isWhole, marked.count < groups.count {
      groups.removeAll(where: marked.contains)
      unknown += marked.map { cells[$0] }.filter { !unknown.contains($0) }
      columns[.children]?.removeAll(where: marked.contains)
    }
    let helpers = ColumnRole.helpers.flatMap { columns[$0.column] ?? [] }
    if !isWhole, !groups.isEmpty,
      let sum = sum(beside: groups + helpers, cells.map { HeaderText.normalised($0) })
    {
      (columns[.count], isWhole) = (others + [sum], true)
      unknown.removeAll { $0 == cells[sum] }
    } else {
      columns[.count] = isWhole ? others : (others + groups).sorted()
    }
    if columns[.count]?.isEmpty ?? false { columns[.count] = nil }
    let children = groups.filter { CountHeader.isOfChildren(CountHeader.group(cells[$0]) ?? "") }
    let brought = (columns[.children] ?? []).filter { !groups.contains($0) }
    columns[.children] = isWhole && !(children + brought).isEmpty ? children + brought : nil
    unknown.removeAll { text in !isWhole && groups.contains { cells[$0] == text } }
    let left = isWhole ? groups.filter { !children.contains($0) } : brought
    unknown += left.map { cells[$0] }.filter { !unknown.contains($0) }
    keepFirst(of: .children, &columns, cells, &unknown)
    return !isWhole && !groups.isEmpty
  }

  /// By column, whom it counts if it is some of those who came: 教师 and 其他 only beside another group, though helpers may
  /// stand between them.
  static func groups(_ cells: [String]) -> [Int: String] {
    let sure = cells.map { CountHeader.group($0) }
    let perhaps = cells.indices.filter {
      sure[$0] == nil && CountHeader.group(cells[$0], isBesideOthers: true) != nil
    }
    func isPassed(_ column: Int) -> Bool {
      let role = ColumnRole(header: HeaderScope(cells[column]).noun)
      return perhaps.contains(column) || role?.isOfHelpers == true
    }
    let beside = perhaps.filter { column in
      let left = cells.indices[..<column].last { !isPassed($0) }
      let right = cells.indices[(column + 1)...].first { !isPassed($0) }
      return [left, right].compactMap(\.self).contains { sure[$0] != nil }
    }
    return Dictionary(
      uniqueKeysWithValues: cells.indices.compactMap { column in
        let group =
          beside.contains(column) ? CountHeader.group(cells[column], isBesideOthers: true) : sure[column]
        return group.map { (column, $0) }
      })
  }

  /// 参加人数（镇级） beside 参加人数（群众）: whatever stands in the brackets of one head are some of the people, too.
  private static func siblings(of groups: [Int], among counts: [Int], _ cells: [String]) -> [Int] {
    func isInside(_ column: Int) -> Bool {
      let inside = HeaderText.bracketed(cells[column])
      return !inside.isEmpty && HeaderText.counter(cells[column]) == nil && !HeaderScope.isBare(inside)
    }
    let heads = groups.filter(isInside).map { HeaderText.normalised(cells[$0]) }
    return counts.filter {
      !groups.contains($0) && isInside($0) && heads.contains(HeaderText.normalised(cells[$0]))
    }
  }

  /// 上午人数 and 下午人数 of units, where no column has all people: together they are how many came, some of them perhaps
  /// twice.
  static func settleSlots(
    _ columns: inout [ColumnRole: [Int]], _ cells: [String], _ unknown: inout [String]
  ) {
    guard columns[.count] == nil, !isOfPeople(columns), columns[.title] == nil, columns[.date] == nil,
      columns[.month] == nil
    else { return }
    let slots = cells.indices.filter { CountHeader.isOfSlot(cells[$0]) }
    guard slots.count > 1 else { return }
    columns[.count] = sum(beside: slots, cells.map { HeaderText.normalised($0) }).map { [$0] } ?? slots
    let read = Set((columns[.count] ?? []).map { cells[$0] })
    unknown.removeAll { read.contains($0) }
  }

  /// Those of the parts of a day that were added up.
  var slots: [String] { all(.count).map { cells[$0] }.filter(CountHeader.isOfSlot) }

  private static func keepFirst(
    of role: ColumnRole, _ columns: inout [ColumnRole: [Int]], _ cells: [String], _ unknown: inout [String]
  ) {
    guard let all = columns[role], all.count > 1 else { return }
    // 志愿者服务人次 is how often those of 志愿者 helped.
    let kept = all.first { CountHeader.counter(cells[$0]) == nil } ?? all[0]
    columns[role] = [kept]
    unknown += all.filter { $0 != kept }.map { cells[$0] }
  }

  /// 医生 and 护士 are two kinds; 医务人员 beside them are both.
  private static func keepKinds(
    ofMedics columns: inout [ColumnRole: [Int]], _ cells: [String], _ unknown: inout [String]
  ) {
    guard let medics = columns[.medics], medics.count > 1 else { return }
    let nurses = medics.filter { CountHeader.medics(cells[$0]) == "护士" }
    let doctors = medics.filter { ["医生", "医师"].contains(CountHeader.medics(cells[$0])) }
    guard nurses.count == 1, doctors.count == 1, medics.count == 2 else {
      let kept = medics.first { !(nurses + doctors).contains($0) } ?? medics[0]
      columns[.medics] = [kept]
      unknown += medics.filter { $0 != kept }.map { cells[$0] }
      return
    }
  }

  /// Columns of helpers that were not read beside another one of the same.
  var unreadHelpers: [String] {
    guard !isOfPeople, ColumnRole.helpers.contains(where: { has($0.column) }) else { return [] }
    return unknown.filter { text in
      let role = ColumnRole(header: text) ?? ColumnRole(header: HeaderScope(text).noun)
      return role?.isOfHelpers == true && !OtherFigures.areTold(in: text)
        && HeaderScope(text).span < .quarter
    }
  }

  // MARK: Helpers among the people

  /// The column that sums up those beside it, 合计 behind 干部 and 群众; nil for a number of people that is called none.
  var totalOfPeople: Int? {
    guard !isOfPeople, !parts.isEmpty else { return nil }
    let columns = all(.count).filter { CountHeader.counter(cells[$0]) != CountingWord.household }
    guard columns.count == 1 else { return nil }
    return Self.isSum(cells[columns[0]]) || isNumberOfAll(columns[0]) ? columns[0] : nil
  }

  /// Whether a column is the 总人数 of groups beside it: it stands behind them, or one of them is everybody else. 总人数
  /// before 育龄妇女 has others, too.
  private func isNumberOfAll(_ total: Int) -> Bool {
    guard isOfAll(total) else { return false }
    let groups = parts.filter {
      !isOfOneSex($0) && !CountHeader.isOfChildren($0.group) && !HeaderScope(cells[$0.column]).isPart
    }
    guard let last = groups.map(\.column).max() else { return false }
    return groups.contains { Count.isAnybody($0.group) } || last < total && isBeside(total, last)
  }

  /// The 合计 right behind a number of people and the helpers beside it: it tells whether that number counts them.
  var sumWithHelpers: Int? {
    guard !isOfPeople, totalOfPeople == nil else { return nil }
    let people = all(.count).filter { CountHeader.counter(cells[$0]) != CountingWord.household }
    let helpers = ColumnRole.helpers.flatMap { all($0.column) }
    let words = cells.map { HeaderText.normalised($0) }
    guard people.count == 1, !helpers.isEmpty, let sum = Self.sum(beside: people + helpers, words),
      sum > people[0], unknown.contains(cells[sum]), isBeside(people[0], sum)
    else { return nil }
    return sum
  }

  /// Whether words say that a number counts all people: 总人数, 合计.
  func isOfAll(_ count: Int) -> Bool {
    Self.isSum(cells[count])
      || [cells[count], HeaderText.bracketed(cells[count])].map(HeaderText.normalised)
        .contains { $0 == "总数" || $0.hasSuffix("总人数") }
  }

  /// Whether a part is the men or the women, who may be of any group.
  func isOfOneSex(_ part: Part) -> Bool { Self.isOfOneSex(HeaderText.normalised(cells[part.column])) }

  /// Whether a column of helpers says that they are among the people: 其中志愿者, 志愿者 beside 参加人数（含志愿者）.
  func isAmongPeople(_ column: Int, _ role: ColumnRole) -> Bool {
    HeaderScope(cells[column]).isPart
      || all(.count).contains { count in
        let inside = HeaderScope(HeaderText.bracketed(cells[count]))
        return inside.isPart && ColumnRole(header: inside.noun) == role
      }
  }

  /// Whether nothing but parts of it stands between a total and another column.
  func isBeside(_ total: Int, _ column: Int) -> Bool {
    let known = Set(parts.map(\.column) + ColumnRole.helpers.flatMap { all($0.column) })
    return (min(total, column) + 1..<max(total, column)).allSatisfy(known.contains)
  }

  /// The columns of men and women, where another one counts both.
  var sexes: (men: Int, women: Int)? {
    guard !isOfPeople, let sexes = Self.sexes(cells), has(.count),
      !all(.count).contains(where: { $0 == sexes.men || $0 == sexes.women })
    else { return nil }
    return sexes
  }

  /// Those of which another column has the sum: they are held against it, and not added.
  var parts: [Part] {
    let groups = Self.groups(cells)
    guard !isOfPeople, all(.count).contains(where: { groups[$0] == nil }) else { return [] }
    let children = all(.children).map { Part(column: $0, group: CountHeader.group(cells[$0]) ?? "儿童") }
    let sexes = sexes.map { [Part(column: $0.men, group: "男"), Part(column: $0.women, group: "女")] } ?? []
    return children + sexes
      + cells.indices.compactMap { column in
        let isPart = unknown.contains(cells[column]) && !all(.count).contains(column)
        guard isPart, CountHeader.counter(cells[column]) != CountingWord.household else { return nil }
        return groups[column].map { Part(column: column, group: $0) }
      }
  }
}
