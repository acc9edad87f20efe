import Planning

/// One entry of a 接龙 as somebody typed it: who, and how many come or that nobody does.
struct ChainLine {
  enum Act {
    case comes(HeadCount)
    /// 改成 3 人.
    case corrects(HeadCount)
    /// 再+1, of whoever comes already.
    case adds(HeadCount)
    /// 来不了了, in the words of the line; of 取消1人 that one only.
    case withdraws(String, part: HeadCount?)
    /// 待定, in the words of the line: neither coming nor staying away.
    case wavers(String)
  }

  let shown: String
  /// Comparable.
  let name: String
  let act: Act
  /// What somebody should look at.
  let doubt: BilingualText?
  let mark: ChainMark
  /// What somebody should look at in ``mark``.
  let markDoubt: BilingualText?
  /// Whether it says that they are a child themselves.
  let isMinor: Bool

  /// Who writes this has not made up their mind: nobody knows whether they come.
  private static let doubts: SoughtWords = [
    "待定", "未定", "没定", "不确定", "不一定", "可能", "也许", "看情况", "再说", "再看", "尽量", "争取", "候补", "替补", "?", "maybe",
    "perhaps",
    "not sure",
    "tbd", "tbc", "possibly", "might",
  ]
  /// Words that a name ends before.
  private static let verbs = SoughtWords(
    ChainRest.withdrawals.words + ChainRest.corrections.words.filter { $0.count > 1 })
  /// Whoever is late comes.
  private static let delays: SoughtWords = ["晚到", "晚点", "迟到", "晚来", "late"]

  /// - `written`: Without its number.
  init(_ written: String, _ rests: inout WordMemory<ChainRest>) throws(HeadCountFault) {
    let text = Self.withPlainSigns(Self.withoutColons(written))
    if let swap = Self.swaps.first(in: text) { throw HeadCountFault(.swapped(swap)) }
    if let names = SignInName.names(in: text), let first = SignInName.key(names[0]) {
      (shown, name, isMinor, doubt) = (names[0], first, false, nil)
      (mark, markDoubt) = (.none, nil)
      act = .comes(HeadCount(names.count, doubt: .severalNames(names.count)))
      return
    }
    var (plain, notes) = Self.apart(PartWords.parted(HeadCount.withSelf(ChainMark.withLinks(text))))
    // （张三）12900000001: the brackets hold the name where nothing else does.
    if let first = notes.first, !plain.contains(where: \.isLetter), PersonalNames.isWholeName(first) {
      plain = first + " " + plain
      notes.removeFirst()
    }
    let verb = Self.leadingVerb(plain)
    plain = verb?.rest ?? plain
    mark = ChainMark.take(from: &plain, &notes)
    let (shown, rest) =
      plain.first.map { $0.isASCII && $0.isLetter } ?? false
      ? Self.latin(plain) : Self.chinese(Self.withNameFirst(plain))
    guard let name = SignInName.key(shown) else {
      throw HeadCountFault(zh: "看不出姓名", en: "there is no name in it")
    }
    (self.shown, self.name) = (shown, name)
    isMinor = Self.isMinor(written, shown)
    // Most lines of a list end as others do.
    let said = [verb?.word, rest].compactMap(\.self).joined(separator: " ")
    let ending = rests.meaning(of: ([said] + notes).joined(separator: "\n")) { _ in ChainRest(said, notes) }
    let (act, doubt) = try Self.act(ending, of: shown, line: text)
    (self.act, self.doubt) = (act, doubt ?? Self.regret(written))
    markDoubt = mark.question(act, rest.split(separator: " ").map(String.init) + notes)
  }

  private static func act(_ rest: ChainRest, of shown: String, line: String) throws(HeadCountFault) -> (
    Act, BilingualText?
  ) {
    if let withdrawal = rest.withdrawal { return (withdrawal, nil) }
    if let said = wavering(line) { return (.wavers(said), nil) }
    let act = try rest.act.get()
    guard case .comes(let count) = act else { return (act, rest.doubt) }
    return (act, rest.doubt ?? company(shown, rest, count, line))
  }

