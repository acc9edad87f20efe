import Planning

/// What an entry of a 接龙 says of somebody who is none of the public: 志愿者 of 李建国 志愿者 +1.
///
/// A number of them, 志愿者3人, is left for ``PartWords`` to read.
struct ChainMark: Hashable, Sendable {
  private enum Meaning: Hashable {
    /// Whoever the entry names is one, and nobody whom they bring.
    case somebody(Count.Role, word: String)
    /// It names nobody but them: 志愿者 3人.
    case everybody(Count.Role, word: String, isNumbered: Bool)
    /// 3人 都是志愿者.
    case all(Count.Role, word: String)
    /// 含志愿者, 报名当志愿者: who is one is not told.
    case unclear(String)
  }

  private var meaning: Meaning?
  /// Those whom somebody brings: +2志愿者.
  private var brought: [Count.Role: Int] = [:]

  static let none = ChainMark()

  private static let words = SoughtWords(SignInRole.nouns.map(\.word) + ["Volunteer", "Staff", "Speaker"])
  /// Those that are hardly part of another word; 教育专家 is no helper's.
  private static let sure: SoughtWords = ["志愿", "义工", "工作人员", "volunteer"]
  private static let claims: Set<String> = [
    "", "是", "我是", "本人是", "也是", "当", "我当", "做", "任", "作为", "身份", "角色", "类别", "备注", "现场", "活动", "a", "as",
    "as a",
    "is a", "the",
  ]
  /// Before those who are meant all together.
  private static let alls = [
    "全部都是", "全部是", "全部为", "全都是", "都是", "都为", "全是", "全为", "均是", "均为", "皆为", "全部", "all",
  ]
  /// Before those whom somebody thanks or turns to, and is none of.
  private static let addressing: SoughtWords = [
    "谢谢", "感谢", "多谢", "辛苦", "致敬", "点赞", "联系", "需要", "麻烦", "拜托", "thank",
  ]
  private static let turningTo = ["请", "由", "让", "等", "找", "问", "需", "交", "转", "帮", "替", "给", "向", "赞"]
  /// What is said of those whom somebody praises: 志愿者辛苦了, 志愿者真棒.
  private static let praise = ["辛苦", "棒", "好样", "点赞", "加油", "万岁", "威武", "给力", "厉害", "了不起", "伟大"]
  private static let degrees = ["真", "太", "最", "很", "好", "都"]
  private static let praiseByDegree = praise + ["好", "美", "赞", "牛", "强", "可爱", "热心", "贴心", "暖心", "优秀"]
  /// What one of them does among them: 志愿者领队.
  private static let posts = ["队员", "领队", "组员", "带队"]
  private static let links = "+＋带陪领携和跟与加"

  var isEmpty: Bool { meaning == nil && brought.isEmpty }

  /// What it says of whoever wrote it: another number of people tells nothing of those whom they bring.
  var withoutBrought: ChainMark {
    var mark = self
    mark.brought = [:]
    return mark
  }

  /// Takes the word off an entry, whose name it would hide.
  ///
  /// - `notes`: What stood in brackets.
  static func take(from plain: inout String, _ notes: inout [String]) -> ChainMark {
    guard words.isAny(in: plain) || notes.contains(where: words.isAny) else { return .none }
    var mark = ChainMark()
    var tokens = joined(plain.split(separator: " ").map(String.init), keepingFirst: true)
    mark.takeFirst(&tokens)
    let first = tokens.prefix(1)
    let isCounted = tokens.dropFirst().contains(where: isBareNumber)
    plain = (first + tokens.dropFirst().compactMap { mark.take($0, isCounted: isCounted) }).joined(
      separator: " ")
    notes = joined(notes, keepingFirst: false).compactMap { mark.take($0, isCounted: isCounted) }
    return mark
  }

  // MARK: Whom it is about

