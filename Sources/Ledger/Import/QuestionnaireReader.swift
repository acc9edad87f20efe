import Planning

/// Reads a questionnaire that somebody tabulated (a dimension a row, an answer a column; choices with their votes), or the
/// forms themselves, one a row.
struct QuestionnaireReader {
  private(set) var result: Questionnaire
  private(set) var rows: [ImportRow] = []
  /// Columns of which nothing was taken: free text, and whatever tells of a person.
  private(set) var unread: [String] = []
  /// What somebody should know of forms whose answers were not read.
  private(set) var doubts: [BilingualText] = []
  private(set) var format = ""
  private(set) var sheet: String?
  private(set) var headerRow = 0

  private var layout: QuestionnaireLayout?
  /// The answers of one question, as long as its rows go on.
  private var group = AnswerGroup()
  /// The line above a table that says what was asked.
  private var heading: String?
  private var lastName = ""
  private var forms: QuestionnaireForms?
  private var titles: [String] = []
  /// Where the words of a row of totals stand whose figures are in the next row.
  private var totalColumns: [(column: Int, total: QuestionnaireWords.Total)] = []
  private var index = 0
  /// How many answered each row's question, as a column of the table says.
  private var wholes: Set<Int> = []

  /// What whoever imports a file says of it.
  struct Declaration {
    /// What the questionnaire is called; nil to find it.
    var name: String?
    /// Whether it is said to be a questionnaire; else only a file that is one beyond doubt is taken.
    var isSure: Bool
  }

  /// - Returns: Nil if the file is no questionnaire.
  static func read(path: String, sheet: String?, name: String?) throws(TableFault) -> QuestionnaireReader? {
    try read(path: path, sheet: sheet, Declaration(name: name, isSure: name != nil))
  }

  static func read(
    path: String, sheet: String?, _ declared: Declaration
  ) throws(TableFault) -> QuestionnaireReader? {
    let head = try FileBytes(path: path).head(1 << 16)
    if FileKind.fault(head) != nil { return nil }
    let file = path.split(separator: "/").last.map(String.init) ?? path
    if !FileKind.isArchive(head) {
      let table = try DelimitedTable(FileBytes(path: path)) { rows in
        rows.map { row in row.cells.count { QuestionnaireWords.isRating($0) } * 2 + min(row.cells.count, 8) }
          .max() ?? 0
      }
      return try read(.delimited(table), file, format: table.encoding.name, sheet: nil, declared)
    }
    let book = try XLSXWorkbook(path: path)
    for candidate in book.sheets where sheet.map({ $0 == candidate.name }) ?? !candidate.isHidden {
      let rows = TableFile.Rows.workbook(try book.rows(of: candidate))
      if let reader = try read(rows, file, format: "XLSX", sheet: candidate.name, declared) {
        return reader
      }
    }
    return nil
  }

  private static func read(
    _ rows: TableFile.Rows, _ file: String, format: String, sheet: String?, _ declared: Declaration
  ) throws(TableFault) -> QuestionnaireReader? {
    var rows = rows
    var head: [TableRow] = []
    while head.count < 40, let row = try rows.next() { head.append(row) }
    let isDeclared =
      declared.isSure || QuestionnaireWords.isSubject(file)
      || head.prefix(5).contains { row in
        row.cells.contains { QuestionnaireWords.isSubject($0) && $0.count <= 80 }
      }
    guard let kind = QuestionnaireKind(of: head, isDeclared: isDeclared, isSure: declared.isSure) else {
      return nil
    }
    let stem = file.split(separator: ".").dropLast().joined(separator: ".")
    var reader = QuestionnaireReader(name: declared.name ?? (stem.isEmpty ? file : stem))
    (reader.format, reader.sheet) = (format, sheet)
    for row in head { reader.take(row, kind) }
    while let row = try rows.next() { reader.take(row, kind) }
    reader.finish(isNamed: declared.name != nil)
    return reader
  }

  private init(name: String) { result = Questionnaire(name: name) }

  // MARK: Row by row

