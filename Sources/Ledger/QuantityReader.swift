import Planning

/// Reads one figure out of a phrase.
///
/// Every number that counts something is found first; numbers that belong to names, dates, ages and telephones are
/// passed over. Two figures are refused, unless the last one says that it is the total of the others.
struct QuantityReader {
  let phrase: String
  let text: PhraseText
  private var isShare = false
  private var isFraction = false
  private var hasDigit = false

  init(_ phrase: String) {
    self.phrase = phrase
    text = PhraseText(phrase)
  }

  mutating func read() throws(QuantityFault) -> CountPhrase {
    let trimmed = text.trimmed
    if QuantityWords.unknown.contains(trimmed) { return unknown("", text.words(0, text.count), nil) }
    if QuantityWords.none.contains(trimmed) {
      return CountPhrase(
        subject: "", quantity: .exact(.zero, said: text.words(0, text.count)), counter: nil, noun: "",
        isRough: false)
    }
    let found = try figures()
    guard let last = found.last else {
      if isShare { throw .share(phrase) }
      if isFraction { return unknown("", text.words(0, text.count), nil) }
      if let vague = vagueAmount() { return vague }
      if hasDigit { throw .notACount(phrase) }
      throw .notUnderstood(phrase)
    }
    guard let figure = chosen(among: found) else { throw .severalFigures(phrase) }
    return try phrase(
      of: figure, subjectEnd: found[0] == figure ? figure.subjectEnd : subjectEnd(found, last))
  }

  // MARK: What was found

  private func subjectEnd(_ found: [FoundFigure], _ last: FoundFigure) -> Int {
    // 男 20 人，女 30 人，共 50 人: no word of it is what all are.
    found[0].counter == last.counter ? 0 : found[0].subjectEnd
  }

  /// The figure that the phrase is about; nil if there are several.
  private func chosen(among found: [FoundFigure]) -> FoundFigure? {
    guard found.count > 1, let last = found.last else { return found.first }
    if last.isTotal {
      let parts = found.dropLast()
      if parts.allSatisfy({ $0.counter != last.counter && $0.counter != nil }) { return last }
      let sum = parts.reduce(Figure.zero) { $0 + $1.low }
      return sum == last.low && parts.allSatisfy { $0.counter == last.counter || $0.counter == nil }
        ? last : nil
    }
    return nil
  }

  /// The figures that count: a lone 一, and 六项 beside 500 份, belong to the thing's name.
  private mutating func figures() throws(QuantityFault) -> [FoundFigure] {
    var found: [FoundFigure] = []
    var index = 0
    while index < text.count {
      guard text.isOutside[index] else {
        index += 1
        continue
      }
      if let figure = try figure(at: &index) { found.append(figure) }
    }
    guard found.count > 1 else { return found }
    let counting = found.filter { !$0.isLoneOne }
    if counting.count == 1 { return counting }
    let arabic = counting.filter(\.isArabic)
    guard !arabic.isEmpty else { return counting.isEmpty ? found : counting }
    return counting.filter { figure in
      figure.isArabic || figure.isTotal || arabic.contains { $0.counter == figure.counter }
    }
  }

  /// The figure at an index, which moves on past it or past what is none.
  private mutating func figure(at index: inout Int) throws(QuantityFault) -> FoundFigure? {
    let scalar = text.plain[index]
    if scalar.isDigit { return try arabic(at: &index) }
    if let idiom = QuantityWords.idioms.word(in: text, at: index) {
      let end = index + idiom.word.count
      let numeral = Numeral(Figure(idiom.value), isRough: true, hedges: [.atLeast], start: index, end: end)
      let found = FoundFigure(text, numeral, isArabic: false)
      index = found.end
      return found
    }
    if Numeral.canBegin(scalar) { return try chinese(at: &index) }
    if scalar.isLetter, text[index - 1]?.isLetter != true {
      guard let numeral = EnglishNumeral.read(text, at: index) else {
        while text[index]?.isLetter == true { index += 1 }
        return nil
      }
      let found = try completed(FoundFigure(text, numeral, isArabic: false))
      index = found.end
      return found.stands(in: text) || found.countsNoun(in: text) ? found : nil
    }
    index += 1
    return nil
  }

  private mutating func arabic(at index: inout Int) throws(QuantityFault) -> FoundFigure? {
    hasDigit = true
    let chunk = DigitChunk(text, at: index)
    switch chunk.kind {
    case .name: break
    case .share: isShare = true
    case .fraction: isFraction = true
    case .malformed: throw .malformed(phrase)
    case .number:
      var numeral: Numeral
      switch Numeral.read(text, at: index) {
      case .number(let read): numeral = read
      case .malformed: throw .malformed(phrase)
      case .tooLarge: throw .tooLarge(phrase)
      case .nothing:
        index += 1
        return nil
      }
      try scaleInEnglish(&numeral)
      let found = try completed(FoundFigure(text, numeral, isArabic: true))
      if chunk.isTelephone, found.counter == nil, numeral.multiplier == 1 { break }
      index = found.end
      return found
    }
    index = chunk.end
    return nil
  }

