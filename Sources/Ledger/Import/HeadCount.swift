import Planning

/// How many people one line of a list stands for: 1, 两人, 2大1小, 一家三口, +1.
struct HeadCount: Hashable, Sendable {
  let quantity: Quantity
  let children: Int
  /// Set where the words leave it open and somebody should look.
  let doubt: BilingualText?
  /// What the words count in, if they say so: 人次 of 28人次.
  let counter: String?
  /// Those among them who are none of the public: the 5 of 35人（含志愿者5人）.
  let helpers: [Count.Role: Int]

  static let one = HeadCount(1)
  /// One person, beside words with a number that seems to count something else.
  static func askedAbout(_ words: String) -> HeadCount {
    HeadCount(
      1,
      doubt: .init(
        zh: "“\(words.withMaskedNames)”没有算进人数，按 1 人算，是否正确？",
        en: "'\(words.withMaskedNames)' is taken as no number of people: counted once, is that right?"))
  }

  /// 几个孩子.
  static func unknown(_ said: String) -> HeadCount {
    HeadCount(.unknown(said: said), children: 0, doubt: .unknownCount(said))
  }

  /// Nobody that is not counted elsewhere.
  static let none = HeadCount(0)

  init(_ n: Int, children: Int = 0, doubt: BilingualText? = nil) {
    self.init(.exact(Figure(n)), children: children, doubt: doubt)
  }

  private init(
    _ quantity: Quantity, children: Int, doubt: BilingualText?, counter: String? = nil,
    helpers: [Count.Role: Int] = [:]
  ) {
    (self.quantity, self.children, self.doubt) = (quantity, children, doubt)
    (self.counter, self.helpers) = (counter, helpers)
  }

  static func + (left: HeadCount, right: HeadCount) -> HeadCount {
    HeadCount(
      left.quantity + right.quantity, children: left.children + right.children,
      doubt: left.doubt ?? right.doubt, counter: left.counter ?? right.counter,
      helpers: left.helpers.merging(right.helpers, uniquingKeysWith: +))
  }

  /// Nil where nobody is left.
  func without(_ others: HeadCount) -> HeadCount? {
    guard let n = quantity.n, let less = others.quantity.n, less < n else { return nil }
    return HeadCount(
      quantity - others.quantity, children: max(0, children - others.children), doubt: doubt,
      counter: counter, helpers: helpers)
  }

  /// The same people, of whom as many are children unless that is said already.
  func including(children: Int) -> HeadCount {
    guard self.children == 0, let n = quantity.n, Figure(children) < n else { return self }
    return HeadCount(quantity, children: children, doubt: doubt, counter: counter, helpers: helpers)
  }

  /// The same people, some of whom words beside the number name.
  ///
  /// - Throws: If these are more than all.
  func including(_ parts: PartWords) throws(HeadCountFault) -> HeadCount {
    let children = parts.children > 0 ? parts.children : children
    let quantity = parts.beside > 0 ? quantity + .exact(Figure(parts.beside)) : quantity
    let some = children + parts.helpers.values.reduce(0, +)
    if let most = quantity.upper, quantity.certainty != .atLeast, Figure(some) > most {
      throw HeadCountFault(
        zh: "其中的 \(some) 人，比总人数还多", en: "\(some) of them are more than all people")
    }
    return HeadCount(
      quantity, children: children,
      // Who helps comes, be they counted or not.
      doubt: doubt ?? (parts.children > 0 ? parts.denied.map { .perhapsAway($0, quantity) } : nil),
      counter: counter,
      helpers: helpers.merging(parts.helpers) { said, _ in said })
  }

  /// The public among them.
  var others: Quantity {
    let helping = helpers.values.reduce(0, +)
    return helping == 0 ? quantity : quantity - .exact(Figure(helping))
  }

  /// The same people, asked about unless something is already.
  func asking(_ question: BilingualText) -> HeadCount {
    HeadCount(quantity, children: children, doubt: doubt ?? question, counter: counter, helpers: helpers)
  }

  /// Nobody signs in for more without somebody looking at it, and a list that says so is wrong.
  private static let doubtful: Figure = 100
  private static let absurd: Figure = 10_000
  /// More than anybody brings along: of a row with a name it is a slip.
  static let absurdOfOne: Figure = 1_000
  /// More than a family: in a group chat it may be the end of a nickname, 小鱼儿88.
  static let manyOfOne: Figure = 20