  private mutating func take(_ row: TableRow, _ kind: QuestionnaireKind) {
    guard !row.isBlank else { return }
    if case .forms = layout {
      takeForm(row)
    } else if let header = kind.header, row.number <= header.number {
      if row.number < header.number {
        _ = takeTotals(row)
      } else if let found = kind.layout {
        begin(found, header)
        if case .forms = found { forms = QuestionnaireForms(header: header) }
      }
    } else if let found = QuestionnaireLayout(header: row) {
      begin(found, row)
    } else if !takeTotals(row) {
      takeData(row)
    }
  }

  /// A form, or what a clerk wrote below them: 发放 300 份，收回 284 份.
  private mutating func takeForm(_ row: TableRow) {
    let filled = row.cells.filter { !$0.isEmpty }
    let totals = filled.count == 1 ? QuestionnaireWords.totals(in: filled[0]) : []
    if totals.isEmpty { _ = forms?.take(row) }
    for (total, n) in totals { set(total, n) }
  }

  private mutating func begin(_ found: QuestionnaireLayout, _ row: TableRow) {
    endGroup()
    (layout, lastName) = (found, "")
    (group.question, heading) = (heading, nil)
    if headerRow == 0 { headerRow = row.number }
    if case .forms = found { return }
    for (column, cell) in row.cells.enumerated() where !cell.isEmpty && !found.columns.contains(column) {
      if ColumnRole(header: cell) != .number { unread.append(cell) }
    }
  }

  /// 收回 | 284, a row of such words above their figures, or a sentence that says so.
  private mutating func takeTotals(_ row: TableRow) -> Bool {
    if !totalColumns.isEmpty {
      defer { totalColumns = [] }
      for (column, total) in totalColumns { take(total, row[column], row, column) }
      return true
    }
    let words = row.cells.indices.compactMap { column in
      QuestionnaireWords.total(row.cells[column]).map { (column: column, total: $0) }
    }
    if words.count >= 2, words.count == row.cells.count(where: { !$0.isEmpty }) {
      totalColumns = words
      return true
    }
    for (column, total) in words {
      guard let next = row.cells[(column + 1)...].first(where: { !$0.isEmpty }) else { continue }
      take(total, next, row, column + 1)
    }
    return !words.isEmpty || takeSentence(row)
  }

  private mutating func takeSentence(_ row: TableRow) -> Bool {
    let filled = row.cells.filter { !$0.isEmpty }
    guard filled.count == 1, let text = filled.first else { return false }
    let totals = QuestionnaireWords.totals(in: text)
    for (total, n) in totals { set(total, n) }
    if headerRow == 0 { titles.append(text) }
    guard totals.isEmpty else { return true }
    switch layout {
    case nil:
      heading = QuestionnaireWords.isSubject(text) ? nil : QuestionnaireWords.question(text)
      return true
    case .answers(nil, let answer, _)? where QuestionnaireWords.isHeading(text, alone: row[answer] != text):
      endGroup()
      group.question = QuestionnaireWords.question(text)
      heading = group.question
      return true
    default: return false
    }
  }

  private mutating func take(
    _ total: QuestionnaireWords.Total, _ text: String, _ row: TableRow, _ column: Int
  ) {
    guard let n = QuestionnaireWords.number(text) else {
      return refuse(row, column, .init(zh: "“\(text)”不是份数", en: "'\(text)' is no number of forms"))
    }
    set(total, n)
  }

  private mutating func set(_ total: QuestionnaireWords.Total, _ n: Int) {
    switch total {
    case .sent: result.sent = n
    case .returned: result.returned = n
    case .usable: result.usable = n
    }
  }

