public import Planning

/// What came, was served and was given at an event.
extension EventReader {
  /// The figures, and what was read in them but is no summand.
  func figures() throws(EventFault) -> (contents: [LedgerEntry.Content], remarks: [BilingualText]) {
    var contents: [LedgerEntry.Content] = []
    var remarks: [BilingualText] = []
    for (section, role) in Self.sections {
      var words = RecordedFigures()
      for (index, row) in rows(section).enumerated() {
        if let text = row.text {
          contents += try spoken(text, section, role, at: row, into: &words)
        } else if let part = try part(row, section, isFirst: index == 0) {
          words.leftOut.append(part)
        } else if let content = try written(row, section, role, into: &words) {
          contents.append(content)
        }
      }
      remarks += words.leftOut.map(\.remark)
    }
    if let quote = text("quote") { contents.append(.note(quote)) }
    return (contents, remarks)
  }

  private static let sections: [(String, Count.Role)] = [
    ("attendance", .public), ("volunteers", .volunteers), ("served", .public), ("materials", .public),
  ]

  /// The rows of a section; one without a list is one row.
  private func rows(_ section: String) -> [YAMLNode] {
    guard let value = node[section], !value.isNull else { return [] }
    return value.elements ?? [value]
  }

  /// `attendance: 60 余人`, as `record --attended` takes it.
  private func spoken(
    _ text: String, _ section: String, _ role: Count.Role, at row: YAMLNode, into words: inout RecordedFigures
  ) throws(EventFault) -> [LedgerEntry.Content] {
    let before = words.contents.count
    do throws(LedgerFault) {
      switch section {
      case "served": try words.served(text)
      case "materials": try words.gave(text)
      default: try words.attended(text, role: role)
      }
    } catch {
      throw fault(section, at: row, zh: error.text(.zh), en: error.text(.en))
    }
    return Array(words.contents.dropFirst(before))
  }

  /// Nil for a figure that is no summand, of which the words then tell.
  private func written(
    _ row: YAMLNode, _ section: String, _ role: Count.Role, into words: inout RecordedFigures
  ) throws(EventFault) -> LedgerEntry.Content? {
    switch section {
    case "served": .count(try served(row))
    case "materials": .goods(try given(row))
    default: try attendance(row, role, into: &words).map { .count($0) }
    }
  }

  /// 其中折页 behind 宣传资料: some of these, and no more of anything. 含糖食品 is a thing.
  private func part(_ row: YAMLNode, _ section: String, isFirst: Bool) throws(EventFault)
    -> RecordedFigures.LeftOut?
  {
    guard let key = ["materials": "name", "served": "service"][section], let name = row[key]?.text,
      FigureWords.withoutLead(name).lead == .part, !name.hasPrefix("含")
    else { return nil }
    let (quantity, counter) = try quantity(row, section)
    let phrase = "\(name) \(quantity.sumText(.zh, counter: counter))"
    if isFirst {
      let fault = LedgerFault.partOfNothing(phrase)
      throw self.fault(section, at: row, zh: fault.text(.zh), en: fault.text(.en))
    }
    return RecordedFigures.LeftOut(phrase: phrase, why: .part)
  }

  private func served(_ row: YAMLNode) throws(EventFault) -> Count {
    guard let service = row["service"]?.text else {
      throw fault("served", at: row, zh: "缺 service（服务名称）", en: "needs its service")
    }
    let (quantity, counter) = try people(row, "served")
    if OnlineAudience.isReaction(service) {
      let fault = LedgerFault.notServed(service)
      throw self.fault("served", at: row, zh: fault.text(.zh), en: fault.text(.en))
    }
    let online = OnlineAudience(service, counter: counter, isAttendance: false)
    let measure = online == nil ? Count.Measure(rawValue: service) : .online
    return Count(
      measure, group: online == nil ? row["group"]?.text : online?.group, quantity: quantity, counter: counter
    )
  }

