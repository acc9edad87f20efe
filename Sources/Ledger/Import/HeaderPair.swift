/// A header of two rows, of which the upper one has cells that span several columns: 参加人数 over 群众 and 志愿者.
enum HeaderPair {
  /// The two rows as one; nil if the lower one is no part of a header.
  static func joined(_ upper: TableRow, _ lower: TableRow) -> TableRow? {
    guard upper.faults.isEmpty, lower.faults.isEmpty, !lower.isBlank, TableHeader(upper) != nil else {
      return nil
    }
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
        // A cell over one column would make any first row of data a header.
        guard end - start > 1, !cells[start].isEmpty, parts.allSatisfy(isWord) else { return nil }
        let names = names(of: parts, under: cells[start])
        for (offset, name) in names.enumerated() { cells[start + offset] = name }
        isJoined = true
      }
      start = end
    }
    return isJoined ? TableRow(number: upper.number, cells: cells) : nil
  }

  private static func isWord(_ text: String) -> Bool {
    text.count <= 12 && !text.contains { $0.isNumber || $0.isNumeral && text.count == 1 }
  }

  private static let totals: Set<String> = ["合计", "小计", "总数", "总人数", "共计", "总计", "计", "total"]

  private static func names(of parts: [String], under group: String) -> [String] {
    // A sum over helpers is not of the public alone.
    let hasHelpers = parts.contains { part in
      ColumnRole(header: part).map { [.volunteers, .staff].contains($0) } ?? false
    }
    let hasTotal = !hasHelpers && parts.contains { totals.contains(HeaderText.normalised($0)) }
    let counter = HeaderText.counter(group).map { "（\($0)）" } ?? ""
    let isCount = ColumnRole(header: group) == .count
    let isMixed = isCount && hasHelpers
    let isGoods = ColumnRole(header: group) == .item || TableHeader.isThing(group)
    return parts.map { part in
      let word = HeaderText.normalised(part)
      if word.isEmpty { return "" }
      if isGoods, HeaderGrammar.giving.contains(word) { return "发放\(group)" }
      if isGoods, OtherFigures.isNotGiven(word) { return group + part }
      if totals.contains(word) { return isMixed ? "合计（\(group)）" : group }
      let service = HeaderText.normalised(group)
      if TableHeader.isService(service), CountHeader.isLike(word) { return service + word }
      if isCount, !hasTotal, CountHeader.group(part) != nil { return "\(group)（\(part)）" }
      if let role = ColumnRole(header: part), role != .count, role != .name { return part }
      if isCount {
        if TableHeader.isService(part) { return part + (group.hasSuffix("人次") ? "人次" : "人数") }
        // Beside a sum its parts are not counted again.
        return hasTotal ? "其中\(part)" : "\(group)（\(part)）"
      }
      if ColumnRole(header: part) != nil { return part }
      if isGoods {
        return "发放\(part)\(HeaderText.counter(part) == nil ? counter : "")"
      }
      return "\(group)\(part)"
    }
  }
}
