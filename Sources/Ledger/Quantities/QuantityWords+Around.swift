/// What the words around a figure make of it.
extension QuantityWords {
  /// Whether words around a figure make it so much for each: 人均 3 份, 每村约 50 人, 500 元/户, 3 each.
  static func isRate(before: String, after: String, ofPeople isPeople: Bool = true) -> Bool {
    let clause = String(before.split { "，。；：、,;:".contains($0) }.last ?? "").filter { $0 != " " }
    if averages.contains(where: clause.lowercased().hasSuffix) { return true }
    if isEveryone(clause) || isEachPlace(clause, ofPeople: isPeople) { return true }
    if let first = before.lowercased().split(separator: " ").first, first == "each" || first == "every" {
      return true
    }
    let rest = withoutSizes(after).drop(while: \.isWhitespace).lowercased()
    // 5 人一组.
    if let one = rest.first, "一1".contains(one), let group = rest.dropFirst().first, "组桌队车班间批".contains(group)
    {
      return true
    }
    if rest.hasPrefix("/") || rest.hasPrefix("／") { return true }
    if rest.split(whereSeparator: { !$0.isLetter }).contains(where: { eachWords.contains(String($0)) }) {
      return true
    }
    return [
      "每", "each", "apiece", "per ", "a head", "a household", "every ", "on average", "daily", "weekly",
      "monthly", "yearly",
    ].contains(
      where: rest.hasPrefix)
      || Self.spans.contains { rest == $0 || rest.hasPrefix($0 + " ") }
  }

  /// Whether a clause only says how much each of the things before is: 每袋 10 斤.
  static func beginsRate(_ phrase: String) -> Bool {
    ["每", "人均", "户均", "平均", "人手"].contains(where: phrase.hasPrefix)
  }

  /// Whether a clause without a number names nobody, so that no number is missing in it: 大部分是老年妇女, 现场气氛热烈, `mostly women`.
  static func describes(_ phrase: String) -> Bool {
    if FigureWords.tellsWhom(phrase) || compares(phrase) { return true }
    let isAbout = [
      "都是", "全是", "均为", "全为", "大部分", "大多", "绝大多数", "多数", "多为", "主要", "以", "全部", "全都", "均", "mostly", "mainly",
      "most of them", "all of them",
    ].contains(where: phrase.lowercased().hasPrefix)
    return isAbout
      || phrase.allSatisfy(\.isHan) && phrase.count > 3 && !PhraseFrame.isHanPeople(phrase)
        && !GroupWords.isPlace(phrase)
  }

  /// Whether a clause only tells who were the most of those before: 妇女居多.
  static func tellsMost(_ phrase: String) -> Bool {
    ["居多", "偏多", "较多", "最多", "为多", "更多"].contains(where: phrase.hasSuffix)
  }

  /// Whether a clause only tells a share of those who were counted by its name: 满意率 98%, 满意度达 98%.
  static func isRatio(_ phrase: String) -> Bool {
    let name = phrase.prefix { !$0.isNumber && !Self.reached.contains($0) }.trimmed
    return name.hasSuffix("率") || name.hasSuffix("满意度") || name.hasSuffix("比例")
  }

  private static let reached = Set("达为是约超近")

  /// Whether a clause only compares with another time: 比去年多 5 人.
  static func compares(_ phrase: String) -> Bool { ["比", "较", "同比", "环比"].contains(where: phrase.hasPrefix) }

  /// Without what stands in brackets and has a number of its own: 30 bags of rice (5 kg each).
  private static func withoutSizes(_ words: String) -> Substring {
    guard let open = words.firstIndex(where: { "(（".contains($0) }),
      words[open...].contains(where: \.isASCIIDigit)
    else { return words[...] }
    return words[..<open]
  }

  /// 每村, 每周义诊: so many each time; but 每年一次的活动 is held once.
  private static func isEveryone(_ clause: String) -> Bool {
    guard let each = clause.lastIndex(of: "每") else { return false }
    let whom = clause[each...].dropFirst()
    guard let first = whom.first else { return true }
    let isOnce = ["一次的", "一届的", "一度的"].contains(where: whom.contains)
    if "逢到当".contains(first) || isOnce || whom.contains(where: \.isASCIIDigit) { return false }
    return whom.count <= ("人户家个位名场次期村乡镇县区班组校队站点年月周季日天晚".contains(first) ? 12 : 6)
  }