  private func attendance(_ row: YAMLNode, _ role: Count.Role, into words: inout RecordedFigures)
    throws(EventFault) -> Count?
  {
    let group = row["group"]?.text ?? row["from"]?.text
    let (quantity, counter) = try people(row, "attendance")
    if let group, let why = Self.reasonToLeaveOut(group) {
      let phrase = "\(group) \(quantity.sumText(.zh, counter: counter))"
      words.leftOut.append(RecordedFigures.LeftOut(phrase: phrase, why: why))
      return nil
    }
    return Self.count(
      group, role, quantity, counter: counter, includesChildren: row["includes_children"]?.text == "true")
  }

  private func given(_ row: YAMLNode) throws(EventFault) -> GoodsMove {
    guard let name = row["name"]?.text else {
      throw fault("materials", at: row, zh: "缺 name（物资名称）", en: "needs its name")
    }
    guard !OtherFigures.isNotGiven(name) else {
      let fault = LedgerFault.notGiven(name)
      throw self.fault("materials", at: row, zh: fault.text(.zh), en: fault.text(.en))
    }
    let (quantity, counter) = try quantity(row, "materials")
    if counter == CountingWord.yuan, quantity.isKnown, quantity.certainty != .exact {
      throw fault("materials", at: row, zh: "金额必须准确", en: "money must be exact")
    }
    if let counter, CountingWord.countsPersons(counter), counter != "次" {
      throw fault(
        "materials", at: row, zh: "物资以“\(counter)”计：人数写在 attendance 或 served，物资写份、本、盒等",
        en:
          "things counted in '\(counter)': people go into attendance or served, things are counted in copies, boxes and so on"
      )
    }
    let (item, titles) = GoodsTitles.parted(name)
    var move = GoodsMove(
      .give, item: item, quantity: quantity, counter: counter,
      titles: titles + (row["titles"]?.elements?.compactMap(\.text) ?? []),
      to: rangeEnd(row) == nil ? row["to"]?.text : nil,
      isPerHousehold: row["per"]?.text == "household")
    do throws(BookFault) {
      try move.sign(by: row["by"]?.text, and: row["second"]?.text)
    } catch {
      throw fault(
        "by", at: row, zh: "\(error.text(.zh))（by 和 second 各写一人）",
        en: "\(error.text(.en)) (one in by, the other in second)")
    }
    return move
  }

  // MARK: Quantities

  /// More than any county has of people or of things is a slip of the keyboard.
  private static let mostPeople = Figure(10_000_000)
  private static let mostThings = Figure(100_000_000)

  /// As ``quantity(_:_:)``, of people: 人 if nothing says otherwise.
  private func people(_ row: YAMLNode, _ cell: String) throws(EventFault) -> (Quantity, counter: String) {
    let (quantity, written) = try quantity(row, cell)
    // 来了 58 个.
    guard var counter = written, counter != "个" || row["unit"] != nil else {
      return (quantity, CountingWord.person)
    }
    // 位家长 is a word for people, too.
    if !CountingWord.countsPeople(counter), let known = (try? CountPhrase("1\(counter)"))?.counter {
      counter = known
    }
    guard CountingWord.countsPeople(counter) || (cell == "served" && counter == "场") else {
      let fault = LedgerFault.notPeople(row["said"]?.text ?? counter, counter: counter)
      throw self.fault(cell, at: row, zh: fault.text(.zh), en: fault.text(.en))
    }
    return (quantity, counter)
  }

  /// A number and what it counts: the row's own `unit`, else that of its words.
  private func quantity(_ row: YAMLNode, _ cell: String) throws(EventFault) -> (Quantity, counter: String?) {
    let (quantity, saidCounter) = try figure(row, cell)
    let counter = unit(of: row) ?? saidCounter
    guard let low = quantity.n, let high = quantity.upper else { return (quantity, counter) }
    let word = counter ?? (cell == "materials" ? "" : CountingWord.person)
    if CountingWord.isWhole(word), !low.isWhole || !high.isWhole {
      throw fault(cell, at: row, zh: "\(low) \(word)不是整数", en: "\(low) is no whole number")
    }
    if word != CountingWord.yuan, high > (cell == "materials" ? Self.mostThings : Self.mostPeople) {
      throw fault(
        cell, at: row, zh: "\(high) \(word)大得不合情理；请核对", en: "\(high) is beyond reason; please check")
    }
    return (quantity, counter)
  }

