/// The titles of printed matter, apart from what it is: so that every 宣传资料 is one item.
enum GoodsTitles {
  /// 宣传资料 with its titles, of 《甲》《乙》等宣传资料, of 宣传资料《甲》、《乙》 and of 宣传资料（《甲》等）. A title alone is
  /// what was given.
  ///
  /// “暖心服务卡” is 暖心服务卡: quotation marks around all of it say nothing.
  static func parted(_ words: String) -> (item: String, titles: [String]) {
    let text = unquoted(words)
    let (front, titles) = leading(text[...])
    let (rest, others) = trailing(front)
    let item = String(rest).trimmed
    return item.isEmpty ? (text, []) : (item, titles + others)
  }

  private static func unquoted(_ text: String) -> String {
    guard let first = text.first, let last = text.last, let close = quotes[first], close == last else {
      return text
    }
    let inner = text.dropFirst().dropLast()
    return inner.isEmpty || inner.contains { $0 == first || $0 == close } ? text : String(inner).trimmed
  }

  private static let quotes: [Character: Character] = ["“": "”", "「": "」", "『": "』", "\"": "\"", "‘": "’"]

  private static func leading(_ text: Substring) -> (rest: Substring, titles: [String]) {
    var rest = text
    var titles: [String] = []
    while rest.first == "《", let end = rest.firstIndex(of: "》") {
      titles.append(String(rest[...end]))
      rest = rest[rest.index(after: end)...].drop { "、，, ".contains($0) }
    }
    if !titles.isEmpty, rest.first == "等" { rest = rest.dropFirst() }
    return (rest, titles)
  }

  private static func trailing(_ text: Substring) -> (rest: Substring, titles: [String]) {
    var rest = text
    let isBracketed = rest.last.map { "）)".contains($0) } ?? false
    if isBracketed { rest = rest.dropLast() }
    rest = rest.dropLast { $0 == " " }
    for word in ["等书", "等"] where rest.hasSuffix("》" + word) { rest = rest.dropLast(word.count) }
    var titles: [String] = []
    while rest.last == "》", let start = rest.lastIndex(of: "《") {
      titles.insert(String(rest[start...]), at: 0)
      rest = rest[..<start].dropLast { "、，, 和及与".contains($0) }
    }
    guard !titles.isEmpty else { return (text, []) }
    guard isBracketed else { return (rest.dropLast { "：: ".contains($0) }, titles) }
    // A bracket that says more than titles stays with the item.
    guard rest.last.map({ "（(".contains($0) }) ?? false else { return (text, []) }
    return (rest.dropLast(), titles)
  }
}

extension Substring {
  fileprivate func dropLast(while isDropped: (Character) -> Bool) -> Substring {
    var rest = self
    while let last = rest.last, isDropped(last) { rest = rest.dropLast() }
    return rest
  }
}

extension GoodsTitles {
  /// Whether words say what a thing looks like, and not what it is: the 红 of 雨伞 20 把，红 10 把，蓝 10 把.
  static func isLook(_ words: String) -> Bool { looks.contains(words.lowercased()) }

  private static let looks: Set<String> = {
    let colours = "红 黄 蓝 绿 白 黑 紫 粉 灰 橙".split(separator: " ").map(String.init)
    let sizes = "大 中 小".split(separator: " ").map(String.init)
    return Set(
      colours + colours.map { $0 + "色" } + sizes + sizes.flatMap { [$0 + "号", $0 + "码", $0 + "份"] }
        + ["中文", "英文", "男款", "女款", "成人款", "儿童款"]
        + ["red", "yellow", "blue", "green", "white", "black", "large", "medium", "small"])
  }()
}
