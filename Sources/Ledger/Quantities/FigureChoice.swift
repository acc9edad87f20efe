/// The one figure that a phrase with several numbers is about.
///
/// Numbers that belong to the name of what is counted (10 kg 大米 30 袋, 六项任务宣传资料 500 份), that say where people came from
/// (12 个村 60 人), that were only planned (应到 60 人，实到 58 人) or that are so much for each (每份 5 元，共 500 元) are set aside;
/// what is left must be one figure, or parts with their total. Nothing that may be a summand is ever set aside.
struct FigureChoice {
  private(set) var figure: FoundFigure
  /// Where the words before it are that say what is counted.
  private(set) var subject: Range<Int>
  /// Where the words behind it end.
  private(set) var end: Int
  /// Those that it sums up, or is once more in another word.
  private var told: [FoundFigure] = []

  /// Nobody writes more into one phrase, and each is held against all others.
  private static let most = 40

  /// Nil if there are several.
  init?(_ found: [FoundFigure], in text: PhraseText, _ place: CountPhrase.Place) {
    guard found.count <= Self.most else { return nil }
    if let actual = Self.actual(among: found, text) ?? Self.ofThisTime(found, text) {
      let start = found.last { $0.end <= actual.start }?.end ?? 0
      let end = found.last == actual ? text.count : actual.end
      self.init(actual, subject: start..<actual.subjectEnd, end: end)
      return
    }
    if let one = Self.ofWhole(found, text) {
      self = one
      return
    }
    if Self.multiplies(found, text) {
      guard found.count == 3, Self.isProduct(found) else { return nil }
      self.init(found[2], subject: 0..<found[0].subjectEnd, end: text.count)
      told = found.filter { !$0.isOfPeople }
      return
    }
    let named = found.indices.filter { !Self.isOfName($0, found, text) }.map { found[$0] }
    let counting = Self.withoutGroups(named, text)
    guard let last = counting.last else { return nil }
    guard counting.count > 1 else {
      self.init(last, beside: named.filter { $0 != last }, text, place)
      return
    }
    if let one = Self.ofTwo(counting, text, place) ?? Self.product(counting, text) {
      self = one
      return
    }
    guard last.isTotal || PhraseList.statesTotal(Self.lead(of: last, after: counting.dropLast(), text)) else {
      return nil
    }
    let rates = counting.dropLast().filter { $0.isRate(in: text) || $0.isChange(in: text) }
    if !rates.isEmpty {
      guard let one = Self.total(counting, after: rates, beside: named, text) else { return nil }
      self = one
      told = found.filter { !$0.isOfPeople }
      return
    }
    guard Self.isTotal(last, of: counting.dropLast()) else { return nil }
    // 男 20 人，女 30 人，共 50 人: no word of it is what all are.
    let subjectEnd = counting[0].countsLike(last) ? 0 : counting[0].subjectEnd
    self.init(last, subject: 0..<subjectEnd, end: text.count)
    told = found.filter { !counting.contains($0) || $0.countsLike(last) }
  }

  /// The figures that nothing of it tells: the 12 户 of 给 12 户老人送大米 12 袋, the 2 箱 of 口罩 2 箱共 1000 只. Neither what it sums up,
  /// nor how much each got, nor how long it went on.
  func aside(_ found: [FoundFigure], in text: PhraseText) -> [FoundFigure] {
    found.filter { other in
      guard other != figure, !told.contains(other), !(other.isLoneOne && other.counter == nil) else {
        return false
      }
      return !(other.counter.map(CountingWord.spans.contains) ?? false) && !other.isRate(in: text)
    }
  }

  /// 每户 500 元，共 12 户 6000 元: the last is what the others make.
  private static func product(_ figures: [FoundFigure], _ text: PhraseText) -> FigureChoice? {
    guard figures.count == 3, figures[0].isRate(in: text), figures[0].counter == figures[2].counter,
      text.words(figures[1].end, figures[2].subjectEnd).withoutMarks.isEmpty,
      isProduct(figures)
    else { return nil }
    return FigureChoice(figures[2], after: figures[0], nil, named: figures[1], text)
  }