  /// `{n: 500, is: at-least}`, `{n: [20, 30], is: range}`, `{is: unknown}`, `{n: 500余}`, or the words of `said` alone.
  private func figure(_ row: YAMLNode, _ cell: String) throws(EventFault) -> (Quantity, counter: String?) {
    let said = row["said"]?.text
    if let other = [row["n"]?.text, said, row["service"]?.text].compactMap(\.self).first(where: {
      OtherFigures.areTold(in: $0)
    }) {
      let reason = BilingualText.ofOther(other)
      throw fault(cell, at: row, zh: reason.text(.zh), en: reason.text(.en))
    }
    if row["n"] == nil, row["is"] == nil, let said {
      do throws(QuantityFault) {
        let phrase = try CountPhrase(said)
        return (phrase.quantity, phrase.counter)
      } catch {
        throw fault(cell, at: row, zh: error.text(.zh), en: error.text(.en))
      }
    }
    let certainty = try certainty(row, cell)
    // Beside a number the words need not be a figure.
    let phrase = said.flatMap { try? CountPhrase($0) }
    guard let (written, counter) = try number(row, cell) else {
      guard certainty == nil || certainty == .unknown else {
        throw fault(cell, at: row, zh: "写了 is，没有写 n（多少）", en: "there is an 'is' but no n")
      }
      return (.unknown(said: said), phrase?.counter)
    }
    // n: 若干.
    guard let n = written.n else { return (.unknown(said: said ?? row["n"]?.text), counter) }
    let quantity = try surely(written, n, certainty, phrase, row, cell)
    if let phrase, phrase.quantity.isKnown,
      (phrase.quantity.n, phrase.quantity.upper) != (quantity.n, quantity.upper)
    {
      throw fault(
        cell, at: row,
        zh: "n 是 \(written.sumText(.zh, counter: nil))，said 写的是“\(phrase.quantity.said ?? "")”；请改成一致",
        en:
          "n is \(written.sumText(.en, counter: nil)), said is '\(phrase.quantity.said ?? "")'; make them agree"
      )
    }
    return (quantity.saying(said), counter ?? phrase?.counter)
  }

  /// As sure as `is` says; without it, as the words do.
  private func surely(
    _ written: Quantity, _ n: Figure, _ certainty: Quantity.Certainty?, _ phrase: CountPhrase?,
    _ row: YAMLNode, _ cell: String
  ) throws(EventFault) -> Quantity {
    guard certainty != .unknown else {
      throw fault(
        cell, at: row, zh: "is 写的是 unknown（未报数），却又有 n；请去掉一个",
        en: "'is' is unknown, but there is an n; take one out")
    }
    let told = phrase.flatMap { $0.quantity.n == n ? $0.quantity.certainty : nil }
    if written.certainty == .exact, let one = Quantity(n, certainty ?? told ?? .exact) { return one }
    guard let certainty, certainty != written.certainty else { return written }
    if certainty == .range {
      throw fault(
        cell, at: row, zh: "is: range 要写两个数，如 n: [20, 30]", en: "a range needs two numbers, as in n: [20, 30]"
      )
    }
    let words = row["is"]?.text ?? ""
    throw fault(
      cell, at: row, zh: "n 写的是“\(row["n"]?.text ?? "")”，is 写的是 \(words)；请改成一致",
      en: "n is '\(row["n"]?.text ?? "")', 'is' is \(words); make them agree")
  }

  /// The end of a range that was written apart: `{n: 20, to: 30}`. Of goods `to` names who got them.
  private func rangeEnd(_ row: YAMLNode) -> Figure? {
    row["n"]?.text.flatMap { Figure($0) } == nil ? nil : row["to"]?.text.flatMap { Figure($0) }
  }

