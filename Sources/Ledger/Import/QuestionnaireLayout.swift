/// How a table of a questionnaire is laid out.
enum QuestionnaireLayout {
  /// A dimension a row, an answer a column.
  ///
  /// - `question`: A further column that names the questions of one dimension, each in a row of its own.
  /// - `whole`: That of how many answered.
  case ratings(
    name: Int, question: Int?, items: Int?, whole: Int?, answers: [(column: Int, answer: String)])
  /// An answer a row, its count beside it.
  ///
  /// - `question`: The column of what was asked; nil if a line above says it, or if all are choices of one question.
  case answers(question: Int?, answer: Int, count: Int)
  /// An answer a row, a dimension a column.
  case transposed(answer: Int, dimensions: [(column: Int, name: String)])
  /// A form a row.
  case forms

  /// The layout that a header announces by its own words; nil for a row that is no header.
  init?(header row: TableRow) {
    guard row.faults.isEmpty else { return nil }
    let cells = row.cells
    let answers = cells.indices.filter { QuestionnaireWords.isRating(cells[$0]) }.map {
      (column: $0, answer: QuestionnaireWords.answer(cells[$0]))
    }
    let named = cells.indices.filter { QuestionnaireWords.isName(cells[$0]) }
    if Set(answers.map(\.answer)).count >= 2 {
      let items = cells.firstIndex { QuestionnaireWords.isItems($0) }
      let whole = cells.indices.last { $0 > answers[0].column && QuestionnaireWords.isWhole(cells[$0]) }
      let taken = Set(answers.map(\.column) + [items, whole].compactMap(\.self))
      let free = cells.indices.first { !taken.contains($0) && ColumnRole(header: cells[$0]) != .number }
      guard let name = cells.firstIndex(where: { QuestionnaireWords.isGroup($0) }) ?? named.first ?? free
      else { return nil }
      self = .ratings(
        name: name, question: named.first { $0 != name }, items: items, whole: whole, answers: answers)
      return
    }
    let answer = cells.firstIndex { QuestionnaireWords.isAnswer($0) }
    let votes = cells.firstIndex { QuestionnaireWords.isVotes($0) }
    guard let count = votes ?? (answer == nil ? nil : cells.firstIndex { QuestionnaireWords.isCount($0) })
    else {
      return nil
    }
    let free = cells.indices.first { $0 != count && ColumnRole(header: cells[$0]) != .number }
    guard let choice = answer ?? named.first ?? free else { return nil }
    self = .answers(question: named.first { $0 != choice && answer != nil }, answer: choice, count: count)
  }

  /// The layout of a table whose answers stand below one another under a header that names dimensions; nil for another.
  init?(transposed header: TableRow, rows: ArraySlice<TableRow>) {
    let dimensions = header.cells.indices.filter { !header.cells[$0].isEmpty }
    guard let first = rows.first, rows.count >= 2,
      let answer = first.cells.indices.first(where: { QuestionnaireWords.isRating(first.cells[$0]) })
    else { return nil }
    let figures = dimensions.filter { $0 > answer && Self.isFigure(first[$0]) }
    // Forms stand below one another as such answers do; of them the "header" is one, too.
    guard !QuestionnaireWords.isRating(header[answer]),
      figures.allSatisfy({ !QuestionnaireWords.isRating(header[$0]) && !Self.isFigure(header[$0]) })
    else { return nil }
    let answers = rows.prefix { QuestionnaireWords.isRating($0[answer]) }
    guard answers.count >= 2, Set(answers.map { $0[answer] }).count == answers.count, !figures.isEmpty,
      answers.allSatisfy({ row in figures.allSatisfy { Self.isFigure(row[$0]) } }),
      answers.contains(where: { row in figures.contains { QuestionnaireWords.isSeveral(row[$0]) } })
    else { return nil }
    self = .transposed(answer: answer, dimensions: figures.map { ($0, header.cells[$0].trimmed) })
  }

  private static func isFigure(_ text: String) -> Bool {
    text.isEmpty || QuestionnaireWords.isBlank(text) || QuestionnaireWords.number(text) != nil
  }

  /// The columns that are read; the others are named as unread.
  var columns: Set<Int> {
    switch self {
    case .ratings(let name, let question, let items, let whole, let answers):
      Set(answers.map(\.column) + [name] + [question, items, whole].compactMap(\.self))
    case .answers(let question, let answer, let count): Set([answer, count] + [question].compactMap(\.self))
    case .transposed(let answer, let dimensions): Set(dimensions.map(\.column) + [answer])
    case .forms: []
    }
  }
}
