/// A header of several rows, of which the upper ones have cells that span several columns: 参加人数 over 群众 and 志愿者.
enum HeaderPair {
  /// Two rows as one; nil if the lower one is no part of a header.
  static func joined(_ upper: TableRow, _ lower: TableRow) -> TableRow? {
    guard upper.faults.isEmpty, lower.faults.isEmpty, !lower.isBlank,
      upper.cells.contains(where: HeaderScope.isBare) || TableHeader(upper) != nil
    else { return nil }
    var cells = upper.cells
    while cells.count < lower.cells.count { cells.append("") }
    var isJoined = false
    var start = 0
    while start < cells.count {
      var end = start + 1
      while end < cells.count, cells[end].isEmpty { end += 1 }
      let parts = (start..<end).map { column in
        lower.merged.contains { $0.column == column } ? "" : lower[column]
      }
      if parts.contains(where: { !$0.isEmpty }) {
        guard let names = names(of: parts, under: cells[start]) else { return nil }
        for (offset, name) in names.enumerated() { cells[start + offset] = name }
        isJoined = true
      }
      start = end
    }
    return isJoined ? TableRow(number: upper.number, cells: cells) : nil
  }

  /// Several rows as one, each below the one before it.
  static func joined(_ upper: TableRow, _ lower: ArraySlice<TableRow>) -> TableRow? {
    lower.reduce(upper as TableRow?) { row, next in row.flatMap { joined($0, next) } }
  }

  /// - Returns: Nil if they are none of a header: a cell over one column would make any first row of data one, but for 本次,
  /// 累计 and （份）.
  private static func names(of parts: [String], under group: String) -> [String]? {
    guard parts.allSatisfy(isWord) else { return nil }
    if group.isEmpty { return parts }
    if parts.count == 1 {
      if HeaderText.normalised(parts[0]).isEmpty { return [group + parts[0]] }
      if HeaderText.counter("(\(parts[0]))") != nil { return ["\(group)（\(parts[0])）"] }
      guard isModifier(parts[0]) || isModifier(group) else { return nil }
    }
    // 1月 over 时间, 活动 and 人数 is a title of the rows below.
    if isModifier(group), parts.contains(where: isOfRows) { return nil }
    let head = Head(group, over: parts)
    return parts.enumerated().map { index, part in
      // What the upper cell says alone stands below nothing.
      part.isEmpty ? (index == 0 ? group : "") : head.name(of: part)
    }
  }

  /// 参 is a number, too, so that only digits are asked for.
  private static func isWord(_ text: String) -> Bool {
    text.count <= 20 && !text.contains { $0.halfWidth.isASCIIDigit || $0.isNumeral && text.count == 1 }
  }

  private static let places: Set<String> = ["线上", "线下", "现场", "在线", "网上", "直播"]

  /// Whether a cell only says which of another one's figures it is: 累计, 线上, 结余.
  private static func isModifier(_ text: String) -> Bool {
    let word = HeaderText.normalised(text)
    guard !word.isEmpty else { return false }
    return HeaderScope.isBare(text) || places.contains(word)
      || (HeaderGrammar.giving + HeaderGrammar.taking).contains(word)
      || word.count <= 4 && OtherFigures.isNotGiven(word)
  }

  private static func isOfRows(_ text: String) -> Bool {
    ColumnRole(header: text).map { [.date, .title, .unit, .name].contains($0) } ?? false
  }

  // MARK: A cell over others

  private struct Head {
    let text: String
    let counter: String
    let isCount: Bool
    let isGoods: Bool
    /// 慰问 of 慰问情况, empty for what is no service.
    let service: String
    /// Whether the others are parts of one of them.
    let hasTotal: Bool
    /// Whether a sum is none of those who came alone, but of people on line, too.
    let isMixed: Bool
    /// Whether 其中 stands before some of the others.
    let hasParts: Bool
    /// Whether one of the others names the things.
    let isNamed: Bool

    init(_ group: String, over parts: [String]) {
      let word = HeaderText.normalised(group)
      let topic = word.hasSuffix("情况") ? String(word.dropLast(2)) : word
      let isOfNames = parts.contains { ColumnRole(header: $0) == .name }
      let isOfPeople =
        Self.ofPeople.contains(where: word.hasSuffix) && !TableHeader.isService(topic)
        && parts.allSatisfy { $0.isEmpty || Self.isTotal($0) || Self.isSomebody($0) }
        && parts.contains(where: Self.isSomebody)
      let isOfComing = topic != word && HeaderGrammar.isComing(topic) && !isOfNames
      text = isOfComing || isOfPeople ? Self.came(HeaderText.counter(group)) : group
      counter = HeaderText.counter(group).map { "（\($0)）" } ?? ""
      isCount = ColumnRole(header: text) == .count
      isGoods = ColumnRole(header: text) == .item || TableHeader.isThing(text)
      service = !isCount && TableHeader.isService(topic) ? topic : ""
      // A sum over those on line is not of those who came alone.
      isMixed = isCount && parts.contains { places.contains($0) && !["线下", "现场"].contains($0) }
      isNamed = parts.contains { ["名称", "种类", "品种", "品名"].contains(HeaderText.normalised($0)) }
      hasTotal = !isMixed && parts.contains(where: Self.isTotal)
      hasParts = parts.contains { HeaderScope($0).isPart }
    }

