extension TableHeader {
  /// Of several columns that could hold the same, settles which one does; the others are told as not read.
  ///
  /// - `cells`: The header's words as they are written.
  static func settle(
    _ columns: inout [ColumnRole: [Int]], _ cells: [String], _ unknown: inout [String]
  ) {
    let isList = columns[.name] != nil || columns[.phone] != nil
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

  // MARK: People in parts

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
    guard columns[.count] == nil else { return }
    let words = cells.map { HeaderText.normalised($0) }
    func first(_ known: Set<String>) -> Int? { words.firstIndex { known.contains($0) } }
    let parts: [Int]
    if let men = first(men), let women = first(women) {
      parts = [men, women].sorted()
    } else if let adults = first(adults), let children = columns[.children]?.first {
      parts = [adults, children].sorted()
    } else {
      return
    }
    let beside = [parts[1] + 1, parts[1] + 2, parts[0] - 1].filter { words.indices.contains($0) }
    if let sum = beside.first(where: { sums.contains(words[$0]) }) {
      columns[.count] = [sum]
    } else {
      columns[.count] = parts
    }
    let read = Set((columns[.count] ?? []).map { cells[$0] })
    unknown.removeAll { read.contains($0) }
  }
}
