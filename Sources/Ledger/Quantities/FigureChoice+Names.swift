/// Numbers that belong to the name of what is counted.
extension FigureChoice {
  static func isOfName(_ index: Int, _ found: [FoundFigure], _ text: PhraseText) -> Bool {
    let figure = found[index]
    guard !figure.isTotal else { return false }
    if figure.lasts(in: text) { return true }
    if index > 0, figure.isOneEach(in: text) { return false }
    // The 一人 of 一人一份.
    if index + 1 < found.count, found[index + 1].isOneEach(in: text), found[index + 1].start == figure.end {
      return true
    }
    let joinsNext = index + 1 < found.count && !isParted(text, figure, found[index + 1])
    let joinsLast = index > 0 && !isParted(text, found[index - 1], figure)
    let start = index > 0 ? found[index - 1].end : 0
    if joinsNext, figure.isSize(of: found[index + 1], in: text, from: start) { return true }
    if joinsNext, figure.isLabel(of: found[index + 1], in: text, from: start) { return true }
    if joinsLast, figure.isAge(in: text) || figure.isSize(beside: found[index - 1], in: text) { return true }
    if joinsNext, figure.isSize(beside: found[index + 1], in: text) { return true }
    // people over 60: 35.
    if joinsNext, figure.subjectEnd > 0, figure.isAge(in: text) { return true }
    if joinsLast || joinsNext, figure.isValue(in: text) { return true }
    let others = found.indices.filter { $0 != index }.map { found[$0] }
    if figure.isLoneOne, figure.counter == nil {
      return joinsNext || joinsLast || !figure.countsNoun(in: text)
    }
    // 大米三袋油 5 桶: goods beside goods.
    let lead = text.words(start, figure.subjectEnd).withoutMarks
    if !lead.isEmpty, figure.counter.map(CountingWord.goods.contains) ?? false,
      !QuantityWords.beforeSize.contains(where: lead.hasSuffix)
    {
      return false
    }
    guard joinsNext || joinsLast, !figure.countsPeople,
      figure.isLoneOne || (!figure.isArabic && others.contains(where: \.isArabic))
    else { return false }
    return !others.contains { $0.counter == figure.counter && !($0.isLoneOne && $0.counter == nil) }
  }

  static func isParted(_ text: PhraseText, _ one: FoundFigure, _ two: FoundFigure) -> Bool {
    one.start < two.start
      ? isParted(text, one.end, two.start) : isParted(text, two.end, one.start)
  }

  /// Whether a comma, 、 or 和 stands between two figures.
  private static func isParted(_ text: PhraseText, _ start: Int, _ end: Int) -> Bool {
    // 4 个家庭的父母和孩子 10 人.
    guard start < end, text[start] != "的" else { return false }
    if (start..<end).contains(where: { ",，;；、。".unicodeScalars.contains(text.plain[$0]) }) { return true }
    return PhrasePieces.cuts(in: text).contains { $0.lowerBound >= start && $0.upperBound <= end }
  }
}
