import Planning

/// The figures of one row of a table of events.
struct EventFigures {
  var contents: [LedgerEntry.Content] = []
  var doubts: [CellDoubt] = []
  /// Whether nothing tells if the number of all people counts the helpers beside it.
  var isUndecided = false
  var reckoning = Reckoning.open
  let columns: FigureColumns
  let row: TableRow

  /// More than a stadium holds is worth a look, and nobody brings a million to one place; on line many may watch.
  private static let doubtful: Figure = 50_000
  private static let mostOnSite: Figure = 1_000_000
  private static let doubtfulThings: Figure = 1_000_000

  /// Whether a cell holds no number at all, nor anything that a spreadsheet would run.
  private static func isWords(_ text: String) -> Bool {
    !text.isEmpty && !text.contains { $0.isNumber || $0.isNumeral } && !text.isLikeFormula
  }

  /// Something was given, nobody says how much.
  static let ticks: Set<String> = ["√", "✓", "✔", "有", "是", "已发", "已发放"]

  init(_ columns: FigureColumns, _ row: TableRow) throws(CellProblem) {
    (self.columns, self.row) = (columns, row)
    let header = columns.header
    for column in peopleColumns where !isRemark(column) { try addCount(column, .public) }
    try checkParts()
    try addHelpers()
    compareWordsForGroups()
    try noteChildren()
    for service in header.services {
      try add(service) { figures throws(CellProblem) in try figures.addService(service) }
    }
    for thing in header.goods {
      try add(thing) { figures throws(CellProblem) in try figures.add(thing) }
    }
    for column in header.all(.item) { try addItem(column) }
    try checkSums()
  }

  /// Words below a header that may be none of figures are asked about.
  mutating func add(
    _ named: TableHeader.Named, _ take: (inout EventFigures) throws(CellProblem) -> Void
  ) throws(CellProblem) {
    let cell = row[named.column]
    guard !EventTable.isNothing(cell) else { return }
    do throws(CellProblem) {
      try checkOther(named.column)
      try take(&self)
    } catch {
      guard named.isSupposed, Self.isWords(cell) else { throw error }
      // 培训对象 says whom it was for.
      if HeaderText.normalised(columns.header.cells[named.column]).hasSuffix("对象") { return }
      doubts.append(CellDoubt(named.column, .noFigure(cell)))
    }
  }

  mutating func addCount(_ column: Int, _ role: Count.Role) throws(CellProblem) {
    let read: (Quantity, counter: String?)?
    do throws(CellProblem) {
      try checkOther(column)
      if try addWorded(column, role) { return }
      read = try self.quantity(column)
    } catch {
      if columns.asides.contains(column), !Self.isWords(row[column]) {
        return doubts.append(CellDoubt(column, .leftUnread(error.reason)))
      }
      // 参训人员 may say who came, and not how many.
      guard columns.wordy.contains(column) || columns.asides.contains(column), Self.isWords(row[column])
      else {
        throw error
      }
      doubts.append(CellDoubt(column, .noFigure(row[column])))
      return
    }
    guard let (quantity, counter) = read else { return }
    // 来了 58 个.
    let counted = counter == "个" ? nil : counter
    let word = counted ?? columns.counters[column] ?? CountingWord.person
    guard CountingWord.countsPeople(word) else { throw CellProblem(column, .notPeople(row[column], word)) }
    try checkPeople(quantity, word, column, isOnline: false)
    contents.append(
      .count(
        Count(
          .attendance, group: group(column), role: role, quantity: quantity, counter: word,
          includesChildren: includesChildren(column, role))))
  }

