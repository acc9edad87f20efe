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
    ("名次", personTime), ("号人", person), ("ml", "毫升"), ("cc", "毫升"), ("rmb", yuan), ("cny", yuan), ("¥", yuan),
    ("￥", yuan),
    // As they are written in the traditional script.
    ("冊", "册"), ("張", "张"), ("雙", "双"), ("條", "条"), ("隻", "只"), ("顆", "颗"), ("臺", "台"), ("場", "场"),
    ("項", "项"),
    ("類", "类"), ("種", "种"), ("對", "对"), ("間", "间"), ("輛", "辆"), ("塊", "块"), ("門", "门"), ("節", "节"),
    ("講", "讲"),
    ("筆", "笔"), ("單", "单"), ("檔", "档"), ("頭", "头"), ("處", "处"), ("棟", "栋"), ("盤", "盘"), ("輪", "轮"),
    ("課時", "课时"), ("小時", "小时"), ("分鐘", "分钟"), ("人員", person), ("場次", "场"), ("个小時", "小时"),
  ]
  private static let plain = [
    "人次", "人", "户次", "户", "份", "盒", "册", "本", "张", "公斤", "公里", "个月", "个", "场", "次", "件", "套", "袋", "包", "瓶",
    "支", "枝", "条", "面", "块", "台", "把", "只", "幅", "副", "期", "项", "类", "种", "家", "对", "斤", "箱", "桶", "双", "枚",
    "篇", "则", "辆", "间", "所", "天", "课时", "学时", "小时", "分钟", "元", "床", "顶", "粒", "片", "颗", "板", "罐", "提", "卷",
    "捆", "车", "吨", "克", "升", "毫升", "米", "组", "批", "批次", "门", "堂", "节", "讲", "轮", "例", "笔", "单", "档", "株", "棵",
    "头", "架", "部", "处", "栋", "座", "盘", "盆", "扇", "杯", "碗", "朵", "匹", "根", "截", "段", "封", "首", "幢", "趟", "宗",
    "起",
    "盏", "沓", "叠", "摞", "班", "支队", "队", "打", "页", "款", "剂", "剂次", "站", "亩", "村", "桌", "席", "餐",
  ]

  /// What stands at a place, the longest word first: a counting word, a noun that only begins like one, or a counting word
  /// before a word that together with it looks like such a noun.
  private static let words: WordIndex<(meaning: String?, length: Int)> = {
    func row(_ word: String, _ meaning: String?) -> (word: String, value: (meaning: String?, length: Int)) {
      (word: word, value: (meaning, word.unicodeScalars.count))
    }
    let meanings = renamed.map { row($0.word, $0.value) } + plain.map { row($0, $0) }
    let known = Dictionary(meanings.map { ($0.word, $0.value) }) { first, _ in first }
    let counted = countedNouns.compactMap { counter, noun in
      known[counter].map { (word: counter + noun, value: $0) }
    }
    return WordIndex(meanings + nouns.map { row($0, nil) } + counted)
  }()

  /// How long something goes on.
  static let spans: Set<String> = ["小时", "分钟", "天", "个月", "课时", "学时"]
  /// Of money, weight and length there is so much, not so many.
  static let measures = spans.union([yuan, "公斤", "斤", "克", "吨", "升", "毫升", "米", "公里", "亩", "页"])
  /// Words for the same printed things or goods: 2000 份/册.
  static let alternatives: Set<String> = [copy, "册", "本", "张", "件", "套"]

  /// Whether a word stands there that only begins like a counting word: 家长.
  static func isNoun(_ text: PhraseText, at index: Int) -> Bool {
    words.word(in: text, at: text.skippingSpaces(from: index)).map { $0.value.meaning == nil } ?? false
  }

  /// The counting word at an index; nil if none or only a noun that begins like one.
  static func leading(_ text: PhraseText, at index: Int) -> (end: Int, meaning: String)? {
    let index = text.skippingSpaces(from: index)
    if let entry = words.word(in: text, at: index) {
      guard let meaning = entry.value.meaning else { return nil }
      let end = index + entry.value.length
      if meaning == person, let sign = times.word(in: text, at: end) {
        return (end + sign.word.count, personTime)
      }
      // 100 人 次.
      let next = text.skippingSpaces(from: end)
      if meaning == person, next > end, text[next] == "次",
        text[next + 1].map({ !Character($0).isHan }) ?? true
      {
        return (next + 1, personTime)
      }
      return (end, meaning)
    }
    if let entry = englishWords.word(in: text, at: index) {
      return (index + entry.word.count, entry.value)
    }
    guard text[index] == "(", let inner = words.word(in: text, at: index + 1),
      let meaning = inner.value.meaning,
      text[index + 1 + inner.value.length] == ")"
    else { return nil }
    return (index + 2 + inner.value.length, meaning)
  }

  /// 人（次） and 人/次 are person-times.
  private static let times = WordIndex(["(次)", "/次", "〔次〕"].map { (word: $0, value: true) })

  /// English words, one and many, and what they count; the first of a meaning is the one that is printed.
  private static let english: [(one: String, many: String, meaning: String)] = [
    ("person", "people", person), ("person", "persons", person),
    ("pax", "pax", person), ("ppl", "ppl", person),
    ("person-time", "person-times", personTime), ("visit", "visits", personTime),
    ("household", "households", household), ("family", "families", household), ("copy", "copies", copy),
    ("box", "boxes", "盒"), ("booklet", "booklets", "册"), ("book", "books", "本"), ("sheet", "sheets", "张"),
    ("item", "items", "件"), ("set", "sets", "套"), ("bag", "bags", "袋"), ("bottle", "bottles", "瓶"),
    ("pair", "pairs", "对"), ("kind", "kinds", "种"), ("day", "days", "天"), ("hour", "hours", "小时"),
    ("yuan", "yuan", yuan), ("session", "sessions", "场"), ("article", "articles", "篇"),
    ("carton", "cartons", "箱"), ("pack", "packs", "包"), ("bucket", "buckets", "桶"), ("jar", "jars", "罐"),
    ("kg", "kg", "公斤"), ("jin", "jin", "斤"), ("tonne", "tonnes", "吨"), ("litre", "litres", "升"),
    ("metre", "metres", "米"),
    ("minute", "minutes", "分钟"), ("month", "months", "个月"), ("time", "times", "次"), ("pair", "pairs", "双"),
    ("couple", "couples", "对"),
  ]

  private static let englishWords = WordIndex<String>(
    Dictionary(english.flatMap { [($0.one, $0.meaning), ($0.many, $0.meaning)] }) { first, _ in first }.map {
      (word: $0.key, value: $0.value)
    })

  /// The English word for so much of what is counted; empty where English uses none.
  ///
  /// - `thing`: What is counted, if anybody said: leaflets come in copies, gift bags do not, and both in 份.
  package static func english(for counter: String, isOne: Bool = false, of thing: String? = nil) -> String {
    if counter == copy, !isPrinted(thing ?? "") { return "" }
    if let word = english.first(where: { $0.meaning == counter }) { return isOne ? word.one : word.many }
    return printedEnglish(for: counter, isOne: isOne)
  }

  /// What sums count in for a counting word as somebody wrote it down alone: 人 for 名 and for `persons`. Others stay.
  public static func meaning(of written: String) -> String {
    let word = written.trimmed
    if let known = renamed.first(where: { $0.word == word }) { return known.value }
    let lower = word.lowercased()
    return english.first { $0.one == lower || $0.many == lower }?.meaning ?? word
  }

  /// Whether people write 多 (30 多人) rather than 余 (500 余份) with it.
  static func takesMany(_ counter: String) -> Bool { [person, "位", "名"].contains(counter) }

  /// Whether there can't be half of it.
  static func isWhole(_ counter: String) -> Bool {
    [person, personTime, household, copy, "场", "次"].contains(counter)
  }
}
