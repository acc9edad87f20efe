/// Headers of columns of units, and how high the units below them are: 市 is above 县区, whichever stands first.
enum UnitHeader {
  /// Nil for words of any level, though they end as one of these does.
  private static let levels: [(words: [String], level: Int?)] = [
    (["省", "自治区", "province"], 0), (["市", "city"], 1),
    (["县", "县区", "区", "区县", "县市区", "市县区", "旗", "county", "district"], 2),
    (["乡镇", "乡", "镇", "街道", "镇街", "town", "township"], 3),
    (["村", "社区", "村居", "village", "community"], 4), (["村组", "村屯", "屯", "小组"], 5),
    (["地区", "辖区", "片区"], nil),
  ]
  private static let usual = 2

  /// Columns from the highest level to the lowest. One that names no level, such as 单位, stays behind the one before it.
  ///
  /// - `cells`: The header's words as they are written.
  static func ordered(_ columns: [Int], _ cells: [String]) -> [Int] {
    var last = usual
    let placed = columns.map { column in
      last = level(HeaderText.normalised(cells[column])) ?? last
      return (column: column, level: last)
    }
    return placed.sorted { ($0.level, $0.column) < ($1.level, $1.column) }.map(\.column)
  }

  /// Whether words end as a unit's name does: 叠彩区, 叠彩区计生协.
  static func isUnit(_ words: Substring) -> Bool {
    ["协", "协会"].contains(where: words.hasSuffix) || level(String(words)) != nil
  }

  /// Whether a header is of units below a county: 乡镇, 村.
  static func isBelowCounty(_ header: String) -> Bool {
    level(HeaderText.normalised(header)).map { $0 > usual } ?? false
  }

  /// By the longest of the words that it ends in: 社区 is no 区.
  private static func level(_ header: String) -> Int? {
    let tail = ["名称", "名"].first(where: header.hasSuffix) ?? ""
    let word = header.dropLast(tail.count)
    let found = levels.flatMap { entry in entry.words.map { (word: $0, level: entry.level) } }
      .filter { word.hasSuffix($0.word) }.max { $0.word.count < $1.word.count }
    return found?.level
  }
}
