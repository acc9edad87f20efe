extension TableHeader {
  /// Of several columns that could hold the same, settles which one does; the others are told as not read.
  ///
  /// - `cells`: The header's words as they are written.
  static func settle(
    _ columns: inout [ColumnRole: [Int]], _ cells: [String], _ unknown: inout [String]
  ) {
    let isList = TableHeader.isOfPeople(columns)
    settleNames(&columns, cells, &unknown)
    settleTitles(&columns, cells, &unknown)
    settleUnits(&columns, cells, &unknown, isList: isList)
    settleDays(&columns, cells, &unknown)
    settleDayParts(&columns, cells, &unknown, isList: isList)
    settlePeople(&columns, cells, &unknown)
  }

  private static func settleUnits(
    _ columns: inout [ColumnRole: [Int]], _ cells: [String], _ unknown: inout [String], isList: Bool
  ) {
    // 参加单位 of a list is where somebody comes from.
    if columns[.unit] == nil, let partners = columns[.partner], isList || partners.count == 1 {
      columns[.unit] = partners
      columns[.partner] = nil
    }
    // 物资, 数量, 单位: what the things are counted in.
    if let units = columns[.unit], units.count > 1, columns[.item] != nil,
      let number = columns[.quantity]?.first,
      let counter = units.first(where: { abs($0 - number) == 1 && HeaderText.normalised(cells[$0]) == "单位" })
    {
      columns[.counter] = [counter]
      columns[.unit] = units.filter { $0 != counter }
    }
    defer { if !isList { columns[.unit] = columns[.unit].map { UnitHeader.ordered($0, cells) } } }
    guard let units = columns[.unit], units.count > 1 else { return }
    var exact = units.filter { ColumnRole.isExact(cells[$0]) }
    // 市, 县 and 乡 make one name together; of 单位 and 主办单位 one says whose session it was.
    let holders = exact.filter { HeaderText.normalised(cells[$0]).hasSuffix("单位") }
    if !isList, holders.count > 1 {
      let words = ["单位", "开展单位", "填报单位", "报送单位", "举办单位", "主办单位"]
      let best = words.lazy.compactMap { word in holders.first { HeaderText.normalised(cells[$0]) == word } }
        .first
      let others = holders.filter { $0 != best ?? holders[0] }
      exact.removeAll { others.contains($0) }
      let hosts = others.filter { ["主办单位", "举办单位"].contains(HeaderText.normalised(cells[$0])) }
      columns[.organiser] = hosts.isEmpty ? nil : hosts
    }
    let organisers = columns[.organiser] ?? []
    guard !exact.isEmpty else { return }
    columns[.unit] = exact
    unknown += units.filter { !exact.contains($0) && !organisers.contains($0) }.map { cells[$0] }
  }

  // MARK: Names and who came

  /// 到场 of a table of sessions is how many came, and so is 参训人员; of a list households count nobody.
  static func settlePresence(
    _ columns: inout [ColumnRole: [Int]], _ cells: [String], _ unknown: inout [String]
  ) {
    func leaveOut(_ role: ColumnRole) {
      unknown += (columns[role] ?? []).map { cells[$0] }
      columns[role] = nil
    }
    let isOfSessions = columns[.title] != nil && (columns[.date] ?? columns[.month]) != nil
    let names = columns[.name] ?? []
    if isOfSessions, columns[.count] == nil, !names.isEmpty,
      names.allSatisfy({ HeaderText.normalised(cells[$0]).hasSuffix("人员") })
    {
      (columns[.count], columns[.name]) = (names, nil)
    }
    guard !isOfPeople(columns) else {
      settleKinds(&columns, cells, &unknown)
      if let counts = columns[.count] {
        let people = counts.filter { CountHeader.counter(cells[$0]) != CountingWord.household }
        unknown += counts.filter { !people.contains($0) }.map { cells[$0] }
        columns[.count] = people.isEmpty ? nil : people
      }
      // Who says how many came counts those whom they brought.
      if columns[.count] != nil { leaveOut(.companions) }
      for role in [ColumnRole.hours, .medics, .speakers] { leaveOut(role) }
      return
    }
    leaveOut(.companions)
    let came = (columns[.status] ?? []).filter {
      HeaderGrammar.presence.contains(HeaderText.normalised(cells[$0]))
    }
    guard !came.isEmpty else { return }
    columns[.count] = ((columns[.count] ?? []) + came).sorted()
    columns[.status] = nil
  }

  /// 参加对象 of a list of people says who each of them was, and 是否志愿者 whether they were one.
  private static func settleKinds(
    _ columns: inout [ColumnRole: [Int]], _ cells: [String], _ unknown: inout [String]
  ) {
    let kinds = (columns[.count] ?? []).filter { isKind(cells[$0]) }
    let counts = (columns[.count] ?? []).filter { !kinds.contains($0) }
    columns[.count] = counts.isEmpty ? nil : counts
    if columns[.role] == nil, let first = kinds.first { columns[.role] = [first] }
    unknown += kinds.filter { columns[.role] != [$0] }.map { cells[$0] }
    for text in unknown {
      guard let role = askedHelper(text), columns[role] == nil, let column = cells.firstIndex(of: text) else {
        continue
      }
      columns[role] = [column]
      unknown.removeAll { $0 == text }
    }
  }

  /// 参加对象, but not 参加对象（人）.
  static func isKind(_ text: String) -> Bool {
    HeaderText.normalised(text).hasSuffix("对象") && HeaderText.counter(text) == nil
  }

  /// The helpers whom 是否志愿者 and 是否为工作人员（是/否） ask for; nil for any other header.
  static func askedHelper(_ text: String) -> ColumnRole? {
    let word = HeaderText.normalised(text)
    guard let head = ["是否为", "是否是", "是否"].first(where: word.hasPrefix),
      let role = ColumnRole(header: String(word.dropFirst(head.count)))
    else { return nil }
    return [.volunteers, .staff].contains(role) ? role : nil
  }

  /// Of several names the first is whose row it is, besides their signature; 户主 only if nobody else is named.
  private static func settleNames(
    _ columns: inout [ColumnRole: [Int]], _ cells: [String], _ unknown: inout [String]
  ) {
    guard let names = columns[.name], names.count > 1 else { return }
    func word(_ column: Int) -> String { HeaderText.normalised(cells[column]) }
    let named = names.filter { !isSignature(cells[$0]) }
    guard let first = named.first(where: { !word($0).contains("户主") }) ?? named.first else { return }
    let kept = names.filter { word($0) == word(first) || isSignature(cells[$0]) }
    unknown += names.filter { !kept.contains($0) }.map { cells[$0] }
    columns[.name] = [first] + kept.filter { $0 != first }
  }

  /// Whether a column of names is signed by whoever another column names.
  static func isSignature(_ text: String) -> Bool { text.contains("签") || text.contains("sign") }

  /// What an event is called, and not what was done at it or which of the year it was.
  private static func settleTitles(
    _ columns: inout [ColumnRole: [Int]], _ cells: [String], _ unknown: inout [String]
  ) {
    guard let titles = columns[.title], titles.count > 1 else { return }
    func rank(_ column: Int) -> Int {
      let word = HeaderText.normalised(cells[column])
      return titleEndings.firstIndex { word.hasSuffix($0) } ?? titleEndings.count
    }
    guard let best = titles.min(by: { (rank($0), $0) < (rank($1), $1) }) else { return }
    columns[.title] = [best]
    unknown += titles.filter { $0 != best }.map { cells[$0] }
  }

  private static let titleEndings = ["名称", "主题", "活动", "event", "title", "题目", "标题", "项目", "内容"]

  // MARK: Days

  /// 日期 beside 时间 is the day, and the other the time of it; 填报日期 is neither.
  private static func settleDays(
    _ columns: inout [ColumnRole: [Int]], _ cells: [String], _ unknown: inout [String]
  ) {
    guard let dates = columns[.date], dates.count > 1 else {
      if columns[.date] == nil, let clock = columns[.clock] {
        columns[.date] = clock
        columns[.clock] = nil
      }
      return
    }
    let words = dates.map { HeaderText.normalised(cells[$0]) }
    func isDay(_ word: String) -> Bool { ["日期", "date", "day"].contains { word.contains($0) } }
    func isEvents(_ word: String) -> Bool {
      ["日期", "date", "day"].contains(word)
        || ["活动", "举办", "开展", "开始", "起", "event", "start"].contains { word.contains($0) }
    }
    let days = dates.indices.filter { isDay(words[$0]) }
    let times = dates.indices.filter { words[$0].contains("时间") }
    let chosen =
      days.first { isEvents(words[$0]) } ?? times.first { isEvents(words[$0]) } ?? times.first
      ?? days.first ?? dates.startIndex
    columns[.date] = [dates[chosen]]
    for index in dates.indices where index != chosen {
      if times.contains(index), !times.contains(chosen), columns[.clock] == nil {
        columns[.clock] = [dates[index]]
      } else {
        unknown.append(cells[dates[index]])
      }
    }
    // 日期, 开始时间, 结束时间: both are times of the one day.
    if let clock = columns[.clock], let ends = columns[.endDate],
      HeaderText.normalised(cells[ends[0]]).contains("时间")
    {
      columns[.clock] = clock + ends
      columns[.endDate] = nil
    }
  }

  /// 年, 月 and 日 beside one another; they mean nothing beside a date, or on a list of people.
  private static func settleDayParts(
    _ columns: inout [ColumnRole: [Int]], _ cells: [String], _ unknown: inout [String], isList: Bool
  ) {
    let parts: [ColumnRole] = [.year, .month, .dayOfMonth]
    if columns[.date] == nil, !isList {
      if columns[.month] == nil, let days = columns[.dayOfMonth] {
        columns[.date] = days
        columns[.dayOfMonth] = nil
      }
      guard columns[.date] != nil else { return }
    }
    for role in parts {
      unknown += (columns[role] ?? []).map { cells[$0] }
      columns[role] = nil
    }
  }

  // MARK: Goods

  /// 宣传资料 beside 宣传资料数量 names what the other counts.
  static func settleGoods(
    _ columns: inout [ColumnRole: [Int]], _ cells: [String], _ goods: inout [Named]
  ) {
    guard columns[.quantity] == nil, columns[.item]?.count ?? 1 == 1 else { return }
    let words = cells.map { HeaderText.normalised($0) }
    for column in columns[.item] ?? goods.filter(\.isSupposed).map(\.column) {
      let number = goods.first { other in
        let word = words[other.column]
        return word.count > words[column].count && word.hasPrefix(words[column]) && isNumber(word)
      }
      guard let number else { continue }
      (columns[.item], columns[.quantity]) = ([column], [number.column])
      goods.removeAll { [column, number.column].contains($0.column) }
      return
    }
  }

  private static func isNumber(_ word: String) -> Bool { word.hasSuffix("数") || word.hasSuffix("数量") }

  // MARK: People in parts

  /// 培训人数 of a table that counts no other people are those who came.
  static func settleTrainees(_ columns: inout [ColumnRole: [Int]], _ services: inout [Named]) {
    let counted = services.filter { $0.counter.map { CountingWord.countsPeople($0) } ?? false }
    guard !isOfPeople(columns), columns[.count] == nil, columns[.children] == nil, counted.count == 1,
      counted[0].name == "培训", counted[0].counter != CountingWord.household
    else { return }
    columns[.count] = [counted[0].column]
    services.removeAll { $0.column == counted[0].column }
  }

  private static let men: Set<String> = ["男", "男性", "男士", "男人数", "男性人数", "male", "males", "men"]
  private static let women: Set<String> = ["女", "女性", "女士", "女人数", "女性人数", "female", "females", "women"]
  private static let adults: Set<String> = [
    "大人", "成人", "成年人", "大人数", "成人数", "成人人数", "大人人数", "adult", "adults",
  ]
  private static let sums: Set<String> = [
    "合计", "总计", "小计", "共计", "总数", "计", "合计人数", "小计人数", "共计人数", "total", "sum",
  ]

  /// 男 and 女, or 大人 and 小孩, are the attendance where no other column is; a sum right beside them is it alone.
  private static func settlePeople(
    _ columns: inout [ColumnRole: [Int]], _ cells: [String], _ unknown: inout [String]
  ) {
    // 参加人数 over 大人 and 小孩: the children are not among the others.
    if let counts = columns[.count], counts.count == 1, let children = columns[.children]?.first,
      adults.contains(HeaderText.bracketed(cells[counts[0]]))
    {
      columns[.count] = [counts[0], children].sorted()
    }
    guard columns[.count] == nil else { return }
    let words = cells.map { HeaderText.normalised($0) }
    func first(_ known: Set<String>) -> Int? { words.firstIndex { known.contains($0) } }
    let parts: [Int]
    if let sexes = sexes(cells) {
      parts = [sexes.men, sexes.women].sorted()
    } else if let adults = first(adults), let children = columns[.children]?.first {
      parts = [adults, children].sorted()
    } else {
      return
    }
    columns[.count] = sum(beside: parts, words).map { [$0] } ?? parts
    let read = Set((columns[.count] ?? []).map { cells[$0] })
    unknown.removeAll { read.contains($0) }
  }

  /// The column of a sum right beside its parts.
  ///
  /// - `words`: Of all headers.
  static func sum(beside parts: [Int], _ words: [String]) -> Int? {
    guard let first = parts.min(), let last = parts.max() else { return nil }
    return [last + 1, last + 2, first - 1].first { words.indices.contains($0) && sums.contains(words[$0]) }
  }

  /// Whether a header is nothing but a word for a sum, or has one around its noun: 合计, 合计人数.
  static func isSum(_ text: String) -> Bool {
    sums.contains(HeaderText.normalised(text)) || HeaderScope(text).isTotal
  }

  static func isOfOneSex(_ word: String) -> Bool { men.contains(word) || women.contains(word) }

  /// The columns of men and of women; nil unless both have one.
  static func sexes(_ cells: [String]) -> (men: Int, women: Int)? {
    let words = cells.map { HeaderText.normalised($0) }
    guard let men = words.firstIndex(where: men.contains), let women = words.firstIndex(where: women.contains)
    else { return nil }
    return (men, women)
  }
}