  /// The people of an entry, told from the helpers among them.
  func over(_ count: HeadCount) -> HeadCount {
    guard !isEmpty, count.helpers.isEmpty, count.quantity.certainty == .exact,
      let all = count.quantity.n?.wholeNumber, all > 0
    else { return count }
    var helpers = brought
    switch meaning {
    case .somebody(let role, _): helpers[role, default: 0] += 1
    case .everybody(let role, _, _), .all(let role, _): helpers = [role: all]
    case .unclear, nil: break
    }
    return helpers.isEmpty ? count : (try? count.including(PartWords(helpers))) ?? count
  }

  /// What somebody should look at.
  ///
  /// - `rest`: What follows the name.
  func question(_ act: ChainLine.Act, _ rest: [String]) -> BilingualText? {
    guard case .comes(let count) = act else { return nil }
    switch meaning {
    case .unclear(let word): return .unclearHelper(word.withMaskedNames)
    case .everybody(_, let word, let isNumbered): return isNumbered ? nil : .uncountedHelpers(word)
    case .all(_, let word): return count.quantity == .exact(1) ? .uncountedHelpers(word) : nil
    case .somebody(_, let word):
      guard count.helpers.isEmpty, let n = count.quantity.n, n > Figure(1),
        rest.contains(where: Self.isBareNumber)
      else { return nil }
      return .oneHelper(word, n)
    case nil: return nil
    }
  }

  /// 3人 and 来 3 个, but not +3 or 一家三口, which say who the others are.
  private static func isBareNumber(_ word: String) -> Bool { number(ChainFigures.bare(word)) != nil }

  private static func number(_ text: String) -> Int? {
    let half = text.inHalfWidth
    let digits = half.prefix(while: \.isASCIIDigit)
    var words = HeadCountWords(digits.count > 2 ? "1" + half[digits.endIndex...] : half)
    guard digits.count <= 4, let n = words.number(), words.isAtEnd || words.take(["人"]) && words.isAtEnd
    else { return nil }
    return digits.count > 2 ? Int(digits) : n
  }

  // MARK: Words

  /// 志愿者张三, 张三志愿者, 志愿者 张三, 志愿者3人: what stands where the name does.
  private mutating func takeFirst(_ tokens: inout [String]) {
    guard let first = tokens.first, let said = SignInRole.said(in: first), !said.isDenied else { return }
    let (before, after) = (said.before, said.after)
    // 张三8人+志愿者3人
    if let start = first.firstIndex(where: \.isASCIIDigit), SignInName.key(String(first[..<start])) != nil,
      let beside = SignInRole.said(in: String(first[start...])).flatMap({ Self.beside($0, isCounted: false) })
    {
      tokens.replaceSubrange(0...0, with: [String(first[..<start])] + beside)
    } else if before.isEmpty, after.isEmpty {
      if tokens.count > 1, Self.isNamed(tokens[1]) {
        tokens.removeFirst()
        meaning = .somebody(said.role, word: said.word)
      } else if tokens.dropFirst().allSatisfy(Self.isBareNumber) {
        meaning = .everybody(said.role, word: said.word, isNumbered: tokens.count > 1)
      } else {
        meaning = .unclear(first)
      }
    } else if let n = Self.number(before.isEmpty ? after : before), before.isEmpty || after.isEmpty {
      tokens.replaceSubrange(0...0, with: [said.word, "\(n)人"])
      meaning = .everybody(said.role, word: said.word, isNumbered: true)
    } else if let n = Self.number(after), SignInName.key(before) != nil {
      tokens.replaceSubrange(0...0, with: [before, "\(said.word)\(n)人"])
    } else if let cut = first.firstIndex(where: Self.links.contains),
      SignInName.key(String(first[..<cut])) != nil,
      let rest = takeBrought(SignInRole.said(in: String(first[cut...])))
    {
      tokens.replaceSubrange(0...0, with: [String(first[..<cut]), rest])
    } else if Self.isClaim(said), Self.isCalled(after) {
      tokens[0] = after
      meaning = .somebody(said.role, word: said.word)
    } else if Self.isCalled(before), Self.isPost(said) || Self.isCompany(after) {
      tokens.replaceSubrange(0...0, with: Self.isCompany(after) ? [before, after] : [before])
      meaning = .somebody(said.role, word: said.word)
    } else if Self.isClaim(said), after.isEmpty, tokens.count > 1, Self.isNamed(tokens[1]) {
      tokens.removeFirst()
      meaning = .somebody(said.role, word: said.word)
    } else if Self.isSure(first) {
      meaning = .unclear(first)
    }
  }

