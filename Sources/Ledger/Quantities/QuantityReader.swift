import Planning

/// Reads one figure out of a phrase.
///
/// Every number that counts something is found first; numbers that belong to names, dates, ages and telephones are
/// passed over. Two figures are refused, unless the last one says that it is the total of the others.
struct QuantityReader {
  let phrase: String
  let text: PhraseText
  let place: CountPhrase.Place
  private var isShare = false
  private var hasDigit = false

  init(_ phrase: String, _ place: CountPhrase.Place) {
    self.phrase = phrase
    self.place = place
    text = PhraseText(BracketedFigure.withPieces(phrase))
  }

  mutating func read() throws(QuantityFault) -> CountPhrase {
    let trimmed = text.trimmed
    if QuantityWords.unknown.contains(trimmed) { return unknown("", text.words(0, text.count), nil) }
    if QuantityWords.none.contains(trimmed) {
      return CountPhrase(
        subject: "", quantity: .exact(.zero, said: text.words(0, text.count)), counter: nil, noun: "",
        isRough: false)
    }
    if let nobody { return nobody }
    let found = try figures()
    guard let last = found.last else {
      if isShare { throw .share(phrase) }
      if let bracketed = try bracketed() { return bracketed }
      if let vague = vagueAmount() { return vague }
      if hasDigit { throw .notACount(phrase) }
      throw .notUnderstood(phrase)
    }
    guard found.count > 1 else { return try phrase(of: last, subject: 0..<last.subjectEnd, end: text.count) }
    guard let choice = FigureChoice(found, in: text, place) else {
      throw FigureChoice.multiplies(found, text) ? .product(phrase) : .severalFigures(phrase)
    }
    var one = try phrase(of: choice.figure, subject: choice.subject, end: choice.end)
    one.aside = choice.aside(found, in: text).map { aside($0, of: found) }
    return one
  }

  /// What a figure that is not taken counts, as far as its words tell.
  private func aside(_ figure: FoundFigure, of found: [FoundFigure]) -> CountPhrase.Aside {
    let start = found.last { $0.end <= figure.start }?.end ?? 0
    let lead = text.words(start, figure.subjectEnd).withoutMarks
    let next = found.first { $0.start >= figure.end }?.subjectEnd ?? text.count
    let behind = text.words(figure.end, next)
    let isGroup = figure.isGroup(behind, after: lead, ofPeople: true)
    let group = isGroup ? (1...4).map { String(behind.prefix($0)) }.first(where: GroupWords.isGroup) : nil
    let why: RecordedFigures.LeftOut.Reason =
      if FigureWords.isPlanned(lead) || FigureWords.isSignUp(lead) {
        .planned
      } else if place == .goods, behind.contains("中") {
        .notGiven
      } else if lead.contains("累计") {
        .earlier
      } else if isGroup, !(figure.counter.map(GroupWords.kinds.contains) ?? false) {
        .places
      } else if place == .goods, figure.isOfPeople {
        .receivers
      } else {
        .otherCount
      }
    return CountPhrase.Aside(said: text.words(figure.saidStart, figure.end) + (group ?? ""), why: why)
  }

  // MARK: What was found

  /// Every number that counts something.
  mutating func figures() throws(QuantityFault) -> [FoundFigure] {
    var found: [FoundFigure] = []
    var index = 0
    while index < text.count {
      guard text.isOutside[index] else {
        index += 1
        continue
      }
      if let figure = try figure(at: &index) { found.append(figure) }
    }
    return found
  }

