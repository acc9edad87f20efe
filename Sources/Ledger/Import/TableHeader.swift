/// Which column of a table holds what, found by the words of its header.
struct TableHeader: Hashable, Sendable {
  /// A column whose header names a service (咨询人数) or a thing that was given (宣传资料（份）).
  struct Named: Hashable, Sendable {
    let column: Int
    let name: String
    let counter: String?
    /// Known by its name alone: its cells may hold words of something else.
    var isSupposed = false
    /// 领取: what those who came took, or what the unit took from its superior.
    var isTaken = false
    /// Of all columns of things beside it: 发放合计, 物资总数.
    var isTotal = false
  }

  /// The number of its row, of the upper one if it has two.
  let row: Int
  let lastRow: Int
  let cells: [String]
  /// Its rows as they stand in the file.
  private let written: [[String]]
  private var columns: [ColumnRole: [Int]]
  let services: [Named]
  private(set) var goods: [Named]
  /// Headers that mean nothing here.
  private(set) var unknown: [String]
  /// Lists that stand side by side; nil if there is one.
  let blocks: ListBlocks?
  /// Columns that are held against others, and not added to them.
  let sums: [Sum]

  /// - Returns: Nil if the row is no header.
  ///
  /// - `lower`: More rows of a header whose first one spans several columns.
  init?(_ row: TableRow, over lower: ArraySlice<TableRow> = []) {
    written = [row.cells] + lower.map(\.cells)
    guard var row = HeaderPair.joined(row, lower) else { return nil }
    let blocks = ListBlocks(ofEvents: row.cells)
    blocks?.leaveFirst(of: &row.cells)
    var columns: [ColumnRole: [Int]] = [:]
    var services: [Named] = []
    var goods: [Named] = []
    var unknown: [String] = []
    var values = 0
    for (column, text) in row.cells.enumerated() where !text.isEmpty {
      if let role = ColumnRole(header: text) {
        columns[role, default: []].append(column)
      } else if let figure = Self.figure(text, column) {
        switch figure {
        case .role(let role): columns[role, default: []].append(column)
        case .service(let service): services.append(service)
        case .thing(let thing): goods.append(thing)
        }
      } else {
        unknown.append(text)
        let hasDigits = text.unicodeScalars.contains { ("0"..."9").contains($0) }
        if text.count > 24 || hasDigits && !HeaderScope(text).isMarked {
          values += 1
        }
      }
    }
    var known = columns.keys.count { ![.year, .month, .dayOfMonth].contains($0) }
    // 社区, 男, 女: parts of the people are a number of people. 是否志愿者 is asked of people.
    if known == 1,
      Self.sexes(row.cells) != nil
        || unknown.contains(where: {
          CountHeader.group($0) != nil || CountHeader.isOfSlot($0) || Self.askedHelper($0) != nil
        })
    {
      known += 1
    }
    let filled = row.cells.count { !$0.isEmpty }
    // 签到 or 时间 alone in a row is a title; one column alone is a header if the table has no other.
    guard known >= 2 || (known == 1 && filled == columns.values.first?.count && Self.standsAlone(columns))
    else { return nil }
    guard values * 2 < filled, !columns.keys.allSatisfy({ $0 == .number }) else { return nil }
    Self.leaveOutOthers(&columns, &services, &goods, row.cells, &unknown)
    Self.settlePresence(&columns, row.cells, &unknown)
    if !Self.settleGroups(&columns, row.cells, &unknown) {
      Self.leaveOutSecondCounts(&columns, row.cells, &unknown)
    }
    Self.settleSlots(&columns, row.cells, &unknown)
    Self.settle(&columns, row.cells, &unknown)
    Self.settleTrainees(&columns, &services)
    Self.settleGoods(&columns, row.cells, &goods)
    sums =
      Self.isOfPeople(columns)
      ? [] : Self.settleSums(columns[.item] ?? [], &services, &goods, row.cells, &unknown)
    if !Self.isOfPeople(columns), columns[.item] == nil, let numbers = columns[.quantity] {
      // 数量 alone does not say of what.
      unknown += numbers.map { row.cells[$0] }
      columns[.quantity] = nil
    }
    self.row = row.number
    lastRow = lower.last?.number ?? row.number
    cells = row.cells
    self.columns = columns
    (self.services, self.goods, self.unknown) = (services, goods, unknown)
    self.blocks = blocks ?? ListBlocks(row.cells, names: columns[.name] ?? [])
  }

