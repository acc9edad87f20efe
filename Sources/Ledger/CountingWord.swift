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

  /// What is written and what it counts; longer words come first where one begins another.
  static let table: [(written: String, meaning: String)] = [
    ("人次", personTime), ("个人", person), ("人", person), ("位", person), ("名", person),
    ("户次", "户次"), ("户", household), ("份", copy), ("盒", "盒"), ("册", "册"), ("本", "本"), ("张", "张"),
    ("公斤", "公斤"), ("公里", "公里"), ("个", "个"), ("场次", "场"), ("场", "场"), ("次", "次"), ("件", "件"), ("套", "套"),
    ("袋", "袋"), ("包", "包"), ("瓶", "瓶"), ("支", "支"), ("条", "条"), ("面", "面"), ("块", "块"), ("台", "台"),
    ("把", "把"), ("只", "只"), ("幅", "幅"), ("期", "期"), ("项", "项"), ("类", "类"), ("种", "种"), ("家", "家"),
    ("对", "对"), ("斤", "斤"), ("箱", "箱"), ("桶", "桶"), ("双", "双"), ("枚", "枚"), ("篇", "篇"), ("则", "则"),
    ("辆", "辆"), ("间", "间"), ("所", "所"), ("天", "天"), ("课时", "课时"), ("小时", "小时"), ("元", yuan),
  ]

  /// Nouns that begin like a counting word: 58 家长 are not counted in 家.
  static let nouns = ["家长", "家庭", "家属", "家人", "位置", "名单", "名册", "本地", "个体", "户籍"]

  /// The counting word that a text begins with.
  static func leading(_ text: some StringProtocol) -> (written: String, meaning: String)? {
    guard !nouns.contains(where: { text.hasPrefix($0) }) else { return nil }
    return table.first { text.hasPrefix($0.written) }
  }

  /// English words and what they count.
  static let english: [(written: String, meaning: String)] = [
    ("person-times", personTime), ("people", person), ("persons", person), ("person", person),
    ("households", household), ("household", household), ("families", household), ("copies", copy),
    ("copy", copy), ("boxes", "盒"), ("box", "盒"), ("yuan", yuan), ("sessions", "场"), ("session", "场"),
  ]

  /// The English word for what is counted; empty where English uses none.
  public static func english(for counter: String) -> String {
    english.first { $0.meaning == counter }?.written ?? ""
  }

  /// Whether people write 多 (30 多人) rather than 余 (500 余份) with it.
  static func takesMany(_ counter: String) -> Bool { [person, "位", "名"].contains(counter) }
}
