import Planning

/// The numbers of people that the rest of an entry holds.
struct ChainFigures {
  private let words: [String]
  /// Words that are numbers of people on their own.
  private let counts: [String]
  let doubt: BilingualText?
  private let isSeveral: Bool
  /// One of （一个小孩） beside a number.
  private let children: Int
  /// Whether these are told to be among the number: 含孩子1人.
  private let isOfChildrenTold: Bool
  /// 群众8人 志愿者2人.
  private let whole: HeadCount?
  /// （含志愿者5人） beside a number.
  private let parts: PartWords?
  /// 志愿者1人 behind 2人, who may be among the two.
  private let perhaps: PartWords?
  /// （另带孩子2人） beside a number, with whoever writes it.
  private let more: HeadCount?
  /// （含孩子3人） beside no other number.
  private let family: String?
  /// （不含本人） or （含本人） beside a number.
  private let others: String

  init(_ rest: String, notes: [String]) {
    // 129 1234 5678 is a telephone, whatever parts its digits.
    let spoken = Self.withoutPhones(rest)
    let said = spoken.split(separator: " ").flatMap { Self.apart(String($0)) }
    let isBehindNumber = said.first.map { Self.isBareNumber(Self.bare($0)) } ?? false
    // 3人，其中小孩1人 and 3人，小孩1人.
    let own = Array(
      said.prefix {
        !Self.isOfParts($0)
          && ($0 == said[0] || !Self.isBeside($0) && !(isBehindNumber && Self.isOfThem($0)))
      })
    whole = PartWords.sum(own)
    let untold = whole == nil ? Self.untold(own) : []
    perhaps = PartWords(untold.joined(separator: " "))
    words = own.filter { !untold.contains($0) }
    let beside = notes + said.dropFirst(own.count)
    let added = beside.filter(SignInRemark.namesMore)
    more = added.first.flatMap { HeadCount.company($0) }
    let notes = beside.filter { !added.contains($0) }
    parts = Self.helpers(in: notes)
    children = (notes + [notes.joined()]).lazy.compactMap { HeadCount.children(in: $0) }.first ?? 0
    isOfChildrenTold = notes.contains { PartWords.begin($0) && HeadCount.children(in: $0) != nil }
    family = notes.first(where: Self.isOfChildren)
    others = notes.first { (PartWords.besideSelf($0) ?? PartWords.withSelf($0))?.isEmpty ?? false } ?? ""
    if let whole = Self.together(words, notes) {
      (counts, isSeveral, doubt) = ([whole], false, nil)
      return
    }
    let found = Self.sure(words.filter { Self.mayCount($0) })
    let inNotes =
      found.isEmpty
      ? Self.company(notes).map { [$0] } ?? notes.filter { Self.isCount($0) || Self.isUnknown($0) } : []
    counts = found.isEmpty ? inNotes : found
    isSeveral = found.count > 1 && words.contains(where: Self.isNamed)
    let unread = notes.first { note in
      inNotes.isEmpty && note.allSatisfy { $0.halfWidth.isASCIIDigit } && note.count <= 2
    }
    doubt =
      unread.map {
        BilingualText(
          zh: "括号里的“\($0)”没有算进人数，是否正确？", en: "the '\($0)' in brackets was not counted, is that right?")
      } ?? (counts.count > 1 && whole == nil ? .lastOfSeveral(counts[counts.count - 1]) : nil)
  }