  /// 各村 20 人, 各发放宣传资料 50 份; but 各级干部 and 各村代表 20 人 are all of them.
  private static func isEachPlace(_ clause: String, ofPeople isPeople: Bool) -> Bool {
    guard let each = clause.lastIndex(of: "各") else { return false }
    let rest = clause[each...].dropFirst()
    guard let place = places.first(where: rest.hasPrefix) else {
      // 宣传册、折页各发放 100 份 are two figures.
      return things(before: clause) == nil && eachVerbs.contains(where: rest.hasPrefix)
    }
    let what = rest.dropFirst(place.count)
    return what.isEmpty || eachVerbs.contains(where: what.hasPrefix) || !isPeople
  }

  /// The longer ones first.
  private static let places = [
    "县（市、区）", "乡镇（街道）", "村（社区）", "自然村", "社区", "小区", "乡镇", "街道", "县区", "城区", "单位", "部门", "科室", "班级", "年级",
    "学校",
    "小组", "网格", "服务站", "站点", "分会", "协会", "支部", "家庭", "医院", "机构", "企业", "地区", "地市", "村", "屯", "乡", "镇", "县",
    "市", "区", "班",
    "校", "组", "队", "点", "站", "户", "家", "人", "中心", "地", "自", "场", "次", "期",
  ]
  private static let eachVerbs = [
    "发", "送", "赠", "派", "分", "组织", "安排", "抽", "到", "来", "有", "出", "设", "张贴", "参加", "选派", "推荐", "报名", "走访",
    "慰问", "服务", "接待",
    "义诊", "开展", "举办", "领", "配", "拨", "约",
  ]

  /// 各 50 份, 人手一份, 一人一份: what each got. Two things or more before 各 are entered one by one where goods are given,
  /// and so are groups of people, if each is one.
  static func isForEach(_ before: String, _ figure: FoundFigure, among place: CountPhrase.Place) -> Bool {
    if figure.isLoneOne, oneEach.contains(where: before.hasSuffix) { return true }
    guard let named = things(before: before) else { return false }
    return switch place {
    case .goods: named.count < 2
    case .people: named.count < 2 || !named.allSatisfy(isOneGroup)
    case .alone, .served: true
    }
  }

  /// 甲村, and neither 各村 nor 3 个村.
  private static func isOneGroup(_ name: String) -> Bool {
    !name.contains { "每各几数".contains($0) } && !GroupWords.isGroup(name) && (try? CountPhrase(name)) == nil
  }

  /// The things of 宣传册、折页各发放, and the two of 男女各; nil without 各.
  static func things(before text: String) -> [String]? {
    guard let word = eachEndings.first(where: text.hasSuffix) else { return nil }
    let clause = text.dropLast(word.count).split { "，。；,;".contains($0) }.last ?? ""
    let names = clause.split { "、和及与".contains($0) }.map { String($0).trimmed }.filter { !$0.isEmpty }
    return names == ["男女"] ? ["男", "女"] : names
  }

  /// Where the 每 before a figure stands.
  static func eachStart(_ text: PhraseText, before index: Int) -> Int? {
    (0..<index).last { "每各".unicodeScalars.contains(text.plain[$0]) || text.hasPrefix(["人", "手"], at: $0) }
  }

  private static let oneEach = ["人手", "一人", "一户", "一家", "一村", "一册", "一岗"]
  private static let eachEndings = [
    "各", "各发放", "各发", "各赠送", "各赠", "各送", "各有", "各派", "各派出", "各组织", "各安排", "各到", "各来",
  ]
  private static let averages = [
    "人均", "户均", "场均", "村均", "县均", "平均", "日均", "天均", "周均", "月均", "年均", "average", "averageof", "averaging",
  ]
  private static let eachWords: Set<String> = ["each", "apiece", "per"]

  private static let spans =
    ["day", "week", "month", "year", "session", "event", "time", "person", "family", "village", "class"]
    .map { "a " + $0 } + ["an hour", "an event"]

