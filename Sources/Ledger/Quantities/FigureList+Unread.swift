import Planning

/// What the words of a figure still say when all else is settled, and no name of a group or a thing does.
extension FigureList {
  /// 群众 60 人，剩下党员 10 人; 手册 50 本，比上次多折页 10 本: how they stand to the others is not understood, and they are not added.
  ///
  /// - Throws: ``LedgerFault/unclearPart(_:)``
  func refuseUnread(ofServed isServed: Bool) throws(LedgerFault) {
    guard members.count > 1 else { return }
    let counted = members.filter { $0.bearing == .counted && $0.quantity.isKnown }
    if let unread = counted.first(where: { FigureWords.isRelated($0.thing, ofPeople: isPeople) }) {
      throw .unclearPart(unread.phrase)
    }
    guard isPeople, !isServed else { return }
    for (whole, parts) in FigureWords.pairsInOne where counted.contains(where: { $0.who == whole }) {
      // 师生 60 人，老师 5 人
      let part = counted.first { member in parts.contains(where: member.who.hasSuffix) }
      if let part { throw .unclearPart(part.phrase) }
    }
    try refuseWholeOfNames()
  }

  /// 叠彩 12，象山 8，老师 20: whoever they are, so many people are likely to be those of the places, clubs or courses before them.
  ///
  /// - Throws: ``LedgerFault/mixed(_:_:)``
  private func refuseWholeOfNames() throws(LedgerFault) {
    let told = members.filter { $0.isOfCrowd && !$0.who.isEmpty && $0.exact != nil && !$0.who.hasPrefix("其") }
    let (people, names) = (told.filter(\.isCalledAsPeople), told.filter { !$0.isCalledAsPeople })
    guard let whole = people.first, people.count == 1, let first = names.first, names.count > 1,
      names.reduce(Figure.zero, { $0 + ($1.exact ?? .zero) }) == whole.exact
    else { return }
    throw .mixed(first.phrase, whole.phrase)
  }
}

extension ListedFigure {
  fileprivate var isCalledAsPeople: Bool { PhraseFrame.isPeople(who) }
}

extension FigureWords {
  /// Whether words begin as what is left of others, not among them or compared with them: 剩下党员, 比上次多.
  fileprivate static func isRelated(_ words: String, ofPeople isPeople: Bool) -> Bool {
    let lower = words.lowercased()
    if comparisons.contains(where: lower.hasPrefix) { return true }
    if let word = ["比", "较", "与", "同"].first(where: words.hasPrefix),
      moment(in: String(words.dropFirst(word.count))) != nil
    {
      return true
    }
    if let apart = setApart(words, "")?.subject {
      return isPeople || !["糖", "酒精", "氟", "香", "铅", "荧光"].contains(where: apart.hasPrefix)
    }
    guard isPeople else { return changes.contains(words) || moment(in: words)?.kind == .before }
    return remainders.contains(where: words.hasPrefix)
      || words.hasPrefix("除") && PhraseFrame.isHanPeople(words) && !words.hasPrefix("除夕")
  }

  private static let comparisons = [
    "up from ", "down from ", "more than ", "less than ", "fewer than ", "compared ", "versus ", "vs ",
    "vs. ",
    "相比", "同比", "环比",
  ]
  private static let remainders = ["剩下", "剩余", "余下", "其中"]
  /// 手册 50 本，已发 30 本; 手册 50 本，追加 5 本: no thing of its own, and some of it or more.
  private static let changes: Set<String> = [
    "余", "已发", "多发", "少发", "补发", "追加", "增发", "再发", "又发", "还发", "加发", "增加", "减少", "破损", "损坏", "丢失", "报废",
    "up from", "more",
    "more later", "another",
  ]
  /// Two groups in one word.
  fileprivate static let pairsInOne: [(whole: String, parts: [String])] = [
    ("师生", ["老师", "教师", "学生"]), ("干群", ["干部", "群众"]), ("军民", ["战士", "官兵", "群众", "居民"]),
  ]
}