  /// Words that only together are a number of people: 2 大 1 小, 我、孩子, 夫妻（带孩子）; nil for any others.
  private static func together(_ words: [String], _ notes: [String]) -> String? {
    let said = words.joined()
    if HeadCountWords.isPair(said), let brought = notes.first(where: isBroughtByPair) {
      return said + brought
    }
    // 302 2人: a room and a number of people are no 3022; 一中 志愿者2人: nor is a school any number.
    let isApart = zip(words, words.dropFirst()).contains { before, after in
      (before.last?.halfWidth.isASCIIDigit ?? false) && (after.first?.halfWidth.isASCIIDigit ?? false)
    }
    // 2人 +1: one more, or one of the two.
    let isMore = words.count > 1 && isBareNumber(words[0]) && "+带和".contains(words[1].first ?? " ")
    guard words.count > 1, !isApart, !isMore, !words.contains(where: { PartWords.helpers($0) != nil }) else {
      return nil
    }
    let joined = HeadCountWords.isSelf(words[0]) ? words.joined(separator: "、") : said
    return isCount(joined) ? joined : nil
  }

  /// （带老公、孩子）: notes that only together say who comes; nil for any others.
  private static func company(_ notes: [String]) -> String? {
    together(notes, []).flatMap { said in
      HeadCount.company(said) != nil || HeadCount.adultsAndChildren(said) != nil ? said : nil
    }
  }

  /// 带孩子 and 1个孩子; not 含孩子.
  private static func isBroughtByPair(_ note: String) -> Bool {
    !PartWords.begin(note) && !SignInRemark.namesMore(note) && HeadCount.company("夫妻" + note) != nil
  }

  /// 302室 and +1 of 302室+1, 2人 and 9点到 of 2人9点到.
  private static func apart(_ word: String) -> [String] {
    if let plus = word.dropFirst().firstIndex(of: "+") {
      let (before, more) = (String(word[..<plus]), String(word[plus...]))
      return isCount(more) && (try? HeadCount(before)) == nil ? [before, more] : [word]
    }
    let behind = word.drop { $0.halfWidth.isASCIIDigit }
    guard behind.count < word.count, let counter = behind.first, "人位".contains(counter), word.contains("点")
    else {
      return [word]
    }
    let rest = behind.dropFirst()
    return [String(word[..<rest.startIndex]), String(rest)]
  }

  /// 2人 of 3栋501 2人: the number of people where the others are those of something else.
  private static func sure(_ found: [String]) -> [String] {
    guard found.count > 1 else { return found }
    let sure = found.filter { isCount($0) }
    let areOthers = found.allSatisfy { word in
      isCount(word)
        || !word.unicodeScalars.contains(where: peopleSigns.contains) && (try? HeadCount(word)) == nil
    }
    return sure.count == 1 && areOthers ? sure : found
  }

  /// 孩子1人 and 2个小孩 behind a number; 带1个孩子 may be others.
  private static func isOfThem(_ word: String) -> Bool {
    word.first != "带" && HeadCount.adultsAndChildren(word) == nil && HeadCount.children(in: word) != nil
  }

  /// 5人, 5; not +5 or 大人5.
  private static func isBareNumber(_ word: String) -> Bool {
    let behind = word.drop { $0.halfWidth.isASCIIDigit }
    return behind.count < word.count && ["", "人", "位", "名", "个", "口", "个人"].contains(behind)
  }

  /// 其中小孩1人, but not 含本人3人.
  private static func isOfParts(_ word: String) -> Bool {
    PartWords.begin(word) && PartWords.withSelf(word)?.isEmpty ?? true
  }

  /// The 志愿者1人 of 2人，志愿者1人.
  private static func untold(_ words: [String]) -> [String] {
    mayCount(words.first ?? "") ? words.dropFirst().filter { PartWords.helpers($0) != nil } : []
  }

  /// 不含孩子2人 or 另有志愿者2人 behind a number.
  private static func isBeside(_ word: String) -> Bool {
    PartWords.denies(word) || SignInRemark.namesMore(word)
      || PartWords.excludes(word) && PartWords(word.inHalfWidth) != nil
  }

  /// （含志愿者5人）; nil for notes of anybody else.
  private static func helpers(in notes: [String]) -> PartWords? {
    guard !notes.isEmpty, let parts = PartWords(notes.joined(separator: " ").inHalfWidth) else {
      return nil
    }
    return parts.helpers.isEmpty && parts.beside == 0 ? nil : parts
  }

