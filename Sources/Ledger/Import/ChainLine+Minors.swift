extension ChainLine {
  /// 孙某某（9岁）, 李某某 小学生: a child on the list, rather than one that somebody brings.
  static func isMinor(_ text: String, _ name: String) -> Bool {
    let rest = text.hasPrefix(name) ? String(text.dropFirst(name.count)) : text
    let namesOne = minors.isAny(in: rest) && minors.isAny(in: withoutDenied(rest))
    return (namesOne || isYoung(rest)) && !companions.isAny(in: rest)
  }

  /// 不含孩子, 无小孩 and 孩子不算 name no child.
  private static func withoutDenied(_ text: String) -> String {
    // Made anew each time: most lines deny nothing.
    guard denials.mayStand(in: text) else { return text }
    return text.replacing(
      #/(?:不|没|未|无|除)(?:有|含|带|包括|包含|算|计|是)? ?(?:小朋友|小孩子?|孩子|儿童|幼儿|宝宝|小?学生)|(?:小朋友|小孩子?|孩子|儿童) ?(?:不|没|未|除)/#,
      with: " ")
  }

  private static let denials: SoughtWords = ["不", "没", "未", "无", "除"]

  private static let minors: SoughtWords = [
    "儿童", "小朋友", "小学生", "初中生", "高中生", "中学生", "学生", "幼儿", "宝宝", "孩子", "男孩", "女孩",
  ]
  private static let companions: SoughtWords = [
    "带", "大", "家长", "妈", "爸", "老师", "孩子的", "奶奶", "爷爷", "+", "＋", "和", "跟", "同", "加", "含",
    "包括",
  ]

  private static func isYoung(_ text: String) -> Bool {
    guard text.unicodeScalars.contains(where: { "岁月".unicodeScalars.contains($0) }) else { return false }
    return text.indices.contains { place in
      guard let unit = ageUnits.first(where: text[place...].hasPrefix) else { return false }
      let before = text[..<place]
      let number = trailingNumber(before.last == " " ? before.dropLast() : before)
      return !number.isEmpty
        && (!unit.hasSuffix("岁") || PersonalNames.age(number).map { $0 < 18 } ?? false)
    }
  }

  private static let ageUnits = ["岁", "周岁", "个月", "月龄"]

  /// Of at most two digits or three numerals.
  private static func trailingNumber(_ text: Substring) -> Substring {
    let digits = text.suffix(2).reversed().prefix(while: \.isASCIIDigit).count
    let numerals = text.suffix(3).reversed().prefix { "一二三四五六七八九十".contains($0) }.count
    return text.suffix(max(digits, numerals))
  }
}
