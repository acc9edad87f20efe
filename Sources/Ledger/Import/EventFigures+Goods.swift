import Planning

/// Things that were given out: in a column of their own, or named in a cell.
extension EventFigures {
  /// A column for one thing: a number, the thing's name again with a number, or a tick.
  mutating func add(_ thing: TableHeader.Named) throws(CellProblem) {
    let text = row[thing.column]
    if Self.ticks.contains(text) {
      contents.append(
        .goods(
          GoodsMove(.give, item: thing.name, quantity: .unknown(said: text), counter: thing.counter)))
      return
    }
    guard isBare(thing.column) else { return try addGoods(thing.column, number: "") }
    guard let (quantity, counter) = try quantity(thing.column, as: columns.pieces(text)) else { return }
    askOfMany(quantity, thing.column)
    contents.append(
      .goods(GoodsMove(.give, item: thing.name, quantity: quantity, counter: counter ?? thing.counter)))
  }

  /// Whether a cell holds a number and no name of a thing.
  private func isBare(_ column: Int) -> Bool {
    let text = columns.pieces(row[column])
    if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) || ["/", "-", "—"].contains(text) { return true }
    if text.isLikeFormula { return true }
    do throws(QuantityFault) {
      return try columns.phrase(text).thing.isEmpty
    } catch .severalFigures {
      return false
    } catch .rate {
      // 宣传册、折页各 100 份.
      return false
    } catch {
      return true
    }
  }

  /// 宣传资料 500 余份、叶酸 20 盒; or one thing with its number in another column.
  mutating func addItem(_ column: Int) throws(CellProblem) {
    let header = columns.header
    let number =
      column == header[.item] ? header[.quantity].map { counted(columns.scaled(row[$0], $0)) } ?? "" : ""
    let text = row[column]
    for cell in [column, column == header[.item] ? header[.quantity] : nil].compactMap(\.self) {
      try checkOther(cell)
    }
    if EventTable.isNothing(text) || (Self.ticks.contains(text) && !EventTable.isNothing(number)) {
      return try addUnnamed(column, number)
    }
    // 300 under 发放宣传品 names its thing in the header.
    if number.isEmpty, let name = columns.things[column],
      let (quantity, counter) = try? quantity(column, as: columns.pieces(text)), isBare(column)
    {
      let counter = counter ?? columns.measures[column]
      askOfMany(quantity, column)
      contents.append(.goods(GoodsMove(.give, item: name, quantity: quantity, counter: counter)))
      return
    }
    try addGoods(column, number: number)
  }

  /// 200份 for 200 under 份数, or beside a column that says what it is counted in.
  private func counted(_ number: String) -> String {
    let header = columns.header
    guard number.last?.halfWidth.isASCIIDigit ?? false, let column = header[.quantity] else { return number }
    let written = header[.counter].map { row[$0] } ?? ""
    let word = PhraseText(written)
    if CountingWord.leading(word, at: 0).map({ $0.end == word.count }) ?? false { return number + written }
    return number + (TableHeader.copies(in: HeaderText.normalised(header.cells[column])) ?? "")
  }

  /// A number of things that only the header names, 60 beside √ under 宣传资料.
  private mutating func addUnnamed(_ column: Int, _ number: String) throws(CellProblem) {
    guard !EventTable.isNothing(number), number != "0" else { return }
    guard let name = columns.things[column] else {
      return doubts.append(CellDoubt(column, .noItem(number)))
    }
    try addGoods(column, number: number, of: name)
  }

  /// - `name`: What the header names, of which 100份，其中折页60份 is.
  private func given(_ text: String, number: String, under name: String?) throws(LedgerFault)
    -> [LedgerEntry.Content]
  {
    do throws(LedgerFault) {
      return try columns.given(text, number: number)
    } catch {
      guard case .missingItem = error, let name, number.isEmpty else { throw error }
      return try columns.given(name + text, number: "")
    }
  }

  private mutating func addGoods(_ column: Int, number: String, of name: String? = nil) throws(CellProblem) {
    if row.merged.contains(where: { $0.column == column }) { return }
    if row[column].isLikeFormula { throw CellProblem(column, .formulaText) }
    if number.isLikeFormula { throw CellProblem(columns.header[.quantity], .formulaText) }
    do throws(LedgerFault) {
      let given = try given(name ?? row[column], number: number, under: columns.things[column])
      for content in given {
        if case .goods(let move) = content { askOfMany(move.quantity, column) }
      }
      contents += given
    } catch {
      let reason: BilingualText =
        if case .quantity(let fault) = error { .inTable(fault) } else {
          .init(zh: error.text(.zh), en: error.text(.en))
        }
      throw CellProblem(number.isEmpty ? column : columns.header[.quantity], reason)
    }
  }
}