  /// What is left of a word that follows the name; nil for one that says nothing else.
  ///
  /// - `isCounted`: Whether another word is a number of people.
  private mutating func take(_ token: String, isCounted: Bool) -> String? {
    guard let said = SignInRole.said(in: token) else { return token }
    let isPart = PartWords.begin(said.before) || PartWords.excludes(said.before)
    if !isPart, !isCounted, let others = takeBrought(said) { return others }
    if let beside = Self.beside(said, isCounted: isCounted) { return beside.joined(separator: " ") }
    if let n = Self.number(said.after) {
      return said.isDenied && !isPart ? token : "\(isPart ? said.before : "")\(said.word)\(n)人"
    }
    if said.after.isEmpty, let n = Self.number(said.before) { return "\(said.word)\(n)人" }
    guard !said.isDenied, !Self.isAddressed(said) else { return token }
    if let people = Self.beforeAll(said) {
      meaning = .all(said.role, word: said.word)
      return people.isEmpty ? nil : people
    }
    if Self.isClaim(said), Self.isPost(said) || Self.isCompany(said.after) {
      if meaning == nil { meaning = .somebody(said.role, word: said.word) }
      return Self.isCompany(said.after) ? said.after : nil
    }
    guard PartWords(token.inHalfWidth)?.helpers.isEmpty ?? true else { return token }
    if meaning == nil, Self.isSure(token) { meaning = .unclear(token) }
    return token
  }

  /// 8人 另有志愿者3人 of 8人+志愿者3人, 8人 志愿者3人 of 8人志愿者3人, and 另有志愿者3人 of +志愿者3人 beside a number; nil for any
  /// other words.
  private static func beside(_ said: SaidRole, isCounted: Bool) -> [String]? {
    guard !said.isDenied else { return nil }
    func counted(_ tail: String) -> String? {
      tail.isEmpty || said.after.isEmpty ? number(tail + said.after).map { "\(said.word)\($0)人" } : nil
    }
    // The last of +2+志愿者1人.
    let links = more.compactMap { said.before.ranges(of: $0).last }
    if let link = links.max(by: { $0.upperBound < $1.upperBound }) {
      let all = String(said.before[..<link.lowerBound])
      guard all.isEmpty ? isCounted : isNumber(ofPeople: all),
        let others = counted(String(said.before[link.upperBound...]))
      else { return nil }
      return (all.isEmpty ? [] : [all]) + ["另有" + others]
    }
    return isNumber(ofPeople: said.before) ? counted("").map { [said.before, $0] } : nil
  }

  /// 5, 8人, 群众8人, 2大1小; not 2组.
  private static func isNumber(ofPeople words: String) -> Bool {
    isBareNumber(words) || ChainFigures.isCount(words)
      || "人位名".contains(words.last ?? " ") && words.contains(where: \.isASCIIDigit)
  }

  /// Between those who are counted and others, the longer ones first.
  private static let more = ["另外有", "另有", "还有", "外加", "加上", "另", "加", "+", "和", "跟", "与", "及"]

  /// +2 of +2志愿者 and of 带志愿者2人; nil for any other words.
  private mutating func takeBrought(_ said: SaidRole?) -> String? {
    guard let said, !said.isDenied else { return nil }
    var words = HeadCountWords(said.before.inHalfWidth)
    guard words.takeLink(), words.isAtEnd || said.after.isEmpty,
      let n = Self.number(words.isAtEnd ? said.after : words.remainder)
    else { return nil }
    brought[said.role, default: 0] += n
    return "+\(n)"
  }

