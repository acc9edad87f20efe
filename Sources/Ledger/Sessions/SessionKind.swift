public import Planning

/// What sort of event a session is: one vocabulary, by the words of the files and by what people call them. Another word of
/// the organiser's own stays as it is.
public enum SessionKind {
  private static let words: [(key: String, name: BilingualText, others: [String])] = [
    ("lecture", BilingualText(zh: "讲座", en: "lecture"), ["专题讲座", "健康讲座", "知识讲座", "lectures", "talk"]),
    ("outreach", BilingualText(zh: "宣传服务", en: "outreach"), ["宣传", "宣传活动", "宣传服务活动"]),
    ("clinic", BilingualText(zh: "义诊", en: "free clinic"), ["免费义诊", "义诊活动", "free clinics", "clinics"]),
    ("visit", BilingualText(zh: "走访慰问", en: "visits"), ["走访", "慰问", "入户走访", "入户慰问", "慰问走访"]),
    ("training", BilingualText(zh: "培训", en: "training"), ["培训班", "业务培训", "trainings"]),
    ("member-day", BilingualText(zh: "会员活动日", en: "member day"), ["会员日"]),
    ("awareness-week", BilingualText(zh: "宣传周", en: "awareness week"), []),
    ("annual-theme", BilingualText(zh: "年度主题", en: "annual theme"), ["年度主题活动"]),
    ("monthly", BilingualText(zh: "每月活动", en: "monthly"), []),
  ]

  private static let keys: [String: String] = Dictionary(
    words.flatMap { word in
      ([word.key, word.name.text(.zh), word.name.text(.en)] + word.others).map { ($0, word.key) }
    }
  ) { first, _ in first }

  /// `clinic` for 义诊 and for `Clinic`; a word of the organiser's own without spaces around it.
  public static func key(_ written: String) -> String {
    let word = written.trimmed
    return keys[word] ?? keys[word.lowercased()] ?? word
  }

  public static func isKnown(_ written: String) -> Bool { keys.values.contains(key(written)) }

  public static func name(_ kind: String, _ language: Language) -> String {
    let key = key(kind)
    return words.first { $0.key == key }?.name.text(language) ?? key
  }

  /// What there is to choose from: 讲座 lecture, and so on.
  public static func list(_ language: Language) -> String {
    words.map { language("\($0.name.text(.zh))（\($0.key)）", $0.key) }.joined(separator: language("、", ", "))
  }
}
