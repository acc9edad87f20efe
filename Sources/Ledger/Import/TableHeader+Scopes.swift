/// Columns of a table of events whose figures are none of the event's own: of another time, or held against those beside
/// them.
extension TableHeader {
  // MARK: Figures of another time

  /// 预计人数, 剩余宣传资料, 本年服务人次 and 累计发放资料 are told as not read. On a list of people they are all there is.
  static func leaveOutOthers(
    _ columns: inout [ColumnRole: [Int]], _ services: inout [Named], _ goods: inout [Named],
    _ cells: [String], _ unknown: inout [String]
  ) {
    guard !isOfPeople(columns) else { return }
    func named(_ roles: [ColumnRole]) -> [Named] {
      roles.flatMap { columns[$0] ?? [] }.map { column in
        let noun = HeaderScope(cells[column]).noun
        return Named(column: column, name: thing(of: noun) ?? noun, counter: nil)
      }
    }
    let things = goods + named([.item, .quantity])
    let people = services + named([.count, .children] + ColumnRole.helpers.map(\.column))
    var others =
      things.filter { OtherFigures.isNotGiven($0.name) || OtherFigures.isNotGiven(cells[$0.column]) }.map(
        \.column)
      + people.map(\.column).filter { OtherFigures.areTold(in: cells[$0]) }
    others += (things + people).map(\.column).filter { isRatio(cells[$0]) && !others.contains($0) }
    others += ofOtherTimes(
      (things + people).filter { !others.contains($0.column) }, things.map(\.column), cells)
    others += mixed(services, columns[.count] ?? [], cells)
    guard !others.isEmpty else { return }
    for role in [ColumnRole.count, .children, .item, .quantity] + ColumnRole.helpers.map(\.column) {
      let kept = columns[role]?.filter { !others.contains($0) } ?? []
      columns[role] = kept.isEmpty ? nil : kept
    }
    services.removeAll { others.contains($0.column) }
    goods.removeAll { others.contains($0.column) }
    unknown += others.sorted().map { cells[$0] }
  }

  /// The columns whose figures are of another time than the event.
  private static func ofOtherTimes(_ named: [Named], _ things: [Int], _ cells: [String]) -> [Int] {
    let spans = named.map { HeaderScope(cells[$0.column]).span }
    let least = spans.min() ?? .event
    return zip(named, spans).filter { column, span in
      switch span {
      case .year: true
      // What was handed out by and by is never one event's; of people it may be all there is.
      case .sum: things.contains(column.column) || least < .sum
      // 5月 beside 6月 is neither's.
      case .event, .period, .quarter:
        zip(named, spans).contains { other, its in
          other.column != column.column && other.name == column.name
            && (its < span || column.isTaken && !other.isTaken || its == span && span != .event)
        }
      }
    }.map(\.0.column)
  }

  /// 比上年增减, 完成率: what figures are beside others.
  static func isRatio(_ text: String) -> Bool {
    ["增减", "增长", "增幅", "同比", "环比", "占比", "比例", "百分比", "完成率", "覆盖率"].contains { text.contains($0) }
  }

  /// 参加人数 beside 线上参加人数 and 线下参加人数 counts both.
  private static func mixed(_ services: [Named], _ counts: [Int], _ cells: [String]) -> [Int] {
    let onSite = counts.filter { column in ["线下", "现场"].contains { cells[column].contains($0) } }
    guard !onSite.isEmpty, services.contains(where: { isOnLine($0.name) }) else { return [] }
    return counts.filter { !onSite.contains($0) && CountHeader.group(cells[$0]) == nil }
  }

  static func isOnLine(_ word: String) -> Bool {
    ["线上", "在线", "网上", "直播"].contains { word.contains($0) }
  }

  // MARK: Totals and parts

  enum Relation {
    /// 合计 beside the others, which are read.
    case total
    /// 其中 behind it, which is read.
    case parts
    /// 宣传资料 beside 折页 and 手册: all are read, though it may be their sum.
    case perhaps
  }

  /// A column that is held against others.
  struct Sum: Hashable, Sendable {
    let whole: Named
    /// Those of which it is the sum, or some of it.
    let parts: [Named]
    let relation: Relation
    let isGiven: Bool

    /// The columns that are not read.
    var unread: [Int] {
      switch relation {
      case .total: [whole.column]
      case .parts: parts.map(\.column)
      case .perhaps: []
      }
    }
  }

  /// What is not read of them.
  var held: [String] { sums.flatMap(\.unread).map { cells[$0] } }

