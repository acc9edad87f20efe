extension CountingWord {
  /// English words that are printed and never read: as a word of a sentence, `group` or `class` counts nothing.
  private static let printed: [String: (one: String, many: String)] = [
    "户次": ("household visit", "household visits"), "批": ("batch", "batches"), "组": ("group", "groups"),
    "卷": ("roll", "rolls"), "捆": ("bundle", "bundles"), "板": ("strip", "strips"),
    "车": ("truckload", "truckloads"), "克": ("g", "g"), "毫升": ("ml", "ml"), "公里": ("km", "km"),
    "杯": ("cup", "cups"), "碗": ("bowl", "bowls"), "盆": ("pot", "pots"), "盘": ("plate", "plates"),
    "桌": ("table", "tables"), "席": ("table", "tables"), "餐": ("meal", "meals"), "班": ("class", "classes"),
    "课时": ("lesson", "lessons"), "学时": ("lesson", "lessons"), "节": ("lesson", "lessons"),
    "堂": ("lesson", "lessons"), "讲": ("lecture", "lectures"), "期": ("issue", "issues"),
    "轮": ("round", "rounds"), "队": ("team", "teams"), "支队": ("team", "teams"), "亩": ("mu", "mu"),
    "村": ("village", "villages"), "类": ("kind", "kinds"), "批次": ("batch", "batches"),
    "例": ("case", "cases"), "提": ("pack", "packs"), "摞": ("stack", "stacks"), "沓": ("stack", "stacks"),
    "打": ("dozen", "dozen"), "页": ("page", "pages"),
    "款": ("kind", "kinds"), "剂": ("dose", "doses"), "剂次": ("dose", "doses"),
    "叠": ("stack", "stacks"), "人学时": ("trainee hour", "trainee hours"),
  ]

  /// Words that only stand between a number and a thing, and for which English has none: 3 台血压计.
  private static let silent: Set<String> = [
    "个", "台", "把", "只", "幅", "副", "条", "面", "支", "枝", "颗", "粒", "片", "块", "顶", "床", "架", "部", "辆", "间", "所",
    "座",
    "栋", "幢", "扇", "朵", "匹", "根", "截", "段", "首", "盏", "枚", "株", "棵", "头", "家", "项", "封", "则", "处", "起", "宗",
    "笔",
    "单", "档", "站", "门", "趟",
  ]

  /// Whether English says nothing for it, or for some of what it counts.
  package static func isSilentInEnglish(_ counter: String) -> Bool {
    counter.isEmpty || counter == copy || silent.contains(counter)
  }

  /// What is printed is called so by the end of its name: 《婚育新风》宣传手册, and not 书包.
  private static let printedThings = [
    "资料", "材料", "册", "折页", "页", "传单", "宣传单", "书", "报", "刊", "期刊", "读本", "课本", "海报", "挂图", "问卷", "试卷", "表",
    "讲义",
    "指南", "教材", "公开信", "一封信", "文件", "》",
    "leaflet", "booklet", "book", "brochure", "pamphlet", "flyer", "poster", "form", "questionnaire",
    "newsletter",
    "newspaper", "magazine", "guide", "letter", "handout", "material", "document",
  ]

  static func isPrinted(_ thing: String) -> Bool {
    let name = thing.trimmed.lowercased()
    let one = name.hasSuffix("s") ? String(name.dropLast()) : name
    return printedThings.contains { one.hasSuffix($0) }
  }

  /// As somebody's own English word is written for so many; empty for a Chinese one that has no English.
  static func printedEnglish(for counter: String, isOne: Bool) -> String {
    if let word = printed[counter] { return isOne ? word.one : word.many }
    guard let last = counter.last, last.isASCII, last.isLetter else { return "" }
    // ml, cc.
    if counter.count < 3 { return counter }
    let isMany = last == "s" && !counter.hasSuffix("ss")
    if isOne { return isMany ? String(counter.dropLast()) : counter }
    return isMany ? counter : counter + (counter.hasSuffix("x") || counter.hasSuffix("ss") ? "es" : "s")
  }
}
