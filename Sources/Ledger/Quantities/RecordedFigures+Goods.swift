/// Goods that were handed out, counted or moved otherwise.
extension RecordedFigures {
  /// A thing without a number was handed out in an unknown number. Money must be exact.
  ///
  /// - `kind`: How they moved, so that 收到 may stand before what was received, and 剩余 beside what was counted; nil for goods
  ///   that moved in a way that is known elsewhere.
  public mutating func gave(_ text: String, as kind: GoodsMove.Kind? = .give) throws(LedgerFault) {
    var taken = self
    let members = try taken.list(text, .gave).members
    var isMade = false
    var made: [String] = []
    for figure in members where taken.counts(figure) {
      if members.count > 1, let why = Self.besideGoods(figure) {
        if figure.quantity.isKnown { taken.leftOut.append(LeftOut(phrase: figure.phrase, why: why)) }
        continue
      }
      if kind == .give {
        if PhraseFrame.isNotGiven(figure.subject, figure.noun) { throw .notGiven(figure.phrase) }
        // 制作展板 6 块、横幅 4 条: the verb is that of both.
        isMade =
          PhraseFrame.isMade(figure.subject, figure.noun) || (isMade && !PhraseFrame.isGiven(figure.subject))
        if isMade {
          made.append(figure.phrase)
          continue
        }
      }
      let start = taken.contents.count
      try taken.gaveOne(figure, isCount: kind == .count)
      taken.tellAside(figure, from: start)
    }
    if taken.contents == contents {
      if let first = made.first { throw .notGiven(first) }
      let receivers = taken.leftOut.dropFirst(leftOut.count).first { $0.why == .receivers }
      if let receivers { throw .notGoods(receivers.phrase, counter: CountingWord.person) }
    }
    taken.leftOut += made.map { LeftOut(phrase: $0, why: .notGiven) }
    self = taken
  }

  /// Why a clause beside goods is none of them: 价值 3000 元, 慰问 12 户; nil if it may be.
  private static func besideGoods(_ figure: ListedFigure) -> LeftOut.Reason? {
    let isPrice = figure.counter == CountingWord.yuan && QuantityWords.values.contains(figure.subject)
    if isPrice || PhraseFrame.isRemark(figure.phrase) || PhraseList.isCost(figure.phrase) {
      return .otherCount
    }
    // 覆盖 8 个村.
    if GroupWords.areCounted(by: figure.counter, figure.noun),
      figure.subject.isEmpty || Receivers.named(before: figure.subject)
    {
      return .places
    }
    if FigureWords.isReach(figure.subject) { return .receivers }
    let countsHeads = figure.counter.map(CountingWord.countsHeads) ?? false
    let isService =
      ServedWords.names(aServiceIn: figure.subject) && !PhraseFrame.isGiven(figure.subject)
    return countsHeads
      && (isService || figure.subject.hasPrefix("领取") || Receivers.named(before: figure.subject))
      ? .receivers : nil
  }

  /// - `isCount`: Whether 剩余 beside the item says no more than that it was counted.
  private mutating func gaveOne(_ figure: ListedFigure, isCount: Bool) throws(LedgerFault) {
    let (quantity, counter) = (figure.quantity, figure.counter)
    let (subject, noun) =
      isCount
      ? (FigureWords.withoutRest(figure.subject), FigureWords.withoutRest(figure.noun))
      : (figure.subject, figure.noun)
    // 无: nothing was given, and nothing of any name.
    if figure.thing.isEmpty, counter == nil, quantity.certainty == .exact, quantity.n == .zero { return }
    if figure.read == nil, FigureWords.deniesAll(figure.phrase) {
      return leftOut.append(LeftOut(phrase: figure.phrase, why: .notGiven))
    }
    if counter == CountingWord.yuan, quantity.isKnown, quantity.certainty != .exact {
      throw .moneyNotExact(figure.phrase)
    }
    if FigureWords.isRest(subject) { throw .quantity(.change(figure.phrase)) }
    if let counter, CountingWord.countsHeads(counter) {
      // 为 12 户困难家庭送去慰问品.
      guard Receivers.named(before: figure.phrase), let item = Receivers.item(in: noun) else {
        throw .notGoods(figure.phrase, counter: counter)
      }
      leftOut.append(LeftOut(phrase: quantity.said ?? figure.phrase, why: .receivers))
      return try enter(item, "", .unknown(), nil, figure.phrase)
    }
    // 价值 3000 元的慰问品.
    let isSize = !noun.isEmpty && QuantityWords.beforeSize.contains(where: subject.hasSuffix)
    let each = QuantityWords.things(before: figure.thing) ?? []
    for thing in each.count > 1 ? each : [isSize ? "" : subject] {
      try enter(thing, each.count > 1 ? "" : noun, quantity, counter, figure.phrase)
    }
  }