  private mutating func takeData(_ row: TableRow) {
    let isSum = QuestionnaireWords.isSum(row)
    switch layout {
    case .forms: return
    case nil:
      refuseLost(row, .init(zh: "这一行在认得的表头上面，没有读", en: "it stands above any known header and was not read"))
    case .answers(let question, let answer, let count):
      takeAnswer(row, question, answer, count, isSum: isSum)
    case .transposed(let answer, let dimensions):
      guard !isSum, !TableShape.isFootnote(row) else { return }
      guard !row[answer].isEmpty else { return refuseLost(row, .noAnswer) }
      takeTransposed(row, answer, dimensions)
    case .ratings(let name, let question, let items, let whole, let answers):
      guard !isSum, !TableShape.isFootnote(row) else { return }
      if !row[name].isEmpty { lastName = row[name] }
      // Merged cells: the dimension stands beside its first question only.
      guard !row[name].isEmpty || question.map({ !row[$0].isEmpty }) == true, !lastName.isEmpty else {
        return refuseLost(row, .init(zh: "没写是哪个维度或问题", en: "which dimension or question it is of is missing"))
      }
      index += 1
      takeDimension(row, lastName, isPart: question != nil, items, whole, answers)
    }
  }

  private mutating func takeAnswer(
    _ row: TableRow, _ question: Int?, _ answer: Int, _ column: Int, isSum: Bool
  ) {
    if let question, !row[question].isEmpty, !isSum {
      let name = QuestionnaireWords.question(row[question])
      if name != group.question { endGroup() }
      group.question = name
    }
    guard isSum || !row[answer].isEmpty else {
      if !row[column].isEmpty {
        refuse(row, answer, .noAnswer)
      }
      return
    }
    if !isSum, QuestionnaireWords.isBlank(row[answer]) { return }
    index += isSum ? 0 : 1
    guard let n = count(row, column) else { return }
    if isSum {
      group.total = group.total ?? n
    } else if group.answers.contains(where: { $0.answer == QuestionnaireWords.answer(row[answer]) }) {
      refuse(row, answer, .init(zh: "“\(row[answer])”出现了两次", en: "'\(row[answer])' is there twice"))
    } else {
      group.answers.append((QuestionnaireWords.answer(row[answer]), n))
      accept(row)
    }
  }

  /// Answers of a scale are a dimension's, any others are choices.
  private mutating func endGroup() {
    defer { group = AnswerGroup() }
    guard !group.answers.isEmpty else { return }
    if group.isScale {
      let counts = Dictionary(group.answers.map { ($0.answer, $0.count) }, uniquingKeysWith: +)
      result.add(Questionnaire.Dimension(name: group.question ?? result.name, items: 1, counts: counts))
      return
    }
    for (answer, count) in group.answers { result.add(votes: count, for: answer) }
    if let total = group.total { result.totalVotes = (result.totalVotes ?? 0) + total }
  }

  private mutating func takeTransposed(
    _ row: TableRow, _ answer: Int, _ dimensions: [(column: Int, name: String)]
  ) {
    index += 1
    guard QuestionnaireWords.isRating(row[answer]) else {
      return refuse(
        row, answer, .init(zh: "看不出“\(row[answer])”是哪一档", en: "'\(row[answer])' is no answer of a scale"))
    }
    var counts: [(String, Int)] = []
    for (column, name) in dimensions where !row[column].isEmpty && !QuestionnaireWords.isBlank(row[column]) {
      guard let n = count(row, column) else { return }
      counts.append((name, n))
    }
    for (name, n) in counts { result.add(answers: n, of: QuestionnaireWords.answer(row[answer]), to: name) }
    accept(row)
  }

  private mutating func takeDimension(
    _ row: TableRow, _ name: String, isPart: Bool, _ items: Int?, _ whole: Int?,
    _ answers: [(column: Int, answer: String)]
  ) {
    if !isPart, result.dimensions.contains(where: { $0.name == name }) {
      return refuse(row, nil, .init(zh: "“\(name)”出现了两次", en: "'\(name)' is there twice"))
    }
    var dimension = Questionnaire.Dimension(name: name, items: 1, counts: [:])
    if let items, !row[items].isEmpty {
      guard let n = QuestionnaireWords.number(row[items]), (1...1000).contains(n) else {
        return refuse(
          row, items, .init(zh: "题数“\(row[items])”看不懂", en: "can't read '\(row[items])' questions"))
      }
      dimension.items = n
    }
    for (column, answer) in answers where !row[column].isEmpty && !QuestionnaireWords.isBlank(row[column]) {
      guard let n = count(row, column) else { return }
      dimension.counts[answer] = n
    }
    guard !dimension.counts.isEmpty else {
      return refuse(row, nil, .init(zh: "“\(name)”没有数字", en: "'\(name)' has no figures"))
    }
    guard let whole, let n = QuestionnaireWords.number(row[whole]) else {
      result.add(dimension)
      return accept(row)
    }
    take(dimension, of: n, row, whole)
  }