  /// What stands under `n`, in figures or as people say it: 58, [20, 30], 20-30, 500余, 1.2万.
  private func number(_ row: YAMLNode, _ cell: String) throws(EventFault) -> (Quantity, counter: String?)? {
    guard let node = row["n"], !node.isNull else { return nil }
    let texts = (node.elements ?? [node]).map { $0.text ?? "" }
    let figures = texts.compactMap { Figure($0) } + [rangeEnd(row)].compactMap(\.self)
    guard figures.allSatisfy({ $0 >= .zero }) else {
      throw fault(cell, at: row, zh: "数量是负数", en: "the figure is negative")
    }
    if figures.count == 2, texts.count <= 2, figures[0] <= figures[1] {
      return (.range(figures[0], figures[1]), nil)
    }
    if figures.count == 1, texts.count == 1 { return (.exact(figures[0]), nil) }
    if texts.count == 1, let phrase = try? CountPhrase(texts[0]), phrase.thing.isEmpty {
      return (phrase.quantity.saying(nil), phrase.counter)
    }
    let text = texts.joined(separator: ", ")
    throw fault(
      cell, at: row, zh: "n 应该是数字，如 58、[20, 30]、500余，写的是“\(text)”",
      en: "n must be a number such as 58, [20, 30] or 500余, not '\(text)'")
  }

  /// Nil if the row does not say how sure it is.
  private func certainty(_ row: YAMLNode, _ cell: String) throws(EventFault) -> Quantity.Certainty? {
    guard let word = row["is"]?.text else { return nil }
    if let certainty = Self.certainty(word) { return certainty }
    let known = "exact, at-least, at-most, below, nearly, about, range, unknown"
    throw fault(
      cell, at: row, zh: "is 不能是“\(word)”；可以是 \(known)", en: "is can't be '\(word)'; it can be \(known)")
  }

  /// at-least, as files write it, or atLeast, as the ledger does.
  static func certainty(_ word: String) -> Quantity.Certainty? {
    let plain = word.lowercased().filter { !"-_ ".contains($0) }
    return Quantity.Certainty.allCases.first { $0.rawValue.lowercased() == plain }
  }
}

extension RecordedFigures.LeftOut {
  /// Why it is in no sum.
  public var remark: BilingualText {
    switch why {
    case .part:
      BilingualText(zh: "“\(phrase)” 是其中的一部分，没有另计", en: "'\(phrase)' is some of those and not counted again")
    case .remark:
      BilingualText(
        zh: "“\(phrase)” 只是说明，不是数，没有记入", en: "'\(phrase)' is a remark and no figure, and not entered")
    case .planned:
      BilingualText(zh: "“\(phrase)” 是计划的数，不计入", en: "'\(phrase)' is how many were planned and not counted")
    case .otherCount:
      BilingualText(
        zh: "“\(phrase)” 没有另计：同一个数只记一种说法，要按它记请单独写一项",
        en: "'\(phrase)' is not counted beside the other figure; write it by itself to have it counted")
    case .earlier:
      BilingualText(zh: "“\(phrase)” 是以前的数，不计入", en: "'\(phrase)' is of an earlier time and not counted")
    case .notGiven:
      BilingualText(
        zh: "“\(phrase)” 不是发出去的，没有记入发放；悬挂、张贴、制作的可写进 --activity",
        en:
          "'\(phrase)' was not handed out and is not entered; what was put up or made may go with --activity")
    case .goods:
      BilingualText(
        zh: "“\(phrase)” 是发放的物资，不是人数，没有记入；要记请用 --gave",
        en: "'\(phrase)' is goods and no people; to enter it use --gave")
    case .places:
      BilingualText(
        zh: "“\(phrase)” 是地方或场次，没有记入", en: "'\(phrase)' is places or sittings, and is not entered")
    case .receivers:
      BilingualText(
        zh: "“\(phrase)” 是服务或受益的人、户，没有记在这里；要记请用 --served",
        en: "'\(phrase)' is who was served or got it, and not entered here; to enter it use --served")
    case .absent:
      BilingualText(zh: "“\(phrase)” 没有到场，不计入", en: "'\(phrase)' did not come and are not counted")
    }
  }
}

extension BilingualText {
  /// Several remarks as one; nil for none.
  static func joined(_ texts: [BilingualText]) -> BilingualText? {
    guard !texts.isEmpty else { return nil }
    return BilingualText(
      zh: texts.map { $0.text(.zh) }.joined(separator: "；"),
      en: texts.map { $0.text(.en) }.joined(separator: "; "))
  }
}