  private enum Figure {
    case role(ColumnRole)
    case service(Named)
    case thing(Named)
  }

  /// What is counted in a column that no role names as it is written.
  private static func figure(_ text: String, _ column: Int) -> Figure? {
    let scope = HeaderScope(text)
    guard scope.span != .year else { return nil }
    let noun = scope.noun
    if scope.isTotal || scope.isNumber, let total = total(of: noun, column) { return .thing(total) }
    if var service = service(noun, column) {
      service.isTotal = scope.isTotal
      return .service(service)
    }
    if var thing = thing(noun, column) {
      thing.isTotal = scope.isTotal
      return .thing(thing)
    }
    let figures: Set<ColumnRole> = [.count, .children, .item, .quantity]
    guard scope.isMarked, let role = ColumnRole(header: noun), figures.contains(role) || role.isOfHelpers
    else { return nil }
    return .role(role)
  }

  /// A row below a header that is one too: it begins with a word for a column, nearly all of its cells are such, and none
  /// begins with a digit.
  init?(below row: TableRow) {
    guard row.faults.isEmpty, let first = row.cells.first(where: { !$0.isEmpty }), ColumnRole.isWord(first),
      !row.cells.contains(where: { $0.utf8.first.map { (0x30...0x39).contains($0) } ?? false }),
      let header = TableHeader(row), header.strength > 1,
      header.unknown.count * 3 <= row.cells.count(where: { !$0.isEmpty })
    else { return nil }
    self = header
  }

  /// 受益人数 beside 参加人数 is no second attendance; 人次 and 户 beside 人 are other measures, and 群众 beside 男 under one
  /// head another part.
  private static func leaveOutSecondCounts(
    _ columns: inout [ColumnRole: [Int]], _ cells: [String], _ unknown: inout [String]
  ) {
    guard let counts = columns[.count], counts.count > 1 else { return }
    // Who came, rather than how many live in a house or were reached.
    let words = Dictionary(uniqueKeysWithValues: counts.map { ($0, HeaderText.normalised(cells[$0])) })
    let measures = counts.map { CountHeader.counter(cells[$0]) ?? CountingWord.person }
    var heads: [String: String] = [:]
    for (column, measure) in zip(counts, measures) where heads[measure] == nil {
      heads[measure] = words[column].flatMap { word in
        came.contains { word.hasPrefix($0) || word.hasPrefix("合计" + $0) } ? word : nil
      }
    }
    let hasLists = (columns[.name]?.count ?? 0) > 1
    columns[.count] = zip(counts, measures).filter { column, measure in
      let head = heads[measure]
      heads[measure] = head ?? words[column]
      // 人数 twice in one row is the same number in two columns, or nobody knows which.
      let isTwice = counts.contains { $0 < column && cells[$0] == cells[column] }
      if head == nil || (head == words[column] && (!isTwice || hasLists)) { return true }
      unknown.append(cells[column])
      return false
    }.map(\.0)
  }

  private static let came = ["到场", "实到", "参加", "参与", "签到", "到会", "出席", "参会", "参训", "来"]

  private static func standsAlone(_ columns: [ColumnRole: [Int]]) -> Bool {
    columns[.name] != nil || columns[.phone] != nil || columns[.count] != nil
  }

  /// Headers over two columns of which one was read.
  var unreadTwins: [String] {
    let read = Set((columns[.count] ?? []).map { cells[$0] })
    return unknown.filter { read.contains($0) }
  }

  /// Headers over two columns of things, both of which are read.
  var addedTwins: [String] {
    var seen: Set<String> = []
    return (all(.item) + goods.map(\.column)).sorted().map { cells[$0] }.filter { !seen.insert($0).inserted }
  }

  /// Columns of services and goods, which a list of people has no place for.
  var figuresBesidePeople: [String] {
    let columns = services.map(\.column) + goods.map(\.column) + all(.item) + all(.quantity)
    return Set(columns).sorted().map { cells[$0] }
  }

