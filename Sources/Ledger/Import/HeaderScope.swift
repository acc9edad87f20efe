/// Whose figure a column's is, by the words around the noun of its header: the event's own, that of a longer time, the sum
/// of the columns beside it or a part of one.
struct HeaderScope: Hashable, Sendable {
  /// How long a time a figure is of; an event's own is the shortest.
  enum Span: Int, Comparable {
    /// 本次, 实际, or no word at all.
    case event
    /// 本月, which in a table of a month's events may be another word for 本次.
    case period
    /// 本季度, or a month of its own beside others.
    case quarter
    /// 累计, which may be of one event or of several.
    case sum
    /// 本年, 1-5月: of many events, whatever else it says.
    case year

    static func < (left: Span, right: Span) -> Bool { left.rawValue < right.rawValue }
  }

  private(set) var span = Span.event
  /// 合计 of the columns beside it.
  private(set) var isTotal = false
  /// 总数: how many there are, of things of many kinds in all.
  private(set) var isNumber = false
  /// 其中: some of what a column before it counts.
  private(set) var isPart = false
  /// The header without those words: 发放资料（份） of 本月发放资料（份）.
  private(set) var noun: String
  /// Whether there is any such word.
  private(set) var isMarked = false

  init(_ text: String) {
    noun = text
    var word = HeaderText.normalised(text)[...]
    let length = word.count
    strip(&word)
    let bracketed = HeaderText.bracketed(text)
    var inside = HeaderText.normalised(bracketed)[...]
    let isBracketRead = !inside.isEmpty && stripAll(&inside)
    isMarked = word.count < length || isBracketRead
    guard isMarked else { return }
    noun = String(word) + (isBracketRead || bracketed.isEmpty ? "" : "（\(bracketed)）")
  }

  /// Whether a header is nothing but such words, and so of another cell's noun: 累计 below 参加人数.
  static func isBare(_ text: String) -> Bool {
    let scope = HeaderScope(text)
    return scope.isMarked && HeaderText.normalised(scope.noun).isEmpty
  }

  /// - Returns: Whether nothing is left.
  private mutating func stripAll(_ word: inout Substring) -> Bool {
    var tried = self
    tried.strip(&word)
    guard word.isEmpty else { return false }
    self = tried
    return true
  }

  private mutating func strip(_ word: inout Substring) {
    while !word.isEmpty {
      if let months = Self.months(word) {
        (word, span) = (word.dropFirst(months.length), max(span, months.span))
      } else if word.hasPrefix("总"), Self.summed.contains(where: word.dropFirst().hasPrefix) {
        (word, isNumber) = (word.dropFirst(), true)
      } else if let known = Self.before.first(where: { word.hasPrefix($0.word) }) {
        word = word.dropFirst(known.word.count)
        take(known.mark)
      } else if let known = Self.behind.first(where: { word.hasSuffix($0.word) }) {
        word = word.dropLast(known.word.count)
        take(known.mark)
      } else {
        return
      }
    }
  }

  private enum Mark {
    case span(Span)
    case total, number, part
  }

  private mutating func take(_ mark: Mark) {
    switch mark {
    case .span(let other): span = max(span, other)
    case .total: isTotal = true
    case .number: isNumber = true
    case .part: isPart = true
    }
  }

  private static func rows(_ words: String, _ mark: Mark) -> [(word: String, mark: Mark)] {
    words.split(separator: " ").map { (String($0), mark) }
  }

  /// The longer ones first.
  private static let before =
    rows("本次 此次 本场 该场 当次 当天 当日 实际 thistime thissession", .span(.event))
    + rows("本季度 当季 本季", .span(.quarter)) + rows("本月 当月 本期 本周 thismonth", .span(.period))
    + rows("累计 累积 cumulative", .span(.sum))
    + rows(
      "年累计 季累计 月累计 今年以来 本年以来 本年度 本年 当年 全年度 全年 今年 年度 年内 年初至今 年初以来 截至目前 截止目前 截至 至今 一季度 二季度 三季度 四季度 上半年 下半年 历年 yeartodate ytd thisyear",
      .span(.year))
    + rows("合计 总计 共计 小计", .total) + rows("total", .number) + rows("其中 包括 包含 含 ofwhich", .part)
  private static let behind =
    rows("累计 累积", .span(.sum)) + rows("合计 总计 共计 小计", .total)
    + rows("总数量 总数 总量 总额 总份数 总件数", .number) + rows("yeartodate ytd", .span(.year))
  /// What a bare 总 before it sums up.
  private static let summed = HeaderGrammar.giving + ["服务", "份数", "件数"]
  /// What a year before it is not the name of: 2026年发放资料, but 2026年春节慰问品.
  private static let counted = summed + ["参加", "参与", "累计", "合计"]

  /// How long 5月份, 1-5月 or 2026年 at a word's beginning is, and what time it is; nil for a day.
  private static func months(_ word: Substring) -> (length: Int, span: Span)? {
    guard word.first?.isASCIIDigit ?? false else { return nil }
    let numbers = word.prefix { $0.isASCIIDigit || "-—–~至".contains($0) }
    let rest = word.dropFirst(numbers.count)
    if numbers.count == 4, rest.hasPrefix("年") {
      let after = rest.dropFirst()
      if let month = months(after) { return (5 + month.length, month.span) }
      return after.isEmpty || counted.contains(where: after.hasPrefix) ? (5, .year) : nil
    }
    guard let sign = ["月份", "月"].first(where: rest.hasPrefix) else { return nil }
    if let next = rest.dropFirst(sign.count).first, next.isASCIIDigit { return nil }
    return (numbers.count + sign.count, numbers.allSatisfy(\.isASCIIDigit) ? .period : .year)
  }
}