  /// 李四1人 of 张三2人 李四1人: another name between two numbers.
  private static func isNamed(_ word: String) -> Bool {
    let name = word.prefix { !$0.halfWidth.isASCIIDigit && !$0.isNumeral }
    return name.count >= 2 && name.count < word.count && SignInName.key(String(name)) != nil
      && isCount(String(word[name.endIndex...]))
  }

  /// The last number; one person if there is none.
  func count() throws(HeadCountFault) -> HeadCount {
    if let whole { return whole.quantity == .exact(0) ? whole.asking(.zeroPeople) : whole }
    if isSeveral {
      throw HeadCountFault(
        zh: "一条里写了几个人，请一人一条，或只写总人数",
        en: "it names several people; write each on a line, or one number for all")
    }
    guard let word = counts.last else {
      if let more { return more }
      if let seats = words.first(where: Self.offersSeats) { return .askedAbout(seats) }
      if let family = words.first(where: Self.isOpen) {
        return .one.asking(.unclearFamily(family))
      }
      return family.map { Self.withChildren($0) } ?? .one
    }
    if Self.isUnknown(word) { return .unknown(word) }
    let count: HeadCount
    do throws(HeadCountFault) {
      count = try HeadCount(Self.bare(word) + others)
    } catch {
      // 叠彩区2组, 3栋2单元, 60岁: numbers of something else. -2人 is a slip.
      // 残疾人 is no number.
      let isNumber = word.contains { $0.halfWidth.isASCIIDigit || $0.isNumeral }
      guard !isNumber || !"人口位名".contains(word.last ?? " "), !"-=@负".contains(word.first ?? " ") else {
        throw error
      }
      return .askedAbout(word)
    }
    if Self.isDoor(word) { return .askedAbout(word) }
    if let n = count.quantity.n, n >= HeadCount.absurdOfOne { throw HeadCountFault(.tooManyOfOne(n)) }
    var all = try including(count)
    if let parts {
      all = try all.including(parts)
      if let denied = parts.denied { all = all.asking(.perhapsAway(denied, all.quantity)) }
    }
    if isOpenFamily(word), let n = all.quantity.n { all = all.asking(.perhaps(n)) }
    // 2个孩子, without whoever brings them?
    if let n = HeadCount.children(in: word), all.quantity == .exact(Figure(n)) {
      all = try all.including(PartWords(children: n)).asking(.allOfFamily(word, n))
    }
    if let perhaps { all = try all.including(perhaps).asking(.perhapsAmong(perhaps)) }
    if let more = more?.without(.one) { all = all + more }
    guard let n = count.quantity.n, n >= HeadCount.manyOfOne else { return all }
    return all.asking(
      BilingualText(zh: "一条 \(n) 人，是否正确？", en: "\(n) people in one entry, is that right?"))
  }

  /// 含孩子, 含孩子3人: children among those who come.
  private static func isOfChildren(_ note: String) -> Bool {
    PartWords.begin(note)
      && (HeadCount.children(in: note) != nil
        || CountHeader.isOfChildren(String(note.drop { "其中内包括含有".contains($0) })))
  }

  /// 5人（孩子1人）: of these; but 1人，孩子2人 may be three.
  private func including(_ count: HeadCount) throws(HeadCountFault) -> HeadCount {
    let isOfChildren = counts.last.map { HeadCount.children(in: $0) != nil } ?? false
    guard count.children == 0, children > 0, !isOfChildren, let n = count.quantity.n, Figure(children) >= n
    else {
      return count.including(children: children)
    }
    if isOfChildrenTold { return try count.including(PartWords(children: children)) }
    let all = count + HeadCount(children, children: children)
    return all.asking(.perhaps(all.quantity.n ?? n))
  }

  /// 3-501.
  private static func isDoor(_ word: String) -> Bool {
    word.contains("-") && word.allSatisfy { $0 == "-" || $0.halfWidth.isASCIIDigit }
  }