  /// 2 捆，每捆 500 张，共 1000 张; 宣传折页 3 种，每种 500 份，共 1500 份; 比去年多 20 人，共 120 人.
  ///
  /// - `named`: All figures that are part of no name.
  private static func total(
    _ figures: [FoundFigure], after rates: [FoundFigure], beside named: [FoundFigure], _ text: PhraseText
  ) -> FigureChoice? {
    let total = figures[figures.count - 1]
    let others = figures.dropLast().filter { !rates.contains($0) }
    guard others.allSatisfy({ $0.counter != nil && $0.counter != total.counter }) else {
      return nil
    }
    let lots = others.first ?? named.first { $0.end <= rates[0].start && !rates.contains($0) }
    let each = QuantityWords.eachStart(text, before: rates[0].start).map {
      text.words($0 + 1, rates[0].start)
    }
    // 3 种 of which 每种 says how many each has.
    if let lots, let each, !each.isEmpty, text.words(lots.start, lots.end).hasSuffix(each),
      [lots, rates[0], total].allSatisfy({ $0.quantity.certainty == .exact }),
      !isProduct([lots, rates[0], total])
    {
      return nil
    }
    return FigureChoice(total, after: rates[0], lots, named: figures[1], text)
  }

  private static func isProduct(_ figures: [FoundFigure]) -> Bool {
    figures.allSatisfy { $0.quantity.certainty == .exact }
      && figures[0].low.ticks * figures[1].low.ticks == figures[2].low.ticks * Figure.ticksPerUnit
  }

  /// Whether one figure is so many times another: 30 人×2 场, 2 罐/户×15 户, 2 sessions of 30 people; but 500 克×20 袋 are twenty.
  static func multiplies(_ found: [FoundFigure], _ text: PhraseText) -> Bool {
    zip(found, found.dropFirst()).contains { first, second in
      guard !first.isSize(beside: second, in: text), !second.isSize(beside: first, in: text),
        [first, second].contains(where: \.countsPieces)
      else { return false }
      let between = text.words(first.end, second.subjectEnd)
      guard let sign = ["×", "乘以", "乘"].first(where: between.hasSuffix) else {
        guard first.low > 1, !first.isOfPeople, first.countsPieces || first.counter == nil else {
          return false
        }
        return between == "of"
          || (between.hasSuffix(" of") && GroupWords.begins(String(between.dropLast(3)), loosely: false))
      }
      let thing = String(between.dropLast(sign.count)).trimmed
      return thing.isEmpty || thing.hasPrefix("/") || GroupWords.begins(thing, loosely: false)
        || (second.counter.map(GroupWords.isCountedBeside) ?? false)
    }
  }

  private init(_ figure: FoundFigure, subject: Range<Int>, end: Int) {
    (self.figure, self.subject, self.end) = (figure, subject, end)
  }

  /// The 100 of 礼包每人 2 份，共 100 份 and of 每人 2 份礼包，共 100 份.
  private init(
    _ total: FoundFigure, after rate: FoundFigure, _ other: FoundFigure?, named next: FoundFigure,
    _ text: PhraseText
  ) {
    let isQuotient = text[rate.end] == "/"
    let start = QuantityWords.eachStart(text, before: rate.start) ?? (isQuotient ? rate.subjectEnd : 0)
    let end = min(start, other?.subjectEnd ?? start)
    // 为 30 名孕妇每人发放叶酸 3 瓶，共 90 瓶.
    if Receivers.named(before: text.words(0, start)),
      Receivers.item(in: text.words(start, rate.subjectEnd)) != nil
    {
      self.init(total, subject: start..<rate.subjectEnd, end: text.count)
      return
    }
    // 20 份/村，共 240 份.
    let isOfPlace = end == 0 && isQuotient
    let subject = end > 0 || isOfPlace ? 0..<end : rate.end..<max(rate.end, next.subjectEnd)
    self.init(total, subject: subject, end: text.count)
  }