    /// What any of the people may stand below: 活动情况, 参与人员.
    private static let ofPeople = ["情况", "人员", "对象", "规模"]

    private static func came(_ counter: String?) -> String {
      switch counter {
      case CountingWord.personTime: "参加人次"
      case CountingWord.household: "参加户数"
      default: "参加人数"
      }
    }

    /// Whether a header counts people, some of them or all.
    private static func isSomebody(_ part: String) -> Bool {
      let role = ColumnRole(header: part)
      return role.map { [.count, .children].contains($0) || $0.isOfHelpers } ?? false
        || CountHeader.group(part) != nil || TableHeader.isOfOneSex(HeaderText.normalised(part))
    }

    private static let tails = ["人数", "人次", "户数"]

    static func isTotal(_ part: String) -> Bool {
      ["总数", "总人数", "计", "total"].contains(HeaderText.normalised(part))
        || HeaderScope.isBare(part) && HeaderScope(part).isTotal
    }

    /// 名称, 数量 and 单位 below 发放物资 are those of the things, 数量 alone below 宣传折页 is how many.
    private func columnOfGoods(_ word: String, _ part: String) -> String? {
      switch word {
      case "名称", "种类", "品种", "品名": "物资名称"
      case "单位": "计量单位"
      case "数量": isNamed ? part : given(text) + (HeaderText.counter(part).map { "（\($0)）" } ?? "")
      case _ where !isNamed && TableHeader.copies(in: word).map { word == $0 + "数" } ?? false:
        "\(given(text))（\(word.dropLast())）"
      default: GoodsWords.isCost("物资" + word) ? "\(text)\(part)" : nil
      }
    }

    private func given(_ thing: String) -> String {
      HeaderGrammar.giving.contains(where: thing.hasPrefix) ? thing : "发放" + thing
    }

    /// （份） of a cell, or of the one over it.
    private func measure(of part: String) -> String {
      HeaderText.counter(part).map { "（\($0)）" } ?? counter
    }

    private func nameOfTotal(_ part: String) -> String {
      if isMixed { return "合计（\(text)）" }
      // Beside 其中 it is all there is, and no sum of what is read.
      if isGoods, hasParts { return text }
      if !service.isEmpty { return "合计" + service + measure(of: part) }
      return "合计" + text + (counter.isEmpty ? measure(of: part) : "")
    }

    func name(of part: String) -> String {
      let word = HeaderText.normalised(part)
      if Self.isTotal(part) { return nameOfTotal(part) }
      if HeaderPair.isModifier(part) {
        if HeaderGrammar.giving.contains(word) { return given(text) }
        let mark = word.utf8.allSatisfy { $0 < 0x80 } ? part + " " : word
        return mark + text + (counter.isEmpty ? measure(of: part) : "")
      }
      if HeaderPair.isModifier(text) { return text + part }
      if !service.isEmpty, ["人数", "人次", "户数", "户", "人", "金额"].contains(word) { return service + part }
      if Self.tails.contains(word), HeaderPair.places.contains(where: text.hasPrefix) { return text + part }
      if HeaderScope(part).isPart, !HeaderScope.isBare(part) {
        return part + (HeaderText.counter(part) == nil && isGoods ? counter : "")
      }
      if isCount, hasTotal, TableHeader.isOfOneSex(word) { return part }
      if isCount, CountHeader.group(part) != nil { return "\(text)（\(part)）" }
      if isGoods, let column = columnOfGoods(word, part) { return column }
      if let role = ColumnRole(header: part), isCount ? role != .name : role != .item {
        // All that stands below a sum is in it.
        return isCount && hasTotal && role.isOfHelpers ? "其中\(part)" : part
      }
      if isCount {
        if TableHeader.isService(part) { return part + (text.hasSuffix("人次") ? "人次" : "人数") }
        // Beside a sum its parts are not counted again.
        return hasTotal ? "其中\(part)" : "\(text)（\(part)）"
      }
      if isGoods { return given(part) + (HeaderText.counter(part) == nil ? counter : "") }
      if !service.isEmpty, TableHeader.isService(word), HeaderText.counter(part) == nil {
        return part + counter
      }
      if ["人次", "人数"].contains(where: text.hasSuffix), TableHeader.isService(part) {
        return part + text.suffix(2)
      }
      // 群众 below 活动情况 beside 场次.
      if Self.ofPeople.contains(where: text.hasSuffix), CountHeader.group(part) != nil {
        return "参加人数（\(part)）"
      }
      // 义诊人次 says all that it is, below 服务情况, too.
      let stem = Self.tails.first(where: word.hasSuffix).map { String(word.dropLast($0.count)) } ?? word
      return ColumnRole(header: part) != nil || TableHeader.isThing(part) || TableHeader.isService(stem)
        ? part : "\(text)\(part)"
    }
  }
}