  /// Of 含孩子3人 three are all, and of 含孩子 nobody knows how many.
  private static func withChildren(_ note: String) -> HeadCount {
    guard let n = HeadCount.children(in: note), n > 1 else { return .one.asking(.unclearFamily(note)) }
    return HeadCount(n, doubt: .allOfFamily(note, n))
  }

  /// 来2人 as 2人.
  static func bare(_ word: String) -> String {
    guard let verb = verbs.leading(word), word.count > verb.count else { return word }
    return String(word.dropFirst(verb.count))
  }

  private static let verbs: SoughtWords = ["来", "有", "共", "一共", "我们", "我家", "报", "报名"]

  /// 2人, 两大一小, 一家三口, 带1个孩子: nothing else would be written so.
  ///
  /// - `isGlued`: It stands right behind a name.
  static func isCount(_ word: String, isGlued: Bool = false) -> Bool {
    let bare = bare(word)
    if word.count > 1, HeadCount.few[bare] != nil { return true }
    guard let first = bare.first, bare.count >= 2, bare.count <= 16 else { return false }
    if HeadCount.company(bare, isGlued: isGlued) != nil { return true }
    guard first.halfWidth.isASCIIDigit || first.isNumeral || beginnings.mayLead(bare) else { return false }
    guard
      bare.unicodeScalars.contains(where: peopleSigns.contains) || "+＋".contains(first) || bare.last == "个",
      let count = try? HeadCount(bare)
    else { return false }
    return count.quantity.isKnown
  }

  private static let peopleSigns = Set("人位口大小孩娃童俩妻妇女子名孙妹弟媳婿".unicodeScalars)
  private static let beginnings: SoughtWords = [
    "+", "＋", "大", "成", "家", "一", "全", "夫", "母", "父", "婆", "姐", "兄", "双", "带", "本", "约", "共", "公", "爷", "祖",
    "翁",
    "姊", "俩", "小", "老",
  ]
  /// Of 一家 2个孩子 and 一家+1 nobody knows how many the others are.
  private func isOpenFamily(_ word: String) -> Bool {
    if words.contains(where: Self.isOpen), word.first == "+" { return true }
    let rest = ["一家", "全家"].contains(where: word.hasPrefix) ? String(word.dropFirst(2)) : word
    return (rest != word || words.contains(where: Self.isOpen)) && HeadCount.children(in: rest) != nil
      && HeadCount.adultsAndChildren(rest).map { $0.quantity.n == 1 } ?? true
  }

  private static func isOpen(_ word: String) -> Bool {
    families.contains(word) || families.contains(bare(word))
  }

  /// Nobody knows how many these are.
  private static let families: Set<String> = [
    "我们", "全来",
    "全家", "一家", "一家子", "一家人", "一大家子", "全家人", "全家都来", "全家来", "举家", "兄弟姐妹", "一拖一", "一拖二", "一拖三", "一带一", "一带二",
    "一带三",
  ]

  private static func mayCount(_ word: String) -> Bool {
    let isWritten =
      word.contains { $0.halfWidth.isASCIIDigit } || "+＋".contains(word.first ?? " ") || word.hasSuffix("人")
      || word.hasSuffix("口") || word.hasPrefix("带") || (word.contains("大") && word.contains("小"))
      || isCount(word) || isUnknown(word) || numbers.contains(word.lowercased()) || ["俩", "仨"].contains(word)
    // A phone number or a time of the day is no number of people.
    return isWritten && word.count(where: { $0.halfWidth.isASCIIDigit }) < 7
      && !word.contains { ":：点".contains($0) } && !offersSeats(word)
  }

  /// 车上可坐3人, 可带2人: those who may come along, and perhaps nobody does.
  private static func offersSeats(_ word: String) -> Bool { seats.isAny(in: word) }

