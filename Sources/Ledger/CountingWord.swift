/// The words that things are counted in, each with the word that sums use.
///
/// Persons are 人 however they are counted; person-times (人次) and households (户) stay apart from them.
public enum CountingWord {
  /// 人, counted in 人, 位, 名 and 个人.
  public static let person = "人"
  public static let personTime = "人次"
  public static let household = "户"
  public static let copy = "份"
  public static let yuan = "元"

  /// What is written and what it counts, where the two differ.
  private static let renamed: [(word: String, value: String)] = [
    ("位", person), ("名", person), ("个人", person), ("人员", person), ("口人", person), ("个家庭", household),
    ("场次", "场"), ("人份", copy), ("块钱", yuan), ("元钱", yuan), ("人民币", yuan), ("个小时", "小时"), ("钟头", "小时"),
    ("个钟头", "小时"), ("千克", "公斤"), ("kg", "公斤"), ("间次", "间"), ("家次", "家"), ("件次", "件"), ("位次", personTime),
    ("名次", personTime), ("rmb", yuan),
  ]
  private static let plain = [
    "人次", "人", "户次", "户", "份", "盒", "册", "本", "张", "公斤", "公里", "个月", "个", "场", "次", "件", "套", "袋", "包", "瓶",
    "支", "枝", "条", "面", "块", "台", "把", "只", "幅", "副", "期", "项", "类", "种", "家", "对", "斤", "箱", "桶", "双", "枚",
    "篇", "则", "辆", "间", "所", "天", "课时", "学时", "小时", "分钟", "元", "床", "顶", "粒", "片", "颗", "板", "罐", "提", "卷",
    "捆", "车", "吨", "克", "升", "毫升", "米", "组", "批", "批次", "门", "堂", "节", "讲", "轮", "例", "笔", "单", "档", "株", "棵",
    "头", "架", "部", "处", "栋", "座", "盘", "盆", "扇", "杯", "碗", "朵", "匹", "根", "截", "段", "封", "首", "幢", "趟", "宗",
    "起",
    "盏", "沓", "叠", "摞", "班", "支队", "队", "站", "亩", "村", "桌", "席", "餐",
  ]

  private static let words: WordIndex<String?> = {
    var all: [(word: String, value: String?)] = renamed.map { (word: $0.word, value: $0.value) }
    all += plain.map { (word: $0, value: $0) }
    all += nouns.map { (word: $0, value: nil) }
    return WordIndex(all)
  }()

  /// Nouns that begin like a counting word: 58 家长 are not counted in 家.
  private static let nouns = [
    "家长", "家庭", "家属", "家人", "家政", "家园", "位置", "名单", "名册", "名额", "名师", "名医", "名誉", "本地", "本科", "本人", "本市",
    "本县", "本区", "本辖区", "个体", "个性", "户籍", "户外", "对象", "对口", "场地", "场馆", "场所", "张贴", "人群", "人口", "人民", "人均",
    "人大", "人才", "人流", "人工", "次数", "件数", "份数", "包括", "包含", "把关", "面向", "面对", "面积", "条件", "项目", "类别", "种类",
    "所有", "所在", "台账", "支持", "支部", "只有", "期间", "期刊", "车辆", "单位", "单亲", "组织", "组成", "部门", "部分", "部署", "处于",
    "处理", "起来", "站点", "队员", "村民", "村级", "村委", "村干", "村医", "班级", "班子", "头像", "讲座", "讲师", "讲解", "例如", "门诊",
    "门票", "节目", "节日", "堂课", "批准", "批评", "天津", "天使", "米面", "升级", "克服", "提供", "提高", "提升", "段位", "根据", "首次",
    "首先", "座谈", "座椅", "片区", "板块", "桌椅", "餐饮", "块状", "包装", "箱包", "双方", "双女", "对比", "篇幅",
  ]

  /// The counting word at an index; nil if none or only a noun that begins like one.
  static func leading(_ text: PhraseText, at index: Int) -> (end: Int, meaning: String)? {
    let index = text.skippingSpaces(from: index)
    if let entry = words.word(in: text, at: index) {
      guard let meaning = entry.value else { return nil }
      return (index + entry.word.count, meaning)
    }
    if let entry = englishWords.word(in: text, at: index) {
      return (index + entry.word.count, entry.value)
    }
    guard text[index] == "(", let inner = words.word(in: text, at: index + 1), let meaning = inner.value,
      text[index + 1 + inner.word.count] == ")"
    else { return nil }
    return (index + 2 + inner.word.count, meaning)
  }

  /// English words, one and many, and what they count; the first of a meaning is the one that is printed.
  private static let english: [(one: String, many: String, meaning: String)] = [
    ("person", "people", person), ("person", "persons", person),
    ("person-time", "person-times", personTime), ("visit", "visits", personTime),
    ("household", "households", household), ("family", "families", household), ("copy", "copies", copy),
    ("box", "boxes", "盒"), ("booklet", "booklets", "册"), ("book", "books", "本"), ("sheet", "sheets", "张"),
    ("item", "items", "件"), ("set", "sets", "套"), ("bag", "bags", "袋"), ("bottle", "bottles", "瓶"),
    ("pair", "pairs", "对"), ("kind", "kinds", "种"), ("day", "days", "天"), ("hour", "hours", "小时"),
    ("yuan", "yuan", yuan), ("session", "sessions", "场"), ("article", "articles", "篇"),
  ]

  private static let englishWords = WordIndex<String>(
    english.flatMap { row -> [(word: String, value: String)] in
      row.one == row.many ? [(row.one, row.meaning)] : [(row.one, row.meaning), (row.many, row.meaning)]
    })

  /// The English word for so much of what is counted; empty where English uses none.
  static func english(for counter: String, isOne: Bool = false) -> String {
    english.first { $0.meaning == counter }.map { isOne ? $0.one : $0.many } ?? ""
  }

  /// Whether people write 多 (30 多人) rather than 余 (500 余份) with it.
  static func takesMany(_ counter: String) -> Bool { [person, "位", "名"].contains(counter) }

  /// Whether there can't be half of it.
  static func isWhole(_ counter: String) -> Bool {
    [person, personTime, household, copy, "场", "次"].contains(counter)
  }
}