  /// - Parameter mayCountHouseholds: Whether 3户 is taken, too, as three households.
  ///
  /// - Throws: The reason why it is no number of people.
  init(_ text: String, mayCountHouseholds: Bool = false) throws(HeadCountFault) {
    if text.utf8.count <= 2, text.utf8.first != UInt8(ascii: "+"), let n = Int(text), n > 0 {
      self.init(n)
      return
    }
    let words = text.inHalfWidth.trimmed
    if Self.blank.contains(words) {
      self.init(1)
    } else if Self.dashes.contains(words) {
      self.init(1, doubt: .dash(words))
    } else if let found = Self.adultsAndChildren(words) ?? Self.family(words) ?? Self.menAndWomen(words) {
      self = found
    } else if let all = PartWords.withSelf(words), !all.isEmpty {
      // +3含本人: those are three.
      self = try HeadCount(all.first == "+" ? String(all.dropFirst()) : all)
    } else if let found = Self.company(words) {
      self = found
    } else if let found = Self.withOthers(words) {
      self = found
    } else if let (all, parts) = PartWords.apart(words), all.first == "+" {
      // +3含孩子1人, but 3人不含本人 counts one more.
      self = try HeadCount(all).including(parts)
    } else if words.first == "+",
      let more = Int(words.dropFirst().drop { $0 == " " }.prefix { $0.isASCIIDigit }), more < 100
    {
      self.init(1 + more)
    } else if let sum = Self.sum(words) {
      self.init(sum)
    } else if let others = PartWords.besideSelf(words), !others.isEmpty {
      self = try Self.withSelf(others, words)
    } else if let (all, parts) = PartWords.apart(words) {
      self = try HeadCount(all).including(parts)
    } else if PartWords.mayStand(in: words), let all = PartWords.sum([words]) {
      self = all
    } else {
      let said = try Self.phrase(words, written: text)
      // 带学生5人: whoever writes it comes as well, and 带家人共4人 counts them.
      let all = said + .one
      let isBrought = "带携领".contains(words.first ?? " ") && !words.contains { "共队".contains($0) }
      let count = isBrought ? all.asking(.about(all.quantity)) : said
      guard mayCountHouseholds || count.counter != CountingWord.household else {
        throw HeadCountFault(.notPeople(text, CountingWord.household))
      }
      self = count
    }
  }

  /// 2人+孩子, 2大+1: those who are counted, and those whom they bring.
  private static func withOthers(_ words: String) -> HeadCount? {
    guard let plus = words.dropFirst().firstIndex(of: "+"),
      !words[..<plus].allSatisfy(\.isASCIIDigit),
      let others = brought(String(words[plus...].dropFirst())),
      let all = try? HeadCount(String(words[..<plus])), all.quantity.certainty == .exact, all.doubt == nil
    else { return nil }
    return all + others
  }

  /// 3人不含本人: three and whoever writes it, who is counted already in +3.
  private static func withSelf(_ others: String, _ words: String) throws(HeadCountFault) -> HeadCount {
    let count = try HeadCount(others)
    guard company(others) == nil else { return count }
    let all = count + .one
    return all.asking(.withSelf(words, all.quantity))
  }