  /// How many columns are understood.
  var strength: Int { columns.count + services.count + goods.count }

  /// The first column of a role.
  subscript(role: ColumnRole) -> Int? { columns[role]?.first }

  func all(_ role: ColumnRole) -> [Int] { columns[role] ?? [] }

  func has(_ role: ColumnRole) -> Bool { columns[role] != nil }

  /// Whether its rows are people rather than sessions, of which a column of phones names whom to call.
  var isOfPeople: Bool { Self.isOfPeople(columns) }

  static func isOfPeople(_ columns: [ColumnRole: [Int]]) -> Bool {
    let isOfSessions = columns[.title] != nil && (columns[.date] ?? columns[.month]) != nil
    return columns[.name] != nil || (columns[.phone] != nil && !isOfSessions)
  }

  /// Whether its rows are people. Those of a session may be told by their number alone, but 58 people of one district on
  /// one day and 40 of another on another are sessions.
  func isList(ofSession isGiven: Bool) -> Bool {
    if isOfPeople { return true }
    return isGiven && has(.count) && !has(.title) && !has(.date) && !has(.month)
  }

  /// Whether a row repeats one of its own, at the top of a second page.
  func isRepeated(by row: TableRow) -> Bool {
    row.cells.count >= 2
      && written.contains { cells in
        zip(cells, row.cells).allSatisfy { $0 == $1 }
          && row.cells.dropFirst(cells.count).allSatisfy(\.isEmpty)
      }
  }

  /// Whether another header has the same in the same columns, at the top of a second page.
  func isLike(_ other: TableHeader) -> Bool {
    columns == other.columns && services.map(\.column) == other.services.map(\.column)
      && goods.map(\.column) == other.goods.map(\.column)
  }

  /// 宣传品 of 发放宣传品（份）; nil for a column whose cells name the thing themselves.
  func thing(of column: Int) -> String? { Self.thing(of: HeaderScope(cells[column]).noun) }

  static func thing(of header: String) -> String? {
    var word = HeaderText.normalised(header)[...]
    for verb in HeaderGrammar.giving + HeaderGrammar.taking where word.hasPrefix(verb) {
      word = word.dropFirst(verb.count)
    }
    for tail in ["数量", "份数", "数", "及", "和", "名称", "种类", "品种", "明细", "清单", "发放情况", "情况", "发放量", "发放"]
    where word.hasSuffix(tail) {
      word = word.dropLast(tail.count)
    }
    let general: Set<String> = [
      "", "情况", "物资", "物资名称", "物品", "品名", "item", "items", "goods", "materials", "given",
    ]
    return general.contains(String(word)) ? nil : String(word)
  }

  static func isService(_ word: String) -> Bool { services.contains { withoutGroup(word).hasSuffix($0) } }

  static func isThing(_ text: String) -> Bool { thing(text, 0) != nil }

  private static let services = [
    "咨询", "义诊", "检查", "签约", "服务", "筛查", "体检", "走访", "慰问", "培训", "观看", "收看", "指导", "宣教", "宣讲", "讲解", "随访",
    "接种", "救助",
    "帮扶", "办理", "代办", "诊疗", "就诊", "孕检", "优检", "测血压", "量血压", "测血糖", "血压测量", "血糖检测", "检测",
  ]

  private static let served: Set<String> = ["served", "peopleserved", "personsserved"]

  /// 咨询人数, 义诊人次, 走访户数, 服务群众（人次）, 咨询.
  private static func service(_ text: String, _ column: Int) -> Named? {
    let word = HeaderText.normalised(text)
    if served.contains(CountHeader.withoutEnglishHead(word)?.rest ?? word) {
      return Named(column: column, name: Count.Measure.service.rawValue, counter: CountingWord.person)
    }
    for (tail, counter) in [("人数", "人"), ("人次", "人次"), ("户数", "户"), ("", nil)] as [(String, String?)]
    where word.hasSuffix(tail) {
      let stem = withoutGroup(String(word.dropLast(tail.count)))
      let isOnLine = tail != "" && isOnLine(stem)
      let measure = counter ?? HeaderText.counter(text)
      guard !stem.isEmpty, stem.count <= 8 else { continue }
      if isOnLine || isService(stem) {
        return Named(
          column: column, name: stem, counter: measure, isSupposed: tail == "" && measure == nil)
      }
      // 慰问困难家庭（户）.
      if let act = services.first(where: { stem.hasPrefix($0) }), let measure,
        CountingWord.countsPeople(measure)
      {
        return Named(column: column, name: act, counter: measure)
      }
    }
    return nil
  }