  /// The 90 of 义诊 3 场 90 人次, without the sittings.
  private init(
    _ figure: FoundFigure, beside others: [FoundFigure], _ text: PhraseText, _ place: CountPhrase.Place
  ) {
    self.init(figure, subject: 0..<figure.subjectEnd, end: text.count)
    for other in others {
      // 免费体检 3 个村 180 人 are served, wherever.
      let isBeside = other.counter.map(GroupWords.isCountedBeside) ?? false
      guard isBeside || (place == .served && other.subjectEnd > 0) else { continue }
      let between = text.words(other.end, figure.subjectEnd)
      if other.end <= figure.subjectEnd, between.isEmpty || (!isBeside && GroupWords.isGroup(between)) {
        subject = 0..<other.subjectEnd
      } else if other.start >= figure.end, text.words(other.end, text.count).isEmpty {
        end = other.subjectEnd
      }
    }
  }

  /// The words between a figure and the one before it.
  private static func lead(of figure: FoundFigure, after others: ArraySlice<FoundFigure>, _ text: PhraseText)
    -> String
  {
    text.words(others.last?.end ?? 0, figure.subjectEnd).withoutMarks
  }

  private static func isTotal(_ total: FoundFigure, of parts: ArraySlice<FoundFigure>) -> Bool {
    // 58 人，累计 1.2 万人次 are those of other times as well.
    func isAlike(_ part: FoundFigure) -> Bool { part.countsLike(total) }
    if total.isTotal, !parts.contains(where: isAlike) { return true }
    let low = parts.reduce(Figure.zero) { $0 + $1.low }
    let most = parts.reduce(Figure.zero) { $0 + $1.most }
    return parts.allSatisfy(isAlike) && low <= total.most && total.low <= most
  }

  /// The 58 of 应到 60 人，实到 58 人.
  private static func actual(among found: [FoundFigure], _ text: PhraseText) -> FoundFigure? {
    var actual: FoundFigure?
    for (index, figure) in found.enumerated() {
      let lead = lead(of: figure, after: found[..<index], text)
      if FigureWords.actual.contains(lead) {
        guard actual == nil else { return nil }
        actual = figure
      } else if !FigureWords.planned.contains(lead), !figure.isEstimate(in: text), !figure.isAbsent(in: text)
      {
        return nil
      }
    }
    return actual
  }

  /// The 58 of 本次 58 人，累计 1.2 万人次.
  private static func ofThisTime(_ found: [FoundFigure], _ text: PhraseText) -> FoundFigure? {
    guard found.count == 2, found[0].isOfPeople, found[1].isOfPeople else { return nil }
    return found.indices.first { index in
      let other = found[1 - index]
      return FigureWords.thisTime.contains(lead(of: found[index], after: found[..<index], text))
        && text.words(other.subjectEnd, other.start).contains("累计")
    }.map { found[$0] }
  }

  /// The 500 of 宣传单 2000 份中发放 500 份 and the 58 of 应到 60 人中实到 58 人: how many of the others it was in fact.
  private static func ofWhole(_ found: [FoundFigure], _ text: PhraseText) -> FigureChoice? {
    guard found.count == 2, found[0].counter == found[1].counter, found[1].low <= found[0].high,
      let of = (found[0].end..<max(found[0].end, found[1].subjectEnd)).first(where: { text[$0] == "中" })
    else { return nil }
    let verb = String(text.words(of + 1, found[1].subjectEnd).trimmingPrefix { "已共实".contains($0) })
    let isGiven =
      (PhraseFrame.isGiven(verb) || verb.hasPrefix("发")) && PhraseFrame.item(verb, "").isEmpty
    guard isGiven || (found[1].isOfPeople && FigureWords.attendance.contains(verb)) else { return nil }
    let noun = found[0].end..<of
    let subject = noun.isEmpty ? withoutPlan(0..<found[0].subjectEnd, text) : noun
    return FigureChoice(found[1], subject: subject, end: text.count)
  }

