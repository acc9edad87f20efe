/// The one figure that a phrase with several numbers is about.
///
/// Numbers that belong to the name of what is counted (10 kg 大米 30 袋, 六项任务宣传资料 500 份), that were only planned (应到 60
/// 人，实到 58 人) or that are so much for each (每份 5 元，共 500 元) are set aside; what is left must be one figure, or parts with
/// their total. Nothing that may be a summand is ever set aside.
struct FigureChoice {
  let figure: FoundFigure
  /// Where the words before it are that say what is counted.
  let subject: Range<Int>

  /// Nobody writes more into one phrase, and each is held against all others.
  private static let most = 40

  /// Nil if there are several.
  init?(_ found: [FoundFigure], in text: PhraseText) {
    guard found.count <= Self.most else { return nil }
    if let actual = Self.actual(among: found, text) {
      let start = found.last { $0.end <= actual.start }?.end ?? 0
      self.init(figure: actual, subject: start..<actual.subjectEnd)
      return
    }
    let counting = found.indices.filter { !Self.isOfName($0, found, text) }.map { found[$0] }
    guard let last = counting.last else { return nil }
    guard counting.count > 1 else {
      self.init(figure: last, subject: 0..<last.subjectEnd)
      return
    }
    guard last.isTotal || PhraseList.statesTotal(Self.lead(of: last, after: counting.dropLast(), text)) else {
      return nil
    }
    let rates = counting.dropLast().filter { $0.isRate(in: text) }
    if !rates.isEmpty {
      guard rates.count == counting.count - 1, last.isTotal else { return nil }
      self.init(figure: last, subject: 0..<(QuantityWords.eachStart(text, before: rates[0].start) ?? 0))
      return
    }
    guard Self.isTotal(last, of: counting.dropLast()) else { return nil }
    // 男 20 人，女 30 人，共 50 人: no word of it is what all are.
    self.init(figure: last, subject: 0..<(counting[0].counter == last.counter ? 0 : counting[0].subjectEnd))
  }

  private init(figure: FoundFigure, subject: Range<Int>) {
    (self.figure, self.subject) = (figure, subject)
  }

  /// The words between a figure and the one before it.
  private static func lead(of figure: FoundFigure, after others: ArraySlice<FoundFigure>, _ text: PhraseText)
    -> String
  {
    text.words(others.last?.end ?? 0, figure.subjectEnd).withoutMarks
  }

  private static func isTotal(_ total: FoundFigure, of parts: ArraySlice<FoundFigure>) -> Bool {
    if total.isTotal, parts.allSatisfy({ $0.counter != total.counter && $0.counter != nil }) { return true }
    return parts.reduce(Figure.zero) { $0 + $1.low } == total.low
      && parts.allSatisfy { $0.counter == total.counter || $0.counter == nil }
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

  // MARK: Names

  private static func isOfName(_ index: Int, _ found: [FoundFigure], _ text: PhraseText) -> Bool {
    let figure = found[index]
    guard !figure.isTotal else { return false }
    if figure.lasts(in: text) { return true }
    if index > 0, figure.isOneEach(in: text) { return false }
    // The 一人 of 一人一份.
    if index + 1 < found.count, found[index + 1].isOneEach(in: text), found[index + 1].start == figure.end {
      return true
    }
    let joinsNext = index + 1 < found.count && !isParted(text, figure.end, found[index + 1].start)
    let joinsLast = index > 0 && !isParted(text, found[index - 1].end, figure.start)
    let start = index > 0 ? found[index - 1].end : 0
    if joinsNext, figure.isSize(of: found[index + 1], in: text, from: start) { return true }
    if joinsLast, figure.isAge(in: text) { return true }
    let others = found.indices.filter { $0 != index }.map { found[$0] }
    if figure.isLoneOne, figure.counter == nil {
      return joinsNext || joinsLast || !figure.countsNoun(in: text)
    }
    guard joinsNext || joinsLast, !figure.countsPeople,
      figure.isLoneOne || (!figure.isArabic && others.contains(where: \.isArabic))
    else { return false }
    return !others.contains { $0.counter == figure.counter && !($0.isLoneOne && $0.counter == nil) }
  }

  /// Whether a comma, 、 or 和 stands between two figures.
  private static func isParted(_ text: PhraseText, _ start: Int, _ end: Int) -> Bool {
    guard start < end else { return false }
    if (start..<end).contains(where: { ",，;；、。".unicodeScalars.contains(text.plain[$0]) }) { return true }
    return PhrasePieces.cuts(in: text).contains { $0.lowerBound >= start && $0.upperBound <= end }
  }
}

extension FoundFigure {
  func isRate(in text: PhraseText) -> Bool {
    QuantityWords.isRate(before: text.words(0, saidStart), after: text.words(end, text.count))
      || QuantityWords.isForEach(text.words(0, saidStart), self, among: .alone)
  }

  fileprivate func isOneEach(in text: PhraseText) -> Bool {
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
    if FigureWords.isAbsent(clause, after.first.map { "，。；：、,;:".contains($0) } ?? true ? "" : rest) {
      return true
    }
    return (clause.hasSuffix("除") || clause.hasSuffix("除了"))
      && ["外", "以外", "之外"].contains(where: rest.hasPrefix)
  }
}
