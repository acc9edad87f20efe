/// Rows of a table of events that are none of its data.
///
/// On a list of people a row with one cell is somebody; in a table of events it can't be a session.
extension TableShape {
  private static let sums = ["合计", "总计", "小计", "共计", "累计", "total"]
  private static let whole: Set<String> = [
    "全区", "全市", "全县", "全省", "全国", "全州", "全盟", "全旗", "全年", "全部", "各县区", "各县市区", "各单位", "总", "本年", "本年度", "年度",
    "本表", "以上",
    "grand", "overall",
  ]

  /// 小计 of 桂林市合计 and 本月小计, 合计 of 全区总计; nil for any other row.
  ///
  /// - `unit`: The column of units, which may stand behind others.
  /// - `title`: That of titles, of which the unit may stand before a sum.
  static func eventTotalWord(of row: TableRow, unit: Int?, title: Int?) -> String? {
    let first = row.cells.first { !$0.isEmpty }
    for cell in [first, unit.map { row[$0] }].compactMap({ $0 }) where cell.utf8.count <= 48 {
      guard let last = cell.last?.halfWidth, "计l:".contains(last.lowercased()) else { continue }
      let word = HeaderText.normalised(cell)
      guard let sum = sums.first(where: { word.hasSuffix($0) }) else { continue }
      let rest = String(word.dropLast(sum.count))
      return rest.isEmpty || whole.contains(rest) ? "合计" : "小计"
    }
    return title.flatMap { totalWord(ofTitle: row[$0]) }
  }

  /// 小计 of 1月小计 and 叠彩区合计, 合计 of 总计2场: an event is never called by a sum and nothing but its month, its unit or a
  /// number of events.
  private static func totalWord(ofTitle title: String) -> String? {
    guard title.utf8.count <= 48, mayHoldSum(title) else { return nil }
    let word = HeaderText.normalised(title)
    guard let sum = sums.lazy.compactMap({ word.firstRange(of: $0) }).first,
      isNumber(word[sum.upperBound...])
    else { return nil }
    let rest = word[..<sum.lowerBound]
    if isNumber(rest) || whole.contains(String(rest)) { return "合计" }
    return isPeriod(rest) || UnitHeader.isUnit(rest) ? "小计" : nil
  }

  /// 合计 of a row that 全区, 全镇 or 各社区 stands before in a table of units; nil for any other.
  static func wholeWord(of row: TableRow) -> String? {
    guard let cell = row.cells.first(where: { !$0.isEmpty && !$0.allSatisfy(\.isNumber) }),
      let first = cell.first, "全各".contains(first)
    else { return nil }
    let word = HeaderText.normalised(cell)
    // 全州 is a county.
    return whole.contains(word) && word != "全州" || levels.contains(String(word.dropFirst())) ? "合计" : nil
  }

  private static let levels: Set<String> = [
    "镇", "乡", "乡镇", "街道", "镇街", "社区", "村", "村居", "村社区", "辖区", "片区", "屯", "组",
  ]

  /// Whether a title seems to be one of a row of sums: 义诊小计.
  static func isSum(_ title: String) -> Bool {
    guard mayHoldSum(title) else { return false }
    let word = HeaderText.normalised(title)
    return sums.contains { word.hasSuffix($0) }
  }

  /// Asked of every title: most hold no sign that every word of sums has.
  private static func mayHoldSum(_ title: String) -> Bool {
    title.unicodeScalars.contains { sumSigns.contains($0) }
  }

  private static let sumSigns = Set("计lLｌＬ".unicodeScalars)

  /// 2场, 共3场次活动, or nothing.
  private static func isNumber(_ words: Substring) -> Bool {
    words.isEmpty || words.wholeMatch(of: #/共?[0-9]+(?:场次|场|次|个|项|期)(?:活动)?/#) != nil
  }

  /// 1月, 2026年1-3月, 第一季度, 上半年.
  private static func isPeriod(_ words: Substring) -> Bool {
    let months =
      #/(?:20[0-9]{2}年?)?(?:[本当上](?:月|季度?)|[上下]半年|第?[一二三四1-4]季度|(?:[0-9]{1,2}[-—–~至])?[0-9一二三四五六七八九十]{1,2}月份?)?/#
    return words.wholeMatch(of: months) != nil
  }

  private static let averages: Set<String> = ["平均", "平均数", "平均值", "均值", "人均", "场均", "average", "mean"]
  private static let words = [
    "台账", "(续)", "续表", "汇总表", "统计表", "登记表", "一览表", "空白", "下页", "上页", "注", "说明", "签字", "签名", "签章", "盖章", "公章",
    "page",
  ]

  /// 第1页 共2页, 1.人数为到场人数, 2026年6月1日 or the title again, alone in their row; 平均.
  ///
  /// - `date`: The column of days: one that stands alone there belongs to a session whose other cells are missing.
  static func isEventNote(_ row: TableRow, date: Int?, titles: [TableRow]) -> Bool {
    guard let column = row.cells.firstIndex(where: { !$0.isEmpty }) else { return false }
    let first = row.cells[column]
    if first.utf8.count <= 24, averages.contains(HeaderText.normalised(first)) { return true }
    let filled = row.cells.filter { !$0.isEmpty }
    guard filled.count <= 4 else { return false }
    if filled.allSatisfy({ $0.contains { $0.halfWidth == ":" } && LooseDate($0) == nil }) { return true }
    guard filled.count == 1, row.merged.isEmpty else { return false }
    let text = first.inHalfWidth.lowercased()
    if column == date { return false }
    if LooseDate(first) != nil { return true }
    if titles.contains(where: { $0.cells.contains(first) }) { return true }
    return isPrinted(row) || isNumbered(text) || words.contains { text.contains($0) }
  }

  /// `1.人数为…`, `(2)含志愿者`, `二、物资发放`.
  private static func isNumbered(_ text: String) -> Bool {
    let rest = text.first == "(" ? text.dropFirst() : text[...]
    let digits = rest.prefix { $0.isASCIIDigit || $0.isNumeral }
    guard !digits.isEmpty, digits.count <= 2, let sign = rest.dropFirst(digits.count).first else {
      return false
    }
    let tail = rest.dropFirst(digits.count + 1)
    return ".、)".contains(sign) && tail.first.map { !$0.isNumber } ?? false
  }
}