  /// 拟邀60人 and 宣传资料300份（未发放） are refused, 累计600份 is asked about.
  mutating func checkOther(_ column: Int) throws(CellProblem) {
    let text = row[column]
    guard !text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return }
    if OtherFigures.isCumulative(text) { doubts.append(CellDoubt(column, .cumulative(text))) }
    guard OtherFigures.areTold(in: text) else { return }
    throw CellProblem(column, .ofOther(text))
  }

  /// Whom a column counts, as the ledger calls them.
  func group(_ column: Int) -> String? { columns.groups[column].flatMap { CountHeader.name(ofGroup: $0) } }

  func includesChildren(_ column: Int, _ role: Count.Role) -> Bool {
    role == .public && (columns.groups[column].map { CountHeader.isOfChildren($0) } ?? hasChildren)
  }

  /// Whether the column of children names any.
  var hasChildren: Bool {
    columns.header[.children].map { row[$0].contains { $0.isNumber && $0 != "0" && $0 != "０" } } ?? false
  }

  /// Half a person is a slip, and so is 50-20.
  mutating func checkPeople(
    _ quantity: Quantity, _ counter: String, _ column: Int, isOnline: Bool
  ) throws(CellProblem) {
    guard let low = quantity.n, let high = quantity.upper else { return }
    if CountingWord.isWhole(counter), !low.isWhole || !high.isWhole {
      throw CellProblem(column, .init(zh: "“\(row[column])”不是整数", en: "'\(row[column])' is no whole number"))
    }
    if quantity.certainty == .range, isReversed(row[column]) {
      throw CellProblem(
        column,
        .init(
          zh: "“\(row[column])”前大后小，不知道是多少；请核对",
          en: "'\(row[column])' goes from the larger to the smaller; please check"))
    }
    if high > Self.mostOnSite, !isOnline {
      throw CellProblem(column, .beyondReason(row[column]))
    }
    if high > Self.doubtful {
      doubts.append(
        CellDoubt(
          column, .init(zh: "一场 \(high) \(counter)，是否正确？", en: "\(high) at one session, is that right?")))
    }
  }

  mutating func askOfMany(_ quantity: Quantity, _ column: Int) {
    guard let n = quantity.upper, n > Self.doubtfulThings else { return }
    doubts.append(
      CellDoubt(column, .init(zh: "一场发放 \(n)，是否正确？", en: "\(n) given out at one session, is that right?")))
  }

  private func isReversed(_ text: String) -> Bool {
    let numbers = text.inHalfWidth.split { !$0.isASCIIDigit && $0 != "." }.compactMap {
      Figure($0)
    }
    return numbers.count == 2 && numbers[0] > numbers[1] && !text.contains { "万千百亿".contains($0) }
  }

  /// - `pieces`: What the cell says, if that is not all of it.
  ///
  /// - Returns: Nil for an empty cell: nobody said anything.
  func quantity(_ column: Int, as pieces: String? = nil) throws(CellProblem) -> (Quantity, counter: String?)?
  {
    let text = pieces ?? row[column]
    guard !text.isEmpty, !["/", "-", "—", "——", "--", "\\"].contains(text) else { return nil }
    // A merged figure stands once, with the first of its rows.
    if row.merged.contains(where: { $0.column == column }) { return nil }
    if text.isLikeFormula { throw CellProblem(column, .formulaText) }
    let said = columns.scaled(text, column)
    if said == text, text.utf8.count <= 6, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let n = Int(text)
    {
      return (.exact(Figure(n)), nil)
    }
    let read: CountPhrase
    do throws(QuantityFault) {
      read = try columns.phrase(said)
    } catch {
      throw CellProblem(column, .inTable(error))
    }
    if let n = read.quantity.upper, n > RecordedFigures.mostPeople {
      throw CellProblem(column, .beyondReason(text))
    }
    // 50人 and 50 are the same to a ledger that gets the file again.
    let isPlain =
      read.quantity.certainty == .exact && text.utf8.first.map { (0x30...0x39).contains($0) } ?? false
    return (isPlain ? read.quantity.n.map { .exact($0) } ?? read.quantity : read.quantity, read.counter)
  }
}

extension BilingualText {
  /// A fault of a figure, told to somebody whose table is wrong and not the ledger.
  static func inTable(_ fault: QuantityFault) -> BilingualText {
    // Names in place of a number are not repeated.
    if case .notUnderstood(let phrase) = fault,
      let found = PersonalText.named(in: phrase, count: PersonalNames.isNumeralName(phrase) ? 1 : nil)
    {
      return BilingualText(zh: found.text(.zh), en: found.text(.en))
    }
    if case .negative(let phrase) = fault {
      return BilingualText(
        zh: "“\(phrase)”是负数；请在表里改成正确的数", en: "'\(phrase)' is negative; change the number in the table")
    }
    if case .malformed(let phrase) = fault, DigitChunk.hasExponent(phrase) { return .exponent(phrase) }
    return BilingualText(zh: fault.text(.zh), en: fault.text(.en))
  }

  private static func exponent(_ text: String) -> BilingualText {
    BilingualText(
      zh: "“\(text)”是 Excel 的科学计数写法，原来的数可能不全；请在表里改成普通数字",
      en:
        "'\(text)' is a spreadsheet's exponent form, which may have lost digits; write the number out in the table"
    )
  }

  fileprivate static func leftUnread(_ reason: BilingualText) -> BilingualText {
    BilingualText(zh: "\(reason.zh)；这一格没有读", en: "\(reason.text(.en)); the cell was not read")
  }

  fileprivate static func noFigure(_ text: String) -> BilingualText {
    BilingualText(
      zh: "“\(text.withMaskedNames)”里没有数量，这一格没有读，是否正确？",
      en: "'\(text.withMaskedNames)' holds no figure and was not read, is that right?")
  }

  static func noItem(_ number: String) -> BilingualText {
    BilingualText(
      zh: "有数量 \(number)，没写是什么物资，没有读；请补上名称",
      en: "\(number) of what? No item is named and it was not read; write its name")
  }

  static func ofOther(_ text: String) -> BilingualText {
    BilingualText(
      zh: "“\(text.withMaskedNames)”是计划、以往或没有发出的数，不是这场活动的；请写实际的数，没有就留空",
      en:
        "'\(text.withMaskedNames)' was planned, of another time or not handed out; write what there was at the event, or leave it out"
    )
  }

  fileprivate static func cumulative(_ text: String) -> BilingualText {
    BilingualText(
      zh: "“\(text.withMaskedNames)”可能是几场累计的数，按这一场登记，是否正确？",
      en: "'\(text.withMaskedNames)' may be the sum of several sessions: entered for this one, is that right?"
    )
  }

  fileprivate static func beyondReason(_ text: String) -> BilingualText {
    BilingualText(zh: "“\(text)”大得不合情理；请核对", en: "'\(text)' is beyond reason; please check")
  }

  static func notPeople(_ text: String, _ counter: String) -> BilingualText {
    let word = CountingWord.english(for: counter)
    return BilingualText(
      zh: "“\(text)”数的是\(counter)，不是人；请写人数",
      en: "'\(text)' counts \(word.isEmpty ? counter : word), not people; write how many people")
  }

  static func onlineAndOnSite(_ text: String) -> BilingualText {
    BilingualText(
      zh: "“\(text)”把现场和线上写在一格里了；请分成两列：参加人数、线上观看人数",
      en:
        "'\(text)' counts people on site and on line in one cell; give them two columns: people, 线上观看人数 (watched on line)"
    )
  }
}