  /// 口罩 of 计划口罩 and 口罩计划; nobody of 应到 and 报名.
  private static func withoutPlan(_ range: Range<Int>, _ text: PhraseText) -> Range<Int> {
    let words = text.words(range.lowerBound, range.upperBound)
    if [FigureWords.isPlanned, FigureWords.isSignUp, FigureWords.isCall].contains(where: { $0(words) }) {
      return 0..<0
    }
    guard let item = FigureWords.plan(in: words, said: "")?.item else { return range }
    return words.hasPrefix(item)
      ? 0..<item.unicodeScalars.count
      : range.upperBound - item.unicodeScalars.count..<range.upperBound
  }

  // MARK: Groups

  /// Without places, groups and sittings, if others say how many people or pieces came from or to them.
  private static func withoutGroups(_ figures: [FoundFigure], _ text: PhraseText) -> [FoundFigure] {
    let people = figures.contains { $0.isOfPeople }
    let rest = figures.indices.filter { index in
      let end = index + 1 < figures.count ? figures[index + 1].subjectEnd : text.count
      let start = index > 0 ? figures[index - 1].end : 0
      return !figures[index].isGroup(
        text.words(figures[index].end, end), after: text.words(start, figures[index].subjectEnd),
        ofPeople: people)
    }.map { figures[$0] }
    let areCounts = rest.allSatisfy { figure in
      figure.counter.map { !GroupWords.counters.contains($0) } ?? figure.countsNoun(in: text)
    }
    return rest.isEmpty || !areCounts ? figures : rest
  }

  /// Of two figures the one that is asked for, where the other says who it was for, or is the same in households or couples.
  private static func ofTwo(_ figures: [FoundFigure], _ text: PhraseText, _ place: CountPhrase.Place)
    -> FigureChoice?
  {
    guard figures.count == 2 else { return nil }
    let (first, second) = (figures[0], figures[1])
    if let told = bothTold(first, second, text) ?? bothTold(second, first, text) { return told }
    let between = text.words(first.end, second.subjectEnd)
    if place == .goods, first.isOfPeople != second.isOfPeople {
      // 为 50 名老人发放雨伞 50 把.
      if first.isOfPeople {
        // 慰问金 12 户 6000 元, 资助 12 名学生 6000 元.
        let lead = text.words(0, first.subjectEnd)
        let isMoney = second.counter == CountingWord.yuan
        if !lead.isEmpty, between.isEmpty || (isMoney && Receivers.named(before: lead) && lead.count > 1) {
          return FigureChoice(second, subject: 0..<first.subjectEnd, end: text.count)
        }
        let isFor = Receivers.named(before: text.words(0, first.start))
        return isFor && Receivers.item(in: between) != nil
          ? FigureChoice(second, subject: 0..<second.subjectEnd, end: text.count) : nil
      }
      guard Receivers.named(before: between) else { return nil }
      // 40 kits to 40 families.
      let lead = Receivers.lead(endingBefore: between)
      let end = text.end(before: second.subjectEnd) - (lead?.unicodeScalars.count ?? 0)
      let isBehind = first.subjectEnd == 0 && lead != nil
      return FigureChoice(
        first, subject: 0..<first.subjectEnd, end: isBehind ? max(first.end, end) : first.end)
    }
    guard place == .served, first.isOfPeople, second.isOfPeople else { return nil }
    // 5 名医生义诊 60 人次.
    if let helper = FigureWords.helpers.first(where: between.hasPrefix),
      second.counter == CountingWord.personTime
    {
      let start = text.skippingSpaces(from: first.end) + helper.unicodeScalars.count
      return FigureChoice(second, subject: start..<max(start, second.subjectEnd), end: text.count)
    }
    // 组织 5 名医生为 60 名群众义诊.
    guard
      let start = (first.end..<second.start).first(where: { "为给".unicodeScalars.contains(text.plain[$0]) })
    else { return nil }
    return FigureChoice(second, subject: start..<max(start + 1, second.subjectEnd), end: text.count)
  }

