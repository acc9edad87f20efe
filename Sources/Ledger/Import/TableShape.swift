import Recurrence

/// What the rows above, below and between those with data say.
struct TableShape: Hashable, Sendable {
  /// Rows with text above the header.
  var titles: [TableRow] = []
  var blanks = 0
  var totals = 0
  /// The header again on another page, and notes below the table.
  var others = 0

  /// 〃 and its like: the value of the row above.
  static func isDitto(_ text: String) -> Bool {
    text.utf8.count <= longestDitto && !beginsWithDigit(text) && dittos.contains(text)
  }
  private static let dittos: Set<String> = [
    "同上", "〃", "″", "”", "\"", "\"\"", "''", "々", "同前", "同左", "同上。", "（同上）", "(同上)", "ditto", "do.", "-\"-",
    "″″",
  ]
  private static let longestDitto = dittos.map(\.utf8.count).max() ?? 0

  /// Most cells of a table are numbers and dates, which are none of the words that are looked for.
  private static func beginsWithDigit(_ text: String) -> Bool {
    text.utf8.first.map { (0x30...0x39).contains($0) } ?? false
  }

  private static let totalWords: Set<String> = [
    "合计", "总计", "小计", "共计", "汇总", "总和", "总人数", "总数", "累计", "本页合计", "本页小计", "本页总计", "本页共计", "本页共", "本页人数",
    "合计人数", "人数合计",
    "总计人数", "人数总计", "小计人数", "人数小计", "共计人数", "total", "subtotal", "sum", "grandtotal",
  ]

  /// The word of a row of sums: 合 计, 小计：, 合计15人; nil for any other row.
  ///
  /// - Parameters:
  ///   - number: The column of running numbers, which a sum may have like any row.
  ///   - name: The column of names, where a sum may stand behind a village.
  static func totalWord(of row: TableRow, number: Int? = nil, name: Int? = nil) -> String? {
    let first = row.cells.indices.first {
      !row.cells[$0].isEmpty && !($0 == number && row.cells[$0].allSatisfy(\.isNumber))
    }
    return first.flatMap { totalWord(row[$0]) } ?? name.flatMap { totalWord(row[$0]) }
  }

  private static func totalWord(_ cell: String) -> String? {
    // Asked of every name: most hold none of the signs.
    guard cell.unicodeScalars.contains(where: { totalSigns.contains($0) }), !beginsWithDigit(cell),
      cell.count <= 24
    else { return nil }
    let word = HeaderText.normalised(cell)
    if totalWords.contains(word) { return word }
    let letters = String(word.prefix { !$0.isASCIIDigit && $0 != "约" })
    guard letters != word else { return nil }
    if totalWords.contains(letters) || counted.contains(letters) { return letters }
    // 合计共15人.
    return letters.hasSuffix("共") && totalWords.contains(String(letters.dropLast())) ? letters : nil
  }

  private static let totalSigns = Set("计总数共到tTsSｔＴｓＳ".unicodeScalars)

  /// What a number of people stands behind in a row below a list: 共 15 人, 实到 12 人.
  private static let counted: Set<String> = [
    "共", "一共", "总共", "签到人数", "签到", "实到", "实到人数", "到场", "到场人数", "参会人数", "参加人数", "到会人数", "出席人数",
  ]

  static func isSubtotal(_ word: String) -> Bool {
    word.contains("小计") || word == "subtotal" || word.contains("本页")
  }

  /// 填表人：, 注：, 审核：: a row under the table that is none of its data.
  static func isFootnote(_ row: TableRow) -> Bool {
    guard row.cells.count(where: { !$0.isEmpty }) <= 4 else { return false }
    let filled = row.cells.filter { !$0.isEmpty }
    guard let first = filled.first else { return false }
    let word = first.inHalfWidth.lowercased()
    if isPrinted(row) { return true }
    guard filled.count == 1 || word.contains(":") else { return false }
    return [
      "填表", "制表", "记录", "主持", "领队", "带队", "日期", "时间:", "地点", "天气", "电话:", "联系", "签名:", "盖章", "审核", "审批",
      "负责人", "单位负责", "经办", "注:", "备注:", "说明:", "注意", "note:", "填报",
    ]
    .contains {
      word.hasPrefix($0)
    }
  }

