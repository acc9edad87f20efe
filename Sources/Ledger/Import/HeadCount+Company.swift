import Planning

/// Those whom somebody brings along, in the words of a group chat: +家属2人, 带老公, 我和孩子, 家属1, 老公、孩子都来.
extension HeadCount {
  /// How many came with whoever signed, who is not counted: 2, 老公, 两个孩子.
  ///
  /// - Throws: The reason why it is no number of people.
  init(brought text: String) throws(HeadCountFault) {
    self = if let brought = Self.brought(text) { brought } else { try HeadCount(text) }
  }

  /// Those whom words name beside whoever wrote them; nil for words that name none.
  static func brought(_ text: String) -> HeadCount? {
    guard let all = company("带" + text.map(\.halfWidth)), let n = all.quantity.n, let people = n.wholeNumber
    else { return nil }
    return HeadCount(people - 1, children: all.children)
  }

  /// How many children words name: 一个小孩, 含 2 名儿童, 小孩1, 1大1小.
  static func children(in words: String) -> Int? {
    var text = HeadCountWords(words.inHalfWidth.filter { $0 != " " })
    _ = text.take(["其中", "包括", "包含", "内含", "内有", "含有", "含", "有", "带"])
    if let both = adultsAndChildren(text.remainder) { return both.children }
    let first = text.number()
    guard text.isChildren(), let children = first ?? text.number() else { return nil }
    _ = text.take(["人"])
    return text.isAtEnd ? children : nil
  }

  /// 王芳 我、老公 of 王芳、老公: whoever writes it is the first of those who come.
  static func withSelf(_ text: String) -> String {
    guard text.unicodeScalars.contains("、"), let mark = text.firstIndex(of: "、"),
      text[..<mark].allSatisfy(\.isLetter)
    else { return text }
    let kin = text[mark...].dropFirst().prefix { !" 、，,；;（()）".contains($0) }
    guard let first = kin.first, !first.isNumber, !first.isNumeral, !"带和+".contains(first),
      SignInRole.isKin(String(kin)) || brought(String(kin)) != nil
    else { return text }
    return text[..<mark] + " 我" + text[mark...]
  }

  /// Whoever wrote it, and those whom they bring; nil for words that say nothing of it.
  ///
  /// - `isGlued`: It stands right behind a name: of 丽丽妈妈和孩子 the mother is no third.
  static func company(_ words: String, isGlued: Bool = false) -> HeadCount? {
    guard let first = words.first, HeadCountWords.mayBeginCompany(first) else { return nil }
    var text = HeadCountWords(words.filter { !" 、,，".contains($0) })
    let household = text.takeHousehold()
    var isSelfTold = household != nil || text.takeSelf()
    let isApart = household == nil && isSelfTold && HeadCountWords.partsSelf(words)
    var (people, children, groups) = (household ?? 1, 0, 0)
    // A link, a number or 一起: without any, 小明 妈妈 is his mother and nobody else.
    var isTold = false
    var isBrought = false
    // 夫妻带孩子: nobody knows how many children these are.
    var isOpen = false
    while !text.isAtEnd {
      if groups > 0 || household != nil, let isTogether = text.takeComing() {
        isTold = isTold || isTogether
        break
      }
      let isLinked = text.takeLink()
      // 孩子和家长, 老公和我: whoever writes it stands last.
      if isLinked, groups > 0, !isSelfTold, !isBrought, text.takeSelf() {
        (isSelfTold, isTold) = (true, true)
        continue
      }
      guard
        let group = text.companions(
          isLinked: isLinked, mayBeginWithNumber: isLinked || groups > 0 || household != nil)
      else {
        // 带老公赵小六: the name is his.
        if groups > 0, PersonalNames.isWholeName(text.remainder) { break }
        return groups == 0 && isLinked && isAnother(text.remainder, behind: first) ? perhapsTwo : nil
      }
      // 乐乐妈妈2人: she is called so, and the two are all.
      if groups == 0, isGlued, !isLinked, !group.isNumbered || group.isCalling { return nil }
      // 一家三口带孩子: the child may be one of the three.
      if let household, household > 2, group.children > 0 {
        return HeadCount(household, doubt: .perhaps(Figure(household)))
      }
      // Of 母子 one may be that child.
      isOpen =
        isOpen
        || household != nil && group.children > 0
          && (!group.isNumbered || !HeadCountWords.isCouple(words))
      // 我和老公孩子三个人: three are all of them.
      let isTotal = groups > 0 && group.isNumbered && text.isAtEnd && group.people == people + 1
      people += isTotal ? 1 : group.people
      children += isTotal ? min(group.children, 1) : group.children
      groups += 1
      isBrought = isBrought || isLinked
      isTold = isTold || isLinked || group.isNumbered
    }
    // 家长、孩子 and 我、孩子 are two, and 我孩子 is one.
    let areTwo = household != nil || isApart || first == "家" && children == 1
    guard isTold || groups > 1 || groups == 1 && areTwo else { return nil }
    // 家长和孩子2人 may be two in all.
    let mayBeTwo = isSelfTold && groups == 1 && people == 3 && ["2人", "两人"].contains(where: words.hasSuffix)
    return HeadCount(
      people, children: children, doubt: isTold && !mayBeTwo && !isOpen ? nil : .perhaps(Figure(people)))
  }

  /// 张三+李四, 妈妈+朵朵 and 带豆豆 may be two.
  private static func isAnother(_ name: String, behind link: Character) -> Bool {
    if link == "+" { return (2...3).contains(name.count) && name.allSatisfy(\.isHan) }
    return "带携领陪".contains(link) && NameSigns.isCalledSo(HeadCountWords.withoutComing(name))
  }

  private static let perhapsTwo = HeadCount(
    2, doubt: .init(zh: "好像是两个人，按 2 人算，是否正确？", en: "this may be two people: counted so, is that right?"))
}

extension BilingualText {
  static func perhaps(_ people: Figure) -> BilingualText {
    BilingualText(zh: "按 \(people) 人算，是否正确？", en: "counted as \(people) people, is that right?")
  }
}
