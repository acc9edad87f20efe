import Planning

/// Tabulates forms that were typed in or exported one a row: a question a column.
///
/// Only answers of a scale, and choices that a form may tick several of, are counted. Free text and whatever tells of a
/// person is passed over and not kept.
struct QuestionnaireForms {
  private var columns: [QuestionColumn?]
  private let header: TableRow
  private var lines: [Int] = []
  /// The columns that each form answered: a form with any answer is usable, whether or not its column counts.
  private var answered: [[Int]] = []
  private let passedOver: [String]

  init(header: TableRow) {
    let personal: Set<ColumnRole> = [.number, .name, .phone, .sex, .age, .unit, .date, .remark, .role]
    func column(_ cell: String) -> QuestionColumn? {
      if cell.isEmpty { return nil }
      if let role = ColumnRole(header: cell), personal.contains(role) { return nil }
      if QuestionnaireWords.isRecord(cell) { return nil }
      return QuestionColumn(header: cell)
    }
    self.header = header
    columns = header.cells.map(column)
    passedOver = header.cells.filter { !$0.isEmpty && column($0) == nil }
  }

  var count: Int { lines.count }

  /// - Returns: Whether the row is a form: no header of a further page, no sum and nothing that stands below a table.
  mutating func take(_ row: TableRow) -> Bool {
    if row.cells == header.cells || QuestionnaireWords.isSum(row) || TableShape.isFootnote(row) {
      return false
    }
    lines.append(row.number)
    var given: [Int] = []
    for index in columns.indices where !row[index].isEmpty && !QuestionnaireWords.isBlank(row[index]) {
      guard var column = columns[index] else { continue }
      columns[index] = nil
      if column.take(row[index], count, row.number) { given.append(index) }
      columns[index] = column
    }
    answered.append(given)
    return true
  }

  // MARK: The sum of it

  struct Tally {
    var result = Questionnaire(name: "")
    var usable = 0
    var rows: [ImportRow] = []
    var unread: [String] = []
    /// Questions whose answers are letters or numbers that only the form explains.
    var coded: [String] = []
    /// Usable forms that answered nothing of what is counted.
    var uncounted = 0

    /// - `countsForms`: Whether nobody wrote how many forms are usable.
    func doubts(countsForms: Bool) -> [BilingualText] {
      var found = coded.map { question in
        BilingualText(
          zh: "“\(question)”的答案只有字母或数字，看不出是哪一项，没有读；请换成选项的文字（如“满意”）再导入",
          en:
            "'\(question)' is answered by letters or numbers alone and was not read; write the answers in words"
        )
      }
      if countsForms, uncounted > 0 {
        found.append(
          BilingualText(
            zh: "有 \(uncounted) 份只在没有读的列里有内容，按有效算；不算有效的，请在表下写明“有效多少份”",
            en:
              "\(uncounted) forms answered only what was not read; they are counted as usable: write '有效 N 份' below the table if they are not"
          ))
      }
      return found
    }
  }

  private static let mostChoices = 60

  var tally: Tally {
    var tally = Tally(unread: passedOver)
    var counting: Set<Int> = []
    var doubts: [Int: (column: Int, text: String)] = [:]
    let ticked = self.ticked
    for (index, column) in columns.enumerated() {
      guard let column, column.filled > 0 else { continue }
      counting.insert(index)
      if column.isOfScores {
        tally.result.add(Questionnaire.Dimension(name: column.dimension, items: 1, counts: column.scores))
        for other in column.others where doubts[other.form] == nil {
          doubts[other.form] = (index, other.text)
        }
      } else if ticked.contains(index) {
        tally.add(ticks: column)
      } else if column.isScale {
        tally.result.add(Questionnaire.Dimension(name: column.dimension, items: 1, counts: column.ratings))
        for other in column.others where doubts[other.form] == nil {
          doubts[other.form] = (index, other.text)
        }
      } else if let votes = column.votes, votes.count <= Self.mostChoices {
        tally.add(choices: votes)
      } else {
        counting.remove(index)
        tally.unread.append(column.header)
        if column.isCoded { tally.coded.append(QuestionnaireWords.question(column.header)) }
      }
    }
    tally.usable = answered.count { !$0.isEmpty }
    tally.uncounted = tally.usable - answered.count { !counting.isDisjoint(with: $0) }
    for (offset, line) in lines.enumerated() {
      let doubt = doubts[offset + 1].map { column, text in
        BilingualText(
          zh: "看不出“\(text)”是哪一档，这一题按没答算", en: "'\(text)' is no answer of the scale and was taken as none")
      }
      tally.rows.append(
        ImportRow(
          row: String(offset + 1),
          cell: doubts[offset + 1].map { CellAddress.text(column: $0.column, row: line) },
          result: doubt == nil ? .ok : .question, reason: doubt, line: line, isEntered: true))
    }
    return tally
  }

  /// The columns in which nothing stands but ticks: an option of a question each.
  ///
  /// 1 and 0 may be marks, too: they are ticks only where several columns belong to one question and not all are ticked.
  private var ticked: Set<Int> {
    let all = columns.indices.filter { columns[$0]?.isTicked == true }
    let groups = Dictionary(grouping: all) { columns[$0]?.choice?.question ?? "" }
    return Set(
      all.filter { index in
        guard let column = columns[index], column.signs == 0 else { return true }
        guard let question = column.choice?.question, let group = groups[question] else { return false }
        return group.count > 1 && group.contains { (columns[$0]?.ticks ?? 0) < lines.count }
      })
  }
}

extension QuestionnaireForms.Tally {
  fileprivate mutating func add(ticks column: QuestionColumn) {
    let option = column.choice?.option ?? QuestionnaireWords.question(column.header)
    if QuestionnaireWords.isRating(option) {
      result.add(answers: column.ticks, of: option, to: column.choice?.question ?? "")
    } else {
      result.add(votes: column.ticks, for: option)
    }
  }

  fileprivate mutating func add(choices counts: [String: Int]) {
    for (name, votes) in counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      result.add(votes: votes, for: name)
    }
  }
}
