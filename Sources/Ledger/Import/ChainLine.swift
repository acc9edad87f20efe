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

  private static let withdrawals: SoughtWords = [
    "来不了", "来不成", "不来", "去不了", "去不成", "不去", "不能来", "不能去", "不能参加", "没空", "退出", "取消", "请假", "不参加",
    "无法参加", "无法到", "无法来", "参加不了", "参加不成", "到不了", "不到场", "未到", "没来", "没到", "❌", "✖", "✘", "✗", "×",
    "can not come", "cannot come", "can't come", "can’t come", "not coming", "won't come", "won’t come",
    "can't make it", "can’t make it", "cannot make it", "can not make it", "withdraw", "cancel", "drop out",
    "drops out",
  ]
  /// Who writes this has not made up their mind: nobody knows whether they come.
  private static let doubts: SoughtWords = [
    "待定", "未定", "没定", "不确定", "不一定", "可能", "也许", "看情况", "再说", "再看", "尽量", "争取", "?", "maybe", "perhaps",
    "not sure",
    "tbd", "tbc", "possibly", "might",
  ]
  private static let corrections = SoughtWords(
    ["改", "变", "变更", "更正", "修正", "更新", "调整", "减", "减少", "增加"].flatMap { verb in
      ["为", "成", "到", "至"].map { verb + $0 }
    } + [
      "应为", "应是", "实为", "变更", "更正", "修正", "更新", "调整", "只来", "改", "change to", "changed to", "changes to",
      "make it", "correct to", "corrected to", "correction", "now",
    ])

  /// Words that a name ends before.
  private static let verbs = SoughtWords(withdrawals.words + corrections.words.filter { $0.count > 1 })
  /// Whoever is late comes.
  private static let delays: SoughtWords = ["晚到", "晚点", "迟到", "晚来", "late"]

  /// - `text`: Without its number.
  init(_ text: String) throws(HeadCountFault) {
    let text = Self.withPlainSigns(text)
    var (plain, notes) = Self.apart(text)
    // （张三）12900000001: the brackets hold the name where nothing else does.
    if let first = notes.first, !plain.contains(where: \.isLetter), PersonalNames.isWholeName(first) {
      plain = first + " " + plain
      notes.removeFirst()
    }
    let verb = Self.leadingVerb(plain)
    plain = verb?.rest ?? plain
    let (shown, rest) =
      plain.first.map { $0.isASCII && $0.isLetter } ?? false
      ? Self.latin(plain) : Self.chinese(Self.withNameFirst(plain))
    guard let name = SignInName.key(shown) else {
      throw HeadCountFault(zh: "看不出姓名", en: "there is no name in it")
    }
    (self.shown, self.name) = (shown, name)
    (act, doubt) = try Self.act(
      [verb?.word, rest].compactMap(\.self).joined(separator: " "), notes, of: shown, line: text)
  }

  /// - `rest`: What follows the name.
  private static func act(_ rest: String, _ notes: [String], of shown: String, line: String)
    throws(HeadCountFault) -> (Act, BilingualText?)
  {
    let lower = rest.lowercased()
    if let word = withdrawals.first(in: lower) {
      let said = rest.split(separator: " ").last { $0.lowercased().contains(word) }.map(String.init) ?? word
      return (.withdraws(said, part: ChainChange.withdrawn(lower, by: word)), nil)
    }
    if let said = wavering(line) { return (.wavers(said), nil) }
    let corrected = corrections.first(in: lower).flatMap { lower.firstRange(of: $0) }.map {
      String(lower[$0.upperBound...])
    }
    if let change = ChainChange(corrected ?? rest) {
      return (change.isMore ? .adds(change.people) : .withdraws(rest, part: change.people), nil)
    }
    let figures = ChainFigures(corrected ?? rest, notes: corrected == nil ? notes : [])
    let count = try figures.count()
    if corrected != nil { return (.corrects(count), figures.doubt) }
    return (.comes(count), figures.doubt ?? company(shown, rest, count))
  }

  /// 更正：张三 2人 as 张三 更正 2人: the verb, and the line without it.
  private static func leadingVerb(_ text: String) -> (word: String, rest: String)? {
    guard let word = verbs.leading(text.lowercased()) else { return nil }
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

  /// ➕1 as +1, 张三×2 as 张三 2, and 李明-东村-2人 as words apart.
  private static func withPlainSigns(_ text: String) -> String {
    var plain = ""
    for (index, character) in zip(text.indices, text) {
      if "➕＋".contains(character) {
        plain.append("+")
      } else if isTimes(text, at: index) {
        plain.append(" ")
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
    let words = text.split(separator: " ").map(String.init)
    guard words.count >= 2, ChainFigures.isCount(words[0]), !ChainFigures.isCount(words[1]),
      SignInName.key(words[1]) != nil
    else { return text }
    return ([words[1], words[0]] + words.dropFirst(2)).joined(separator: " ")
  }

  private static func wavering(_ text: String) -> String? {
    let lower = text.lowercased()
    // 可能晚到 is no doubt.
    guard let word = doubts.first(in: lower), !delays.isAny(in: lower) else { return nil }
    return word == "?" ? "？" : word
  }

  /// What stands in brackets, apart from the rest.
  private static func apart(_ text: String) -> (plain: String, notes: [String]) {
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
      return body[index] == " " || body[index].halfWidth.isASCIIDigit || "+＋".contains(body[index])
        || verbs.leading(rest) != nil || ChainChange.begins(rest)
        || (length >= 2 && ChainFigures.isCount(String(rest.prefix { $0 != " " }), isGlued: true))
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
    return (words[..<end].joined(separator: " "), words[end...].joined(separator: " "))
  }

  /// 王奶奶和孙子, 王五、赵六: more than are counted, without saying how many. 王五、赵六 +1 may be two or three.
  private static func company(_ name: String, _ rest: String, _ count: HeadCount) -> BilingualText? {
    let names = name.split { "和跟与及&".contains($0) }
    let others = rest.split(separator: " ").count { PersonalNames.isWholeName(String($0)) }
    let people = (names.first?.count ?? 0 >= 2 ? names.count : 1) + others
    guard people > 1, let n = count.quantity.n, n < Figure(people) || rest.contains("+") else { return nil }
    let masked = PersonName(name).masked ?? "*"
    return BilingualText(
      zh: "“\(masked)”好像不止一个人，按 \(n) 人算，是否正确？",
      en: "'\(masked)' may be more than one: counted as \(n), is that right?")
  }
}

/// The numbers of people that the rest of an entry holds.
struct ChainFigures {
  private let words: [String]
  /// Words that are numbers of people on their own.
  private let counts: [String]
  let doubt: BilingualText?
  private let isSeveral: Bool
  /// One of （一个小孩） beside a number.
  private let children: Int

  init(_ rest: String, notes: [String]) {
    // 129 1234 5678 is a telephone, whatever parts its digits.
    let spoken = Self.withoutPhones(rest)
    words = spoken.split(separator: " ").map(String.init)
    children = (notes + [notes.joined()]).lazy.compactMap { HeadCount.children(in: $0) }.first ?? 0
    let joined = words.joined()
    // 302 2人: a room and a number of people are no 3022.
    let isApart = zip(words, words.dropFirst()).contains { before, after in
      (before.last?.halfWidth.isASCIIDigit ?? false) && (after.first?.halfWidth.isASCIIDigit ?? false)
    }
    if words.count > 1, !isApart, Self.isCount(joined) {
      (counts, isSeveral, doubt) = ([joined], false, nil)
      return
    }
    let found = words.filter { Self.mayCount($0) }
    let inNotes = found.isEmpty ? notes.filter { Self.isCount($0) } : []
    counts = found.isEmpty ? inNotes : found
    // 张三2人 李四1人: another name between two numbers.
    isSeveral =
      found.count > 1
      && words.contains { word in
        let name = word.prefix { !$0.halfWidth.isASCIIDigit && !$0.isNumeral }
        return name.count >= 2 && name.count < word.count && SignInName.key(String(name)) != nil
          && Self.isCount(String(word[name.endIndex...]))
      }
    let unread = notes.first { note in
      inNotes.isEmpty && note.allSatisfy { $0.halfWidth.isASCIIDigit } && note.count <= 2
    }
    doubt =
      unread.map {
        BilingualText(
          zh: "括号里的“\($0)”没有算进人数，是否正确？", en: "the '\($0)' in brackets was not counted, is that right?")
      } ?? (counts.count > 1 ? .lastOfSeveral(counts[counts.count - 1]) : nil)
  }

  /// The last number; one person if there is none.
  func count() throws(HeadCountFault) -> HeadCount {
    if isSeveral {
      throw HeadCountFault(
        zh: "一条里写了几个人，请一人一条，或只写总人数",
        en: "it names several people; write each on a line, or one number for all")
    }
    guard let word = counts.last else { return .one }
    let count: HeadCount
    do throws(HeadCountFault) {
      count = try HeadCount(Self.bare(word))
    } catch {
      // 叠彩区2组, 3栋2单元, 60岁: numbers of something else. -2人 is a slip.
      guard !"人口位名".contains(word.last ?? " "), !"-=@负".contains(word.first ?? " ") else { throw error }
      return .askedAbout(word)
    }
    if let n = count.quantity.n, n >= HeadCount.absurdOfOne { throw HeadCountFault(.tooManyOfOne(n)) }
    return count.including(children: children)
  }

  /// 来2人 as 2人.
  static func bare(_ word: String) -> String {
    for verb in ["来", "有", "共", "一共", "我们", "报名"] where word.hasPrefix(verb) && word.count > verb.count {
      return String(word.dropFirst(verb.count))
    }
    return word
  }

  /// 2人, 两大一小, 一家三口, 带1个孩子: nothing else would be written so.
  ///
  /// - `isGlued`: It stands right behind a name.
  static func isCount(_ word: String, isGlued: Bool = false) -> Bool {
    let bare = bare(word)
    guard let first = bare.first, bare.count >= 2, bare.count <= 16 else { return false }
    if HeadCount.company(bare, isGlued: isGlued) != nil { return true }
    guard first.halfWidth.isASCIIDigit || first.isNumeral || "+＋大成家一全夫母父婆姐兄双带本约共".contains(first) else {
      return false
    }
    guard let count = try? HeadCount(bare), count.quantity.isKnown else { return false }
    return bare.contains { "人位口大小孩娃童俩妻妇女子名".contains($0) } || "+＋".contains(first)
      || bare.last == "个"
  }

  private static func mayCount(_ word: String) -> Bool {
    let isWritten =
      word.contains { $0.halfWidth.isASCIIDigit } || "+＋".contains(word.first ?? " ") || word.hasSuffix("人")
      || word.hasSuffix("口") || word.hasPrefix("带") || (word.contains("大") && word.contains("小"))
      || isCount(word) || numbers.contains(word.lowercased()) || ["俩", "仨"].contains(word)
    // A phone number or a time of the day is no number of people.
    return isWritten && word.count(where: { $0.halfWidth.isASCIIDigit }) < 7
      && !word.contains { ":：点".contains($0) }
  }

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
      if groups.count > 1, let last = groups.last, last.count <= 2, run.last != " " { return " " + last }
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
  fileprivate static func lastOfSeveral(_ word: String) -> BilingualText {
    BilingualText(zh: "写了几个数，按“\(word)”算，是否正确？", en: "several numbers: '\(word)' was taken, is that right?")
  }
}
