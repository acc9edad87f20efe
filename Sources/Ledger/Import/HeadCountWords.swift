/// Goes through words for grown-ups and children (2大1小) from left to right.
///
/// By hand: a list may hold them in each of its hundred thousand rows.
struct HeadCountWords {
  private var rest: Substring

  init(_ text: String) { rest = text[...] }

  var isAtEnd: Bool { rest.isEmpty }

  /// The longer of words that begin alike stand first.
  mutating func take(_ words: [String]) -> Bool {
    guard let word = words.first(where: { rest.hasPrefix($0) }) else { return false }
    rest = rest.dropFirst(word.count)
    return true
  }

  /// 2, 12, 两, 十二, with its counting word.
  mutating func number() -> Int? {
    for (word, n) in [("俩", 2), ("仨", 3)] where rest.hasPrefix(word) && rest.count > 1 {
      rest = rest.dropFirst()
      return n
    }
    let digits = rest.prefix { $0.isASCIIDigit }
    let numerals = digits.isEmpty ? rest.prefix { $0.isNumeral } : digits
    guard !numerals.isEmpty, numerals.count <= 2,
      let n = digits.isEmpty ? Numeral.whole(String(numerals)) : Int(digits)
    else { return nil }
    rest = rest[numerals.endIndex...]
    _ = take(["个", "名", "位"])
    return n
  }

  /// What is left.
  var remainder: String { String(rest) }

  mutating func isAdults() -> Bool { take(["大人", "成人", "家长", "大"]) }

  mutating func isChildren() -> Bool {
    take(["小孩子", "小朋友", "小孩", "小宝", "小", "孩子", "孩", "儿童", "娃娃", "娃", "宝宝", "婴儿"])
  }
}

// MARK: Companions

extension HeadCountWords {
  private static let selves = ["我们家", "我自己", "我", "本人", "自己", "家长"]
  private static let links = [
    "另外带", "另带", "另有", "另加", "外加", "还带", "加上", "加", "+", "带着", "带上", "带了", "带", "携带", "携", "抱着", "抱", "陪着",
    "陪", "领着",
    "领", "还有", "以及", "和", "跟", "与", "同",
    "及",
  ]
  private static let coming = [
    "一起来", "一起", "一块来", "一块", "一同", "都来", "都去", "都", "也来", "也", "同来", "参加", "前来", "过来", "来", "去",
  ]

  /// Kin and friends, the longer words first.
  private static let companions: [(words: [String], people: Int, areYoung: Bool)] = [
    (["双胞胎", "龙凤胎"], 2, true), (["岳父母", "父母亲", "父母", "爸妈", "公婆", "双亲"], 2, false),
    (
      [
        "外孙女", "外孙", "孙女", "孙子", "孙儿", "儿子", "女儿", "闺女", "侄女", "侄子", "外甥女", "外甥", "孩子", "小孩子", "小孩", "小朋友",
        "宝宝", "宝贝",
        "娃娃", "娃",
        "儿童", "小宝", "二宝", "大宝", "孩",
      ], 1, true
    ),
    (
      [
        "家属", "家长", "亲属", "家人", "亲人", "亲友", "亲戚", "夫人", "老公", "老婆", "爱人", "丈夫", "妻子", "先生", "太太", "媳妇", "老伴",
        "爸爸",
        "妈妈",
        "老爸",
        "老妈", "父亲", "母亲", "奶奶", "爷爷", "外婆", "外公", "姥姥", "姥爷", "婆婆", "公公", "岳母", "岳父", "丈母娘", "家婆", "家公", "姐姐",
        "妹妹",
        "哥哥", "弟弟", "姐夫", "妹夫", "嫂子", "弟媳", "儿媳", "女婿", "姑姑", "姑妈", "舅妈", "阿姨", "姨妈", "闺蜜", "朋友", "同事", "邻居",
        "同学",
        "爸", "妈", "姐", "妹", "哥", "弟",
      ], 1, false
    ),
  ]
  /// Groups that a bare number tells all of: 大人2 are two, and nobody beside them.
  private static let groups: [(words: [String], people: Int, areYoung: Bool)] = [
    (["大人", "成人", "老人"], 1, false)
  ]
  /// What mothers and fathers are called in a group chat, behind their children's names.
  private static let callings: Set<String> = [
    "爸爸", "妈妈", "老爸", "老妈", "父亲", "母亲", "奶奶", "爷爷", "外婆", "外公", "姥姥", "姥爷", "婆婆", "姐姐", "妹妹", "哥哥", "弟弟",
    "姑姑",
    "姑妈", "舅妈", "阿姨", "姨妈", "爸", "妈", "姐", "妹", "哥", "弟",
  ]
  private static let telling: Set<String> = ["小朋友", "儿童"]

  private static let beginnings: Set<Character> = Set(
    (selves + links + pairs + companions.flatMap(\.words)).compactMap(\.first) + "大小二一全")

  static func mayBeginCompany(_ first: Character) -> Bool { beginnings.contains(first) }

  mutating func takeSelf() -> Bool { take(Self.selves) }