  /// The figure at an index, which moves on past it or past what is none.
  private mutating func figure(at index: inout Int) throws(QuantityFault) -> FoundFigure? {
    let scalar = text.plain[index]
    if scalar.isDigit || isPoint(at: index) { return try arabic(at: &index) }
    if let fraction = Numeral.fraction(text, at: index) {
      let found = FoundFigure(text, fraction, isArabic: true)
      index = found.end
      return found
    }
    if let idiom = QuantityWords.idioms.word(in: text, at: index) {
      let end = index + idiom.word.count
      let numeral = Numeral(Figure(idiom.value), isRough: true, hedges: [.atLeast], start: index, end: end)
      let found = FoundFigure(text, numeral, isArabic: false)
      index = found.end
      return found
    }
    if Numeral.canBegin(scalar) || Numeral.isOfficersThree(text, at: index) { return try chinese(at: &index) }
    if scalar.isLetter, text[index - 1]?.isLetter != true {
      guard var numeral = EnglishNumeral.read(text, at: index) else {
        while text[index]?.isLetter == true { index += 1 }
        return nil
      }
      if numeral.low == numeral.high, !numeral.isRough {
        _ = numeral.takeFraction(text)
        if numeral.isDecimal { try scaleInEnglish(&numeral) }
      }
      if QuantityWords.isShare(text, at: numeral.end) {
        if QuantityWords.isOneIn(text, at: numeral.end) { throw .share(phrase) }
        isShare = true
        index = numeral.end
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
    let chunk = DigitChunk(text, at: isPoint(at: index) ? index + 1 : index)
    switch isPoint(at: index) ? .number : chunk.kind {
    case .name: break
    case .share:
      if QuantityWords.isOneIn(text, at: chunk.end) { throw .share(phrase) }
      isShare = true
      index = QuantityWords.tenthsEnd(text, at: chunk.end) ?? chunk.end
      return nil
    case .malformed: throw .malformed(phrase)
    case .number:
      var numeral: Numeral
      switch Numeral.read(text, at: index) {
      case .number(let read):
        numeral = read
        guard numeral.takeFraction(text) else { throw .malformed(phrase) }
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
      // 0 到 3 岁, 3 to 6 years.
      return found.counter == nil && found.isName(in: text) ? nil : found
    }
    index = chunk.end
    return nil
  }

  /// The point of .5, at the beginning or behind a space or ¥; elsewhere a point ends a sentence.
  private func isPoint(at index: Int) -> Bool {
    guard text[index] == ".", text[index + 1]?.isDigit == true else { return false }
    return text[index - 1].map { " ¥￥:约近超".unicodeScalars.contains($0) } ?? true
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
    let reading = Numeral.read(text, at: index)
    if let word = QuantityWords.notNumerals.word(in: text, at: index) {
      // 一点五万 is a number, 一点 none; and so are 二十大几人.
      guard case .number(let numeral) = reading,
        numeral.isDecimal || (word.word.last == "大" && text[index + word.word.count] == "几")
      else {
        index += word.word.count
        return nil
      }
    }
    index += 1
    while let scalar = text[index], Numeral.canBegin(scalar) { index += 1 }
    let isNumbered = text[start - 1].map { "第初期挂".unicodeScalars.contains($0) } ?? false
    guard case .number(let numeral) = reading else {
      if !isNumbered, case .tooLarge = reading { throw .tooLarge(phrase) }
      if !isNumbered, case .malformed = reading { throw .malformed(phrase) }
      return nil
    }
    index = max(index, numeral.end)
    if isNumbered || isSoldiers(start) { return nil }
    if text.hasSuffix(["分", "之"], before: start) || QuantityWords.isShare(text, at: numeral.end) {
      isShare = true
      index = QuantityWords.tenthsEnd(text, at: numeral.end) ?? index
      return nil
    }
    let found = try completed(FoundFigure(text, numeral, isArabic: false))
    guard found.stands(in: text), !isName(found, from: start) else { return nil }
    index = max(index, found.end)
    return found
  }

  /// Whether a numeral that nothing is counted by is the end of somebody's name: the 三 of 张三.
  private func isName(_ figure: FoundFigure, from start: Int) -> Bool {
    guard figure.counter == nil, figure.end == figure.numeral.end, figure.low == figure.high else {
      return false
    }
    var begin = start
    while let sign = text[begin - 1], sign.value >= 0x80, Character(sign).isHan { begin -= 1 }
    if begin == start {
      let surname = text.end(before: start)
      // 张 三, but not 折页 三; and 陆五.
      if surname > 0, surname < start,
        surname == 1 || !(text[surname - 2].map { Character($0).isHan } ?? false)
      {
        begin = surname - 1
      } else if !"陆伍".unicodeScalars.contains(text.written[start]) || figure.end != start + 2
        || Numeral.digits[text.written[start + 1]] == nil
      {
        return false
      }
    }
    let word = text.words(begin, figure.end).filter { !$0.isWhitespace }
    return PersonalNames.isNumeralName(word)
  }

  /// The 伍 of 队伍, 退伍: not five.
  private func isSoldiers(_ index: Int) -> Bool {
    text.written[index] == "伍" && text[index - 1].map { "队退入行".unicodeScalars.contains($0) } ?? false
  }

  /// With its second end, if it is a range, or its children.
  private func completed(_ figure: FoundFigure) throws(QuantityFault) -> FoundFigure {
    var figure = figure
    if figure.isNegative { throw .negative(phrase) }
    if figure.takeChildren(text) || figure.takeFamily(text) || figure.takeHousehold(text)
      || figure.takeGrownUps(text) || figure.takeTwin(text)
    {
      return figure
    }
    switch figure.takeUpperEnd(text) {
    case .none, .taken: return figure
    case .tooLarge: throw .tooLarge(phrase)
    case .missing: throw .halfRange(phrase)
    case .malformed: throw .malformed(phrase)
    case .otherCounter: throw .severalFigures(phrase)
    }
  }

  // MARK: Answers

  /// - `end`: Of the words behind the figure.
  private func phrase(of figure: FoundFigure, subject: Range<Int>, end: Int) throws(QuantityFault)
    -> CountPhrase
  {
    try refuseOther(figure)
    try refuseWrongParts(of: figure)
    var figure = figure
    if place == .people || place == .served { figure.takeCouples() }
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
    let thing = text.words(subject.lowerBound, subject.upperBound).withoutMarks.withoutFillers
      .withoutParticles
    var noun = text.words(figure.end, end).withoutMarks.withoutOf
    let hedge = QuantityWords.closingInEnglish(noun)
    if let hedge {
      noun = hedge.rest
      figure.hedge(hedge.certainty)
    }
    noun = noun.withoutFillers.withoutParticles
    return CountPhrase(
      subject: thing, quantity: figure.quantity.saying(hedge.map { "\(said) \($0.word)" } ?? said),
      counter: figure.counter(said: said, beside: thing, noun), noun: noun, isRough: figure.isRough,
      children: figure.children, households: figure.households, householdCount: figure.householdCount)
  }

  /// - Throws: Why a number is not how many of something there are.
  private func refuseOther(_ figure: FoundFigure) throws(QuantityFault) {
    let before = text.words(0, figure.saidStart)
    let after = text.words(figure.end, text.count)
    if figure.isForeign { throw .foreignMoney(phrase) }
    if !figure.isTotal, QuantityWords.isRate(before: before, after: after, ofPeople: figure.countsPeople) {
      throw .rate(phrase)
    }
    if !figure.isTotal, QuantityWords.isForEach(before, figure, among: place) { throw .rate(phrase) }
    if isShare, QuantityWords.isWhole(before: before, after: after) { throw .share(phrase) }
    if QuantityWords.isPart(of: before) { throw .share(phrase) }
    if QuantityWords.isChange(before: before) { throw .change(phrase) }
    if QuantityWords.isNegated(before: text.words(0, figure.subjectEnd), after: after) {
      throw .negated(phrase)
    }
    if text.isBroken(before: figure.saidStart) { throw .malformed(phrase) }
    if place == .alone, figure.isAbsent(in: text) { throw .absent(phrase) }
  }

  func unknown(_ subject: String, _ said: String, _ counter: String?) -> CountPhrase {
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
  /// Without the 的 or of that ties it to the figure before: 500 copies of leaflets.
  fileprivate var withoutOf: String {
    if hasPrefix("的") { return String(dropFirst()).trimmed }
    for word in ["of the ", "of "] where lowercased().hasPrefix(word) {
      return String(dropFirst(word.count)).trimmed
    }
    return self
  }

  /// Without the 了 or 哦 that somebody ends a message with, and a preposition of which nothing was left.
  fileprivate var withoutParticles: String {
    allSatisfy { "了哦啊呢啦呀嘛哈噢喔哟".contains($0) || !($0.isLetter || $0.isNumber) }
      || ["in", "over", "at", "from", "with"].contains(self) ? "" : self
  }

  /// Without the punctuation that parts it from what it stands beside.
  var withoutMarks: String {
    func isMark(_ character: Character) -> Bool {
      character.isWhitespace || "，。；：、！？,.;:!?-—–×".contains(character)
    }
    var text = drop(while: isMark)
    while let last = text.last, isMark(last) { text.removeLast() }
    return String(text)
  }
}

extension StringProtocol {
  var trimmed: String {
    guard let first = unicodeScalars.first, !first.isBlack else { return trimmedEnd }
    return drop(while: \.isWhitespace).trimmedEnd
  }
}
