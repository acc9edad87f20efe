import Foundation
public import Planning

/// Which goods need two signatures, and of which nothing but a quantity is kept.
public struct GoodsPolicy: Hashable, Sendable {
  /// Words that mark an item as health goods, such as 叶酸.
  public let health: [String]
  /// Words that mark an item as money or relief, such as 慰问品, 代金券, 棉被.
  public let relief: [String]
  /// What campaigns say of their own materials: `two_signatures`, `handle: health`.
  public let marks: [Mark]

  /// One of a campaign's materials.
  public struct Mark: Hashable, Sendable {
    public enum Handling: Hashable, Sendable {
      case twoSignatures, health
      /// It comes back: 帐篷 over a stall are no relief.
      case equipment
    }

    public let campaign: String
    public let item: String
    public let handling: Handling

    public init(_ handling: Handling, _ item: String, of campaign: String) {
      self.handling = handling
      self.item = item
      self.campaign = campaign
    }
  }

  public static let usualHealth = [
    "叶酸", "避孕", "安全套", "验孕", "folic acid", "contraceptive", "condom", "pregnancy test",
  ]
  public static let usualRelief = [
    "慰问", "救灾", "赈灾", "抗灾", "救助", "救济", "扶贫", "济困", "补助金", "补助款", "帮扶金", "帮扶款", "帮扶物资", "爱心物资", "爱心款",
    "捐款", "善款", "现金", "红包", "代金券", "购物券", "消费券", "提货券", "购物卡", "提货卡", "储值卡", "充值卡", "帐篷", "棉被", "棉衣",
    "棉大衣", "毛毯", "毛巾被", "折叠床", "行军床", "睡袋", "苫布", "救生衣", "应急包", "relief", "voucher", "gift card",
    "red packet",
    "red envelope", "tent", "quilt", "blanket", "folding bed", "camp bed", "sleeping bag", "emergency kit",
  ]
  /// What the words behind those of relief end in if it only tells of it: 扶贫日历, 救灾知识手册, 慰问信.
  private static let printed = [
    "册", "页", "信", "历", "报", "画", "图", "旗", "幅", "栏", "函", "证", "牌", "传单", "宣传单", "清单", "通知单", "告知单", "明白单",
    "申请单", "登记单", "名单", "资料", "申请材料", "申请表", "登记表", "统计表", "明细表", "倡议书", "承诺书", "告知书", "协议书", "申请书", "展板",
    "看板", "展架", "标语", "联系卡", "服务卡", "贺卡", "明白卡", "便民卡", "提示卡", "明信片", "名片", "明白纸", "贴纸", "车贴", "指南",
    "leaflet", "brochure", "booklet", "poster", "letter", "banner", "sticker", "calendar", "flyer",
  ]
  private static let money = ["金", "款", "券", "卡", "红包", "voucher", "card", "packet", "envelope"]
  /// What money is put into: 红包袋, 捐款箱.
  private static let covers: Set<String> = ["袋", "封", "封套", "壳", "套", "盒", "箱", "夹", "bag", "holder", "box"]
  /// What stands over a stall.
  private static let stalls = [
    "遮阳帐篷", "展览帐篷", "广告帐篷", "宣传帐篷", "活动帐篷", "咨询帐篷", "义诊帐篷", "event tent", "stall tent",
  ]

  public init(health: [String] = usualHealth, relief: [String] = usualRelief, marks: [Mark] = []) {
    self.health = health
    self.relief = relief
    self.marks = marks
  }

  /// - `campaign`: What the goods are for; nil for a unit's own stock, from which any campaign may be served.
  public func isHealth(_ item: String, for campaign: String? = nil) -> Bool {
    Self.names(item, oneOf: health) || isMarked(.health, item, for: campaign)
  }

  /// Money, goods for families in need, or what its campaign wants two signatures for.
  public func isEarmarked(_ move: GoodsMove, for campaign: String? = nil) -> Bool {
    if move.counter == CountingWord.yuan { return true }
    if isMarked(.twoSignatures, move.item, for: campaign), !isHealth(move.item, for: campaign) { return true }
    // What is lent comes back, and so is no relief.
    if move.kind == .borrow || move.kind == .bringBack { return false }
    return isRelief(move.item) && !isMarked(.equipment, move.item, for: campaign)
  }