  private static let seats: SoughtWords = ["可带", "可坐", "可载", "能带", "能坐", "能载", "空位", "空座"]

  /// 若干, 几个, 带几个孩子: nobody knows how many these are.
  private static func isUnknown(_ word: String) -> Bool {
    guard unknowns.mayStand(in: word), word.count <= 8 else { return false }
    if word.hasSuffix("若干") { return (try? HeadCount(word)).map { !$0.quantity.isKnown } ?? false }
    var words = HeadCountWords(bare(word))
    _ = words.takeLink()
    return unknowns.leading(words.remainder).map { unknown in
      let counted = words.remainder.dropFirst(unknown.count)
      return counters.contains(String(counted)) || isCount("2" + counted)
        || HeadCount.brought("2" + counted) != nil
    } ?? false
  }

  /// Whether a name ends before 若干, 几个人 or 带几个孩子.
  static func beginsUnknown(_ text: Substring) -> Bool {
    (unknowns.mayLead(text) || links.mayLead(text)) && isUnknown(String(text.prefix { $0 != " " }))
  }

  private static let links: SoughtWords = ["带", "和", "跟", "+"]
  private static let unknowns: SoughtWords = ["若干", "几", "好几", "一些", "一批", "不少", "许多"]
  private static let counters: Set<String> = ["", "人", "个", "位", "名", "口", "个人", "口人"]

  private static let numbers: Set<String> = ["one", "two", "three", "four", "five", "six"]

  /// Digits in groups that are seven and more together.
  private static func withoutPhones(_ text: String) -> String {
    var plain = ""
    var run = ""
    func isPart(_ character: Character) -> Bool {
      character.halfWidth.isASCIIDigit || " -+＋".contains(character)
    }
    func settled(_ run: String) -> String {
      let groups = run.split { " -+＋".contains($0) }
      let isPhone = run.count(where: { $0.halfWidth.isASCIIDigit }) >= 7 && (groups.first?.count ?? 0) >= 2
      guard isPhone else { return run }
      // 12900000001 3人: a short group behind a whole number counts people.
      if groups.count > 1, let last = groups.last, last.count <= 2, run.last != " " {
        return " " + (run.dropLast(last.count).last.map { "+＋".contains($0) } ?? false ? "+" : "") + last
      }
      return " "
    }
    for character in text {
      if isPart(character) {
        run.append(character)
      } else {
        plain += settled(run)
        run = ""
        plain.append(character)
      }
    }
    return plain + settled(run)
  }
}

extension BilingualText {
  fileprivate static func perhapsAmong(_ parts: PartWords) -> BilingualText {
    let n = parts.helpers.values.reduce(0, +)
    return BilingualText(
      zh: "志愿者、工作人员 \(n) 人按包含在人数以内算，是否正确？在人数以外的请写成“另有志愿者\(n)人”",
      en:
        "the \(n == 1 ? "helper is" : "\(n) helpers are") taken to be among the people, is that right? If not write '另有志愿者\(n)人'"
    )
  }

  fileprivate static func unclearFamily(_ word: String) -> BilingualText {
    BilingualText(
      zh: "“\(word)”没写几个人，按 1 人算，是否正确？请写成“一家三口”或“3人”",
      en: "'\(word)' does not say how many: counted once, is that right? Write how many they are")
  }

  fileprivate static func allOfFamily(_ word: String, _ n: Int) -> BilingualText {
    BilingualText(
      zh: "“\(word)”按一共 \(n) 人算，是否正确？其中几个孩子请写成“2大1小”",
      en:
        "'\(word)' is taken as \(n) \(n == 1 ? "person" : "people") in all, is that right? Write how many are children: 2大1小"
    )
  }

  fileprivate static func lastOfSeveral(_ word: String) -> BilingualText {
    BilingualText(zh: "写了几个数，按“\(word)”算，是否正确？", en: "several numbers: '\(word)' was taken, is that right?")
  }
}
