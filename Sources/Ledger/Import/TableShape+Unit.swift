import Planning

/// The unit that a table's titles name: 填报单位：叠彩区计生协, 单位（盖章）：叠彩区计生协　负责人：张三.
extension TableShape {
  private static let labels: Set<String> = ["单位", "单位名称", "reportingunit", "unit", "nameofunit"]

  /// Which unit the titles name, as it is written: behind a label, else where a title begins (叠彩区计生协2026年活动台账); nil
  /// if they name none.
  static func unit(in titles: [TableRow], _ matcher: UnitMatcher) -> (name: String, isLabelled: Bool)? {
    if let words = unitWords(in: titles) {
      return (matcher.unit(named: words.all) == nil ? words.first : words.all, true)
    }
    return titles.lazy.compactMap { row in row.cells.first { !$0.isEmpty } }
      .compactMap { unit(atStartOf: $0, matcher) }.first.map { ($0, false) }
  }

  /// 春节走访慰问 of 灵川县计生协2026年春节走访慰问情况表; nil if a title says no more than whose table it is and when.
  static func topic(of titles: [TableRow], _ matcher: UnitMatcher) -> String? {
    guard let title = titles.lazy.compactMap({ row in row.cells.first { !$0.isEmpty } }).first else {
      return nil
    }
    var text = title.inHalfWidth.filter { $0 != " " }
    if let unit = unit(atStartOf: text, matcher), let place = text.firstRange(of: unit) {
      text = String(text[place.upperBound...])
    }
    text = String(text.drop { $0.isASCIIDigit || "年月度份上下半季第一二三四-".contains($0) })
    guard let tail = sheets.first(where: text.hasSuffix) else { return nil }
    let topic = text.dropLast(tail.count)
    return topic.count < 3 || topic.hasSuffix("活动") && topic.count < 5 ? nil : String(topic)
  }

  /// The longer ones first.
  private static let sheets = [
    "情况统计表", "情况汇总表", "情况登记表", "情况一览表", "情况表", "统计表", "汇总表", "登记表", "一览表", "台账", "明细表", "花名册", "表",
  ]

  /// The longest name of a unit that a title begins with, perhaps behind its year.
  private static func unit(atStartOf title: String, _ matcher: UnitMatcher) -> String? {
    let text = title.map(\.halfWidth).filter { $0 != " " }
    let year = text.prefix { $0.isASCIIDigit || "年月度上下半季第一二三四-".contains($0) }.count
    for start in 0...year {
      let rest = text[start...].prefix(24)
      for length in (2...24).reversed() where length <= rest.count {
        let name = String(rest.prefix(length))
        if matcher.unit(named: name) != nil { return name }
      }
    }
    return nil
  }

  /// The words behind the label, and the first of them alone; nil if no title has one.
  private static func unitWords(in titles: [TableRow]) -> (all: String, first: String)? {
    for row in titles {
      for (column, cell) in row.cells.enumerated() {
        guard var rest = unitWords(in: cell) else { continue }
        // The next cell may be another label with its own words.
        if rest.isEmpty {
          let next = row.cells.dropFirst(column + 1).first { !$0.isEmpty } ?? ""
          rest = next.contains { $0.halfWidth == ":" } ? "" : next
        }
        guard let first = rest.split(separator: " ").first.map(String.init) else { continue }
        return (rest, first)
      }
    }
    return nil
  }

  /// What stands between 单位（盖章）： and the next label of a cell; nil if it has no such label.
  private static func unitWords(in cell: String) -> String? {
    let parts = cell.map(\.halfWidth).split(separator: ":", omittingEmptySubsequences: false).map {
      String($0)
    }
    guard parts.count > 1, let index = parts.dropLast().firstIndex(where: isUnitLabel) else { return nil }
    let words = parts[index + 1].trimmed
    // The last word before another colon is that one's label: 叠彩区  负责人:张三.
    guard index + 2 < parts.count else { return words }
    let label = words.lastIndex(of: " ") ?? labels(atEndOf: words)
    return label.map { String(words[..<$0]).trimmed } ?? words
  }

  /// Whether a text ends in a label of the unit: 2026年度  填报单位(公章).
  private static func isUnitLabel(_ text: String) -> Bool {
    let bare = text.trimmed
    let label = bare.split(separator: " ").last.map(String.init) ?? bare
    let word = HeaderText.normalised(bare.hasSuffix(")") && label.first == "(" ? bare : label)
    return labels.contains(word) || ["单位", "单位名称"].contains { word.hasSuffix($0) }
      || HeaderText.normalised(bare).hasSuffix("unit")
  }

  /// Where 负责人 of 叠彩区负责人 begins.
  private static func labels(atEndOf words: String) -> String.Index? {
    ["单位负责人", "负责人", "填表人", "填报人", "制表人", "审核人", "联系人", "联系电话", "电话", "填报时间", "填报日期", "日期", "时间"].lazy
      .filter { words.hasSuffix($0) }.map { words.index(words.endIndex, offsetBy: -$0.count) }.first
  }
}

extension TableHeader {
  /// The unit that the titles name, where no column does. 乡镇 of a table of a county below which there is no unit say where
  /// an event was.
  mutating func settleUnit(titled titles: [TableRow], _ matcher: UnitMatcher, _ units: UnitTree) -> (
    name: String, isLabelled: Bool
  )? {
    guard !has(.unit) || hasPlaces, let unit = TableShape.unit(in: titles, matcher) else { return nil }
    guard has(.unit) else { return unit }
    guard let named = matcher.unit(named: unit.name), units.subtree(of: named).count == 1 else { return nil }
    takeUnitsAsPlaces()
    return unit
  }
}

extension BilingualText {
  static func noTitles(_ topic: String?) -> BilingualText {
    guard let topic = topic?.withMaskedNames else {
      return BilingualText(
        zh: "表里没有“活动名称”一列；哪一列写着活动叫什么，请把它的表头改成“活动名称”；一行写一场活动，按月汇总的数请分开写",
        en:
          "the table has no column of events; call the one that names them 活动名称 (event), and write one session a row, not the sums of months"
      )
    }
    return BilingualText(
      zh: "表里没有“活动名称”一列；一行就是一场“\(topic)”的，请加一列“活动名称”写上“\(topic)”再导入，按月汇总的数请分开写",
      en:
        "the table has no column of events; if each row is one session of '\(topic)' add a column 活动名称 (event) that says so and import again, write sums of months apart"
    )
  }
}