  private func scaleInEnglish(_ numeral: inout Numeral) throws(QuantityFault) {
    guard let (factor, end) = EnglishNumeral.scale(text, at: numeral.end) else { return }
    let product = numeral.low.ticks.multipliedReportingOverflow(by: factor)
    guard !product.overflow, Figure(ticks: product.partialValue) <= .largest else { throw .tooLarge(phrase) }
    numeral.low = Figure(ticks: product.partialValue)
    numeral.high = numeral.low
    numeral.end = end
  }

  private mutating func chinese(at index: inout Int) throws(QuantityFault) -> FoundFigure? {
    let start = index
    if let word = QuantityWords.notNumerals.word(in: text, at: index) {
      index += word.word.count
      return nil
    }
    let reading = Numeral.read(text, at: index)
    while let scalar = text[index], Numeral.canBegin(scalar) { index += 1 }
    guard case .number(let numeral) = reading else {
      if case .tooLarge = reading, start == 0 || text[start - 1] != "第" { throw .tooLarge(phrase) }
      return nil
    }
    if let before = text[start - 1], before == "第" || before == "初" || before == "期" { return nil }
    if text.hasSuffix(["分", "之"], before: start) {
      if text.hasSuffix(["百", "分", "之"], before: start) { isShare = true } else { isFraction = true }
      return nil
    }
    let found = try completed(FoundFigure(text, numeral, isArabic: false))
    guard found.stands(in: text) else { return nil }
    index = max(index, found.end)
    return found
  }

  /// With its second end, if it is a range, or its children.
  private func completed(_ figure: FoundFigure) throws(QuantityFault) -> FoundFigure {
    var figure = figure
    if figure.isNegative { throw .negative(phrase) }
    if figure.takeChildren(text) || figure.takeFamily(text) || figure.takeHousehold(text) { return figure }
    switch figure.takeUpperEnd(text) {
    case .none, .taken: return figure
    case .tooLarge: throw .tooLarge(phrase)
    case .malformed: throw .malformed(phrase)
    case .otherCounter: throw .severalFigures(phrase)
    }
  }

  // MARK: Answers

  private func phrase(of figure: FoundFigure, subjectEnd: Int) throws(QuantityFault) -> CountPhrase {
    if !figure.isTotal,
      QuantityWords.isRate(before: text.words(0, figure.saidStart), after: text.words(figure.end, text.count))
    {
      throw .rate(phrase)
    }
    if let counter = figure.counter {
      if CountingWord.isWhole(counter), !figure.low.isWhole || !figure.high.isWhole {
        throw .notWhole(phrase)
      }
      let isPeople = counter == CountingWord.person || counter == CountingWord.household
      if isPeople, figure.high > .mostPeople { throw .tooLarge(phrase) }
    }
    var said = text.words(figure.saidStart, figure.end)
    // The `of` of `a couple of parents` stands before what is counted.
    if figure.counter == nil, said.lowercased().hasSuffix(" of") {
      said = String(said.dropLast(3)).trimmedEnd
    }
    return CountPhrase(
      subject: text.words(0, subjectEnd).withoutMarks,
      quantity: figure.quantity.saying(said), counter: figure.counter,
      noun: text.words(figure.end, text.count).withoutMarks, isRough: figure.isRough,
      children: figure.children, households: figure.households)
  }

  private func unknown(_ subject: String, _ said: String, _ counter: String?) -> CountPhrase {
    CountPhrase(
      subject: subject, quantity: .unknown(said: said.isEmpty ? nil : said), counter: counter, noun: "",
      isRough: false)
  }

  /// 宣传品一批, 折页若干份: a thing without a number.
  private func vagueAmount() -> CountPhrase? {
    let end = text.end(before: text.count)
    for start in stride(from: end - 1, through: 0, by: -1) {
      guard let word = QuantityWords.vagueEndings.word(in: text, at: start) else { continue }
      let after = start + word.word.count
      if after == end { return unknown(text.words(0, start).withoutMarks, text.words(start, end), nil) }
      if let counter = CountingWord.leading(text, at: after), counter.end == end {
        return unknown(text.words(0, start).withoutMarks, text.words(start, end), counter.meaning)
      }
    }
    // 一批宣传品, 若干折页: the amount first.
    let start = text.skippingSpaces(from: 0)
    guard let word = QuantityWords.vagueBeginnings.word(in: text, at: start) else { return nil }
    let after = start + word.word.count
    let counter = CountingWord.leading(text, at: after)
    return CountPhrase(
      subject: "", quantity: .unknown(said: text.words(start, counter?.end ?? after)),
      counter: counter?.meaning,
      noun: text.words(counter?.end ?? after, text.count).withoutMarks, isRough: false)
  }
}

extension Figure {
  /// More than anybody will ever count heads.
  fileprivate static let mostPeople = Figure(10_000_000_000)
}

extension String {
  /// Without the punctuation that parts it from what it stands beside.
  fileprivate var withoutMarks: String {
    func isMark(_ character: Character) -> Bool {
      character.isWhitespace || "，。；：、！？,.;:!?-—–".contains(character)
    }
    var text = drop(while: isMark)
    while let last = text.last, isMark(last) { text.removeLast() }
    return String(text)
  }
}

extension StringProtocol {
  var trimmed: String { String(drop(while: \.isWhitespace)).trimmedEnd }
}
