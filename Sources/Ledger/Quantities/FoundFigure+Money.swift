/// Small money, and a number of grown-ups or children.
extension FoundFigure {
  /// The 5 角 of 3 元 5 角, and the 5 of 12 块 5.
  mutating func takeSmallMoney(_ text: PhraseText) {
    guard counter == CountingWord.yuan || counter == "块", low == high else { return }
    if low >= 1, takeTenths(text) { return }
    for (units, share) in [(["角", "毛"], 10), (["分"], 100)] as [([Unicode.Scalar], Int128)] {
      guard let part = smallPart(text), let unit = text[part.end], units.contains(unit),
        text[part.end + 1] != "巾"
      else { continue }
      add(part.value, share: share, end: part.end + 1)
    }
  }

  /// 5 毛, 5 角钱, 5 分钱 alone; 5 毛巾 are something else.
  mutating func takeSmallChange(_ text: PhraseText) {
    guard low == high else { return }
    let next = text.skippingSpaces(from: end)
    guard let unit = Self.smallChange.word(in: text, at: next) else { return }
    let after = next + unit.word.count
    let bare = self
    (low, counter, end) = (Figure(ticks: low.ticks / unit.value), CountingWord.yuan, after)
    high = low
    isLoneOne = false
    if unit.value == 10 { takeSmallMoney(text) }
    let isSure = end > after || unit.word.last == "钱" || text[after] == "整"
    if !isSure, text.skippingSpaces(from: after) < text.count { self = bare }
  }

  private static let smallChange = WordIndex<Int128>([
    ("毛钱", 10), ("角钱", 10), ("分钱", 100), ("毛", 10), ("角", 10),
  ])

  /// True for yuan, false for other money.
  static let currency = WordIndex(
    ["¥", "￥", "rmb", "cny", "rmb:", "人民币", "人民币:"].map { (word: $0, value: true) }
      + [
        "$", "us$", "hk$", "nt$", "€", "£", "usd", "hkd", "eur", "gbp", "jpy", "美元", "美金", "港币", "港元", "欧元",
        "英镑", "日元", "日币", "韩元",
        "澳元", "台币", "澳门元",
      ].map { (word: $0, value: false) })

  /// Behind a number.
  static let foreignMoney = QuantityWords.words(
    "美元 美金 港币 港元 欧元 英镑 日元 日币 韩元 澳元 台币 新台币 卢布 泰铢 法郎 $ us$ hk$ € £ usd hkd eur gbp jpy dollar dollars us_dollars "
      + "us_dollar hk_dollars hong_kong_dollars euro euros")

  /// 救助金 3 万多块 are money, 展板 12 块 are pieces: what stands beside them tells.
  static func isMoney(_ subject: String, _ noun: String) -> Bool {
    moneyNames.contains(where: subject.hasSuffix)
      || moneyVerbs.contains { subject == $0 || subject.hasSuffix($0) }
      || moneyNouns.contains { noun.hasPrefix($0) || noun.hasPrefix("的" + $0) }
  }

  /// The counting word, where what stands beside the number tells what it counts: 块 of money, 组 of families, 参加人次 before a
  /// bare number, and the 亿 of 2 个亿, which is money unless somebody looked at something.
  func counter(said: String, beside subject: String, _ noun: String) -> String? {
    switch counter {
    case "块": Self.isMoney(subject, noun) ? CountingWord.yuan : counter
    case "组": GroupWords.isFamilies(subject + noun) ? CountingWord.household : counter
    case nil where subject.hasSuffix("人次"): CountingWord.personTime
    case nil where said.hasSuffix("亿") && said.contains("个"):
      noun.isEmpty && !["量", "数", "次", "人口", "粉丝"].contains(where: subject.hasSuffix)
        ? CountingWord.yuan : nil
    default: counter
    }
  }

  /// Cards and vouchers are never counted in 块.
  private static let moneyNames = ["金", "款", "费", "钱", "补贴", "补助", "红包", "工资", "卡", "券", "票"]
  private static let moneyVerbs = ["价值", "花了", "花费", "募集", "筹集", "筹得", "捐了", "捐出"]
  private static let moneyNouns = ["救助金", "慰问金", "补助金", "奖金", "善款", "捐款", "钱", "现金", "经费", "补贴", "补助"]

  /// 12 块 5: a last digit whose 角 nobody wrote.
  private mutating func takeTenths(_ text: PhraseText) -> Bool {
    guard let part = smallPart(text), part.start == end, text.skippingSpaces(from: part.end) == text.count
    else {
      return false
    }
    add(part.value, share: 10, end: part.end)
    return true
  }

  private func smallPart(_ text: PhraseText) -> (value: Figure, start: Int, end: Int)? {
    let next = text.skippingSpaces(from: end)
    guard case .number(let part) = Numeral.read(text, at: next), part.low == part.high, part.hedges.isEmpty,
      part.low < 10, part.low.isWhole
    else { return nil }
    return (part.low, next, text.skippingSpaces(from: part.end))
  }

  private mutating func add(_ part: Figure, share: Int128, end: Int) {
    low = low + Figure(ticks: part.ticks / share)
    high = low
    counter = CountingWord.yuan
    self.end = end
  }

  /// The persons of 3大 or 2小, at the end of a phrase.
  mutating func takeGrownUps(_ text: PhraseText) -> Bool {
    guard isArabic, counter == nil, low == high, low.isWhole, low < 100, let size = text[end],
      size == "大" || size == "小",
      text.skippingSpaces(from: end + 1) == text.count
    else { return false }
    counter = CountingWord.person
    if size == "小" { children = low }
    end += 1
    return true
  }
}