  /// 更正：张三 2人 as 张三 更正 2人: the verb, and the line without it.
  private static func leadingVerb(_ text: String) -> (word: String, rest: String)? {
    // 再+1 李芳; 再+1 alone names nobody.
    let change = text.prefix { $0 != " " }
    if ChainChange.begins(change) {
      return (String(change), String(text[change.endIndex...]).trimmed)
    }
    guard let word = verbs.leading(text.lowercasedIfASCII) else { return nil }
    var rest = text.dropFirst(word.count)
    // Nowak is no now.
    if word.last?.isASCII ?? false, rest.first?.isLetter ?? false { return nil }
    if rest.hasPrefix("一下") { rest = rest.dropFirst(2) }
    if rest.hasPrefix("第"), let end = rest.firstIndex(where: { "条号".contains($0) }) {
      rest = rest[end...].dropFirst()
    }
    rest = rest.drop { " :：".contains($0) }
    // 改为 2 人 names nobody.
    let first = String(rest.prefix { $0 != " " })
    let isName = first.first?.isLetter ?? false && !ChainFigures.isCount(first)
    return (word, isName ? String(rest) : "")
  }

  /// Most hands and faces (🙋) and flowers say nothing that the words do not say.
  private static func isGesture(_ scalar: Unicode.Scalar) -> Bool {
    (0x1F000...0x1FAFF).contains(scalar.value) || "✅⛔❓❔".unicodeScalars.contains(scalar)
  }

  /// What a sign, of whatever colour and sex, says of whoever sends it.
  private static func said(by gesture: Unicode.Scalar) -> String {
    if ChainRest.refusals.contains(gesture) { return " \(gesture) " }
    return "🤷🤔❓❔".unicodeScalars.contains(gesture) ? "?" : " "
  }

  /// Faces of those who may be sorry that they cannot come, or that they are late.
  private static let sorry: SoughtWords = [
    "😭", "😢", "😥", "😔", "😞", "😟", "🙁", "☹", "😩", "😫", "🥲", "💔", "有事", "加班", "出差", "在外地", "没时间", "不方便",
  ]

  private static func regret(_ text: String) -> BilingualText? {
    guard let face = sorry.first(in: text), !delays.isAny(in: text.lowercasedIfASCII) else { return nil }
    return BilingualText(
      zh: "“\(face)”不知道来不来，按来算，是否正确？", en: "'\(face)' may mean that they cannot come: counted, is that right?"
    )
  }

  /// One for another, of whom nobody knows what the first announced.
  private static let swaps: SoughtWords = ["换成", "换为", "替换", "改由"]
  private static let colons: SoughtWords = [":", "："]

  /// 人数：3 as 人数 3, and 更正：4人 as 更正 4人; 9:30 and 房号：302 count nobody and stay.
  private static func withoutColons(_ text: String) -> String {
    guard colons.isAny(in: text) else { return text }
    var (plain, rest) = ("", withoutNameLabel(text))
    while let colon = rest.firstIndex(where: { ":：".contains($0) }) {
      plain += rest[..<colon]
      let after = rest[rest.index(after: colon)...]
      let value = after.first == " " ? after.dropFirst() : after
      let isLabel = labels.contains(where: plain.hasSuffix) && value.first.map(numerals.contains) ?? false
      plain += isLabel ? " " : rest[colon...colon]
      rest = isLabel ? value : after
    }
    return plain + rest
  }

  /// 张三 of 姓名：张三.
  private static func withoutNameLabel(_ text: String) -> Substring {
    guard text.hasPrefix("姓名") else { return text[...] }
    let rest = text.dropFirst(2).drop { $0 == " " }
    return rest.first.map { ":：".contains($0) } ?? false ? rest.dropFirst().drop { $0 == " " } : text[...]
  }

  private static let labels = [
    "人数", "人", "计", "成人", "大人", "家长", "小孩", "孩子", "儿童", "报名", "参加", "来", "到", "家属", "更正", "更新", "修正",
    "修改", "变更", "调整", "改", "为", "成",
  ]
  private static let numerals = Set("0123456789０１２３４５６７８９一二三四五六七八九十两俩")

  private static let signs: SoughtWords = [
    "➕", "＋", "×", "✕", "✖", "x", "X", "*", "＊", "？", "﹖", "-", "－", "—", "/", "／", "|", "｜",
  ]

  /// ➕1 as +1, 张三×2 as 张三 2, and 李明-东村-2人 as words apart.
  private static func withPlainSigns(_ text: String) -> String {
    guard signs.isAny(in: text) || text.unicodeScalars.contains(where: isGesture) else { return text }
    var plain = ""
    // 姓名/人数/电话, as a template has it.
    let isParted = text.count { "/／|｜".contains($0) } > 1
    for (index, character) in zip(text.indices, text) {
      if isParted, "/／|｜".contains(character) {
        plain.append(" ")
      } else if "➕＋".contains(character) {
        plain.append("+")
      } else if isTimes(text, at: index) {
        plain.append(" ")
      } else if let gesture = character.unicodeScalars.first, isGesture(gesture) {
        plain += said(by: gesture)
      } else if "？﹖".contains(character) {
        plain.append("?")
      } else if "-－—/／|｜".contains(character), let last = plain.last, last.isLetter, !last.isASCII {
        plain.append(" ")
      } else {
        plain.append(character)
      }
    }
    return plain
  }