  /// 一家三口 of 一家三口都是党员志愿者; nil where not all are meant.
  private static func beforeAll(_ said: SaidRole) -> String? {
    guard said.after.isEmpty else { return nil }
    for word in alls {
      guard let all = said.before.lowercasedIfASCII.firstRange(of: word) else { continue }
      let kind = String(said.before[all.upperBound...])
      if kind.isEmpty || isKind(kind) { return String(said.before[..<all.lowerBound]) }
    }
    return nil
  }

  /// 谢谢志愿者, 志愿者辛苦了, 请志愿者接送.
  private static func isAddressed(_ said: SaidRole) -> Bool {
    addressing.isAny(in: said.before.lowercasedIfASCII) || turningTo.contains(where: said.before.hasPrefix)
      || isPraised(said.after)
  }

  private static func isPraised(_ after: String) -> Bool {
    let said = ["你们", "们"].first(where: after.hasPrefix).map { after.dropFirst($0.count) } ?? after[...]
    return praise.contains(where: said.hasPrefix)
      || degrees.contains(where: said.hasPrefix) && praiseByDegree.contains(where: said.dropFirst().hasPrefix)
  }

  /// Nothing, or what somebody is among the others of a team: 志愿者队长, 志愿者服务队队长.
  private static func isPost(_ said: SaidRole) -> Bool {
    let ends = (2...3).map { String(said.after.suffix($0)) }
    return said.after.isEmpty
      || isSure(said.word) && ends.contains { posts.contains($0) || WhoWords.posts.contains($0) }
  }

  /// 我是, and what tells whose or what kind of helper somebody is: 社区, 我是党员.
  private static func isClaim(_ said: SaidRole) -> Bool {
    if claims.contains(said.before) { return true }
    let claim = claims.filter { said.before.hasPrefix($0) }.max { $0.count < $1.count } ?? ""
    return isSure(said.word) && isKind(String(said.before.dropFirst(claim.count)))
  }

  /// Whether words before a helper are their unit or the kind of people they are.
  private static func isKind(_ words: String) -> Bool {
    words.count <= 12
      && (1...4).contains { count in
        let end = String(words.suffix(count))
        return WhoWords.units.contains(end)
          || count > 1 && (WhoWords.longPosts.contains(end) || kinds.contains(end))
      }
  }

  private static let kinds: Set<String> = ["青年", "巾帼", "计生", "卫健", "青少年", "退役军人", "家庭"]

  /// Whether its noun is hardly part of another word: 教育专家 is no helper's.
  private static func isSure(_ token: String) -> Bool { sure.isAny(in: token.lowercasedIfASCII) }

  private static func isNamed(_ word: String) -> Bool {
    isCalled(word) || word.first.map { $0.isASCII && $0.isUppercase } ?? false
  }

  /// 张三, and in a group chat 国强.
  private static func isCalled(_ word: String) -> Bool {
    let signs = Array(word.prefix(3))
    return SignInName.isName(word) || signs.count == 2 && CommonGivenNames.contains(signs[0], signs[1])
  }

  private static func isCompany(_ word: String) -> Bool {
    word.first.map(links.contains) ?? false && (HeadCount.company(word) != nil || number(word) != nil)
  }

  // MARK: Words that belong together

