public import Planning

/// What came, was served and was given at an event.
extension EventReader {
  /// The figures, and what was read in them but is no summand.
  func figures() throws(EventFault) -> (contents: [LedgerEntry.Content], remarks: [BilingualText]) {
    var contents: [LedgerEntry.Content] = []
    var remarks: [BilingualText] = []
    for (section, role) in Self.sections {
      var words = RecordedFigures()
      for row in rows(section) {
        if let text = row.text {
          contents += try spoken(text, section, role, at: row, into: &words)
        } else {
          contents.append(try written(row, section, role))
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

  private func written(_ row: YAMLNode, _ section: String, _ role: Count.Role) throws(EventFault)
    -> LedgerEntry.Content
  {
    switch section {
    case "served": .count(try served(row))
    case "materials": .goods(try given(row))
    default: .count(try attendance(row, role))
    }
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

  private func attendance(_ row: YAMLNode, _ role: Count.Role) throws(EventFault) -> Count {
    let group = row["group"]?.text ?? row["from"]?.text
    let (quantity, counter) = try people(row, "attendance")
    let online = group.flatMap { group in
      role == .public ? OnlineAudience(group, counter: counter, isAttendance: true) : nil
    }
    return Count(
      online == nil ? .attendance : .online, group: online == nil ? group : online?.group, role: role,
      quantity: quantity, counter: counter, includesChildren: row["includes_children"]?.text == "true")
  }

  private func given(_ row: YAMLNode) throws(EventFault) -> GoodsMove {
    guard let name = row["name"]?.text else {
      throw fault("materials", at: row, zh: "缺 name（物资名称）", en: "needs its name")
    }
    let (quantity, counter) = try quantity(row, "materials")
    if counter == CountingWord.yuan, quantity.isKnown, quantity.certainty != .exact {
      throw fault("materials", at: row, zh: "金额必须准确", en: "money must be exact")
    }
    let (item, titles) = GoodsTitles.parted(name)
    return GoodsMove(
      .give, item: item, quantity: quantity, counter: counter,
      titles: titles + (row["titles"]?.elements?.compactMap(\.text) ?? []), to: row["to"]?.text,
      isPerHousehold: row["per"]?.text == "household")
  }

  // MARK: Quantities

  /// More than any county has of people or of things is a slip of the keyboard.
  private static let mostPeople = Figure(10_000_000)
  private static let mostThings = Figure(100_000_000)

  /// As ``quantity(_:_:)``, of people: 人 if nothing says otherwise.
  private func people(_ row: YAMLNode, _ cell: String) throws(EventFault) -> (Quantity, counter: String) {
    let (quantity, counter) = try quantity(row, cell)
    // 来了 58 个.
    guard let counter, counter != "个" || row["unit"] != nil else { return (quantity, CountingWord.person) }
    guard row["unit"] != nil || CountingWord.countsPeople(counter) else {
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

  /// `{n: 500, is: at-least}`, `{n: [20, 30], is: range}`, `{is: unknown}`, or the words of `said` alone.
  private func figure(_ row: YAMLNode, _ cell: String) throws(EventFault) -> (Quantity, counter: String?) {
    let said = row["said"]?.text
    if row["n"] == nil, row["is"] == nil, let said {
      do throws(QuantityFault) {
        let phrase = try CountPhrase(said)
        return (phrase.quantity, phrase.counter)
      } catch {
        throw fault(cell, at: row, zh: error.text(.zh), en: error.text(.en))
      }
    }
    // Beside a number the words need not be a figure.
    let counter = said.flatMap { try? CountPhrase($0) }?.counter
    let word = row["is"]?.text ?? (row["n"] == nil ? "unknown" : "exact")
    guard let certainty = Self.certainties[word] else {
      throw fault(cell, at: row, zh: "is 不能是“\(word)”", en: "is can't be '\(word)'")
    }
    if certainty == .unknown { return (.unknown(said: said), counter) }
    let numbers = (row["n"].map { $0.elements ?? [$0] } ?? []).compactMap { $0.text.flatMap { Figure($0) } }
    guard numbers.allSatisfy({ $0 >= .zero }) else {
      throw fault(cell, at: row, zh: "数量是负数", en: "the figure is negative")
    }
    if certainty == .range, numbers.count == 2 {
      return (.range(numbers[0], numbers[1], said: said), counter)
    }
    guard numbers.count == 1, let quantity = Quantity(numbers[0], certainty, said: said) else {
      throw fault(cell, at: row, zh: "n 应该是数字", en: "n must be a number")
    }
    return (quantity, counter)
  }

  static let certainties: [String: Quantity.Certainty] = [
    "exact": .exact, "at-least": .atLeast, "at-most": .atMost, "below": .below, "nearly": .nearly,
    "about": .about,
    "range": .range, "unknown": .unknown,
  ]
}

extension RecordedFigures.LeftOut {
  /// Why it is in no sum.
  public var remark: BilingualText {
    switch why {
    case .part:
      BilingualText(zh: "“\(phrase)” 是其中的一部分，没有另计", en: "'\(phrase)' is some of those and not counted again")
    case .planned:
      BilingualText(zh: "“\(phrase)” 是计划的人数，不计入", en: "'\(phrase)' is how many were to come and not counted")
    case .otherCount:
      BilingualText(
        zh: "“\(phrase)” 没有另计：同一个数只记一种说法，要按它记请单独写一项",
        en: "'\(phrase)' is not counted beside the other figure; write it by itself to have it counted")
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