  /// The persons of 夫妻 12 对 24 人 and 12 户 35 人, of which the others are how many couples or households they are.
  private static func bothTold(_ persons: FoundFigure, _ others: FoundFigure, _ text: PhraseText)
    -> FigureChoice?
  {
    // 30 户，共 86 人: a total of nothing but households is as many people as these were.
    guard persons.counter == CountingWord.person,
      (persons.isTotal && others.start < persons.start) || !isParted(text, persons, others)
    else { return nil }
    let areSure = persons.quantity.certainty == .exact && others.quantity.certainty == .exact
    var figure = persons
    let between = text.words(others.end, persons.subjectEnd)
    // 12 名志愿者慰问 8 户家庭: these are not those.
    if ServedWords.names(helpIn: text.words(persons.end, others.subjectEnd)) { return nil }
    switch others.counter == "组" && GroupWords.isFamilies(between) ? CountingWord.household : others.counter {
    case "对": guard areSure, persons.low == others.low + others.low else { return nil }
    case CountingWord.household:
      guard persons.low >= others.low else { return nil }
      if others.quantity.certainty == .exact { figure.households = others.low }
      figure.householdCount = others.quantity.saying(text.words(others.saidStart, others.end))
    default: return nil
    }
    func choice(_ subject: Range<Int>, _ end: Int) -> FigureChoice {
      var choice = FigureChoice(figure, subject: subject, end: end)
      choice.told = [others]
      return choice
    }
    guard others.start < persons.start else { return choice(0..<figure.subjectEnd, others.subjectEnd) }
    // 26 组家庭 52 人: the families are the households.
    if ["家庭", "亲子家庭"].contains(between) {
      return choice(others.subjectEnd..<others.subjectEnd, text.count)
    }
    let isNamed = !text.words(0, others.subjectEnd).isEmpty
    let isOfThem = text[others.end] == "的"
    let subject = isNamed ? 0..<others.subjectEnd : others.end + (isOfThem ? 1 : 0)..<figure.subjectEnd
    return choice(subject, text.count)
  }
}

extension FoundFigure {
  /// Whether it counts what there are so many of, and is neither a bare number nor so much weight, volume or money.
  fileprivate var countsPieces: Bool {
    counter.map { CountingWord.spans.contains($0) || !CountingWord.measures.contains($0) } ?? false
  }

  /// Whether it counts persons, times that they came, or households.
  var isOfPeople: Bool {
    [CountingWord.person, CountingWord.personTime, CountingWord.household].contains(counter)
  }

  /// Whether it may be a summand of another, persons also of person-times.
  fileprivate func countsLike(_ total: FoundFigure) -> Bool {
    counter == nil || counter == total.counter || (countsPersons && total.countsPersons)
  }

  fileprivate var countsPersons: Bool { [CountingWord.person, CountingWord.personTime].contains(counter) }

  /// As many as it may be, where it says at least how many: 50 余人 are fewer than sixty.
  fileprivate var most: Figure {
    guard quantity.certainty == .atLeast, low == high, let step = low.lastPlace else { return low }
    return low + Figure(ticks: step - Figure.ticksPerUnit)
  }

  func isRate(in text: PhraseText) -> Bool {
    QuantityWords.isRate(before: text.words(0, saidStart), after: text.words(end, text.count))
      || QuantityWords.isForEach(text.words(0, saidStart), self, among: .alone)
  }

  fileprivate func isChange(in text: PhraseText) -> Bool {
    QuantityWords.isChange(before: text.words(0, saidStart))
  }

  func isOneEach(in text: PhraseText) -> Bool {
    isLoneOne && QuantityWords.isForEach(text.words(0, saidStart), self, among: .alone)
  }

  /// 预计 50 人, which the reader takes for a hedge.
  fileprivate func isEstimate(in text: PhraseText) -> Bool {
    let said = text.words(saidStart, end)
    return FigureWords.estimates.contains(where: said.hasPrefix)
  }

  /// 请假 3 人, 5 人缺席, 除 5 人外全部到齐.
  func isAbsent(in text: PhraseText) -> Bool {
    let before = text.words(0, subjectEnd)
    let after = text.words(end, text.count)
    let clause = before.split { "，。；：、,;:".contains($0) }.last.map { String($0).trimmed } ?? ""
    let rest = after.split { "，。；：、,;:".contains($0) }.first.map { String($0).trimmed } ?? ""
    return FigureWords.isAbsent(
      clause, after.first.map { "，。；：、,;:".contains($0) } ?? true ? "" : rest)
  }
}