  /// A thing, or several that share a number; those without a number one by one, but for 米、油等慰问品.
  private mutating func enter(
    _ subject: String, _ noun: String, _ quantity: Quantity, _ counter: String?, _ phrase: String
  ) throws(LedgerFault) {
    let (item, titles) = Self.item(subject, noun)
    // 叠彩社区 100 本, 困难户 20 袋: where it went, and not what it was.
    if quantity.isKnown, Receivers.isAll(item) || GoodsTitles.isLook(item) { throw .missingItem(phrase) }
    try Self.refuseOwner(of: item, quantity)
    guard !item.isEmpty else {
      // 200 booklets.
      guard let word = quantity.said?.split(separator: " ").last?.lowercased(),
        Self.countedThings.contains(word)
      else {
        throw .missingItem(phrase)
      }
      contents.append(.goods(GoodsMove(.give, item: word, quantity: quantity.saying(nil), counter: nil)))
      return
    }
    let isOne = !titles.isEmpty || (!quantity.isKnown && item.contains("等"))
    let parts = isOne ? [item] : PhrasePieces.things(in: item)
    if quantity.isKnown, parts.count > 1 { joint.append(phrase) }
    for item in quantity.isKnown ? [item] : parts {
      contents.append(
        .goods(GoodsMove(.give, item: item, quantity: quantity, counter: counter, titles: titles)))
    }
  }

  /// 张明书包 1 个: whose it is.
  private static func refuseOwner(of item: String, _ quantity: Quantity) throws(LedgerFault) {
    guard quantity == .exact(1, said: quantity.said), let thing = ownThings.first(where: item.hasSuffix)
    else {
      return
    }
    let owner = item.dropLast(thing.count)
    guard NameSigns.isName(String(owner)), !NameScan(String(owner)).isBrand(0) else { return }
    throw .personal(PersonalText(kind: .namedThing, hint: "\(owner.prefix(1))○"))
  }

  /// What one gets for oneself, and has a maker's name seldom before it.
  private static let ownThings = [
    "书包", "文具盒", "文具", "校服", "棉衣", "棉被", "被子", "毛毯", "轮椅", "拐杖", "助听器", "眼镜", "台灯", "水杯", "雨伞", "奖状", "证书",
    "红包",
    "慰问金", "慰问品", "助学金", "救助金", "礼包",
  ]

  /// English words that others are counted in, and that are things where nothing else is named.
  private static let countedThings: Set<String> = ["booklets", "books", "bags", "bottles", "buckets"]

  /// 宣传资料 with its titles, of 发放《甲》等 4 种宣传资料; 雨伞 of 为老人发放雨伞.
  private static func item(_ subject: String, _ noun: String) -> (item: String, titles: [String]) {
    let given = Receivers.named(before: subject) ? Receivers.item(in: subject) : nil
    var thing = given ?? PhraseFrame.item(subject, noun)
    // 手册、折页等 5 种 800 份; 慰问品价值 3000 元.
    for word in ["等", "总价值", "价值"] where thing.hasSuffix(word) && thing.count > word.count {
      thing = String(thing.dropLast(word.count))
    }
    let (item, titles) = GoodsTitles.parted(thing)
    guard let kinds = try? CountPhrase(item, in: .goods), kinds.subject.isEmpty, !kinds.noun.isEmpty,
      let counter = kinds.counter, GroupWords.kinds.contains(counter)
    else { return (item, titles) }
    return (kinds.noun, titles)
  }
}