  /// （以下空白）, 第 2 页, -1-, 1/2, ————, 应到 20 人: what stands on a printed page and tells of nobody.
  static func isPrinted(_ row: TableRow) -> Bool {
    let filled = row.cells.filter { !$0.isEmpty }
    guard filled.count == 1, filled[0].utf8.count <= 48 else { return false }
    let plain = filled[0].inHalfWidth.lowercased().filter { !" ()【】[]".contains($0) }
    if plain.wholeMatch(of: #/(?:第|共)?[0-9一二三四五六七八九十]{1,4}页(?:[,\/]?[共总][0-9一二三四五六七八九十]{1,4}页)?/#) != nil {
      return true
    }
    if plain.wholeMatch(of: #/(?:page)?[-—–_=*~.·第]*[0-9]{0,3}(?:(?:of|\/)[0-9]{1,3})?[-—–_=*~.·页]*/#) != nil
    {
      return plain.contains { !$0.isASCIIDigit }
    }
    let texts = ["以下空白", "以下无正文", "以下为空", "此页无正文", "续表", "续上页", "接上页", "接下页", "未完待续", "以上", "完"]
    if texts.contains(plain) { return true }
    return plain.wholeMatch(of: #/(?:应到|应参加|计划|预计|未到|缺席|请假)[^0-9]{0,4}[0-9]{1,6}(?:人|名|位)?/#) != nil
  }

  /// Whether the titles say who wants to come, not who came.
  var isSignUp: Bool {
    let cells = titles.flatMap(\.cells)
    return cells.contains { title in
      ["报名", "预约", "意向"].contains { title.contains($0) }
        && !["签到", "到场", "实到"].contains { title.contains($0) }
    }
  }

  /// The first date in the titles, with the words it stands in.
  func date() -> (date: LooseDate, said: String)? {
    for title in titles {
      for cell in title.cells {
        if let found = LooseDate.find(in: cell) { return found }
      }
    }
    return nil
  }

  /// A year that the titles name: 2023年度, 2023 annual list; nil if they name several.
  var year: Int? {
    let cells = titles.flatMap(\.cells)
    return Self.only(cells.flatMap { Self.years(in: $0, marked: true) })
      ?? Self.only(cells.flatMap { Self.years(in: $0, marked: false) })
  }

  /// The year that a file's name has: 2023年台账.csv.
  static func year(ofFile path: String) -> Int? {
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    return years(in: name, marked: true).first ?? only(years(in: name, marked: false))
  }

  private static func only(_ years: [Int]) -> Int? { Set(years).count == 1 ? years.first : nil }

  /// Four digits from 1980 to 2099 that stand alone.
  ///
  /// - `marked`: With 年 behind them.
  private static func years(in text: String, marked: Bool) -> [Int] {
    let signs = text.map(\.halfWidth)
    var years: [Int] = []
    var start = 0
    while start < signs.count {
      guard signs[start].isASCIIDigit else {
        start += 1
        continue
      }
      let end = signs[start...].firstIndex { !$0.isASCIIDigit } ?? signs.count
      let next = signs[end...].first { $0 != " " }
      let isPart = start > 0 && "-./".contains(signs[start - 1]) && start > 1 && signs[start - 2].isASCIIDigit
      if end - start == 4, !isPart, let year = Int(String(signs[start..<end])), (1980..<2100).contains(year),
        marked
          ? next == "年"
          : !"-./".contains(next ?? " ") || next == "." && end + 1 < signs.count && signs[end + 1].isLetter
      {
        years.append(year)
      }
      start = end
    }
    return years
  }
}