  /// 志愿者+孩子2人 of 志愿者、孩子2人: those are brought, where 志愿者、家长 is one person; and +2志愿者 of +2 志愿者.
  static func withLinks(_ text: String) -> String {
    guard words.isAny(in: text) else { return text }
    var linked = ""
    for (index, sign) in zip(text.indices, text) {
      let next = text[index...].dropFirst().prefix { !" （(）)，,、；;".contains($0) }
      if sign == " ", isNoun(String(next)), let last = linked.split(separator: " ").last,
        let plus = last.lastIndex(of: "+"), number(String(last[plus...].dropFirst())) != nil
      {
        continue
      }
      let isLink =
        "，,、；;".contains(sign) && isNumberedKin(String(next))
        && SignInRole.said(in: String(linked.split { " （(".contains($0) }.last ?? "")).map {
          $0.after.isEmpty
        }
          ?? false
      linked.append(isLink ? "+" : sign)
    }
    return linked
  }

  private static func isNoun(_ word: String) -> Bool {
    SignInRole.said(in: word).map { !$0.isDenied && $0.before.isEmpty && $0.after.isEmpty } ?? false
  }

  private static func isNumberedKin(_ word: String) -> Bool {
    SignInRole.isKin(word) && word.contains { $0.isNumber || $0.isNumeral } && HeadCount.brought(word) != nil
  }

  private static let glue: Set<String> = [
    "a", "an", "the", "as", "is", "all", "are", "thanks", "thank", "not", "no", "non", "isn't", "isn’t",
    "want", "wants", "to", "be", "former",
  ]
  private static let apart: Set<String> = ["with", "and", "plus", "brings", "bringing", "&"]

  /// 不是 志愿者, not a volunteer and 志愿者 的孩子 as one word each.
  private static func joined(_ tokens: [String], keepingFirst: Bool) -> [String] {
    var joined: [String] = []
    var isOpen = false
    for token in tokens {
      let isLatin = token.first?.isASCII ?? false
      let followsNoun = joined.last.flatMap { SignInRole.said(in: $0) }.map { $0.after.isEmpty } ?? false
      let isTail =
        token.hasPrefix("的") || SignInRole.isKin(token)
        || isLatin && token.allSatisfy { $0.isLowercase || $0 == "'" } && !apart.contains(token)
          && SignInRole.said(in: token) == nil
      if followsNoun && isTail {
        joined[joined.count - 1] += (token.hasPrefix("的") ? "" : " ") + token
        continue
      }
      let isNoun = SignInRole.said(in: token)?.before == ""
      let isNumber = joined.last.map { $0.count <= 2 && $0.allSatisfy(\.isASCIIDigit) } ?? false
      if isOpen, isLatin && glue.contains(token) || isNoun && (isLatin || !isNumber) {
        joined[joined.count - 1] += (isLatin ? " " : "") + token
      } else {
        joined.append(token)
      }
      isOpen =
        joined.count > (keepingFirst ? 1 : 0)
        && (isLatin
          ? glue.contains(token.lowercased()) || token.count <= 2 && token.allSatisfy(\.isASCIIDigit)
          : "是当做非不想为任".contains(token.last ?? " "))
    }
    return joined
  }
}

extension BilingualText {
  fileprivate static func unclearHelper(_ word: String) -> BilingualText {
    BilingualText(
      zh: "“\(word)”看不出谁是志愿者或工作人员，都没有算作志愿者或工作人员，是否正确？是的请写成“姓名（志愿者）”或“志愿者3人”",
      en:
        "'\(word)' does not tell who is a volunteer or staff: nobody was counted as one, is that right? Write 'Name (volunteer)' or '志愿者3人'"
    )
  }

  fileprivate static func oneHelper(_ word: String, _ n: Figure) -> BilingualText {
    BilingualText(
      zh: "一共 \(n) 人，只按本人 1 人算“\(word)”，是否正确？都是的请写成“\(word)\(n)人”",
      en: "\(n) people, of whom one was counted as '\(word)', is that right? If all are write '\(word)\(n)人'")
  }

  fileprivate static func uncountedHelpers(_ word: String) -> BilingualText {
    BilingualText(
      zh: "“\(word)”没写是谁、几个人，按 1 人算，是否正确？",
      en: "'\(word)' does not say who or how many: counted once, is that right?")
  }
}