  /// A row that says how many answered: at least as many as all its answers are.
  private mutating func take(
    _ dimension: Questionnaire.Dimension, of whole: Int, _ row: TableRow, _ column: Int
  ) {
    let answers = dimension.answers
    guard answers <= whole else {
      return refuse(
        row, column,
        .init(
          zh: "写的是 \(whole)，各档相加 \(answers)；请核对", en: "it says \(whole), the answers add up to \(answers)"))
    }
    result.add(dimension)
    wholes.insert(whole.isMultiple(of: dimension.items) ? whole / dimension.items : -1)
    accept(
      row, column,
      answers == whole
        ? nil
        : BilingualText(
          zh: "写的是 \(whole)，各档相加 \(answers)：差的 \(whole - answers) 按没答算，是否正确？",
          en: "it says \(whole), the answers add up to \(answers): the rest is taken as none, is that right?")
    )
  }

  private mutating func count(_ row: TableRow, _ column: Int) -> Int? {
    if let fault = row.faults.first(where: { $0.column == nil || $0.column == column }) {
      refuse(row, column, fault.reason)
      return nil
    }
    if let n = QuestionnaireWords.number(row[column]) { return n }
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

  /// - `doubt`: What is asked about it.
  private mutating func accept(_ row: TableRow, _ column: Int? = nil, _ doubt: BilingualText? = nil) {
    let cell = doubt == nil ? nil : column.map { CellAddress.text(column: $0, row: row.number) }
    rows.append(
      ImportRow(
        row: String(index), cell: cell, result: doubt == nil ? .ok : .question, reason: doubt,
        line: row.number, isEntered: true))
  }

  private mutating func refuse(_ row: TableRow, _ column: Int?, _ reason: BilingualText) {
    let cell = column.map { CellAddress.text(column: $0, row: row.number) }
    rows.append(
      ImportRow(row: String(max(index, 1)), cell: cell, result: .refused, reason: reason, line: row.number))
  }

  /// A row that has a figure and whatever, and would be lost without a word.
  private mutating func refuseLost(_ row: TableRow, _ reason: BilingualText) {
    guard row.cells.count(where: { !$0.isEmpty }) > 1,
      row.cells.contains(where: { QuestionnaireWords.number($0) != nil })
    else { return }
    refuse(row, nil, reason)
  }

  private mutating func finish(isNamed: Bool) {
    endGroup()
    if !isNamed, let name = QuestionnaireWords.name(in: titles) { result.name = name }
    if wholes.count == 1, let whole = wholes.first, whole >= 0 { result.returned = result.returned ?? whole }
    guard let forms else { return }
    var tally = forms.tally
    tally.result.name(dimension: result.name)
    (result.dimensions, result.choices) = (tally.result.dimensions, tally.result.choices)
    // Titles may say how many came back of which only a part was typed in.
    result.returned = result.returned ?? forms.count
    doubts = tally.doubts(countsForms: result.usable == nil)
    result.usable = result.usable ?? tally.usable
    rows = tally.rows
    unread = tally.unread
  }
}

/// The answers to one question, each in a row of its own.
private struct AnswerGroup {
  var question: String?
  var answers: [(answer: String, count: Int)] = []
  /// What a row of their sum says.
  var total: Int?

  var isScale: Bool { answers.allSatisfy { QuestionnaireWords.isRating($0.answer) } }
}

extension BilingualText {
  fileprivate static let noAnswer = BilingualText(
    zh: "没写是哪个选项", en: "which answer this is the count of is missing")
}