  /// Whether the last word of relief is what an item ends in (购物卡), or what the rest of it is for (慰问大米).
  private func isRelief(_ item: String) -> Bool {
    let item = item.lowercased()
    let places = relief.compactMap { word in Self.place(of: word.lowercased(), in: item) }
    guard let place = places.max(by: { $0.upperBound < $1.upperBound }) else { return false }
    var rest = item[place.upperBound...].drop(while: \.isWhitespace)
    guard !rest.isEmpty else { return !Self.stalls.contains(where: item.hasSuffix) }
    if rest.last == "s" { rest.removeLast() }
    let isMoney = Self.money.contains(where: item[place].hasSuffix)
    return !(isMoney && Self.covers.contains(String(rest)))
      && !["宣传", "政策", "知识"].contains(where: rest.contains)
      && !Self.printed.contains(where: rest.hasSuffix)
  }

  /// The last place of a word; of an English one only where a word begins.
  private static func place(of word: String, in item: String) -> Range<String.Index>? {
    guard !word.isEmpty, item.contains(word) else { return nil }
    return item.ranges(of: word).last { range in
      !(word.first?.isASCII ?? false) || !(item[..<range.lowerBound].last?.isLetter ?? false)
    }
  }

  private func isMarked(_ handling: Mark.Handling, _ item: String, for campaign: String?) -> Bool {
    marks.contains { mark in
      mark.handling == handling && (campaign == nil || campaign == mark.campaign)
        && (handling == .equipment ? item == mark.item : Self.names(item, oneOf: [mark.item]))
    }
  }

  /// What a move of money or relief lacks: two names, an exact number. Nil if it lacks nothing, or needs nothing.
  public func lack(of move: GoodsMove, for campaign: String? = nil) -> BookFault? {
    guard isEarmarked(move, for: campaign) else { return nil }
    guard move.quantity.certainty == .exact else {
      return .notExact(
        item: move.item, said: move.quantity.said ?? move.quantity.sumText(.zh, counter: move.counter))
    }
    return move.signers?.count == 2 ? nil : .needsTwoNames(item: move.item)
  }

  private static func names(_ item: String, oneOf words: [String]) -> Bool {
    let item = item.lowercased()
    return words.contains { !$0.isEmpty && item.contains($0.lowercased()) }
  }

  /// Refuses a move of money or relief without two names and an exact number, and one of health goods with any name.
  ///
  /// - `units`: Receivers may be units; of health goods nobody else is named.
  public func check(_ move: GoodsMove, for campaign: String? = nil, units: UnitTree) throws(BookFault) {
    if isHealth(move.item, for: campaign) {
      let isForUnits = [move.from, move.to].compactMap(\.self).allSatisfy { units[$0] != nil }
      guard move.signers == nil, !move.isPerHousehold, isForUnits else {
        throw .healthQuantityOnly(item: move.item)
      }
    }
    if let person = move.namedPerson(units) { throw .personNamed(person) }
    if let fault = lack(of: move, for: campaign) { throw fault }
  }
}

extension GoodsMove {
  /// Signs it with two names, of which only the first characters are kept.
  ///
  /// - Throws: ``BookFault/sameNameTwice(item:)``; nothing happens without any name.
  public mutating func sign(by first: String?, and second: String?) throws(BookFault) {
    let names = [first, second].compactMap { $0?.trimmed }.filter { !$0.isEmpty }
    guard !names.isEmpty else { return }
    guard names.count == 2, names.allSatisfy({ $0.contains(where: \.isLetter) }) else {
      throw .needsTwoNames(item: item)
    }
    guard Self.normal(names[0]) != Self.normal(names[1]) else { throw .sameNameTwice(item: item) }
    signers = names.map(Byline.mask)
  }

  /// Who gets it, has it or brings it, where that is a person's name: it should say which unit or which group.
  fileprivate func namedPerson(_ units: UnitTree) -> String? {
    // Where goods come from may be called after anybody.
    guard kind != .receive else { return nil }
    return [from, to].compactMap(\.self).first { units[$0] == nil && PersonalNames.isPerson($0.trimmed) }
  }

  private static func normal(_ name: String) -> String {
    String(name.precomposedStringWithCompatibilityMapping.filter { !$0.isWhitespace }).lowercased()
  }

  /// From where, to whom, why, and who signed, behind the quantity.
  func particulars(_ language: Language) -> String {
    var words = ""
    if let from { words += language("，来自 \(from)", ", from \(from)") }
    if let to { words += language("，给 \(to)", ", to \(to)") }
    if isPerHousehold { words += language("，按户发放", ", household by household") }
    if let allocation { words += language("，下拨 \(allocation)", ", allocation \(allocation)") }
    if let reason { words += language("（\(reason)）", " (\(reason))") }
    if let signers {
      words += language(
        "（签名：\(signers.joined(separator: "、"))）", " (signed: \(signers.joined(separator: ", ")))")
    }
    return words
  }
}