  /// Whether a sign multiplies: before a number of at most two digits, and not in a word such as Alex2.
  private static func isTimes(_ text: String, at index: String.Index) -> Bool {
    guard "×✕✖xX*＊".contains(text[index]) else { return false }
    let before = text[..<index].last ?? " "
    guard !before.halfWidth.isASCIIDigit, !(before.isASCII && before.isLetter) else { return false }
    let digits = text[index...].dropFirst().drop { $0 == " " }.prefix { $0.halfWidth.isASCIIDigit }
    return (1...2).contains(digits.count)
  }

  /// 3人 王五 as 王五 3人.
  private static func withNameFirst(_ text: String) -> String {
    guard let space = text.firstIndex(of: " "), ChainFigures.isCount(String(text[..<space])) else {
      return text
    }
    let words = text.split(separator: " ").map(String.init)
    guard words.count >= 2, !ChainFigures.isCount(words[1]), SignInName.key(words[1]) != nil else {
      return text
    }
    return ([words[1], words[0]] + words.dropFirst(2)).joined(separator: " ")
  }

  private static func wavering(_ text: String) -> String? {
    let lower = text.lowercasedIfASCII
    // 可能晚到 is no doubt.
    guard let word = doubts.first(in: lower), !delays.isAny(in: lower) else { return nil }
    return word == "?" ? "？" : word
  }

  private static let marks: SoughtWords = [
    "（", "(", "[", "【", "）", ")", "]", "】", "，", ",", "、", "；", ";", "\t", "　",
  ]

  /// What stands in brackets, apart from the rest.
  private static func apart(_ text: String) -> (plain: String, notes: [String]) {
    guard marks.isAny(in: text) else { return (text.trimmed, []) }
    var depth = 0
    var plain = ""
    var note = ""
    for character in text {
      if "（([【".contains(character) {
        depth += 1
        note += " "
      } else if "）)]】".contains(character) {
        depth = max(0, depth - 1)
      } else if depth == 0 {
        plain.append("，,、；;\t　".contains(character) ? " " : character)
      } else {
        note.append("，,、；;\t　".contains(character) ? " " : character)
      }
    }
    return (plain.trimmed, note.split(separator: " ").map(String.init))
  }

  /// 李四 and 两人 of 李四两人.
  private static func chinese(_ body: String) -> (name: String, rest: String) {
    var length = 0
    let stop = body.indices.dropFirst().first { index in
      length += 1
      let rest = body[index...]
      return body[index] == " " || body[index].halfWidth.isASCIIDigit || body[index].halfWidth == "+"
        || verbs.leading(rest) != nil || ChainChange.begins(rest)
        || (length >= 2 && PartWords.begin(rest)
          && HeadCount.children(in: String(rest.prefix { $0 != " " })) != nil)
        || (length >= 2 && ChainFigures.isCount(String(rest.prefix { $0 != " " }), isGlued: true))
        || (length >= 2 && ChainFigures.beginsUnknown(rest))
    }
    guard let stop else { return (body, "") }
    // 小明1 2人: the digit is the nickname's.
    let digits = body[stop...].prefix { $0.halfWidth.isASCIIDigit }
    let next = body[digits.endIndex...].drop { $0 == " " }.prefix { $0 != " " }
    let isNickname =
      (1...2).contains(digits.count) && body[digits.endIndex...].first == " "
      && ChainFigures.isCount(String(next))
      && next.first.map { $0.halfWidth.isASCIIDigit || $0.isNumeral } ?? false
    let end = isNickname ? digits.endIndex : stop
    return (String(body[..<end]), String(body[end...]).trimmed)
  }

  private static let stops: Set<String> = [
    "can", "can't", "can’t", "cannot", "not", "won't", "won’t", "change", "changed", "changes", "make",
    "correct",
    "corrected", "correction", "now", "with", "and", "plus", "is", "will", "cancel", "cancels", "cancelled",
    "withdraw", "withdraws", "drop", "drops", "sorry", "comes", "coming", "brings", "bringing", "one", "two",
    "three", "four", "five", "six",
  ]