  /// 1+1: somebody and another one.
  private static func sum(_ words: String) -> Int? {
    let parts = words.split(separator: "+", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    return parts.count > 1 && parts.allSatisfy { (1...9).contains($0) } ? parts.reduce(0, +) : nil
  }

  private static let blank: Set<String> = [
    "", "√", "✓", "✔", "到", "已到", "是", "本人", "一个人", "yes", "y",
  ]

  /// Nobody came, or nobody else did.
  private static let dashes: Set<String> = ["-", "—", "——", "--", "/", "\\"]

  private static func phrase(_ words: String, written: String) throws(HeadCountFault) -> HeadCount {
    if words.isLikeFormula { throw HeadCountFault(.formulaText) }
    let digits = words.filter { $0 != " " && $0 != "-" }
    if digits.count >= 7, digits.allSatisfy(\.isASCIIDigit) {
      throw HeadCountFault(
        zh: "“\(written)”像电话号码，不像人数", en: "'\(written)' looks like a phone number, not a number of people")
    }
    if isNameLike(words) {
      throw HeadCountFault(
        zh: "这一格像姓名，不像人数；请写人数", en: "this looks like a name, not a number of people; write how many")
    }
    let read: CountPhrase
    do throws(QuantityFault) {
      read = try CountPhrase(words)
    } catch {
      throw HeadCountFault(.inTable(error))
    }
    let counter = read.counter == "个" ? nil : read.counter
    if let counter, ![CountingWord.person, CountingWord.personTime, CountingWord.household].contains(counter)
    {
      throw HeadCountFault(.notPeople(written, counter))
    }
    guard let n = read.quantity.n else {
      return HeadCount(.unknown(said: written), children: 0, doubt: .unknownCount(written), counter: counter)
    }
    guard n.isWhole else {
      throw HeadCountFault(zh: "人数“\(written)”不是整数", en: "'\(written)' people is no whole number")
    }
    guard n <= absurd else {
      throw HeadCountFault(
        zh: "一行 \(n) 人，不合情理；请核对", en: "\(n) people in one row is beyond reason; please check")
    }
    return HeadCount(
      read.quantity.certainty == .exact ? .exact(n) : read.quantity, children: 0, doubt: doubt(about: n),
      counter: counter)
  }

  private static func doubt(about n: Figure) -> BilingualText? {
    if n == .zero { return .zeroPeople }
    return n > doubtful
      ? .init(zh: "一行 \(n) 人，是否正确？", en: "\(n) people in one row, is that right?") : nil
  }

  /// 张小三, 赵六: a sign of a number at the end without a counting word, behind words that count nothing.
  private static func isNameLike(_ words: String) -> Bool {
    guard let last = words.last, last.isNumeral, !words.contains(where: { $0.isASCIIDigit }) else {
      return false
    }
    let before = words.reversed().drop { $0.isNumeral }
    return !before.isEmpty && before.allSatisfy { $0.isHan || "+、，和".contains($0) }
      && !["约", "近", "共", "来", "带", "到", "至", "第", "数", "人"].contains(before.first ?? " ")
  }

  /// 2男1女, 男2女1, 一男一女.
  private static func menAndWomen(_ words: String) -> HeadCount? {
    var text = HeadCountWords(words.filter { !" 、,，+和加".contains($0) })
    let first = text.number()
    guard text.take(["男", "女"]), let one = first ?? text.number() else { return nil }
    let second = first == nil ? nil : text.number()
    guard text.take(["男", "女"]), let other = second ?? text.number() else { return nil }
    _ = text.take(["人"])
    return text.isAtEnd ? HeadCount(one + other) : nil
  }

  /// 2大1小, 大人2孩子1, 两大一小, 带1个孩子.
  static func adultsAndChildren(_ words: String) -> HeadCount? {
    let all = words.filter { !" 、,，+和加".contains($0) }
    let plain = ["一家", "全家"].contains(where: all.hasPrefix) ? String(all.dropFirst(2)) : all
    var text = HeadCountWords(plain)
    if let adults = text.number(), text.isAdults() {
      _ = text.take(["带"])
      if let children = text.number(), text.isChildren(), text.isAtEnd {
        return HeadCount(adults + children, children: children)
      }
    }
    text = HeadCountWords(plain)
    if text.isAdults(), let adults = text.number() {
      _ = text.take(["人"])
      if text.isChildren(), let children = text.number(), text.take(["人"]) || text.isAtEnd, text.isAtEnd {
        return HeadCount(adults + children, children: children)
      }
    }
    text = HeadCountWords(plain)
    _ = text.take(["本人"])
    guard text.take(["带"]) else { return nil }
    let children = text.number() ?? 1
    return text.isChildren() && text.isAtEnd ? HeadCount(1 + children, children: children) : nil
  }

  static let few = ["俩": 2, "俩人": 2, "仨": 3, "仨人": 3, "我俩": 2, "咱俩": 2, "我仨": 3, "咱仨": 3]

  /// 一家三口, 夫妻俩.
  private static func family(_ words: String) -> HeadCount? {
    if let n = few[words] { return HeadCount(n) }
    var text = HeadCountWords(words)
    guard let n = text.takeHousehold(), text.isAtEnd else { return nil }
    return HeadCount(n)
  }
}

extension String {
  /// Whether a spreadsheet would run it.
  var isLikeFormula: Bool { first == "=" || first == "@" }
}

extension BilingualText {
  static let formulaText = BilingualText(
    zh: "以 = 或 @ 开头，像公式；没有执行，也没有收下，请改成文字或数字",
    en: "begins with = or @ like a formula; it was neither run nor taken, write text or a number")

  fileprivate static func dash(_ sign: String) -> BilingualText {
    BilingualText(
      zh: "人数写的是“\(sign)”，按本人 1 人算，是否正确？没来请写 0",
      en: "the number is '\(sign)': counted once, is that right? Write 0 for somebody who did not come")
  }

  fileprivate static func about(_ all: Quantity) -> BilingualText {
    BilingualText(
      zh: "连本人一共按 \(all.sumText(.zh, counter: "人"))算，是否正确？",
      en: "counted as \(all.sumText(.en, counter: nil)) with whoever wrote it, is that right?")
  }

  static let zeroPeople = BilingualText(
    zh: "人数写的是 0，按没来处理，是否正确？", en: "0 people: taken as not having come, is that right?")

  fileprivate static func withSelf(_ words: String, _ all: Quantity) -> BilingualText {
    BilingualText(
      zh: "“\(words)”：本人也来，一共按 \(all.sumText(.zh, counter: "人"))算，是否正确？",
      en: "'\(words)': counted as \(all.sumText(.en, counter: nil)) with whoever wrote it, is that right?")
  }

  static func perhapsAway(_ words: String, _ all: Quantity) -> BilingualText {
    BilingualText(
      zh: "“\(words)”：这些人也来，一共按 \(all.sumText(.zh, counter: "人"))算，是否正确？",
      en: "'\(words)': counted as \(all.sumText(.en, counter: nil)) with those, is that right?")
  }

  static func unknownCount(_ words: String) -> BilingualText {
    BilingualText(zh: "没写清几个人：“\(words)”", en: "'\(words)' does not say how many people")
  }
}

/// Why a text is no number of people.
struct HeadCountFault: Error, Hashable {
  let reason: BilingualText

  init(_ reason: BilingualText) { self.reason = reason }
  init(zh: String, en: String) { reason = BilingualText(zh: zh, en: en) }
}