  /// 我 of 我、孩子: whoever writes it, and nothing else.
  static func isSelf(_ word: String) -> Bool {
    var text = HeadCountWords(word)
    return text.takeSelf() && text.isAtEnd
  }

  /// Whether a mark stands behind whoever writes it: 我、孩子. The 家长 of 家长 妈妈 may be the mother.
  static func partsSelf(_ words: String) -> Bool {
    var text = HeadCountWords(words)
    return !words.hasPrefix("家长") && text.takeSelf() && text.take(["、", ",", "，", " "])
  }

  /// 夫妻 and 老两口, of whom none is a child.
  static func isCouple(_ words: String) -> Bool { words.contains { "夫口".contains($0) } }

  /// 夫妻俩: two, and nobody else.
  static func isPair(_ words: String) -> Bool {
    var text = HeadCountWords(words)
    return text.takeHousehold() == 2 && text.isAtEnd
  }

  /// 2 of 夫妻俩 and 3 of 一家三口: whoever writes it is one of them.
  mutating func takeHousehold() -> Int? {
    let before = self
    // Nobody knows how many 兄弟姐妹 are.
    if take(["兄弟姐妹", "姐妹兄弟"]) {
      let n = number()
      _ = take(["人", "口"])
      if n == nil { self = before }
      return n
    }
    if take(Self.pairs) {
      _ = take(Self.both)
      return 2
    }
    // 公婆 alone are somebody's that are brought.
    if take(["公婆"]), take(Self.both) { return 2 }
    self = before
    let isFamily = take(["全家", "一家"])
    if let n = number(), take(["口人", "口"]) || isFamily && take(["人"]) { return n }
    self = before
    return nil
  }

  private static let pairs = [
    "小两口", "老两口", "两口子", "俩口子", "二口子", "夫妻", "夫妇", "母子", "母女", "父子", "父女", "爷孙", "祖孙", "婆孙", "婆媳", "翁婿",
    "姐妹", "姊妹", "兄弟", "兄妹", "姐弟", "双人",
  ]
  private static let both = ["俩", "二人", "两人", "2人"]

  mutating func takeLink() -> Bool {
    // 同事 and 同学 are brought, and not 事 and 学.
    !remainder.hasPrefix("同事") && !remainder.hasPrefix("同学") && take(Self.links)
  }

  /// 豆豆 of 豆豆一起来.
  static func withoutComing(_ words: String) -> String {
    coming.first(where: words.hasSuffix).map { String(words.dropLast($0.count)) } ?? words
  }

  /// Words of coming at the end; whether they say that all come together. Nil if anything else is left.
  mutating func takeComing() -> Bool? {
    var others = self
    let first = others.remainder
    guard others.take(Self.coming) else { return nil }
    while others.take(Self.coming + ["了"]) {}
    guard others.isAtEnd else { return nil }
    self = others
    return ["一", "都", "也", "同"].contains { first.hasPrefix($0) }
  }

  /// 老公, 两个孩子, 家属2人, and 2人 where a link stands before them.
  mutating func companions(isLinked: Bool, mayBeginWithNumber: Bool) -> (
    people: Int, children: Int, isNumbered: Bool, isCalling: Bool
  )? {
    let before = self
    let first = mayBeginWithNumber && !isSecondChild ? number() : nil
    if let (kin, word) = takeKin(isLinked: isLinked) {
      // 女儿一起 is no 女儿一.
      let isComing = Self.coming.contains { remainder.hasPrefix($0) }
      let second = first ?? (isComing || isSecondChild ? nil : numberBehind())
      guard isLinked || second == nil || !Self.telling.contains(word) else {
        self = before
        return nil
      }
      _ = take(["人"])
      let people = second ?? kin.people
      return (people, kin.areYoung ? people : 0, second != nil, Self.callings.contains(word))
    }
    if let first, isLinked {
      _ = take(["人", "口"])
      return (first, 0, true, false)
    }
    self = before
    return nil
  }

  /// The 二 of 二宝 is no number.
  private var isSecondChild: Bool { rest.hasPrefix("二宝") }

  /// 2 of 家属2人; the 两个 of 老婆两个孩子 are the children.
  private mutating func numberBehind() -> Int? {
    let before = self
    let n = number()
    var next = self
    if n != nil, next.takeKin(isLinked: false) != nil, next.number() == nil {
      self = before
      return nil
    }
    return n
  }

  /// 老公, 我妈, 小女儿.
  private mutating func takeKin(isLinked: Bool) -> ((people: Int, areYoung: Bool), word: String)? {
    let before = self
    for prefixes in [[], ["我家", "我的", "我", "他", "她"], ["大", "小", "二"]] {
      self = before
      guard prefixes.isEmpty || take(prefixes) else { continue }
      for kin in isLinked ? Self.companions + Self.groups : Self.companions {
        let text = remainder
        if take(kin.words) { return ((kin.people, kin.areYoung), String(text.dropLast(remainder.count))) }
      }
    }
    self = before
    return nil
  }
}