  /// Ann Lee of `Ann Lee change to 3`.
  private static func latin(_ body: String) -> (name: String, rest: String) {
    let words = body.split(separator: " ")
    var end = 0
    while end < min(words.count, 4), !words[end].contains(where: { $0.isNumber || "+:+＋".contains($0) }),
      !(end > 0 && stops.contains(words[end].lowercased())),
      words[end].unicodeScalars.first.map({ $0.value < 0x2E80 }) ?? false
    {
      end += 1
    }
    // Ann3 is Ann with a number.
    if end == 0 {
      let name = body.prefix { $0.isLetter }
      return (String(name), String(body[name.endIndex...]).trimmed)
    }
    return (words[..<end].joined(separator: " "), withPlus(words[end...].joined(separator: " ")))
  }

  /// `with 2 kids` and `and two others` as `+2 kids` and `+2 others`.
  private static func withPlus(_ rest: String) -> String {
    if rest.contains("dult"), let (adults, children) = adultsAndChildren(rest.lowercased()) {
      return "\(adults)大\(children)小"
    }
    var words = rest.split(separator: " ", omittingEmptySubsequences: false)[...]
    guard let link = words.popFirst(), linkWords.contains(link.lowercased()) else { return rest }
    if let owner = words.first, ["my", "her", "his", "their"].contains(owner.lowercased()) {
      words.removeFirst()
    }
    guard let word = words.popFirst() else { return rest }
    let number = word.prefix { $0.isLetter || $0.isNumber }
    let said = ["one", "two", "three", "four", "five", "six"].firstIndex(of: number.lowercased())
    guard
      let said = said.map({ "\($0 + 1)" })
        ?? ((1...2).contains(number.utf8.count) && number.allSatisfy(\.isASCIIDigit) ? String(number) : nil)
    else {
      return rest
    }
    return (["+" + said + word[number.endIndex...]] + words.map(String.init)).joined(separator: " ")
  }

  private static let linkWords: Set<String> = ["with", "and", "plus", "&", "brings", "bringing"]

  private static func adultsAndChildren(_ rest: String) -> (Substring, Substring)? {
    rest.wholeMatch(
      of: #/([0-9]{1,2}) adults?(?: and)? ?\+? ?([0-9]{1,2}) (?:child|children|kids?)/#
    ).map { ($0.1, $0.2) }
  }

  /// 王奶奶和孙子, 王五、赵六: more than are counted, without saying how many. 王五、赵六 +1 may be two or three.
  private static func company(
    _ name: String, _ rest: ChainRest, _ count: HeadCount, _ line: String
  ) -> BilingualText? {
    let names = links.isAny(in: name) ? name.split { links.mayLead(String($0)) } : []
    let tellsSeveral =
      several.contains { name.ends(with: $0) }
      || isPartlyEnglish(line) && englishLinks.isAny(in: line.lowercasedIfASCII)
    let several = tellsSeveral ? 2 : 1
    let people = max(several, names.first?.count ?? 0 >= 2 ? names.count : 1) + rest.others
    guard people > 1, let n = count.quantity.n, n < Figure(people) || rest.holdsPlus && !tellsSeveral else {
      return nil
    }
    let masked = PersonName(name).masked ?? "*"
    return BilingualText(
      zh: "“\(masked)”好像不止一个人，按 \(n) 人算，是否正确？",
      en: "'\(masked)' may be more than one: counted as \(n), is that right?")
  }

  /// Whether a letter of English is in it, or the sign for and.
  private static func isPartlyEnglish(_ line: String) -> Bool {
    line.utf8.contains { $0 < 0x80 && $0 > 0x40 || $0 == UInt8(ascii: "&") }
  }

  private static let englishLinks: SoughtWords = [
    " and ", " with ", " plus ", " & ", " couple", " family", "'s family",
  ]
  /// 王小丽全家, 乐乐爷爷奶奶: a name that tells of several.
  private static let several = ["全家", "一家", "爸妈", "父母", "爸爸妈妈", "爷爷奶奶", "外公外婆"]
  private static let links: SoughtWords = ["和", "跟", "与", "及", "&"]
}

extension BilingualText {
  fileprivate static func severalNames(_ n: Int) -> BilingualText {
    BilingualText(zh: "写了 \(n) 个姓名，按 \(n) 人算，是否正确？", en: "it names \(n) people: counted so, is that right?")
  }

  fileprivate static func swapped(_ word: String) -> BilingualText {
    BilingualText(
      zh: "“\(word)”：一个人换成另一个人，请写成两条，原来的写“不来”，新来的另写一条",
      en: "'\(word)': one for another; write two lines, one of who does not come and one of who does")
  }
}