  /// Whether a figure is what a share was taken of: 60 人的 80%, 80% of 60.
  static func isWhole(before: String, after: String) -> Bool {
    ["的", "中", "里"].contains(where: after.hasPrefix) || after.contains("中的")
      || before.lowercased().hasSuffix(" of")
      || before.lowercased().hasSuffix(" of the")
  }

  /// half of the 60 parents.
  static func isPart(of before: String) -> Bool {
    guard before.hasSuffix("of") || before.hasSuffix("the") else { return false }
    let words = before.lowercased()
    return ["half of", "most of", "part of", "majority of"].contains {
      words.hasSuffix($0) || words.hasSuffix($0 + " the")
    }
  }

  /// 减少 5 人, 缺 20 份: how many fewer or too few, and not how many there are.
  static func isChange(before: String) -> Bool {
    let clause = before.split { "，。；：、,;: ".contains($0) }.last ?? ""
    if lacks.contains(where: clause.hasSuffix) || shortages.contains(String(clause)) { return true }
    guard clause.contains(where: { $0 == "比" || $0 == "较" }) else { return false }
    return gains.contains(where: clause.hasSuffix)
  }

  /// 差 5 人: these alone, for 误差 and 出差 are other words.
  private static let shortages = ["差", "欠", "少", "还少"]
  private static let lacks = [
    "减少", "减少了", "少了", "缺", "缺少", "缺了", "短缺", "短少", "还差", "尚差", "仅差", "只差", "相差", "下降", "下降了", "流失", "流失了",
    "少发", "漏发",
    "short by", "fewer by", "down by",
  ]
  private static let gains = ["增加", "增加了", "增长", "增长了", "上升", "上升了", "多", "多了", "少"]

  /// After a number, a share of something or a multiple: 80%, 80 percent, 两成, 3 倍.
  static func isShare(_ text: PhraseText, at index: Int) -> Bool {
    let next = text.skippingSpaces(from: index)
    guard let word = shares.word(in: text, at: next) else { return isOneIn(text, at: index) }
    guard word.word == ["成"] else { return true }
    // 58 成年人, 5 成员.
    return text[next + 1].map { " ,.;，。；、)的以左上多半".unicodeScalars.contains($0) } ?? true
      || tenthsEnd(text, at: index) != nil
  }

  /// Where the 成五 of 八成五 ends, which are 85%; nil for 成 with a number of its own behind it.
  static func tenthsEnd(_ text: PhraseText, at index: Int) -> Int? {
    let next = text.skippingSpaces(from: index)
    guard text[next] == "成" else { return nil }
    var end = next + 1
    while end < next + 3, let digit = text[end], digit.isDigit || Numeral.digits[digit] != nil { end += 1 }
    let follows = text[end].map { $0.isDigit || Numeral.canBegin($0) } ?? false
    return end > next + 1 && !follows ? end : nil
  }

  private static let shares = WordIndex(
    [
      "%", "‰", "percent", "per cent", "pct", "个百分点", "百分点", "成", "倍", "third", "thirds", "quarter",
      "quarters",
      "fourth", "fourths", "fifth", "fifths", "sixths", "eighths", "tenth", "tenths", "hundredths",
    ].map { (word: $0, value: true) })

  /// one in five.
  static func isOneIn(_ text: PhraseText, at index: Int) -> Bool {
    let index = text.skippingSpaces(from: index)
    guard text.hasPrefix(Array("in ".unicodeScalars), at: index) else { return false }
    let next = text.skippingSpaces(from: index + 3)
    var end = next
    while text[end]?.isDigit == true { end += 1 }
    guard end == next else { return end < next + 4 && CountingWord.leading(text, at: end) == nil }
    return EnglishNumeral.read(text, at: next) != nil
  }

  /// A hedge behind the figure, where a clause ends or in brackets: 50 人不到, 50 人（约）.
  static func closing(_ text: PhraseText, at index: Int) -> (certainty: Quantity.Certainty, end: Int)? {
    if text[index] == "(" { return bracketed(text, from: index) }
    guard let word = closers.word(in: text, at: index) else { return nil }
    let end = index + word.word.count
    guard isClauseEnd(text, at: end) else { return nil }
    return (word.value, end)
  }

