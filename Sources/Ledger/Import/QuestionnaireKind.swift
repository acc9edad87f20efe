/// What kind of questionnaire a file is, as its first rows show.
struct QuestionnaireKind {
  /// A layout that only the rows below its header show; nil for those that announce themselves.
  private(set) var layout: QuestionnaireLayout?
  /// The header of such a layout, its lines made one, with the number of the last.
  private(set) var header: TableRow?

  /// - `isDeclared`: Whether somebody or its own words say that it is a questionnaire.
  /// - `isSure`: Whether whoever imports it says so: ticks alone are what a list of people has, too.
  /// - Returns: Nil if it is none.
  init?(of head: [TableRow], isDeclared: Bool, isSure: Bool) {
    let filled = head.filter { !$0.isBlank }
    // Below the first answer there are answers, and no header: one found there would lose those above it.
    let first = filled.firstIndex { row in row.cells.contains { QuestionnaireWords.isRating($0) } }
    for (index, row) in filled.enumerated() where index + 1 < filled.count && index <= first ?? index {
      if Self.isTabulated(row, above: filled[(index + 1)...], isDeclared: isDeclared) { return }
      guard isDeclared else { continue }
      if let layout = QuestionnaireLayout(transposed: row, rows: filled[(index + 1)...]) {
        (self.layout, self.header) = (layout, row)
        return
      }
    }
    guard isDeclared, let form = Self.firstForm(filled, isSure: isSure),
      let header = Self.header(of: filled[..<form])
    else { return nil }
    (layout, self.header) = (.forms, header)
  }

  private static func isTabulated(_ row: TableRow, above rows: ArraySlice<TableRow>, isDeclared: Bool) -> Bool
  {
    guard let below = rows.first else { return false }
    switch QuestionnaireLayout(header: row) {
    case .ratings(_, _, _, _, let answers):
      return answers.contains { QuestionnaireWords.number(below[$0.column]) != nil }
        // 1 and 0 alone are ticks of forms.
        && rows.contains { row in answers.contains { QuestionnaireWords.isSeveral(row[$0.column]) } }
        && (isDeclared || !isOtherTable(row))
    case .answers(_, let answer, let count):
      return QuestionnaireWords.number(below[count]) != nil
        && (isDeclared
          || QuestionnaireWords.isAnswer(row[answer]) && QuestionnaireWords.isRating(below[answer]))
    default: return false
    }
  }

  /// Whether a row is the header of a list of people or of a table of events.
  private static func isOtherTable(_ row: TableRow) -> Bool {
    guard let header = TableHeader(row) else { return false }
    return header.has(.phone) || header.has(.date) || header.has(.unit) || header.has(.name)
  }

  // MARK: Forms

  /// A row that has an answer of a scale, or a tick; not the answers over columns of ticks.
  private static func firstForm(_ filled: [TableRow], isSure: Bool) -> Int? {
    func isTick(_ cell: String) -> Bool { isSure && QuestionnaireWords.Tick(cell) != nil }
    return filled.indices.first { index in
      let row = filled[index]
      let rated = row.cells.indices.filter { QuestionnaireWords.isRating(row[$0]) }
      guard !rated.isEmpty else { return row.cells.contains(where: isTick) }
      guard index + 1 < filled.count else { return true }
      let below = rated.map { filled[index + 1][$0] }.filter { !$0.isEmpty }
      return below.isEmpty || !below.allSatisfy(isTick)
    }
  }

  /// The row of most words, for forms that nobody filled in may come first; together with the line above or below it
  /// that says what several of its columns are about.
  private static func header(of rows: ArraySlice<TableRow>) -> TableRow? {
    func words(_ row: TableRow) -> (Int, Int) {
      let filled = row.cells.filter { !$0.isEmpty }
      return (filled.count { QuestionnaireWords.number($0) == nil }, filled.count)
    }
    guard let index = rows.indices.max(by: { words(rows[$0]) < words(rows[$1]) }) else { return nil }
    let row = rows[index]
    guard row.cells.count(where: { !$0.isEmpty }) >= 2 else { return nil }
    if index + 1 < rows.endIndex, let both = joined(row, rows[index + 1]) { return both }
    return index > rows.startIndex ? joined(rows[index - 1], row) ?? row : row
  }

  /// 希望 above 讲座 and 义诊 as 希望：讲座 and 希望：义诊; nil if the upper row says nothing of the columns of the lower.
  private static func joined(_ upper: TableRow, _ lower: TableRow) -> TableRow? {
    let columns = 0..<max(upper.cells.count, lower.cells.count)
    guard upper.cells.count(where: { !$0.isEmpty }) >= 2,
      !lower.cells.contains(where: { QuestionnaireWords.number($0) != nil }),
      columns.contains(where: { upper[$0].isEmpty && !lower[$0].isEmpty }),
      lower.merged.contains(where: { $0.origin == upper.number })
        || columns.contains(where: { !upper[$0].isEmpty && lower[$0].isEmpty })
    else { return nil }
    var group = ""
    let cells = columns.map { column in
      if !upper[column].isEmpty { group = upper[column] }
      let own = lower[column]
      return own.isEmpty ? upper[column] : group.isEmpty || own == group ? own : "\(group)：\(own)"
    }
    return TableRow(number: lower.number, cells: cells)
  }
}
