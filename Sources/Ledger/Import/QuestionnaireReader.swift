import Planning

/// Reads a questionnaire that somebody tabulated (a dimension a row, an answer a column; choices with their votes), or the
/// forms themselves, one a row.
struct QuestionnaireReader {
  private(set) var result: Questionnaire
  private(set) var rows: [ImportRow] = []
  /// Columns of which nothing was taken: free text, and whatever tells of a person.
  private(set) var unread: [String] = []
  private(set) var format = ""
  private(set) var sheet: String?
  private(set) var headerRow = 0

  private enum Mode {
    case none
    case ratings(name: Int, items: Int?, answers: [(column: Int, answer: String)])
    case votes(name: Int, votes: Int)
    case forms
  }

  private var mode = Mode.none
  private var forms: QuestionnaireForms?
  private var titles: [String] = []
  private var index = 0

  /// - `name`: What the questionnaire is called; nil to find it, and to take only a file that is one beyond doubt.
  /// - Returns: Nil if the file is no questionnaire.
  static func read(path: String, sheet: String?, name: String?) throws(TableFault) -> QuestionnaireReader? {
    let head = try FileBytes(path: path).head(1 << 16)
    if FileKind.fault(head) != nil { return nil }
    let file = path.split(separator: "/").last.map(String.init) ?? path
    if !FileKind.isArchive(head) {
      let table = try DelimitedTable(FileBytes(path: path)) { rows in
        rows.map { row in row.cells.count { QuestionnaireWords.isRating($0) } * 2 + min(row.cells.count, 8) }
          .max() ?? 0
      }
      return try read(.delimited(table), file, format: table.encoding.name, sheet: nil, name: name)
    }
    let book = try XLSXWorkbook(path: path)
    for candidate in book.sheets where sheet.map({ $0 == candidate.name }) ?? !candidate.isHidden {
      let rows = TableFile.Rows.workbook(try book.rows(of: candidate))
      if let reader = try read(rows, file, format: "XLSX", sheet: candidate.name, name: name) {
        return reader
      }
    }
    return nil
  }

  private static func read(
    _ rows: TableFile.Rows, _ file: String, format: String, sheet: String?, name: String?
  ) throws(TableFault) -> QuestionnaireReader? {
    var rows = rows
    var head: [TableRow] = []
    while head.count < 40, let row = try rows.next() { head.append(row) }
    let isDeclared =
      name != nil || QuestionnaireWords.isSubject(file)
      || head.prefix(5).contains { row in
        row.cells.contains { QuestionnaireWords.isSubject($0) && $0.count <= 80 }
      }
    guard let kind = kind(of: head, isDeclared: isDeclared) else { return nil }
    let stem = file.split(separator: ".").dropLast().joined(separator: ".")
    var reader = QuestionnaireReader(name: name ?? (stem.isEmpty ? file : stem))
    (reader.format, reader.sheet) = (format, sheet)
    for row in head { reader.take(row, formsHeader: kind.formsHeader) }
    while let row = try rows.next() { reader.take(row, formsHeader: nil) }
    reader.finish(isNamed: name != nil)
    return reader
  }

  private init(name: String) { result = Questionnaire(name: name) }

  // MARK: What kind of file it is

  private struct Kind {
    /// The number of the row above the forms; nil for a tabulated one.
    var formsHeader: Int?
  }

  private static func kind(of head: [TableRow], isDeclared: Bool) -> Kind? {
    let filled = head.filter { !$0.isBlank }
    for (index, row) in filled.enumerated() where index + 1 < filled.count {
      let below = filled[index + 1]
      let answers = row.cells.indices.filter { QuestionnaireWords.isRating(row.cells[$0]) }
      let isScale =
        Set(answers.map { row.cells[$0] }).count >= 2 && answers.contains { number(below[$0]) != nil }
      let isVote =
        isDeclared
        && row.cells.indices.contains { QuestionnaireWords.isVotes(row[$0]) && number(below[$0]) != nil }
      if isVote || (isScale && (isDeclared || !isOtherTable(row))) { return Kind() }
    }
    guard isDeclared else { return nil }
    let firstForm = filled.firstIndex { row in row.cells.contains { QuestionnaireWords.isRating($0) } }
    guard let firstForm, firstForm > 0, filled[firstForm - 1].cells.filter({ !$0.isEmpty }).count >= 2 else {
      return nil
    }
    return Kind(formsHeader: filled[firstForm - 1].number)
  }

