import Planning

/// Tabulates forms that were typed in or exported one a row: a question a column.
///
/// Only answers of a scale, and choices that a form may tick several of, are counted. Free text and whatever tells of a
/// person is passed over and not kept.
struct QuestionnaireForms {
  fileprivate struct Column {
    let header: String
    var ratings: [String: Int] = [:]
    var rated = 0
    var choices: [String: Int] = [:]
    var isChoice: Bool
    /// 可选: that one may tick, or that one may leave out.
    var mayBeChoice = false
    var filled = 0
    /// Answers of no scale, as far as a message needs them.
    var others: [(form: Int, row: Int, text: String)] = []
  }

  private var columns: [Column?]
  private var lines: [Int] = []
  /// The columns that each form answered, to tell the usable ones once it is known which columns count.
  private var answered: [[Int]] = []
  /// Doubtful answers that are told of one question.
  fileprivate static let mostOthers = 200
  private static let mostChoices = 60

  init(header: TableRow) {
    let personal: Set<ColumnRole> = [.number, .name, .phone, .sex, .age, .unit, .date, .remark, .role]
    func column(_ cell: String) -> Column? {
      if cell.isEmpty { return nil }
      if let role = ColumnRole(header: cell), personal.contains(role) { return nil }
      let isChoice = cell.contains("多选") || cell.lowercased().contains("all that apply")
      return Column(header: cell, isChoice: isChoice, mayBeChoice: cell.contains("可选"))
    }
    columns = header.cells.map(column)
    passedOver = header.cells.filter { !$0.isEmpty && column($0) == nil }
  }

  private var passedOver: [String]

  var count: Int { lines.count }

  mutating func take(_ row: TableRow, _ form: Int) {
    lines.append(row.number)
    var given: [Int] = []
    for index in columns.indices where !row[index].isEmpty && !QuestionnaireWords.isBlank(row[index]) {
      guard var column = columns[index] else { continue }
      columns[index] = nil
      if column.take(row[index], form, row.number) { given.append(index) }
      columns[index] = column
    }
    answered.append(given)
  }

  fileprivate static let separators: Set<Character> = ["┋", "|", "；", ";", "、"]

  // MARK: The sum of it

  struct Tally {
    var result = Questionnaire(name: "")
    var usable = 0
    var rows: [ImportRow] = []
    var unread: [String] = []
  }

  var tally: Tally {
    var tally = Tally(unread: passedOver)
    var counting: Set<Int> = []
    var doubts: [Int: (column: Int, text: String)] = [:]
    for (index, column) in columns.enumerated() {
      guard let column, column.filled > 0 else { continue }
      if column.isScale {
        counting.insert(index)
        tally.add(column.header, column.ratings)
        for other in column.others where doubts[other.form] == nil {
          doubts[other.form] = (index, other.text)
        }
      } else if column.isChoice || column.repeatsItself, column.choices.count <= Self.mostChoices {
        counting.insert(index)
        tally.add(choices: column.choices)
      } else {
        tally.unread.append(column.header)
      }
    }
    tally.usable = answered.count { !counting.isDisjoint(with: $0) }
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
}

extension QuestionnaireForms.Column {
  /// - Returns: Whether it may be an answer.
  fileprivate mutating func take(_ text: String, _ form: Int, _ line: Int) -> Bool {
    filled += 1
    if QuestionnaireWords.isRating(text) {
      ratings[text.trimmed, default: 0] += 1
      rated += 1
      if isChoice { choices[text.trimmed, default: 0] += 1 }
      return true
    }
    if others.count < QuestionnaireForms.mostOthers { others.append((form, line, String(text.prefix(20)))) }
    if text.contains("┋") || text.contains("|") { isChoice = true }
    guard choices.count <= 60 else { return false }
    let parts = text.split { QuestionnaireForms.separators.contains($0) }.map { String($0).trimmed }
    for part in Set(parts) where !part.isEmpty && part.count <= 60 { choices[part, default: 0] += 1 }
    return true
  }

  /// Whether the same few answers come again and again, as no free text does.
  fileprivate var repeatsItself: Bool { mayBeChoice && choices.count * 3 <= filled }

  /// Most of its answers are of a scale; the others are asked about.
  fileprivate var isScale: Bool { !isChoice && rated * 3 >= filled * 2 }
}

extension QuestionnaireForms.Tally {
  /// Questions of one dimension (理论学习—1, 理论学习—2) are counted together.
  fileprivate mutating func add(_ header: String, _ counts: [String: Int]) {
    result.add(Questionnaire.Dimension(name: Self.dimension(of: header), items: 1, counts: counts))
  }

  fileprivate mutating func add(choices counts: [String: Int]) {
    for (name, votes) in counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      result.add(votes: votes, for: name)
    }
  }

  /// 理论学习 of `1、理论学习—1`, and of `理论学习：学习的自觉性`.
  private static func dimension(of header: String) -> String {
    var name = QuestionnaireWords.question(header)[...]
    if let mark = name.firstIndex(where: { "—–-_：:".contains($0) }), mark > name.startIndex {
      name = name[..<mark]
    }
    while let last = name.last, last.isNumber || last.isWhitespace, name.count > 1 { name.removeLast() }
    return name.isEmpty ? header : String(name)
  }
}