  /// 合计发放（份） beside 折页 and 手册 is their sum, and 其中：折页 some of what stands before it.
  static func settleSums(
    _ items: [Int], _ services: inout [Named], _ goods: inout [Named], _ cells: [String],
    _ unknown: inout [String]
  ) -> [Sum] {
    let all = goods + items.map { Named(column: $0, name: cells[$0], counter: nil) }
    let given = all.sorted { $0.column < $1.column }
    let sums =
      self.sums(services, cells, isGiven: false)
      + self.sums(given.filter { !isMoney($0) }, cells, isGiven: true)
      + self.sums(given.filter(isMoney), cells, isGiven: true)
    let unread = sums.flatMap(\.unread)
    // A bare 合计服务 may hold those who came as well.
    let bare = services.filter { service in
      let scope = HeaderScope(cells[service.column])
      return service.isSupposed && (scope.isTotal || scope.span == .sum)
    }.map(\.column)
    let left = unread + bare.filter { !unread.contains($0) }
    services.removeAll { left.contains($0.column) }
    goods.removeAll { left.contains($0.column) }
    unknown += left.map { cells[$0] }
    return sums
  }

  private static func sums(_ columns: [Named], _ cells: [String], isGiven: Bool) -> [Sum] {
    var sums: [Sum] = []
    var own: [Named] = []
    var parts: [Named] = []
    func end() {
      if let whole = own.last, !parts.isEmpty {
        sums.append(Sum(whole: whole, parts: parts, relation: .parts, isGiven: isGiven))
      } else {
        own += parts
      }
      parts = []
    }
    for column in columns {
      if isPart(column, after: parts.last, cells) {
        parts.append(column)
        continue
      }
      end()
      own.append(column)
    }
    end()
    let read = own.filter { !$0.isTotal }
    guard !read.isEmpty else { return sums }
    let totals = own.filter { total in total.isTotal && !sums.contains { $0.whole == total } }
    // 合计 of 义诊 and 咨询 holds no 服务对象人数, which is whom these were done for.
    let most = totals.isEmpty || !isGiven ? read.only { isGeneral($0.name) } : nil
    let others = read.count > 2 ? read.filter { $0 != most } : read
    return sums + totals.map { Sum(whole: $0, parts: others, relation: .total, isGiven: isGiven) }
      + [most].compactMap(\.self).filter { _ in others.count < read.count }.map {
        Sum(whole: $0, parts: others, relation: .perhaps, isGiven: isGiven)
      }
  }

  private static func isMoney(_ column: Named) -> Bool {
    column.counter == CountingWord.yuan || GoodsWords.isMoney(column.name)
  }

  /// Words for things of many kinds, and for whatever was done for people.
  private static func isGeneral(_ name: String) -> Bool {
    let word = thing(of: name) ?? "物资"
    return ["资料", "材料", "物资", "物品", "用品", "宣传品"].contains(where: word.hasSuffix) || word == "服务"
      || word == "服务群众"
  }

  /// 其中：折页, and 手册 right behind the colon's first; behind 其中折页 another thing may stand.
  private static func isPart(_ column: Named, after part: Named?, _ cells: [String]) -> Bool {
    let text = cells[column.column]
    if HeaderScope(text).isPart { return true }
    guard let part, part.column + 1 == column.column, !column.isTotal, ColumnRole(header: text) == nil,
      !HeaderGrammar.giving.contains(where: text.hasPrefix)
    else { return false }
    let first = cells[...part.column].last { HeaderScope($0).isPart } ?? ""
    return first.contains { $0.halfWidth == ":" }
  }

  /// 发放合计 and 合计（份）, which name nothing else.
  static func total(of noun: String, _ column: Int) -> Named? {
    let counter = HeaderText.counter(noun)
    guard counter != CountingWord.yuan else { return nil }
    let word = HeaderText.normalised(noun)
    let isGeneral =
      ["发放", "发放量", "发放数", "份", "件", "物资", "物品"].contains(word)
      || (word.isEmpty && counter.map(GoodsWords.isCounter) ?? false)
    guard isGeneral || ColumnRole(header: noun) == .item else { return nil }
    let name = isGeneral ? nil : thing(of: noun)
    return Named(column: column, name: name ?? "物资", counter: counter, isTotal: true)
  }
}

extension [TableHeader.Named] {
  fileprivate func only(where holds: (TableHeader.Named) -> Bool) -> TableHeader.Named? {
    let found = filter(holds)
    return found.count == 1 ? found[0] : nil
  }
}