  /// Whether a row is the header of a list of people or of a table of events.
  private static func isOtherTable(_ row: TableRow) -> Bool {
    guard let header = TableHeader(row) else { return false }
    return header.has(.phone) || header.has(.date) || header.has(.unit) || header.has(.name)
  }

  /// A whole number of forms or ticks; nil for anything else.
  fileprivate static func number(_ text: String) -> Int? {
    let digits = String(text.map(\.halfWidth)).replacing(",", with: "").replacing(" ", with: "")
    let bare = ["份", "票", "人", "人次", "个", "次"].first { digits.hasSuffix($0) }.map {
      String(digits.dropLast($0.count))
    }
    guard let n = Int(bare ?? digits), n >= 0, n <= 1_000_000_000 else { return nil }
    return n
  }

  // MARK: Row by row

  private mutating func take(_ row: TableRow, formsHeader: Int?) {
    guard !row.isBlank else { return }
    if case .forms = mode {
      index += 1
      forms?.take(row, index)
      return
    }
    if row.number == formsHeader {
      forms = QuestionnaireForms(header: row)
      mode = .forms
      headerRow = row.number
    } else if !takeHeader(row), !takeTotals(row) {
      takeData(row)
    }
  }

  private mutating func takeHeader(_ row: TableRow) -> Bool {
    let answers = row.cells.indices.filter { QuestionnaireWords.isRating(row.cells[$0]) }.map {
      (column: $0, answer: row.cells[$0].trimmed)
    }
    let votes = row.cells.firstIndex { QuestionnaireWords.isVotes($0) }
    guard answers.count >= 2 || votes != nil, row.faults.isEmpty else { return false }
    let named = row.cells.firstIndex { QuestionnaireWords.isName($0) }
    let items = row.cells.firstIndex { QuestionnaireWords.isItems($0) }
    let taken = Set(answers.map(\.column) + [votes, items].compactMap { $0 })
    let free = row.cells.indices.first { !taken.contains($0) && ColumnRole(header: row.cells[$0]) != .number }
    guard let name = named ?? free else { return false }
    if answers.count >= 2 {
      mode = .ratings(name: name, items: items, answers: answers)
    } else if let votes {
      mode = .votes(name: name, votes: votes)
    }
    if headerRow == 0 { headerRow = row.number }
    for (column, cell) in row.cells.enumerated()
    where !cell.isEmpty && !taken.contains(column) && column != name {
      if ColumnRole(header: cell) != .number { unread.append(cell) }
    }
    return true
  }

  /// 收回 | 284, or a sentence that says so.
  private mutating func takeTotals(_ row: TableRow) -> Bool {
    var isTotals = false
    for (column, cell) in row.cells.enumerated() {
      if let total = QuestionnaireWords.total(cell) {
        guard let next = row.cells[(column + 1)...].first(where: { !$0.isEmpty }) else { continue }
        isTotals = true
        guard let n = Self.number(next) else {
          refuse(row, column + 1, .init(zh: "“\(next)”不是份数", en: "'\(next)' is no number of forms"))
          continue
        }
        set(total, n)
      }
    }
    if isTotals { return true }
    let filled = row.cells.filter { !$0.isEmpty }
    guard filled.count == 1, let text = filled.first else { return false }
    let totals = QuestionnaireWords.totals(in: text)
    for (total, n) in totals { set(total, n) }
    if headerRow == 0 { titles.append(text) }
    return !totals.isEmpty || headerRow == 0
  }