  /// The hedge of `leaflets or more`, behind what was counted, and the words without it.
  static func closingInEnglish(_ noun: String) -> (
    rest: String, word: String, certainty: Quantity.Certainty
  )? {
    guard noun.utf8.last.map({ $0 < 0x80 }) ?? false else { return nil }
    let text = PhraseText(noun)
    let found =
      closers.word(in: text, endingBefore: text.count).map { ($0.word, $0.value) }
      ?? after.word(in: text, endingBefore: text.count).flatMap { entry in
        entry.value.map { (entry.word, $0) }
      }
    guard let (word, certainty) = found, word != Array("plus".unicodeScalars), word.last?.isLetter ?? false,
      text[text.count - word.count - 1] == " "
    else { return nil }
    let end = text.count - word.count
    let rest = text.words(0, end).withoutMarks
    // parents aged 60 and over.
    return rest.last?.isNumber ?? true ? nil : (rest, text.words(end, text.count), certainty)
  }

  /// The hedge of （约）50 人, whose bracket closes before an index.
  static func bracketed(_ text: PhraseText, endingBefore end: Int) -> (
    certainty: Quantity.Certainty, start: Int
  )? {
    guard text[end - 1] == ")", let start = (max(0, end - 12)..<end).last(where: { text[$0] == "(" }),
      let found = bracketed(text, from: start), found.end == end
    else { return nil }
    return (found.certainty, start)
  }

  /// The 余 of 100（余）份.
  static func bracketedInside(_ text: PhraseText, at index: Int) -> (certainty: Quantity.Certainty, end: Int)?
  {
    guard text[index] == "(", let sign = text[index + 1], text[index + 2] == ")" else { return nil }
    return switch sign {
    case "余", "多": (.atLeast, index + 3)
    case "来": (.about, index + 3)
    default: nil
    }
  }

  private static func bracketed(_ text: PhraseText, from start: Int) -> (
    certainty: Quantity.Certainty, end: Int
  )? {
    let inner = text.skippingSpaces(from: start + 1)
    func ends(_ count: Int) -> Int? {
      let end = text.skippingSpaces(from: inner + count)
      return text[end] == ")" ? end + 1 : nil
    }
    if let word = before.word(in: text, at: inner), case .hedge(let certainty) = word.value,
      let end = ends(word.word.count)
    {
      return (certainty, end)
    }
    if let word = after.word(in: text, at: inner), let certainty = word.value, let end = ends(word.word.count)
    {
      return (certainty, end)
    }
    guard let word = closers.word(in: text, at: inner), let end = ends(word.word.count) else { return nil }
    return (word.value, end)
  }

  private static func isClauseEnd(_ text: PhraseText, at index: Int) -> Bool {
    text[text.skippingSpaces(from: index)].map { "，。；、,;)！!的吧了哦啊呢".unicodeScalars.contains($0) } ?? true
  }

  private static let closers = WordIndex<Quantity.Certainty>([
    ("不到", .below), ("不足", .below), ("不满", .below), ("未满", .below),
    ("内", .atMost),
    ("and above", .atLeast), ("or above", .atLeast), ("and over", .atLeast), ("or over", .atLeast),
    ("and up", .atLeast), ("and upwards", .atLeast), ("and below", .atMost), ("or below", .atMost),
    ("and under", .atMost), ("or under", .atMost),
    ("最多", .atMost), ("至多", .atMost), ("顶多", .atMost), ("at most", .atMost), ("max", .atMost),
    ("maximum", .atMost),
    ("不止", .atLeast), ("只多不少", .atLeast), ("打底", .atLeast), ("往上", .atLeast), ("朝上", .atLeast),
    ("还多", .atLeast), ("多点", .atLeast), ("多一点", .atLeast), ("多些", .atLeast),
    ("多一些", .atLeast), ("吧", .about), ("样子", .about), ("的样子", .about), ("give or take", .about),
    ("至少", .atLeast), ("最少", .atLeast), ("起码", .atLeast), ("at least", .atLeast),
    ("min", .atLeast),
    ("minimum", .atLeast), ("大概", .about), ("大约", .about), ("约", .about), ("差不多", .about), ("估计", .about),
    ("预计", .about),
    ("approx", .about), ("approx.", .about), ("approximately", .about), ("roughly", .about),
    ("about", .about),
    ("est", .about), ("est.", .about), ("estimated", .about),
  ])
}