  /// 咨询 of 接受咨询群众: whom it was done for is the public.
  private static func withoutGroup(_ word: String) -> String {
    var stem = word[...]
    for group in ["群众", "对象", "人员", "居民", "家庭", "户"] where stem.hasSuffix(group) {
      stem = stem.dropLast(group.count)
    }
    for verb in ["接受", "提供", "开展", "进行"] where stem.hasPrefix(verb) && stem != verb {
      stem = stem.dropFirst(verb.count)
    }
    return String(stem)
  }

  /// 宣传资料（份）, 发放避孕药具数, 宣传折页: a thing with its counting word, a word of giving or a name of goods.
  private static func thing(_ text: String, _ column: Int) -> Named? {
    var word = HeaderText.normalised(text)
    var counter = HeaderText.counter(text)
    var verb = (HeaderGrammar.giving + HeaderGrammar.taking).first { word.hasPrefix($0) }
    let isTaken = verb.map(HeaderGrammar.taking.contains) ?? false
    word = String(word.dropFirst(verb?.count ?? 0))
    // 发放人数 counts those who got something, 发放份数 names nothing.
    guard !notThings.contains(where: word.hasSuffix) else { return nil }
    // 资料份数 and 折页本数 say what they count in.
    let copies = copies(in: word)
    for tail in ["数量", copies.map { $0 + "数" } ?? "数", "数"]
    where word.hasSuffix(tail) && word.count > tail.count {
      word = String(word.dropLast(tail.count))
      break
    }
    counter = counter ?? copies
    if let last = HeaderGrammar.giving.first(where: { word.hasSuffix($0) && word.count > $0.count }) {
      verb = last
      word = String(word.dropLast(last.count))
    }
    let isCounted = counter.map { GoodsWords.isCounter($0) } ?? false
    let isOfPeople = counter.map(CountingWord.countsPeople) ?? false
    let isKnown = isCounted ? !GoodsWords.isOther(word) : !isOfPeople && GoodsWords.isGoods(word)
    guard word.count > 1, verb != nil || isKnown, !GoodsWords.isCost(word) else { return nil }
    if counter == nil, GoodsWords.isMoney(word) { counter = CountingWord.yuan }
    return Named(
      column: column, name: word, counter: counter, isSupposed: verb == nil && !isCounted, isTaken: isTaken)
  }

  private static let copies = ["份", "册", "本", "盒", "袋", "瓶", "包", "张"]
  /// 份 of 资料份数 and 份数.
  static func copies(in word: String) -> String? { copies.first { word.hasSuffix($0 + "数") } }

  private static let notThings = [
    "人数", "户数", "人次", "次数", "对象", "人员", "单位", "日期", "时间", "地点", "方式", "情况", "范围",
  ]

  /// Whether all of its units are below a county.
  var hasPlaces: Bool { has(.unit) && all(.unit).allSatisfy { UnitHeader.isBelowCounty(cells[$0]) } }

  mutating func takeUnitsAsPlaces() {
    columns[.venue] = columns[.venue] ?? columns[.unit]
    columns[.unit] = nil
  }

  /// Takes columns for things that were given which somebody's plan names and no vocabulary has.
  mutating func learn(_ things: Set<String>) {
    guard !things.isEmpty else { return }
    for (column, text) in cells.enumerated() where unknown.contains(text) {
      let word = HeaderText.normalised(text)
      guard things.contains(word), !OtherFigures.isNotGiven(text) else { continue }
      goods.append(
        Named(column: column, name: word, counter: HeaderText.counter(text), isSupposed: true))
      unknown.removeAll { $0 == text }
    }
  }
}