  private mutating func set(_ total: QuestionnaireWords.Total, _ n: Int) {
    switch total {
    case .sent: result.sent = n
    case .returned: result.returned = n
    case .usable: result.usable = n
    }
  }

  private mutating func takeData(_ row: TableRow) {
    let isTotal = TableShape.totalWord(of: row) != nil
    switch mode {
    case .none, .forms: return
    case .votes(let name, let votes):
      guard isTotal || !row[name].isEmpty else { return }
      index += isTotal ? 0 : 1
      guard let n = count(row, votes) else { return }
      if isTotal {
        result.totalVotes = n
      } else {
        result.choices.append(.init(name: row[name], votes: n))
        accept(row)
      }
    case .ratings(let name, let items, let answers):
      guard !isTotal, !row[name].isEmpty, !TableShape.isFootnote(row) else { return }
      index += 1
      takeDimension(row, row[name], items, answers)
    }
  }

  private mutating func takeDimension(
    _ row: TableRow, _ name: String, _ items: Int?, _ answers: [(column: Int, answer: String)]
  ) {
    if result.dimensions.contains(where: { $0.name == name }) {
      return refuse(row, nil, .init(zh: "“\(name)”出现了两次", en: "'\(name)' is there twice"))
    }
    var dimension = Questionnaire.Dimension(name: name, items: 1, counts: [:])
    if let items, !row[items].isEmpty {
      guard let n = Self.number(row[items]), (1...1000).contains(n) else {
        return refuse(
          row, items, .init(zh: "题数“\(row[items])”看不懂", en: "can't read '\(row[items])' questions"))
      }
      dimension.items = n
    }
    for (column, answer) in answers where !row[column].isEmpty && row[column] != "-" && row[column] != "/" {
      guard let n = count(row, column) else { return }
      dimension.counts[answer] = n
    }
    guard !dimension.counts.isEmpty else {
      return refuse(row, nil, .init(zh: "“\(name)”没有数字", en: "'\(name)' has no figures"))
    }
    result.dimensions.append(dimension)
    accept(row)
  }

  private mutating func count(_ row: TableRow, _ column: Int) -> Int? {
    if let fault = row.faults.first(where: { $0.column == nil || $0.column == column }) {
      refuse(row, column, fault.reason)
      return nil
    }
    if let n = Self.number(row[column]) { return n }
    let text = row[column]
    let reason =
      text.contains("%") || text.contains("％")
      ? BilingualText(
        zh: "“\(text)”是比例；请写选了这一档的份数，比例由程序计算",
        en: "'\(text)' is a share; write how many forms ticked it, the share is worked out")
      : text.first == "=" || text.first == "@"
        ? .formulaText
        : BilingualText(
          zh: "“\(text)”不是份数，应是 0 以上的整数", en: "'\(text)' is no number of forms: a whole number from 0 on")
    refuse(row, column, reason)
    return nil
  }

  private mutating func accept(_ row: TableRow) {
    rows.append(ImportRow(row: String(index), cell: nil, result: .ok, reason: nil, line: row.number))
  }

  private mutating func refuse(_ row: TableRow, _ column: Int?, _ reason: BilingualText) {
    let cell = column.map { CellAddress.text(column: $0, row: row.number) }
    rows.append(
      ImportRow(row: String(max(index, 1)), cell: cell, result: .refused, reason: reason, line: row.number))
  }

  private mutating func finish(isNamed: Bool) {
    if !isNamed, let name = QuestionnaireWords.name(in: titles) { result.name = name }
    guard let forms else { return }
    let tally = forms.tally
    (result.dimensions, result.choices) = (tally.dimensions, tally.choices)
    // Titles may say how many came back of which only a part was typed in.
    result.returned = result.returned ?? forms.count
    result.usable = result.usable ?? tally.usable
    rows = tally.rows
    unread = tally.unread
  }
}
