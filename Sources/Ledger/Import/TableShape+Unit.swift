/// The unit that a table's titles name: 填报单位：叠彩区计生协.
extension TableShape {
  private static let labels = [
    "填报单位", "报送单位", "上报单位", "填表单位", "制表单位", "开展单位", "举办单位", "主办单位", "单位名称", "单位", "Reporting unit", "Unit",
    "unit",
  ]

  /// The words behind the label, and the first of them alone; nil if no title has one.
  static func unitWords(in titles: [TableRow]) -> (all: String, first: String)? {
    for row in titles {
      for (column, cell) in row.cells.enumerated() {
        let text = String(cell.map(\.halfWidth))
        guard let end = labels.lazy.compactMap({ text.firstRange(of: "\($0):")?.upperBound }).first else {
          continue
        }
        var rest = String(text[end...]).trimmed
        if rest.isEmpty { rest = row.cells.dropFirst(column + 1).first { !$0.isEmpty } ?? "" }
        guard let first = rest.split(separator: " ").first.map(String.init) else { continue }
        return (rest, first)
      }
    }
    return nil
  }
}
